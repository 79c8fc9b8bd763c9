"""Lists of headings that a document gives beside its text: its contents, a PDF's bookmarks and tags.

Each entry must come again as the heading of a provision, in the order of the list.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.citation import label_key
from corpus.text import caseless, letters
from corpus.work import DoubtKind, WitnessKind
from parser.codes.contents_list import unpaged
from parser.witnesses.evidence import Evidence, Hearing, Place
from parser.witnesses.order import rising

_NO_ENTRY = re.compile(
    r"(?:table of )?contents(?: page)?[:.]?|in this document[:.]?|print this page|(?:show|hide) all(?: sections)?",
    re.IGNORECASE,
)
_NAMES_ITSELF = re.compile(r"\s*(?:table of )?contents\s*", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?P<word>Section|Part|Chapter|Annex|Schedule|Appendix)\s+)?"
    r"(?P<number>[A-Z]{2,8}[ \u00a0]?[A-Z]{1,2}\d{1,3}[A-Z]?|\d{1,3}(?:\.\d{1,3})*|[A-Z](?=[.:\s]))"
    r"[.:)]?\s+(?P<words>\S.*)",
    re.DOTALL,
)
_MARKS = re.compile(r"\s*\[(?:foot)?note \d+\]")
_FEWEST = 2
"""Entries that must come again before a list of contents is believed: a stray line is no witness."""
_Found = tuple[str, Sequence[Place]]
"""An entry of a list and the places of its words."""
_MANY = 40
"""Headings of one wording from which on each entry is held against those near its own place only."""


def contents(evidence: Evidence) -> Hearing:
    """The list of contents that the document prints."""
    blocks = [block for block in evidence.reading.blocks if block.rule in ("contents-list", "contents")]
    entries = [f"{block.marker} {line}".strip() for block in blocks for line in block.text.split("\n")]
    named = [entry for entry in entries if letters(entry) and not _NO_ENTRY.fullmatch(entry)]
    found = _found(named, evidence)
    hearing = _hold(found, evidence, "contents")
    if hearing.agrees >= _FEWEST and not hearing.doubts:
        _omitted(found, evidence, hearing)
    return hearing


def _omitted(found: Sequence[_Found], evidence: Evidence, hearing: Hearing) -> None:
    """A section that a list passes over: it names those on both sides, and every entry has its provision."""
    listed = {place.place[0] for _, places in found for place in places if place.heading}
    sections = [seat for seat in evidence.seats if seat.node.kind in ("section", "measure") and seat.node.label]
    for before, seat, after in zip(sections, sections[1:], sections[2:], strict=False):
        alike = before.above == seat.above == after.above
        if alike and seat.place not in listed and before.place in listed and after.place in listed:
            hearing.doubt("contents", seat.node.label or "", "the list of contents passes over it")


def headings(evidence: Evidence) -> Hearing:
    """The headings that the format marks; what an instrument inserts is not in its tree."""
    blocks = () if evidence.effects else evidence.reading.blocks
    marked = [block for block in blocks if block.style == "heading" and block.level and not block.rule]
    entries = [f"{block.marker} {block.text}".strip() for block in marked if block.text]
    return _hold(_found(entries, evidence), evidence, "headings")


def bookmarks(evidence: Evidence) -> Hearing:
    """The bookmarks of a PDF."""
    entries = [each.text for each in evidence.reading.stated if each.kind == "bookmarks"]
    return _hold(_found(entries, evidence), evidence, "bookmarks")


def tags(evidence: Evidence) -> Hearing:
    """The headings among a PDF's tags."""
    entries = [each.text for each in evidence.reading.stated if each.kind == "tags"]
    return _hold(_found(entries, evidence), evidence, "tags")


def _hold(every: Sequence[_Found], evidence: Evidence, witness: WitnessKind) -> Hearing:
    hearing = Hearing()
    inserted = _inserted(evidence) if every else ()
    found = [(entry, places) for entry, places in every if caseless(entry) not in inserted]
    if sum(bool(each) for _, each in found) < _FEWEST:
        return hearing
    in_order = rising(list(_candidates([each for _, each in found])))
    for number, (entry, each) in enumerate(found):
        headings = [place for place in each if place.heading]
        if number in in_order:
            hearing.agrees += 1
        elif headings:
            hearing.doubt(
                "order", headings[0].label or entry, f"the {witness} name it in another place: {entry[:80]!r}"
            )
        else:
            _missing(entry, each, evidence, witness, hearing)
    return hearing


def _candidates(found: Sequence[Sequence[Place]]) -> Iterator[list[tuple[int, int]]]:
    """The headings that each entry may name. Of a heading that recurs very often ("Application" in every measure)
    only those about as far down the tree as the entry is among its equals: all with all would be their square.
    """
    wanted, seen = Counter(map(id, found)), Counter[int]()
    nodes = {key: _by_node(each) for key, each in {id(each): each for each in found}.items()}
    for key in map(id, found):
        named = nodes[key]
        at, reach = seen[key], _MANY // 2 + abs(len(named) - wanted[key])
        near = named[max(at - reach, 0) : at + reach + 1] if len(named) > _MANY else named
        yield [place for places in near for place in places]
        seen[key] += 1


def _by_node(places: Sequence[Place]) -> list[list[tuple[int, int]]]:
    """The headings among these places, those of one node together."""
    headings = dict.fromkeys(place.place for place in places if place.heading)
    return [list(group) for _, group in groupby(headings, key=lambda place: place[0])]


def _missing(entry: str, places: Sequence[Place], evidence: Evidence, witness: WitnessKind, hearing: Hearing) -> None:
    """An entry that is no heading of the tree: its words stand there as text, or not at all."""
    number = _NUMBER.match(entry)
    if places:
        kind: DoubtKind = "label" if number else "heading"
        hearing.doubt(kind, places[0].label or entry[:80], f"a heading in the {witness}, read as text: {entry[:80]!r}")
    elif number and not _has_number(number, evidence):
        hearing.doubt("contents", entry[:80], f"an entry of the {witness} without a provision")
    elif not _NAMES_ITSELF.fullmatch(entry):  # the head of a contents list is dropped with the list, by its own rule
        hearing.doubt("heading", entry[:80], f"an entry of the {witness} without a heading")


def _has_number(number: re.Match[str], evidence: Evidence) -> bool:
    own = number["number"]
    return any(
        label_key(label) in evidence.labels for label in (own, f"Section {own}", f"{number['word'] or 'Section'} {own}")
    )


def _found(entries: Sequence[str], evidence: Evidence) -> list[_Found]:
    """Each entry with the places of its words, with its page number or without, with its own number or without."""
    keys = [_keys(entry) for entry in entries]
    places = evidence.places(frozenset(key for own in keys for key in own)) if keys else {}
    return [
        (entry, next((places[key] for key in own if key in places), ()))
        for entry, own in zip(entries, keys, strict=True)
    ]


def _keys(entry: str) -> list[str]:
    """The words by which an entry is looked for, the whole first, caseless."""
    plain = unpaged(_MARKS.sub("", entry) if "[" in entry else entry)
    number = _NUMBER.match(plain)
    return [key for text in (entry, plain, number["words"] if number else "") if (key := caseless(text))]


def _inserted(evidence: Evidence) -> frozenset[str]:
    """Headings of what an instrument inserts, which stand in its pages and not among its own provisions."""
    nodes = [node for effect in evidence.effects for root in effect.content for node in root.walk() if node.heading]
    return frozenset(caseless(f"{own} {node.heading}") for node in nodes for own in ("", node.printed))
