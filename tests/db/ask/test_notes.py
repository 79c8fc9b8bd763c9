"""Notes follow the provision, not the number, and are orphaned openly."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import NothingFound, UnreadableInput, UsageError
from db.ask import notes, query
from tests.db import asked_corpus

SECOND, THIRD = "lmp@2031-08-01", "lmp@2032-08-01"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of asks: C2 of the second version is C3 in the third."""
    return asked_corpus.made(tmp_path_factory.mktemp("noted"))


@pytest.fixture(scope="module")
def connection(data: Path):
    """A connection to it."""
    found = query.connect(data / "keeling.db")
    yield found
    found.close()


def note(connection, label: str, quote: str) -> notes.Note:
    """A note on words of the second version."""
    return notes.made(connection, SECOND, label, quote=quote, body="Mind this.", by="Ada", created="2031-09-01")


def test_a_note_follows_a_renumbered_provision(connection) -> None:
    """C2.1 is C3.1 now, and its words still stand there."""
    found = notes.placed(connection, note(connection, "LMP C2.1", "counted by keepers"), THIRD)
    assert (found.label, found.orphaned) == ("LMP C3.1", "")


def test_a_note_whose_words_are_gone_is_an_orphan(connection) -> None:
    """The words changed: it says so, and stands nowhere."""
    found = notes.placed(connection, note(connection, "LMP C1.1(b)", "by a pilot."), THIRD)
    assert found.label is None
    assert "stand 0 times in LMP C1.1(b)" in found.orphaned


def test_a_note_is_never_put_to_a_lookalike(connection) -> None:
    """The same words below another number do not draw it: its own provision is not in that version."""
    mine = note(connection, "LMP C1.1(b)", "")
    assert notes.placed(connection, mine, "lmp@2031-01-10").label is None
    lost = replace(mine, source=f"{SECOND}#LMP C8")
    assert notes.placed(connection, lost, THIRD).orphaned == f"{SECOND} has no LMP C8"


def test_a_number_that_another_provision_has_now_is_said_to_be_that(data: Path, tmp_path: Path, connection) -> None:
    """The provision is gone and its number taken: a reader who looks it up finds other words there."""
    mine = note(connection, "LMP C1.1(b)", "")
    copy = tmp_path / "keeling.db"
    shutil.copy(data / "keeling.db", copy)
    with sqlite3.connect(copy) as other:
        other.execute("update provisions set lineage = 'other' where id = ?", (f"{THIRD}/c1-1-b",))
    found = notes.placed(query.connect(copy), mine, THIRD)
    assert found.orphaned == f"LMP C1.1(b) of {SECOND} is not in {THIRD}: LMP C1.1(b) is another there"


def test_a_file_of_notes_is_read_back(tmp_path: Path, connection) -> None:
    """Web Annotations with a text quote and what stands around it; anything else is refused with its name."""
    path = tmp_path / "notes.json"
    made = note(connection, "LMP C2.1", "is counted")
    notes.add(path, made)
    notes.add(path, made)
    assert notes.read(path) == (made, made)
    assert (made.prefix, made.suffix) == ("Oil is clean and ", " by keepers.")
    assert made.to_json()["target"]["selector"]["type"] == "TextQuoteSelector"
    path.write_text('[{"id": "x"}]', "utf-8")
    with pytest.raises(UnreadableInput, match=r"notes\.json"):
        notes.read(path)


def test_a_note_on_nothing_is_refused(connection) -> None:
    """A label that is not there, words that stand there twice or never."""
    with pytest.raises(NothingFound, match="LMP C9"):
        note(connection, "LMP C9", "")
    with pytest.raises(UsageError, match="0 times"):
        note(connection, "LMP C2.1", "oil lamps")
    with pytest.raises(UsageError, match="says something"):
        notes.made(connection, SECOND, "LMP C2.1", quote="", body=" ", by="Ada", created="2031-09-01")
