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
7. in the same place under the same number: reworded beyond recognition.

Near-ties are broken in this order: higher similarity, same number of its own, nearer place,
earlier in the earlier version, earlier in the later one. Nothing depends on the order in
which provisions are met, on hashes or on time.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from diffs.compare.containers import pair_containers
from diffs.compare.divided import pair_divided
from diffs.compare.matching import Matching, Pool
from diffs.compare.moved import pair_distinct, pair_rare
from diffs.compare.neighbours import close_gaps, fill_slots
from diffs.compare.similarity import Wordings
from diffs.compare.units import Outline

_TELLING = 4  # words from which a lead-in identifies a provision whose items changed


Keys = tuple[Callable[[int], Hashable], Callable[[int], Hashable]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Units by their indexes. `after[x]` is what `x` became, `before[y]` what `y` was.

    `splits` and `merges` list all parts; the two mappings then name the first one.
    """

    after: dict[int, int]
    before: dict[int, int]
    splits: dict[int, tuple[int, ...]]
    merges: dict[int, tuple[int, ...]]


def align(before: Outline, after: Outline) -> Alignment:
    """Pair the units of two versions."""
    matching = Matching.of(before, after)
    pair_containers(matching)
    _pair_index(matching)
    _search(matching, 0, _search_equal)
    searched = len(matching.pools)
    pair_distinct(matching)
    _search(matching, searched, _search_equal)
    _search(matching, 0, close_gaps)
    searched = len(matching.pools)
    pair_rare(matching)
    _search(matching, searched, close_gaps)
    searched = len(matching.pools)
    pair_divided(matching)
    _search(matching, searched, close_gaps)
    _search(matching, 0, fill_slots)
    return Alignment(matching.to_after, matching.to_before, matching.splits, matching.merges)


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
        if family == "definition":
            pair_equal(matching, found, others, numbered)
            continue
        pair_equal(matching, found, others, (earlier.whole, later.whole))
        xs, ys = matching.free_before(found), matching.free_after(others)
        if not xs or not ys:
            continue
        pair_equal(matching, xs, ys, (_lead_in(earlier, numbered[0]), _lead_in(later, numbered[1])))
        pair_equal(matching, xs, ys, (_lead_in(earlier), _lead_in(later)), single=True)
        pair_equal(matching, xs, ys, (earlier.masked, later.masked))


def _lead_in(wordings: Wordings, local: Callable[[int], str] | None = None) -> Callable[[int], Hashable]:
    """A provision's own words, with its number where one is asked for; None where they say too little."""

    def key(index: int) -> Hashable:
        own = wordings.own[index]
        if own.count(" ") < _TELLING:
            return None
        return (own, local(index)) if local else own

    return key


def pair_equal(matching: Matching, xs: list[int], ys: list[int], keys: Keys, *, single: bool = False) -> None:
    """Pair what has the same key (None never matches); with `single` only where nothing else has it.

    As many with the same key in both: in order. Otherwise from the front or from the back,
    whichever keeps more numbers; on a tie from the front.
    """
    earlier = _group(matching.free_before(xs), keys[0])
    if not earlier:
        return
    later = _group(matching.free_after(ys), keys[1])
    for key, same_before in earlier.items():
        same_after = later.get(key)
        if same_after is None:
            continue
        if len(same_before) == len(same_after) == 1:
            matching.pair(same_before[0], same_after[0])
        elif not single:
            for x, y in _in_order(matching, same_before, same_after):
                matching.pair(x, y)


def _group(indexes: list[int], key: Callable[[int], Hashable]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for index in indexes:
        wording = key(index)
        if wording is not None:
            groups.setdefault(wording, []).append(index)
    return groups


def _in_order(matching: Matching, xs: list[int], ys: list[int]) -> list[tuple[int, int]]:
    front = list(zip(xs, ys, strict=False))
    if len(xs) == len(ys):
        return front
    back = list(zip(reversed(xs), reversed(ys), strict=False))

    def kept(pairs: list[tuple[int, int]]) -> int:
        return sum(matching.local_before(x) == matching.local_after(y) for x, y in pairs)

    return back if kept(back) > kept(front) else front


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
