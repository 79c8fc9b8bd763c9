"""Which of several places is meant, and how many: "in the second place", "where it first and third occurs"."""

from typing import Literal

from parser.drafting.location_phrases import ordinal, ordinals
from parser.drafting.tokens import Cursor

_IT = ("it", "they", "those words", "that word", "the word", "the words", "that expression", "these words")
_OCCUR = ("occurs", "occur", "appears", "appear", "occurring", "appearing")
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_TIMES = {"twice": 2, **{f"{said} {what}": n for said, n in _COUNTS.items() for what in ("times", "places")}}


def which_places(cursor: Cursor) -> tuple[int | None, int | Literal["all"] | None]:
    """Take "in each place where it occurs"; which one (-1 the last), and how many."""
    start = cursor.at
    cursor.punct(",")
    found = _every(cursor) or which(cursor)
    if found is None:
        cursor.at = start
        return None, None
    cursor.punct(",")
    return found


def several_places(cursor: Cursor) -> tuple[int, ...]:
    """Take "in the first and third places where it occurs", "where it first and third occurs"."""
    start = cursor.at
    cursor.punct(",")
    where = cursor.phrase("where") and (cursor.phrase(*_IT) or True)
    if not where:
        cursor.phrase("in", "on", "at")
        cursor.phrase("the")
    counted = ordinals(cursor)
    first = _COUNTS.get(cursor.token.low, 0) if counted == [1] else 0
    cursor.at += bool(first)
    told = cursor.phrase(*_OCCUR) if where else cursor.phrase("places", "occasions", "times")
    counted = list(range(1, first + 1)) if first else counted
    if not told or len(counted) < 2 or -1 in counted:
        cursor.at = start
        return ()
    _where_it(cursor)
    cursor.punct(",")
    return tuple(counted)


def _every(cursor: Cursor) -> tuple[None, int | Literal["all"]] | None:
    if cursor.phrase("wherever"):
        cursor.phrase(*_IT)
        return (None, "all") if cursor.phrase(*_OCCUR) else None
    start = cursor.at
    cursor.phrase("in", "on", "at")
    if cursor.phrase("each place", "every place", "all places", "each of the places", "each occasion", "each time",
                     "each case"):  # fmt: skip
        _where_it(cursor)
        return None, "all"
    if times := cursor.phrase(*_TIMES):
        return None, _TIMES[times]
    if cursor.phrase("both places", "both cases", "both occasions", "each of the two places", "the two places"):
        _where_it(cursor)
        return None, 2
    cursor.phrase("each of", "all")
    if cursor.phrase("the") and (count := _COUNTS.get(cursor.token.low)):
        cursor.at += 1
        if cursor.phrase("places", "occasions"):
            _where_it(cursor)
            return None, count
    cursor.at = start
    return None


def _where_it(cursor: Cursor) -> None:
    """Pass over "where it occurs", which adds nothing."""
    start = cursor.at
    cursor.punct(",")
    cursor.phrase("where", "in which", "that", "at which", "on which")
    cursor.phrase(*_IT)
    if not cursor.phrase(*_OCCUR):
        cursor.at = start


def which(cursor: Cursor) -> tuple[int, None] | None:
    """Take "where it second occurs", "in the last place"; which one (-1 the last)."""
    start = cursor.at
    if cursor.phrase("where"):
        cursor.phrase(*_IT)
        occurs = cursor.phrase(*_OCCUR)
        listed = occurs and cursor.phrase("for the", "on the", "in the")
        number = ordinal(cursor)
        if number is not None and (
            cursor.phrase("time", "occasion", "place") if listed else occurs or cursor.phrase(*_OCCUR)
        ):
            return number, None
    else:
        cursor.phrase("in", "on", "at")
        cursor.phrase("the")
        number = ordinal(cursor)
        if number is not None and cursor.phrase("place", "time", "occasion", "occurrence"):
            _where_it(cursor)
            return number, None
    cursor.at = start
    return None
