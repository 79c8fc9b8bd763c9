"""The one sentence over a comparison: what happened to whole measures."""

from datetime import date

import pytest

from corpus.change import Change, Comparison, EffectRef, Unaccounted
from corpus.work import Commencement, Expression, Status, Time
from diffs.explain.headline import by_works, headline


def told(*changes: Change) -> str:
    """The headline of these changes, each of a measure."""
    return headline(Comparison("a", "b", changes), lambda _: "measure", {})


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Hide and seek", "One measure written anew under the same title, J3"),
        ("Keep a log", "One measure replaced by another under the same number, J3"),
    ],
)
def test_a_number_that_stands_on_both_sides_is_not_said_to_come_and_go(title: str, said: str) -> None:
    """A measure with other words under its old number is written anew, or another: never "removed, J3; added, J3"."""
    gone = Change("removed", "KIT J3", None, heading="Hide and seek")
    come = Change("added", None, "KIT J3", heading=title)
    assert told(gone, come) == said


def test_what_comes_or_goes_is_said_so() -> None:
    """Other numbers are measures of their own."""
    gone, come = Change("removed", "KIT J2", None), Change("added", None, "KIT J4")
    assert told(gone, come) == "One measure removed, J2; one measure added, J4"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("issued", "in force from 2 November 2030"),
        ("derived", "not issued when keeling read it"),
        ("laid", "not issued when keeling read it"),
    ],
)
def test_a_published_text_says_from_when_its_changes_are_in_force(status: Status, said: str) -> None:
    """A measure that a draft inserts is in force with the issued text that includes it, and not with the draft."""
    draft = Expression("Draft amendments", "amendment", (), work="kit-draft", status="laid")
    time = Time(in_force=Commencement(date(2030, 11, 2)))
    after = Expression("A code", "code", (), status=status, time=time)
    change = Change("added", None, "KIT J4", effect=EffectRef("kit-draft", "2.3"))
    line = headline(Comparison("a", "b", (change,)), lambda _: "measure", by_works((draft,)), after)
    assert line.startswith("One measure added, J4, by paragraph 2.3 of ")
    assert line.endswith(said)


def test_no_headline_says_that_nothing_changed_over_what_is_unaccounted() -> None:
    """Nor that the order of definitions stayed, which is no change."""
    assert told() == "No provision changed in its words, its number or what it stands in"
    missing = Comparison("a", "b", (), unaccounted=(Unaccounted("word gone", "not"),))
    assert headline(missing, lambda _: "measure", {}) == "The texts differ in what no change says"
