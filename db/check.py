"""`keeling check`: the archive's digests, the completeness of every reading, the database against a rebuild."""

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import ArchiveDamaged
from corpus.snapshots import SnapshotStore
from db import query
from db.build import build
from db.readings import Parse


@dataclass(frozen=True, slots=True)
class Checked:
    """What was wrong, by part: archive, readings, database; all empty when everything is sound."""

    archive: tuple[str, ...]
    readings: tuple[str, ...]
    database: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        """0 when sound, otherwise 1."""
        return 1 if self.archive or self.readings or self.database else 0

    def to_json(self) -> dict[str, Any]:
        """JSON of `keeling check`."""
        return {"archive": list(self.archive), "readings": list(self.readings), "database": list(self.database)}

    def lines(self) -> list[str]:
        """A line for each part, and one for each problem."""
        parts: Mapping[str, tuple[tuple[str, ...], str]] = {
            "Archive": (self.archive, "every body is what its name says, and the ledger is whole"),
            "Readings": (self.readings, "every word of every document is placed or listed as left out"),
            "Database": (self.database, "the same bytes as a rebuild"),
        }
        said = []
        for name, (problems, sound) in parts.items():
            said += [f"{name}: {problem}" for problem in problems] or [f"{name}: {sound}."]
        return said


def check(data: Path, catalogue: Catalogue, parse: Parse | None = None, parser: str = "") -> Checked:
    """Verify the archive, what was read, and that the database is what a rebuild gives."""
    archive = tuple(SnapshotStore(data / "snapshots").damage())
    database = data / "keeling.db"
    if not database.is_file():
        return Checked(archive, (), (f"there is no database at {database}; run `keeling build`",))
    return Checked(archive, _readings(database), _rebuilt(data, catalogue, parse, parser) if not archive else ())


def _readings(database: Path) -> tuple[str, ...]:
    connection = query.connect(database)
    try:
        short = query.rows(connection, "select id, shortfall from versions where shortfall != '' order by id")
        failed = query.rows(connection, "select url, reason from failures order by url")
    finally:
        connection.close()
    return (
        *(f"{row['id']} is incomplete: {row['shortfall']}" for row in short),
        *(f"{row['url']} could not be read: {row['reason']}" for row in failed),
    )


def _rebuilt(data: Path, catalogue: Catalogue, parse: Parse | None, parser: str) -> tuple[str, ...]:
    """Build again from the archive alone, without the cache, and compare the bytes."""
    with tempfile.TemporaryDirectory(prefix="keeling-check-", dir=data) as folder:
        other = Path(folder)
        (other / "snapshots").symlink_to((data / "snapshots").resolve(), target_is_directory=True)
        try:
            build(other, catalogue, parse=parse, parser=parser)
        except ArchiveDamaged as error:
            return (str(error),)
        same = _digest(other / "keeling.db") == _digest(data / "keeling.db")
        shutil.rmtree(other / "cache", ignore_errors=True)
    return () if same else ("differs from a rebuild; run `keeling build`",)


def _digest(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
