"""Rows of tables over pages and between lines: what goes on overleaf is one row, a repeated heading is furniture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parser.readers.pdf.aligned_rows import (
    CLEAR,
    NEAR,
    Band,
    Ordered,
    Segment,
    Zone,
    bands_of,
    bold,
    by_filling,
    by_order,
    grid_row,
    middled,
    over,
)
from parser.readers.pdf.aligned_rows import (
    parted as cut_before,
)
from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.lines import Line
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.typesetting import enumerator, numbered
from parser.readers.pdf.words import Word

REPEATED = "repeated table heading"

_NEAR = 4.0
_ENDS = ".;:”’)"
_FEWEST_WHOLE = 3
"""Rows of a table, its headings among them, that show how they end."""
_FEWEST_CELLS = 2
"""Cells with several lines in a row that may be several."""
_FEWEST_BANDS = 3
"""Bands that upright lines divide."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the document. Each cell has its lines page by page."""

    table: int
    cells: tuple[tuple[tuple[Line, ...], ...], ...]
    header: bool
    first: GridRow
    rule: str = ""


def key(row: GridRow) -> tuple[str, ...]:
    """The words of a row's cells, to tell a repeated heading."""
    return tuple(" ".join(line.text for line in cell) for cell in row.cells)


def same_columns(one: GridRow, other: GridRow) -> bool:
    """Whether two rows belong to tables of one shape, wherever they stand on their pages."""
    if len(one.columns) != len(other.columns):
        return False
    if not (one.ruled and other.ruled):
        return _same_lefts(one, other)
    shift = other.columns[0] - one.columns[0]
    return all(abs(b - a - shift) <= _NEAR for a, b in zip(one.columns, other.columns, strict=True))


def _same_lefts(one: GridRow, other: GridRow) -> bool:
    """The same where no lines show the columns: the cells that both rows fill begin alike."""
    both = [(a, b) for a, b in zip(one.cells, other.cells, strict=True) if a and b]
    if not both:
        alike = all(abs(a - b) <= _NEAR for a, b in zip(one.columns[:-1], other.columns[:-1], strict=True))
        label = bool(one.cells[0]) and not any([*one.cells[1:], other.cells[0]])
        return alike or (
            label and min(x.left for cell in other.cells for x in cell) > max(x.right for x in one.cells[0])
        )
    lefts = [(min(line.left for line in a), min(line.left for line in b)) for a, b in both]
    if all(abs(a - b) <= _NEAR for a, b in lefts):
        return True
    if other.cells[0] or not one.cells[0]:
        return False
    ends = [cut for a, cut in zip(one.cells, one.cuts[1:], strict=True) if a]
    inside = [a - _NEAR <= b < end for (a, b), end in zip(lefts, ends[-len(lefts) :], strict=True)]
    return all(inside)  # the rest of a row may begin with an item that is set in


def header(rows: Sequence[GridRow]) -> bool:
    """Whether the first of a table's rows holds its headings: filled, bold, or with an empty corner."""
    first, rest = rows[0], rows[1:]
    if first.head and not all(row.head for row in rest):
        return True
    if first.empty or (first.open_above and not first.filled):
        return False
    lines = [line for cell in first.cells for line in cell]
    below = [line for row in rest for cell in row.cells for line in cell]
    if first.filled and not all(row.filled for row in rest):
        return True
    if all(line.bold for line in lines) and len([cell for cell in first.cells if cell]) > 1:
        return not below or not all(line.bold for line in below)
    corner = not first.cells[0] and all(first.cells[1:]) and len(first.cells) > 1
    return corner and any(row.cells[0] for row in rest)


def continues(before: GridRow, row: GridRow, hollow: bool) -> bool:
    """Whether a row at the top of a page is the rest of the last row of the page before.

    An unclosed border says so. Where borders are closed at the page's end all the same, an empty
    first cell does, unless rows of the table begin so (`hollow`) or the row opens with an enumerator
    and the row before was at its end.
    """
    if len(before.cells) != len(row.cells):
        return False
    if before.open_below or (parted_word(before) and row.cells[0] and not any(row.cells[1:])):
        return True
    if hollow or not before.cells[0] or row.cells[0]:
        return False
    ended = all(cell[-1].text[-1:] in ".;" for cell in before.cells[1:] if cell)
    return not ended or not any(enumerator(cell[0].words[0].text) for cell in row.cells if cell)


