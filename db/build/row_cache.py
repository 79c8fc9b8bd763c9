"""The rows of each work in a file of its own, kept by what they were made from.

A work's rows depend on its own snapshots, its entry in the catalogue, the instruments that amend it
and the texts that say they end it, and on nothing else. So they can be made in any process and on
any machine, and only those of a work that changed are made again. The files below
`data/cache/works` are SQLite without keys or indexes; their columns are those of the schema. Each
has a seal behind its last page, which SQLite does not read: a file that was changed or lost bytes
is made again. They may be deleted at any time.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from functools import cache
from operator import itemgetter
from pathlib import Path

import corpus
import diffs
from corpus.files import is_sealed, sealed, source_digest, whole_file
from db.build.expression_rows import Row, Rows
from db.build.intervals import ending, with_ends
from db.build.merge import columns
from db.build.parse_cache import Readings
from db.build.versions import Version
from db.build.work_rows import WorkBuilder


@dataclass(frozen=True, slots=True)
class WorkTask:
    """One work: its versions in order, and every version of the instruments that amend it and of texts that end it."""

    versions: tuple[Version, ...]
    instruments: tuple[Version, ...]

    @property
    def work(self) -> str:
        """The id of the work."""
        return self.versions[0].work.id

    def key(self) -> str:
        """Name of the file: changes with anything that could change a row of it."""
        digest = hashlib.sha256(rows_version().encode())
        works: set[str] = set()
        for version in (*self.versions, *self.instruments):
            if version.work.id not in works:
                works.add(version.work.id)
                digest.update(repr(version.work).encode())
            own = tuple(getattr(version, each.name) for each in fields(version) if each.name != "work")
            digest.update(f"\0{version.work.id} {own!r}".encode())
        return digest.hexdigest()


@cache
def rows_version() -> str:
    """Digest of the sources that decide what rows a parsed document makes."""
    return source_digest([Path(__file__).parents[1], Path(corpus.__path__[0]), Path(diffs.__path__[0])])


@dataclass(frozen=True, slots=True)
class WorkFiles:
    """Where the files are and what they are made from; a value, so that it can be sent to another process."""

    readings: Readings
    folder: Path

    def path(self, key: str) -> Path:
        """The file with this key."""
        return self.folder / f"{key}.rows"

    def known(self, key: str) -> bool:
        """Whether the file with this key is there as it was written."""
        return is_sealed(self.path(key), key)

    def make(self, task: WorkTask) -> str:
        """Make the file of a work unless it is there; gives its key."""
        key = task.key()
        if not self.known(key):
            builder = WorkBuilder(self.readings, _distinct((*task.versions, *task.instruments)))
            with whole_file(self.path(key)) as temporary:
                with _writing(temporary) as connection:
                    for rows in builder.work(task.versions):
                        _insert(connection, rows)
                    _finish(connection, builder)
                temporary.write_bytes(sealed(temporary.read_bytes(), key))
        return key

    def keep_only(self, keys: Iterable[str]) -> None:
        """Remove files that no work of this build uses."""
        kept = {self.path(key).name for key in keys}
        for path in self.folder.glob("*.rows"):
            if path.name not in kept:
                path.unlink(missing_ok=True)


def tasks(groups: Iterable[Sequence[Version]], versions: Sequence[Version]) -> list[WorkTask]:
    """A task for each work, in the order given."""
    codes = [version for version in versions if version.work.kind == "code"]
    groups = [[with_ends(version, codes) for version in group] for group in groups]
    versions = [version for group in groups for version in group]
    drafts = [version for version in versions if version.work.kind == "amendment"]
    enders = [version for version in versions if version.facts.withdraws]
    return [
        WorkTask(
            tuple(group),
            _distinct((*(draft for draft in drafts if group[0].work.id in draft.work.amends), *ending(group, enders))),
        )
        for group in groups
    ]


def _distinct(versions: Iterable[Version]) -> tuple[Version, ...]:
    return tuple({version.id: version for version in versions}.values())


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("pragma journal_mode = off")
        connection.execute("pragma synchronous = off")
        connection.execute("begin")
        yield connection
        connection.execute("commit")


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    """Rows of the tables of the schema; a table is made with its first row."""
    for name, found in rows.items():
        if found:
            _insert_into(connection, name, found)


def _insert_into(connection: sqlite3.Connection, name: str, found: Sequence[Row]) -> None:
    known, given = columns(name), list(found[0])
    unknown = set(given) - set(known)
    if unknown:
        raise KeyError(f"the table {name} has no columns {', '.join(sorted(unknown))}")
    connection.execute(f"create table if not exists {name} ({', '.join(map(quoted, known))})")
    places = ", ".join("?" * len(given))
    values = map(itemgetter(*given), found)
    connection.executemany(f"insert into {name} ({', '.join(map(quoted, given))}) values ({places})", values)  # noqa: S608


def _finish(connection: sqlite3.Connection, builder: WorkBuilder) -> None:
    """What the merge needs beside the rows: digests of the texts, labels others may cite, totals, news."""
    connection.execute("create table text_digests (id integer primary key, digest blob)")
    numbered = ((number, digest) for digest, number in builder.texts.known.items())
    connection.executemany("insert into text_digests values (?, ?)", numbered)
    connection.execute("create table labels (key, provision)")
    connection.executemany("insert into labels values (?, ?)", builder.labels.items())
    about = {"totals": builder.totals, "news": builder.news, "shortfalls": builder.shortfalls}
    connection.execute("create table about (value)")
    connection.execute("insert into about values (?)", (json.dumps(about),))


def quoted(name: str) -> str:
    """A column's name as SQL takes it, whatever word it is."""
    return f'"{name}"'
