"""Which work a document is: a catalogued one, or one of its own.

A catalogued work is told by its addresses and by a person's word (`--work`). By what a document says of
itself it is told only where it comes from its publisher's hosts or, added by hand, from no address at
all; then its number decides, or its whole title together with its kind, date or numbering. Anything
else is a work of its own: the same address, the same number, or the same title of one origin with
words in common make one work; on other sites only the words do. Numbers that contradict each other
never make one work, a title alone never does.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.address import host, place
from corpus.catalogue import Catalogue
from corpus.citation import label_key
from corpus.dates import month
from corpus.resemblance import SIZE, resemblance
from corpus.snapshots import OWN_WORD, Sighting
from corpus.text import letters
from corpus.work import CataloguedVersion, Expression, Work
from db.build.parse_cache import Facts, facts_of

OWN_DATES = ("issued", "published", "laid")
STATED = (*OWN_DATES, "submitted", "signed", "stated", "updated", "in_force")
ALIKE = 0.25
"""Runs of words in common from which two texts with one title can be two texts of one document."""
SAME = 0.9
"""Runs of words in common from which two texts are copies of one, wherever they stand."""
UNLIKE = 0.05
"""Runs of words in common below which a page with another title is another document at the same address."""
SHORT = 12
EVENTS = ("amendment", "statement")
"""Kinds of documents that happen once: another one of another day is another document."""
COPIED = ("statement", "guidance", "memorandum")
"""Kinds of documents that other sites carry; a code and an instrument are read from their publisher only."""
Seen = tuple[Sighting, Facts]


@dataclass(frozen=True, slots=True)
class Named:
    """The work of a document. `rank` says who says so: 0 its address, publisher or a person, 1 a file, 2 a copy."""

    work: Work
    version: CataloguedVersion | None = None
    catalogued: bool = True
    rank: int = 0


@dataclass(slots=True, eq=False)
class _Own:
    """A work that the catalogue does not have, while its documents are gathered."""

    id: str
    title: str
    members: list[Seen] = field(default_factory=list)

    def work(self, catalogue: Catalogue) -> Work:
        """The work, of the first kind that one of its documents shows."""
        kind = next((facts.kind for _, facts in self.members if facts.kind), "statement")
        amended = {each for sighting, facts in self.members for each in _amended(sighting, facts, catalogue)}
        return Work(self.id, kind, self.title, amends=tuple(sorted(amended)) if kind == "amendment" else ())  # type: ignore[arg-type]


def identities(seen: Sequence[Seen], catalogue: Catalogue, moves: Mapping[str, str] | None = None) -> list[Named]:
    """The work of every document, in the order given. `moves` leads from places that moved to where they are now."""
    named = [_claimed(sighting, catalogue) for sighting, _ in seen]
    known: dict[str, list[Facts]] = defaultdict(list)
    for (_, facts), each in zip(seen, named, strict=True):
        if each:
            known[each.work.id].append(facts)
    for at, (sighting, facts) in enumerate(seen):
        work = identified(facts, catalogue, sighting) if named[at] is None else None
        if work and (not known[work.id] or any(_is_like(facts, other) for other in known[work.id])):
            named[at] = Named(work, rank=0 if host(_url(sighting)) and not _own_word(sighting) else 1)
    owned = _Gathering(catalogue, moves or {})
    copies = [(f, each.work) for (_, f), each in zip(seen, named, strict=True) if each and each.work.kind in COPIED]
    own: dict[int, tuple[_Own, int]] = {}
    for at, (sighting, facts) in enumerate(seen):
        if named[at] is None:
            copied = _copied(facts, copies)
            named[at] = Named(copied, rank=2) if copied else None
            own |= {} if copied else {at: owned.add(sighting, facts)}
    works = {each.id: each.work(catalogue) for each in owned.works}
    return [each or Named(works[own[at][0].id], None, False, own[at][1]) for at, each in enumerate(named)]


def _claimed(sighting: Sighting, catalogue: Catalogue) -> Named | None:
    """Work and version as claimed by who stored it or by the address."""
    found = known(sighting, catalogue)
    return Named(*found) if found else None


def known(sighting: Sighting, catalogue: Catalogue) -> tuple[Work, CataloguedVersion | None] | None:
    """The catalogued work, and perhaps version, that a person or the address names."""
    if sighting.work:
        claimed = [work for work in catalogue.works if work.id == sighting.work]
        if claimed:
            return claimed[0], None
    for url in (sighting.final_url, sighting.url) if not _own_word(sighting) else ():
        if url and (match := catalogue.by_url(url)):
            return match
    return None


def identified(facts: Facts, catalogue: Catalogue, sighting: Sighting | None = None) -> Work | None:
    """The catalogued work that a document says it is, where it comes from that work's publisher or from no address.

    By its number; by its whole title, or one that the catalogue's begins, with its kind and a date
    or numbering of that work; or as the only work of its publisher that has a version of a date the
    document states, if the publisher's name is its title (a letterhead) or its own title begins with it.
    """
    works = [work for work in catalogue.works if sighting is None or _may_speak(sighting, work, catalogue)]
    works = [work for work in works if _same_kind(work, facts) and not contradicts(facts.identifiers, _numbers(work))]
    numbered = [work for work in works if _values(facts.identifiers) & _values(_numbers(work))]
    if numbered:
        return numbered[0] if len(numbered) == 1 else None
    title = key(facts.title)
    titled = [work for work in works if title in {key(known) for known in (work.title, *work.aliases)}]
    begun = [work for work in works if title.startswith(key(work.title)) and _of_a_version(work, facts)]
    for work in (*titled, *sorted(begun, key=lambda work: -len(work.title))):
        if _is_of(work, facts, away=sighting is None or not host(_url(sighting))):
            return work
    names = {publisher.id: key(publisher.name) for publisher in catalogue.publishers}
    dated = [
        work
        for work in works
        if (names.get(work.publisher) == title or (len(title) >= SHORT and key(work.title).startswith(title)))
        and _of_a_version(work, facts)
    ]
    return dated[0] if len(dated) == 1 else None


def recognised(sighting: Sighting, expression: Expression, catalogue: Catalogue) -> str:
    """What keeling takes a document for, and by what, in words: the work, or that it is one of its own."""
    facts = facts_of(expression, sighting.digest or "", "")
    if found := known(sighting, catalogue):
        by = "by your word" if sighting.work else "by its address"
        version = found[1] or dated(found[0], facts)
        date = sighting.date or (version.date if version else _first(facts))
        return f"{found[0].id}@{date or 'undated'}, {by}"
    if work := identified(facts, catalogue, sighting):
        version = dated(work, facts)
        date = sighting.date or (version.date if version else _first(facts))
        return f"{work.id}@{date or 'undated'}, by what it says of itself; --work {work.id} would make it certain"
    kind = facts.kind or "document of unknown kind"
    return f"a {kind} of its own, {sighting.date or _first(facts) or 'without a date'}: “{facts.title or 'no title'}”"


def _first(facts: Facts) -> str:
    return next(iter(days(facts, STATED)), "")


def _may_speak(sighting: Sighting, work: Work, catalogue: Catalogue) -> bool:
    """Whether a document from there can be this work by its own word: its publisher's host, or no address at all."""
    where = "" if _own_word(sighting) else host(_url(sighting))
    return not where or where in catalogue.hosts(work.publisher)


