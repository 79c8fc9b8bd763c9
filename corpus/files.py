"""Files: a full disk said in one line, and the digest of source folders."""

import errno
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import WorldError

_FULL = (errno.ENOSPC, errno.EDQUOT)


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
