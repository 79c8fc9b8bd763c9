"""A version as Markdown that reads back: parsed again it is the same version, number for number and word for word.

Headings carry the printed number, items stand in lists under their printed enumerators, the index and
other tables are tables, references to notes stand in the text as `[^1]` and the notes at the end.
"""

from collections.abc import Iterator, Sequence

from corpus.provision import Mark, Provision
from corpus.work import Expression
from diffs.output.escaping import for_markdown

_LEVELS = {"section": 2, "subsection": 3, "measure": 4}
_HEADS = ("Number", "Recommended measure", "Application", "Relevant duties")


def version_markdown(expression: Expression, about: Sequence[str]) -> str:
    """A version without marks of change; `about` says what it is."""
    lines = [f"# {for_markdown(expression.title)}", "", *(f"> {for_markdown(line)}  " for line in about), ""]
    provisions = expression.provisions
    if provisions and not provisions[0].label and provisions[0].heading == expression.title:
        provisions = provisions[1:] if not provisions[0].children else provisions
    lines += _forest(provisions, 0)
    noted = [(note.num, note.text) for note in expression.footnotes]
    lines += [f"[^{num}]: {for_markdown(text)}" for num, text in noted or _notes(expression.provisions)]
    return "\n".join(lines).rstrip() + "\n"


def _notes(provisions: Sequence[Provision]) -> Iterator[tuple[str, str]]:
    for root in provisions:
        yield from ((node.num or "", node.text) for node in root.walk() if node.kind == "footnote")


def _forest(nodes: Sequence[Provision], depth: int) -> Iterator[str]:
    """Siblings in order; a run of index entries, with the heads of its columns before it, is one table."""
    at = 0
    while at < len(nodes):
        end = _index_end(nodes, at)
        defined = _definitions_end(nodes, at)
        if end > at:
            yield from _index(nodes[at:end])
        elif defined > at:
            end = defined
            yield from _table(list(map(_defined, nodes[at:end])))
        else:
            end = at + 1
            yield from _node(nodes[at], depth)
        at = end


def _index_end(nodes: Sequence[Provision], at: int) -> int:
    """Where a table of index entries ends that begins here with or without its head, `at` itself where none does."""
    start = at + 1 if nodes[at].kind == "row" and not nodes[at].label else at
    end = start
    while end < len(nodes) and nodes[end].kind == "index_entry":
        end += 1
    return end if end > start else at


def _definitions_end(nodes: Sequence[Provision], at: int) -> int:
    """Where a run of definitions ends that have their term in a cell of its own; its head may stand first."""
    start = at + 1 if nodes[at].kind == "row" and not nodes[at].label else at
    end = start
    while end < len(nodes) and nodes[end].kind == "definition" and "\n" in nodes[end].text and not nodes[end].children:
        end += 1
    return end if end > start else at


def _defined(node: Provision) -> list[str]:
    return _cells(node) if node.kind == "row" else list(node.text.partition("\n"))[::2]


def _index(nodes: Sequence[Provision]) -> Iterator[str]:
    entries = [node for node in nodes if node.kind == "index_entry"]
    head = _cells(nodes[0]) if nodes[0].kind == "row" else list(_HEADS)
    yield from _table(
        [head, *([node.printed or node.num or "", node.heading or "", *_wording(node)] for node in entries)]
    )


def _wording(entry: Provision) -> tuple[str, str]:
    """Application and duties of an index entry."""
    if entry.application is not None or entry.duties is not None:
        return entry.application or "", entry.duties or ""
    application, _, duties = entry.text.partition("\n")
    return application, duties


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for place, row in enumerate(rows):
        yield f"| {' | '.join(for_markdown(cell).replace(chr(10), '<br>') for cell in row)} |"
        if place == 0:
            yield "|" + "---|" * len(row)
    yield ""


def _node(node: Provision, depth: int) -> Iterator[str]:
    if node.kind == "footnote":
        return
    if node.kind == "table" and all(child.kind == "row" for child in node.children):
        if node.heading:
            yield from (f"##### {for_markdown(node.heading)}", "")
        yield from _table([_cells(row) for row in node.children])
        return
    if node.kind == "row":
        yield from (f"| {' | '.join(map(for_markdown, _cells(node)))} |", "")
        return
    item = node.kind == "subparagraph"
    number = node.printed
    if node.heading:
        yield from (f"{'#' * _LEVELS.get(node.kind, 5)} {number} {for_markdown(node.heading)}".replace("  ", " "), "")
        number = ""
    words = for_markdown(_with_marks(node.text, node.marks)).replace("\n", "<br>")
    body = " ".join(part for part in (number, words) if part)
    if body:
        yield from (f"{'    ' * depth if item else ''}{'- ' if item else ''}{body}", "")
    yield from _forest(node.children, depth + 1 if item else 0)


def _cells(row: Provision) -> list[str]:
    return ["\n".join(filter(None, map(_cell, cell.walk()))) for cell in row.children]


def _cell(node: Provision) -> str:
    return " ".join(part for part in (node.printed, node.heading or "", node.text) if part)


def _with_marks(text: str, marks: Sequence[Mark]) -> str:
    """The text with its references to notes where they stood."""
    for mark in sorted(marks, key=lambda mark: -mark.at):
        text = f"{text[: mark.at]}[^{mark.num}]{text[mark.at :]}"
    return text
