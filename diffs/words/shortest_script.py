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
    outer, only = _outermost(old, new) if size <= _BOUNDED else ([], False)
    if only:
        return outer, False
    if size <= _SMALL or (size <= _DISTANCE and _is_near(old, new)):
        diffs = _diff_match_patch().diff_main(old, new, False)
        return [(operation, len(text)) for operation, text in diffs], False
    if outer:
        return outer, False
    return [(-1, len(old)), (1, len(new))], True


def _is_near(old: str, new: str) -> bool:
    distance: int = bit_parallel().Indel.distance(old, new, score_cutoff=_NEAR)
    return distance <= _NEAR


def _outermost(old: str, new: str) -> tuple[Script, bool]:
    """A shortest script, and whether it is the only one: the same from the front as from the back."""
    opcodes = bit_parallel().Indel.opcodes
    forwards = opcodes(old, new).as_list()
    kept = [(start, stop, at) for tag, start, stop, at, _ in forwards if tag == "equal"]
    ends = len(old), len(new)
    backwards = reversed(opcodes(old[::-1], new[::-1]).as_list())
    mirrored = [
        (ends[0] - stop, ends[0] - start, ends[1] - last) for tag, start, stop, _, last in backwards if tag == "equal"
    ]
    script: Script = []
    for tag, start, stop, at, last in forwards:
        if tag == "equal":
            script.append((0, stop - start))
        else:
            script += [(-1, stop - start), (1, last - at)]
    return script, kept == mirrored
