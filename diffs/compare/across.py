"""The second pass: what is left as gone and come, blind to kind, depth and whether it has a number.

A provision that becomes a measure of its own, an enhancement that becomes a chapter, a page whose
numbers were lost: the layers before look among provisions of one kind only. Here every unit that
is left may be every other: first by the same words, then by heading and words together, then by
similarity among the few candidates that share its rare words (BM25). A pair is a verdict only
above the thresholds below, which `benchmarks/diff_catalogues.py` and `benchmarks/diff_truth.py`
justify; what stays below is a possible successor (`diffs.compare.successors`) and no verdict.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.citation import label_key
from corpus.text import caseless, fold
from diffs.compare.matching import Matching
from diffs.compare.moved import may_move
from diffs.compare.rare_words import Index
from diffs.compare.similarity import Wordings, similarity
from diffs.compare.units import Outline, Unit

_APART = ("front", "index_entry")  # compared apart, or with their measures
_TELLING = 4  # words from which the same words are the same provision
_ALIKE = 0.6  # similarity that settles a pair anywhere
_ALIKE_NEAR = 0.34  # with the number in one version only: between neighbours that match, or with the same number
_ALIKE_BESIDE = 0.5  # beside a provision that matches
_HEADING = 0.75  # similarity of two headings that say the same
_BODY = 0.25  # similarity of the words under such headings
_SHORT = 6  # words up to which a lead-in says less than its items
_NUMBER = re.compile(r"(?P<number>(?:[A-Za-z]{1,8}[ .-]?)?\d+(?:\.\d+)*[A-Za-z]?|\(?[a-z]{1,4}[.)]|\d+[.)])[.)]?\s+")
_CANDIDATES = 4
_LONGEST = 2_000  # words of a text that similarity looks at

_Wanted = Callable[[Unit], bool]


def pair_across(matching: Matching, *, headed: bool) -> None:
    """Pair what is left in both versions: with `headed` only provisions that have a heading of their own."""
    left = _Left(matching, lambda unit: bool(unit.key and unit.node.heading) or not headed)
    if left.before and left.after:
        _pair_same(matching, left)
        _take(matching, left, left.candidates())


def pair_loose(matching: Matching) -> None:
    """Pair what has a number in one version only, before passages are looked for among passages."""
    left = _Left(matching, lambda unit: True, stubs=False)
    kinds = [{bool(unit.key) for unit in side.values()} for side in (left.before, left.after)]
    if not any(one != other for one in kinds[0] for other in kinds[1]):
        return
    _pair_same(matching, left, _loose)
    pairs = ((x, y) for x, y in left.candidates() if _loose(left.before[x], left.after[y]))
    while _take(matching, left, pairs):
        pairs = ((x, y) for x, y in left.candidates() if _loose(left.before[x], left.after[y]))


def _take(matching: Matching, left: "_Left", pairs: Iterable[tuple[int, int]]) -> int:
    """Pair the best of the candidates first; gives how many were paired."""
    ranked = []
    for x, y in pairs:
        score = _score(matching, left, x, y)
        if score:
            ranked.append((-score, abs(x - y), x, y))
    taken = 0
    for _, _, x, y in sorted(ranked):
        if left.free(x, y):
            left.pair(x, y)
            taken += 1
    return taken


@dataclass(slots=True, eq=False)
class _Text:
    """A unit as it is compared here: its words without a number that only one version prints as a label."""

    unit: Unit
    number: str
    own: str
    words: str
    heading: str


class _Left:
    """The units left over in both versions; a pair that is a stub only counts as left over too."""

    def __init__(self, matching: Matching, wanted: _Wanted, *, stubs: bool = True) -> None:
        self.matching = matching
        self.texts: tuple[dict[int, _Text], dict[int, _Text]] = {}, {}
        after = [unit for unit in _unmatched(matching.after, matching.to_before) if wanted(unit)]
        before = [unit for unit in _unmatched(matching.before, matching.to_after) if wanted(unit)] if after else []
        self.stubs = {x for x, y in matching.to_after.items() if _is_stub(matching, x, y)} if after and stubs else set()
        before += [matching.before.outline.units[x] for x in sorted(self.stubs)]
        self.before = {unit.place: unit for unit in before}
        self.after = {unit.place: unit for unit in after if before}

    def old(self, x: int) -> _Text:
        """A unit of the earlier version."""
        if x not in self.texts[0]:
            self.texts[0][x] = _text(self.matching.before, self.before[x])
        return self.texts[0][x]

    def new(self, y: int) -> _Text:
        """A unit of the later version."""
        if y not in self.texts[1]:
            self.texts[1][y] = _text(self.matching.after, self.after[y])
        return self.texts[1][y]

    def free(self, x: int, y: int) -> bool:
        """Whether neither has found another since, and the two are no equals that changed places."""
        if x in self.matching.spare_before and y in self.matching.spare_after:
            return False
        return y not in self.matching.to_before and (x not in self.matching.to_after or x in self.stubs)

    def pair(self, x: int, y: int) -> None:
        if x in self.stubs:
            self.stubs.remove(x)
            self.matching.unpair(x)
        self.matching.pair(x, y)

    @cached_property
    def headings(self) -> tuple[Counter[str], Counter[str]]:
        """How many of what is left have each heading."""
        return Counter(map(_heading, self.before.values())), Counter(map(_heading, self.after.values()))

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs worth a look: by rare words, by heading, by number, and neighbours of what matches."""
        ys = [y for y in self.after if y not in self.matching.to_before]
        xs = [x for x in self.before if x not in self.matching.to_after or x in self.stubs]
        index = Index({y: self.new(y).words for y in ys}, set().union(*(self.old(x).words for x in xs)))
        headings = _holders((_heading(self.after[y]), y) for y in ys)
        numbers = _holders((self.new(y).number, y) for y in ys)
        for x in xs:
            unit, text = self.before[x], self.old(x)
            found = dict.fromkeys(y for y, _ in index.best(index.leads(text.words), _CANDIDATES))
            found |= dict.fromkeys(headings.get(_heading(unit), ()))
            found |= dict.fromkeys(numbers.get(text.number, ()))
            found |= dict.fromkeys(y for y in _beside(self.matching, x) if y in self.after)
            yield from ((x, y) for y in found)


