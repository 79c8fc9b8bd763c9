"""Where instruments of one stack meet: the same place, the same provision, or what one made or removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.change import EffectRef
from corpus.citation import label_key
from corpus.effect import Effect

OverlapKind = Literal["same place", "same provision", "removed before", "made before", "order"]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two instructions of different instruments that meet at a label.

    `order_matters` is True when the other order of the two instruments gives another text or
    other outcomes, False when it does not, None where that was not tried.
    """

    kind: OverlapKind
    label: str
    first: EffectRef
    second: EffectRef
    detail: str
    order_matters: bool | None = None


@dataclass(frozen=True, slots=True)
class Footprint:
    """What an instruction did and where it wanted to do it, as label keys."""

    ref: EffectRef
    targets: frozenset[str]
    changed: frozenset[str]
    added: frozenset[str]
    removed: frozenset[str]
    gaps: frozenset[str]


def footprint(
    ref: EffectRef, effects: Sequence[Effect], nodes: Sequence[str], added: Sequence[str], removed: Sequence[str]
) -> Footprint:
    """The footprint of an instruction: `nodes` changed or added, `added` and `removed` among the labels."""
    keys = [frozenset(map(label_key, labels)) for labels in (nodes, added, removed)]
    targets = frozenset(label_key(name) for e in effects for name in (e.label, e.anchor) if name)
    gaps = frozenset(_gap(effect) for effect in effects if effect.content and effect.type != "substituted")
    return Footprint(ref, targets, keys[0] - keys[1], keys[1], keys[2], gaps - {""})


def _gap(effect: Effect) -> str:
    if effect.position in ("end", "beginning"):
        return f"the {effect.position} of {effect.label}"
    if effect.position in ("before", "after"):
        return f"the place {effect.position} {effect.anchor or effect.label}"
    return ""


def meet(footprints: Sequence[Footprint], names: Mapping[str, str]) -> tuple[Overlap, ...]:
    """Every pair of instructions of different instruments that meet; `names` gives labels as printed for their keys."""
    found = []
    for index, second in enumerate(footprints):
        for first in footprints[:index]:
            if first.ref.work != second.ref.work:
                found += _meeting(first, second, names)
    return tuple(found)


def _meeting(first: Footprint, second: Footprint, names: Mapping[str, str]) -> list[Overlap]:
    found = [
        Overlap("same place", gap, first.ref, second.ref, f"both insert at {gap}")
        for gap in sorted(first.gaps & second.gaps)
    ]
    tests: tuple[tuple[OverlapKind, frozenset[str], str], ...] = (
        ("same provision", first.changed & second.changed, "both change"),
        (
            "removed before",
            first.removed & (second.targets | second.changed),
            "the first removes what the second names:",
        ),
        ("made before", first.added & (second.targets | second.changed), "the first inserts what the second names:"),
    )
    for kind, keys, words in tests:
        for key in sorted(keys):
            label = names.get(key, key)
            found.append(Overlap(kind, label, first.ref, second.ref, f"{words} {label}"))
    return found
