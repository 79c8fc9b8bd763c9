"""A disk without room, said in one line wherever something is written."""

import errno
from collections.abc import Iterator
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
