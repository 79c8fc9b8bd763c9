"""Which provision became which: layered matching on the tree, deterministic and global.

Layers, each looking only at what the one before left:

1. measures as wholes, then subsections and sections, wherever they stand (`diffs.compare.containers`);
   an index entry goes with its measure;
2. under matching parents, children with the same wording, then with the same wording but for
   numbers (`pair_equal`);
3. provisions with a wording that is unique in both versions, wherever they stand;
4. between neighbours that match, the most similar; first whether one was split or several
   were merged (`diffs.compare.neighbours`);
5. what is left in both versions, found by its rarest words (`diffs.compare.moved`);
6. a measure whose paragraphs came from one other, or went to one, was divided or joined
   (`diffs.compare.divided`);
7. whatever is left, blind to its kind, its depth and whether it has a number (`diffs.compare.across`);
8. in the same place under the same number: reworded beyond recognition.

Near-ties are broken in this order: higher similarity, same number of its own, nearer place,
earlier in the earlier version, earlier in the later one. Nothing depends on the order in
which provisions are met, on hashes or on time.
"""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from corpus.change import Possible
from corpus.text import fold
from diffs.compare.across import pair_across, pair_loose
from diffs.compare.containers import pair_containers
from diffs.compare.divided import pair_divided
from diffs.compare.matching import Matching, Pool
from diffs.compare.moved import pair_distinct, pair_rare
from diffs.compare.neighbours import Gaps, close_gaps, fill_slots, rising
from diffs.compare.similarity import Vocabulary, Wordings, mask
from diffs.compare.successors import possible_successors
from diffs.compare.units import PASSAGES, Outline
from diffs.words.shortest_script import script

_TELLING = 4  # words from which a lead-in identifies a provision whose items changed


