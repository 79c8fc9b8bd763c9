"""Renumbering: the provisions one instruction renumbers take their new numbers at the same time.

So a chain (C10.5 to C10.8 become C10.6 to C10.9) needs no order. A label that is taken by a
provision that keeps it is a collision. A cycle, of two or more, is not applied unless a
person's override says that it is meant: the provisions would stand out of the order of their
numbers, and a drafter's slip looks the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.citation import Citation, label_key
from corpus.effect import Effect
from corpus.errors import CitationError
from corpus.provision import Provision
from diffs.execute.label_index import Level, Survey, labelled
from diffs.execute.operations import Step
from diffs.execute.refused import NotApplied
from diffs.execute.targets import resolve
from diffs.execute.tree import Forest, at

Mapped = Mapping[str, Citation]


def renumber(now: Survey, effects: Sequence[Effect], allow_cycles: bool = False) -> tuple[Step, dict[str, str]]:
    """Renumber at once; gives the step and, for every label that changed, the new one."""
    moves = [_move(now, effect) for effect in effects]
    _require_possible(now, moves, allow_cycles)
    new = {label_key(old): Citation.parse(label) for old, label in moves}
    renamed: dict[str, str] = {}
    follows = frozenset(key for key in now.roots.all_keys() if any(moved in key for moved in new))
    changed = _relabelled(now.roots, follows, new, renamed)
    ranges = ", ".join(f"{old} as {label}" for old, label in moves)
    return Step(changed, tuple(renamed.values()), f"renumbered together: {ranges}"), renamed


def _move(now: Survey, effect: Effect) -> tuple[str, str]:
    old = at(now.forest, resolve(now, effect.label)).label or ""
    if not effect.new_label:
        raise NotApplied("not understood", f"the new number of {old}")
    try:
        was, becomes = Citation.parse(old), Citation.parse(effect.new_label)
    except CitationError as error:
        raise NotApplied("not understood", f"{error}") from None
    if was.parent != becomes.parent:
        raise NotApplied(
            "refused", f"{old} cannot be renumbered as {becomes}: a new number does not move it to another provision"
        )
    return old, str(becomes)


def _require_possible(now: Survey, moves: list[tuple[str, str]], allow_cycles: bool) -> None:
    old, new = [label_key(a) for a, _ in moves], [label_key(b) for _, b in moves]
    for keys, what in ((old, "is renumbered twice"), (new, "is given twice as a new number")):
        for index, key in enumerate(keys):
            if key in keys[:index]:
                raise NotApplied("refused", f"{moves[index][keys is new]} {what}")
    for was, becomes in moves:
        if label_key(becomes) not in old and labelled(now, becomes):
            raise NotApplied("refused", f"{was} cannot be renumbered as {becomes}, which exists already")
    cycle = _cycle(dict(zip(old, new, strict=True)))
    if cycle and not allow_cycles:
        names = dict(zip(old, (a for a, _ in moves), strict=True))
        round_trip = " to ".join(names[key] for key in (*cycle, cycle[0]))
        raise NotApplied("refused", f"the renumbering is cyclic: {round_trip}")


def _cycle(moves: dict[str, str]) -> list[str]:
    for first in moves:
        chain = [first]
        while moves.get(chain[-1]) is not None and moves[chain[-1]] not in chain:
            chain.append(moves[chain[-1]])
        if moves.get(chain[-1]) == first:
            return chain
    return []


def _relabelled(level: Level, follows: frozenset[str], new: Mapped, renamed: dict[str, str]) -> Forest:
    """Nodes with their new labels; `follows` are the keys in which the key of a renumbered provision stands."""
    changed = []
    for node, key, below in level.subtrees():
        children = node.children
        if below is not None and any(not part.isdisjoint(follows) for part in below.keys):
            children = _relabelled(below, follows, new, renamed)
        label = rewritten(node.label, new) if node.label and key in follows else node.label
        moved = _renumbered(node, label, renamed) if label and label != node.label else node
        changed.append(moved if children is node.children else moved.with_children(children))
    same = all(a is b for a, b in zip(changed, level.forest, strict=True))
    return level.forest if same else tuple(changed)


def _renumbered(node: Provision, label: str, renamed: dict[str, str]) -> Provision:
    renamed[node.label or ""] = label
    num = _number(node.num, node.label or "", label)
    printed = node.printed
    if node.num and num and num != node.num:
        head, found, rest = node.printed.rpartition(node.num)
        printed = head + num + rest if found else node.printed
    return replace(node, label=label, num=num, printed=printed)


def rewritten(label: str, new: Mapped) -> str:
    """A label after renumbering: its own number, or that of the provision it stands in or belongs to."""
    try:
        citation = Citation.parse(label)
    except CitationError:
        return label
    return str(_rewritten(citation, new))


def _rewritten(citation: Citation, new: Mapped) -> Citation:
    exact = new.get(label_key(str(citation)))
    if exact is not None:
        return exact
    if citation.scope is not None:
        return replace(citation, scope=_rewritten(citation.scope, new))
    parent = citation.parent
    if parent is None or citation.role:
        return citation
    above = _rewritten(parent, new)
    if above == parent:
        return citation
    if citation.items:
        return above.item(citation.items[-1])
    return Citation(above.number + citation.number[len(parent.number) :], above.prefix)


def _number(num: str | None, old: str, new: str) -> str | None:
    """A node's own number after its label has changed from `old` to `new`."""
    if num is None:
        return None
    was, becomes = Citation.parse(old), Citation.parse(new)
    while was.scope is not None and becomes.scope is not None:
        was, becomes = was.scope, becomes.scope
    if was.items:
        return becomes.items[-1] if was.items[-1] == num else num
    if was.number == num:
        return becomes.number
    return becomes.number.rpartition("/")[2] if was.number.rpartition("/")[2] == num else num
