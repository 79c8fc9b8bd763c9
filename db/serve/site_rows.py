"""What a published site is made from: a fingerprint for each work, and the texts its search finds."""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from db.ask import decisions, notes, query
from db.ask.touched import record_files

_SHIFTING = {"position", "last_seen"}
"""Columns that change without a page changing: places in the file, and when something unchanged was looked at last."""
_OWN = {
    "works": "id",
    "versions": "id",
    "renditions": "version_id",
    "consolidations": "version_id",
    "inclusions": "published_id",
    "comparisons": "work_id",
    "effects": "version_id",
    "instruction_outcomes": "instrument_id",
    "verifications": "derived_id",
    "statements": "version_id",
    "asks": "version_id",
    "news": "work_id",
}
"""Tables whose rows say what a work's pages show, with the column that names the work; the rest follows from them."""
_BESIDE = (
    "select distinct version_id, target_id from cross_references where target_id is not null",
    "select distinct version_id, work_id from effects where work_id is not null",
    "select w.id, l.value from works w, json_each(w.amends) l",
    "select instrument_id, published_id from inclusions",
    "select c.version_id, l.value from consolidations c, json_each(c.instruments) l",
)
"""Pairs of a version or work and others whose pages show something of it."""


def fingerprints(connection: sqlite3.Connection, today: str) -> dict[str, str]:
    """A digest for each work: of its rows and of those of the works that it shows or that show it, as at a day."""
    own = _own(connection, today)
    beside = _neighbours(connection, own)
    return {
        work: hashlib.sha256("\0".join(own[each] for each in sorted({work, *beside[work]})).encode()).hexdigest()
        for work in own
    }


def said(connection: sqlite3.Connection) -> dict[str, str]:
    """By work, what people wrote about it beside the database: decisions on a statement's asks, notes on provisions.

    A work about which nobody wrote has none.
    """
    found: dict[str, list[str]] = defaultdict(list)
    file = next(row[2] for row in connection.execute("pragma database_list") if row[1] == "main")
    for decision in decisions.known(connection, Path(file).parent / decisions.FILE):
        found[decision.ask.partition("/")[0]].append(repr(decision))
    for note in notes.read(Path(file).parent / notes.FILE):
        found[note.source.partition("@")[0]].append(repr(note))
    for path in record_files(connection):
        for work in query.rows(connection, "select id from works where kind in ('code', 'amendment')"):
            found[work["id"]].append(path.read_text("utf-8", "replace"))
    return {work: "\n".join(entries) for work, entries in found.items()}


def _own(connection: sqlite3.Connection, today: str) -> dict[str, str]:
    found = {row["id"]: hashlib.sha256() for row in query.rows(connection, "select id from works order by id")}
    for table, column in _OWN.items():
        for row in query.rows(connection, f"select * from {table} order by 1"):  # noqa: S608 - names of this module
            digest = found.get(_work(row[column] or ""))
            if digest is not None:
                kept = {name: value for name, value in row.items() if name not in _SHIFTING}
                passed = [name for name, value in kept.items() if _is_day(value) and value <= today]
                digest.update(repr((table, kept, passed)).encode())
    return {work: digest.hexdigest() for work, digest in found.items()}


def _neighbours(connection: sqlite3.Connection, works: Iterable[str]) -> dict[str, set[str]]:
    beside: dict[str, set[str]] = defaultdict(set)
    known = set(works)
    for sql in _BESIDE:
        for row in query.rows(connection, sql):
            pair = {_work(str(value)) for value in row.values()} & known
            for each in pair:
                beside[each] |= pair
    return beside


def _work(name: str) -> str:
    """The work in the id of a version, of something in one, or of itself."""
    return name.partition("@")[0].partition(" ")[0]


def _is_day(value: object) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4:5] == value[7:8] == "-"


def texts(connection: sqlite3.Connection) -> list[tuple[str, str, str, str, str]]:
    """Path, label, heading, text and where it stands of every provision of the newest version of each work."""
    sql = (
        "select p.path, p.label, p.heading, p.text, w.title || ', ' || v.label as place from provision p"
        " join versions v on v.id = p.version join works w on w.id = v.work_id"
        " where v.position = (select max(n.position) from versions n"
        " where n.work_id = v.work_id and n.snapshot is not null)"
        " and (p.text != '' or p.heading != '') order by v.work_id, p.position"
    )
    return [
        (row["path"] or "", row["label"] or "", row["heading"] or "", row["text"] or "", row["place"])
        for row in query.rows(connection, sql)
    ]
