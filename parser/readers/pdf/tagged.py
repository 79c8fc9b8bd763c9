"""What the file's tags say of tables, paragraphs and headings, where the page's geometry bears them out."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from parser.readers.pdf.lines import Line, lines
from parser.readers.pdf.paragraphs import Paragraph, look
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.tags import Tags
from parser.readers.pdf.typesetting import Setting, enumerator, number_words, numbered
from parser.readers.pdf.words import Page, Word

_NEAR = 2.5
"""Points by which cells may overlap: a raised figure leans out of its cell."""
_FIGURE = re.compile(r"\d{1,3}[A-Z]?|[ivxlc]{1,6}")
_JUMPS = 4
"""Times that rows may go back up a page: once for each column of text."""
_FEW = 10
"""Pairs of lines below which nothing is concluded."""
_WRONG = 0.03
"""Share of the pairs of lines that may speak against the tags."""


@dataclass(slots=True)
class _Row:
    """The words of one tagged row on one page, by column."""

    number: int
    cells: dict[int, list[Word]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[int, int] = field(default_factory=dict)
    head: bool = True

    @property
    def words(self) -> list[Word]:
        return [word for words in self.cells.values() for word in words]

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    def in_order(self) -> bool:
        """Whether the cells stand from left to right without covering each other."""
        edges = [
            (min(word.left for word in words), max(word.right for word in words))
            for _, words in sorted(self.cells.items())
        ]
        return all(right <= left + _NEAR for (_, right), (left, _) in pairwise(edges))


def unlike_tags(rows: Sequence[GridRow]) -> tuple[list[GridRow], list[Word]]:
    """Rows of ruled tables whose cells are the tags' cells, and the words of the others.

    Lines may frame several rows.
    """
    grids: dict[int, list[GridRow]] = defaultdict(list)
    for row in rows:
        grids[row.grid].append(row)
    kept: list[GridRow] = []
    freed: list[Word] = []
    for grid in grids.values():
        if _alike(grid):
            kept += grid
        else:
            freed += [word for row in grid for cell in row.cells for line in cell for word in line.words]
    return kept, freed


def _alike(grid: Sequence[GridRow]) -> bool:
    """Whether no ruled row holds two tagged rows, no tagged row stands in two, and cells likewise."""
    rows = [{word.tag.row for cell in row.cells for line in cell for word in line.words} for row in grid]
    cells = [{word.tag.cell for line in cell for word in line.words} for row in grid for cell in row.cells]
    for parts in (rows, cells):
        every = [number for part in parts for number in part]
        if any(0 in part for part in parts):
            return True  # words without a tag in a table: the tags say nothing of it
        if any(len(part) > 1 for part in parts) or len(every) != len(set(every)):
            return False
    return True


def tagged(
    page: Page, tags: Tags, words: Sequence[Word], known: Collection[int] = ()
) -> tuple[list[GridRow], list[Word], list[str]]:
    """The rows of a page's tagged tables, the words outside them, and what speaks against tags.

    `known` are the numbers of tables that began on an earlier page: the rest of a row may be one cell.
    """
    found: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.tag.cell and tags.widths.get(word.tag.table, 0) > 1 and not word.look.turned:
            found[word.tag.table].append(word)
    if not found:
        return [], list(words), []
    order = {id(word): place for place, word in enumerate(page.words)}
    rows: list[GridRow] = []
    taken: set[int] = set()
    doubts = []
    for table, inside in found.items():
        parts = _rows(inside, tags)
        if table not in known and _laid_out(parts):
            continue
        if not _borne_out(parts):
            doubts.append(
                f"page {page.number}: the file's tags name a table that the page does not show; they were not used"
            )
            continue
        taken |= {id(word) for word in inside}
        for fragment in _fragments(parts):
            place = min(order[id(word)] for row in fragment for word in row.words)
            rows += [_grid_row(row, page.number, place, _cuts(fragment, tags.widths[table])) for row in fragment]
    return rows, [word for word in words if id(word) not in taken], doubts


def _laid_out(rows: Sequence[_Row]) -> bool:
    """Whether a table only sets text in its place, as some print numbered paragraphs and running heads.

    No cell is a heading's, and no row has more than one cell with words, but for a number in front of
    them; behind them, where a running head has the number of its page, in one row only.
    """
    worded = [[_is_worded(row.cells[column]) for column in sorted(row.cells)] for row in rows]
    behind = sum(True in row[:-1] for row in worded)
    return not any(row.head for row in rows) and all(sum(row) <= 1 for row in worded) and behind <= 1


def _is_worded(cell: Sequence[Word]) -> bool:
    """Whether a cell has more than the number of what stands beside it."""
    text = " ".join(word.text for word in cell)
    return not (_FIGURE.fullmatch(text) or numbered(text) or enumerator(text))


def _rows(words: Sequence[Word], tags: Tags) -> list[_Row]:
    """The words of a table by row and column, in the order of the tags."""
    rows: dict[int, _Row] = {}
    for word in words:
        row = rows.setdefault(word.tag.row, _Row(word.tag.row))
        column, wide = tags.cells[word.tag.cell]
        row.cells[column].append(word)
        row.spans[column] = wide
        row.head = row.head and word.tag.head
    return [rows[number] for number in sorted(rows)]


def _borne_out(rows: Sequence[_Row]) -> bool:
    """Whether cells stand beside each other and rows below each other."""
    jumps = sum(below.top < above.top - 1 for above, below in pairwise(rows))
    return all(row.number and row.in_order() for row in rows) and jumps < _JUMPS


def _fragments(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows that stand one below the other: a table may go on in the next column of text."""
    found: list[list[_Row]] = [[]]
    for row in rows:
        if found[-1] and row.top < found[-1][-1].top - 1:
            found.append([])
        found[-1].append(row)
    return found


