"""What a flow gathers: text with its footnote references, and the open table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from corpus.provision import Mark
from parser.readers.blocks import Block
from parser.readers.comparison import generated

_PLACE = "\ufdd6"
"""Where a mark stands in a text that is not finished: a character that no text may hold."""
_AROUND = re.compile(rf"[\s{_PLACE}]+")
_NUMBER = re.compile(
    r"\(\w{1,5}\)|\d{1,3}[A-Z]{0,2}\.?"
    r"|(?:Part|Chapter|Schedule|Annex|Appendix|Article|Section|Rule|PART|CHAPTER|SCHEDULE|ANNEX|APPENDIX) \w{1,5}"
)
_ITEM = re.compile(r"\A\(\w{1,4}\)(?=[^\W\d]|[“‘\"])")
SETTING = frozenset(["dl", "dt", "dd", "span", "b", "strong"])
"""Elements at whose end a term or a number may end."""
_FEW = 3
"""Pieces of a text in which a number at its beginning ends."""
_GLUED = re.compile(rf"(?<=[^\W_])({_PLACE}+)(?=[^\W_])|(?<=[.,;:!?)\]”])({_PLACE}+)(?=[^\W\d_])")
"""Marks that alone part two words: `in 2012[3]and`."""
_BRACKETED = re.compile(rf"\s?([(\[])\s?{_PLACE}\s?([)\]])")
_WIDEST = 40
"""Rows or columns that one cell may span; more is a mistake or an attack."""


@dataclass(slots=True)
class Gathered:
    """Text being gathered: pieces, and where footnote references stand among them."""

    pieces: list[str] = field(default_factory=list)
    marks: list[tuple[int, str, str]] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    numbered: bool = False

    def ends_number(self) -> None:
        """An element in a line ends: what stands in it so far may be a number that a style sets apart."""
        self.numbered = 0 < len(self.pieces) <= _FEW and _NUMBER.fullmatch("".join(self.pieces).strip()) is not None

    def apart(self, text: str) -> str:
        """The text behind such a number, with the space that nobody printed: `<span>2</span>The keeper`."""
        self.numbered = False
        if not (text[:1].isupper() or text[:1] in "“‘\"'("):
            return text
        return " " + _ITEM.sub(r"\g<0> ", text)

    @property
    def worded(self) -> bool:
        """Whether there are words in it."""
        return self.bold + self.plain > 0

    def clear(self) -> None:
        """Start anew."""
        self.pieces, self.marks, self.bold, self.plain, self.numbered = [], [], 0, 0, False


class Grid:
    """The open table: its row and its cell. A table inside a cell is only a depth."""

    def __init__(self) -> None:
        self.depth = 0
        self.cell: Gathered | None = None
        self._number = 0
        self._row: list[Block] = []
        self._cells = 0
        self._heads = 0
        self._in_head = False
        self._span = (1, 1)
        self._covered: dict[int, tuple[int, str]] = {}

    def open(self) -> None:
        """A table starts, or one inside a cell."""
        self.depth += 1
        if self.depth == 1:
            self._number += 1
            self._in_head = False
            self._covered = {}

    def part(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A head, a row or a cell starts; an unclosed one before it ends."""
        if tag == "thead":
            self._in_head = True
        elif tag in ("td", "th"):
            self._close_cell()
            self._heads += tag == "th"
            self._span = (_spanned(attributes.get("rowspan")), _spanned(attributes.get("colspan")))
            self.cell = Gathered()

    def end_part(self, tag: str) -> None:
        """A head or a cell ends."""
        if tag == "thead":
            self._in_head = False
        elif tag in ("td", "th"):
            self._close_cell()

    def close_row(self, rule: str) -> Block | None:
        """The row that ends here, if it has words; `rule` drops it."""
        self._close_cell()
        if self._cells:
            self._cover()
            for column in [each for each in self._covered if each > len(self._row)]:
                self._pass(column)
        row, heads, cells = tuple(self._row), self._heads, self._cells
        self._row, self._heads, self._cells = [], 0, 0
        if not any(cell.text or cell.marks for cell in row):
            return None
        return Block("", "row", cells=row, table=self._number, header=self._in_head or heads == cells, rule=rule)

    def _close_cell(self) -> None:
        if self.cell is not None:
            text, marks = finished(self.cell)
            self._cover()
            rows, columns = self._span
            self._cells += 1
            for column in range(columns):
                if rows > 1:
                    self._covered[len(self._row)] = (rows - 1, text)
                bold = bool(self.cell.bold and not self.cell.plain)
                cell = Block("", "cell", above=text) if column else Block(text, "cell", marks=marks, bold=bold)
                self._row.append(cell)
            self.cell = None

    def _cover(self) -> None:
        """Cells for the places that cells of rows above span, up to the next free one."""
        while (column := len(self._row)) in self._covered:
            self._row.append(Block("", "cell", above=self._covered[column][1]))
            self._pass(column)

    def _pass(self, column: int) -> None:
        """A row went by below a cell that spans several."""
        rows, text = self._covered.pop(column)
        if rows > 1:
            self._covered[column] = (rows - 1, text)


