"""How each source is doing: last checked, last good, last change, last failure, and who must do something.

A source is stale when its listings (or, without any, its documents) were not read well for twice
the interval that the catalogue gives it. Silence is a failure: a source that was never crawled is
stale too, and a time in the future counts as no time at all.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from corpus.catalogue import Catalogue
from corpus.snapshots import Sighting, SnapshotStore, faults
from crawler.addresses import history_key
from crawler.history import History, is_missed
from crawler.lookups import Holding, holdings
from crawler.outcomes import GOOD, SETTLED, UNRESOLVED
from crawler.sources import ARCHIVES, Plan, plans

CLOCKS = timedelta(minutes=5)
"""How far ahead a recorded time may be and still be believed."""


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source. `archived` says what web archives hold of a source that is blocked, and how to get it.

    Times are ISO 8601, UTC, "" for never. `runs` counts crawls that looked at it."""

    id: str
    kind: str
    last_checked: str = ""
    last_good: str = ""
    last_change: str = ""
    runs: int = 0
    last_failure: str = ""
    why: str = ""
    stale: bool = True
    failing: tuple[str, ...] = ()
    needs_add: tuple[str, ...] = ()
    provisional: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """All sources; `exit_status` is 1 when one is stale, or a document of one fails, is blocked or in doubt."""

    sources: tuple[SourceStatus, ...]
    now: str

    @property
    def exit_status(self) -> int:
        """1 when any source is stale, or has a document that was not read when it was last looked at."""
        return int(any(_state(source) != "ok" for source in self.sources))

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling status`."""
        sources = [{k: list(v) if isinstance(v, tuple) else v for k, v in asdict(s).items()} for s in self.sources]
        return {"now": self.now, "sources": sources, "exit_status": self.exit_status}

    def lines(self) -> list[str]:
        """The status for people."""
        offline = any(UNRESOLVED in source.why for source in self.sources)
        said = ["names did not resolve when they were last looked up: is there a network?"] if offline else []
        table = _table(self.sources, datetime.fromisoformat(self.now))
        return [*table, *said, *(line for source in self.sources for line in _remarks(source))]


def status(store: SnapshotStore, catalogue: Catalogue, now: datetime | None = None) -> Status:
    """The state of every source of the catalogue, from the ledger alone."""
    moment = now or datetime.now(UTC)
    sightings = [s for s in store.sightings() if not faults(s)]
    mine: dict[str, list[Sighting]] = {}
    for sighting in sightings:
        mine.setdefault(sighting.source, []).append(sighting)
    added = {history_key(s.url): s.number for s in sightings if not s.run and s.outcome == "ok"}
    archives = [each.id for each in catalogue.sources if each.kind == ARCHIVES]
    held = holdings(store, sightings, archives)
    found = tuple(
        _with_archives(_source(plan, mine.get(plan.id, []), added, moment), plan, held, catalogue, len(archives))
        for plan in plans(catalogue)
    )
    return Status(found, moment.astimezone(UTC).isoformat(timespec="seconds"))


def _shut(
    seen: list[Sighting], last: Iterable[Sighting], missed: list[Sighting], added: dict[str, int]
) -> Iterator[str]:
    """Addresses that a person has to save: blocked, or shut by robots.txt, and not added since."""
    for sighting in last:
        barred = sighting in missed and sighting.role != "listing" and sighting.outcome != "gone"
        if (sighting.outcome == "blocked" or barred) and not _added_since(seen, sighting, added):
            yield sighting.url


def _source(plan: Plan, seen: list[Sighting], added: dict[str, int], now: datetime) -> SourceStatus:
    last = {history_key(sighting.url): sighting for sighting in seen}
    missed = _missed(plan, seen, last)
    failures = [s for s in seen if s.outcome not in SETTLED and s.outcome not in ("provisional", "interrupted")]
    vital = [s for s in seen if s.outcome in GOOD and s.role == ("listing" if plan.urls else "document")]
    good = [s for s in vital if _believable(s, now)]
    return SourceStatus(
        id=plan.id,
        kind=plan.kind,
        last_checked=_time(s for s in seen if s.outcome != "interrupted"),
        last_good=_time(good),
        last_change=_time(s for s in seen if s.outcome in ("ok", "withdrawn") and s.role == "document"),
        runs=len({s.run for s in seen}),
        last_failure=_time(failures),
        why=f"{failures[-1].outcome}: {failures[-1].url} ({failures[-1].note})" if failures else "",
        stale=not good or now - datetime.fromisoformat(good[-1].time) > 2 * timedelta(hours=plan.every),
        failing=tuple(s.url for s in last.values() if s in failures and s.outcome != "blocked")
        + tuple(s.url for s in missed if s.role == "listing" or s.outcome == "gone"),
        needs_add=tuple(_shut(seen, last.values(), missed, added)),
        provisional=tuple(s.url for s in last.values() if s.outcome == "provisional"),
    )


def _with_archives(
    source: SourceStatus, plan: Plan, held: list[Holding], catalogue: Catalogue, archives: int
) -> SourceStatus:
    """A source that is blocked, with what the web archives hold of its documents."""
    if not archives or not (source.needs_add or source.why.startswith("blocked")):
        return source
    mine = [each for each in held if plan.allowed.refusal(each.address) is None]
    works = sorted({at[0].id for each in mine if each.captures and (at := catalogue.by_url(each.address))})
    captures, having = sum(each.captures for each in mine), len({each.archive for each in mine if each.captures})
    command = f"keeling crawl {' '.join(works or [source.id])} --from {ARCHIVES}"
    if captures:
        sentence = f"{captures} captures in {having} web archive{'s' * (having != 1)}: {command}"
    else:
        known = "hold nothing of it" if mine else "were not asked yet"
        sentence = f"the {archives} web archives of the catalogue {known}: {command}{'' if mine else ' --dry-run'}"
    return replace(source, archived=(sentence,))


def _missed(plan: Plan, seen: list[Sighting], last: Mapping[str, Sighting]) -> list[Sighting]:
    """The last looks that found nothing where somebody counts on something (`history.is_missed`)."""
    history, named = History(seen), {history_key(url) for url in plan.documents}
    return [s for key, s in last.items() if is_missed(s, key in named, history.reference(s.url) is not None)]


def _added_since(seen: list[Sighting], blocked: Sighting, added: dict[str, int]) -> bool:
    """Whether a person added the page after this row of blocks began."""
    key, first = history_key(blocked.url), blocked.number
    for sighting in reversed([s for s in seen if history_key(s.url) == key]):
        if sighting.outcome != blocked.outcome:
            break
        first = sighting.number
    return added.get(key, -1) > first


def _believable(sighting: Sighting, now: datetime) -> bool:
    return datetime.fromisoformat(sighting.time) <= now + CLOCKS


def _time(sightings: Iterable[Sighting]) -> str:
    """The time of the last one in the ledger: order comes from its numbers, not from clocks."""
    return next((s.time for s in reversed(list(sightings))), "")


def _table(sources: Sequence[SourceStatus], now: datetime) -> list[str]:
    """A line for each source under the names of the columns, with ages where there are times."""
    rows = [_HEAD, *(_row(source, now) for source in sources)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


_HEAD = ("source", "state", "last good answer", "last change", "last look", "crawls")


def _row(source: SourceStatus, now: datetime) -> tuple[str, ...]:
    ages = [_age(time, now) for time in (source.last_good, source.last_change, source.last_checked)]
    return (source.id, _state(source), *ages, str(source.runs) if source.runs else "-")


def _state(source: SourceStatus) -> str:
    if not source.last_checked:
        return "never crawled"
    if source.stale:
        return "STALE"
    if source.failing or source.needs_add:
        return "failing"
    return "provisional" if source.provisional else "ok"


_UNITS = ((365, "year"), (30, "month"), (7, "week"), (1, "day"))


def _age(time: str, now: datetime) -> str:
    """How long ago, in the largest unit of which there are two or more; a time ahead of the clock is said to be so."""
    if not time:
        return "never"
    passed = now - datetime.fromisoformat(time)
    if passed < -CLOCKS:
        return f"{time[:10]}, in the future"
    hours = max(0, passed // timedelta(hours=1))
    days = hours // 24
    if passed < timedelta(minutes=1):
        return "just now"
    named = next(((days // size, unit) for size, unit in _UNITS if days >= 2 * size), None)
    if named is None:
        named = (hours, "hour") if hours else (max(0, passed // timedelta(minutes=1)), "minute")
    return f"{named[0]} {named[1]}{'s' * (named[0] != 1)} ago"


def _remarks(source: SourceStatus) -> list[str]:
    """What failed last and what to do, under the table."""
    lines = []
    if source.last_failure and UNRESOLVED not in source.why:
        lines.append(f"{source.id}: last failure {source.last_failure}: {source.why}")
    if UNRESOLVED not in source.why:
        lines += [f"  failing: {url}" for url in source.failing]
    lines += [f"  blocked, save it and use `keeling add FILE --url {url}`" for url in source.needs_add]
    lines += [f"  provisional until confirmed: {url}" for url in source.provisional]
    return lines + [f"  {sentence}" for sentence in source.archived]
