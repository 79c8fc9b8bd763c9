"""Tables without upright lines: columns of white space that several rows keep free.

A column begins where words that follow a wide gap share a left edge at several heights and no word
of the lines between runs over that edge. `parser.readers.pdf.aligned_rows` tells the rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter, itemgetter

from parser.readers.pdf.aligned_rows import (
    CLEAR,
    NEAR,
    Band,
    Ordered,
    Segment,
    Zone,
    bands_of,
    bold,
    dividers,
    grid_row,
    heading,
    over,
    rows_of,
    texts,
    two_texts,
)
from parser.readers.pdf.lines import Line
from parser.readers.pdf.rows import begins, carried_on, divided, heads_above
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.typesetting import enumerator, numbered

_PAGE_NUMBERS, _SHORT = 0.7, 9
"""Times its size that a cell is wide at most where it shows a column by its end or its middle."""
_TALL = 6
"""Lines of a row between two of its column's cells at most."""
_FEWEST_ALIKE = 3
_HEADINGS = 3
"""Columns that bold words side by side name; two may be a number and a title."""
_UPRIGHT = 24.0
"""Points: an upright line as tall as two lines at least divides columns."""
_MOST_HEADING = 12
"""Lines at the end of a page that may be the headings and first row of a table overleaf."""


@dataclass(frozen=True, slots=True)
class Column:
    """A left edge, and the first and last band between which nothing runs over it."""

    left: float
    first: int
    last: int
    seen: int
    right: float = 0.0

    def holds(self, other: "Column") -> bool:
        """Whether another column begins in this one, whose cells do not begin alike."""
        beside = other.first <= self.last and self.first <= other.last
        return beside and self.left - NEAR < other.left <= self.right


def aligned(
    ordered: Ordered, found: Sequence[Line], before: GridRow | None
) -> tuple[list[GridRow], list[Line], list[str]]:
    """Rows of tables among the lines of a page, the lines outside them, and what is not sure.

    `before` is the row that the page before ended in, whose table may go on here.
    """
    rows: list[GridRow] = []
    taken: set[int] = set()
    doubts: list[str] = []
    zones, bands = _upright(_bands(found), ordered)
    zones += _zones(bands, ordered, before)
    for number, zone in enumerate(zones, start=1):
        divided, evidence, doubt = rows_of(zone, ordered)
        doubts += [f"page {ordered.page.number}: {doubt}"] if doubt else []
        made = [grid_row(part, zone, ordered, (1000 + number, evidence)) for part in divided]
        rows += made
        taken |= {id(word) for band in zone.bands for segment in band.segments for word in segment.words}
    if not rows:
        return [], list(found), []
    return rows, _rest(found, taken), doubts


def _bands(found: Sequence[Line]) -> list[Band]:
    """Lines by height, turned ones left out."""
    return bands_of([word for line in found if not line.turned for word in line.words])


def trailing(ordered: Ordered, found: Sequence[Line], overleaf: Sequence[GridRow]) -> tuple[list[GridRow], list[Line]]:
    """What stands at the end of a page in the columns of a table that begins overleaf: its headings, its first row."""
    below, begun = overleaf[0], _begun(overleaf)
    bands = _bands(found)
    kept: list[Band] = []
    size = next((line.size for cell in below.cells for line in cell), 0.0)
    for band in reversed(bands):
        if not kept and band.size < 0.93 * size:  # notes at the foot
            continue
        near = not kept or kept[0].base - band.base < 3 * band.size
        if not near or not begins(band, below.columns) or len(kept) > _MOST_HEADING:
            break
        if not kept and not begun and band.segments[0].right < below.columns[1] - CLEAR and len(band.segments) < 2:
            break
        kept.insert(0, band)
    kept = kept[next((place for place, band in enumerate(kept) if _heads(band, below)), len(kept)) :]
    if not kept:
        return [], list(found)
    kept[1:] = [replace(band, name=band.name or heading(band)) for band in kept[1:]]
    zone = Zone(tuple(kept), below.columns)
    divided, evidence, _ = rows_of(zone, ordered)
    rows = [grid_row(part, zone, ordered, (999, evidence)) for part in divided]
    return rows, _rest(found, {id(word) for band in kept for segment in band.segments for word in segment.words})


