"""Works, their publishers and what is new."""

import sqlite3

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


def first_works(connection: sqlite3.Connection) -> list[Row]:
    """The first works there are, for a page that names what there is."""
    return query.rows(
        connection,
        "select id, title from works order by kind, id limit 20",
    )


def comparable(connection: sqlite3.Connection) -> list[Row]:
    """Works with more than one version."""
    return query.rows(
        connection,
        "select w.* from works w where (select count(*) from versions v where v.work_id = w.id) > 1"
        " order by w.kind, w.id",
    )


def publishers(connection: sqlite3.Connection) -> list[Row]:
    """The publishers, with licence and address."""
    return query.rows(
        connection,
        "select * from publishers order by name",
    )


def of_kind(connection: sqlite3.Connection, kind: str) -> list[Row]:
    """Works of a kind with their publisher's name."""
    return query.rows(
        connection,
        "select w.*, p.name as publisher from works w left join publishers p on p.id = w.publisher_id"
        " where w.kind = :kind order by w.id",
        kind=kind,
    )


def with_versions(connection: sqlite3.Connection) -> list[Row]:
    """Works that have a version."""
    return query.rows(
        connection,
        "select id, title from works w where id in (select work_id from versions) order by id",
    )


def reserved_numbers(connection: sqlite3.Connection, work: str) -> list[Row]:
    """Numbers that a work or an instrument for it says are not used, newest first."""
    return query.rows(
        connection,
        "select r.label, r.reason, r.version_id from reserved r join versions v on v.id = r.version_id"
        " join works w on w.id = v.work_id where (w.id = :w or ' ' || w.amends || ' ' like '% ' || :w || ' %')"
        " and v.status is not 'derived' order by v.date desc, r.rowid",
        w=work,
    )
