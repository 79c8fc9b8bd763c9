"""A person's decision where an instruction cannot be read or resolved with certainty.

    [[override]]
    instrument = "pcu-amendments-2026-06"   # the instrument's work id
    instruction = "2.3"                     # its number as printed, nested as 2.9(a)
    effect = 1                              # which thing the instruction does, from 1 (default 1)
    label = "Section 4/C"                   # and any of: position, anchor, old_text, new_text,
    position = "end"                        # anchor_text, new_label, occurrences, occurrence, part
    allow_cycle = true                      # a cyclic renumbering is meant as it stands
    author = "A. Person"
    reason = "why this is what the instruction means"

Author and reason are required. Whatever shows the result lists the overrides it rests on.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from corpus.citation import Citation
from corpus.effect import Effect, Position
from corpus.errors import CitationError, UsageError

_TEXTS = ("label", "position", "anchor", "old_text", "new_text", "anchor_text", "new_label", "part")
_REQUIRED = ("instrument", "instruction", "author", "reason")
_LABELS = ("label", "anchor", "new_label")
_KEYS = {"instrument", "instruction", "effect", "occurrences", "occurrence", "allow_cycle", "author", "reason", *_TEXTS}


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decided about one effect; `changes` are pairs of an effect's field and its value."""

    instrument: str
    instruction: str
    author: str
    reason: str
    effect: int = 1
    changes: tuple[tuple[str, str | int], ...] = ()
    allow_cycle: bool = False


def load(path: Path | None) -> tuple[Override, ...]:
    """The overrides in a file, none without one; raises UsageError when it cannot be read or meant."""
    if path is None:
        return ()
    try:
        return parse_overrides(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the overrides {path} cannot be read: {error}") from None


def parse_overrides(text: str, name: str = "overrides.toml") -> tuple[Override, ...]:
    """The overrides in a TOML file; raises UsageError with file and line for anything that cannot be meant."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is not TOML: {error}") from None
    if set(data) - {"override"} or not isinstance(data.get("override", []), list):
        raise UsageError(f"{name} holds {', '.join(sorted(data))}; it must be a list of [[override]] tables")
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[override]]"]
    tables: list[dict[str, Any]] = data.get("override", [])
    return tuple(
        _override(table, f"{name}, line {starts[index]}" if index < len(starts) else name)
        for index, table in enumerate(tables)
    )


def _override(table: dict[str, Any], where: str) -> Override:
    for key in sorted(set(table) - _KEYS):
        raise UsageError(f"{where}: an override has no key {key!r}; it has {', '.join(sorted(_KEYS))}")
    for key in _REQUIRED:
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise UsageError(f"{where}: an override needs {key!r}, a text that is not empty")
    changes = tuple(
        (key, _value(key, table[key], where)) for key in table if key in (*_TEXTS, "occurrences", "occurrence")
    )
    allow_cycle = table.get("allow_cycle", False)
    if not changes and not allow_cycle:
        raise UsageError(f"{where}: the override changes nothing; give it a label, an anchor or another key")
    effect = table.get("effect", 1)
    if not isinstance(effect, int) or effect < 1 or not isinstance(allow_cycle, bool):
        raise UsageError(f"{where}: 'effect' is a number from 1 and 'allow_cycle' true or false")
    instrument, instruction, author, reason = (table[key].strip() for key in _REQUIRED)
    return Override(instrument, instruction, author, reason, effect, changes, allow_cycle)


def _value(key: str, value: object, where: str) -> str | int:
    if key in _TEXTS and isinstance(value, str):
        if key == "position" and value not in get_args(Position):
            raise UsageError(f"{where}: position is one of {', '.join(get_args(Position))}, not {value!r}")
        if key in _LABELS:
            try:
                return str(Citation.parse(value))
            except CitationError as error:
                raise UsageError(f"{where}: {error}") from None
        return value
    if isinstance(value, int) and not isinstance(value, bool) and key not in _TEXTS:
        return value
    if key == "occurrences" and value == "all":
        return "all"
    raise UsageError(f"{where}: {key!r} cannot be {value!r}")


def overridden(effects: Sequence[Effect], overrides: Sequence[Override]) -> tuple[Effect, ...]:
    """The effects of one instruction with a person's decisions; raises UsageError for an effect that is not there."""
    changed = list(effects)
    for override in overrides:
        if override.effect > len(changed):
            what = f"instruction {override.instruction} of {override.instrument}"
            raise UsageError(f"an override names effect {override.effect} of {what}, which has {len(changed)}")
        values: dict[str, Any] = dict(override.changes)
        changed[override.effect - 1] = replace(changed[override.effect - 1], **values)
    return tuple(changed)
