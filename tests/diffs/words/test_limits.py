"""Figures and limits that changed."""

import pytest

from diffs.words.edits import word_edits
from diffs.words.force import counted, force_changes, what_changed

SENTENCE = (
    "Where more than 10% of the kites of one year are lost, the club must ask all members within 30 working days, and "
    "before the next flight, to mend or sell at least 5 kites each for £40 a kite."
)


@pytest.mark.parametrize(
    ("old", "new", "direction", "before", "after"),
    [
        ("10%", "1%", "figure", "10%", "1%"),
        ("10%", "10", "figure", "10%", "10"),
        ("30 working days", "30 days", "figure", "30 working days", "30 days"),
        ("30 working days", "30 weeks", "figure", "30 working days", "30 weeks"),
        ("£40", "£400", "figure", "£40", "£400"),
        ("£40", "€40", "figure", "£40", "€40"),
        ("5 kites", "5-10 kites", "figure", "5", "5-10"),
        ("5 kites", "-5 kites", "figure", "5", "-5"),
        ("more than", "less than", "limit", "more than", "less than"),
        ("at least 5", "at most 5", "limit", "at least", "at most"),
        ("at least 5", "5", "limit", "at least", ""),
        ("before the next", "after the next", "limit", "before", "after"),
        ("mend or sell", "mend and sell", "limit", "or", "and"),
        ("all members", "any members", "limit", "all", "any"),
        ("must ask", "must only ask", "limit", "", "only"),
        ("must ask", "must, where possible, ask", "limit", "", "where possible"),
        ("must ask all members", "must ask all members except those who are new", "limit", "", "except"),
        ("must ask", "must without undue delay ask", "limit", "", "without undue delay"),
        ("a kite.", "a kite for 3 months.", "figure", "", "3 months"),
    ],
)
def test_a_figure_or_a_limit_is_singled_out(old: str, new: str, direction: str, before: str, after: str) -> None:
    """What another took the place of, or what came or went in a sentence that stayed."""
    (change,) = force_changes(word_edits(SENTENCE, SENTENCE.replace(old, new)))
    assert change.direction == direction
    assert (change.before, change.after) == (before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A club keeps 10% of 1,000 kites.", "A club keeps ten per cent of 1 000 kites."),
        ("A club pays £5m for it.", "A club pays £5 million for it."),
        ("See paragraph 4.3 and section 12(2).", "See paragraph 4.4 and section 12(3)."),
        ("As the Kites Act 2006 says.", "As the Kites Act 2021 says."),
        ("A club keeps red kites and blue kites.", "A club keeps red kites, green kites, and blue kites."),
        ("A log of kites.", "A log of kites. A new log is kept for 3 years."),
    ],
)
def test_what_is_no_change_of_a_figure_or_a_limit(before: str, after: str) -> None:
    """One figure written otherwise, a number that is cited, a list that grew, a sentence of its own."""
    assert force_changes(word_edits(before, after)) == ()


def test_two_figures_that_changed_places_are_two_changes() -> None:
    """Each is said with its own."""
    found = force_changes(word_edits(SENTENCE, SENTENCE.replace("10%", "30%").replace("30 working", "10 working")))
    assert [change.said for change in found] == ["“10%” → “30%”", "“30 working days” → “10 working days”"]
    assert (what_changed(found), counted(found)) == ("Figures and limits", "2 other figures")
