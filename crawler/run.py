"""`crawl`: the spiders over the sources of a catalogue, into the archive.

One writer at a time (the archive's lock), one outcome per planned address, an exit status that
follows from the outcomes. Scrapy runs without a reactor, so a process may crawl many times; the
kinds of sources run one after another, so that no site is ever asked twice at once.
"""

import asyncio
import hashlib
import logging
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version as installed
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import UsageError, WorldError
from corpus.snapshots import Sighting, SnapshotStore, faults
from crawler.addresses import Allowed, history_key
from crawler.findings import Finding, findings
from crawler.history import History, clock_behind, is_missed, last_looks
from crawler.journal import Archivist, Journal, close_run, open_run, unreported
from crawler.lookups import Holding, archive_plans, holdings
from crawler.notices import Send, apprise_sender, deliver, notices
from crawler.outcomes import KEPT, SETTLED
from crawler.pacing import Limits, Line
from crawler.sources import ARCHIVES, Plan, plans
from crawler.summary import CrawlSummary

__all__ = ["CrawlSummary", "Run", "crawl", "user_agent"]

LONGEST_RUN = 6 * 3600.0
"""Seconds after which a run ends itself; what is left is `interrupted` and asked again next time."""


@dataclass(slots=True)
class Run:
    """What the spiders, the middleware and the connection share during one crawl.

    `captured` are the captures of web archives that earlier runs settled: they do not change.
    """

    agent: str
    line: Line
    store: SnapshotStore
    catalogue: Catalogue
    history: History
    journal: Journal
    allowed: dict[str, Allowed]
    now: Callable[[], datetime]
    captured: frozenset[str] = frozenset()

    def digest(self, body: bytes) -> str:
        """The name a body has in the archive."""
        return hashlib.sha256(body).hexdigest()

    def is_planned(self, url: str) -> bool:
        """Whether this address, or another revision of it, was asked for in this run."""
        return history_key(url) in self.journal.keys

    def must_contain(self, url: str) -> tuple[str, ...]:
        """The words that the catalogue expects of the work published at an address."""
        found = self.catalogue.by_url(url)
        return found[0].must_contain if found else ()


def crawl(  # noqa: PLR0913 - each option is one of the command's
    sources: Iterable[str],
    store: SnapshotStore,
    catalogue: Catalogue,
    *,
    dry_run: bool = False,
    replica: int | None = None,
    log: Path | None = None,
    contact: str = "",
    archive: str = "",
    since: str = "",
    until: str = "",
    notify: Sequence[str] = (),
    limits: Limits | None = None,
    clock: Callable[[], datetime] | None = None,
) -> CrawlSummary:
    """Crawl these sources (all when none is named) into the archive.

    With `archive` ("webarchive" for all, or a source's id) `sources` may name works too, and what is
    asked are web archives, for captures between `since` and `until`; a dry run asks their indexes only.
    `replica` is a loopback port that stands for every site. `contact` is an address or page that
    the user agent gives; without one (or KEELING_CONTACT) nothing public is asked. `notify` are
    Apprise addresses (or KEELING_NOTIFY) that get a notice of each finding and failure. Without a `clock` of the
    caller's own this machine's is held against those of the servers. Raises
    ArchiveLocked when another process writes, CatalogueError and UnknownWork for what cannot be
    meant. May be called any number of times in a process, also from a thread or a running loop.
    """
    watched, clock = clock is None, clock or _now
    wanted = tuple(sources)
    chosen = _chosen(catalogue, store, wanted, archive, (since, until, dry_run))
    names = tuple(plan.id for plan in chosen)
    if dry_run and not archive:
        return CrawlSummary("", names, _would_ask(chosen, store), dry=True)
    agent = user_agent(contact, public=replica is None)
    sender = _sender(notify)
    with store.writing(), _logging(log):
        asked = [*names, *wanted, since, until, str(dry_run)] if archive else list(names)
        run_id = open_run(store, asked, clock(), f"{clock():%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}")
        earlier, unsaid = _sound(store), unreported(store)
        line = Line(replica, limits or Limits())
        archivist = Archivist(store, line.stop)
        journal = Journal(run_id, archivist.write, _settled(earlier, run_id), clock, watched)
        run = _run(agent, line, store, catalogue, earlier, journal, chosen, clock)
        journal.problems += clock_behind(earlier, clock()) if watched else ()
        lost = _fetch(run, chosen, archivist)
        found = () if archive else _compare(run, [s for s in earlier if s.run != run_id and not s.capture], unsaid)
        summary = _summary(run, chosen, lost, {s.digest for s in earlier}, found)
        if archive:
            summary = replace(summary, dry=dry_run, holdings=_held(store, run_id, names))
        if not line.stopped:
            if sender is not None:
                unsent = deliver(notices(run_id, found, summary.problems), store.root / "notices.jsonl", sender)
                summary = replace(summary, problems=(*summary.problems, *unsent))
            close_run(store, unsaid if archive else ())
    return summary


