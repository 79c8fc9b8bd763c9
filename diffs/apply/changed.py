"""What happened to the codes between two dates, for one service: which measures come, go, or read differently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus.change import Change, Comparison
from corpus.citation import label_key, stands_in
from diffs.apply.decide import Answer, Decided

NEWS = ("newly_applies", "no_longer_applies", "text_changed")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a work: laid, issued, in force, withdrawn; `starts` is the stated day of effect."""

    date: str
    kind: str
    work: str
    version: str
    starts: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As interface.md has it."""
        return {"date": self.date, "kind": self.kind, "work": self.work, "version": self.version, "from": self.starts}


@dataclass(frozen=True, slots=True)
class Step:
    """Two texts of one code answered for one service; `state` is laid, issued or in_force: that of the later text.

    `ahead` says that the later text does not count yet at the end of the period asked about; `waiting`, in words, that
    the earlier one did not at its beginning; `notes` what of the profile the later code does not know.
    """

    before: Answer
    after: Answer
    comparison: Comparison
    state: str
    starts: str | None = None
    ahead: bool = False
    waiting: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure before and after: what it means for the service, with the changes of its words."""

    label: str
    change: str
    before: Decided | None
    after: Decided | None
    changes: tuple[Change, ...]
    state: str
    starts: str | None
    new: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything for one service between two dates."""

    since: str
    until: str
    events: tuple[Event, ...]
    measures: tuple[MeasureChange, ...]
    checked: tuple[str, ...] = field(default_factory=tuple)
    unaccounted: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def nothing_changes(self) -> bool:
        """Whether no measure comes, goes or reads differently for this service, and none is undecided on that.

        Never where the texts differ in what no change says (`diffs.compare.proof`).
        """
        return not self.unaccounted and not any(
            each.change in NEWS or (each.change == "cannot_say" and touched(each)) for each in self.measures
        )


def touched(each: MeasureChange) -> bool:
    """Whether something about a measure differs: its answer, its words, or that it is there at all."""
    same = each.before is not None and each.after is not None and each.before.applies == each.after.applies
    return each.new or bool(each.changes) or not same


def measure_changes(step: Step) -> tuple[MeasureChange, ...]:
    """Every measure of either text, in order of the later one, those that are gone behind."""
    origins: dict[str, str] = {}
    for old, new in step.comparison.pairs:
        if old and new:
            origins.setdefault(label_key(new), label_key(old))
    former = {each.key: each for each in step.before.measures}
    used: set[str] = set()
    found = []
    for each in step.after.measures:
        origin = origins.get(each.key, each.key if not step.comparison.pairs else "")
        before = former.get(origin)
        used.add(origin)
        found.append(_one(before, each, _changes(step.comparison, each.label, before.label if before else ""), step))
    gone = [each for key, each in former.items() if key not in used]
    return (*found, *(_one(each, None, (), step) for each in gone))


def _one(before: Decided | None, after: Decided | None, changes: tuple[Change, ...], step: Step) -> MeasureChange:
    label = (after or before).label  # type: ignore[union-attr]
    verdict = _verdict(before, after, changes)
    new = before is None
    return MeasureChange(label, verdict, before, after, changes, step.state, step.starts, new, step.ahead)


def _verdict(before: Decided | None, after: Decided | None, changes: Sequence[Change]) -> str:
    was = before.applies if before else False
    is_ = after.applies if after else False
    if was is None or is_ is None:
        return "cannot_say"
    if was and is_:
        return "text_changed" if changes else "unchanged"
    if was:
        return "no_longer_applies"
    return "newly_applies" if is_ else "still_does_not"


def _changes(comparison: Comparison, label: str, origin: str) -> tuple[Change, ...]:
    """The changes of words in a measure or anything below it; a mere new number is none.

    What a change made of a place counts for the measure that has the place now; what is gone, for the one it was in.
    """
    return tuple(
        change
        for change in comparison.changes
        if _reworded(change) and (_below(change.after, label) if change.after else _below(change.before, origin))
    )


def _reworded(change: Change) -> bool:
    return change.kind in ("added", "removed") or any(sign for sign, _ in change.edits)


def _below(side: Any, label: str) -> bool:
    if not label:
        return False
    key = label_key(label)
    names = {label_key(each) for each in (side if isinstance(side, tuple) else (side,)) if each}
    return any(stands_in(name, key) or name.endswith(f"@{key}") for name in names)


def to_json(outcome: Outcome, change_json: Callable[[Change], dict[str, Any]]) -> dict[str, Any]:
    """JSON of `changed` (interface.md)."""
    return {
        "since": outcome.since,
        "until": outcome.until,
        "events": [event.to_json() for event in outcome.events],
        "measures": [_measure_json(each, change_json) for each in outcome.measures],
        "nothing_changes": outcome.nothing_changes,
        "checked": list(outcome.checked),
        "unaccounted": list(outcome.unaccounted),
        "notes": list(outcome.notes),
    }


def _measure_json(each: MeasureChange, change_json: Callable[[Change], dict[str, Any]]) -> dict[str, Any]:
    return {
        "label": each.label,
        "change": each.change,
        "before": _side(each.before),
        "after": _side(each.after),
        "changes": [change_json(change) for change in each.changes],
        "state": each.state,
        "from": each.starts,
        "new": each.new,
    }


def _side(decided: Decided | None) -> Mapping[str, Any]:
    return {
        "applies": decided.applies if decided else None,
        "because": decided.because if decided else "not in the code",
    }


def lines(outcome: Outcome) -> list[str]:
    """The same for a person: what comes, goes and reads differently; then what was checked."""
    shown = [line for each in outcome.measures if touched(each) for line in _lines(each)]
    said = [
        f"{event.date}: {event.version} {event.kind.replace('_', ' ')}{_from(event.starts)}" for event in outcome.events
    ]
    nothing = ["Nothing changes for your service."] if outcome.nothing_changes else []
    checked = [
        f"Checked: {', '.join(outcome.checked)}; {len(outcome.measures)} measures, {outcome.since} to {outcome.until}."
    ]
    missing = [f"Not in any change: {sentence}." for sentence in outcome.unaccounted]
    return [
        *said,
        *([""] if said else []),
        *shown,
        *([""] if shown else []),
        *missing,
        *nothing,
        *checked,
        *outcome.notes,
    ]


_SAID = {
    "newly_applies": ("applies now", "would apply"),
    "no_longer_applies": ("no longer applies", "would no longer apply"),
    "text_changed": ("applies; its words changed", "applies; its words would change"),
    "unchanged": ("applies as before", "applies as before"),
    "still_does_not": ("does not apply", "would not apply"),
    "cannot_say": ("cannot say", "cannot say"),
}
"""What is said of a measure in a text that is in force, and in one that is laid or issued and not in force yet."""

_STATES = {"laid": "laid, not in force", "issued": "issued, not in force yet", "in_force": "in force"}


_NO_START = "issued; from when it is in force is not known"


def _from(starts: str | None) -> str:
    return f", from {starts}" if starts else ""


def _lines(each: MeasureChange) -> list[str]:
    side = each.after or each.before
    assert side is not None
    unknown = each.state == "issued" and not each.starts
    state = _NO_START if unknown else _STATES.get(each.state, each.state.replace("_", " "))
    said = _SAID[each.change][each.ahead]
    return [
        f"{each.label}{' (new)' if each.new else ''}: {said} [{state}{_from(each.starts)}]",
        f"    {' '.join(side.because.split())}",
        *(f"    {line}" for line in _open(each.change, side)),
        *(f"    {line}" for change in each.changes for line in _words(change)),
    ]


def _open(change: str, side: Decided) -> list[str]:
    """Which limb fails, or which facts and words an answer waits for."""
    if change == "still_does_not":
        return [f"needs {fact}" for fact in side.facts]
    if change != "cannot_say":
        return []
    unread = [words for words in side.unknown if words in side.condition.unreadable]
    other = [words for words in side.unknown if words not in unread and not side.missing]
    return [f"waits for {fact}" for fact in side.missing] + [f"not understood: {words}" for words in unread] + other


def _words(change: Change) -> list[str]:
    """The words of a change, a line for each of the text; a text that is all new or gone is said to be."""
    if change.kind in ("added", "removed"):
        return [f"{change.after or change.before}: all its words are {'new' if change.kind == 'added' else 'gone'}"]
    edited = "".join({-1: "[-{}-]", 0: "{}", 1: "{{+{}+}}"}[sign].format(text) for sign, text in change.edits)
    return [f"{change.after or change.before}: {line}" if not n else line for n, line in enumerate(edited.split("\n"))]
