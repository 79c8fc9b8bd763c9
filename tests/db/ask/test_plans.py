"""The questions that pages ask are answered by indexes, however large the database is."""

import re
import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from db import show
from db.ask import query

LARGE = {
    "provisions", "texts", "changes", "change_provisions", "cross_references", "definitions", "index_entries",
    "effects", "instruction_outcomes", "verification_provisions", "drops", "footnotes", "dates", "identifiers",
    "repairs", "reserved", "renditions", "sightings", "snapshots", "signatories", "asks",
}  # fmt: skip
DERIVED = "/xyz/2030-03-01+xyz-draft"
PAGES = (
    "/", "/about", "/data", "/amendments", "/statements", "/sources", "/search?q=content", "/applies?code=xyz",
    "/search?q=content&work=xyz&kind=paragraph&version=xyz@2030-03-01", "/search?q=XYZ+C1", "/search.json?q=crisis",
    "/xyz", "/xyz/2030-01-10", DERIVED, "/xyz/2030-03-01/c1", "/xyz/2030-03-01/c1-2", f"{DERIVED}/c3-2-a",
    "/xyz-draft", "/xyz-draft/2030-06-18", "/letter", "/compare/xyz/2030-01-10...2030-03-01",
    "/compare/xyz/2030-01-10...2030-03-01+xyz-draft",
)  # fmt: skip
_TABLE = re.compile(r"(?:\bfrom|\bjoin|,)\s+([a-z_]+)(?:\s+(?:as\s+)?([a-z]\w*))?", re.IGNORECASE)
_SCAN = re.compile(r"SCAN (\w+)")


@pytest.fixture(scope="module")
def large(built, tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    """The example database without its statistics: the planner then takes every table for a large one."""
    path = tmp_path_factory.mktemp("plans") / "keeling.db"
    shutil.copy(built[0] / "keeling.db", path)
    connection = sqlite3.connect(path)
    connection.execute("delete from sqlite_stat1")
    connection.commit()
    connection.close()
    return sqlite3.connect(path)


def scans(connection: sqlite3.Connection, sql: str, values: Any) -> list[str]:
    """The large tables that a query reads from end to end."""
    names = {alias or name: name for name, alias in _TABLE.findall(sql)} | {name: name for name in LARGE}
    details = (row[3] for row in connection.execute(f"explain query plan {sql}", values))
    read_whole = (names.get(found[1], found[1]) for detail in details if (found := _SCAN.match(detail)))
    counted = {"sightings", "snapshots"} if "count(*)" in sql else set()  # the proof of checks is a count of all
    return [name for name in read_whole if name in LARGE - counted]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """Every query that `db.ask.query` is asked."""
    known: list[tuple[str, dict[str, Any]]] = []
    rows = query.rows

    def recorded(connection: sqlite3.Connection, sql: str, **values: Any) -> list[query.Row]:
        known.append((sql, values))
        return rows(connection, sql, **values)

    monkeypatch.setattr(query, "rows", recorded)
    return known


def whole(connection: sqlite3.Connection, questions: Iterable[tuple[str, dict[str, Any]]]) -> list[str]:
    """Each query that reads a large table from end to end, with the table."""
    return [f"{', '.join(found)}: {sql}" for sql, values in questions if (found := scans(connection, sql, values))]


@pytest.mark.parametrize("path", PAGES)
async def test_no_page_reads_a_large_table_from_end_to_end(site, large, asked, path: str) -> None:
    """Every query of a page finds its rows by an index."""
    answer = await site.get(path)
    assert answer.status_code in (200, 302)
    assert whole(large, asked) == []


def test_show_reads_no_large_table_from_end_to_end(built, large, asked) -> None:
    """`keeling show` answers by indexes too."""
    show.show("XYZ C1.2", built[0])
    assert asked
    assert whole(large, asked) == []


def test_a_scan_would_be_seen(large) -> None:
    """A query without an index is told from one with an index, under an alias too."""
    assert scans(large, "select p.id from provisions p where p.printed = 'x'", {}) == ["provisions"]
    assert scans(large, "select p.id from provisions p where p.slug = 'x'", {}) == ["provisions"]
    assert scans(large, "select id from provisions where version_id = 'x' and kind = 'measure'", {}) == []


def test_search_stops_at_the_best(large) -> None:
    """The search index sorts by rank itself: nothing is sorted afterwards."""
    sql = "select rowid from texts_fts where texts_fts match 'content' order by rank limit 25"
    plan = [row[3] for row in large.execute(f"explain query plan {sql}")]
    assert not any("TEMP B-TREE" in line for line in plan)


def test_pages_are_served_with_settings_for_large_tables(tmp_path: Path) -> None:
    """Datasette neither counts nor facets a million rows for a page nobody asked it for."""
    from db.serve.application import SETTINGS, datasette

    assert SETTINGS["suggest_facets"] is False
    application = datasette(tmp_path / "nowhere.db")
    assert application.setting("suggest_facets") is False
    assert application.setting("sql_time_limit_ms") == SETTINGS["sql_time_limit_ms"]
