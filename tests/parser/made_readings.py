"""Bytes to a reading by one reader alone, whatever `parser.read` would choose."""

from parser.readers.blocks import Reading
from parser.readers.decode import decode
from parser.readers.html import govuk, page
from parser.readers.text import markdown


def read_html(body: bytes) -> Reading:
    """A page of any site."""
    return page.read_decoded(decode(body))


def read_govuk(body: bytes) -> Reading:
    """A rendered page of GOV.UK or a content-API item."""
    return govuk.read_decoded(decode(body))


def read_plain(body: bytes) -> Reading:
    """Text or Markdown."""
    return markdown.read_decoded(decode(body))
