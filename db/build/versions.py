"""Sightings and parsed snapshots -> works with their versions and renditions. No database here.

A version's id is made from its work and date: `pcu@2025-07-04`. A wording that changes at the
same address without a new date is a version of its own, `pcu@2025-07-04~2026-10-01`, named by
the day on which it was first seen. Ids are never counted, so they survive every rebuild.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from corpus.address import host, place, published
from corpus.catalogue import Catalogue
from corpus.resemblance import resemblance
from corpus.snapshots import Sighting
from corpus.work import CataloguedVersion, Work
from db.ask.words import UNDATED
from db.build.catalogued import STATED, dated, days, known
from db.build.certainty import claims, last_words, told_apart
from db.build.identity import ALIKE, Named, identities, work_id
from db.build.parse_cache import Facts, Task

__all__ = ["Rendition", "Version", "address", "assemble", "document", "endings", "task", "work_id"]

PREFERENCE = ("govuk-html", "html", "content-api", "pdf", "text")
COPY = 2
"""Rank of a rendition that stands on another site than its publisher's."""
ENDINGS = ("withdrawn", "gone")
SameWords = Callable[[Facts, Facts], bool]


@dataclass(frozen=True, slots=True)
class Rendition:
    """One body that renders a version, and when it was seen.

    `rank` says where it comes from: 0 the work's own address or a person's word, 1 another page of its publisher,
    2 a copy elsewhere. What a later rank says is never shown in place of an earlier one.
    `capture` is the earliest copy of it in a web archive, made at `archived`; both empty without one.
    """

    facts: Facts
    url: str
    first_seen: str
    last_seen: str
    rank: int = 0
    archived: str = ""
    capture: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work. `renditions[0]` is the preferred one, whose text is shown.

    `ending` is "withdrawn" or "gone" where the last look at its address found that, on the day `ended`;
    `silent_edit` says that its address had another wording of the same day before, `rival` that a file without an
    address has one; `doubts` are sentences on which document it is (`db.build.identity`, `db.build.certainty`), and
    `calls_itself` the work that it calls itself unvouched for. `ends` are the words with which it withdraws whole
    codes that are in the archive.
    """

    id: str
    work: Work
    date: str
    status: str | None
    renditions: tuple[Rendition, ...]
    note: str = ""
    silent_edit: bool = False
    rival: bool = False
    catalogued: bool = True
    ending: str = ""
    ended: str = ""
    doubts: tuple[str, ...] = ()
    calls_itself: str | None = None
    ends: tuple[str, ...] = ()

    @property
    def facts(self) -> Facts:
        """Facts of the preferred rendition."""
        return self.renditions[0].facts

    @property
    def first_seen(self) -> str:
        """Day of the first sighting of this wording."""
        return min(rendition.first_seen for rendition in self.renditions)[:10]

    @property
    def known_from(self) -> str:
        """Time from which there is evidence of this wording: seen here or archived elsewhere; no date of issue."""
        every = (time for rendition in self.renditions for time in (rendition.archived, rendition.first_seen))
        return min(filter(None, every))

    @property
    def archived(self) -> bool:
        """Whether the earliest evidence of this wording is a web archive's."""
        return self.known_from in {rendition.archived for rendition in self.renditions}


@dataclass(slots=True, eq=False)
class _Draft:
    """A version while its sightings are read; `first_date` is what its address said before a later date was stated.

    `supposed` is the only version that the catalogue has of a work, for a text that states no date itself.
    """

    work: Work
    date: str
    status: str | None
    note: str
    first_date: str
    edit: str = ""
    catalogued: bool = True
    supposed: CataloguedVersion | None = None
    doubts: tuple[str, ...] = ()
    calls_itself: str | None = None
    renditions: dict[str, Rendition] = field(default_factory=dict)


def document(sighting: Sighting) -> bool:
    """Whether a sighting can make a version: only an answer judged good that is itself a document."""
    return sighting.outcome == "ok" and sighting.digest is not None and sighting.role in ("", "document")


def task(sighting: Sighting, catalogue: Catalogue) -> Task:
    """What to parse for a sighting, with the work as far as it is known before."""
    found = known(sighting, catalogue)
    name = sighting.name or urlsplit(sighting.final_url or sighting.url).path.rpartition("/")[2]
    work = found[0] if found else None
    return Task(sighting.digest or "", name, sighting.media_type, work, catalogue.schemes(), catalogue.works)


