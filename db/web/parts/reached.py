"""Who gained or lost a measure between two versions, in sentences for the page that compares them."""

import sqlite3
from dataclasses import dataclass

from corpus.condition import unpacked
from db.ask import versions
from db.ask.query import Row
from db.ask.words import label_words, path
from diffs.apply.reach import plain, reach


@dataclass(frozen=True, slots=True)
class Reached:
    """A measure whose reach differs: its label, the address of its page, and what is said of it."""

    label: str
    path: str
    said: tuple[str, ...]


def reached(connection: sqlite3.Connection, before: str, after: str) -> list[Reached]:
    """The measures of the later version that reach other services than in the earlier one, and those that are new."""
    rows = versions.applications(connection, before, after)
    found = ((row, _said(row)) for row in rows if row["now"] != row["was"])
    return [Reached(label_words(row["label"]), path(after, row["slug"]), said) for row, said in found if said]


def _said(row: Row) -> tuple[str, ...]:
    now = unpacked(row["now"])
    if row["was"] is None:
        return (f"New: it applies to {plain(now)}.",)
    was = unpacked(row["was"])
    found = reach(was, now)
    if found is None:
        same = plain(was) == plain(now)
        return () if same else ("To whom it applies reads differently; keeling cannot tell who gained or lost it.",)
    among = f"Of {found.among}: " if found.among else ""
    gained = f"{among}gained by {found.gained}." if found.gained else ""
    lost = f"{among}lost by {found.lost}." if found.lost else ""
    return tuple(said[:1].upper() + said[1:] for said in (gained, lost) if said)
