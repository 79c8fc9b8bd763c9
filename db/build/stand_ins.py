"""Documents that are no version, whatever address or title they have: what came in place of a text, told by content.

A site that has lost a page, asks for a password or shows a notice often answers with the title of the
page and status 200. Such a text has other words than the one before it, or far fewer measures.
"""

from collections.abc import Iterable, Iterator

from corpus.address import host, place
from corpus.catalogue import Catalogue
from corpus.resemblance import resemblance
from corpus.snapshots import Sighting
from db.build.catalogued import STATED, days, key, known, seen_at
from db.build.parse_cache import Facts

FEW = 4
"""Measures from which the loss of more than half of them is no edit."""
SHORT = 16
"""Runs of words of a text from which the words in common with it tell anything."""
ALIKE, UNLIKE = 0.25, 0.05
"""Runs in common below which a text of the same title is another one: without a new day, and with one."""


def stand_ins(seen: Iterable[tuple[Sighting, Facts]], catalogue: Catalogue) -> dict[int, str]:
    """By number of sighting why a document is no version, in the order of the ledger.

    A person's word (`--work`) stands against everything but the catalogue's measures.
    """
    found, last = dict[int, str](), dict[str, Facts]()
    for sighting, facts in seen:
        at = place(seen_at(sighting)) if host(seen_at(sighting)) and not sighting.capture else ""
        claimed = known(sighting, catalogue) is not None
        before = last.get(at) if at and not sighting.work else None
        why = [*_too_few(sighting, facts, catalogue), *(_instead(before, facts, claimed) if before else ())]
        if why:
            found[sighting.number] = f"{why[0]}; it is no version"
        elif at:
            last[at] = facts
    return found


def _too_few(sighting: Sighting, facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    """That a text at a catalogued address has not half the measures that the catalogue expects."""
    found = known(sighting, catalogue)
    if found and facts.measures * 2 < found[0].minimum_measures:
        has = str(facts.measures) if facts.measures else "none"
        yield f"{found[0].minimum_measures} measures or more are expected of {found[0].id} and it has {has}"


def _instead(before: Facts, facts: Facts, claimed: bool) -> Iterator[str]:
    """What tells that a text came in place of the one before it at its address."""
    if facts.wording == before.wording:
        return
    if before.measures >= FEW and facts.measures * 2 < before.measures:
        yield f"the text before it at its address has {before.measures} measures and it has {facts.measures}"
    titled = key(facts.title) == key(before.title)
    if (titled or claimed) and len(before.sketch) >= SHORT and _is_unlike(before, facts, titled):
        yield "it has next to no words of the text before it at its address"


def _is_unlike(before: Facts, facts: Facts, titled: bool) -> bool:
    common = resemblance(before.sketch, facts.sketch)
    newer = max(days(facts, STATED), default="") > max(days(before, STATED), default="")
    first = {*days(facts, ("published",))} & {*days(before, ("published",))}
    if newer and first:  # a page that was written anew says so
        return False
    return common < (ALIKE if titled and not newer else UNLIKE)
