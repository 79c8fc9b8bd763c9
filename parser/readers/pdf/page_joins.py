"""Pages to one flow: paragraphs and rows joined over page breaks, notes and furniture set between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest

from parser.readers.pdf.aligned_tables import aligned, trailing
from parser.readers.pdf.footnotes import Note, body_size, foot, references
from parser.readers.pdf.furniture import PAGE_NUMBER, contents, furniture, lone_numbers
from parser.readers.pdf.lines import Line, lines
from parser.readers.pdf.marginal import marginal
from parser.readers.pdf.paragraphs import Paragraph, begin, goes_on, goes_on_overleaf, grow
from parser.readers.pdf.rows import REPEATED, Row, continues, extend, header, key, same_columns
from parser.readers.pdf.tables import GridRow, every_line, split
from parser.readers.pdf.tagged_tables import tagged, unlike_tags
from parser.readers.pdf.tagged_text import parted
from parser.readers.pdf.tags import Tags
from parser.readers.pdf.typesetting import Setting, measure
from parser.readers.pdf.words import Page, Word


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that is no part of the text, and the rule that says so."""

    line: Line
    rule: str


Piece = Paragraph | Row | Note | Furniture


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page taken apart: what is text in reading order, and what stands around it."""

    number: int
    body: tuple[Line | GridRow, ...]
    notes: tuple[Note, ...]
    around: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """All pages taken apart, with what was measured over them; `known` are the numbers of notes."""

    sheets: tuple[Sheet, ...]
    setting: Setting
    cells: Setting
    known: frozenset[str]
    doubts: tuple[str, ...] = ()


def take_apart(pages: Sequence[Page], tags: Tags) -> Document:
    """Tables, furniture and notes told from the text of every page."""
    rows, outside, doubts = [], [], []
    beside = marginal(pages)
    for page in pages:
        shown = [word for word in page.words if id(word) not in beside] if beside else page.words
        ruled, words = split(page, shown)
        if tags:
            ruled, freed = unlike_tags(ruled)
            kept = {id(word) for word in (*words, *freed)}
            by_tags, words, unlike = tagged(page, tags, [word for word in shown if id(word) in kept])
            doubts += unlike
            ruled += by_tags
        rows.append(ruled)
        outside.append(lines(words, page.number))
    rules = _rules(pages, outside)
    text = [[line for line in page if id(line) not in rules] for page in outside]
    before: GridRow | None = None
    for place, page in enumerate(pages):
        by_space, text[place], unsure = aligned(page, text[place], before)
        doubts += unsure
        if by_space and place and before is None and _opens(text[place], by_space[0]):
            ahead, text[place - 1] = trailing(pages[place - 1], text[place - 1], by_space[0])
            rows[place - 1] += ahead
        rows[place] += by_space
        before = _last_of(text[place], rows[place])
    cells = [line for page in rows for line in every_line(page)]
    body = body_size([line for page in text for line in page] or cells)
    referred = references([*(line for page in text for line in page), *cells])
    sheets = []
    known: set[str] = set()
    expecting = False
    for page, page_rows, page_lines in zip(pages, rows, text, strict=True):
        notes, taken = foot(page_lines, body, referred, expecting, page.rules)
        known |= {note.num for note in notes if note.num}
        expecting = bool(notes) and notes[-1].lines[-1].text[-1:] not in ".”’)"
        kept = [line for line in page_lines if id(line) not in taken]
        around = _printed(page, beside)
        around += [Furniture(line, rules[id(line)]) for line in outside[page.number - 1] if id(line) in rules]
        sheets.append(Sheet(page.number, _in_order(page, kept, page_rows), tuple(notes), tuple(around)))
    flowing = [[part for part in sheet.body if isinstance(part, Line)] for sheet in sheets]
    setting = measure(flowing)
    if tags:
        borne_out, doubt = parted(flowing, setting)
        setting = replace(setting, tagged=borne_out)
        doubts += [doubt] if doubt else []
    return Document(tuple(sheets), setting, _cell_setting(rows, setting), frozenset(known), tuple(doubts))


def _printed(page: Page, rules: Mapping[int, str]) -> list[Furniture]:
    """Words of a page that are beside or behind its text, as lines."""
    found: dict[str, list[Word]] = {}
    for word in page.words if rules else ():
        if id(word) in rules:
            found.setdefault(rules[id(word)], []).append(word)
    return [Furniture(line, rule) for rule, words in found.items() for line in lines(words, page.number)]


def _opens(found: Sequence[Line], row: GridRow) -> bool:
    """Whether a row is the first thing on its page."""
    return row.evidence.startswith("aligned") and all(line.top > row.box[1] - 1 for line in found if not line.turned)


def _last_of(found: Sequence[Line], rows: Sequence[GridRow]) -> GridRow | None:
    """The row of a table without ruling lines that ends a page."""
    last = max(rows, key=lambda row: row.box[3], default=None)
    if last is None or last.evidence == "ruling lines" or last.tag:
        return None
    below = [line for line in found if line.top > last.box[3] - 2 and line.size > 0.93 * _size(last)]
    return None if below else last


def _size(row: GridRow) -> float:
    """The font size of a row's first line."""
    return next((line.size for cell in row.cells for line in cell), 10.0)


