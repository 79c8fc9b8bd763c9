"""Local files through the same door as a crawl: a saved page, a PDF, a seed text, a web archive.

Each file is read as a document first, so that nothing unreadable is stored; then its bytes and
one sighting are, with who stored it, when, and where it is said to come from.
"""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from corpus.address import fault
from corpus.catalogue import Catalogue
from corpus.dates import is_day
from corpus.errors import UnreadableInput, UsageError
from corpus.snapshots import ADDED, OWN_WORD, Sighting, SnapshotStore, faults
from corpus.work import Status, Work
from parser.readers.files import file_bytes

_BEGINS = {".docx": (b"PK\x03\x04",), ".odt": (b"PK\x03\x04",), ".pdf": (b"%PDF-",)}
"""What files begin with that are named so; a web server may answer a page where a PDF was asked for."""
_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Claim:
    """What the person who adds a file says about it; every part may be empty."""

    work: str = ""
    date: str = ""
    status: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Readable:
    """A file that may be stored: its sighting and its bytes."""

    sighting: Sighting
    body: bytes


def add_files(
    paths: Sequence[Path], store: SnapshotStore, catalogue: Catalogue, claim: Claim
) -> tuple[list[Sighting], list[str]]:
    """Store these files; gives the sightings made and a line for each file that was refused.

    Each is parsed as a build would parse it, so that nothing comes in that no build can keep, and a text
    that is said to be a catalogued work must have what the catalogue expects of it. Raises
    UnknownWork for a work the catalogue does not have; files are stored only after all of the claim has been checked.
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
                readable.append(_readable(path, claim, catalogue))
        except UnreadableInput as error:
            refused.append(str(error))
    if not readable:
        return imported, refused
    with store.writing():
        stored = store.add_all([(each.sighting, each.body) for each in readable])
    return imported + stored, refused


def _readable(path: Path, claim: Claim, catalogue: Catalogue) -> _Readable:
    """A file as it will be stored; raises UnreadableInput, naming the file, for what cannot be kept or is not meant."""
    body, where = read_file(path)
    sighting = _sighting(path, claim, where)
    if wrong := faults(sighting):
        raise UnreadableInput(f"{path.name!a}: {wrong}; give the file another name and add it again")
    if wrong := _misnamed(path, body):
        raise UnreadableInput(wrong)
    _refuse(path, body, _claimed(claim, catalogue), catalogue)
    return _Readable(sighting, body)


def _misnamed(path: Path, body: bytes) -> str:
    """That a file named as Word, OpenDocument or PDF has no such bytes; empty where it has, or has another name."""
    begins = _BEGINS.get(path.suffix.lower())
    if begins is None or any(start in body[:_WITHIN] for start in begins):
        return ""
    size = f"{len(body):,} byte{'s' if len(body) != 1 else ''}"
    return f"{path.name} is not what its name says ({size}, no {path.suffix} file); nothing of it was stored"


def _claimed(claim: Claim, catalogue: Catalogue) -> Work | None:
    """The catalogued work that the person says a file is, by name or by address."""
    if claim.work:
        return catalogue.work(claim.work)
    found = catalogue.by_url(claim.url) if claim.url else None
    return found[0] if found else None


def _refuse(path: Path, body: bytes, work: Work | None, catalogue: Catalogue) -> None:
    """Raise UnreadableInput for a file that no build can read or that lacks what the catalogue expects of its work."""
    from parser.document import parse
    from parser.witnesses.catalogued import catalogued_doubts

    try:
        document = parse(body, name=path.name, work=work, schemes=catalogue.schemes(), works=catalogue.works)
    except UnreadableInput as error:
        raise type(error)(f"{path}: {error}") from None
    except Exception as error:
        raise UnreadableInput(f"{path}: {_failed(error)}") from None
    wanting = [doubt.detail for doubt in catalogued_doubts(document, work) if doubt.kind == "catalogue"] if work else []
    if work and wanting:
        raise UnreadableInput(
            f"{path} is not {work.id} as the catalogue describes it ({'; '.join(wanting)}); nothing of it was stored: "
            "add it without --work and without the work's address if it is another document"
        )


def _failed(error: Exception) -> str:
    return (
        f"no reader can make a document of it ({type(error).__name__}: {ascii(str(error))[:200]}); nothing was stored"
    )


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
    if claim.date and not is_day(claim.date):
        raise UsageError(f"{claim.date!r} is no date; write 2025-07-04")
    if claim.url and (wrong := fault(claim.url) or faults(Sighting(claim.url, "ok", "2000-01-01T00:00:00+00:00"))):
        raise UsageError(f"{claim.url!a} cannot be where the file was published: {wrong}; give a web address")


def read_file(path: Path) -> tuple[bytes, str]:
    """The bytes of a file that reads as a document, and the address it says that it was saved from.

    A page that reads otherwise with the style sheets saved beside it has them in it.

    Raises UnreadableInput, naming the file, otherwise.
    """
    from parser.read import read, styled

    body = file_bytes(path)
    try:
        body = styled(path, body)
        reading = read(body, path.name)
    except UnreadableInput as error:
        raise type(error)(f"{path}: {error}") from None
    except Exception as error:
        raise UnreadableInput(f"{path}: {_failed(error)}") from None
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
        source=ADDED,
        name=path.name,
        note=OWN_WORD if where and not claim.url else "",
    )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
