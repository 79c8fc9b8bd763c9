"""A machine whose clock is years wrong: it is said once, and dates nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import small_site

from corpus.catalogue import Catalogue, Source
from corpus.clocks import apart, moment
from corpus.snapshots import SnapshotStore
from crawler.run import crawl
from crawler.sample.replica import serve

CATALOGUE = Catalogue(sources=(Source("s", "statements", (f"{small_site.HOST}/feed/",)),))


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37+00:00"),
        ("Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37+00:00"),
        ("Sun, 06 Nov 1994 09:49:37 +0100", "1994-11-06T08:49:37+00:00"),
        ("", ""),
        ("soon", ""),
        ("Sun, 99 Nov 1994 08:49:37 GMT", ""),
    ],
)
def test_the_time_in_a_date_header(date: str, time: str) -> None:
    """UTC, whatever form it has; nothing for what is none."""
    assert moment(date) == time


def test_an_hour_is_allowed() -> None:
    """Clocks differ a little; a missing one differs from nothing."""
    assert not apart("2026-11-29T10:00:00+00:00", "2026-11-29T10:59:00+00:00")
    assert apart("2026-11-29T10:00:00+00:00", "2026-11-29T11:01:00+00:00")
    assert not apart("2026-11-29T10:00:00+00:00", "")


@pytest.mark.parametrize("off", [timedelta(days=-20_000), timedelta(days=4_000), timedelta(hours=3)])
def test_a_wrong_clock_is_said_and_the_servers_time_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, off: timedelta
) -> None:
    """The crawl does not end well, names both times once, and every answer carries the server's time."""
    monkeypatch.setattr("crawler.run._now", lambda: datetime.now(UTC) + off)
    small_site.make(tmp_path / "site", articles=2)
    store = SnapshotStore(tmp_path / "s")
    with serve(tmp_path / "site") as replica:
        summary = crawl((), store, CATALOGUE, replica=replica.port)
    assert [problem for problem in summary.problems if "clock is more than an hour off" in problem] == [
        *summary.problems
    ]
    assert len(summary.problems) == 1
    assert summary.exit_status == 1
    answered = [s for s in store.sightings() if s.http_status]
    assert answered
    assert all(apart(s.time, s.server_time) for s in answered)


def test_a_right_clock_leaves_no_trace(tmp_path: Path) -> None:
    """Nothing is said, and no sighting has a second time."""
    small_site.make(tmp_path / "site", articles=1)
    store = SnapshotStore(tmp_path / "s")
    with serve(tmp_path / "site") as replica:
        summary = crawl((), store, CATALOGUE, replica=replica.port)
    assert summary.problems == ()
    assert not any(s.server_time for s in store.sightings())


def test_a_clock_behind_the_ledger_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that was set back is noticed also where no server says the time; what is in the ledger tells it."""
    small_site.make(tmp_path / "site", articles=1)
    store = SnapshotStore(tmp_path / "s")
    monkeypatch.setattr("crawler.journal.apart", lambda ours, theirs: False)  # as with servers that send no Date
    with serve(tmp_path / "site") as replica:
        assert crawl((), store, CATALOGUE, replica=replica.port).problems == ()
        monkeypatch.setattr("crawler.run._now", lambda: datetime.now(UTC) - timedelta(days=400))
        summary = crawl((), store, CATALOGUE, replica=replica.port)
    (said,) = summary.problems
    assert "is behind the last answer in the ledger" in said
    assert summary.exit_status == 1