def _spanned(value: str | None) -> int:
    """How many rows or columns a cell spans: as many as it says, within reason."""
    return min(int(value), _WIDEST) if value and value.isascii() and value.isdigit() and int(value) else 1


class Terms:
    """Terms of a list of definitions; several of one meaning, `dt` right behind `dt`, are one block."""

    def __init__(self) -> None:
        self._last = self._inner = -1

    def closed(self, tag: str, blocks: list[Block], into: "Gathered") -> str:
        """A term ends, the last of these blocks, or an element in a line, which may have held a number.

        Gives the words of a meaning that stand behind a list of terms inside it: they look like the last term's.
        """
        if tag == "dt":
            self._inner = -1
            self._end(blocks)
        elif tag == "dl":
            self._inner = len(blocks)
        elif tag == "dd":
            behind = blocks[self._inner].text if 0 <= self._inner < len(blocks) else ""
            self._inner = -1
            return behind
        else:
            into.ends_number()
        return ""

    def _end(self, blocks: list[Block]) -> None:
        if len(blocks) == self._last + 1 and len(blocks) > 1 and _is_term(blocks[-1]) and _is_term(blocks[-2]):
            first, second = blocks[-2:]
            lead = f"{first.text}{generated(',')} "
            marks = (*first.marks, *(replace(mark, at=mark.at + len(lead)) for mark in second.marks))
            blocks[-2:] = [replace(first, text=f"{lead}{second.text}", marks=marks)]
        self._last = len(blocks)


def _is_term(block: Block) -> bool:
    return block.bold and not (block.rule or block.marker or block.cells)


class Moves:
    """Blocks that a person sees at another place than they stand: a table's foot and a caption below it.

    `found` are (from, up to, before which they are seen, rank among those).
    """

    def __init__(self) -> None:
        self.found: list[tuple[int, int, int, int]] = []
        self._tables: list[list[tuple[int, int, int]]] = []
        self._open: dict[str, int] = {}

    def begin_table(self) -> None:
        """A table starts that is not in a cell."""
        self._tables.append([])

    def begin(self, tag: str, at: int) -> None:
        """A part starts that is seen at the end of its table; `at` is how many blocks there are."""
        self._open[tag] = at

    def end(self, tag: str, at: int) -> None:
        """A part ends."""
        if tag in self._open:
            start = self._open.pop(tag)
            if self._tables:
                self._tables[-1].append((start, at, 1 + (tag == "caption")))

    def end_table(self, at: int) -> None:
        """A table ends."""
        self.found += [(start, end, at, rank) for start, end, rank in self._tables.pop()]


def finished(gathered: Gathered) -> tuple[str, tuple[Mark, ...]]:
    """Pieces as text with single spaces and lines, and the marks at their offsets in it."""
    if not gathered.marks:
        return spaced("".join(gathered.pieces)), ()
    pieces, done = [], 0
    for at, _, _ in gathered.marks:
        pieces += [*gathered.pieces[done:at], _PLACE]
        done = at
    joined = _AROUND.sub(_before_space, "".join([*pieces, *gathered.pieces[done:]]))
    joined = _GLUED.sub(r"\g<0> ", joined)
    joined, shown = _unbracketed(joined, [shown for *_, shown in gathered.marks])
    parts = spaced(joined.lstrip() if joined[:1] != _PLACE else _leading(joined)).split(_PLACE)
    ends = accumulate(map(len, parts))
    numbers = (number for _, number, _ in gathered.marks)
    marks = tuple(Mark(at, number, sign) for at, number, sign in zip(ends, numbers, shown, strict=False))
    return "".join(parts), marks


def _unbracketed(text: str, shown: list[str]) -> tuple[str, list[str]]:
    """The text without the brackets around a mark, `(1)` of which only the figure is a link; the marks have them."""
    if not _BRACKETED.search(text):
        return text, shown
    pieces, end = "", 0
    for found in _BRACKETED.finditer(text):
        pieces += text[end : found.start()]
        at = pieces.count(_PLACE)
        shown[at] = f"{found[1]}{shown[at]}{found[2]}"
        pieces, end = pieces + _PLACE, found.end()
    return pieces + text[end:], shown


def _before_space(run: re.Match[str]) -> str:
    """White space around places of marks: the marks stand at the word before, one space follows."""
    places = run[0].count(_PLACE)
    space = run[0].replace(_PLACE, "")
    return run[0] if not places else _PLACE * places + ("\n" if "\n" in space else " " if space else "")


def _leading(text: str) -> str:
    """Marks in front of the first word stand at it."""
    places = len(text) - len(text.lstrip(_PLACE))
    return text[:places] + text[places:].lstrip()


def spaced(text: str) -> str:
    """One space for any white space; lines stripped, empty lines left out."""
    if "  " not in text and text.isprintable():  # no white space but single spaces: most texts
        return text.strip(" ")
    if "\n" not in text:
        return " ".join(text.split())
    return "\n".join([line for part in text.split("\n") if (line := " ".join(part.split()))])
