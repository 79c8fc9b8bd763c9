"""Lists and the words between them: every word of the tree stands in the order of the source."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.provision import Mark, walk
from parser.codes.body import fill, list_into
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


def _capitals(*texts: str) -> list[tuple[str | None, str]]:
    draft = Draft("paragraph", "1.1")
    list_into(draft, [Line(text) for text in texts], labelled=True)
    return [(node.label, node.text) for node in walk((draft.freeze(),))]


def test_capitals_with_a_full_stop_are_items_where_they_count() -> None:
    """A browser prints the third list of a list so: `A.`, `B.`."""
    assert _capitals("The keeper should:", "i. log", "A. the oil; and", "B. the wick; and", "ii. rest.") == [
        ("1.1", "The keeper should:"),
        ("1.1(i)", "log"),
        ("1.1(i)(A)", "the oil; and"),
        ("1.1(i)(B)", "the wick; and"),
        ("1.1(ii)", "rest."),
    ]


def test_an_initial_opens_no_item() -> None:
    """One letter alone, or letters that do not count from the first, are names."""
    assert _capitals("Present:", "A. Lamp, keeper", "J. Rope, mate") == [
        ("1.1", "Present:"),
        (None, "A. Lamp, keeper"),
        (None, "J. Rope, mate"),
    ]


def test_the_first_number_of_a_quotation_stands_in_the_words_of_its_item() -> None:
    """It is no number of the list around it, so it has no label; what is printed in the margin is read all the same."""
    draft = Draft("subparagraph", "Section 3(5)")
    mark = Mark(5, "1", "1")
    quoted = [
        Line("Insert—"),
        Line("Kites fly.", (mark,), style="item", level=1, marker="“(8AA)"),
        Line("(8AB) Not now.", level=1),
    ]
    fill(draft, quoted, None)
    first = draft.children[0]
    assert (first.label, first.num, first.printed, first.text) == (None, None, "", "“(8AA) Kites fly.")
    assert first.marks == (Mark(12, "1", "1"),)


def test_a_bullet_stays_out_of_the_words_of_its_item() -> None:
    """It says nothing."""
    draft = Draft("subparagraph", "Section 3(5)")
    fill(draft, [Line("Take:"), Line("flour.", style="item", level=1, marker="•")], None)
    assert (draft.children[0].printed, draft.children[0].text) == ("•", "flour.")
