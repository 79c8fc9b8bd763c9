"""What documents of their own call themselves, and what follows: nothing but sentences, and whom an instrument amends.

A file that somebody was sent can call itself a code in force. It is a document of its own, shown and said to be so;
an instrument that does the same is executed on the code only where no other text of that instrument is known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.address import host
from corpus.catalogue import Catalogue, procedure_of_amended
from corpus.identifiers import contradicts
from corpus.snapshots import Sighting
from corpus.text import letters
from corpus.work import Work
from db.build.catalogued import bears_number, by_own_word, dated, has_title, identified, key, may_speak, seen_at
from db.build.parse_cache import Facts
from parser.readers.alphabets import plain


@dataclass(slots=True, eq=False)
class Own:
    """A work that the catalogue does not have, while its documents are gathered.

    `called` is the catalogued work that the first of them calls itself.
    """

    id: str
    title: str
    called: Work | None = None
    members: list[tuple[Sighting, Facts]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The first kind that one of its documents shows."""
        return next((facts.kind for _, facts in self.members if facts.kind), "statement")

    @property
    def is_file(self) -> bool:
        """Whether it came as a file without an address only."""
        return all(is_file(sighting) for sighting, _ in self.members)

    @property
    def is_numbered(self) -> bool:
        """Whether one of its documents bears a number of the work it calls itself."""
        return self.called is not None and any(bears_number(self.called, facts) for _, facts in self.members)


def is_file(sighting: Sighting) -> bool:
    """Whether a document was added without any address."""
    return not host(seen_at(sighting))


def works_of(owned: Sequence[Own], catalogue: Catalogue, vouched: Collection[str]) -> dict[str, Work]:
    """The gathered works by id. `vouched` are the catalogued works of which the archive has a text."""
    amended = {own.id: _amended(own, owned, catalogue, vouched) for own in owned}
    passing = {work.id: work.procedure for work in catalogue.works}
    found = {}
    for own in owned:
        amends = tuple(sorted(amended[own.id]))
        procedure = procedure_of_amended(amends, passing)
        found[own.id] = Work(own.id, own.kind, own.title, amends=amends, procedure=procedure)  # type: ignore[arg-type]
    return found


def _amended(own: Own, owned: Sequence[Own], catalogue: Catalogue, vouched: Collection[str]) -> set[str]:
    """The works that an instrument amends: catalogued ones, and codes that came as files like it."""
    if own.kind != "amendment":
        return set()
    if own.is_file:
        named = {each for _, facts in own.members for each in facts.amends}
        return (named | _stand_ins(owned, named)) if _is_executed(own, owned, vouched) else set()
    return {
        work.id
        for sighting, facts in own.members
        for work in catalogue.works
        if work.id in facts.amends and may_speak(sighting, facts, work, catalogue)
    }


def _is_executed(own: Own, owned: Sequence[Own], vouched: Collection[str]) -> bool:
    """Whether a file is the only one that calls itself this instrument: one with its number goes before the others."""
    if own.called is None:
        return True
    rivals = [each for each in owned if each.called == own.called and each.is_file]
    numbered = [each for each in rivals if each.is_numbered]
    return own.called.id not in vouched and (numbered or rivals) == [own]


def _stand_ins(owned: Sequence[Own], named: Collection[str]) -> set[str]:
    """Codes that came as files and call themselves works that are named, where only one does."""
    found: dict[str, list[str]] = defaultdict(list)
    for own in owned:
        if own.called and own.called.id in named and own.is_file and own.kind == "code":
            found[own.called.id].append(own.id)
    return {ids[0] for ids in found.values() if len(ids) == 1}


def called(own: Own, facts: Facts, catalogue: Catalogue) -> Work | None:
    """The catalogued work that a document of its own calls itself."""
    return identified(facts, catalogue) if own.called else None


