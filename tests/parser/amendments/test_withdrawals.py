"""A notice that withdraws a whole work: which, from which day, and whether all of it."""

from datetime import date

import pytest

from parser.amendments.withdrawals import withdrawals
from parser.document import parse

JUNE = date(2031, 6, 1)


def withdrawn(sentence: str) -> list[tuple[str, date | None, bool]]:
    """What a notice with this sentence withdraws."""
    notice = f"Notice of withdrawal\n\n1. {sentence}\n\n2. This notice is given by the Keeper."
    return [(each.title, each.day, each.limited) for each in withdrawals(parse(notice.encode(), name="a.txt"))]


@pytest.mark.parametrize(
    ("sentence", "title", "day"),
    [
        ("The Lamp Code is withdrawn with effect from 1 June 2031.", "Lamp Code", JUNE),
        ("The Keeper gives notice that the Lamp Code is hereby revoked on 1 June 2031.", "Lamp Code", JUNE),
        ("The Lamp Code, issued on 4 July 2025, is cancelled.", "Lamp Code, issued on 4 July 2025", None),
        ("The Keeper withdraws the Lamp Code from 1 June 2031.", "Lamp Code", JUNE),
        ("The Keeper has revoked the Lamp Code.", "Lamp Code", None),
        ("The Lamp Code is rescinded at the end of 31 May 2031.", "Lamp Code", JUNE),
        ("The Lamp Code ceases to have effect on 1 June 2031.", "Lamp Code", JUNE),
        ("On 1 June 2031 the Lamp Code ceases to have effect.", "Lamp Code", JUNE),
        ("With effect from 1 June 2031, the Lamp Code is withdrawn.", "Lamp Code", JUNE),
        ("The Keeper gives notice of its withdrawal of the Lamp Code with effect from 1 June 2031.", "Lamp Code", JUNE),
    ],
)
def test_a_work_is_withdrawn(sentence: str, title: str, day: date | None) -> None:
    """Its title as the notice has it, and the first day on which it holds no longer."""
    assert withdrawn(sentence) == [(title, day, False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Paragraph 3 of the Lamp Code is withdrawn on 1 June 2031.",
        "The guidance on the Lamp Code is withdrawn on 1 June 2031.",
        "The Lamp Code applies until consent is withdrawn.",
        "The Lamp Code may be withdrawn.",
    ],
)
def test_a_part_and_what_is_about_it_are_not_the_work(sentence: str) -> None:
    """Nothing is withdrawn that the sentence does not withdraw."""
    assert withdrawn(sentence) == []


def test_each_work_of_a_list_is_withdrawn() -> None:
    """Below "The following codes are withdrawn"."""
    notice = (
        "Notice of withdrawal\n\n1. The following codes are withdrawn on 1 June 2031:\n\n(a) the Lamp Code; and\n\n"
        "(b) the Wick Code.\n"
    )
    found = withdrawals(parse(notice.encode(), name="a.txt"))
    assert [(each.title, each.day) for each in found] == [("Lamp Code", JUNE), ("Wick Code", JUNE)]


def test_a_withdrawal_that_is_not_of_all_or_depends_on_something_says_so() -> None:
    """It leaves open what stands."""
    assert withdrawn("The Lamp Code is withdrawn on 1 June 2031 except for Part 2.") == [("Lamp Code", JUNE, True)]
    assert withdrawn("The Lamp Code (other than Part 2) is withdrawn on 1 June 2031.") == [("Lamp Code", JUNE, True)]
    assert withdrawn("The Lamp Code is withdrawn if the Wind Act is passed.") == [("Lamp Code", None, True)]
