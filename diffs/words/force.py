"""Every change of force in the words of a provision: duties and negations, then figures and limits."""

from collections.abc import Iterable, Sequence

from corpus.change import Edit
from diffs.words.force_change import DIRECTIONS, MEASURED, ForceChange
from diffs.words.limits import limit_changes
from diffs.words.modals import duty_changes
from diffs.words.runs import Runs

DIRECTION_WORDS = {
    "reversed": "turned round",
    "weakened": "weakened",
    "strengthened": "strengthened",
    "duty": "duty came or went",
    "figure": "another figure",
    "limit": "another limit",
}
_MANY = {"duty": "duties came or went", "figure": "other figures", "limit": "other limits"}


def force_changes(edits: Sequence[Edit]) -> tuple[ForceChange, ...]:
    """What changed of duties, negations, figures and limits, the gravest first."""
    if not any(sign for sign, _ in edits):
        return ()
    runs = Runs(edits)
    return tuple(sorted((*duty_changes(runs), *limit_changes(runs)), key=gravity))


def gravity(change: ForceChange) -> int:
    """The gravest first: a duty turned round before one weakened, figures and limits last."""
    return DIRECTIONS.index(change.direction)


def what_changed(changes: Iterable[ForceChange]) -> str:
    """What the changes are of, as a title: words of duty, figures and limits, or both."""
    kinds = {change.direction in MEASURED for change in changes}
    return (
        "Words of duty, figures and limits"
        if len(kinds) > 1
        else "Figures and limits"
        if True in kinds
        else "Words of duty"
    )


def counted(changes: Sequence[ForceChange]) -> str:
    """How many there are of each: `1 turned round, 2 other figures`."""
    counts = ((name, sum(change.direction == name for change in changes)) for name in DIRECTIONS)
    return ", ".join(
        f"{count} {_MANY.get(name, DIRECTION_WORDS[name]) if count > 1 else DIRECTION_WORDS[name]}"
        for name, count in counts
        if count
    )
