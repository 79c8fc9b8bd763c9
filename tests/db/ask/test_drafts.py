"""Drafts among the candidates, what an instrument reaches, and decisions of a user's catalogue."""

import json
from pathlib import Path

import pytest

from corpus.errors import UnreadableInput
from db.ask import answers, asks, decisions, query
from db.ask.candidates import candidates
from db.ask.decisions import Decision
from tests.db import asked_corpus

STACK = "lmp@2032-08-01+lmp-draft"
ENTRY = {"ask": "letter/1", "state": "partly", "by": "Bea", "on": "2031-09-01", "why": "In fog only."}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of asks with a pending draft, and a decision in a user's catalogue."""
    return asked_corpus.made(
        tmp_path_factory.mktemp("drafted"), drafted=True, outcomes=(("/home/bea/own.toml, outcome 1", ENTRY),)
    )


@pytest.fixture
def connection(data: Path):
    """A connection to it."""
    found = query.connect(data / "keeling.db")
    yield found
    found.close()


@pytest.fixture
async def site(data: Path):
    """Datasette's client on it."""
    from db.serve.application import datasette

    application = datasette(data / "keeling.db")
    await application.invoke_startup()
    yield application.client
    (data / decisions.FILE).unlink(missing_ok=True)


def test_what_a_pending_instrument_would_change_is_a_candidate_and_said_to_be_a_draft(connection) -> None:
    """The log is asked about; the draft changes it; what was published comes first."""
    found = asks.one(connection, "later/2")
    assert found is not None
    near = candidates(connection, found)
    drafts = [(each.label, each.version) for each in near if each.changed.draft]
    assert drafts == [("LMP C3.2", STACK)]
    assert [answers.candidate_json(each)["draft"] for each in near].count(True) == 1


async def test_the_page_of_an_ask_marks_a_draft(site) -> None:
    """It has the tag, and says that no ask is met by a draft."""
    text = (await site.get("/asks/later/2")).text
    assert '<span class="tag warn">draft</span>' in text
    assert "an ask is not met by it" in text


def test_a_decision_on_a_draft_is_flagged(connection) -> None:
    """Met by what a pending instrument would change: it stands, and is to be looked at again."""
    found = asks.one(connection, "later/2")
    assert found is not None
    made = Decision("later/2", "met", "Bea", "2032-12-01", "LMP C3.2", STACK)
    assert any("no published text" in each for each in decisions.again(connection, found, made))


def test_the_folder_of_a_users_catalogue_is_not_in_the_database(connection) -> None:
    """A site that is published says which file a decision stands in, and not where on somebody's machine that is."""
    assert query.rows(connection, "select source from outcomes") == [{"source": "own.toml, outcome 1"}]


async def test_the_page_and_data_of_what_an_instrument_reaches(site) -> None:
    """The provision it touches, the code it amends, the asks near it; an instrument of nothing is no page."""
    text = (await site.get("/reach/lmp-draft/2032-11-01")).text
    assert "What this instrument reaches" in text
    assert "LMP C3.2" in text
    found = json.loads((await site.get("/reach/lmp-draft/2032-11-01.json")).text)["reaches"]
    assert [(each["base"], each["applied"], each["not_applied"]) for each in found] == [("lmp@2032-08-01", 1, [])]
    assert [each["label"] for each in found[0]["touches"]] == ["LMP C3.2"]
    assert "later/2" in [each["id"] for each in found[0]["asks"]]
    assert (await site.get("/reach/letter/2031-05-15")).status_code == 404
    assert 'href="/reach/lmp-draft/2032-11-01"' in (await site.get("/lmp-draft/2032-11-01")).text


async def test_the_pages_show_which_rows_of_a_record_are_touched(site, data: Path) -> None:
    """Where a record stands beside the data; one that cannot be read says so, one of another code is not shown."""
    record = data / "record.md"
    table = "| Measure | Taken |\n|---|---|\n| LMP C1 | yes |\n| LMP C3 | no |\n"
    try:
        record.write_text(f"<!-- keeling:register lmp@2032-08-01 -->\n{table}<!-- /keeling:register -->\n", "utf-8")
        assert "line 5: LMP C3" in (await site.get("/reach/lmp-draft/2032-11-01")).text
        found = json.loads((await site.get("/reach/lmp-draft/2032-11-01.json")).text)["reaches"][0]["records"]
        assert found == [{"file": "record.md", "rows": [{"line": 5, "label": "LMP C3"}], "unread": None}]
        record.write_text("no table", "utf-8")
        assert "It cannot be read:</strong> there is no register here" in (await site.get("/lint/lmp/2032-08-01")).text
        record.write_text(f"<!-- keeling:register icu@2032-08-01 -->\n{table}<!-- /keeling:register -->\n", "utf-8")
        assert "Rows of your record" not in (await site.get("/reach/lmp-draft/2032-11-01")).text
    finally:
        record.unlink()


async def test_a_decision_in_a_users_catalogue_is_shown_on_pages(site, data: Path) -> None:
    """It counts like one of outcomes.toml; the same decision in both stands once."""
    text = (await site.get("/asks/letter/1")).text
    assert "In fog only." in text
    assert "Bea" in text
    decisions.add(data / decisions.FILE, Decision("letter/1", "partly", "Bea", "2031-09-01", why="In fog only."))
    found = json.loads((await site.get("/asks/letter/1.json")).text)
    assert [each["by"] for each in found["decisions"]] == ["Bea"]


def test_an_outcome_of_a_catalogue_that_is_none_stops_the_build(tmp_path: Path) -> None:
    """Who decided is missing: the build says so, with the entry."""
    with pytest.raises(UnreadableInput, match="outcome 2 does not say by whom"):
        asked_corpus.made(tmp_path, outcomes=(("own.toml, outcome 2", {"ask": "letter/1", "state": "met"}),))
