"""Provisions whose unlabelled words have to stand on their own, because the other version shows them so.

Items that have numbers in one version and none in the other would be removed provisions there and
new words of their parent here, and a lost "not" between them would be nobody's. The same holds
where a measure became a paragraph: what stands unlabelled in a measure is a passage, in a
paragraph it is the paragraph's own words.
"""

from collections.abc import Iterator

from corpus.text import fold
from diffs.compare.align import Alignment
from diffs.compare.similarity import Vocabulary, similarity
from diffs.compare.units import CONTAINERS, Outline, Unit

_ALIKE = 0.6  # likeness from which an item is one of the other version's unlabelled passages


def set_apart(before: Outline, after: Outline, alignment: Alignment) -> tuple[set[str], set[str]]:
    """Keys of such provisions of either version."""
    apart: tuple[set[str], set[str]] = set(), set()
    for x, y in alignment.after.items():
        one, other = before.units[x], after.units[y]
        if not (one.blocks or other.blocks) or one.blocks == other.blocks or not (one.key and other.key):
            continue
        kinds = one.family in CONTAINERS, other.family in CONTAINERS
        if kinds[0] != kinds[1]:
            apart[0 if kinds[1] else 1].add(other.key if kinds[0] else one.key)
        elif _are_items(_left(before, one, alignment.after), other) or _are_items(
            _left(after, other, alignment.before), one
        ):
            apart[0].add(one.key)
            apart[1].add(other.key)
    return apart


def _left(outline: Outline, unit: Unit, matched: dict[int, int]) -> Iterator[Unit]:
    """Items of a provision that have no match."""
    return (outline.units[child] for child in unit.children if child not in matched and outline.units[child].key)


def _are_items(items: Iterator[Unit], owner: Unit) -> bool:
    """Whether any of the items is among the unlabelled words of the provision that its parent became."""
    blocks = {fold(block) for block in owner.blocks}
    if not blocks:
        return False
    words = Vocabulary()
    for item in items:
        text = fold(item.node.text)
        encoded = words.encode(text)
        if text and (text in blocks or any(similarity(encoded, words.encode(block)) >= _ALIKE for block in blocks)):
            return True
    return False
