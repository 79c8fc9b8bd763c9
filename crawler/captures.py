"""What a web archive holds of an address, by TimeMaps (RFC 7089) and CDX servers, and each capture as it was received.

Four forms are read: the link format of TimeMaps, the Internet Archive's JSON (an array of rows, the
first with their names, an empty row and a key to go on at the end), pywb's lines (CDXJ: key, time,
JSON) and its JSON lines, and the plain lines of older servers. Anything else, and what is cut,
raises ValueError.

The archive's answer is an envelope: `Memento-Datetime` and the original's address (RFC 7089) say what is
in it, its status is the archived one. Without them an answer is the archive's own: an error, a
wait, a page about the archive. What an archived answer is worth is judged like every other one.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from corpus.address import place
from crawler.outcomes import FetchFailed
from crawler.planned import Page

if TYPE_CHECKING:  # `status` reads indexes, and needs nothing that fetches
    from scrapy.http import Headers, Response

    from crawler.sources import Plan

INDEX = "captures"
"""The reader of an archive's index."""
PREFIX = b"x-archive-orig-"
"""Before the name of a header that came with the original."""
OF_THE_ARCHIVED = frozenset({"blocked", "maintenance", "suspect", "empty", "gone", "retry_later", "not_selected"})
"""Verdicts that say something of the site at that time, and nothing of the archive now."""
PLAIN = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""Fields of a plain line, in the order of every CDX server's default."""
_LINK = re.compile(r'\s*<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+))*)\s*(,|$)')
_ATTRIBUTE = re.compile(r'([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))')
_MEMENTO = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_TIME = re.compile(r"\d{14}")
_HTTP_DATE = re.compile(r"[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT")
_MONTHS = {"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * n : 3 * n + 3]: f"{n + 1:02}" for n in range(12)}


@dataclass(frozen=True, slots=True)
class Capture:
    """One copy in an archive. `time` has 14 digits, UTC; status and digest are what the archive says, or "".

    The digest is only for telling neighbours apart: what came is hashed here.
    """

    original: str
    time: str
    status: str = ""
    digest: str = ""

    @property
    def moment(self) -> str:
        """The time as ISO 8601."""
        return _moment(self.time).isoformat()


@dataclass(frozen=True, slots=True)
class CaptureIndex:
    """The captures of one answer, what to ask to go on (`resume`), and further TimeMaps it names."""

    captures: tuple[Capture, ...]
    resume: str = ""
    further: tuple[str, ...] = ()


def _moment(time: str) -> datetime:
    """The moment that fourteen digits name; raises ValueError for none. An index may have a million of them."""
    month, day, hour, minute, second = (int(time[at : at + 2]) for at in range(4, 14, 2))
    return datetime(int(time[:4]), month, day, hour, minute, second, tzinfo=UTC)


def read_index(body: bytes) -> CaptureIndex:
    """The captures in an answer, in whichever form; raises ValueError for what is none."""
    text = body.decode("utf-8", "strict").strip()
    if not text:
        return CaptureIndex(())
    if text.startswith("["):
        return _rows(json.loads(text))
    if text.startswith("<") and re.match(r"<[^<>\s]+>\s*;\s*\w+\s*=", text):
        return _time_map(text)
    return CaptureIndex(tuple(_line(line) for line in text.splitlines()))


def distinct(captures: Iterable[Capture]) -> list[Capture]:
    """Of neighbours in time with one digest the first (`collapse=digest`), for every address by itself."""
    ordered = sorted(set(captures), key=lambda capture: (capture.original, capture.time))
    runs = groupby(ordered, key=lambda capture: (capture.original, capture.digest or capture.time))
    return sorted((next(run) for _, run in runs), key=lambda capture: (capture.time, capture.original))


def _rows(rows: Any) -> CaptureIndex:
    if not rows:
        return CaptureIndex(())
    names, *rest = rows
    if not isinstance(names, list) or "timestamp" not in names or "original" not in names:
        raise ValueError("the first row does not name the columns")
    resume = ""
    if len(rest) >= 2 and rest[-2] == [] and len(rest[-1]) == 1:
        resume, rest = str(rest[-1][0]), rest[:-2]
    return CaptureIndex(tuple(_capture(dict(zip(names, row, strict=True))) for row in rest), resume)


def _line(line: str) -> Capture:
    """A line of pywb's or of an older server."""
    if line.startswith("{"):
        return _capture(json.loads(line))
    key, _, rest = line.partition(" ")
    time, _, rest = rest.partition(" ")
    if rest.startswith("{"):
        return _capture({"timestamp": time, **json.loads(rest)})
    fields = [key, time, *rest.split(" ")]
    if len(fields) < 6:
        raise ValueError(f"it has a line that is none of an index: {line[:80]!r}")
    return _capture(dict(zip(PLAIN, fields, strict=False)))


def _capture(row: Any) -> Capture:
    """A capture from named fields: the Internet Archive's names or pywb's."""
    original, time = row.get("original") or row.get("url"), str(row.get("timestamp", ""))
    if not isinstance(original, str) or not _TIME.fullmatch(time):
        raise ValueError(f"it has a row without address or time: {str(row)[:80]}")
    status = str(row.get("statuscode") or row.get("status") or "-")
    capture = Capture(original, time, status if status.isdigit() else "", str(row.get("digest") or ""))
    capture.moment  # noqa: B018 - a time that is no time raises ValueError here
    return capture


def _time_map(text: str) -> CaptureIndex:
    original, times, further, own = "", list[str](), list[str](), ""
    for url, attributes in links(text):
        relations = attributes.get("rel", "").split()
        if not relations:
            raise ValueError(f"it has a link that says nothing of itself, or is cut: {url[:120]}")
        if "original" in relations:
            original = url
        elif "memento" in relations:
            times.append(_memento(url, attributes.get("datetime", "")))
        elif "self" in relations:
            own = url
        elif "timemap" in relations:
            further.append(url)
    if not original:
        raise ValueError("it does not say which address it is about")
    found = tuple(Capture(original, time) for time in times)
    return CaptureIndex(found, "", tuple(url for url in further if url != own))


def _memento(url: str, moment: str) -> str:
    """The time of a capture by its address, whose fourteen digits are what can be asked for as it was received."""
    at = _MEMENTO.search(url)
    if not at:
        raise ValueError(f"it has a memento whose address has no time of 14 digits: {url[:120]}")
    if not moment:
        raise ValueError(f"it has a memento without a time, or is cut: {url[:120]}")
    if _digits(moment) != at[1]:
        raise ValueError(f"it has a memento of another time than its address says: {url[:120]}")
    _moment(at[1])
    return at[1]


def _digits(moment: str) -> str:
    """A date as HTTP writes it in fourteen digits; any other form of mail's dates is read as such."""
    plain = _HTTP_DATE.fullmatch(moment)
    if plain and (month := _MONTHS.get(plain[2])):
        return f"{plain[3]}{month}{plain[1]}{plain[4]}{plain[5]}{plain[6]}"
    return parsedate_to_datetime(moment).strftime("%Y%m%d%H%M%S")


def links(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Links of RFC 8288's format, one after the other; raises ValueError where the text is none, or is cut."""
    at = 0
    while at < len(text):
        found = _LINK.match(text, at)
        if not found or (found[3] == "," and found.end() == len(text)):
            raise ValueError(f"it is cut, or is no list of links, at character {at}")
        yield found[1], {name.lower(): quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(found[2])}
        at = found.end()


def is_capture(response: "Response") -> bool:
    """Whether an answer is something archived, and not the archive's own."""
    return "Memento-Datetime" in response.headers


def asked_for(capture: Capture, address: str, plan: "Plan") -> bool:
    """Whether a capture is of an address, of the time wanted, and may hold a document or lead to one."""
    day = f"{capture.time[:4]}-{capture.time[4:6]}-{capture.time[6:8]}"
    in_time = (plan.since or day) <= day <= (plan.until or day)
    return in_time and _same(capture.original, address) and capture.status[:1] in ("", "2", "3")


def check_index(page: Page, response: "Response") -> None:
    """Raise FetchFailed where an archive holds nothing of an address: no TimeMap, or an index without a line."""
    absent = response.status == 404 and b"html" not in (response.headers.get("Content-Type") or b"").lower()
    if page.reader == INDEX and (absent or (response.status == 200 and not response.body.strip())):
        raise FetchFailed("not_selected", f"the archive has no capture of {page.title}")


def opened(page: Page, response: "Response") -> "Response":
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


def _check_length(response: "Response") -> None:
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


def _as_received(response: "Response") -> "Headers":
    """The headers the original came with, where the archive kept them under names of their own."""
    headers = response.headers.copy()
    headers.pop("Content-Length", None)  # the archive's own: the connection has seen to it
    for name, values in list(response.headers.items()):
        if name.lower().startswith(PREFIX):
            headers.setlist(name[len(PREFIX) :], values)
    if response.body[:2] != b"\x1f\x8b" and b"gzip" in (headers.get("Content-Encoding") or b"").lower():
        headers.pop("Content-Encoding")  # decoded by the archive already
    return headers


def _originals(response: "Response") -> list[str]:
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
