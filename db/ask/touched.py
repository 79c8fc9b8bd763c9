"""Asks about a provision, asks that the changes between two versions touch, and what an instrument amends."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.citation import label_key, label_slug
from db.ask import asks as asked
from db.ask import query
from db.ask.asks import Ask
from db.ask.candidates import Candidate, candidates
from db.ask.rows import VersionRow


@dataclass(frozen=True, slots=True)
class Touched:
    """An ask and its candidates among the changes that a version made."""

    ask: Ask
    candidates: tuple[Candidate, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the candidates, each once."""
        return tuple(dict.fromkeys(candidate.label for candidate in self.candidates))


def asking_for(connection: sqlite3.Connection, provision: str) -> list[Ask]:
    """The asks that name a provision by its id, or one below it, whatever number it had when they were made."""
    named = _labels(connection, provision)
    found = query.rows(connection, _NAMING, id=provision)
    every = [ask for row in found for ask in asked.of_version(connection, row["id"])]
    return [ask for ask in every if any(_is_below(name.label, label) for name in ask.names for label in named)]


_NAMING = (
    "select distinct v.id from provisions m cross join provisions o on o.rowid between m.rowid"
    " and m.rowid - m.position + m.last cross join provisions t on t.lineage = o.lineage"
    " cross join cross_references r on r.target_id = t.id join versions v on v.id = r.version_id"
    " join asks a on a.version_id = v.id where m.id = :id and r.kind = 'external' order by v.date, v.id"
)


def _labels(connection: sqlite3.Connection, provision: str) -> set[str]:
    """The labels that a provision has or had."""
    sql = "select distinct x.label from provisions p join provisions x on x.lineage = p.lineage where p.id = :id"
    return {row["label"] for row in query.rows(connection, sql, id=provision) if row["label"]}


def _is_below(label: str, name: str) -> bool:
    own, whole = label_key(label), label_key(name)
    return own == whole or (own.startswith(whole) and own[len(whole) : len(whole) + 1] in (".", "(", "/", "@"))


def touching(connection: sqlite3.Connection, work: str, version: str) -> list[Touched]:
    """The asks among whose nearest changes are some that a version made, oldest first."""
    found = []
    for ask in asked.every(connection, work):
        mine = tuple(each for each in candidates(connection, ask) if each.version == version)
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
    """The asks that name what an instrument touches, or have it among their nearest changes, each with the labels."""
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
