"""Expressions read back from the database, as far as a comparison needs them."""

import json
import sqlite3
from typing import TYPE_CHECKING

from corpus.provision import Mark, Provision
from corpus.work import Expression, Footnote
from db import query
from db.labels import label_slug

if TYPE_CHECKING:  # diffs is imported where a comparison is made, not where a page is looked up
    from corpus.change import Comparison

__all__ = ["comparison", "content_hash", "expression", "label_slug"]


def content_hash(node: query.Node) -> str:
    """SHA-256 of the wording of a provision with everything below it (`Provision.content_hash`)."""
    return _provision(node, {}).content_hash()


def comparison(connection: sqlite3.Connection, before: str, after: str) -> "Comparison":
    """Two stored versions compared now."""
    from diffs.changes import between

    return between(expression(connection, before), expression(connection, after))


def expression(connection: sqlite3.Connection, version_id: str) -> Expression:
    """The provisions and footnotes of a stored version; what an instrument inserts is not part of them."""
    entries = {
        row["provision_id"]: row
        for row in query.rows(connection, "select * from index_entries where version_id = :v", v=version_id)
    }
    nodes = [node for node in query.tree(connection, version_id) if node["effect_id"] is None]
    notes = query.rows(connection, "select * from footnotes where version_id = :v order by rowid", v=version_id)
    return Expression(
        title="",
        kind=None,
        work=version_id.partition("@")[0],
        version=version_id,
        provisions=tuple(_provision(node, entries) for node in nodes),
        footnotes=tuple(Footnote(n["num"], n["text"], tuple(filter(None, n["refs"].split("; ")))) for n in notes),
    )


def _provision(node: query.Node, entries: dict[str, query.Row]) -> Provision:
    row = node.row
    entry = entries.get(row["id"])
    return Provision(
        kind=row["kind"],
        label=row["label"],
        num=row["num"],
        heading=row["heading"] or None,
        text=row["text"],
        printed=row["printed"],
        application=entry["application"] if entry else None,
        duties=entry["duties"] if entry else None,
        marks=tuple(Mark(at, num, printed) for at, num, printed in json.loads(row["marks"] or "[]")),
        children=tuple(_provision(child, entries) for child in node.children if child["effect_id"] == row["effect_id"]),
    )
