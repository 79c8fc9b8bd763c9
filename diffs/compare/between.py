"""What changed between two versions, provision by provision and word by word.

`between` is pure: the same two expressions give the same comparison, on any machine and
under any hash seed. Cost grows with the size of the texts, not with its square.
"""

from dataclasses import asdict, replace
from typing import Any

from corpus.change import Change, Comparison
from corpus.processes import no_collection
from corpus.work import Expression
from diffs.compare.align import Alignment, align
from diffs.compare.apart import set_apart
from diffs.compare.proof import unaccounted
from diffs.compare.units import Outline, has_front, outline
from diffs.compare.verdicts import Observer
from diffs.words.force import force_changes

_Labels = tuple[str | None, str | None]


def between(before: Expression, after: Expression) -> Comparison:
    """Every difference of wording, numbering and place between two expressions (interface.md, `diff`)."""
    with no_collection():
        return _compare(before, after)


def _compare(before: Expression, after: Expression) -> Comparison:
    earlier, later, alignment = _aligned(before, after)
    observer = Observer(earlier, later, alignment)
    found = Comparison(
        before=_name(before),
        after=_name(after),
        changes=observer.changes(),
        typography=observer.typography,
        pairs=_pairs(earlier, later, alignment),
        front=observer.changes(front=True),
        possible=alignment.possible,
        concordance=observer.concordance(),
    )
    return replace(found, unaccounted=unaccounted(before, after, found))


def _aligned(before: Expression, after: Expression) -> tuple[Outline, Outline, Alignment]:
    """Both outlines and who became whom; again with what stands under provisions apart, where one version needs it."""
    front = has_front(before) and has_front(after)  # else a title would be front matter in one version only
    earlier, later = outline(before, front=front), outline(after, front=front)
    alignment = align(earlier, later)
    apart = set_apart(earlier, later, alignment)
    if any(apart):
        earlier, later = outline(before, apart[0], front=front), outline(after, apart[1], front=front)
        alignment = align(earlier, later)
    return earlier, later, alignment


def _name(expression: Expression) -> str:
    """The version's id, made from work and date where a file has none; else the title."""
    day = expression.dated("issued", "laid", "in_force", "published", "updated", "signed", "stated")
    if expression.version or not expression.work:
        return expression.version or expression.title
    return f"{expression.work}@{day}" if day else expression.work


def _pairs(before: Outline, after: Outline, alignment: Alignment) -> tuple[_Labels, ...]:
    """Labels of every provision before and after, in order of the later version, then what went."""
    pairs: list[_Labels] = []
    for unit in after.units:
        x = alignment.before.get(unit.place)
        if unit.place in alignment.merges:
            sources = [before.units[source] for source in alignment.merges[unit.place]]
            pairs += [(source.label, unit.label) for source in sources if source.key or unit.key]
        elif unit.key or (x is not None and before.units[x].key):
            pairs.append((before.units[x].label if x is not None else None, unit.label))
    pairs += [(unit.label, None) for unit in before.units if unit.key and unit.place not in alignment.after]
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
        "possible": [
            {"before": one.before, "after": one.after, "shared": list(one.shared)} for one in comparison.possible
        ],
        "concordance": [{"before": one.before, "after": one.after, "sure": one.sure} for one in comparison.concordance],
        "unaccounted": [asdict(one) for one in comparison.unaccounted],
    }


def change_to_json(change: Change) -> dict[str, Any]:
    """One change. Several labels are a list; `provisions` are pairs of labels, before and after.

    `row` and `column` are there only where a row of a table changed, `force` where a duty, a negation, a figure
    or a limit did (`diffs.words.force`), the effect's `beyond` only where it is true.
    """
    effect = change.effect
    beyond = {"beyond": True} if effect and effect.beyond else {}
    force = [
        {"direction": one.direction, "before": one.before or None, "after": one.after or None}
        for one in force_changes(change.edits)
    ]
    cell = {"row": list(change.row), "column": change.column} if change.row else {}
    return {
        "kind": change.kind,
        "before": list(change.before) if isinstance(change.before, tuple) else change.before,
        "after": list(change.after) if isinstance(change.after, tuple) else change.after,
        "heading": change.heading,
        "similarity": change.similarity,
        "edits": [list(edit) for edit in change.edits],
        "effect": {"work": effect.work, "instruction": effect.instruction, **beyond} if effect else None,
        "provisions": [{"before": before, "after": after} for before, after in change.provisions],
        "coarse": change.coarse,
        **cell,
        **({"force": force} if force else {}),
    }
