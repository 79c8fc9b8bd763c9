"""Every way a server can misbehave: the outcome, the bytes, the requests, and never a version."""

import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import hostile
import pytest

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.pacing import Limits
from crawler.run import crawl

LIMITS = Limits(timeout=2.5, max_size=4 * 2**20, retries=1)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A first crawl of good pages and a second one of the same addresses, now hostile."""
    urls = {name: f"https://{name}.hostile.example{b.path}" for name, b in hostile.BEHAVIOURS.items()}
    source = Source("hostile", "statements", (urls["good"],), "", {"documents": list(urls.values())})
    catalogue = Catalogue(sources=(source,))
    store = SnapshotStore(tmp_path_factory.mktemp("hostile") / "snapshots")
    # the one listing that a source must have is a good page, which a statements source calls an index without links
    with hostile.hostile_server() as server:
        first = crawl((), store, catalogue, replica=server.port, limits=LIMITS)
        server.hostile = True
        server.asked.clear()
        started = time.monotonic()
        second = crawl((), store, catalogue, replica=server.port, limits=LIMITS)
        wall = time.monotonic() - started
        yield SimpleNamespace(first=first, second=second, server=server, store=store, urls=urls, wall=wall)


NAMES = [name for name in hostile.BEHAVIOURS if name != "good"]


def test_there_are_enough_of_them() -> None:
    """The list keeps the length that was promised."""
    assert len(hostile.BEHAVIOURS) >= 60


def test_the_first_crawl_was_good(runs: SimpleNamespace) -> None:
    """Before the hosts turn hostile each of them has given a document."""
    good = {s.url for s in runs.first.sightings if s.outcome == "ok"}
    assert good >= {runs.urls[name] for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_outcome(runs: SimpleNamespace, name: str) -> None:
    """A misbehaving server comes to the outcome that names its misbehaviour."""
    sighting = next(s for s in runs.second.sightings if s.url == runs.urls[name])
    assert sighting.outcome == hostile.BEHAVIOURS[name].outcome, sighting.note


@pytest.mark.parametrize("name", NAMES)
def test_nothing_bad_is_kept(runs: SimpleNamespace, name: str) -> None:
    """A failure stores no bytes, makes no version, and leaves the last good one as it was."""
    expected = hostile.BEHAVIOURS[name].outcome
    mine = [s for s in runs.store.sightings() if s.url == runs.urls[name]]
    versions = [s for s in mine if s.outcome == "ok"]
    assert len(versions) == (2 if expected == "ok" else 1)
    if expected not in ("ok", "unchanged"):
        assert mine[-1].digest is None
        assert runs.store.read(versions[-1].digest) in (hostile.PAGE, hostile.PDF)


@pytest.mark.parametrize("name", NAMES)
def test_requests(runs: SimpleNamespace, name: str) -> None:
    """Only what may pass is asked again, and a site whose rules say no, or nothing, is not asked at all."""
    asked = sum(count for (host, path), count in runs.server.asked.items() if host == name and path != "/robots.txt")
    assert asked <= hostile.BEHAVIOURS[name].requests
    assert asked > 0 or hostile.BEHAVIOURS[name].requests == 0


def test_one_outcome_each(runs: SimpleNamespace) -> None:
    """No planned address is left without an outcome, and none has two."""
    assert runs.second.lost == 0
    mine = [s.url for s in runs.store.sightings() if s.run == runs.second.run]
    assert len(mine) == len(set(mine)) == len(runs.second.planned)


def test_time_is_bounded(runs: SimpleNamespace) -> None:
    """Slow servers cost at most their time-out for each attempt, all of them side by side."""
    assert runs.wall < LIMITS.timeout * (LIMITS.retries + 1) * 2 + 15


def test_requests_say_who_asks_and_nothing_else(runs: SimpleNamespace) -> None:
    """Every request names keeling and asks for plain bytes, without cookies, credentials or a referer."""
    for head in runs.server.heads:
        lines = head.decode().lower().split("\r\n")
        names = {line.split(":")[0] for line in lines[1:] if line}
        assert any(line.startswith("user-agent: keeling/") for line in lines)
        assert "accept-encoding: identity" in lines
        assert not names & {"cookie", "authorization", "referer", "proxy-authorization"}


def test_the_archive_is_whole(runs: SimpleNamespace) -> None:
    """After all of it the archive has no damage and no leftovers."""
    assert runs.store.damage() == []
    assert not list(runs.store.root.rglob(".tmp-*"))


def test_resumed_catalogue(statements: Callable[..., Catalogue], store: SnapshotStore) -> None:
    """A name that does not resolve is its own outcome, without any connection."""
    with hostile.hostile_server():
        catalogue = statements(["https://no-such-host.invalid/feed/"])
        summary = crawl((), store, catalogue, contact="test@example.org", limits=Limits(timeout=2, retries=0))
    assert {s.outcome for s in summary.sightings} <= {"robots_unreachable", "dns_error"}
    assert summary.exit_status == 1
