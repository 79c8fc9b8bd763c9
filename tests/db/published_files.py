"""The files of a published site, to be compared: with their bytes, and without what says when they were made."""

import io
import re
import zipfile
from pathlib import Path

from db.serve.publish import MANIFEST

Files = dict[str, bytes]
_DAYS = {
    b'"as_at": "': re.compile(rb'("as_at": ")[0-9-]{10}'),
    b"As at ": re.compile(rb"(As at )[0-9]+ [A-Z][a-z]+ [0-9]{4}"),
    b"keeling last looked on ": re.compile(
        rb"(keeling last looked on )[0-9]+ [A-Z][a-z]+ [0-9]{4}, [0-9]+ days? before"
    ),
}
"""What stands before a day: a text is searched for it much faster than for any of three."""


def contents(folder: Path) -> Files:
    """Every file with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST}


def as_made(files: Files, *sites: Files) -> Files:
    """Files without what a download says of when it was made: the head of the ledger then (one of those of `sites`),
    the day, how long ago keeling had looked. What is packed is unpacked.
    """
    found = {name: _without_days(_unpacked(name, body)) for name, body in files.items()}
    for head in {site["ledger.txt"].strip() for site in sites}:
        found = {name: body.replace(head, b"~") for name, body in found.items()}
    return found


def _without_days(body: bytes) -> bytes:
    for before, day in _DAYS.items():
        if before in body:
            body = day.sub(rb"\1~", body)
    return body


def _unpacked(name: str, body: bytes) -> bytes:
    if not name.endswith((".docx", ".xlsx")):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return b"\0".join(each.encode() + b"\0" + packed.read(each) for each in sorted(packed.namelist()))
