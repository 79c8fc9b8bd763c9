"""What an instrument declares: parts of provisions and their words."""

import pytest

from corpus.effect import Part


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part("heading"), "heading"),
        (Part("heading above"), "heading above"),
        (Part("sentence", "-1"), "sentence -1"),
        (Part("column", "Relevant duties"), "column Relevant duties"),
        (Part("item", "(a)(ii)"), "item (a)(ii)"),
        (Part("table", column="3"), "table; column 3"),
        (Part("table", "2", "3"), "table 2; column 3"),
        (Part("row", "Lamps; oil", "2"), "row Lamps; oil; column 2"),
        (Part("group", "Key\nterms"), "group Key\nterms"),
    ],
)
def test_the_words_of_a_part_name_it_again(part: Part, words: str) -> None:
    """JSON keeps a part in its words, and they are read back to the same value."""
    assert str(part) == words
    assert Part.read(words) == part


def test_words_that_name_no_part_are_refused() -> None:
    """A part is one of those that an instruction can be executed on."""
    with pytest.raises(ValueError, match="third limb"):
        Part.read("third limb")