def _now() -> datetime:
    return datetime.now(UTC)


def _run(  # noqa: PLR0913, PLR0917 - its parts
    agent: str,
    line: Line,
    store: SnapshotStore,
    catalogue: Catalogue,
    earlier: list[Sighting],
    journal: Journal,
    chosen: tuple[Plan, ...],
    clock: Callable[[], datetime],
) -> Run:
    """A run over the history of the sites; what archives held is no history of a site."""
    history = History((s for s in earlier if not s.capture), journal.run)
    done = (s for s in earlier if s.capture and s.outcome in SETTLED and s.run != journal.run)
    return Run(
        agent=agent,
        line=line,
        store=store,
        catalogue=catalogue,
        history=history,
        journal=journal,
        allowed={plan.id: plan.allowed for plan in chosen},
        now=clock,
        captured=frozenset(s.capture for s in done),
    )


def _chosen(
    catalogue: Catalogue, store: SnapshotStore, wanted: tuple[str, ...], archive: str, span: tuple[str, str, bool]
) -> tuple[Plan, ...]:
    """The sites named, or the web archives with what to look up; `span` is since, until and whether only to look."""
    if archive:
        return archive_plans(catalogue, _sound(store), wanted, archive, *span)
    if any(span[:2]):
        raise UsageError("--since and --until are for web archives: add --from webarchive")
    return plans(catalogue, wanted)


def _settled(earlier: list[Sighting], run: str) -> dict[str, Sighting]:
    done = (replace(s, url=s.capture or s.url) for s in earlier if s.run == run)
    return {s.url: s for s in done if s.outcome != "interrupted"}


def _held(store: SnapshotStore, run: str, archives: tuple[str, ...]) -> tuple[Holding, ...]:
    return tuple(holdings(store, (s for s in store.sightings() if s.run == run), archives))


def _sound(store: SnapshotStore) -> list[Sighting]:
    return [s for s in store.sightings() if not faults(s)]


def _fetch(run: Run, chosen: tuple[Plan, ...], archivist: Archivist) -> int:
    """Run the spiders and put everything on the disk; the count of planned addresses that were lost."""
    try:
        try:
            _in_own_loop(lambda: _run_spiders(run, chosen))
            return run.journal.close(run.line.stopped)
        finally:
            archivist.close()
    except OSError as error:
        raise WorldError(
            f"the archive {run.store.root} cannot be written ({error}); nothing that is in it is lost, crawl again"
        ) from error


def _compare(run: Run, earlier: list[Sighting], unsaid: tuple[str, ...]) -> tuple[Finding, ...]:
    """The findings of a run, and of those before it that were killed before they could say theirs.

    A defect of a reader must not take the crawl with it, and is reported.
    """
    before = [sighting for sighting in earlier if sighting.run not in unsaid]
    after = last_looks((s for s in earlier if s.run in unsaid), run.journal.outcomes.values())
    try:
        return findings(before, after, run.store.read)
    except Exception as error:  # whatever a reader did, the bodies are safe and the build says more
        run.journal.problems.append(f"what changed could not be worked out: {error!r}")
        return ()


def _sender(addresses: Sequence[str]) -> Send | None:
    chosen = tuple(addresses) or tuple(os.environ.get("KEELING_NOTIFY", "").split())
    return apprise_sender(chosen) if chosen else None


def user_agent(contact: str = "", *, public: bool = True) -> str:
    """Who asks. Raises UsageError where a public site would be asked by nobody in particular."""
    contact = contact or os.environ.get("KEELING_CONTACT", "")
    if public and not contact:
        raise UsageError(
            "nobody to contact: set KEELING_CONTACT to an e-mail address or a page about your crawl, "
            "so that a site's owner can reach you"
        )
    if any(ord(char) < 32 or ord(char) > 126 for char in contact):
        raise UsageError("KEELING_CONTACT has characters that a user agent cannot have; use a plain address")
    return f"keeling/{installed('keeling')} (+{contact or 'loopback replica'})"


