"""Defined terms where they stand in a text: which definition counts there, and what only looks like the term."""

import re
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.ask import versions
from db.ask.query import Row
from db.ask.rows import ProvisionRow, VersionRow

WHOLE = ("Section", "Annex", "Part", "Chapter", "Schedule")
"""A definition of one of these counts in the whole code; one of a measure in that measure only."""
KINDS = ("paragraph", "subparagraph", "text", "definition")
_FIXED = re.compile(
    r"\b(?:into|on|of|to|no|by all|take|taking|taken)\s+account\b|\baccount\s+(?:for|of)\b|\baccountab\w+"
    r"|\bin\s+(?:service|light|case|terms|course|respect|relation|part|accordance|general|particular)\b"
    r"|\bas\s+(?:a\s+)?result\b",
    re.IGNORECASE,
)
"""Fixed phrases in which a word is not the defined term: what is taken into account is nobody's account."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The defined terms of a version: by folded term its definitions, and a pattern that finds any of them."""

    by_term: dict[str, list[Row]]
    pattern: re.Pattern[str] | None

    def found(self, row: ProvisionRow, measure: str) -> Iterator[tuple[int, int, Row]]:
        """Where a provision's words use a term for the first time: start, end, the definition that counts there."""
        if self.pattern is None or row.kind not in KINDS:
            return
        seen: set[str] = set()
        for start, stop, term in self.uses(row.text):
            if term in seen or (definition := self.meant(term, measure)) is None or definition["id"] == row.id:
                continue
            seen.add(term)
            yield start, stop, definition

    def uses(self, words: str) -> Iterator[tuple[int, int, str]]:
        """Every use of a defined term: start, end, the term folded; fixed phrases are none."""
        if self.pattern is None:
            return
        fixed = [match.span() for match in _FIXED.finditer(words)]
        for match in self.pattern.finditer(words):
            start, stop = match.span("term")
            if not any(begin <= start and stop <= end for begin, end in fixed):
                yield start, stop, match["term"].casefold()

    def meant(self, term: str, measure: str) -> Row | None:
        """The definition of a term that counts in a measure: its own before that of the whole code."""
        known = self.by_term.get(term, [])
        own = next((row for row in known if measure and row["scope"] == measure), None)
        return own or next((row for row in known if not row["scope"] or row["scope"].startswith(WHOLE)), None)


KEPT = 24
_kept: "OrderedDict[tuple[str, str], Terms]" = OrderedDict()
_lock = threading.Lock()


def terms_of(connection: sqlite3.Connection, version: VersionRow) -> Terms:
    """The terms of a version; those of the last few versions are kept."""
    key = (version.id, version.content_hash)
    with _lock:
        found = _kept.pop(key, None)
    made = found or terms(versions.definitions(connection, version.id))
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made


def terms(definitions: Sequence[Row]) -> Terms:
    """The terms of a version from the rows of its definitions, the longest term first."""
    by_term: dict[str, list[Row]] = {}
    for row in definitions:
        by_term.setdefault(row["term"].casefold(), []).append(row)
    words = "|".join(re.escape(term) for term in sorted(by_term, key=len, reverse=True) if len(term) > 1)
    pattern = re.compile(rf"(?<!\w)(?P<term>{words})(?:s|es)?(?!\w)", re.IGNORECASE) if words else None
    return Terms(by_term, pattern)
