"""Divergences: a published text that leaves out an ordered change is found in the table, on the page, in the feed."""

import json
import sqlite3
from pathlib import Path

import pytest
from lantern_archive import CODE, DRAFT, Archive

from db.ask import instruments as asked
from db.ask.query import connect
from db.ask.words import UNOFFICIAL
from db.web.pages import divergences
from db.web.parts.answer import Ask, Document, Page

RECORDS = "".join(f"LAN C1.{n} The keeper should keep record {n} for 12 months.\n" for n in range(3, 14))
ORDERS = "".join(f"2.{n} In LAN C1.{n}, for “12 months” substitute “24 months”.\n" for n in range(3, 14))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A code, a draft that changes it, and a later text that has not the change but another."""
    archive = Archive(tmp_path_factory.mktemp("divergences"))
    url = "https://www.office.example.org/"
    code = CODE + RECORDS
    archive.add(code.format(day="4 July 2025"), f"{url}code.txt")
    draft = DRAFT.format(day="18 June 2026", isbn="ISBN 978-1-5286-6625-1", old="12 months", new="24 months") + ORDERS
    archive.add(draft, f"{url}draft.txt")
    later = (
        code.format(day="12 October 2026")
        .replace("Published", "Issued")
        .replace("12 months", "24 months")
        .replace("7 for 24", "7 for 12")
    )
    archive.add(later.replace("a lantern for each tower", "two lanterns for each tower"), f"{url}later.txt")
    archive.build()
    return archive.data


def ask(**parts: str) -> Ask:
    """What a page is asked."""
    return Ask(parts, {}, "https://codes.example.org", "/divergences")


def test_every_difference_has_a_cause(built: Path) -> None:
    """The change that is left out is the one finding; the change that nobody ordered is the publisher's."""
    with connect(built / "keeling.db") as connection:
        rows = {row["label"]: row["cause"] for row in asked.divergences(connection)}
        assert rows == {"LAN C1.7": "publisher_omitted", "1.1": "publisher_changed"}
        assert [row["label"] for row in asked.divergences(connection) if row["finding"]] == ["LAN C1.7"]


def test_page_tables_and_feed_say_the_same(built: Path) -> None:
    """The page's groups, the JSON, and an entry of the feed with a line for each difference."""
    with connect(built / "keeling.db") as connection:
        page = divergences.divergences(connection, ask())
        assert isinstance(page, Page)
        assert [len(group) for group in page.values["groups"]] == [2]
        told = divergences.divergences(connection, ask(format="json"))
        assert isinstance(told, Document)
        assert {row["label"] for row in json.loads(told.content)["divergences"]} == {"LAN C1.7", "1.1"}
        feed = divergences.feed(connection, ask(format="json"))
        assert isinstance(feed, Document)
        (item,) = json.loads(feed.content)["items"]
        assert "2 differences" in item["title"]
        assert "1 ordered and left out" in item["title"]
        *each, unofficial = item["content_text"].splitlines()
        assert (len(each), unofficial) == (2, UNOFFICIAL)


def test_the_feeds_are_written_beside_the_database(built: Path) -> None:
    """Those who serve files have the feed of divergences too."""
    assert (built / "feeds" / "divergences.atom").is_file()
    table = sqlite3.connect(built / "keeling.db").execute("select count(*) from divergences").fetchone()
    assert table == (2,)
