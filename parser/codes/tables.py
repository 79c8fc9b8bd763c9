"""Tables: the index of measures, definitions, layout in two columns, and tables that are ones."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from corpus.work import Scheme
from parser.codes.body import begins_item, fill, list_into
from parser.codes.definitions import definition_at, definition_label, heads_definitions, tidy_term
from parser.codes.enumerators import cited
from parser.codes.lines import Draft, Line, covering, joined, lines_of, text_draft
from parser.codes.schemes import number_at
from parser.readers.blocks import Block

Role = Literal["index", "definitions", "layout", "table"]

_COLUMNS = {
    "number": re.compile(r"(?:measure |recommendation )?(?:number|no\.?|ref(?:erence)?|id|code|recommendation)", re.I),
    "title": re.compile(r"(?:recommended )?(?:measures?|titles?|names?|recommendations?|headings?)(?: titles?)?", re.I),
    "application": re.compile(r".*\b(?:appl(?:ies|ication|icability)|who|services?|scope)\b.*", re.I),
    "duties": re.compile(r".*\b(?:dut(?:y|ies)|codes?|provisions?|sections?|basis)\b.*", re.I),
}
_BRACKETED = re.compile(r"\((?:\d{1,3}[A-Z]{0,2}|[a-z]{1,2}|[ivx]{1,5})\)")
_BEGINS = re.compile(r"\d{1,3}[A-Z]{0,2}(?:\s|$)")
_MARGIN_AND_WORDS = 2
_USUAL = ("number", "title", "application", "duties")
_TERM_COLUMN = re.compile(r"(?:defined )?(?:expressions?|terms?|words?|phrases?)(?: or \w+)?", re.I)
_MEANING_COLUMN = re.compile(r"(?:meanings?|definitions?|interpretations?|descriptions?)(?: .*)?", re.I)
_ROW_NUMBER = re.compile(r"(?=[A-Z0-9.\-]*\d)[A-Z]{0,3}[.\-]?\d{1,3}(?:[.\-]?\d{1,3})?[A-Z]{0,2}|[A-Z]{1,2}|[ivx]{1,5}")
_FIGURE = re.compile(r"(?P<stem>(?:\d{1,3}[.\-])*)(?P<last>\d{1,4})(?P<letters>[A-Z]{0,2})")
_MEASURED = re.compile(
    r"\b(?:dates?|(?:half-?)?days?|weeks?|months?|quarters?|years?|hours?|minutes?|ages?|aged|scores?|points?|marks?|grades?"
    r"|percent(?:age)?|weights?|lengths?|heights?|widths?|distances?|speeds?|sizes?|amounts?|totals?|quantity|number of"
    r"|how many|count|over|under)\b|[%£€$()/]",
    re.I,
)
"""What the head of a column says where its figures are counted or measured: they number no row."""
_NUMBERS = re.compile(r"(?:.* )?(?:no\.?|numbers?|ref(?:erence)?\.?|item|row|entry|step|#|№)", re.I)
_LEADING = re.compile(r"\(?(\d{1,3})[.)]\s+(?=[A-Z“‘])")
_STOPS = (".", ";", "!", "?", ".”", ".’", '."')
_LOW = 3
_FIRST_YEAR = 1000
_SECTION_NUMBER = re.compile(r"[“\"]?\d{1,3}(?:\.\d{1,3})+[A-Z]?\.?")


@dataclass(frozen=True, slots=True)
class Context:
    """What a table stands in: the label its rows are scoped to, the nearest heading, the paragraphs beside all tables.

    A table with a head or several columns that has the numbers of such paragraphs again is about them.
    """

    scope: str | None = None
    heading: str = ""
    schemes: tuple[Scheme, ...] = ()
    printed: frozenset[str] = frozenset()


def runs(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks one by one; the rows of a table together."""
    found: list[list[Block]] = []
    for block in blocks:
        if block.style == "row" and found and found[-1][-1].style == "row" and found[-1][-1].table == block.table:
            found[-1].append(block)
        else:
            found.append([block])
    return found


