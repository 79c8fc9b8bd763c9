"""Where a version does not agree with itself, what its changes reach, and what an instrument alone would."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from corpus.work import Expression, Repair
from db.ask import comparisons, expressions, query, versions, works
from db.ask.rows import ChangeRow, VersionRow
from db.ask.touched import Record, Touched, bases, near, records, touching
from db.ask.words import path
from db.web.parts.answer import Answer, Ask, Missing, Page, as_json
from db.web.parts.find import find_version, find_work, part
from diffs.explain import consistency
from diffs.explain.consistency import WORDS, Finding, Reached
from diffs.explain.reach import reach as reached_by


def lint(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The findings of a version, the provisions its changes reach, and the asks they touch; also as JSON."""
    work = find_work(connection, part(ask, "work"))
    version = find_version(connection, work, part(ask, "version"))
    found, reached, asks = query.recent(connection, ("lint", version.id), lambda: _found(connection, version))
    kept = records(connection, work["id"], [each.label for each in reached])
    if part(ask, "format"):
        told = _json(version, found, reached, asks) | {"records": _kept_json(kept)}
        return as_json(told | {"ledger": works.head(connection)})
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
                              "changed": len(reached), "asks": asks,
                              "records": kept, "address": f"/lint{path(where)}"})  # fmt: skip


_Found = tuple[list[Finding], tuple[Reached, ...], list[Touched]]


def _found(connection: sqlite3.Connection, version: VersionRow) -> _Found:
    """The findings, the provisions reached, and the asks touched."""
    text, before = _text(connection, version.id), _before(connection, version)
    changes = _changes(connection, before, version)
    found = [*consistency.findings(text, before)]
    found += consistency.left_behind(before, text, _pairs(changes)) if before else ()
    reached = consistency.reached(_labels(changes), text)
    return found, reached, touching(connection, version.work_id, version.id)


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


def _kept_json(kept: Sequence[Record]) -> list[dict[str, Any]]:
    return [{"file": each.file, "rows": list(each.rows), "unread": each.unread or None} for each in kept]


def reach(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """What an instrument reaches alone in each code that it amends; also as JSON."""
    work = find_work(connection, part(ask, "work"))
    version = find_version(connection, work, part(ask, "version"))
    amended = bases(connection, version) if version.kind == "amendment" else []
    if not amended:
        raise Missing(f"{version.label} amends no code that keeling has.", [(version.path, version.label)])
    instrument = _text(connection, version.id)
    found = [_reaching(connection, base, instrument, work["id"]) for base in amended]
    if part(ask, "format"):
        return as_json({"instrument": version.id, "reaches": [each["json"] for each in found]})
    return Page(
        "reach.html", {"work": work, "version": version, "reaches": found, "address": f"/reach{path(version.id)}"}
    )


def _reaching(connection: sqlite3.Connection, base: VersionRow, instrument: Expression, work: str) -> dict[str, Any]:
    """What an instrument reaches in one code, with addresses in the code as amended where that is kept."""
    found = reached_by(expressions.expression(connection, base.id), instrument)
    stack = f"{base.id}+{work}"
    where = stack if query.version(connection, stack) else base.id
    asks = near(connection, base.work_id, found.labels, instrument.version or "")
    kept = records(connection, base.work_id, found.labels)

    def at(label: str | None) -> str:
        return _link(connection, where, label) or _link(connection, base.id, label)

    return {
        "base": base,
        "stack": where if where == stack else "",
        "found": found,
        "touches": [
            {"label": r.label, "kind": r.kind, "path": at(r.label), "cited_by": [(s, at(s)) for s in r.cited_by]}
            for r in found.reached
        ],
        "findings": [
            {"finding": f, "words": WORDS[f.kind], "at": at(f.at), "other": at(f.other)} for f in found.introduced
        ],
        "asks": list(asks.items()),
        "records": kept,
        "json": found.to_json()
        | {"asks": [{"id": each.id, "labels": own} for each, own in asks.items()], "records": _kept_json(kept)},
    }
