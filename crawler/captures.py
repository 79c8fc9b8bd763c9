"""One capture of a web archive: is it what was asked for, and what was it when it was received?

The archive's answer is an envelope: `Memento-Datetime` and the original's address (RFC 7089) say what is
in it, its status is the archived one. Without them an answer is the archive's own: an error, a
wait, a page about the archive. What an archived answer is worth is judged like every other one.
"""

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.http import Headers, Response

from corpus.address import place
from crawler.capture_index import Capture
from crawler.outcomes import FetchFailed
from crawler.planned import Page

if TYPE_CHECKING:
    from crawler.sources import Plan

INDEX = "captures"
"""The reader of an archive's index."""
PREFIX = b"x-archive-orig-"
"""Before the name of a header that came with the original."""
OF_THE_ARCHIVED = frozenset({"blocked", "maintenance", "suspect", "empty", "gone", "retry_later", "not_selected"})
"""Verdicts that say something of the site at that time, and nothing of the archive now."""


def is_capture(response: Response) -> bool:
    """Whether an answer is something archived, and not the archive's own."""
    return "Memento-Datetime" in response.headers


def asked_for(capture: Capture, address: str, plan: "Plan") -> bool:
    """Whether a capture is of an address, of the time wanted, and may hold a document or lead to one."""
    day = f"{capture.time[:4]}-{capture.time[4:6]}-{capture.time[6:8]}"
    in_time = (plan.since or day) <= day <= (plan.until or day)
    return in_time and _same(capture.original, address) and capture.status[:1] in ("", "2", "3")


def check_index(page: Page, response: Response) -> None:
    """Raise FetchFailed where an archive holds nothing of an address: no TimeMap, or an index without a line."""
    absent = response.status == 404 and b"html" not in (response.headers.get("Content-Type") or b"").lower()
    if page.reader == INDEX and (absent or (response.status == 200 and not response.body.strip())):
        raise FetchFailed("not_selected", f"the archive has no capture of {page.title}")


def opened(page: Page, response: Response) -> Response:
    """The archived answer in an archive's; raises FetchFailed where it is another one than asked for.

    An answer without `Memento-Datetime` that is an error is the archive's own and given back as it is.
    """
    moment = (response.headers.get("Memento-Datetime") or b"").decode("latin-1")
    if not moment:
        if response.status < 400:
            raise FetchFailed("content_invalid", "the archive gave no capture: its answer has no Memento-Datetime")
        return response
    if _iso(moment) != page.archived:
        raise FetchFailed("content_invalid", f"a capture of another time: {moment}")
    for original in _originals(response):
        if not _same(original, page.original):
            raise FetchFailed("content_invalid", f"a capture of another address: {original}")
    received = response.replace(headers=_as_received(response))
    _check_length(received)
    return received


def _check_length(response: Response) -> None:
    """Raise FetchFailed for a capture shorter than the site said, or where the site did not say how long it is."""
    said = (response.headers.get("Content-Length") or b"").decode("latin-1")
    coded = response.headers.get("Content-Encoding")
    if said.isascii() and said.isdigit() and not coded and len(response.body) < int(said):
        raise FetchFailed("truncated", f"the capture has {len(response.body)} of {said} bytes")


def of_the_archived(failed: FetchFailed) -> FetchFailed:
    """A failure of what was archived: it is no version, and nobody has anything to do."""
    if failed.outcome not in OF_THE_ARCHIVED:
        return failed
    return FetchFailed("not_selected", f"what was archived is no document: {failed.outcome}, {failed.detail}")


def _as_received(response: Response) -> Headers:
    """The headers the original came with, where the archive kept them under names of their own."""
    headers = Headers(response.headers)
    headers.pop("Content-Length", None)  # the archive's own: the connection has seen to it
    for name, values in list(response.headers.items()):
        if name.lower().startswith(PREFIX):
            headers.setlist(name[len(PREFIX) :], values)
    if response.body[:2] != b"\x1f\x8b" and b"gzip" in (headers.get("Content-Encoding") or b"").lower():
        headers.pop("Content-Encoding")  # decoded by the archive already
    return headers


def _originals(response: Response) -> list[str]:
    from crawler.capture_index import links

    text = b", ".join(response.headers.getlist("Link")).decode("latin-1")
    return [url for url, attributes in links(text) if "original" in attributes.get("rel", "").split()]


def _same(one: str, other: str) -> bool:
    """Whether two addresses are one document's: archives drop `www.` and the scheme, sites change `v=NNN`."""
    return place(one).removeprefix("www.") == place(other).removeprefix("www.")


def _iso(moment: str) -> str:
    try:
        return parsedate_to_datetime(moment).astimezone(UTC).isoformat()
    except (ValueError, TypeError):
        return ""
