"""Words as counted: `corpus.typography`."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.typography import count_words, words

TEXTS = st.text(alphabet=st.one_of(st.sampled_from("ab1 .-_(“–\u00a0\n\t\x1cé"), st.characters()), max_size=40)


@given(st.lists(TEXTS, max_size=4))
def test_counting_words_gives_the_number_of_words(texts: list[str]) -> None:
    """Whatever the letters, signs and spaces, ASCII or not, and however many texts."""
    assert count_words(texts) == sum(len(words(text)) for text in texts)
