"""What follows from the versions of one work: comparisons, amended codes, predictions put to the test.

Everything is computed from expressions by the pure functions of `diffs`; nothing is stored here.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.change import Comparison
from corpus.work import Expression
from db.ask.dated import PUBLISHED
from db.ask.words import inclusion_words
from db.build.versions import Version


@dataclass(frozen=True, slots=True)
class Stack:
    """Instruments to execute, in order, on one version of a code."""

    base: Version
    instruments: tuple[Version, ...]

    @property
    def id(self) -> str:
        """The version id of the result."""
        return "+".join((self.base.id, *(instrument.id.partition("@")[0] for instrument in self.instruments)))


@dataclass(frozen=True, slots=True)
class Derived:
    """A code as amended, with what became of each instruction; `done` is the `Consolidation` it was read from."""

    stack: Stack
    expression: Expression
    outcomes: tuple[Any, ...]
    cautions: tuple[str, ...] = ()
    done: Any = None


@dataclass(frozen=True, slots=True)
class Included:
    """An instrument that a published version includes, told by its effects; the dates are those the version states."""

    instrument: Version
    published: Version
    previous: Version
    shown: int
    open: int
    unclear: int
    issued: str
    in_force: str

    @property
    def words(self) -> str:
        """Whether it is in force, in words."""
        return inclusion_words(self.published.date, self.published.status, self.in_force)


def included(
    ends: tuple[Version, Version],
    texts: tuple[Expression, Expression],
    instruments: Sequence[tuple[Version, Expression]],
) -> tuple[Included, ...]:
    """Which instruments the later of two versions includes and the earlier does not.

    Only a version that counts as published can include one: a draft code promises it.
    """
    from diffs.execute.verify import match_instruments

    earlier, later = ends
    if later.status not in (*PUBLISHED, None):
        return ()
    found = match_instruments(texts[1], [text for _, text in instruments], texts[0])
    return tuple(
        Included(instrument, later, earlier, each.shown, each.open, each.unclear, *_days(texts[1], instrument))
        for (instrument, _), each in zip(instruments, found, strict=True)
        if each.included
    )


def _days(later: Expression, instrument: Version) -> tuple[str, str]:
    """The last days of issue and of coming into force after the instrument was made, as the version states them."""
    made = _made(instrument)
    stated = [(event.type, event.date.isoformat()) for event in later.dates if event.date]
    issued, force = (
        max((day for kind, day in stated if kind == wanted and day >= made), default="")
        for wanted in ("issued", "in_force")
    )
    return issued, force


def candidates(later: Version, instruments: Sequence[Version], done: Collection[str]) -> tuple[Version, ...]:
    """Instruments made before a version was published that no version before it includes (`done`, by id)."""
    latest = [version for version in instruments if not _superseded(version, instruments)]
    return tuple(v for v in latest if v.id not in done and _made(v) <= later.date)


def stacks(
    code: Sequence[Version], instruments: Sequence[Version], done: Mapping[str, Included]
) -> tuple[tuple[Stack, ...], ...]:
    """For each instrument, in order of date, the versions of one code on which it may be executed.

    It amends the version that was the latest when it was made; where a published version includes it (`done`, by its
    id), never that one, though it is of the same day, but the one before. One that is pending although a
    later version was published may amend either: both are alternatives (`best`).
    """
    if not code:
        return ()
    newest = code[-1]
    latest = [version for version in instruments if not _superseded(version, instruments)]
    found = []
    for instrument in sorted(latest, key=lambda version: (_made(version), version.id)):
        pending = instrument.id not in done and _pending(instrument, newest)
        known = done.get(instrument.id)
        bases = [_base(code, instrument, known.published if known else None), *([newest] if pending else [])]
        found.append(tuple({base.id: Stack(base, (instrument,)) for base in bases}.values()))
    return tuple(found)


def together(executed: Sequence[Derived], newest: Version) -> Stack | None:
    """All instruments that amend the newest version, in order of date, as one stack; None for fewer than two."""
    pending = tuple(d.stack.instruments[0] for d in executed if d.stack.base.id == newest.id)
    return Stack(newest, pending) if len(pending) > 1 else None


def between(
    version: Version,
    later: Version,
    instruments: Sequence[Version],
    shown: Collection[str] = (),
    old: Collection[str] = (),
) -> tuple[Version, ...]:
    """Instruments made between two versions: those that should explain the changes.

    Where some of them were issued, or the later version includes them (`shown`, by id), the others
    were not yet and explain nothing. Of those that the earlier version includes (`old`) only what was
    still to come can (`still_to_come`).
    """
    latest = [v for v in instruments if not _superseded(v, instruments)]
    made = tuple(v for v in latest if version.date <= _made(v) <= later.date and v.id not in old)
    issued = tuple(v for v in made if v.status in PUBLISHED or v.id in shown)
    older = tuple(v for v in latest if v.id in {*shown, *old} and v not in made)
    return (*older, *issued) or made


def still_to_come(instrument: Expression, before: Expression, after: Expression) -> Expression:
    """Of an instrument that a version includes, what has effect only by the version after it."""
    left = (effect for effect in instrument.effects if effect.begins_after(before.begins))
    return replace(instrument, effects=tuple(effect for effect in left if not effect.begins_after(after.begins)))


def commenced(instrument: Expression, published: Expression) -> Expression:
    """An instrument as the published version that includes it has it: what has effect by then waits no longer."""
    due = (
        replace(effect, commences=None) if published.begins and not effect.begins_after(published.begins) else effect
        for effect in instrument.effects
    )
    return replace(instrument, effects=tuple(due))


def amended(
    name: str, base: Expression, instruments: Sequence[Expression]
) -> tuple[Expression, tuple[Any, ...], tuple[str, ...], str | None]:
    """The derived version with this id, what became of each instruction, what to be careful about, and its marks.

    The one maker of derived versions: a build stores them, the site computes those that are not stored.
    """
    from diffs.execute.consolidate import consolidate

    done = consolidate(base, instruments)
    return *_named(name, done), marks_json(done)


def marks_json(done: Any) -> str | None:
    """What is marked in a computed version, to be kept; None where it would not be read back as it is."""
    from diffs.output.schedule_kept import kept, schedule_of
    from diffs.output.schedule_layout import marked

    marks = marked(done)
    written = json.dumps(kept(marks), ensure_ascii=False, separators=(",", ":"))
    return written if schedule_of(json.loads(written), done.expression.provisions) == marks else None


def _named(name: str, done: Any) -> tuple[Expression, tuple[Any, ...], tuple[str, ...]]:
    from diffs.output.schedule_text import warnings

    expression = replace(done.expression, work=name.partition("@")[0], version=name, status="derived")
    return expression, tuple(done.outcomes), tuple(warnings(done))


def execute(stack: Stack, base: Expression, instruments: Sequence[Expression]) -> Derived:
    """The stack's instruments executed on its base."""
    from diffs.execute.consolidate import consolidate

    done = consolidate(base, instruments)
    return Derived(stack, *_named(stack.id, done), done)