Keys = tuple[Callable[[int], Hashable], Callable[[int], Hashable]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Units by their indexes. `after[x]` is what `x` became, `before[y]` what `y` was.

    `splits` and `merges` list all parts; the two mappings then name the first one. `possible` are
    successors that no verdict claims.
    """

    after: dict[int, int]
    before: dict[int, int]
    splits: dict[int, tuple[int, ...]]
    merges: dict[int, tuple[int, ...]]
    possible: tuple[Possible, ...]


def align(before: Outline, after: Outline) -> Alignment:
    """Pair the units of two versions."""
    matching = Matching.of(before, after)
    pair_containers(matching)
    _pair_index(matching)
    _search(matching, 0, _search_equal)
    searched = len(matching.pools)
    pair_distinct(matching)
    _search(matching, searched, _search_equal)
    pair_loose(matching)
    _search(matching, 0, close_gaps)
    searched = len(matching.pools)
    pair_rare(matching)
    _search(matching, searched, close_gaps)
    searched = len(matching.pools)
    pair_divided(matching)
    _search(matching, searched, close_gaps)
    for headed in (True, False):
        searched = len(matching.pools)
        pair_across(matching, headed=headed)
        _search(matching, searched, close_gaps)
    _search(matching, 0, fill_slots)
    return Alignment(
        matching.to_after, matching.to_before, matching.splits, matching.merges, possible_successors(matching)
    )


def _search(matching: Matching, start: int, layer: Callable[[Matching, Pool], None]) -> None:
    """Search the pools from `start` on in one layer; pools that are new in all layers so far."""
    layers = (_search_equal, close_gaps, fill_slots)
    known = start or len(matching.pools)
    at = start
    while at < len(matching.pools):
        pool = matching.pools[at]
        for earlier in layers[: layers.index(layer)] if at >= known else ():
            earlier(matching, pool)
        layer(matching, pool)
        at += 1


def _search_equal(matching: Matching, pool: Pool) -> None:
    earlier, later = matching.before, matching.after
    for family, found, others in matching.families(pool):
        numbered = matching.local_before, matching.local_after
        if family in PASSAGES:
            pair_passages(matching, found, others, matching.before.whole, matching.after.whole)
            if family == "row":
                _pair_rows(matching, found, others)
            pair_equal(matching, found, others, (_telling(earlier), _telling(later)), single=True)
            continue
        if family == "definition":
            pair_equal(matching, found, others, numbered)
            continue
        pair_equal(matching, found, others, (earlier.whole, later.whole))
        xs = [x for x in matching.free_before(found) if x not in matching.spare_before]
        ys = [y for y in matching.free_after(others) if y not in matching.spare_after]
        if not xs or not ys:
            continue
        pair_equal(matching, xs, ys, (_lead_in(earlier, numbered[0]), _lead_in(later, numbered[1])))
        pair_equal(matching, xs, ys, (_lead_in(earlier), _lead_in(later)), single=True)
        pair_equal(matching, xs, ys, (earlier.masked, later.masked))
        pair_equal(matching, xs, ys, (_opening(earlier, found, numbered[0]), _opening(later, others, numbered[1])))


def _lead_in(wordings: Wordings, local: Callable[[int], str] | None = None) -> Callable[[int], Hashable]:
    """A provision's own words, with its number where one is asked for; None where they say too little."""

    def key(index: int) -> Hashable:
        own = wordings.own[index]
        if own.count(" ") < _TELLING:
            return None
        return (own, local(index)) if local else own

    return key


def _opening(wordings: Wordings, siblings: list[int], local: Callable[[int], str]) -> Callable[[int], Hashable]:
    """The words that open a list, however few, with the number; None where a sibling opens one with the same words."""
    once = Counter(wordings.own[index] for index in siblings)

    def key(index: int) -> Hashable:
        own = wordings.own[index]
        alone = own and wordings.outline.units[index].children and once[own] == 1
        return (own, local(index)) if alone else None

    return key


def pair_equal(matching: Matching, xs: list[int], ys: list[int], keys: Keys, *, single: bool = False) -> None:
    """Pair what has the same key (None never matches); with `single` only where nothing else has it."""
    earlier = _group(matching.free_before(xs), keys[0])
    if not earlier:
        return
    later = _group(matching.free_after(ys), keys[1])
    several = []
    for key, same_before in earlier.items():
        same_after = later.get(key)
        if same_after is None:
            continue
        if len(same_before) == len(same_after) == 1:
            matching.pair(same_before[0], same_after[0])
        elif not single:
            several.append((same_before, same_after))
    gaps = Gaps.of(matching, xs, ys) if several else None
    for same_before, same_after in several:
        for one, other in gaps.parted(same_before, same_after) if gaps else ():
            for x, y in _in_order(matching, (xs, one), (ys, other)):
                matching.pair(x, y)
        matching.spare_before.update(matching.free_before(same_before))
        matching.spare_after.update(matching.free_after(same_after))


def _group(indexes: list[int], key: Callable[[int], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for index in indexes:
        wording = key(index)
        if wording is not None:
            groups.setdefault(wording, []).append(index)
    return groups


def _in_order(
    matching: Matching, before: tuple[list[int], list[int]], after: tuple[list[int], list[int]]
) -> list[tuple[int, int]]:
    """Equals between the same matches paired without a crossing, given with all their siblings.

    Where those around them moved on by as many places, all of them did. Else those that kept their
    number come first, then between them the rest in order; one that would have to pass another is
    left over: it is what came or went.
    """
    (siblings, xs), (later_siblings, ys) = before, after
    if len(xs) == len(ys) and _moved_on(matching, (siblings, xs[-1]), (later_siblings, ys[-1])):
        return list(zip(xs, ys, strict=True))
    later = {matching.local_after(y): place for place, y in enumerate(ys)}
    same = [(place, later[number]) for place, x in enumerate(xs) if (number := matching.local_before(x)) in later]
    found: list[tuple[int, int]] = []
    start, begin = 0, 0
    for end, stop in [*rising(same), (len(xs), len(ys))]:
        found += zip(xs[start:end], ys[begin:stop], strict=False)
        if end < len(xs):
            found.append((xs[end], ys[stop]))
        start, begin = end + 1, stop + 1
    return found


def _moved_on(matching: Matching, before: tuple[list[int], int], after: tuple[list[int], int]) -> bool:
    """Whether the next sibling with a match stands as many places further on as the last of several equals."""
    (xs, x), (ys, y) = before, after
    at, place = xs.index(x), {sibling: position for position, sibling in enumerate(ys)}
    shift = place[y] - at
    for following in range(at + 1, len(xs)):
        match = matching.to_after.get(xs[following])
        if match is not None:
            return shift != 0 and place.get(match, -1) - following == shift
    return shift == len(ys) - len(xs) != 0


_Said = Callable[[int], str]


def pair_passages(matching: Matching, xs: list[int], ys: list[int], before: _Said, after: _Said) -> None:
    """Passages and rows that say the same, in the order of both versions: equals keep their places."""
    xs, ys = matching.free_before(xs), matching.free_after(ys)
    codes = Vocabulary()
    old, new = "".join(codes[before(x)] for x in xs), "".join(codes[after(y)] for y in ys)
    i = j = 0
    for operation, count in script(old, new)[0]:
        for step in range(count if operation == 0 else 0):
            matching.pair(xs[i + step], ys[j + step])
        i += count if operation <= 0 else 0
        j += count if operation >= 0 else 0


def _pair_rows(matching: Matching, xs: list[int], ys: list[int]) -> None:
    """Rows that say the same but for their running number; then rows with the same first cell, where it is a name."""
    earlier, later = matching.before.outline, matching.after.outline
    numbered = [index for outline, rows in ((earlier, xs), (later, ys)) for index in rows if _is_number(outline, index)]
    if numbered:
        pair_passages(matching, xs, ys, lambda x: _cells_after(earlier, x), lambda y: _cells_after(later, y))
    pair_equal(matching, xs, ys, (lambda x: _row_head(earlier, x), lambda y: _row_head(later, y)), single=True)


def _is_number(outline: Outline, index: int) -> bool:
    blocks = outline.units[index].blocks
    return bool(blocks) and mask(blocks[0]).strip("#.() ") == ""


def _cells_after(outline: Outline, index: int) -> str:
    """A row without its running number."""
    blocks = outline.units[index].blocks
    return "\x1f".join(map(fold, blocks[1:] if _is_number(outline, index) else blocks))


def _row_head(outline: Outline, index: int) -> str | None:
    """The name a row goes by: its first cell, unless that is its running number."""
    blocks = outline.units[index].blocks
    return None if len(blocks) < 2 or not blocks[0] or _is_number(outline, index) else fold(blocks[0])


def _telling(wordings: Wordings) -> Callable[[int], Hashable]:
    """A passage's words, None where they are too few to say that it is the same one at another place."""

    def key(index: int) -> Hashable:
        whole = wordings.whole(index)
        return whole if whole.count(" ") >= _TELLING - 1 else None

    return key


def _pair_index(matching: Matching) -> None:
    """An index entry goes with its measure; one without a measure keeps its label."""
    before, after = matching.before.outline, matching.after.outline
    measures = {unit.key: unit.place for unit in before.units if unit.family == "measure"}
    later_measures = {unit.key for unit in after.units if unit.family == "measure"}
    entries = {unit.key: unit.place for unit in after.units if unit.family == "index_entry"}
    for unit in before.units:
        if unit.family != "index_entry":
            continue
        role, _, scope = unit.key.partition("/")
        measure = measures.get(scope)
        became = matching.to_after.get(measure) if measure is not None else None
        if became is not None:
            wanted = f"{role}/{after.units[became].key}"
        elif measure is not None and scope in later_measures:
            continue
        else:
            wanted = unit.key
        entry = entries.get(wanted)
        if entry is not None and entry not in matching.to_before:
            matching.pair(unit.place, entry)
