"""`keeling changed` over an archive with an instrument: laid, issued and in force are three messages."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import cli
from corpus.errors import NothingFound, UsageError

PROFILE = """
service = "user-to-user"
likely_accessed_by_children = true
monthly_uk_users = 8_000_000
[risk_children]
"abusive content" = "medium"
"content inciting hatred" = "low"
"violent content (person)" = "low"
"""


@pytest.fixture(scope="module")
def data(demo: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample corpus, crawled and built, and the profile of a large service."""
    profile = tmp_path_factory.mktemp("changed") / "p.toml"
    profile.write_text(PROFILE, "utf-8")
    return demo.data, profile


def changed(data: tuple[Path, Path], since: str, until: str, *more: str) -> str:
    """What `changed` prints for the sample's code."""
    place, profile = map(str, data)
    line = ["changed", "pcu", "--data", place, "--for", profile, "--since", since, "--until", until]
    return CliRunner().invoke(cli, [*line, *more], catch_exceptions=False).stdout


@pytest.mark.parametrize(
    ("until", "state", "events"),
    [
        ("2026-06-30", "laid", ["2026-06-18 laid"]),
        ("2026-10-20", "issued", ["2026-06-18 laid", "2026-10-12 issued"]),
        ("2026-11-02", "in_force", ["2026-06-18 laid", "2026-10-12 issued", "2026-11-02 in_force"]),
    ],
)
def test_laid_issued_and_in_force_are_three_messages(
    data: tuple[Path, Path], until: str, state: str, events: list[str]
) -> None:
    """The new measures reach the service under each state with its day, and nothing else of the code does."""
    said = json.loads(changed(data, "2026-06-01", until, "--json"))
    assert [f"{each['date']} {each['kind']}" for each in said["events"]] == events
    news = [(each["label"], each["change"], each["state"]) for each in said["measures"] if each["new"]]
    assert news == [("PCU C11", "newly_applies", state), ("PCU C12", "newly_applies", state)]
    assert not said["nothing_changes"]


def test_what_is_laid_would_apply_and_what_is_in_force_applies(data: tuple[Path, Path]) -> None:
    """A text that does not count yet is spoken of as one that would."""
    assert "PCU C11 (new): would apply [laid, not in force]" in changed(data, "2026-06-01", "2026-06-30")
    assert "PCU C11 (new): applies now [in force, from 2026-11-02]" in changed(data, "2026-06-01", "2026-11-02")


def test_between_two_changes_nothing_changes(data: tuple[Path, Path]) -> None:
    """It is said aloud, with the texts that were held against each other."""
    said = changed(data, "2025-08-01", "2026-06-01")
    assert "Nothing changes for your service." in said
    assert "cannot know" not in said
    later = changed(data, "2026-11-10", "2099-06-01")
    assert re.search(r"keeling last looked on .*; what was published since it cannot know\.$", later.strip())
    assert "Checked: pcu@2025-07-04 and pcu@2025-07-04" in said


def test_since_a_day_between_issue_and_start_is_since_the_text_that_was_issued(data: tuple[Path, Path]) -> None:
    """Where nothing was in force yet, all of it was called new; that it was not in force is said."""
    said = changed(data, "2025-07-04", "2026-06-01")
    assert "Nothing changes for your service." in said
    assert "Checked: pcu@2025-07-04, which was not in force on 2025-07-04, and pcu@2025-07-04" in said


@pytest.mark.parametrize(
    ("day", "text", "beside"),
    [
        ("2026-10-20", "pcu@2025-07-04", "Issued, not in force yet, not in this text of pcu: pcu@2026-10-12"),
        ("2026-11-02", "pcu@2026-10-12", ""),
        ("2025-05-10", "pcu@2026-10-12", "pcu@2026-10-12, as at 10 May 2025: Not yet in force"),
    ],
)
def test_who_names_no_text_is_answered_by_the_one_in_force_today(
    data: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, day: str, text: str, beside: str
) -> None:
    """Not by the newest, which may start later; where none is in force the newest answers and says so. A register is
    begun and checked with the same text."""
    monkeypatch.setenv("KEELING_TODAY", day)
    place, profile = data
    register = profile.with_name(f"{day}.md")

    def run(*line: str) -> str:
        return CliRunner().invoke(cli, [*line, "--data", str(place)], catch_exceptions=False).stdout

    said = json.loads(run("applies", str(profile), "pcu", "--json"))
    assert said["versions"] == [text]
    assert any(note.startswith(beside) for note in said["notes"])
    assert beside or not any("in force" in note for note in said["notes"])
    run("register", "init", str(register), "pcu", "--for", str(profile))
    assert f"keeling:register {text} " in register.read_text("utf-8")
    assert f"held against {text}" not in run("register", "check", str(register), "--for", str(profile))
    monkeypatch.setenv("KEELING_TODAY", "2026-11-02")
    later = run("register", "check", str(register), "--for", str(profile))
    assert (f"The text in force is pcu@2026-10-12; this was held against {text}." in later) == (
        text != "pcu@2026-10-12"
    )


@pytest.mark.parametrize(
    ("more", "error", "why"),
    [
        (["2020-01-01", "--until", "2020-02-01", "pcu"], NothingFound, "no text of pcu up to 2020-02-01"),
        (["2026-06-01", "nosuch"], NothingFound, "no text of nosuch"),
        (["2026-06-01", "pcu", "--data", "nowhere"], NothingFound, "no database"),
        (["2026-06-02", "--until", "2026-06-01", "pcu"], UsageError, "is after"),
        (["2026-02-30", "pcu"], UsageError, "not a day"),
    ],
)
def test_nothing_is_said_of_what_was_not_compared(
    data: tuple[Path, Path], more: list[str], error: type[Exception], why: str
) -> None:
    """That nothing changes for a service is never said where no text was there to compare."""
    line = ["changed", "--data", str(data[0]), "--for", str(data[1]), "--since", *more]
    answer = CliRunner().invoke(cli, line)
    assert isinstance(answer.exception, error)
    assert why in str(answer.exception)
    assert answer.stdout == ""


def test_what_the_profile_calls_otherwise_is_said_by_every_answer(data: tuple[Path, Path]) -> None:
    """`changed` and `--what-if` compared in silence with a kind of harm or a functionality that no code knows."""
    place, profile = data
    odd = profile.with_name("odd.toml")
    odd.write_text(f'{PROFILE.strip()}\n"blight" = "high"\n', "utf-8")
    assert "“blight” is no kind of harm" in changed((place, odd), "2026-06-01", "2026-11-02")
    line = ["applies", str(profile), "pcu", "--data", str(place), "--what-if", "abusiv content=low"]
    assert "did you mean “abusive content”" in CliRunner().invoke(cli, line, catch_exceptions=False).stdout


def test_a_fact_that_is_missing_is_not_called_not_understood(data: tuple[Path, Path], tmp_path: Path) -> None:
    """What waits for a fact of the profile waits for it, and for nothing that could not be read."""
    empty = tmp_path / "empty.toml"
    empty.write_text("", "utf-8")
    said = changed((data[0], empty), "2026-06-01", "2026-11-02")
    assert "waits for likely_accessed_by_children" in said
    assert "not understood" not in said
