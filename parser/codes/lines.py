"""A line: a stretch of a block's text that keeps its footnote references and its place."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from string import ascii_lowercase
from typing import Literal

from corpus.provision import Kind, Mark, Provision, Span
from parser.codes.enumerators import cited
from parser.readers.blocks import Block, Style

_RUN_ON = re.compile(r"a\.\s.{1,600}?\sb\.\s", re.DOTALL)
_FEWEST_RUN_ON = 3
_FEWEST_BULLETS = 2
_FEWEST_WORDS = 3
"""Words of an item: what a dot parts in a line of names is none."""
_BULLETS = "•‣▪◦●○■·"


@dataclass(slots=True)
class Line:
    """Text between two breaks; `marker`, `style`, `level` and `bold` are those of its block.

    Two styles are the grammar's own: `term` of a line that holds a defined term, its meaning follows, and `defined`
    of one that begins with the term of a glossary and goes on with its meaning.
    Never changed once made. Not frozen all the same: a page makes thousands of lines that only the
    grammar sees, and a frozen one takes four times as long to make.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    span: Span | None = None
    style: Style | Literal["term", "defined"] = "para"
    level: int = 0
    marker: str = ""
    bold: bool = False

    def cut(self, start: int, end: int | None = None) -> "Line":
        """The stretch from `start` to `end` without white space around it.

        A reference to a footnote belongs to the words in front of it; one in front of the
        first word that is left stays, at offset 0.
        """
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        text = piece.strip()
        marks = self.marks
        if marks:
            offset = start + len(piece) - len(piece.lstrip())
            inside = [mark for mark in marks if (start < mark.at <= end) or (start == 0 and mark.at == 0)]
            marks = tuple(replace(mark, at=min(max(mark.at - offset, 0), len(text))) for mark in inside)
        return Line(text, marks, self.span, self.style, self.level, "", self.bold)

    def marked(self, marker: str, marks: tuple[Mark, ...] | None = None) -> "Line":
        """The line with this marker in its margin, and these references where they are given."""
        return Line(
            self.text, self.marks if marks is None else marks, self.span, self.style, self.level, marker, self.bold
        )

    def in_words(self) -> "Line":
        """The line with its marker in front of its words; as it is where the marker is a mere bullet."""
        if not any(map(str.isalnum, self.marker)):
            return self
        ahead = f"{self.marker} "
        marks = tuple(replace(mark, at=mark.at + len(ahead) if mark.at else 0) for mark in self.marks)
        return Line(f"{ahead}{self.text}".rstrip(), marks, self.span, self.style, self.level, "", self.bold)

    def after(self, start: int) -> "Line":
        """Everything from `start` on, with every reference of the line: one that stood before is at 0."""
        rest = self.cut(start)
        if not self.marks:
            return rest
        early = tuple(replace(mark, at=0) for mark in self.marks if mark.at <= start and (start > 0 or mark.at))
        return replace(rest, marks=early + rest.marks)


def lines_of(block: Block) -> tuple[Line, ...]:
    """The lines of a block, or of all cells of a row; empty ones are left out unless they carry a marker."""
    if block.cells:
        return tuple(line for cell in block.cells for line in lines_of(cell))
    style: Style = "para" if block.style in ("cell", "row") else block.style
    whole = Line(block.text, block.marks, block.span, style, block.level, block.marker, block.bold)
    text = _apart(block.text) if _RUN_ON.match(block.text) else _bulleted(block.text)
    if "\n" not in text and text == text.strip():
        return (_unbulleted(whole, block),) if text or block.marker or block.marks else ()
    pieces: list[Line] = []
    start = 0
    for part in text.split("\n"):
        piece = whole.cut(start, start + len(part))
        start += len(part) + 1
        if not pieces:
            piece = replace(piece, marker=block.marker)
        elif piece.style == "item":  # a further line of an item is a paragraph of it, unless it prints its own bullet
            piece = replace(piece, style="para")
        if piece.text or piece.marker or piece.marks:
            pieces.append(_unbulleted(piece, block))
    return tuple(pieces)


def _unbulleted(line: Line, block: Block) -> Line:
    """A line that prints its own bullet is an item of a list; a cell keeps what it prints."""
    plain = block.style in ("para", "item") and not line.marker
    if not plain or line.text[:1] not in _BULLETS or not line.text[1:2].isspace():
        return line
    return replace(line.after(1), style="item")


def _apart(text: str) -> str:
    """A text of the same length with a break before each letter that counts on: `a. one b. two c. three`."""
    at = [0]
    for letter in ascii_lowercase[1:]:
        following = text.find(f" {letter}. ", at[-1])
        if following < 0:
            break
        at.append(following)
    if len(at) < _FEWEST_RUN_ON:
        return text
    pieces = [text[start:end] for start, end in pairwise([*at, len(text)])]
    return pieces[0] + "".join(f"\n{piece[1:]}" for piece in pieces[1:])


