"""The archive: bodies named by their SHA-256 and an append-only ledger of every sighting.

    snapshots/sha256/ab/abcdef…     the bytes as received
    snapshots/ledger.jsonl          one JSON object a line: a sighting
    snapshots/lock                  held by the one writer

Order of writing, so that a kill at any moment leaves the archive whole: body to a temporary
file, fsync, rename to its digest, fsync of the folder, then one line in the ledger, fsync.
Every line carries the digest of the line before (`previous`), so a line that was changed,
removed or added later shows. A last line cut off by a crash is not a line; the next writer
removes it. A body without a sighting is unreferenced, not damaged.
"""

import ctypes
import hashlib
import json
import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, get_args

from corpus import address
from corpus.dates import is_day
from corpus.errors import ArchiveDamaged
from corpus.files import full_disk, only_one
from corpus.work import Status

GENESIS = "0" * 64
ADDED = "added by hand"
"""Source of a sighting that a person made with `keeling add`."""
OWN_WORD = "the address is the file's own word"
"""Note of a sighting whose address nobody gave: the saved page says where it was saved from."""
MANY = 8
"""Files from which one wait for the whole file system is shorter than one wait for each."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at one address: what was asked, what came back, and what it was judged to be.

    `outcome` is from a closed list (`crawler.outcomes`); only `ok` carries a body that can make
    a version. `role` says what the page is for: "" or "document" (a document), "landing" (a page
    about documents, with the publisher's change notes), "listing" (a feed, search or index page),
    "robots"; only documents make versions. `time` is UTC, ISO 8601. `work`, `date` and `status`
    are claims of whoever stored it (a person with `keeling add`, or the catalogue); `by` says who.
    `capture` is the address of a web archive's copy and `archived` the time at which it was made, both
    empty for what came from the publisher: `url` is the original's, `time` when it came here.
    `digest` is the SHA-256 of the body, None where none was kept. `note` is for people. `server_time` is what the
    server's own clock said, UTC, ISO 8601, and stands only where it is more than an hour from `time`.
    """

    url: str
    outcome: str
    time: str = ""
    final_url: str = ""
    http_status: int | None = None
    media_type: str = ""
    etag: str = ""
    last_modified: str = ""
    digest: str | None = None
    length: int | None = None
    work: str = ""
    date: str = ""
    status: str = ""
    by: str = ""
    run: str = ""
    source: str = ""
    role: str = ""
    name: str = ""
    note: str = ""
    server_time: str = ""
    capture: str = ""
    archived: str = ""
    number: int = 0
    previous: str = GENESIS


