"""The table of a register between its markers: found, its rows read, everything else left byte for byte.

The first column holds labels, one or several (`ICU D1, D2`). Markdown tables and the grid, simple and list
tables of reStructuredText are known; a row is kept as the lines it is made of.
"""

import itertools
import re
from dataclasses import dataclass

from corpus.enumerators import PREFIX
from corpus.errors import UsageError

_OPEN = re.compile(
    r"^[ \t]*(?:<!--|\.\.)[ \t]*keeling:register[ \t]+(?P<version>[^\s>]+(?:[ \t]+(?!-->)[^\s>]+)*?)"
    r"[ \t]*(?:-->)?[ \t]*\r?$",
    re.MULTILINE,
)
_CLOSE = re.compile(r"^[ \t]*(?:<!--|\.\.)[ \t]*/keeling:register[ \t]*(?:-->)?[ \t]*\r?$", re.MULTILINE)
_LABEL = re.compile(
    rf"(?:(?P<prefix>(?<!\w){PREFIX})[ \u00a0])?"
    r"(?P<number>(?<!\w)[A-Z]{1,2}\d{1,3}[A-Z]?(?:\.\d+[A-Z]?)?(?:\([a-z]{1,5}\))*)(?![\w])"
)
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
_GRID = re.compile(r"^[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_SIMPLE = re.compile(r"^[ \t]*=+(?:[ \t]+=+)+[ \t]*$")
_ITEM = re.compile(r"^(?P<indent>[ \t]*)\* - ")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its labels, its cells, the lines it is made of with their ends, and the number of its first line."""

    labels: tuple[str, ...]
    cells: tuple[str, ...]
    raw: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A file in three parts: `before` up to the first row, the rows, `after`; `columns` are the words of the head."""

    text: str
    before: str
    rows: tuple[Row, ...]
    after: str
    versions: tuple[str, ...]
    columns: tuple[str, ...]
    form: str
    newline: str

    def column(self, row: Row, *names: str) -> str:
        """The cell below the first column whose head has one of these words; empty where there is none."""
        for number, head in enumerate(self.columns):
            if any(name in head.casefold() for name in names) and number < len(row.cells):
                return row.cells[number]
        return ""


def read(text: str) -> Table:
    """The register of a file. Raises UsageError for markers that are broken, missing or there twice."""
    opened, closed = list(_OPEN.finditer(text)), list(_CLOSE.finditer(text))
    if not opened and not closed:
        raise UsageError(
            "there is no register here: no line `<!-- keeling:register VERSION -->`; `keeling register init` writes one"
        )
    if len(opened) != 1 or len(closed) != 1:
        lines = [text.count("\n", 0, found.start()) + 1 for found in (*opened, *closed)]
        raise UsageError(
            f"one register has one opening and one closing marker; these are at lines {', '.join(map(str, lines))}"
        )
    if closed[0].start() < opened[0].end():
        raise UsageError("the closing marker of the register stands before the opening one")
    start = text.find("\n", opened[0].end()) + 1 or len(text)
    return _table(text, start, closed[0].start(), tuple(re.split(r"[\s,]+", opened[0]["version"].strip())))


def _table(text: str, start: int, end: int, versions: tuple[str, ...]) -> Table:
    newline = "\r\n" if "\r\n" in text[start:end] else "\n"
    lines = text[start:end].splitlines(keepends=True)
    form = _form(lines)
    first, groups, last = {"markdown": _markdown, "grid": _grid, "simple": _simple, "list": _list}.get(form, _none)(
        lines
    )
    number = text.count("\n", 0, start) + 1
    head = cells_of("".join(lines[:first]), form)
    rows: list[Row] = []
    for at, size in groups:
        raw = "".join(lines[at : at + size])
        cells = cells_of(raw, form)
        rows.append(Row(labels(cells[0] if cells else ""), cells, raw, number + at))
    before = text[:start] + "".join(lines[:first])
    after = "".join(lines[last:]) + text[end:]
    return Table(text, before, tuple(rows), after, versions, head, form, newline)


def _form(lines: list[str]) -> str:
    plain = [line.rstrip("\r\n") for line in lines]
    if any(_GRID.match(line) for line in plain):
        return "grid"
    if any(_SIMPLE.match(line) for line in plain):
        return "simple"
    if any(_ITEM.match(line) for line in plain):
        return "list"
    return "markdown" if any(_RULE.match(line) and "|" in line for line in plain) else ""


Layout = tuple[int, list[tuple[int, int]], int]
"""The line of the first row, each row as its first line and number of lines, and the line behind the last."""


def _none(lines: list[str]) -> Layout:
    return len(lines), [], len(lines)


def _markdown(lines: list[str]) -> Layout:
    rule = next(n for n, line in enumerate(lines) if _RULE.match(line.rstrip("\r\n")) and "|" in line)
    last = rule + 1
    while last < len(lines) and lines[last].strip().startswith("|"):
        last += 1
    return rule + 1, [(n, 1) for n in range(rule + 1, last)], last


def _grid(lines: list[str]) -> Layout:
    rules = [n for n, line in enumerate(lines) if _GRID.match(line.rstrip("\r\n"))]
    headed = next((n for n in rules if "=" in lines[n]), rules[0])
    body = [n for n in rules if n >= headed]
    groups = [(a + 1, b - a) for a, b in itertools.pairwise(body)]
    return headed + 1, groups, rules[-1] + 1


def _simple(lines: list[str]) -> Layout:
    rules = [n for n, line in enumerate(lines) if _SIMPLE.match(line.rstrip("\r\n"))]
    first = (rules[1] if len(rules) > 2 else rules[0]) + 1
    last = rules[-1] if len(rules) > 1 else len(lines)
    starts = [n for n in range(first, last) if lines[n].strip() and not lines[n][:1].isspace()]
    ends = [*starts[1:], last]
    return first, [(a, b - a) for a, b in zip(starts, ends, strict=True)], last


def _list(lines: list[str]) -> Layout:
    starts = [n for n, line in enumerate(lines) if _ITEM.match(line)]
    last = starts[-1] + 1
    while last < len(lines) and (not lines[last].strip() or lines[last][:1].isspace()):
        last += 1
    while last > starts[-1] + 1 and not lines[last - 1].strip():
        last -= 1
    headed = any(":header-rows:" in line for line in lines[: starts[0]])
    first = starts[1] if headed and len(starts) > 1 else last if headed else starts[0]
    body = [n for n in starts if n >= first]
    return first, [(a, b - a) for a, b in zip(body, [*body[1:], last], strict=True)], last


def cells_of(raw: str, form: str) -> tuple[str, ...]:
    """The cells of a row; of the head where `raw` is all that stands before the rows."""
    lines = [line.strip("\r\n") for line in raw.splitlines()]
    if form == "markdown":
        shown = [line for line in lines if "|" in line and not _RULE.match(line)]
        return _bars(shown[-1]) if shown else ()
    if form == "grid":
        parts = [_bars(line) for line in lines if line.strip().startswith("|")]
        return tuple(" ".join(each).strip() for each in zip(*parts, strict=False)) if parts else ()
    if form == "simple":
        shown = [line for line in lines if line.strip() and not _SIMPLE.match(line)]
        return tuple(re.split(r"[ \t]{2,}", shown[-1].strip())) if shown else ()
    items = re.split(r"^[ \t]*(?:\* )?- ", raw, flags=re.MULTILINE)[1:]
    return tuple(" ".join(item.split()) for item in items)


def _bars(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def labels(cell: str) -> tuple[str, ...]:
    """The labels of a first cell; a number without a prefix has that of the one before it (`ICU D9/D10`)."""
    words = re.sub(r"\]\([^)]*\)", "]", cell)
    prefix = ""
    found = []
    for match in _LABEL.finditer(words):
        prefix = match["prefix"] or prefix
        found.append(f"{prefix} {match['number']}".strip())
    return tuple(found)


def row(cells: tuple[str, ...], table: Table) -> str:
    """A new row in the form of the table."""
    shown = (*cells, *("" for _ in range(len(table.columns) - len(cells))))
    end = table.newline
    if table.form == "list":
        lines = [f"{'   * ' if n == 0 else '     '}- {cell}".rstrip() for n, cell in enumerate(shown)]
        return end.join(lines) + end
    if table.form == "grid":
        return _grid_row(shown, table)
    if table.form == "simple":
        return "  ".join(shown).rstrip() + end
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in shown) + " |" + end


def _grid_row(cells: tuple[str, ...], table: Table) -> str:
    """A grid row as wide as the table's columns; longer words go on in the next line."""
    import textwrap

    rule = next(line for line in reversed(table.before.splitlines()) if _GRID.match(line)).replace("=", "-")
    widths = [len(part) for part in rule.strip().strip("+").split("+")]
    wrapped = [textwrap.wrap(cell, width - 2) or [""] for cell, width in zip(cells, widths, strict=False)]
    height = max(map(len, wrapped))
    lines = [
        "|"
        + "|".join(
            f" {lines[n] if n < len(lines) else '':<{width - 2}} "
            for lines, width in zip(wrapped, widths, strict=False)
        )
        + "|"
        for n in range(height)
    ]
    return table.newline.join((*lines, rule)) + table.newline
