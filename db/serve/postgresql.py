"""The built database on a PostgreSQL server, for groups that share one.

The same tables (`db.schema.documents`), views and descriptions, in a schema of their own that is replaced in
one transaction: whoever reads the old one keeps reading it until the new one is complete. Search is
a `tsvector` made of the same words as SQLite's index, so that both find the same.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import Computed, Connection, Engine, Table, create_engine, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import AddConstraint, CreateIndex, CreateTable, SetColumnComment, SetTableComment

import db.schema.archive
import db.schema.changes  # noqa: F401  (importing the modules adds their tables to the metadata)
from corpus.errors import UsageError, WorldError
from db.ask import query
from db.schema.documents import metadata

SCHEMA = "keeling"
DRIVER = "postgresql+psycopg"
NUMBERED = ("provisions", "changes")
"""Tables whose rows are found by their number, which SQLite keeps beside the columns."""
LONGEST = 400
"""Letters of the longest word the index takes; PostgreSQL refuses lexemes of 2 KB."""
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_DIALECT = {
    "group_concat(line, char(10))": "string_agg(line, chr(10))",
    "order by s.rowid)) as text": "order by s.rowid) as lines) as text",
    **{
        f"(select group_concat(value, '; ') from json_each({column}))": (  # noqa: S608 (names of columns)
            "(select string_agg(value, chr(59) || ' ' order by n) from"  # noqa: S608 (a name of a column)
            f" json_array_elements_text({column}::json) with ordinality as listed(value, n))"
        )
        for column in ("c.before", "c.after", "o.nodes")
    },
    "sum(s.outcome not in ('ok', 'unchanged'))": "sum((s.outcome not in ('ok', 'unchanged'))::int)",
}


@compiles(Computed, "postgresql")
def _plain(_made: Computed, _compiler: Any, **_options: Any) -> str:
    """What SQLite makes of other columns when it is read is stored on a server."""
    return ""


def load_into(url: str, database: Path) -> dict[str, int]:
    """Copy a built database to a server, as the schema `keeling`; gives the rows of each table.

    `url` is `postgresql+psycopg://user@host/name`; no message repeats its password. The schema that
    was there stays in place until
    the new one is whole. Raises UsageError for another kind of address or a missing driver,
    NothingFound where there is no database, WorldError for what the server refuses.
    """
    engine = _engine(url)
    source = query.connect(database)
    try:
        with engine.begin() as connection:
            return _load(connection, source)
    except DBAPIError as error:
        said = re.sub(r"\s+", " ", str(error.orig)).strip()
        raise WorldError(f"the server at {engine.url!r} refused ({said}); what was there before is unchanged") from None
    finally:
        source.close()
        engine.dispose()


def found(connection: Connection, wanted: str, limit: int = 2_000) -> list[int]:
    """Numbers of the texts that hold every word and quoted phrase, best first, as the site's search takes them."""
    terms = [_lexemes(phrase or word) for phrase, word in _TERM.findall(wanted)]
    asked = " & ".join(f"({' <-> '.join(map(_quoted, words))})" for words in terms if words)
    sql = text(
        f"select id from {SCHEMA}.texts where search @@ cast(:asked as tsquery)"  # noqa: S608 (a constant)
        " order by ts_rank(search, cast(:asked as tsquery)) desc, id limit :limit"
    )
    return list(connection.execute(sql, {"asked": asked, "limit": limit}).scalars()) if asked else []


def _engine(url: str) -> Engine:
    try:
        engine = create_engine(url)
    except (ArgumentError, ValueError):
        raise UsageError(f"that is no address of a database; write {DRIVER}://user@host/name") from None
    except ImportError:
        raise UsageError("a PostgreSQL server needs its driver: install keeling[postgresql]") from None
    if f"{engine.dialect.name}+{engine.driver}" != DRIVER:
        raise UsageError(f"keeling loads into PostgreSQL only; write {DRIVER}://user@host/name")
    return engine


def _load(connection: Connection, source: sqlite3.Connection) -> dict[str, int]:
    fresh = f"{SCHEMA}_new"
    connection.execute(text(f"drop schema if exists {fresh} cascade"))
    connection.execute(text(f"create schema {fresh}"))
    connection.execute(text(f"set local search_path to {fresh}"))
    for table in metadata.sorted_tables:
        connection.execute(CreateTable(table, include_foreign_key_constraints=[]))
    connection.execute(text("alter table texts add column search tsvector"))
    for name in NUMBERED:
        connection.execute(text(f"alter table {name} add column rowid integer"))
    counts = {table.name: _copy(connection, source, table) for table in metadata.sorted_tables}
    _finish(connection)
    connection.execute(text(f"drop schema if exists {SCHEMA} cascade"))
    connection.execute(text(f"alter schema {fresh} rename to {SCHEMA}"))
    return counts


def _copy(connection: Connection, source: sqlite3.Connection, table: Table) -> int:
    """All rows of a table, in the order of the file, through the server's bulk load."""
    names = [column.name for column in table.columns] + ["rowid"] * (table.name in NUMBERED)
    listed = ", ".join(f'"{name}"' for name in names)
    rows: Iterator[Any] = map(tuple, source.execute(f'select {listed} from "{table.name}" order by rowid'))  # noqa: S608
    if table.name == "texts":
        listed, rows = f'{listed}, "search"', _searchable(rows)
    driver: Any = connection.connection.driver_connection
    count = 0
    with driver.cursor() as cursor, cursor.copy(f'copy "{table.name}" ({listed}) from stdin') as bulk:
        for row in rows:
            bulk.write_row(row)
            count += 1
    return count


def _searchable(rows: Iterator[tuple[int, str, str]]) -> Iterator[tuple[int, str, str, str]]:
    """Rows of `texts` with their search vector; a phrase never runs from the heading into the text."""
    for number, heading, words in rows:
        first = _lexemes(heading)
        places = [*enumerate(first, 1), *enumerate(_lexemes(words), len(first) + 2)]
        yield number, heading, words, " ".join(f"{_quoted(word)}:{min(place, 16_383)}" for place, word in places)


def _lexemes(words: str) -> list[str]:
    """The words as SQLite's index has them: small letters without accents, split at everything else."""
    plain = "".join(c for c in unicodedata.normalize("NFD", words.lower()) if unicodedata.category(c) != "Mn")
    return [word[:LONGEST] for word in _WORD.findall(plain)]


def _quoted(word: str) -> str:
    return f"'{word}'"


def _finish(connection: Connection) -> None:
    """Keys between tables, indexes, views, descriptions, statistics: all faster after the rows."""
    for table in metadata.sorted_tables:
        for constraint in sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys)):
            connection.execute(AddConstraint(constraint, isolate_from_table=False))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index))
        if table.comment:
            connection.execute(SetTableComment(table))
        for column in table.columns:
            if column.comment:
                connection.execute(SetColumnComment(column))
    connection.execute(text("create index texts_search on texts using gin (search)"))
    for name in NUMBERED:
        connection.execute(text(f"create unique index {name}_rowid on {name} (rowid)"))
    for statement in views().split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    connection.execute(text("analyze"))


def views() -> str:
    """`views.sql` as PostgreSQL takes it; raises KeyError where a part to translate is not found."""
    sql = files("db.schema").joinpath("views.sql").read_text("utf-8")
    sql = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    for ours, theirs in _DIALECT.items():
        if ours not in sql:
            raise KeyError(f"views.sql no longer holds {ours!r}: see to its translation in db/serve/postgresql.py")
        sql = sql.replace(ours, theirs)
    return sql
