"""Build `keeling.db`: parse every snapshot, compare, consolidate, verify, and write one new file."""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from corpus.address import published
from corpus.catalogue import Catalogue
from corpus.files import full_disk, only_one
from corpus.snapshots import Sighting, SnapshotStore, faults, writable
from db.ask import feeds
from db.ask.query import SCHEMA_VERSION
from db.ask.words import day_words
from db.build.archive_rows import archive_rows, catalogue_rows
from db.build.last import last_build, refuse_loss, refuse_other_ledger
from db.build.load import Loader, writing
from db.build.local import Local, Run
from db.build.merge import Merge
from db.build.news import told_apart
from db.build.parse_cache import Facts, Parse, Progress, Readings
from db.build.renditions import same_words
from db.build.row_cache import WorkFiles, WorkTask, tasks
from db.build.stand_ins import stand_ins
from db.build.versions import Version, assemble, document, endings, task

_NONE = (
    "Nothing in the archive is a document: it holds only pages that lead to documents;"
    " keeling status says what was asked"
)
_ORDER = ("code", "amendment", "memorandum", "guidance", "statement")


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build did. `news` are sentences, newest first; `failures` are (where, why).

    `identities` are (version, sentence): what of a document's identity nobody vouches for. `leading` counts
    answers in the archive that only lead to documents. `unexecuted` are (instruction, why): those not applied where
    most instruments were executed together; one that needs another of its day is applied behind that.
    """

    database: Path
    versions: int
    provisions: int
    comparisons: int
    derived: int
    applied: int
    not_applied: int
    news: tuple[tuple[str, str, str], ...]
    failures: tuple[tuple[str, str], ...]
    shortfalls: tuple[tuple[str, str], ...]
    doubts: int = 0
    passages: int = 0
    passages_read: int = 0
    executed: int = 0
    identities: tuple[tuple[str, str], ...] = ()
    leading: int = 0
    unexecuted: tuple[tuple[str, str], ...] = ()

    @property
    def _only_leads(self) -> bool:
        return bool(self.leading and not self.versions)

    @property
    def exit_status(self) -> int:
        """1 where a document failed, lost words, or has a doubt about a label or a parent, where an instruction was
        not applied or not understood, and where the archive holds pages and no document, otherwise 0.
        """
        missed = self.unexecuted or self.passages_read < self.passages
        return 1 if self.failures or self.shortfalls or missed or self._only_leads else 0

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling build`."""
        return {
            "database": str(self.database),
            "versions": self.versions,
            "provisions": self.provisions,
            "comparisons": self.comparisons,
            "derived": self.derived,
            "instructions": {"applied": self.applied, "not_applied": self.not_applied},
            "amending": {"passages": self.passages, "read": self.passages_read, "executed": self.executed},
            "unexecuted": [{"instruction": where, "reason": why} for where, why in self.unexecuted],
            "news": [{"date": date, "title": title, "summary": summary} for date, title, summary in self.news],
            "failures": [{"document": where, "reason": why} for where, why in self.failures],
            "shortfalls": [{"version": where, "reason": why} for where, why in self.shortfalls],
            "doubts": self.doubts,
            "identities": [{"version": where, "reason": why} for where, why in self.identities],
        }

    def lines(self, limit: int = 6, sentences: int = 3) -> list[str]:
        """What was built and the last things that changed, a few sentences each; every failure."""
        said = [self._totals(), *self._amending(), *((_NONE,) if self._only_leads else ())]
        for date, title, summary in self.news[:limit]:
            told = summary.splitlines()
            head = title if day_words(date) in title else f"{day_words(date)}: {title}"
            if len(told) < 2:
                said.append(". ".join((head, *told)))
                continue
            rest = [f"and {len(told) - sentences} more sentences: keeling serve"] if len(told) > sentences + 1 else []
            shown = told[:sentences] if rest else told
            said += [head, *(f"    {line}" for line in (*shown, *rest))]
        if len(self.news) > limit:
            earlier = len(self.news) - limit
            said.append(f"and {earlier} earlier event{'s' * (earlier != 1)}: keeling serve shows them")
        said += [f"Incomplete: {where}: {why}" for where, why in self.shortfalls]
        said += [f"Not executed: {where}: {why}" for where, why in self.unexecuted[:limit]]
        if len(self.unexecuted) > limit:
            said.append(f"Not executed: {len(self.unexecuted) - limit} more; the page of each instrument lists them")
        said += [f"Which document: {where}: {why}" for where, why in self.identities[:limit]]
        if len(self.identities) > limit:
            said.append(f"Which document: {len(self.identities) - limit} more; keeling check lists them")
        if self.doubts:
            said.append(f"Doubts about the structure: {self.doubts:,}; the page of each version lists them")
        said += [f"Failed: {where}: {why}" for where, why in self.failures]
        return said

    def _amending(self) -> list[str]:
        """ "12 amending passages: 10 executed, 2 not understood": over the last version of every instrument."""
        if not self.passages:
            return []
        noun = "passage" if self.passages == 1 else "passages"
        missed, rest = self.passages - self.passages_read, self.passages_read - self.executed
        waiting = f", {rest:,} read and not executed" if rest > 0 else ""
        return [f"{self.passages:,} amending {noun}: {self.executed:,} executed, {missed:,} not understood{waiting}."]

    def _totals(self) -> str:
        counts = ((self.versions, "version"), (self.provisions, "provision"), (self.comparisons, "comparison"))
        said = ", ".join(f"{n:,} {word}{'s' * (n != 1)}" for n, word in counts)
        if not self.derived:
            return f"{said}."
        done = f"{self.applied:,} instruction{'s' * (self.applied != 1)} applied"
        done += f", {self.not_applied:,} not applied" if self.not_applied else ""
        amended = "1 code as amended" if self.derived == 1 else f"{self.derived:,} codes as amended"
        return f"{said}; {amended} ({done})."


