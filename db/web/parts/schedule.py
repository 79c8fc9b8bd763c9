"""The Keeling view of a computed version: its provisions with the marks of the schedule (`diffs.output`)."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markupsafe import escape

from corpus.change import EffectRef
from corpus.citation import label_slug
from db.ask import expressions, instruments, query
from db.ask.query import Node
from db.ask.rows import VersionRow
from db.ask.words import path
from db.web.parts.entries import Heading
from diffs.execute.consolidate import consolidate
from diffs.output.schedule_html import standing_word
from diffs.output.schedule_layout import Marked, marked

KEPT = 12
"""Computed versions whose marks are kept in memory."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The marks of a computed version, and the mark of each provision by its position in the document.

    Both are empty where the marks do not fit the stored text one for one: then it is shown without them.
    """

    marks: tuple[Marked, ...] = ()
    at: Mapping[int, Marked] = field(default_factory=dict)


_kept: "OrderedDict[tuple[str, str], Schedule]" = OrderedDict()
_lock = threading.Lock()


def schedule(connection: sqlite3.Connection, version: VersionRow) -> Schedule | None:
    """The marks of a computed version; None for one that was published. The last few are kept."""
    if version.status != "derived":
        return None
    key = (version.id, version.content_hash)
    with _lock:
        found = _kept.pop(key, None) or _made(connection, version.id)
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return found


def _made(connection: sqlite3.Connection, version: str) -> Schedule:
    made = instruments.consolidation(connection, version)
    if made is None:
        return Schedule()
    executed = [expressions.expression(connection, each) for each in made.instruments]
    marks = marked(consolidate(expressions.expression(connection, made.base_id), executed))
    nodes = query.tree(connection, version)
    return Schedule(marks, dict(_placed(nodes, marks))) if stands_for(nodes, marks) else Schedule()


def _placed(nodes: Sequence[Node], marks: Sequence[Marked]) -> Iterator[tuple[int, Marked]]:
    there = (mark for mark in marks if mark.standing != "omitted")
    for node, mark in zip(nodes, there, strict=True):
        yield node.row.position, mark
        yield from _placed(node.children, mark.children)


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
