"""One entrance for documents of every format: looks at the bytes, not at the name, and calls the reader."""

import atexit
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UnreadableInput
from parser.readers.blocks import Reading
from parser.readers.changes import Changes, made
from parser.readers.decode import Decoded, decode, visible
from parser.readers.overlays import overlaid
from parser.readers.saved.parts import Part, Saved
from parser.readers.signs import told

if TYPE_CHECKING:  # pages and plain text need no sandbox
    from parser.readers.sandbox import Worker

_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
_WORD = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""An archive, as word processors write them, and an Office file that is old or locked."""

_HEAD = 4096
_SHADOWS = "the page has parts that script built (shadow trees); their words are not read: save the page as PDF"
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|(?:html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol"
    r"|span|title|meta|header|nav|b|strong|a|font|center|form|script|style|link)\b)",
    re.IGNORECASE | re.DOTALL,
)
_FLAT = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)*<office:document\s", re.DOTALL)
"""OpenDocument with all its parts in one XML file."""
_XML = re.compile(r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*)*<([A-Za-z][\w:.-]*)", re.DOTALL)
_ANY_TAG = re.compile(r"</?(?:html|body|div|p|br|table|td|span|h[1-6]|li|a)\b[^>]*>", re.IGNORECASE)


def read(body: bytes, name: str = "", media_type: str = "", changes: Changes = "accepted") -> Reading:
    """Read a document. `name` and `media_type` only decide where the bytes do not.

    `changes` says how a document that shows struck and inserted words is read. Raises
    UnreadableInput for what is empty, binary or of no known kind and Blocked for a
    page that stands in place of a document.
    """
    return _told(_shown(made(overlaid(_read(body, name, media_type, changes)), changes)))


def styled(path: Path, body: bytes) -> bytes:
    """The bytes of a file; those of a page hold the style sheets saved beside it where with them it reads otherwise.

    Raises UnreadableInput as `read` does.
    """
    from parser.readers.saved.beside import with_sheets_beside

    whole = with_sheets_beside(path, body)
    if whole == body or _seen(read(body, path.name)) == _seen(read(whole, path.name)):
        return body
    return whole


def _seen(reading: Reading) -> tuple[object, ...]:
    """What a style sheet may change of a reading: its words and what drops them, not where they stand in the source."""
    blocks = tuple(replace(block, span=None, cells=()) for block in reading.blocks)
    cells = tuple((cell.text, cell.above) for block in reading.blocks for cell in block.cells)
    return blocks, cells, reading.review, reading.unread


def _told(reading: Reading) -> Reading:
    """The reading, for review where signs in its title or words say that they are struck out, or only look plain."""
    texts = [block.text or "\n".join([cell.text for cell in block.cells]) for block in reading.blocks if not block.rule]
    notes = [
        f"what a person sees may differ ({why}): {words[:60]!r}"
        for why, words in told("\n".join((reading.title, *texts)))
    ]
    return replace(reading, review=tuple(dict.fromkeys((*reading.review, *notes)))) if notes else reading


def _shown(reading: Reading) -> Reading:
    """Title and claims may name what no file may hold, as the text may: marks stand for it, and a note says so."""
    title, notes = visible(reading.title)
    claims = [(key, visible(value)) for key, value in reading.metadata]
    notes += [note for _, (_, found) in claims for note in found]
    if not notes:
        return reading
    shown = tuple((key, value) for key, (value, _) in claims)
    return replace(reading, title=title, metadata=shown, review=tuple(dict.fromkeys((*reading.review, *notes))))


def _read(body: bytes, name: str, media_type: str, changes: Changes) -> Reading:
    if _PDF.search(body, 0, _PDF_WITHIN) and not _HTML.match(body[:_PDF_WITHIN].decode("latin-1")):
        return _confined("pdf.document:read_pdf", body)
    if body.startswith(_WORD) or _FLAT.match(body):
        return _confined("word.document:read_word", body, changes)
    container = _container(body)
    if container:
        from parser.readers.saved.document import read_saved

        return read_saved(_worker().run(container, body), _read_part)
    decoded = decode(body, media_type)
    text = decoded.text.lstrip("\ufeff")
    if _is_json(text):
        from parser.readers.html import govuk

        return govuk.read_decoded(decoded)
    if name.lower().endswith(".json") and text[:1] in ("{", "["):
        raise UnreadableInput("the JSON is broken or cut off; fetch or save it again")
    if _HTML.match(text) or (_claims_html(name, media_type) and _ANY_TAG.search(text)):
        return _read_page(decoded)
    if text.lstrip().startswith("<?xml"):
        root = _XML.match(text)
        what = f"with the root {root[1]!r}" if root else "with declarations before its root"
        raise UnreadableInput(f"the file is XML {what}; give the HTML page, PDF or text of the document")
    from parser.readers.text import markdown

    return markdown.read_decoded(decoded)


def _container(body: bytes) -> Callable[[bytes], Saved] | None:
    """What opens a file that holds a page among other parts; None for what is no such file."""
    from parser.readers.saved import message, webarchive

    if webarchive.is_webarchive(body):
        return webarchive.open_webarchive
    return message.open_message if message.is_message(body) else None


def _confined(reader: str, body: bytes, *ways: str) -> Reading:
    """What libraries in C read, named by their place among the readers: this process needs none of them."""
    from parser.readers.sandbox import Elsewhere

    reading: Reading = _worker().run(Elsewhere(f"parser.readers.{reader}"), body, *ways)
    return reading


@cache
def _worker() -> "Worker":
    """The process in which files are read that may do harm: it may die, strangers made what it reads."""
    from parser.readers.sandbox import Worker

    worker = Worker()
    atexit.register(worker.close)
    return worker


def _read_page(decoded: Decoded, location: str = "") -> Reading:
    """A page, with the address that the program which saved it wrote at its head, or that its container knows."""
    from parser.readers.saved.address import address, saved_from, with_own_links

    where = address(location) or saved_from(decoded.text[:_HEAD])
    if not where:
        return _read_markup(decoded)
    reading = _read_markup(replace(decoded, text=with_own_links(decoded.text, where)))
    shadows = (_SHADOWS,) if "<template shadow" in decoded.text.lower() else ()
    return replace(reading, metadata=(("saved_from", where), *reading.metadata), review=(*reading.review, *shadows))


def _read_markup(decoded: Decoded) -> Reading:
    """A page by the reader of its site: GOV.UK's, or that of any other."""
    from parser.readers.html import govuk, page

    return govuk.read_decoded(decoded) if govuk.is_govuk(decoded.text) else page.read_decoded(decoded)


def _read_part(part: Part) -> Reading:
    """A page or a text that stands in a container."""
    from parser.readers.text import markdown

    decoded = decode(part.body, part.media_type)
    if part.media_type.partition(";")[0].strip().lower() == "text/plain":
        return markdown.read_decoded(decoded)
    return _read_page(decoded, part.location)


def _is_json(text: str) -> bool:
    if not re.match(r"\s*[\[{]\s*[\"\[{}\]\d]", text):
        return False
    try:
        json.loads(text)
    except ValueError:
        return '"details"' in text or '"base_path"' in text
    except RecursionError:
        return True
    return True


def _claims_html(name: str, media_type: str) -> bool:
    return name.lower().endswith((".html", ".htm", ".xhtml")) or "html" in media_type.lower()
