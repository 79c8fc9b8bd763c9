"""Which work a document is: a catalogued one, or one of its own.

A catalogued work is told by its addresses, by a person's word (`--work`) or by itself (`db.build.catalogued`). Anything
else is a work of its own, whatever it calls itself: the same address, the same number and title, or the same title of
one origin with words in common make one work; on other sites only the words do. Numbers that contradict each other
never make one work, a title alone never does. What may be taken for another document is said (`Named.doubts`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from corpus.address import host, place
from corpus.catalogue import Catalogue
from corpus.identifiers import contradicts
from corpus.resemblance import RUN, SIZE, resemblance
from corpus.snapshots import Sighting
from corpus.text import fold
from corpus.work import CataloguedVersion, Work
from db.build.callings import Own, called, calling, is_file, numbers_twice, works_of
from db.build.catalogued import (
    COPIED,
    EVENTS,
    STATED,
    days,
    has_title,
    identified,
    key,
    known,
    number_values,
    same_kind,
    seen_at,
)  # fmt: skip
from db.build.parse_cache import Facts

ALIKE = 0.25
"""Runs of words in common from which two texts with one title can be two texts of one document."""
MOST = 0.6
"""Runs in common from which statements of one title at two addresses of a host are one, not two with set phrases."""
EDIT = 3 * RUN
"""Runs that differ between two short texts of which one is the other with a few words put otherwise."""
SAME = 0.9
"""Runs of words in common from which two texts are copies of one, wherever they stand."""
UNLIKE = 0.05
"""Runs of words in common below which a page with another title is another document at the same address."""
Seen = tuple[Sighting, Facts]


@dataclass(frozen=True, slots=True)
class Named:
    """The work of a document. `rank` says who says so: 0 its address or a person, 1 its publisher's page, 2 a copy.

    `doubts` are sentences about which document it is, for its page, `add`, `build` and `check`; `calls_itself` is the
    id of the catalogued work that it calls itself without anybody vouching for it.
    """

    work: Work
    version: CataloguedVersion | None = None
    catalogued: bool = True
    rank: int = 0
    doubts: tuple[str, ...] = ()
    calls_itself: str | None = None


def identities(seen: Sequence[Seen], catalogue: Catalogue, moves: Mapping[str, str] | None = None) -> list[Named]:
    """The work of every document, in the order given. `moves` leads from places that moved to where they are now."""
    named = _published(seen, catalogue)
    originals = [(f, each.work) for (_, f), each in zip(seen, named, strict=True) if each]
    owned, ranks = _Gathering(catalogue, moves or {}), dict[int, tuple[Own, int]]()
    for at, (sighting, facts) in enumerate(seen):
        if named[at] is None:
            copied = _copied(sighting, facts, originals)
            named[at] = Named(copied, rank=2) if copied else None
            ranks |= {} if copied else {at: owned.add(sighting, facts)}
    works = works_of(owned.works, catalogue, {work.id for _, work in originals})
    twice = numbers_twice(owned.works, catalogue)
    for at, (own, rank) in ranks.items():
        doubts = (*calling(own, *seen[at], catalogue, works[own.id].amends), *twice[own.id])
        work = called(own, seen[at][1], catalogue)
        named[at] = Named(works[own.id], None, False, rank, doubts, work.id if work else None)
    return [each for each in named if each]


def _published(seen: Sequence[Seen], catalogue: Catalogue) -> list[Named | None]:
    """The catalogued work of every document that an address, a person or its publisher's page names."""
    named = [_claimed(sighting, catalogue) for sighting, _ in seen]
    known: dict[str, list[Facts]] = defaultdict(list)
    for (_, facts), each in zip(seen, named, strict=True):
        if each:
            known[each.work.id].append(facts)
    for at, (sighting, facts) in enumerate(seen):
        work = identified(facts, catalogue, sighting) if named[at] is None else None
        if work and (not known[work.id] or any(_is_like(facts, other) for other in known[work.id])):
            named[at] = Named(work, rank=1)
    return named


def _claimed(sighting: Sighting, catalogue: Catalogue) -> Named | None:
    """Work and version as claimed by who stored it or by the address."""
    found = known(sighting, catalogue)
    return Named(*found) if found else None


def _copied(sighting: Sighting, facts: Facts, originals: Sequence[tuple[Facts, Work]]) -> Work | None:
    """The catalogued statement or guidance that another site carries: its words, or its title and words in common.

    A file without an address may hold any catalogued text, to the letter.
    """
    for other, work in originals:
        if not same_kind(work, facts):
            continue
        if (
            is_file(sighting)
            and facts.letters == other.letters != ""
            and not contradicts(facts.identifiers, other.identifiers)
        ):
            return work
        titled = has_title(work, facts) and _may_be_copy(facts, other)
        if work.kind in COPIED and (titled or _is_copy(facts, other)):
            return work
    return None


def _is_copy(facts: Facts, other: Facts) -> bool:
    """Whether two documents have the same words, or nearly, and neither number nor issuer says otherwise."""
    long = min(len(facts.sketch), len(other.sketch)) >= SIZE // 4
    return long and resemblance(facts.sketch, other.sketch) >= SAME and _may_be_copy(facts, other)


