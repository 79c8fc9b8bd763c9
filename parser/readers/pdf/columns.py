"""Pages set in columns of text: each column is read as a page of its own, measured as if it were the first.

A column begins at a left edge that lines share and no line crosses, beside lines that end before it; the file sets
all of one side before the other, where it sets the cells of a table row by row. What runs over all columns, text or
a ruling line, parts them into those above and those below.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.footnotes import body_size
from parser.readers.pdf.lines import Line
from parser.readers.pdf.tables import GridRow, every_line
from parser.readers.pdf.words import Page, Word

_FEWEST = 8
"""Lines that stand on each side of a gutter, where no other page shows it."""
_FEWEST_KNOWN = 2
"""The same where another page has a gutter there."""
_SHARING = 3
"""Lines of a page that begin at the left edge of a column."""
_NARROWEST = 0.2
"""Share of the text's width that a column takes at least: what is narrower holds numbers."""
_OVER = 0.12
"""Share of the text's width by which a line or a rule may stand out into the next column."""
_NEAR = 2.0
_SET_IN = 12.0
"""Points by which all words of a column may be set in."""
_HANGS = 4.0
"""Points by which the words of a table may stand out to the left of its column."""
_STANDS_OUT = 18.0
"""Points by which a table's ruling lines may do so."""
_LEVEL = 9.0
"""Points by which lines of two columns that stand beside each other differ in height at the most."""
_FEW = 0.1
"""Share of the lines of a last column that may stand out of it."""
_BACK = 20.0
"""Points above all before it at which a column goes on that was set from its foot."""
_ROUND = 14.0
"""Points around the lines of a column within which rules are its own."""
_SMALL = 0.93
"""Times the size of the text below which print is that of notes."""


_LONG = 15
"""Lines of a column of running text; a list of names in two columns is shorter."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or one of its columns moved to where the first one stands, with its lines and rows of drawn tables.

    `column` is its place among the parts of its page; `shown` says that it is a column, of so many `lines` and rows.
    """

    page: Page
    text: list[Line]
    rows: list[GridRow]
    column: int = 0
    shown: bool = False
    lines: int = 0


class _Item(NamedTuple):
    """A line, or a row of a table, by its place on the page and in the file."""

    left: float
    right: float
    base: float
    order: int
    small: bool
    line: Line | None = None
    row: GridRow | None = None


class _Gutter(NamedTuple):
    """The left edge of a column, and the first and last item from the top down between which nothing crosses it."""

    left: float
    first: int
    last: int


class _Block(NamedTuple):
    """A stretch of a page in columns: its first and last item, and the left edges of the columns behind the first."""

    first: int
    last: int
    lefts: tuple[float, ...]


class _Cut(NamedTuple):
    """Items of a page that are read together: of a column, which begins `shift` points behind the first, at `start`.

    `step` is the distance of columns, 0 for what runs over all of them; `end` says that it is the last.
    """

    items: list[_Item]
    start: float = 0.0
    shift: float = 0.0
    step: float = 0.0
    end: bool = False

    @property
    def kind(self) -> tuple[int, bool]:
        """Columns of one kind are as wide as each other."""
        return round(self.step / 4), self.end

    def wide(self) -> list[float]:
        """How far behind the beginning of the column its lines end."""
        return [item.right - self.shift - self.start for item in self.items]


@dataclass(slots=True)
class _Sheet:
    """A page's items from the top down, and the gutters among them."""

    page: Page
    items: list[_Item]
    edge: float = 0.0
    wide: float = 0.0
    gutters: list[_Gutter] = field(default_factory=list)


