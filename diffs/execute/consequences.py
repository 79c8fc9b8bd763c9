"""What follows from a consolidation for notes, references and reserved numbers."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.citation import label_key
from corpus.provision import Provision, walk
from corpus.work import Expression, Footnote, Reference, Reserved
from diffs.execute.label_index import Level, Survey
from diffs.execute.postconditions import Same, unchanged
from diffs.execute.preconditions import prefixes
from diffs.execute.tree import Path, label_at, nodes, paths


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


def dangling(before: Survey, after: Survey, outcomes: Sequence[Done]) -> tuple[Dangling, ...]:
    """Citations in the derived text of what was omitted or renumbered, or of what neither version has."""
    renamed = {label_key(old): new for outcome in outcomes for old, new in outcome.renamed}
    gone = before.roots.all_keys() - after.roots.all_keys()
    changed = list(_outside(after.roots, unchanged(before, after, {})))
    cited = prefixes(node.label for node in (*nodes(before.forest), *(node for _, node in changed)))
    lost = [
        (path, node, label)
        # A text that was there before can only lead to what is renumbered or gone.
        for path, node in (paths(after.forest) if renamed or gone else changed)
        for label in _citations(node, cited)
        if label_key(label) in renamed or label_key(label) not in after
    ]
    old = set(map(id, nodes(before.forest))) if lost else set()
    found = []
    for path, node, label in lost:
        key, was_there = label_key(label), id(node) in old
        reason = ""
        if key in renamed and was_there:
            reason = f"{label} is renumbered as {renamed[key]}"
        elif key in gone:
            reason = f"{label} is omitted"
        elif key not in after and not was_there:
            reason = f"there is no {label}"
        if reason:
            found.append(Dangling(label_at(after.forest, path), label, reason, node.text))
    return tuple(dict.fromkeys(found))


def _outside(level: Level, same: Same, above: Path = ()) -> Iterator[tuple[Path, Provision]]:
    """The nodes of a version, with paths, that stand in no subtree which is the same as before."""
    for index, (node, _, below) in enumerate(level.subtrees()):
        if id(node) not in same:
            yield (*above, index), node
            yield from _outside(below, same, (*above, index)) if below else ()


def _citations(node: Provision, cited: Collection[str]) -> Iterator[str]:
    """Labels with one of these prefixes in a node's own words."""
    words = f"{node.heading or ''}\n{node.text}"
    if any(prefix in words for prefix in cited):
        either = "|".join(sorted(map(re.escape, cited)))
        pattern = rf"\b(?:{either})\s[A-Z]{{1,2}}\d+[A-Z]?(?:\.\d+[A-Z]?)?(?:\([a-z]+\))*"
        yield from (" ".join(match[0].split()) for match in re.finditer(pattern, words))


def footnotes(base: Expression, after: Survey, outcomes: Sequence[Done]) -> tuple[Footnote, ...]:
    """The notes that are still there, tied to labels as they read now."""
    if not base.footnotes:
        return ()
    was = {node.num for node in walk(base.provisions) if node.kind == "footnote"}
    now = {node.num: node.text for node in walk(after.forest) if node.kind == "footnote"}
    kept = [note for note in base.footnotes if note.num not in was or note.num in now]
    new = renamings(outcomes)
    found = []
    for note in kept:
        refs = (new.get(label_key(ref), ref) for ref in note.refs)
        there = tuple(ref for ref in refs if label_key(ref) in after)
        found.append(replace(note, text=now.get(note.num, note.text), refs=there))
    return tuple(found)


def references(
    base: Expression, instruments: Sequence[Expression], after: Survey, outcomes: Sequence[Done]
) -> tuple[Reference, ...]:
    """References of what is still there, and of what the instruments put in."""
    new = renamings(outcomes)
    kept = [replace(ref, source=new.get(label_key(ref.source), ref.source)) for ref in base.references]
    inserted = {n.key for i in instruments for e in i.effects for n in walk(e.content) if n.label}
    added = [ref for i in instruments for ref in i.references if label_key(ref.source) in inserted]
    return tuple(ref for ref in dict.fromkeys([*kept, *added]) if label_key(ref.source) in after)


def reserved(base: Expression, instruments: Sequence[Expression], after: Survey) -> tuple[Reserved, ...]:
    """The ledger of numbers proposed elsewhere that the derived version still does not use."""
    entries = (entry for expression in (base, *instruments) for entry in expression.reserved)
    return tuple(entry for entry in dict.fromkeys(entries) if entry.key not in after)


def renamings(outcomes: Sequence[Done]) -> dict[str, str]:
    """Label keys of the base and the labels they have now, through all renumberings in order."""
    new: dict[str, str] = {}
    for outcome in outcomes:
        step = {label_key(old): label for old, label in outcome.renamed}
        new = {old: step.get(label_key(label), label) for old, label in new.items()}
        new |= {old: label for old, label in step.items() if old not in new}
    return new
