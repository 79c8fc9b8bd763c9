"""Dates, instructions and targets in words."""

from typing import get_args

import pytest

from crawler.outcomes import Outcome
from db.ask.words import OUTCOME_WORDS, by_path, by_words, target_words


def test_a_change_names_the_instruction_that_declares_it_and_leads_there() -> None:
    """The id of an instrument is for machines; a reader wants its day."""
    change = {"explained_by": "xyz-draft 2.3(a)", "effect_id": "xyz-draft@2030-06-18#2.3(a) 2"}
    assert by_words(change) == "2.3(a) of the instrument of 18 June 2030"
    assert by_path(change) == "/xyz-draft/2030-06-18#i-2.3(a)"
    bare = {"explained_by": "xyz-draft 2.3", "effect_id": None}
    assert (by_words(bare), by_path(bare)) == ("2.3 of xyz-draft", "/xyz-draft#i-2.3")
    assert by_words({"explained_by": None, "effect_id": None}) == ""


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://www.legislation.gov.uk/ukpga/2030/7/section/27/2", "section 27(2), 2030 c. 7"),
        ("https://www.legislation.gov.uk/ukpga/2030/7", "https://www.legislation.gov.uk/ukpga/2030/7"),
        ("https://law.example.org/a/b/c/d/e", "https://law.example.org/a/b/c/d/e"),
        ("Definition/watch@XYZ C1", "“watch” in XYZ C1"),
    ],
)
def test_what_a_reference_leads_to_is_said_in_words(target: str, words: str) -> None:
    """Sections of Acts as they are cited; anything else as it is."""
    assert target_words(target) == words


def test_every_outcome_of_a_look_is_explained() -> None:
    """The page of sources never shows a bare code word."""
    assert OUTCOME_WORDS.keys() == set(get_args(Outcome))
