"""A change as a quotation: the words, what they were, where they stand, and how to check it."""

from collections.abc import Sequence

from diffs.output.comparison_sheet import Entry, Origin, Version
from diffs.output.pieces import Piece, new_side, old_side

_LONGEST = 1_200  # letters of one side that are quoted


def quotation(entry: Entry, versions: tuple[Version, Version], origin: Origin) -> str:
    """One paragraph of plain text, to be pasted anywhere."""
    before, after = versions
    one, other = (_words(side) for side in (old_side(entry.pieces), new_side(entry.pieces)))
    name = entry.after or entry.before
    if entry.kind == "added":
        what = f"New, {name}: “{other}” ({after.said})."
    elif entry.kind == "removed":
        what = f"{entry.title}, {name}: “{one}” ({before.said})."
    elif one == other:
        what = f"{entry.title}: {entry.before} ({before.said}) is {entry.after} ({after.said}); its words are the same."
    else:
        renamed = f" (before: {entry.before})" if entry.before and entry.before != entry.after else ""
        what = f"{entry.title}, {name}{renamed}: “{other}” ({after.said}). Before: “{one}” ({before.said})."
    by = f"Declared by {entry.explanation}." if entry.explanation else ""
    version = before if entry.kind == "removed" else after
    return " ".join(part for part in (what, by, _source(entry, version), _made(origin), entry.permalink) if part)


def _words(side: Sequence[Piece]) -> str:
    text = " ".join("".join(piece.text for piece in side).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _source(entry: Entry, version: Version) -> str:
    page = f"page {entry.page}" if entry.page else ""
    digest = f"SHA-256 {version.snapshot}" if version.snapshot else ""
    parts = [part for part in (version.address, page, digest) if part]
    return f"Source: {', '.join(parts)}." if parts else ""


def _made(origin: Origin) -> str:
    day = f" on {origin.made.day} {origin.made:%B %Y}" if origin.made else ""
    return f"Compared by keeling{f' {origin.tool}' if origin.tool else ''}{day}; unofficial."
