"""What changed between two versions, provision by provision and word by word.

`between` is pure: the same two expressions give the same comparison, on any machine and
under any hash seed. Cost grows with the size of the texts, not with its square.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from corpus.change import Change, Comparison, Verdict
from corpus.work import Expression
from diffs.compare.align import Alignment, align
from diffs.compare.units import Loose, Outline, outline
from diffs.compare.unlabelled import compare_text, pair_passages
from diffs.compare.verdicts import Observer
from diffs.words.edits import Codes

_Labels = tuple[str | None, str | None]


def between(before: Expression, after: Expression) -> Comparison:
    """Every difference of wording, numbering and place between two expressions (interface.md, `diff`)."""
    with _no_collection():
        return _compare(before, after)


def _compare(before: Expression, after: Expression) -> Comparison:
    earlier, later = outline(before), outline(after)
    alignment = align(earlier, later)
    observer = Observer(earlier, later, alignment)
    return Comparison(
        before=_name(before),
        after=_name(after),
        changes=observer.changes() + _loose(earlier, later, front=False),
        typography=observer.typography,
        pairs=_pairs(earlier, later, alignment),
        front=_loose(earlier, later, front=True),
    )


@contextmanager
def _no_collection() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: there is none, and looking costs a third of the time.

    What it wraps should have let go of everything but its result, or the first search after it pays.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _name(expression: Expression) -> str:
    """The version's id, made from work and date where a file has none; else the title."""
    day = expression.dated("issued", "laid", "in_force", "published", "updated", "signed", "stated")
    if expression.version or not expression.work:
        return expression.version or expression.title
    return f"{expression.work}@{day}" if day else expression.work


def _loose(before: Outline, after: Outline, *, front: bool) -> tuple[Change, ...]:
    """Changes of words outside every labelled provision."""
    earlier = [piece for piece in before.loose if piece.front == front]
    later = [piece for piece in after.loose if piece.front == front]
    if earlier == later:
        return ()
    pairs = pair_passages([piece.text for piece in earlier], [piece.text for piece in later])
    codes = Codes()
    changes = (
        _loose_change(earlier[x] if x is not None else None, later[y] if y is not None else None, codes)
        for x, y in pairs
    )
    return tuple(change for change in changes if change)


def _loose_change(before: Loose | None, after: Loose | None, codes: Codes) -> Change | None:
    piece = after or before
    assert piece
    wording = compare_text(before.text if before else "", after.text if after else "", codes)
    if not wording.changed:
        return None
    kind: Verdict = "modified" if before and after else "added" if after else "removed"
    return Change(kind, None, None, heading=piece.heading, edits=wording.edits, coarse=wording.coarse)


def _pairs(before: Outline, after: Outline, alignment: Alignment) -> tuple[_Labels, ...]:
    """Labels of every provision before and after, in order of the later version, then what went."""
    pairs: list[_Labels] = []
    for unit in after.units:
        x = alignment.before.get(unit.place)
        if unit.place in alignment.merges:
            pairs += [(before.units[source].label, unit.label) for source in alignment.merges[unit.place]]
        else:
            pairs.append((before.units[x].label if x is not None else None, unit.label))
    pairs += [(unit.label, None) for unit in before.units if unit.place not in alignment.after]
    return tuple(pairs)


def to_json(comparison: Comparison) -> dict[str, Any]:
    """The JSON of `keeling diff`; keys beyond the contract follow those it names."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "summary": comparison.summary,
        "changes": [change_to_json(change) for change in comparison.changes],
        "typography": comparison.typography,
        "front": [change_to_json(change) for change in comparison.front],
    }


def change_to_json(change: Change) -> dict[str, Any]:
    """One change. Several labels are a list; `provisions` are pairs of labels, before and after."""
    effect = change.effect
    return {
        "kind": change.kind,
        "before": list(change.before) if isinstance(change.before, tuple) else change.before,
        "after": list(change.after) if isinstance(change.after, tuple) else change.after,
        "heading": change.heading,
        "similarity": change.similarity,
        "edits": [list(edit) for edit in change.edits],
        "effect": {"work": effect.work, "instruction": effect.instruction} if effect else None,
        "provisions": [{"before": before, "after": after} for before, after in change.provisions],
        "coarse": change.coarse,
    }
