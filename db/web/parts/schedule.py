"""The Keeling view of a computed version: its provisions with the marks of the schedule (`diffs.output`)."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from markupsafe import escape

from corpus.change import EffectRef
from corpus.citation import label_slug
from db.ask import expressions, instruments
from db.ask.query import Node, Row
from db.ask.words import path
from diffs.execute.consolidate import Consolidation, consolidate
from diffs.output.schedule_html import standing_word
from diffs.output.schedule_layout import Marked, marked

KEPT = 6
_kept: "OrderedDict[tuple[str, str], tuple[Consolidation, tuple[Marked, ...]]]" = OrderedDict()
_lock = threading.Lock()


def schedule(connection: sqlite3.Connection, version: Row) -> "tuple[Consolidation, tuple[Marked, ...]] | None":
    """The execution that made a version and its marks; None for a version that was published. The last few are kept."""
    made = instruments.consolidation(connection, version["id"])
    if made is None:
        return None
    key = (version["id"], version["content_hash"])
    with _lock:
        found = _kept.pop(key, None)
        if found is None:
            executed = [expressions.expression(connection, each) for each in made["instruments"].split()]
            done = consolidate(expressions.expression(connection, made["base_id"]), executed)
            found = (done, marked(done))
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return found


def ways(connection: sqlite3.Connection, version: str) -> dict[str, str]:
    """The address of each instrument that a version is computed with, by its work."""
    return {
        row["instrument_id"].partition("@")[0]: path(row["instrument_id"])
        for row in instruments.used(connection, version)
    }


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
        node["label"] == mark.node.label and stands_for(node.children, mark.children)
        for node, mark in zip(nodes, there, strict=True)
    )


def within(nodes: Sequence[Node], marks: Sequence[Marked], wanted: int) -> Marked | None:
    """The mark of the provision at a position of the document; None where there is none."""
    there = [mark for mark in marks if mark.standing != "omitted"]
    for node, mark in zip(nodes, there, strict=False):
        if node["position"] == wanted:
            return mark
        if node["position"] < wanted <= node["last"]:
            return within(node.children, mark.children, wanted)
    return None


def contents(marks: Sequence[Marked]) -> list[Row]:
    """Sections with their subsections and measures, each with what the instruments did to it."""
    return [
        _entry(mark) | {"below": [_entry(below) for below in _below(mark)]}
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


def _entry(mark: Marked) -> Row:
    node = mark.node
    return {
        "slug": anchor(mark),
        "kind": node.kind,
        "printed": node.printed,
        "num": node.num,
        "heading": node.heading,
        "word": standing_word(mark),
    }


def anchor(mark: Marked) -> str:
    """The address of a provision within its page; what was omitted has one of its own."""
    address = label_slug(mark.node.label or "")
    return f"omitted-{address}" if mark.standing == "omitted" else address
