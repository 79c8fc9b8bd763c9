"""Search: what is found does not depend on how much there is elsewhere."""

import sqlite3
from collections.abc import Iterator

import pytest

from db.ask.search import described, hits, places

ALL = {"work": "", "kind": "", "version": "", "since": "", "until": "", "among": ""}
MANY = 100_000


@pytest.fixture
def connection(built) -> Iterator[sqlite3.Connection]:
    """The example database."""
    opened = sqlite3.connect(f"file:{built[0] / 'keeling.db'}?mode=ro", uri=True)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "filters",
    [
        {"work": "letter"},
        {"kind": "measure"},
        {"version": "xyz@2030-01-10"},
        {"work": "xyz", "kind": "text"},
        {"since": "2030-02"},
    ],
)
def test_a_filter_applies_before_the_best_are_chosen(connection, filters: dict[str, str]) -> None:
    """The one best wording is one that stands where the filters allow, though others match better elsewhere."""
    wanted = ALL | filters
    for word in ("the", "content", "should", "code"):
        everything = hits(connection, word, wanted, MANY)
        assert hits(connection, word, wanted, 1) == everything[:1]
        assert all(places(connection, [hit], wanted, None)[0] for hit in everything)


def test_filters_leave_out_and_never_add(connection) -> None:
    """The places in one work are those of all works that are in it."""
    everything, _ = places(connection, hits(connection, "the", ALL, MANY), ALL, None)
    only = ALL | {"work": "xyz"}
    found, cut = places(connection, hits(connection, "the", only, MANY), only, None)
    assert found
    assert not cut
    assert {place.id for place in found} == {place.id for place in everything if place.id.startswith("xyz@")}


@pytest.mark.parametrize("most", range(1, 12))
def test_a_bound_on_places_is_said_and_leaves_true_ones(connection, most: int) -> None:
    """Where not every place was looked at, it says so, and something is shown."""
    best = hits(connection, "the", ALL, MANY)
    everything, _ = places(connection, best, ALL, None)
    found, cut = places(connection, best, ALL, most)
    assert cut == (most < sum(place.times for place in everything))
    assert 0 < len(found) <= len(everything)
    assert {(place.wording, place.id.rpartition("/")[2]) for place in found} <= {
        (place.wording, place.id.rpartition("/")[2]) for place in everything
    }


def test_what_is_shown_is_marked_in_its_order(connection) -> None:
    """Each place comes with its own words, with the hit marked."""
    found, _ = places(connection, hits(connection, "evidence", ALL, MANY), ALL, None)
    rows = described(connection, "evidence", found)
    assert [row["id"] for row in rows] == [place.id for place in found]
    assert all("\x02evidence\x03" in (row["words"] + row["title"]).casefold() for row in rows)


async def test_more_than_is_said_on_the_page(site, monkeypatch) -> None:
    """A page that stopped looking says that there are more."""
    monkeypatch.setattr("db.web.pages.search.PLACES", 2)
    assert "More than" in (await site.get("/search", params={"q": "the"})).text


def test_dates_narrow_the_search_to_versions_of_those_days(connection) -> None:
    """A month or a year counts whole; both ends are in."""
    dates = [row[0] for row in connection.execute("select distinct date from versions where date != '' order by date")]
    first, last = dates[0], dates[-1]
    assert first < last
    for since, until in ((first, first), (last, ""), ("", first[:4]), (first, last)):
        filters = ALL | {"since": since, "until": until}
        found, _ = places(connection, hits(connection, "the", filters, MANY), filters, None)
        days = {row["date"] for row in described(connection, "the", found)}
        assert days
        assert all((not since or day >= since) and (not until or day[: len(until)] <= until) for day in days)


def test_a_wording_is_one_hit_however_many_versions_have_it(connection) -> None:
    """The instrument, the text as amended and every version with the same words are one result, which counts them."""
    found, _ = places(connection, hits(connection, "the", ALL, MANY), ALL, None)
    assert len({place.wording for place in found}) == len(found)
    assert any(place.works > 1 for place in found)


async def test_facets_and_help_on_the_page(site) -> None:
    """Counts in force, drafts, statements; what stands around a number that is not there; did you mean."""
    page = (await site.get("/search", params={"q": "content"})).text
    assert "in force now</a> (" in page
    only = (await site.get("/search", params={"q": "content", "only": "force"})).text
    assert "2030-01-10" not in only.partition("<main")[2]
    assert (await site.get("/search", params={"q": "content", "only": "robots"})).status_code == 400
    around = (await site.get("/search", params={"q": "XYZ C2"})).text
    assert "There is no XYZ C2." in around
    assert 'href="/xyz/2030-03-01/c1">XYZ C1' in around
    assert 'Did you mean <a href="/search?q=moderation">' in (await site.get("/search", params={"q": "moderaton"})).text
    assert (await site.get("/search", params={"q": "c1.2"})).headers["location"] == "/xyz/2030-03-01/c1-2"
