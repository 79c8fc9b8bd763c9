"""The Keeling view of a computed version: its provisions with the marks of the schedule (`diffs.output`)."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import escape

from corpus.change import EffectRef
from corpus.citation import label_slug
from db.ask import expressions, instruments, query
from db.ask.query import Node
from db.ask.rows import VersionRow
from db.ask.words import path
from db.web.parts.entries import Heading
from diffs.output.schedule_html import standing_word
from diffs.output.schedule_kept import Kept, mark_of, schedule_of
from diffs.output.schedule_layout import Marked


def marks(connection: sqlite3.Connection, version: VersionRow, nodes: Sequence[Node]) -> tuple[Marked, ...] | None:
    """The marks of all provisions of a computed version, as the build kept them; None where none fit the text."""
    kept = _kept(connection, version)
    if kept is None:
        return None
    found = schedule_of(kept, expressions.provisions(connection, version.id, nodes))
    return found if stands_for(nodes, found) else None


def mark(connection: sqlite3.Connection, version: VersionRow, node: Node) -> Marked | None:
    """The marks of one provision of a computed version; None where none fit the text."""
    kept = _kept(connection, version)
    if kept is None:
        return None
    (provision,) = expressions.provisions(connection, version.id, [node])
    return mark_of(kept, provision, node.row.position)


def _kept(connection: sqlite3.Connection, version: VersionRow) -> Kept | None:
    made = instruments.consolidation(connection, version.id) if version.derived else None
    marked = made.marks if made else None
    if not marked:
        return None
    found: Kept = query.kept(connection, ("marks", version.id), lambda: json.loads(marked))
    return found


def ways(connection: sqlite3.Connection, version: str) -> dict[str, str]:
    """The address of each instrument that a version is computed with, by its work."""
    return {each.partition("@")[0]: path(each) for each in instruments.used(connection, version)}


def cited(refs: Sequence[EffectRef], ways: Mapping[str, str]) -> str:
    """The instructions that made a mark, each a link to where it is printed and read."""
    links = [
        f'<a href="{escape(ways.get(ref.work, f"/{ref.work}"))}#i-{escape(ref.instruction)}"'
        f' title="{escape(ref.work)} {escape(ref.instruction)}">{escape(ref.instruction)}</a>'
        for ref in refs
    ]
    return f' <span class="by">[{", ".join(links)}]</span>' if links else ""


def stands_for(nodes: Sequence[Node], marks: Sequence[Marked]) -> bool:
    """Whether the marks are those of these provisions, one for one, what was omitted apart."""
    there = [mark for mark in marks if mark.standing != "omitted"]
    return len(there) == len(nodes) and all(
        node.row.label == mark.node.label and stands_for(node.children, mark.children)
        for node, mark in zip(nodes, there, strict=True)
    )


def contents(marks: Sequence[Marked]) -> list[Heading]:
    """Sections with their subsections and measures, each with what the instruments did to it."""
    return [
        replace(_entry(mark), below=tuple(_entry(below) for below in _below(mark)))
        for mark in marks
        if mark.node.label and mark.node.heading
    ]


def _below(mark: Marked) -> list[Marked]:
    found = []
    for child in mark.children:
        if child.node.kind in ("subsection", "measure") and child.node.heading:
            found.append(child)
        if child.node.kind == "subsection":
            found += [below for below in child.children if below.node.kind == "measure"]
    return found


def _entry(mark: Marked) -> Heading:
    node = mark.node
    return Heading(anchor(mark), node.kind, node.printed, node.num, node.heading, standing_word(mark))


def anchor(mark: Marked) -> str:
    """The address of a provision within its page; what was omitted has one of its own."""
    address = label_slug(mark.node.label or "")
    return f"omitted-{address}" if mark.standing == "omitted" else address
