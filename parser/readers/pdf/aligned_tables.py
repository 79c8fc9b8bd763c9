"""Tables without upright lines: columns of white space that several rows keep free, rows told by what divides them.

A column begins where words that follow a wide gap share a left edge at several heights and no word
of the lines between runs over that edge. Rows are told, in this order, by level lines or coloured
stripes, by numbers in the first column, by the order in which the file sets the cells, by wider
distances of lines, and else by lines that fill every column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.lines import Line, line_of, lines
from parser.readers.pdf.tables import GridRow, filled
from parser.readers.pdf.typesetting import enumerator, numbered
from parser.readers.pdf.words import Page, Word

_NEAR = 1.5
"""Points by which left edges of one column may differ."""
_CLEAR = 3.0
"""Points to the left of a column that no word may enter."""
_PAGE_NUMBERS = 0.7
_TALL = 6
"""Lines that stand below each other before the file goes on in another column of text."""
_MOST_COLUMNS = 4


class Segment(NamedTuple):
    """Words of one height without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Band:
    """Everything printed at one height, from left to right."""

    base: float
    size: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A left edge, and the first and last band between which nothing runs over it."""

    left: float
    first: int
    last: int
    seen: int


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of bands set in columns; `cuts` are the left edges and the right end."""

    bands: tuple[Band, ...]
    cuts: tuple[float, ...]

    def cell(self, segment: Segment) -> int:
        """The column that a segment begins in."""
        return max((place for place, cut in enumerate(self.cuts[:-1]) if cut <= segment.left + _CLEAR), default=0)

    def pieces(self, band: Band) -> Iterator[Segment]:
        """The segments of a band, cut where a word begins a column without a wide gap before it."""
        for segment in band.segments:
            start = 0
            for place, word in enumerate(segment.words):
                if place > start and any(abs(word.left - cut) <= _NEAR for cut in self.cuts[1:-1]):
                    yield Segment(segment.words[start:place])
                    start = place
            yield Segment(segment.words[start:])

    def columns(self, band: Band) -> dict[int, Segment]:
        """The segments of a band by column; two in one column are one."""
        found: dict[int, Segment] = {}
        for segment in self.pieces(band):
            place = self.cell(segment)
            found[place] = Segment((*found[place].words, *segment.words)) if place in found else segment
        return found


def aligned(
    page: Page, found: Sequence[Line], before: GridRow | None
) -> tuple[list[GridRow], list[Line], list[str]]:
    """Rows of tables among the lines of a page, the lines outside them, and what is not sure.

    `before` is the row that the page before ended in, whose table may go on here.
    """
    order = {id(word): place for place, word in enumerate(page.words)}
    rows: list[GridRow] = []
    taken: set[int] = set()
    doubts: list[str] = []
    zones: list[Zone] = []
    for part in _text_columns(found):
        bands = _bands([word for line in part if not line.turned for word in line.words])
        zones += _zones(bands, page, order, before)
        before = None
    for number, zone in enumerate(zones, start=1):
        divided, evidence, doubt = _rows(zone, page, order)
        doubts += [f"page {page.number}: {doubt}"] if doubt else []
        made = [_grid_row(part, zone, page, 1000 + number, evidence, order) for part in divided]
        rows += made
        taken |= {id(word) for band in zone.bands for segment in band.segments for word in segment.words}
    if not rows:
        return [], list(found), []
    return rows, _rest(found, taken), doubts


def _text_columns(found: Sequence[Line]) -> list[list[Line]]:
    """The lines of each column of running text, where the file sets one after the other.

    What is set before a jump back up the page must be tall and wide, and nothing after it may go
    back to the left: the cells of rows do.
    """
    parts: list[list[Line]] = [[]]
    for line in found:
        if parts[-1] and _next_column(parts[-1], line):
            parts.append([])
        parts[-1].append(line)
    apart = all(
        all(line.left >= other.right - 3 for other in before if other.base >= line.base - 2)
        for before, part in pairwise(parts)
        for line in part
    )
    return parts if apart and len(parts) <= _MOST_COLUMNS else [list(found)]


def _next_column(part: Sequence[Line], line: Line) -> bool:
    """Whether a line begins the column of text to the right of some lines."""
    beside = [other for other in part if other.base >= line.base - 2]
    if len(beside) < _TALL or any(other.right > line.left for other in beside):
        return False
    top = min(other.base for other in part)
    jump = part[-1].base - line.base
    wide = max(other.right for other in beside) - min(other.left for other in beside)
    return jump > 0.5 * (part[-1].base - top) and wide > 12 * line.size