def arranged(blocks: Sequence[Block], schemes: tuple[Scheme, ...]) -> tuple[Block, ...]:
    """The same blocks, each index of measures with its columns in the usual order."""
    rows = [at for at, block in enumerate(blocks) if block.cells or block.style == "row"]
    if not schemes or not rows:
        return tuple(blocks)
    context, first, last = Context(None, "", schemes), rows[0], rows[-1] + 1
    changed = [
        block
        for run in runs(blocks[first:last])
        for block in (in_usual_order(run, context) if len(run[0].cells) > 1 else run)
    ]
    return (*blocks[:first], *changed, *blocks[last:])


def role(rows: Sequence[Block], context: Context) -> Role:
    """What a table is for, from its header, its first column and its heading."""
    body = [row for row in rows if not row.header]
    header = next((row for row in rows if row.header), None)
    firsts = [_first(row) for row in body]
    measures = [_is_measure(text, context) for text in firsts]
    width = max((len(row.cells) for row in rows), default=0)
    about = context.printed if header is not None or width > _MARGIN_AND_WORDS else ()
    paragraphs = any(_is_paragraph(text, context) for text in firsts if text.strip('“".') not in about)
    if not paragraphs and width > 1 and _is_index(body, header, context):
        return "index"
    if paragraphs or any(measures) or width < 2 or _sets_margin(body):
        return "layout"
    if _is_definitions(header, body, context):
        return "definitions"
    return "layout" if not any(firsts) and width == 2 else "table"


def _sets_margin(body: Sequence[Block]) -> bool:
    """Whether rows only set enumerators `(1)` and bold numbers of sections beside their words."""
    filled = [[cell for cell in row.cells if cell.text] for row in body]
    if not filled or any(len(cells) > _MARGIN_AND_WORDS for cells in filled):
        return False
    margins = [cells[0] for cells in filled if len(cells) == _MARGIN_AND_WORDS]
    items = sum(_BRACKETED.fullmatch(cell.text) is not None for cell in margins)
    indented = any(not _first(row) and _margin(row) for row in body)
    stopped = r"\d{1,3}[A-Z]?\." if indented else r"(?!)"
    titles = sum(
        re.fullmatch(stopped, cell.text) is not None or (cell.bold and _BEGINS.match(cell.text) is not None)
        for cell in margins
    )
    alone = len(body) == 1 and items == 1  # some set each item of a list as a table of its own
    return items > 0 and (len(margins) > 1 or alone) and items + titles == len(margins)


def _margin(row: Block) -> str:
    """The number of an item in the first cell with words, `(a)`, of a row that sets it in from the margin."""
    filled = [cell.text.strip() for cell in row.cells if cell.text.strip()]
    return filled[0] if len(filled) == _MARGIN_AND_WORDS and _BRACKETED.fullmatch(filled[0]) else ""


def _is_index(body: Sequence[Block], header: Block | None, context: Context) -> bool:
    """A column of measures' numbers beside other columns; two columns without a header need two rows."""
    column = _number_column(body, context)
    filled = [row for row in body if column < len(row.cells) and row.cells[column].text.strip()]
    measures = sum(_is_measure(row.cells[column].text.strip(), context) for row in filled)
    wide = max((len(row.cells) for row in body), default=0) > 2
    in_front = column == 0 or header is not None
    return in_front and measures > 0 and 2 * measures >= len(filled) and (wide or header is not None or len(filled) > 1)


def _number_column(body: Sequence[Block], context: Context) -> int:
    """The column that holds most of the numbers of measures; the first where none does."""
    width = max((len(row.cells) for row in body), default=0)
    counts = [
        sum(_is_measure(row.cells[i].text.strip(), context) for row in body if i < len(row.cells)) for i in range(width)
    ]
    return counts.index(max(counts)) if counts else 0


