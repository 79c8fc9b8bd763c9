"""Which catalogued work a document is: by its address, by a person's word, or by what it says of itself.

What it says of itself counts only where it comes from the work's publisher; then its number decides, unless its
title or another number says otherwise, or its whole title together with its kind, date or numbering. On a host that
many publishers use it must state a number of the work, or the site must say that the page is the publisher's. A file
without an address and a page of anybody else only call themselves a work (`calls_itself`).
"""

from collections.abc import Iterable
from unicodedata import normalize

from corpus.address import host
from corpus.catalogue import Catalogue
from corpus.citation import label_key
from corpus.dates import month
from corpus.identifiers import by_scheme, contradicts
from corpus.snapshots import OWN_WORD, Sighting
from corpus.text import letters
from corpus.work import CataloguedVersion, Work
from db.build.parse_cache import Facts

OWN_DATES = ("issued", "published", "laid")
STATED = (*OWN_DATES, "submitted", "signed", "stated", "updated", "in_force")
SHORT = 12
"""Letters of a title from which its beginning tells something."""
EVENTS = ("amendment", "statement")
"""Kinds of documents that happen once: another one of another day is another document."""
COPIED = ("statement", "guidance", "memorandum")
"""Kinds of documents that other sites carry; a code and an instrument are read from their publisher only."""


def known(sighting: Sighting, catalogue: Catalogue) -> tuple[Work, CataloguedVersion | None] | None:
    """The catalogued work, and perhaps version, that a person or the address names."""
    if sighting.work:
        claimed = [work for work in catalogue.works if work.id == sighting.work]
        if claimed:
            return claimed[0], None
    for url in (sighting.final_url, sighting.url) if not by_own_word(sighting) else ():
        if url and (match := catalogue.by_url(url)) and _answers(sighting, url, match[0], catalogue):
            return match
    return None


def _answers(sighting: Sighting, url: str, work: Work, catalogue: Catalogue) -> bool:
    """Whether what an address led to is still its own answer: of its host, or of a host of the work's publisher."""
    end = host(seen_at(sighting))
    return end == host(url) or end in catalogue.hosts(work.publisher)


def identified(facts: Facts, catalogue: Catalogue, sighting: Sighting | None = None) -> Work | None:
    """The catalogued work that a document says it is, where it comes from that work's publisher.

    By its number, where title and other numbers do not say otherwise; by its whole title, or one that
    the catalogue's begins, with its kind and a date or numbering of that work; or as the only work of its publisher
    that has a version of a date the document states, if the publisher's name is its title (a letterhead) or its
    own title begins with it. A page of the publisher that has fewer measures than the catalogue
    expects tells of the work and is not its text; nor is a code whose measures bear other labels. Without a sighting:
    what the document calls itself, wherever it comes from.
    """
    works = [work for work in catalogue.works if sighting is None or may_speak(sighting, facts, work, catalogue)]
    works = [work for work in works if same_kind(work, facts) and not contradicts(facts.identifiers, work.numbers)]
    works = [work for work in works if not _labelled_otherwise(work, facts)]
    away = sighting is None
    works = [work for work in works if away or facts.measures >= work.minimum_measures]
    names = {publisher.id: key(publisher.name) for publisher in catalogue.publishers}
    numbered = [work for work in works if bears_number(work, facts)]
    if numbered:
        alone = len(numbered) == 1 and _bears(numbered[0], facts, names.get(numbered[0].publisher, ""))
        return numbered[0] if alone else None
    titled = [work for work in works if has_title(work, facts)]
    begun = [work for work in works if key(facts.title).startswith(key(work.title)) and _of_a_version(work, facts)]
    for work in (*titled, *sorted(begun, key=lambda work: -len(work.title))):
        if _is_of(work, facts, away):
            return work
    letterheads = (work for work in works if _begins(work, facts, names.get(work.publisher, "")))
    dated = [work for work in letterheads if _of_a_version(work, facts)]
    return dated[0] if len(dated) == 1 else None


def bears_number(work: Work, facts: Facts) -> bool:
    """Whether a document states a number under which the work was published."""
    return bool(number_values(facts.identifiers) & number_values(work.numbers))


