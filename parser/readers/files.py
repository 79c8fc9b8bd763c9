"""A document that lies in a file: its bytes, or what is wrong with the file and what to do."""

from pathlib import Path

from corpus.errors import UnreadableInput

LARGEST = 100 * 2**20
"""Bytes. The longest document known here has 3 MB; a hundred is a mistake or an attack."""


def file_bytes(path: Path) -> bytes:
    """The bytes of a plain file of a reasonable size.

    Raises UnreadableInput for a folder, a file that is not there, may not be read, is empty or
    has more than `LARGEST` bytes.
    """
    if path.is_dir():
        raise UnreadableInput(f"{path} is a folder; name the files in it")
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableInput(f"{path} has more than {LARGEST // 2**20} MiB; no document is that long")
        body = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput(f"{path} does not exist; check its name") from None
    except OSError as error:
        raise UnreadableInput(f"{path} cannot be read ({error.strerror}); check its name and permissions") from None
    if not body.strip():
        raise UnreadableInput(f"{path} is empty; save the page or PDF again")
    return body
