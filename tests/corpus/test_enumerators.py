"""Roman numerals there and back, the numbers of items, and which comes after which."""

import re

import pytest

from corpus.enumerators import INSERTED, ITEM, counts_on, likely_styles, roman_numeral, roman_value, step, styles


def test_a_roman_numeral_reads_back() -> None:
    """Every number that roman letters can say."""
    numerals = [roman_numeral(value) for value in range(1, 4000)]
    assert [roman_value(numeral) for numeral in numerals] == list(range(1, 4000))
    assert len(set(numerals)) == len(numerals)


@pytest.mark.parametrize("text", ["", "iiii", "vx", "ic", "a", "IV", "xxa"])
def test_other_letters_are_no_roman_numeral(text: str) -> None:
    """What nobody prints has no value."""
    assert roman_value(text) is None


@pytest.mark.parametrize("text", ["a", "aa", "xviii", "12", "2A", "B"])
def test_the_number_of_an_item(text: str) -> None:
    """Letters, roman numerals, figures and capitals."""
    assert re.fullmatch(ITEM, text)


@pytest.mark.parametrize(("style", "last", "num"), [("letter", "b", "a"), ("roman", "iv", "iii"), ("figure", "4", "4")])
def test_numbers_never_run_backwards(style: str, last: str, num: str) -> None:
    """A list cannot go back or stand still."""
    assert step(style, last, num) is None


@pytest.mark.parametrize(("last", "num"), [("b", "ba"), ("ba", "bb"), ("ba", "c"), ("z", "aa"), ("a", "aa")])
def test_inserted_letters_follow(last: str, num: str) -> None:
    """What was inserted later between two letters follows nearly as well as the next letter."""
    further = step("letter", last, num)
    assert further is not None
    assert further <= INSERTED


def test_a_number_can_belong_to_two_styles() -> None:
    """`i` is a letter and a roman numeral, `aa` a letter and a doubled one."""
    assert set(styles("i")) == {"letter", "roman"}
    assert set(styles("aa")) == {"letter", "double"}


NEXT = ["a b", "i j", "i ii", "hh ii", "z aa", "iv v", "v w", "B C", "I II", "9 10", "2A 2B", "2A 3", "aa bb"]
NOT_NEXT = ["a c", "a a", "b a", "2 2A", "a aa", "a B", "2 b", "iv vi", "2B 2A", "2A 2", " a", "a "]


@pytest.mark.parametrize("pair", NEXT)
def test_the_very_next_number(pair: str) -> None:
    """In any style that both can have."""
    assert counts_on(*pair.split(" "))


@pytest.mark.parametrize("pair", NOT_NEXT)
def test_other_numbers_are_not_the_next(pair: str) -> None:
    """One that is left out, repeated, inserted later, of another style, or none."""
    assert not counts_on(*pair.split(" "))


def test_what_a_reader_takes_a_number_for() -> None:
    """`ii` can be a doubled letter and is not taken for one; a single `i` stays open."""
    assert [sorted(likely_styles(num)) for num in ("b", "i", "ii", "2", "B")] == [
        ["letter"], ["letter", "roman"], ["roman"], ["figure"], ["capital"],
    ]  # fmt: skip
