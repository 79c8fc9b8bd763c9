"""A version written for others to use: Akoma Ntoso, JSON, CSV, Markdown, Word.

Every form says what the version is; a derived one that it is unofficial and how it was computed.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence

from corpus.as_json import to_json
from corpus.provision import Provision
from corpus.work import Expression
from diffs.execute.consolidate import NOTICE, Consolidation
from diffs.output.akn import to_akn
from diffs.output.escaping import for_cell
from diffs.output.schedule_docx import to_docx, version_docx
from diffs.output.version_markdown import version_markdown

COLUMNS = ("version", "label", "kind", "num", "heading", "text", "parent", "status", "in_force", "notice")


def export(
    expression: Expression, form: str, consolidation: Consolidation | None = None, said: Sequence[str] = ()
) -> str | bytes:
    """A version as `akn` or `docx` (bytes), `json`, `csv` or `markdown` (text).

    The consolidation of a derived version adds its amendments to the Akoma Ntoso file, and makes the Word file a
    Keeling schedule with its marks. `said` are the sentences of its status line: whether it is in force the first,
    what a copy is of the last.
    """
    if form == "akn":
        made = to_akn(expression, consolidation)
        return made.rstrip() + f"\n<!-- {said[-1]} -->\n".encode() if said else made
    if form == "docx" and consolidation:
        return to_docx(consolidation, None, said[-1:])
    if form == "docx":
        return version_docx(expression, about(expression, said))
    if form == "csv":
        return to_csv(expression, said)
    if form == "markdown":
        return version_markdown(expression, about(expression, said))
    data = to_json(expression) | {"notice": " ".join(about(expression, said))}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def about(expression: Expression, said: Sequence[str] = ()) -> list[str]:
    """What a version is, in sentences; then what its status line says."""
    named = expression.version or expression.work or expression.title
    if expression.status == "derived":
        base, *instruments = named.split("+")
        added = f"Base: {base}. Amended by: {', '.join(instruments) or 'no instrument'}."
        return [NOTICE, added, "Not verified here.", *said[-1:]]
    status = f" Status: {expression.status.replace('_', ' ')}." if expression.status else ""
    return [f"Version {named}, as read by keeling from the published document, which prevails.{status}", *said]


def to_csv(expression: Expression, said: Sequence[str] = ()) -> str:
    """One row for each node, in order of the document; texts as stored, but for what a table program would compute.

    A byte-order mark stands first, or spreadsheets take the letters for others.
    """
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    last = (expression.status or "", next(iter(said), ""), " ".join(about(expression, said[-1:])))
    for node, parent in _rows(expression.provisions, ""):
        own = (node.label or "", node.kind, node.num or "", node.heading or "", node.text, parent)
        writer.writerow(map(for_cell, (expression.version or "", *own, *last)))
    return out.getvalue()


def _rows(nodes: tuple[Provision, ...], parent: str) -> Iterator[tuple[Provision, str]]:
    for node in nodes:
        yield node, parent
        yield from _rows(node.children, node.label or parent)
