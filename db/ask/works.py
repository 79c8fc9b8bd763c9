"""Works, their publishers and what is new; the sources and the build they come from."""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from db.ask import query
from db.ask.query import Row


def news(connection: sqlite3.Connection, work: str | None, limit: int, day: str) -> list[Row]:
    """The last events up to a day, of one work or of all, newest first: a start that is ahead has not happened."""
    return query.rows(
        connection,
        "select * from news where (:work is null or work_id = :work) and date <= :day"
        " order by date desc, id limit :limit",
        work=work,
        day=day,
        limit=limit,
    )


def told_apart(rows: list[Row]) -> list[Row]:
    """Works for a list: where several have one title, each with its id."""
    times = Counter(row["title"] for row in rows)
    return [row | {"title": f"{row['title']} ({row['id']})"} if times[row["title"]] > 1 else row for row in rows]


def first_works(connection: sqlite3.Connection) -> list[Row]:
    """The first works that have a version, codes before others, for a page that names what there is."""
    found = query.rows(
        connection,
        "select id, title from works where id in (select work_id from versions)"
        " order by kind <> 'code', kind, id limit 20",
    )
    return told_apart(found)


def comparable(connection: sqlite3.Connection) -> list[Row]:
    """Works with more than one version."""
    found = query.rows(
        connection,
        "select w.* from works w where (select count(*) from versions v where v.work_id = w.id) > 1"
        " order by w.kind, w.id",
    )
    return told_apart(found)


def publishers(connection: sqlite3.Connection) -> list[Row]:
    """The publishers, with licence and address."""
    return query.rows(
        connection,
        "select * from publishers order by name",
    )


def of_kind(connection: sqlite3.Connection, kind: str) -> list[Row]:
    """Works of a kind with their publisher's name."""
    found = query.rows(
        connection,
        "select w.*, p.name as publisher from works w left join publishers p on p.id = w.publisher_id"
        " where w.kind = :kind order by w.id",
        kind=kind,
    )
    return told_apart(found)


def with_versions(connection: sqlite3.Connection) -> list[Row]:
    """Works that have a version."""
    found = query.rows(
        connection,
        "select id, title from works w where id in (select work_id from versions) order by id",
    )
    return told_apart(found)


def reserved_numbers(connection: sqlite3.Connection, work: str) -> list[Row]:
    """Numbers that a work or an instrument for it says are not used, newest first."""
    return query.rows(
        connection,
        "select r.label, r.reason, r.version_id from reserved r join versions v on v.id = r.version_id"  # noqa: S608
        f" join works w on w.id = v.work_id where (w.id = :w or {query.AMENDING})"
        " and v.status is not 'derived' order by v.date desc, r.rowid",
        w=work,
    )


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


def procedures(connection: sqlite3.Connection, versions: Iterable[str]) -> list[str]:
    """The procedures under which the works of these versions are made, as the catalogue says; of others none."""
    works = dict.fromkeys(version.partition("@")[0] for version in versions if "@" in version)
    found = [row for each in works if (row := query.work(connection, each))]
    return [str(row["procedure"]) for row in found if row["procedure"]]


def outcomes(connection: sqlite3.Connection) -> list[Row]:
    """How often each outcome was seen, and when last."""
    return query.rows(
        connection,
        "select outcome, count(*) as times, max(time) as last from sightings group by outcome order by 1",
    )


def head(connection: sqlite3.Connection) -> str:
    """Digest of the ledger's last line when this was built."""
    sql = "select value from build_info where key = 'ledger'"
    row = query.kept(connection, (sql,), lambda: query.one(connection, sql))
    return str(row["value"]) if row else ""


def schema(connection: sqlite3.Connection) -> str:
    """The version of the schema."""
    row = query.one(connection, "select value from build_info where key = 'schema'")
    return str(row["value"]) if row else ""
