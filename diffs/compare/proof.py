"""The proof of a comparison: what it says held against the two texts themselves.

An alignment decides who became whom, and what it overlooks nobody is told: a "not" that was lost where it paired
nothing would be in no change. So the result is counted again, without outline, alignment or engine of words:

- a word that the later text has less often than the earlier one stands in that many deletions at least, and one that
  it has more often in that many insertions;
- a provision that is said to have become another, in no change of words, has the same words still;
- every labelled provision of either text has been given its place before and after.

What does not hold is unaccounted for: it is said in the output, and the exit status is 1. What this witness cannot
see: words that only changed their order in a passage without a number.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from corpus.change import Change, Comparison, Unaccounted, UnaccountedKind, each
from corpus.citation import label_key
from corpus.provision import Provision, walk
from corpus.text import fold, letter_runs
from corpus.work import Expression

_PATH = "~"
"""What the last part of a label begins with where it is a path and no number."""
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_WORDS: tuple[UnaccountedKind, ...] = ("word gone", "word come")
_PROVISIONS: tuple[UnaccountedKind, ...] = ("provision gone", "provision come")
_Own = dict[str, list[str] | None]
"""The words of each labelled provision, its unlabelled parts among them; None where a label stands twice.

Under the empty key those outside every provision.
"""


def unaccounted(before: Expression, after: Expression, comparison: Comparison) -> tuple[Unaccounted, ...]:
    """What a comparison does not account for, in order: words by their number, then provisions."""
    changes = (*comparison.changes, *comparison.front)
    earlier, later = _forest(before), _forest(after)
    return (
        *_words(earlier, later, changes, tuple(_numbers(comparison))),
        *_differing(_owned(earlier), _owned(later), comparison, changes),
        *_unplaced((earlier, later), comparison),
    )


def _forest(expression: Expression) -> tuple[Provision, ...]:
    """All that is compared of a text: its provisions, and what its instructions insert."""
    return (*expression.provisions, *(node for effect in expression.effects for node in effect.content))


def _numbers(comparison: Comparison) -> Iterator[str]:
    """Numbers that are a label in one text and words of an unlabelled passage in the other."""
    for pair in comparison.pairs:
        if any(map(_is_path, pair)):
            yield from (label for label in pair if label and not _is_path(label))


def _is_path(label: str | None) -> bool:
    return (label or "").rpartition("/")[2].startswith(_PATH)


def _owner(label: str) -> str:
    """The key of the provision that a label names, or in which a path stands."""
    return label_key(label.rpartition("/")[0] if _is_path(label) else label)


def _words(
    before: Sequence[Provision], after: Sequence[Provision], changes: Sequence[Change], numbers: Sequence[str]
) -> Iterator[Unaccounted]:
    """Words that went or came more often than any change shows."""
    lines, later = Counter(_lines(before)), Counter(_lines(after))
    only = [*(lines - later).elements()], [*(later - lines).elements()]
    if not any(only):
        return
    for side, (kind, forest, sign) in enumerate(zip(_WORDS, (before, after), (-1, 1), strict=True)):
        shown = [text for change in changes for one, text in change.edits if one == sign]
        missing = _missing(only[side], [*only[1 - side], *shown, *_rows(forest, side, changes), *numbers])
        yield from (Unaccounted(kind, word, times) for word, times in sorted(missing.items()))


def _missing(texts: Sequence[str], others: Sequence[str]) -> Counter[str]:
    """The words of some texts that others have less often; a number set close to a word may be told from it."""
    apart = (fold("\n".join(texts)), fold("\n".join(others)))
    found = Counter(letter_runs(apart[0])) - Counter(letter_runs(apart[1]))
    return Counter(_PARTS.findall(apart[0])) - Counter(_PARTS.findall(apart[1])) if found else found


def _rows(forest: Sequence[Provision], side: int, changes: Sequence[Change]) -> Iterator[str]:
    """The words of index entries that only go along with their measure: named under its change, not among its words."""
    named = {label_key(pair[side] or "") for change in changes for pair in change.provisions if not pair[1 - side]}
    rows = (node for node in walk(tuple(forest)) if node.kind == "index_entry" and node.key in named)
    return (text for row in rows for node in row.walk() for text in (node.heading, node.text) if text)


def _lines(forest: Iterable[Provision]) -> Iterator[str]:
    return (text for node in walk(tuple(forest)) for text in (node.heading, node.text) if text)


def _owned(forest: Iterable[Provision]) -> _Own:
    found: _Own = {"": []}
    waiting: list[tuple[Provision, str]] = [(node, "") for node in reversed(tuple(forest))]
    while waiting:
        node, owner = waiting.pop()
        if node.label:
            owner = label_key(node.label)
            found[owner] = None if owner in found else []
        own = found.get(owner)
        if own is not None and node.kind != "footnote":
            own += [text for text in (node.heading, node.text) if text]
        waiting += [(child, owner) for child in reversed(node.children)]
    return found


def _differing(earlier: _Own, later: _Own, comparison: Comparison, changes: Sequence[Change]) -> Iterator[Unaccounted]:
    """Labelled provisions that are said to be the same and have other words."""
    told = _told(changes, comparison.pairs)
    for old, new in comparison.pairs:
        if old is None or new is None or _is_path(old) or _is_path(new):
            continue
        one, other = label_key(old), label_key(new)
        was, reads = earlier.get(one), later.get(other)
        if one in told[0] or other in told[1] or was is None or reads is None or was == reads:
            continue
        if _inside(was, later) != _inside(reads, earlier):
            yield Unaccounted("provision differs", new)


def _unplaced(forests: Sequence[Sequence[Provision]], comparison: Comparison) -> Iterator[Unaccounted]:
    """Labelled provisions of either text that the comparison gives no place."""
    for side, (kind, forest) in enumerate(zip(_PROVISIONS, forests, strict=True)):
        placed = {label_key(pair[side] or "") for pair in comparison.pairs}
        labels = (node.label for node in walk(tuple(forest)) if node.label and node.kind != "footnote")
        yield from (Unaccounted(kind, label) for label in dict.fromkeys(labels) if label_key(label) not in placed)


def _told(changes: Iterable[Change], pairs: Iterable[tuple[str | None, str | None]]) -> tuple[set[str], set[str]]:
    """The keys of the provisions whose words are in some change, or with a number in one text only; before, after."""
    before = {_owner(old) for old, _ in pairs if old and _is_path(old)}
    after = {_owner(new) for _, new in pairs if new and _is_path(new)}
    for change in changes:  # a passage that only moved has no edits, and its words stand elsewhere now
        for found, labels in ((before, change.before), (after, change.after)):
            found.update(_owner(label) for label in each(labels) if change.edits or _is_path(label))
    return before, after


def _inside(texts: Sequence[str], other: _Own) -> list[str]:
    """The words of a provision, those left out that stand outside every provision in the other text: pages mark up
    their chapters unevenly, and no comparison calls that a move.
    """
    outside = set(other[""] or ())
    return letter_runs(fold("\n".join(text for text in texts if text not in outside)))
