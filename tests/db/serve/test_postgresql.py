"""A real PostgreSQL, started here from Debian's packages, holds the same rows and finds the same as SQLite."""

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from corpus.errors import NothingFound, UsageError, WorldError
from db.ask.search import terms
from db.schema.documents import metadata
from db.schema.metadata import VIEWS
from db.serve.postgresql import found, load_into

FILLED = {
    "works", "versions", "provisions", "texts", "definitions", "index_entries", "footnotes", "cross_references",
    "dates", "effects", "comparisons", "changes", "consolidations", "snapshots", "sightings", *VIEWS,
}  # fmt: skip
SEARCHES = (
    "evidence", "crisis", "provider should", '"provider of a large service"', "C3.2", "XYZ C1",
    "not delete", "Moderation", "protocol write", '"serious threat" public',
)  # fmt: skip


def programs() -> Path | None:
    """The folder of the server's programs; Debian keeps it out of the path."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    linked = shutil.which("initdb")
    return known[-1].parent if known else Path(linked).resolve().parent if linked else None


def someone() -> list[str]:
    """PostgreSQL refuses to run as root: then its own user runs it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def quietly(command: list[str]) -> None:
    """Run a program of the server; it says only what went wrong."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """The address of a server that lives as long as this module's tests."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("no PostgreSQL here: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="keeling-postgresql-"))
    folder.chmod(0o777)
    port, control = free_port(), str(bin_folder / "pg_ctl")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    init = [
        str(bin_folder / "initdb"),
        "-D",
        f"{folder}/data",
        "-U",
        "keeling",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
    ]
    quietly([*someone(), *init])
    log = ["-l", f"{folder}/log", "-w"]
    quietly([*someone(), control, "-D", f"{folder}/data", *log, "-o", options, "start"])
    try:
        yield f"postgresql+psycopg://keeling@127.0.0.1:{port}/postgres"
    finally:
        quietly([*someone(), control, "-D", f"{folder}/data", "-m", "immediate", "stop"])
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def loaded(postgresql: str, built) -> str:
    """The example corpus on the server, loaded twice: the second takes the place of the first."""
    first = load_into(postgresql, built[0] / "keeling.db")
    assert load_into(postgresql, built[0] / "keeling.db") == first
    return postgresql


def ours(data: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Rows of the SQLite database."""
    connection = sqlite3.connect(data / "keeling.db")
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def theirs(url: str, sql: str) -> list[tuple[object, ...]]:
    """Rows of the server."""
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("set search_path to keeling"))
        rows = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return rows


@pytest.mark.parametrize("name", [*metadata.tables, *VIEWS])
def test_every_table_and_view_has_the_same_rows(loaded: str, built, name: str) -> None:
    """Each table and each view gives on the server what it gives in SQLite."""
    columns = [row[1] for row in ours(built[0], f"pragma table_xinfo('{name}')")]
    listed = ", ".join(f'"{column}"' for column in columns)
    mine, other = (sorted(map(repr, rows)) for rows in (
        [tuple(map(plain, row)) for row in ours(built[0], f'select {listed} from "{name}"')],
        [tuple(map(plain, row)) for row in theirs(loaded, f'select {listed} from "{name}"')],
    ))  # fmt: skip
    assert mine == other
    assert mine or name not in FILLED


def plain(value: object) -> object:
    """A value as SQLite has it."""
    return int(value) if isinstance(value, bool) else value


@pytest.mark.parametrize("wanted", SEARCHES)
def test_a_search_finds_the_same_texts(loaded: str, built, wanted: str) -> None:
    """Words, phrases and numbers find the same texts on the server as in SQLite's index."""
    mine = {row[0] for row in ours(built[0], "select rowid from texts_fts where texts_fts match ?", terms(wanted))}
    engine = create_engine(loaded)
    with engine.connect() as connection:
        hits = found(connection, wanted)
    engine.dispose()
    assert mine
    assert set(hits) == mine


def test_columns_carry_their_descriptions(loaded: str) -> None:
    """What a column holds can be asked of the server."""
    sql = "select col_description('provisions'::regclass, 1)"
    assert "permanent address" in str(theirs(loaded, sql)) or "slug" in str(theirs(loaded, sql))


def test_a_load_that_fails_leaves_the_last_one(loaded: str, built, tmp_path: Path) -> None:
    """Rows the server refuses are said in one line, and the schema that was there still answers."""
    damaged = tmp_path / "keeling.db"
    shutil.copy(built[0] / "keeling.db", damaged)
    connection = sqlite3.connect(damaged)
    connection.execute("update versions set work_id = 'nowhere'")
    connection.commit()
    connection.close()
    with pytest.raises(WorldError, match="what was there before is unchanged"):
        load_into(loaded, damaged)
    assert theirs(loaded, "select count(*) from versions") == ours(built[0], "select count(*) from versions")


def test_wrong_addresses_are_said(postgresql: str, built, tmp_path: Path) -> None:
    """An address of another kind, of nothing, and a database that is not there: one line each."""
    database = built[0] / "keeling.db"
    for wrong in ("sqlite:///x.db", "rubbish", "mysql+nothing://host/x"):
        with pytest.raises(UsageError, match=r"postgresql\+psycopg"):
            load_into(wrong, database)
    with pytest.raises(WorldError, match="refused"):
        load_into(f"postgresql+psycopg://keeling@127.0.0.1:{free_port()}/postgres", database)
    with pytest.raises(NothingFound, match="keeling build"):
        load_into(postgresql, tmp_path / "none.db")