def in_usual_order(rows: Sequence[Block], context: Context) -> list[Block]:
    """The rows of an index with their columns in the order entries have them; other tables as they are."""
    if role(rows, context) != "index":
        return list(rows)
    columns = _columns(next((row for row in rows if row.header), None), rows, context)
    order = sorted(range(len(columns)), key=lambda i: (_USUAL.index(columns[i]) if columns[i] in _USUAL else 4, i))
    return [replace(row, cells=tuple(row.cells[i] for i in order if i < len(row.cells))) for row in rows]


def _first(row: Block) -> str:
    return row.cells[0].text.strip() if row.cells else ""


def _is_measure(text: str, context: Context) -> bool:
    number = number_at(text, context.schemes)
    return number is not None and not number.paragraph and not text[number.end :].strip(' .:”"')


def _is_paragraph(text: str, context: Context) -> bool:
    number = number_at(text, context.schemes)
    return bool(number and number.paragraph) or bool(_SECTION_NUMBER.fullmatch(text))


def _is_definitions(header: Block | None, body: Sequence[Block], context: Context) -> bool:
    if any(len([cell for cell in row.cells if cell.text]) > 2 for row in body):
        return False
    if header is not None and len(header.cells) >= 2:
        return _names_columns(header)
    quoted = sum(_first(row)[:1] in "“\"‘" or definition_at(" ".join(c.text for c in row.cells)) is not None
                 for row in body if _first(row))  # fmt: skip
    in_definitions = heads_definitions(context.heading)
    return bool(body) and (in_definitions or 2 * quoted > len(body))


def index_entries(rows: Sequence[Block], context: Context) -> list[Draft]:
    """Rows of the index of measures; a row without a number goes on with the one before."""
    columns = _columns(next((row for row in rows if row.header), None), rows, context)
    drafts: list[Draft] = []
    for row in rows:
        number = _row_number(row, columns, context)
        if row.header or number is None:
            drafts.append(_row(row, ""))
        else:
            drafts.append(_entry(row, columns, number))
    return drafts


def _row_number(row: Block, columns: tuple[str, ...], context: Context) -> tuple[str, str] | None:
    for name, cell in zip(columns, row.cells, strict=False):
        number = number_at(cell.text, context.schemes) if name == "number" else None
        if number:
            return number.label, number.measure
    return None


def _columns(header: Block | None, rows: Sequence[Block], context: Context) -> tuple[str, ...]:
    """The names of an index's columns: from its header; what that does not tell, in the usual order."""
    width = max(len(row.cells) for row in rows)
    if header is None:
        return _USUAL[:width]
    number = _number_column([row for row in rows if not row.header], context)
    names = [_column(header.cells[i].text.strip()) if i < len(header.cells) else "" for i in range(width)]
    taken = ["number" if i == number else name if name != "number" else "" for i, name in enumerate(names)]
    taken = [name if name not in taken[:i] else "" for i, name in enumerate(taken)]
    spare = [name for name in _USUAL if name not in taken]
    return tuple(name or (spare.pop(0) if spare else "") for name in taken)


def _column(heading: str) -> str:
    return next((name for name, pattern in _COLUMNS.items() if pattern.fullmatch(heading)), "")


def _entry(row: Block, columns: tuple[str, ...], number: tuple[str, str]) -> Draft:
    """An index entry; the words of columns other than number and title, one line each, are its text."""
    label, num = number
    cells = [joined(lines_of(cell), " ") for cell in row.cells]
    named = dict(zip(columns, cells, strict=False))
    meant = {name: cell.text or above.above for name, cell, above in zip(columns, cells, row.cells, strict=False)}
    title = named.get("title")
    printed = named["number"].text.strip('“"')
    rest = joined(
        [cell for name, cell in zip([*columns, *[""] * len(cells)], cells, strict=False)
         if name not in ("number", "title") and cell.text]
    )  # fmt: skip
    before = named["number"].marks + (title.marks if title else ())
    marks = (*(replace(mark, at=0) for mark in before), *rest.marks)
    span = row.span or covering(named["number"].span, rest.span)
    return Draft(
        "index_entry", f"Index/{label}", num, title.text if title else None, rest.text, printed,
        marks, span,
        meant.get("application"),
        meant.get("duties"),
    )  # fmt: skip


