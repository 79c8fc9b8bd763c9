"""Tracked changes of one file beside what the two readings of it differ in: who made which change, and when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.change import Change, Comparison
from corpus.provision import find
from corpus.text import letters
from corpus.work import Expression, TrackedChange


@dataclass(frozen=True, slots=True)
class Attributed:
    """A tracked change and the change of the comparison that it made: its number there, and the label.

    `change` is None where no provision differs by it: white space, a paragraph parted where two provisions were.
    """

    tracked: TrackedChange
    change: int | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """The letters that one change takes out and puts in: all of them, and the stretches between words that stay.

    `before` and `after` are the letters of the whole passage.
    """

    struck: str
    inserted: str
    pieces: tuple[tuple[int, str], ...]
    before: str
    after: str

    def is_exactly(self, text: str, kind: str) -> bool:
        """Whether the words are one stretch that the change takes out or puts in."""
        return (-1 if kind == "struck" else 1, text) in self.pieces

    def holds(self, text: str, kind: str) -> bool:
        """Whether the words are among those that the change takes out or puts in."""
        return bool(text) and text in (self.struck if kind == "struck" else self.inserted)

    def is_part_of(self, text: str, kind: str) -> bool:
        """Whether all that the change takes out or puts in is a part of the words."""
        side = -1 if kind == "struck" else 1
        own = [piece for sign, piece in self.pieces if sign == side and piece]
        return bool(own) and all(piece in text for piece in own)

    def stands_in(self, text: str, kind: str) -> bool:
        """Whether the words stand in the passage and the change is about some of them: others were put back in."""
        side, whole = (-1, self.before) if kind == "struck" else (1, self.after)
        return text in whole and any(piece and piece in text for sign, piece in self.pieces if sign == side)


def attributed(comparison: Comparison, before: Expression, after: Expression) -> tuple[Attributed, ...]:
    """Every tracked change of `after`, in the order of the file, with the change that it made."""
    every = [_words(change, before, after) for change in comparison.changes]
    found, last = [], 0
    for tracked in after.tracked:
        text = letters(tracked.text)
        order = [*range(last, len(every)), *range(last)]
        fits = (_Words.is_exactly, _Words.holds, _Words.is_part_of, _Words.stands_in)
        places = (_first(order, [fit(every[i], text, tracked.kind) for i in order]) for fit in fits)
        place = next((each for each in places if each is not None), None)
        last = last if place is None else place
        found.append(Attributed(tracked, place, None if place is None else _label(comparison.changes[place])))
    return tuple(found)


def _first(order: Sequence[int], fits: Iterable[bool]) -> int | None:
    return next((place for place, fit in zip(order, fits, strict=True) if fit), None)


def _label(change: Change) -> str | None:
    label = change.after or change.before
    return label if isinstance(label, str) or label is None else "; ".join(label)


def _words(change: Change, before: Expression, after: Expression) -> _Words:
    pieces = tuple((sign, letters(text)) for sign, text in change.edits if sign)
    struck = "".join(text for sign, text in pieces if sign < 0)
    inserted = "".join(text for sign, text in pieces if sign > 0)
    if change.kind == "removed":
        along = (label for label, _ in change.provisions if label)
        struck += "".join(_whole(before, label) for label in (*_labels(change.before), *along))
    if change.kind == "added":
        along = (label for _, label in change.provisions if label)
        inserted += "".join(_whole(after, label) for label in (*_labels(change.after), *along))
    if change.kind == "moved":  # what stays as it was left one place and came to another
        stays = "".join(letters(text) for sign, text in change.edits if not sign)
        struck, inserted = struck + stays, inserted + stays
    wholes = ("".join(letters(text) for sign, text in change.edits if sign != gone) for gone in (1, -1))
    return _Words(struck, inserted, pieces, *wholes)


def _labels(labels: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (labels,) if isinstance(labels, str) else labels or ()


def _whole(expression: Expression, label: str) -> str:
    node = find(expression.provisions, label)
    return letters("".join(f"{each.heading or ''}{each.text}" for each in node.walk())) if node else ""
