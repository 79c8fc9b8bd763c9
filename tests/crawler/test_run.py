"""Left alone: killed, resumed, stopped, started twice, and still the same archive."""

import asyncio
import json
import random
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import small_site
from hypothesis import given
from hypothesis import strategies as st

from corpus.catalogue import Catalogue, Source
from corpus.errors import ArchiveLocked, CatalogueError, UnknownWork, UsageError
from corpus.snapshots import Sighting, SnapshotStore
from crawler.journal import Journal, open_run
from crawler.outcomes import OUTCOMES
from crawler.planned import Page
from crawler.run import crawl, user_agent
from crawler.sample.replica import Replica, serve

Content = set[tuple[str, str, str | None]]
NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    """Thirty articles with a file each, served on loopback."""
    with serve(small_site.make(tmp_path_factory.mktemp("site"))) as replica:
        yield replica


@pytest.fixture
def catalogue(statements: Callable[..., Catalogue]) -> Catalogue:
    """The one source of the site."""
    return statements([f"{small_site.HOST}/feed/"])


def content(store: SnapshotStore) -> Content:
    """What an archive says, without times, run ids and order."""
    return {(s.url, s.outcome, s.digest) for s in store.sightings()}


@pytest.fixture(scope="module")
def golden(site: Replica, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The archive of a crawl that nothing disturbed."""
    store = SnapshotStore(tmp_path_factory.mktemp("golden") / "snapshots")
    source = Source("s", "statements", (f"{small_site.HOST}/feed/",))
    summary = crawl((), store, Catalogue(sources=(source,)), replica=site.port)
    assert summary.outcomes == {"ok": 61}
    return content(store)


@pytest.mark.parametrize("seed", range(3))
def test_killed_and_resumed(seed: int, site: Replica, golden: Content, tmp_path: Path) -> None:
    """Killed at random moments and resumed, a crawl leaves the archive of an undisturbed one."""
    chance, root = random.Random(seed), tmp_path / "snapshots"
    store, late = SnapshotStore(root), False
    for _ in range(2):
        process = small_site.start(root, site.port)
        small_site.await_lines(root, process, chance.randrange(0, 40))
        process.kill()
        process.communicate()
        late = late or len(store.sightings()) >= len(golden)  # all was crawled before the kill: the next run is another
    process = small_site.start(root, site.port)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert {row for row in content(store) if not (late and row[1] == "unchanged")} == golden
    assert store.damage() == []
    assert json.loads(out)["unsettled"] == 0
    assert late or len({s.run for s in store.sightings()}) == 1


def test_resume_asks_only_for_what_is_missing(site: Replica, catalogue: Catalogue, store: SnapshotStore) -> None:
    """What a killed run recorded is not asked again; its links are followed from the archive."""
    crawl((), store, catalogue, replica=site.port)
    lines = store.ledger.read_bytes().splitlines(keepends=True)
    store.ledger.write_bytes(b"".join(lines[:40]))
    run = json.loads(lines[0])["run"]
    started = {"run": run, "sources": ["s"], "started": datetime.now(UTC).isoformat()}
    (store.root / "run.json").write_text(json.dumps(started))
    before = len(site.asked)
    summary = crawl((), store, catalogue, replica=site.port)
    assert (summary.run, summary.resumed) == (run, 40)
    assert len([a for a in site.asked[before:] if a.path != "/robots.txt"]) == 21
    assert summary.outcomes == {"ok": 61}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stopped_in_order(number: int, site: Replica, golden: Content, tmp_path: Path) -> None:
    """A signal ends the run at once with an outcome for every planned address; the next run goes on from there."""
    root = tmp_path / "snapshots"
    process = small_site.start(root, site.port)
    small_site.await_lines(root, process, 2)
    process.send_signal(number)
    out, err = process.communicate(timeout=15)
    finished = not out  # the signal came when all was crawled and nothing said yet: the process just ends
    if not finished:
        first = json.loads(out)
        assert first["unsettled"] == 0, err
        if first["stopped"]:
            assert process.returncode == 1
            assert set(first["outcomes"]) <= {"ok", "interrupted"}
        assert sum(first["outcomes"].values()) == first["planned"]
        finished = not first["stopped"]
    second = small_site.start(root, site.port)
    assert second.wait(60) == 0
    second.communicate()
    store = SnapshotStore(root)
    again = {"interrupted", "unchanged"} if finished else {"interrupted"}
    assert {row for row in content(store) if row[1] not in again} == golden


def test_two_at_once(site: Replica, golden: Content, tmp_path: Path) -> None:
    """Of two crawls into one archive one runs; the other says so, ends with 75 and leaves nothing."""
    for turn in range(2):
        root = tmp_path / str(turn)
        pair = [small_site.start(root, site.port) for _ in range(2)]
        ends = [(process.communicate(timeout=60), process.returncode) for process in pair]
        codes = sorted(code for _, code in ends)
        assert codes in ([0, 75], [0, 0]), ends
        assert {row for row in content(SnapshotStore(root)) if row[1] != "unchanged"} == golden
        for (_, err), code in ends:
            assert code == 0 or "another keeling is writing" in err


def test_locked_archive(site: Replica, catalogue: Catalogue, store: SnapshotStore) -> None:
    """While another process writes, a crawl raises at once and asks nothing."""
    before = len(site.asked)
    with store.writing(), pytest.raises(ArchiveLocked):
        crawl((), SnapshotStore(store.root), catalogue, replica=site.port)
    assert len(site.asked) == before


def test_inside_a_running_loop(site: Replica, catalogue: Catalogue, store: SnapshotStore) -> None:
    """A crawl may be called where an event loop runs already, and again in the same process."""

    async def main() -> None:
        assert crawl((), store, catalogue, replica=site.port).outcomes == {"ok": 61}

    asyncio.run(main())
    assert crawl((), store, catalogue, replica=site.port).outcomes == {"unchanged": 61}


def test_dry_run(site: Replica, catalogue: Catalogue, store: SnapshotStore) -> None:
    """A dry run says what would be asked first, asks nothing and writes nothing."""
    before = len(site.asked)
    summary = crawl((), store, catalogue, dry_run=True)
    assert summary.planned == (f"{small_site.HOST}/feed/",)
    assert summary.to_json()["urls"] == [f"{small_site.HOST}/feed/"]
    assert len(site.asked) == before
    assert not store.ledger.exists()


def test_vanished_pages_are_noticed(tmp_path: Path, catalogue: Catalogue, store: SnapshotStore) -> None:
    """A page that no listing names any more is asked again, and its end is recorded."""
    with serve(small_site.make(tmp_path / "one", articles=3)) as site:
        crawl((), store, catalogue, replica=site.port)
    with serve(small_site.make(tmp_path / "two", articles=2)) as site:
        summary = crawl((), store, catalogue, replica=site.port)
    gone = {s.url for s in summary.sightings if s.outcome == "gone"}
    assert gone == {f"{small_site.HOST}/news/2/", f"{small_site.HOST}/files/2.pdf"}
    assert {f.kind for f in summary.findings} == {"gone"}


def test_log_rotates_and_escapes(site: Replica, catalogue: Catalogue, store: SnapshotStore, tmp_path: Path) -> None:
    """The log has a line for each outcome, and nothing a site says can write a line of its own."""
    log = tmp_path / "logs" / "crawl.log"
    crawl((), store, catalogue, replica=site.port, log=log)
    lines = log.read_text("utf-8").splitlines()
    assert sum(" ok s https://www.example.org/" in line for line in lines) == 61
    import logging

    from crawler.run import _OneLine

    record = logging.LogRecord("x", logging.INFO, "", 0, "a\nb\x1b[0m\u2028c", None, None)
    assert _OneLine("%(message)s").format(record) == "a\\nb\\x1b[0m\\u2028c"


def test_a_full_disk_is_said(
    site: Replica, catalogue: Catalogue, store: SnapshotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the archive cannot be written the crawl ends with an error that says so, and resumes later."""
    from corpus.errors import WorldError

    real, calls = SnapshotStore.add_all, []

    def failing(self: SnapshotStore, entries: list[tuple[Sighting, bytes | None]]) -> list[Sighting]:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return real(self, entries)

    with monkeypatch.context() as patch:
        patch.setattr(SnapshotStore, "add_all", failing)
        with pytest.raises(WorldError, match="No space left"):
            crawl((), store, catalogue, replica=site.port)
    summary = crawl((), store, catalogue, replica=site.port)
    assert summary.outcomes == {"ok": 61}
    assert summary.resumed > 0


def test_nobody_to_contact(catalogue: Catalogue, store: SnapshotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an address to write to, no public site is asked."""
    monkeypatch.delenv("KEELING_CONTACT", raising=False)
    with pytest.raises(UsageError, match="KEELING_CONTACT"):
        crawl((), store, catalogue)
    with pytest.raises(UsageError, match="KEELING_CONTACT"):
        user_agent("evil\r\nX-Header: 1")
    assert user_agent("me@example.org").endswith("(+me@example.org)")


def test_unknown_sources(catalogue: Catalogue, store: SnapshotStore) -> None:
    """A source that is not in the catalogue is named, with those that are."""
    with pytest.raises(UnknownWork, match=r"'nobody'.*known: s"):
        crawl(("nobody",), store, catalogue, replica=1)


def test_unknown_kind(store: SnapshotStore) -> None:
    """A kind without a spider is said before anything is asked."""
    with pytest.raises(CatalogueError, match="kinds are govuk, ofcom, statements"):
        crawl((), store, Catalogue(sources=(Source("s", "blog", ("https://www.example.org/",)),)), replica=1)


def test_old_runs_are_not_resumed(store: SnapshotStore) -> None:
    """A run of other sources, of another day or with a damaged record begins afresh."""
    store.root.mkdir(parents=True)
    assert open_run(store, ["a"], NOW, "one") == "one"
    assert open_run(store, ["a"], NOW + timedelta(hours=1), "two") == "one"
    assert open_run(store, ["b"], NOW, "three") == "three"
    assert open_run(store, ["b"], NOW + timedelta(hours=30), "four") == "four"
    assert open_run(store, ["b"], NOW, "five") == "five"
    (store.root / "run.json").write_text("{")
    assert open_run(store, ["b"], NOW, "six") == "six"


def _journal(settled: dict[str, Sighting] | None = None) -> tuple[Journal, list[Sighting]]:
    written: list[Sighting] = []
    return Journal("r", lambda sighting, body: written.append(sighting), settled or {}, lambda: NOW), written


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()), max_size=12))
def test_planned_minus_outcomes_is_zero(steps: list[tuple[int, int, bool]]) -> None:
    """However addresses move to each other, settle or are forgotten, each has exactly one outcome at the end."""
    journal, written = _journal()
    urls = [f"https://www.example.org/{n}" for n in range(7)]
    busy: set[str] = set()
    for here, there, moves in steps:
        for url in (urls[here], urls[there]):
            journal.plan(Page(url, "document", "s"))
        if urls[here] in busy or here == there:
            continue
        busy.add(urls[here])
        if moves:
            journal.move(Sighting(urls[here], "moved", final_url=urls[there]))
        else:
            journal.settle(Sighting(urls[here], "ok", digest="0" * 64))
    journal.close("")
    assert sorted(s.url for s in written) == sorted(journal.planned)
    assert {s.outcome for s in written} <= set(OUTCOMES)


def test_redirect_circle_over_addresses_that_were_all_planned() -> None:
    """Addresses that move to each other in a circle are a redirect loop, not lost."""
    journal, written = _journal()
    urls = [f"https://www.example.org/{n}" for n in range(3)]
    for url in urls:
        journal.plan(Page(url, "document", "s"))
    for url, target in zip(urls, urls[1:] + urls[:1], strict=True):
        journal.move(Sighting(url, "moved", final_url=target))
    assert journal.close("") == 0
    assert {s.outcome for s in written} == {"redirect_loop"}


def test_moved_takes_the_failure_of_its_target() -> None:
    """An address that moved to one that failed has that failure, not a good outcome."""
    journal, written = _journal()
    for url in ("https://www.example.org/a", "https://www.example.org/b"):
        journal.plan(Page(url, "document", "s"))
    journal.move(Sighting("https://www.example.org/a", "moved", final_url="https://www.example.org/b"))
    journal.settle(Sighting("https://www.example.org/b", "blocked"))
    assert [(s.url[-1], s.outcome) for s in written] == [("b", "blocked"), ("a", "blocked")]


def test_a_second_outcome_is_a_defect() -> None:
    """Settling an address twice, or one that was never planned, raises."""
    journal, _ = _journal()
    journal.plan(Page("https://www.example.org/a", "document", "s"))
    journal.settle(Sighting("https://www.example.org/a", "ok"))
    with pytest.raises(RuntimeError):
        journal.settle(Sighting("https://www.example.org/a", "gone"))
    with pytest.raises(RuntimeError):
        journal.settle(Sighting("https://www.example.org/b", "ok"))