def _names_columns(row: Block) -> bool:
    """Whether a row has the headings of a table of definitions: `Term`, `Meaning`."""
    cells = [cell.text.strip() for cell in row.cells]
    return len(cells) > 1 and bool(_TERM_COLUMN.fullmatch(cells[0]) and _MEANING_COLUMN.fullmatch(cells[1]))


def definition_rows(rows: Sequence[Block], context: Context) -> list[Draft]:
    """Rows of a table of definitions; a row without a term goes on with the one before."""
    drafts: list[Draft] = []
    for row in rows:
        term = tidy_term(definition_at(_first(row)) or _first(row))
        if row.header or (row is rows[0] and _names_columns(row)):
            drafts.append(_row(row, ""))
        elif term:
            drafts.append(_definition(row, term, context.scope))
        elif drafts and drafts[-1].kind == "definition":
            more = Draft("definition")
            fill(more, lines_of(row), context.scope)
            drafts[-1].children += [text_draft(Line(more.text, more.marks, more.span))] if more.text else []
            drafts[-1].children += more.children
        else:
            drafts.append(_row(row, ""))
    return drafts


def _definition(row: Block, term: str, scope: str | None) -> Draft:
    """The term on one line, its meaning on the next; items of the meaning are children."""
    draft = Draft("definition", definition_label(term, scope), span=row.span)
    head = joined(lines_of(row.cells[0]), " ")
    meaning = Draft("definition")
    lines = [line for cell in row.cells[1:] for line in lines_of(cell)]
    again = definition_at(lines[0].text) if lines else None  # the meaning's cell repeats the term
    if again and again.casefold() == term.casefold():
        list_into(meaning, lines, labelled=False)
    else:
        _fill_plain(meaning, lines)
    whole = joined([head, Line(meaning.text, meaning.marks)])
    draft.text, draft.marks, draft.children = whole.text, whole.marks, meaning.children
    return draft


def _fill_plain(draft: Draft, lines: Sequence[Line]) -> None:
    """Items without labels: those of a definition have none."""
    fill(draft, lines, None)
    draft.label = None


def kept_table(rows: Sequence[Block], caption: Line | None, context: Context) -> Draft:
    """A table as it is: rows of cells; a row that begins with a short number is labelled by it."""
    span = covering(rows[0].span, rows[-1].span)
    table = Draft("table", heading=caption.text if caption else None, marks=caption.marks if caption else (), span=span)
    numbered = _own_number if _numbered_rows(rows) else _leading_number if _begin_with_numbers(rows) else None
    for row in rows:
        number = numbered(_first(row)) if numbered and not row.header else ""
        table.children.append(_row(row, number, context.scope))
    return table


def _numbered_rows(rows: Sequence[Block]) -> bool:
    """Whether the first column numbers the rows: short, no number twice, most rows have one, and figures count on."""
    firsts = [_first(row) for row in rows if not row.header and len(row.cells) > 1 and _first(row)]
    numbers = [number for text in firsts if (number := _own_number(text))]
    once = bool(numbers) and len(set(numbers)) == len(numbers) and 3 * len(numbers) >= 2 * len(firsts)
    return once and (not numbers[0][:1].isdigit() or _counts_on(numbers, _head(rows)))


def _begin_with_numbers(rows: Sequence[Block]) -> bool:
    """Whether the first column under a header holds sentences that are numbered from 1, none left out: `1. Wash it.`"""
    body = [row for row in rows if not row.header]
    numbers = [_leading_number(_first(row)) for row in body]
    counted = [str(number) for number in range(1, len(body) + 1)]
    return len(body) > 1 and len(body) < len(rows) and numbers == counted


