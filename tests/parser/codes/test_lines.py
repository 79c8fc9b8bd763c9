"""Lines keep their references to footnotes wherever they are cut."""

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.provision import Mark, Span
from parser.codes.lines import Line, covering, joined, lines_of
from parser.readers.blocks import Block


def test_a_reference_belongs_to_the_words_in_front_of_it() -> None:
    """Cut between two words, the mark stays with the first."""
    line = Line("one two", (Mark(3, "1", "[1]"),))
    assert line.cut(0, 4).marks == (Mark(3, "1", "[1]"),)
    assert line.cut(4).marks == ()


def test_a_reference_in_a_number_is_kept_by_the_rest() -> None:
    """What follows a number keeps the reference that stood in it, at its beginning."""
    assert Line("C11 Storms", (Mark(3, "2"),)).after(3).marks == (Mark(0, "2"),)


def test_a_block_falls_into_its_lines() -> None:
    """Line breaks part lines; the marker stays with the first; empty lines are left out."""
    found = lines_of(Block("one\n\n two ", "item", 2, "a)"))
    assert [(line.text, line.marker, line.level) for line in found] == [("one", "a)", 2), ("two", "", 2)]


def test_joined_lines_keep_references_at_their_places() -> None:
    """Marks move by what stands in front of them."""
    whole = joined([Line("one", (Mark(3, "1"),)), Line("two", (Mark(3, "2"),))])
    assert (whole.text, [mark.at for mark in whole.marks]) == ("one\ntwo", [3, 7])


def test_a_span_covers_both() -> None:
    """From the first beginning to the last end; boxes of one page are united."""
    first, second = Span(3, 9, 1, (10, 10, 20, 20)), Span(9, 14, 1, (5, 20, 18, 30))
    assert covering(first, second) == Span(3, 14, 1, (5, 10, 20, 30))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n", max_size=30), st.lists(st.integers(0, 30), max_size=4), st.integers(0, 30))
def test_no_reference_is_lost_in_a_cut(text: str, places: list[int], at: int) -> None:
    """Cut anywhere, every reference is in exactly one of the pieces and inside its text."""
    marks = tuple(Mark(min(place, len(text)), str(n)) for n, place in enumerate(sorted(places)))
    line = Line(text, marks)
    place = min(at, len(text))
    pieces = [line.cut(0, place), line.cut(place)] if place else [line.cut(0)]
    assert sorted(mark.num for piece in pieces for mark in piece.marks) == [mark.num for mark in marks]
    assert all(0 <= mark.at <= len(piece.text) for piece in pieces for mark in piece.marks)


def test_bullets_inside_a_paragraph_are_items() -> None:
    """`You must: • keep it dry, or • keep it warm` has two items; dots between names part nothing."""
    parts = lines_of(Block("You must: • keep it dry, or • keep it warm"))
    assert [(line.style, line.text) for line in parts] == [
        ("para", "You must:"), ("item", "keep it dry, or"), ("item", "keep it warm"),
    ]  # fmt: skip
    assert [line.text for line in lines_of(Block("Kites • Poles • Lines"))] == ["Kites • Poles • Lines"]
