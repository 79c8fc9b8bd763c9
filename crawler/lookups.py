"""Which addresses are looked up in which web archives, and what the archives said they hold of them.

For a work: the addresses of its versions and those at which it was seen. For a source of the
catalogue: the documents on its hosts. Without either: everything the catalogue names.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from corpus.address import host, place
from corpus.catalogue import Catalogue
from corpus.dates import is_day
from corpus.errors import UnknownWork, UsageError
from corpus.snapshots import Sighting, SnapshotStore
from crawler.captures import Capture, distinct, read_index
from crawler.outcomes import GOOD
from crawler.sources import ARCHIVES, Plan, plan


@dataclass(frozen=True, slots=True)
class Holding:
    """What one archive said it holds of one address: captures, different ones that can be fetched, each status."""

    archive: str
    address: str
    captures: int
    distinct: int
    statuses: tuple[tuple[str, int], ...]

    def sentence(self) -> str:
        """The holding for people."""
        counts = ", ".join(f"{count} with status {status or 'not said'}" for status, count in self.statuses)
        return f"{self.archive}: {self.captures} captures of {self.address}" + (
            f", {self.distinct} of them different and answered ({counts})" if self.captures else ""
        )


def archive_plans(  # noqa: PLR0913, PLR0917 - each option is one of the command's
    catalogue: Catalogue,
    seen: Sequence[Sighting],
    wanted: Sequence[str],
    archive: str,
    since: str,
    until: str,
    dry: bool,
) -> tuple[Plan, ...]:
    """The archives of the catalogue (or the one named) with the addresses to look up there.

    Raises UsageError for an archive or days that are none, UnknownWork for what is neither work nor source.
    """
    for day in (since, until):
        if day and not (is_day(day) and len(day) == len("2025-07-04")):
            raise UsageError(f"{day!r} is no day; write 2025-07-04")
    archives = [each for each in catalogue.sources if each.kind == ARCHIVES and archive in (ARCHIVES, each.id)]
    if not archives:
        known = ", ".join(each.id for each in catalogue.sources if each.kind == ARCHIVES)
        raise UsageError(
            f"no web archive {archive!r} in the catalogue; write webarchive for all, or one of: {known or 'none'}"
        )
    found = tuple(dict.fromkeys(_addresses(catalogue, seen, wanted)))
    return tuple(
        replace(each, addresses=_once(found, each), since=since, until=until, dry=dry) for each in map(plan, archives)
    )


def holdings(store: SnapshotStore, seen: Iterable[Sighting], archives: Iterable[str]) -> list[Holding]:
    """What each archive last said of each address; from the stored answers, not from a note about them."""
    last: dict[tuple[str, str], dict[str, str]] = {}
    wanted, run = set(archives), dict[tuple[str, str], str]()
    for sighting in seen:
        if sighting.source in wanted and sighting.role == "listing" and sighting.outcome in (*GOOD, "not_selected"):
            about = (sighting.source, sighting.name)
            if run.get(about) != sighting.run:
                last[about] = {}
            run[about] = sighting.run
            if sighting.digest:
                last[about][sighting.url] = sighting.digest
    return [_holding(*about, [store.read(digest) for digest in answers.values()]) for about, answers in last.items()]


def _holding(archive: str, address: str, answers: Iterable[bytes]) -> Holding:
    every = {capture for body in answers for capture in read_index(body).captures if _is_of(capture, address)}
    statuses = Counter(capture.status for capture in every)
    answered = [capture for capture in every if capture.status in ("", "200")]
    return Holding(archive, address, len(every), len(distinct(answered)), tuple(sorted(statuses.items())))


def _is_of(capture: Capture, address: str) -> bool:
    return place(capture.original).removeprefix("www.") == place(address).removeprefix("www.")


def _addresses(catalogue: Catalogue, seen: Sequence[Sighting], wanted: Sequence[str]) -> Iterator[str]:
    works, sources = {work.id: work for work in catalogue.works}, {each.id: each for each in catalogue.sources}
    for name in wanted or tuple(works):
        if name in works:
            yield from (url for version in works[name].versions for url in version.urls)
            yield from (url for url in _documents(seen) if (at := catalogue.by_url(url)) and at[0].id == name)
        elif name in sources and sources[name].kind != ARCHIVES:
            yield from _on_hosts(catalogue, seen, plan(sources[name]))
        else:
            raise UnknownWork(f"no work or source {name!r} in the catalogue; known: {', '.join((*works, *sources))}")


def _on_hosts(catalogue: Catalogue, seen: Sequence[Sighting], source: Plan) -> Iterator[str]:
    """The documents of a source: those its catalogue knows on its hosts, and those it led to."""
    hosts = {urlsplit(url).hostname for url in (*source.urls, *source.documents)}
    urls = (url for work in catalogue.works for version in work.versions for url in version.urls)
    yield from (url for url in urls if host(url) in hosts)
    yield from (s.url for s in seen if s.source == source.id and s.role == "document" and not s.capture)


def _documents(seen: Sequence[Sighting]) -> Iterator[str]:
    yield from (url for s in seen if s.role in ("", "document") for url in (s.url, s.final_url) if host(url))


def _once(addresses: Iterable[str], archive: Plan) -> tuple[str, ...]:
    """A CDX server is asked for a file once, whatever the query; a TimeMap is of one address exactly."""
    exact = archive.index.endswith("/")
    return tuple({url if exact else place(url): url for url in reversed(tuple(addresses))}.values())[::-1]