def _heading(unit: Unit) -> str:
    return fold(unit.node.heading or "").casefold()


def _unmatched(wordings: Wordings, matched: dict[int, int]) -> Iterator[Unit]:
    units = wordings.outline.units
    return (unit for place, unit in enumerate(units) if place not in matched and unit.family not in _APART)


def _holders(named: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """The units that share a heading or a number, where few do."""
    found: dict[str, list[int]] = defaultdict(list)
    for name, place in named:
        if name:
            found[name].append(place)
    return {name: holders for name, holders in found.items() if len(holders) <= _CANDIDATES}


def _text(wordings: Wordings, unit: Unit) -> _Text:
    own = wordings.own[unit.place]
    if unit.node.text and (unit.blocks or unit.notes):  # which a unit of another kind has as passages
        own = "\x1f".join(fold(part) for part in (unit.node.heading or "", unit.node.text) if part)
    number, plain = unnumbered(own) if not unit.key else (_tail(unit.key), own)
    alone = plain == own and unit.end == unit.place + 1 and own is wordings.own[unit.place]
    whole = alone or plain.count(" ") < _SHORT
    words = wordings.words(unit.place) if whole else wordings.vocabulary.encode(plain)
    return _Text(unit, number, plain, words[:_LONGEST], _heading(unit))


def unnumbered(text: str) -> tuple[str, str]:
    """A number that a text begins with, as keys of labels have it, and the text without it."""
    found = _NUMBER.match(text)
    if found is None:
        return "", text
    return _tail(label_key(found["number"])), text[found.end() :]


def own_number(passage: Unit, numbered: Unit) -> int:
    """How many characters of a passage are the number that the other has as its label."""
    if passage.key or not numbered.key:
        return 0
    text = passage.plain
    number, rest = unnumbered(text)
    printed = text[: len(text) - len(rest)]
    prefixed = " " not in printed.strip() and printed == printed.upper()  # `KC1.1` may be 1.1; `not 1.` and `not1.` not
    whole = prefixed or caseless(numbered.key).endswith(caseless(printed))
    return len(printed) if number and whole and numbered.key.endswith((number, f"{number})")) else 0


def _tail(key: str) -> str:
    """A number as two schemes share it: `1.1` of `kc1.1`, `a` of `pcu1.2(a)`."""
    last = key.rpartition("(")[2].rstrip(").")
    digits = re.search(r"\d", last)
    return last[digits.start() :] if digits else last


def _is_stub(matching: Matching, x: int, y: int) -> bool:
    """Whether a pair holds together by number and title alone, because nothing else is left of it."""
    one, other = matching.before.outline.units[x], matching.after.outline.units[y]
    if not one.node.heading or other.end > y + 1 or other.node.text.count(" ") >= _TELLING:
        return False
    return (
        x not in matching.splits
        and y not in matching.merges
        and matching.before.whole(x).count(" ") >= 12
        and (similarity(matching.before.words(x), matching.after.words(y)) < _ALIKE)
    )


def _pair_same(matching: Matching, left: _Left, may: Callable[[Unit, Unit], bool] = lambda one, other: True) -> None:
    """Pair the same words, where as many have them in both versions; in order."""
    earlier, later = _by_words(map(left.old, left.before)), _by_words(map(left.new, left.after))
    for own, xs in earlier.items():
        ys = later.get(own, [])
        if len(xs) == len(ys):
            for x, y in zip(xs, ys, strict=True):
                one, other = left.before[x], left.after[y]
                known = left.free(x, y) and may(one, other)
                known = known and (not _loose(one, other) or _on_its_own(matching, one, other))
                if known and (may_move(matching, x, y, 1.0) or _near(matching, x, y)):
                    left.pair(x, y)


def _by_words(texts: Iterable[_Text]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for text in texts:
        if text.own.count(" ") >= _TELLING - 1:
            found[text.own].append(text.unit.place)
    return found


def _score(matching: Matching, left: _Left, x: int, y: int) -> float:
    """0 where nothing says that the two are one provision, else the higher the surer."""
    one, other = left.old(x), left.new(y)
    loose = _loose(one.unit, other.unit)
    if loose and not _on_its_own(matching, one.unit, other.unit):
        return 0.0
    alike = similarity(one.words, other.words)
    if alike < _BODY:
        return 0.0
    numbered = one.number == other.number != ""
    if alike >= (_ALIKE_NEAR if loose else _ALIKE_BESIDE) and ((numbered and loose) or _near(matching, x, y)):
        return alike + 0.2 + 0.1 * numbered
    headed = _same_heading(matching, left, one, other)
    known = headed or (alike >= _ALIKE and may_move(matching, x, y, alike))
    return alike + 0.3 * headed + 0.05 * numbered if known else 0.0


def _on_its_own(matching: Matching, one: Unit, other: Unit) -> bool:
    """Whether the passage of the two is not words of a provision that has to be found first."""
    passage, matched = (other, matching.to_before) if one.key else (one, matching.to_after)
    return passage.parent < 0 or passage.parent in matched


def _loose(one: Unit, other: Unit) -> bool:
    """Whether one of two has its number in its words only."""
    return (not one.key) != (not other.key)


def _same_heading(matching: Matching, left: _Left, one: _Text, other: _Text) -> float:
    """How alike two headings are, 0 where they are not, or where others have them too."""
    if not one.heading or not other.heading:
        return 0.0
    earlier, later = left.headings
    if earlier[one.heading] > 1 or later[other.heading] > 1:
        return 0.0
    encode = matching.before.vocabulary.encode
    alike = similarity(encode(one.heading), encode(other.heading))
    return alike if alike >= _HEADING else 0.0


def _near(matching: Matching, x: int, y: int) -> bool:
    """Whether the provisions just before, or just after, match each other."""
    return y in _beside(matching, x)


def _beside(matching: Matching, x: int) -> Iterator[int]:
    """What stands, in the later version, beside the matches of a provision's neighbours."""
    earlier, later = matching.before.outline, matching.after.outline
    for step in (-1, 1):
        neighbour = _neighbour(earlier, x, step)
        match = matching.to_after.get(neighbour) if neighbour is not None else None
        found = _neighbour(later, match, -step) if match is not None else None
        if found is not None and found not in matching.to_before:
            yield found


def _neighbour(outline: Outline, index: int, step: int) -> int | None:
    """The sibling next to a unit."""
    units = outline.units
    if step > 0:
        following = units[index].end
        return following if following < len(units) and units[following].parent == units[index].parent else None
    parent, before = units[index].parent, index - 1
    while before > parent and units[before].parent != parent:
        before = units[before].parent
    return before if before > parent and before >= 0 else None
