"""A change as a quotation: the words, what they were, where they stand, and how to check it."""

from collections.abc import Sequence

from diffs.output.comparison_sheet import Entry, Origin, Version
from diffs.output.pieces import Piece, new_side, old_side

_LONGEST = 1_200  # letters of one side that are quoted without a gap
_RUN = 400  # letters of a run without a change, or of one that changed, that stay where a side is longer


def quotation(entry: Entry, versions: tuple[Version, Version], origin: Origin) -> str:
    """One paragraph of plain text, to be pasted anywhere."""
    before, after = versions
    sides = old_side(entry.pieces), new_side(entry.pieces)
    one, other = (_words(side) for side in sides)
    name = (entry.after or entry.before) + _cell(entry)
    if entry.kind == "added":
        what = f"New, {name}: “{other}” ({after.said})."
    elif entry.kind == "removed":
        what = f"{entry.title}, {name}: “{one}” ({before.said})."
    elif not any(piece.shade in ("deleted", "inserted") for piece in entry.pieces):
        what = f"{entry.title}: {entry.before} ({before.said}) is {entry.after} ({after.said}); its words are the same."
    else:
        renamed = f" (before: {entry.before})" if entry.before and entry.before != entry.after else ""
        what = f"{entry.title}, {name}{renamed}: “{other}” ({after.said}). Before: “{one}” ({before.said})."
    by = f"Declared by {entry.explanation}." if entry.explanation else ""
    version = before if entry.kind == "removed" else after
    return " ".join(part for part in (what, by, _source(entry, version), _made(origin), entry.permalink) if part)


def _cell(entry: Entry) -> str:
    """The row and the column of a changed cell."""
    row = f", row “{' | '.join(' '.join(cell.split()) for cell in entry.row)}”" if entry.row else ""
    return row + (f", column “{entry.column}”" if entry.row and entry.column else "")


def _words(side: Sequence[Piece]) -> str:
    """The words of a side; where they are many, each run without its middle, so that no change is cut off."""
    text = " ".join("".join(piece.text for piece in side).split())
    if len(text) <= _LONGEST:
        return text
    return " ".join("".join(_shortened(piece.text) for piece in side).split())


def _shortened(run: str) -> str:
    """A run without its middle, between words; the gap is marked."""
    if len(run) <= _RUN:
        return run
    return f"{run[: _RUN // 2].rpartition(' ')[0]} […] {run[-_RUN // 2 :].partition(' ')[2]}"


def _source(entry: Entry, version: Version) -> str:
    page = f"page {entry.page}" if entry.page else ""
    digest = f"SHA-256 {version.snapshot}" if version.snapshot else ""
    parts = [part for part in (version.address, page, digest) if part]
    return f"Source: {', '.join(parts)}." if parts else ""


def _made(origin: Origin) -> str:
    day = f" on {origin.made.day} {origin.made:%B %Y}" if origin.made else ""
    return f"Compared by keeling{f' {origin.tool}' if origin.tool else ''}{day}; unofficial."
