"""What a flow gathers: text with its footnote references, and the numbers that lists make."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from corpus.provision import Mark
from parser.readers.blocks import Block
from parser.readers.html.events import Event

_PLACE = "\ufdd6"
"""Where a mark stands in a text that is not finished: a character that no text may hold."""
_AROUND = re.compile(rf"[\s{_PLACE}]+")
_NUMBERED_BY_TEXT = re.compile(r"legislative-list|list-style(-type)?:\s*none|no-?bullets?|list-unstyled", re.IGNORECASE)

_STYLES = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "decimal": "1",
}  # fmt: skip
_STYLED = re.compile(rf"list-style(?:-type)?:[^;]*?\b({'|'.join(_STYLES)})\b", re.IGNORECASE)
_WIDEST = 40
"""Rows or columns that one cell may span; more is a mistake or an attack."""
_LISTS = ("ol", "ul", "menu", "dir")


@dataclass(slots=True)
class Listing:
    """An open list and the number of its next item; `by_text` where its text prints the numbers."""

    ordered: bool
    number: int = 1
    step: int = 1
    type: str = "1"
    by_text: bool = False


@dataclass(slots=True)
class Gathered:
    """Text being gathered: pieces, and where footnote references stand among them."""

    pieces: list[str] = field(default_factory=list)
    marks: list[tuple[int, str, str]] = field(default_factory=list)
    bold: int = 0
    plain: int = 0

    def clear(self) -> None:
        """Start anew."""
        self.pieces, self.marks, self.bold, self.plain = [], [], 0, 0


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

    def close_row(self) -> Block | None:
        """The row that ends here, if it has words."""
        self._close_cell()
        if self._cells:
            self._cover()
            for column in [each for each in self._covered if each > len(self._row)]:
                self._pass(column)
        row, heads, cells = tuple(self._row), self._heads, self._cells
        self._row, self._heads, self._cells = [], 0, 0
        if not any(cell.text or cell.marks for cell in row):
            return None
        return Block("", "row", cells=row, table=self._number, header=self._in_head or heads == cells)

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


def finished(gathered: Gathered) -> tuple[str, tuple[Mark, ...]]:
    """Pieces as text with single spaces and lines, and the marks at their offsets in it."""
    if not gathered.marks:
        return spaced("".join(gathered.pieces)), ()
    pieces, done = [], 0
    for at, _, _ in gathered.marks:
        pieces += [*gathered.pieces[done:at], _PLACE]
        done = at
    joined = _AROUND.sub(_before_space, "".join([*pieces, *gathered.pieces[done:]]))
    parts = spaced(joined.lstrip() if joined[:1] != _PLACE else _leading(joined)).split(_PLACE)
    ends = accumulate(map(len, parts))
    marks = tuple(Mark(at, number, shown) for at, (_, number, shown) in zip(ends, gathered.marks, strict=False))
    return "".join(parts), marks


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


def items_of_reversed(events: Sequence[Event]) -> dict[int, int]:
    """How many items each list that counts down has, by the index of its event: it begins with that number."""
    counts: dict[int, int] = {}
    if not any(kind == "start" and value == "ol" and "reversed" in attributes for kind, value, attributes in events):
        return counts
    open_lists: list[int] = []
    for index, (kind, value, _) in enumerate(events):
        if value == "li" and kind == "start" and open_lists:
            counts[open_lists[-1]] += 1
        elif value in _LISTS and kind == "start":
            open_lists.append(index)
            counts[index] = 0
        elif value in _LISTS and kind == "end" and open_lists:
            open_lists.pop()
    return counts


def list_type(attributes: Mapping[str, str], default: str = "1") -> str:
    """The type of a list's numbers, `a` for a, b, c: of its inline style, else of its `type`."""
    styled = _STYLED.search(attributes.get("style", ""))
    return _STYLES[styled[1].lower()] if styled else attributes.get("type", default)


def listing(tag: str, attributes: Mapping[str, str], outer: Listing | None = None, items: int = 1) -> Listing:
    """A list as it opens: whether it makes numbers, from where on and of which type.

    `items` is the number it has, where one that counts down begins.
    GOV.UK's stylesheet takes the numbers of a legislative list away, and of every list inside it;
    only the outermost has the class.
    """
    if tag != "ol" or (outer and outer.by_text and "type" not in attributes):
        return Listing(False, by_text=bool(outer and outer.by_text))
    described = f"{attributes.get('class', '')} {attributes.get('style', '')}"
    down = "reversed" in attributes
    start = attributes.get("start", "")
    number = int(start) if re.fullmatch(r"-?[0-9]{1,9}", start) else items if down else 1
    by_text = bool(_NUMBERED_BY_TEXT.search(described))
    return Listing(not by_text, number, -1 if down else 1, list_type(attributes), by_text)


def numeral(number: int, kind: str) -> str:
    """The number as a browser shows it for the list's type."""
    if kind in ("a", "A") and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters if kind == "a" else letters.upper()
    if kind in ("i", "I") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            roman += sign * count
        return roman if kind == "i" else roman.upper()
    return str(number)


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
