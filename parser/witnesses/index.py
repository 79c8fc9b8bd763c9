"""The index of measures against the measures: one entry for each, with its title, in the same order."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from corpus.citation import label_key
from corpus.text import caseless
from parser.witnesses.evidence import Evidence, Hearing, Seat
from parser.witnesses.order import rising

_INDEX = re.compile(
    r"\b(?:index|table|list) of (?:the )?(?:recommended )?(?:measures|recommendations)\b", re.IGNORECASE
)


def index(evidence: Evidence) -> Hearing:
    """Every entry names a measure of the code and its title, every measure has an entry; both go in one order."""
    hearing = Hearing()
    entries = [seat for seat in evidence.seats if seat.node.kind == "index_entry"]
    measures = {label_key(s.node.label): s for s in evidence.seats if s.node.kind == "measure" and s.node.label}
    if not entries or not measures:
        _announced(evidence, bool(measures), hearing)
        return hearing
    titles: dict[str, list[str]] = defaultdict(list)
    for seat in measures.values():
        titles[_words(seat)].append(seat.node.label or "")
    for entry in entries:
        _entry(entry, measures, titles, hearing)
    named = {_key(entry) for entry in entries}
    for key, seat in measures.items():
        if key not in named:
            hearing.doubt("index", seat.node.label or "", "a measure that the index does not have")
    _order([entry for entry in entries if _key(entry) in measures], measures, hearing)
    return hearing


def _announced(evidence: Evidence, measures: bool, hearing: Hearing) -> None:
    """A heading that announces an index of the measures, below which no entry was found."""
    for seat in evidence.seats if measures else ():
        if seat.node.heading and _INDEX.search(seat.node.heading):
            hearing.doubt("index", seat.within or seat.node.heading, "an index of measures without an entry")
            return


def _entry(entry: Seat, measures: Mapping[str, Seat], titles: Mapping[str, Sequence[str]], hearing: Hearing) -> None:
    own = measures.get(_key(entry))
    label = entry.node.label or ""
    if own is None:
        hearing.doubt("index", label, "an entry of the index without a measure")
        return
    words, title = _words(entry), _words(own)
    others = [other for other in titles.get(words, ()) if label_key(other) != _key(entry)]
    if words == title or not words or not title:
        hearing.agrees += 1
    elif others:
        hearing.doubt("index", label, f"has the title of {others[0]}")
    else:
        hearing.doubt("heading", label, f"its title is not that of the measure, {own.node.heading!r}")


def _order(entries: Sequence[Seat], measures: Mapping[str, Seat], hearing: Hearing) -> None:
    """An entry that stands after one whose measure comes later."""
    kept = rising([[measures[_key(entry)].place] for entry in entries])
    for number, entry in enumerate(entries):
        if number not in kept:
            hearing.doubt("index", entry.node.label or "", "stands elsewhere in the index than its measure in the code")


def _key(entry: Seat) -> str:
    return label_key((entry.node.label or "").removeprefix("Index/"))


def _words(seat: Seat) -> str:
    return caseless(seat.node.heading or "")
