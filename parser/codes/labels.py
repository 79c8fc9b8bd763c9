"""Labels of a whole document: unique, in order, and without unexplained gaps."""

import re
from collections.abc import Iterable
from dataclasses import replace
from operator import is_not

from corpus.enumerators import inserted_rank
from corpus.provision import Provision, walk
from corpus.work import Repair, Reserved

_COUNTED = re.compile(r"(.*[^\d\n]|)(\d+)([A-Z]*)")
_NAMED = 10
"""Missing numbers that a sentence names."""
_MOST = 1000
"""Missing numbers that are kept: a misprinted number may leave out millions."""
_COUNTED_KINDS = ("section", "subsection", "measure", "paragraph")


def unique(provisions: tuple[Provision, ...]) -> tuple[tuple[Provision, ...], tuple[Repair, ...]]:
    """Every label once: a provision that repeats one keeps its words and loses the label, with a note.

    Rows are an exception: tables of one section may well number their rows alike.
    """
    labels = [node.key for node in walk(provisions) if node.label]
    if len(labels) == len(set(labels)):
        return provisions, ()
    seen: set[str] = set()
    repairs: list[Repair] = []

    def settle(node: Provision, repeated: bool) -> Provision:
        again = bool(node.label) and node.key in seen
        if again and not repeated and node.kind != "row":
            detail = f"{node.label} is printed again; the second has its words but not its label"
            repairs.append(Repair("repeated_label", node.label or "", detail))
        if node.label and not again:
            seen.add(node.key)
        children = tuple([settle(child, repeated or again) for child in node.children]) if node.children else ()
        changed = again or any(map(is_not, children, node.children))
        return replace(node, label=None if again else node.label, children=children) if changed else node

    return tuple(settle(node, False) for node in provisions), tuple(repairs)


def gaps(provisions: Iterable[Provision]) -> tuple[Repair, ...]:
    """Numbers that a sequence of sections, measures or paragraphs leaves out, and steps back."""
    last: dict[str, tuple[int, str]] = {}
    found: list[Repair] = []
    for node in walk(tuple(provisions)):
        match = _COUNTED.fullmatch(node.label or "") if node.kind in _COUNTED_KINDS else None
        if match is None:
            continue
        stem, number = f"{node.kind} {match[1]}", int(match[2])
        before = last.get(stem)
        if before and number > before[0] + 1:
            missing = tuple(f"{match[1]}{value}" for value in range(before[0] + 1, number)[:_MOST])
            found.append(_gap(node.label or "", missing))
        if before and (number, inserted_rank(match[3])) < (before[0], inserted_rank(before[1])):
            detail = f"stands after {match[1]}{before[0]}{before[1]}"
            found.append(Repair("numbering_order", node.label or "", detail))
        last[stem] = (number, match[3])
    return tuple(found)


def _gap(at: str, missing: tuple[str, ...]) -> Repair:
    return Repair("numbering_gap", at, f"not in the document: {', '.join(missing[:_NAMED])}", missing)


def unexplained(repairs: Iterable[Repair], unused: Iterable[Reserved]) -> tuple[Repair, ...]:
    """The repairs but for gaps, and of these what is left when the numbers that are not used on purpose are known."""
    known = {each.label for each in unused}
    found: list[Repair] = []
    for repair in repairs:
        left = tuple(label for label in repair.missing if label not in known)
        if left or not repair.missing:
            found.append(_gap(repair.at, left) if left != repair.missing else repair)
    return tuple(found)
