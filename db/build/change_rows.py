"""Comparisons, consolidations and verifications -> rows of `db.schema.changes`."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.change import Change, Comparison, Labels, each
from corpus.citation import label_key
from db.build.derive import Included
from db.build.expression_rows import Row, Rows, json_list
from db.build.versions import Version

Places = Mapping[str, int]
"""Rows of the provisions of one version by the key of their label."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a comparison's rows point at: provisions on both sides, effects by instrument and instruction.

    `changes` counts the rows of changes that stand before those of this comparison.
    """

    before: Places
    after: Places
    effects: Mapping[tuple[str, str], str]
    changes: int = 0


def comparison_rows(comparison: Comparison, work: str, known: Known, unexplained: int) -> Rows:
    """Rows of one comparison; `unexplained` counts changes that no instruction declares."""
    identifier = f"{comparison.before}...{comparison.after}"
    changes, touched = [], []
    seen: dict[str, int] = {}
    for position, change in enumerate(comparison.changes, 1):
        name = f"{identifier}#{change.kind}/{_first(change.after) or _first(change.before)}"
        seen[name] = nth = seen.get(name, 0) + 1
        change_id = name if nth == 1 else f"{name}~{nth}"
        changes.append(_change_row(change, change_id, position, known.effects))
        touched += _touched(change, known.changes + position, known.before, known.after)
    summary = comparison.summary
    row = {
        "id": identifier,
        "work_id": work,
        "before_id": comparison.before,
        "after_id": comparison.after,
        **{kind: summary[kind] for kind in summary},
        "typography": comparison.typography,
        "explained": sum(change.effect is not None for change in comparison.changes),
        "unexplained": unexplained,
        "unaccounted": json_list(one.sentence for one in comparison.unaccounted),
        "front": json.dumps(
            [(one.kind, each(one.before), each(one.after), one.heading, one.edits) for one in comparison.front],
            ensure_ascii=False,
        ),
    }
    return {"comparisons": [row], "changes": changes, "change_provisions": touched}


def outcome_rows(derived: str, outcomes: Sequence[Any], instruments: Mapping[str, str]) -> list[Row]:
    """What became of each instruction. `instruments` gives the version of each instrument by work."""
    seen: dict[str, int] = {}
    rows = []
    for position, outcome in enumerate(outcomes, 1):
        work = outcome.instrument.partition("@")[0]
        name = f"{derived}#{work}/{outcome.num}"
        seen[name] = nth = seen.get(name, 0) + 1
        rows.append(
            {
                "id": name if nth == 1 else f"{name}~{nth}",
                "consolidation_id": derived,
                "instrument_id": instruments[work],
                "position": position,
                "num": outcome.num,
                "state": outcome.state,
                "reason": str(outcome.reason) if outcome.reason else None,
                "nodes": json_list(outcome.nodes),
            }
        )
    return rows


def caution_rows(derived: str, cautions: Sequence[str]) -> list[Row]:
    """What a reader of a code as amended should check."""
    return [
        {"id": f"{derived}#{n}", "consolidation_id": derived, "position": n, "text": caution}
        for n, caution in enumerate(cautions, 1)
    ]


def inclusion_row(included: Included) -> Row:
    """A published version that includes an instrument."""
    return {
        "id": f"{included.instrument.id}={included.published.id}",
        "instrument_id": included.instrument.id,
        "published_id": included.published.id,
        "previous_id": included.previous.id,
        "shown": included.shown,
        "open": included.open,
        "unclear": included.unclear,
        "issued": included.issued or None,
        "in_force": included.in_force or None,
    }


def verification_rows(derived: str, published: Version, verification: Mapping[str, Any]) -> Rows:
    """Rows of a match report in the shape of interface.md; each difference of a provision's words with its cause.

    The dates and the cover of a page are no provision.
    """
    from diffs.execute.verify import FRONT

    identifier = f"{derived}={published.id}"
    counts = {name: verification[name] for name in ("identical", "typography", "differs", "missing", "extra")}
    provisions = [
        {"id": f"{identifier}#{n}", "verification_id": identifier, "position": n, **_result(entry)}
        for n, entry in enumerate(verification["provisions"], 1)
    ]
    row = {"id": identifier, "derived_id": derived, "published_id": published.id, **counts}
    apart = [
        {"id": f"{identifier}#{n}", "verification_id": identifier, "position": n, "work_id": published.work.id}
        | {"published_id": published.id, "derived_id": derived, **_result(entry), **_cause(entry)}
        for n, entry in enumerate(verification["provisions"], 1)
        if entry["result"] not in ("identical", "typography") and entry["label"] != FRONT
    ]
    return {"verifications": [row], "verification_provisions": provisions, "divergences": apart}


def _cause(entry: Mapping[str, Any]) -> Row:
    """The cause of a difference; an ordered change that the published text leaves out is a finding."""
    cause = entry.get("cause") or "undetermined"
    return {"cause": cause, "because": entry.get("because") or "", "finding": int(cause == "publisher_omitted")}


def _result(entry: Mapping[str, Any]) -> Row:
    edits = json.dumps(entry.get("edits", []), ensure_ascii=False)
    return {"label": entry["label"], "result": entry["result"], "edits": edits}


def _change_row(change: Change, change_id: str, position: int, effects: Mapping[tuple[str, str], str]) -> Row:
    effect = change.effect
    return {
        "id": change_id,
        "position": position,
        "kind": change.kind,
        "before": json_list(each(change.before)),
        "after": json_list(each(change.after)),
        "heading": change.heading,
        "measure": _measure(_first(change.after) or _first(change.before) or ""),
        "similarity": change.similarity,
        "edits": json.dumps(change.edits, ensure_ascii=False),
        "words_added": sum(len(text.split()) for sign, text in change.edits if sign == 1),
        "words_removed": sum(len(text.split()) for sign, text in change.edits if sign == -1),
        "effect_id": effects.get((effect.work, effect.instruction)) if effect else None,
        "by_work": effect.work if effect else None,
        "by_instruction": effect.instruction if effect else None,
        "beyond": int(effect.beyond) if effect else 0,
        "coarse": int(change.coarse),
        "cells": json_list(change.row),
        "cell_column": change.column,
    }


def _first(labels: Labels) -> str | None:
    return next(iter(each(labels)), None)


def _measure(label: str) -> str:
    """The label of the measure a label belongs to, as far as the label tells: `XYZ C3` of its text `XYZ C3/~2`."""
    scope = label.rpartition("@")[2] if label.startswith(("Definition/", "Row/")) else label.removeprefix("Index/")
    return re.split(r"\.|\(|/~", scope, maxsplit=1)[0]


def _touched(change: Change, row: int, before: Places, after: Places) -> list[Row]:
    olds, news = each(change.before), each(change.after)
    size = max(len(olds), len(news))
    pairs: list[tuple[str, str | None, str | None]] = [
        ("itself", olds[n] if n < len(olds) else None, news[n] if n < len(news) else None) for n in range(size)
    ]
    pairs += [("along", old, new) for old, new in change.provisions]
    return [
        {
            "change_row": row,
            "position": n,
            "role": role,
            "before": old,
            "after": new,
            "before_row": before.get(label_key(old)) if old else None,
            "after_row": after.get(label_key(new)) if new else None,
        }
        for n, (role, old, new) in enumerate(pairs, 1)
    ]
