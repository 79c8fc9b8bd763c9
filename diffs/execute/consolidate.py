"""Consolidation: instruments executed on a version, instruction by instruction.

An instruction is applied whole or not at all. One that fails changes nothing, is reported with
the reason, and does not stop the others. The result is a version with status `derived`: computed
by keeling, never official.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from corpus.as_json import provision_to_json
from corpus.change import EffectRef
from corpus.citation import label_key
from corpus.effect import Effect
from corpus.errors import UsageError
from corpus.provision import walk
from corpus.text import count_words
from corpus.work import Coverage, Expression
from diffs.execute.consequences import Dangling, dangling, footnotes, references, renamings, reserved
from diffs.execute.hierarchy import fitted
from diffs.execute.instruction import Order, executed
from diffs.execute.label_index import Survey, survey
from diffs.execute.overlaps import Footprint, Overlap, footprint, meet
from diffs.execute.overrides import Override, overridden
from diffs.execute.postconditions import prove, require
from diffs.execute.preconditions import refusal
from diffs.execute.refused import NotApplied, Refusal
from diffs.execute.savings import Saving, savings
from diffs.execute.stack import distinct, identity, instructions, named, without_effect
from diffs.execute.stated import another_work, awaits_renumbering, of_this_work, printed_twice
from diffs.execute.tree import nodes
from diffs.execute.verify import Verification

State = Literal["applied", "not_applied"]

NOTICE = "Unofficial: computed by keeling, not published by the regulator."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one instruction.

    `nodes` are the labels it changed, added or removed, as they read after it. `rule` says how
    each place was resolved; `reason` why it was not applied. `removed` are the labels it took out,
    `added` those it put in, `renamed` pairs of old and new label. `text` is the instruction as printed,
    `notes` the numbers of footnotes it took out. `savings` are the provisions of its instrument that say for what
    cases the amendment does not hold: the text is changed, and whoever reads it is told.
    """

    instrument: str
    num: str
    state: State
    reason: Refusal | None = None
    nodes: tuple[str, ...] = ()
    rule: str = ""
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    text: str = ""
    overrides: tuple[Override, ...] = ()
    notes: tuple[str, ...] = ()
    savings: tuple[Saving, ...] = ()

    @property
    def ref(self) -> EffectRef:
        """The instruction this is about."""
        return EffectRef(self.instrument, self.num)


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A derived version and how it came about. `base` and `instruments` are ids (or titles).

    `original` is the version that was amended. `unread` lists what stands among the instructions and
    declares no effect (a saving, "is amended as follows"), as instrument, number and text: a person
    can see that nothing was passed over. `days` are those of the instruments, where they say them.
    `unplaced` are texts among the instructions, as instrument and words, behind which one may be missing.
    """

    expression: Expression
    original: Expression
    outcomes: tuple[Outcome, ...]
    base: str
    instruments: tuple[str, ...]
    overlaps: tuple[Overlap, ...] = ()
    dangling: tuple[Dangling, ...] = ()
    unread: tuple[tuple[str, str, str], ...] = ()
    days: tuple[date | None, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every instrument has instructions, none can be missing, and all of them were applied."""
        return not self.silent and not self.unplaced and all(outcome.state == "applied" for outcome in self.outcomes)

    @property
    def silent(self) -> tuple[str, ...]:
        """Instruments in which no amending instruction was found."""
        heard = {outcome.instrument for outcome in self.outcomes}
        return tuple(name for name in dict.fromkeys(self.instruments) if name not in heard)

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Every person's decision the result rests on, in the order of the instructions."""
        return tuple(override for outcome in self.outcomes for override in outcome.overrides)


@dataclass(frozen=True, slots=True)
class _Run:
    """The version between two instructions and what was done so far.

    `named` are the keys, as they are now, that an instruction named; `begun` is the version before its instrument.
    """

    now: Survey
    outcomes: tuple[Outcome, ...] = ()
    footprints: tuple[Footprint, ...] = ()
    named: frozenset[str] = frozenset()
    begun: Survey | None = None


def consolidate(
    base: Expression, instruments: Sequence[Expression], overrides: Sequence[Override] = (), given: Sequence[str] = ()
) -> Consolidation:
    """Execute instruments on a version, in the order given. Pure: the same input gives the same bytes.

    `given` is what the base and the instruments were called by who asked, for those that are files.
    Raises UsageError for an override that names an instruction its instrument does not have.
    """
    instruments = distinct(named(instruments, given[1:]) if given else instruments)
    _require_known(instruments, overrides)
    names = tuple(identity(instrument) for instrument in instruments)
    start = survey(base.provisions)
    run = _execute(base, start, instruments, overrides)
    prove(start, run.now, run.named, {old: label_key(new) for old, new in renamings(run.outcomes).items()})
    met = _meet(base, instruments, run) + _order(base, start, instruments, overrides, run)
    return Consolidation(
        expression=_derived(base, instruments, names, run),
        original=base,
        outcomes=run.outcomes,
        base=base.version or (given[0] if given else identity(base)),
        instruments=names,
        overlaps=met,
        dangling=dangling(start, run.now, run.outcomes),
        unread=tuple((identity(each), *rest) for each in instruments for rest in without_effect(each)),
        days=tuple(each.dated("issued", "laid", "published", "stated") for each in instruments),
        unplaced=tuple((identity(each), passage.text) for each in instruments for passage in each.amending.unplaced),
    )


