"""Instruments: their effects, what execution came to, how the result compares with what was published."""

import sqlite3

from db.ask import query
from db.ask.query import Row


def consolidation(connection: sqlite3.Connection, version: str) -> Row | None:
    """How a version was computed: its base and its instruments; None for a published one."""
    return query.one(
        connection,
        "select * from consolidations where version_id = :v",
        v=version,
    )


def totals(connection: sqlite3.Connection, version: str) -> list[Row]:
    """In each version computed with an instrument, how many of its instructions were applied."""
    return query.rows(
        connection,
        "select o.consolidation_id, v.label, sum(o.state = 'applied') as applied, count(*) as total"
        " from instruction_outcomes o join versions v on v.id = o.consolidation_id where o.instrument_id = :v"
        " group by o.consolidation_id order by o.consolidation_id",
        v=version,
    )


def effect(connection: sqlite3.Connection, effect: str) -> Row | None:
    """One effect."""
    return query.one(
        connection,
        "select * from effects where id = :id",
        id=effect,
    )


def effects(connection: sqlite3.Connection, version: str) -> list[Row]:
    """The effects of an instrument, in order."""
    return query.rows(
        connection,
        "select * from effects where version_id = :v order by position",
        v=version,
    )


def outcomes(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What became of the instructions of an instrument in each version computed with it."""
    return query.rows(
        connection,
        "select o.*, v.label as derived_label from instruction_outcomes o join versions v on v.id = o.consolidation_id"
        " where o.instrument_id = :v order by o.consolidation_id, o.position",
        v=version,
    )


def verifications(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Published versions held against those computed with an instrument."""
    return query.rows(
        connection,
        "select x.*, p.label as published_label, p.work_id from verifications x"
        " join consolidations c on c.version_id = x.derived_id join versions p on p.id = x.published_id"
        " where ' ' || c.instruments || ' ' like '% ' || :v || ' %'",
        v=version,
    )


def checks_of(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Published versions held against a computed one."""
    return query.rows(
        connection,
        "select x.*, p.label as published_label from verifications x join versions p on p.id = x.published_id"
        " where x.derived_id = :v",
        v=version,
    )


def amending(connection: sqlite3.Connection, work: str) -> list[Row]:
    """Instruments that amend a work, each in its newest version, oldest first."""
    return query.rows(
        connection,
        "select v.*, w.title as work_title from versions v join works w on w.id = v.work_id"
        " where ' ' || w.amends || ' ' like '% ' || :work || ' %'"
        " and v.position = (select max(position) from versions x where x.work_id = v.work_id) order by v.date, v.id",
        work=work,
    )


def cautions(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What to be careful about in a computed version."""
    return query.rows(
        connection,
        "select * from cautions where consolidation_id = :v order by position",
        v=version,
    )


def differences(connection: sqlite3.Connection, verification: str) -> list[Row]:
    """Provisions of a verification that differ, typography apart."""
    return query.rows(
        connection,
        "select label, result, edits from verification_provisions where verification_id = :id"
        " and result not in ('identical', 'typography') order by position",
        id=verification,
    )


def executed(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What each instruction came to in a computed version, in order."""
    return query.rows(
        connection,
        "select * from instruction_outcomes where consolidation_id = :v order by position",
        v=version,
    )


def used(connection: sqlite3.Connection, version: str) -> list[Row]:
    """The instruments a version was computed with, in order."""
    sql = "select distinct instrument_id from instruction_outcomes where consolidation_id = :v order by position"
    return query.rows(connection, sql, v=version)
