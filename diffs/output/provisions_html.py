"""Provisions as HTML: one writer for the site, for the page of a Keeling schedule and for its Word document's layout.

Headings follow each other in order whatever stands above them, rows are rows of tables with header cells, notes stand
with their paragraph, and what was inserted or omitted says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

HEADED = ("section", "subsection", "measure", "group", "heading")
ROWS = ("row", "index_entry")
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """A provision ready to be written. Every piece is HTML that its maker has escaped.

    `words` are paragraphs; of an index entry or a definition in a table they are its further columns. `standing` is
    kept, changed, inserted or omitted; `by` names the instructions, `margin` what changed here and when.
    """

    kind: str
    identity: str = ""
    number: str = ""
    heading: str = ""
    words: tuple[str, ...] = ()
    standing: str = "kept"
    by: str = ""
    margin: str = ""
    notes: tuple[str, ...] = ()
    children: tuple["Shown", ...] = ()


def written(items: Iterable[Shown], level: int = 2) -> str:
    """Provisions with everything below them; `level` is that of the first heading."""
    made = []
    for rows, group in groupby(items, key=_may_be_row):
        found = list(group)
        first = next((n for n, item in enumerate(found) if item.kind in ROWS), len(found)) if rows else len(found)
        made += [_block(item, level) for item in found[:first]]
        made += [_table(found[first:], level)] if found[first:] else []
    return "".join(made)


def _may_be_row(item: Shown) -> bool:
    """Rows, and definitions whose term has a line of its own: they are rows where a row stands beside them."""
    return item.kind in ROWS or (item.kind == "definition" and bool(item.heading))


def _block(item: Shown, level: int) -> str:
    headed = bool(item.heading) and item.kind in HEADED
    inside = written(item.children, min(level + headed, DEEPEST))
    return f"<div{_named(item, 'p ')}>{_own(item, level, headed=headed)}{inside}</div>"


def _own(item: Shown, level: int, *, headed: bool) -> str:
    """Number, heading and words of a provision without what stands below it."""
    words = [f"<p>{text}</p>" for text in item.words if text]
    after = f"{item.by}{item.margin}"
    if headed:
        return "".join((f"<h{level}>{item.number}{item.heading}{after}</h{level}>", *words, *item.notes))
    title = f"<strong>{item.heading}</strong> " if item.heading else ""
    if not (item.number or title or words):
        return "".join(item.notes)
    first, rest = (item.words[0], item.words[1:]) if item.words else ("", ())
    lines = (first, *(text for text in rest if text))
    opened = f"<p>{item.number}{title}{'</p><p>'.join(lines)}{after}</p>"
    return "".join((opened, *item.notes))


def _named(item: Shown, prefix: str = "") -> str:
    standing = "" if item.standing == "kept" else f" {item.standing}"
    identity = f' id="{item.identity}"' if item.identity else ""
    return f' class="{prefix}{item.kind}{standing}"{identity}'


def _table(rows: Sequence[Shown], level: int) -> str:
    """Rows as a table; the first without a number and words of its own is its head."""
    cells = [_cells(row, level) for row in rows]
    first = rows[0]
    headed = first.kind == "row" and not first.number and not any(first.words) and len(rows) > 1
    width = max(map(len, cells))
    head = f"<thead>{_row(first, cells[0], width, 'th')}</thead>" if headed else ""
    body = "".join(_row(row, each, width) for row, each in list(zip(rows, cells, strict=True))[headed:])
    region = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    return f"{region}<table>{head}<tbody>{body}</tbody></table></div>"


def _row(row: Shown, cells: Sequence[str], width: int, tag: str = "td") -> str:
    """A row; a number or a term is the header of its row. A row that is short ends in a cell as wide as the rest."""
    made = []
    for at, cell in enumerate(cells):
        heads = tag == "th" or (at == 0 and row.kind != "row")
        scope = ' scope="col"' if tag == "th" else ' scope="row"' if heads else ""
        rest = width - len(cells) + 1
        span = f' colspan="{rest}"' if at == len(cells) - 1 and rest > 1 else ""
        name = "th" if heads else "td"
        made.append(f"<{name}{scope}{span}>{cell}</{name}>")
    return f"<tr{_named(row)}>{''.join(made)}</tr>"


def _cells(row: Shown, level: int) -> list[str]:
    """The columns: of an index entry its fields, of a definition term and meaning, of any other row its children."""
    after = f"{row.by}{row.margin}{''.join(row.notes)}"
    if row.kind == "index_entry":
        return [
            row.number,
            f"{row.heading}{after}",
            *row.words,
            *([written(row.children, level)] if row.children else []),
        ]
    if row.kind == "definition":
        meaning = "<br>".join(filter(None, row.words))
        return [f"{row.number}{row.heading}", f"{meaning}{after}{written(row.children, level)}"]
    own = [f"{row.number}{'<br>'.join(filter(None, row.words))}{after}"] if row.number or any(row.words) else []
    return [*own, *(_cell(child, level) for child in row.children)] or [""]


def _cell(child: Shown, level: int) -> str:
    """A child of a row as the content of a cell: plain words need no block of their own."""
    if child.kind == "text" and not child.children and not child.identity and child.standing == "kept":
        return "<br>".join((*filter(None, child.words), *child.notes)) + child.by + child.margin
    return _block(child, level)
