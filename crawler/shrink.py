"""The shrink guard: a document that lost much is shown as provisional until it is confirmed.

A server can answer with half a page, a stub or the wrong file, all with status 200. Where the
words go down by more than 5%, or a numbered measure is gone, the body is kept and no version is
made of it, until a second sighting at least six hours later has the same bytes, or a person
accepts it (`Accepted` in the note of an `ok` sighting says which).
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from corpus.errors import KeelingError
from corpus.text import words
from crawler.outcomes import Outcome
from crawler.planned import Page

if TYPE_CHECKING:
    from crawler.run import Run

LOSS = 0.05
CONFIRMED_AFTER = timedelta(hours=6)
_MEASURE = re.compile(r"\b[A-Z]{2,4} [A-Z]{1,2}\d{1,3}[A-Z]?\b")


def doubt(page: Page, body: bytes, digest: str, run: "Run") -> tuple[Outcome, str]:
    """`ok`, or `provisional` with the reason, for a document whose bytes are new."""
    known = run.history.reference(page.url)
    if known is None or known.digest is None or known.digest == digest:
        return "ok", ""
    before = run.store.read(known.digest)
    reason = shrunk(before, body)
    if not reason:
        return "ok", ""
    since = run.history.doubted_since(page.url, digest)
    if since is not None and run.now() - since >= CONFIRMED_AFTER:
        return "ok", f"confirmed: the same bytes as on {since.isoformat()}; {reason}"
    return "provisional", f"provisional until a second sighting six hours later, or `keeling add`: {reason}"


def shrunk(before: bytes, after: bytes) -> str:
    """What the later body lacks, as a phrase; empty when nothing to speak of."""
    old, new = reading_text(before), reading_text(after)
    if old is None:
        return ""
    if new is None:
        return "it cannot be read as a document, the version before could"
    had, has = len(words(old)), len(words(new))
    if has < had * (1 - LOSS):
        return f"{had} words became {has}"
    gone = sorted(set(_MEASURE.findall(old)) - set(_MEASURE.findall(new)))
    return f"no longer there: {', '.join(gone[:5])}" if gone else ""


def reading_text(body: bytes) -> str | None:
    """The document's own words, furniture left out; None where no reader can make anything of it."""
    from parser.read import read

    try:
        reading = read(body)
    except KeelingError:
        return None
    from parser.readers.blocks import printed

    return "\n".join(printed(block) for block in reading.blocks if not block.rule)
