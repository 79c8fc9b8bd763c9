"""Tables from their ruling lines: rows, cells, and what shows that a row goes on overleaf."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.lines import Box, Line, lines
from parser.readers.pdf.words import Page, Word

_NEAR = 3.0
"""Points within which two ruling lines touch."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row as one page shows it. `open_above`, `open_below`: no line closes it there.

    `tag` is the row's number in the file's tags, 0 without; `head` says that they call it a row of
    headings; `evidence` what shows the table.
    """

    page: int
    grid: int
    columns: tuple[float, ...]
    cuts: tuple[float, ...]
    cells: tuple[tuple[Line, ...], ...]
    box: Box
    open_above: bool = False
    open_below: bool = False
    filled: bool = False
    first: bool = False
    last: bool = False
    place: int = 0
    tag: int = 0
    head: bool = False
    evidence: str = "ruling lines"

    @property
    def ruled(self) -> bool:
        """Whether ruling lines show its columns."""
        return self.evidence.startswith("ruling lines")

    @property
    def base(self) -> float:
        """Height of the first line, for the order of the page."""
        return min((line.base for cell in self.cells for line in cell), default=self.box[1])

    def in_column(self, column: int, shift: float, place: int) -> "GridRow":
        """The row of a table in a column of text, measured as its lines are, at a place in the column's order."""
        left, top, right, bottom = self.box
        return replace(
            self,
            columns=tuple(x - shift for x in self.columns),
            cuts=tuple(x - shift for x in self.cuts),
            cells=tuple(tuple(line.in_column(column, shift) for line in cell) for cell in self.cells),
            box=(left - shift, top, right - shift, bottom),
            place=place,
        )

    @property
    def empty(self) -> bool:
        """Nothing is printed in any cell."""
        return not any(self.cells)


@dataclass(slots=True)
class _Grid:
    """Ruling lines that touch each other."""

    levels: list[Rule] = field(default_factory=list)
    uprights: list[Rule] = field(default_factory=list)
    fills: list[Rule] = field(default_factory=list)

    def box(self) -> Box:
        """As tall as its upright lines: the line under a running head may touch a table's top."""
        return (
            min(rule.left for rule in self.levels + self.uprights),
            min(rule.top for rule in self.uprights),
            max(rule.right for rule in self.levels + self.uprights),
            max(rule.bottom for rule in self.uprights),
        )


def grids(page: Page) -> list["_Grid"]:
    """The tables of a page: lines that touch, with two columns at least, from the top down."""
    levels = _merge([rule for rule in page.rules if rule.top == rule.bottom and rule.right - rule.left > 4], True)
    uprights = _merge([rule for rule in page.rules if rule.left == rule.right and rule.bottom - rule.top > 4], False)
    found: list[_Grid] = []
    for upright in uprights:
        found.append(_Grid([], [upright]))
    for level in levels:
        touching = [grid for grid in found if any(_touch(level, upright) for upright in grid.uprights)]
        if not touching:
            continue
        whole = _Grid([level])
        for grid in touching:
            whole.levels += grid.levels
            whole.uprights += grid.uprights
            found.remove(grid)
        found.append(whole)
    tables = [grid for grid in found if len(_columns(grid)) >= 3 and grid.levels]
    for grid in tables:
        grid.fills = page.fills
    return sorted(tables, key=lambda grid: grid.box()[1])


def split(page: Page, words: Sequence[Word]) -> tuple[list[GridRow], list[Word]]:
    """The rows of a page's ruled tables among some of its words, and the words outside them."""
    rest = list(words)
    rows: list[GridRow] = []
    for number, grid in enumerate(grids(page), start=1):
        box = grid.box()
        inside = [word for word in rest if _within(word, box) and not word.look.turned]
        if len(inside) < 2:
            continue
        made, strays = _rows(grid, inside, page, number)
        taken = {id(word) for word in inside} - {id(word) for word in strays}
        rest = [word for word in rest if id(word) not in taken]
        rows += made
    return rows, rest


def _rows(grid: _Grid, words: list[Word], page: Page, number: int) -> tuple[list[GridRow], list[Word]]:
    left, top, right, bottom = grid.box()
    order = {id(word): place for place, word in enumerate(page.words)}
    first = min(order[id(word)] for word in words)
    columns = _columns(grid)
    closing = _closing(grid)
    edges = [top, *closing, bottom] if closing else [top, bottom]
    bounds = sorted({round(edge, 1) for edge in edges})
    bounds = [bound for index, bound in enumerate(bounds) if not index or bound - bounds[index - 1] > _NEAR]
    bands = [(a, b) for a, b in pairwise(bounds) if b - a > 4]
    placed: list[list[list[Word]]] = [[[] for _ in _cuts(grid, band, columns)[1:]] for band in bands]
    strays = [word for word in words if not _place(word, bands, placed, grid, columns)]
    rows = []
    for band, cells in zip(bands, placed, strict=True):
        rows.append(
            GridRow(
                page=page.number,
                grid=number,
                columns=tuple(columns),
                cuts=tuple(_cuts(grid, band, columns)),
                cells=tuple(tuple(lines(cell, page.number)) for cell in cells),
                box=(left, band[0], right, band[1]),
                open_above=not any(abs(level - band[0]) <= _NEAR for level in closing),
                open_below=not any(abs(level - band[1]) <= _NEAR for level in closing),
                filled=filled(page.fills, (left, band[0], right, band[1])),
                first=band == bands[0],
                last=band == bands[-1],
                place=first,
            )
        )
    return rows, strays


