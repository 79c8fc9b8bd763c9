"""The weekday before a date is held against the calendar."""

import pytest

from corpus.dates import weekday
from parser.document import parse


def doubts(day: str) -> list[str]:
    """What is doubted of a letter that says it was published on this day."""
    text = f"On the lights\nPublished {day}\n1. Lamps\n1.1 The keeper should light the lamp at dusk.\n"
    return [doubt.detail for doubt in parse(text.encode(), name="a.txt").structure.doubts if doubt.kind == "date"]


@pytest.mark.parametrize(
    "day",
    ["Monday 4 July 2025", "Mon. 4 July 2025", "thursday, 4th July 2025", "Sat 4 July 2025",
     "Tuesday the 4th of July 2025", "Wed July 4, 2025", "MONDAY 4 JULY 2025"],
)  # fmt: skip
def test_a_wrong_weekday_is_a_doubt(day: str) -> None:
    """4 July 2025 was a Friday: any other name before it, however written, is said."""
    assert len(doubts(day)) == 1
    assert doubts(day)[0].startswith("2025-07-04 is a Friday, not a ")


@pytest.mark.parametrize(
    "day", ["Friday 4 July 2025", "Fri 4 July 2025", "FRIDAY, 4th July 2025", "4 July 2025", "04/07/2025"]
)
def test_a_right_weekday_or_none_is_no_doubt(day: str) -> None:
    """A date without a weekday, or with its own, has nothing against it."""
    assert doubts(day) == []


def test_weekdays_are_named_in_full() -> None:
    """Short names are those of whole days; words that only begin like one are none."""
    assert weekday("Published Thurs 3 July 2025") == "Thursday"
    assert weekday("Sunset 4 July 2025") == ""
    assert weekday("on Monday we met, 4 July 2025") == ""
