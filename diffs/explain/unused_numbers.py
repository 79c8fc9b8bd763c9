"""Numbers set aside and gaps: so that a gap is never taken for loss, and a later fill is recognised."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.citation import Citation, label_key
from corpus.errors import CitationError
from corpus.provision import walk
from corpus.work import Expression

_SERIES = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One number that is or was not used.

    `state`: `reserved` (set aside, with words that say why), `gap` (nothing known explains it) or
    `filled` (set aside by the document named, used by this version). `by` is the document that says so.
    """

    label: str
    state: Literal["reserved", "gap", "filled"]
    reason: str = ""
    by: str = ""


def ledger(version: Expression, others: Sequence[Expression] = ()) -> tuple[Entry, ...]:
    """Every number set aside for a version and every gap in its measures, in the order of numbers.

    `others` are documents that may say why: earlier versions, instruments, consultation drafts.
    """
    used = {node.key for node in walk(version.provisions) if node.label}
    said: dict[str, Entry] = {}
    for document in (version, *others):
        for entry in document.reserved:
            key = entry.key
            state: Literal["reserved", "filled"] = "filled" if key in used else "reserved"
            name = document.version or document.work or document.title
            said.setdefault(key, Entry(entry.label, state, entry.reason, name))
    open_gaps = [Entry(label, "gap") for label in gaps(version) if label_key(label) not in said]
    return tuple(sorted((*said.values(), *open_gaps), key=lambda entry: Citation.parse(entry.label).sort_key()))


def gaps(version: Expression) -> tuple[str, ...]:
    """Labels of measures that would stand between two measures of a series and do not: C9, C10 between C8 and C11."""
    numbers: dict[str, set[int]] = {}
    for label in _measures(version):
        match = _SERIES.match(label.number)
        if match and match.end() == len(label.number):
            numbers.setdefault(f"{label.prefix} {match[1]}".strip(), set()).add(int(match[2]))
    return tuple(
        f"{series}{number}"
        for series, known in numbers.items()
        for number in range(min(known), max(known))
        if number not in known
    )


def _measures(version: Expression) -> Iterable[Citation]:
    for node in walk(version.provisions):
        if node.kind == "measure" and node.label:
            try:
                yield Citation.parse(node.label)
            except CitationError:
                continue


def filled(before: Expression, after: Expression) -> tuple[Entry, ...]:
    """Numbers that the earlier version held in reserve or left open and the later one uses."""
    used = {node.key for node in walk(after.provisions) if node.label}
    return tuple(entry for entry in ledger(before) if entry.state != "filled" and label_key(entry.label) in used)
