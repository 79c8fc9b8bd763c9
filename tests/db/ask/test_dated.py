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


@pytest.mark.parametrize(("status", "laid"), [("issued", []), ("laid", ["~later"])])
def test_only_the_newest_text_of_an_instrument_is_laid(
    connection: sqlite3.Connection, status: str, laid: list[str]
) -> None:
    """The draft of what was issued since is not laid any more; two wordings of one draft are one."""
    copy = sqlite3.connect(":memory:")
    connection.backup(copy)
    copy.execute("delete from inclusions")
    (work,) = dated.codes(copy)
    (draft,) = dated.pending(copy, work, "2999-01-01")
    columns = [row[1] for row in copy.execute("pragma table_info(versions)")]
    values = ", ".join({"id": "id || '~later'", "status": ":s", "position": "position + 1"}.get(c, c) for c in columns)
    copy.execute(f"insert into versions select {values} from versions where id = :d", {"s": status, "d": draft.id})
    assert [row.id for row in dated.pending(copy, work, "2999-01-01")] == [f"{draft.id}{each}" for each in laid]
