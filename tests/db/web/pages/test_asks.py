"""The pages of asks: list, one ask, measures, comparisons, statements, feed."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from db.ask import decisions
from db.ask.decisions import Decision
from tests.db import asked_corpus

MET = Decision(
    "letter/1", "met", "Ada", "2031-08-02", "LMP C1.1(b)", "lmp@2031-08-01", "It says <b>so</b>.", None, "0" * 16
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of asks, built."""
    return asked_corpus.made(tmp_path_factory.mktemp("asked"))


@pytest.fixture
async def site(data: Path):
    """Datasette's client on it."""
    from db.serve.application import datasette

    application = datasette(data / "keeling.db")
    await application.invoke_startup()
    yield application.client
    (data / decisions.FILE).unlink(missing_ok=True)


async def test_a_decision_shows_without_a_new_build_or_server(site, data: Path) -> None:
    """The page says not decided; once somebody decided it says met, by whom, with the words it rests on."""
    before = (await site.get("/asks/letter/1")).text
    assert "Nobody has decided yet" in before
    assert "LMP C1.1(b)" in before
    decisions.add(data / decisions.FILE, MET)
    after = (await site.get("/asks/letter/1")).text
    assert all(words in after for words in ("Met", "says Ada", "2 August 2031", "served by a pilot.", "look again"))
    assert "It says &lt;b&gt;so&lt;/b&gt;." in after
    assert "1 met" in (await site.get("/asks")).text


async def test_filters_choose(site, data: Path) -> None:
    """By organisation, outcome, code and version; an unknown outcome is refused."""
    decisions.add(data / decisions.FILE, MET)
    expected = {"outcome=met": 1, "outcome=undecided": 4, "organisation=Kite Alliance": 5, "code=lmp": 5}
    for query, number in {**expected, "version=lmp@1900-01-01": 0}.items():
        found = json.loads((await site.get(f"/asks.json?{query}")).text)
        assert len(found["asks"]) == number, query
    assert (await site.get("/asks?outcome=won")).status_code == 400


async def test_what_an_ask_names_is_shown_as_what_it_is(site) -> None:
    """A provision that never existed and a number set aside are said; an ask that is not there is not."""
    assert "no version that keeling has read has it" in (await site.get("/asks/letter/2")).text
    assert "is a number set aside" in (await site.get("/asks/letter/3")).text
    assert (await site.get("/asks/letter/9")).status_code == 404


async def test_a_decision_about_an_unknown_ask_is_said(site, data: Path) -> None:
    """On the list, and at the address of the ask that is not there."""
    decisions.add(data / decisions.FILE, Decision("letter/9", "met", "Ada", "2031-08-02"))
    listed = (await site.get("/asks")).text
    assert "outcomes.toml, outcome 1 is about an ask that no statement has" in listed
    assert str(data) not in listed + (await site.get("/asks.json")).text
    assert "by Ada" in (await site.get("/asks/letter/9")).text


async def test_two_decisions_that_differ_are_both_shown(site, data: Path) -> None:
    """Both people, and that keeling takes no side."""
    decisions.add(data / decisions.FILE, MET)
    decisions.add(data / decisions.FILE, Decision("letter/1", "not_met", "Ben", "2031-09-02"))
    text = (await site.get("/asks/letter/1")).text
    assert all(words in text for words in ("met, says Ada", "not met, says Ben", "takes no side"))


async def test_the_words_stand_with_their_numbers_and_what_leads_to_them(site, data: Path) -> None:
    """What stood then is read by its numbers; an item that a decision rests on by the words it goes on from."""
    decisions.add(data / decisions.FILE, MET)
    text = (await site.get("/asks/letter/1")).text
    assert "LMP C1.1 This measure applies to a harbour that is either:\na) large;" in text
    assert "This measure applies to a harbour that is either: … served by a pilot." in text


async def test_exports_keep_the_filters(site) -> None:
    """Names with spaces and signs are written into addresses as these must be."""
    text = (await site.get("/asks?organisation=Kite%20Alliance&outcome=undecided")).text
    assert "/asks.md?organisation=Kite+Alliance&amp;outcome=undecided" in text


