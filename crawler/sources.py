"""What a `[[source]]` entry of the catalogue says, checked: a new source of a known kind is an entry, no code.

[[source]]
id = "5rights"                 # unique
kind = "statements"            # govuk, ofcom, statements or webarchive
publisher = "5rights"          # optional
urls = ["https://…/feed/"]     # where links are found: feeds, search answers, listing and index pages
documents = ["https://…"]      # optional: addresses that are documents or landing pages themselves
hosts = ["assets.example.org"] # optional: further hosts that files may be on
include = ["online safety"]    # regular expressions; a link counts when one matches its title or address
exclude = ["podcast"]          # … and none of these does; a listing ends before a next page whose address matches
content = ["Ofcom|Online Safety Act"]  # statements: one must match the text of the article
must_contain = ["…"]           # words without which a document of this source is suspect
delay = 2.0                    # seconds between requests, at least
every = 24                     # hours between crawls; `keeling status` calls it stale after twice that
index = "https://…/cdx"        # webarchive: its CDX server, or with a final slash its TimeMaps; `urls` is what
                               # stands before the time of a capture: "https://web.archive.org/web/"
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus.catalogue import Catalogue, Source
from corpus.errors import CatalogueError, UnknownWork, UsageError
from crawler.addresses import Allowed

ARCHIVES = "webarchive"
"""The kind of sources that hold copies of other sites: asked for a work, never crawled by themselves."""
KINDS = ("govuk", "ofcom", "statements", ARCHIVES)
_TEXTS = ("documents", "hosts", "include", "exclude", "content", "must_contain")
_NUMBERS = ("delay", "every")
_HOSTS = {"govuk": ("assets.publishing.service.gov.uk",)}
"""Hosts that belong to a kind of site without being named."""
DELAY = 2.0
EVERY = 24.0
ARCHIVE_DELAY = 3.0
"""Seconds between two requests to a web archive, at least: 20 a minute."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A source ready to be crawled. Of a web archive: its index, the `addresses` to look up, the days between which."""

    id: str
    kind: str
    urls: tuple[str, ...]
    documents: tuple[str, ...]
    allowed: Allowed
    include: re.Pattern[str] | None
    exclude: re.Pattern[str] | None
    content: re.Pattern[str] | None
    must_contain: tuple[str, ...]
    delay: float
    every: float
    index: str = ""
    addresses: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    dry: bool = False

    def selects(self, title: str, url: str) -> bool:
        """Whether a link counts, by what it is called and by the words of its address."""
        text = f"{title} {re.sub(r'[-_+/.]|%20', ' ', url)}"
        if self.exclude and self.exclude.search(text):
            return False
        return self.include is None or self.include.search(text) is not None


def plan(source: Source) -> Plan:
    """A source, checked; raises CatalogueError saying which entry, which key and what to write."""
    if source.kind not in KINDS:
        raise _error(source, f"is of kind {source.kind!r}; kinds are {', '.join(KINDS)}")
    keys = (*_TEXTS, *_NUMBERS, *(("index",) if source.kind == ARCHIVES else ()))
    for key in sorted(set(source.options) - set(keys)):
        raise _error(source, f"has no key {key!r}; it has {', '.join(keys)}")
    texts = {key: _texts(source, key) for key in _TEXTS}
    index = _index(source)
    addresses = (*source.urls, *texts["documents"], *index)
    allowed = Allowed.of(addresses, (*texts["hosts"], *_HOSTS.get(source.kind, ())))
    for url in (*addresses, *(f"https://{host}/" for host in texts["hosts"])):
        if reason := allowed.refusal(url):
            raise _error(source, f"names {url}: {reason}")
    patterns = {key: _pattern(source, key, texts[key]) for key in ("include", "exclude", "content")}
    return Plan(
        id=source.id,
        kind=source.kind,
        urls=source.urls,
        documents=texts["documents"],
        allowed=allowed,
        must_contain=texts["must_contain"],
        delay=max(_number(source, "delay", DELAY), ARCHIVE_DELAY if index else 0.0),
        index="".join(index),
        every=_number(source, "every", EVERY),
        include=patterns["include"],
        exclude=patterns["exclude"],
        content=patterns["content"],
    )


def plans(catalogue: Catalogue, wanted: Iterable[str] = ()) -> tuple[Plan, ...]:
    """The sources with these ids, or all sites; a web archive among several is passed over.

    Raises UnknownWork for an unknown id, UsageError where only archives are named.
    """
    ids = tuple(wanted)
    known = {source.id: source for source in catalogue.sources}
    for source_id in ids:
        if source_id not in known:
            raise UnknownWork(f"no source {source_id!r} in the catalogue; known: {', '.join(known) or 'none'}")
    if ids and all(known[source_id].kind == ARCHIVES for source_id in ids):
        raise UsageError(f"{ids[0]} is a web archive: name what to look up there, crawl WORK --from {ids[0]}")
    sites = (source for source in catalogue.sources if source.kind != ARCHIVES)
    return tuple(plan(source) for source in sites if not ids or source.id in ids)


def _index(source: Source) -> tuple[str, ...]:
    """The index of a web archive, which has one and one address of captures; of other sources none."""
    if source.kind != ARCHIVES:
        return ()
    index = source.options.get("index")
    if not isinstance(index, str) or not index or len(source.urls) != 1 or not source.urls[0].endswith("/"):
        raise _error(source, 'needs an "index" and one address of captures under "urls", with a slash at its end')
    return (index,)


def _texts(source: Source, key: str) -> tuple[str, ...]:
    value: Any = source.options.get(key, ())
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) and item for item in value):
        raise _error(source, f"needs a list of texts for {key!r}, not {value!r}")
    return tuple(value)


def _number(source: Source, key: str, default: float) -> float:
    value: Any = source.options.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**6:
        raise _error(source, f"needs a number from 0 for {key!r}, not {value!r}")
    return float(value)


def _pattern(source: Source, key: str, texts: tuple[str, ...]) -> re.Pattern[str] | None:
    try:
        return re.compile("|".join(f"(?:{text})" for text in texts), re.I) if texts else None
    except re.error as error:
        raise _error(source, f"has a {key!r} that is no regular expression: {error}") from None


def _error(source: Source, what: str) -> CatalogueError:
    where = f"{source.where}: " if source.where else ""
    return CatalogueError(f"{where}the source {source.id!r} {what}")
