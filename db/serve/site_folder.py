"""The folder of a published site: whose it is, what each page in it was made from, and its files.

What is about to be made is noted beside the manifest, which is written at the end. A process that is killed before
that leaves a folder where of such a page no more is known than that it may be there: it is made again, or removed.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.errors import ArchiveLocked, UsageError
from corpus.files import write_whole
from db.serve.static_pages import file_of
from db.web.forms import FORMS

MANIFEST = ".keeling-site.json"
BEGUN = ".keeling-site.begun"
"""The pages that were begun since the manifest was written, each group as JSON in a line."""
_OURS = (".git", ".nojekyll")
"""What stands in an empty folder all the same: the first where Git publishes it, the second after a killed process."""


@dataclass(slots=True)
class Made:
    """What is known of a page in the folder: the digest of what it was made from, empty where that is not known or it
    is made every time; the addresses that its own words and what it says of now lead to and that no list has; whether a
    provision's other forms stand beside it.
    """

    key: str = ""
    own: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    forms: bool = False

    @property
    def leads(self) -> tuple[str, ...]:
        """The addresses that the page leads to."""
        return self.own + self.now

    def files(self, address: str) -> list[str]:
        """The files of a page: its own, and those of a provision's other forms."""
        return [file_of(address), *(f"{address}.{form}".strip("/") for form in FORMS if self.forms)]


Pages = dict[str, Made]
"""By address."""


@dataclass(slots=True)
class Folder:
    """A folder with a site in it; `before` is what an earlier publishing left there, `marks` what it said of works,
    `fresh` that it was empty.
    """

    root: Path
    before: Pages
    fresh: bool
    marks: dict[str, str] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    new: bool = False
    known: dict[str, bytes | None] = field(default_factory=dict)

    def begin(self, address: str) -> None:
        """Say which page is written next: the files of one that was not there before are not read first."""
        self.new = self.fresh or address not in self.before

    def read(self, name: str) -> bytes:
        """The bytes of a file that is written next, empty where there is none: they are not read again for that."""
        found = self.known[name] = read(f"{self.root}/{name}")
        return found or b""

    def write(self, name: str, body: bytes) -> bool:
        """Write a file where its bytes differ; whether it was written. What an empty folder holds is not read first."""
        path = f"{self.root}/{name}"
        if not (self.fresh or self.new):
            before = self.known.pop(name) if name in self.known else read(path)
            if before == body:
                return False
        parent = path.rpartition("/")[0]
        if parent not in self.made:
            _folder(parent)
            self.made.add(parent)
        file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            written = os.write(file, body)
            while written < len(body):
                written += os.write(file, body[written:])
            os.ftruncate(file, len(body))  # behind the words: a file that is emptied first is sent to the disk at once
        finally:
            os.close(file)
        return True

    def note_begun(self, pages: Mapping[str, bool]) -> None:
        """Note that pages are about to be made, with their other forms or without: what is known of them ends here."""
        with open(self.root / BEGUN, "a", encoding="utf-8") as file:
            file.write(f"\n{json.dumps(pages, separators=(',', ':'), ensure_ascii=False)}\n")
            file.flush()
            os.fsync(file.fileno())

    def note(self, pages: Mapping[str, Made], marks: Mapping[str, str]) -> None:
        """Write the manifest: the pages, and by work a mark of what its provisions and numbers are made from."""
        told = {address: [made.key, made.forms, made.own, made.now] for address, made in pages.items()}
        known = {"made": told, "works": marks}
        write_whole(self.root / MANIFEST, json.dumps(known, separators=(",", ":"), ensure_ascii=False))
        (self.root / BEGUN).unlink(missing_ok=True)

    def remove(self, now: Mapping[str, Made], others: Iterable[str]) -> int:
        """Take away the files of pages that are no more; how many."""
        kept = ((address, now.get(address)) for address in self.before)
        less = [address for address, made in kept if made is None or (self.before[address].forms and not made.forms)]
        gone = {name for address in less for name in self.before[address].files(address)} - set(others)
        if gone:
            self.note_begun(dict.fromkeys(less, False))
            gone -= {name for address, made in now.items() for name in made.files(address)}
        return sum(self._removed(name) for name in gone)

    def _removed(self, name: str) -> bool:
        try:
            os.unlink(f"{self.root}/{name}")
        except (FileNotFoundError, NotADirectoryError):
            return False
        with suppress(OSError):  # a folder that holds something else stays
            while name := name.rpartition("/")[0]:
                os.rmdir(f"{self.root}/{name}")
        return True


def _folder(path: str) -> None:
    """Make a folder, and those above it only where there are none."""
    try:
        os.mkdir(path)
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)


def read(path: str) -> bytes | None:
    """The bytes of a file; None where there is none."""
    try:
        file = os.open(path, os.O_RDONLY)
    except OSError:
        return None
    try:
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
        return b"".join(parts)
    finally:
        os.close(file)


@contextmanager
def opened(target: Path) -> Iterator[Folder]:
    """The folder of a site, held against a second publishing.

    Raises UsageError for a folder that holds something else or cannot be written, ArchiveLocked where another process
    publishes to it now.
    """
    try:
        target.mkdir(parents=True, exist_ok=True)
        held = os.open(target, os.O_RDONLY)
    except OSError as error:
        raise _unusable(target, error) from None
    try:
        _hold(held, target)
        yield _of(target)
    finally:
        os.close(held)


def _hold(held: int, target: Path) -> None:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ArchiveLocked(f"another process publishes to {target} now; wait until it is done") from None


def _of(target: Path) -> Folder:
    try:
        strangers = [each for each in target.iterdir() if each.name not in _OURS and not each.name.startswith(".tmp-")]
        found = target / MANIFEST
        begun = _begun(target)
        if not found.exists() and strangers and not begun:
            raise UsageError(f"{target} is not empty and holds no site of keeling's; name an empty folder")
        known = json.loads(found.read_text("utf-8")) if found.exists() else {}
        (target / ".nojekyll").write_text("")
        pages = _pages(known)
        for address, forms in begun.items():
            pages[address] = Made(forms=forms or pages.get(address, Made()).forms)
        return Folder(target, pages, not strangers, dict(known.get("works", {})))
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise _unusable(target, error) from None


def _begun(target: Path) -> dict[str, bool]:
    """What a publishing that did not end had begun; of a line that was cut nothing was begun yet."""
    found: dict[str, bool] = {}
    for line in (read(f"{target}/{BEGUN}") or b"").split(b"\n"):
        with suppress(ValueError):
            found |= json.loads(line)
    return found


def _pages(known: dict[str, Any]) -> Pages:
    """The pages of a manifest; of one that an older keeling wrote only the addresses are known."""
    older = {address: Made() for address in known.get("files", {})}
    older |= {address: Made(forms=bool(forms)) for address, (_, forms, *_) in known.get("pages", {}).items()}
    return older | {
        address: Made(key, tuple(own), tuple(now), bool(forms))
        for address, (key, forms, own, now) in known.get("made", {}).items()
    }


def _unusable(target: Path, error: Exception) -> UsageError:
    return UsageError(f"{target} cannot be used ({error}); name a folder that can be written")