def _rules(pages: Sequence[Page], outside: Sequence[Sequence[Line]]) -> dict[int, str]:
    """The rule for every line that is furniture, by its id."""
    rules = furniture([(page_lines, page.height) for page, page_lines in zip(pages, outside, strict=True)])
    usual = sum(rule == PAGE_NUMBER for rule in rules.values()) >= 0.5 * len(pages)
    for page, page_lines in zip(pages, outside, strict=True):
        rules.update(lone_numbers(page_lines, page.number, page.height, usual))
    flow = [line for page_lines in outside for line in page_lines if id(line) not in rules]
    rules.update(contents(flow))
    return rules


def _cell_setting(rows: Sequence[Sequence[GridRow]], setting: Setting) -> Setting:
    """The setting inside tables; hyphens are judged by the words of the whole document."""
    found = measure([cell for page in rows for row in page for cell in row.cells])
    return replace(found, compounds=found.compounds | setting.compounds, plain=found.plain | setting.plain)


def _in_order(page: Page, found: Sequence[Line], rows: Sequence[GridRow]) -> tuple[Line | GridRow, ...]:
    """Lines and rows as the file sets them, or from the top down where its order is none."""
    rows = sorted(rows, key=lambda row: row.place)
    if not rows:
        return tuple(found)
    order = {id(word): place for place, word in enumerate(page.words)}
    places = [order[id(line.words[0])] for line in found]
    if all(a < b for a, b in pairwise(places)):
        return _merged(found, places, rows, [float(row.place) for row in rows])
    return _merged(found, [line.base for line in found], *_from_the_top(rows))


def _from_the_top(rows: Sequence[GridRow]) -> tuple[list[GridRow], list[float]]:
    """Rows by height, and the heights."""
    found = sorted(rows, key=lambda row: row.box[1])
    return found, [row.box[1] for row in found]


def _merged(
    found: Sequence[Line], places: Sequence[float], rows: Sequence[GridRow], row_places: Sequence[float]
) -> tuple[Line | GridRow, ...]:
    """Rows put before the first line that comes after them."""
    merged: list[Line | GridRow] = []
    waiting = list(zip(row_places, rows, strict=True))
    for place, line in zip(places, found, strict=True):
        while waiting and waiting[0][0] <= place:
            merged.append(waiting.pop(0)[1])
        merged.append(line)
    return (*merged, *(row for _, row in waiting))


@dataclass(slots=True)
class Flow:
    """Pieces in reading order, made page by page.

    Notes and furniture wait until the paragraph or table that a page break interrupts is whole.
    """

    setting: Setting
    pieces: list[Piece] = field(default_factory=list)
    waiting: list[Piece] = field(default_factory=list)
    paragraph: Paragraph | None = None
    page: int = 0
    row: Row | None = None
    last: GridRow | None = None
    heading: GridRow | None = None
    overleaf: bool = False
    tables: int = 0
    hollow: bool = False

    def sheet(self, sheet: Sheet, overleaf: Line | GridRow | None = None) -> None:
        """Add a page; `overleaf` is what the next one begins with."""
        self.overleaf = self.last is not None
        for place, part in enumerate(sheet.body):
            if isinstance(part, Line):
                below = sheet.body[place + 1] if place + 1 < len(sheet.body) else overleaf
                self.line(part, below if isinstance(below, Line) else None)
            else:
                self.grid_row(part, sheet)
        self.waiting += [*sheet.notes, *sheet.around]

    def line(self, line: Line, below: Line | None) -> None:
        """Add a line of text."""
        self.end_table()
        if self.paragraph is not None:
            same = not self.paragraph.lines or line.page == self.paragraph.last.page
            test = goes_on if same else goes_on_overleaf
            if test(self.paragraph, line, self.setting):
                self.paragraph = grow(self.paragraph, line)
                return
        self.end_paragraph()
        self.paragraph = begin(line, self.setting, below)

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
                self.row, self.last, self.overleaf = extend(self.row, row), row, False
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
        return self.overleaf and continues(last, row, self.hollow)

    def _same_table(self, row: GridRow) -> bool:
        """Whether a row belongs to the open table: on its page, or overleaf in the same columns."""
        assert self.last is not None
        if row.tag and self.last.tag and row.grid == self.last.grid:
            return True
        if row.page == self.last.page:
            return row.grid == self.last.grid
        return row.page == self.last.page + 1 and same_columns(self.last, row)

    def _open_row(self, row: GridRow, heads: bool) -> None:
        self.row = Row(self.tables, tuple((cell,) for cell in row.cells), heads, row)
        self.last, self.overleaf = row, False

    def _close_row(self) -> None:
        if self.row is not None:
            self.pieces.append(self.row)
            self.row = None

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


def flow(document: Document) -> list[Piece]:
    """The pieces of a document in reading order."""
    made = Flow(document.setting)
    for sheet, after in zip_longest(document.sheets, document.sheets[1:]):
        made.sheet(sheet, after.body[0] if after and after.body else None)
    return made.finish()


def all_lines(pieces: Iterable[Piece]) -> list[Line]:
    """Every line of some pieces."""
    found: list[Line] = []
    for piece in pieces:
        if isinstance(piece, Furniture):
            found.append(piece.line)
        elif isinstance(piece, Row):
            found += [line for cell in piece.cells for part in cell for line in part]
        else:
            found += piece.lines
    return found
