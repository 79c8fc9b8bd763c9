"""What nobody vouches for in a version: its day, its status, and which of several texts of one day stands.

Nothing is decided here that the documents do not say: each function gives sentences for the version's page, `add`,
`build` and `check`. Only what one address had twice is an edit of its publisher's; of files without an address
nobody knows that, so that texts of one day are rivals.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from corpus.address import host
from corpus.snapshots import ADDED, Sighting
from corpus.work import Work
from db.ask.dated import TIMED
from db.ask.words import UNDATED, day_words
from db.build.catalogued import STATED, days
from db.build.parse_cache import Facts

if TYPE_CHECKING:
    from db.build.versions import Version


def told_apart(chain: Sequence["Version"]) -> Iterator["Version"]:
    """The versions of one work and day with what is unsure: edits where a site had another text before, else rivals."""
    addressed = [any(host(each.url) for each in version.renditions) for version in chain]
    for at, version in enumerate(chain):
        rival = len(chain) > 1 and not addressed[at]
        said = [*_to_come(version), *(_of_rivals(version) if rival else ())]
        edit = version.silent_edit and addressed[at] and any(addressed[:at])
        yield replace(version, silent_edit=edit, rival=rival, doubts=(*version.doubts, *said))


def _to_come(version: "Version") -> Iterator[str]:
    """Days on which a text says that it was published and that came after it was seen; a day of zones aside."""
    seen = (date.fromisoformat(version.known_from[:10]) + timedelta(days=1)).isoformat()
    stated = {day: text for kind, day, text in version.facts.dates if kind != "in_force" and day > seen}
    begins = {day for kind, day, _ in version.facts.dates if kind == "in_force"}
    claimed = {version.date: "its date"} if version.date > seen and version.date not in (UNDATED, *begins) else {}
    yield from (
        f"{text}: {day} is after the day on which the text was seen" for day, text in (claimed | stated).items()
    )


def _of_rivals(version: "Version") -> Iterator[str]:
    day = f"of {day_words(version.date)}" if version.date else "without a date"
    yield (
        f"another text of this title {day} has other words, and this one came as a file without an address: whether its"
        " publisher has it is not known; add it with its address (--url)"
    )


def last_words(seen: Iterable[tuple[Sighting, Facts]]) -> list[tuple[Sighting, Facts]]:
    """The same sightings; where a person added one file again, each says of its day and status what was said last.

    The ledger keeps every word; a second one corrects the first, which would otherwise stand beside it for good.
    """
    every, last = list(seen), dict[tuple[str | None, ...], tuple[str, str]]()
    for sighting, _ in every:
        day, status = last.get(_file(sighting), ("", ""))
        last[_file(sighting)] = sighting.date or day, sighting.status or status
    return [(_with(each, *last[_file(each)]) if each.source == ADDED else each, facts) for each, facts in every]


def _with(sighting: Sighting, day: str, status: str) -> Sighting:
    return replace(sighting, date=day, status=status)


def _file(sighting: Sighting) -> tuple[str | None, ...]:
    """What is the same where a file is added again: bytes, work, and address or name."""
    where = sighting.url if host(sighting.url) else sighting.name
    return sighting.source, sighting.digest, sighting.work, where


def claims(sighting: Sighting, facts: Facts, work: Work, status: str | None, catalogued: bool) -> Iterator[str]:
    """What a person said of a document and it says otherwise, or neither says; a work that no catalogue has."""
    stated = days(facts, STATED)
    if sighting.date and stated and not any(day.startswith(sighting.date) for day in stated):
        texts = "; ".join(dict.fromkeys(text for _, day, text in facts.dates if day in stated))
        yield f"its date, {day_words(sighting.date)}, is the word of who added it; the text says: {texts}"
    if sighting.work and not catalogued:
        yield (
            f"who added it named the work {sighting.work}, and no catalogue that is read has that: name the file that"
            " has it with --catalogue"
        )
    if sighting.work and work.kind in TIMED and status is None:
        yield (
            "neither the text nor who added it says whether it was issued or is a draft; add it again with"
            " --status issued, laid or consultation"
        )
