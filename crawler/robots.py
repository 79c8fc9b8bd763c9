"""keeling's own robots.txt gate (RFC 9309), stricter where we would have to guess.

Rules that were read are obeyed. A site without rules (404, 410) may be asked. Where the rules
cannot be read - no answer, a server error, 429, a refusal, a page in place of the file - nothing
is asked at all. What is no text, or has no line of such a file, is no permission either. Redirects
are followed to allowed addresses only, five at most.
"""

import codecs
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from protego import Protego
from scrapy.http import Response

from crawler.addresses import Allowed, absolute
from crawler.decoding import decode
from crawler.outcomes import FetchFailed
from crawler.scoring import score_status, sniff

AGENT = "keeling"
"""The product token that a site's rules can name."""
SIZE = 500 * 1024
"""What RFC 9309 2.5 asks crawlers to parse at least; more is cut there."""
LONGEST = 64 * SIZE
_LINE = re.compile(
    r"^\s*(?:user-?\s?agent|(?:dis)?allow|site-?\s?map|crawl-?\s?delay|host|clean-param|request-rate|visit-time|noindex)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_SAID = re.compile(r"^\s*[^\s#]", re.MULTILINE)
"""Anything but comments."""
HOPS = 5
LONGEST_DELAY = 60.0

Fetch = Callable[[str], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a site permits. `unreachable` says why its rules are not known; then nothing is asked."""

    parsed: Protego | None = None
    unreachable: str = ""

    def refusal(self, url: str) -> FetchFailed | None:
        """Why this address may not be asked, or None."""
        if self.unreachable:
            return FetchFailed("robots_unreachable", self.unreachable)
        if self.parsed is not None and not self.parsed.can_fetch(url, AGENT):
            return FetchFailed("robots_forbidden", "robots.txt does not allow this address")
        return None

    def delay(self) -> float:
        """Seconds between requests that the site asks for."""
        wanted = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(float(wanted or 0.0), LONGEST_DELAY)


async def read_rules(site: str, fetch: Fetch, allowed: Allowed) -> Rules:
    """The rules of a site (`https://www.gov.uk`); never raises for what the site does."""
    url = f"{site}/robots.txt"
    try:
        for _ in range(HOPS + 1):
            response = await fetch(url)
            target = response.headers.get("Location")
            if response.status not in (301, 302, 303, 307, 308) or not target:
                return _rules(response)
            url = absolute(target.decode("latin-1"), url)
            if reason := allowed.refusal(url):
                return Rules(unreachable=f"robots.txt of {site} redirects to {url}: {reason}")
    except FetchFailed as failed:
        return Rules(unreachable=f"robots.txt of {site} could not be read: {failed.detail}")
    return Rules(unreachable=f"robots.txt of {site} redirects more than {HOPS} times")


def _rules(response: Response) -> Rules:
    if 400 <= response.status < 500 and response.status not in (401, 403, 407, 408, 425, 429, 451):
        return Rules()
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    try:
        score_status(response.status, headers, response.body)
    except FetchFailed as failed:
        return Rules(unreachable=f"robots.txt could not be read: {failed.detail}")
    try:
        text = _text(decode(response.body, headers.get("content-encoding", ""), LONGEST))
    except (FetchFailed, UnicodeDecodeError) as error:
        return Rules(unreachable=f"robots.txt could not be read: {error}")
    if sniff(text[:1024].encode()) == "html":
        return Rules(unreachable="a page stands in place of robots.txt")
    if text.strip() and not _LINE.search(text) and _SAID.search(text):
        return Rules(unreachable="what stands in place of robots.txt has no line of a robots.txt")
    return Rules(Protego.parse(text[:SIZE]))


def _text(body: bytes) -> str:
    """The text of a robots.txt: UTF-8, or UTF-16 where its mark says so; raises UnicodeDecodeError for other bytes."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16")
    text = body.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    strange = sum((not char.isprintable() and char not in "\t\r\n\x0b\x0c") or char == "\ufffd" for char in text[:4096])
    if "\0" in text or strange > max(len(text[:4096]) // 20, 2):
        raise UnicodeDecodeError("utf-8", body[:16], 0, 1, "it is no text")
    return text
