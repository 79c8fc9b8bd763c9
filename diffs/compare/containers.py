"""Measures, subsections and sections matched as wholes, wherever they stand.

Two of them are alike by the wordings they share: each wording votes with its number of words,
shared out among all that have it, so that a sentence every measure repeats says little. The
heading and the number add to the score; neither is enough alone, because a number can pass to
another measure. All candidate pairs of a document are ranked together.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property

from corpus.text import fold
from diffs.compare.matching import Matching
from diffs.compare.similarity import Wordings, mask, similarity
from diffs.compare.units import CONTAINERS, Unit

_HOLDERS = 8  # a wording or heading that more containers have does not point at any of them
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")  # words long enough to say what a measure is about
_STRONG = 0.5  # share of common wordings that settles a pair without a look at its words
_RARE_WORDS = 12


def pair_containers(matching: Matching) -> None:
    """Pair measures, then subsections, then sections."""
    gists = _Gists(matching)
    for family in CONTAINERS:
        xs = [unit.place for unit in matching.before.outline.units if unit.family == family]
        ys = [unit.place for unit in matching.after.outline.units if unit.family == family]
        if xs and ys:
            _pair_family(matching, xs, ys, gists)


def _pair_family(matching: Matching, xs: list[int], ys: list[int], gists: "_Gists") -> None:
    """Number and heading together first, then shared wordings, then longer words, then rare ones."""
    _take(matching, [(0.0, 0, x, y) for x, y in sorted(_unmistakable(matching, xs, ys))])
    xs, ys = matching.free_before(xs), matching.free_after(ys)
    if not xs or not ys:
        return
    shared = gists.votes(xs, ys)
    named = _same(matching, xs, ys, _label) | _same(matching, xs, ys, _heading)
    strong = {pair for pair, votes in shared.items() if votes >= _STRONG}
    for candidates in (strong, set(shared) | named, None):
        left = matching.free_before(xs), matching.free_after(ys)
        pairs = _rare(*left, gists) if candidates is None else candidates
        ranked = []
        for x, y in pairs:
            if x in matching.to_after or y in matching.to_before:
                continue
            score = _score(matching, x, y, shared.get((x, y), 0.0), gists)
            if score:
                ranked.append((-score, abs(x - y), x, y))
        _take(matching, ranked)


def _unmistakable(matching: Matching, xs: list[int], ys: list[int]) -> set[tuple[int, int]]:
    """Pairs with the same number and the same heading, where no other has that heading."""
    labelled = _same(matching, xs, ys, _label)
    counts = Counter(_heading(matching.before.outline.units[x]) for x in xs)
    later = Counter(_heading(matching.after.outline.units[y]) for y in ys)
    return {
        (x, y)
        for x, y in labelled
        if (heading := _heading(matching.before.outline.units[x]))
        and heading == _heading(matching.after.outline.units[y])
        and counts[heading] == later[heading] == 1
    }


def _take(matching: Matching, ranked: list[tuple[float, int, int, int]]) -> None:
    for _, _, x, y in sorted(ranked):
        if x not in matching.to_after and y not in matching.to_before:
            matching.pair(x, y)


def _score(matching: Matching, x: int, y: int, votes: float, gists: "_Gists") -> float:
    """0 for two different provisions, otherwise the higher the more alike."""
    one, other = matching.before.outline.units[x], matching.after.outline.units[y]
    label = one.key == other.key
    heading = _heading(one) == _heading(other)
    bonus = 0.25 * heading + 0.15 * label
    alike = votes if votes >= _STRONG else max(votes, gists.alike(x, y))
    if heading and (label or votes >= 0.3):
        return max(alike, _STRONG) + bonus
    if heading:
        return alike + bonus if alike >= 0.4 else 0.0
    if label:
        related = similarity(*gists.headings(one, other)) >= 0.5
        return alike + bonus if votes >= 0.3 or alike >= (0.4 if related else 0.6) else 0.0
    return alike if votes >= 0.4 or alike >= 0.75 else 0.0


def _label(unit: Unit) -> str:
    return unit.key


def _heading(unit: Unit) -> str:
    return fold(unit.node.heading or "").casefold()


def _same(matching: Matching, xs: list[int], ys: list[int], key: Callable[[Unit], str]) -> set[tuple[int, int]]:
    """Pairs that share a label or a heading, where few do."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for y in ys:
        by_key[key(matching.after.outline.units[y])].append(y)
    pairs = set()
    for x in xs:
        wanted = key(matching.before.outline.units[x])
        if wanted and len(by_key.get(wanted, ())) <= _HOLDERS:
            pairs |= {(x, y) for y in by_key.get(wanted, ())}
    return pairs