def assemble(
    seen: Iterable[tuple[Sighting, Facts]],
    catalogue: Catalogue,
    same: SameWords | None = None,
    moves: Iterable[Sighting] = (),
) -> tuple[Version, ...]:
    """Versions of every work, ordered by work, date and day first seen.

    `same` says whether two documents that differ in their letters have the same words all the same,
    `moves` are sightings of addresses that moved for good.
    """
    every = last_words(seen)
    shelf = _Shelf(same or (lambda one, other: False))
    placed = zip(every, identities(every, catalogue, _moved(moves)), strict=True)
    for (sighting, facts), named in sorted(placed, key=lambda each: each[1].rank):  # what has most authority first
        shelf.place(_draft(sighting, facts, named), facts, sighting, named)
    shelf.date_the_undated()
    versions = [each for chain in shelf.chains.values() for each in told_apart([_version(draft) for draft in chain])]
    return tuple(sorted(versions, key=lambda version: (version.work.id, version.date, version.known_from, version.id)))


def _moved(sightings: Iterable[Sighting]) -> dict[str, str]:
    """From each place that moved to where its document is now."""
    steps = {place(s.url): place(s.final_url) for s in sightings if s.outcome == "moved" and s.final_url}
    found = {}
    for start in steps:
        end, walked = start, {start}
        while end in steps and steps[end] not in walked:
            end = steps[end]
            walked.add(end)
        found[start] = end
    return found


def endings(versions: Iterable[Version], sightings: Iterable[Sighting]) -> tuple[Version, ...]:
    """The versions, those whose page was withdrawn or is gone marked so, with the day it was seen."""
    last: dict[str, Sighting] = {}
    since: dict[str, str] = {}
    for sighting in sightings:
        if sighting.capture or sighting.outcome not in ("ok", "unchanged", *ENDINGS):
            continue
        for at in {address(sighting), place(sighting.url)}:
            if at not in last or last[at].outcome != sighting.outcome:
                since[at] = sighting.time[:10]
            last[at] = sighting
    found = []
    for version in versions:
        at = place(version.renditions[0].url)
        outcome = last[at].outcome if at in last else ""
        if outcome in ENDINGS:
            status = "withdrawn" if outcome == "withdrawn" else version.status
            found.append(replace(version, status=status, ending=outcome, ended=since[at]))
        else:
            found.append(version)
    return tuple(found)


def address(sighting: Sighting) -> str:
    """Where a rendition lives: host, path and query, or the name of a file added by hand."""
    url = sighting.final_url or sighting.url
    return place(url) if host(url) else sighting.name or sighting.url


