"""A comparison as a table that can be put in evidence: whole texts before and after, and where each can be read."""

from collections.abc import Sequence

from corpus.citation import label_slug
from db.ask.query import Row
from db.ask.rows import ChangeRow, VersionRow
from db.ask.words import label_words, path

BEYOND = "words changed too that no instruction orders"


def evidence(
    changes: Sequence[ChangeRow], ends: tuple[VersionRow, VersionRow], standing: tuple[str, str], site: str
) -> list[Row]:
    """A row for each change: what, its text before and after whole, the words struck and inserted one a line.

    `standing` says of each of the two versions whether it is in force.

    Addresses begin with `site`; where the site has no address for others they are paths of keeling's. The
    source columns are the publisher's documents.
    """
    forces = {"in_force_before": standing[0], "in_force_after": standing[1]}
    return [_row(change, *ends, site) | forces for change in changes]


def _row(change: ChangeRow, before: VersionRow, after: VersionRow, site: str) -> Row:
    edits = change.edits
    return {
        "change": change.kind,
        "before": _named(change.before),
        "after": _named(change.after),
        "heading": change.heading,
        "measure": change.measure,
        "row": " | ".join(change.cells),
        "column": change.cell_column or "",
        "text_before": "".join(text for sign, text in edits if sign <= 0),
        "text_after": "".join(text for sign, text in edits if sign >= 0),
        "words_deleted": _pieces(edits, -1),
        "words_inserted": _pieces(edits, 1),
        "declared_by": change.explained_by,
        "not_declared": BEYOND if change.beyond else "",
        "date_before": before.date,
        "date_after": after.date,
        "address_before": _address(change.before, before, site),
        "address_after": _address(change.after, after, site),
        "source_before": before.url or "",
        "source_after": after.url or "",
        "document_before_sha256": before.snapshot or "",
        "document_after_sha256": after.snapshot or "",
    }


def _pieces(edits: Sequence[tuple[int, str]], which: int) -> str:
    """The words struck or inserted, each stretch on a line of its own."""
    return "\n".join(text.strip() for sign, text in edits if sign == which and text.strip())


def _named(labels: tuple[str, ...]) -> str:
    return "; ".join(map(label_words, labels))


def _address(labels: tuple[str, ...], version: VersionRow, site: str) -> str:
    """Where the first of the provisions stands; the whole version for a place without a number."""
    first = next(iter(labels), "")
    return f"{site}{path(version.id, '' if '~' in first else label_slug(first))}" if first else ""
