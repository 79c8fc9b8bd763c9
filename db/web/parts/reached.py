"""Who gained or lost a measure between two versions, in sentences for the page that compares them."""

import sqlite3
from dataclasses import dataclass

from corpus.citation import label_key
from corpus.condition import Condition
from db.ask import versions
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
    then, now = _conditions(connection, before), _conditions(connection, after)
    sides = (
        (row, then.get(label_key(row["was"])) if row["was"] else None, now[label_key(row["label"])])
        for row in versions.applying(connection, before, after)
    )
    found = ((row, _said(was, is_)) for row, was, is_ in sides if was != is_)
    return [Reached(label_words(row["label"]), path(after, row["slug"]), said) for row, said in found if said]


def _conditions(connection: sqlite3.Connection, version: str) -> dict[str, Condition]:
    """By label as compared, the condition of each measure: that of its paragraph, else of its row of the index."""
    code = versions.conditions(connection, version)
    stated = ((each.label, each.paragraph or each.index) for each in (code.measures if code else ()))
    return {label_key(label): condition for label, condition in stated if condition}


def _said(was: Condition | None, now: Condition) -> tuple[str, ...]:
    if was is None:
        return (f"New: it applies to {plain(now)}.",)
    found = reach(was, now)
    if found is None:
        same = plain(was) == plain(now)
        return () if same else ("To whom it applies reads differently; keeling cannot tell who gained or lost it.",)
    among = f"Of {found.among}: " if found.among else ""
    gained = f"{among}gained by {found.gained}." if found.gained else ""
    lost = f"{among}lost by {found.lost}." if found.lost else ""
    return tuple(said[:1].upper() + said[1:] for said in (gained, lost) if said)