def _rare(xs: list[int], ys: list[int], gists: "_Gists") -> set[tuple[int, int]]:
    """Pairs of containers without a match that share several words few others have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for y in ys:
        for word in gists.words_after(y):
            holders[word].append(y)
    pairs = set()
    for x in xs:
        known = sorted((len(holders[word]), word) for word in gists.words_before(x) if word in holders)
        counts: dict[int, int] = defaultdict(int)
        for size, word in known[:_RARE_WORDS]:
            for y in holders[word] if size <= _HOLDERS else ():
                counts[y] += 1
        best = sorted(counts, key=lambda y: (-counts[y], y))[:3]
        pairs |= {(x, y) for y in best}
    return pairs


class _Gists:
    """What containers are about: their wordings and their longer words, made when asked for."""

    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self.sets: dict[tuple[bool, int], frozenset[str]] = {}

    @cached_property
    def common(self) -> set[str]:
        """Wordings that stand in both versions as they are."""
        return set(self.matching.before.own) & set(self.matching.after.own)

    def _wordings(self, wordings: Wordings, container: int) -> set[str]:
        """The wordings under a container; numbers do not count where the wording itself is new."""
        below = wordings.own[container + 1 : wordings.outline.units[container].end]
        return {own if own in self.common else mask(own) for own in below}

    def votes(self, xs: list[int], ys: list[int]) -> dict[tuple[int, int], float]:
        """How much of their wordings two containers share, 0 to 1, for every pair that shares any."""
        earlier, later = self._holders(self.matching.before, xs), self._holders(self.matching.after, ys)
        shared: dict[tuple[int, int], float] = defaultdict(float)
        totals_before, totals_after = _totals(earlier), _totals(later)
        for text, having in earlier.items():
            others = later.get(text, [])
            if len(having) > _HOLDERS or len(others) > _HOLDERS:
                continue
            weight = _weight(text) / max(len(having), len(others), 1)
            for x in having:
                for y in others:
                    shared[x, y] += weight
        return {(x, y): 2 * weight / (totals_before[x] + totals_after[y]) for (x, y), weight in shared.items()}

    def _holders(self, wordings: Wordings, containers: list[int]) -> dict[str, list[int]]:
        holders: dict[str, list[int]] = {}
        for container in containers:
            for text in sorted(self._wordings(wordings, container)):
                holders.setdefault(text, []).append(container)
        return holders

    def words_before(self, x: int) -> frozenset[str]:
        return self._words(self.matching.before, False, x)

    def words_after(self, y: int) -> frozenset[str]:
        return self._words(self.matching.after, True, y)

    def _words(self, wordings: Wordings, later: bool, index: int) -> frozenset[str]:
        if (later, index) not in self.sets:
            self.sets[later, index] = frozenset(_LONG_WORD.findall(wordings.whole(index).casefold()))
        return self.sets[later, index]

    def alike(self, x: int, y: int) -> float:
        """Dice's coefficient of the two sets of longer words."""
        one, other = self.words_before(x), self.words_after(y)
        return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0

    def headings(self, one: Unit, other: Unit) -> tuple[str, str]:
        encode = self.matching.before.vocabulary.encode
        return encode(fold(one.node.heading or "")), encode(fold(other.node.heading or ""))


def _weight(text: str) -> int:
    return text.count(" ") + 1


def _totals(holders: dict[str, list[int]]) -> dict[int, float]:
    totals: dict[int, float] = defaultdict(float)
    for text, having in holders.items():
        for container in having:
            totals[container] += _weight(text) / len(having)
    return totals