class SnapshotStore:
    """Bodies and ledger below one folder. Reading needs no lock; writing needs `writing()`."""

    def __init__(self, root: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.root = root
        self.ledger = root / "ledger.jsonl"
        self._clock = clock
        self._writer: IO[bytes] | None = None
        self._last = (0, GENESIS)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the kernel's lock for one writer.

        Raises ArchiveLocked at once when it is held, WorldError where the disk is full.
        """
        kept = "what was stored is whole: free some space and do it again"
        with full_disk(self.root, kept), self._locked():
            yield

    @contextmanager
    def _locked(self) -> Iterator[None]:
        message = f"another keeling is writing to {self.root}; wait until it has ended and try again"
        with only_one(self.root / "lock", message):
            self._sweep()
            with open(self.ledger, "ab") as writer:
                _sync(self.root)
                self._writer = writer
                try:
                    yield
                finally:
                    self._writer = None

    def add(self, sighting: Sighting, body: bytes | None = None) -> Sighting:
        """Store a body, if there is one, and then the sighting; gives the sighting as recorded."""
        return self.add_all([(sighting, body)])[0]

    def add_all(self, entries: Sequence[tuple[Sighting, bytes | None]]) -> list[Sighting]:
        """Store several bodies and then their sightings: one wait for the disk where `add` has one each.

        All bodies are safe before the first line of the ledger is written, so a kill leaves
        bodies without sightings at worst, and whole lines of the ledger.
        """
        if self._writer is None:
            raise RuntimeError("SnapshotStore.add needs `with store.writing()`")
        digests = self._keep([body for _, body in entries if body is not None])
        lines, recorded = [], []
        number, previous = self._last
        for sighting, body in entries:
            number += 1
            recorded.append(
                replace(
                    sighting,
                    time=sighting.time or self._clock().astimezone(UTC).isoformat(timespec="seconds"),
                    digest=next(digests) if body is not None else sighting.digest,
                    length=len(body) if body is not None else sighting.length,
                    number=number,
                    previous=previous,
                )
            )
            lines.append(_line(recorded[-1]))
            previous = hashlib.sha256(lines[-1]).hexdigest()
        self._writer.write(b"".join(lines))
        self._writer.flush()
        os.fsync(self._writer.fileno())
        self._last = (number, previous)
        return recorded

    def read(self, digest: str) -> bytes:
        """The body with this digest; raises ArchiveDamaged when it is missing or is not what its name says."""
        path = self.path(digest)
        try:
            body = path.read_bytes()
        except OSError as error:
            raise ArchiveDamaged(f"{path} cannot be read ({error.strerror}); restore it from a backup") from None
        if hashlib.sha256(body).hexdigest() != digest:
            raise ArchiveDamaged(f"{path} is not the body its name says; restore it from a backup")
        return body

    def path(self, digest: str) -> Path:
        """Where a body is kept. Only 64 hexadecimal digits reach the file system."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise ArchiveDamaged(f"{digest!r} is not a SHA-256 digest")
        return self.root / "sha256" / digest[:2] / digest

    def sightings(self) -> list[Sighting]:
        """Every sighting, oldest first; raises ArchiveDamaged where the chain of lines is broken."""
        found, previous = [], GENESIS
        for number, line in enumerate(self._lines(), 1):
            sighting = _read_line(line, number, self.ledger)
            if sighting.number != number or sighting.previous != previous:
                message = f"line {number} of {self.ledger} does not follow the line before it"
                raise ArchiveDamaged(f"{message}: the ledger was changed after it was written; restore a backup")
            found.append(sighting)
            previous = hashlib.sha256(line).hexdigest()
        return found

    def head(self) -> str:
        """Digest of the last line: whoever keeps it can prove later that the ledger was not changed."""
        lines = self._lines()
        return hashlib.sha256(lines[-1]).hexdigest() if lines else GENESIS

    def heads(self) -> list[str]:
        """The heads the ledger has had, oldest first: of nothing, then the digest of every line."""
        return [GENESIS, *(hashlib.sha256(line).hexdigest() for line in self._lines())]

    def unended(self) -> bool:
        """Whether the last line of the ledger, whole as it is, has lost its line feed."""
        lines = self._lines()
        return bool(lines) and self.ledger.stat().st_size < sum(map(len, lines))

    def damage(self) -> list[str]:
        """Everything wrong with the archive, a sentence each; empty when it is whole."""
        problems, known = [], set[str]()
        if self.unended():
            problems.append(f"the last line of {self.ledger} has lost its line feed; the next crawl or add mends it")
        try:
            known = {sighting.digest for sighting in self.sightings() if sighting.digest}
        except ArchiveDamaged as error:
            problems.append(str(error))
        for digest in sorted(known):
            try:
                self.read(digest)
            except ArchiveDamaged as error:
                problems.append(str(error))
        return problems + self._strays(known)

    def _strays(self, known: set[str]) -> list[str]:
        problems = []
        for path in sorted((self.root / "sha256").rglob("*")):
            if path.is_symlink():
                problems.append(f"{path} is a link, not a stored body; remove it")
            elif path.is_file() and path.name not in known and not path.name.startswith(".tmp-"):
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
                if digest != path.name or path.parent.name != digest[:2]:
                    problems.append(f"{path} is not named by the SHA-256 of its bytes ({digest})")
        return problems

    def _keep(self, bodies: Sequence[bytes]) -> Iterator[str]:
        """Write bodies that are not there yet, all synced before any gets its name; then sync the folders."""
        digests, fresh, folders = [], dict[Path, Path](), set[Path]()
        for body in bodies:
            digests.append(hashlib.sha256(body).hexdigest())
            path = self.path(digests[-1])
            temporary = path.with_name(f".tmp-{os.getpid()}-{digests[-1]}")
            if temporary in fresh or _holds(path, digests[-1]):
                continue
            if not path.parent.is_dir():
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent.parent)
            temporary.write_bytes(body)
            fresh[temporary] = path
        self._sync(fresh)
        for temporary, path in fresh.items():
            os.replace(temporary, path)
            folders.add(path.parent)
        self._sync(sorted(folders, reverse=True))
        return iter(digests)

    def _sync(self, paths: Collection[Path]) -> None:
        """Wait until these files or folders are on the disk: each, or for many the whole file system at once."""
        if len(paths) >= MANY and _sync_file_system(self.root):
            return
        for path in paths:
            _sync(path)

    def _lines(self) -> list[bytes]:
        """Complete lines, newline included; what a crash cut off is not one, a whole one without its newline is."""
        if not self.ledger.exists():
            return []
        *lines, last = self.ledger.read_bytes().split(b"\n")
        return [line + b"\n" for line in (*lines, *([last] if _is_whole(last) else []))]

    def _sweep(self) -> None:
        """Remove what a killed writer left, half a last line or temporary files; end a last line that is whole."""
        lines = self._lines()
        whole = sum(len(line) for line in lines)
        if self.ledger.exists() and self.ledger.stat().st_size != whole:
            with open(self.ledger, "r+b") as file:
                file.truncate(min(whole, self.ledger.stat().st_size))
                file.seek(0, os.SEEK_END)
                file.write(b"\n" if file.tell() < whole else b"")
                file.flush()
                os.fsync(file.fileno())
        for leftover in (self.root / "sha256").glob("*/.tmp-*"):
            leftover.unlink()
        sightings = self.sightings()
        self._last = (len(sightings), hashlib.sha256(lines[-1]).hexdigest() if lines else GENESIS)


