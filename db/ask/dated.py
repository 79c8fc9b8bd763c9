"""Which version of a work stood on a day, and what happened to it between two days."""

import os
import re
import sqlite3
from datetime import date, timedelta

from corpus.errors import UsageError
from db.ask import query
from db.ask.query import Row

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
PUBLISHED = ("issued", "in_force", "superseded", "withdrawn")


def today() -> str:
    """Today, or the day that KEELING_TODAY names; raises UsageError where it names none."""
    said = os.environ.get("KEELING_TODAY")
    try:
        return date.fromisoformat(said).isoformat() if said else date.today().isoformat()
    except ValueError:
        raise UsageError(f"KEELING_TODAY is a day such as 2026-09-30, not {said!r}") from None


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


def named(connection: sqlite3.Connection, name: str, today: str) -> Row | None:
    """The version that `work@in-force`, `work@latest` or `work@DAY` names: in force today, newest, in force that day.

    An exact id goes before a day. A word such as `in-force` or a day alone needs the work in front.
    """
    exact = query.version(connection, name)
    work, _, when = name.partition("@")
    if exact is not None or "+" in when:
        return exact
    if when == "latest":
        found = query.latest_published(query.versions(connection, work))
    elif when == "in-force" or DAY.fullmatch(when):
        found = standing(connection, work, today if when == "in-force" else when)
    else:
        return None
    return query.version(connection, found["id"]) if found else None


def spans(connection: sqlite3.Connection, work: str) -> list[Row]:
    """The versions of a work, each with the day it starts and the day before its successor starts.

    `until` is None for the last; drafts and texts that were never issued have neither day.
    """
    known = [row for row in query.versions(connection, work) if row["status"] != "derived"]
    begins = {row["id"]: start(connection, row) for row in known if row["status"] in PUBLISHED}
    made = []
    for row in known:
        begun = begins.get(row["id"])
        later = min((day for day in begins.values() if begun and day > begun), default=None)
        until = (date.fromisoformat(later) - timedelta(days=1)).isoformat() if later and DAY.fullmatch(later) else None
        made.append(
            {
                "version": row["id"],
                "label": row["label"],
                "status": row["status"],
                "issued": row["date"],
                "from": begun,
                "until": until,
            }
        )
    return made


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


def works(connection: sqlite3.Connection) -> list[Row]:
    """Every work that has a version, with how many."""
    return query.rows(
        connection,
        "select w.id, w.kind, w.title, count(*) as versions from works w join versions v on v.work_id = w.id"
        " where v.status is not 'derived' group by w.id order by w.kind, w.id",
    )
