"""The Keeling view: the derived version with what was inserted and what was omitted, each mark
with the instruction that made it.

The provisions of both versions are paired by what the outcomes say (which labels were added,
removed, renumbered), never by likeness; words inside a pair are compared by `diffs.words.edits`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from corpus.change import Edit, EffectRef
from corpus.citation import label_key
from corpus.provision import Provision, walk
from diffs.execute.consolidate import Consolidation, Outcome
from diffs.words.edits import word_edits

Standing = Literal["kept", "changed", "inserted", "omitted"]
_KINDS: dict[str, Literal[-1, 0, 1]] = {"kept": 0, "inserted": 1, "omitted": -1}
FIELDS = ("printed", "heading", "text", "application", "duties")


@dataclass(frozen=True, slots=True)
class Marked:
    """A provision as the schedule shows it.

    `edits` gives word edits for each field that is not empty (`printed`, `heading`, `text`, and of
    an index entry `application` and `duties`); for what is kept they are one equal piece. `by`
    names the instructions, in the order in which they were executed.
    """

    node: Provision
    standing: Standing
    edits: dict[str, tuple[Edit, ...]]
    by: tuple[EffectRef, ...] = ()
    children: tuple["Marked", ...] = ()


@dataclass(slots=True)
class _Trace:
    """Which base provision a derived label is, and which instructions touched what."""

    origin: dict[str, str]
    by: dict[str, list[EffectRef]] = field(default_factory=dict)
    gone: dict[str, EffectRef] = field(default_factory=dict)


def marked(consolidation: Consolidation) -> tuple[Marked, ...]:
    """The whole schedule, in order of the document; what was omitted stands where it stood."""
    trace = _trace(consolidation.original.provisions, consolidation.outcomes)
    return _merged(consolidation.original.provisions, consolidation.expression.provisions, trace, ())


def unmarked(nodes: Sequence[Provision]) -> tuple[Marked, ...]:
    """A version without marks, in the same form."""
    return tuple(alone(node, "kept", (), unmarked(node.children)) for node in nodes)


def alone(
    node: Provision,
    standing: Literal["kept", "inserted", "omitted"],
    by: tuple[EffectRef, ...],
    children: tuple[Marked, ...],
) -> Marked:
    """A provision that is not compared with another: each of its fields is one piece."""
    kind = _KINDS[standing]
    return Marked(node, standing, {name: ((kind, _text(node, name)),) for name in _fields(node)}, by, children)


def _trace(base: tuple[Provision, ...], outcomes: Sequence[Outcome]) -> _Trace:
    trace = _Trace({node.key: node.key for node in walk(base) if node.label})
    for outcome in outcomes:
        if outcome.state != "applied":
            continue
        for label in outcome.removed:
            origin = trace.origin.pop(label_key(label), None)
            if origin is not None:
                trace.gone[origin] = outcome.ref
        trace.gone |= {_note_key(number): outcome.ref for number in outcome.notes}
        new = {label_key(old): label_key(label) for old, label in outcome.renamed}
        trace.origin = {new.get(key, key): origin for key, origin in trace.origin.items()}
        trace.by = {new.get(key, key): refs for key, refs in trace.by.items()}
        for label in outcome.nodes:
            refs = trace.by.setdefault(label_key(label), [])
            if outcome.ref not in refs:
                refs.append(outcome.ref)
    return trace


def _merged(
    before: Sequence[Provision], after: Sequence[Provision], trace: _Trace, by: tuple[EffectRef, ...]
) -> tuple[Marked, ...]:
    """Children of a pair. What is gone follows the sibling it stood behind, before anything inserted there."""
    old, new = _keys(before, after, trace)
    waiting = {key: index for index, key in enumerate(old) if key in set(new)}
    result: list[Marked] = []
    shown = 0
    for key, node in zip(new, after, strict=True):
        index = waiting.get(key)
        stop = _next_kept(old, waiting, shown) if index is None else index
        result += [_alone(before[i], "omitted", trace, by) for i in range(shown, stop) if old[i] not in waiting]
        shown = max(shown, stop)
        if index is None:
            result.append(_alone(node, "inserted", trace, by))
        else:
            result.append(_pair(before[index], node, trace, by))
            shown = max(shown, index + 1)
    return (
        *result,
        *(_alone(before[i], "omitted", trace, by) for i in range(shown, len(old)) if old[i] not in waiting),
    )


def _next_kept(old: Sequence[str], waiting: dict[str, int], start: int) -> int:
    return next((index for index in range(start, len(old)) if old[index] in waiting), len(old))


def _keys(
    before: Sequence[Provision], after: Sequence[Provision], trace: _Trace
) -> tuple[Sequence[str], Sequence[str]]:
    """What children are paired by: the label in the base; without one the same words, and between those the place."""
    old = {at: node.key for at, node in enumerate(before) if node.label}
    new = {at: trace.origin.get(node.key, f"new {node.key}") for at, node in enumerate(after) if node.label}
    known = _unlabelled(before)
    for name, places in known.items():
        old |= {at: f"{name} {at}" for at in places}
    for name, places in _unlabelled(after).items():
        held = known.get(name, [])
        pairs = _pairs([_told_by(before[at]) for at in held], [_told_by(after[at]) for at in places])
        new |= {at: f"{name} {held[pairs[n]]}" if n in pairs else f"new {name} {at}" for n, at in enumerate(places)}
    return [old[at] for at in range(len(before))], [new[at] for at in range(len(after))]


def _unlabelled(nodes: Sequence[Provision]) -> dict[str, list[int]]:
    """The places of nodes without a label, by their kind, heading and number."""
    found: dict[str, list[int]] = {}
    for at, node in enumerate(nodes):
        if not node.label:
            found.setdefault(f"{node.kind} {node.heading or ''} {node.num or ''}", []).append(at)
    return found


def _told_by(node: Provision) -> str:
    """The words by which a node without a label is known again: a row's first cell, else all it holds."""
    told = node.children[:1] if node.kind == "row" else (node,)
    return " ".join(each.text for top in told for each in top.walk())


