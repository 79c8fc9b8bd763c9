"""Pages taken apart: tables, notes and furniture told from the text, each page a sheet in reading order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parser.readers.pdf.aligned_rows import ordered
from parser.readers.pdf.aligned_tables import aligned, begun, name_row, naming, stand_in_first, trailing
from parser.readers.pdf.columns import Part, in_columns, running
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
from parser.readers.pdf.furniture import PAGE_NUMBER, contents, edges, first_number, furniture, lone_numbers
from parser.readers.pdf.lines import Line, lines
from parser.readers.pdf.marginal import marginal, size_of_words, with_capitals
from parser.readers.pdf.rows import row_by_row
from parser.readers.pdf.tables import GridRow, every_line, split
from parser.readers.pdf.tagged import parted, tagged, unlike_tags
from parser.readers.pdf.tags import Tags
from parser.readers.pdf.typesetting import Setting, measure
from parser.readers.pdf.words import Page, Word


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
    """Pages on their way to sheets: rows of tables and lines of text, page by page, then column by column."""

    pages: Sequence[Page]
    tags: Tags
    rows: list[list[GridRow]] = field(default_factory=list)
    outside: list[list[Line]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    referred: set[str] = field(default_factory=set)

    def drawn_and_tagged(self, beside: Mapping[int, str]) -> None:
        """Tables that lines or tags show; lines of the words that are left."""
        known: set[int] = set()
        for page in self.pages:
            shown = [word for word in page.words if id(word) not in beside] if beside else page.words
            rows, words = split(page, shown)
            places = ordered(page)
            rows = [part for row in rows for part in row_by_row(row, places)]
            if self.tags:
                rows, freed = unlike_tags(rows)
                kept = {id(word) for word in (*words, *freed)}
                by_tags, words, unlike = tagged(page, self.tags, [word for word in shown if id(word) in kept], known)
                known |= {row.grid for row in by_tags}
                self.doubts += unlike
                rows += by_tags
            self.rows.append(rows)
            self.outside.append(lines(words, page.number))
        every = [
            *(line for page in self.outside for line in page),
            *(x for page in self.rows for x in every_line(page)),
        ]
        body, referred = body_size(every), references(every)
        self.outside = [put_back(page, body, referred) for page in self.outside]
        self.rows = [[_with_figures(row, body, referred) for row in page] for page in self.rows]

    def spaced(self, rules: Mapping[int, str]) -> None:
        """Columns of text, and in each the tables that white space shows among what is not furniture."""
        text = [[line for line in page if id(line) not in rules] for page in self.outside]
        self.parts = in_columns(self.pages, text, self.rows)
        self.referred = references(self._lines())
        before: GridRow | None = None
        for place, part in enumerate(self.parts):
            notes = under_rule(part.text, part.page.rules, self.referred)
            found, rest, unsure = aligned(ordered(part.page), without(part.text, notes), before)
            part.text[:] = _as_before(part.text, rest, notes)
            self.doubts += unsure
            if found and place and found[0].evidence.startswith("aligned"):
                found += self._overleaf(place, found, before is not None)
            part.rows.extend(found)
            before = _last_of(without(part.text, notes), part.rows)
        if len(shown := running(self.parts)) > 1:
            self.doubts.append(
                f"pages {', '.join(map(str, shown[:9]))} are set in columns of text, "
                "which were read one after the other; a table inside a column may be read as text"
            )

    def _lines(self) -> list[Line]:
        """All lines, those of the text first."""
        cells = [line for part in self.parts for line in every_line(part.rows)]
        return [*(line for part in self.parts for line in part.text), *cells]

    def _overleaf(self, place: int, found: Sequence[GridRow], carried: bool) -> list[GridRow]:
        """What stands at the end of the page before and is of the table that opens this one; rows above its first."""
        part, last_part = self.parts[place], self.parts[place - 1]
        names = [line for line in part.text if line.top < found[0].box[1] - 1 and not line.turned]
        if names and not naming(names, found[0]):
            return []
        above = ordered(last_part.page)
        last = max(last_part.rows, key=lambda row: row.box[3], default=None)
        notes = under_rule(last_part.text, last_part.page.rules, self.referred)
        text = without(last_part.text, notes)
        ahead, rest = begun(above, text, last, found) if not names else ([], text)
        if not ahead and not carried:
            ahead, rest = trailing(above, text, found)
        if not ahead or (names and not all(line.bold for cell in ahead[0].cells for line in cell)):
            return []
        last_part.text[:] = _as_before(last_part.text, rest, notes)
        last_part.rows.extend(ahead)
        part.text[:] = without(part.text, names)
        return [name_row(line, found[0], ordered(part.page)) for line in names]

    def sheets(self, beside: Mapping[int, str], rules: Mapping[int, str]) -> tuple[list[Sheet], set[str]]:
        """Every page, or column, with its notes told from its text, and the numbers of all notes."""
        every = self._lines()
        flowing = [line for part in self.parts for line in part.text]
        # paragraphs may stand in the cells of a table; a table of small print does not make the text's size small
        body = max(body_size(flowing or every), body_size(every))
        referred = references(every)
        found: list[Sheet] = []
        known: set[str] = set()
        expecting = False
        last = next((part for part in reversed(self.parts) if part.text), None)
        whole = {page.number: (page, outside) for page, outside in zip(self.pages, self.outside, strict=True)}
        for part, after in zip(self.parts, [*self.parts[1:], None], strict=True):
            number = part.page.number
            notes, taken = foot(part.text, body, referred, expecting, part.page.rules)
            if not notes and part is last:
                notes, taken = at_end(part.text, referred - known)
            if not notes and (lone := unreferred(part.text, body, referred)):
                self.doubts.append(f"page {number}: the small print opens with {lone!r}, to which nothing refers")
            if found and found[-1].notes and notes and not notes[0].num:  # the rest of a note begun overleaf
                *before, begun_note = found[-1].notes
                joined = replace(begun_note, lines=(*begun_note.lines, *notes[0].lines))
                found[-1], notes = replace(found[-1], notes=(*before, joined)), notes[1:]
            known |= {note.num for note in notes if note.num}
            expecting = bool(notes) and notes[-1].lines[-1].text[-1:] not in ".”’)"
            kept = [line for line in part.text if id(line) not in taken]
            around: list[Furniture] = []
            if after is None or after.page.number != number:
                page, outside = whole[number]
                around = _printed(page, beside) + [Furniture(x, rules[id(x)]) for x in outside if id(x) in rules]
            found.append(Sheet(number, _in_order(part.page, kept, part.rows), tuple(notes), tuple(around)))
        return found, known


def _with_figures(row: GridRow, body: float, referred: set[str]) -> GridRow:
    """A row with the raised figures of its cells on the lines that had no room for them."""
    cells = tuple(tuple(put_back(cell, body, referred)) for cell in row.cells)
    return row if cells == row.cells else replace(row, cells=cells)


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
    return Document(
        tuple(sheets),
        setting,
        _cell_setting([part.rows for part in stages.parts], setting),
        frozenset(known),
        tuple(doubts),
    )


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
    if last is None or last.ruled or last.tag:
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
    ahead = first_number(outside, rules)
    for page, page_lines, ends in zip(pages, outside, found, strict=True):
        rules.update(lone_numbers(page_lines, (page.number, page.number + ahead), ends, usual))
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
