"""What is tracked: publishers, works with their versions, and the sources to crawl.

A catalogue is a TOML file; `corpus/catalogue.toml` ships with keeling and a person's own file
adds to it (`--catalogue`). Every mistake in a file is said at load, with the file and the line.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from corpus.address import host, place
from corpus.errors import CatalogueError, UnknownWork
from corpus.work import SECTION_43, CataloguedVersion, Scheme, Status, Work, WorkKind

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes works, under which licence, and on which hosts beside those of its works and sources."""

    id: str
    name: str
    licence: str = ""
    hosts: tuple[str, ...] = ()
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """Hosts that many publishers use, or that carry what others wrote, and all hosts below them.

    `organisations` says that the site itself writes on its pages for which organisation they are published, `again`
    is the path below which it has each of its pages once more, for programs.
    """

    hosts: tuple[str, ...]
    organisations: bool = False
    again: str = ""

    def has(self, name: str) -> bool:
        """Whether a host is one of these or below one."""
        return any(name == known or name.endswith(f".{known}") for known in self.hosts)


@dataclass(frozen=True, slots=True)
class Source:
    """A site to crawl: its spider's kind and everything else the entry says, checked by the crawler.

    `where` is the file and line of the entry, for messages.
    """

    id: str
    kind: str
    urls: tuple[str, ...]
    publisher: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    where: str = ""


