"""What people write beside the database reaches a site that was published before."""

from pathlib import Path

from db.ask import decisions, notes, query
from db.ask.decisions import Decision
from db.serve.publish import publish
from tests.db import asked_corpus


def test_a_decision_and_a_note_are_on_the_pages_published_again(tmp_path: Path) -> None:
    """Nothing of the database changed: the pages of the ask and of the provision are made again all the same."""
    data, site = asked_corpus.made(tmp_path / "data"), tmp_path / "site"
    publish(data, site, processes=1)
    decisions.add(
        data / decisions.FILE, Decision("letter/1", "met", "Ada", "2031-08-02", "LMP C1.1(b)", "lmp@2031-08-01")
    )
    with query.connect(data / "keeling.db") as connection:
        note = notes.made(
            connection, "lmp@2031-08-01", "LMP C2.1", quote="counted", body="Ask who.", by="Ada", created="2031-09-01"
        )
    notes.add(data / notes.FILE, note)
    publish(data, site, processes=1)
    assert "says Ada" in (site / "asks" / "letter" / "1" / "index.html").read_text("utf-8")
    assert "Ask who." in (site / "lmp" / "2031-08-01" / "c2-1" / "index.html").read_text("utf-8")
