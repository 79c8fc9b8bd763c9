"""Style sheets that a saved page carries beside it: put where the page links to them, as `data:` addresses.

A browser that saves a page as one file keeps its style sheets as parts of that file, each with its address or
content id. What they hide is hidden from a reader too, so that the page must be read with them.
"""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from parser.readers.saved.parts import Part

LINK = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_HREF = re.compile(
    rb"(?P<name>\bhref\s*=\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+))", re.IGNORECASE
)
KIND = "text/css"


def with_sheets(page: Part, sheets: Mapping[str, bytes]) -> Part:
    """The page with each carried sheet at its links; `sheets` are their words by address or content id (`cid:…`)."""
    if not sheets:
        return page
    return replace(
        page, body=LINK.sub(lambda link: _HREF.sub(lambda href: _put(href, page, sheets), link[0]), page.body)
    )


def linked_sheets(body: bytes) -> Iterator[str]:
    """The addresses of the style sheets that a page links to, as it writes them."""
    for link in LINK.findall(body):
        href = _HREF.search(link) if b"stylesheet" in link.lower() else None
        if href:
            yield _address(href)


def _address(href: re.Match[bytes]) -> str:
    written = href["double"] or href["single"] or href["bare"] or b""
    return written.decode("utf-8", "replace").replace("&amp;", "&").strip()


def _put(href: re.Match[bytes], page: Part, sheets: Mapping[str, bytes]) -> bytes:
    address = _address(href)
    sheet = sheets.get(address, sheets.get(urljoin(page.location, address)))
    if sheet is None:
        return href[0]
    return href["name"] + b'"data:text/css;base64,' + b64encode(sheet) + b'"'
