"""Edits as runs of text to show: what a reader sees of them, before any markup.

The edits of a comparison are exact and stay so; here they are joined for reading. Typography is shown
as unchanged, and changes that only a word or a mark separates are one, so that a rewritten sentence
reads as a sentence. A word of duty or a “not” stays by itself: it must be seen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.change import Edit
from corpus.text import fold
from diffs.words.edits import is_typography

Shade = Literal["same", "deleted", "inserted", "typography"]

_TELLING = re.compile(r"\b(?:not|never|no|nor|must|shall|should|may|need|can|cannot|unless|except)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `typography` is shown as unchanged; `text` is then the later printing."""

    shade: Shade
    text: str
    earlier: str = ""

    @property
    def sides(self) -> tuple[str, str]:
        """What it reads in the earlier and in the later version."""
        if self.shade == "typography":
            return self.earlier, self.text
        return ("" if self.shade == "inserted" else self.text), ("" if self.shade == "deleted" else self.text)


def pieces(edits: Sequence[Edit]) -> tuple[Piece, ...]:
    """Edits as runs to show; a deletion and insertion of the same words is typography."""
    found: list[Piece] = []
    at = 0
    while at < len(edits):
        operation, text = edits[at]
        following = edits[at + 1] if at + 1 < len(edits) else None
        if operation == -1 and following and following[0] == 1 and is_typography(text, following[1]):
            found.append(Piece("typography", following[1], text))
            at += 2
            continue
        if operation and not fold(text):
            found.append(Piece("typography", text if operation == 1 else "", "" if operation == 1 else text))
        else:
            found.append(Piece("same" if operation == 0 else "inserted" if operation == 1 else "deleted", text))
        at += 1
    return tuple(found)


def joined(shown: Sequence[Piece]) -> tuple[Piece, ...]:
    """The runs with changes made one where only a word or a mark stands between them."""
    found: list[Piece] = []
    at = 0
    while at < len(shown):
        end = _stretch(shown, at)
        found += _one(shown[at:end])
        at = end
    return tuple(found)


def _stretch(shown: Sequence[Piece], at: int) -> int:
    """Where the changes end that read as one from a place on."""
    end = _run(shown, at)
    if end == at:
        return at + 1
    while end < len(shown):
        through = end
        while through < len(shown) and not _is_change(shown[through]):
            through += 1
        following = _run(shown, through)
        if following == through or not _may_join(shown[at:end], shown[end:through], shown[through:following]):
            break
        end = following
    return end


def _run(shown: Sequence[Piece], at: int) -> int:
    """Where a run of changed pieces ends."""
    while at < len(shown) and _is_change(shown[at]):
        at += 1
    return at


def _is_change(piece: Piece) -> bool:
    return piece.shade in ("deleted", "inserted")


def _may_join(one: Sequence[Piece], between: Sequence[Piece], other: Sequence[Piece]) -> bool:
    """Whether a word or a mark at most stands between two changes, each side rewritten, and neither a word of duty."""
    apart = "".join(piece.text for piece in between)
    shades = {piece.shade for piece in (*one, *other)}
    if len(apart.split()) > 1 or "\n" in apart or shades != {"deleted", "inserted"}:
        return False
    return not any(_TELLING.search(piece.text) for piece in (*one, *between, *other))


def _one(shown: Sequence[Piece]) -> list[Piece]:
    """A stretch of changes as one deletion and one insertion."""
    if len(shown) <= 2:
        return list(shown)
    before = "".join(piece.sides[0] for piece in shown)
    after = "".join(piece.sides[1] for piece in shown)
    return [Piece("deleted", before), Piece("inserted", after)]


def old_side(shown: Sequence[Piece]) -> tuple[Piece, ...]:
    """What the earlier version reads."""
    kept = (piece for piece in shown if piece.shade != "inserted")
    return tuple(Piece("typography", piece.earlier) if piece.shade == "typography" else piece for piece in kept)


def new_side(shown: Sequence[Piece]) -> tuple[Piece, ...]:
    """What the later version reads."""
    return tuple(piece for piece in shown if piece.shade != "deleted")


def margins(text: str) -> tuple[str, str]:
    """White space before and after the words: it is not marked."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if text.strip() else ""