@dataclass(frozen=True)
class Catalogue:
    """Everything tracked. Ids are unique; order is that of the files. (Without slots: it keeps what it looked up.)

    `outcomes` are people's decisions about asks as written, each with where it stands; `db.ask.decisions` reads them.
    """

    publishers: tuple[Publisher, ...] = ()
    works: tuple[Work, ...] = ()
    sources: tuple[Source, ...] = ()
    shared: tuple[Shared, ...] = ()
    outcomes: tuple[tuple[str, dict[str, Any]], ...] = ()

    def work(self, work_id: str) -> Work:
        """The work with this id; raises UnknownWork, naming ids that are near."""
        for work in self.works:
            if work.id == work_id:
                return work
        known = ", ".join(work.id for work in self.works)
        raise UnknownWork(f"no work {work_id!r} in the catalogue (--catalogue FILE adds your own); known: {known}")

    def schemes(self) -> tuple[Scheme, ...]:
        """The label schemes of all codes."""
        return tuple(work.scheme for work in self.works if work.scheme)

    def by_url(self, url: str) -> tuple[Work, CataloguedVersion] | None:
        """The work and version published at an address; a query that the catalogue's address has not does not count."""
        wanted = self._page(place(url))
        for work in self.works:
            for version in work.versions:
                if any(_same_place(known, wanted) for known in version.urls):
                    return work, version
        return None

    def _page(self, wanted: str) -> str:
        """The place of the page itself, where a site has it once more below another path."""
        name, _, path = wanted.partition("/")
        for each in (*shared_hosts(), *self.shared):
            if each.again and name in each.hosts and f"/{path}".startswith(f"{each.again}/"):
                return name + f"/{path}".removeprefix(each.again)
        return wanted

    def hosts(self, publisher: str) -> frozenset[str]:
        """The hosts on which every page is a publisher's: those it names, and those of its works and sources alone.

        A host that many publishers use is nobody's, whoever names it.
        """
        mine = self._used.get(publisher, frozenset())
        others = {name for other, used in self._used.items() if other != publisher for name in used}
        named = {name for each in self.publishers if each.id == publisher for name in each.hosts}
        return frozenset(name for name in mine if not self.is_shared(name) and (name in named or name not in others))

    def publishes_on(self, publisher: str, name: str) -> bool:
        """Whether a publisher has pages on a host, alone or beside others."""
        return name in self._used.get(publisher, frozenset())

    def is_shared(self, name: str) -> bool:
        """Whether many publishers use a host: its name says nothing of whose page stands there."""
        return any(each.has(name) for each in (*shared_hosts(), *self.shared))

    def says_whose(self, name: str) -> bool:
        """Whether a shared host itself writes on its pages for which organisation they are published."""
        return any(each.organisations and name in each.hosts for each in (*shared_hosts(), *self.shared))

    @cached_property
    def _used(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {each.id: set(each.hosts) for each in self.publishers}
        for work in self.works:
            found.setdefault(work.publisher, set()).update(host(url) for v in work.versions for url in v.urls)
        for source in self.sources:
            urls = (*source.urls, *source.options.get("documents", ()))
            found.setdefault(source.publisher, set()).update((*map(host, urls), *source.options.get("hosts", ())))
        return {publisher: frozenset(hosts - {""}) for publisher, hosts in found.items() if publisher}


@cache
def shared_hosts() -> tuple[Shared, ...]:
    """Those that ship with keeling, whichever catalogue is used."""
    name = "shared_hosts.toml"
    return read(files("corpus").joinpath(name).read_text("utf-8"), f"corpus/{name}").shared


def _same_place(known: str, wanted: str) -> bool:
    return place(known) == (wanted if "?" in place(known) else wanted.partition("?")[0])


def load(*extra: Path, instead: Path | None = None) -> Catalogue:
    """The shipped catalogue (or the file to use `instead`) and these files of the user's.

    Raises CatalogueError with file and line.
    """
    shipped = files("corpus").joinpath("catalogue.toml")
    texts = [] if instead else [("corpus/catalogue.toml", shipped.read_text("utf-8"))]
    for path in (*((instead,) if instead else ()), *extra):
        try:
            texts.append((str(path), path.read_text("utf-8")))
        except (OSError, UnicodeDecodeError) as error:
            raise CatalogueError(f"the catalogue {path} cannot be read: {error}") from None
    return merge(read(text, name) for name, text in texts)


def merge(catalogues: Iterable[Catalogue]) -> Catalogue:
    """Several catalogues as one; raises CatalogueError for an id that two of them use."""
    merged = Catalogue()
    for catalogue in catalogues:
        merged = Catalogue(
            merged.publishers + catalogue.publishers,
            merged.works + catalogue.works,
            merged.sources + catalogue.sources,
            merged.shared + catalogue.shared,
            merged.outcomes + catalogue.outcomes,
        )
    for kind, entries in (("publisher", merged.publishers), ("work", merged.works), ("source", merged.sources)):
        seen: set[str] = set()
        for entry in entries:
            if entry.id in seen:
                raise CatalogueError(f"the {kind} id {entry.id!r} is used twice in the catalogue; give one another id")
            seen.add(entry.id)
    return replace(merged, works=_with_procedures(merged))


def _with_procedures(catalogue: Catalogue) -> tuple[Work, ...]:
    """The works, each with the procedure of its publisher or of what it amends where it has none of its own."""
    by = {publisher.id: publisher.procedure for publisher in catalogue.publishers}
    of = {work.id: work.procedure or by.get(work.publisher, "") for work in catalogue.works}
    return tuple(
        replace(work, procedure=of[work.id] or procedure_of_amended(work.amends, of)) for work in catalogue.works
    )


def procedure_of_amended(amends: Iterable[str], known: Mapping[str, str]) -> str:
    """The procedure by which an instrument passes: that of the first work it amends that has one; empty for none."""
    return next((known[each] for each in amends if known.get(each)), "")


def read(text: str, name: str) -> Catalogue:
    """One catalogue file; raises CatalogueError for anything that cannot be meant."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(f"{name} is not TOML: {error}") from None
    reader = _Reader(text, name)
    reader.only(data, {"publisher", "work", "source", "shared", "outcome"}, _WHOLE)
    return Catalogue(
        tuple(reader.publisher(entry) for entry in data.get("publisher", ())),
        tuple(reader.work(entry) for entry in data.get("work", ())),
        tuple(reader.source(entry) for entry in data.get("source", ())),
        tuple(reader.shared(entry) for entry in data.get("shared", ())),
        tuple((f"{name}, outcome {number}", entry) for number, entry in enumerate(data.get("outcome", ()), 1)),
    )


class _Reader:
    """Turns tables into values and finds the line of what is wrong."""

    def __init__(self, text: str, name: str) -> None:
        self.lines = text.splitlines()
        self.name = name

    def fail(self, message: str, needle: str) -> CatalogueError:
        line = next((n for n, text in enumerate(self.lines, 1) if needle and needle in text), None)
        return CatalogueError(f"{self.name}{f', line {line}' if line else ''}: {message}")

    def where(self, identifier: str) -> str:
        line = next((n for n, text in enumerate(self.lines, 1) if f'id = "{identifier}"' in text), None)
        return f"{self.name}, line {line}" if line else self.name

    def only(self, entry: dict[str, Any], known: set[str], what: str) -> None:
        for key in sorted(set(entry) - known):
            raise self.fail(f"{what} has no key {key!r}; it has {', '.join(sorted(known))}", key)
        for key, value in entry.items():
            wanted = _TABLES if what == _WHOLE else next((each for each, keys in _SHAPES.items() if key in keys), "")
            if wanted and not _has_shape(value, wanted):
                raise self.fail(f"{key} of {what} is {value!r}; it has to be {wanted}", key)

    def identifier(self, entry: dict[str, Any], what: str) -> str:
        value = entry.get("id")
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise self.fail(f"a {what} needs an id of small letters, digits and hyphens, not {value!r}", str(value))
        return value

    def address(self, url: str, what: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "." not in parts.hostname or parts.username:
            raise self.fail(f"{url!r} of {what} is not a public web address", url)
        if re.fullmatch(r"[\d.]+|.*\.(local|localhost|internal|lan)|\[.*", parts.hostname):
            raise self.fail(f"{url!r} of {what} is not a public host; private addresses are never fetched", url)
        return url

    def publisher(self, entry: dict[str, Any]) -> Publisher:
        self.only(entry, {"id", "name", "licence", "hosts", "procedure"}, "a publisher")
        if not entry.get("name"):
            raise self.fail(f"the publisher {entry.get('id')!r} has no name", str(entry.get("id", "")))
        hosts = self.hosts(entry, f"the publisher {entry.get('id')!r}")
        identifier, licence = self.identifier(entry, "publisher"), entry.get("licence", "")
        return Publisher(identifier, entry["name"], licence, hosts, self.procedure(entry))

    def procedure(self, entry: dict[str, Any]) -> str:
        found = str(entry.get("procedure", ""))
        if found not in ("", SECTION_43):
            raise self.fail(f"the procedure {found!r} is not known; there is {SECTION_43!r}", found)
        return found

    def shared(self, entry: dict[str, Any]) -> Shared:
        what = "an entry of shared hosts"
        self.only(entry, {"hosts", "organisations", "again"}, what)
        return Shared(self.hosts(entry, what), entry.get("organisations", False) is True, entry.get("again", ""))

    def hosts(self, entry: dict[str, Any], what: str) -> tuple[str, ...]:
        names = tuple(name.lower() for name in entry.get("hosts", ()))
        for name in names:
            self.address(f"https://{name}/", what)
        return names

    def work(self, entry: dict[str, Any]) -> Work:
        work_id = self.identifier(entry, "work")
        self.only(entry, _WORK_KEYS, f"the work {work_id!r}")
        if entry.get("kind") not in get_args(WorkKind):
            kinds = ", ".join(get_args(WorkKind))
            raise self.fail(f"the work {work_id!r} is of kind {entry.get('kind')!r}; kinds are {kinds}", f'"{work_id}"')
        if not entry.get("title"):
            raise self.fail(f"the work {work_id!r} has no title", f'"{work_id}"')
        return Work(
            id=work_id,
            kind=entry["kind"],
            title=entry["title"],
            publisher=entry.get("publisher", ""),
            aliases=tuple(entry.get("aliases", ())),
            scheme=self.scheme(entry, work_id),
            amends=tuple(entry.get("amends", ())),
            identifiers=tuple(entry.get("identifiers", ())),
            versions=tuple(self.version(version, work_id) for version in entry.get("version", ())),
            minimum_measures=entry.get("minimum_measures", 0),
            must_contain=tuple(entry.get("must_contain", ())),
            licence=entry.get("licence", ""),
            series=entry.get("series", ""),
            procedure=self.procedure(entry),
        )

    def scheme(self, entry: dict[str, Any], work_id: str) -> Scheme | None:
        """How its measures are numbered: `scheme = { prefix, pattern }`, or its prefix alone under either name."""
        given = [entry[key] for key in ("scheme", "prefix") if key in entry]
        if len(given) > 1:
            raise self.fail(f"the work {work_id!r} has both a scheme and a prefix; write one", f'"{work_id}"')
        if not given:
            return None
        made = {"prefix": given[0]} if isinstance(given[0], str) else given[0]
        self.only(made, {"prefix", "pattern"}, f"the scheme of {work_id!r}")
        try:
            re.compile(made.get("pattern", ""))
            return Scheme(**made)
        except (re.error, TypeError) as error:
            raise self.fail(f"the scheme of {work_id!r} cannot be used: {error}", f'"{work_id}"') from None

    def version(self, entry: dict[str, Any], work_id: str) -> CataloguedVersion:
        self.only(entry, {"date", "status", "urls", "note"}, f"a version of {work_id!r}")
        day, status = str(entry.get("date", "")), entry.get("status", "")
        if not _is_day(day):
            raise self.fail(f"a version of {work_id!r} has the date {day!r}; write 2025-07-04", day)
        if status not in get_args(Status):
            statuses = ", ".join(get_args(Status))
            raise self.fail(f"{work_id}@{day} has the status {status!r}; statuses are {statuses}", f'"{status}"')
        urls = tuple(self.address(url, f"{work_id}@{day}") for url in entry.get("urls", ()))
        return CataloguedVersion(day, status, urls, entry.get("note", ""))

    def source(self, entry: dict[str, Any]) -> Source:
        source_id = self.identifier(entry, "source")
        if not isinstance(entry.get("kind"), str):
            raise self.fail(f"the source {source_id!r} has no kind", f'"{source_id}"')
        if not entry.get("urls"):
            raise self.fail(f"the source {source_id!r} has no urls", f'"{source_id}"')
        own = {key: value for key, value in entry.items() if key in ("urls", "publisher")}
        self.only(own, set(own), f"the source {source_id!r}")
        urls = tuple(self.address(url, f"the source {source_id!r}") for url in entry["urls"])
        options = {key: value for key, value in entry.items() if key not in ("id", "kind", "urls", "publisher")}
        return Source(source_id, entry["kind"], urls, entry.get("publisher", ""), options, self.where(source_id))


_WORK_KEYS = {
    "id", "kind", "title", "publisher", "aliases", "scheme", "prefix", "amends", "identifiers", "version",
    "minimum_measures", "must_contain", "licence", "series", "procedure",
}  # fmt: skip

_WHOLE = "the catalogue"
_TEXT, _TEXTS, _NUMBER, _TABLES = "a text", 'a list of texts: ["…"]', "a whole number", "tables: [[…]]"
_SHAPES = {
    _TEXT: {"name", "title", "publisher", "licence", "series", "note", "again", "procedure"},
    _TEXTS: {"aliases", "amends", "identifiers", "must_contain", "hosts", "urls"},
    _NUMBER: {"minimum_measures"},
    _TABLES: {"version"},
}
"""What a value of a key has to be, in whatever table: a text where a list belongs would be taken letter by letter."""


def _is_day(written: str) -> bool:
    """Whether a date of a catalogue, which may be less than a day (2025-07), is one of the calendar."""
    try:
        return bool(_DATE.fullmatch(written)) and bool(date.fromisoformat((written + "-01-01")[:10]))
    except ValueError:
        return False


def _has_shape(value: object, wanted: str) -> bool:
    if wanted == _TEXT:
        return isinstance(value, str)
    if wanted == _NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    kind = str if wanted == _TEXTS else dict
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)
