"""What the instruments of a computed text leave alone: provisions with the words of the text they were executed on."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from db.ask import instruments
from db.ask.rows import VersionRow
from db.ask.words import path

_ROWS = (
    "select p.label, p.slug, p.position, p.last, p.depth, p.kind, p.num, p.printed, p.text_id, p.effect_id, p.above"
    " from versions v cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions"
    " where v.id = :v order by p.rowid"
)
_SAID = slice(4, None)
"""Of a row, what a provision is beside its number and place."""


@dataclass(frozen=True, slots=True)
class Same:
    """A provision that a computed text has as its base has it: its label, where it stands in the whole computed text,
    and the address of its page in the base.
    """

    label: str
    whole: str
    base: str


def left_alone(connection: sqlite3.Connection, version: VersionRow) -> Mapping[str, Same]:
    """By slug, the labelled provisions of a computed text in and below which no instrument did or left out anything."""
    made = instruments.consolidation(connection, version.id) if version.derived else None
    if made is None or not made.marks:
        return {}
    marked = {int(place) for place in json.loads(made.marks)}
    own, base = _rows(connection, version.id), _rows(connection, made.base_id)
    known = {row[1]: row for row in base}
    return {
        slug: Same(label, f"{path(version.id)}#{slug}", path(made.base_id, slug))
        for label, slug, first, last, *_ in own
        if label
        and slug in known
        and known[slug][0] == label
        and marked.isdisjoint(range(first, last + 1))
        and _below(own, first, last) == _below(base, known[slug][2], known[slug][3])
    }


def _rows(connection: sqlite3.Connection, version: str) -> list[tuple]:  # type: ignore[type-arg]
    cursor = connection.execute(_ROWS, {"v": version})
    cursor.row_factory = None
    return cursor.fetchall()


def _below(rows: list[tuple], first: int, last: int) -> list[tuple]:  # type: ignore[type-arg]
    return [(row[0], *row[_SAID]) for row in rows[first - 1 : last]]
