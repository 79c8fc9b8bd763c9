"""Pages that stay: what became of a number in every text, and the way to the text in force today."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue, Publisher
from corpus.work import CataloguedVersion, DatedEvent, Expression, Scheme, Work
from db.ask import query
from db.ask.provisions import by_number
from db.ask.status_line import page_line, status_line
from db.build.run import build
from db.serve.application import datasette
from db.serve.histories import histories
from db.web.pages.history import read as of_number
from db.web.parts.answer import Ask
from db.web.parts.reading import Reading, read
from tests.db.example_corpus import BASE, archive, code, grammar, measure, paragraph

DAYS = (("2028-05-01", "consultation"), ("2029-01-10", "issued"), ("2030-02-01", "issued"), ("2031-03-01", "issued"))
"""A draft, and three texts of which each takes the place of the one before on the first of the month after."""
STARTS = ("", "1 February 2029", "1 March 2030", "1 April 2031")


def bells(day: str, start: str, rope: str, *more: tuple[str, str]) -> Expression:
    """A code on bells: how long its rope is, and what else it says."""
    words = [("BEL C1.1", f"A bell has a rope of {rope}."), ("BEL C1.2", "A bell is rung at noon."), *more]
    made = code(
        day,
        measure("BEL C1", "Bells", Recommendation=tuple(paragraph(*each) for each in words)),
        title="Bell Code",
    )
    said = f"In force: {start}"
    day = datetime.strptime(start, "%d %B %Y").replace(tzinfo=UTC).date() if start else None
    return replace(made, dates=(*made.dates, DatedEvent("in_force", day, said))) if day else made


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bell code: C1.1 changes with each text, C1.3 goes, and its number comes back for something else."""
    folder = tmp_path_factory.mktemp("bells")
    gone, other = ("BEL C1.3", "A keeper oils the wheel."), ("BEL C1.3", "Visitors may watch from the yard below.")
    texts = (
        bells("2028-05-01", "", "nine feet", gone),
        bells("2029-01-10", STARTS[1], "ten feet", gone),
        bells("2030-02-01", STARTS[2], "eleven feet"),
        bells("2031-03-01", STARTS[3], "twelve feet", other),
    )
    archive(folder, *((f"bell{n}", each) for n, each in enumerate(texts)))
    known = tuple(CataloguedVersion(day, status, (f"{BASE}/bell{n}",)) for n, (day, status) in enumerate(DAYS))  # type: ignore[arg-type]
    work = Work("bel", "code", "Bell Code", "example", scheme=Scheme("BEL"), versions=known)
    build(folder, Catalogue((Publisher("example", "Example Regulator"),), (work,)), parse=grammar, parser="test")
    return folder


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What sets the day it is."""
    return lambda day: monkeypatch.setenv("KEELING_TODAY", day)


async def text(data: Path, path: str) -> str:
    """A page."""
    return str((await datasette(data / "keeling.db").client.get(path)).text)


async def leads(data: Path, path: str) -> str:
    """Where an address leads, for now."""
    answer = await datasette(data / "keeling.db").client.get(path)
    assert answer.status_code == 302
    return str(answer.headers["location"])


async def test_an_old_text_says_what_replaced_it_and_when(data: Path, on: Callable[[str], None]) -> None:
    """The next text, the day it took its place, what it made of the words; the ways on are addresses that stay."""
    on("2032-01-01")
    page = await text(data, "/bel/2029-01-10/c1-1")
    assert (
        "You are reading the text of 10 January 2029. It was replaced on 1 March 2030 by the text of 1 February 2030,"
        " where BEL C1.1 was reworded." in page
    )
    assert '<a href="/bel/in-force/c1-1">Read the text in force today</a>' in page
    assert '<a href="/compare/bel/2029-01-10...2030-02-01#c1-1">See what changed</a>' in page
    assert '<a href="/bel/history/c1-1">Its history to today</a>' in page
    assert "No longer in force: in force from 1 February 2029 until 28 February 2030" in page
    assert "where the wording of BEL C1.2 is the same" in await text(data, "/bel/2029-01-10/c1-2")
    assert "where BEL C1.3 no longer stands" in await text(data, "/bel/2029-01-10/c1-3")


async def test_an_old_text_says_nothing_of_what_came_after_it_was_replaced(
    data: Path, on: Callable[[str], None]
) -> None:
    """Its page, its data and its findings are the same before the text of 2031 counts and after it."""
    addresses = [f"/bel/2029-01-10{end}" for end in ("", "/c1-1", "/c1-2", "/c1-3")]
    found = []
    for day in ("2030-12-01", "2032-01-01"):
        on(day)
        found.append([without_day(await text(data, each)) for each in addresses])
    assert found[0] == found[1]
    assert not any("2031" in page for page in found[1])


def without_day(page: str) -> str:
    """A page without the day it is and how long ago keeling looked, which a script puts on a published one."""
    return re.sub(r"(<p class=\"caution\" data-looked>|<span data-as-at>)[^<]*", r"\1", page)


async def test_the_text_that_counts_is_not_called_replaced(data: Path, on: Callable[[str], None]) -> None:
    """Before the next one starts, which may be published by then, a text is the one in force; the next is not yet."""
    on("2031-03-15")
    page = await text(data, "/bel/2030-02-01/c1-1")
    assert "replaced" not in page
    assert "You are reading" not in page
    ahead = await text(data, "/bel/2031-03-01/c1-1")
    assert "You are reading the text of 1 March 2031, which is not yet in force. It is reworded on" in ahead
    assert '<a href="/bel/2030-02-01/c1-1">Read the text in force, of 1 February 2030</a>' in ahead


async def test_a_draft_says_what_followed_it(data: Path, on: Callable[[str], None]) -> None:
    """A draft was never in force, so it was not replaced; before the text that followed it counts, it is a draft."""
    on("2032-01-01")
    page = await text(data, "/bel/2028-05-01/c1-1")
    assert (
        "You are reading the draft consulted on of 1 May 2028. It was followed by the text of 10 January 2029, where"
        " BEL C1.1 was reworded." in page
    )
    assert "A draft, consulted on" in page
    on("2028-06-01")
    assert "followed by the text" not in (await text(data, "/bel/2028-05-01/c1-1")).partition("status")[0]


def test_what_a_draft_between_two_texts_changed_is_not_taken_for_theirs(tmp_path: Path) -> None:
    """A draft has other words and the text that was issued after it has the old ones again: nothing is claimed."""
    texts = (
        bells("2029-01-10", STARTS[1], "ten feet"),
        bells("2029-06-01", "", "five feet"),
        bells("2030-02-01", STARTS[2], "ten feet"),
    )
    days = (("2029-01-10", "issued"), ("2029-06-01", "consultation"), ("2030-02-01", "issued"))
    archive(tmp_path, *((f"bell{n}", each) for n, each in enumerate(texts)))
    known = tuple(CataloguedVersion(day, status, (f"{BASE}/bell{n}",)) for n, (day, status) in enumerate(days))  # type: ignore[arg-type]
    work = Work("bel", "code", "Bell Code", "example", scheme=Scheme("BEL"), versions=known)
    build(tmp_path, Catalogue((Publisher("example", "Example Regulator"),), (work,)), parse=grammar, parser="test")
    connection = query.connect(tmp_path / "keeling.db")

    def said(slug: str) -> str:
        found = read(connection, Ask({"work": "bel", "version": "2029-01-10", "slug": slug}, {}, "", ""))
        assert isinstance(found, Reading)
        assert found.status.band
        return found.status.band.words

    assert said("c1-1").endswith("by the text of 1 February 2030, where BEL C1.1 may have other words.")
    assert said("c1-2").endswith("where the wording of BEL C1.2 is the same.")


async def test_the_way_to_the_text_of_today(data: Path, on: Callable[[str], None]) -> None:
    """One address for every day; a number that different provisions had leads to their histories, to none of them."""
    on("2030-12-01")
    assert await leads(data, "/bel/in-force") == "/bel/2030-02-01"
    assert await leads(data, "/bel/in-force/c1-1") == "/bel/2030-02-01/c1-1"
    on("2032-01-01")
    assert await leads(data, "/bel/in-force") == "/bel/2031-03-01"
    assert await leads(data, "/bel/in-force/C1-1") == "/bel/2031-03-01/c1-1"
    assert await leads(data, "/bel/in-force/c1-3") == "/bel/history/c1-3"
    on("2028-06-01")
    assert await leads(data, "/bel/in-force") == "/bel"
    answer = await datasette(data / "keeling.db").client.get("/bel/in-force/c9")
    assert answer.status_code == 404


async def test_the_history_of_a_number_to_today(data: Path, on: Callable[[str], None]) -> None:
    """Every text with its change, newest first, and the way to the one that counts; no text that changed nothing."""
    on("2032-01-01")
    page = await text(data, "/bel/history/c1-1")
    assert '<a href="/bel/in-force/c1-1">Read it in the text that counts today</a>' in page
    told = page.partition('id="history"')[2]
    places = [told.find(f'href="/bel/{day}/c1-1"') for day, _ in reversed(DAYS)]
    assert places == sorted(places)
    assert -1 not in places
    assert "<ins>" in told
    found = (await datasette(data / "keeling.db").client.get("/bel/history/c1-1.json")).json()
    assert found["in_force"] == "/bel/in-force/c1-1"
    assert [event["version"] for event in found["histories"][0]] == [f"bel@{day}" for day, _ in DAYS]
    same = (await datasette(data / "keeling.db").client.get("/bel/history/c1-2.json")).json()
    assert [event["version"] for event in same["histories"][0]] == ["bel@2028-05-01"]


async def test_two_provisions_that_had_one_number_are_told_apart(data: Path, on: Callable[[str], None]) -> None:
    """The one that stands today first; of the other that it stands there no more, and where it did."""
    on("2032-01-01")
    page = await text(data, "/bel/history/c1-3")
    assert "2 different provisions had this number" in page
    assert page.index("/bel/2031-03-01/c1-3") < page.index("It does not stand in the text that counts today")
    assert '<a href="/bel/2029-01-10/c1-3">It as it read last</a>, in the text of 10 January 2029' in page
    assert page.count('id="history"') == page.count('id="history-2"') == 1
    missing = await datasette(data / "keeling.db").client.get("/bel/history/c9")
    assert missing.status_code == 404


async def test_data_of_an_old_text_end_with_it_and_lead_on(data: Path, on: Callable[[str], None]) -> None:
    """Its history up to it, and where the whole is; the text that counts has all of it."""
    on("2032-01-01")
    client = datasette(data / "keeling.db").client
    old, now = [(await client.get(f"/bel/{day}/c1-1.json")).json() for day in ("2029-01-10", "2031-03-01")]
    assert [event["version"] for event in old["history"]] == ["bel@2028-05-01", "bel@2029-01-10"]
    assert old["history_to_today"] == "/bel/history/c1-1.json"
    assert old["not_current"]["current"] == "/bel/in-force/c1-1"
    assert len(now["history"]) == len(DAYS)
    assert "history_to_today" not in now


async def test_a_page_as_at_another_day_answers_as_at_that_day(data: Path, on: Callable[[str], None]) -> None:
    """Who names a day asks for what counted then."""
    on("2032-01-01")
    page = await text(data, "/bel/2029-01-10/c1-1?as-at=2031-01-01")
    assert "Read the text in force, of 1 February 2030" in page


def test_show_names_the_text_of_today(data: Path) -> None:
    """A command answers once: it may say what counts now, and what the last change was."""
    connection = query.connect(data / "keeling.db")
    asked = Ask({"work": "bel", "version": "2029-01-10", "slug": "c1-1"}, {}, "", "")
    found = read(connection, asked)
    assert isinstance(found, Reading)
    parts = (connection, found.version, found.row, found.events)
    assert "reworded on 1 March 2031" in status_line(*parts, "2032-01-01").lines()[1]
    assert "reworded on 1 March 2031" in page_line(*parts, "2032-01-01").lines()[1]  # of another day than today


def test_histories_read_at_once_are_found_by_number_as_one_by_one(data: Path, on: Callable[[str], None]) -> None:
    """What a published site reads in one go is what the server reads for a page, in the same order."""
    on("2032-01-01")
    connection = query.connect(data / "keeling.db")
    known = by_number(histories(connection, "bel"))
    assert {"c1", "c1-1", "c1-3"} <= known.keys()
    for slug in known:
        asked = Ask({"work": "bel", "slug": slug}, {}, "", "")
        assert of_number(connection, asked) == of_number(connection, asked, known), slug
