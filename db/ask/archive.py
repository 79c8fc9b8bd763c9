"""What the database says of its sources and of itself."""

import sqlite3

from db.ask import query
from db.ask.query import Row


def totals(connection: sqlite3.Connection) -> Row | None:
    """Counts of the whole database and the head of the ledger."""
    return query.one(
        connection,
        "select (select count(*) from versions where status is not 'derived') as versions,"
        " (select count(*) from sightings) as sightings, (select count(*) from snapshots) as snapshots,"
        " (select sum(words) from versions where status is not 'derived') as words,"
        " (select sum(dropped) from versions where status is not 'derived') as dropped,"
        " (select count(*) from versions where shortfall != '') as shortfalls,"
        " (select value from build_info where key = 'ledger') as ledger",
    )


def failures(connection: sqlite3.Connection) -> list[Row]:
    """Documents that could not be read, with the reason."""
    return query.rows(
        connection,
        "select url, reason from failures order by url",
    )


def build_info(connection: sqlite3.Connection) -> list[Row]:
    """Facts of the build: key and value."""
    return query.rows(
        connection,
        "select * from build_info",
    )


def source_checks(connection: sqlite3.Connection) -> list[Row]:
    """When each source was last checked and what every look gave."""
    return query.rows(
        connection,
        "select * from source_check order by source",
    )


def without_document(connection: sqlite3.Connection) -> list[Row]:
    """Addresses whose last look brought no document, with the last one that did."""
    return query.rows(
        connection,
        "select s.source_id, s.url, s.outcome, s.note, s.time,"
        " (select max(g.time) from sightings g where g.url = s.url and g.capture is null"
        " and g.outcome in ('ok', 'unchanged')) as last_good"
        " from sightings s where s.number ="
        " (select max(l.number) from sightings l where l.url = s.url and l.capture is null)"
        " and s.outcome not in ('ok', 'unchanged') order by s.source_id, s.url",
    )


def outcomes(connection: sqlite3.Connection) -> list[Row]:
    """How often each outcome was seen, and when last."""
    return query.rows(
        connection,
        "select outcome, count(*) as times, max(time) as last from sightings group by outcome order by 1",
    )


def head(connection: sqlite3.Connection) -> str:
    """Digest of the ledger's last line when this was built."""
    row = query.one(connection, "select value from build_info where key = 'ledger'")
    return str(row["value"]) if row else ""


def built_with(connection: sqlite3.Connection) -> str:
    """The schema and the parser that made the database."""
    rows = query.rows(connection, "select key, value from build_info where key != 'ledger' order by key")
    return repr([(row["key"], row["value"]) for row in rows])