def _execute(base: Expression, start: Survey, instruments: Sequence[Expression], overrides: Sequence[Override]) -> _Run:
    run = _Run(start)
    for index, instrument in enumerate(instruments):
        repeated = any(instrument.effects == other.effects for other in instruments[:index])
        reason = Refusal("applied before", "the instrument is in the stack already") if repeated else None
        reason = reason or refusal(base, run.now, instrument)
        said, run = savings(instrument), replace(run, begun=run.now)
        for num, declared in instructions(instrument).items():
            chosen = _chosen(overrides, identity(instrument), num)
            effects = fitted(base, run.now, of_this_work(base, instrument, declared))
            undone = [o.text for o in run.outcomes if o.state != "applied" and o.instrument == identity(instrument)]
            why = reason or another_work(base, instrument, effects) or printed_twice(base, effects)
            why = why or awaits_renumbering(_text(effects), undone)
            run = _instruction(run, Order(instrument, num, overridden(effects, chosen), chosen), why, said.get(num, ()))
    return run


def _chosen(overrides: Sequence[Override], instrument: str, num: str) -> tuple[Override, ...]:
    return tuple(o for o in overrides if o.instrument == instrument and o.instruction == num)


def _instruction(run: _Run, order: Order, reason: Refusal | None, said: tuple[Saving, ...]) -> _Run:
    """The run after one instruction, with its outcome; `reason` says why it must not be tried."""
    name, effects = identity(order.instrument), order.effects
    outcome = Outcome(name, order.num, "not_applied", reason, text=_text(effects), overrides=order.overrides)
    outcome = replace(outcome, savings=said)
    if reason:
        return replace(run, outcomes=(*run.outcomes, outcome))
    try:
        done = executed(run.now, order, _inserted(run.outcomes, name), run.begun or run.now)
        named = require(run.now, done.after, effects, done.renamed, in_order=not order.allows_cycles)
    except NotApplied as error:
        outcome = replace(outcome, reason=_explained(error.refusal, effects, run.outcomes, name))
        return replace(run, outcomes=(*run.outcomes, outcome))
    step, added = done.step, done.added(run.now)
    outcome = replace(
        outcome,
        state="applied",
        nodes=tuple(dict.fromkeys(step.nodes)),
        rule=step.rule,
        removed=step.removed,
        added=added,
        renamed=tuple(done.renamed.items()),
        notes=step.notes,
    )
    trace = footprint(outcome.ref, effects, step.nodes, added, (*step.removed, *done.renamed))
    new = {label_key(old): label_key(label) for old, label in done.renamed.items()}
    named |= {new.get(key, key) for key in run.named}
    return _Run(done.after, (*run.outcomes, outcome), (*run.footprints, trace), frozenset(named), run.begun)


def _inserted(outcomes: Sequence[Outcome], name: str) -> Mapping[str, str]:
    """Labels that other instruments have inserted, and by which instruction."""
    others = (outcome for outcome in outcomes if outcome.instrument != name)
    return {label_key(label): f"inserted by {o.num} of {o.instrument}" for o in others for label in o.added}


def _explained(reason: Refusal, effects: Sequence[Effect], outcomes: Sequence[Outcome], name: str) -> Refusal:
    """A reason, with what an earlier instruction of the stack did to the target."""
    targets = {label_key(label) for e in effects for label in (e.label, e.anchor) if label}
    for outcome in outcomes:
        gone = {label_key(label) for label in (*outcome.removed, *(old for old, _ in outcome.renamed))}
        changed = gone | {label_key(label) for label in outcome.nodes}
        source = f"{outcome.num} of {outcome.instrument}" if outcome.instrument != name else outcome.num
        if reason.kind == "target not found" and targets & gone:
            return reason.after(f"{source} removed or renumbered it")
        if reason.kind in ("text not found", "text found") and targets & changed and outcome.instrument != name:
            return reason.after(f"{source} changed this provision")
    return reason


def _text(effects: Sequence[Effect]) -> str:
    return next((effect.text for effect in effects if effect.text), "")


def _require_known(instruments: Sequence[Expression], overrides: Sequence[Override]) -> None:
    known = {identity(instrument): instructions(instrument) for instrument in instruments}
    for override in overrides:
        if override.instrument in known and override.instruction not in known[override.instrument]:
            has = ", ".join(known[override.instrument])
            what = f"an override names instruction {override.instruction} of {override.instrument}"
            raise UsageError(f"{what}, which has {has}; correct the number")