def _place(
    word: Word, bands: list[tuple[float, float]], placed: list[list[list[Word]]], grid: _Grid, columns: list[float]
) -> bool:
    """Put a word in the cell its middle lies in."""
    x, y = (word.left + word.right) / 2, word.base - 0.3 * word.look.size
    for band, cells in zip(bands, placed, strict=True):
        if band[0] - 1 <= y < band[1] + 1:
            cuts = _cuts(grid, band, columns)
            for index, (a, b) in enumerate(pairwise(cuts)):
                if a - 1 <= x < b + (1 if index == len(cuts) - 2 else -1) or (index == 0 and x < b):
                    cells[index].append(word)
                    return True
            cells[-1].append(word)
            return True
    return False


def _cuts(grid: _Grid, band: tuple[float, float], columns: list[float]) -> list[float]:
    """The columns that really divide this row: a cell may span several."""
    middle = (band[0] + band[1]) / 2
    inner = [
        x
        for x in columns[1:-1]
        if any(abs(rule.left - x) <= _NEAR and rule.top <= middle <= rule.bottom for rule in grid.uprights)
        or any(abs(fill.left - x) <= _NEAR and fill.top <= middle <= fill.bottom for fill in grid.fills)
    ]
    return [columns[0], *inner, columns[-1]]


def _columns(grid: _Grid) -> list[float]:
    """Where columns begin and end, the open sides of a table without outer lines included."""
    xs = sorted(rule.left for rule in grid.uprights)
    if grid.levels:
        xs = sorted([*xs, min(rule.left for rule in grid.levels), max(rule.right for rule in grid.levels)])
    kept: list[float] = []
    for x in xs:
        if not kept or x - kept[-1] > 2 * _NEAR:
            kept.append(x)
    return kept


def _closing(grid: _Grid) -> list[float]:
    """Heights at which lines cross at least half of the table: these end rows."""
    left, top, right, bottom = grid.box()
    covered: dict[float, float] = {}
    for rule in sorted(grid.levels, key=lambda rule: rule.top):
        if not top - _NEAR <= rule.top <= bottom + _NEAR:
            continue
        near = next((level for level in covered if abs(level - rule.top) <= _NEAR), rule.top)
        covered[near] = covered.get(near, 0.0) + rule.right - rule.left
    return sorted(level for level, length in covered.items() if length >= 0.5 * (right - left))


def _merge(rules: list[Rule], level: bool) -> list[Rule]:
    """Pieces of one line as one: borders are drawn cell by cell."""
    if level:
        key, turned = (lambda rule: (round(rule.top), rule.left)), rules
    else:
        turned = [Rule(rule.top, rule.left, rule.bottom, rule.right) for rule in rules]
        key = lambda rule: (round(rule.top), rule.left)  # noqa: E731
    found: list[Rule] = []
    for rule in sorted(turned, key=key):
        for index in range(len(found) - 1, max(len(found) - 40, -1), -1):
            last = found[index]
            if abs(last.top - rule.top) <= 1.5 and rule.left <= last.right + _NEAR and rule.right >= last.left - _NEAR:
                found[index] = Rule(min(last.left, rule.left), last.top, max(last.right, rule.right), last.top)
                break
        else:
            found.append(rule)
    return found if level else [Rule(rule.top, rule.left, rule.bottom, rule.right) for rule in found]


def _touch(level: Rule, upright: Rule) -> bool:
    return (
        level.left - _NEAR <= upright.left <= level.right + _NEAR
        and upright.top - _NEAR <= level.top <= upright.bottom + _NEAR
    )


def _within(word: Word, box: Box) -> bool:
    x, y = (word.left + word.right) / 2, word.base - 0.3 * word.look.size
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def filled(fills: Sequence[Rule], box: Box) -> bool:
    """Whether coloured boxes cover most of a row: how a row of headings is shown."""
    area = 0.0
    for fill in fills:
        wide = min(fill.right, box[2]) - max(fill.left, box[0])
        tall = min(fill.bottom, box[3]) - max(fill.top, box[1])
        if wide > 0 and tall > 0 and fill.bottom - fill.top < 1.6 * (box[3] - box[1]):
            area += wide * tall
    return area > 0.7 * (box[2] - box[0]) * (box[3] - box[1])


def every_line(rows: Iterable[GridRow]) -> list[Line]:
    """All lines of some rows."""
    return [line for row in rows for cell in row.cells for line in cell]
