"""Which version of a work stood on a day, and what happened to it between two days."""

import sqlite3

from db.ask import query
from db.ask.query import Row

PUBLISHED = ("issued", "in_force", "superseded", "withdrawn")


def start(connection: sqlite3.Connection, version: Row) -> str:
    """The day a version starts to be in force as it says itself, else its own date."""
    found = query.rows(
        connection,
        "select date from dates where version_id = :v and type = 'in_force' and date is not null and date != ''"
        " and date >= :d order by date limit 1",
        v=version["id"],
        d=version["date"],
    )
    return str(found[0]["date"]) if found else str(version["date"])


def standing(connection: sqlite3.Connection, work: str, day: str = "") -> Row | None:
    """The published version in force on a day, the newest where no day is given; None where none had started.

    A draft or a text laid before Parliament counts only where a work has nothing else.
    """
    known = [row for row in query.versions(connection, work) if row["status"] != "derived"]
    issued = [row for row in known if row["status"] in PUBLISHED or row["status"] is None] or known
    begun = [row for row in issued if not day or start(connection, row) <= day]
    return max(begun, key=lambda row: (start(connection, row), row["position"])) if begun else None


def happened(connection: sqlite3.Connection, work: str, since: str, until: str) -> list[Row]:
    """Versions of a work and of instruments that amend it, dated between two days, oldest first."""
    return query.rows(
        connection,
        "select v.*, w.title as work_title, w.kind as work_kind from versions v join works w on w.id = v.work_id"
        " where (w.id = :w or ' ' || w.amends || ' ' like '% ' || :w || ' %') and v.status is not 'derived'"
        " and v.date > :a and v.date <= :b order by v.date, v.id",
        w=work,
        a=since,
        b=until,
    )


def pending(connection: sqlite3.Connection, work: str) -> list[Row]:
    """Instruments for a work that are laid or consulted on and that no published version includes."""
    return query.rows(
        connection,
        "select v.*, w.title as work_title from versions v join works w on w.id = v.work_id"
        " where ' ' || w.amends || ' ' like '% ' || :w || ' %' and v.status in ('laid', 'consultation')"
        " and not exists (select 1 from inclusions i where i.instrument_id = v.id) order by v.date, v.id",
        w=work,
    )


def codes(connection: sqlite3.Connection) -> list[str]:
    """The ids of all codes that have a version."""
    sql = "select id from works where kind = 'code' and id in (select work_id from versions) order by id"
    return [row["id"] for row in query.rows(connection, sql)]
