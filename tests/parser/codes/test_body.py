"""Lists and the words between them: every word of the tree stands in the order of the source."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.provision import walk
from parser.codes.body import list_into
from parser.codes.lines import Draft, Line

KINDS = st.sampled_from(["(a)", "(b)", "(i)", "(ii)", "•", ""])


@given(st.lists(st.tuples(KINDS, st.integers(0, 3)), min_size=2, max_size=9))
def test_no_list_puts_words_before_those_that_stand_above_them(shapes: list[tuple[str, int]]) -> None:
    """Whatever is an item and however far in it is set, the tree read from the top is the source."""
    lines = [
        Line(f"{marker} word{n}".strip(), style="item" if marker else "para", level=level)
        for n, (marker, level) in enumerate(shapes)
    ]
    draft = Draft("paragraph", "1.1")
    list_into(draft, lines, labelled=True)
    words = [word for node in walk((draft.freeze(),)) for word in node.text.split() if word.startswith("word")]
    assert words == [f"word{n}" for n in range(len(shapes))]
