"""Word edits: exact, whole words, blind to typography, bounded."""

import re
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_edits import apply_edits, invert

from diffs.words.edits import compare_words, is_typography, same_words, tokens, word_edits

WORDS = st.sampled_from(
    ["not", "the", "provider", "should", "child’s", "child's", "user-to-user", "“Act”", '"Act"', ";", "12(2)", "é",
     "e\u0301", "👩\u200d👧", "🇬🇧", "\u00a0", "–", "-", "\u00ad", "x\u200by", "…", "...", "\n", "\t", "  ", "(",
     ")", "C11.4"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=30).map("".join)
)


@given(TEXTS, TEXTS)
def test_edits_reproduce_after_from_before_and_back(before: str, after: str) -> None:
    """Applied to before the edits give after; inverted they give before, character for character."""
    edits = word_edits(before, after)
    assert apply_edits(before, edits) == after
    assert apply_edits(after, invert(edits)) == before


@given(TEXTS)
def test_a_text_compared_with_itself_has_no_edit(text: str) -> None:
    """The same text twice gives one equal run."""
    assert all(operation == 0 for operation, _ in word_edits(text, text))


@given(TEXTS, TEXTS)
def test_no_edit_splits_a_word(before: str, after: str) -> None:
    """No boundary of an edit stands between two letters or digits of either text."""
    edits = word_edits(before, after)
    for text, other in ((before, 1), (after, -1)):
        pieces = [piece for operation, piece in edits if operation != other]
        for at in accumulate(len(piece) for piece in pieces):
            assert not re.fullmatch(r"\w\w", text[at - 1 : at + 1]), (text, at)


@given(TEXTS)
def test_tokens_are_the_whole_text(text: str) -> None:
    """Every character of a text belongs to exactly one token."""
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    "cluster", ["e\u0301", "👩\u200d👩\u200d👧", "🇬🇧", "👍🏽", "न\u093f", "❤\ufe0f", "1\ufe0f\u20e3"]
)
def test_a_grapheme_is_never_split(cluster: str) -> None:
    """What a reader sees as one character stands in one token."""
    assert any(cluster in token for token in tokens(f"a {cluster} b"))
    assert any(cluster in token for token in tokens(f"({cluster})"))


@pytest.mark.parametrize(
    ("before", "after", "edits"),
    [
        ("by a flagger.", "by a flagger; and", ((0, "by a flagger"), (-1, "."), (1, "; and"))),
        ("must not do so", "must do so", ((0, "must"), (-1, " not"), (0, " do so"))),
        ("within 90 days", "within 60 days", ((0, "within"), (-1, " 90"), (1, " 60"), (0, " days"))),
        ("The user", "New. The user", ((1, "New. "), (0, "The user"))),
        ("one two three four", "one 2 3 four", ((0, "one"), (-1, " two three"), (1, " 2 3"), (0, " four"))),
        ("", "all", ((1, "all"),)),
        ("all", "", ((-1, "all"),)),
        ("", "", ()),
    ],
)
def test_edits_are_those_a_person_would_mark(before: str, after: str, edits: tuple) -> None:
    """Whole words and signs, joined across white space only."""
    assert word_edits(before, after) == edits


def test_typography_beside_a_change_stays_apart_from_it() -> None:
    """A quote that changed its shape is printed in both forms, and is recognised as no change."""
    edits = word_edits("the child's old feed", "the child’s new feed")
    assert edits == ((0, "the"), (-1, " child's"), (1, " child’s"), (-1, " old"), (1, " new"), (0, " feed"))
    assert is_typography(" child's", " child’s")
    assert not is_typography(" old", " new")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(‘the Act’)", "( the Act )".replace("the Act", "'the Act'")),
        ("a – b", "a - b"),
        ("user\u2011to\u2011user", "user-to-user"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\u00a0b\n c", "a b c"),
        ("“Act”…", '"Act"...'),
    ],
)
def test_typography_is_the_same_words(before: str, after: str) -> None:
    """White space, quotes, dashes and soft hyphens are never a change of words."""
    assert same_words(before, after)


@pytest.mark.parametrize(
    ("before", "after"), [("a part", "apart"), ("must", "must not"), ("12", "21"), ("A b", "a b"), ("a, b", "a b")]
)
def test_other_signs_are_words(before: str, after: str) -> None:
    """Words, figures, case and punctuation are wording."""
    assert not same_words(before, after)


def test_huge_unrelated_texts_are_replaced_as_a_labelled_block() -> None:
    """Beyond the bound the answer is coarse, says so and is still exact."""
    before = " ".join(f"a{number}" for number in range(30_000))
    after = " ".join(f"b{number}" for number in range(30_000))
    edits, coarse = compare_words(before, after)
    assert coarse
    assert apply_edits(before, edits) == after


def test_a_huge_text_with_few_changes_is_still_compared_word_by_word() -> None:
    """Size alone makes nothing coarse."""
    words = [f"w{number % 700}" for number in range(100_000)]
    changed = ["not", *words[:50_000], "never", *words[50_001:], "end"]
    edits, coarse = compare_words(" ".join(words), " ".join(changed))
    assert not coarse
    assert sum(len(text.split()) for operation, text in edits if operation) == 4


def test_edits_that_do_not_fit_are_refused() -> None:
    """Applying edits to another text raises instead of guessing."""
    with pytest.raises(ValueError, match="do not fit"):
        apply_edits("another text", word_edits("one text", "two texts"))
    with pytest.raises(ValueError, match="end at character"):
        apply_edits("one text and more", word_edits("one text", "one word"))
