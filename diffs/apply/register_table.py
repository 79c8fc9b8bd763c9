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
    r"^\ufeff?[ \t]*(?:<!--|\.\.)[ \t]*keeling:register[ \t]+(?P<version>[^\s>]+(?:[ \t]+(?!-->)[^\s>]+)*?)"
    r"[ \t]*(?:-->)?[ \t]*\r?$",
    re.MULTILINE,
)
_CLOSE = re.compile(r"^[ \t]*(?:<!--|\.\.)[ \t]*/keeling:register[ \t]*(?:-->)?[ \t]*\r?$", re.MULTILINE)
_LABEL = re.compile(
    rf"(?:(?P<prefix>(?<!\w){PREFIX})[ \u00a0])?"
    r"(?P<number>(?<!\w)(?(prefix)[A-Z]{0,2}|[A-Z]{1,6})\d{1,3}[A-Z]?(?:\.\d+[A-Z]?)?(?:\([a-z]{1,5}\))*)(?![\w])"
)
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
_GRID = re.compile(r"^[ \t]*\+(?:[-=]+\+)+[ \t]*$")
_SIMPLE = re.compile(r"^[ \t]*=+(?:[ \t]+=+)+[ \t]*$")
_ITEM = re.compile(r"^(?P<indent>[ \t]*)\* - ")
BELOW = "No longer in the code:"
"""The line below which `carry` keeps rows that are gone; they are no rows of the register any more."""
_GLUED = re.compile(r"[.(]?\w|\.?\*(?!\*)")
_RANGE = re.compile(rf"\s*(?:[–—-]|\b(?:to|through|until)\b)\s*(?:{PREFIX}[ \u00a0])?[A-Z]{{0,2}}\d+(?!\w| +[a-z])")
"""What behind a label makes it another one (`C1.2` + `a`, `C1` + `.*`), and what makes it the first of a range."""
_MORE = re.compile(r"\s*(?:[,/&+]|\b(?:and|or)\b)\s*\d+(?:\.\d+)*(?!\w| +[a-z])")
"""A number alone behind a label: which provision it is cannot be told (`GP 2, 3`)."""
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1")
_WILD = re.compile(rf"{PREFIX}[ \u00a0]+[A-Z]{{0,2}}\.?\*(?!\*)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its labels, its cells, the lines it is made of with their ends, and the number of its first line.

    `gap` are the lines between it and the row before, such as the head of a second table, whose words are `columns`.
    """

    labels: tuple[str, ...]
    cells: tuple[str, ...]
    raw: str
    line: int
    gap: str = ""
    columns: tuple[str, ...] = ()


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
        for number, head in enumerate(row.columns or self.columns):
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
    shown = lines[: next((n for n, line in enumerate(lines) if line.strip() == BELOW), len(lines))]
    number = text.count("\n", 0, start) + 1
    form = _form(shown)
    if not form:
        raise UsageError(
            f"between the markers of the register, from line {number}, is no table: a Markdown table has a line "
            "such as |---|---| below its head; tables of reStructuredText are read as well"
        )
    first, groups, last = _LAYOUTS[form](shown)
    rows, columns = [], cells_of("".join(lines[:first]), form)
    head, behind = columns, first
    for at, size in groups:
        gap, raw = "".join(lines[behind:at]), "".join(lines[at : at + size])
        head = _second_head(gap, form) or head
        cells = cells_of(raw, form, is_row=True)
        own = head if head != columns else ()
        rows.append(Row(labels(cells[0] if cells else ""), cells, raw, number + at, gap, own))
        behind = at + size
    before, after = text[:start] + "".join(lines[:first]), "".join(lines[last:]) + text[end:]
    return Table(text, before, tuple(rows), after, versions, columns, form, newline)


def _second_head(gap: str, form: str) -> tuple[str, ...]:
    """The head of another table that stands between two rows; empty where none does."""
    headed = form == "markdown" and any(_RULE.match(line) and "|" in line for line in gap.splitlines())
    return cells_of(gap, form) if headed else ()


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


def _markdown(lines: list[str]) -> Layout:
    """Every line with bars between cells is a row, behind a blank line or below the head of a second table as well."""
    plain = [line.rstrip("\r\n") for line in lines]
    rules = [n for n, line in enumerate(plain) if _RULE.match(line) and "|" in line]
    skipped = {*rules, *(n - 1 for n in rules)}
    rows = [n for n in range(rules[0] + 1, len(plain)) if n not in skipped and _BAR.search(plain[n])]
    return rules[0] + 1, [(n, 1) for n in rows], rows[-1] + 1 if rows else rules[0] + 1


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


_LAYOUTS = {"markdown": _markdown, "grid": _grid, "simple": _simple, "list": _list}
_BAR = re.compile(r"(?<!\\)\|")


def cells_of(raw: str, form: str, *, is_row: bool = False) -> tuple[str, ...]:
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
        return tuple(re.split(r"[ \t]{2,}", shown[0 if is_row else -1].strip())) if shown else ()
    items = re.split(r"^[ \t]*(?:\* )?- ", raw, flags=re.MULTILINE)[1:]
    return tuple(" ".join(item.split()) for item in items)


_FIRST = {
    "markdown": re.compile(r"\s*\|?(?:[^|\\]|\\.)*"),
    "simple": re.compile(r"\s*\S+(?:[ \t]\S+)*"),
    "list": re.compile(r"[^\n]*(?:\n(?![ \t]*- )[^\n]*)*"),
}


def end_of_first(raw: str, form: str) -> int:
    """Where the first cell of a row ends; of a grid, whose cells go on from line to line, the end of the row."""
    found = _FIRST[form].match(raw) if form in _FIRST else None
    return found.end() if found else len(raw)


def _bars(line: str) -> tuple[str, ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", inner))


def _plain(cell: str) -> str:
    """A cell without emphasis and without what its links lead to."""
    return _EMPHASIS.sub(r"\2", re.sub(r"\]\([^)]*\)", "]", cell)).strip()


def labels(cell: str) -> tuple[str, ...]:
    """The labels of a first cell; a number without a prefix has that of the one before it (`ICU D9/D10`)."""
    words = _plain(cell)
    prefix = ""
    found = []
    for match in _LABEL.finditer(words):
        prefix = match["prefix"] or prefix
        if _GLUED.match(words, match.end()):
            continue
        found.append(f"{prefix} {match['number']}".strip())
    return tuple(found)


def not_read(cell: str) -> str:
    """What of a first cell names provisions in a form that is not read as labels: a range, a wildcard, `C1.2a`."""
    words = _plain(cell)
    ends = [match.end() for match in _LABEL.finditer(words)]
    found = any(each.match(words, end) for end in ends for each in (_GLUED, _RANGE, _MORE)) or _WILD.search(words)
    return words if found else ""


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
