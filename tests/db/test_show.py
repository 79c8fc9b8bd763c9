"""`keeling show` and VERSION arguments."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import example_corpus
import pytest

from commands.asks import definitions
from corpus.errors import NothingFound, UnknownWork, UnreadableInput, UsageError, WorldError
from db import show
from db.ask import query
from db.build.run import build

HEAVY = ("sqlalchemy", "datasette", "lxml", "bs4", "scrapy", "pypdfium2", "diff_match_patch")


def test_show_prints_words_and_history(built) -> None:
    """A citation gives the words, where they stand, and one phrase for each version."""
    text = show.show("XYZ C1.2", built[0]).text()
    assert "The provider should swiftly review content" in text
    assert "xyz@2030-01-10, laid before Parliament: first known text" in text
    assert "xyz@2030-03-01 (shown), issued: reworded" in text
    assert f"Unofficial. SHA-256 of the document: {show.show('XYZ C1.2', built[0]).to_json()['snapshot']}." in text


def test_show_takes_the_published_code_before_the_computed_one(built) -> None:
    """What is in force is shown, not what would be, unless only that has the provision."""
    assert show.show("xyz c1.1", built[0]).version.id == "xyz@2030-03-01"
    computed = show.show("XYZ C3.2(a)", built[0])
    assert computed.version.id == "xyz@2030-03-01+xyz-draft"
    assert "unofficial" in computed.text()


def test_show_at_a_version(built) -> None:
    """`--at` shows the words of that version."""
    shown = show.show("XYZ C1.2", built[0], at="xyz@2030-01-10")
    assert "should review content" in shown.text()
    assert shown.to_json()["version"] == "xyz@2030-01-10"


def test_show_of_an_index_entry_and_a_definition(built) -> None:
    """Labels with a role are citations like any other."""
    assert "Section 10(2)" in show.show("Index/XYZ C1", built[0]).text()
    assert "serious threat" in show.show("Definition/Crisis@XYZ C3", built[0]).text()
    with query.connect(built[0] / "keeling.db") as connection:  # a decision names it by the term alone
        version = query.labelled(connection, "Definition/crisis@XYZ C3")[0].version_id
        for term in ("crisis", "“Crisis”", "Definition/crisis"):
            assert definitions(connection, version, term) == ["Definition/crisis@XYZ C3"]
        assert definitions(connection, version, "threat") == []


@pytest.mark.parametrize(
    ("citation", "at", "said"),
    [
        ("XYZ C99", None, "near it"),
        ("XYZ C1", "xyz@1999-01-01", "xyz@2030-01-10"),
        ("nonsense!", None, "write it like"),
    ],
)
def test_nothing_found_says_what_there_is(built, citation: str, at: str | None, said: str) -> None:
    """An unknown citation or version names what is near it."""
    with pytest.raises(NothingFound, match=said):
        show.show(citation, built[0], at=at)


def test_no_database_says_what_to_do(tmp_path: Path) -> None:
    """Without a database the message names the command that makes one."""
    with pytest.raises(NothingFound, match="keeling build"):
        show.show("XYZ C1", tmp_path)


def test_show_starts_without_heavy_libraries(built) -> None:
    """`keeling show` answers from the standard library, so that it answers at once."""
    script = (
        "import sys; from pathlib import Path; from db.show import show;"
        f"show('XYZ C1', Path({str(built[0])!r}));"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stored bodies are read by the tests' grammar."""
    import parser.readers.sandbox

    monkeypatch.setattr(parser.readers.sandbox, "Elsewhere", lambda place: example_corpus.grammar)


def test_a_version_is_exactly_what_was_parsed(built, parsed) -> None:
    """A stored version comes back with every node, as a version of its work."""
    found = show.version("xyz@2030-01-10", built[0], example_corpus.catalogue())
    assert (found.work, found.version, found.status) == ("xyz", "xyz@2030-01-10", "laid")
    assert found.provisions == example_corpus.small_codes()[0].provisions


def test_a_stack_is_computed(built, parsed) -> None:
    """A stack executes its instruments on its base and is marked derived."""
    found = show.version("xyz@2030-03-01+xyz-draft", built[0], example_corpus.catalogue())
    assert found.status == "derived"
    assert any(node.label == "XYZ C3" for root in found.provisions for node in root.walk())


