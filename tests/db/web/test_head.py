"""The head of the ledger in everything that leaves the site, so that what was shown can be held against the archive;
and that it is unofficial, for a file is read without the page it came from.
"""

import io
import sqlite3
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from db.ask import query, works

V, W = "/xyz/2030-03-01", "/xyz/2030-01-10"
BETWEEN = "/compare/xyz/2030-01-10...2030-03-01"
EXPORTS = (
    *(f"{V}.{form}" for form in ("md", "json", "xml", "docx")),
    *(f"{W}/c1-2.{form}" for form in ("md", "json")),
    *(f"{V}/measures.{form}" for form in ("csv", "xlsx")),
    *(f"{BETWEEN}.{form}" for form in ("json", "md", "html", "csv", "xlsx")),
    *(f"/search.{form}?q=provider" for form in ("json", "csv", "xlsx")),
    "/divergences.json", "/asks.json", "/asks.md", "/feeds/all.atom", "/feeds/all.json", "/feeds/xyz.atom",
    "/feeds/divergences.atom", "/feeds/outcomes.json", V, f"{W}/c1-2", BETWEEN,
)  # fmt: skip


@pytest.fixture
def database(built: Any) -> Iterator[sqlite3.Connection]:
    """The example corpus, open."""
    connection = query.connect(built[0] / "keeling.db")
    yield connection
    connection.close()


@pytest.mark.parametrize("address", EXPORTS)
async def test_the_head_is_in_every_export_feed_and_page(site: Any, database: sqlite3.Connection, address: str) -> None:
    """Spreadsheets have it in their cells, all others as they are; and each says that it is unofficial."""
    said = await words(site, address)
    assert works.head(database) in said
    assert "nofficial" in said


async def test_the_head_is_in_every_version_as_word_and_xml(site: Any, database: sqlite3.Connection) -> None:
    """Of a published version and of a schedule that keeling computed."""
    found = [row["id"].replace("@", "/") for row in query.rows(database, "select id from versions")]
    assert any("+" in each for each in found)
    for version in found:
        for form in ("docx", "xml"):
            said = await words(site, f"/{version}.{form}")
            assert works.head(database) in said, (version, form)
            assert "nofficial" in said, (version, form)


async def words(site: Any, address: str) -> str:
    """What an address answers; of a zipped form the parts in XML."""
    answer = await site.get(address)
    assert answer.status_code == 200
    if not answer.content.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as inside:
        return "".join(inside.read(name).decode() for name in inside.namelist() if name.endswith(".xml"))
