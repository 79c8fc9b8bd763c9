"""A document that lost much is provisional until it is confirmed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import small_site

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.run import CrawlSummary, crawl
from crawler.sample.replica import serve
from crawler.shrink import shrunk

START = datetime(2026, 7, 1, tzinfo=UTC)
LONG = "The provider should keep the record. " * 60


def page(text: str) -> bytes:
    """A page with some text."""
    body = f"<main><h1>A code</h1><p>{text}</p></main>"
    return f"<!doctype html><html><head><title>A code</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (LONG, LONG[: len(LONG) // 2], "words became"),
        (LONG, LONG + "more", ""),
        (LONG, LONG.replace("record", "file"), ""),
        (LONG + "See XYZ C11 and XYZ C12.", LONG + "See XYZ C11 only, now.", "no longer there: XYZ C12"),
        (LONG * 2, LONG * 2 + "And.", ""),
    ],
)
def test_shrunk(before: str, after: str, reason: str) -> None:
    """Words down by more than a twentieth, or a numbered measure gone, is said; other edits are not."""
    found = shrunk(page(before), page(after))
    assert reason in found
    assert bool(reason) == bool(found)


def test_unreadable_is_shrunk() -> None:
    """A body that no reader can read, in place of one that could be read, is in doubt."""
    assert "cannot be read" in shrunk(page(LONG), b"%PDF-1.4\nnothing\n%%EOF")
    assert shrunk(b"\x00\x01", page(LONG)) == ""


@contextmanager
def site(folder: Path, text: str) -> Iterator[int]:
    """A site with one article of this text."""
    small_site.make(folder, articles=1, edits={0: text})
    with serve(folder) as replica:
        yield replica.port


def test_confirmed_by_a_second_sighting(tmp_path: Path, store: SnapshotStore) -> None:
    """Half a page makes no version at once nor an hour later; six hours later the same bytes do."""
    catalogue = Catalogue(sources=(Source("s", "statements", (f"{small_site.HOST}/feed/",)),))
    url = f"{small_site.HOST}/news/0/"

    def crawled(text: str, name: str, hours: float) -> CrawlSummary:
        with site(tmp_path / name, text) as port:
            return crawl((), store, catalogue, replica=port, clock=lambda: START + timedelta(hours=hours))

    def outcome(summary: CrawlSummary) -> str:
        return next(s.outcome for s in summary.sightings if s.url == url)

    assert outcome(crawled(LONG, "a", 0)) == "ok"
    first = crawled("", "b", 1)
    assert outcome(first) == "provisional"
    assert [f.kind for f in first.findings] == ["provisional"]
    assert first.exit_status == 1
    second = crawled("", "c", 2)
    assert (outcome(second), second.findings, second.bodies) == ("provisional", (), 0)
    assert outcome(crawled("", "d", 7.5)) == "ok"
    assert outcome(crawled("", "e", 8)) == "unchanged"


def test_a_stub_that_goes_away_leaves_no_trace(tmp_path: Path, store: SnapshotStore) -> None:
    """When the old text is back at the next look, nothing has changed; the same stub later is in doubt anew."""
    catalogue = Catalogue(sources=(Source("s", "statements", (f"{small_site.HOST}/feed/",)),))
    outcomes = []
    for name, text, hours in (("a", LONG, 0), ("b", "", 1), ("c", LONG, 2), ("d", "", 20)):
        with site(tmp_path / name, text) as port:
            summary = crawl(
                (), store, catalogue, replica=port, clock=lambda hours=hours: START + timedelta(hours=hours)
            )
        outcomes.append(next(s.outcome for s in summary.sightings if s.url.endswith("/news/0/")))
    assert outcomes == ["ok", "provisional", "unchanged", "provisional"]
