"""`keeling asks` and `keeling asks decide`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import cli
from corpus.errors import KeelingError
from tests.db import asked_corpus


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of asks, built."""
    return asked_corpus.made(tmp_path_factory.mktemp("asked"))


def keeling(data: Path, *words: str) -> Result:
    """Run a command on the data."""
    return CliRunner().invoke(cli, ["--data", str(data), "asks", *words])


def test_decide_writes_what_asks_then_says(data: Path) -> None:
    """The newest version that has the label is taken where none is named; the outcome is that of the contract."""
    done = keeling(data, "decide", "letter/1", "--outcome", "met", "--label", "lmp c1.1(b)", "--by", "Ada",
                   "--version", "lmp@2031-08-01", "--on", "2031-08-02", "--why", "It says so.")  # fmt: skip
    assert done.exit_code == 0, done.output
    found = {ask["id"]: ask for ask in json.loads(keeling(data, "lmp", "--json").stdout)["asks"]}
    assert found["letter/1"]["outcome"] == {
        "state": "met", "label": "LMP C1.1(b)", "version": "lmp@2031-08-01", "by": "Ada", "on": "2031-08-02",
        "why": "It says so.",
    }  # fmt: skip
    assert found["letter/2"]["outcome"] is None
    assert "letter/1 " not in keeling(data, "--undecided").stdout
    (data / "outcomes.toml").unlink()


def test_decide_says_what_it_wrote_and_what_is_odd_about_it(data: Path) -> None:
    """The provision and its version; that the text stood already when it was asked."""
    done = keeling(data, "decide", "letter/1", "--outcome", "met", "--label", "LMP C1.1", "--by", "Ada",
                   "--version", "lmp@2031-01-10", "--on", "2031-08-02")  # fmt: skip
    (data / "outcomes.toml").unlink()
    assert done.exit_code == 0, done.output
    assert "says Ada, on LMP C1.1 of lmp@2031-01-10; written to" in done.stderr
    assert "stood already when it was asked" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("letter/9", "--outcome", "met", "--label", "LMP C1", "--by", "Ada"), "that statement has letter/1"),
        (("letter/1", "--outcome", "met", "--by", "Ada"), "--label"),
        (("letter/1", "--outcome", "met", "--label", "LMP Z1", "--by", "Ada"), "no 'LMP Z1'"),
        (("letter/1", "--outcome", "deferred", "--by", " "), "--by"),
        (("letter/1", "--outcome", "deferred", "--by", "Ada", "--on", "yesterday"), "--on"),
        (("letter/1", "--outcome", "deferred", "--by", "Ada", "--on", "2031-02-30"), "--on"),
    ],
)
def test_a_decision_about_nothing_is_refused(data: Path, words: tuple[str, ...], said: str) -> None:
    """An unknown ask, no provision, one that is not there, nobody, no day: nothing is written."""
    done = keeling(data, "decide", *words)
    assert isinstance(done.exception, KeelingError)
    assert said in str(done.exception)
    assert not (data / "outcomes.toml").exists()


def test_an_entry_about_an_unknown_ask_ends_in_one(data: Path) -> None:
    """It is said, with its place, and the exit status is that of a world that is wrong."""
    (data / "outcomes.toml").write_text('[[outcome]]\nask = "gone/1"\nstate = "met"\nby = "Ada"\n', "utf-8")
    done = keeling(data, "--json")
    (data / "outcomes.toml").unlink()
    assert done.exit_code == 1
    assert [each["ask"] for each in json.loads(done.stdout)["unknown"]] == ["gone/1"]
    assert "outcomes.toml, outcome 1" in done.stderr


def test_one_ask_is_listed_by_its_id(data: Path) -> None:
    """As the list prints it; one that is not there is said, with those that its statement has."""
    assert [ask["id"] for ask in json.loads(keeling(data, "letter/2", "--json").stdout)["asks"]] == ["letter/2"]
    assert "that statement has letter/1" in str(keeling(data, "letter/9").exception)


@pytest.mark.parametrize("form", ["text", "markdown", "csv"])
def test_every_form_has_every_ask(data: Path, form: str) -> None:
    """Text, the brief and a table."""
    printed = keeling(data, "--format", form).stdout
    assert all(word in printed for word in ("LMP C9", "count the oil", "harbours with a pilot"))
