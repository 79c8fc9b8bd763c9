"""Everything in the database is described, and the description in the repository is up to date."""

import json
import sqlite3
from pathlib import Path

import pytest

from db.schema.metadata import QUERIES, document, metadata, text

PROJECT = Path(__file__).resolve().parents[3]


def columns(data: Path) -> dict[str, list[str]]:
    """Columns of every table and view of a database."""
    connection = sqlite3.connect(data / "keeling.db")
    try:
        names = [
            row[0]
            for row in connection.execute("select name from sqlite_master where type in ('table', 'view')")
            if not row[0].startswith(("sqlite_", "texts_fts"))
        ]
        return {name: [row[1] for row in connection.execute(f"pragma table_xinfo({name})")] for name in names}
    finally:
        connection.close()


def test_every_table_and_column_is_described(built) -> None:
    """No table, view or column of the file lacks a description, and none is described that is not there."""
    described = metadata()["databases"]["keeling"]["tables"]
    found = columns(built[0])
    assert set(described) == set(found)
    for name, names in found.items():
        assert described[name]["description"]
        assert sorted(described[name]["columns"]) == sorted(names), name
        assert all(described[name]["columns"].values())


def test_facets_labels_and_sort_orders_name_columns(built) -> None:
    """What the metadata says about columns is about columns that exist."""
    found = columns(built[0])
    for name, table in metadata()["databases"]["keeling"]["tables"].items():
        named = [*table.get("facets", []), *(table[k] for k in ("label_column", "sort", "sort_desc") if k in table)]
        assert set(named) <= set(found[name]), name


def test_the_files_in_the_repository_are_up_to_date() -> None:
    """`python -m db.schema.metadata` would change nothing."""
    assert (PROJECT / "datasette_metadata.json").read_text("utf-8") == text()
    assert (PROJECT / "docs" / "database.md").read_text("utf-8") == document()


def test_sql_is_off_unless_asked_for() -> None:
    """Readers run SQL of their own only where the person who serves allows it."""
    assert metadata()["databases"]["keeling"]["allow_sql"] is False
    assert metadata(sql=True)["databases"]["keeling"]["allow_sql"] is True


def test_statements_are_not_under_the_open_licence() -> None:
    """Tables with words of statements name another licence."""
    tables = metadata()["databases"]["keeling"]["tables"]
    for name in ("statements", "signatories", "asks", "ask"):
        assert tables[name]["license"].startswith("Copyright of the authors")


@pytest.mark.parametrize("name", sorted(QUERIES))
async def test_canned_queries_answer(site, name: str) -> None:
    """Each ready-made query runs, also with characters that mean something to the search index."""
    values = {"citation": "XYZ C1.2", "words": 'C1.2 "(a)', "term": "crisis", "version": "xyz"}
    values |= {"before": "xyz@2030-01-10", "after": "xyz@2030-03-01", "name": "Charity"}
    answer = await site.get(f"/keeling/{name}.json?_shape=array", params=values)
    assert answer.status_code == 200, answer.text
    json.loads(answer.text)


async def test_a_canned_query_finds_a_history(site) -> None:
    """The history query gives one row for each version."""
    answer = await site.get("/keeling/history_of_a_provision.json?_shape=array&citation=xyz+c1.2")
    assert [row["version"] for row in answer.json()] == ["xyz@2030-01-10", "xyz@2030-03-01", "xyz@2030-03-01+xyz-draft"]


async def test_columns_that_are_not_stored_are_columns_like_others(site) -> None:
    """Version and slug, read off the id, stand in the table and in a row's page, and can be asked for."""
    wanted = {"id": "xyz@2030-03-01/c1-2", "version_id": "xyz@2030-03-01", "slug": "c1-2"}
    page = (await site.get("/keeling/provisions.json?slug=c1-2&version_id=xyz@2030-03-01&_shape=objects")).json()
    assert [{name: row[name] for name in wanted} for row in page["rows"]] == [wanted]
    row = (await site.get("/keeling/provisions/xyz~402030-03-01~2Fc1-2.json?_shape=objects")).json()["rows"][0]
    assert {name: row[name] for name in wanted} == wanted
    facets = (await site.get("/keeling/provisions.json?_facet=version_id&_size=0")).json()["facet_results"]
    assert {"value", "count"} <= set(facets["version_id"]["results"][0])
    listed = (await site.get("/keeling/provisions?version_id=xyz@2030-03-01")).text
    assert '<a href="/keeling/versions/xyz~402030-03-01">' in listed
    assert "<dt>slug</dt><dd>Last part of the permanent address</dd>" in listed
    version = (await site.get("/keeling/versions/xyz~402030-03-01")).text
    assert '<a href="/keeling/provisions?version_id=xyz@2030-03-01">' in version
