"""Sightings and parsed snapshots -> works with their versions and renditions. No database here.

A version's id is made from its work and date: `pcu@2025-07-04`. A wording that changes at the
same address without a new date is a version of its own, `pcu@2025-07-04~2026-10-01`, named by
the day on which it was first seen. Ids are never counted, so they survive every rebuild.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from corpus.catalogue import Catalogue
from corpus.text import letters
from corpus.citation import label_key
from corpus.snapshots import Sighting
from corpus.work import CataloguedVersion, Work
from db.build.parse_cache import Facts, Task
from db.ask.words import UNDATED

PREFERENCE = ("govuk-html", "html", "content-api", "pdf", "text")
OWN_DATES = ("issued", "published", "laid")
STATED = (*OWN_DATES, "submitted", "signed", "stated", "updated", "in_force")
SHORT = 12
ENDINGS = ("withdrawn", "gone")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One body that renders a version, and when it was seen."""

    facts: Facts
    url: str
    first_seen: str
    last_seen: str


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a work. `renditions[0]` is the preferred one, whose text is shown.

    `ending` is "withdrawn" or "gone" where the last look at its address found that, on the day `ended`.
    """

    id: str
    work: Work
    date: str
    status: str | None
    renditions: tuple[Rendition, ...]
    note: str = ""
    silent_edit: bool = False
    catalogued: bool = True
    ending: str = ""
    ended: str = ""

    @property
    def facts(self) -> Facts:
        """Facts of the preferred rendition."""
        return self.renditions[0].facts

    @property
    def first_seen(self) -> str:
        """Day of the first sighting of this wording."""
        return min(rendition.first_seen for rendition in self.renditions)[:10]


@dataclass(slots=True, eq=False)
class _Draft:
    """A version while its sightings are read."""

    work: Work
    date: str
    status: str | None
    note: str
    edit: str = ""
    catalogued: bool = True
    renditions: dict[str, Rendition] = field(default_factory=dict)


def document(sighting: Sighting) -> bool:
    """Whether a sighting can make a version: only an answer judged good that is itself a document."""
    return sighting.outcome == "ok" and sighting.digest is not None and sighting.role in ("", "document")


def task(sighting: Sighting, catalogue: Catalogue) -> Task:
    """What to parse for a sighting, with the work as far as it is known before."""
    known = _known(sighting, catalogue)
    name = sighting.name or urlsplit(sighting.final_url or sighting.url).path.rpartition("/")[2]
    work = known[0] if known else None
    return Task(sighting.digest or "", name, sighting.media_type, work, catalogue.schemes())


def assemble(seen: Iterable[tuple[Sighting, Facts]], catalogue: Catalogue) -> tuple[Version, ...]:
    """Versions of every work, ordered by work, date and day first seen."""
    chains: dict[tuple[str, str], list[_Draft]] = {}
    latest: dict[tuple[str, str, str, str], _Draft] = {}
    for sighting, facts in seen:
        draft = _draft(sighting, facts, catalogue)
        rendition = (draft.work.id, draft.date, facts.format, address(sighting))
        current = _place(draft, facts, chains, latest.get(rendition), sighting)
        latest[rendition] = current
        _see(current, facts, sighting)
    _date_the_undated(chains)
    versions = [_version(draft) for chain in chains.values() for draft in chain]
    return tuple(sorted(versions, key=lambda version: (version.work.id, version.date, version.id)))


def endings(versions: Iterable[Version], sightings: Iterable[Sighting]) -> tuple[Version, ...]:
    """The versions, those whose page was withdrawn or is gone marked so, with the day it was seen."""
    last: dict[str, Sighting] = {}
    since: dict[str, str] = {}
    for sighting in sightings:
        if sighting.outcome not in ("ok", "unchanged", *ENDINGS):
            continue
        for place in {address(sighting), _place_of(sighting.url)}:
            if place not in last or last[place].outcome != sighting.outcome:
                since[place] = sighting.time[:10]
            last[place] = sighting
    found = []
    for version in versions:
        place = _place_of(version.renditions[0].url)
        outcome = last[place].outcome if place in last else ""
        if outcome in ENDINGS:
            status = "withdrawn" if outcome == "withdrawn" else version.status
            found.append(replace(version, status=status, ending=outcome, ended=since[place]))
        else:
            found.append(version)
    return tuple(found)


def address(sighting: Sighting) -> str:
    """Where a rendition lives: host and path, or the name of a file added by hand."""
    parts = urlsplit(sighting.final_url or sighting.url)
    if parts.scheme in ("http", "https"):
        return _place_of(sighting.final_url or sighting.url)
    return sighting.name or sighting.url


def _place_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path}".rstrip("/")


def _date_the_undated(chains: dict[tuple[str, str], list[_Draft]]) -> None:
    """A text without a date is a rendition of the only dated version of its work, if there is one."""
    for work, date in [key for key in chains if not key[1]]:
        others = [key for key in chains if key[0] == work and key[1]]
        if len(others) == 1:
            for draft in chains.pop((work, date)):
                chains[others[0]][0].renditions.update(draft.renditions)


def _place(
    draft: _Draft,
    facts: Facts,
    chains: dict[tuple[str, str], list[_Draft]],
    before: _Draft | None,
    sighting: Sighting,
) -> _Draft:
    """The version a sighting belongs to: a known one with this wording, or a new one."""
    if before is not None and _holds(before, facts):
        return before
    restated = _restated(facts, before) if before else ""
    if before and restated:
        issued = (
            "issued" if _commenced(facts) and not any(_commenced(r.facts) for r in before.renditions.values()) else ""
        )
        status = sighting.status or issued or facts.status or draft.status
        draft = replace(draft, date=restated, status=status, note="")
    chain = chains.setdefault((draft.work.id, draft.date), [])
    if not chain:
        chain.append(draft)
        return draft
    later = chain[chain.index(before) + 1 :] if before in chain else chain
    same = [known for known in later if _holds(known, facts)]
    if same:
        return same[-1]
    if before is None or restated:
        return chain[-1]
    day, edits = sighting.time[:10], {known.edit for known in chain}
    edited = replace(draft, edit=day if day not in edits else sighting.time[:19].replace(":", ""), renditions={})
    chain.append(edited)
    return edited


def _restated(facts: Facts, before: _Draft) -> str:
    """The day a document says it was updated, where it did not say so before."""
    said = {
        day for rendition in before.renditions.values() for kind, day, _ in rendition.facts.dates if kind == "updated"
    }
    days = [day for kind, day, _ in facts.dates if kind == "updated" and day > before.date and day not in said]
    return max(days, default="")


def _commenced(facts: Facts) -> bool:
    """Whether a date of coming into force is stated: a draft leaves it open until it is issued."""
    return any(kind == "in_force" and day for kind, day, _ in facts.dates)


def _holds(draft: _Draft, facts: Facts) -> bool:
    return any(rendition.facts.wording == facts.wording for rendition in draft.renditions.values())


def _see(draft: _Draft, facts: Facts, sighting: Sighting) -> None:
    known = draft.renditions.get(facts.digest)
    first = known.first_seen if known else sighting.time
    draft.renditions[facts.digest] = Rendition(facts, sighting.final_url or sighting.url, first, sighting.time)


def _version(draft: _Draft) -> Version:
    def preference(rendition: Rendition) -> tuple[int, str, str]:
        known = rendition.facts.format in PREFERENCE
        rank = PREFERENCE.index(rendition.facts.format) if known else len(PREFERENCE)
        return rank, rendition.first_seen, rendition.facts.digest

    renditions = tuple(sorted(draft.renditions.values(), key=preference))
    suffix = f"~{draft.edit}" if draft.edit else ""
    version = f"{draft.work.id}@{draft.date or UNDATED}{suffix}"
    silent = bool(draft.edit)
    return Version(version, draft.work, draft.date, draft.status, renditions, draft.note, silent, draft.catalogued)


def _known(sighting: Sighting, catalogue: Catalogue) -> tuple[Work, CataloguedVersion | None] | None:
    """Work and version as claimed by who stored it or by the address."""
    if sighting.work:
        found = [work for work in catalogue.works if work.id == sighting.work]
        if found:
            return found[0], None
    for url in (sighting.final_url, sighting.url):
        if url and (match := catalogue.by_url(url)):
            return match
    return None


def _draft(sighting: Sighting, facts: Facts, catalogue: Catalogue) -> _Draft:
    known = _known(sighting, catalogue)
    work, version = known or (identified(facts, catalogue), None)
    catalogued = work is not None
    if work is None:
        title = facts.title or "Untitled document"
        work = Work(sighting.work or work_id(title, facts.digest), facts.kind or "statement", title)  # type: ignore[arg-type]
    if sighting.date:
        version = next((v for v in work.versions if v.date == sighting.date), None)
    elif version is None:
        version = _dated(work, facts)
    if version:
        status = sighting.status or version.status
        return _Draft(work, version.date, status, version.note, catalogued=catalogued)
    date = sighting.date or _stated(facts)
    return _Draft(work, date, sighting.status or facts.status, "", catalogued=catalogued)


def identified(facts: Facts, catalogue: Catalogue) -> Work | None:
    """The catalogued work a document is, where neither a person nor its address says so.

    By its identifiers or its title (`Catalogue.identify`); by a title that the catalogue's begins;
    or as the only work that has a version of a date the document states, if its publisher's name
    is the document's title (a letterhead) or its own title begins with it.
    """
    found = catalogue.identify(facts.outline())
    if found:
        return found
    title = label_key(letters(facts.title))
    begun = [w for w in catalogue.works if _same_kind(w, facts) and title.startswith(_key(w.title))]
    if begun:
        return max(begun, key=lambda work: len(work.title))
    names = {publisher.id: _key(publisher.name) for publisher in catalogue.publishers}
    days = {day for _, day, _ in facts.dates if day}
    dated = [
        work
        for work in catalogue.works
        if _same_kind(work, facts)
        and (names.get(work.publisher) == title or (len(title) >= SHORT and _key(work.title).startswith(title)))
        and any(version.date in days for version in work.versions)
    ]
    return dated[0] if len(dated) == 1 else None


def _same_kind(work: Work, facts: Facts) -> bool:
    return facts.kind in (work.kind, None)


def _key(title: str) -> str:
    return label_key(letters(title))


def work_id(title: str, digest: str) -> str:
    """The id of a work that the catalogue does not name: made from its title."""
    made = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].rstrip("-")
    return made if re.search(r"[a-z]", made) else f"document-{digest[:12]}"


def _dated(work: Work, facts: Facts) -> CataloguedVersion | None:
    """The catalogued version whose date the document states.

    Where it states only dates of preparation (submitted, signed), the first version published
    after them; where it states none, the only version there is.
    """
    days = _days(facts, STATED)
    for day in days:
        for version in work.versions:
            if day.startswith(version.date):
                return version
    if _days(facts, OWN_DATES):
        return None
    prepared = max(_days(facts, ("submitted", "signed")), default="")
    if prepared:
        return next((version for version in work.versions if version.date >= prepared), None)
    return work.versions[0] if len(work.versions) == 1 and not days else None


def _days(facts: Facts, kinds: tuple[str, ...]) -> list[str]:
    """Dates the document states, in the order of the kinds."""
    return [day for wanted in kinds for kind, day, _ in facts.dates if kind == wanted and day]


def _stated(facts: Facts) -> str:
    return next(iter(_days(facts, STATED)), "")
