"""Where a version does not agree with itself, and what its changes reach."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus.work import Expression, Repair
from db.ask import comparisons, expressions, query, versions, works
from db.ask.rows import ChangeRow, VersionRow
from db.ask.touched import touching
from db.ask.words import path
from db.web.parts.answer import Answer, Ask, Page, as_json
from db.web.parts.find import find_version, find_work, part
from diffs.explain import consistency
from diffs.explain.consistency import WORDS


def lint(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The findings of a version, the provisions its changes reach, and the asks they touch; also as JSON."""
    work = find_work(connection, part(ask, "work"))
    version = find_version(connection, work, part(ask, "version"))
    text, before = _text(connection, version.id), _before(connection, version)
    changes = _changes(connection, before, version)
    found = [*consistency.findings(text, before)]
    found += consistency.left_behind(before, text, _pairs(changes)) if before else ()
    reached = consistency.reached(_labels(changes), text)
    asks = touching(connection, work["id"], version.id)
    if part(ask, "format"):
        return as_json(_json(version, found, reached, asks) | {"ledger": works.head(connection)})
    where = version.id
    shown = [
        {"finding": each, "words": WORDS[each.kind], "at": _link(connection, where, each.at),
         "other": _link(connection, where, each.other)}
        for each in found
    ]  # fmt: skip
    cited = [
        {"label": r.label, "kind": r.kind, "path": _link(connection, where, r.label),
         "cited_by": [(s, _link(connection, where, s)) for s in r.cited_by]}
        for r in reached if r.cited_by
    ]  # fmt: skip
    return Page("lint.html", {"work": work, "version": version, "findings": shown, "cited": cited,
                              "changed": len(reached), "asks": asks, "address": f"/lint{path(where)}"})  # fmt: skip


def _text(connection: sqlite3.Connection, version: str) -> Expression:
    repairs = versions.repairs(connection, version)
    return replace(
        expressions.expression(connection, version),
        repairs=tuple(Repair(row["kind"], row["at"], row["detail"]) for row in repairs),
    )


def _before(connection: sqlite3.Connection, version: VersionRow) -> Expression | None:
    return expressions.expression(connection, version.previous_id) if version.previous_id else None


def _changes(connection: sqlite3.Connection, before: Expression | None, version: VersionRow) -> Sequence[ChangeRow]:
    """The stored changes since the version before, each with what went along."""
    return comparisons.whole(connection, f"{before.version}...{version.id}") if before else ()


def _pairs(changes: Sequence[ChangeRow]) -> list[tuple[str, str]]:
    moved = [change for change in changes if change.kind in ("renumbered", "moved")]
    own = [(c.before[0], c.after[0]) for c in moved if len(c.before) == len(c.after) == 1]
    return [*own, *((pair.before, pair.after) for c in moved for pair in c.along if pair.before and pair.after)]


def _labels(changes: Sequence[ChangeRow]) -> list[tuple[str, str]]:
    return [(label, c.kind) for c in changes for label in (c.after if c.kind != "removed" else c.before)]


def _link(connection: sqlite3.Connection, version: str, label: str | None) -> str:
    """The address of a label in a version; empty where it has none."""
    rows = query.labelled(connection, label) if label else []
    return next((row.path for row in rows if row.version_id == version), "")


def _json(version: VersionRow, found: list[Any], reached: Any, asks: Any) -> dict[str, Any]:
    return {
        "version": version.id,
        "before": version.previous_id or None,
        "findings": [each.to_json() for each in found],
        "touches": [{"label": r.label, "kind": r.kind, "cited_by": list(r.cited_by)} for r in reached],
        "asks": [{"id": each.ask.id, "candidates": list(each.labels)} for each in asks],
    }
