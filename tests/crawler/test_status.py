"""How sources are doing, from the ledger alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from corpus.catalogue import Catalogue
from corpus.snapshots import Sighting, SnapshotStore
from crawler.status import status

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
FEED, PAGE = "https://www.example.org/feed/", "https://www.example.org/news/1/"


@pytest.fixture
def catalogue(statements: Callable[..., Catalogue]) -> Catalogue:
    """One source, asked every day."""
    return statements([FEED], every=24)


def record(store: SnapshotStore, *sightings: tuple[str, str, str, timedelta]) -> None:
    """Record sightings as (address, role, outcome, how long ago)."""
    with store.writing():
        for url, role, outcome, ago in sightings:
            sighting = Sighting(url, outcome, (NOW - ago).isoformat(), source="added by hand")
            crawled = replace(sighting, run="r", source="s", role=role, note="why")
            store.add(sighting if role == "added" else crawled)


def test_never_crawled_is_stale(catalogue: Catalogue, store: SnapshotStore) -> None:
    """A source that was never read is stale: silence is a failure."""
    found = status(store, catalogue, NOW)
    assert found.exit_status == 1
    assert found.sources[0].stale
    assert "never" in found.lines()[1]


@pytest.mark.parametrize(("hours", "stale"), [(1, False), (47, False), (49, True), (-1, True)])
def test_staleness(hours: int, stale: bool, catalogue: Catalogue, store: SnapshotStore) -> None:
    """Stale after twice the interval; a time in the future is no proof of anything."""
    record(store, (FEED, "listing", "unchanged", timedelta(hours=hours)))
    found = status(store, catalogue, NOW)
    assert (found.sources[0].stale, found.exit_status) == (stale, int(stale))


def test_documents_do_not_hide_a_dead_listing(catalogue: Catalogue, store: SnapshotStore) -> None:
    """Old documents that still answer do not make up for a feed that cannot be read any more."""
    record(store, (FEED, "listing", "ok", timedelta(days=9)), (PAGE, "document", "unchanged", timedelta(hours=1)))
    record(store, (FEED, "listing", "blocked", timedelta(hours=1)))
    source = status(store, catalogue, NOW).sources[0]
    assert source.stale
    assert source.why.startswith("blocked: https://www.example.org/feed/")


def test_blocked_pages_need_a_person_until_one_adds_them(catalogue: Catalogue, store: SnapshotStore) -> None:
    """A blocked page is listed, with exit status 1, until it is added; again once it was readable and blocked anew."""
    record(store, (PAGE, "document", "blocked", timedelta(hours=9)))
    assert status(store, catalogue, NOW).sources[0].needs_add == (PAGE,)
    record(store, (FEED, "listing", "unchanged", timedelta(hours=1)))
    found = status(store, catalogue, NOW)
    assert " failing " in found.lines()[1], "a listing that answers makes no blocked page ok"
    assert (found.sources[0].stale, found.exit_status) == (False, 1)
    record(store, (PAGE, "added", "ok", timedelta(hours=8)), (PAGE, "document", "blocked", timedelta(hours=7)))
    assert status(store, catalogue, NOW).sources[0].needs_add == ()
    assert status(store, catalogue, NOW).exit_status == 0
    record(store, (PAGE, "document", "ok", timedelta(hours=6)), (PAGE, "document", "blocked", timedelta(hours=5)))
    assert status(store, catalogue, NOW).sources[0].needs_add == (PAGE,)


def test_last_change_and_runs(catalogue: Catalogue, store: SnapshotStore) -> None:
    """Last checked, last change and the number of runs come from the sightings of the source."""
    record(store, (PAGE, "document", "ok", timedelta(hours=9)), (PAGE, "document", "unchanged", timedelta(hours=2)))
    source = status(store, catalogue, NOW).sources[0]
    assert source.last_change == (NOW - timedelta(hours=9)).isoformat()
    assert source.last_checked == (NOW - timedelta(hours=2)).isoformat()
    assert source.runs == 1
    assert status(store, catalogue, NOW).to_json()["sources"][0]["id"] == "s"
