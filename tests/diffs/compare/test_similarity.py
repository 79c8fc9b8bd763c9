"""Words as they are compared: one sign for each."""

import re

import pytest

from diffs.compare.similarity import Vocabulary


@pytest.mark.parametrize("last", [128, 0x3000])
def test_words_are_the_runs_of_letters_figures_and_underscores_in_small_letters(last: int) -> None:
    """What holds of every sign: a text of ASCII, which is taken apart by a table, has the words that any other has."""
    words = Vocabulary()
    text = "".join(f"Aa{chr(code)}Bb {chr(code)}1 " for code in range(last))
    assert words.encode(text) == "".join(words[word] for word in re.findall(r"\w+", text.casefold()))
    assert words.encode("Not_so, NOT_SO") == 2 * words["not_so"]
