"""Stacks computed when they are asked for, exports of versions, instruments that a version includes."""

import sqlite3
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree
from zipfile import ZipFile

import example_corpus
import pytest

from corpus.snapshots import Sighting, SnapshotStore
from corpus.work import DatedEvent
from db.ask import expressions, query
from db.build.run import BuildSummary, build
from db.web.parts.computed_stacks import Stacks
from diffs.execute.consolidate import consolidate

OTHER = "/xyz/2030-01-10+xyz-draft"
DERIVED = "xyz@2030-03-01+xyz-draft"


async def test_a_stack_nobody_stored_is_computed(site) -> None:
    """An instrument on another version than the build chose: text, provision, comparison, all marked as computed."""
    text = (await site.get(OTHER)).text
    assert "Computed by keeling; unofficial." in text
    assert "What was executed" in text
    assert "says who acts;" in text
    assert "says when it ends." in (await site.get(f"{OTHER}/c3-2-b")).text
    found = (await site.get("/compare/xyz/2030-01-10...2030-01-10+xyz-draft.json")).json()
    assert {change["after"] for change in found["changes"]} >= {"XYZ C3"}


async def test_two_stacks_are_compared(site) -> None:
    """Neither of the two ends need be stored."""
    found = (await site.get("/compare/xyz/2030-01-10+xyz-draft...2030-03-01+xyz-draft.json")).json()
    assert [(change["kind"], change["after"]) for change in found["changes"]] == [("modified", "XYZ C1.2")]


@pytest.mark.parametrize("name", ["2030-01-10+nothing", "2030-01-10+", "1999-01-01+xyz-draft", "2030-01-10+letter"])
async def test_a_stack_that_cannot_be_gets_help(site, name: str) -> None:
    """An unknown version or instrument is a 404 with the versions and instruments there are."""
    answer = await site.get(f"/xyz/{name}")
    assert answer.status_code == 404
    assert 'href="/xyz/2030-03-01"' in answer.text


@pytest.mark.parametrize("name", ["2030-01-10+xyz-draft+xyz-draft", "2030-01-10" + "+xyz-draft" * 40])
async def test_an_instrument_is_executed_once(site, name: str) -> None:
    """The same instrument twice is refused."""
    answer = await site.get(f"/xyz/{name}")
    assert 400 <= answer.status_code < 500


async def test_the_form_leads_to_the_stack(site) -> None:
    """Choosing a version and an instrument gives the permanent address of the stack."""
    answer = await site.get("/stack", params={"base": "xyz@2030-01-10", "then1": "xyz-draft", "then2": ""})
    assert (answer.status_code, answer.headers["location"]) == (302, OTHER)


def test_what_is_stored_is_enough_to_execute_an_instrument(built) -> None:
    """Base and instrument read back from the database give the code as amended that the build stored."""
    connection = query.connect(built[0] / "keeling.db")
    base, draft = (expressions.expression(connection, name) for name in ("xyz@2030-03-01", "xyz-draft@2030-06-18"))
    stored = query.version(connection, DERIVED)
    connection.close()
    assert stored is not None
    assert draft.effects == example_corpus.instrument().effects
    assert expressions.wording_hash(consolidate(base, [draft]).expression) == stored.content_hash


def test_few_stacks_are_kept(built) -> None:
    """The least used database in memory makes room; one that is there is used again."""
    source = sqlite3.connect(built[0] / "keeling.db")
    name = ("xyz@2030-01-10+xyz-draft",)
    kept, none = Stacks(most=1), Stacks(most=0)
    made = [kept.answer(source, name, id) for _ in range(2)]
    none.answer(source, name, id)
    source.close()
    assert made[0] == made[1]
    assert (list(kept.kept), list(none.kept)) == ([name], [])


@pytest.mark.parametrize("name", ["2030-03-01", "2030-03-01+xyz-draft", "2030-01-10+xyz-draft"])
async def test_versions_come_as_akoma_ntoso_and_word(site, name: str) -> None:
    """Both forms are whole files under a name that says unofficial."""
    xml = await site.get(f"/xyz/{name}.xml")
    assert ElementTree.fromstring(xml.content).tag.endswith("akomaNtoso")
    assert "unofficial" in xml.headers["content-disposition"]
    word = await site.get(f"/xyz/{name}.docx")
    text = ZipFile(BytesIO(word.content)).read("word/document.xml").decode()
    assert "should not delete evidence" in text
    assert ("keeling-schedule-unofficial.docx" in word.headers["content-disposition"]) == ("+" in name)


