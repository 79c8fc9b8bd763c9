"""One instruction executed whole: all its effects, one after the other, on a version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import Provision
from corpus.work import Expression
from diffs.execute.counted import as_drafted, require_unmade
from diffs.execute.label_index import Survey, survey
from diffs.execute.operations import Stand, Step, execute
from diffs.execute.overrides import Override
from diffs.execute.renumbering import renumber
from diffs.execute.stated import require_stated


@dataclass(frozen=True, slots=True)
class Order:
    """One instruction as it is to be executed: by whom, which effects, and what a person decided."""

    instrument: Expression
    num: str
    effects: tuple[Effect, ...]
    overrides: tuple[Override, ...] = ()

    @property
    def allows_cycles(self) -> bool:
        """Whether a person has said that a circular renumbering is meant."""
        return any(override.allow_cycle for override in self.overrides)


@dataclass(frozen=True, slots=True)
class Executed:
    """What an instruction did, the version after it, and the old and new label of what it renumbered."""

    step: Step
    after: Survey
    renamed: Mapping[str, str]

    def added(self, before: Survey) -> tuple[str, ...]:
        """Labels that are new: not those of a provision that was there, under this number or another."""
        labels = dict.fromkeys(self.step.nodes)
        return tuple(label for label in labels if not self._was_there(before, label_key(label)))

    def _was_there(self, before: Survey, key: str) -> bool:
        renamed = {label_key(old): label_key(new) for old, new in self.renamed.items()}
        stayed = key in before and key not in renamed
        moved = any(new == key and old in before for old, new in renamed.items())
        return stayed or moved or key in map(label_key, self.step.removed)


def executed(now: Survey, order: Order, inserted: Mapping[str, str], begun: Survey) -> Executed:
    """All effects of an instruction; renumberings that follow each other at once.

    `begun` is the version that the instrument amends, `inserted` are labels that other instruments of the stack
    inserted, and by which instruction. Raises NotApplied when one of them cannot be executed exactly.
    """
    stand, renamed = Stand(now, inserted), dict[str, str]()
    whole, done = Step(now.forest, ()), list[Effect]()
    for effects in _at_once(_sourced(order)):
        for effect in effects:
            require_stated(now, effect)
            require_unmade(effect, done)
        if effects[0].type == "renumbered":
            step, new = renumber(now, effects, order.allows_cycles)
        else:
            step, new = execute(now, as_drafted(effects[0], begun, stand.start, now), stand), {}
        done += effects
        now = survey(step.forest, now)
        whole = _both(whole, step)
        renamed |= new
    return Executed(whole, now, renamed)


def _at_once(effects: tuple[Effect, ...]) -> Iterator[tuple[Effect, ...]]:
    """The effects one by one, but for renumberings that follow each other."""
    for is_renumbering, group in groupby(effects, lambda effect: effect.type == "renumbered"):
        together = tuple(group)
        yield from [together] if is_renumbering else [(effect,) for effect in together]


def _both(first: Step, second: Step) -> Step:
    return Step(
        second.forest,
        (*first.nodes, *second.nodes),
        "; ".join(part for part in (first.rule, second.rule) if part),
        (*first.removed, *second.removed),
        (*first.notes, *second.notes),
    )


def _sourced(order: Order) -> tuple[Effect, ...]:
    """Effects whose content says which snapshot it comes from."""
    snapshot = order.instrument.snapshot
    return tuple(
        replace(effect, content=tuple(_from(node, snapshot) for node in effect.content)) for effect in order.effects
    )


def _from(node: Provision, snapshot: str | None) -> Provision:
    children = tuple(_from(child, snapshot) for child in node.children)
    source = node.source
    if source is not None and source.snapshot is None:
        source = replace(source, snapshot=snapshot)
    return replace(node, source=source, children=children)
