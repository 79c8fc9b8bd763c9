"""One entrance for documents of every format: looks at the bytes, not at the name, and calls the reader."""

import atexit
import json
import re
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import UnreadableInput
from parser.readers.blocks import Reading
from parser.readers.changes import Changes, made
from parser.readers.decode import Decoded, decode

if TYPE_CHECKING:  # the sandbox is needed for PDFs only
    from parser.readers.sandbox import Worker

_PDF = re.compile(rb"%PDF-\d")
_PDF_WITHIN = 1024
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*)*<(?:!doctype\s+html|(?:html|head|body|main|article|section|div|p|h[1-6]|table|ul|ol"
    r"|span|title|meta|header|nav|b|strong|a|font|center|form|script|style|link)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*)*<([A-Za-z][\w:.-]*)", re.DOTALL)
_ANY_TAG = re.compile(r"</?(?:html|body|div|p|br|table|td|span|h[1-6]|li|a)\b[^>]*>", re.IGNORECASE)


def read(body: bytes, name: str = "", media_type: str = "", changes: Changes = "accepted") -> Reading:
    """Read a document. `name` and `media_type` only decide where the bytes do not.

    `changes` says how a document that shows struck and inserted words is read. Raises
    UnreadableInput for what is empty, binary or of no known kind and Blocked for a
    page that stands in place of a document.
    """
    return made(_read(body, name, media_type), changes)


def _read(body: bytes, name: str, media_type: str) -> Reading:
    if _PDF.search(body, 0, _PDF_WITHIN) and not _HTML.match(body[:_PDF_WITHIN].decode("latin-1")):
        return _confined(body)
    decoded = decode(body, media_type)
    text = decoded.text.lstrip("\ufeff")
    if _is_json(text):
        from parser.readers.html import govuk

        return govuk.read_decoded(decoded)
    if _HTML.match(text) or (_claims_html(name, media_type) and _ANY_TAG.search(text)):
        return _read_markup(decoded)
    root = _XML.match(text)
    if root and text.lstrip().startswith("<?xml"):
        message = f"the file is XML with the root {root[1]!r}"
        raise UnreadableInput(f"{message}; give the HTML page, PDF or text of the document")
    from parser.readers.text import markdown

    return markdown.read_decoded(decoded)


def _confined(body: bytes) -> Reading:
    """A PDF is read in a process that may die: libraries in C read it, and strangers made it."""
    from parser.readers.pdf.document import read_pdf

    return _worker().run(read_pdf, body)


@cache
def _worker() -> "Worker":
    from parser.readers.sandbox import Worker

    worker = Worker()
    atexit.register(worker.close)
    return worker


def _read_markup(decoded: Decoded) -> Reading:
    from parser.readers.html import govuk, page

    return govuk.read_decoded(decoded) if govuk.is_govuk(decoded.text) else page.read_decoded(decoded)


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
