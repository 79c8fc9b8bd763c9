"""The rows of a table without upright lines: words by height and by column, and what tells one row from the next.

In this order: level lines or coloured stripes, numbers in the first column, the order in which the
file sets the cells, wider distances of lines, and else lines that fill every column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.lines import lines
from parser.readers.pdf.tables import GridRow, filled
from parser.readers.pdf.typesetting import numbered
from parser.readers.pdf.words import Page, Word

NEAR = 1.5
"""Points by which left edges of one column may differ."""
_NAMED = 3
"""Columns of a table in which a bold line may name the rows below it; with two it is a heading more often."""
_FEWEST_GAPS = 3
"""Gaps of a line below which they do not show whether it is justified."""
_TALLEST = 9
"""Lines of a row above such a line."""
CLEAR = 3.0
"""Points to the left of a column that no word may enter."""

_LONG = 12
"""Heights at which columns of running text have lines, for each time that the file goes back to an earlier one."""
_OFTEN = 0.3
"""Share of the lines of the longest column of running text that each has: notes may stand below the others."""
_FILLED = 0.6
"""Share of its column that half of the lines of a running text take at least."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A page, and the place of each of its words in the file by the word's id."""

    page: Page
    places: Mapping[int, int] = field(default_factory=dict)


def ordered(page: Page) -> Ordered:
    """A page with the file's order of its words."""
    return Ordered(page, {id(word): place for place, word in enumerate(page.words)})


