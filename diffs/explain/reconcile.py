"""Declared against observed: which instruction explains which change, and what stays open.

An effect is declared by an instrument, a change is observed between two texts. An effect
explains a change when it names the provision (or one around it) and does to it what was seen;
where it quotes words, they must be among those that went or came. What no instruction
declares is unexplained; what an instruction declares and nobody can see is unseen. Neither is
an error: both are what a reader should look at.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.change import Change, Comparison, EffectRef, each
from corpus.citation import label_key, unnumbered
from corpus.effect import Effect, EffectType
from corpus.provision import walk
from corpus.text import fold
from corpus.work import Expression
from diffs.explain.beyond import goes_beyond

_MAKES: dict[EffectType, set[str]] = {
    "inserted": {"added", "split", "moved"},
    "entry inserted": {"added", "modified"},
    "omitted": {"removed", "merged", "modified"},
    "renumbered": {"renumbered", "moved"},
    "substituted": {"modified", "renumbered", "moved", "split", "merged", "added", "removed"},
    "words inserted": {"modified", "renumbered", "moved", "added"},
    "words substituted": {"modified", "renumbered", "moved", "added", "removed"},
    "words omitted": {"modified", "renumbered", "moved", "removed"},
}


@dataclass(frozen=True, slots=True)
class Declared:
    """An effect and the instrument that declares it."""

    instrument: Expression
    effect: Effect

    @property
    def ref(self) -> EffectRef:
        """The instruction as a change names it."""
        instrument = self.instrument
        work = instrument.work or (instrument.version or instrument.title).partition("@")[0]
        return EffectRef(work, self.effect.instruction)


@dataclass(frozen=True, slots=True)
class Explained:
    """A change and everything declared that accounts for it, in order of the instruments."""

    change: Change
    declared: tuple[Declared, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every change is explained or unexplained; every declared effect is seen or unseen.

    `comparison` is the one given, each explained change with its first instruction as `effect`.
    """

    comparison: Comparison
    explained: tuple[Explained, ...]
    unexplained: tuple[Change, ...]
    unseen: tuple[Declared, ...]


def reconcile(comparison: Comparison, instruments: Sequence[Expression]) -> Reconciliation:
    """Match the instruments' effects with the changes of a comparison."""
    declared = [Declared(instrument, effect) for instrument in instruments for effect in instrument.effects]
    finder = _Finder(declared)
    changes, explained, unexplained = [], [], []
    seen: set[int] = set()
    for change in comparison.changes:
        numbers = finder.explaining(change)
        seen.update(numbers)
        if numbers:
            by = tuple(declared[number] for number in numbers)
            beyond = goes_beyond(change, [each.effect for each in by])
            known = replace(change, effect=replace(by[0].ref, beyond=beyond))
            explained.append(Explained(known, by))
            changes.append(known)
        else:
            unexplained.append(change)
            changes.append(change)
    unseen = tuple(entry for number, entry in enumerate(declared) if number not in seen)
    matched = replace(comparison, changes=tuple(changes))
    return Reconciliation(matched, tuple(explained), tuple(unexplained), unseen)


class _Finder:
    """The declared effects by the labels they speak of, so that each change looks at few."""

    def __init__(self, declared: Sequence[Declared]) -> None:
        self.effects = [entry.effect for entry in declared]
        self.by_label: dict[str, list[int]] = {}
        self.everywhere: list[int] = []
        for number, effect in enumerate(self.effects):
            labels = _labels(effect)
            for label in labels:
                self.by_label.setdefault(label, []).append(number)
            if not labels:
                self.everywhere.append(number)

    def explaining(self, change: Change) -> list[int]:
        """Numbers of the effects that account for a change, in order of the instruments."""
        own = {label_key(label) for label in (*each(change.before), *each(change.after))}
        carried = {label_key(label) for pair in change.provisions for label in pair if label}
        around = {outer for label in own for outer in _around(label)}
        around |= {f"definition/{term}@{outer}" for term in _defined(change) for outer in around}
        near = {number for label in own | carried | around for number in self.by_label.get(label, ())}
        found = (
            number for number in sorted(near | set(self.everywhere)) if _accounts(self.effects[number], change, own)
        )
        return sorted(found, key=lambda number: _goes_along(self.effects[number], own))


