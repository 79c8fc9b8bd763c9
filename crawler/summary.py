"""What a crawl came to: counts, findings, what failed, and the exit status that follows."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from corpus.snapshots import Sighting
from crawler.findings import Finding
from crawler.lookups import Holding
from crawler.outcomes import OUTCOMES, SETTLED, UNRESOLVED


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a crawl came to. `sightings` are those of this run; `lost` counts planned addresses without an outcome.

    `missed` are addresses that a site shut or that are not there, and that somebody counts on (`history.is_missed`).
    """

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
    findings: tuple[Finding, ...] = ()
    holdings: tuple[Holding, ...] = ()
    missed: frozenset[str] = frozenset()

    @property
    def outcomes(self) -> dict[str, int]:
        """Outcomes and how often each, in the order of the closed list."""
        found = Counter(sighting.outcome for sighting in self.sightings)
        return {outcome: found[outcome] for outcome in OUTCOMES if outcome in found}

    @property
    def failed(self) -> tuple[Sighting, ...]:
        """Sightings that leave something to do for somebody."""
        return tuple(s for s in self.sightings if s.outcome not in SETTLED or s.url in self.missed)

    @property
    def offline(self) -> bool:
        """Whether not one name could be resolved: then it is this machine's network and not the sites."""
        return bool(self.sightings) and all(UNRESOLVED in s.note for s in self.sightings)

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
            "findings": [asdict(finding) for finding in self.findings],
            "stopped": self.stopped or None,
            "failed": [
                {"url": s.url, "outcome": s.outcome, "source": s.source, "http_status": s.http_status, "note": s.note}
                for s in self.failed
            ],
            "problems": list(self.problems),
            "urls": list(self.planned) if self.dry else None,
            "exit_status": self.exit_status,
            **({"holdings": [_held(each) for each in self.holdings]} if self.holdings else {}),
        }

    def lines(self) -> list[str]:
        """The summary for people."""
        if self.dry and self.holdings:
            return [*(each.sentence() for each in self.holdings), *self._troubles()]
        if self.dry:
            return [
                f"would ask {len(self.planned)} addresses and what they lead to:",
                *(f"  {u}" for u in self.planned),
            ]
        if self.offline:
            hosts = {urlsplit(s.url).hostname for s in self.sightings}
            named = f"none of {len(hosts)} hosts resolves" if len(hosts) > 1 else "the host does not resolve"
            return [f"no network: {named}; nothing was asked, crawl again", *self.problems]
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.items()) or "nothing asked"
        lines = [f"{len(self.planned)} addresses: {counts}; {self.bodies} new bodies"]
        if self.resumed:
            lines.append(f"resumed: {self.resumed} of them were settled before the run was interrupted")
        lines += [finding.sentence() for finding in self.findings]
        return [*lines, *(each.sentence() for each in self.holdings), *self._troubles()]

    def _troubles(self) -> list[str]:
        lines = [f"{s.outcome}: {s.url} ({s.note})" for s in self.failed]
        if any(s.outcome == "blocked" for s in self.failed):
            lines.append(
                "a blocked page is not evaded: save it in a browser and give it to `keeling add FILE --url URL`"
            )
        return [*lines, *self.problems, *([f"stopped: {self.stopped}"] if self.stopped else [])]


def _held(holding: Holding) -> dict[str, Any]:
    return {**asdict(holding), "statuses": {status or "not said": count for status, count in holding.statuses}}