async def test_an_ask_says_what_is_in_doubt_about_its_statement(data: Path, tmp_path: Path) -> None:
    """A copy elsewhere that says otherwise may say otherwise in these very words."""
    from db.serve.application import datasette

    shutil.copy(data / "keeling.db", tmp_path)
    with sqlite3.connect(tmp_path / "keeling.db") as other:
        other.execute("update versions set review = 'a copy says otherwise' where work_id = 'letter'")
    application = datasette(tmp_path / "keeling.db")
    await application.invoke_startup()
    told = (await application.client.get("/asks/letter/1")).text
    assert "A person should check the statement it stands in.</strong> a copy says otherwise" in told
    assert "should check the statement" not in (await application.client.get("/asks/later/1")).text


async def test_measures_comparisons_and_statements_lead_to_asks(site) -> None:
    """Asked for by, asks that a change touches, and from each ask of a statement to its page."""
    assert "Asked for by" in (await site.get("/lmp/2031-08-01/c1")).text
    assert "Asked for by" not in (await site.get("/lmp/2031-08-01/c2-1")).text
    compared = (await site.get("/compare/lmp/2031-01-10...2031-08-01")).text
    assert "Asks that this change touches" in compared
    assert "/asks/later/1" in compared
    assert "/asks/letter/2" in (await site.get("/letter/2031-05-15")).text
    quiet = (await site.get("/quiet/2031-09-01")).text
    assert "found nothing that it asks for" in quiet
    assert "1 more sentence with a word of asking" in quiet
    assert "<li>We hope that this finds all of you well.</li>" in quiet
    assert "with a word of asking" not in (await site.get("/letter/2031-05-15")).text


@pytest.mark.parametrize("form", ["csv", "xlsx", "md", "json"])
async def test_the_list_in_other_forms(site, form: str) -> None:
    """Each form is there and of its kind."""
    answer = await site.get(f"/asks.{form}")
    assert answer.status_code == 200
    assert form == "xlsx" or "LMP C9" in answer.text


async def test_the_feed_has_an_entry_for_each_decision(site, data: Path) -> None:
    """Atom and JSON; the identifier is that of the ask, the person and the day."""
    decisions.add(data / decisions.FILE, MET)
    feed = json.loads((await site.get("/feeds/outcomes.json")).text)
    assert [item["title"].split(":")[0] for item in feed["items"]] == ["Met, says Ada"]
    assert feed["home_page_url"].endswith("/asks")
    assert "outcome/letter/1/Ada/2031-08-02" in (await site.get("/feeds/outcomes.atom")).text


@pytest.mark.parametrize("form", ["atom", "json"])
async def test_a_decision_without_a_day_is_in_the_feed(site, data: Path, form: str) -> None:
    """An entry written by hand may have none: it is as old as its ask, and the feed is no fault."""
    (data / decisions.FILE).write_text('[[outcome]]\nask = "later/1"\nstate = "deferred"\nby = "Ada"\n', "utf-8")
    answer = await site.get(f"/feeds/outcomes.{form}")
    assert answer.status_code == 200
    assert "2031-06-01" in answer.text


async def test_a_broken_file_of_outcomes_is_said(site, data: Path) -> None:
    """The page names the file and the entry, and is no fault of the server's."""
    (data / decisions.FILE).write_text('[[outcome]]\nask = "letter/1"\nstate = "done"\nby = "Ada"\n', "utf-8")
    answer = await site.get("/asks")
    assert answer.status_code == 503
    assert "outcomes.toml, outcome 1" in answer.text
    assert "done" in answer.text
    assert str(data) not in answer.text


async def test_a_version_says_where_it_does_not_agree_with_itself(site) -> None:
    """The page and JSON of findings, of what the changes reach and of the asks they touch."""
    text = (await site.get("/lint/lmp/2031-08-01")).text
    assert "a measure that the index does not list" in text
    assert "Asks its changes touch" in text
    found = json.loads((await site.get("/lint/lmp/2031-08-01.json")).text)
    assert [(each["kind"], each["at"]) for each in found["findings"]] == [("measure_without_index", "LMP C2")]
    assert "LMP C1.1(b)" in [each["label"] for each in found["touches"]]
    assert (await site.get("/lint/lmp/1999-01-01")).status_code == 404