def _meet(base: Expression, instruments: Sequence[Expression], run: _Run) -> tuple[Overlap, ...]:
    """Where instructions of different instruments meet, by the labels as they are printed."""
    if len(instruments) < 2:
        return ()
    forests = [base.provisions, *(effect.content for each in instruments for effect in each.effects)]
    return meet(run.footprints, {n.key: n.label for forest in forests for n in walk(forest) if n.label})


def _order(
    base: Expression, start: Survey, instruments: Sequence[Expression], overrides: Sequence[Override], run: _Run
) -> tuple[Overlap, ...]:
    """Neighbours in the stack that give something else when they change places."""
    found = []
    for index in range(len(instruments) - 1):
        first, second = instruments[index], instruments[index + 1]
        if identity(first) == identity(second):
            continue
        other = _execute(base, start, (*instruments[:index], second, first, *instruments[index + 2 :]), overrides)
        for ref, detail in _differences(run, other):
            refs = (
                EffectRef(identity(first), ""),
                ref if ref.work == identity(second) else EffectRef(identity(second), ""),
            )
            found.append(Overlap("order", "", *refs, f"{detail} if {identity(second)} came first", True))
    return tuple(found)


def _differences(run: _Run, other: _Run) -> list[tuple[EffectRef, str]]:
    states = {outcome.ref: outcome for outcome in other.outcomes}
    found = [
        (outcome.ref, f"{outcome.num} of {outcome.instrument} would be {states[outcome.ref].state.replace('_', ' ')}")
        for outcome in run.outcomes
        if states[outcome.ref].state != outcome.state
    ]
    if not found and run.now.forest != other.now.forest:
        found.append((EffectRef("", ""), "the text would differ"))
    return found


def _derived(base: Expression, instruments: Sequence[Expression], names: Sequence[str], run: _Run) -> Expression:
    after = run.now
    there = nodes(after.forest)
    placed = count_words("\n".join([text for n in there for text in (n.text, n.heading, n.printed) if text]))
    return Expression(
        title=base.title,
        kind=base.kind,
        provisions=after.forest,
        work=base.work,
        status="derived",
        dates=base.dates,
        footnotes=footnotes(base, after, run.outcomes),
        references=references(base, instruments, after, run.outcomes),
        coverage=Coverage(placed, placed, 0),
        repairs=base.repairs,
        reserved=reserved(base, instruments, after),
        version="+".join((base.version or identity(base), *names)),
        format="derived",
    )


def to_json(consolidation: Consolidation, verification: Verification | None = None) -> dict[str, Any]:
    """JSON of `keeling consolidate` (interface.md); keys it does not name follow those it does."""
    expression = consolidation.expression
    return {
        "base": consolidation.base,
        "instruments": list(consolidation.instruments),
        "provisions": [provision_to_json(node) for node in expression.provisions],
        "instructions": [_outcome_to_json(outcome) for outcome in consolidation.outcomes],
        "verification": verification.to_json() if verification else None,
        "version": expression.version,
        "title": expression.title,
        "status": expression.status,
        "notice": NOTICE,
        "without_effect": [
            {"instrument": instrument, "num": num, "text": text} for instrument, num, text in consolidation.unread
        ],
        "unplaced": [{"instrument": instrument, "text": text} for instrument, text in consolidation.unplaced],
        "overlaps": [_overlap_to_json(overlap) for overlap in consolidation.overlaps],
        "dangling": [
            {"from": each.source, "to": each.target, "reason": each.reason, "text": each.text}
            for each in consolidation.dangling
        ],
        "reserved": [{"label": each.label, "reason": each.reason} for each in expression.reserved],
        "overrides": [override_to_json(override) for override in consolidation.overrides],
    }


def override_to_json(override: Override) -> dict[str, Any]:
    """A person's decision as shown with the result."""
    return {
        "instrument": override.instrument,
        "instruction": override.instruction,
        "effect": override.effect,
        "changes": dict(override.changes),
        "allow_cycle": override.allow_cycle,
        "author": override.author,
        "reason": override.reason,
    }


def _outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "instrument": outcome.instrument,
        "num": outcome.num,
        "state": outcome.state,
        "reason": str(outcome.reason) if outcome.reason else None,
        "nodes": list(outcome.nodes),
        "rule": outcome.rule,
        "removed": list(outcome.removed),
        "renamed": dict(outcome.renamed),
        "subject_to": [{"num": saving.num, "text": saving.text} for saving in outcome.savings],
        "overridden_by": [override.author for override in outcome.overrides],
    }


def _overlap_to_json(overlap: Overlap) -> dict[str, Any]:
    return {
        "kind": overlap.kind,
        "label": overlap.label,
        "first": {"work": overlap.first.work, "instruction": overlap.first.instruction},
        "second": {"work": overlap.second.work, "instruction": overlap.second.instruction},
        "detail": overlap.detail,
        "order_matters": overlap.order_matters,
    }
