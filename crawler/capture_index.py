"""What a web archive says it holds of an address: TimeMaps (RFC 7089) and the answers of CDX servers.

Four forms are read: the link format of TimeMaps, the Internet Archive's JSON (an array of rows, the
first with their names, an empty row and a key to go on at the end), pywb's lines (CDXJ: key, time,
JSON) and its JSON lines, and the plain lines of older servers. Anything else, and what is cut,
raises ValueError.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import groupby
from typing import Any

PLAIN = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
"""Fields of a plain line, in the order of every CDX server's default."""
_LINK = re.compile(r'\s*<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+))*)\s*(,|$)')
_ATTRIBUTE = re.compile(r'([\w*-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))')
_MEMENTO = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_TIME = re.compile(r"\d{14}")


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
        return datetime.strptime(self.time, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()


@dataclass(frozen=True, slots=True)
class CaptureIndex:
    """The captures of one answer, what to ask to go on (`resume`), and further TimeMaps it names."""

    captures: tuple[Capture, ...]
    resume: str = ""
    further: tuple[str, ...] = ()


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
    original, captures, further, own = "", list[Capture](), list[str](), ""
    for url, attributes in links(text):
        relations = attributes.get("rel", "").split()
        if not relations:
            raise ValueError(f"it has a link that says nothing of itself, or is cut: {url[:120]}")
        if "original" in relations:
            original = url
        elif "memento" in relations:
            captures.append(_memento(url, attributes.get("datetime", "")))
        elif "self" in relations:
            own = url
        elif "timemap" in relations:
            further.append(url)
    if not original:
        raise ValueError("it does not say which address it is about")
    found = tuple(Capture(original, capture.time) for capture in captures)
    return CaptureIndex(found, "", tuple(url for url in further if url != own))


def _memento(url: str, moment: str) -> Capture:
    """A capture by its address, whose fourteen digits are what can be asked for as it was received."""
    at = _MEMENTO.search(url)
    if not at:
        raise ValueError(f"it has a memento whose address has no time of 14 digits: {url[:120]}")
    if not moment:
        raise ValueError(f"it has a memento without a time, or is cut: {url[:120]}")
    if parsedate_to_datetime(moment).strftime("%Y%m%d%H%M%S") != at[1]:
        raise ValueError(f"it has a memento of another time than its address says: {url[:120]}")
    capture = Capture("", at[1])
    capture.moment  # noqa: B018 - see above
    return capture


def links(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Links of RFC 8288's format, one after the other; raises ValueError where the text is none, or is cut."""
    at = 0
    while at < len(text):
        found = _LINK.match(text, at)
        if not found or (found[3] == "," and found.end() == len(text)):
            raise ValueError(f"it is cut, or is no list of links, at character {at}")
        yield found[1], {name.lower(): quoted or bare for name, quoted, bare in _ATTRIBUTE.findall(found[2])}
        at = found.end()