def _goes_along(effect: Effect, own: set[str]) -> bool:
    """Whether an effect inserts only what goes along with a change: named after the one that makes it."""
    return bool(effect.content) and not own & set(_content(effect))


def _accounts(effect: Effect, change: Change, own: set[str]) -> bool:
    if change.kind not in _MAKES.get(effect.type, set()) and not _carries(effect, change):
        return False
    if effect.type.startswith("words"):
        return _quotes(effect, change)
    if effect.type == "renumbered" and effect.new_label:
        pairs = [(before, after) for before in each(change.before) for after in each(change.after)]
        wanted = (label_key(effect.label or ""), label_key(effect.new_label))
        named = [(label_key(a), label_key(b)) for a, b in [*pairs, *change.provisions] if a and b]
        return wanted in named
    if effect.content and effect.type in ("inserted", "entry inserted"):
        inserted = set(_content(effect))
        return bool(inserted & own) or _carries(effect, change)
    return True


def _carries(effect: Effect, change: Change) -> bool:
    """Whether an entry or provision the effect inserts or omits goes along with the change."""
    if effect.type not in ("inserted", "entry inserted", "omitted"):
        return False
    side = 0 if effect.type == "omitted" else 1
    carried = {label_key(label) for pair in change.provisions if not pair[1 - side] and (label := pair[side])}
    wanted = {label_key(effect.label or "")} if effect.type == "omitted" else set(_content(effect))
    return bool(carried & wanted)


def _quotes(effect: Effect, change: Change) -> bool:
    """Whether the words an instruction quotes are among those that went or came."""
    before = fold("".join(text for operation, text in change.edits if operation <= 0)).casefold()
    after = fold("".join(text for operation, text in change.edits if operation >= 0)).casefold()
    old, new = (fold(text or "").casefold() for text in (effect.old_text, effect.new_text))
    if change.kind in ("modified", "renumbered", "moved") and not change.edits:
        return False
    if not old and not new:
        return effect.label is not None
    went = not old or old in before or change.kind == "added"
    came = not new or new in after or change.kind == "removed"
    return went and came


_TERM = re.compile(r"[“\"‘'](?P<term>[^”\"’']{1,100})[”\"’']")


def _defined(change: Change) -> set[str]:
    """The term that a changed item defines: in some codes a definition is a lettered item, not a named place."""
    sides = ("".join(text for operation, text in change.edits if operation * side >= 0) for side in (-1, 1))
    return {label_key(found["term"]) for words in sides if (found := _TERM.match(words))}


def _labels(effect: Effect) -> set[str]:
    """Keys of the labels an effect speaks of: its target, its new number, what it inserts."""
    named = {label_key(label) for label in (effect.label, effect.new_label) if label}
    return named | set(_content(effect))


def _content(effect: Effect) -> Iterable[str]:
    return (node.key for node in walk(effect.content) if node.label)


def _around(key: str) -> list[str]:
    """Keys of the provisions a provision stands in, as far as its label tells."""
    if (text := unnumbered(key)) and text[0]:
        return [text[0], *_around(text[0])]
    if "/" in key:
        return []
    outer: list[str] = []
    while True:
        cut = max(key.rfind("("), key.rfind("."))
        if cut <= 0:
            return outer
        key = key[:cut]
        outer.append(key)


def sentences(reconciliation: Reconciliation) -> tuple[str, ...]:
    """What changed in sentences; `diffs.explain.sentences.clauses` gives them with their evidence."""
    from diffs.explain.sentences import clauses

    return tuple(sentence.text for sentence in clauses(reconciliation))
