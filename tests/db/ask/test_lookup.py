"""A provision by what a person types, and what helps where there is none."""

import sqlite3

import pytest

from corpus.errors import NothingFound
from db import show
from db.ask import lookup, query


@pytest.fixture
def connection(built) -> sqlite3.Connection:
    """The example corpus, to read."""
    return query.connect(built[0] / "keeling.db")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("c3", "XYZ C3"),
        ("C3", "XYZ C3"),
        ("XYZC3", "XYZ C3"),
        ("xyz-c3", "XYZ C3"),
        ("Recommendation C3", "XYZ C3"),
        ("measure XYZ C3", "XYZ C3"),
        ("c3.2a", "XYZ C3.2(a)"),
        ("C3.2A", "XYZ C3.2(a)"),
        ("c3.2 (a)", "XYZ C3.2(a)"),
        ("xyz c3.2.a", "XYZ C3.2(a)"),
        ("paragraph C3.2(a)", "XYZ C3.2(a)"),
    ],
)
def test_a_citation_may_be_written_as_people_write_it(connection, built, typed: str, label: str) -> None:
    """Without prefix, blanks or brackets, with the word that says what it is; the command takes it too."""
    assert list(lookup.meant(connection, typed)) == [label]
    assert show.show(typed, built[0]).provision.row.label == label


@pytest.mark.parametrize("typed", ["crisis", "2030", "3", "C", "content 12", "ABC C3", "c3 or c4", "(a)", ""])
def test_what_is_no_citation_means_no_provision(connection, typed: str) -> None:
    """Words, years and bare numbers lead nowhere, nor does another code's prefix."""
    assert lookup.candidates(connection, typed) == []


def test_a_number_that_is_not_there_has_neighbours(connection, built) -> None:
    """The measures before and after it; the command says them."""
    (around,) = lookup.nowhere(connection, "C2")
    assert around.label == "XYZ C2"
    assert around.before is not None
    assert around.before["label"] == "XYZ C1"
    with pytest.raises(NothingFound, match="near it: XYZ C1"):
        show.show("c2", built[0])


def test_a_word_that_no_text_has_is_told_by_one_that_is_near(connection) -> None:
    """From the index's own words; nothing where all are there, or where nothing is near."""
    assert lookup.suggested(connection, "moderaton") == "moderation"
    assert lookup.suggested(connection, "contnet") == "content"
    assert lookup.suggested(connection, "content") == ""
    assert lookup.suggested(connection, "qqqqzzzz") == ""
