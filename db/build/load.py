"""Rows -> a new SQLite file, written whole: tables, views, search index, checks.

The file is made beside the one in use and takes its place only when it is complete and sound;
whoever reads the old one keeps reading it. Rows arrive in a fixed order and nothing in the file
depends on the clock, so that the same archive gives the same bytes.
"""

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Index, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

import db.schema.archive
import db.schema.changes  # noqa: F401  (importing the modules adds their tables to the metadata)
from corpus.errors import WorldError
from db.build.expression_rows import Rows
from db.schema.documents import metadata

FTS = """
create virtual table texts_fts using fts5(
  heading, text, content='texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
insert into texts_fts(texts_fts) values ('rebuild');
insert into texts_fts(texts_fts) values ('optimize');
"""
CHUNK = 5_000


class Loader:
    """Adds rows to the file being written, table by table."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(self, rows: Rows) -> None:
        """Insert rows; tables of one call are written in the order of the schema."""
        unknown = set(rows) - set(metadata.tables)
        if unknown:
            raise KeyError(f"no such tables: {', '.join(sorted(unknown))}")
        for name in metadata.tables:
            found = rows.get(name, [])
            for start in range(0, len(found), CHUNK):
                given = found[start : start + CHUNK]
                self.connection.exec_driver_sql(_insertion(name, tuple(given[0])), given)


@contextmanager
def writing(target: Path, prove: Callable[[Path], None] = lambda _: None) -> Iterator[Loader]:
    """A loader for a new database that replaces `target` if, and only if, the block ends well.

    The new file has a name of this process's own. It takes the place of the old one after it was opened, its
    views, its search and its rows answered, and `prove` had nothing against it. Whoever builds holds the lock of
    `only_build`: files of other names were left by builds that were killed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    for leftover in target.parent.glob(f".{target.name}.new*"):
        leftover.unlink()
    fresh = target.with_name(f".{target.name}.new-{os.getpid()}")
    engine = _engine(fresh)
    try:
        with engine.begin() as connection:
            tables, indexes = _schema()
            for statement in tables:
                connection.exec_driver_sql(statement)
            yield Loader(connection)
            for statement in indexes:
                connection.exec_driver_sql(statement)
        engine.dispose()
        _finish(fresh)
        prove(fresh)
    except BaseException:
        engine.dispose()
        fresh.unlink(missing_ok=True)
        raise
    os.replace(fresh, target)
    _sync(target.parent)


@cache
def _insertion(name: str, given: tuple[str, ...]) -> str:
    """What adds rows with these columns to a table: SQLAlchemy would put it together anew for each file."""
    named = sqlite.dialect(paramstyle="named")
    return str(metadata.tables[name].insert().compile(dialect=named, column_keys=list(given)))


@cache
def _schema() -> tuple[list[str], list[str]]:
    """What makes the tables and then their indexes, in SQLite's words: put together once for all files of a process."""
    tables = metadata.sorted_tables
    indexes = sorted((index for table in tables for index in table.indexes), key=_name)
    dialect = sqlite.dialect()
    return (
        [str(CreateTable(table).compile(dialect=dialect)) for table in tables],
        [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes],
    )


def _name(index: Index) -> str:
    """SQLAlchemy keeps the indexes of a table in a set: by name they are in the same order every time."""
    return str(index.name)


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: object) -> None:
        _settings(connection)

    return engine


def _settings(connection: sqlite3.Connection) -> None:
    # A crash leaves the old file in place, so that the new one needs no journal of its own.
    connection.execute("pragma journal_mode = off")
    connection.execute("pragma synchronous = off")
    connection.execute("pragma page_size = 8192")
    connection.execute("pragma cache_size = -65536")


def _finish(path: Path) -> None:
    """Views, search index, statistics; then proof that the file is sound, and on to the disk."""
    connection = sqlite3.connect(path)
    try:
        _settings(connection)
        connection.executescript(files("db.schema").joinpath("views.sql").read_text("utf-8"))
        connection.executescript(FTS)
        connection.execute("analyze")
        connection.execute("vacuum")
    finally:
        connection.close()
    _prove(path)
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def _prove(path: Path) -> None:
    """Raise WorldError for a file that is not sound, or whose rows refer to rows that are not there."""

    def first(pragma: str) -> tuple[Any, ...]:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return tuple(connection.execute(f"pragma {pragma}").fetchone() or ())
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sound, loose = pool.map(first, ("quick_check", "foreign_key_check"))  # the indexes were made just now
    _answers(path)
    if sound != ("ok",):
        raise WorldError(f"the new database is damaged ({sound[0]}); the last one was kept; check the disk")
    if loose:
        raise WorldError(f"a row of {loose[0]} refers to a {loose[2]} that is not there; the last database was kept")


def _answers(path: Path) -> None:
    """Raise WorldError for a file whose tables or views do not answer, or whose search does not find its own words."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = "select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite_%'"
        there = {name for (name,) in connection.execute(names)}
        for name in sorted(there):
            connection.execute(f'select * from "{name}" limit 1').fetchone()  # noqa: S608 (names of the file itself)
        texts = connection.execute("select count(*) from texts").fetchone()[0]
        found = connection.execute("select count(*) from texts_fts_docsize").fetchone()[0]
    except sqlite3.Error as error:
        raise WorldError(f"the new database does not answer ({error}); the last one was kept") from None
    finally:
        connection.close()
    if found != texts or not _views() <= there:
        raise WorldError("the new database is not whole (views or search); the last one was kept; build again")


@cache
def _views() -> frozenset[str]:
    """The views of the schema."""
    sql = files("db.schema").joinpath("views.sql").read_text("utf-8")
    return frozenset(re.findall(r"create view (\w+)", sql, re.IGNORECASE))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
