"""All connections of one application to one build's file, opened before the first question.

A build puts a new file under the name of the last. Datasette opens a connection for each of its threads when the
thread is first used, by that name: the rows of a page could be of one build and their count of the next.
"""

import os
import sqlite3
from pathlib import Path
from typing import Any

from db.ask import query

TRIES = 50
"""Times that all are opened anew because the file was replaced meanwhile."""

Identity = tuple[int, int, int]


def identity(database: Path) -> Identity | None:
    """What tells one build's file from the next; None while there is no file."""
    try:
        found = os.stat(database)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def connections(database: Path, count: int) -> list[sqlite3.Connection]:
    """So many connections to one and the same file, read-only; raises sqlite3.OperationalError where there is none."""
    for _ in range(TRIES):
        before = identity(database)
        opened = [_open(database) for _ in range(count)]
        if identity(database) == before:
            break
        for each in opened:
            each.close()
    else:
        raise sqlite3.OperationalError(f"{database} is replaced again and again")
    return opened


def _open(database: Path) -> sqlite3.Connection:
    address = f"file:{database}?immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False, factory=query.Unchanging)


def hold(site: Any, count: int) -> None:
    """Have every database of a Datasette application take its connections from those opened now."""
    for database in site.databases.values():
        if database.path and not database.is_mutable:
            _hold(database, count)


def _hold(database: Any, count: int) -> None:
    opened = connections(Path(database.path), count)
    database._all_file_connections.extend(opened)

    def connect(write: bool = False) -> sqlite3.Connection:
        assert not write, "the file of a build is read and never written"
        return opened.pop()

    database.connect = connect
