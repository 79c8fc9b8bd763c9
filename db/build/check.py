"""Verify what is stored: the archive's bytes, the parse of every document, and the database.

The database is built again beside the stored one, without the parse cache, and the two files
are compared byte for byte: a database that a person or a program has changed does not pass.
"""

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.snapshots import SnapshotStore
from db.build.run import build


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, a sentence each; all empty when everything is as it should be."""

    archive: tuple[str, ...]
    parse: tuple[str, ...]
    database: tuple[str, ...]
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
        return said

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
        }


def check(data: Path, catalogue: Catalogue) -> CheckReport:
    """Verify archive, parse and database of a data directory. A damaged archive is not parsed."""
    store = SnapshotStore(data / "snapshots")
    damage = tuple(store.damage())
    sightings = [] if damage else store.sightings()
    parse, database = ((), ()) if damage else _rebuild(data, catalogue)
    bodies = len({sighting.digest for sighting in sightings if sighting.digest})
    return CheckReport(damage, parse, database, bodies, len(sightings), "" if damage else store.head())


def _rebuild(data: Path, catalogue: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Problems of the parse, and how the stored database differs from one built from nothing."""
    with tempfile.TemporaryDirectory(prefix="keeling-check-") as scratch:
        beside = Path(scratch)
        (beside / "snapshots").symlink_to((data / "snapshots").resolve(), target_is_directory=True)
        summary = build(beside, catalogue)
        parse = (*summary.failures, *summary.shortfalls)
        stored, fresh = data / "keeling.db", beside / "keeling.db"
        if not stored.is_file():
            database: tuple[str, ...] = (f"there is no {stored}; run `keeling build`",)
        elif _digest(stored) != _digest(fresh):
            database = (f"{stored} is not what a build gives now; run `keeling build`",)
        else:
            database = ()
    return tuple(f"{where}: {why}" for where, why in parse), database


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