def _is_of(work: Work, facts: Facts, away: bool) -> bool:
    """Whether more than the title speaks for a work. An instrument or a statement must be of its day."""
    if work.kind in EVENTS:
        return not work.versions or dated(work, facts) is not None
    numbering = work.scheme is not None and work.scheme.prefix in facts.prefixes
    return not away or numbering or _of_a_version(work, facts)


def _of_a_version(work: Work, facts: Facts) -> bool:
    stated = {*days(facts, STATED), *(month(text) for _, day, text in facts.dates if not day)} - {""}
    return any(day.startswith(version.date) for day in stated for version in work.versions)


def _same_kind(work: Work, facts: Facts) -> bool:
    """Whether a document can be of a work's kind: a code and an instrument show what they are by their structure."""
    return facts.kind == work.kind or (facts.kind is None and work.kind in COPIED)


def _numbers(work: Work) -> tuple[tuple[str, str], ...]:
    return tuple(("e_number" if value.startswith("E") else "isbn", value) for value in work.identifiers)


def contradicts(some: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> bool:
    """Whether two documents have numbers of one scheme and not one in common in any."""
    one, other = _by_scheme(some), _by_scheme(others)
    both = one.keys() & other.keys()
    return bool(both) and not any(one[scheme] & other[scheme] for scheme in both)


def _by_scheme(identifiers: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for scheme, value in identifiers:
        found[re.sub(r"_\d+$", "", scheme)].add(letters(value))
    return found


def _values(identifiers: Iterable[tuple[str, str]]) -> set[str]:
    return {letters(value) for _, value in identifiers}


def _copied(facts: Facts, originals: Sequence[tuple[Facts, Work]]) -> Work | None:
    """The catalogued statement or guidance that another site carries: its words, or its title and words in common."""
    title = key(facts.title)
    for other, work in originals:
        titled = title in {key(each) for each in (work.title, *work.aliases)}
        if _same_kind(work, facts) and (_is_copy(facts, other) or (titled and _may_be_copy(facts, other))):
            return work
    return None


def _is_copy(facts: Facts, other: Facts) -> bool:
    """Whether two documents have the same words, or nearly, and neither number nor issuer says otherwise."""
    long = min(len(facts.sketch), len(other.sketch)) >= SIZE // 4
    return long and resemblance(facts.sketch, other.sketch) >= SAME and _may_be_copy(facts, other)


def _may_be_copy(facts: Facts, other: Facts) -> bool:
    said_otherwise = contradicts(facts.identifiers, other.identifiers) or _other_issuer(facts, other)
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
        self.works: list[_Own] = []
        self._catalogue, self._moves = catalogue, moves
        self._taken = {work.id for work in catalogue.works}
        self._index: dict[tuple[str, object], list[_Own]] = defaultdict(list)

    def add(self, sighting: Sighting, facts: Facts) -> tuple[_Own, int]:
        """The work of one more document, and its rank there: 2 for a copy on another site than the first."""
        own = self._found(sighting, facts) or self._fresh(sighting, facts)
        first = own.members[0][0] if own.members else sighting
        own.members.append((sighting, facts))
        for entry in self._entries(sighting, facts):
            if own not in self._index[entry]:
                self._index[entry].append(own)
        return own, 0 if self._related(first, sighting) else 2

    def _found(self, sighting: Sighting, facts: Facts) -> _Own | None:
        for entry in self._entries(sighting, facts):
            for own in reversed(self._index[entry]):
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
        yield from (("number", value) for value in sorted(_values(facts.identifiers)))
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
        titled = key(facts.title) == key(known.title)
        if by in ("place", "number"):
            return titled or common >= (UNLIKE if by == "place" else ALIKE)
        if by == "words":
            apart = host(_url(one[0])) != host(_url(other[0]))
            copied = facts.kind in (*COPIED, None) and _is_copy(facts, known)
            return copied and (apart or facts.letters == known.letters != "")
        if not self._related(one[0], other[0]):
            return _one_issuer(facts, known) and common >= 2 * ALIKE
        return not _other_issuer(facts, known) and common >= _needed(facts, known)

    def _related(self, one: Sighting, other: Sighting) -> bool:
        """Whether two documents are of one origin: a host, a crawled source, a publisher, or a file of a person's."""
        here, there = host(_url(one)), host(_url(other))
        if here == there or not here or not there:
            return True
        if one.run and other.run and one.source == other.source:
            return True
        return any({here, there} <= self._catalogue.hosts(each.id) for each in self._catalogue.publishers)

    def _fresh(self, sighting: Sighting, facts: Facts) -> _Own:
        title = facts.title or "Untitled document"
        found = next(each for each in _ids(title, sighting, facts) if each == sighting.work or each not in self._taken)
        self._taken.add(found)
        own = _Own(found, title)
        self.works.append(own)
        return own


def _needed(facts: Facts, other: Facts) -> float:
    """Runs in common that make one work of one title; an instrument of another day is another one unless copied."""
    mine, theirs = set(days(facts, STATED)), set(days(other, STATED))
    if mine and theirs and not mine & theirs and facts.kind in EVENTS:
        return SAME if facts.kind == "amendment" else 2 * ALIKE
    return ALIKE


def _kinds_agree(facts: Facts, other: Facts) -> bool:
    return facts.kind == other.kind or None in (facts.kind, other.kind)


def _ids(title: str, sighting: Sighting, facts: Facts) -> Iterator[str]:
    """Ids for a work, best first: its title, its whole title, its title with its site, number, day, digest."""
    if sighting.work:
        yield sighting.work
    base = work_id(title, facts.digest)
    yield base
    yield _slug(title)[:120].rstrip("-") or base
    parts = (host(_url(sighting)).removeprefix("www."), *sorted(_values(facts.identifiers)), *days(facts, STATED)[:1])
    yield from (f"{base}-{_slug(part)}" for part in parts if part)
    yield f"{base}-{facts.digest[:8]}"
    yield f"{base}-{facts.digest}"


def work_id(title: str, digest: str) -> str:
    """The id of a work that the catalogue does not name: made from its title."""
    made = _slug(title)[:60].rstrip("-")
    return made if re.search(r"[a-z]", made) else f"document-{digest[:12]}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _amended(sighting: Sighting, facts: Facts, catalogue: Catalogue) -> list[str]:
    """The catalogued works an instrument amends, where it comes from their publisher or was added as a file."""
    return [work.id for work in catalogue.works if work.id in facts.amends and _may_speak(sighting, work, catalogue)]


def dated(work: Work, facts: Facts) -> CataloguedVersion | None:
    """The catalogued version whose date the document states.

    Where it states only dates of preparation (submitted, signed), the first version published
    after them; where it states none, the only version there is.
    """
    stated = days(facts, STATED)
    for day in stated:
        for version in work.versions:
            if day.startswith(version.date):
                return version
    if days(facts, OWN_DATES):
        return None
    prepared = max(days(facts, ("submitted", "signed")), default="")
    if prepared:
        return next((version for version in work.versions if version.date >= prepared), None)
    return work.versions[0] if len(work.versions) == 1 and not stated else None


def days(facts: Facts, kinds: tuple[str, ...]) -> list[str]:
    """Dates the document states, in the order of the kinds."""
    return [day for wanted in kinds for kind, day, _ in facts.dates if kind == wanted and day]


def key(title: str) -> str:
    """A title as it is compared: letters and digits, in small."""
    return label_key(letters(title))


def _url(sighting: Sighting) -> str:
    return sighting.final_url or sighting.url


def _own_word(sighting: Sighting) -> bool:
    """Whether only the file itself says where it is from: a saved page, an archive of somebody's crawl."""
    return sighting.note == OWN_WORD or sighting.by == "warc"


def _place(sighting: Sighting) -> str:
    """Where a document lives: host, path and query, or the address of a file."""
    return place(_url(sighting)) if host(_url(sighting)) else _url(sighting)