def begun(
    ordered: Ordered, found: Sequence[Line], last: GridRow | None, overleaf: Sequence[GridRow]
) -> tuple[list[GridRow], list[Line]]:
    """The first cell of a row at the end of a page whose other cells all stand overleaf; `last` is the row above it."""
    below = [line for line in found if last and line.top > last.box[3] - 2 and line.size > 0.93 * _size(last)]
    if not last or not below or not last.evidence.startswith("aligned") or len(overleaf[0].cuts) != len(last.cuts):
        return [], list(found)
    if not (_begun(overleaf) and stand_in_first(below, last)) or abs(overleaf[0].cuts[0] - last.cuts[0]) > 2 * NEAR:
        return [], list(found)
    words = [word for line in below for word in line.words]
    zone = Zone(tuple(bands_of(words)), last.cuts)
    row = grid_row(zone.bands, zone, ordered, (last.grid, last.evidence.removeprefix("aligned white space and ")))
    return [row], _rest(found, {id(word) for word in words})


def stand_in_first(lines: Sequence[Line], row: GridRow) -> bool:
    """Whether lines below a row stand close to it and in its first column: a cell whose others may stand overleaf."""
    inside = all(line.left > row.cuts[0] - NEAR and line.right < row.cuts[1] - CLEAR for line in lines)
    return inside and min(line.top for line in lines) - row.box[3] < 2 * lines[0].size


def _begun(overleaf: Sequence[GridRow]) -> bool:
    """Whether the first row of a page, or that below its headings, has no first cell: it stands on the page before."""
    return any(not row.cells[0] and not row.empty for row in overleaf[:2])


def naming(lines: Sequence[Line], row: GridRow) -> bool:
    """Whether lines above a row at the top of a page are bold and set like it: they name the rows of a table."""
    size = _size(row)
    close = row.box[1] - max(line.base for line in lines) < 1.6 * size
    return close and len(row.cells) > 2 and all(line.bold and abs(line.size - size) < 0.5 for line in lines)


def name_row(line: Line, row: GridRow, ordered: Ordered) -> GridRow:
    """A line above a table's row as a row of the same table."""
    zone = Zone(tuple(replace(band, name=True) for band in bands_of(line.words)), row.cuts)
    return grid_row(zone.bands, zone, ordered, (row.grid, row.evidence.removeprefix("aligned white space and ")))


def _size(row: GridRow) -> float:
    """The font size of a row's first line."""
    return next((line.size for cell in row.cells for line in cell), 10.0)


def _heads(band: Band, below: GridRow) -> bool:
    """Whether a band has words in several columns of a table, the first among them."""
    return len(band.segments) > 1 and band.segments[0].left <= below.columns[1] - CLEAR


def _rest(found: Sequence[Line], taken: set[int]) -> list[Line]:
    """Lines without the words that are cells now."""
    kept = []
    for line in found:
        words = [word for word in line.words if id(word) not in taken]
        if len(words) == len(line.words):
            kept.append(line)
        elif words:
            kept.append(line.part(words))
    return kept


def _upright(bands: list[Band], ordered: Ordered) -> tuple[list[Zone], list[Band]]:
    """The stretches between upright lines that no level line crosses, as tables, and the bands outside them."""
    zones = []
    upright = [rule for rule in ordered.page.rules if rule.left == rule.right and rule.bottom - rule.top > _UPRIGHT]
    for top, foot in sorted({(round(rule.top), round(rule.bottom)) for rule in upright}):
        inside = [band for band in bands if top < band.base - 0.3 * band.size < foot]
        edges = sorted({r.left for r in upright if abs(r.top - top) <= NEAR and abs(r.bottom - foot) <= NEAR})
        zone = divided(inside, edges)
        if zone is not None and _is_table(zone, ordered, ruled=True):
            zones.append(zone)
            bands = [band for band in bands if not any(band is other for other in inside)]
    return zones, bands


def _zones(bands: Sequence[Band], ordered: Ordered, before: GridRow | None) -> list[Zone]:
    """The stretches of a page that are tables, from the top down."""
    found: list[Zone] = []
    used = -1
    carried = carried_on(bands, before)
    if carried is not None:
        found.append(carried)
        bands = bands[len(carried.bands) :]
    for first, last, lefts in _stretches(_columns(bands), bands):
        if first <= used:
            continue
        opens = max(used + 1, heads_above(bands, first, lefts, ordered.page.rules))
        zone = _zone(bands, opens, last, lefts)
        if zone is not None and _is_table(zone, ordered):
            found.append(zone)
            used = last
    return found


def _columns(bands: Sequence[Band]) -> list[Column]:
    """Left edges after a wide gap that several bands share, each with the bands it holds for.

    Columns whose cells end alike, or stand in the middle, come first: some of their cells begin alike by chance.
    """
    other = _ending_alike(bands)
    return [*other, *(each for each in _beginning_alike(bands) if not any(column.holds(each) for column in other))]


