"""Possible successors: where the substance of a provision that is gone may have been taken up. No verdicts.

A provision can be taken into another that existed before, in other words; no comparison can prove
that, but the telling words that both share show where to look. Asked are only provisions of the later
version that are new or read differently now: nothing came into the others.
"""

import re
from collections.abc import Iterator

from corpus.change import Possible
from diffs.compare.matching import Matching
from diffs.compare.rare_words import Index
from diffs.compare.similarity import Wordings
from diffs.compare.units import Unit

_APART = ("front", "index_entry")
_WORDS = 6  # words from which a provision can be known by them
_WORD = re.compile(r"[^\W_]{4,}")  # a word that may be shown as shared
_SHARED = 2  # such words that both must have
_ENOUGH = 0.12  # share of the weight of its rare words that the successor must have
_RARE = 0.25  # share of the provisions looked at that may have a word for it to tell anything
_FEWEST = 4  # provisions to look at from which a rare word can be told
_MOST = 3  # successors named
_SHOWN = 8  # words named


def possible_successors(matching: Matching) -> tuple[Possible, ...]:
    """For what has no match, the later provisions that share the most of its telling words, best first."""
    gone = [unit for unit in _unmatched(matching.before, matching.to_after) if _tells(matching.before, unit)]
    if not gone:
        return ()
    earlier, later = matching.before, matching.after
    places = [unit.place for unit in later.outline.units if unit.family not in _APART and _may_hold(matching, unit)]
    if len(places) < _FEWEST:
        return ()
    asked = set().union(*(earlier.own_words(unit.place) for unit in gone))
    index = Index({place: later.own_words(place) for place in places}, asked, _RARE)
    found: list[Possible] = []
    for unit in gone:
        leads = index.leads(earlier.own_words(unit.place))
        most = sum(map(index.weight, leads)) or 1.0
        for place, score in index.best(leads, _MOST):
            if score < _ENOUGH * most:
                break
            common = set(leads).intersection(later.own_words(place))
            shared = _printed(earlier, unit.place, common) if len(common) >= _SHARED else ()
            if len(shared) >= _SHARED:
                found.append(Possible(unit.label, later.outline.units[place].label, shared[:_SHOWN]))
    return tuple(found)


def _unmatched(wordings: Wordings, matched: dict[int, int]) -> Iterator[Unit]:
    units = enumerate(wordings.outline.units)
    return (unit for place, unit in units if place not in matched and unit.family not in _APART)


def _tells(wordings: Wordings, unit: Unit) -> bool:
    return wordings.own[unit.place].count(" ") >= _WORDS - 1


def _may_hold(matching: Matching, unit: Unit) -> bool:
    """Whether a later provision is new or reads differently now, and says enough."""
    x = matching.to_before.get(unit.place)
    if x is not None and matching.before.outline.units[x].same_parts(unit):
        return False
    return _tells(matching.after, unit)


def _printed(wordings: Wordings, place: int, codes: set[str]) -> tuple[str, ...]:
    """Those words of a unit that have these codes, in order of its text, in small letters."""
    words = dict.fromkeys(_WORD.findall(wordings.own[place].casefold()))
    return tuple(word for word in words if wordings.vocabulary.get(word) in codes)
