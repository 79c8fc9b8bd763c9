"""A comparison as a file: the JSON, the Markdown and the report that `keeling diff` writes, by the same renderers."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from corpus.change import Change, Comparison, EffectRef, each
from db.ask import expressions, query, works
from db.ask.rows import ChangeRow
from db.ask.words import ILLUSTRATIVE
from db.web.parts.answer import Document, as_json, as_markdown

if TYPE_CHECKING:  # imported when a file is asked for
    from diffs.output.comparison_sheet import Origin


def comparison_file(
    connection: sqlite3.Connection, versions: tuple[str, str], changes: Sequence[ChangeRow], form: str, site: str = ""
) -> Document:
    """The two versions compared in the form asked for; `changes` are the rows that know who declares what, `site`
    the address that permalinks begin with."""
    from diffs.compare import between
    from diffs.output import comparison_html, comparison_text

    before, after = (expressions.expression(connection, version) for version in versions)
    comparison = _declared(expressions.comparison(connection, *versions), changes)
    if form == "json":
        return as_json(between.to_json(comparison) | {"ledger": works.head(connection)})
    instruments = [expressions.expression(connection, version) for version in _instruments(changes)]
    shown = query.version(connection, versions[1])
    said = ILLUSTRATIVE if shown and shown.illustrative else ""
    if form == "md":
        text = comparison_text.to_markdown(comparison, before, after, instruments)
        return as_markdown("\n\n".join(filter(None, (text.rstrip(), said, f"Ledger: {works.head(connection)}\n"))))
    origin = _origin(connection, (before.snapshot, after.snapshot), site, said)
    page = comparison_html.to_html(comparison, before, after, origin, instruments)
    name = f"{versions[0]}-{versions[1].partition('@')[2]}".replace("@", "-")
    return Document(page, "text/html; charset=utf-8", f"{name}.html")


def _origin(connection: sqlite3.Connection, snapshots: tuple[str | None, str | None], site: str, said: str) -> "Origin":
    from diffs.output.comparison_sheet import LICENCE, Origin

    source = "select snapshot as digest, url from renditions where snapshot = :d"
    rows = [query.one(connection, source, d=d) for d in snapshots if d]
    return Origin(
        {row["digest"]: row["url"] for row in rows if row},
        site,
        tool=installed("keeling"),
        licence=f"{said} {LICENCE}".strip(),
        ledger=works.head(connection),
    )


def _declared(comparison: Comparison, rows: Sequence[ChangeRow]) -> Comparison:
    """The comparison with the instructions that the build found for its changes."""
    declared = [row for row in rows if row.by_work]
    known = {
        (row.kind, row.before, row.after): EffectRef(row.by_work or "", row.by_instruction or "", bool(row.beyond))
        for row in declared
    }
    changes = (replace(change, effect=known.get(_key(change), change.effect)) for change in comparison.changes)
    return replace(comparison, changes=tuple(changes))


def _key(change: Change) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return change.kind, each(change.before), each(change.after)


def _instruments(rows: Sequence[ChangeRow]) -> list[str]:
    """The versions of the instruments that declare changes, each once."""
    return list(dict.fromkeys(row.by_version for row in rows if row.by_version))
