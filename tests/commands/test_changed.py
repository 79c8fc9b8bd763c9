"""`keeling changed` over an archive with an instrument: laid, issued and in force are three messages."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cli import cli

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
    assert "Checked: pcu@2025-07-04 and pcu@2025-07-04" in said


def test_since_a_day_between_issue_and_start_is_since_the_text_that_was_issued(data: tuple[Path, Path]) -> None:
    """Where nothing was in force yet, all of it was called new; that it was not in force is said."""
    said = changed(data, "2025-07-04", "2026-06-01")
    assert "Nothing changes for your service." in said
    assert "Checked: pcu@2025-07-04, which was not in force on 2025-07-04, and pcu@2025-07-04" in said