def _pairs(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """For each place after, the one before that has the same words, or that stood there among others replaced."""
    if before == after:
        return {place: place for place in range(len(after))}
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return {
        new: old
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind in ("equal", "replace")
        for old, new in zip(range(i, j), range(k, m), strict=False)
    }


def _pair(old: Provision, new: Provision, trace: _Trace, above: tuple[EffectRef, ...]) -> Marked:
    own = tuple(trace.by.get(new.key, ())) if new.label else above
    edits = {name: word_edits(_text(old, name), _text(new, name)) for name in _fields(new, old)}
    changed = any(kind for pieces in edits.values() for kind, _ in pieces)
    children = _merged(old.children, new.children, trace, own)
    return Marked(new, "changed" if changed else "kept", edits, own if changed else (), children)


def _alone(
    node: Provision, standing: Literal["inserted", "omitted"], trace: _Trace, above: tuple[EffectRef, ...]
) -> Marked:
    key = node.key if node.label else _note_key(node.num) if node.kind == "footnote" else ""
    if standing == "inserted":
        own = tuple(trace.by.get(key, above)) or above
    else:
        own = (trace.gone[key],) if key in trace.gone else above
    own = own or _below(node, trace)
    return alone(node, standing, own, tuple(_alone(child, standing, trace, own) for child in node.children))


def _note_key(number: str | None) -> str:
    return f"footnote {number}"


def _below(node: Provision, trace: _Trace) -> tuple[EffectRef, ...]:
    """The instructions that touched what an unlabelled node holds."""
    keys = [child.key for child in node.walk() if child.label]
    found = [ref for key in keys for ref in (*trace.by.get(key, ()), *([trace.gone[key]] if key in trace.gone else ()))]
    return tuple(dict.fromkeys(found))


def _fields(*nodes: Provision) -> list[str]:
    split = any(node.application is not None for node in nodes)
    names = ("printed", "heading", "application", "duties") if split else ("printed", "heading", "text")
    return [name for name in names if any(_text(node, name) for node in nodes)]


def _text(node: Provision, name: str) -> str:
    value: str | None = getattr(node, name)
    return value or ""