def in_columns(pages: Sequence[Page], text: Sequence[list[Line]], rows: Sequence[list[GridRow]]) -> list[Part]:
    """Every page as it is, or its columns as one page after another, between what runs over all of them."""
    body = body_size(line for page in text for line in page)
    sheets = [_sheet(*each, _SMALL * body) for each in zip(pages, text, rows, strict=True)]
    for sheet in sheets:
        sheet.gutters = _gutters(sheet, _lefts(sheet), _FEWEST)
    seen = Counter(round(gutter.left) for sheet in sheets for gutter in sheet.gutters)
    known = sorted(seen)
    whole = [[Part(*each)] for each in zip(pages, text, rows, strict=True)]
    if not known:
        return [part for parts in whole for part in parts]
    for sheet in sheets:
        usual = sorted({_usual(gutter, seen) for gutter in sheet.gutters})
        if usual != sorted({gutter.left for gutter in sheet.gutters}):
            before, sheet.gutters = sheet.gutters, []
            sheet.gutters = _gutters(sheet, usual, _FEWEST) or before
        weak = [left for left in known if not any(abs(left - other.left) <= 3 * _NEAR for other in sheet.gutters)]
        sheet.gutters += _gutters(sheet, weak, _FEWEST_KNOWN)
    starts = _starts(sheets)
    cuts = [_cuts(sheet, before, starts) for before, sheet in zip([None, *sheets], sheets, strict=False)]
    limits = _limits([cut for found in cuts for cut in found if cut.step])
    made = [
        [_part(sheet, cut, place, limits) for place, cut in enumerate(found)] or page
        for sheet, found, page in zip(sheets, cuts, whole, strict=True)
    ]
    return [part for parts in made for part in parts]


def _usual(gutter: _Gutter, seen: Mapping[int, int]) -> float:
    """Where other pages have a gutter: a column that is all table, or all items, begins a little further in."""
    near = [left for left in seen if 0 < gutter.left - left <= _SET_IN and seen[left] > seen[round(gutter.left)]]
    return float(max(near, key=lambda left: seen[left])) if near else gutter.left


def running(parts: Sequence[Part]) -> list[int]:
    """The numbers of pages with several columns of running text; a list of names in two columns is none."""
    found = Counter(part.page.number for part in parts if part.shown and part.lines >= _LONG)
    return [number for number, columns in found.items() if columns > 1]


def _sheet(page: Page, text: Sequence[Line], rows: Sequence[GridRow], small: float) -> _Sheet:
    """The items of a page."""
    places = {id(word): place for place, word in enumerate(page.words)}
    items = [
        _Item(line.left, line.right, line.base, places.get(id(line.words[0]), 0), line.size < small, line)
        for line in text
    ]
    whole = [part for row in rows for part in _gone_on(row)]
    items += [_Item(_words_left(row) + _HANGS, row.box[2], row.base, row.place, False, None, row) for row in whole]
    items.sort(key=lambda item: item.base)
    edge = min((item.left for item in items), default=0.0)
    return _Sheet(page, items, edge, max((item.right for item in items), default=0.0) - edge)


def _gone_on(row: GridRow) -> list[GridRow]:
    """A tagged row as one, or as two where its cells go on in the next column: above its first line, to the right."""
    every = every_line([row]) if row.tag else []
    top = next((line.base for cell in row.cells for line in cell), 0.0) - _BACK
    above = {id(line) for line in every if line.base < top}
    left = min((line.left for line in every if id(line) in above), default=0.0)
    if not above or left <= max(line.right for line in every if id(line) not in above):
        return [row]
    return [_with_lines(row, [x for x in every if (id(x) in above) == later]) for later in (False, True)]


def _with_lines(row: GridRow, lines: Sequence[Line]) -> GridRow:
    """A row with some of its lines only."""
    kept = {id(line) for line in lines}
    left, top = min(line.left for line in lines), min(line.top for line in lines)
    right, foot = max(line.right for line in lines), max(line.bottom for line in lines)
    cells = tuple(tuple(line for line in cell if id(line) in kept) for cell in row.cells)
    return replace(row, cells=cells, box=(left, top, right, foot), cuts=(*row.cuts[:-1], right))


def _words_left(row: GridRow) -> float:
    """Where the words of a row begin, or its box where it has none."""
    return min((line.left for line in every_line([row])), default=row.box[0])


def _lefts(sheet: _Sheet) -> list[float]:
    """Left edges well inside a page that several of its lines share."""
    least, most = sheet.edge + _NARROWEST * sheet.wide, sheet.edge + (1 - _NARROWEST) * sheet.wide
    edges: dict[int, list[float]] = defaultdict(list)
    for item in sheet.items:
        if least < item.left < most:
            edges[round(item.left)].append(item.left)
    shared = [min(found) for found in edges.values() if len(found) >= _SHARING]
    inside = [item.left for item in sheet.items if item.left > least]
    further = [min(left for left in inside if edge - _SET_IN <= left <= edge) for edge in shared]  # a heading, perhaps
    return sorted({*shared, *further})


