"""Verify what is stored: the archive's bytes, the parse of every document, the database, the feeds, the caches.

The database is built again beside the stored one, without the parse cache, and the two files
are compared byte for byte: a database that a person or a program has changed does not pass. What
could not be looked at, because the archive is damaged, is said to be not checked.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.files import is_sealed
from corpus.snapshots import SnapshotStore
from corpus.witness import LIMITS, witnesses
from db.ask import feeds, query
from db.build.last import ledger_problems
from db.build.run import build
from parser.readers import sandbox
from parser.readers.seccomp import confine

UNWITNESSED = "not signed: nobody was asked to; who holds the disk could write it anew (keeling notarise)"
UNFILTERED = "each document is read under limits of time, memory and output; nothing keeps a reader from the network"
PARTS = ("archive", "witness", "parse", "database", "feeds", "caches")
"""What is looked at, in order."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, a sentence each, by part; a part that is not there was not checked.

    Of `witness` are tokens of time-stamp authorities that do not fit the ledger; `witnessed` is what the others prove.
    `renditions` are differences that leave every version whole: words that stand around a copy of it elsewhere;
    `identities` say of which documents nobody vouches that they are what they call themselves. `unfiltered` says why
    documents are read here without the kernel's filter of system calls; empty where they are read behind it.
    """

    found: dict[str, tuple[str, ...]]
    renditions: tuple[str, ...]
    bodies: int
    sightings: int
    head: str
    why_not: str = field(default="the archive is damaged")
    witnessed: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    unfiltered: str = ""

    @property
    def exit_status(self) -> int:
        """1 when anything is wrong or was not checked."""
        return 0 if all(self.found.get(part) == () for part in PARTS) else 1

    def lines(self) -> list[str]:
        """For people: each problem, that there is none, or that nobody looked."""
        counts = f"{self.bodies} bodies, {self.sightings} sightings, head {self.head}" if self.head else "damaged"
        said = [f"{part}: {line}" for part in PARTS for line in self._said(part)]
        said += [f"renditions: {difference}" for difference in self.renditions]
        said += [f"identity: {sentence}" for sentence in self.identities]
        return [
            f"Archive: {counts}",
            *said,
            *([f"readers: {UNFILTERED} ({self.unfiltered})"] if self.unfiltered else []),
        ]

    def _said(self, part: str) -> tuple[str, ...]:
        if part not in self.found:
            return (f"not checked, because {self.why_not}",)
        if part == "witness":  # where nobody has signed, nothing was held against anything
            proved = (*self.witnessed, LIMITS) if self.witnessed else ()
            return (*self.found[part], *proved) or (UNWITNESSED,)
        return self.found[part] or ("nothing wrong",)

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling check`; `not_checked` names the parts that nobody looked at."""
        return {
            "ok": self.exit_status == 0,
            "bodies": self.bodies,
            "sightings": self.sightings,
            "head": self.head,
            **{part: list(self.found.get(part, ())) for part in PARTS},
            "not_checked": [part for part in PARTS if part not in self.found],
            "renditions": list(self.renditions),
            "witnessed": list(self.witnessed),
            "identities": list(self.identities),
            "unfiltered": self.unfiltered,
        }


def check(data: Path, catalogue: Catalogue, base: str = "") -> CheckReport:
    """Verify a data directory, whose feeds were written for the site at `base`.

    Nothing is parsed of a damaged archive, and nothing compared with what it would give.
    """
    store = SnapshotStore(data / "snapshots")
    damage = (*store.damage(), *ledger_problems(store, data / "keeling.db"))
    tokens = witnesses(store)
    wrong = tuple(each.sentence() for each in tokens if each.problem)
    found = {"archive": damage, "witness": wrong, "caches": tuple(_caches(data / "cache"))}
    if damage:
        return CheckReport(found, (), 0, 0, "")
    rebuilt, renditions, identities = _rebuilt(data, catalogue, base)
    sightings = store.sightings()
    bodies = len({sighting.digest for sighting in sightings if sighting.digest})
    proved = tuple(each.sentence() for each in tokens if not each.problem)
    return CheckReport(
        found | rebuilt,
        renditions,
        bodies,
        len(sightings),
        store.head(),
        witnessed=proved,
        identities=identities,
        unfiltered=sandbox.run(confine),
    )


def _rebuilt(
    data: Path, catalogue: Catalogue, base: str
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...], tuple[str, ...]]:
    """Problems of the parse, how database and feeds differ from those built anew, how renditions do, what is unsure."""
    with tempfile.TemporaryDirectory(prefix="keeling-check-") as scratch:
        beside = Path(scratch)
        (beside / "snapshots").symlink_to((data / "snapshots").absolute(), target_is_directory=True)
        summary = build(beside, catalogue)
        if base:
            feeds.write(beside / "keeling.db", beside / "feeds", base)
        parse = tuple(f"{where}: {why}" for where, why in (*summary.failures, *summary.shortfalls))
        said = tuple(line for line in _said_otherwise(beside / "keeling.db") if line not in parse)
        stored = data / "keeling.db"
        found = {
            "parse": parse,
            "database": tuple(_database(stored, beside / "keeling.db")),
            "feeds": tuple(_feeds(data / "feeds", beside / "feeds")) if stored.is_file() else (),
        }
        return found, said, tuple(f"{where}: {why}" for where, why in summary.identities)


def _said_otherwise(database: Path) -> list[str]:
    """What renditions say otherwise than the version they render, as the pages show it."""
    with closing(query.connect(database)) as connection:
        found = query.versions_where(connection, "v.doubts != '[]' order by v.id")
    return [f"{version.id}: {at}: {detail}" for version in found for at, detail in version.told(of_renditions=True)]


def _database(stored: Path, fresh: Path) -> Iterator[str]:
    if not stored.is_file():
        yield f"there is no {stored}; run `keeling build`"
    elif _digest(stored) != _digest(fresh):
        yield f"{stored} is not what a build gives now; run `keeling build`"


def _feeds(stored: Path, fresh: Path) -> Iterator[str]:
    for path in sorted(fresh.rglob("*")):
        kept = stored / path.relative_to(fresh)
        if path.is_file() and (not kept.is_file() or _digest(kept) != _digest(path)):
            yield f"{kept} is not what a build gives now; run `keeling build`"


def _caches(cache: Path) -> Iterator[str]:
    """Files of the caches that are not as they were written, each sealed with the key in its name."""
    for path in sorted((*cache.glob("parse/*/*.json"), *cache.glob("works/*.rows"))):
        if not is_sealed(path, path.name.partition(".")[0]):
            yield f"{path} is not as it was written; a build makes it again"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