def _bulleted(text: str) -> str:
    """A text of the same length with a break before each bullet inside it, where items follow: `must: • be …`."""
    if " • " not in text:
        return text
    lead, *items = text.split(" • ")
    follows = len(items) >= _FEWEST_BULLETS or lead.endswith(":")
    if not follows or any(len(item.split()) < _FEWEST_WORDS for item in items):
        return text
    return text.replace(" • ", "\n• ")


def spelled(line: Line) -> Line:
    """A line whose marker is no number that items have (`Rule 1.1`), with it in its words: it would be lost.

    A quotation's first number is not that of an item of the text that quotes it.
    """
    known = not line.marker or line.marker[0] in "“\"‘'" or cited(line.marker) is not None
    return line if known else line.in_words()


def joined(lines: Iterable[Line], separator: str = "\n") -> Line:
    """Several lines as one, references kept at their places."""
    lines = tuple(lines)
    if len(lines) == 1:
        return lines[0]
    text, marks = "", []
    first: Line | None = None
    span: Span | None = None
    for line in lines:
        first = first or line
        text += separator if text and line.text else ""
        marks += [replace(mark, at=mark.at + len(text)) for mark in line.marks]
        text += line.text
        span = covering(span, line.span)
    return replace(first or Line(""), text=text, marks=tuple(marks), span=span)


def led_by_item(body: Sequence[Line], line: Line, is_item: Callable[[Line], bool]) -> bool:
    """Whether words are what an item before them leads in: an address behind `send it to:`, all lines of its block."""
    before = next((each for each in reversed(body) if each.span is None or each.span is not line.span), None)
    led = before is not None and before.text.endswith(":") and is_item(before) and before.style != "note"
    return led and line.style == "para" and not line.bold and not line.text.endswith((":", ":-", "–", "—"))


def titled_by_item(body: Sequence[Line], line: Line) -> bool:
    """Whether words stand below the title of their item in one block: `c) Mooring:`, a break, and what it is."""
    own = next((each for each in reversed(body) if each.marker or each.span is not line.span), None)
    titled = own is not None and line.span is not None and own.span is line.span
    return own is not None and titled and bool(own.marker) and own.text.endswith(":")


def covering(first: Span | None, second: Span | None) -> Span | None:
    """The span from the beginning of one to the end of the other; on one page the box covers both."""
    if first is None or second is None:
        return first or second
    if first.box is None and first.start <= second.start and second.end <= first.end:
        return first
    box = first.box
    if first.box and second.box and first.page == second.page:
        lows, highs = zip(first.box[:2], second.box[:2], strict=True), zip(first.box[2:], second.box[2:], strict=True)
        left, top = (min(pair) for pair in lows)
        right, bottom = (max(pair) for pair in highs)
        box = (left, top, right, bottom)
    start, end = min(first.start, second.start), max(first.end, second.end)
    return Span(start, end, first.page, box, first.snapshot)


@dataclass(slots=True)
class Draft:
    """A provision that still grows while its blocks are read; never leaves the grammar."""

    kind: Kind
    label: str | None = None
    num: str | None = None
    heading: str | None = None
    text: str = ""
    printed: str = ""
    marks: tuple[Mark, ...] = ()
    span: Span | None = None
    application: str | None = None
    duties: str | None = None
    children: list["Draft"] = field(default_factory=list)
    above: str = ""

    def freeze(self) -> Provision:
        """The finished provision."""
        children = tuple([child.freeze() for child in self.children]) if self.children else ()
        return Provision(
            self.kind, self.label, self.num, self.heading, self.text, children, self.span,
            self.printed, self.application, self.duties, self.marks, self.above,
        )  # fmt: skip


class Nest:
    """Definitions that stand in one another: a list of terms in the meaning of a term."""

    def __init__(self, root: Draft) -> None:
        self._open: list[tuple[int, Draft]] = [(-1, root)]

    def add(self, draft: Draft, level: int) -> None:
        """Put a provision into the last one whose level is lower, or into the root."""
        self._open = [each for each in self._open if each[0] < level]
        self._open[-1][1].children.append(draft)
        self._open.append((level, draft))


def text_draft(line: Line, kind: Kind = "text", above: str = "") -> Draft:
    """A leaf that holds a line's words; `above` are those of a cell that spans its place."""
    return Draft(kind, text=line.text, marks=line.marks, span=line.span, above=above)


def heading_draft(line: Line) -> Draft:
    """A heading that opens nothing; a list may have numbered it."""
    num = line.marker.strip(" .()") or None
    return Draft("heading", num=num, heading=line.text, printed=line.marker, marks=line.marks, span=line.span)


def note_draft(line: Line) -> Draft:
    """The text of a footnote; its number is printed apart."""
    num = line.marker.strip(" .()[]") or None
    return Draft("footnote", num=num, text=line.text, printed=line.marker, marks=line.marks, span=line.span)
