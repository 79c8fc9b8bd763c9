"""Whole texts compared and counted at the speed of C give what the plain definitions give."""

import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import bare, count_words, each, has_figure, letter_runs, letters, small, words

_TEXTS = (
    st.text(st.sampled_from("ab Z9_-–—’“\"'.,\t\n\x0b\x1f\x85\xa0\u2003\u3000é½²①ßאЖ漢\u0301↩\ufe0e\U0001d49c\0"))
    | st.text()
)


@given(_TEXTS)
def test_words_are_counted_as_they_are_listed(text: str) -> None:
    """The number of words is the length of the list of words."""
    assert count_words(text) == len(words(text))


@given(_TEXTS)
def test_letters_are_what_is_alphanumeric(text: str) -> None:
    """Letters and digits stay, in order, and nothing else does."""
    assert letters(text) == "".join(char for char in text if char.isalnum()) == re.sub(r"[\W_]+", "", text)


@given(_TEXTS)
def test_a_bare_text_has_no_white_space_and_no_arrows(text: str) -> None:
    """Every character stays but white space and the arrows of back links."""
    assert bare(text) == "".join(char for char in text if not char.isspace() and char not in "↩\ufe0e\ufe0f")


def test_every_white_space_of_unicode_is_taken_out() -> None:
    """What Python calls white space is white space here, each of its characters."""
    spaces = "".join(char for code in range(sys.maxunicode + 1) if (char := chr(code)).isspace())
    assert bare(f"a{spaces}b") == "ab"
    assert count_words(f"a{'b'.join(spaces)}c") == len(spaces) + 1


@given(st.lists(_TEXTS))
def test_texts_are_changed_one_by_one(texts: list[str]) -> None:
    """All texts at once give the same as each alone, with and without NUL in them."""
    assert each(texts, bare) == [bare(text) for text in texts]


@given(_TEXTS)
def test_runs_of_letters_are_parted_by_anything_else(text: str) -> None:
    """What is no letter and no digit parts two runs, whatever it is."""
    assert letter_runs(text) == "".join(char if char.isalnum() else " " for char in text).split()


@given(_TEXTS)
def test_a_figure_is_found_wherever_it_stands(text: str) -> None:
    """A figure is what `str.isdigit` calls one, raised or of another alphabet too."""
    assert has_figure(text) == any(map(str.isdigit, text))


@given(st.text("aAbB é\u212a"), st.sampled_from(["ab", "ba", "a"]))
def test_words_of_ascii_letters_are_found_in_any_case(text: str, word: str) -> None:
    """The small letters of ASCII are those of `str.lower`, and nothing beside ASCII becomes one of them."""
    plain = "".join(char.lower() if char.isascii() else char for char in text)
    assert (word in small(text)) == (word in plain)