class _Shelf:
    """Versions while they are gathered: chains of wordings of one work and date, in the order first seen."""

    def __init__(self, same: SameWords) -> None:
        self.chains: dict[tuple[str, str], list[_Draft]] = {}
        self._latest: dict[tuple[str, str, str], _Draft] = {}
        self._same = same

    def place(self, draft: _Draft, facts: Facts, sighting: Sighting, named: Named) -> None:
        """Put one document where it belongs: into a version that has its words, or into a new one."""
        rank = named.rank
        at = (draft.work.id, facts.format, address(sighting))
        before = self._latest.get(at)
        if before and draft.date not in ("", before.first_date):
            before = None  # the same address with a new date of its own: another version
        found = self._find(draft, facts, before, sighting, rank)
        if not sighting.capture:  # what an archive held is not what stands at the address now
            self._latest[at] = found
        said = claims(sighting, facts, found.work, found.status, named.catalogued)
        found.doubts = tuple(dict.fromkeys((*found.doubts, *named.doubts, *said)))
        found.calls_itself = found.calls_itself or named.calls_itself
        _see(found, facts, sighting, rank)

    def _find(self, draft: _Draft, facts: Facts, before: _Draft | None, sighting: Sighting, rank: int) -> _Draft:
        if before is not None and self._holds(before, facts):
            return before
        restated = _restated(facts, before) if before else ""
        if before and restated:
            draft = replace(draft, date=restated, status=_reissued(draft, facts, before, sighting), note="")
        elif before and not draft.date:
            draft = replace(draft, date=before.date)
        if rank >= COPY and (copied := self._copied(draft.work, facts)):
            return copied
        chain = self.chains.setdefault((draft.work.id, draft.date), [])
        later = chain[chain.index(before) + 1 :] if before in chain else chain
        held = [each for each in later if self._holds(each, facts)]
        if held:
            return held[-1]
        if before not in chain and (rendered := _rendered(chain, facts, rank)):
            return rendered
        if rank and (first := _of_authority(chain, rank)):  # no page takes the place of what the work's own address has
            return _likest(first, facts, 0.0) or first[-1]
        return self._append(chain, draft, sighting)

    def _append(self, chain: list[_Draft], draft: _Draft, sighting: Sighting) -> _Draft:
        """A new version; beside others of its date it is named by when its wording was first seen, or archived.

        That is the day, the second where two are of a day, and its digest where two are of a second.
        """
        time, taken = sighting.archived or sighting.server_time or sighting.time, {each.edit for each in chain}
        second = time[:19].replace(":", "")
        names = (time[:10], second, f"{second}-{(sighting.digest or '')[:8]}", f"{second}-{sighting.digest}")
        edit = next(name for name in names if name not in taken) if chain else ""
        chain.append(replace(draft, edit=edit, renditions={}))
        return chain[-1]

    def _copied(self, work: Work, facts: Facts) -> _Draft | None:
        """The version whose words a copy on another site has, or has most of, whatever its date."""
        every = [each for (owner, _), chain in self.chains.items() if owner == work.id for each in chain]
        held = [each for each in every if self._holds(each, facts)]
        return held[-1] if held else _likest(every, facts)

    def _holds(self, draft: _Draft, facts: Facts) -> bool:
        """Whether a version has these words in one of its renditions."""
        others = [rendition.facts for rendition in draft.renditions.values()]
        if any(equal(other, facts) for other in others):
            return True
        return any(other.format == facts.format and self._same(other, facts) for other in others[:1])

    def date_the_undated(self) -> None:
        """A text without a date is a rendition of a dated version of its work that has its words.

        One that is set in another form joins the only dated version there is, if it is like it; any
        other stays a version of its own, without a date. Where there is no dated version, the text is the only
        one that the catalogue has.
        """
        for work, date in [at for at in self.chains if not at[1]]:
            others = [chain for at, chain in self.chains.items() if at[0] == work and at[1]]
            for draft in list(self.chains[work, date]):
                if joined := self._home(draft, others):
                    joined.renditions.update(draft.renditions)
                    self.chains[work, date].remove(draft)
                elif draft.supposed and not others:
                    self._suppose(draft, draft.supposed)

    def _suppose(self, draft: _Draft, version: CataloguedVersion) -> None:
        """Give a text the date of the only version that the catalogue has."""
        self.chains[draft.work.id, ""].remove(draft)
        draft.date, draft.note, draft.status = version.date, version.note, draft.status or version.status
        self.chains.setdefault((draft.work.id, version.date), []).append(draft)

    def _home(self, draft: _Draft, others: Sequence[list[_Draft]]) -> _Draft | None:
        texts = [rendition.facts for rendition in draft.renditions.values()]
        for chain in others:
            for each in chain:
                if any(self._holds(each, facts) for facts in texts):
                    return each
        return _rendered(others[0], texts[0], 0) if len(others) == 1 else None


def equal(one: Facts, other: Facts) -> bool:
    """Whether two documents have the same words, or at least the same letters."""
    return one.wording == other.wording or bool(one.letters and one.letters == other.letters)


def _rendered(chain: Sequence[_Draft], facts: Facts, rank: int) -> _Draft | None:
    """The version of one date that a document in another form, or of less authority, renders though words differ."""
    seen = [each for each in chain if each.renditions]
    ranks = [rendition.rank for each in seen for rendition in each.renditions.values()]
    formats = {rendition.facts.format for each in seen for rendition in each.renditions.values()}
    return _likest(seen, facts) if seen and (facts.format not in formats or min(ranks) < rank) else None


def _of_authority(chain: Sequence[_Draft], rank: int) -> list[_Draft]:
    """The versions of which there is a text of more authority."""
    return [each for each in chain if min((r.rank for r in each.renditions.values()), default=rank) < rank]


def _likest(drafts: Sequence[_Draft], facts: Facts, least: float = ALIKE) -> _Draft | None:
    """The version with most words in common, the last where equal; None where none is like the text."""
    scored = [(max(map(_common(facts), draft.renditions.values())), n) for n, draft in enumerate(drafts)]
    best = max(scored, default=(0.0, 0))
    return drafts[best[1]] if drafts and best[0] >= least else None


