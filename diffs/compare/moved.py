"""What left its place: provisions without a match under their parents, looked for everywhere, and those that stand
elsewhere among their siblings.
"""

from collections import defaultdict
from collections.abc import Container, Mapping
from itertools import pairwise

from diffs.compare.matching import Matching
from diffs.compare.neighbours import rare_pairs, rising
from diffs.compare.similarity import Wordings, similarity
from diffs.compare.units import CONTAINERS, Outline, Unit

_WORDS = 4  # words a wording needs to be known again elsewhere without change
_WORDS_CHANGED = 6  # and when it has changed as well
_WORDS_HOMELESS = 11  # spaces: between a container that went and one that came, twelve words
_ALIKE = 0.6
_ALIKE_HOMELESS = 0.8  # between a container that went and one that came


def pair_distinct(matching: Matching) -> None:
    """Pair what has a wording that occurs once in each version."""
    later = _distinct(matching.after, matching.to_before)
    for whole, x in _distinct(matching.before, matching.to_after).items():
        y = later.get(whole)
        if y is None or x in matching.to_after or y in matching.to_before:
            continue
        if _family(matching.before.outline, x) == _family(matching.after.outline, y) and may_move(matching, x, y, 1.0):
            matching.pair(x, y)


def _distinct(wordings: Wordings, matched: dict[int, int]) -> dict[str, int]:
    """Unmatched provisions by their whole wording, where nothing else in the version has it."""
    found: dict[str, int | None] = {}
    for unit in _free(wordings, matched):
        own = wordings.own[unit.place]
        if unit.family in CONTAINERS or not own:
            continue
        whole = wordings.whole(unit.place)
        once = wordings.counts[own] == 1 or unit.children
        telling = whole.count(" ") >= _WORDS - 1
        found[whole] = unit.place if once and telling and whole not in found else None
    return {whole: index for whole, index in found.items() if index is not None}


def pair_rare(matching: Matching) -> None:
    """Pair by similarity what shares rare words, best first, wherever it stands."""
    earlier, later = _free(matching.before, matching.to_after), _free(matching.after, matching.to_before)
    for family in ("paragraph", "definition", "row", "passage"):
        xs, ys = _candidates(matching.before, earlier, family), _candidates(matching.after, later, family)
        if not xs or not ys:
            continue
        ranked = []
        for x, y in rare_pairs(matching, xs, ys):
            alike = similarity(matching.before.words(x), matching.after.words(y))
            if alike >= _ALIKE and may_move(matching, x, y, alike):
                ranked.append((-alike, abs(x - y), x, y))
        for _, _, x, y in sorted(ranked):
            if x not in matching.to_after and y not in matching.to_before:
                matching.pair(x, y)


def _free(wordings: Wordings, matched: dict[int, int]) -> list[Unit]:
    return [unit for place, unit in enumerate(wordings.outline.units) if place not in matched]


def _candidates(wordings: Wordings, free: list[Unit], family: str) -> list[int]:
    """Those of a family that say enough to be known again."""
    places = [unit.place for unit in free if unit.family == family]
    return [place for place in places if len(wordings.words(place)) >= _WORDS_CHANGED]


def _family(outline: Outline, index: int) -> str:
    return outline.units[index].family


def _homeless(matching: Matching, x: int, y: int) -> bool:
    """Whether neither stands in anything that has a match."""
    one = matching.before.outline.units[x].parent
    other = matching.after.outline.units[y].parent
    return one >= 0 and other >= 0 and one not in matching.to_after and other not in matching.to_before


def may_move(matching: Matching, x: int, y: int, alike: float) -> bool:
    """Between a whole that went and one that came, only what nothing else says and no number suggests."""
    if not _homeless(matching, x, y):
        return True
    before, after = matching.before, matching.after
    if before.outline.units[x].key == after.outline.units[y].key or alike < _ALIKE_HOMELESS:
        return False
    long = before.own[x].count(" ") >= _WORDS_HOMELESS
    return long and before.unique(x) and after.unique(y)


def out_of_order(
    before: Outline, after: Outline, became: Mapping[int, int], parted: Container[int], joined: Container[int]
) -> set[int]:
    """The earlier places of what no order of the rest explains: outside a longest run that kept its order.

    Compared are siblings that kept their number, and passages. Another number says another order itself. Where a
    passage stands in a provision in one version only, the run is that of the whole document. `became` is who became
    whom, without `parted` of the earlier version, which were split, and `joined` of the later, which others went into.
    """
    whole = [(x, y) for x, y in sorted(became.items()) if x not in parted and y not in joined]
    runs: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for x, y in whole:
        one, other = before.units[x], after.units[y]
        if one.key == other.key:
            runs[one.parent, other.parent].append((x, y))
    moved = set().union(*map(_astray, runs.values()))
    uneven = {
        x
        for (parent, later), pairs in runs.items()
        if (parent < 0) != (later < 0)
        for x, _ in pairs
        if not before.units[x].key
    }
    return moved | (uneven & _astray(whole) if uneven else set())


def _astray(pairs: list[tuple[int, int]]) -> set[int]:
    """The first places of pairs outside a longest run that rises in both."""
    if all(one[1] < other[1] for one, other in pairwise(pairs)):
        return set()
    return {x for x, _ in pairs} - {x for x, _ in rising(pairs)}