def trailing(page: Page, found: Sequence[Line], below: GridRow) -> tuple[list[GridRow], list[Line]]:
    """What stands at the end of a page in the columns of a table that begins overleaf: its headings, its first row."""
    bands = _bands([word for line in found if not line.turned for word in line.words])
    kept: list[Band] = []
    for band in reversed(bands):
        near = not kept or kept[0].base - band.base < 3 * band.size
        in_columns = all(any(abs(s.left - cut) <= 2 * _NEAR for cut in below.columns[:-1]) for s in band.segments)
        if not near or not in_columns or band.segments[0].left > below.columns[1] - _CLEAR or len(kept) > 8:
            break
        if len(band.segments) < 2 and not kept:
            break
        kept.insert(0, band)
    kept = kept[next((place for place, band in enumerate(kept) if len(band.segments) > 1), len(kept)) :]
    if not kept:
        return [], list(found)
    zone = Zone(tuple(kept), below.columns)
    order = {id(word): place for place, word in enumerate(page.words)}
    divided, evidence, _ = _rows(zone, page, order)
    rows = [_grid_row(part, zone, page, 999, evidence, order) for part in divided]
    return rows, _rest(found, {id(word) for band in kept for segment in band.segments for word in segment.words})


def _rest(found: Sequence[Line], taken: set[int]) -> list[Line]:
    """Lines without the words that are cells now."""
    kept = []
    for line in found:
        words = [word for word in line.words if id(word) not in taken]
        if len(words) == len(line.words):
            kept.append(line)
        elif words:
            kept.append(line_of(words, line.page))
    return kept


def _bands(words: Sequence[Word]) -> list[Band]:
    """Words by height, from the top down; a raised or smaller word belongs to the band it overlaps."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        if rows and abs(word.base - rows[-1][0].base) <= 0.4 * max(word.look.size, rows[-1][0].look.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    found = []
    for row in rows:
        row.sort(key=lambda word: word.left)
        size = max(word.look.size for word in row)
        found.append(Band(max(word.base for word in row), size, tuple(_segments(row, size))))
    return found


def _segments(row: Sequence[Word], size: float) -> list[Segment]:
    """Parts of a band, cut where the white between words is wider than between words of a line."""
    parts: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > 0.62 * size:
            parts.append([])
        parts[-1].append(word)
    return [Segment(tuple(part)) for part in parts]


def _zones(bands: Sequence[Band], page: Page, order: dict[int, int], before: GridRow | None) -> list[Zone]:
    """The stretches of a page that are tables, from the top down."""
    found: list[Zone] = []
    used = -1
    carried = _carried(bands, before)
    if carried is not None:
        found.append(carried)
        used = len(carried.bands) - 1
    for first, last, lefts in _stretches(_columns(bands), bands):
        if first <= used:
            continue
        zone = _zone(bands, first, last, lefts)
        if zone is not None and _is_table(zone, page, order):
            found.append(zone)
            used = last
    return found


def _columns(bands: Sequence[Band]) -> list[Column]:
    """Left edges after a wide gap that several bands share, each with the bands it holds for."""
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
    return [(run[0], run[-1], len(run)) for run in runs if len(run) >= 2]


def _free(left: float, first: int, last: int, bands: Sequence[Band]) -> bool:
    """Whether the bands after `first` up to `last` leave an edge free and stand close to each other."""
    for above, band in pairwise(bands[first : last + 1]):
        if band.base - above.base > 4.5 * band.size or _over(band, left):
            return False
    return True


def _over(band: Band, left: float) -> bool:
    """Whether words of a band run over an edge."""
    return any(
        segment.left < left - _CLEAR < segment.right - 0.5
        and not (_bold(band) and any(abs(word.left - left) <= _NEAR for word in segment.words))
        for segment in band.segments
    )


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
        kept = [c for c in group if sum(_over(band, c.left) for band in bands[first : last + 1]) <= 0.1 * (last - first)]
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
    edges = [edge for edge in lefts if edge > left + _NEAR]
    edges = [edge for place, edge in enumerate(edges) if not place or edge - edges[place - 1] > 2 * _NEAR]
    return Zone(tuple(inside), (left, *edges, right)) if edges else None


def _continues(above: Band, below: Band, lefts: Sequence[float]) -> bool:
    """Whether a band at the usual distance keeps to the columns and leaves one free."""
    near = below.base - above.base <= 1.6 * below.size
    inner = [segment for segment in below.segments if any(abs(segment.left - left) <= _NEAR for left in lefts)]
    first = [segment for segment in below.segments if segment.left < lefts[0] - _CLEAR]
    ends = all(segment.right < lefts[0] - _CLEAR for segment in first)
    kept = len(inner) + len(first) == len(below.segments) and ends
    same = abs(below.size - above.size) < 0.5
    return near and same and kept and (bool(inner) or above.segments[0].left == below.segments[0].left) and len(
        above.segments
    ) > 0 and not any(_over(below, left) for left in lefts)


def _is_table(zone: Zone, page: Page, order: dict[int, int]) -> bool:
    """Whether columns are a table's, and not numbers beside paragraphs, columns of text or page numbers."""
    columns = [zone.columns(band) for band in zone.bands]
    beside = [row for row in columns if len(row) > 1]
    width = len(zone.cuts) - 1
    divided = len(_dividers(zone, page)) >= 1
    if len(beside) < (2 if width > 2 or divided else 3):
        return False
    firsts = [row[0].text for row in columns if 0 in row]
    figures = all(numbered(text) or enumerator(text) for text in firsts)
    if width == 2 and (figures or _two_texts(zone, columns, order)):
        return False
    return not _ends_in_numbers(columns, width) and not _numbers_beside(columns, width)


