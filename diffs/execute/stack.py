"""The instructions of an instrument: what it is called, what they declare, and what declares nothing."""

from collections.abc import Sequence
from dataclasses import replace

from corpus.citation import label_key
from corpus.drafting import announces
from corpus.effect import Effect
from corpus.provision import walk
from corpus.work import Expression


def identity(expression: Expression) -> str:
    """What a version is called in a stack: its work, else its version id, else its title."""
    return expression.work or expression.version or expression.title


def named(instruments: Sequence[Expression], arguments: Sequence[str]) -> list[Expression]:
    """Instruments under the names they were given: files without a work of their own, or two of the same work."""
    works = [instrument.work for instrument in instruments]
    return [
        replace(each, work=given) if each.version is None and (not each.work or works.count(each.work) > 1) else each
        for each, given in zip(instruments, arguments, strict=True)
    ]


def distinct(instruments: Sequence[Expression]) -> tuple[Expression, ...]:
    """The instruments of a stack under names that differ: two that are called alike get a number."""
    named: list[Expression] = []
    for instrument in instruments:
        name, count = identity(instrument), 1
        while any(other.work == name and other.effects != instrument.effects for other in named):
            count += 1
            name = f"{identity(instrument)} ({count})"
        named.append(replace(instrument, work=name))
    return tuple(named)


def instructions(instrument: Expression) -> dict[str, tuple[Effect, ...]]:
    """The effects of an instrument by instruction, in the order of the instructions."""
    found: dict[str, list[Effect]] = {}
    for effect in instrument.effects:
        found.setdefault(effect.instruction, []).append(effect)
    return {num: tuple(effects) for num, effects in found.items()}


def without_effect(instrument: Expression) -> tuple[tuple[str, str], ...]:
    """Number and text of the paragraphs that stand beside the instructions and declare nothing."""
    acting = {label_key(effect.instruction) for effect in instrument.effects}
    found: list[tuple[str, str]] = []
    forests = [parent.children for parent in walk(instrument.provisions) if not (parent.label and parent.key in acting)]
    for forest in (instrument.provisions, *forests):
        acts = [any(node.label and node.key in acting for node in child.walk()) for child in forest]
        if not any(acts):
            continue
        for child, does in zip(forest, acts, strict=True):
            named = (child.label or child.num) if child.kind in ("paragraph", "subparagraph") else None
            if named and not does and not announces(child.text):
                found.append((named, child.full_text()))
    return tuple(found)
