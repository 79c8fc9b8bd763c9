"""Dates, statuses and histories in words. Standard library only: `keeling show` starts with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

STATUS_WORDS = {
    "consultation": "consulted on",
    "laid": "laid before Parliament",
    "issued": "issued",
    "in_force": "in force",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
    "derived": "as amended, computed by keeling",
}
CHANGE_WORDS = {
    "added": "added",
    "removed": "removed",
    "modified": "reworded",
    "renumbered": "renumbered",
    "moved": "moved",
    "split": "split",
    "merged": "merged",
}
UNDATED = "undated"
DRAFT = ("consultation", "laid", None)


def day_words(day: str) -> str:
    """`2025-07-04` as 4 July 2025; a month or a year as it is known."""
    parts = day.split("-")
    if not all(part.isdigit() for part in parts):
        return "no date known" if day in ("", UNDATED) else day
    if len(parts) == 1:
        return day
    known = date(*map(int, (*parts, "1")[:3]))
    return f"{known.day} {known:%B} {known.year}" if len(parts) == 3 else f"{known:%B} {known.year}"


def status_words(status: str | None) -> str:
    """A status as people say it; empty where it is not known."""
    return STATUS_WORDS[status] if status else ""


def path(version: str, slug: str = "") -> str:
    """The permanent address of a version, or of a provision of it."""
    work, _, rest = version.partition("@")
    return f"/{work}/{rest}" + (f"/{slug}" if slug else "")


def inclusion_words(published: str, status: str | None, in_force: str | None) -> str:
    """That a published version includes an instrument, and whether it is in force with it."""
    day = day_words(published)
    if in_force:
        return f"included in the code published on {day}, in force from {day_words(in_force)}"
    if status == "in_force":
        return f"in force, as published on {day}"
    return f"included in the code published on {day}, date of coming into force not stated"


def label_words(label: str | None) -> str:
    """A label as people say it: `Definition/crisis@PCU C11` is “crisis” in PCU C11."""
    role, _, rest = (label or "").partition("/")
    name, _, scope = rest.partition("@")
    if role == "Index" and rest:
        return f"Index entry {rest}"
    if role == "Definition" and scope:
        return f"“{name}” in {scope}"
    if role == "Row" and scope:
        return f"Row {name} of {scope}"
    return label or ""


def stack_label(base: str, instruments: Iterable[tuple[str, str | None]]) -> str:
    """Short name of a code as amended, from its base and the date and status of each instrument, in order."""
    made = [f"the {'draft' if status in DRAFT else 'amendments'} of {day_words(day)}" for day, status in instruments]
    return f"{base}, with {' and then '.join(made)}"


def time_words(moment: str | None) -> str:
    """`2026-06-18T12:00:05Z` as 18 June 2026, 12:00 UTC; a day as a day; nothing as never."""
    if not moment:
        return "never"
    day, _, clock = moment.partition("T")
    return f"{day_words(day)}, {clock[:5]} UTC" if clock else day_words(day)


def change_words(change: Mapping[str, Any]) -> str:
    """One change as a phrase: `renumbered from PCU D2.5`, `added by pcu-amendments-2026-06 2.3`."""
    words = CHANGE_WORDS[change["kind"]]
    if change["before"] and change["before"] != change["after"]:
        words += f" from {change['before']}"
    return f"{words} by {change['explained_by']}" if change["explained_by"] else words


def history_lines(history: Sequence[Mapping[str, Any]], current: str) -> list[str]:
    """One phrase for each version: when, which version, and what had changed."""
    lines = []
    for nth, event in enumerate(history):
        changes = event["changes"]
        if changes:
            said = ", ".join(dict.fromkeys(change_words(change) for change in changes[:3]))
            said += f" and {len(changes) - 3} more changes" if len(changes) > 3 else ""
        elif event["effect_id"]:
            said = f"to be inserted by {event['effect_id'].rpartition('#')[2]} of this instrument"
        else:
            said = "first known text" if nth == 0 else "unchanged"
        status = status_words(event["status"])
        here = " (shown)" if event["version_id"] == current else ""
        lines.append(f"{event['version_id']}{here}, {status or 'status not known'}: {said}")
    return lines