def _numbers_beside(columns: Sequence[dict[int, Segment]], width: int) -> bool:
    """Whether all but the last column hold nothing but numbers: lists inside numbered paragraphs."""
    inner = [row[place].text for row in columns for place in row if place < width - 1]
    return all(numbered(text) or enumerator(text) for text in inner)


def _ends_in_numbers(columns: Sequence[dict[int, Segment]], width: int) -> bool:
    """Whether the last of two columns is nothing but short figures: a list of contents."""
    lasts = [row[width - 1].text for row in columns if width - 1 in row]
    return width == 2 and sum(text.isdecimal() and len(text) < 4 for text in lasts) > _PAGE_NUMBERS * len(lasts)


def _two_texts(zone: Zone, columns: Sequence[dict[int, Segment]], order: dict[int, int]) -> bool:
    """Whether the file sets all of the left side before all of the right: two columns of running text."""
    if len(columns) < 6:
        return False
    sides = sorted((order[id(word)], place) for row in columns for place in row for word in row[place].words)
    back = sum(one > other for (_, one), (_, other) in pairwise(sides))
    return back == 0


def _carried(bands: Sequence[Band], before: GridRow | None) -> Zone | None:
    """The rest of a table at the top of the next page, where the bands keep to its columns."""
    if before is None or not bands:
        return None
    lefts = list(before.columns[1:-1])
    shift = 0.0
    last = -1
    filled_ = 0
    for place, band in enumerate(bands):
        apart = place > 0 and band.base - bands[place - 1].base > 3.2 * band.size
        keeps = all(
            any(abs(segment.left - left - shift) <= 2 * _NEAR for left in before.columns[:-1])
            for segment in band.segments
        )
        if apart or not keeps or any(_over(band, left) for left in lefts):
            break
        if len(band.segments) == 1 and abs(band.segments[0].left - before.columns[0]) <= 2 * _NEAR:
            following = bands[place + 1] if place + 1 < len(bands) else None
            if following is None or not (len(following.segments) > 1 and following.base - band.base < 1.6 * band.size):
                if not (last >= 0 and band.base - bands[place - 1].base < 1.4 * band.size and len(bands[place - 1].segments) > 1):
                    break
        filled_ += len(band.segments) > 1 or band.segments[0].left > before.columns[0] + _CLEAR
        last = place
    if last < 0 or not filled_:
        return None
    return Zone(tuple(bands[: last + 1]), before.columns)


def _dividers(zone: Zone, page: Page) -> list[float]:
    """Heights between bands at which a level line or the edge of a coloured stripe crosses most of the zone."""
    top, bottom = zone.bands[0].base - zone.bands[0].size, zone.bands[-1].base + 2
    marks: dict[int, float] = {}
    for rule in page.rules:
        if rule.top == rule.bottom and top < rule.top < bottom:
            _add(marks, rule.top, rule, zone)
    for fill in page.fills:
        for edge in (fill.top, fill.bottom):
            if top < edge < bottom and fill.bottom - fill.top > 5:
                _add(marks, edge, fill, zone)
    wide = zone.cuts[-1] - zone.cuts[0]
    return sorted(height for height, length in marks.items() if length >= 0.5 * wide)


def _add(marks: dict[int, float], height: float, rule: Rule, zone: Zone) -> None:
    """Add the length of a rule to what was seen at its height."""
    near = next((known for known in marks if abs(known - height) <= 2), round(height))
    marks[near] = marks.get(near, 0.0) + max(0.0, min(rule.right, zone.cuts[-1] + 8) - max(rule.left, zone.cuts[0] - 8))


def _rows(zone: Zone, page: Page, order: dict[int, int]) -> tuple[list[list[Band]], str, str]:
    """The bands of each row, what told the rows apart, and what is not sure."""
    columns = [zone.columns(band) for band in zone.bands]
    crossed = _crossed(zone, page)
    if len(crossed) >= 2 or (len(crossed) == 1 and len(zone.bands) == 2):
        return _parted(zone, crossed), "level lines or stripes", ""
    starts, evidence, doubt = _starts(zone, columns, order)
    heads = [place for place, (a, b) in enumerate(pairwise(zone.bands), start=1) if _bold(a) and not _bold(b)]
    return _parted(zone, sorted({*starts, *crossed, *heads[:1]})), evidence, doubt