def _would_ask(chosen: tuple[Plan, ...], store: SnapshotStore) -> tuple[str, ...]:
    """The addresses a crawl begins with and those it asks again."""
    known = History(s for s in _sound(store) if not s.capture).known(plan.id for plan in chosen)
    named = (url for plan in chosen for url in (*plan.urls, *plan.documents))
    return tuple(dict.fromkeys([*named, *(sighting.url for sighting in known)]))


async def _run_spiders(run: Run, chosen: tuple[Plan, ...]) -> None:
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings

    loop = asyncio.get_running_loop()
    ceiling = loop.call_later(LONGEST_RUN, run.line.stop, f"the run took longer than {LONGEST_RUN / 3600:g} hours")
    with _signals(run.line):
        for kind in dict.fromkeys(plan.kind for plan in chosen):
            if run.line.stopped:
                break
            mine = [plan for plan in chosen if plan.kind == kind]
            settings = Settings()
            settings.setmodule("crawler.settings", priority="project")
            settings.setdict(_pace(run, mine), priority="cmdline")
            runner = AsyncCrawlerRunner(settings)
            crawler = runner.create_crawler(kind)
            await runner.crawl(crawler, run=run, plans=mine)
            _note_errors(run, crawler.stats.get_stats() if crawler.stats else {})
    ceiling.cancel()


def _note_errors(run: Run, stats: dict[str, Any]) -> None:
    for name, value in stats.items():
        if name.startswith("spider_exceptions/") and name != "spider_exceptions/count":
            run.journal.problems.append(f"{value} callbacks ended with {name.rpartition('/')[2]}; the log says where")


def _pace(run: Run, mine: list[Plan]) -> dict[str, Any]:
    if run.line.replica is not None:
        return {"AUTOTHROTTLE_ENABLED": False, "DOWNLOAD_DELAY": 0}
    delays: dict[str, float] = {}
    for plan in mine:
        for _, host, _ in plan.allowed.sites:
            delays[host] = max(delays.get(host, 0.0), plan.delay)
    # Scrapy takes half to one and a half of a delay by chance, which is right for a site and too fast for an archive
    steady = any(plan.kind == ARCHIVES for plan in mine)
    slots = {
        host: {"concurrency": 1, "delay": delay, "jitter": 0.0 if steady else 0.5} for host, delay in delays.items()
    }
    return {"DOWNLOAD_SLOTS": slots, "DOWNLOAD_DELAY": min(delays.values())}


def _summary(
    run: Run, chosen: tuple[Plan, ...], lost: int, known: set[str | None], found: tuple[Finding, ...]
) -> CrawlSummary:
    journal, named = run.journal, {url for plan in chosen for url in plan.documents}
    sightings = tuple(journal.outcomes[url] for url in journal.planned)
    kept = {s.digest for s in sightings if s.digest and s.outcome in KEPT}
    return CrawlSummary(
        run=journal.run,
        sources=tuple(plan.id for plan in chosen),
        planned=tuple(journal.planned),
        sightings=sightings,
        lost=lost,
        resumed=journal.resumed,
        stopped=run.line.stopped,
        problems=tuple(journal.problems),
        bodies=len(kept - known),
        findings=found,
        missed=frozenset(
            s.url for s in sightings if is_missed(s, s.url in named, run.history.reference(s.url) is not None)
        ),
    )


def _in_own_loop(work: Callable[[], Any]) -> None:
    """Run a coroutine to its end: here, or in a thread when this one has a loop already."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work())
        return
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work())).result()


@contextmanager
def _signals(line: Line) -> Iterator[None]:
    """TERM and INT stop the run in order, where signals can be received at all."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    caught = (signal.SIGTERM, signal.SIGINT)
    for number in caught:
        loop.add_signal_handler(number, line.stop, f"by {number.name}; the next crawl goes on from here")
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)


@contextmanager
def _logging(path: Path | None) -> Iterator[None]:
    """Write the log of the crawl to a file that rotates at 5 MB, ten kept; without a path there is none."""
    loggers = [logging.getLogger(name) for name in ("crawler", "scrapy")]
    handler: logging.Handler = logging.NullHandler()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=5 * 2**20, backupCount=10, encoding="utf-8")
        handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    before = [(logger.level, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO if path is not None and logger.name == "crawler" else logging.ERROR)
        logger.propagate = False
    try:
        yield
    finally:
        for logger, (level, propagate) in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(level)
            logger.propagate = propagate
        handler.close()


class _OneLine(logging.Formatter):
    """Escapes control characters: what a site says must not write lines of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return "".join(c if c.isprintable() else repr(c)[1:-1] for c in super().format(record))
