"""Local files through the same door as a crawl: a saved page, a PDF, a seed text, a web archive.

Each file is read as a document first, so that nothing unreadable is stored; then its bytes and
one sighting are, with who stored it, when, and where it is said to come from.
"""

import getpass
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from corpus.catalogue import Catalogue
from corpus.errors import UnreadableInput, UsageError
from corpus.snapshots import Sighting, SnapshotStore
from corpus.work import Status
from parser.readers.files import file_bytes

OWN_WORD = "the address is the file's own word"
"""Note of a sighting whose address nobody gave: the saved page says where it was saved from."""


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
    _check(claim, catalogue)
    if claim.url and len(paths) > 1:
        raise UsageError("--url names one address; add the files one at a time, each with its own")
    imported, readable, refused = [], [], []
    for path in paths:
        try:
            if path.name.endswith((".warc", ".warc.gz")):
                imported += _import(path, store)
            else:
                readable.append((path, *read_file(path)))
        except UnreadableInput as error:
            refused.append(str(error))
    if not readable:
        return imported, refused
    with store.writing():
        return imported + [store.add(_sighting(path, claim, where), body) for path, body, where in readable], refused


def _import(path: Path, store: SnapshotStore) -> list[Sighting]:
    from crawler.warc import import_archive

    if not path.is_file():
        raise UnreadableInput(f"{path} does not exist; name a web archive")
    return import_archive(path, store)


def _check(claim: Claim, catalogue: Catalogue) -> None:
    if claim.work:
        catalogue.work(claim.work)
    statuses = [status for status in get_args(Status) if status != "derived"]
    if claim.status and claim.status not in statuses:
        raise UsageError(f"{claim.status!r} is no status of a document; statuses are {', '.join(statuses)}")
    if claim.date and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", claim.date):
        raise UsageError(f"{claim.date!r} is no date; write 2025-07-04")


def read_file(path: Path) -> tuple[bytes, str]:
    """The bytes of a file that reads as a document, and the address it says that it was saved from.

    Raises UnreadableInput, naming the file, otherwise.
    """
    from parser.read import read

    body = file_bytes(path)
    try:
        reading = read(body, path.name)
    except UnreadableInput as error:
        raise type(error)(f"{path}: {error}") from None
    return body, reading.get("saved_from") or ""


def _sighting(path: Path, claim: Claim, where: str) -> Sighting:
    """`where` is the address that the file says it was saved from: the person's word goes before it."""
    return Sighting(
        url=claim.url or where or path.resolve().as_uri(),
        outcome="ok",
        work=claim.work,
        date=claim.date,
        status=claim.status,
        by=_user(),
        source="added by hand",
        name=path.name,
        note=OWN_WORD if where and not claim.url else "",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
