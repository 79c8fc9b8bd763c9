"""Provisions by their place, beside those of `query`: where a number has gone, previews, neighbours, what happened."""

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self

from corpus.text import fold
from db.ask import query
from db.ask.query import Row
from db.ask.rows import EventRow, OwnChange, one_or_several
from db.ask.words import status_words


def moved_to(connection: sqlite3.Connection, version: str, slug: str, work: str, position: int) -> list[Row]:
    """The slug in a version of what had this slug in another version of its work, nearest in time first."""
    return query.rows(
        connection,
        "select q.slug, o.position from versions o join provisions p on p.id = o.id || '/' || :slug"
        " join provisions q on q.lineage = p.lineage and q.version_id = :v"
        " where o.work_id = :work order by abs(o.position - :at), o.position",
        v=version,
        slug=slug,
        work=work,
        at=position,
    )


def one_of_each(connection: sqlite3.Connection, work: str, slug: str) -> list[str]:
    """Of each provision that has a slug in some version of a work, its id in the first of them."""
    found = query.rows(
        connection,
        "select p.id, p.lineage from versions v join provisions p on p.id = v.id || '/' || :slug"
        " where v.work_id = :work and p.lineage is not null order by v.position",
        work=work,
        slug=slug,
    )
    first: dict[int, str] = {}
    for row in found:
        first.setdefault(row["lineage"], row["id"])
    return list(first.values())


def elsewhere(connection: sqlite3.Connection, slug: str, work: str) -> list[Row]:
    """The versions of a work that have a provision with this slug."""
    return query.rows(
        connection,
        "select p.label, p.slug, p.version_id, v.label as version_label from versions v"
        " join provisions p on p.id = v.id || '/' || :slug where v.work_id = :work order by v.position",
        slug=slug,
        work=work,
    )