def build(  # noqa: PLR0913 (the contract, and a parser for tests)
    data: Path,
    catalogue: Catalogue,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    parse: Parse | None = None,
    parser: str = "",
    scheduler: str | None = None,
    shared: str = "",
    accept_loss: bool = False,
) -> BuildSummary:
    """Write `data/keeling.db` and `data/feeds/` from the archive in `data/snapshots`.

    The last database stays in place until the new one is complete; what it says does not depend
    on how many processes or machines made it. `scheduler` is the address of a Dask scheduler and
    `shared` where its workers find the data directory, a path or an fsspec URL, if it is not
    `data` for them too (docs/scale.md). `parse` and `parser` replace `parser.document.parse` and
    its version in tests. `accept_loss` lets a build drop documents that the last database has.

    Raises ArchiveLocked where another build of the same data directory runs; ArchiveDamaged for a damaged body or
    ledger, or one that the last database was not made from; WorldError for a build that would lose documents, a full
    disk, a scheduler that is not there or workers of another version.
    """
    readings = Readings(data / "snapshots", data / "cache" / "parse", parse, parser)
    kept = "the last database is still in place: free some space and build again"
    busy = f"another build of {data} is running; wait until it has ended"
    files = WorkFiles(readings, data / "cache" / "works")
    runner = _runner(jobs, scheduler, shared or str(data.resolve()))
    with only_one(data / "build.lock", busy), full_disk(data, kept), runner as run:
        return _build(data, catalogue, files, run, progress=progress, accept_loss=accept_loss)


def _runner(jobs: int, scheduler: str | None, shared: str) -> AbstractContextManager[Run]:
    if scheduler is None:
        return nullcontext(Local(jobs))
    from db.build.cluster import Cluster

    cluster: AbstractContextManager[Run] = Cluster(scheduler, shared)
    return cluster


def _build(  # noqa: PLR0913 (one build is all of these)
    data: Path, catalogue: Catalogue, files: WorkFiles, run: Run, *, progress: Progress | None, accept_loss: bool
) -> BuildSummary:
    store = SnapshotStore(data / "snapshots")
    refuse_other_ledger(store, data / "keeling.db")
    prove = (lambda _: None) if accept_loss else partial(refuse_loss, last_build(data / "keeling.db"))
    readings, ledger = files.readings, store.sightings()
    faulty = {s.number: f"{fault}; it is read by nothing" for s in ledger if (fault := faults(s))}
    sightings = [s for s in ledger if s.number not in faulty]
    for digest in sorted({s.digest for s in sightings if document(s) and s.digest}):
        store.read(digest)  # a damaged body stops the build here, whether its parse is in the cache or not
    facts = _facts(sightings, catalogue, readings, run, progress)
    read = [(s, facts[s.number]) for s in sightings if s.number in facts and not facts[s.number].failure]
    no_version = stand_ins(read, catalogue)
    facts |= {number: replace(facts[number], failure=why) for number, why in no_version.items()}
    good = [(s, found) for s, found in read if s.number not in no_version]
    versions = endings(assemble(good, catalogue, partial(same_words, readings), sightings), sightings)
    keys = _made(files, tasks(_works(versions), versions), run, progress)
    with writing(data / "keeling.db", prove) as loader:
        loader.add(catalogue_rows(catalogue, versions))
        merged = Merge(loader)
        for key in keys:
            merged.add(files.path(key))
        merged.cite()
        loader.add({"news": told_apart(merged.news.values())})
        loader.add(archive_rows([writable(s) for s in ledger], facts, versions))
        _info(loader, readings, store, sightings)
    files.keep_only(keys)
    feeds.write(data / "keeling.db", data / "feeds")
    if store.unended():
        faulty[len(ledger)] = "its line has lost its line feed; the next crawl or add mends it"
    said = tuple((version.id, sentence) for version in versions for sentence in version.doubts)
    summary = _summary(
        data / "keeling.db", merged, [facts[s.number] for s in sightings if s.number in facts], ledger, faulty
    )
    return replace(summary, identities=said, leading=sum(1 for s in sightings if s.digest and not document(s)))


