"""The shrink guard: a document that lost much is shown as provisional until it is confirmed.

A server can answer with half a page, a stub or the wrong file, all with status 200. Where the
words go down by more than 5%, or a numbered measure is gone, the body is kept and no version is
made of it, until a second sighting at least six hours later has the same bytes, or a person
accepts it (`Accepted` in the note of an `ok` sighting says which).
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from corpus.enumerators import PREFIX
from corpus.resemblance import resemblance, sketch
from corpus.text import fold, words
from crawler.outcomes import Outcome
from crawler.planned import Page
from crawler.scoring import sniff

if TYPE_CHECKING:
    from crawler.run import Run
    from parser.readers.blocks import Reading

LOSS = 0.05
UNLIKE = 0.05
"""Runs of words in common below which a page with another title is not the document any more."""
_HOME = re.compile(r"/?(?:(?:index|home|default)(?:\.\w+)?|[a-z]{2}(?:-[a-z]{2})?)?/?", re.IGNORECASE)
UNREADABLE = "it cannot be read as a document, the version before could"
"""No second sighting confirms it: of a locked, empty or broken file no version can be made, however long it stays."""
UNREAD = "no reader opens it"
"""The same of a file in whose place nothing was ever read."""
_FILES = ("pdf", "")
"""What the bytes of files are, and not of pages, feeds and answers of interfaces, which have marks of their own."""
CONFIRMED_AFTER = timedelta(hours=6)
_MEASURE = re.compile(rf"\b{PREFIX} [A-Z]{{1,2}}\d{{1,3}}[A-Z]?\b")


def doubt(page: Page, body: bytes, digest: str, run: "Run") -> tuple[Outcome, str]:
    """`ok`, or `provisional` with the reason, for a document whose bytes are new."""
    known = run.history.reference(page.url)
    if known is not None and known.digest == digest:
        return "ok", ""
    before = run.store.read(known.digest) if known and known.digest else None
    reason = unread(page, body) if before is None else shrunk(before, body)
    if not reason:
        return "ok", ""
    if reason.startswith((UNREADABLE, UNREAD)):
        return "provisional", f"provisional until `keeling add`: {reason}"
    since = run.history.doubted_since(page.url, digest)
    if since is not None and run.now() - since >= CONFIRMED_AFTER:
        return "ok", f"confirmed: the same bytes as on {since.isoformat()}; {reason}"
    return "provisional", f"provisional until a second sighting six hours later, or `keeling add`: {reason}"


def unread(page: Page, body: bytes) -> str:
    """Why no reader opens a file never seen before (locked, broken, without words or pages); empty where one does.

    A capture of a web archive is what it is: nobody is asked for another one.
    """
    from parser.read import read

    if page.archived or sniff(body) not in _FILES:
        return ""
    try:
        read(body)
    except Exception as error:  # a stranger's bytes: what a reader cannot bear is no document
        return f"{UNREAD} ({error})"
    return ""


def stand_in(page: Page, asked: str, body: bytes, digest: str, run: "Run") -> str:
    """What came in place of a document, as a phrase; empty where the document may be itself.

    No second sighting confirms it: a home page stays a home page. Only a person can, with `keeling add`.
    """
    if page.role != "document":
        return ""
    if is_home(asked) and not is_home(page.address):
        return "the address leads to the home page of the site"
    known = run.history.reference(page.url)
    if known is None or known.digest is None or known.digest == digest:
        return wanting(page, body, run)
    if replaced(run.store.read(known.digest), body):
        return "next to no word in common with the last good version"
    return wanting(page, body, run)


def wanting(page: Page, body: bytes, run: "Run") -> str:
    """What a document at an address of the catalogue lacks of what the catalogue expects of its work."""
    found = run.catalogue.by_url(page.address)
    if found is None or not found[0].minimum_measures:
        return ""
    from parser.document import parse

    try:
        document = parse(body, work=found[0], schemes=run.catalogue.schemes(), works=run.catalogue.works)
    except Exception as error:  # whatever a reader does, the crawl goes on and says so
        return f"no reader can make a document of it ({type(error).__name__})"
    lacking = [doubt.detail for doubt in document.structure.doubts if doubt.kind == "catalogue"]
    return f"it is not {found[0].id} as the catalogue describes it ({'; '.join(lacking)})" if lacking else ""


def is_home(url: str) -> bool:
    """Whether an address is a site's front page."""
    return _HOME.fullmatch(urlsplit(url).path) is not None and not urlsplit(url).query


def replaced(before: bytes, after: bytes) -> bool:
    """Whether a page has next to no run of words in common with the one before it.

    One that keeps the title and says that it is newer was written anew.
    """
    old, new = _reading(before), _reading(after)
    if old is None or new is None:
        return False
    titled = fold(old.title).casefold() == fold(new.title).casefold()
    if titled and _said(new) > _said(old):
        return False
    had, has = _sketch(old), _sketch(new)
    return resemblance(had, has) < UNLIKE or bool(had and not has)


def _said(reading: "Reading") -> str:
    """The last day on which a page says it was published or updated."""
    return max((day for key, day in reading.metadata if key in ("published", "updated")), default="")


def _sketch(reading: "Reading") -> tuple[int, ...]:
    """The runs of words below the title, which a stand-in may have kept."""
    lines = _own_words(reading).split("\n")
    return sketch("\n".join(line for line in lines if fold(line) != fold(reading.title)))


def shrunk(before: bytes, after: bytes) -> str:
    """What the later body lacks, as a phrase; empty when nothing to speak of."""
    old, new = reading_text(before), reading_text(after)
    if old is None:
        return UNREAD if new is None and sniff(after) in _FILES else ""
    if new is None:
        return UNREADABLE
    had, has = len(words(old)), len(words(new))
    if has < had * (1 - LOSS):
        return f"{had} words became {has}"
    gone = sorted(set(_MEASURE.findall(old)) - set(_MEASURE.findall(new)))
    return f"no longer there: {', '.join(gone[:5])}" if gone else ""


def reading_text(body: bytes) -> str | None:
    """The document's own words, furniture left out; None where no reader can make anything of it."""
    reading = _reading(body)
    return None if reading is None else _own_words(reading)


def _reading(body: bytes) -> "Reading | None":
    from parser.read import read

    try:
        return read(body)
    except Exception:  # a stranger's bytes: what a reader cannot bear is no document
        return None


def _own_words(reading: "Reading") -> str:
    from parser.readers.blocks import printed

    return "\n".join(printed(block) for block in reading.blocks if not block.rule)
