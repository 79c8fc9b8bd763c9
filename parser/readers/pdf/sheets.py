"""Pages taken apart: tables, notes and furniture told from the text, each page a sheet in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parser.readers.pdf.aligned_rows import ordered
from parser.readers.pdf.aligned_tables import aligned, begun, name_row, naming, stand_in_first, text_columns, trailing
from parser.readers.pdf.footnotes import (
    Note,
    at_end,
    body_size,
    foot,
    put_back,
    references,
    under_rule,
    unreferred,
    without,
)
from parser.readers.pdf.furniture import PAGE_NUMBER, contents, edges, furniture, lone_numbers
from parser.readers.pdf.lines import Line, lines
from parser.readers.pdf.marginal import marginal, size_of_words, with_capitals
from parser.readers.pdf.tables import GridRow, every_line, split
from parser.readers.pdf.tagged_tables import tagged, unlike_tags
from parser.readers.pdf.tagged_text import parted
from parser.readers.pdf.tags import Tags
from parser.readers.pdf.typesetting import Setting, measure
from parser.readers.pdf.words import Page, Word

_LONG = 15
"""Lines of a column of running text; a list of names in two columns is shorter."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that is no part of the text, and the rule that says so."""

    line: Line
    rule: str


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


@dataclass(slots=True)
class _Stages:
    """Pages on their way to sheets: rows of tables and lines of text, page by page."""

    pages: Sequence[Page]
    tags: Tags
    rows: list[list[GridRow]] = field(default_factory=list)
    outside: list[list[Line]] = field(default_factory=list)
    text: list[list[Line]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)
    columned: bool = False

    def _cells(self) -> list[Line]:
        """All lines in cells."""
        return [line for page in self.rows for line in every_line(page)]

    def drawn_and_tagged(self, beside: Mapping[int, str]) -> None:
        """Tables that lines or tags show; lines of the words that are left."""
        known: set[int] = set()
        for page in self.pages:
            shown = [word for word in page.words if id(word) not in beside] if beside else page.words
            rows, words = split(page, shown)
            if self.tags:
                rows, freed = unlike_tags(rows)
                kept = {id(word) for word in (*words, *freed)}
                by_tags, words, unlike = tagged(page, self.tags, [word for word in shown if id(word) in kept], known)
                known |= {row.grid for row in by_tags}
                self.doubts += unlike
                rows += by_tags
            self.rows.append(rows)
            self.outside.append(lines(words, page.number))
        every = [*(line for page in self.outside for line in page), *self._cells()]
        body, referred = body_size(every), references(every)
        self.outside = [put_back(page, body, referred) for page in self.outside]
        self.rows = [[_with_figures(row, body, referred) for row in page] for page in self.rows]

    def spaced(self, rules: Mapping[int, str]) -> None:
        """Tables that white space shows among what is not furniture."""
        self.text = [[line for line in page if id(line) not in rules] for page in self.outside]
        self.referred = references([*(line for page in self.text for line in page), *self._cells()])
        before: GridRow | None = None
        in_columns: list[int] = []
        for place, page in enumerate(self.pages):
            parts = text_columns(self.text[place])
            if len(parts) > 1 and all(len(part) >= _LONG for part in parts):
                in_columns.append(page.number)
            notes = under_rule(self.text[place], page.rules, self.referred)
            found, rest, unsure = aligned(ordered(page), without(self.text[place], notes), before)
            self.text[place] = _as_before(self.text[place], rest, notes)
            self.doubts += unsure
            if found and place and found[0].evidence.startswith("aligned"):
                found += self._overleaf(place, found, before is not None)
            self.rows[place] += found
            before = _last_of(without(self.text[place], notes), self.rows[place])
        self.columned = len(in_columns) > 1
        if self.columned:
            shown = ", ".join(map(str, in_columns[:9]))
            self.doubts.append(
                f"pages {shown} are set in columns of text, which were read one after the other; "
                "a table inside a column may be read as text"
            )

    def _overleaf(self, place: int, found: Sequence[GridRow], carried: bool) -> list[GridRow]:
        """What stands at the end of the page before and is of the table that opens this one; rows above its first."""
        names = [line for line in self.text[place] if line.top < found[0].box[1] - 1 and not line.turned]
        if names and not naming(names, found[0]):
            return []
        above = ordered(self.pages[place - 1])
        last = max(self.rows[place - 1], key=lambda row: row.box[3], default=None)
        notes = under_rule(self.text[place - 1], self.pages[place - 1].rules, self.referred)
        text = without(self.text[place - 1], notes)
        ahead, rest = begun(above, text, last, found) if not names else ([], text)
        if not ahead and not carried:
            ahead, rest = trailing(above, text, found)
        if not ahead or (names and not all(line.bold for cell in ahead[0].cells for line in cell)):
            return []
        self.text[place - 1] = _as_before(self.text[place - 1], rest, notes)
        self.rows[place - 1] += ahead
        self.text[place] = without(self.text[place], names)
        return [name_row(line, found[0], ordered(self.pages[place])) for line in names]

    def sheets(self, beside: Mapping[int, str], rules: Mapping[int, str]) -> tuple[list[Sheet], set[str]]:
        """Every page with its notes told from its text, and the numbers of all notes."""
        cells = self._cells()
        flowing = [line for page in self.text for line in page]
        # paragraphs may stand in the cells of a table; a table of small print does not make the text's size small
        body = max(body_size(flowing or cells), body_size([*flowing, *cells]))
        referred = references([*flowing, *cells])
        found: list[Sheet] = []
        known: set[str] = set()
        expecting = False
        last = next((page for page, text in zip(reversed(self.pages), reversed(self.text), strict=True) if text), None)
        beside_first = _shifts(self.text) if self.columned else {}
        for page, rows, text, outside in zip(self.pages, self.rows, self.text, self.outside, strict=True):
            notes, taken = foot(text, body, referred, expecting, page.rules)
            if not notes and page is last:
                notes, taken = at_end(text, referred - known)
            if not notes and (lone := unreferred(text, body, referred)):
                self.doubts.append(f"page {page.number}: the small print opens with {lone!r}, to which nothing refers")
            if found and found[-1].notes and notes and not notes[0].num:  # the rest of a note begun overleaf
                *before, begun_note = found[-1].notes
                whole = replace(begun_note, lines=(*begun_note.lines, *notes[0].lines))
                found[-1], notes = replace(found[-1], notes=(*before, whole)), notes[1:]
            known |= {note.num for note in notes if note.num}
            expecting = bool(notes) and notes[-1].lines[-1].text[-1:] not in ".”’)"
            kept = [line for line in text if id(line) not in taken]
            around = [Furniture(line, rules[id(line)]) for line in outside if id(line) in rules]
            around = _printed(page, beside) + around
            body_parts = _in_order(page, kept, rows)
            body_parts = _as_one_column(body_parts, kept, beside_first) if beside_first else body_parts
            found.append(Sheet(page.number, body_parts, tuple(notes), tuple(around)))
        return found, known


