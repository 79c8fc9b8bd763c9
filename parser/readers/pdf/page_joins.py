"""Pages and columns to one flow: paragraphs and rows joined over page breaks, notes and furniture set between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from parser.readers.pdf.footnotes import Note
from parser.readers.pdf.lines import Line
from parser.readers.pdf.paragraphs import (
    Paragraph,
    at_an_end,
    begin,
    counted,
    goes_on,
    goes_on_overleaf,
    grow,
    number_overleaf,
)
from parser.readers.pdf.rows import REPEATED, Row, continues, extend, header, key, mid_sentence, parted, same_columns
from parser.readers.pdf.sheets import Document, Furniture, Sheet
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.typesetting import Setting

Piece = Paragraph | Row | Note | Furniture


@dataclass(slots=True)
class Flow:
    """Pieces in reading order, made page by page.

    Notes and furniture wait until the paragraph or table that a page break interrupts is whole.
    """

    setting: Setting
    pieces: list[Piece] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    paragraph: Paragraph | None = None
    sheets: int = 0
    last_sheet: int = 0
    row: Row | None = None
    last: GridRow | None = None
    heading: GridRow | None = None
    opening: GridRow | None = None
    overleaf: bool = False
    tables: int = 0
    hollow: bool = False
    number: str = ""
    again: list[GridRow] = field(default_factory=list)
    whole: list[GridRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    unsure: list[tuple[int, str]] = field(default_factory=list)

    def sheet(self, sheet: Sheet, overleaf: Line | GridRow | None = None) -> None:
        """Add a page; `overleaf` is what the next one begins with."""
        self.overleaf = self.last is not None
        self.sheets += 1
        for place, part in enumerate(sheet.body):
            if isinstance(part, Line):
                below = sheet.body[place + 1] if place + 1 < len(sheet.body) else overleaf
                self.line(part, below if isinstance(below, Line) else None)
            else:
                self.grid_row(part, sheet)
        self.waiting += [*sheet.notes, *sheet.around]

    def line(self, line: Line, below: Line | None) -> None:
        """Add a line of text."""
        if self.heading is not None and line.text.split() == " ".join(key(self.heading)).split():
            self.waiting.append(Furniture(line, REPEATED))  # makers of tags call the repeated heading an artifact
            return
        self.end_table()
        if self.paragraph is not None:
            same = not self.paragraph.lines or line.place == self.paragraph.last.place
            test = goes_on if same else goes_on_overleaf
            if test(self.paragraph, line, self.setting):
                if not same and at_an_end(self.paragraph, line):
                    self.unsure.append((line.page, line.text[:40]))
                self.paragraph = grow(self.paragraph, line)
                return
            if not same and (numbered := number_overleaf(self.paragraph, line, self.setting)):
                self.paragraph = counted(numbered, self.number)
                self.number = self.paragraph.number
                return
        self.end_paragraph()
        self.paragraph = counted(begin(line, self.setting, below), self.number)
        self.number = self.paragraph.number

    def grid_row(self, row: GridRow, sheet: Sheet) -> None:
        """Add a row as one page shows it."""
        self.end_paragraph()
        if row.empty:
            return
        if self.last is not None and self._same_table(row):
            if self._repeated(row):
                return
            if self.row is not None and self._goes_on(self.last, row):
                self.row = extend(self.row, row)
                self._seen(row)
                return
            self.hollow = self.hollow or (not self.overleaf and not row.cells[0])
            self._close_row()
            self._open_row(row, False)
            return
        self.end_table()
        self.tables += 1
        grid = [part for part in sheet.body if isinstance(part, GridRow) and part.grid == row.grid and not part.empty]
        heads = grid[0] is row and header(grid)
        self.heading = row if heads else None
        self.opening = row if len(row.cells) > 1 and all(row.cells) else None
        self._open_row(row, heads)

    def _repeated(self, row: GridRow) -> bool:
        """Whether a row is the table's heading again, or a line of it; what turns out to be none is a row after all."""
        held, self.again = [*self.again, row], []
        heading = self.heading or self.opening
        if not (self.overleaf and heading is not None and _begins(held, heading)):
            for each in held[:-1]:
                self._close_row()
                self._open_row(each, False)
            return False
        if _joined(held) == key(heading):
            self.waiting += [Furniture(line, REPEATED) for each in held for cell in each.cells for line in cell]
        else:
            self.again = held
        return True

    def _goes_on(self, last: GridRow, row: GridRow) -> bool:
        """Whether this is the rest of the last row: by its tag, or overleaf by what the page shows."""
        if row.tag and row.tag == last.tag:
            return True
        if not self.overleaf:
            return False
        if continues(last, row, self.hollow) or parted(last, row, self.whole):
            return True
        if mid_sentence(last, row):
            start = " ".join(key(row)[:2])[:40]
            self.doubts.append(f"page {row.page}: a row of a table may go on from the page or column before: {start!r}")
        return False

    def _same_table(self, row: GridRow) -> bool:
        """Whether a row belongs to the open table: on its page, or overleaf in the same columns."""
        assert self.last is not None
        if row.tag and self.last.tag and row.grid == self.last.grid:
            return True
        if self.sheets == self.last_sheet:
            return row.grid == self.last.grid
        return self.sheets == self.last_sheet + 1 and same_columns(self.last, row)

    def _open_row(self, row: GridRow, heads: bool) -> None:
        self.row = Row(self.tables, tuple((cell,) for cell in row.cells), heads, row)
        self._seen(row)

    def _seen(self, row: GridRow) -> None:
        """This is the last row of the open table so far."""
        self.last, self.last_sheet, self.overleaf = row, self.sheets, False

    def _close_row(self) -> None:
        if self.row is not None:
            self.pieces.append(self.row)
            self.row = None
            self.whole += [self.last] if self.last is not None else []

    def end_paragraph(self) -> None:
        """The open paragraph is whole."""
        if self.paragraph is not None:
            self.pieces.append(self.paragraph)
            self.paragraph = None
            self._release()

    def end_table(self) -> None:
        """The open table is whole."""
        if self.last is not None:
            for row in self.again:
                self._close_row()
                self._open_row(row, False)
            self.again = []
            self._close_row()
            self.last = self.heading = self.opening = None
            self.hollow = False
            self.whole = []
            self._release()

    def _release(self) -> None:
        self.pieces += self.waiting
        self.waiting = []

    def finish(self) -> list[Piece]:
        """Everything, once the last page is in."""
        self.end_paragraph()
        self.end_table()
        self._release()
        if any(map(_stands_between, self.pieces)):
            told = "a paragraph may begin with the page, and was joined to the last of the page before"
            self.doubts += [f"page {page}: {told}: {text!r}" for page, text in self.unsure]
        return self.pieces


def _stands_between(piece: Piece) -> bool:
    """Whether a piece is a paragraph without a number after one with a number: others may begin a page."""
    if not isinstance(piece, Paragraph) or piece.marker or piece.heading or not piece.number:
        return False
    return at_an_end(piece, piece.lines[0])


def _joined(rows: Sequence[GridRow]) -> tuple[str, ...]:
    """The words of rows' cells, as if they were lines of one row."""
    return tuple(" ".join(filter(None, cells)) for cells in zip(*map(key, rows), strict=True))


def _begins(rows: Sequence[GridRow], heading: GridRow) -> bool:
    """Whether a table's heading opens with the words of these rows, cell by cell."""
    if any(len(row.cells) != len(heading.cells) for row in rows):
        return False
    return all(
        f"{whole} ".startswith(f"{part} " if part else "")
        for part, whole in zip(_joined(rows), key(heading), strict=True)
    )


def flow(document: Document) -> tuple[list[Piece], list[str]]:
    """The pieces of a document in reading order, and what is not sure of them."""
    made = Flow(document.setting)
    for sheet, after in zip_longest(document.sheets, document.sheets[1:]):
        made.sheet(sheet, after.body[0] if after and after.body else None)
    return made.finish(), made.doubts
