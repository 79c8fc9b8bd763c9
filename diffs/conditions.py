"""What must hold after an instruction, found by comparing the forests before and after it.

The check does not listen to what the operations say they did: it reads from the effects which
labels an instruction names and looks at everything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision, walk
from diffs.forest import Forest, at, labelled, paths, shell
from diffs.operations import label_at
from diffs.order import ascending
from diffs.places import NotApplied, resolve
from diffs.wording import occurrences

Own = tuple[object, ...]
"""What belongs to a label itself: its words and those of the unlabelled nodes under it."""


def require(
    before: Forest, after: Forest, effects: Sequence[Effect], renamed: Mapping[str, str], *, in_order: bool = True
) -> None:
    """Raise NotApplied unless the step from before to after is what the effects name, and sound.

    `renamed` gives the new label for every label that the renumbering changed. Without `in_order`
    the numbers may stand out of order: a person has said that a circular renumbering is meant.
    """
    named = _named(before, after, effects)
    new = {label_key(old): label_key(label) for old, label in renamed.items()}
    _require_unique(before, after)
    _require_untouched(_owns(before), _owns(after), named, new)
    named |= new.keys() | set(new.values())
    if in_order:
        _require_order(before, after, named, renamed)


def _named(before: Forest, after: Forest, effects: Iterable[Effect]) -> set[str]:
    named: set[str] = set()
    for effect in effects:
        named |= {label_key(node.label) for node in walk(effect.content) if node.label}
        if effect.type == "renumbered":
            continue
        if not (effect.label or effect.anchor):
            named |= _all_with(before, after, effect)
            continue
        nodes = [node for forest in (before, after) for node in _target(forest, effect)]
        if effect.type in ("inserted", "entry inserted"):
            loose = any(node.label is None for node in effect.content)
            named |= {label_key(node.label) for node in nodes if node.label and loose}
            continue
        named |= {label_key(node.label) for root in nodes for node in root.walk() if node.label}
        if effect.part == "heading above":
            named |= {label_key(label) for label in _above(before, effect)}
        if effect.part and effect.part.startswith("footnote"):
            named |= {_note_key(mark.num) for root in nodes for node in root.walk() for mark in node.marks}
    return named


def _above(forest: Forest, effect: Effect) -> set[str]:
    """The provision whose sub-heading stands above the one named."""
    found = labelled(forest, effect.label or "")
    return {label_at(forest, path[:-1]) for path in found}


def _all_with(before: Forest, after: Forest, effect: Effect) -> set[str]:
    """For words "throughout the Code": every provision in whose own words they stand or stood."""
    words = effect.old_text or effect.anchor_text
    if not words:
        return set()
    owners = [
        at(before, path[:depth]).label if depth else ""
        for path, node in paths(before)
        if any(occurrences(text or "", words) for text in (node.text, node.heading))
        for depth in [next((d for d in range(len(path), 0, -1) if at(before, path[:d]).label), 0)]
    ]
    return {label_key(label or "") for label in owners} | {
        _note_key(node.num) for node in walk(before) if node.kind == "footnote"
    }


def _target(forest: Forest, effect: Effect) -> list[Provision]:
    try:
        path = resolve(forest, effect.label or effect.anchor)
    except NotApplied:
        return []
    above = labelled(forest, label_at(forest, path))
    return [
        at(forest, path),
        at(forest, shell(forest, path)),
        *(at(forest, place) for place in above if effect.type == "inserted"),
    ]


def _note_key(number: str | None) -> str:
    return f"footnote {number}"


def _require_unique(before: Forest, after: Forest) -> None:
    old = _repeated(before)
    for label in _repeated(after):
        if label not in old:
            raise NotApplied(f"label repeated: {label} exists already")


def _repeated(forest: Forest) -> list[str]:
    seen: set[str] = set()
    found = []
    for node in walk(forest):
        if node.label:
            if label_key(node.label) in seen:
                found.append(node.label)
            seen.add(label_key(node.label))
    return found


def _owns(forest: Forest) -> dict[str, Own]:
    found: dict[str, Own] = {}
    front = tuple(_own_parts(forest, found))
    return {"": front, **found}


def _own_parts(nodes: Forest, found: dict[str, Own]) -> list[object]:
    """The parts of unlabelled nodes, in order; labelled ones and notes are entered in `found`."""
    parts: list[object] = []
    for node in nodes:
        own = (node.kind, node.heading, node.text, node.marks, node.application, node.duties)
        if node.label:
            found[label_key(node.label)] = (own, *_own_parts(node.children, found))
        elif node.kind == "footnote":
            found[_note_key(node.num)] = (own, *_own_parts(node.children, found))
        else:
            parts += [own, *_own_parts(node.children, found)]
    return parts


def _require_untouched(before: dict[str, Own], after: dict[str, Own], named: set[str], new: Mapping[str, str]) -> None:
    """Words, presence and order of everything that is not named; a renumbered provision keeps its words."""
    for key, own in before.items():
        if new.get(key, key) not in named and after.get(new.get(key, key)) != own:
            raise NotApplied(f"a provision that the instruction does not name would change: {key or 'front matter'}")
    known = {new.get(key, key) for key in before}
    for key in after:
        if key not in known and key not in named:
            raise NotApplied(f"a provision that the instruction does not name would appear: {key}")
    kept = [new.get(key, key) for key in before if new.get(key, key) not in named]
    there = set(kept)
    if [key for key in after if key in there] != kept:
        raise NotApplied("provisions that the instruction does not name would change places")


def _require_order(before: Forest, after: Forest, named: set[str], renamed: Mapping[str, str]) -> None:
    """Siblings that were in the order of their numbers still are."""
    old_names = {label_key(new): old for old, new in renamed.items()}
    known = {label_key(node.label) for node in walk(before) if node.label}
    for siblings in _sibling_lists(after):
        if not any(label_key(label) in named for label in siblings) or ascending(siblings):
            continue
        old = [old_names.get(label_key(label), label) for label in siblings]
        if ascending([label for label in old if label_key(label) in known]):
            raise NotApplied(f"the numbers would be out of order: {_where_not(siblings)}")


def _sibling_lists(forest: Forest) -> list[list[str]]:
    """Labels of provisions of one kind under one labelled provision, groups and tables looked through."""
    lists: dict[tuple[str, str], list[str]] = {}
    for path, node in paths(forest):
        if node.label and node.kind != "definition":
            lists.setdefault((label_at(forest, path[:-1]), node.kind), []).append(node.label)
    return [labels for labels in lists.values() if len(labels) > 1]


def _where_not(labels: list[str]) -> str:
    pairs = pairwise(labels)
    return next((f"{right} after {left}" for left, right in pairs if not ascending([left, right])), labels[-1])