def test_instruments_that_amend_a_work(built, parsed) -> None:
    """What could explain a change of a code are the instruments that amend it."""
    code = show.version("xyz@2030-03-01", built[0], example_corpus.catalogue())
    assert [found.version for found in show.declared(code, built[0], example_corpus.catalogue())] == [
        "xyz-draft@2030-06-18"
    ]


def test_an_unknown_version_names_those_there_are(built) -> None:
    """A version that does not exist is answered with those that do."""
    with pytest.raises(UnknownWork, match="xyz@2030-01-10"):
        show.version("xyz@1999-01-01", built[0], example_corpus.catalogue())


@pytest.mark.parametrize("name", ["", "missing.html"])
def test_a_file_that_cannot_be_read(built, tmp_path: Path, name: str) -> None:
    """A folder and a missing file are refused with one sentence."""
    with pytest.raises(UnreadableInput, match=r"is a folder|does not exist"):
        show.version(str(tmp_path / name), built[0], example_corpus.catalogue())


def test_the_passage_of_an_instrument(built) -> None:
    """The steps of an instrument are those its dates state, and those the Act's rules project from them."""
    passage = show.timeline("xyz-draft", built[0])
    assert passage.work == "xyz-draft"
    assert any("[21 days after issue]" in line or "projected" in line.lower() for line in passage.text().splitlines())
    assert passage.to_json()["events"]
    with pytest.raises(NothingFound, match="xyz-draft"):
        show.timeline("nothing", built[0])


def test_with_a_sitting_calendar_a_projected_day_is_one_day(built, tmp_path: Path) -> None:
    """The calendar's rule is said in place of the range; a file that is no calendar is refused."""
    calendar = tmp_path / "sittings.toml"
    calendar.write_text("until = 2031-12-31\n")
    assert "by the sitting calendar" in show.timeline("xyz-draft", built[0], calendar).text()
    assert "no sitting calendar given" in show.timeline("xyz-draft", built[0]).text()
    calendar.write_text("")
    with pytest.raises(UsageError, match="until"):
        show.timeline("xyz-draft", built[0], calendar)


@pytest.mark.parametrize(
    "statement", ["update build_info set value = '1' where key = 'schema'", "drop table build_info"]
)
def test_a_database_of_another_keeling_asks_for_a_build(built, tmp_path: Path, statement: str) -> None:
    """A database with other tables is not read: one line says to build again, and a build puts it right."""
    shutil.copytree(built[0] / "snapshots", tmp_path / "snapshots")
    shutil.copy(built[0] / "keeling.db", tmp_path / "keeling.db")
    connection = sqlite3.connect(tmp_path / "keeling.db")
    connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(WorldError, match="keeling build"):
        show.show("XYZ C1.2", tmp_path)
    build(tmp_path, example_corpus.catalogue(), parse=example_corpus.grammar, parser="test")
    assert show.show("XYZ C1.2", tmp_path).text()


def test_a_day_before_anything_was_in_force_is_told_as_that(built) -> None:
    """`--at` a day on which no text stood names each text with its days; the day is no unknown version."""
    with pytest.raises(NothingFound, match="no text of xyz that keeling holds was in force on 1 January 1999") as told:
        show.show("XYZ C1", built[0], at="1999-01-01")
    assert "xyz@2030-03-01: " in str(told.value)


@pytest.mark.parametrize("at", ["2030-13-45", "2030-02-30", "xyz@2030-13-45"])
def test_a_day_that_is_none_is_refused(built, at: str) -> None:
    """A day that no calendar has is no day on which some text stood."""
    with pytest.raises(UsageError, match="is not a day"):
        show.show("XYZ C1", built[0], at=at)


def test_the_status_line_of_a_stored_version(built, tmp_path: Path) -> None:
    """What an export opens with: whether the version is in force; nothing where there is no database."""
    assert show.said("xyz@2030-03-01", built[0])[0].startswith("As at ")
    assert show.said("xyz@1999-01-01", built[0]) == []
    assert show.said("xyz@2030-03-01", tmp_path) == []
