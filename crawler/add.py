"""Local files through the same door as a crawl: a saved page, a PDF, a seed text.

Each file is read as a document first, so that nothing unreadable is stored; then its bytes and
one sighting are, with who stored it, when, and where it is said to come from.
"""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.errors import UnreadableInput, UsageError
from corpus.snapshots import Sighting, SnapshotStore

LARGEST = 100 * 2**20
"""Bytes. The longest document known here has 3 MB; a hundred is a mistake or an attack."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the person who adds a file says about it; every part may be empty."""

    work: str = ""
    date: str = ""
    status: str = ""
    url: str = ""


def add_files(
    paths: Sequence[Path], store: SnapshotStore, catalogue: Catalogue, claim: Claim
) -> tuple[list[Sighting], list[str]]:
    """Store these files; gives the sightings made and a line for each file that was refused.

    Raises UnknownWork for a work the catalogue does not have; files are stored only after all
    of the claim has been checked.
    """
    if claim.work:
        catalogue.work(claim.work)
    if claim.url and len(paths) > 1:
        raise UsageError("--url names one address; add the files one at a time, each with its own")
    readable, refused = [], []
    for path in paths:
        try:
            readable.append((path, read_file(path)))
        except UnreadableInput as error:
            refused.append(str(error))
    if not readable:
        return [], refused
    with store.writing():
        return [store.add(_sighting(path, claim), body) for path, body in readable], refused


def read_file(path: Path) -> bytes:
    """The bytes of a file that reads as a document; raises UnreadableInput, naming the file, otherwise."""
    from parser.read import read

    body = file_bytes(path)
    try:
        read(body, path.name)
    except UnreadableInput as error:
        raise type(error)(f"{path}: {error}") from None
    return body


def file_bytes(path: Path) -> bytes:
    """The bytes of a plain file of a reasonable size; raises UnreadableInput with what to do."""
    if path.is_dir():
        raise UnreadableInput(f"{path} is a folder; name the files in it")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableInput(f"{path} has more than {LARGEST // 2**20} MiB; no document is that long")
        body = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read ({error.strerror}); check its name and permissions") from None
    if not body.strip():
        raise UnreadableInput(f"{path} is empty; save the page or PDF again")
    return body


def _sighting(path: Path, claim: Claim) -> Sighting:
    return Sighting(
        url=claim.url or path.resolve().as_uri(),
        outcome="ok",
        work=claim.work,
        date=claim.date,
        status=claim.status,
        by=_user(),
        source="added by hand",
        name=path.name,
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
