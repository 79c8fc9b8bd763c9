"""One outcome for every planned address, written to the archive while the crawl goes on.

The journal is the only writer of a run. Bodies and sightings go to a thread that stores them in
batches: while one batch waits for the disk the next one gathers. What a kill takes away is
fetched again, because `run.json` beside the ledger says which run was not finished, and the
ledger says how far it came.
"""

import json
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from corpus.clocks import apart
from corpus.files import write_whole
from corpus.snapshots import Sighting, SnapshotStore
from crawler.addresses import history_key
from crawler.outcomes import GOOD, KEPT, Outcome
from crawler.planned import Page

RESUMABLE = timedelta(hours=24)
_RUN_FILE = "run.json"
BATCH = 256
_END = None
_LOG = logging.getLogger("crawler.journal")


class Journal:
    """Planned addresses and their outcomes; `settled` of a resumed run counts as done.

    Where the clock is `watched`, it is held against those of the servers.
    """

    def __init__(
        self,
        run: str,
        write: Callable[[Sighting, bytes | None], None],
        settled: dict[str, Sighting],
        clock: Callable[[], datetime],
        watched: bool = False,
    ) -> None:
        self.run = run
        self._clock = clock
        self._watched = watched
        self.planned: dict[str, Page | None] = dict.fromkeys(settled)
        self.outcomes: dict[str, Sighting] = dict(settled)
        self.keys = {history_key(url) for url in settled}
        self.resumed = len(settled)
        self.problems: list[str] = []
        self._write = write
        self._moving: dict[str, Sighting] = {}

    def plan(self, page: Page) -> bool:
        """Whether this address still has to be asked in this run; from now on it is planned."""
        if page.url in self.planned and self.planned[page.url] is not None:
            return False
        self.planned[page.url] = page
        self.keys.add(history_key(page.url))
        return True

    def replayable(self, url: str) -> Sighting | None:
        """What a run that was killed already recorded for this address."""
        return self.outcomes.get(url)

    def settle(self, sighting: Sighting, body: bytes | None = None) -> None:
        """Record the one outcome of a planned address; a second one is a defect and raises."""
        if sighting.url in self.outcomes or sighting.url not in self.planned:
            raise RuntimeError(f"{sighting.url} was not planned, or has an outcome already")
        kept = body if sighting.outcome in KEPT else None
        sighting = self._timed(replace(sighting, run=self.run, time=self._clock().isoformat(timespec="seconds")))
        self.outcomes[sighting.url] = sighting
        self._write(_recorded(sighting, self.planned[sighting.url]), kept)
        _LOG.info("%s %s %s %s", sighting.outcome, sighting.source, sighting.url, sighting.note)
        for url, moved in list(self._moving.items()):
            if moved.final_url == sighting.url:
                del self._moving[url]
                self._settle_moved(moved, sighting)

    def _timed(self, sighting: Sighting) -> Sighting:
        """The sighting with the server's time only where it contradicts ours; that is said once."""
        if not self._watched or not apart(sighting.time, sighting.server_time):
            return replace(sighting, server_time="")
        said = "this machine's clock is more than an hour off"
        if not any(said in problem for problem in self.problems):
            times = f"{sighting.time} here, {sighting.server_time} at {sighting.url}"
            self.problems.append(f"{said} ({times}): set it; what this crawl saw is dated by the servers")
        return sighting

    def move(self, sighting: Sighting) -> None:
        """Record that an address moved to `final_url`, which is planned, once that one has its outcome."""
        target = self.outcomes.get(sighting.final_url)
        if target is None:
            self._moving[sighting.url] = sighting
        else:
            self._settle_moved(sighting, target)

    def _settle_moved(self, sighting: Sighting, target: Sighting) -> None:
        arrived = target.outcome in GOOD | {"withdrawn", "moved", "provisional"}
        outcome = "moved" if arrived else target.outcome
        note = f"{sighting.note}; there: {target.note or target.outcome}".strip("; ") if not arrived else sighting.note
        self.settle(replace(sighting, outcome=outcome, note=note))

    def unsettled(self) -> list[str]:
        """Planned addresses that have no outcome yet."""
        return [url for url in self.planned if url not in self.outcomes]

    def close(self, stopped: str) -> int:
        """Give every address without an outcome one; the count of those that were lost without a reason.

        Redirects that wait for each other are a loop. After a stop the rest is `interrupted`.
        """
        lost = 0
        for url, sighting in list(self._moving.items()):
            if sighting.final_url in self._moving:
                self._close(url, "redirect_loop", "redirects lead back to where they began")
        for url in self.unsettled():
            if not stopped:
                lost += 1
                self.problems.append(f"{url} was planned and has no outcome; this is a defect of the crawler")
            self._close(url, "interrupted", stopped or "no outcome was recorded; it is asked again next time")
        return lost

    def _close(self, url: str, outcome: Outcome, note: str) -> None:
        self._moving.pop(url, None)
        if url not in self.outcomes:
            page = self.planned[url]
            source, role = (page.source, page.role) if page else ("", "")
            self.settle(Sighting(url, outcome, source=source, role=role, note=note))


