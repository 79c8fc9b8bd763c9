"""Every history of a work at once: what `query.history` answers for one provision, for who wants all of them."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from db.ask.provisions import History
from db.ask.query import CHANGE, DECLARED
from db.ask.rows import EventRow, OwnChange, all_of

_Placed = tuple[list[int], list[OwnChange]]


def histories(connection: sqlite3.Connection, work: str) -> dict[str, History]:
    """By the id of each provision that has a lineage, it in every version, oldest first, with the changes that led
    there; provisions of one lineage share one history.
    """
    cursor = connection.execute(
        "select p.id, p.label, p.slug, p.version_id, p.position, p.last, p.effect_id,"
        " v.work_id, v.date, v.label as version_label, v.status, v.position as version_position, v.previous_id,"
        " v.in_force_from, t.heading, t.text, p.rowid, p.lineage"
        " from versions v cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions"
        " join texts t on t.id = p.text_id where v.work_id = :w and p.lineage is not null"
        " order by v.position, p.rowid",
        {"w": work},
    )
    rows = cursor.fetchall()
    events = all_of(EventRow, _Again(cursor.description, rows))  # type: ignore[arg-type]
    changes = _changes(connection, work)
    by_lineage: dict[int, list[EventRow]] = {}
    led: dict[tuple[int, str], dict[tuple[str, str], OwnChange]] = {}
    for event, row in zip(events, rows, strict=True):
        by_lineage.setdefault(row["lineage"], []).append(event)
        own = _leading(changes.get(event.version_id), event, row["rowid"])
        if own:  # what was split stands in one version twice, and each part has the changes of both
            led.setdefault((row["lineage"], event.version_id), {}).update(own)
    told = {key: tuple(sorted(own.values(), key=_place)) for key, own in led.items()}
    shared = [
        History(replace(e, changes=told[number, e.version_id]) if (number, e.version_id) in told else e for e in each)
        for number, each in by_lineage.items()
    ]
    return {event.id: history for history in shared for event in history}


def _place(change: OwnChange) -> tuple[str, int]:
    return change.comparison_id, change.position


class _Again:
    """Rows that were read already, as the cursor that gave them."""

    def __init__(self, description: object, rows: Sequence[sqlite3.Row]) -> None:
        self.description, self.rows = description, rows

    def __iter__(self) -> object:
        return iter(self.rows)


def _changes(connection: sqlite3.Connection, work: str) -> dict[str, _Placed]:
    """By version, the rows in its text that changes led to, in order, with the changes."""
    cursor = connection.execute(
        f"select {CHANGE}, k.before_id, k.after_id, x.role, x.after_row"  # noqa: S608 (constants)
        " from comparisons k cross join changes c on c.comparison_id = k.id"
        f" cross join change_provisions x on x.change_row = c.rowid {DECLARED}"
        " where k.work_id = :w and x.after_row is not null order by x.after_row, c.comparison_id, c.position",
        {"w": work},
    )
    rows = cursor.fetchall()
    found: dict[str, _Placed] = {}
    for change, row in zip(all_of(OwnChange, _Again(cursor.description, rows)), rows, strict=True):  # type: ignore[arg-type]
        places, changes = found.setdefault(change.after_id, ([], []))
        places.append(row["after_row"])
        changes.append(change)
    return found


def _leading(placed: _Placed | None, event: EventRow, row: int) -> dict[tuple[str, str], OwnChange]:
    """The changes in a provision or below it; what went along with something counts only for the provision itself."""
    if placed is None:
        return {}
    places, changes = placed
    first, last = bisect_left(places, row), bisect_right(places, row - event.position + event.last)
    return {
        (changes[n].id, changes[n].role): changes[n]
        for n in range(first, last)
        if changes[n].role == "itself" or places[n] == row
    }
