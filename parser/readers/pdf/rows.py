"""Rows of tables over pages: a row that goes on overleaf is one row, a repeated heading is furniture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parser.readers.pdf.lines import Line
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.typesetting import enumerator

REPEATED = "repeated table heading"

_NEAR = 4.0


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
    if one.evidence != "ruling lines" or other.evidence != "ruling lines":
        return _same_lefts(one, other)
    shift = other.columns[0] - one.columns[0]
    return all(abs(b - a - shift) <= _NEAR for a, b in zip(one.columns, other.columns, strict=True))


def _same_lefts(one: GridRow, other: GridRow) -> bool:
    """The same where no lines show the columns: the cells that both rows fill begin alike."""
    both = [(a, b) for a, b in zip(one.cells, other.cells, strict=True) if a and b]
    if not both:
        alike = all(abs(a - b) <= _NEAR for a, b in zip(one.columns[:-1], other.columns[:-1], strict=True))
        label = bool(one.cells[0]) and not any([*one.cells[1:], other.cells[0]]) and one.page != other.page
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


def parted_word(row: GridRow) -> bool:
    """Whether a row's first cell ends in a part of a word."""
    return bool(row.cells[0]) and row.cells[0][-1].text[-1:] in "-\u00ad\u2010"


def extend(row: Row, more: GridRow) -> Row:
    """A row with what the next page shows of it."""
    cells = tuple((*parts, lines) for parts, lines in zip(row.cells, more.cells, strict=True))
    return replace(row, cells=cells)