class Segment(NamedTuple):
    """Words of one height without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max([word.right for word in self.words])

    @property
    def text(self) -> str:
        """Its words with spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Band:
    """Everything printed at one height, from left to right; `name` says that it names rows of a table below it."""

    base: float
    size: float
    segments: tuple[Segment, ...]
    name: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of bands set in columns; `cuts` are the left edges and the right end."""

    bands: tuple[Band, ...]
    cuts: tuple[float, ...]

    def cell(self, segment: Segment) -> int:
        """The column that a segment begins in."""
        return max((place for place, cut in enumerate(self.cuts[:-1]) if cut <= segment.left + CLEAR), default=0)

    def across(self, band: Band) -> bool:
        """Whether a band is a bold line that runs from the first column into the next: it names the rows below it."""
        first = band.segments[0]
        return band.name and abs(first.left - self.cuts[0]) <= 2 * NEAR and first.right > self.cuts[1] - CLEAR

    def pieces(self, band: Band) -> Iterator[Segment]:
        """The segments of a band, cut where a word begins a column without a wide gap before it."""
        if self.across(band):
            yield band.segments[0]
            return
        for segment in band.segments:
            start = 0
            for place, word in enumerate(segment.words):
                if place > start and any(abs(word.left - cut) <= NEAR for cut in self.cuts[1:-1]):
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


def bands_of(words: Sequence[Word]) -> list[Band]:
    """Words by height, from the top down; a raised or smaller word belongs to the band it overlaps."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=attrgetter("base", "left")):
        if rows and abs(word.base - rows[-1][0].base) <= 0.4 * max(word.look.size, rows[-1][0].look.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    found = []
    for row in rows:
        row.sort(key=attrgetter("left"))
        size = max([word.look.size for word in row])
        found.append(Band(max([word.base for word in row]), size, tuple(_segments(row, size))))
    return [replace(band, name=True) if _names(found, place) else band for place, band in enumerate(found)]


def _names(bands: Sequence[Band], place: int) -> bool:
    """Whether a bold line stands inside a table of three columns or more: its bands close below it, and above it.

    Directly below the headings of its columns, the first row may have words in two of them.
    """
    band = bands[place]
    if not heading(band) or place + 1 == len(bands):
        return False
    below = bands[place + 1]
    if len(below.segments) < 2 or not _close(band, below):
        return False
    for lower, upper in pairwise(bands[max(place - _TALLEST, 0) : place + 1][::-1]):
        if not _close(upper, lower):
            return False
        if len(upper.segments) >= _NAMED:
            return bold(upper) or len(below.segments) >= _NAMED
    return False


def _close(above: Band, below: Band) -> bool:
    """Whether two bands are set alike in size and as close as rows."""
    return abs(above.size - below.size) < 0.5 and below.base - above.base < 2.6 * below.size


def _segments(row: Sequence[Word], size: float) -> list[Segment]:
    """Parts of a band, cut where the white between words is wider than between words of a line.

    Where all of a line's gaps are wide, the line is justified.
    """
    parts: list[list[Word]] = [[row[0]]]
    gaps = [word.left - before.right for before, word in pairwise(row) if not word.glued]
    usual = min(gaps) if len(gaps) > _FEWEST_GAPS else 0.0
    wide = min(max(0.62, 1.6 * usual / size), 1.2) * size
    for before, word in pairwise(row):
        if word.left - before.right > wide:
            parts.append([])
        parts[-1].append(word)
    return [Segment(tuple(part)) for part in parts]


def bold(band: Band) -> bool:
    """Whether all words of a band are bold: headings of columns."""
    return all(word.look.bold for segment in band.segments for word in segment.words)


def heading(band: Band) -> bool:
    """Whether a band is one bold line without a gap."""
    return len(band.segments) == 1 and bold(band)


def over(band: Band, left: float) -> bool:
    """Whether words of a band run over an edge."""
    return not band.name and any(
        segment.left < left - CLEAR < segment.right - 0.5
        and not (bold(band) and any(abs(word.left - left) <= NEAR for word in segment.words))
        for segment in band.segments
    )


def dividers(zone: Zone, page: Page) -> list[float]:
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


def rows_of(zone: Zone, ordered: Ordered) -> tuple[list[list[Band]], str, str]:
    """The bands of each row, what told the rows apart, and what is not sure."""
    columns = [zone.columns(band) for band in zone.bands]
    crossed = _crossed(zone, ordered.page)
    named = _named(zone)
    heads = [place for place, (a, b) in enumerate(pairwise(zone.bands), start=1) if bold(a) and not bold(b)]
    if len(crossed) >= 2 or (len(crossed) == 1 and len(zone.bands) == 2):
        return parted(zone, sorted({*crossed, *named, *heads[:1]})), "level lines or stripes", ""
    starts, evidence, doubt = _starts(zone, columns, ordered)
    return parted(zone, sorted({*starts, *crossed, *named, *heads[:1]})), evidence, doubt


def _named(zone: Zone) -> list[int]:
    """The bands of rows that name the rows below them, and the bands after those."""
    gaps = [below.base - above.base for above, below in pairwise(zone.bands)]
    wide = 1.15 * min(gaps, default=0.0) + 0.5
    found = []
    for place, (before, band, after) in enumerate(zip([0.0, *gaps], zone.bands, [*gaps, 0.0], strict=True)):
        apart = before > wide and after > wide and heading(band) and abs(band.segments[0].left - zone.cuts[0]) <= NEAR
        if zone.across(band) or apart:
            found += [place] if place else []
            found += [place + 1] if after else []
    return found


def _crossed(zone: Zone, page: Page) -> list[int]:
    """The bands that something drawn divides from the band above."""
    heights = dividers(zone, page)
    return [
        place
        for place, (above, band) in enumerate(pairwise(zone.bands), start=1)
        if any(above.base - 0.3 * above.size < height < band.base - 0.3 * band.size for height in heights)
    ]


def _starts(zone: Zone, columns: Sequence[dict[int, Segment]], ordered: Ordered) -> tuple[list[int], str, str]:
    """The bands that open a row where nothing is drawn."""
    firsts = [place for place, row in enumerate(columns) if place and 0 in row and not bold(zone.bands[place])]
    labels = [place for place in firsts if numbered(columns[place][0].text)]
    set_ = by_order(zone, ordered)
    wide = _by_distance(zone, columns)
    if len(labels) >= 2 and len(labels) == len(firsts) and all(len(columns[place]) > 1 for place in labels):
        return labels, "numbers in the first column", ""
    if set_ is not None:
        ended = [place for place in wide if set(columns[place - 1]) == {0} and 0 in columns[place]]
        set_ = sorted({*set_, *ended})  # the rest of a first cell, set alone, and below it the next row
        told = not wide or set(wide) <= set(set_) or bool(middled(zone, ordered))
        doubt = "" if told else "rows of a table by the file's order and by distance differ"
        return set_, "the order of cells", doubt
    if wide:
        return wide, "distances", ""
    return by_filling(columns), "lines that fill every column", ""


def by_order(zone: Zone, ordered: Ordered) -> list[int] | None:
    """Bands at which the file goes back to an earlier column, where it sets cell by cell; None where it does not."""
    words = _in_file_order(zone, ordered)
    in_middle = middled(zone, ordered)
    starts: set[int] = set()
    cells = False
    deepest = 0
    for (_, band, column), (_, below, other) in pairwise(words):
        deepest = max(deepest, band)
        if other < column:
            if below <= deepest and below < band:
                return in_middle or None
            starts.add(below)
            deepest = below
        elif other == column and below > band:
            cells = cells or any(zone.cell(segment) < column for segment in zone.pieces(zone.bands[below]))
        elif other > column and below < band:
            cells = True
    return (in_middle or sorted(starts)) if cells else None


def _in_file_order(zone: Zone, ordered: Ordered) -> list[tuple[int, int, int]]:
    """The place in the file, the band and the column of each word of a zone."""
    return sorted(
        (ordered.places[id(word)], place, zone.cell(segment))
        for place, band in enumerate(zone.bands)
        for segment in zone.pieces(band)
        for word in segment.words
    )


def middled(zone: Zone, ordered: Ordered) -> list[int]:
    """The bands that open rows whose cells stand in the middle of each other's height; nothing where none do.

    A row ends where the file goes back to an earlier column; the highest band of its cells is above that of its first.
    """
    rows: list[list[tuple[int, int]]] = []
    last = 0
    for _, band, column in _in_file_order(zone, ordered):
        if not rows or column < last:
            rows.append([])
        rows[-1].append((band, column))
        last = column
    apart = all(max(row)[0] < min(below)[0] for row, below in pairwise(rows))
    whole = all(len({column for _, column in row}) > 1 for row in rows)
    sunk = any(row[0][0] > min(row)[0] for row in rows)
    return [min(row)[0] for row in rows[1:]] if apart and whole and sunk else []


def _by_distance(zone: Zone, columns: Sequence[dict[int, Segment]]) -> list[int]:
    """Bands further from the one above than lines of a cell, with words in two columns.

    The last may have words in the first column only, where the other cells stand overleaf.
    """
    wide = [len(row) > 1 for row in columns]
    last = next((place for place in range(len(columns), 0, -1) if set(columns[place - 1]) != {0}), 0)
    gaps = [below.base - above.base for above, below in pairwise(zone.bands)]
    least = min(gaps, default=0.0)
    if max(gaps[1:], default=0.0) < 1.2 * least:  # the gap under the headings of the columns tells nothing of the rows
        return []
    return [p for p, gap in enumerate(gaps, start=1) if gap > 1.15 * least + 0.5 and (wide[p] or p == last)]


def by_filling(columns: Sequence[dict[int, Segment]]) -> list[int]:
    """Bands with words in the columns that rows fill, unless half go on with a sentence and none with a number."""
    most = max(len(row) for row in columns)
    starts = []
    for place, (above, row) in enumerate(pairwise(columns), start=1):
        full = 0 in row and len(row) >= min(2, most)
        lower = [column for column, part in row.items() if part.text[:1].islower() and column in above]
        ended = [above[column].text[-1:] in ".;:" for column in lower]  # a small letter behind it begins a cell
        if full and (numbered(row[0].text) or any(ended) or 2 * len(lower) < len(row)):
            starts.append(place)
    return starts


def parted(zone: Zone, starts: Sequence[int]) -> list[list[Band]]:
    """The bands of a zone cut before each of these places."""
    edges = [0, *starts, len(zone.bands)]
    return [list(zone.bands[a:b]) for a, b in pairwise(edges) if b > a]


def grid_row(bands: Sequence[Band], zone: Zone, ordered: Ordered, shown: tuple[int, str]) -> GridRow:
    """One row of a zone; `shown` are its table's number on the page and what tells its rows."""
    cells: list[list[Word]] = [[] for _ in zone.cuts[1:]]
    for band in bands:
        for segment in zone.pieces(band):
            cells[zone.cell(segment)] += segment.words
    every = [word for cell in cells for word in cell]
    page, places = ordered.page, ordered.places
    top, bottom = min(word.top for word in every), max(word.bottom for word in every)
    in_order = [sorted(cell, key=lambda word: places[id(word)]) for cell in cells]
    return GridRow(
        page=page.number,
        grid=shown[0],
        columns=zone.cuts,
        cuts=zone.cuts,
        cells=tuple(tuple(x.beside(page.column, page.shift) for x in lines(cell, page.number)) for cell in in_order),
        box=(zone.cuts[0], top, zone.cuts[-1], bottom),
        filled=filled(page.fills, (zone.cuts[0], top + 2, zone.cuts[-1], bottom - 2)),
        place=min(places[id(word)] for band in zone.bands for part in band.segments for word in part.words),
        evidence=f"aligned white space and {shown[1]}",
    )


def two_texts(columns: Sequence[dict[int, Segment]], ordered: Ordered) -> bool:
    """Whether the file sets all of the left side before all of the right: two columns of running text."""
    return _back(columns, ordered) == 0


def texts(columns: Sequence[dict[int, Segment]], zone: Zone, ordered: Ordered) -> bool:
    """Whether these are columns of running text, with notes at their foot perhaps.

    The file sets one after the other, and the lines of each go down the page and fill it: the cells of a row are set
    side by side, and some column has few or short ones.
    """
    if len(columns) < _LONG or _back(columns, ordered) * _LONG > len(columns):
        return False
    fills: list[list[float]] = [[] for _ in zone.cuts[1:]]
    for row in columns:
        for place, segment in row.items():
            fills[place].append((segment.right - segment.left) / (zone.cuts[place + 1] - zone.cuts[place]))
    most = max(map(len, fills))
    return all(len(found) > _OFTEN * most and sorted(found)[len(found) // 2] > _FILLED for found in fills)


def _back(columns: Sequence[dict[int, Segment]], ordered: Ordered) -> int:
    """How often the file goes back to an earlier column."""
    sides = sorted((ordered.places[id(word)], place) for row in columns for place in row for word in row[place].words)
    return sum(one > other for (_, one), (_, other) in pairwise(sides))
