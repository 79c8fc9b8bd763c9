"""Dates, instructions and targets in words."""

from dataclasses import replace
from typing import get_args

import pytest

from crawler.outcomes import Outcome
from db.ask.rows import ChangeRow
from db.ask.words import OUTCOME_WORDS, seen_first, target_words


def test_a_change_names_the_instruction_that_declares_it_and_leads_there() -> None:
    """The id of an instrument is for machines; a reader wants its day."""
    change = ChangeRow(
        "added", (), ("XYZ C1",), None, None, (), "xyz-draft", "2.3(a)", "xyz-draft@2030-06-18", "2030-06-18"
    )
    assert change.by_words == "2.3(a) of the instrument of 18 June 2030"
    assert change.by_path == "/xyz-draft/2030-06-18#i-2.3(a)"
    bare = replace(change, by_instruction="2.3", by_version=None, by_day=None)
    assert (bare.by_words, bare.by_path) == ("2.3 of xyz-draft", "/xyz-draft#i-2.3")
    assert replace(change, by_work=None).by_words == ""


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://www.legislation.gov.uk/ukpga/2030/7/section/27/2", "section 27(2), 2030 c. 7"),
        ("https://www.legislation.gov.uk/ukpga/2030/7", "https://www.legislation.gov.uk/ukpga/2030/7"),
        ("https://law.example.org/a/b/c/d/e", "https://law.example.org/a/b/c/d/e"),
        ("Definition/watch@XYZ C1", "“watch” in XYZ C1"),
        ("XYZ C1/~2", "unnumbered text 2 of XYZ C1"),
    ],
)
def test_what_a_reference_leads_to_is_said_in_words(target: str, words: str) -> None:
    """Sections of Acts as they are cited; anything else as it is."""
    assert target_words(target) == words


@pytest.mark.parametrize(
    ("version", "day"),
    [("xyz@2030-01-10~2030-02-03", "2030-02-03"), ("xyz@2030-01-10", ""), ("xyz@2030-01-10~2030-02-03+xyz-draft", "")],
)
def test_a_wording_without_a_date_of_its_own_is_told_by_the_day_it_was_seen(version: str, day: str) -> None:
    """What changed it is not told of the day of the text that it is a rewording of; a computed text has no such day."""
    assert seen_first(version) == day


def test_every_outcome_of_a_look_is_explained() -> None:
    """The page of sources never shows a bare code word."""
    assert OUTCOME_WORDS.keys() == set(get_args(Outcome))
