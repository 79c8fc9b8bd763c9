"""Asks about a provision, and asks that the changes between two versions touch."""

import sqlite3
from dataclasses import dataclass

from corpus.citation import label_key
from db.ask import asks as asked
from db.ask import query
from db.ask.asks import Ask
from db.ask.candidates import Candidate, candidates


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
