"""Which version stood on a day: a start is not a date of issue, and a draft is never in force."""

import sqlite3
from itertools import pairwise

import pytest

from corpus.errors import UsageError
from db.ask import dated, query


@pytest.fixture
def connection(built) -> sqlite3.Connection:
    """The example corpus, to read."""
    return query.connect(built[0] / "keeling.db")


def issued(connection: sqlite3.Connection, work: str) -> list[query.Row]:
    """The versions of a work that were issued, with their spans."""
    return [row for row in dated.spans(connection, work) if row["from"]]


def test_spans_end_the_day_before_the_next_begins(connection: sqlite3.Connection) -> None:
    """Every version that was issued has a start; it ends the day before its successor starts."""
    spans = issued(connection, dated.codes(connection)[0])
    assert spans
    assert spans[-1]["until"] is None
    for earlier, later in pairwise(spans):
        assert earlier["from"] <= earlier["until"] < later["from"]


def test_a_day_names_the_version_in_force(connection: sqlite3.Connection) -> None:
    """On the day a version starts it stands; before all of them, none does."""
    work = dated.codes(connection)[0]
    last = issued(connection, work)[-1]
    for name, today in (
        (f"{work}@{last['from']}", "2000-01-01"),
        (f"{work}@in-force", "2999-01-01"),
        (f"{work}@latest", "1900-01-01"),
    ):
        found = dated.named(connection, name, today)
        assert found is not None
        assert found.id == last["version"]
    assert dated.named(connection, f"{work}@in-force", "1900-01-01") is None
    newest = query.latest_published(query.versions(connection, work))
    assert dated.named(connection, f"{work}@latest", "1900-01-01") == newest


def test_a_clock_that_names_no_day_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """KEELING_TODAY must be a day."""
    monkeypatch.setenv("KEELING_TODAY", "tomorrow")
    with pytest.raises(UsageError, match="KEELING_TODAY is a day"):
        dated.today()
