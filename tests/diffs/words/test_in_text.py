"""Words inside one text: `diffs.words.in_text`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diffs.words.in_text import insert_at_end, insert_words, occurrences, replace_words, sentences


@pytest.mark.parametrize(
    ("text", "wanted", "count"),
    [
        ("a hash and hashes", "hash", 1),
        ("the provider’s bell", "provider's bell", 1),
        ("“crisis” means", '"crisis" means', 1),
        ("one  two\nthree", "two three", 1),
        ("swiftly and swiftly", "swiftly", 2),
        ("Swiftly", "swiftly", 0),
        ("co-operate", "operate", 0),
        ("anything", "", 0),
    ],
)
def test_words_are_found_whatever_their_typography_and_never_inside_words(text: str, wanted: str, count: int) -> None:
    """Quotes, dashes and spaces may differ in shape; letters and word boundaries may not."""
    assert len(occurrences(text, wanted)) == count


@pytest.mark.parametrize(
    ("text", "old", "new", "result"),
    [
        ("a b c", "b", "x", "a x c"),
        ("a b c", "b", "", "a c"),
        ("a b, c", "b", "", "a, c"),
        ("a b.", "b", "", "a."),
        ("b c", "b", "", "c"),
        ("a; and", "; and", ".", "a."),
        ("a b c", "b", ", x,", "a, x, c"),
        ("item(s) here", "(s)", "", "item here"),
    ],
)
def test_replacing_joins_what_remains_with_single_spaces(text: str, old: str, new: str, result: str) -> None:
    """No double space, no space before a comma, nothing glued that stood apart."""
    assert replace_words(text, occurrences(text, old)[0], new)[0] == result


@pytest.mark.parametrize(
    ("text", "new", "result"),
    [
        ("begin at dusk;", "and", "begin at dusk; and"),
        ("be kept.", ", unless it rains", "be kept, unless it rains."),
        ("be kept.", "It may be long.", "be kept. It may be long."),
        ("be kept.", "; and", "be kept; and"),
        ("be kept.", "in turns", "be kept in turns."),
        ("be kept", "in turns", "be kept in turns"),
        ("be kept; and", "in turns", "be kept in turns; and"),
        ("be kept.", ", or not.", "be kept, or not."),
    ],
)
def test_words_at_the_end_respect_closing_punctuation(text: str, new: str, result: str) -> None:
    """A conjunction follows the semicolon, a sentence the full stop, other words precede both."""
    assert insert_at_end(text, new)[0] == result


@pytest.mark.parametrize(
    ("text", "at", "new", "result"),
    [
        ("a video by", 7, "(or part)", "a video (or part) by"),
        ("means a URL that", 11, ", or part of one,", "means a URL, or part of one, that"),
        ("(words", 1, "more", "(more words"),
        ("end", 3, "more", "end more"),
    ],
)
def test_inserted_words_get_one_space_on_each_side(text: str, at: int, new: str, result: str) -> None:
    """A comma that leads the insertion takes no space before it."""
    assert insert_words(text, at, new)[0] == result


def test_sentences_do_not_end_at_abbreviations() -> None:
    """`e.g.` and `No.` do not end a sentence; a quotation mark after the full stop belongs to it."""
    text = "See No. 5, e.g. This one. He said “stop.” Then he left."
    assert [text[start:end] for start, end in sentences(text)][-1] == "Then he left."
    assert len(sentences("One. Two! Three? Four")) == 4
    assert sentences("  ") == []


@given(st.text(alphabet="ab c,.;’\n", min_size=1, max_size=40), st.data())
def test_what_is_found_reads_like_what_was_wanted(text: str, data: st.DataObject) -> None:
    """Every occurrence, cut out of the text, is the wanted words up to typography."""
    from corpus.text import fold

    wanted = data.draw(st.sampled_from([word for word in text.split() if word] or ["a"]))
    for start, end in occurrences(text, wanted):
        assert fold(text[start:end]) == fold(wanted)


@given(st.text(alphabet="ab ,.;", max_size=30), st.text(alphabet="xy", min_size=1, max_size=5), st.integers(0, 30))
def test_inserting_keeps_every_word_that_was_there(text: str, new: str, at: int) -> None:
    """Only white space may change around the place."""
    result, _ = insert_words(text, min(at, len(text)), new)
    assert result.replace(new, "").replace(" ", "") == text.replace(" ", "")


def test_a_stop_within_a_figure_closes_nothing() -> None:
    """The full stop of "7.5 days." is the last one; "1,000" and "10:30" have no comma and no colon of the sentence."""
    assert occurrences("Wait 7.5 days.", ".") == [(13, 14)]
    assert occurrences("Pay 1,000 by 10:30, or 2,000.", ",") == [(18, 19)]
    assert occurrences("Pay 1,000 by 10:30", ":") == []


def test_words_in_the_place_of_a_stop_do_not_touch_the_word_before() -> None:
    """A semicolon stands close; words have a space before them."""
    assert replace_words("It flies.", (8, 9), "; or")[0] == "It flies; or"
    assert replace_words("It flies.", (8, 9), "and lands.")[0] == "It flies and lands."
