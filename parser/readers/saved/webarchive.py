"""Safari's webarchive: a property list with the page, and the pages in its frames."""

import plistlib
from typing import Any
from xml.parsers.expat import ExpatError

from corpus.errors import UnreadableInput
from parser.readers.saved.carried_sheets import KIND, with_sheets
from parser.readers.saved.parts import Part, Saved

_MAIN = b"WebMainResource"
_DEEPEST = 20
_DAMAGE = (
    plistlib.InvalidFileException, ExpatError, KeyError, TypeError, AttributeError, ValueError, RecursionError,
    OverflowError,
)  # fmt: skip


def is_webarchive(body: bytes) -> bool:
    """Whether a file is a property list that holds a page."""
    return (body.startswith(b"bplist0") or b"<plist" in body[:1024]) and _MAIN in body


def open_webarchive(body: bytes) -> Saved:
    """The page in the archive; raises UnreadableInput for a damaged one."""
    try:
        held = plistlib.loads(body)
        return Saved("webarchive", (_part(held),), tuple(_frames(held)))
    except _DAMAGE:
        raise UnreadableInput("the webarchive is damaged; save the page again, as HTML or PDF") from None


def _part(archive: Any) -> Part:
    resource = archive["WebMainResource"]
    charset = resource.get("WebResourceTextEncodingName", "")
    kind = str(resource.get("WebResourceMIMEType", "text/html"))
    page = Part(
        bytes(resource["WebResourceData"]),
        f"{kind}; charset={charset}" if charset else kind,
        str(resource.get("WebResourceURL", "")),
    )
    return with_sheets(page, _sheets(archive))


def _sheets(archive: Any) -> dict[str, bytes]:
    """The style sheets that the page was saved with, by address."""
    carried = archive.get("WebSubresources", ())
    sheets = (each for each in carried if str(each.get("WebResourceMIMEType", "")).lower() == KIND)
    return {str(each["WebResourceURL"]): bytes(each["WebResourceData"]) for each in sheets}


def _frames(archive: Any, depth: int = 0) -> list[Part]:
    """The pages in frames, those in their frames included."""
    inner = archive.get("WebSubframeArchives", ()) if depth < _DEEPEST else ()
    return [part for each in inner for part in (_part(each), *_frames(each, depth + 1))]
