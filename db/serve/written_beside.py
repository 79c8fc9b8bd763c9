"""What people wrote beside the database: decisions on asks, notes on provisions, records of what they do."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from db.ask import decisions, notes, query
from db.ask.touched import record_files


def said_of(connection: sqlite3.Connection) -> Mapping[str, str]:
    """By work, what people wrote about it beside the database: decisions on a statement's asks, notes on provisions,
    records of what they do, which may be about any code.
    """
    found: dict[str, str] = defaultdict(str)
    folder = _folder(connection)
    for decision in decisions.known(connection, folder / decisions.FILE):
        found[decision.ask.partition("/")[0]] += f"{replace(decision, where='')!r}\n"
    for note in notes.read(folder / notes.FILE):
        found[note.source.partition("@")[0]] += f"{note!r}\n"
    kept = "\n".join(path.read_text("utf-8", "replace") for path in record_files(connection))
    for row in query.rows(connection, "select id from works where kind in ('code', 'amendment')") if kept else ():
        found[row["id"]] += kept
    return found


def noted_on(connection: sqlite3.Connection) -> Mapping[str, str]:
    """By version the notes that people wrote on it."""
    found: dict[str, str] = defaultdict(str)
    for note in notes.read(_folder(connection) / notes.FILE):
        found[note.source.partition("#")[0]] += f"{note!r}\n"
    return found


def _folder(connection: sqlite3.Connection) -> Path:
    return Path(next(row[2] for row in connection.execute("pragma database_list") if row[1] == "main")).parent