def _made(files: WorkFiles, works: Sequence[WorkTask], run: Run, progress: Progress | None) -> list[str]:
    """Keys of the rows of every work, in order."""
    keys = []
    for done, key in enumerate(run.works(files, works), 1):
        keys.append(key)
        if progress:
            progress(done, len(works), works[done - 1].work)
    return keys


def _facts(
    sightings: Sequence[Sighting], catalogue: Catalogue, readings: Readings, run: Run, progress: Progress | None
) -> dict[int, Facts]:
    """Facts of every sighting that may be a document, each distinct task run once."""
    wanted = {s.number: task(s, catalogue) for s in sightings if document(s)}
    distinct = {t.key(readings.parser): t for t in wanted.values()}
    by_key: dict[str, Facts] = {}
    for (key, each), found in zip(distinct.items(), run.facts(readings, list(distinct.values())), strict=True):
        by_key[key] = found
        if progress:
            progress(len(by_key), len(distinct), each.name)
    return {number: by_key[t.key(readings.parser)] for number, t in wanted.items()}


def _works(versions: Iterable[Version]) -> list[list[Version]]:
    """Versions by work: codes first, so that what cites them can find them."""
    groups: dict[str, list[Version]] = {}
    for version in versions:
        groups.setdefault(version.work.id, []).append(version)
    return sorted(groups.values(), key=lambda group: (_ORDER.index(group[0].work.kind), group[0].work.id))


def _info(loader: Loader, readings: Readings, store: SnapshotStore, sightings: Sequence[Sighting]) -> None:
    looked = max((sighting.time for sighting in sightings), default="")[:10]
    values = {"schema": SCHEMA_VERSION, "parser": readings.parser, "ledger": store.head(), "looked": looked}
    loader.add({"build_info": [{"key": key, "value": value} for key, value in values.items()]})


def _executed(database: Path) -> int:
    """How many instructions were applied to some text: each once, whatever it was applied to."""
    applied = "select distinct instrument_id, num from instruction_outcomes where state = 'applied'"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute(f"select count(*) from ({applied})").fetchone()[0])  # noqa: S608 (a constant)


def _unexecuted(database: Path) -> tuple[tuple[str, str], ...]:
    """The instructions that were not applied where most instruments were executed together, each with the reason."""
    asked = "select instrument_id, num, state, reason, consolidation_id from instruction_outcomes"
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        found = connection.execute(asked).fetchall()
    last = {row[:2]: row for row in sorted(found, key=lambda row: (row[4].count("+"), row[4]))}
    missed = sorted(row for row in last.values() if row[2] != "applied")
    return tuple(
        (f"{instrument} {num}, on {on.partition('+')[0]}", why or "") for instrument, num, _, why, on in missed
    )


def _summary(
    database: Path, merged: Merge, facts: Iterable[Facts], sightings: Sequence[Sighting], faulty: Mapping[int, str]
) -> BuildSummary:
    entries = ((f"entry {number} of the ledger", why) for number, why in faulty.items())
    where = {s.digest: s.name or published(s.final_url or s.url) for s in sightings if s.digest}
    failed = {f.digest: f.failure for f in facts if f.failure}
    news = sorted(told_apart(merged.news.values()), key=lambda row: (row["date"], row["id"]), reverse=True)
    totals = merged.totals
    return BuildSummary(
        database=database,
        versions=totals["versions"],
        provisions=totals["provisions"],
        comparisons=totals["comparisons"],
        derived=totals["derived"],
        applied=totals["applied"],
        not_applied=totals["not_applied"],
        news=tuple((row["date"], row["title"], row["summary"]) for row in news),
        failures=(*entries, *((re.sub(r"\s+", " ", where[digest]), why) for digest, why in failed.items())),
        shortfalls=tuple(merged.shortfalls),
        doubts=totals["doubts"],
        passages=totals["passages"],
        passages_read=totals["passages_read"],
        executed=_executed(database),
        unexecuted=_unexecuted(database),
    )
