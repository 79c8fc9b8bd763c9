"""What follows from a consolidation for notes, references and reserved numbers."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.citation import label_key
from corpus.provision import walk
from corpus.work import Expression, Footnote, Reference, Reserved
from diffs.admission import prefixes
from diffs.forest import Forest, paths
from diffs.operations import label_at


class Done(Protocol):
    """What is needed of an outcome."""

    @property
    def removed(self) -> tuple[str, ...]:
        """Labels taken out."""

    @property
    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Old and new labels."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """A citation in the derived text that no longer leads where it led, or leads nowhere.

    `source` is the label of the provision that cites, `target` the label cited.
    """

    source: str
    target: str
    reason: str
    text: str = ""


def dangling(before: Forest, after: Forest, outcomes: Sequence[Done]) -> tuple[Dangling, ...]:
    """Citations in the derived text of what was omitted or renumbered, or of what neither version has."""
    now = {label_key(node.label) for node in walk(after) if node.label}
    was = {label_key(node.label) for node in walk(before) if node.label}
    renamed = {label_key(old): new for outcome in outcomes for old, new in outcome.renamed}
    same = {id(node) for node in walk(before)}
    pattern = _citations(node.label for node in (*walk(before), *walk(after)))
    if pattern is None:
        return ()
    found = []
    for path, node in paths(after):
        for match in pattern.finditer(f"{node.heading or ''}\n{node.text}"):
            key, label = label_key(match[0]), " ".join(match[0].split())
            reason = ""
            if key in renamed and id(node) in same:
                reason = f"{label} is renumbered as {renamed[key]}"
            elif key not in now and key in was:
                reason = f"{label} is omitted"
            elif key not in now and id(node) not in same:
                reason = f"there is no {label}"
            if reason:
                found.append(Dangling(label_at(after, path), label, reason, node.text))
    return tuple(dict.fromkeys(found))


def _citations(labels: Iterable[str | None]) -> re.Pattern[str] | None:
    found = prefixes(labels)
    if not found:
        return None
    either = "|".join(sorted(map(re.escape, found)))
    return re.compile(rf"\b(?:{either})\s[A-Z]{{1,2}}\d+[A-Z]?(?:\.\d+[A-Z]?)?(?:\([a-z]+\))*")


def footnotes(base: Expression, after: Forest, outcomes: Sequence[Done]) -> tuple[Footnote, ...]:
    """The notes that are still there, tied to labels as they read now."""
    was = {node.num for node in walk(base.provisions) if node.kind == "footnote"}
    now = {node.num: node.text for node in walk(after) if node.kind == "footnote"}
    kept = [note for note in base.footnotes if note.num not in was or note.num in now]
    labels = {label_key(node.label) for node in walk(after) if node.label}
    new = _renamed(outcomes)
    found = []
    for note in kept:
        refs = (new.get(label_key(ref), ref) for ref in note.refs)
        found.append(
            replace(note, text=now.get(note.num, note.text), refs=tuple(r for r in refs if label_key(r) in labels))
        )
    return tuple(found)


def references(
    base: Expression, instruments: Sequence[Expression], after: Forest, outcomes: Sequence[Done]
) -> tuple[Reference, ...]:
    """References of what is still there, and of what the instruments put in."""
    labels = {label_key(node.label) for node in walk(after) if node.label}
    new = _renamed(outcomes)
    kept = [replace(ref, source=new.get(label_key(ref.source), ref.source)) for ref in base.references]
    inserted = {label_key(n.label) for i in instruments for e in i.effects for n in walk(e.content) if n.label}
    added = [ref for i in instruments for ref in i.references if label_key(ref.source) in inserted]
    return tuple(ref for ref in dict.fromkeys([*kept, *added]) if label_key(ref.source) in labels)


def reserved(base: Expression, instruments: Sequence[Expression], after: Forest) -> tuple[Reserved, ...]:
    """The ledger of numbers proposed elsewhere that the derived version still does not use."""
    labels = {label_key(node.label) for node in walk(after) if node.label}
    entries = (entry for expression in (base, *instruments) for entry in expression.reserved)
    return tuple(entry for entry in dict.fromkeys(entries) if label_key(entry.label) not in labels)


def _renamed(outcomes: Sequence[Done]) -> dict[str, str]:
    """Label keys of the base and the labels they have now, through all renumberings in order."""
    new: dict[str, str] = {}
    for outcome in outcomes:
        step = {label_key(old): label for old, label in outcome.renamed}
        new = {old: step.get(label_key(label), label) for old, label in new.items()}
        new |= {old: label for old, label in step.items() if old not in new}
    return new
