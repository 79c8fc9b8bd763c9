"""Pages and columns to one flow: paragraphs and rows joined over page breaks, notes and furniture set between them."""

from dataclasses import dataclass, field
from itertools import zip_longest

from parser.readers.pdf.footnotes import Note
from parser.readers.pdf.lines import Line
from parser.readers.pdf.paragraphs import Paragraph, begin, counted, goes_on, goes_on_overleaf, grow, number_overleaf
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
    overleaf: bool = False
    tables: int = 0
    hollow: bool = False
    number: str = ""
    whole: list[GridRow] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

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
            if self.overleaf and self.heading is not None and _repeats(row, self.heading):
                self.waiting += [Furniture(line, REPEATED) for cell in row.cells for line in cell]
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
        self._open_row(row, heads)

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
            self._close_row()
            self.last = self.heading = None
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
        return self.pieces


def _repeats(row: GridRow, heading: GridRow) -> bool:
    """Whether a row is the table's heading again."""
    return key(row) == key(heading)


def flow(document: Document) -> tuple[list[Piece], list[str]]:
    """The pieces of a document in reading order, and what is not sure of them."""
    made = Flow(document.setting)
    for sheet, after in zip_longest(document.sheets, document.sheets[1:]):
        made.sheet(sheet, after.body[0] if after and after.body else None)
    return made.finish(), made.doubts
