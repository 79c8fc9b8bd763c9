"""Style sheets that a browser saved beside a page, in `PAGE_files/`: put into it, as a container carries them.

A page saved "complete" is a file and a folder of its parts. What its sheets hide is hidden from a reader too, so
that the page is read with those that lie below its own folder, and what they import; nothing else is opened.
"""

import re
from base64 import b64encode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from parser.readers.saved.carried_sheets import LINK, linked_sheets, with_sheets
from parser.readers.saved.parts import Part

_IMPORTED = re.compile(rb"(@import\s+(?:url\(\s*)?[\"']?)([^\"')\s;]+)([\"']?\s*\)?)", re.IGNORECASE)
_STYLE = re.compile(rb"<style\b.*?</style", re.IGNORECASE | re.DOTALL)
_LARGEST = 4 * 2**20
"""Bytes of all sheets of a page. The largest known have half a million; more is no sheet."""
_DEEPEST = 4


def with_sheets_beside(path: Path, body: bytes) -> bytes:
    """The bytes of a page with its sheets in it, as `data:` addresses; unchanged where none lies beside it."""
    if b"@import" in body:
        within = path.parent.resolve()
        body = _STYLE.sub(lambda style: _IMPORTED.sub(lambda at: _imported(at, path.parent, within, 1), style[0]), body)
    if not LINK.search(body):
        return body
    found: dict[str, bytes] = {}
    for address in linked_sheets(body):
        sheet = _sheet(address, path.parent, path.parent.resolve(), 0)
        if sheet is not None and sum(map(len, found.values())) + len(sheet) <= _LARGEST:
            found[address] = sheet
    return with_sheets(Part(body, "text/html"), found).body


def _sheet(address: str, folder: Path, within: Path, depth: int) -> bytes | None:
    """The sheet at an address relative to a folder, with the sheets that it imports; None where there is no file."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    named = (folder / unquote(name) for name in (address.partition("#")[0], parts.path))
    file = next((each.resolve() for each in named if _is_sheet(each, within)), None)
    if file is None:
        return None
    body = file.read_bytes()
    if depth >= _DEEPEST or b"@import" not in body:
        return body
    return _IMPORTED.sub(lambda found: _imported(found, file.parent, within, depth + 1), body)


def _is_sheet(path: Path, within: Path) -> bool:
    try:
        return path.is_file() and path.resolve().is_relative_to(within) and path.stat().st_size <= _LARGEST
    except (OSError, ValueError):
        return False


def _imported(found: re.Match[bytes], folder: Path, within: Path, depth: int) -> bytes:
    sheet = _sheet(found[2].decode("utf-8", "replace"), folder, within, depth)
    if sheet is None:
        return found[0]
    return found[1] + b"data:text/css;base64," + b64encode(sheet) + found[3]