@pytest.fixture(scope="module")
def included(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildSummary]:
    """The example corpus, and a later code that has what the draft inserts."""
    data = tmp_path_factory.mktemp("included")
    example_corpus.example(data)
    rows = (
        example_corpus.entry("XYZ C1", "Content moderation function", "All services", "Section 10(2)"),
        example_corpus.entry("XYZ C3", "Answering crises", "Large services", "Section 10(2)"),
    )
    measures = (example_corpus.moderation("swiftly review"), example_corpus.crisis())
    later = example_corpus.code("2031-01-15", *measures, index=rows)
    later = replace(later, dates=(*later.dates, DatedEvent("in_force", date(2031, 2, 5), "In force 5 February 2031")))
    store = SnapshotStore(data / "snapshots")
    known = {"work": "xyz", "date": "2031-01-15", "status": "issued"}
    with store.writing():
        address = f"{example_corpus.BASE}/later"
        sighting = Sighting(address, "ok", time="2031-02-01T10:00:00+00:00", http_status=200, **known)
        store.add(sighting, example_corpus.body(later))
    return data, build(data, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")


def test_news_say_that_a_draft_is_in_force(included) -> None:
    """The sentence names the version that includes the draft, and the day it is in force."""
    said = "\n".join(included[1].lines(20, 20))
    assert "C3 inserted into Section 4/C by 2.2" in said
    assert "with its index entry by 2.1" in said
    assert "included in the code published on 15 January 2031, in force from 5 February 2031" in said
    assert "not in force" not in said


async def test_pages_say_that_a_draft_is_in_force(included) -> None:
    """Landing page, code, instrument and the inserted text say so; the draft is no longer before Parliament."""
    from db.serve.application import datasette

    application = datasette(included[0] / "keeling.db")
    await application.invoke_startup()
    words = "included in the code published on 15 January 2031, in force from 5 February 2031"
    for address in ("/", "/xyz", "/amendments", "/xyz-draft/2030-06-18/c3", f"/{DERIVED.replace('@', '/')}"):
        assert words in (await application.client.get(address)).text, address
    page = (await application.client.get("/xyz-draft")).text
    assert words[1:] in page
    assert "/compare/xyz/2030-03-01...2031-01-15" in page
    report = (await application.client.get("/compare/xyz/2030-03-01...2031-01-15.md")).text
    assert "in force from 5 February 2031" in report
    assert "not issued when keeling read it" not in report
    assert "No instrument in this database is before Parliament." in (await application.client.get("/")).text
    assert "XYZ C2" in (await application.client.get("/xyz")).text


HOSTILE = [
    "'",
    '"',
    "'; drop table texts --",
    "1 or 1=1",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%00",
    "\u202e",
    "\ud55c\uae00",
    "\U0001f600" * 20,
    "a" * 5_000,
    "-1",
    "9" * 400,
    "{{7*7}}",
    "${x}",
    "+",
    "+" * 60,
    "2030-13-45",
    "latest+",
    "~",
    "*",
    "?",
    "#",
    ";",
    "\\",
    "|",
    "\u0000",
    "%ff%fe",
    "null",
    "@",
    "...",
    "xyz@2030-01-10",
]
PLACES = [
    "/{}",
    "/xyz/{}",
    "/xyz/2030-03-01/{}",
    "/xyz/{}/c1",
    "/xyz/2030-03-01/{}.csv",
    "/xyz/{}.docx",
    "/xyz/2030-03-01/{}.md",
    "/compare/xyz/{}...2030-03-01",
    "/compare/xyz/2030-01-10...{}",
    "/compare/{}/a...b",
    "/feeds/{}.atom",
    "/search?q={}",
    "/search?q=content&work={}",
    "/search?q=content&kind={}",
    "/search?q=content&version={}",
    "/search?q=a&page={}",
    "/compare?before={}&after={}",
    "/compare?work={}",
    "/stack?base={}&then1={}",
    "/xyz/2030-03-01/c1?history={}",
    "/compare/xyz/2030-01-10...2030-03-01?view={}",
    "/compare/xyz/2030-01-10...2030-03-01?kind={}",
]


@pytest.mark.parametrize("place", PLACES)
async def test_no_input_breaks_a_page(site, built, place: str) -> None:
    """Whatever stands in an address or a parameter: an answer, or a 4xx that says why, and the file stays as it is."""
    database = built[0] / "keeling.db"
    before = database.read_bytes()
    for text in HOSTILE:
        asked = quote(text, safe="%+") if "%" in text else quote(text, safe="+")
        answer = await site.get(place.replace("{}", asked))
        assert answer.status_code < 500, (place, text)
        assert "Traceback" not in answer.text
        assert "<script>alert(1)" not in answer.text
    assert database.read_bytes() == before
