"""What stands in one version: dates, notes, references, measures, what was left out."""

import json
import sqlite3
from typing import TYPE_CHECKING

from db.ask import query
from db.ask.query import Row
from db.ask.rows import VersionRow

if TYPE_CHECKING:  # imported where conditions are asked for, not where a page is looked up
    from corpus.condition import CodeConditions

LISTS = ("measures", "provisions", "definitions", "index_entries", "effects", "signatories", "asks", "changes")
_VIEWS = {"measures": "measure where version", "provisions": "provision where version"}


def footnotes(connection: sqlite3.Connection, version: str) -> list[Row]:
    """The footnotes of a version, each with the labels that refer to it."""
    sql = "select num, text, refs from footnotes where version_id = :v order by rowid"
    return query.kept(connection, (sql, version), lambda: (query.rows(connection, sql, v=version),))[0]


def cross_references(connection: sqlite3.Connection, version: str, ids: str | None) -> list[Row]:
    """References of a version, in order; of the provisions in `ids`, a JSON list, or of all where it is None."""
    return query.rows(
        connection,
        "select provision_id, text, target, target_id, kind from cross_references"
        " where version_id = :v and provision_id is not null"
        " and (:ids is null or provision_id in (select value from json_each(:ids))) order by rowid",
        v=version,
        ids=ids,
    )


def newest_of_kinds(connection: sqlite3.Connection, kinds: str) -> list[VersionRow]:
    """The newest version of every work of these kinds (separated by blanks), newest first."""
    return query.versions_where(
        connection,
        "' ' || :kinds || ' ' like '% ' || w.kind || ' %'"
        " and v.position = (select max(position) from versions x where x.work_id = w.id) order by v.date desc, v.id",
        kinds=kinds,
    )


def definitions(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Defined terms of a version with their words, longest term first."""
    return query.rows(
        connection,
        "select d.term, d.scope, p.id, p.label, p.slug, p.version_id, p.last, p.position, t.text from definitions d"
        " join provisions p on p.id = d.provision_id join texts t on t.id = p.text_id"
        " where d.version_id = :v order by length(d.term) desc, p.position",
        v=version,
    )


def dates(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Every date that a version says of itself."""
    return query.rows(
        connection,
        "select * from dates where version_id = :v order by rowid",
        v=version,
    )


def renditions(connection: sqlite3.Connection, version: str) -> list[Row]:
    """The files in which a version was published, the one shown first; `differences` is a list."""
    found = query.rows(
        connection,
        "select * from renditions where version_id = :v order by rowid",
        v=version,
    )
    return [row | {"differences": json.loads(row["differences"]) if row["differences"] else []} for row in found]


def drops(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Words that were left out of a version, each with its rule."""
    return query.rows(
        connection,
        "select rule, text from drops where version_id = :v order by rowid",
        v=version,
    )


def repairs(connection: sqlite3.Connection, version: str) -> list[Row]:
    """What had to be repaired to read a version."""
    return query.rows(
        connection,
        "select * from repairs where version_id = :v order by rowid",
        v=version,
    )


def reserved(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Numbers that a version says are not used."""
    return query.rows(
        connection,
        "select * from reserved where version_id = :v order by rowid",
        v=version,
    )


def listed(connection: sqlite3.Connection, version: str, name: str) -> list[Row]:
    """All rows of one of LISTS, in order; measures, provisions and changes as the readable views have them."""
    if name == "changes":
        return query.rows(connection, "select * from change where version_after = :v order by id", v=version)
    source = (
        f"{_VIEWS[name]} = :v order by position" if name in _VIEWS else f"{name} where version_id = :v order by rowid"
    )
    return query.rows(connection, f"select * from {source}", v=version)  # noqa: S608 (names of our schema)


def measures(connection: sqlite3.Connection, version: str) -> list[Row]:
    """Measures of a version with their row of the index, without their text."""
    sql = "select id, label, title, application, duties, path from measure where version = :v order by position"
    return query.rows(connection, sql, v=version)


def index_entry(connection: sqlite3.Connection, version: str, measure: str) -> Row | None:
    """The row of the index for a measure."""
    sql = "select * from index_entries where version_id = :v and measure = :m"
    return query.one(connection, sql, v=version, m=measure)


def application(connection: sqlite3.Connection, provision: str) -> Row | None:
    """To which services a measure applies."""
    return query.one(connection, "select * from applications where provision_id = :id", id=provision)


def conditions(connection: sqlite3.Connection, version: str) -> "CodeConditions | None":
    """The conditions of a code as the build read them; None for what is no code."""
    from corpus.condition import unpacked

    row = query.one(connection, "select data from conditions where version_id = :v", v=version)
    return unpacked(row["data"]) if row else None


def applying(connection: sqlite3.Connection, before: str, after: str) -> list[Row]:
    """The measures of the later of two versions whose condition is known, each with its label in the other (`was`)."""
    sql = (
        "select p.label, p.slug, q.label as was from applications a"
        " join provisions p on p.id = a.provision_id left join provisions q on q.lineage = p.lineage"
        " and q.version_id = :b and q.kind = 'measure' where a.version_id = :a order by p.position"
    )
    return query.rows(connection, sql, a=after, b=before)


def labels_of_work(connection: sqlite3.Connection, work: str) -> list[str]:
    """Every label that any version of a work has."""
    sql = (
        "select distinct p.label from versions v"
        " join provisions p on p.rowid between v.place + 1 and v.place + v.provisions"
        " where v.work_id = :w and p.label is not null"
    )
    return [row["label"] for row in query.rows(connection, sql, w=work)]
