"""Verify what is stored: the archive's bytes, the parse of every document, and the database.

The database is built again beside the stored one, without the parse cache, and the two files
are compared byte for byte: a database that a person or a program has changed does not pass.
"""

import hashlib
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.snapshots import SnapshotStore
from db.ask import query
from db.ask.words import SAYS_OTHERWISE
from db.build.run import build


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, a sentence each; all empty when everything is as it should be.

    `renditions` are differences that leave every version whole: words that stand around a copy of it elsewhere.
    """

    archive: tuple[str, ...]
    parse: tuple[str, ...]
    database: tuple[str, ...]
    renditions: tuple[str, ...]
    bodies: int
    sightings: int
    head: str

    @property
    def exit_status(self) -> int:
        """1 when anything is wrong."""
        return 1 if self.archive or self.parse or self.database else 0

    def lines(self) -> list[str]:
        """For people: each problem, or that there is none."""
        said = [f"Archive: {self.bodies} bodies, {self.sightings} sightings, head {self.head}"]
        for name, problems in (("archive", self.archive), ("parse", self.parse), ("database", self.database)):
            said += [f"{name}: {problem}" for problem in problems] or [f"{name}: nothing wrong"]
        return said + [f"renditions: {difference}" for difference in self.renditions]

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling check`."""
        return {
            "ok": self.exit_status == 0,
            "bodies": self.bodies,
            "sightings": self.sightings,
            "head": self.head,
            "archive": list(self.archive),
            "parse": list(self.parse),
            "database": list(self.database),
            "renditions": list(self.renditions),
        }


def check(data: Path, catalogue: Catalogue) -> CheckReport:
    """Verify archive, parse and database of a data directory. A damaged archive is not parsed."""
    store = SnapshotStore(data / "snapshots")
    damage = tuple(store.damage())
    sightings = [] if damage else store.sightings()
    parse, database, renditions = ((), (), ()) if damage else _rebuild(data, catalogue)
    bodies = len({sighting.digest for sighting in sightings if sighting.digest})
    return CheckReport(damage, parse, database, renditions, bodies, len(sightings), "" if damage else store.head())


def _rebuild(data: Path, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Problems of the parse, how the stored database differs from one built from nothing, and how renditions do."""
    with tempfile.TemporaryDirectory(prefix="keeling-check-") as scratch:
        beside = Path(scratch)
        (beside / "snapshots").symlink_to((data / "snapshots").resolve(), target_is_directory=True)
        summary = build(beside, catalogue)
        parse = tuple(f"{where}: {why}" for where, why in (*summary.failures, *summary.shortfalls))
        said = _said_otherwise(beside / "keeling.db")
        return (
            parse,
            _differs(data / "keeling.db", beside / "keeling.db"),
            tuple(line for line in said if line not in parse),
        )


def _differs(stored: Path, fresh: Path) -> tuple[str, ...]:
    if not stored.is_file():
        return (f"there is no {stored}; run `keeling build`",)
    if _digest(stored) != _digest(fresh):
        return (f"{stored} is not what a build gives now; run `keeling build`",)
    return ()


def _said_otherwise(database: Path) -> list[str]:
    """What renditions say otherwise than the version they render, as the pages show it."""
    with closing(query.connect(database)) as connection:
        rows = query.rows(connection, "select id, review from versions where review != '' order by id")
    lines = ((row["id"], line) for row in rows for line in row["review"].splitlines())
    return [f"{version}: {line}" for version, line in lines if SAYS_OTHERWISE in line]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