def _labelled_otherwise(work: Work, facts: Facts) -> bool:
    """Whether most measures of a code are labelled as those of another code are."""
    return work.scheme is not None and bool(facts.prefixes) and facts.prefixes[0] != work.scheme.prefix


def has_title(work: Work, facts: Facts) -> bool:
    """Whether a document has the whole title of a work, or one of its aliases."""
    return key(facts.title) in {key(known) for known in (work.title, *work.aliases)}


def _begins(work: Work, facts: Facts, publisher: str) -> bool:
    """Whether a title is a letterhead, or so much of the work's as a heading of several lines has in its first."""
    title = key(facts.title)
    return title == publisher or (len(title) >= SHORT and key(work.title).startswith(title))


def _bears(work: Work, facts: Facts, publisher: str) -> bool:
    """Whether a document that states a work's number is that work: its title and its other numbers do not contradict.

    A title that is not the work's contradicts, and so does a further number of a scheme in which
    the work has one: a draft that takes the place of another prints both.
    """
    known, stated = by_scheme(work.numbers), by_scheme(facts.identifiers)
    further = any(stated[scheme] - known[scheme] for scheme in stated.keys() & known.keys())
    titled = has_title(work, facts) or not key(facts.title)
    begun = _begins(work, facts, publisher) or key(facts.title).startswith(key(work.title))
    return not further and (titled or (begun and _of_a_version(work, facts)))


def may_speak(sighting: Sighting, facts: Facts, work: Work, catalogue: Catalogue) -> bool:
    """Whether a document from there can be this work by its own word: its publisher's host, and nobody else's.

    Where many publishers have their pages, it must bear the work's number, or the site must say whose it is.
    """
    where = host(seen_at(sighting))
    if not where or by_own_word(sighting):
        return False
    if where in catalogue.hosts(work.publisher):
        return True
    return catalogue.publishes_on(work.publisher, where) and (
        bears_number(work, facts) or (catalogue.says_whose(where) and _organised(work, facts, catalogue))
    )


def _organised(work: Work, facts: Facts, catalogue: Catalogue) -> bool:
    """Whether the site says that it has the page for the work's publisher."""
    names = {key(publisher.name) for publisher in catalogue.publishers if publisher.id == work.publisher}
    return bool(names & set(map(key, facts.organisations)))


def _is_of(work: Work, facts: Facts, away: bool) -> bool:
    """Whether more than the title speaks for a work. An instrument or a statement must be of its day."""
    if work.kind in EVENTS:
        return not work.versions or dated(work, facts) is not None
    numbering = work.scheme is not None and work.scheme.prefix in facts.prefixes
    return _of_a_version(work, facts) or (numbering if away else _is_newer(work, facts))


def _is_newer(work: Work, facts: Facts) -> bool:
    """Whether a page of the publisher may be a text that the catalogue has not: a code of a new day says what it is."""
    return work.kind != "code" or not work.versions or facts.status is not None or not days(facts, STATED)


def _of_a_version(work: Work, facts: Facts) -> bool:
    stated = {*days(facts, STATED), *(month(text) for _, day, text in facts.dates if not day)} - {""}
    return any(day.startswith(version.date) for day in stated for version in work.versions)


def same_kind(work: Work, facts: Facts) -> bool:
    """Whether a document can be of a work's kind: a code and an instrument show what they are by their structure."""
    return facts.kind == work.kind or (facts.kind is None and work.kind in COPIED)


def number_values(identifiers: Iterable[tuple[str, str]]) -> set[str]:
    """The numbers without their schemes and hyphens."""
    return {letters(value) for _, value in identifiers}


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
    """A title as it is compared: letters and digits, in small; those of another form (full width) are plain ones."""
    return label_key(letters(title if title.isascii() else normalize("NFKC", title)))


def seen_at(sighting: Sighting) -> str:
    """The address at which a document was seen, after every redirect."""
    return sighting.final_url or sighting.url


def by_own_word(sighting: Sighting) -> bool:
    """Whether only the file itself says where it is from: a saved page, an archive of somebody's crawl."""
    return sighting.note == OWN_WORD or sighting.by == "warc"
