"""The front page, the page about the site, and the page about the data."""

import sqlite3

from db.ask import parliament, query
from db.ask.query import Row
from db.ask.row_counts import counts
from db.ask.words import DRAFT
from db.schema.metadata import described
from db.web.parts.answer import Answer, Ask, Page
from db.web.parts.find import decorated, inclusion, news


def landing(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """Search, the codes with their present state, what changed, what is before Parliament, the sources."""
    return Page(
        "landing.html",
        {
            "codes": [_code(connection, row) for row in _works(connection, "code")],
            "news": news(connection, 8),
            "instruments": [_instrument(connection, row) for row in _works(connection, "amendment")],
            "statements": [_latest(connection, row) for row in _works(connection, "statement")],
            "sources": query.rows(connection, "select * from source_check order by last_checked desc limit 12"),
            "failures": query.rows(connection, "select url, reason from failures order by url"),
        },
    )


def about(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """What this is, how far to trust it, licences."""
    publishers = query.rows(connection, "select * from publishers order by name")
    totals = query.one(
        connection,
        "select (select count(*) from versions where status is not 'derived') as versions,"
        " (select count(*) from sightings) as sightings, (select count(*) from snapshots) as snapshots,"
        " (select sum(words) from versions where status is not 'derived') as words,"
        " (select sum(dropped) from versions where status is not 'derived') as dropped,"
        " (select count(*) from versions where shortfall != '') as shortfalls,"
        " (select value from build_info where key = 'ledger') as ledger",
    )
    return Page("about.html", {"publishers": publishers, "totals": totals})


def data(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """Every table and view with its description, its columns and its number of rows."""
    known = counts(connection)
    tables = [table | {"rows": known.get(table["name"]) or _count(connection, table["name"])} for table in described()]
    return Page("data.html", {"tables": tables, "info": query.rows(connection, "select * from build_info")})


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'select count(*) from "{quoted}"').fetchone()[0])  # noqa: S608 (names of our schema)


def _works(connection: sqlite3.Connection, kind: str) -> list[Row]:
    return query.rows(
        connection,
        "select w.*, p.name as publisher from works w left join publishers p on p.id = w.publisher_id"
        " where w.kind = :kind order by w.id",
        kind=kind,
    )


def _latest(connection: sqlite3.Connection, work: Row) -> Row:
    known = query.versions(connection, work["id"])
    newest = query.latest_published(known)
    return work | {"versions": len(known), "newest": decorated(newest) if newest else None}


def _code(connection: sqlite3.Connection, work: Row) -> Row:
    found = _latest(connection, work)
    newest = found["newest"]
    derived = [
        decorated(row) | {"instruments": _executed(connection, row["id"])}
        for row in query.versions(connection, work["id"])
        if _current(row, newest)
    ]
    changes = None
    if newest and newest["previous_id"]:
        changes = query.one(
            connection,
            "select * from comparisons where before_id = :b and after_id = :a",
            b=newest["previous_id"],
            a=newest["id"],
        )
    return found | {"derived": derived, "changes": changes}


def _executed(connection: sqlite3.Connection, derived: str) -> list[Row]:
    """The instruments a version is computed with."""
    row = query.one(connection, "select instruments from consolidations where version_id = :v", v=derived)
    found = [query.version(connection, name) for name in row["instruments"].split()] if row else []
    return [decorated(version) for version in found if version]


def _current(row: Row, newest: Row | None) -> bool:
    """Whether a version is computed from the newest published one, hence still to come."""
    return row["status"] == "derived" and newest is not None and row["previous_id"] == newest["id"]


def _instrument(connection: sqlite3.Connection, work: Row) -> Row:
    found = _latest(connection, work)
    newest = found["newest"]
    found["included"] = inclusion(connection, work["id"])
    found["clock"] = parliament.clock(parliament.events(connection, work["id"])) if newest else []
    drafted = newest is not None and newest["status"] in DRAFT
    found["pending"] = drafted and found["included"] is None
    return found
