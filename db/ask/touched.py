"""Asks about a provision, asks and rows of a record that changes touch, and what an instrument amends.

A record of measures is a file of the user's. Where one stands beside the database (`record.md`, `.rst` or `.txt`),
the pages show it too.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.citation import label_key, label_slug
from corpus.errors import UsageError
from db.ask import asks as asked
from db.ask import query, statements
from db.ask.asks import Ask
from db.ask.candidates import Candidate, candidates_of
from db.ask.rows import VersionRow
from diffs.apply.register_table import Table, read
from diffs.explain.consistency import within

RECORDS = ("record.md", "record.rst", "record.txt")


@dataclass(frozen=True, slots=True)
class Touched:
    """An ask and its candidates among the changes that a version made."""

    ask: Ask
    candidates: tuple[Candidate, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the candidates, each once."""
        return tuple(dict.fromkeys(candidate.label for candidate in self.candidates))


def asking_for(connection: sqlite3.Connection, provision: str, *, here: bool = False) -> list[Ask]:
    """The asks that name a provision by its id, or one below it, whatever number it had when they were made; or just as
    it stands in that version.
    """
    if not statements.may_be_named(connection, provision.rpartition("/")[0]):
        return []
    named = _labels(connection, provision, here=here)
    found = query.rows(connection, _NAMING, id=provision, here=here)
    every = [ask for row in found for ask in asked.of_version(connection, row["id"])]
    return [ask for ask in every if any(_is_below(name.label, label) for name in ask.names for label in named)]


_NAMING = (
    "select distinct v.id from provisions m cross join provisions o on o.rowid between m.rowid"
    " and m.rowid - m.position + m.last cross join provisions t on t.lineage = o.lineage"
    " cross join cross_references r on r.target_id = t.id join versions v on v.id = r.version_id"
    " join asks a on a.version_id = v.id where m.id = :id and r.kind = 'external'"
    " and (t.rowid = o.rowid or not :here) order by v.date, v.id"
)


def _labels(connection: sqlite3.Connection, provision: str, *, here: bool) -> set[str]:
    """The labels that a provision has or had; or only the one it has."""
    sql = (
        "select distinct x.label from provisions p join provisions x on x.lineage = p.lineage"
        " where p.id = :id and (x.id = p.id or not :here)"
    )
    return {row["label"] for row in query.rows(connection, sql, id=provision, here=here) if row["label"]}


def _is_below(label: str, name: str) -> bool:
    own, whole = label_key(label), label_key(name)
    return own == whole or (own.startswith(whole) and own[len(whole) : len(whole) + 1] in (".", "(", "/", "@"))


def touching(connection: sqlite3.Connection, work: str, version: str) -> list[Touched]:
    """The asks among whose nearest changes are some that a version made and that are about the ask, oldest first.

    A change that shares a word or two with a long ask, or only words that did not change, is a candidate and no more.
    """
    found = []
    for ask in asked.every(connection, work):
        mine = tuple(each for each in candidates_of(connection, ask) if each.version == version and each.close)
        if mine:
            found.append(Touched(ask, mine))
    return found


def bases(connection: sqlite3.Connection, instrument: VersionRow) -> list[VersionRow]:
    """Of each code that an instrument amends, the version that it amends: the newest that does not include it yet.

    That is the base it was executed on alone, the one before the version that includes it, or the newest of its day.
    """
    sql = (
        "select w.id as work, (select c.base_id from consolidations c where c.instruments = json_array(:v)"
        " and c.base_id in (select id from versions where work_id = w.id) limit 1) as alone, (select i.previous_id"
        " from inclusions i join versions p on p.id = i.published_id where i.instrument_id = :v and p.work_id = w.id"
        " limit 1) as before from works w where w.kind = 'code' and w.id in"
        " (select l.value from works o, json_each(o.amends) l where o.id = :work) order by w.id"
    )
    found = []
    for row in query.rows(connection, sql, v=instrument.id, work=instrument.work_id):
        known = [each for each in query.versions(connection, row["work"]) if each.status != "derived"]
        named = [each for each in known if each.id in (row["before"], row["alone"])]
        dated = [each for each in known if each.date <= instrument.date] or known[:1]
        found += named[:1] or dated[-1:]
    return found


def near(connection: sqlite3.Connection, work: str, labels: Sequence[str], instrument: str) -> dict[Ask, list[str]]:
    """The asks that name what an instrument touches, or that its changes are about, each with the labels."""
    standing = [(label, row) for label in labels for row in asked.having(connection, work, label)]
    pairs = [(ask, label) for label, row in standing for ask in asking_for(connection, _provision(row))]
    for version in _carrying(connection, work, instrument):
        for each in touching(connection, work, version):
            pairs += [(each.ask, name) for name in each.labels if any(_is_below(name, label) for label in labels)]
    found: dict[str, tuple[Ask, list[str]]] = {}
    for ask, label in pairs:
        found.setdefault(ask.id, (ask, []))[1].append(label)
    return {ask: list(dict.fromkeys(named)) for ask, named in found.values()}


def _provision(row: query.Row) -> str:
    return f"{row['version_id']}/{label_slug(row['label'])}"


def _carrying(connection: sqlite3.Connection, work: str, instrument: str) -> list[str]:
    """The versions of a work that carry out an instrument first: computed with it alone, or published with it."""
    sql = (
        "select c.version_id as id from consolidations c join versions v on v.id = c.version_id"
        " where c.instruments = json_array(:i) and v.work_id = :w union select i.published_id from inclusions i"
        " join versions p on p.id = i.published_id where i.instrument_id = :i and p.work_id = :w order by 1"
    )
    return [row["id"] for row in query.rows(connection, sql, i=instrument, w=work)]


@dataclass(frozen=True, slots=True)
class Record:
    """What a record beside the database says: the rows that are touched, or why the file cannot be read."""

    file: str
    rows: tuple[dict[str, Any], ...] = ()
    unread: str = ""


def rows_touched(record: Table, labels: Sequence[str]) -> list[dict[str, Any]]:
    """The rows about a measure that changed, or in which something did: `{"line": 12, "label": "PCU C6"}`."""
    changed = [label_key(label) for label in labels]
    rows = [(row.line, label) for row in record.rows for label in row.labels]
    about = [(line, label) for line, label in rows if any(within(each, label_key(label)) for each in changed)]
    return [{"line": line, "label": label} for line, label in about]


def records(connection: sqlite3.Connection, work: str, labels: Sequence[str]) -> tuple[Record, ...]:
    """Each record beside the database that is of a code, with its rows that are touched."""
    found = []
    for path in record_files(connection):
        try:
            record = read(path.read_text("utf-8"))
        except (UsageError, ValueError, OSError) as error:
            found.append(Record(path.name, unread=str(error)))
            continue
        if any(version.partition("@")[0] == work for version in record.versions):
            found.append(Record(path.name, tuple(rows_touched(record, labels))))
    return tuple(found)


def record_files(connection: sqlite3.Connection) -> list[Path]:
    """The records beside the database that are there."""
    file = next(row[2] for row in connection.execute("pragma database_list") if row[1] == "main")
    return [path for name in RECORDS if file and (path := Path(file).parent / name).is_file()]