def _gutters(sheet: _Sheet, lefts: Sequence[float], fewest: int) -> list[_Gutter]:
    """The gutters among some left edges: those beside which most lines stand, none close to another."""
    found = [(left, _stretches(sheet, left, fewest)) for left in lefts]
    found.sort(key=lambda each: (-sum(gutter.last - gutter.first for gutter in each[1]), each[0]))
    kept: list[_Gutter] = []
    for left, stretches in found:
        apart = all(abs(left - other.left) > _NARROWEST * sheet.wide for other in (*sheet.gutters, *kept))
        kept += [each for each in stretches if apart and _as_long(each, (*sheet.gutters, *kept))]
    return kept


def _as_long(gutter: _Gutter, others: Sequence[_Gutter]) -> bool:
    """Whether a gutter is about as long as those beside it: the rows of a table in a column have shorter ones."""
    beside = [other for other in others if other.first <= gutter.last and gutter.first <= other.last]
    return all(2 * (gutter.last - gutter.first) > other.last - other.first for other in beside)


def _stretches(sheet: _Sheet, left: float, fewest: int) -> list[_Gutter]:
    """The stretches of a page in which lines stand on both sides of a left edge and the file sets one side first."""
    found = []
    for first, last in _free(sheet, left):
        run = sheet.items[first : last + 1]
        sides = [i for i in run if i.left < left - _NEAR], [i for i in run if i.left >= left - _NEAR]
        wide = [max((i.right for i in side), default=0.0) - min((i.left for i in side), default=0.0) for side in sides]
        if min(map(len, sides)) < fewest or min(wide) < _NARROWEST * sheet.wide:
            continue
        if not _goes_back(run, left):
            found.append(_Gutter(left, first, last))
    return found


def _free(sheet: _Sheet, left: float) -> Iterator[tuple[int, int]]:
    """First and last item of each run from the top down in which nothing crosses an edge."""
    over = left + _OVER * sheet.wide
    level = [rule for rule in sheet.page.rules if rule.top == rule.bottom]
    heights = [rule.top for rule in level if rule.left < left - _STANDS_OUT and rule.right > over]
    start = 0
    for place, item in enumerate(sheet.items):
        above = sheet.items[place - 1].base if place > start else item.base
        if any(above < height < item.base for height in heights):
            yield start, place - 1
            start = place
        if item.left < left - _NEAR and item.right > (over if _beside(sheet, place, left) else left - 1):
            if place > start:
                yield start, place - 1
            start = place + 1
    if start < len(sheet.items):
        yield start, len(sheet.items) - 1


def _beside(sheet: _Sheet, place: int, left: float) -> bool:
    """Whether the next column has a line about as high as some item, which only stands out into it then."""
    item = sheet.items[place]
    near = sheet.items[max(0, place - 2) : place + 3]
    return any(other.left >= left - _NEAR and abs(other.base - item.base) < _LEVEL for other in near)


def _goes_back(run: Sequence[_Item], left: float) -> bool:
    """Whether the file sets more on the left of an edge once it was on the right, small print aside: cells of rows."""
    sides = [right for _, right in sorted((item.order, item.left >= left - _NEAR) for item in run if not item.small)]
    return sides != sorted(sides)


def _starts(sheets: Sequence[_Sheet]) -> dict[int, float]:
    """How far before the first gutter the first column begins, on most pages, by the gutter's left edge."""
    seen: dict[int, Counter[int]] = defaultdict(Counter)
    for sheet in sheets:
        for block in _blocks(sheet.gutters):
            left = block.lefts[0]
            first = min(item.left for item in sheet.items[block.first : block.last + 1])
            seen[round(left)][round(left - first)] += 1
    return {left: float(max(counts, key=lambda step: (counts[step], step))) for left, counts in seen.items()}


def _blocks(gutters: Sequence[_Gutter]) -> list[_Block]:
    """Stretches of gutters that stand side by side, as one with all their left edges."""
    found: list[_Block] = []
    for gutter in sorted(gutters, key=lambda gutter: gutter.first):
        if found and gutter.first <= found[-1].last:
            block = found.pop()
            lefts = tuple(sorted({*block.lefts, gutter.left}))
            found.append(_Block(block.first, max(block.last, gutter.last), lefts))
        else:
            found.append(_Block(gutter.first, gutter.last, (gutter.left,)))
    return found