def _common(facts: Facts) -> Callable[[Rendition], float]:
    return lambda rendition: resemblance(rendition.facts.sketch, facts.sketch)


def _reissued(draft: _Draft, facts: Facts, before: _Draft, sighting: Sighting) -> str | None:
    """The status of a text restated at a later day: a draft that gets a date of commencement was issued."""
    was_open = not any(_commenced(rendition.facts) for rendition in before.renditions.values())
    issued = "issued" if _commenced(facts) and was_open else ""
    return sighting.status or issued or facts.status or draft.status


def _restated(facts: Facts, before: _Draft) -> str:
    """The day a document says it was updated, where it did not say so before."""
    said = {
        day for rendition in before.renditions.values() for kind, day, _ in rendition.facts.dates if kind == "updated"
    }
    found = [day for kind, day, _ in facts.dates if kind == "updated" and day > before.date and day not in said]
    return max(found, default="")


def _commenced(facts: Facts) -> bool:
    """Whether a date of coming into force is stated: a draft leaves it open until it is issued."""
    return any(kind == "in_force" and day for kind, day, _ in facts.dates)


def _see(draft: _Draft, facts: Facts, sighting: Sighting, rank: int) -> None:
    earlier = draft.renditions.get(facts.digest)
    first, last, url = sighting.time, sighting.time, sighting.final_url or sighting.url
    if earlier:
        first, last = min(first, earlier.first_seen), max(last, earlier.last_seen)
        if earlier.rank < rank:  # how the text is read where its work is known holds for its copies too
            facts, rank, url = earlier.facts, earlier.rank, earlier.url
    copies = {(sighting.archived, sighting.capture), (earlier.archived, earlier.capture) if earlier else ("", "")}
    archived = min(copies - {("", "")}, default=("", ""))
    draft.renditions[facts.digest] = Rendition(facts, url, first, last, rank, *archived)


def _version(draft: _Draft) -> Version:
    def preference(rendition: Rendition) -> tuple[int, bool, int, str, str]:
        listed = rendition.facts.format in PREFERENCE
        form = PREFERENCE.index(rendition.facts.format) if listed else len(PREFERENCE)
        undated = bool(draft.date) and not _stated(rendition.facts) and rendition.rank > 0
        return rendition.rank, undated, form, rendition.first_seen, rendition.facts.digest

    renditions = tuple(sorted(draft.renditions.values(), key=preference))
    suffix = f"~{draft.edit}" if draft.edit else ""
    version = f"{draft.work.id}@{draft.date or UNDATED}{suffix}"
    silent, doubts = bool(draft.edit), (*draft.doubts, *_elsewhere(draft, renditions))
    return Version(
        version, draft.work, draft.date, draft.status, renditions, draft.note, silent,
        catalogued=draft.catalogued, doubts=doubts, calls_itself=draft.calls_itself,
    )  # fmt: skip


def _elsewhere(draft: _Draft, renditions: Sequence[Rendition]) -> Iterator[str]:
    """That no address of the catalogue has a version, where the catalogue has addresses of its work."""
    known = any(version.urls for version in draft.work.versions)
    if draft.catalogued and known and renditions[0].rank:
        yield (
            f"its publisher’s page {published(renditions[0].url)} says that it is {draft.work.id}; none of the"
            " addresses in the catalogue has this text"
        )


def _draft(sighting: Sighting, facts: Facts, named: Named) -> _Draft:
    """An empty version for a document: of the catalogue's where its address or its date names one."""
    work, version = named.work, named.version
    if sighting.date:
        version = next((each for each in work.versions if each.date == sighting.date), None)
    elif version is None and not (_stated(facts) or sighting.date):
        supposed = dated(work, facts)
        status = sighting.status or (None if supposed else facts.status)
        return _Draft(work, "", status, "", "", catalogued=named.catalogued, supposed=supposed)
    elif version is None:
        version = dated(work, facts)
    date = version.date if version else sighting.date or _stated(facts)
    status = sighting.status or (version.status if version else facts.status)
    return _Draft(work, date, status, version.note if version else "", date, catalogued=named.catalogued)


def _stated(facts: Facts) -> str:
    return next(iter(days(facts, STATED)), "")