def mid_sentence(before: GridRow, row: GridRow) -> bool:
    """Whether a row and the one before it, both with a first cell, go on with a sentence in some other cell."""
    both = [(a[-1].text, b[0].text) for a, b in zip(before.cells[1:], row.cells[1:], strict=False) if a and b]
    first = bool(before.cells[0] and row.cells[0]) and not numbered(row.cells[0][0].text)
    return first and any(a[-1:] not in _ENDS and b[:1].islower() for a, b in both)


def parted(before: GridRow, row: GridRow, whole: Sequence[GridRow]) -> bool:
    """Whether a page break parts a row in all of its cells: the last of them ends in no sentence, as all others do."""
    lasts = [each.cells[-1][-1].text[-1:] in _ENDS for each in whole if each.cells[-1] and not each.head]
    return mid_sentence(before, row) and len(lasts) >= _FEWEST_WHOLE and all(lasts[1:]) and not before.head


def parted_word(row: GridRow) -> bool:
    """Whether a row's first cell ends in a part of a word."""
    return bool(row.cells[0]) and row.cells[0][-1].text[-1:] in "-\u00ad\u2010"


def extend(row: Row, more: GridRow) -> Row:
    """A row with what the next page shows of it."""
    cells = tuple((*parts, lines) for parts, lines in zip(row.cells, more.cells, strict=True))
    return replace(row, cells=cells)


def divided(bands: Sequence[Band], edges: Sequence[float]) -> Zone | None:
    """Bands as a zone whose columns upright edges divide; None where there are none between words, or few bands."""
    every = [segment for band in bands for segment in band.segments]
    left, right = min((x.left for x in every), default=0.0), max((x.right for x in every), default=0.0)
    inner = [edge for edge in edges if left < edge < right]
    if len(bands) < _FEWEST_BANDS or not inner:
        return None
    cells = [_sides([word for segment in band.segments for word in segment.words], inner) for band in bands]
    begin = enumerate([left, *inner])
    lefts = [min((row[place][0].left for row in cells if row[place]), default=edge) for place, edge in begin]
    parted = [
        replace(band, segments=tuple(Segment(tuple(cell)) for cell in row if cell))
        for band, row in zip(bands, cells, strict=True)
    ]
    return Zone(tuple(parted), (*lefts, right))


def _sides(words: Sequence[Word], edges: Sequence[float]) -> list[list[Word]]:
    """The words of a band on each side of some upright edges."""
    found: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in words:
        found[sum((word.left + word.right) / 2 > edge for edge in edges)].append(word)
    return found


def heads_above(bands: Sequence[Band], first: int, lefts: Sequence[float], rules: Sequence[Rule]) -> int:
    """The first band of a table whose headings have more lines than one and end at one height: `Kind of` above.

    A level line over it opens the table there; without one, the words below it begin in the middle of a phrase.
    """
    while first and _is_head(bands[first - 1], bands[first], lefts, rules):
        first -= 1
    return first


def _is_head(above: Band, head: Band, lefts: Sequence[float], rules: Sequence[Rule]) -> bool:
    """Whether a band stands close above another, each of its words above those of a column."""
    if head.base - above.base > 1.4 * head.size or abs(above.size - head.size) > 0.5:
        return False
    below = [(each, part) for each in above.segments for part in head.segments if abs(each.left - part.left) <= NEAR]
    if len(below) != len(above.segments) or any(over(above, left) for left in lefts):
        return False
    wide = 0.8 * (head.segments[-1].right - head.segments[0].left)
    level = [rule.top for rule in rules if rule.top == rule.bottom and rule.right - rule.left > wide]
    if any(above.base < height < head.base - 0.7 * head.size for height in level):
        return False
    opened = any(above.base - 2.2 * above.size < height < above.base - 0.6 * above.size for height in level)
    phrase = all(part.text[:1].islower() and each.text[-1:] not in _ENDS for each, part in below)
    return opened or phrase


