"""The shortest script between two strings of code points, by the engine that finds it quickest.

Diff-match-patch, without its time limit, decides wherever there is something to decide. Where only
one shortest script exists every exact engine finds it, and the bit-parallel one does so about
thirty times quicker: it keeps to the one outermost shortest script, and run on the reversed
strings to the other; all others lie between these two, so where they agree there is no other.
Large differences go to the bit-parallel engine in any case; beyond its bound the middle is
replaced as one block and said to be coarse. All bounds count code points, never seconds: the same
input gives the same script on any machine.
"""

from functools import cache
from typing import Any, Literal

_SMALL = 40_000  # product of lengths that diff-match-patch always takes: at most about 20 ms
_NEAR = 256  # code points deleted and inserted up to which diff-match-patch is quick at any size
_DISTANCE = 20_000_000_000  # product of lengths up to which the distance itself is quick to know
_BOUNDED = 400_000_000  # product up to which the bit-parallel engine stays under 50 MB

Script = list[tuple[Literal[-1, 0, 1], int]]


def script(old: str, new: str) -> tuple[Script, bool]:
    """Operations with counts that turn one string of code points into the other, and whether coarse."""
    head = common_start(old, new)
    tail = common_end(old[head:], new[head:])
    steps, coarse = _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    return [(0, head), *steps, (0, tail)], coarse


def common_start(old: str, new: str) -> int:
    """How many code points two strings share at the start."""
    length: int = bit_parallel().Prefix.similarity(old, new)
    return length


def common_end(old: str, new: str) -> int:
    """How many code points two strings share at the end."""
    length: int = bit_parallel().Postfix.similarity(old, new)
    return length


@cache
def bit_parallel() -> Any:
    """Rapidfuzz's distances, imported when the first one is asked for."""
    from rapidfuzz import distance

    return distance


@cache
def _diff_match_patch() -> Any:
    """Diff-match-patch without a time limit; it keeps nothing between calls. It ships no types."""
    from diff_match_patch import diff_match_patch

    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    return engine


def _middle(old: str, new: str) -> tuple[Script, bool]:
    """The script of two strings that neither begin nor end alike."""
    size = len(old) * len(new)
    if size == 0:
        return [(-1, len(old)), (1, len(new))], False
    if size <= _BOUNDED:
        outer, backwards = _matches(old, new), _matches_from_the_end(old, new)
        if outer == backwards:
            return _steps(outer, old, new), False
        if size <= _SMALL or _is_near(old, new):
            return _decided(_in_both(outer, backwards), old, new), False
        return _steps(outer, old, new), False
    if size <= _DISTANCE and _is_near(old, new):
        return _diff(old, new), False
    return [(-1, len(old)), (1, len(new))], True


def _is_near(old: str, new: str) -> bool:
    distance: int = bit_parallel().Indel.distance(old, new, score_cutoff=_NEAR)
    return distance <= _NEAR


_Blocks = list[tuple[int, int, int]]
"""Runs that two strings share: start in the one, start in the other, length."""


def _matches(old: str, new: str) -> _Blocks:
    """What the one outermost shortest script keeps."""
    opcodes = bit_parallel().Indel.opcodes(old, new).as_list()
    return [(start, at, stop - start) for tag, start, stop, at, _ in opcodes if tag == "equal"]


def _matches_from_the_end(old: str, new: str) -> _Blocks:
    """What the other one keeps: the same search on the reversed strings."""
    ends = len(old), len(new)
    mirrored = _matches(old[::-1], new[::-1])
    return [(ends[0] - start - size, ends[1] - at - size, size) for start, at, size in reversed(mirrored)]


def _in_both(one: _Blocks, other: _Blocks) -> _Blocks:
    """What both keep, so that every shortest script keeps it: they lie between the two."""
    found: _Blocks = []
    i = j = 0
    while i < len(one) and j < len(other):
        (start, at, size), (second, second_at, second_size) = one[i], other[j]
        if at - start == second_at - second:
            low, high = max(start, second), min(start + size, second + second_size)
            if low < high:
                found.append((low, low + at - start, high - low))
        if start + size <= second + second_size:
            i += 1
        else:
            j += 1
    return found


def _decided(certain: _Blocks, old: str, new: str) -> Script:
    """The script that keeps what is certain; diff-match-patch decides between."""
    script: Script = []
    i = j = 0
    for start, at, size in [*certain, (len(old), len(new), 0)]:
        if start > i and at > j:
            script += _diff(old[i:start], new[j:at])
        else:
            script += [(-1, start - i), (1, at - j)]
        script.append((0, size))
        i, j = start + size, at + size
    return [step for step in script if step[1]]


def _diff(old: str, new: str) -> Script:
    return [(operation, len(text)) for operation, text in _diff_match_patch().diff_main(old, new, False)]


def _steps(blocks: _Blocks, old: str, new: str) -> Script:
    """The script that keeps these runs."""
    script: Script = []
    i = j = 0
    for start, at, size in [*blocks, (len(old), len(new), 0)]:
        script += [(-1, start - i), (1, at - j), (0, size)]
        i, j = start + size, at + size
    return [step for step in script if step[1]]