def _is_republished(facts: Facts, other: Facts, common: float) -> bool:
    """Whether a statement stands on another site too: its day or its signatories, and most of its words.

    The site that carries it may give it another title, say whose news it is, and leave the names out. Statements of
    other days, or under other names, are others however much they repeat.
    """
    if "statement" not in (facts.kind, other.kind) or not {facts.kind, other.kind} <= {"statement", None}:
        return False
    one, two = {*days(facts, STATED)}, {*days(other, STATED)}
    if (one and two and not one & two) or min(len(facts.sketch), len(other.sketch)) < SIZE // 4:
        return False
    shared = _signed_alike(facts.signed, other.signed)
    if facts.signed and other.signed and not shared:  # a letter that many send is a letter of each
        return False
    return common >= (ALIKE * 2 if shared and one & two else MOST if shared or one & two else SAME)


def _is_signed_by_others(by: str, facts: Facts, own: Own) -> bool:
    """Whether a text that only has title or words in common with a work has other names under it than the work has."""
    if by not in ("title", "words") or not facts.signed:
        return False
    return any(known.signed and not _signed_alike(facts.signed, known.signed) for _, known in own.members)


def _signed_alike(names: Sequence[str], others: Sequence[str]) -> bool:
    """Whether half of the names of the shorter list stand in the other; a site may print them all in one line."""
    few, many = sorted((names, others), key=len)
    return 2 * sum(any(one in each or each in one for each in many) for one in few) >= max(1, len(few))


def _may_be_copy(facts: Facts, other: Facts) -> bool:
    others = bool(facts.signed and other.signed) and not _signed_alike(facts.signed, other.signed)
    said_otherwise = others or contradicts(facts.identifiers, other.identifiers) or _other_issuer(facts, other)
    return not said_otherwise and _is_like(facts, other)


def _other_issuer(facts: Facts, other: Facts) -> bool:
    return bool(facts.issuer and other.issuer) and key(facts.issuer) != key(other.issuer)


def _one_issuer(facts: Facts, other: Facts) -> bool:
    return bool(facts.issuer) and key(facts.issuer) == key(other.issuer)


def _is_like(facts: Facts, other: Facts) -> bool:
    return resemblance(facts.sketch, other.sketch) >= ALIKE


class _Gathering:
    """Works that the catalogue does not have, gathered in the order of the ledger: the first keeps its id for ever."""

    def __init__(self, catalogue: Catalogue, moves: Mapping[str, str]) -> None:
        self.works: list[Own] = []
        self._catalogue, self._moves = catalogue, moves
        self._taken = {work.id for work in catalogue.works}
        self._index: dict[tuple[str, object], list[Own]] = defaultdict(list)

    def add(self, sighting: Sighting, facts: Facts) -> tuple[Own, int]:
        """The work of one more document, and its rank there: 2 for a copy on another site than the first."""
        own = self._found(sighting, facts) or self._fresh(sighting, facts)
        first = own.members[0][0] if own.members else sighting
        own.members.append((sighting, facts))
        for entry in self._entries(sighting, facts):
            if own not in self._index[entry]:
                self._index[entry].append(own)
        return own, 0 if self._related(first, sighting, facts.kind) else 2

    def _found(self, sighting: Sighting, facts: Facts) -> Own | None:
        for entry in self._entries(sighting, facts):
            for own in reversed(self._index[entry]):
                if _is_signed_by_others(entry[0], facts, own):
                    continue
                if any(self._same(entry[0], (sighting, facts), member) for member in reversed(own.members)):
                    return own
        return None

    def _entries(self, sighting: Sighting, facts: Facts) -> Iterator[tuple[str, object]]:
        """What a document is looked up by, the strongest first."""
        if sighting.work:
            yield "claim", sighting.work
            return
        at = _place(sighting)
        yield "place", self._moves.get(at, at)
        yield from (("number", value) for value in sorted(number_values(facts.identifiers)))
        yield "title", key(facts.title)
        yield from (("words", each) for each in facts.sketch[:4])

    def _same(self, by: str, one: Seen, other: Seen) -> bool:
        """Whether two documents that share a claim, a place, a number, a title or words are one work."""
        facts, known = one[1], other[1]
        if by == "claim":
            return True
        if contradicts(facts.identifiers, known.identifiers) or (by != "place" and not _kinds_agree(facts, known)):
            return False
        common = resemblance(facts.sketch, known.sketch)
        if by == "place":
            return _stays(facts, known, common)
        if by == "number":
            apart = facts.kind in ("code", "amendment") and not self._related(one[0], other[0], facts.kind)
            return facts.letters == known.letters if apart else _of_one_number(facts, known, common)
        return not _is_numbered_apart(one, other) and self._is_alike(by, one, other, common)

    def _is_alike(self, by: str, one: Seen, other: Seen, common: float) -> bool:
        """Whether two documents that share a title, or words, are one work."""
        facts, known = one[1], other[1]
        if by == "words":
            apart = host(seen_at(one[0])) != host(seen_at(other[0]))
            copied = facts.kind in (*COPIED, None) and _is_copy(facts, known)
            same = copied and (apart or facts.letters == known.letters != "")
            return same or (apart and _is_republished(facts, known, common))
        if not self._related(one[0], other[0], facts.kind):
            one_voice = _one_issuer(facts, known) and common >= 2 * ALIKE
            return one_voice or _is_republished(facts, known, common)
        return not _other_issuer(facts, known) and common >= _needed(facts, known, host(seen_at(one[0])))

    def _related(self, one: Sighting, other: Sighting, kind: str | None) -> bool:
        """Whether two documents are of one origin: a host, a crawled source, a publisher, or a file of a person's."""
        here, there = host(seen_at(one)), host(seen_at(other))
        if here == there:
            return True
        if not here or not there:  # nobody says that a file of a code is what a site has
            return kind not in ("code", "amendment")
        if one.run and other.run and one.source == other.source:
            return True
        used = self._catalogue.publishes_on
        return any(used(each.id, here) and used(each.id, there) for each in self._catalogue.publishers)

    def _fresh(self, sighting: Sighting, facts: Facts) -> Own:
        title = facts.title or "Untitled document"
        found = next(each for each in _ids(title, sighting, facts) if each == sighting.work or each not in self._taken)
        self._taken.add(found)
        own = Own(found, title, identified(facts, self._catalogue))
        self.works.append(own)
        return own


