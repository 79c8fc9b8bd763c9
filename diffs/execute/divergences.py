"""Why a published text is not what its instruments make of the text before it: every difference has one cause.

Three texts are held against each other, provision by provision: the one amended, the one computed,
the one published. Only a change that an instruction orders, that was executed cleanly and that the
published text leaves out is a finding about the publisher (`publisher_omitted`); where the texts
do not tell, the cause is `undetermined`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.provision import walk
from corpus.text import fold
from corpus.work import Expression
from diffs.execute.consolidate import Consolidation, Outcome
from diffs.execute.stack import identity
from diffs.execute.verify import FRONT, Checked, Verification, own_words
from diffs.words.edits import word_edits

Texts = dict[str, tuple[str, str]]
"""For every label key the label and the words that belong to it."""

_DAY = re.compile(r"@(\d{4}-\d{2}-\d{2})")


def explained(
    checked: Verification, done: Consolidation, instruments: Sequence[Expression], published: Expression
) -> Verification:
    """The verification, each difference with its cause and the evidence for it."""
    reader = _Reader(done, instruments, published)
    return replace(checked, provisions=tuple(reader.explained(each) for each in checked.provisions))


class _Reader:
    """The three texts and what became of each instruction."""

    def __init__(self, done: Consolidation, instruments: Sequence[Expression], published: Expression) -> None:
        self.base, self.derived, self.published = (
            own_words(each) for each in (done.original, done.expression, published)
        )
        self.outcomes = done.outcomes
        self.effects = _by_instruction(done, instruments)
        self.late = _not_yet(done, instruments, published)
        self.day = _day(published)
        self.incomplete = next((e.coverage.shortfall for e in (done.original, published) if e.coverage.shortfall), "")
        self.there = set(self.published)
        self.roots = [frozenset(n.key for n in root.walk() if n.label) for root in done.expression.provisions]

    def explained(self, each: Checked) -> Checked:
        if each.result == "identical":
            return each
        if each.result == "typography":
            return replace(each, cause="typography", because="only quotes, dashes or spaces differ")
        key = label_key(each.label)
        failed = [o for o in self.outcomes if o.state != "applied" and self._names(o, key)]
        if failed:
            return self._failed(each, failed[0])
        acted = [o for o in self.outcomes if o.state == "applied" and self._changed(o, key)]
        return self._acted(each, key, acted[-1]) if acted else self._untouched(each, key)

    def _failed(self, each: Checked, outcome: Outcome) -> Checked:
        absent = outcome.reason is not None and outcome.reason.kind in ("target not found", "text not found")
        because = f"{outcome.num} of {outcome.instrument} names it and was not executed: {outcome.reason}"
        starts = [e.commences for e in self.effects.get((outcome.instrument, outcome.num), ()) if e.commences]
        if starts and self.day and min(starts) > self.day:
            return replace(each, cause="not_commenced", because=because)
        return replace(each, cause="target_absent" if absent else "not_executed", because=because)

    def _acted(self, each: Checked, key: str, outcome: Outcome) -> Checked:
        """A provision that an executed instruction changed, put in or took out."""
        what = f"{outcome.num} of {outcome.instrument} ({outcome.rule or 'executed'})"
        if outcome.savings:
            what += f", subject to {', '.join(saving.num for saving in outcome.savings)} of it"
        before, made, printed = (texts.get(key, ("", ""))[1] for texts in (self.base, self.derived, self.published))
        here = [key in texts for texts in (self.base, self.derived, self.published)]
        if here[0] == here[2] and fold(before) == fold(printed):
            if outcome.instrument in self.late:
                because = f"{what} comes into force on {self.late[outcome.instrument]}, after the published text"
                return replace(each, cause="not_commenced", because=because)
            return replace(each, cause="publisher_omitted", because=f"{what}: the published text is that before it")
        if all(here) and _is_part_made(before, made, printed):
            because = f"{what}: the published text makes only a part of what it orders"
            return replace(each, cause="publisher_omitted", because=because)
        if here[1] and here[2] and _changes_elsewhere(before, made, printed):
            because = f"the published text has what {what} orders, and other words where no instruction orders any"
            return replace(each, cause="publisher_changed", because=because)
        because = f"{what}; the published text is neither that before it nor what it orders"
        return replace(each, cause="undetermined", because=because)

    def _untouched(self, each: Checked, key: str) -> Checked:
        if self.incomplete:
            return replace(each, cause="source_incomplete", because=self.incomplete)
        if each.label == FRONT or each.label.startswith("Footnote "):
            return replace(each, cause="undetermined", because="no instruction names it; it belongs to the page")
        if each.result == "extra" and self._section_is_gone(key):
            because = "nothing of its section stands in the published text: an excerpt?"
            return replace(each, cause="source_incomplete", because=because)
        because = "no instruction names it; the text before and the published text differ"
        return replace(each, cause="publisher_changed", because=because)

    def _section_is_gone(self, key: str) -> bool:
        root = next((keys for keys in self.roots if key in keys), frozenset[str]())
        return len(root) > 1 and not root & self.there

    def _names(self, outcome: Outcome, key: str) -> bool:
        """Whether an instruction that was not executed is about a provision, or one in which it stands."""
        labels = [
            label
            for effect in self.effects.get((outcome.instrument, outcome.num), ())
            for label in (effect.label, effect.anchor, effect.new_label, *(n.label for n in walk(effect.content)))
        ]
        return any(label and _is_in(key, label_key(label)) for label in labels) or self._throughout(outcome, key)

    def _throughout(self, outcome: Outcome, key: str) -> bool:
        effects = self.effects.get((outcome.instrument, outcome.num), ())
        words = [fold(e.old_text or e.anchor_text or "") for e in effects if e.label is None]
        return any(word and word in fold(self.base.get(key, ("", ""))[1]) for word in words)

    def _changed(self, outcome: Outcome, key: str) -> bool:
        labels = (*outcome.nodes, *outcome.removed, *outcome.added, *(x for pair in outcome.renamed for x in pair))
        return any(label_key(label) == key for label in labels)


def _is_in(key: str, outer: str) -> bool:
    return key == outer or key.startswith((f"{outer}(", f"{outer}."))


def _by_instruction(
    done: Consolidation, instruments: Sequence[Expression]
) -> dict[tuple[str, str], tuple[Effect, ...]]:
    """The effects of every instruction, by the name of its instrument in the stack and its number."""
    found: dict[tuple[str, str], tuple[Effect, ...]] = {}
    for name, instrument in zip(dict.fromkeys(done.instruments), instruments, strict=False):
        for effect in instrument.effects:
            where = (name, effect.instruction)
            found[where] = (*found.get(where, ()), effect)
    return found


def _not_yet(done: Consolidation, instruments: Sequence[Expression], published: Expression) -> dict[str, date]:
    """Instruments that come into force after the published text was issued, and when."""
    day = _day(published)
    starts = {
        name: instrument.time.in_force.start or instrument.dated("in_force")
        for name, instrument in zip(dict.fromkeys(done.instruments), instruments, strict=False)
    }
    return {name: start for name, start in starts.items() if start and day and start > day}


def _day(published: Expression) -> date | None:
    match = _DAY.search(published.version or identity(published))
    return date.fromisoformat(match[1]) if match else published.time.issued or published.dated("issued", "published")


def _is_part_made(before: str, made: str, printed: str) -> bool:
    """Whether the published words are the computed ones with some of the ordered changes left out, and nothing else."""
    pieces: list[str] = []
    for kind, group in _grouped(fold(before), fold(made)):
        pieces.append(re.escape(group[0]) if kind == "same" else f"(?:{re.escape(group[0])}|{re.escape(group[1])})")
    return fold(printed) != fold(made) and re.fullmatch("".join(pieces), fold(printed)) is not None


def _grouped(before: str, made: str) -> list[tuple[str, tuple[str, str]]]:
    """The stretches that two texts share, and between them what the one has and the other."""
    found: list[tuple[str, tuple[str, str]]] = []
    for sign, text in word_edits(before, made):
        if sign == 0:
            found.append(("same", (text, text)))
        else:
            old = found.pop()[1] if found and found[-1][0] == "changed" else ("", "")
            found.append(("changed", (old[0] + text, old[1]) if sign < 0 else (old[0], old[1] + text)))
    return found


def _changes_elsewhere(before: str, made: str, printed: str) -> bool:
    """Whether the published words have every ordered change, and differ from the computed ones only apart from them."""
    ordered = _spans(fold(before), fold(made))
    others = _spans(fold(made), fold(printed), of_first=True)
    return bool(others) and not any(a < d and c < b for a, b in ordered for c, d in others)


def _spans(first: str, second: str, of_first: bool = False) -> list[tuple[int, int]]:
    """Where two texts differ, in characters of the second (or the first), a point being as wide as one character."""
    at, found = 0, []
    for kind, (old, new) in _grouped(first, second):
        here = old if of_first else new
        if kind == "changed":
            found.append((at - (not here), at + max(len(here), 1)))
        at += len(here)
    return found