def _cuts(sheet: _Sheet, before: _Sheet | None, starts: Mapping[int, float]) -> list[_Cut]:
    """The items of a page with gutters, in the order in which they are read; nothing where it has none.

    A page behind one in columns may have the first of them only.
    """
    blocks = _blocks(sheet.gutters)
    if not blocks and before is not None and before.gutters and sheet.items:
        last = _blocks(before.gutters)[-1]
        alone = all(item.right < last.lefts[0] for item in sheet.items)
        blocks = [_Block(0, len(sheet.items) - 1, last.lefts)] if alone else []
    found: list[_Cut] = []
    done = 0
    for block in blocks:
        found += [_Cut(sheet.items[done : block.first]), *_columns(sheet, block, starts)]
        done = block.last + 1
    found.append(_Cut(sheet.items[done:]))
    return [cut for cut in found if cut.items] if blocks else []


def _columns(sheet: _Sheet, block: _Block, starts: Mapping[int, float]) -> Iterator[_Cut]:
    """The columns of a stretch of a page."""
    start = block.lefts[0] - starts[round(block.lefts[0])]
    steps = [b - a for a, b in pairwise([start, *block.lefts])]
    for place, (left, step) in enumerate(zip([start, *block.lefts], [*steps, steps[-1]], strict=True)):
        inside = sheet.items[block.first : block.last + 1]
        items = [item for item in inside if sum(item.left >= edge - _NEAR for edge in block.lefts) == place]
        yield _Cut(items, start, left - start, step, place == len(steps))


def _limits(cuts: Sequence[_Cut]) -> dict[tuple[int, bool], float]:
    """How wide the lines of a column are at most, by the kind of column.

    What stands out into the next column does not count, nor what few lines of a last column do.
    """
    wide: dict[tuple[int, bool], list[float]] = defaultdict(list)
    for cut in cuts:
        wide[cut.kind] += [width for width in cut.wide() if cut.end or width < cut.step - 1]
    found: dict[tuple[int, bool], float] = {}
    for (step, end), widths in sorted(wide.items()):
        most = max(widths, default=4.0 * step)
        usual = found.get((step, False), most)
        out = sum(width > usual + _NEAR for width in widths)
        found[step, end] = usual if end and out <= _FEW * len(widths) else most
    return found


def _part(sheet: _Sheet, cut: _Cut, column: int, limits: Mapping[tuple[int, bool], float]) -> Part:
    """A column, or what runs over all of them, as a page of its own."""
    limit = cut.start + limits[cut.kind] if cut.step else 0.0
    text: list[Line] = []
    rows: list[GridRow] = []
    words: list[Word] = []
    for item in _in_order(cut.items):
        if item.line is not None:
            text.append(item.line.in_column(column, cut.shift, limit))
            words += text[-1].words
        elif item.row is not None:
            rows.append(item.row.in_column(column, cut.shift, len(words)))
            words += [word for line in every_line(rows[-1:]) for word in line.words]
    top, foot = min(word.top for word in words), max(word.bottom for word in words)
    page = sheet.page._replace(
        words=words,
        column=column,
        shift=cut.shift,
        rules=_moved(sheet.page.rules, cut, (top, foot)),
        fills=_moved(sheet.page.fills, cut, (top, foot)),
    )
    return Part(page, text, rows, column, bool(cut.step), len(text) + len(rows))


def _in_order(items: Sequence[_Item]) -> list[_Item]:
    """Items as the file sets them; what it sets before all that stands above it, as notes may be, behind that."""
    runs: list[list[_Item]] = []
    top = 0.0
    for item in sorted(items, key=lambda item: item.order):
        if not runs or item.base < top - _BACK:
            runs.append([])
            top = item.base
        runs[-1].append(item)
        top = min(top, item.base)
    runs.sort(key=lambda run: min(item.base for item in run))
    apart = all(max(item.base for item in above) <= min(item.base for item in below) for above, below in pairwise(runs))
    return [item for run in runs for item in run] if apart else sorted(items, key=lambda item: item.order)


def _moved(rules: Sequence[Rule], cut: _Cut, heights: tuple[float, float]) -> list[Rule]:
    """The rules beside and between some items, moved with them."""
    near = [rule for rule in rules if heights[0] - _ROUND < rule.top and rule.bottom < heights[1] + _ROUND]
    if not cut.step:
        return near
    left, right = cut.start + cut.shift - _ROUND, cut.start + cut.shift + cut.step
    inside = [rule for rule in near if rule.left < right and rule.right > left]
    return [rule._replace(left=rule.left - cut.shift, right=rule.right - cut.shift) for rule in inside]