def _stays(facts: Facts, known: Facts, common: float) -> bool:
    """Whether a document at a known place is the one known there."""
    return key(facts.title) == key(known.title) or common >= UNLIKE or _published_together(facts, known)


def _of_one_number(facts: Facts, known: Facts, common: float) -> bool:
    """Whether two documents with a number in common are one: under two titles only the same words are."""
    if facts.prefixes and known.prefixes and not {*facts.prefixes} & {*known.prefixes}:
        return False
    one, other = key(facts.title), key(known.title)
    if one == other or not (one and other):
        return common >= ALIKE or (one == other and not _days_apart(facts, known))
    begun = facts.kind not in EVENTS and (one.startswith(other) or other.startswith(one))
    return facts.letters == known.letters or (begun and common >= SAME)


def _is_numbered_apart(one: Seen, other: Seen) -> bool:
    """Whether of two instruments, one of them a file without an address, only one has a number and the words differ."""
    (first, facts), (second, known) = one, other
    one_sided = facts.kind == known.kind == "amendment" and bool(facts.identifiers) != bool(known.identifiers)
    return one_sided and (is_file(first) or is_file(second)) and facts.letters != known.letters


def _needed(facts: Facts, other: Facts, site: str) -> float:
    """Runs in common that make one work of one title; an instrument of another day is another one unless copied."""
    if _days_apart(facts, other):
        return SAME if facts.kind == "amendment" else 2 * ALIKE
    phrased_alike = bool(site) and facts.format == other.format and facts.kind in ("statement", None)
    a_few_words = len({*facts.sketch} ^ {*other.sketch}) <= EDIT
    return MOST if phrased_alike and not a_few_words else ALIKE


def _published_together(facts: Facts, other: Facts) -> bool:
    """Whether two texts of one address state the same first day, as a page that was written anew does."""
    return bool({*days(facts, ("published",))} & {*days(other, ("published",))})


def _days_apart(facts: Facts, other: Facts) -> bool:
    """Whether two documents of a kind that happens once are of other days."""
    mine, theirs = set(days(facts, STATED)), set(days(other, STATED))
    return bool(mine and theirs) and not mine & theirs and facts.kind in EVENTS


def _kinds_agree(facts: Facts, other: Facts) -> bool:
    return facts.kind == other.kind or None in (facts.kind, other.kind)


def _ids(title: str, sighting: Sighting, facts: Facts) -> Iterator[str]:
    """Ids for a work, best first: its title, its whole title, its title with its site, number, day, digest."""
    if sighting.work:
        yield sighting.work
    base = work_id(title, facts.digest)
    yield base
    yield _slug(title)[:120].rstrip("-") or base
    parts = (
        host(seen_at(sighting)).removeprefix("www."),
        *sorted(number_values(facts.identifiers)),
        *days(facts, STATED)[:1],
    )
    yield from (f"{base}-{_slug(part)}" for part in parts if part)
    yield f"{base}-{facts.digest[:8]}"
    yield f"{base}-{facts.digest}"


def work_id(title: str, digest: str) -> str:
    """The id of a work that the catalogue does not name: made from its title."""
    made = _slug(title)[:60].rstrip("-")
    return made if re.search(r"[a-z]", made) else f"document-{digest[:12]}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(normalize("NFKC", text)).lower()).strip("-")


def _place(sighting: Sighting) -> str:
    """Where a document lives: host, path and query, or the address of a file."""
    return place(seen_at(sighting)) if host(seen_at(sighting)) else seen_at(sighting)
