"""Roman numerals there and back, and the numbers of items."""

import re

import pytest

from corpus.enumerators import ITEM, roman_numeral, roman_value


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
