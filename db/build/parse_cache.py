"""Parse each distinct snapshot once, with one parser, and keep the result by digest.

The cache below `data/cache/parse` holds expressions as JSON (`corpus.as_json`) beside the few
facts by which a document is identified. Its key covers everything that can change the result:
the bytes, the parser's own sources, the work and the label schemes. Every file is sealed
(`corpus.files.sealed`): one whose bytes were changed or lost is made again. It may be deleted at any time.
"""

import atexit
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import as_json
from corpus.dated_lines import is_date_line
from corpus.errors import ArchiveDamaged, KeelingError
from corpus.files import is_sealed, sealed, unsealed, write_whole_bytes
from corpus.provision import Provision, walk
from corpus.resemblance import sketch
from corpus.snapshots import SnapshotStore
from corpus.text import caseless, fold, letters
from corpus.work import DatedEvent, Expression, Scheme, Work

if TYPE_CHECKING:
    from parser.readers.sandbox import Worker

MEMORY = 4 * 2**30
"""Bytes of address space in which one document must be read."""
PROCESSOR_SECONDS, SECONDS = 120.0, 300.0
"""Processor time and wall time for one document."""


@dataclass(frozen=True, slots=True)
class Task:
    """One snapshot to parse, and what is known of it beforehand."""

    digest: str
    name: str
    media_type: str
    work: Work | None
    schemes: tuple[Scheme, ...]
    works: tuple[Work, ...] = ()

    def key(self, parser: str) -> str:
        """Name of the cached result: changes with anything that could change the result."""
        known = (
            parser,
            self.digest,
            self.name,
            self.media_type,
            repr(self.work),
            repr(self.schemes),
            _named(self.works),
        )
        return hashlib.sha256("\0".join(known).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Facts:
    """What identifies a parsed document. `failure` says why there is none; then the rest is empty.

    `wording` is a digest of the words without the lines that only state when a page was
    published or updated: a new date in the header of a page is not a new text. `letters` is the same
    of letters and digits only, `sketch` tells how much of two texts is the same (`corpus.resemblance`),
    `prefixes` are those of the measures' labels, the most frequent first, `amends` the works that the effects name.
    `ahead` is a projected start (first day, last day or nothing, rule), `until` the last day in force that the
    document states, `organisations` those for which the site says that it has the page, `signed` the names under a
    statement, their letters alone, `withdraws` the works that it withdraws (`parser.amendments.withdrawals`): title,
    day, words, whether not the whole.
    """

    digest: str
    key: str
    failure: str = ""
    title: str = ""
    kind: str | None = None
    work: str | None = None
    status: str | None = None
    format: str = ""
    wording: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    dates: tuple[tuple[str, str, str], ...] = ()
    issuer: str = ""
    measures: int = 0
    prefixes: tuple[str, ...] = ()
    amends: tuple[str, ...] = ()
    letters: str = ""
    sketch: tuple[int, ...] = ()
    ahead: tuple[str, ...] = ()
    until: str = ""
    organisations: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    withdraws: tuple[tuple[str, str, str, bool], ...] = ()


@lru_cache(maxsize=8)
def _named(works: tuple[Work, ...]) -> str:
    """What a parse can know of the catalogue's works: their ids, kinds, titles and numbering."""
    return repr([(work.id, work.kind, work.title, work.aliases, work.scheme) for work in works])


Parse = Callable[..., Expression]
Progress = Callable[[int, int, str], None]
"""Told how many are done, of how many, and what was done."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Parsed snapshots of one archive; a value, so that it can be sent to another process.

    `parse` and `parser` (its version) are those of `parser.document` where they are not given.
    """

    archive: Path
    cache: Path
    parse: Parse | None = None
    version: str = ""

    @property
    def parser(self) -> str:
        """Version of the parser: part of every key of the cache."""
        return self.version or parser_version()

    def expression(self, facts: Facts) -> Expression:
        """The parsed document itself."""
        return as_json.from_json(json.loads(unsealed(self.file(facts.key, "document"), facts.key)))

    def known(self, key: str) -> bool:
        """Whether a result is kept as it was written."""
        return self._kept(key) is not None

    def read(self, task: Task) -> Facts:
        """Facts of one task: from the cache, or by parsing."""
        if found := self.kept(task):
            return found
        key = task.key(self.parser)
        expression = self._parse(task)
        if isinstance(expression, str):
            failed = Facts(task.digest, key, expression)
            self._keep(key, "facts", asdict(failed))
            return failed
        try:
            facts = facts_of(expression, task.digest, key)
            self._keep(key, "document", as_json.to_json(expression))
            self._keep(key, "facts", asdict(facts))
        except (ValueError, TypeError, RecursionError) as error:  # a failure of this document, not of the build
            why = f"what the parser made of it cannot be kept ({type(error).__name__}: {ascii(str(error))[:200]})"
            return Facts(task.digest, key, f"{task.name or task.digest!a}: {why}; please report it")
        return facts

    def kept(self, task: Task) -> Facts | None:
        """Facts of one task from the cache, if it was parsed before: a failure, or a document that is there."""
        return self._kept(task.key(self.parser))

    def _kept(self, key: str) -> Facts | None:
        try:
            facts = _facts_from_json(json.loads(unsealed(self.file(key, "facts"), key)))
        except (OSError, ValueError, TypeError, KeyError):
            return None  # not there, changed since, or made by another keeling
        return facts if facts.failure or is_sealed(self.file(key, "document"), key) else None

    def _keep(self, key: str, part: str, value: object) -> None:
        write_whole_bytes(self.file(key, part), sealed(json.dumps(value, ensure_ascii=False).encode(), key))

    def _parse(self, task: Task) -> Expression | str:
        """The expression, or one sentence that says why there is none."""
        try:
            from parser.readers.sandbox import Elsewhere

            body = SnapshotStore(self.archive).read(task.digest)
            asked = partial(
                self.parse or Elsewhere("parser.document:parse"),
                body,
                name=task.name,
                media_type=task.media_type,
                work=task.work,
                schemes=task.schemes,
                snapshot=task.digest,
                works=task.works,
            )
            return asked() if self.parse else _worker().run(asked)
        except ArchiveDamaged:
            raise
        except KeelingError as error:
            return str(error)
        except Exception as error:  # one document must never stop the others; it is listed as failed
            return f"{task.name or task.digest}: the parser failed ({type(error).__name__}: {error}); please report it"

    def file(self, key: str, part: str) -> Path:
        """Where a part of a result is kept: `facts` or `document`."""
        return self.cache / key[:2] / f"{key}.{part}.json"


def wording(expression: Expression) -> str:
    """SHA-256 of the words of a document, header dates left out."""
    return hashlib.sha256("\n".join(_lines(expression)).encode()).hexdigest()


def _lines(expression: Expression) -> list[str]:
    inserted = tuple(node for effect in expression.effects for node in effect.content)
    lines = (_line(node) for node in (*walk(expression.provisions), *walk(inserted)))
    return [line for line in lines if line and not is_date_line(line)]


def published(expression: Expression, work: Work, version: str, status: str | None) -> Expression:
    """The expression as a version of its work."""
    return replace(expression, work=work.id, version=version, status=status)  # type: ignore[arg-type]


def parser_version() -> str:
    """Digest of the parser's sources."""
    from parser.version import PARSER_VERSION

    return PARSER_VERSION


@cache
def _worker() -> "Worker":
    """The process in which this one has documents read: they may be meant to do harm, whatever their format."""
    from parser.readers.sandbox import Limits, Worker

    worker = Worker(Limits(memory=MEMORY, cpu=PROCESSOR_SECONDS, wall=SECONDS))
    atexit.register(worker.close)
    return worker


def _line(node: Provision) -> str:
    return fold(" ".join(part for part in (node.printed, node.heading or "", node.text) if part))


def facts_of(expression: Expression, digest: str, key: str) -> Facts:
    """What identifies a parsed document."""
    lines = _lines(expression)
    measures = [node for node in walk(expression.provisions) if node.kind == "measure"]
    said = expression.statement
    from parser.amendments.withdrawals import withdrawals

    return Facts(
        digest=digest,
        key=key,
        title=expression.title,
        kind=expression.kind,
        work=expression.work,
        status=expression.status,
        format=expression.format,
        wording=wording(expression),
        identifiers=expression.identifiers,
        dates=tuple(map(_date, expression.dates)),
        issuer=(said.issuer if said else None) or _signed(lines),
        measures=len(measures),
        prefixes=_prefixes(measures),
        amends=tuple(sorted({effect.work for effect in expression.effects if effect.work})),
        letters=hashlib.sha256(letters("".join(lines)).encode("utf-8", "surrogatepass")).hexdigest(),
        sketch=sketch("\n".join(line for line in lines if line != fold(expression.title))),
        ahead=_ahead(expression),
        until=expression.time.in_force.until.isoformat() if expression.time.in_force.until else "",
        organisations=expression.organisations,
        signed=tuple(sorted({caseless(each.name) for each in said.signatories})) if said else (),
        withdraws=tuple(
            (each.title, each.day.isoformat() if each.day else "", each.text, each.limited)
            for each in withdrawals(expression)
        ),
    )


def _prefixes(measures: Sequence[Provision]) -> tuple[str, ...]:
    found = Counter((node.label or "").rpartition(" ")[0] for node in measures)
    return tuple(sorted(found.keys() - {""}, key=lambda prefix: (-found[prefix], prefix)))


def _ahead(expression: Expression) -> tuple[str, ...]:
    found = expression.time.in_force.projected
    return (found.start.isoformat(), found.end.isoformat() if found.end else "", found.rule) if found else ()


def _signed(lines: Sequence[str]) -> str:
    """Who stands under "Signed" in a text that no grammar read as a statement."""
    from parser.codes.headings import is_signature

    return next((after for line, after in pairwise(lines) if is_signature(line)), "")


def _date(event: DatedEvent) -> tuple[str, str, str]:
    return event.type, event.date.isoformat() if event.date else "", event.text


def _facts_from_json(data: dict[str, Any]) -> Facts:
    identifiers = tuple((scheme, value) for scheme, value in data.pop("identifiers"))
    dates = tuple((kind, day, text) for kind, day, text in data.pop("dates"))
    withdraws = tuple((title, day, text, limited) for title, day, text, limited in data.pop("withdraws"))
    data |= {name: tuple(data[name]) for name in ("prefixes", "amends", "sketch", "ahead", "organisations", "signed")}
    return Facts(**data, identifiers=identifiers, dates=dates, withdraws=withdraws)
