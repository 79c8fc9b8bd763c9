"""Counts from the statistics of the build are those of the tables."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from db.web.parts.row_counts import AS_LONG_AS, counts


def test_every_count_is_that_of_the_table(built) -> None:
    """All tables, empty ones too, and views that are as long as a table."""
    connection = sqlite3.connect(built[0] / "keeling.db")
    found = counts(connection)
    tables = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    assert set(found) == tables | set(AS_LONG_AS)
    for name, count in found.items():
        assert connection.execute(f'select count(*) from "{name}"').fetchone() == (count,), name
    connection.close()


def test_a_file_that_keeling_did_not_build_is_not_judged(tmp_path: Path) -> None:
    """Statistics of another file may be old."""
    connection = sqlite3.connect(tmp_path / "other.db")
    connection.executescript("create table a (b); insert into a values (1); analyze;")
    assert counts(connection) == {}
    connection.close()


@pytest.mark.parametrize("table", ["provisions", "provision", "failures"])
async def test_datasette_says_the_count(built, site, table: str) -> None:
    """Datasette's page of a table says as many rows as there are."""
    connection = sqlite3.connect(built[0] / "keeling.db")
    (count,) = connection.execute(f"select count(*) from {table}").fetchone()
    connection.close()
    found = (await site.get(f"/keeling/{table}.json?_size=1")).json()
    assert found["filtered_table_rows_count"] == count


async def test_the_digest_of_the_file_is_the_digest_of_the_file(built, site) -> None:
    """Datasette still tells the SHA-256 of an immutable file."""
    known = (await site.get("/-/databases.json")).json()
    assert known[0]["hash"] == hashlib.sha256((built[0] / "keeling.db").read_bytes()).hexdigest()