def _ending_alike(bands: Sequence[Band]) -> list[Column]:
    """Columns of short cells that end alike, as figures do, or stand in the middle, and do not begin alike."""
    found: list[Column] = []
    for place_of in (attrgetter("right"), _middle):
        shared: dict[int, list[tuple[int, Segment]]] = {}
        for place, band in enumerate(bands):
            for segment in band.segments[1:]:
                if segment.right - segment.left <= _SHORT * band.size:
                    shared.setdefault(round(place_of(segment)), []).append((place, segment))
        for key in sorted(shared, key=lambda key: -len(shared[key])):
            near = sorted((each for by in (-1, 0, 1) for each in shared.get(key + by, ())), key=itemgetter(0))
            found += [
                column
                for run in _close_by(near)
                for column in _column_of(run, bands)
                if not any(other.holds(column) or column.holds(other) for other in found)
            ]
    return found


def _middle(segment: Segment) -> float:
    return (segment.left + segment.right) / 2


def _close_by(cells: Sequence[tuple[int, Segment]]) -> list[list[tuple[int, Segment]]]:
    """Cells with their bands, parted where many bands lie between two of them."""
    runs: list[list[tuple[int, Segment]]] = []
    for cell in cells:
        if runs and cell[0] - runs[-1][-1][0] <= _TALL:
            runs[-1].append(cell)
        else:
            runs.append([cell])
    return runs


def _column_of(run: Sequence[tuple[int, Segment]], bands: Sequence[Band]) -> Iterator[Column]:
    """The columns of cells that do not begin alike, with the name above them; page numbers that go up are none."""
    lefts = [segment.left for _, segment in run]
    if max(lefts) - min(lefts) <= 2 * NEAR or _counts_pages([segment.text for _, segment in run]):
        return
    right = max(segment.right for _, segment in run)
    for first, last, seen in _runs(min(lefts), [place for place, _ in run], bands):
        if seen < _FEWEST_ALIKE:
            continue
        above = bands[first - 1].segments[1:] if first else ()
        names = [each for each in above if each.left <= right and each.right >= min(lefts)]
        left = min(*lefts, *(name.left for name in names)) if len(names) == 1 else min(lefts)
        named = len(names) == 1 and _free(left, first - 1, last, bands)
        yield Column(left, first - 1, last, seen, right) if named else Column(min(lefts), first, last, seen, right)


def _counts_pages(texts: Sequence[str]) -> bool:
    """Whether cells are nothing but numbers that go up, as those of pages do."""
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) == len(texts) and numbers == sorted(numbers) and len(numbers) > _FEWEST_ALIKE


def _beginning_alike(bands: Sequence[Band]) -> list[Column]:
    """Columns whose cells share a left edge after a wide gap."""
    edges: dict[int, list[tuple[int, float]]] = {}
    for place, band in enumerate(bands):
        for segment in band.segments[1:]:
            edges.setdefault(round(segment.left), []).append((place, segment.left))
    found: list[Column] = []
    for key in sorted(edges, key=lambda key: -len(edges[key])):
        if any(abs(key - column.left) <= 1.2 for column in found):
            continue
        seen = sorted({place for near in (key - 1, key, key + 1) for place, _ in edges.get(near, ())})
        left = min(x for _, x in edges[key])
        found += [Column(left, *run) for run in _runs(left, seen, bands)]
    return found


def _runs(left: float, seen: Sequence[int], bands: Sequence[Band]) -> list[tuple[int, int, int]]:
    """First band, last band and count of witnesses of each stretch in which nothing runs over an edge."""
    runs: list[list[int]] = []
    for place in seen:
        if runs and _free(left, runs[-1][-1], place, bands):
            runs[-1].append(place)
        else:
            runs.append([place])
    return [(run[0], run[-1], len(run)) for run in runs if len(run) >= 2 or _heads_columns(bands[run[0]])]


def _heads_columns(band: Band) -> bool:
    """Whether a band looks like the headings of columns: one of them may have nothing below it on its page."""
    return bold(band) and len(band.segments) >= _HEADINGS


def _free(left: float, first: int, last: int, bands: Sequence[Band]) -> bool:
    """Whether the bands after `first` up to `last` leave an edge free, stand close and have no larger heading."""
    size = bands[first].size
    for above, band in pairwise(bands[first : last + 1]):
        larger = heading(band) and not band.name and band.size > size + 0.5
        if larger or band.base - above.base > 4.5 * band.size or over(band, left):
            return False
    return True