def faults(sighting: Sighting) -> str:
    """What in a sighting no database, page or calendar can hold, as a phrase; empty where nothing is wrong.

    The ledger is append-only, so what has a fault is kept out at the door; one that is in it
    already is reported by every build and read by none.
    """
    for field in fields(sighting):
        value = getattr(sighting, field.name)
        number = field.name in ("http_status", "length", "number")
        if not isinstance(value, int if number else str) and not (value is None and (number or field.name == "digest")):
            return f"its {field.name} is of the wrong kind ({value!r})"
        if isinstance(value, str) and _UNWRITABLE.search(value):
            return f"its {field.name} has characters that cannot be written ({ascii(value)[:80]})"
    addresses = (sighting.url, sighting.final_url) if sighting.digest else ()
    wrong = {url: fault for url in addresses if url and (fault := address.fault(url))}
    if wrong:
        return "; ".join(f"its address {ascii(url)[:80]} is none: {fault}" for url, fault in wrong.items())
    status = "" if sighting.status in ("", *get_args(Status)) else f"its status {sighting.status!r} is none"
    return _time_fault(sighting) or status


def _time_fault(sighting: Sighting) -> str:
    if sighting.date and not is_day(sighting.date):
        return f"its date {sighting.date!r} is no day"
    for time in (sighting.time, sighting.archived):
        try:
            if time and datetime.fromisoformat(time).tzinfo is None:
                return f"its time {time!r} has no zone"
        except ValueError:
            return f"its time {time!r} is none"
    return ""


def writable(sighting: Sighting) -> Sighting:
    """A sighting with marks for what cannot be written, so that it can at least be listed."""
    texts = ((f.name, getattr(sighting, f.name)) for f in fields(sighting))
    shown: dict[str, Any] = {name: _UNWRITABLE.sub("\ufffd", text) for name, text in texts if isinstance(text, str)}
    return replace(sighting, **shown)


_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def line_digest(sighting: Sighting) -> str:
    """The digest of a recorded sighting's line: what the next one carries as `previous`."""
    return hashlib.sha256(_line(sighting)).hexdigest()


def _line(sighting: Sighting) -> bytes:
    kept = {name: value for name, value in asdict(sighting).items() if value not in ("", None)}
    return json.dumps(kept, ensure_ascii=True, sort_keys=True).encode() + b"\n"


def _read_line(line: bytes, number: int, ledger: Path) -> Sighting:
    try:
        data: dict[str, Any] = json.loads(line)
        return Sighting(**data)
    except (ValueError, TypeError):
        raise ArchiveDamaged(f"line {number} of {ledger} is not a sighting; restore the ledger from a backup") from None


def _is_whole(line: bytes) -> bool:
    """Whether bytes behind the last line feed are a whole line that lost its own."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _holds(path: Path, digest: str) -> bool:
    """Whether a body is stored whole under its name."""
    return path.is_file() and not path.is_symlink() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_file_system(folder: Path) -> bool:
    """Linux's syncfs, which Python does not offer: one wait instead of hundreds. False where there is none."""
    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    handle = os.open(folder, os.O_RDONLY)
    try:
        if syncfs(handle):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(folder))
    finally:
        os.close(handle)
    return True
