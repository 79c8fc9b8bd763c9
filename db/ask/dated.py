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
    return effective(connection, version) or str(version["date"])


def effective(connection: sqlite3.Connection, version: Row) -> str | None:
    """The day of effect that a version states of itself; None where it states none."""
    found = query.rows(
        connection,
        "select date from dates where version_id = :v and type = 'in_force' and date is not null and date != ''"
        " and date >= :d order by date limit 1",
        v=version["id"],
        d=version["date"],
    )
    return str(found[0]["date"]) if found else None


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
    """What happened to a work, and to instruments that amend it, after one day and up to another, oldest first.

    A row has `date`, `kind` (laid, issued, in_force, withdrawn, consultation), `work`, `version` and `from`, the
    stated day of effect or None. To be issued and to come into force are two events; a version that states no day of
    effect has only the first.
    """
    versions = query.rows(
        connection,
        "select v.* from versions v join works w on w.id = v.work_id"
        " where (w.id = :w or ' ' || w.amends || ' ' like '% ' || :w || ' %') and v.status is not 'derived'"
        " and v.date is not null order by v.date, v.id",
        w=work,
    )
    events = [event for row in versions for event in _events(row, effective(connection, row))]
    return sorted((each for each in events if since < each["date"] <= until), key=lambda each: each["date"])


def _events(row: Row, effect: str | None) -> list[Row]:
    published = row["status"] is None or row["status"] in ("issued", "in_force", "superseded")
    first = {"date": row["date"], "kind": "issued" if published else row["status"]}
    begins = [{"date": effect, "kind": "in_force"}] if published and effect else []
    return [{**each, "work": row["work_id"], "version": row["id"], "from": effect} for each in (first, *begins)]


def pending(connection: sqlite3.Connection, work: str, day: str) -> list[Row]:
    """Instruments laid or consulted on by a day, which no version published by then includes."""
    return query.rows(
        connection,
        "select v.*, w.title as work_title from versions v join works w on w.id = v.work_id"
        " where ' ' || w.amends || ' ' like '% ' || :w || ' %' and v.status in ('laid', 'consultation')"
        " and v.date <= :d and not exists (select 1 from inclusions i join versions b on b.id = i.published_id"
        " where i.instrument_id = v.id and b.date <= :d) order by v.date, v.id",
        w=work,
        d=day,
    )


def coming(connection: sqlite3.Connection, work: str, day: str) -> list[Row]:
    """Versions published by a day that start to be in force after it, soonest first."""
    known = [row for row in query.versions(connection, work) if row["status"] in PUBLISHED and row["date"] <= day]
    return sorted((row for row in known if start(connection, row) > day), key=lambda row: start(connection, row))


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