def calling(own: Own, sighting: Sighting, facts: Facts, catalogue: Catalogue, amends: Sequence[str]) -> Iterator[str]:
    """What is to be said of one document of its own that calls itself a catalogued work, or would amend one."""
    work = called(own, facts, catalogue)
    if work is None:
        yield from _titled(facts, catalogue)
        yield from _disguised(facts, catalogue)
        yield from _amending(own, sighting, facts, catalogue, amends)
        return
    executed = "; its instructions are executed on nothing" if own.kind == "amendment" and not amends else ""
    yield (
        f"it calls itself {work.id} and {_whence(sighting, work, catalogue)}: it is kept as a document"
        f" of its own{executed}. Where it is the publisher’s text, add it with its address (--url) or with --work"
        f" {work.id}"
    )


def _titled(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    """That a code has the title of a catalogued one and not its labels or a day; an instrument, not its number."""
    for work in catalogue.works:
        numbered = work.kind == facts.kind == "amendment" and contradicts(facts.identifiers, work.numbers)
        if numbered and has_title(work, facts) and dated(work, facts):
            own = ", ".join(value for _, value in facts.identifiers)
            yield f"it has the title and the day of {work.id} and another number, {own}: it is a document of its own"
    for work in catalogue.works:
        if work.kind == facts.kind == "code" and has_title(work, facts):
            labels = f"; its measures are labelled {', '.join(facts.prefixes)}" if facts.prefixes else ""
            yield f"it has the title of {work.id} and is another text{labels}: it is kept as a document of its own"


def _disguised(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    """That a title looks like that of a catalogued work and is written in other letters."""
    shown = key(plain(facts.title))
    if shown != key(facts.title):
        for work in catalogue.works:
            if shown in {key(each) for each in (work.title, *work.aliases)}:
                yield f"its title looks like that of {work.id} and is written in letters of another alphabet"


def _amending(own: Own, sighting: Sighting, facts: Facts, catalogue: Catalogue, amends: Sequence[str]) -> Iterator[str]:
    """On what an instrument that the catalogue does not have is executed, where only its own word says so."""
    named = [work for work in catalogue.works if work.id in facts.amends]
    if own.kind != "amendment" or not named:
        return
    if not amends:
        whence = _whence(sighting, named[0], catalogue)
        yield f"it would amend {named[0].id} and {whence}: its instructions are executed on nothing"
    elif own.is_file:
        yield f"it came as a file without an address; on its own word it is executed on {', '.join(amends)}"


def _whence(sighting: Sighting, work: Work, catalogue: Catalogue) -> str:
    where = host(seen_at(sighting))
    if not where:
        return "came as a file without an address"
    if by_own_word(sighting):
        return f"only the file says that it is from {where}"
    if catalogue.is_shared(where):
        return f"stands on {where}, where many publish, without a sign that it is its publisher’s"
    if where in catalogue.hosts(work.publisher):
        return f"stands on {where} with other words, fewer measures or another day than the texts that are known"
    return f"stands on {where}, which is not its publisher’s"


def numbers_twice(owned: Sequence[Own], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """By id of a gathered work what is to be said of the numbers that it has in common with works of other titles."""
    printed: dict[str, dict[str, str]] = defaultdict(dict)
    for work in catalogue.works:
        for number in work.identifiers:
            printed[letters(number)][work.id] = work.title
    for own in owned:
        for number in _numbers(own):
            printed[letters(number)][own.id] = own.title
    itself = {own.id: {own.id, *_called_alike(own, owned)} for own in owned}
    return {own.id: tuple(_in_common(own, printed, itself[own.id])) for own in owned}


def _called_alike(own: Own, owned: Sequence[Own]) -> set[str]:
    """What has the numbers of a work by right: the catalogued one that it calls itself, and others that do."""
    if own.called is None:
        return set()
    return {own.called.id, *(each.id for each in owned if each.called == own.called)}


def _numbers(own: Own) -> list[str]:
    return sorted({number for _, facts in own.members for _, number in facts.identifiers})


def _in_common(own: Own, printed: Mapping[str, Mapping[str, str]], itself: Collection[str]) -> Iterator[str]:
    for number in _numbers(own):
        others = sorted(f"“{title}” ({work})" for work, title in printed[letters(number)].items() if work not in itself)
        if others:
            yield f"{number} is the number of {', '.join(others)} too: one of them is wrong"
