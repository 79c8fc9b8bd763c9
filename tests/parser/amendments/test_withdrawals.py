"""A notice that withdraws a whole work: which, from which day, and whether all of it."""

from datetime import date

import pytest

from parser.amendments.withdrawals import executed, withdrawals
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


def ended(sentence: str) -> list[tuple[str, date | None, bool]]:
    """What a code with this sentence ends."""
    code = f"Beam Code of Practice\n\n1 Introduction\n\n1.1 {sentence}\n\n1.2 Keepers should tell users of this.\n"
    expression = parse(code.encode(), name="a.txt")
    assert expression.kind == "code"
    return [(each.title, each.day, each.limited) for each in withdrawals(expression)]


@pytest.mark.parametrize(
    ("sentence", "title", "day", "limited"),
    [
        ("The Lamp Code is replaced by this Code from 1 June 2031.", "Lamp Code", JUNE, False),
        ("The Lamp Code is revoked and replaced by this Code, from 1 June 2031.", "Lamp Code", JUNE, False),
        ("The Lamp Code (“the old code”) is superseded by this Code.", "Lamp Code", None, False),
        ("The Lamp Code is, with effect from 1 June 2031, revoked.", "Lamp Code", JUNE, False),
        (
            "This Code, which comes into force on 1 June 2031, replaces the previous Lamp Code.",
            "Lamp Code",
            None,
            False,
        ),
        ("From 1 June 2031, this Code supersedes the Lamp Code.", "Lamp Code", JUNE, False),
        ("This Code replaces the Lamp Code issued on 4 July 2025.", "Lamp Code issued on 4 July 2025", None, False),
        ("This Code will replace the Lamp Code when it is approved.", "Lamp Code", None, True),
        ("This Code partly replaces the Lamp Code.", "Lamp Code", None, True),
        ("The Lamp Code has been withdrawn.", "Lamp Code", None, True),
    ],
)
def test_a_code_ends_another(sentence: str, title: str, day: date | None, limited: bool) -> None:
    """By its own words: from their day, else that of the code; what it only tells of another leaves that open."""
    assert ended(sentence) == [(title, day, limited)]


@pytest.mark.parametrize(
    "sentence",
    [
        "This Code does not replace the Lamp Code.",
        "This Code could replace the Lamp Code.",
        "This Code replaces section 3 of the Lamp Code.",
        "Keepers who replace the lamp must tell its owner.",
        "The lamp is replaced by the keeper.",
    ],
)
def test_what_replaces_no_code_ends_none(sentence: str) -> None:
    """A denial, a wish, a part of a code, and a lamp."""
    assert ended(sentence) == []


def test_each_code_of_a_sentence_is_ended() -> None:
    """Whether "and" joins two codes or stands in the title of one, only the catalogue can tell: all are given."""
    titles = [title for title, _, _ in ended("This Code replaces the Lamp Code and the Wick Code.")]
    assert titles == ["Lamp Code and the Wick Code", "Lamp Code", "Wick Code"]


@pytest.mark.parametrize(
    ("order", "left"),
    [
        ("1. The Lamp Code is withdrawn on 1 June 2031.", []),
        ("1. The following codes are withdrawn on 1 June 2031:\n\n(a) the Lamp Code; and\n\n(b) the Wick Code.", []),
        ("1. The Lamp Code is withdrawn on 1 June 2031 except for Part 2.", ["1"]),
        ("1. The Lamp Code is withdrawn on 1 June 2031.\n\n2. In the Wick Code, omit paragraph 3.", ["2"]),
    ],
)
def test_a_withdrawal_that_ends_its_work_leaves_nothing_to_be_understood(order: str, left: list[str]) -> None:
    """What keeps a part, and other instructions, stay."""
    notice = parse(f"Notice of withdrawal\n\n{order}\n".encode(), name="a.txt")
    words = [each.text for each in withdrawals(notice) if not each.limited]
    assert [effect.instruction for effect in executed(notice, words).effects] == left
    assert executed(notice, []) == notice