def carried_on(bands: Sequence[Band], before: GridRow | None) -> Zone | None:
    """The rest of a table at the top of the next page, where the bands keep to its columns."""
    if before is None or not bands:
        return None
    last, beside = -1, 0
    for place, band in enumerate(bands):
        if not _keeps(bands, place, before) or (
            _alone(band, before) and not _in_cell(bands, place, last >= 0, parted_word(before))
        ):
            break
        beside += not _alone(band, before)
        last = place
    return Zone(tuple(bands[: last + 1]), before.columns) if last >= 0 and beside else None


def _keeps(bands: Sequence[Band], place: int, before: GridRow) -> bool:
    """Whether a band follows closely and has words at the left edges of a table's columns only."""
    band = bands[place]
    apart = place > 0 and band.base - bands[place - 1].base > 3.2 * band.size
    return begins(band, before.columns) and not apart and not any(over(band, left) for left in before.columns[1:-1])


def begins(band: Band, cuts: Sequence[float]) -> bool:
    """Whether the first words of a band in each column stand at its left edge; in justified lines others may not."""
    firsts: dict[int, float] = {}
    for segment in band.segments:
        place = max((place for place, cut in enumerate(cuts[:-1]) if cut <= segment.left + CLEAR), default=0)
        firsts.setdefault(place, segment.left)
    return all(abs(left - cuts[place]) <= 2 * NEAR for place, left in firsts.items())


def _alone(band: Band, before: GridRow) -> bool:
    """Whether a band has words in the first column only, as a line of text below a table has."""
    return all(segment.right < before.columns[1] - CLEAR for segment in band.segments)


def _in_cell(bands: Sequence[Band], place: int, inside: bool, parted: bool) -> bool:
    """Whether a band in the first column is the rest or the beginning of a cell with others beside it.

    `parted` says that the first cell overleaf ends in a part of a word: its rest comes first, or below the headings.
    """
    band = bands[place]
    if parted and all(bold(above) or len(above.segments) == 1 for above in bands[:place]):
        return True
    if place + 1 < len(bands):
        below = bands[place + 1]
        if len(below.segments) > 1 and below.base - band.base < 1.6 * band.size:
            return True
    return inside and band.base - bands[place - 1].base < 1.4 * band.size


def row_by_row(row: GridRow, ordered: Ordered) -> list[GridRow]:
    """The rows that stand between two level lines of a drawn table: the file sets one after the other.

    Each begins in every cell that the first fills, and in the middle of no sentence: where the file sets the lines
    of a page from the top down, those of one row do not. Or its cells stand in the middle of each other's height.
    """
    words = [word for cell in row.cells for line in cell for word in line.words]
    if sum(len(cell) > 1 for cell in row.cells) < _FEWEST_CELLS or len(row.cuts) != len(row.cells) + 1:
        return [row]
    zone = Zone(tuple(bands_of(words)), row.cuts)
    columns = [zone.columns(band) for band in zone.bands]
    starts = by_order(zone, ordered)
    full = [place for place in by_filling(columns) if len(columns[place]) == len(columns[0])]
    in_middle = middled(zone, ordered)
    if not starts or (starts != full and (len(starts) < _FEWEST_CELLS or starts != in_middle)):
        return [row]
    heights = [row.box[1], *(zone.bands[place].base - zone.bands[place].size for place in starts), row.box[3]]
    made: list[GridRow] = []
    for bands, (top, foot) in zip(cut_before(zone, starts), pairwise(heights), strict=True):
        one = grid_row(bands, zone, ordered, (row.grid, ""))
        below = row.open_below and foot == row.box[3]
        box = (row.box[0], top, row.box[2], foot)
        found = replace(row, cells=one.cells, box=box, open_above=row.open_above and not made, open_below=below)
        made.append(replace(found, evidence=f"{row.evidence} and the order of cells"))
    return made