def _leading_number(text: str) -> str:
    """The number in front of a cell's words, `2` in `2. Wash it.` and in `2) Wash it.`; else empty."""
    found = _LEADING.match(text)
    return found[1] if found else ""


def _own_number(text: str) -> str:
    """The number of a row that a cell is: `P6`, `2` where it prints `2.`, `a` for `(a)`; empty for words."""
    number = cited(text) or "" if text[-1:] in (".", ")") else text
    return number if _ROW_NUMBER.fullmatch(number) or (number != text and number.islower()) else ""


def _head(rows: Sequence[Block]) -> str:
    """What stands over the first column, if anything does."""
    return next((_first(row) for row in rows if row.header or not _own_number(_first(row))), "")


def _counts_on(numbers: Sequence[str], head: str) -> bool:
    """Whether figures under a head are a running numbering, 1, 2, 3 or 1.1, 1.2, and not days, ages or amounts.

    A few may be left out. One alone is a number only where its head says so.
    """
    found = [match for match in map(_FIGURE.fullmatch, numbers) if match]
    named = _NUMBERS.fullmatch(head) is not None
    if not found or (_MEASURED.search(head) and not named):
        return False
    steps = sum(_is_next(before, after) for before, after in pairwise(found))
    low = int(found[0]["last"]) <= _LOW or len(found) >= _LOW
    return named if len(found) == 1 else low and 3 * steps >= 2 * (len(found) - 1)


def _is_next(before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a number comes next: 3 or 2A after 2, 1.3 after 1.2, 2.1 after 1.9. Years are none."""
    one, other = int(before["last"]), int(after["last"])
    inserted = other == one and before["letters"] < after["letters"]
    further = before["stem"] != after["stem"] and other == 1
    alike = before["stem"] == after["stem"] and (other == one + 1 or inserted)
    return (alike or further) and other < _FIRST_YEAR


def _row(row: Block, number: str, scope: str | None = None) -> Draft:
    label = f"Row/{number}" + (f"@{scope}" if scope else "") if number else None
    cells = [text_draft(joined(lines_of(cell)), above=cell.above) for cell in row.cells]
    return Draft("row", label, number or None, span=row.span, children=cells)


def layout_lines(row: Block, context: Context) -> Iterator[tuple[Line, bool]]:
    """The lines of a row that only sets a number beside its words; True where one may open a provision."""
    cells = [lines_of(cell) for cell in row.cells]
    filled = [lines for lines in cells if lines]
    number = _first(row) or _margin(row)
    if len(filled) > 1 and (_is_measure(number, context) or _is_paragraph(number, context) or cited(number)):
        margin, words = filled[0][0], [line for lines in filled[1 : _own_columns(filled)] for line in lines]
        marks = tuple(replace(mark, at=0) for mark in margin.marks)
        yield words[0].marked(number, marks + words[0].marks), bool(_first(row))
        yield from ((line, False) for line in words[1:])
        return
    indented = not number and len(row.cells) > 1
    for lines in filled:
        yield from ((line, index == 0 and not indented) for index, line in enumerate(lines))


def beside(row: Block, context: Context) -> list[Sequence[Line]]:
    """The cells behind a numbered provision's own words that have lists of their own, and those behind them.

    `layout_lines` leaves them out: their `(a)` is not the provision's.
    """
    filled = [lines for cell in row.cells if (lines := lines_of(cell))]
    number = _first(row)
    numbered = number and (_is_measure(number, context) or _is_paragraph(number, context) or cited(number))
    return list(filled[_own_columns(filled) :]) if numbered else []


def _own_columns(filled: Sequence[Sequence[Line]]) -> int:
    """How many cells, the number's among them, a provision has for itself: all, where its words are a mere title."""
    words = filled[1] if len(filled) > _MARGIN_AND_WORDS else ()
    if not words or not (words[-1].text.endswith(_STOPS) or any(map(begins_item, words))):
        return len(filled)
    listed = (at for at, lines in enumerate(filled) if at > 1 and any(map(begins_item, lines)))
    return next(listed, len(filled))