def _recorded(sighting: Sighting, page: Page | None) -> Sighting:
    """A sighting as the ledger has it: a capture under the address of its original, with where and when archived."""
    if page is None or not page.archived:
        return sighting
    return replace(sighting, url=page.original, capture=sighting.url, archived=page.archived)


class Archivist:
    """A thread that stores what it is handed, in order, as many at once as have gathered."""

    def __init__(self, store: SnapshotStore, stop: Callable[[str], None]) -> None:
        self._store = store
        self._stop = stop
        self._queue: queue.Queue[tuple[Sighting, bytes | None] | None] = queue.Queue(maxsize=4 * BATCH)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="archivist", daemon=True)
        self._thread.start()

    def write(self, sighting: Sighting, body: bytes | None) -> None:
        """Hand over one sighting; raises what went wrong with an earlier one."""
        if self._failure is not None:
            self._stop("the archive cannot be written")
            raise self._failure
        self._queue.put((sighting, body))

    def close(self) -> None:
        """Wait until everything is on the disk; raises what went wrong."""
        self._queue.put(_END)
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def _work(self) -> None:
        ended = False
        while not ended:
            batch = [self._queue.get()]
            while len(batch) < BATCH and not self._queue.empty():
                batch.append(self._queue.get_nowait())
            ended = _END in batch
            entries = [entry for entry in batch if entry is not None]
            if entries and self._failure is None:
                try:
                    self._store.add_all(entries)
                except BaseException as error:  # handed to the thread that crawls
                    self._failure = error


def open_run(store: SnapshotStore, sources: list[str], now: datetime, fresh: str) -> str:
    """The id of the run to work on: an unfinished one of the same sources, not a day old, or `fresh`."""
    found = _run_file(store)
    if _is_resumable(found, sources, now):
        return str(found["run"])
    left = [*unreported(store), *([str(found["run"])] if "run" in found else [])]
    begun = {"run": fresh, "sources": sources, "started": now.isoformat(), "unreported": left}
    write_whole(store.root / _RUN_FILE, json.dumps(begun))
    return fresh


def unreported(store: SnapshotStore) -> tuple[str, ...]:
    """Ids of runs that were killed, are resumed no more and never said what they found."""
    left = _run_file(store).get("unreported")
    return tuple(str(run) for run in left) if isinstance(left, list) else ()


def close_run(store: SnapshotStore, left: Sequence[str] = ()) -> None:
    """Say that the run is complete: the next one starts afresh, and finds what the runs `left` have still to say."""
    if left:
        write_whole(store.root / _RUN_FILE, json.dumps({"unreported": list(left)}))
    else:
        (store.root / _RUN_FILE).unlink(missing_ok=True)


def _run_file(store: SnapshotStore) -> dict[str, Any]:
    """What `run.json` says; one that cannot be read belongs to no run that could be resumed."""
    try:
        found = json.loads((store.root / _RUN_FILE).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_resumable(found: dict[str, Any], sources: list[str], now: datetime) -> bool:
    try:
        started = datetime.fromisoformat(found["started"])
        return "run" in found and found["sources"] == sources and timedelta(0) <= now - started < RESUMABLE
    except (ValueError, KeyError, TypeError):
        return False
