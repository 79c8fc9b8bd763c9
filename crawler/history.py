"""What earlier runs saw at each address: the last good sighting, its validators, what is still in doubt."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from corpus.clocks import apart
from corpus.snapshots import Sighting
from crawler.addresses import history_key
from crawler.outcomes import GOOD

CONFIRMING = GOOD | {"withdrawn"}
WHOLE_AFTER = 28
"""Answers in a row that only said "not modified", after which all of a document is asked for: a server errs."""
NOT_MODIFIED = 304


class History:
    """Sightings of other runs than this one, by `history_key`."""

    def __init__(self, sightings: Iterable[Sighting], run: str = "") -> None:
        self._reference: dict[str, Sighting] = {}
        self._last: dict[str, Sighting] = {}
        self._doubts: dict[str, list[Sighting]] = {}
        self._unread: Counter[str] = Counter()
        for sighting in sightings:
            if sighting.run != run or not run:
                self._take(history_key(sighting.url), sighting)

    def _take(self, key: str, sighting: Sighting) -> None:
        self._last[key] = sighting
        if sighting.outcome in CONFIRMING and sighting.digest:
            self._reference[key] = sighting
            self._doubts.pop(key, None)
            self._unread[key] = self._unread[key] + 1 if sighting.http_status == NOT_MODIFIED else 0
        elif sighting.outcome == "provisional":
            self._doubts.setdefault(key, []).append(sighting)

    def reference(self, url: str) -> Sighting | None:
        """The last sighting with a document: `ok`, `unchanged` or `withdrawn`."""
        return self._reference.get(history_key(url))

    def last(self, url: str) -> Sighting | None:
        """The last sighting, whatever came of it."""
        return self._last.get(history_key(url))

    def validators(self, planned: str, asked: str) -> dict[str, str]:
        """Headers of a conditional request: only for the very address that the last document came from.

        None where a document was not read for long, though the server said each time that it is the same.
        """
        known = self.reference(planned)
        if (
            known is None
            or (known.final_url or known.url) != asked
            or self._unread[history_key(planned)] >= WHOLE_AFTER
        ):
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in headers.items() if value}

    def doubted_since(self, url: str, digest: str) -> datetime | None:
        """When these bytes were first seen and found doubtful; None if they were not, or not last."""
        doubts = self._doubts.get(history_key(url), [])
        if not doubts or doubts[-1].digest != digest:
            return None
        first = doubts[-1]
        for doubt in reversed(doubts):
            if doubt.digest != digest:
                break
            first = doubt
        return datetime.fromisoformat(first.time)

    def known(self, sources: Iterable[str]) -> Iterator[Sighting]:
        """Addresses of these sources that gave a document or a landing page once and have not moved."""
        wanted = set(sources)
        for key, sighting in self._reference.items():
            asked_for = sighting.role in ("document", "landing") and sighting.source in wanted
            if asked_for and self._last[key].outcome != "moved":
                yield sighting


def clock_behind(earlier: Iterable[Sighting], now: datetime) -> list[str]:
    """What is to be said where this machine's clock is behind what the ledger saw answered; nothing where it is not.

    Where servers say no time there is nothing else to hold it against, and wordings of one date are ordered by it.
    """
    seen = max((s.server_time or s.time for s in earlier if s.http_status and not s.capture), default="")
    ours = now.astimezone(UTC).isoformat(timespec="seconds")
    if not (ours < seen and apart(ours, seen)):
        return []
    return [
        f"this machine's clock ({ours}) is behind the last answer in the ledger ({seen}): set it before the next crawl"
    ]


def is_missed(sighting: Sighting, named: bool, known: bool) -> bool:
    """Whether an end that is nobody's fault takes away what somebody counts on.

    robots.txt shuts a listing, what was read before (`known`) or what the catalogue names (`named`); a listing is gone;
    the catalogue names what never was there.
    """
    listing = sighting.role == "listing"
    if sighting.outcome == "robots_forbidden":
        return listing or named or known
    return sighting.outcome == "gone" and (listing or (named and not known))


def last_looks(unsaid: Iterable[Sighting], now: Iterable[Sighting]) -> list[Sighting]:
    """The last look at each address of several runs; the one that brought a body where later ones only met it again."""
    found: dict[str, Sighting] = {}
    for sighting in (*unsaid, *now):
        before = found.get(sighting.url)
        again = before is not None and sighting.outcome == "unchanged" and before.digest == sighting.digest
        if before is None or not (again or sighting.outcome == "interrupted"):
            found[sighting.url] = sighting
    return list(found.values())
