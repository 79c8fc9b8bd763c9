"""Files: whole or not at all, a full disk said in one line, the digest of source folders."""

import errno
import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import WorldError

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
    with whole_file(path) as temporary:
        temporary.write_text(text, "utf-8")


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
        for path in sorted([*folder.rglob("*.py"), *folder.rglob("*.sql")]):
            digest.update(f"{folder.name}/{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()
