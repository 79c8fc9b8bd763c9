"""What one crawl found that earlier ones had not: changes, silent edits, withdrawals, blocks.

A pure comparison of the last sightings before a run with those of the run. A change of bytes is
no finding: the words of the document decide, as the parser's readers see them, and its own date
lines do not count. A page and its content-API rendering are one document. A landing page's
change note explains changes of the documents below it; where words changed without a new note
and without a new public date, the edit was silent.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Literal

from corpus.dated_lines import is_date_line, lines_claims
from corpus.errors import KeelingError
from corpus.snapshots import Sighting
from corpus.text import fold
from crawler.addresses import history_key
from crawler.history import History, is_missed
from crawler.outcomes import GOOD, SETTLED
from parser.read import read as read_document
from parser.readers.blocks import PAGE_METADATA, Reading, printed

Kind = Literal[
    "changed", "silent edit", "new", "withdrawn", "gone", "moved", "provisional", "blocked", "failing", "recovered"
]
CONTENT: tuple[Kind, ...] = ("changed", "silent edit", "new", "withdrawn", "gone", "moved", "provisional")
"""Findings about what was published; the others are about whether it can be reached."""
_API = "/api/content/"
_NEVER_READ = ("gone", "not_selected", "robots_forbidden", "provisional")
"""Ends of a look that brought no document and are no failure: the first document after one of them is new."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found at one document.

    `detail` says it in words, `note` is the publisher's change note, `published` and `updated`
    the publisher's dates as claimed after, `seen` our time of observation (UTC, ISO 8601).
    """

    kind: Kind
    url: str
    title: str = ""
    detail: str = ""
    note: str = ""
    published: str = ""
    updated: str = ""
    seen: str = ""
    source: str = ""
    digests: tuple[str | None, str | None] = (None, None)

    def sentence(self) -> str:
        """The finding for people."""
        named = f"{self.title} ({self.url})" if self.title else self.url
        return ": ".join(part for part in (f"{self.kind}: {named}", self.detail, self.note) if part)


def findings(
    before: Iterable[Sighting], after: Iterable[Sighting], body: Callable[[str], bytes]
) -> tuple[Finding, ...]:
    """What `after` (the sightings of one run) shows that `before` (all earlier ones) did not.

    `body` gives the bytes of a digest. Sources seen for the first time give no findings: their
    first crawl is the beginning of the record. One finding a document and kind, in order of sighting.
    """
    earlier = tuple(before)
    comparison = _Comparison(History(earlier), {s.source for s in earlier}, cache(_reader(body)), cache(body))
    found = [finding for sighting in after for finding in comparison.look(sighting)]
    return comparison.finish(found)


def _reader(body: Callable[[str], bytes]) -> Callable[[str], Reading | None]:
    def read(digest: str) -> Reading | None:
        try:
            return read_document(body(digest))
        except KeelingError:
            return None

    return read


@dataclass(slots=True)
class _Comparison:
    history: History
    sources: set[str]
    read: Callable[[str], Reading | None]
    body: Callable[[str], bytes]
    notes: dict[str, str] = field(default_factory=dict)
    moved_to: set[str] = field(default_factory=set)

    def look(self, now: Sighting) -> list[Finding]:
        """The findings of one sighting, before those of one document are joined."""
        if now.role == "robots" or now.source not in self.sources or now.outcome == "interrupted":
            return []
        known, last = self.history.reference(now.url), self.history.last(now.url)
        if now.role == "listing":  # what it says is no document; that it cannot be read any more concerns people
            return [replace(f, source=now.source, seen=now.time) for f in (self._reach(now, last),) if f]
        if now.role == "landing" and known and now.digest and known.digest:
            self._remember_note(now, known.digest, now.digest)
        if now.outcome == "moved":
            self.moved_to.add(_document(now.final_url))
        return [
            replace(f, source=now.source, seen=now.time)
            for f in (self._reach(now, last), self._text(now, known, last))
            if f
        ]

    def _reach(self, now: Sighting, last: Sighting | None) -> Finding | None:
        if last is None:
            return None
        was, reached = (self._is_reached(each) or each.outcome == "provisional" for each in (last, now))
        if was and not reached:
            kind: Kind = "blocked" if now.outcome in ("blocked", "robots_forbidden") else "failing"
            return Finding(kind, now.url, now.name, f"{now.outcome}: {now.note}".removeprefix("blocked: "))
        if not was and now.outcome in GOOD | {"withdrawn"}:
            return Finding("recovered", now.url, now.name, f"was {last.outcome}")
        return None

    def _is_reached(self, sighting: Sighting) -> bool:
        known = self.history.reference(sighting.url) is not None
        return sighting.outcome in SETTLED and not is_missed(sighting, named=False, known=known)

    def _text(self, now: Sighting, known: Sighting | None, last: Sighting | None) -> Finding | None:
        if now.outcome in ("gone", "moved"):
            fresh = known is not None and last is not None and last.outcome != now.outcome
            detail = (now.note or f"status {now.http_status}") if now.outcome == "gone" else f"now at {now.final_url}"
            kind: Kind = "gone" if now.outcome == "gone" else "moved"
            return Finding(kind, now.url, now.name, detail) if fresh else None
        if now.outcome == "withdrawn":
            return None if known and known.outcome == "withdrawn" else Finding("withdrawn", now.url, now.name)
        if now.outcome == "provisional":
            again = last is not None and last.outcome == "provisional" and last.digest == now.digest
            return None if again else Finding("provisional", now.url, now.name, now.note)
        if now.outcome != "ok" or now.digest is None:
            return None
        if known is None or known.digest is None:
            return self._new(now, last)
        return self._changed(now, known.digest, now.digest)

    def _new(self, now: Sighting, last: Sighting | None) -> Finding | None:
        if now.role != "document" or (last is not None and last.outcome not in _NEVER_READ):
            return None
        return Finding("new", now.url, now.name, digests=(None, now.digest))

    def _changed(self, now: Sighting, old: str, new: str) -> Finding | None:
        if old == new:
            return None
        before, after = self.read(old), self.read(new)
        if before is None or after is None:
            return Finding(
                "changed", now.url, now.name, "the bytes changed; no reader can compare the words", digests=(old, new)
            )
        edits = _edits(_lines(before), _lines(after))
        if not edits:
            return None
        was, dated = _dates(before), _dates(after)
        silent = all(was[key] <= dated[key] for key in was) and _printed_day(after) <= _printed_day(before)
        return Finding(
            "silent edit" if silent else "changed",
            now.url,
            after.title or now.name,
            edits,
            published=max(dated["published"], default=""),
            updated=max(was["updated"] & dated["updated"] or dated["updated"], default=""),
            digests=(old, new),
        )

    def _remember_note(self, now: Sighting, old: str, new: str) -> None:
        fresh = [note for note in _change_notes(self.body(new)) if note not in _change_notes(self.body(old))]
        if fresh:
            self.notes[_document(now.url)] = "; ".join(" ".join(note.split()) for note in fresh)

    def finish(self, found: list[Finding]) -> tuple[Finding, ...]:
        """One finding for each document: renderings joined, landing pages into what stands below them."""
        joined: dict[tuple[str, str], Finding] = {}
        for finding in found:
            document = _document(finding.url)
            if finding.kind == "new" and document in self.moved_to:
                continue
            group = "text" if finding.kind in ("changed", "silent edit") else str(finding.kind)
            mine = joined.setdefault((document, group), finding)
            if _API in mine.url and _API not in finding.url:
                joined[document, group] = finding
        for (document, group), finding in list(joined.items()):
            if group == "text":
                joined[document, group] = self._explained(document, finding)
        edited = {document for document, group in joined if group == "text"}
        below = {landing for landing in edited if any(other.startswith(f"{landing}/") for other in edited)}
        return tuple(
            finding for (document, group), finding in joined.items() if not (group == "text" and document in below)
        )

    def _explained(self, document: str, finding: Finding) -> Finding:
        """A new change note, its own or that of the page above, says that the edit was not silent."""
        note = self.notes.get(document) or self.notes.get(document.rpartition("/")[0], "")
        return replace(finding, kind="changed", note=note) if note else finding


def _document(url: str) -> str:
    """A page and its content-API rendering are one document."""
    return history_key(url.replace(_API, "/", 1))


def _dates(reading: Reading) -> dict[str, set[str]]:
    """The publisher's dates. A page may claim several; a new public date takes the place of the old one."""
    return {key: {value for name, value in reading.metadata if name == key} for key in ("published", "updated")}


