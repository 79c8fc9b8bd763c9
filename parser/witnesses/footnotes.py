"""Footnotes against the marks that refer to them: each mark has a note, each note a mark."""

import re
from collections import Counter

from parser.witnesses.evidence import Evidence, Hearing

_IN_WORDS = re.compile(
    r"\[(?:see |refer to )?(?:foot|end)?note \d{1,3}\]|[¹⁴⁵⁶⁷⁸⁹](?<=[a-z]{3}.)|[¹²³⁴⁵⁶⁷⁸⁹](?<=[.,;:)”].)", re.IGNORECASE
)
"""A reference that an author wrote by hand, `[see note 2]`; a raised figure that is no exponent."""
_FIRST = re.compile(r"[\[¹²³⁴⁵⁶⁷⁸⁹]")
"""How one begins: most texts have none, and a look for the whole takes ten times as long."""


def footnotes(evidence: Evidence) -> Hearing:
    """Marks and notes are one to one; a document without any note whose text refers to some is one doubt."""
    hearing = Hearing()
    _hear_in_words(evidence, hearing)
    notes = Counter(note.num for note in evidence.footnotes)
    nodes = [(seat.within, seat.node) for seat in evidence.seats if seat.node.marks]
    inserted = ((e.label or "", node) for e in evidence.effects for root in e.content for node in root.walk())
    nodes += [(label, node) for label, node in inserted if node.marks]
    if not notes:
        first = next(((within, mark) for within, node in nodes for mark in node.marks), None)
        if first is not None:
            hearing.doubt("footnote", first[0], f"refers to note {first[1].num!r}; the document has no notes at all")
        return hearing
    marked: Counter[str] = Counter()
    for within, node in nodes:
        for mark in node.marks:
            marked[mark.num] += 1
            if not notes[mark.num]:
                hearing.doubt("footnote", within, f"refers to note {mark.num!r}, which is not in the document")
    for num, count in notes.items():
        if num and count > 1 and 0 < marked[num] < count:
            hearing.doubt("footnote", f"note {num}", f"{count} notes have the number, {marked[num]} marks refer to it")
    _referred(evidence, marked, hearing)
    return hearing


def _hear_in_words(evidence: Evidence, hearing: Hearing) -> None:
    """References to notes that stand in the words and are tied to none: one doubt for all of them."""
    texts = ((seat, seat.node.text) for seat in evidence.seats)
    begun = ((seat, text) for seat, text in texts if ("[" in text or not text.isascii()) and _FIRST.search(text))
    found = [(seat, match[0]) for seat, text in begun for match in _IN_WORDS.finditer(text)]
    if found:
        seat, words = found[0]
        more = f" ({len(found)} of the kind)" if len(found) > 1 else ""
        hearing.doubt("footnote", seat.within, f"{words} stands in the words and is tied to no note{more}")


def _referred(evidence: Evidence, marked: Counter[str], hearing: Hearing) -> None:
    """Each note has a mark; a further paragraph of a note has no number of its own and needs none."""
    goes_on = False
    for note in evidence.footnotes:
        goes_on = bool(note.num) or goes_on
        if marked[note.num]:
            hearing.agrees += 1
        elif note.num or not goes_on:
            hearing.doubt("footnote", f"note {note.num}".strip(), f"nothing refers to it: {note.text[:60]!r}")
