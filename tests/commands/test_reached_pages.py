"""On the pages of the sample: to whom a measure applies, and who gained or lost it."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest

from db.ask import expressions, versions
from db.web.parts.reached import reached
from parser.codes.applicability import applicability


@pytest.fixture(scope="module")
def connection(demo: Any) -> Iterator[sqlite3.Connection]:
    """The database of the sample corpus."""
    from db.ask import query

    made = query.connect(demo.data / "keeling.db")
    yield made
    made.close()


def test_a_measure_says_to_whom_it_applies(connection: sqlite3.Connection) -> None:
    """In plain words made from its condition, on its page."""
    found = versions.application(connection, "pcu@2025-07-04/c6")
    assert found is not None
    assert found["reach"] == "services that are likely to be accessed by children and (are large or are multi-risk)"
    assert found["unread"] == 0


def test_a_comparison_says_who_gained_a_measure(connection: sqlite3.Connection) -> None:
    """C6 was opened to multi-risk services; J3 is new; nobody gained or lost another measure."""
    found = {each.label: each.said[0] for each in reached(connection, "pcu@2025-04-24", "pcu@2025-07-04")}
    assert set(found) == {"PCU C6", "PCU J3"}
    assert "gained by services that are multi-risk, except those that are large" in found["PCU C6"]
    assert found["PCU J3"].startswith("New: it applies to services that")


def test_what_is_kept_of_a_code_is_what_is_read_from_its_words(connection: sqlite3.Connection) -> None:
    """`applies` reads the conditions that the build kept: every one, of every version, as the text gives them."""
    ids = [row[0] for row in connection.execute("select version_id from conditions order by version_id")]
    codes = "select v.id from versions v join works w on w.id = v.work_id where w.kind = 'code' order by v.id"
    assert ids == [row[0] for row in connection.execute(codes)]
    for name in ids:
        kept = versions.conditions(connection, name)
        assert kept == applicability(expressions.expression(connection, name))
        assert kept is not None
        assert kept.measures
