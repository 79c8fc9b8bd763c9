"""The page of notes: where each stands now, orphans openly, and stored text as text."""

from pathlib import Path

import pytest

from db.ask import notes, query
from tests.db import asked_corpus

SECOND = "lmp@2031-08-01"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of asks, built, with two notes: C2 of the second version is C3 in the third, C1.1(b) is reworded."""
    made = asked_corpus.made(tmp_path_factory.mktemp("noted"))
    with query.connect(made / "keeling.db") as connection:
        for label, quote in (("LMP C2.1", "counted by keepers"), ("LMP C1.1(b)", "by a pilot.")):
            note = notes.made(
                connection, SECOND, label, quote=quote, body="Mind <b>this</b>.", by="Ada", created="2031-09-01"
            )
            notes.add(made / notes.FILE, note)
    return made


@pytest.fixture
async def site(data: Path):
    """Datasette's client on it."""
    from db.serve.application import datasette

    application = datasette(data / "keeling.db")
    await application.invoke_startup()
    return application.client


async def test_a_note_stands_at_its_provision_or_is_an_orphan(site) -> None:
    """C2.1 is C3.1 in the newest text and leads there; the words of C1.1(b) are gone, and the page says so."""
    page = (await site.get("/notes?as-at=2099-01-01")).text
    assert 'href="/lmp/2032-08-01/c3-1"' in page
    assert "orphaned" in page
    assert "stand 0 times in LMP C1.1(b)" in page
    assert "Mind &lt;b&gt;this&lt;/b&gt;." in page


async def test_notes_as_data_and_of_one_work(site) -> None:
    """Web Annotations with their place; none of another work, and an unknown work is no page."""
    found = (await site.get("/notes.json?work=lmp&as-at=2099-01-01")).json()["notes"]
    assert [each["label"] for each in found] == ["LMP C3.1", None]
    assert (await site.get("/notes?work=nothing")).status_code == 404


async def test_a_broken_file_of_notes_is_said(site, data: Path) -> None:
    """The page names the file and does not fail as if it were its own fault."""
    whole = (data / notes.FILE).read_text("utf-8")
    (data / notes.FILE).write_text("[{", "utf-8")
    answer = await site.get("/notes")
    (data / notes.FILE).write_text(whole, "utf-8")
    assert answer.status_code == 503
    assert str(data) not in answer.text
    assert "notes.json" in answer.text


async def test_a_provision_shows_its_notes(site) -> None:
    """The page of the provision, and of the measure it stands in, whatever its number; none of another one."""
    for slug in ("c3-1", "c3"):
        page = (await site.get(f"/lmp/2032-08-01/{slug}")).text
        assert "Mind &lt;b&gt;this&lt;/b&gt;." in page
        assert "on <a href=" in page
        assert 'id="notes"' in page
    assert 'id="notes"' not in (await site.get("/lmp/2032-08-01/c3-2")).text


async def test_a_note_whose_words_are_gone_is_an_orphan_at_its_provision(site) -> None:
    """C1.1(b) was reworded: the note is not put to other words, and its provision's page says why."""
    page = (await site.get("/lmp/2032-08-01/c1-1-b")).text
    assert "orphaned" in page
    assert "stand 0 times" in page


async def test_a_page_kept_in_memory_shows_a_note_written_since(site, data: Path) -> None:
    """The page is asked for before and after: the second has the note."""
    address = "/lmp/2031-08-01/c2-2"
    assert 'id="notes"' not in (await site.get(address)).text
    with query.connect(data / "keeling.db") as connection:
        note = notes.made(connection, SECOND, "LMP C2.2", quote="log", body="Ask who.", by="Ada", created="2031-09-02")
    notes.add(data / notes.FILE, note)
    assert "Ask who." in (await site.get(address)).text
