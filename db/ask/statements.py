"""Statements: who says what to whom, and which provisions they name."""

import sqlite3

from db.ask import query
from db.ask.query import Row


def naming(connection: sqlite3.Connection, provision: str) -> list[Row]:
    """Statements that name a provision, whatever version they were written about, oldest first."""
    return query.rows(
        connection,
        "select distinct w.id as work_id, w.title, v.id as version_id, v.date from provisions o"
        " join provisions t on t.lineage = o.lineage join cross_references r on r.target_id = t.id"
        " join versions v on v.id = r.version_id join works w on w.id = v.work_id"
        " where o.id = :id and w.kind in ('statement', 'guidance', 'memorandum') order by v.date",
        id=provision,
    )


def mentions(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What a statement names, Acts apart."""
    return query.rows(
        connection,
        "select distinct target, target_id, text from cross_references where version_id = :v and kind != 'act'",
        v=version,
    )


def statement(connection: sqlite3.Connection, version: str) -> Row | None:
    """Who says what to whom: type, issuer, addressee."""
    return query.one(
        connection,
        "select * from statements where version_id = :v",
        v=version,
    )


def signatories(connection: sqlite3.Connection, version: str) -> list[Row]:
    """The signatories of a statement, in order."""
    return query.rows(
        connection,
        "select * from signatories where version_id = :v order by position",
        v=version,
    )


def asks(connection: sqlite3.Connection, version: str) -> list[Row]:
    """The asks of a statement, in order."""
    return query.rows(
        connection,
        "select * from asks where version_id = :v order by position",
        v=version,
    )
