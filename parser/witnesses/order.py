"""Which entries of a list stand in the order of what they name: all but those left out by a longest rising run."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T", int, tuple[int, int])


def rising(candidates: Sequence[Sequence[T]]) -> set[int]:
    """The indices of a longest run in which each entry stands after the one before it.

    `candidates` are the places that each entry may name; n log n. One entry out of its place is left out alone,
    not everything after it.
    """
    if (every := _all_in_order(candidates)) is not None:
        return every
    tails: list[T] = []
    ends: list[int] = []
    before: list[tuple[int, int]] = []  # the entry and what stands before it in the run
    for index, places in enumerate(candidates):
        for place in sorted(set(places), reverse=True):  # the greatest first: an entry counts once
            at = bisect_left(tails, place)
            before.append((index, ends[at - 1] if at else -1))
            tails[at : at + 1] = [place]
            ends[at : at + 1] = [len(before) - 1]
    kept: set[int] = set()
    link = ends[-1] if ends else -1
    while link >= 0:
        index, link = before[link]
        kept.add(index)
    return kept


def _all_in_order(candidates: Sequence[Sequence[T]]) -> set[int] | None:
    """Every entry that may name anything, where each has a place after the one before it: no run is longer.

    None where one has not. Most documents are in order, and this looks at each place once.
    """
    kept: set[int] = set()
    last: T | None = None
    for index, places in enumerate(candidates):
        if places:
            later = [place for place in places if last is None or place > last]
            if not later:
                return None
            last = min(later)
            kept.add(index)
    return kept
