"""Expressions read back from the database: for comparisons, for stacks computed on demand, for exports."""

import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from corpus.effect import Effect, Part
from corpus.provision import Mark, Provision, Span
from corpus.text import fold
from corpus.work import Commencement, DatedEvent, Expression, Footnote, Reference, Reserved, Time
from db.ask import query
from db.ask.instruments import effects
from db.ask.rows import EffectRow, ProvisionRow, listed

if TYPE_CHECKING:  # diffs is imported where a comparison is made, not where a page is looked up
    from corpus.change import Comparison


def wording_hash(found: Expression) -> str:
    """SHA-256 of the whole wording of a version, typography apart."""
    words = "\n".join(fold(node.full_text()) for node in found.provisions)
    return hashlib.sha256(words.encode()).hexdigest()


def comparison(connection: sqlite3.Connection, before: str, after: str) -> "Comparison":
    """Two stored versions compared now."""
    from diffs.compare.between import between

    def ask() -> "Comparison":
        return between(expression(connection, before), expression(connection, after))

    return query.recent(connection, ("comparison", before, after), ask)


def expression(connection: sqlite3.Connection, version_id: str) -> Expression:
    """A stored version with all that was read in it, apart from what was left out of the source.

    What an instrument inserts stands in its effects, as the parser gave it. Raises KeyError for a
    version that is not stored.
    """
    return query.recent(connection, ("expression", version_id), lambda: _expression(connection, version_id))


def _expression(connection: sqlite3.Connection, version_id: str) -> Expression:
    version = query.version(connection, version_id)
    if version is None:
        raise KeyError(version_id)
    entries = {row["provision_id"]: row for row in _of(connection, "index_entries", version_id)}
    nodes = query.tree(connection, version_id)
    trees = [_provision(node, entries) for node in nodes if node.row.effect_id is None]
    return Expression(
        title=version.title,
        kind=version.kind,
        work=version.work_id,
        version=version_id,
        status=version.status,
        provisions=tuple(trees),
        identifiers=tuple((row["scheme"], row["value"]) for row in _of(connection, "identifiers", version_id)),
        dates=tuple(_date(row) for row in _of(connection, "dates", version_id)),
        effects=_effects(connection, version_id, nodes, entries),
        footnotes=tuple(_footnote(row) for row in _of(connection, "footnotes", version_id)),
        references=tuple(_reference(row) for row in _of(connection, "cross_references", version_id)),
        reserved=tuple(Reserved(row["label"], row["reason"]) for row in _of(connection, "reserved", version_id)),
        snapshot=version.snapshot or None,
        format=version.format or "",
        time=Time(_day(version.issued), Commencement(_day(version.in_force_from), text=version.in_force_text or "")),
    )


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept and len(kept) == 10 else None


def provisions(connection: sqlite3.Connection, version_id: str, nodes: Sequence[query.Node]) -> tuple[Provision, ...]:
    """Some provisions of a stored version as the parser gave them, each with everything below it."""
    entries = {row["provision_id"]: row for row in _of(connection, "index_entries", version_id)}
    return tuple(_provision(node, entries) for node in nodes)


def _of(connection: sqlite3.Connection, table: str, version_id: str) -> list[query.Row]:
    return query.rows(connection, f"select * from {table} where version_id = :v order by rowid", v=version_id)  # noqa: S608 (names of the schema)


def _date(row: query.Row) -> DatedEvent:
    return DatedEvent(row["type"], _day(row["date"]), row["text"])


def _footnote(row: query.Row) -> Footnote:
    return Footnote(row["num"], row["text"], listed(row["refs"]))


def _reference(row: query.Row) -> Reference:
    return Reference(row["source"], row["target"], row["text"], row["kind"])


def _effects(
    connection: sqlite3.Connection, version_id: str, nodes: list[query.Node], entries: dict[str, query.Row]
) -> tuple[Effect, ...]:
    """The effects in their order, each with what it inserts."""
    content: dict[str, list[Provision]] = {}

    def collect(node: query.Node, around: str | None) -> None:
        own = node.row.effect_id
        if own is not None and own != around:
            content.setdefault(own, []).append(_provision(node, entries))
        for child in node.children:
            collect(child, own)

    for node in nodes:
        collect(node, None)
    return tuple(_effect(row, tuple(content.get(row.id, ()))) for row in effects(connection, version_id))


def _effect(row: EffectRow, content: tuple[Provision, ...]) -> Effect:
    said = row.occurrences
    same = ("instruction", "type", "label", "anchor", "old_text", "new_text", "anchor_text", "new_label")
    return Effect(
        **{name: getattr(row, name) for name in (*same, "occurrence", "until_text", "text", "residue")},
        work=row.work_id,
        part=Part.read(row.part) if row.part else None,
        position=row.place,  # type: ignore[arg-type]
        content=content,
        occurrences=int(said) if said and said != "all" else said,  # type: ignore[arg-type]
        until_end=bool(row.until_end),
    )


def _provision(node: query.Node, entries: dict[str, query.Row]) -> Provision:
    row = node.row
    entry = entries.get(row.id)
    return Provision(
        kind=row.kind,
        label=row.label,
        num=row.num,
        heading=row.heading or None,
        text=row.text,
        printed=row.printed,
        application=entry["application"] if entry else None,
        duties=entry["duties"] if entry else None,
        source=_span(row),
        marks=tuple(Mark(*mark) for mark in row.marks),
        above=row.above or "",
        children=tuple(_provision(child, entries) for child in node.children if child.row.effect_id == row.effect_id),
    )


def _span(row: ProvisionRow) -> Span | None:
    return None if row.start is None or row.end is None else Span(row.start, row.end, row.page)