def _crossed(zone: Zone, page: Page) -> list[int]:
    """The bands that something drawn divides from the band above."""
    heights = _dividers(zone, page)
    return [
        place
        for place, (above, band) in enumerate(pairwise(zone.bands), start=1)
        if any(above.base - 0.3 * above.size < height < band.base - 0.3 * band.size for height in heights)
    ]


def _starts(
    zone: Zone, columns: Sequence[dict[int, Segment]], order: dict[int, int]
) -> tuple[list[int], str, str]:
    """The bands that open a row where nothing is drawn."""
    labels = [place for place, row in enumerate(columns) if place and 0 in row and numbered(row[0].text)]
    firsts = [place for place, row in enumerate(columns) if place and 0 in row]
    set_ = _by_order(zone, order)
    wide = _by_distance(zone, columns)
    if len(labels) >= 2 and len(labels) == len(firsts) and all(len(columns[place]) > 1 for place in labels):
        return labels, "numbers in the first column", ""
    if set_ is not None:
        doubt = "" if not wide or set(wide) <= set(set_) else "rows of a table by the file's order and by distance differ"
        return set_, "the order of cells", doubt
    if wide:
        return wide, "distances", ""
    return _by_filling(columns), "lines that fill every column", ""


def _bold(band: Band) -> bool:
    """Whether all words of a band are bold: headings of columns."""
    return all(word.look.bold for segment in band.segments for word in segment.words)


def _by_order(zone: Zone, order: dict[int, int]) -> list[int] | None:
    """Bands at which the file goes back to an earlier column, where it sets cell by cell; None where it does not."""
    words = sorted(
        (order[id(word)], place, zone.cell(segment))
        for place, band in enumerate(zone.bands)
        for segment in zone.pieces(band)
        for word in segment.words
    )
    starts: set[int] = set()
    cells = False
    deepest = 0
    for (_, band, column), (_, below, other) in pairwise(words):
        deepest = max(deepest, band)
        if other < column:
            if below <= deepest and below < band:
                return None
            starts.add(below)
            deepest = below
        elif other == column and below > band:
            cells = cells or any(zone.cell(segment) != column for segment in zone.bands[band].segments)
        elif other > column and below < band:
            cells = True
    return sorted(starts) if cells else None


def _by_distance(zone: Zone, columns: Sequence[dict[int, Segment]]) -> list[int]:
    """Bands further from the one above than lines of a cell, with words in two columns."""
    gaps = [below.base - above.base for above, below in pairwise(zone.bands)]
    least = min(gaps, default=0.0)
    if not gaps or max(gaps) < 1.2 * least:
        return []
    return [place for place, gap in enumerate(gaps, start=1) if gap > 1.15 * least + 0.5 and len(columns[place]) > 1]


def _by_filling(columns: Sequence[dict[int, Segment]]) -> list[int]:
    """Bands with words in every column that most rows fill, unless one plainly goes on a sentence."""
    most = max(len(row) for row in columns)
    starts = []
    for place, (above, row) in enumerate(pairwise(columns), start=1):
        full = 0 in row and len(row) >= min(2, most)
        runs_on = any(
            segment.text[:1].islower() and column in above and above[column].text[-1:] not in ".;:"
            for column, segment in row.items()
        )
        if full and not runs_on:
            starts.append(place)
    return starts


def _parted(zone: Zone, starts: Sequence[int]) -> list[list[Band]]:
    """The bands of a zone cut before each of these places."""
    edges = [0, *starts, len(zone.bands)]
    return [list(zone.bands[a:b]) for a, b in pairwise(edges) if b > a]


def _grid_row(
    bands: Sequence[Band], zone: Zone, page: Page, number: int, evidence: str, order: dict[int, int]
) -> GridRow:
    """One row of a zone."""
    cells: list[list[Word]] = [[] for _ in zone.cuts[1:]]
    for band in bands:
        for segment in zone.pieces(band):
            cells[zone.cell(segment)] += segment.words
    every = [word for cell in cells for word in cell]
    top, bottom = min(word.top for word in every), max(word.bottom for word in every)
    ordered = [sorted(cell, key=lambda word: order[id(word)]) for cell in cells]
    return GridRow(
        page=page.number,
        grid=number,
        columns=zone.cuts,
        cuts=zone.cuts,
        cells=tuple(tuple(lines(cell, page.number)) for cell in ordered),
        box=(zone.cuts[0], top, zone.cuts[-1], bottom),
        filled=filled(page.fills, (zone.cuts[0], top + 2, zone.cuts[-1], bottom - 2)),
        place=min(order[id(word)] for band in zone.bands for segment in band.segments for word in segment.words),
        evidence=f"aligned white space and {evidence}",
    )
