"""Texts as compared: `corpus.text.fold`."""

import re
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from corpus.text import _FOLD as FOLD
from corpus.text import fold, later

TEXTS = st.text(
    alphabet=st.one_of(st.sampled_from("ab1 .-`_(“”‘’–—\u00a0\u00ad\n\t\x1cé"), st.characters()), max_size=40
)


@given(TEXTS)
def test_folding_replaces_each_sign_of_typesetting_and_nothing_else(text: str) -> None:
    """The quick way gives what replacing letter by letter and composing gives, and folding twice changes nothing."""
    plain = normalize("NFC", "".join(FOLD.get(char, char) for char in text))
    assert fold(text) == " ".join(plain.split())
    assert fold(fold(text)) == fold(text)


def test_the_arrow_back_from_a_note_is_no_word() -> None:
    """A browser prints the arrow that leads back from a note; the reading of the page leaves it out."""
    assert fold("See the log. \u21a9\ufe0e") == "See the log."


def test_composition_ligatures_and_direction_are_typography() -> None:
    """The same letters composed or not, joined or not, with marks of direction or without, fold to the same."""
    assert fold("of\ufb01ce cafe\u0301 \u200eright\u202c") == "office caf\u00e9 right"


@given(st.sampled_from([r"(?P<word>\w+) (\d+)", r"a|b", r"\s+"]), TEXTS)
def test_a_pattern_compiled_later_is_the_pattern(source: str, text: str) -> None:
    """It finds, splits and replaces as the compiled one does, and is compiled with its first use."""
    own, plain = later(source, re.IGNORECASE), re.compile(source, re.IGNORECASE)
    assert "search" not in vars(own)
    for name in ("search", "match", "fullmatch"):
        found, right = getattr(own, name)(text), getattr(plain, name)(text)
        assert (found and found.groupdict()) == (right and right.groupdict())
    assert own.split(text) == plain.split(text)
    assert own.sub("-", text) == plain.sub("-", text)
    assert (own.pattern, own.flags) == (plain.pattern, plain.flags)
