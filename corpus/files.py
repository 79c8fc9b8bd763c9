"""Files: whole or not at all, a full disk said in one line, the digest of source folders."""

import errno
import fcntl
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import ArchiveLocked, WorldError

_FULL = (errno.ENOSPC, errno.EDQUOT)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to; what is written there gets the name `path` when the block ends well, else it is removed.

    The new file is on the disk before it gets its name, and its temporary name is this process's own: a
    killed process, a power cut or a second writer leaves the former file or the new one, never a part.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".tmp-{os.getpid()}-{path.name}")
    temporary.unlink(missing_ok=True)
    try:
        yield temporary
        with open(temporary, "rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    write_whole_bytes(path, text.encode())


def write_whole_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


SEAL = 64
"""Bytes of a seal: the SHA-256, in hexadecimal, of what a file holds and of the name of what it was made from."""


def sealed(content: bytes, of: str) -> bytes:
    """The content with its seal behind it."""
    return content + hashlib.sha256(of.encode() + b"\0" + content).hexdigest().encode()


def unsealed(path: Path, of: str) -> bytes:
    """The content of a sealed file; raises ValueError where its bytes, or what it was made from, are not as sealed."""
    whole = path.read_bytes()
    content = whole[:-SEAL]
    if sealed(content, of) != whole:
        raise ValueError(f"{path} is not as it was written")
    return content


def is_sealed(path: Path, of: str) -> bool:
    """Whether a file is there and as it was sealed."""
    try:
        unsealed(path, of)
    except (OSError, ValueError):
        return False
    return True


@contextmanager
def only_one(lock: Path, message: str) -> Iterator[None]:
    """Hold the kernel's lock of a file; raises ArchiveLocked with the message at once where another holds it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveLocked(message) from None
        yield


@contextmanager
def full_disk(folder: Path, advice: str) -> Iterator[None]:
    """Raise WorldError where the disk with `folder` is full; `advice` is what still stands and what to do.

    SQLite says so in words, the system by a number.
    """
    try:
        yield
    except Exception as error:
        if getattr(error, "errno", None) not in _FULL and "disk is full" not in str(error):
            raise
        raise WorldError(f"the disk with {folder} is full; {advice}") from None


def source_digest(folders: Iterable[Path]) -> str:
    """SHA-256 over every Python and SQL file below the folders: what was made by other code is made again."""
    digest = hashlib.sha256()
    for folder in folders:
        for place in sorted(_sources(folder), key=lambda place: place.split(os.sep)):
            with open(os.path.join(folder, place), "rb", buffering=0) as source:
                digest.update(f"{folder.name}/{place}\0".encode() + source.readall() + b"\0")
    return digest.hexdigest()


def _sources(folder: Path) -> Iterator[str]:
    """Each Python or SQL file below a folder, by its place in it; without `Path`, as every start of a build asks."""
    for here, _, names in os.walk(folder):
        inside = os.path.relpath(here, folder)
        for name in names:
            if name.endswith((".py", ".sql")):
                yield name if inside == os.curdir else os.path.join(inside, name)
