"""Two numberings reconciled: which number each provision had and has, and how sure that is."""

from corpus.change import Concordant
from diffs.compare.align import Alignment
from diffs.compare.similarity import Vocabulary, similarity
from diffs.compare.units import Outline, Unit

_SURE = 0.6  # likeness of the words from which no other provision can be meant


def concordance(before: Outline, after: Outline, alignment: Alignment) -> tuple[Concordant, ...]:
    """Every provision that has another number now, in order of the later version.

    One that has a number in one version only stands there with its path in the other.
    """
    words = Vocabulary()
    found = []
    for y, x in sorted(alignment.before.items()):
        one, other = before.units[x], after.units[y]
        if not (one.key or other.key) or one.key == other.key or "index_entry" in (one.family, other.family):
            continue
        sources = alignment.merges.get(y, (x,))
        sure = one.same_parts(other) or _alike(one, other, words) >= _SURE
        found += [Concordant(before.units[source].label, other.label, sure) for source in sources]
    return tuple(found)


def _alike(one: Unit, other: Unit, words: Vocabulary) -> float:
    return similarity(words.encode(one.words[:5000]), words.encode(other.words[:5000]))
