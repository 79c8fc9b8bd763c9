"""What a flow gathers: text with its footnote references, the paragraphs that only line breaks part, the open table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise

from corpus.provision import Mark
from parser.readers.blocks import Block
from parser.readers.comparison import generated

_PLACE = "\ufdd6"
"""Where a mark stands in a text that is not finished: a character that no text may hold."""
_AROUND = re.compile(rf"[\s{_PLACE}]+")
_NUMBER = re.compile(
    r"\(\w{1,5}\)|(?:[A-Z]{1,6}[ -]?)?\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2})*\.?"
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
_PARAGRAPH = re.compile(
    r"(?P<prefix>(?:[A-Z]{1,6}[ -]?)?)(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<letter>[A-Z]?)(?P<stop>[.)]?)"
    r"(?:\s+(?=[A-Z“‘\"(\[])|\Z)"
)
_LEADS = (":", ":-", "–", "—")
_CITES = re.compile(
    r"(?:,|\b(?:the|a|an|of|and|or|in|to|by|for|with|under|from|on|at|as|that|which|see|than|is|are"
    r"|paragraphs?|sections?|rules?|clauses?|articles?|parts?|provisions?|conditions?|standards?|measures?))\Z"
)
"""How a line stops that the next one goes on with: what it begins with may be cited and is no number of its own."""
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
    breaks: list[tuple[int, int, int]] = field(default_factory=list)

    def line_ends(self) -> None:
        """A line ends inside the text; how much of it so far is bold stays known."""
        self.pieces.append("\n")
        self.breaks.append((len(self.pieces), self.bold, self.plain))

    def lines(self) -> "list[Gathered]":
        """What stands between two breaks, each by itself."""
        ends = [*self.breaks, (len(self.pieces) + 1, self.bold, self.plain)]
        found = []
        for (start, bold, plain), (end, bolder, plainer) in pairwise([(0, 0, 0), *ends]):
            marks = [(at - start, number, shown) for at, number, shown in self.marks if start <= at < end]
            found.append(Gathered(self.pieces[start:end], marks, bolder - bold, plainer - plain))
        return found

    def joined(self, other: "Gathered") -> "Gathered":
        """This text and a further line of it."""
        marks = [(at + len(self.pieces), number, shown) for at, number, shown in other.marks]
        pieces, bold, plain = [*self.pieces, *other.pieces], self.bold + other.bold, self.plain + other.plain
        return Gathered(pieces, [*self.marks, *marks], bold, plain)

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
        self.breaks = []


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


def emitted(gathered: Gathered, whole: bool) -> list[tuple[str, tuple[Mark, ...], bool]]:
    """The words of a text, their marks and whether all are bold: of one block, or of each of its paragraphs."""
    parts = [gathered] if whole or not gathered.breaks else _paragraphs(gathered)
    told = [(*finished(part), bool(part.bold and not part.plain)) for part in parts]
    return [each for each in told if each[0] or each[1]]


def _paragraphs(gathered: Gathered) -> list[Gathered]:
    """The paragraphs of a text with line breaks; the whole of it where none of its lines are numbered as such.

    Where the numbers of its lines count on, each of them begins a paragraph, and so does what a break of two lines or
    a line in bold letters parts. A list that the line before it leads in stays in its paragraph.
    """
    lines = gathered.lines()
    texts = [spaced("".join(line.pieces)) for line in lines]
    places = [place for place, text in enumerate(texts) if _opens(text, texts[place - 1] if place else "")]
    if not any(_counts_on(texts[one], texts[other]) for one, other in pairwise(places)):
        return [gathered]
    numbered = set(places)
    found = [lines[0]]
    for place, line in enumerate(lines[1:], 1):
        before = lines[place - 1]
        titled = [bool(each.bold and not each.plain) for each in (before, line)]
        if place in numbered or not texts[place - 1] or any(titled):
            found.append(line)
        else:
            found[-1] = found[-1].joined(line)
    return found


def _opens(text: str, before: str) -> bool:
    """Whether a line begins with the number of a paragraph: `1.1 The`, `2. The`, `XYZ 3.1 The`."""
    match = _PARAGRAPH.match(text)
    if match is None or not (match["stop"] or match["prefix"] or "." in match["number"]):
        return False
    listed = match["number"] == "1" and not match["prefix"] and before.endswith(_LEADS)
    return not (listed or _CITES.search(before))


def _counts_on(one: str, other: str) -> bool:
    """Whether the number of a line comes next behind that of another: 1.1 or 2 after 1, 1.3 or 2 or 2.1 after 1.2."""
    first, second = _PARAGRAPH.match(one), _PARAGRAPH.match(other)
    if first is None or second is None or first["prefix"] != second["prefix"]:
        return False
    before, after = ([int(part) for part in each["number"].split(".")] for each in (first, second))
    deeper = after == [*before, 1] or after == [before[0] + 1, 1]
    return deeper or any(after == [*before[:depth], before[depth] + 1] for depth in range(len(before)))


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
