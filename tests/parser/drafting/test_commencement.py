"""An instruction's own commencement becomes a day; whatever else stands with a day is left to be refused."""

from datetime import date

import pytest
from made_readings import read_plain

from parser.amendments.instrument import instrument
from parser.drafting.commencement import started


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Omit paragraph 3 (from 1 January 2030).", "Omit paragraph 3."),
        ("With effect from 1st January 2030, omit paragraph 3.", "omit paragraph 3."),
        ("Omit paragraph 3, with effect from 1 January 2030.", "Omit paragraph 3."),
        ("In paragraph 3 (on and after 1 January 2030), omit “x”.", "In paragraph 3, omit “x”."),
    ],
)
def test_the_day_is_read_and_its_words_set_aside(text: str, rest: str) -> None:
    """In a bracket, before and behind the instruction."""
    found = started(text)
    assert (found.text, found.day) == (rest, date(2030, 1, 1))


@pytest.mark.parametrize(
    "text",
    ["Omit paragraph 3 (until 1 January 2030).", "Omit paragraph 3 (from 1 January 2030 for large ferries).",
     "For “from 1 January 2030” substitute “(from 1 January 2031)”.",
     "With effect from 1 January 2030, omit paragraph 3 (from 1 May 2031)."],
)  # fmt: skip
def test_no_other_day_is_a_commencement(text: str) -> None:
    """An end, a class of cases, a quotation, two days."""
    assert started(text).text == text
    assert started(text).day is None


def test_a_bracket_over_two_changes_is_refused() -> None:
    """It stands behind one of them, and whether the other begins then nobody says."""
    order = "2. In paragraph 3 (from 1 May 2030), omit “x” and for “y” substitute “z”."
    found = instrument(read_plain(f"X\n\n1. The X Code is amended as follows.\n\n{order}".encode()).blocks)
    assert [effect.type for effect in found.effects] == ["not understood"]