def _stretches(columns: Sequence[Column], bands: Sequence[Band]) -> list[tuple[int, int, list[float]]]:
    """Columns that hold for the same bands, as first band, last band and left edges."""
    found: list[list[Column]] = []
    for column in sorted(columns, key=lambda column: column.first):
        for group in found:
            if column.first <= max(other.last for other in group) and column.last >= min(o.first for o in group):
                group.append(column)
                break
        else:
            found.append([column])
    made = []
    for group in found:
        first, last = min(column.first for column in group), max(column.last for column in group)
        kept = [c for c in group if sum(over(band, c.left) for band in bands[first : last + 1]) <= 0.1 * (last - first)]
        if kept:
            made.append((first, last, sorted({column.left for column in kept})))
    return sorted(made)


def _zone(bands: Sequence[Band], first: int, last: int, lefts: Sequence[float]) -> Zone | None:
    """The zone with the lines of its last row that stand under one cell only."""
    while last + 1 < len(bands) and _continues(bands[last], bands[last + 1], lefts):
        last += 1
    inside = bands[first : last + 1]
    right = max(segment.right for band in inside for segment in band.segments)
    left = min(segment.left for band in inside for segment in band.segments)
    edges = [edge for edge in lefts if edge > left + NEAR]
    edges = [edge for place, edge in enumerate(edges) if not place or edge - edges[place - 1] > 2 * NEAR]
    return Zone(tuple(inside), (left, *edges, right)) if edges else None


def _continues(above: Band, below: Band, lefts: Sequence[float]) -> bool:
    """Whether a band at the usual distance keeps to the columns and leaves one free."""
    if below.base - above.base > 1.6 * below.size or abs(below.size - above.size) >= 0.5:
        return False
    if any(over(below, left) for left in lefts):
        return False
    inner = [segment for segment in below.segments if any(abs(segment.left - left) <= NEAR for left in lefts)]
    first = [segment for segment in below.segments if segment.right < lefts[0] - CLEAR]
    kept = len(inner) + len(first) == len(below.segments)
    return kept and (bool(inner) or above.segments[0].left == below.segments[0].left)


def _is_table(zone: Zone, ordered: Ordered, ruled: bool = False) -> bool:
    """Whether columns are a table's, and not numbers beside paragraphs, columns of text or page numbers.

    `ruled` says that upright lines divide them.
    """
    columns = [zone.columns(band) for band in zone.bands]
    beside = [row for row in columns if len(row) > 1]
    width = len(zone.cuts) - 1
    divided = len(dividers(zone, ordered.page)) >= 1
    if len(beside) < (2 if width > 2 or divided else 3):
        return False
    below = [row for place, row in enumerate(columns) if not (bold(zone.bands[place]) and (_titled(row) or place))]
    firsts = [row[0].text for row in below if 0 in row]
    others = [text for text in firsts if not (numbered(text) or enumerator(text))]
    figures = len(others) <= 0.1 * len(firsts)  # one of many may be no enumerator that is known, `(zii)` behind `(zi)`
    if figures and not any(0 in row and width - 1 in row for row in below):
        return False  # wide gaps of a justified text beside the numbers of a list
    if width == 2 and (figures or two_texts(columns, ordered)):
        return False
    if not ruled and texts(columns, zone, ordered):
        return False
    return not _ends_in_numbers(columns, width) and not _numbers_beside(below, width)


def _titled(row: Mapping[int, Segment]) -> bool:
    """Whether a bold row is a number and a title, `8 Keeping of a register`: below it are its paragraphs."""
    words = [word.text for place in sorted(row) for word in row[place].words]
    return any(numbered(" ".join(words[:count])) for count in (1, 2) if count < len(words))


def _numbers_beside(columns: Sequence[dict[int, Segment]], width: int) -> bool:
    """Whether all that has words to its right is a number: lists inside numbered paragraphs."""
    inner = [row[place].text for row in columns for place in row if place < max(row) and place < width - 1]
    return all(numbered(text) or enumerator(text) for text in inner)


def _ends_in_numbers(columns: Sequence[dict[int, Segment]], width: int) -> bool:
    """Whether the last of two columns is nothing but short figures: a list of contents."""
    lasts = [row[width - 1].text for row in columns if width - 1 in row]
    return width == 2 and sum(text.isdecimal() and len(text) < 4 for text in lasts) > _PAGE_NUMBERS * len(lasts)