def _printed_day(reading: Reading) -> str:
    """The last day on which the page's own lines, or those set apart as its data, say that it was published or updated.

    A site that says it only in words is not silent about its edits.
    """
    lines = (fold(printed(block)) for block in reading.blocks if block.rule in ("", PAGE_METADATA))
    stated = (event for event in lines_claims(line for line in lines if line) if event.type in ("published", "updated"))
    return max((event.date.isoformat() for event in stated if event.date), default="")


def _lines(reading: Reading) -> list[str]:
    """The document's own words, block by block, without its date lines and without furniture."""
    texts = (fold(printed(block)) for block in reading.blocks if not block.rule)
    return [text for text in texts if text and not is_date_line(text)]


def _edits(before: list[str], after: list[str]) -> str:
    """The first place that differs, words before and after; empty where nothing does."""
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            old, new = " ".join(before[i:j]).split(), " ".join(after[k:m]).split()
            return _excerpt(old, new)
    return ""


def _excerpt(old: list[str], new: list[str], around: int = 4, longest: int = 30) -> str:
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    end = next((n for n, (a, b) in enumerate(zip(reversed(old), reversed(new), strict=False)) if a != b), 0)
    end = min(end, len(old) - start, len(new) - start)
    parts = [
        " ".join(words[max(0, start - around) : max(start, len(words) - end) + around][:longest])
        for words in (old, new)
    ]
    return (
        f"“{parts[0]}” became “{parts[1]}”"
        if parts[0] and parts[1]
        else f"added: “{parts[1]}”"
        if parts[1]
        else f"no longer there: “{parts[0]}”"
    )


def _change_notes(body: bytes) -> list[str]:
    """The notes of a content-API answer's change history."""
    try:
        data: Mapping[str, Any] = json.loads(body)
        return [str(entry["note"]) for entry in data["details"]["change_history"]]
    except (ValueError, KeyError, TypeError):
        return []
