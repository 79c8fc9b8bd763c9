"""Between neighbours that match: what was split, what was merged, what was reworded.

A gap is a run of children without a match between two children that match in order. Only
there is similarity computed, so the cost stays near the size of what changed.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from diffs.compare.matching import Matching, Pool
from diffs.compare.similarity import similarity
from diffs.compare.units import PASSAGES
from diffs.words.shortest_script import bit_parallel

_ALIKE = 0.5  # similarity from which two provisions in one gap are the same one, reworded
_ALIKE_PASSAGE = 0.4  # the same for passages, which have no number to hold them apart
_ALIKE_SINGLE = 0.2  # the same for the one passage that may be it, outside every provision
_ALIKE_NUMBERED = 0.34  # the same with the same number: unrelated provisions of one code stay under 0.25
_NUMBER_BONUS = 0.05  # decides near-ties for the same number
_WITHIN = 0.7  # share of a part's words that the whole must have
_COVERED = 0.8  # share of the whole's words that its parts must have
_IN_ORDER = 0.55  # similarity of the whole with its parts one after the other
_OWN_SHARE = 0.25  # share of its words that a part must bring which no other part has
_BETWEEN = 2  # provisions that may stand between two parts of one split
_PARTS = 8  # parts of one split looked for
_SMALL_GAP = 900  # pairs up to which each pair of a gap is looked at
_FEW = 20  # provisions that may share a word for it to lead from one to the other
_LEADS = 6
_TELLING = 8  # words from which a provision can be told from an unrelated one
_TOLD = 400  # words of a text that may be compared with no other to tell
_UNRELATED = 0.1  # similarity below which the same number stands for something else
_SLOT = 0.25  # similarity that the same number needs in a large gap


@dataclass(frozen=True, slots=True)
class Gap:
    """Children without a match, in order, between the same two matches."""

    before: list[int]
    after: list[int]


def close_gaps(matching: Matching, pool: Pool) -> None:
    """Match what stands in each gap of a pool: splits and merges first, then by similarity."""
    for family, xs, ys in matching.families(pool):
        enough = _ALIKE_PASSAGE if family in PASSAGES else _ALIKE
        for gap in _gaps(matching, xs, ys):
            pairs = _candidates(matching, gap)
            scores = _scores(matching, gap, pairs, enough)
            forward: dict[int, set[int]] = defaultdict(set)
            backward: dict[int, set[int]] = defaultdict(set)
            for x, y in pairs:
                forward[x].add(y)
                backward[y].add(x)
            own = _own_matches(matching, pairs, scores)
            _find_splits(matching, gap, ys, forward, {y: x for x, y in own})
            _find_merges(matching, gap, xs, backward, dict(own))
            _take_alike(matching, scores, own)


def fill_slots(matching: Matching, pool: Pool) -> None:
    """Same place, same number, nothing better on either side: reworded, however much."""
    for family, xs, ys in matching.families(pool):
        for gap in _gaps(matching, xs, ys):
            if family in PASSAGES:
                _fill_single(matching, family, pool, gap)
                continue
            large = len(gap.before) * len(gap.after) > _SMALL_GAP
            later = {matching.local_after(y): y for y in reversed(gap.after)}
            for x in gap.before:
                number = matching.local_before(x)
                y = later.get(number) if number else None
                if y is None or y in matching.to_before:
                    continue
                if _another(matching, family, x, y):
                    continue
                if not large or _similarity(matching, x, y) >= _SLOT:
                    matching.pair(x, y)


def _fill_single(matching: Matching, family: str, pool: Pool, gap: Gap) -> None:
    """One passage for one between the same two: reworded, unless the two share next to nothing."""
    if family != "passage" or len(gap.before) != 1 or len(gap.after) != 1:
        return
    (x,), (y,) = gap.before, gap.after
    if not _another(matching, family, x, y) and (pool.before[0] >= 0 or _similarity(matching, x, y) >= _ALIKE_SINGLE):
        matching.pair(x, y)


def _another(matching: Matching, family: str, x: int, y: int) -> bool:
    """A number that passed to a provision which shares next to no word with the one that had it."""
    if family in ("definition", "row"):
        return False
    one, other = len(matching.before.words(x)), len(matching.after.words(y))
    telling = min(one, other) >= _TELLING and max(one, other) <= _TOLD
    return telling and _similarity(matching, x, y) < _UNRELATED


@dataclass(frozen=True, slots=True)
class Gaps:
    """Places between siblings that match in order: those before the first, between two, after the last."""

    place_before: Mapping[int, int]
    place_after: Mapping[int, int]
    starts: list[int]
    ends: list[int]

    @classmethod
    def of(cls, matching: Matching, xs: list[int], ys: list[int]) -> "Gaps":
        """The places that the matches so far make among these siblings."""
        before, after = _places(xs), _places(ys)
        anchors = rising([(position, after[y]) for position, y in _matched(matching, xs) if y in after])
        return cls(before, after, [x for x, _ in anchors], [y for _, y in anchors])

    def between(self, xs: list[int], ys: list[int]) -> list[tuple[list[int], list[int]]]:
        """Those of each place that has some on both sides."""
        before, after = self._by_gap(xs, self.place_before, self.starts), self._by_gap(ys, self.place_after, self.ends)
        return [(before[number], after[number]) for number in sorted(before) if number in after]

    def parted(self, xs: list[int], ys: list[int]) -> list[tuple[list[int], list[int]]]:
        """The same, and at the end those of all other places together, where both versions have some."""
        found = self.between(xs, ys)
        told = {index for one, _ in found for index in one}, {index for _, other in found for index in other}
        rest = [x for x in xs if x not in told[0]], [y for y in ys if y not in told[1]]
        return [*found, rest] if all(rest) else found

    @staticmethod
    def _by_gap(indexes: list[int], place: Mapping[int, int], bounds: list[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for index in indexes:
            found[bisect_left(bounds, place[index])].append(index)
        return found


def _gaps(matching: Matching, xs: list[int], ys: list[int]) -> list[Gap]:
    """The gaps that have something on both sides."""
    free, later = matching.free_before(xs), matching.free_after(ys)
    if not free or not later:
        return []
    return [Gap(*both) for both in Gaps.of(matching, xs, ys).between(free, later)]


def _matched(matching: Matching, xs: list[int]) -> Iterator[tuple[int, int]]:
    for position, x in enumerate(xs):
        if x in matching.to_after:
            yield position, matching.to_after[x]


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A longest run of pairs that rise in both places (patience sorting); the first places rise already."""
    tails: list[int] = []
    last: list[int] = []
    previous: list[int] = []
    for number, (_, y) in enumerate(pairs):
        length = bisect_left(tails, y)
        previous.append(last[length - 1] if length else -1)
        tails[length : length + 1] = [y]
        last[length : length + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = previous[number]
    return chain[::-1]


def _similarity(matching: Matching, x: int, y: int) -> float:
    return similarity(matching.before.words(x), matching.after.words(y))


def _scores(
    matching: Matching, gap: Gap, pairs: list[tuple[int, int]], enough: float
) -> list[tuple[float, int, int, int]]:
    """Pairs of a gap that may be the same provision, best first."""
    rank_before = {x: rank for rank, x in enumerate(gap.before)}
    rank_after = {y: rank for rank, y in enumerate(gap.after)}
    scores = []
    for x, y in pairs:
        alike = _similarity(matching, x, y)
        numbered = matching.local_before(x) == matching.local_after(y) != ""
        if alike >= (_ALIKE_NUMBERED if numbered else enough):
            scores.append((-alike - _NUMBER_BONUS * numbered, abs(rank_before[x] - rank_after[y]), x, y))
    return sorted(scores)


def _take_alike(matching: Matching, scores: list[tuple[float, int, int, int]], own: list[tuple[int, int]]) -> None:
    """Best first, unless both of a pair are alike under their own numbers and those two pairs are more so together."""
    alike = {(x, y): -score for score, _, x, y in scores}
    later, earlier = dict(own), {y: x for x, y in own}
    for _, _, x, y in scores:
        if x in matching.to_after or y in matching.to_before:
            continue
        other_x, other_y = earlier.get(y, x), later.get(x, y)
        apart = other_x != x and other_y != y and other_x not in matching.to_after and other_y not in matching.to_before
        if not apart or alike[x, other_y] + alike[other_x, y] <= alike[x, y] + alike.get((other_x, other_y), 0.0):
            matching.pair(x, y)


def _candidates(matching: Matching, gap: Gap) -> list[tuple[int, int]]:
    if len(gap.before) * len(gap.after) <= _SMALL_GAP:
        return [(x, y) for x in gap.before for y in gap.after]
    return rare_pairs(matching, gap.before, gap.after)


def rare_pairs(matching: Matching, xs: list[int], ys: list[int]) -> list[tuple[int, int]]:
    """Pairs worth a look: they share several of the words that the fewest others have, or the number."""
    holders: dict[str, list[int]] = defaultdict(list)
    numbers: dict[str, int] = {}
    for y in ys:
        if number := matching.local_after(y):
            numbers.setdefault(number, y)
        for word in dict.fromkeys(matching.after.words(y)):
            holders[word].append(y)
    pairs: dict[tuple[int, int], None] = {}
    for x in xs:
        words = dict.fromkeys(matching.before.words(x))
        few = sorted((len(holders[word]), word) for word in words if word in holders and len(holders[word]) <= _FEW)
        votes = Counter(y for _, word in few[:_LEADS] for y in holders[word])
        for y in sorted(votes, key=lambda y: (-votes[y], y))[:4]:
            pairs[x, y] = None
        numbered = numbers.get(matching.local_before(x))
        if numbered is not None:
            pairs[x, numbered] = None
    return list(pairs)


def _own_matches(
    matching: Matching, pairs: list[tuple[int, int]], scores: list[tuple[float, int, int, int]]
) -> list[tuple[int, int]]:
    """Pairs of a gap that are alike under the same number: neither of them is a part of anything else."""
    alike = {(x, y) for score, _, x, y in scores if -score >= _ALIKE + _NUMBER_BONUS}
    numbered = (pair for pair in pairs if pair in alike)
    return [(x, y) for x, y in numbered if matching.local_before(x) == matching.local_after(y) != ""]


def _free_for(whole: int, matched: Container[int], own: Mapping[int, int]) -> Callable[[int], bool]:
    """Which siblings may be parts of a whole: without a match, and like no other under their own number."""
    return lambda index: index not in matched and own.get(index, whole) == whole


def _find_splits(
    matching: Matching, gap: Gap, siblings: list[int], leads: dict[int, set[int]], own: Mapping[int, int]
) -> None:
    if not _crowded(matching.to_before, siblings):
        return
    parts, place = _Parts(matching.after.words), _places(siblings)
    for x in gap.before:
        free = _free_for(x, matching.to_before, own)
        runs = _runs(free, siblings, [place[lead] for lead in sorted(leads.get(x, ()))])
        best = parts.of(matching.before.words(x), runs) if runs else None
        if best:
            matching.split(x, best)


def _find_merges(
    matching: Matching, gap: Gap, siblings: list[int], leads: dict[int, set[int]], own: Mapping[int, int]
) -> None:
    if not _crowded(matching.to_after, siblings):
        return
    parts, place = _Parts(matching.before.words), _places(siblings)
    for y in matching.free_after(gap.after):
        free = _free_for(y, matching.to_after, own)
        runs = _runs(free, siblings, [place[lead] for lead in sorted(leads.get(y, ()))])
        best = parts.of(matching.after.words(y), runs) if runs else None
        if best:
            matching.merge(best, y)


def _crowded(matched: dict[int, int], siblings: list[int]) -> bool:
    """Whether two neighbours without a match stand anywhere among them: what a run of parts needs."""
    return any(one not in matched and other not in matched for one, other in pairwise(siblings))


def _places(siblings: list[int]) -> dict[int, int]:
    return {index: position for position, index in enumerate(siblings)}


def _runs(free: Callable[[int], bool], siblings: list[int], leads: list[int]) -> list[list[int]]:
    """Unmatched siblings in runs without a matched one between them, near the places that lead here."""
    near = {lead + step for lead in leads for step in range(1 - _PARTS, _PARTS)}
    runs: list[list[int]] = []
    last = -2
    for position in sorted(near):
        if not 0 <= position < len(siblings) or not free(siblings[position]):
            continue
        if position == last + 1:
            runs[-1].append(siblings[position])
        else:
            runs.append([siblings[position]])
        last = position
    return [run for run in runs if len(run) > 1]


class _Parts:
    """Finds the neighbours that together say what another provision says: the containment test."""

    def __init__(self, words: Callable[[int], str]) -> None:
        self.words = words
        self.bags: dict[int, str] = {}

    def bag(self, index: int) -> str:
        """The words of a unit without their order."""
        if index not in self.bags:
            self.bags[index] = _bag(self.words(index))
        return self.bags[index]

    def of(self, whole: str, runs: list[list[int]]) -> tuple[int, ...] | None:
        """The neighbours that make up the whole best, fewest first; None where none do."""
        having = _bag(whole)
        ranked = [
            (-covered, tuple(parts))
            for run in runs
            for parts in self._windows(run, having)
            if (covered := self._covered(whole, having, parts))
        ]
        return min(ranked)[1] if ranked else None

    def _windows(self, run: list[int], having: str) -> Iterator[list[int]]:
        """Neighbours that may be parts; one or two that are no part of it may stand between them."""
        within = [place for place, index in enumerate(run) if self._within(index, having)]
        for first in range(len(within) - 1):
            for last in range(first + 1, min(first + _PARTS, len(within))):
                if within[last] - within[last - 1] - 1 > _BETWEEN:
                    break
                yield [run[place] for place in within[first : last + 1]]

    def _within(self, index: int, having: str) -> bool:
        bag = self.bag(index)
        return bool(bag) and _overlap(bag, having) >= _WITHIN * len(bag)

    def _covered(self, whole: str, having: str, parts: list[int]) -> float:
        """How much of the whole its parts cover, 0 where they do not make it up."""
        joined = "".join(map(self.words, parts))
        together = _overlap(_bag(joined), having)
        if together < _COVERED * len(whole):
            return 0.0
        for index in parts:
            others = _bag("".join(self.words(other) for other in parts if other != index))
            if together - _overlap(others, having) < max(2, _OWN_SHARE * len(self.bag(index))):
                return 0.0
        return together / len(whole) if similarity(whole, joined) >= _IN_ORDER else 0.0


def _bag(words: str) -> str:
    """Words in one order whatever they had, so that what two bags share is their longest common sequence."""
    return "".join(sorted(words))


def _overlap(one: str, other: str) -> int:
    """How many words two bags share, each as often as both have it."""
    shared: int = bit_parallel().LCSseq.similarity(one, other)
    return shared