def _grid_row(row: _Row, page: int, place: int, cuts: Sequence[float]) -> GridRow:
    """One row with all columns of its table, those it leaves empty included."""
    words = row.words
    cells = [tuple(lines(row.cells[column], page)) if column in row.cells else () for column in range(len(cuts) - 1)]
    return GridRow(
        page=page,
        grid=words[0].tag.table,
        columns=tuple(cuts),
        cuts=tuple(cuts),
        cells=tuple(cells),
        box=(cuts[0], row.top, cuts[-1], max(word.bottom for word in words)),
        place=place,
        tag=row.number,
        head=row.head,
        evidence="tags",
    )


def _cuts(rows: Sequence[_Row], width: int) -> list[float]:
    """Where columns begin, and where the last one ends."""
    lefts: Mapping[int, list[float]] = defaultdict(list)
    for row in rows:
        for column, words in row.cells.items():
            lefts[column].append(min(word.left for word in words))
    right = max(word.right for row in rows for word in row.words)
    cuts = [min(lefts[column]) if lefts[column] else 0.0 for column in range(width)] + [right]
    for column in range(width - 1, -1, -1):
        cuts[column] = cuts[column] if lefts[column] else cuts[column + 1]
    return cuts


def parted(pages: Sequence[Sequence[Line]], setting: Setting) -> tuple[bool, str]:
    """Whether paragraphs in the tags are paragraphs on the page, and what speaks against it.

    One paragraph for the whole page (everything `P`), and one for each line, are tags that say nothing.
    """
    lines = [line for page in pages for line in page]
    known = sum(line.tag.block > 0 for line in lines)
    if known < _FEW:
        return False, ""
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if a.tag.block and b.tag.block and b.base > a.base]
    coarse = sum(a.tag.block == b.tag.block and _opens(b, setting) for a, b in pairs)
    fine = sum(a.tag.block != b.tag.block and _runs_on(a, b, setting) for a, b in pairs)
    allowed = 1 + _WRONG * len(pairs)
    if coarse > allowed or fine > allowed:
        what = "run numbered paragraphs together" if coarse > fine else "part lines of one paragraph"
        return False, f"the file's tags {what} ({max(coarse, fine)} times); paragraphs were told by their place"
    return known >= 0.7 * len(lines), ""


def _opens(line: Line, setting: Setting) -> bool:
    """Whether a line opens with a number set apart."""
    return line.tag.kind not in ("TD", "TH") and number_words(line, setting.columns) > 0


def _runs_on(above: Line, below: Line, setting: Setting) -> bool:
    """Whether the second line is plainly the rest of the first one's sentence."""
    near = below.base - above.base <= 1.12 * setting.spacing(below.size) + 0.3
    return (
        near
        and abs(below.left - above.left) < 1
        and above.size == below.size
        and above.text[-1:] not in ".:;,!?—–”’)"
        and below.text[:1].islower()
        and above.text.rpartition(" ")[2] not in ("and", "or")
    )


def levels(headings: Sequence[Paragraph]) -> dict[int, int]:
    """The level (1 to 6) of each heading by its id: as tagged, where looks bear that out, else by rank of looks."""
    looks = {look(piece.lines) for piece in headings}
    ranked = sorted(looks, key=lambda seen: (-seen[0], not seen[1], seen[2]))
    ranks = {seen: min(rank, 6) for rank, seen in enumerate(ranked, start=1)}
    said = _said(headings)
    if said is None:
        return {id(piece): ranks[look(piece.lines)] for piece in headings}
    return {id(piece): piece.lines[0].tag.level or said.get(look(piece.lines), 6) for piece in headings}


def _said(headings: Sequence[Paragraph]) -> dict[tuple[float, bool, bool], int] | None:
    """The usual tagged level of each look; None where tags are few, flat or against the looks."""
    found: dict[tuple[float, bool, bool], Counter[int]] = defaultdict(Counter)
    for piece in headings:
        if piece.lines[0].tag.level:
            found[look(piece.lines)][piece.lines[0].tag.level] += 1
    tagged = sum(sum(counts.values()) for counts in found.values())
    distinct = {level for counts in found.values() for level in counts}
    if tagged < 0.8 * len(headings) or len(distinct) < len(found):
        return None
    sizes = [(size, level) for (size, _, _), counts in found.items() for level in counts]
    if any(size > other + 1 and level > below for size, level in sizes for other, below in sizes):
        return None
    return {seen: counts.most_common(1)[0][0] for seen, counts in found.items()}
