"""Measures that were divided or joined: their paragraphs tell, when each was followed to its new place.

A measure without a match whose paragraphs came from one other measure is a part of that measure
(split); one that went into another measure with its paragraphs was merged with it. Headings say
nothing here: the new part has a title of its own.
"""

from diffs.compare.matching import Matching
from diffs.compare.similarity import Wordings

_FAMILY = "measure"
_FROM_ONE = 0.6  # share of a part's words that must come from (or go to) the one measure
_LEAST = 0.2  # share of the whole's words that each of its parts must have
_FEWEST = 2  # provisions that must have gone along


def pair_divided(matching: Matching) -> None:
    """Splits and merges of measures, from the paragraphs that match already."""
    earlier, later = matching.before, matching.after
    splits = _parts(later, earlier, matching.to_before, matching.to_after)
    for x, ys in sorted(splits.items()):
        matching.split(x, tuple(sorted((matching.to_after[x], *ys))))
    merges = _parts(earlier, later, matching.to_after, matching.to_before)
    for y, xs in sorted(merges.items()):
        first = matching.to_before[y]
        if first not in matching.splits and y not in matching.merges:
            matching.merge(tuple(sorted((first, *xs))), y)


def _parts(parts: Wordings, wholes: Wordings, origin: dict[int, int], became: dict[int, int]) -> dict[int, list[int]]:
    """For each whole, the measures without a match of their own that are made of its paragraphs."""
    found: dict[int, list[int]] = {}
    for unit in parts.outline.units:
        if unit.family != _FAMILY or unit.place in origin:
            continue
        went: dict[int, list[int]] = {}
        for index in range(unit.place + 1, unit.end):
            whole = _measure_of(wholes, origin[index]) if index in origin else None
            if whole is not None and whole in became:
                went.setdefault(whole, []).append(index)
        for whole, moved in went.items():
            if len(moved) >= _FEWEST and _is_part(parts, wholes, (unit.place, whole, moved), became):
                found.setdefault(whole, []).append(unit.place)
    return found


def _is_part(parts: Wordings, wholes: Wordings, candidate: tuple[int, int, list[int]], became: dict[int, int]) -> bool:
    """Whether most of a measure came from a whole that gave a good part of itself and kept another."""
    place, whole, moved = candidate
    words = sum(_size(parts, index) for index in moved)
    of_part, of_whole = _below(parts, place), _below(wholes, whole)
    return (
        words >= _FROM_ONE * of_part
        and words >= _LEAST * of_whole
        and _stayed(parts, wholes, whole, became) >= _LEAST * of_whole
    )


def _below(wordings: Wordings, measure: int) -> int:
    return sum(_size(wordings, index) for index in range(measure + 1, wordings.outline.units[measure].end))


def _stayed(parts: Wordings, wholes: Wordings, whole: int, became: dict[int, int]) -> int:
    """Words of a measure's provisions that stand in the measure it is matched with."""
    match = parts.outline.units[became[whole]]
    inside = range(whole + 1, wholes.outline.units[whole].end)
    return sum(_size(wholes, index) for index in inside if match.place < became.get(index, -1) < match.end)


def _measure_of(wordings: Wordings, index: int) -> int | None:
    units = wordings.outline.units
    while index >= 0 and units[index].family != _FAMILY:
        index = units[index].parent
    return index if index >= 0 else None


def _size(wordings: Wordings, index: int) -> int:
    return wordings.own[index].count(" ") + 1