def labelled_in(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Every labelled provision of a version with its words, in order."""
    return query.rows(
        connection,
        "select p.label, p.slug, p.version_id, t.heading, t.text from provisions p join texts t on t.id = p.text_id"
        " join versions v on v.id = :v and p.rowid between v.place + 1 and v.place + v.provisions"
        " where p.label is not null order by p.rowid",
        v=version,
    )


def preview(connection: sqlite3.Connection, provision: str) -> Row | None:
    """Label, heading and words of a provision, for a preview."""
    return query.one(
        connection,
        "select p.label, t.heading, t.text from provisions p join texts t on t.id = p.text_id where p.id = :id",
        id=provision,
    )


_SIBLING = (
    "select p.id, p.label, p.slug, p.version_id, t.heading from provisions p join texts t on t.id = p.text_id"
    " where p.rowid between (select v.place + {} from versions v where v.id = :v)"
    " and (select v.place + {} from versions v where v.id = :v)"
    " and p.kind = :k and p.label is not null and (:within is null or p.parent = :within) order by p.rowid {} limit 1"
)


def before(connection: sqlite3.Connection, version: str, kind: str, position: int, within: int | None) -> Row | None:
    """The labelled provision of the same kind before a position of a version, below one parent or anywhere."""
    sql = _SIBLING.format("coalesce(:within, 0) + 1", ":p - 1", "desc")
    return query.one(connection, sql, v=version, k=kind, p=position, within=within)


def after(connection: sqlite3.Connection, version: str, kind: str, position: int, within: int | None) -> Row | None:
    """The labelled provision of the same kind after a position of a version, below one parent or anywhere."""
    end = "coalesce((select q.last from provisions q where q.rowid = v.place + :within), v.provisions)"
    sql = _SIBLING.format(":p + 1", end, "")
    return query.one(connection, sql, v=version, k=kind, p=position, within=within)


def cited_by(connection: sqlite3.Connection, version: str, ids: Sequence[str]) -> list[tuple[str, str | None]]:
    """Labels and ids of the provisions of a version that cite one of `ids`, in order."""
    marks = ",".join("?" * len(ids))
    cursor = connection.execute(
        "select distinct r.source, r.provision_id from cross_references r"  # noqa: S608 (question marks only)
        f" where r.version_id = ? and r.target_id in ({marks}) order by r.rowid",
        [version, *ids],
    )
    return cursor.fetchall()


def named_by(connection: sqlite3.Connection, work: str, slug: str) -> Row | None:
    """The newest provision with a label that an address of a work names, in whatever version."""
    return query.one(
        connection,
        "select p.label, p.version_id from versions v join provisions p on p.id = v.id || '/' || :s"
        " where v.work_id = :w and p.label is not null order by v.position desc limit 1",
        w=work,
        s=slug,
    )


class History(tuple[EventRow, ...]):
    """A provision in every version, oldest first. `kept` is what was made of it, for the next page that tells it, and
    `entries` what was made of single entries, which histories up to different versions share.
    """

    kept: dict[Any, Any]
    entries: dict[Any, Any]

    def __new__(cls, events: Iterable[EventRow] = (), entries: dict[Any, Any] | None = None) -> Self:
        """The history of these events."""
        made = super().__new__(cls, events)
        made.kept, made.entries = {}, {} if entries is None else entries
        return made

    def upto(self, position: int) -> "History":
        """The history up to a version by its position in the work, without what keeling computed."""
        if position not in self.kept:
            known = (each for each in self if not each.derived and each.version_position <= position)
            self.kept[position] = History(known, self.entries)
        found: History = self.kept[position]
        return found

    @property
    def changed(self) -> list[EventRow]:
        """The first text that was published, and each that changed something: the same until one does so again.

        What keeling computed is no change; it is all there is of a provision that nobody published.
        """
        events = told([event for event in self if not event.derived], "") or self.told("")
        return [event for event in events if event.changes or event is events[0]]

    def told(self, current: str) -> list[EventRow]:
        """`told` of it, which is another only for a text that keeling computed."""
        key = next((event.version_id for event in self if event.derived and event.version_id == current), "")
        if key not in self.kept:
            self.kept[key] = told(self, current)
        found: list[EventRow] = self.kept[key]
        return found


def by_number(told: Mapping[str, History]) -> dict[str, list[History]]:
    """The histories of a work by the numbers in them, in the order of who had one first, as `one_of_each` has it."""
    found: dict[str, list[tuple[int, History]]] = {}
    for history in {id(each): each for each in told.values()}.values():
        first: dict[str, int] = {}
        for event in history:
            first.setdefault(event.slug, event.version_position)
        for slug, position in first.items():
            found.setdefault(slug, []).append((position, history))
    return {slug: [each for _, each in sorted(own, key=lambda pair: pair[0])] for slug, own in found.items()}


def told(events: Sequence[EventRow], current: str) -> list[EventRow]:
    """The events of a provision, oldest first.

    A text that keeling computed stands behind its base. What it computed beforehand and a version then published is
    told once, with that version, whose `computed` names the computed one; a computed text without a change of the
    provision is left out. `current` is the version shown, which always stays.
    """
    made = [_own(event) for event in events if not event.derived]
    for own in (_own(event) for event in events if event.derived):
        again = next((n for n, each in enumerate(made) if not each.derived and own.changes and _same(each, own)), None)
        if again is not None:
            made[again] = replace(made[again], computed=made[again].computed or own.version_id)
        if own.version_id == current or (own.changes and again is None):
            made.insert(_behind(made, own.previous_id), own)
    return made


def _behind(events: Sequence[EventRow], base: str | None) -> int:
    """The place behind a base and what was already computed from it; the end where the base is not there."""
    at = next((n for n, each in enumerate(events) if each.version_id == base), len(events) - 1) + 1
    while at < len(events) and events[at].derived:
        at += 1
    return at


def _same(one: EventRow, other: EventRow) -> bool:
    return _said(one) == _said(other)


def _said(event: EventRow) -> list[tuple[object, ...]]:
    return [(change.kind, change.after, change.edits) for change in event.changes]


def _own(event: EventRow) -> EventRow:
    """The changes of a provision itself and of what stands below it; where it went along with what it stands in, that
    it did, with its own words only.
    """
    if all(change.role != "along" for change in event.changes):
        return event
    own = tuple(_along(event, change) if change.role == "along" else change for change in event.changes)
    return replace(event, changes=own)


def _along(event: EventRow, change: OwnChange) -> OwnChange:
    """A change of what a provision stands in, as it concerns the provision."""
    words = "\n".join(part for part in (event.heading, event.text) if part)
    edits = ((1, words),) if change.kind == "added" and words else ()
    return replace(change, within=change.labels, edits=edits)


def history_lines(history: Sequence[EventRow], current: str) -> list[str]:
    """One phrase for each version: when, which version, and what had changed."""
    lines = []
    for nth, event in enumerate(history):
        if event.changes:
            said = ", ".join(dict.fromkeys(change.words for change in event.changes[:3]))
            said += f" and {len(event.changes) - 3} more changes" if len(event.changes) > 3 else ""
        elif event.effect_id:
            said = f"to be inserted by {event.effect_id.rpartition('#')[2]} of this instrument"
        else:
            said = "first known text" if nth == 0 else "unchanged"
        here = " (shown)" if event.version_id == current else ""
        lines.append(f"{event.version_id}{here}, {status_words(event.status) or 'status not known'}: {said}")
    return lines


def event_json(event: EventRow) -> Row:
    """One version of a provision as data: the version, its days, and the changes that led to its wording."""
    return {
        "version": event.version_id,
        "date": event.date,
        "in_force_from": event.in_force_from or None,
        "status": event.status,
        "label": event.label,
        "changes": [
            {"kind": c.kind, "before": one_or_several(c.before), "after": one_or_several(c.after)}
            | {"explained_by": c.explained_by}
            for c in event.changes
        ],
    }


def content_hash(node: query.Node) -> str:
    """SHA-256 of the wording of a provision with everything below it: `Provision.content_hash`, from the rows."""
    return hashlib.sha256(fold(_full_text(node)).encode()).hexdigest()


def _full_text(node: query.Node) -> str:
    """`Provision.full_text`; what an instrument inserts is no part of the instruction that inserts it."""
    below = (_full_text(child) for child in node.children if child.row.effect_id == node.row.effect_id)
    return "\n".join(part for part in (node.row.words, *below) if part)


def node_json(node: query.Node) -> dict[str, Any]:
    """NODE of interface.md, with the permanent address."""
    row = node.row
    return {
        "label": row.label,
        "kind": row.kind,
        "num": row.num,
        "heading": row.heading or None,
        "text": row.text,
        "printed": row.printed,
        "path": row.path,
        "source": {"start": row.start, "end": row.end, "page": row.page},
        **({"above": row.above} if row.above else {}),
        "children": [node_json(child) for child in node.children],
    }