def best(alternatives: Sequence[Derived]) -> Derived:
    """The alternative on which fewest instructions could not be applied; the later base where equal."""
    return min(reversed(alternatives), key=lambda d: sum(outcome.state != "applied" for outcome in d.outcomes))


def verified(derived: Derived, published: Expression, instruments: Sequence[Expression] = ()) -> dict[str, Any]:
    """The match report of interface.md: computed against published, each difference with its cause."""
    from diffs.execute.divergences import explained
    from diffs.execute.verify import verify

    checked = verify(derived.expression, published)
    return dict((explained(checked, derived.done, instruments, published) if derived.done else checked).to_json())


def reconciled(
    comparison: Comparison, instruments: Sequence[Expression], force: Mapping[str, str] | None = None
) -> tuple[Comparison, list[str], int]:
    """The comparison with its explanations, sentences about it, and how many changes stay unexplained.

    `force` says by work of instruments whether they are in force, where a published version tells.
    """
    from diffs.explain.reconcile import reconcile
    from diffs.explain.sentences import clauses, folded

    found = reconcile(comparison, instruments)
    return found.comparison, [each.text for each in folded(clauses(found, force))], len(found.unexplained)


def _base(code: Sequence[Version], instrument: Version, includes: Version | None) -> Version:
    before = code[: next((n for n, version in enumerate(code) if includes and version.id == includes.id), len(code))]
    earlier = [version for version in before if version.date <= _made(instrument)]
    return earlier[-1] if earlier else before[-1]


def _made(instrument: Version) -> str:
    """The date of an instrument is that of its first version."""
    return min(day for day in (instrument.date, *(version.date for version in instrument.work.versions)) if day)


def _superseded(version: Version, instruments: Sequence[Version]) -> bool:
    """Only the last text of each instrument is executed."""
    same = [other for other in instruments if other.work.id == version.work.id]
    return same[-1] is not version


def _pending(instrument: Version, newest: Version) -> bool:
    return instrument.status in ("consultation", "laid") or newest.date <= _made(instrument)
