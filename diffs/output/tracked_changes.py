"""The tracked changes of a file, with who made them and when, for each form of a comparison."""

from collections.abc import Sequence
from html import escape
from typing import Any

from corpus.text import fold
from diffs.explain.tracked import Attributed

_SIGNS = {"struck": "-", "inserted": "+"}
_END = "(the end of a paragraph)"
_LONGEST = 120


def in_json(comparison: dict[str, Any], tracked: Sequence[Attributed]) -> dict[str, Any]:
    """The comparison with `tracked` in it and in each change; without any tracked change, as it is.

    `label` is null where no provision differs by the change.
    """
    if not tracked:
        return comparison
    every = [_one(each) for each in tracked]
    changes = [
        {**change, "tracked": [one for one, each in zip(every, tracked, strict=True) if each.change == place]}
        for place, change in enumerate(comparison["changes"])
    ]
    return {**comparison, "changes": changes, "tracked": every}


def _one(each: Attributed) -> dict[str, Any]:
    change = each.tracked
    return {
        "kind": change.kind,
        "text": change.text,
        "author": change.author or None,
        "date": change.date or None,
        "moved": change.moved,
        "label": each.label,
    }


def as_text(tracked: Sequence[Attributed]) -> str:
    """A line for each tracked change; empty without any."""
    if not tracked:
        return ""
    return "\nTracked changes of the file\n" + "".join(f"  {_line(each)}\n" for each in tracked)


def as_markdown(tracked: Sequence[Attributed]) -> str:
    """The same as a list."""
    if not tracked:
        return ""
    lines = (_line(each).replace("\\", "\\\\").replace("*", "\\*").replace("<", "&lt;") for each in tracked)
    return "\n## Tracked changes of the file\n\n" + "".join(f"- `{line[0]}` {line[2:]}\n" for line in lines)


def in_html(page: str, tracked: Sequence[Attributed]) -> str:
    """The page with the list at its end; without any tracked change, as it is."""
    if not tracked:
        return page
    items = "".join(f"<li>{escape(_line(each))}</li>" for each in tracked)
    section = f'<section id="tracked"><h2>Tracked changes of the file</h2><ul>{items}</ul></section>'
    head, tag, tail = page.rpartition("</main>")
    return f"{head}{section}{tag}{tail}" if tag else page.replace("</body>", f"{section}</body>")


def _line(each: Attributed) -> str:
    """`+ PCU C1.2: new words (A. Keeper, 2026-07-01)`; control characters of the file are shown as blanks."""
    change = each.tracked
    words = fold("".join(char if char.isprintable() else " " for char in change.text))
    words = words[: _LONGEST - 1] + "…" if len(words) > _LONGEST else words
    who = ", ".join(part for part in (change.author, change.date[:10], "moved" if change.moved else "") if part)
    place = each.label or "in no provision"
    return f"{_SIGNS[change.kind]} {place}: {words or _END}" + (f" ({fold(who)})" if who else "")
