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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version as installed
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import UsageError
from corpus.snapshots import Sighting, SnapshotStore
from crawler.addresses import Allowed, history_key
from crawler.history import History
from crawler.journal import Archivist, Journal, close_run, open_run
from crawler.line import Limits, Line
from crawler.outcomes import OUTCOMES, SETTLED
from crawler.sources import Plan, plans

LONGEST_RUN = 6 * 3600.0
"""Seconds after which a run ends itself; what is left is `interrupted` and asked again next time."""


@dataclass(slots=True)
class Run:
    """What the spiders, the middleware and the connection share during one crawl."""

    agent: str
    line: Line
    store: SnapshotStore
    catalogue: Catalogue
    history: History
    journal: Journal
    allowed: dict[str, Allowed]
    now: Callable[[], datetime]

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


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl came to. `sightings` are those of this run; `lost` counts planned addresses without an outcome."""

    run: str
    sources: tuple[str, ...]
    planned: tuple[str, ...]
    sightings: tuple[Sighting, ...] = ()
    lost: int = 0
    resumed: int = 0
    stopped: str = ""
    problems: tuple[str, ...] = ()
    dry: bool = False
    bodies: int = 0

    @property
    def outcomes(self) -> dict[str, int]:
        """Outcomes and how often each, in the order of the closed list."""
        found = Counter(sighting.outcome for sighting in self.sightings)
        return {outcome: found[outcome] for outcome in OUTCOMES if outcome in found}

    @property
    def failed(self) -> tuple[Sighting, ...]:
        """Sightings that leave something to do for somebody; a listing that is gone finds nothing any more."""
        return tuple(
            s for s in self.sightings if s.outcome not in SETTLED or (s.role == "listing" and s.outcome == "gone")
        )

    @property
    def exit_status(self) -> int:
        """0 when every source answered and was understood; 1 otherwise."""
        return int(bool(self.failed or self.lost or self.stopped or self.problems))

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling crawl`."""
        return {
            "run": self.run,
            "sources": list(self.sources),
            "dry_run": self.dry,
            "planned": len(self.planned),
            "outcomes": self.outcomes,
            "unsettled": self.lost,
            "resumed": self.resumed,
            "new_bodies": self.bodies,
            "stopped": self.stopped or None,
            "failed": [
                {"url": s.url, "outcome": s.outcome, "source": s.source, "http_status": s.http_status, "note": s.note}
                for s in self.failed
            ],
            "problems": list(self.problems),
            "urls": list(self.planned) if self.dry else None,
            "exit_status": self.exit_status,
        }

    def lines(self) -> list[str]:
        """The summary for people."""
        if self.dry:
            return [
                f"would ask {len(self.planned)} addresses and what they lead to:",
                *(f"  {u}" for u in self.planned),
            ]
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.items()) or "nothing asked"
        lines = [f"{len(self.planned)} addresses: {counts}; {self.bodies} new bodies"]
        if self.resumed:
            lines.append(f"resumed: {self.resumed} of them were settled before the run was interrupted")
        lines += [f"{s.outcome}: {s.url} ({s.note})" for s in self.failed]
        if any(s.outcome == "blocked" for s in self.failed):
            lines.append(
                "a blocked page is not evaded: save it in a browser and give it to `keeling add FILE --url URL`"
            )
        return [*lines, *self.problems, *([f"stopped: {self.stopped}"] if self.stopped else [])]


def crawl(  # noqa: PLR0913 - each option is one of the command's
    sources: Iterable[str],
    store: SnapshotStore,
    catalogue: Catalogue,
    *,
    dry_run: bool = False,
    replica: int | None = None,
    log: Path | None = None,
    contact: str = "",
    limits: Limits | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> CrawlSummary:
    """Crawl these sources (all when none is named) into the archive.

    `replica` is a loopback port that stands for every site. `contact` is an address or page that
    the user agent gives; without one (or KEELING_CONTACT) nothing public is asked. Raises
    ArchiveLocked when another process writes, CatalogueError and UnknownWork for what cannot be
    meant. May be called any number of times in a process, also from a thread or a running loop.
    """
    chosen = plans(catalogue, tuple(sources))
    names = tuple(plan.id for plan in chosen)
    if dry_run:
        return CrawlSummary("", names, _would_ask(chosen, store), dry=True)
    agent = user_agent(contact, public=replica is None)
    with store.writing(), _logging(log):
        run_id = open_run(store, list(names), clock(), f"{clock():%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}")
        earlier = store.sightings()
        settled = {s.url: s for s in earlier if s.run == run_id and s.outcome != "interrupted"}
        archivist = Archivist(store, clock)
        run = Run(
            agent=agent,
            line=Line(replica, limits or Limits()),
            store=store,
            catalogue=catalogue,
            history=History(earlier, run_id),
            journal=Journal(run_id, archivist.write, settled),
            allowed={plan.id: plan.allowed for plan in chosen},
            now=clock,
        )
        known = {s.digest for s in earlier if s.digest}
        try:
            _in_own_loop(lambda: _run_spiders(run, chosen))
            lost = run.journal.close(run.line.stopped)
        finally:
            archivist.close()
        if not run.line.stopped:
            close_run(store)
    return _summary(run, names, lost, known)


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
    known = History(store.sightings()).known(plan.id for plan in chosen)
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
    slots = {host: {"concurrency": 1, "delay": delay} for host, delay in delays.items()}
    return {"DOWNLOAD_SLOTS": slots, "DOWNLOAD_DELAY": min(delays.values())}


def _summary(run: Run, names: tuple[str, ...], lost: int, known: set[str]) -> CrawlSummary:
    journal = run.journal
    sightings = tuple(journal.outcomes[url] for url in journal.planned)
    kept = {s.digest for s in sightings if s.digest and s.outcome in ("ok", "withdrawn", "provisional")}
    return CrawlSummary(
        run=journal.run,
        sources=names,
        planned=tuple(journal.planned),
        sightings=sightings,
        lost=lost,
        resumed=journal.resumed,
        stopped=run.line.stopped,
        problems=tuple(journal.problems),
        bodies=len(kept - known),
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
