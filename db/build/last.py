"""The database that a build is to replace: what it was made from, and what would be lost with it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ArchiveDamaged, WorldError
from corpus.snapshots import SnapshotStore


@dataclass(frozen=True, slots=True)
class LastBuild:
    """What the last database says of the archive it was made from.

    `head` is the digest of the ledger's last line then; `documents` are the digests of every document that is
    a rendition of a version, with the version's id.
    """

    head: str
    documents: tuple[tuple[str, str], ...]


def last_build(database: Path) -> LastBuild | None:
    """What a database says; None where there is none, or none that can be read."""
    if not database.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            head = connection.execute("select value from build_info where key = 'ledger'").fetchone()
            rows = connection.execute("select snapshot, version_id from renditions order by rowid").fetchall()
    except sqlite3.Error:
        return None
    return LastBuild(str(head[0]), tuple((str(digest), str(version)) for digest, version in rows)) if head else None


def refuse_other_ledger(store: SnapshotStore, database: Path) -> None:
    """Raise ArchiveDamaged where the ledger is not the one, grown or not, that the last database was made from."""
    for problem in ledger_problems(store, database):
        raise ArchiveDamaged(f"{problem}; the last database was kept")


def ledger_problems(store: SnapshotStore, database: Path) -> Iterator[str]:
    """What is missing of the ledger, a sentence each: bodies without one, or a last build that it does not hold."""
    heads = store.heads()
    if len(heads) < 2 and any(store.root.glob("sha256/*/*")):
        yield f"{store.ledger} is empty or gone and there are stored bodies: restore the ledger from a backup"
    last = last_build(database)
    if last is not None and last.head not in heads:
        yield (
            f"{database} was made from a ledger that ended in {last.head[:12]}, and {store.ledger} has no such line: "
            "it was shortened, replaced or rewritten; restore it from a backup (or, where this archive is another one "
            f"on purpose, move {database.name} away)"
        )


def refuse_loss(last: LastBuild | None, fresh: Path) -> None:
    """Raise WorldError where a document that was a version of the last database is one no more."""
    made = last_build(fresh)
    if last is None or made is None:
        return
    kept = {digest for digest, _ in made.documents}
    lost = sorted({version for digest, version in last.documents if digest not in kept})
    if lost:
        names = ", ".join(lost[:5]) + (f" and {len(lost) - 5} more" if len(lost) > 5 else "")
        raise WorldError(
            f"this build would lose what the last database has of {names}; the last one was kept: "
            "`keeling check` says what is wrong with the archive; `keeling build --accept-loss` if it is meant"
        )