def _with_figures(row: GridRow, body: float, referred: set[str]) -> GridRow:
    """A row with the raised figures of its cells on the lines that had no room for them."""
    cells = tuple(tuple(put_back(cell, body, referred)) for cell in row.cells)
    return row if cells == row.cells else replace(row, cells=cells)


def _shifts(pages: Sequence[Sequence[Line]]) -> dict[int, float]:
    """How far each further column of text stands to the right of the first, over pages set in columns."""
    lefts: dict[int, list[float]] = {}
    for page in pages:
        parts = text_columns(page)
        for place, part in enumerate(parts if len(parts) > 1 else ()):
            lefts.setdefault(place, []).append(min(line.left for line in part))
    return {place: min(found) - min(lefts[0]) for place, found in lefts.items() if place}


def _as_one_column(
    body: tuple[Line | GridRow, ...], text: Sequence[Line], shifts: Mapping[int, float]
) -> tuple[Line | GridRow, ...]:
    """Lines of further columns measured as if each stood below the first: indents and line ends mean the same there."""
    columns = {id(line): place for place, part in enumerate(text_columns(text)) for line in part}
    return tuple(
        part.in_column(place, shifts[place])
        if isinstance(part, Line) and (place := columns.get(id(part), 0)) in shifts
        else part
        for part in body
    )


def take_apart(pages: Sequence[Page], tags: Tags) -> Document:
    """Tables, furniture and notes told from the text of every page."""
    body = size_of_words(pages)
    pages = with_capitals(pages, body)
    beside = marginal(pages, body)
    stages = _Stages(pages, tags)
    stages.drawn_and_tagged(beside)
    rules = _rules(pages, stages.outside, stages.rows)
    stages.spaced(rules)
    sheets, known = stages.sheets(beside, rules)
    flowing = [[part for part in sheet.body if isinstance(part, Line)] for sheet in sheets]
    setting = measure(flowing)
    doubts = stages.doubts
    if tags:
        borne_out, doubt = parted(flowing, setting)
        setting = replace(setting, tagged=borne_out)
        doubts += [doubt] if doubt else []
    return Document(tuple(sheets), setting, _cell_setting(stages.rows, setting), frozenset(known), tuple(doubts))


def _printed(page: Page, rules: Mapping[int, str]) -> list[Furniture]:
    """Words of a page that are beside or behind its text, as lines."""
    found: dict[str, list[Word]] = {}
    for word in page.words if rules else ():
        if id(word) in rules:
            found.setdefault(rules[id(word)], []).append(word)
    return [Furniture(line, rule) for rule, words in found.items() for line in lines(words, page.number)]


def _as_before(before: Sequence[Line], rest: Sequence[Line], notes: Sequence[Line]) -> list[Line]:
    """What is left of some lines and their notes, in the order in which they were."""
    if not notes:
        return list(rest)
    places = {id(word): place for place, line in enumerate(before) for word in line.words}
    return sorted([*rest, *notes], key=lambda line: places[id(line.words[0])])


def _last_of(found: Sequence[Line], rows: Sequence[GridRow]) -> GridRow | None:
    """The row of a table without ruling lines that ends a page."""
    last = max(rows, key=lambda row: row.box[3], default=None)
    if last is None or last.evidence == "ruling lines" or last.tag:
        return None
    below = [line for line in found if line.top > last.box[3] - 2 and line.size > 0.93 * _size(last)]
    return last if not below or stand_in_first(below, last) else None


def _size(row: GridRow) -> float:
    """The font size of a row's first line."""
    return next((line.size for cell in row.cells for line in cell), 10.0)


def _rules(
    pages: Sequence[Page], outside: Sequence[Sequence[Line]], rows: Sequence[Sequence[GridRow]]
) -> dict[int, str]:
    """The rule for every line that is furniture, by its id; tables are printed to the edges of a page as text is."""
    printed = [[*page_lines, *every_line(page_rows)] for page_lines, page_rows in zip(outside, rows, strict=True)]
    found = edges([(page_lines, page.height) for page, page_lines in zip(pages, printed, strict=True)])
    rules = furniture(list(zip(outside, found, strict=True)))
    usual = sum(rule == PAGE_NUMBER for rule in rules.values()) >= 0.5 * len(pages)
    for page, page_lines, ends in zip(pages, outside, found, strict=True):
        rules.update(lone_numbers(page_lines, page.number, ends, usual))
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
