"""Statements: who says what to whom, and which provisions they name."""

import sqlite3
from dataclasses import dataclass

from db.ask import query
from db.ask.query import Row
from db.ask.rows import all_of


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of `statements`: who says what to whom."""

    version_id: str
    type: str
    issuer: str | None
    addressee: str | None


@dataclass(frozen=True, slots=True)
class SignatoryRow:
    """A row of `signatories`, as printed."""

    id: str
    version_id: str
    position: int
    name: str
    role: str | None
    organisation: str | None
    kind: str
    group: str | None


@dataclass(frozen=True, slots=True)
class AskRow:
    """A row of `asks`: what a statement calls for, as printed."""

    id: str
    version_id: str
    position: int
    num: str | None
    heading: str | None
    text: str
    whom: str | None
    form: str


def naming(connection: sqlite3.Connection, provision: str, *, here: bool = False) -> list[Row]:
    """Statements that name a provision, oldest first, whatever version they were written about, or just in that one."""
    if not may_be_named(connection, provision.rpartition("/")[0]):
        return []
    return query.rows(
        connection,
        "select distinct w.id as work_id, w.title, v.id as version_id, v.date from provisions o"
        " join provisions t on t.lineage = o.lineage join cross_references r on r.target_id = t.id"
        " join versions v on v.id = r.version_id join works w on w.id = v.work_id"
        " where o.id = :id and w.kind in ('statement', 'guidance', 'memorandum') and (t.id = :id or not :here)"
        " order by v.date",
        id=provision,
        here=here,
    )


def may_be_named(connection: sqlite3.Connection, version: str) -> bool:
    """False where the file is unchanging and no statement names anything of the work of a version."""
    if not isinstance(connection, query.Unchanging):
        return True
    known = query.kept(connection, (_NAMED,), lambda: [{row[0] for row in connection.execute(_NAMED)}])
    return version.partition("@")[0] in known[0]


_NAMED = (
    "select distinct substr(r.target_id, 1, instr(r.target_id, '@') - 1) from cross_references r"
    " join versions v on v.id = r.version_id join works w on w.id = v.work_id where r.target_id is not null"
    " and (w.kind in ('statement', 'guidance', 'memorandum')"
    " or exists (select 1 from asks a where a.version_id = r.version_id))"
)
"""The works of which a statement, or whatever else asks for something, names a provision."""


def mentions(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What a statement names, Acts apart."""
    return query.rows(
        connection,
        "select distinct target, target_id, text from cross_references where version_id = :v and kind != 'act'",
        v=version,
    )


def statement(connection: sqlite3.Connection, version: str) -> StatementRow | None:
    """Who says what to whom: type, issuer, addressee."""
    cursor = connection.execute("select * from statements where version_id = :v", {"v": version})
    return next(iter(all_of(StatementRow, cursor)), None)


def signatories(connection: sqlite3.Connection, version: str) -> list[SignatoryRow]:
    """The signatories of a statement, in order."""
    sql = "select * from signatories where version_id = :v order by position"
    return all_of(SignatoryRow, connection.execute(sql, {"v": version}))


def also_signed(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Other statements that nearly the same signed: perhaps this one in other words; nobody says so, hence two works.

    A row has `version_id`, `title`, `date` and `shared`, how many signatories both have: at least three, and four of
    five of the longer list.
    """
    return query.rows(
        connection,
        "with mine as (select lower(name) as name from signatories where version_id = :v),"
        " theirs as (select v.id as version_id, w.title, v.date, count(*) as signed,"
        " sum(lower(s.name) in (select name from mine)) as shared"
        " from works w cross join versions v on v.work_id = w.id cross join signatories s on s.version_id = v.id"
        " where w.kind = 'statement' and v.id <> :v"
        " and w.id <> (select work_id from versions where id = :v) group by v.id)"
        " select version_id, title, date, shared from theirs"
        " where shared >= 3 and 5 * shared >= 4 * max(signed, (select count(*) from mine)) order by date, version_id",
        v=version,
    )


def asks(connection: sqlite3.Connection, version: str) -> list[AskRow]:
    """The asks of a statement, in order."""
    sql = "select * from asks where version_id = :v order by position"
    return all_of(AskRow, connection.execute(sql, {"v": version}))


def passed_over(connection: sqlite3.Connection, version: str) -> list[str]:
    """The sentences of a statement with a word of asking that are none of its asks, in order."""
    from parser.statements import passed_over as reading  # a lookup of a provision needs no reader

    sql = (
        "select t.text from versions v cross join provisions p"
        " on p.rowid between v.place + 1 and v.place + v.provisions"
        " join texts t on t.id = p.text_id where v.id = :v and t.text != '' order by p.rowid"
    )
    own = (f"{each.heading or ''} {each.text}" for each in asks(connection, version))
    return reading.passed_over((row["text"] for row in query.rows(connection, sql, v=version)), own)
