"""The status line under a heading, and the band over a text that is not the current one."""

import sqlite3

import pytest

from db import show
from db.ask import dated, query


@pytest.fixture
def connection(built) -> sqlite3.Connection:
    """The example corpus, to read."""
    return query.connect(built[0] / "keeling.db")


def test_show_says_what_is_in_force_as_at_a_day(built) -> None:
    """Issued on 1 March, in force from 22 March: the default version and its state follow the day."""
    data = built[0]
    for day, state in (("2030-03-10", "not_yet"), ("2030-03-22", "in_force")):
        said = show.show("XYZ C1.2", data, "xyz@2030-03-01", day).to_json()
        assert said["now"]["state"] == state
        assert (said["now"]["as_at"], said["now"]["from"]) == (day, "2030-03-22")
        assert "In force: 22 March 2030" in said["now"]["because"]


def test_a_text_that_is_not_current_says_so_and_where_the_current_one_is(built) -> None:
    """The draft of January has a band: what it is, that it was reworded, the way to the text in force."""
    said = show.show("XYZ C1.2", built[0], "xyz@2030-01-10", "2030-04-01")
    band = said.status.band
    assert band is not None
    assert "draft laid before Parliament of 10 January 2030" in band.words
    assert "reworded on 1 March 2030" in band.words
    assert band.current == "/xyz/2030-03-01/c1-2"
    assert "text in force" in band.current_words
    assert band.changed == "/compare/xyz/2030-01-10...2030-03-01#c1-2"
    assert "Its wording is the same there" in (show.show("XYZ C1.1", built[0], "xyz@2030-01-10", "2030-04-01").text())


def test_the_text_in_force_has_no_band(built) -> None:
    """Nothing is said over the current text; before its start there is."""
    assert show.show("XYZ C1.2", built[0], "xyz@2030-03-01", "2030-04-01").status.band is None
    early = show.show("XYZ C1.2", built[0], "xyz@2030-03-01", "2030-03-02").status.band
    assert early is not None
    assert "not yet in force" in early.words


def test_what_was_published_since_the_last_look_is_said_not_to_be_known(connection, monkeypatch) -> None:
    """Days after the last look are said; a clock that stands before it is said to be wrong."""
    monkeypatch.setenv("KEELING_TODAY", "2035-01-01")
    version = query.version(connection, "xyz@2030-03-01")
    assert version is not None
    assert any("last looked on 1 July 2030" in said for said in dated.now(connection, version, "2035-01-01").cautions)
    monkeypatch.setenv("KEELING_TODAY", "2019-01-01")
    assert any("one of them is wrong" in said for said in dated.now(connection, version, "2019-01-01").cautions)
    assert dated.now(connection, version, "2019-01-01").state == "not_yet"


def test_the_list_says_it_of_every_version(connection) -> None:
    """`keeling list`: each version with its days and its state as at a day."""
    rows = {row["version"]: row for row in dated.spans(connection, "xyz", "2030-03-05")}
    assert rows["xyz@2030-01-10"]["now"]["state"] == "draft"
    assert rows["xyz@2030-03-01"]["from"] == "2030-03-22"
    assert rows["xyz@2030-03-01"]["now"]["state"] == "not_yet"
