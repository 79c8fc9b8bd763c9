"""What must hold after an instruction, found by comparing the versions before and after it.

The check does not listen to what the operations say they did: it reads from the effects which
labels an instruction names and looks at everything else. What both versions have as the same
frozen object cannot differ; only what stands beside the path to a change is read again. Where a
number stands in two places already, nothing counts as the same and everything is read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision, walk
from corpus.text import fold
from diffs.execute.headed import has_its_heading, stands_alone
from diffs.execute.label_index import Level, Survey, found, key_of, labelled, note_key
from diffs.execute.number_order import ascending
from diffs.execute.refused import NotApplied
from diffs.execute.targets import resolve
from diffs.execute.tree import Forest, at, label_at, nodes, paths, shell
from diffs.words.in_text import occurrences

Own = tuple[object, ...]
"""What belongs to a label itself: its words and those of the unlabelled nodes under it."""

Same = frozenset[int]
"""The identities of nodes that stand in both versions with everything under them."""


@dataclass(frozen=True, slots=True)
class _Inventory:
    """What belongs to each key outside the subtrees that both versions have, and in which order all stands.

    In `own` an unlabelled subtree that both have is the node itself. `order` has keys, and the
    identities of subtrees that both have; the values are a place's own key and the level below it.
    """

    own: dict[str, Own] = field(default_factory=dict)
    order: dict[str | int, tuple[str | None, Level | None]] = field(default_factory=dict)


def require(
    before: Survey, after: Survey, effects: Sequence[Effect], renamed: Mapping[str, str], *, in_order: bool = True
) -> set[str]:
    """Raise NotApplied unless the step from before to after is what the effects name, and sound.

    `renamed` gives the new label for every label that the renumbering changed. Without `in_order`
    the numbers may stand out of order: a person has said that a circular renumbering is meant.
    Gives the keys that the effects name.
    """
    named = _named(before, after, effects)
    new = {label_key(old): label_key(label) for old, label in renamed.items()}
    _require_unique(before, after)
    same = unchanged(before, after, new)
    _require_untouched(_inventory(before, same), _inventory(after, same), named, new)
    _require_terms(before, after, same)
    if in_order:
        _require_order(before, _sibling_lists(after, same), named | new.keys() | set(new.values()), renamed)
    return named


def _require_terms(before: Survey, after: Survey, same: Same) -> None:
    """The term in the label of a definition still stands in its words: a label does not follow a change of words."""
    for label, text in _definitions(after.roots, same):
        term = _term(label)
        old = found(before, label)
        if old is not None and _has(old.text, term) and not _has(text, term):
            raise NotApplied("not understood", f"the term that {label} defines would change, and the label with it")


def _definitions(level: Level, same: Same) -> Iterator[tuple[str, str]]:
    """Label and words of every definition that is not the same in both versions."""
    for node, _, below in level.subtrees():
        if id(node) in same:
            continue
        if node.kind == "definition" and node.label:
            yield node.label, node.text
        if below:
            yield from _definitions(below, same)


def _term(label: str) -> str:
    return label.partition("/")[2].rpartition("@")[0] or label.partition("/")[2]


def _has(text: str, term: str) -> bool:
    return fold(term).casefold() in fold(text).casefold()


def prove(before: Survey, after: Survey, named: Set[str], new: Mapping[str, str]) -> None:
    """What every step was held to, once more from the first version to the last.

    `named` are the keys, as they are now, that any instruction named, `new` the keys that were
    renumbered. Raises AssertionError: an error of keeling's, after which no result may be given.
    """
    keys = [key for node in nodes(after.forest) if (key := key_of(node)) is not None]
    known, unique = frozenset(keys), len(set(keys)) == len(keys) and "" not in keys
    if (len(keys), known, unique) != (after.roots.count, after.roots.all_keys(), after.unique):
        raise AssertionError("the tables carried through the instructions are not those of the result")
    try:
        _require_unique(before, after)
        same = unchanged(before, after, new)
        _require_untouched(_inventory(before, same), _inventory(after, same), named, new)
    except NotApplied as error:
        raise AssertionError(f"the instructions together did what none of them did: {error}") from error


def _named(before: Survey, after: Survey, effects: Iterable[Effect]) -> set[str]:
    named: set[str] = set()
    for effect in effects:
        named |= {node.key for node in walk(effect.content) if node.label}
        if effect.type == "renumbered":
            continue
        if not (effect.label or effect.anchor):
            named |= _all_with(before.forest, effect)
        elif effect.type not in ("inserted", "entry inserted"):
            named |= _in_target(before, after, effect)
        elif any(node.label is None for node in effect.content):
            named |= {node.key for node in _targets(before, after, effect) if node.label} | _beside(before, effect)
    return named


def _in_target(before: Survey, after: Survey, effect: Effect) -> set[str]:
    nodes = [node for root in _targets(before, after, effect) for node in root.walk()]
    named = {node.key for node in nodes if node.label}
    named |= _beside(before, effect)
    if effect.part and effect.part.kind == "footnote":
        named |= {note_key(mark.num) for node in nodes for mark in node.marks}
    return named


def _beside(now: Survey, effect: Effect) -> set[str]:
    """The key of the provision whose sub-heading stands above the one named, or whose table stands behind it."""
    rows = bool(effect.content) and all(node.kind == "row" for node in effect.content)
    outside = rows or (effect.part and effect.part.kind in ("heading above", "table", "row"))
    places = labelled(now, effect.label or "")
    if effect.type == "omitted" and not effect.part:
        places = [path for path in places if has_its_heading(now.forest, path, effect.text)]
    elif effect.part and effect.part.kind == "heading":
        places = [path for path in places if not at(now.forest, path).heading and stands_alone(now.forest, path)]
    elif effect.type == "substituted" and effect.content and effect.content[0].kind == "heading":
        pass  # the heading before the provision is replaced with it
    elif not outside:
        return set()
    return {label_key(label_at(now.forest, path[:-1])) for path in places}


def _all_with(before: Forest, effect: Effect) -> set[str]:
    """For words "throughout the Code": every provision in whose own words they stand or stood."""
    words = effect.old_text or effect.anchor_text
    if not words:
        return set()
    owners = {
        label_at(before, path)
        for path, node in paths(before)
        if any(occurrences(text or "", words) for text in (node.text, node.heading))
    }
    notes = {note_key(node.num) for node in walk(before) if node.kind == "footnote"}
    return {label_key(label) for label in owners} | notes


def _targets(before: Survey, after: Survey, effect: Effect) -> list[Provision]:
    return [node for now in (before, after) for node in _target(now, effect)]


def _target(now: Survey, effect: Effect) -> list[Provision]:
    try:
        path = resolve(now, effect.label or effect.anchor)
    except NotApplied:
        return []
    places = [path, shell(now.forest, path)]
    if effect.type == "inserted":
        places += labelled(now, label_at(now.forest, path))
        places += labelled(now, label_at(now.forest, path[:-1])) if effect.anchor else []
    return [at(now.forest, place) for place in places]


def _require_unique(before: Survey, after: Survey) -> None:
    old = [] if after.unique else _repeated(before.forest)
    for label in [] if after.unique else _repeated(after.forest):
        if label not in old:
            raise NotApplied("label repeated", f"{label} exists already")


def _repeated(forest: Forest) -> list[str]:
    seen: set[str] = set()
    twice = []
    for node in walk(forest):
        if node.label:
            if node.key in seen:
                twice.append(node.label)
            seen.add(node.key)
    return twice


def unchanged(before: Survey, after: Survey, new: Mapping[str, str]) -> Same:
    """The subtrees that both versions have, but for those with a key that was renumbered or given anew.

    None where a key stands in two places: there what belongs to a key depends on what else has it.
    """
    same: set[int] = set()
    moved = {*new, *new.values()}
    olds, news = ([before.roots], [after.roots]) if before.unique and after.unique else ([], [])
    while olds and news:
        there = {id(node) for each in olds for node in each.forest}
        for each in news:
            same |= {
                id(node)
                for node, key, below in each.subtrees()
                if id(node) in there and key not in moved and not (moved and below and any(k in below for k in moved))
            }
        olds, news = _changed(olds, same), _changed(news, same)
    return frozenset(same)


def _changed(level: Iterable[Level], same: Set[int]) -> list[Level]:
    """What stands under the nodes of a level that are not in both versions."""
    return [
        below
        for each in level
        for node, below in zip(each.forest, each.below, strict=True)
        if below and id(node) not in same
    ]


def _inventory(now: Survey, same: Same) -> _Inventory:
    there = _Inventory()
    front = tuple(_own_parts(now.roots, same, there))
    return _Inventory({"": front, **there.own}, {"": ("", None), **there.order})


def _own_parts(now: Level, same: Same, there: _Inventory) -> list[object]:
    """The parts of unlabelled nodes, in order; labelled ones and notes are entered in `there`."""
    parts: list[object] = []
    for node, key, below in now.subtrees():
        if id(node) in same:
            if key is None:
                parts.append(node)
            if below or key is not None:
                there.order[id(node)] = (key, below)
            continue
        own = (_own(node), *(_own_parts(below, same, there) if below else ()))
        if key is None:
            parts += own
        else:
            there.own[key], there.order[key] = own, (key, None)
    return parts


def _own(node: Provision) -> Own:
    return (node.kind, node.heading, node.text, node.marks, node.application, node.duties)


def _alike(own: Own, other: Own | None) -> bool:
    return other is not None and (own == other or _spread(own) == _spread(other))


def _spread(parts: Iterable[object]) -> list[object]:
    """The parts with those of an unlabelled subtree in its place."""
    spread: list[object] = []
    for part in parts:
        if isinstance(part, Provision):
            spread += [_own(part), *_spread(child for child in part.children if key_of(child) is None)]
        else:
            spread.append(part)
    return spread


def _require_untouched(before: _Inventory, after: _Inventory, named: Set[str], new: Mapping[str, str]) -> None:
    """Words, presence and order of everything that is not named; a renumbered provision keeps its words."""
    for key, own in before.own.items():
        if new.get(key, key) not in named and not _alike(own, after.own.get(new.get(key, key))):
            raise NotApplied(
                "refused", f"a provision that the instruction does not name would change: {key or 'front matter'}"
            )
    known = {new.get(key, key) for key in before.own}
    for key in after.own:
        if key not in known and key not in named:
            raise NotApplied("refused", f"a provision that the instruction does not name would appear: {key}")
    kept = [
        place if isinstance(place, int) else new.get(place, place)
        for place, (key, below) in before.order.items()
        if (key is not None and new.get(key, key) not in named)
        or (below and any(not part <= named for part in below.keys))
    ]
    there = set(kept)
    if [place for place in after.order if place in there] != kept:
        raise NotApplied("refused", "provisions that the instruction does not name would change places")


def _require_order(before: Survey, lists: Iterable[list[str]], named: Set[str], renamed: Mapping[str, str]) -> None:
    """Siblings that were in the order of their numbers still are."""
    old_names = {label_key(new): old for old, new in renamed.items()}
    for siblings in lists:
        keys = list(map(label_key, siblings))
        if named.isdisjoint(keys):
            continue
        new = {label for label, key in zip(siblings, keys, strict=True) if key not in before or key in old_names}
        if not new or _fits(siblings, new) or ascending(siblings):
            continue
        old = [old_names.get(key, label) for label, key in zip(siblings, keys, strict=True)]
        if ascending([label for label in old if label_key(label) in before]):
            raise NotApplied("refused", f"the numbers would be out of order: {_where_not(siblings)}")


def _fits(siblings: Sequence[str], new: Set[str]) -> bool:
    """Whether new labels follow those before them and precede those after, so that they cannot disturb an order.

    Labels of items have several orders, of which all of a list must be in the same one.
    """
    items = any("(" in label for label in siblings)
    return not items and all(ascending(pair) for pair in pairwise(siblings) if not new.isdisjoint(pair))


def _sibling_lists(now: Survey, same: Same) -> Iterable[list[str]]:
    """Labels of provisions of one kind under one labelled provision, groups and tables looked through.

    Not those under a provision that both versions have.
    """
    lists: dict[tuple[str, str], list[str]] = {}
    _enlist(now.roots, "", same, lists)
    return lists.values()


def _enlist(now: Level, parent: str, same: Same | None, lists: dict[tuple[str, str], list[str]]) -> None:
    """`same` is None inside a subtree that both versions have."""
    for node, below in zip(now.forest, now.below, strict=True):
        if node.label and node.kind != "definition":
            lists.setdefault((parent, node.kind), []).append(node.label)
        changed = same is not None and id(node) not in same
        if below and (changed or not node.label):
            _enlist(below, node.label or parent, same if changed else None, lists)


def _where_not(labels: list[str]) -> str:
    pairs = pairwise(labels)
    return next((f"{right} after {left}" for left, right in pairs if not ascending([left, right])), labels[-1])
