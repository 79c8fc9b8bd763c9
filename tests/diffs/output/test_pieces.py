"""Edits as runs to read."""

from hypothesis import given
from hypothesis import strategies as st

from diffs.output.pieces import Piece, joined, new_side, old_side, pieces
from diffs.words.edits import word_edits

SAID = ("a", "the", "must", "not", "should", "keep", "log", "record", "each", "day", ",", ".")
WORDS = st.lists(st.sampled_from(SAID), max_size=12).map(" ".join)


def shown(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.shade, piece.text.strip()) for piece in joined(pieces(word_edits(before, after)))]


def test_a_rewritten_sentence_reads_as_one_change() -> None:
    """A single word that stayed between two changes does not break the sentence."""
    found = shown("Records are kept of all complaints here.", "Logs are made about most complaints here.")
    assert found == [
        ("deleted", "Records are kept of all"), ("inserted", "Logs are made about most"), ("same", "complaints here."),
    ]  # fmt: skip


def test_a_not_stays_by_itself() -> None:
    """A word of duty or a "not" is never swallowed by a longer change."""
    assert ("deleted", "not") in shown("A club must not burn old logs.", "A club must burn new logs.")


@given(WORDS, WORDS)
def test_joining_loses_nothing(before: str, after: str) -> None:
    """Both sides read as they did."""
    whole = joined(pieces(word_edits(before, after)))
    sides = ["".join(piece.sides[side] for piece in whole) for side in (0, 1)]
    assert sides == [before, after]
    assert "".join(piece.text for piece in old_side(whole)) == before
    assert "".join(piece.text for piece in new_side(whole)) == after


def test_invisible_marks_are_not_painted() -> None:
    """A mark of direction that came is shown as typography."""
    (piece,) = pieces([(1, "\u200e")])
    assert piece == Piece("typography", "\u200e", "")
