"""What one instrument reaches in a text: what cites what it touches, and what it leaves in disagreement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from corpus.change import Change, each
from corpus.citation import label_key
from corpus.work import Expression
from diffs.compare.between import between
from diffs.execute.consolidate import Outcome, consolidate
from diffs.explain.consistency import Finding, Reached, findings, left_behind, reached


@dataclass(frozen=True, slots=True)
class Reach:
    """An instrument executed alone on a text.

    `after` is the text as amended, `reached` each provision that it touches with what cites it, `introduced` the
    disagreements that the text did not have before: references to what is gone or has another number, rows of the
    index, terms, numbers. `not_done` are the instructions that could not be executed, with why, `unread` the passages
    of which nothing was made: place and words. Both may reach further than is known. `unaccounted` are
    words that no change accounts for.
    """

    base: Expression
    after: Expression
    outcomes: tuple[Outcome, ...]
    reached: tuple[Reached, ...]
    introduced: tuple[Finding, ...]
    unread: tuple[tuple[str, str], ...] = ()
    unaccounted: tuple[str, ...] = ()

    @property
    def not_done(self) -> tuple[Outcome, ...]:
        """Instructions that could not be executed."""
        return tuple(outcome for outcome in self.outcomes if outcome.state != "applied")

    @property
    def labels(self) -> tuple[str, ...]:
        """The provisions touched, each once."""
        return tuple(dict.fromkeys(found.label for found in self.reached))

    def to_json(self) -> dict[str, Any]:
        """What it reaches, as data."""
        return {
            "base": self.base.version,
            "applied": len(self.outcomes) - len(self.not_done),
            "not_applied": [
                {"num": o.num, "reason": str(o.reason)} for o in self.not_done
            ],
            "not_understood": [{"at": at, "text": text} for at, text in self.unread],
            "touches": [{"label": r.label, "kind": r.kind, "cited_by": list(r.cited_by)} for r in self.reached],
            "unaccounted": list(self.unaccounted),
            "findings": [found.to_json() for found in self.introduced],
        }  # fmt: skip


def reach(base: Expression, instrument: Expression) -> Reach:
    """Execute one instrument on a text and say what that touches, cites and breaks."""
    done = consolidate(base, [instrument])
    compared = between(base, done.expression)
    changes = compared.changes
    found = [*reached([pair for change in changes for pair in _touched(change)], done.expression)]
    found += reached(_untouched(instrument, _of_work(instrument, base.work, done.outcomes)), base)
    had = {(f.kind, label_key(f.at), f.other) for f in findings(base)}
    new = [f for f in findings(done.expression, base) if (f.kind, label_key(f.at), f.other) not in had]
    left = left_behind(base, done.expression, [pair for change in changes for pair in pairs(change)])
    lost = tuple(each.sentence for each in compared.unaccounted)
    own = _of_work(instrument, base.work, done.outcomes)
    counted = {outcome.num for outcome in done.outcomes}
    missed = (*instrument.amending.not_understood, *instrument.amending.unplaced)
    unread = tuple((passage.at, passage.text) for passage in missed if passage.at not in counted)
    return Reach(base, done.expression, own, tuple(found), tuple(dict.fromkeys((*new, *left))), unread, lost)


def _of_work(instrument: Expression, work: str | None, outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """What became of the instructions that are about this work, or do not say about which."""
    others = {e.instruction for e in instrument.effects if e.work and e.work != work}
    mine = {e.instruction for e in instrument.effects if not e.work or e.work == work}
    return tuple(outcome for outcome in outcomes if outcome.num in mine or outcome.num not in others)


def pairs(change: Change) -> list[tuple[str, str]]:
    """Labels before and after, of what was renumbered or moved and of what went along with it."""
    if change.kind not in ("renumbered", "moved"):
        return []
    own = [(change.before, change.after)]
    return [(b, a) for b, a in (*own, *change.provisions) if isinstance(b, str) and isinstance(a, str)]


def touched(change: Change) -> list[tuple[str, str]]:
    """The label a change has after it, or had, with its kind."""
    return [(label, change.kind) for label in each(change.after if change.kind != "removed" else change.before)]


def _touched(change: Change) -> Iterator[tuple[str, str]]:
    """What a change touches, and under its old number too: a reference may still name that."""
    yield from touched(change)
    if change.kind in ("renumbered", "moved"):
        yield from ((label, change.kind) for label in each(change.before))


def _untouched(instrument: Expression, outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    """The provisions that instructions name which could not be executed."""
    failed = {outcome.num for outcome in outcomes if outcome.state != "applied"}
    named = [effect.label for effect in instrument.effects if effect.instruction in failed]
    return list(dict.fromkeys((label, "not applied") for label in named if label))
