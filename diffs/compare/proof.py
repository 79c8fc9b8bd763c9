"""The proof of a comparison: what it says held against the two texts themselves.

An alignment decides who became whom, and what it overlooks nobody is told: a "not" that was lost where it paired
nothing would be in no change. So the result is counted again, without outline, alignment or engine of words:

- a word that the later text has less often than the earlier one stands in that many deletions at least, and one that
  it has more often in that many insertions;
- a provision that is said to have become another, in no change of words, has the same words still;
- every labelled provision of either text has been given its place before and after.

What does not hold is unaccounted for: it is said in the output, and the exit status is 1. What this witness cannot
see: words that only changed their order in a passage without a number, or their place among the items of a provision.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Text:
    """One of the two texts: its lines, and by the key of each label the lines of that provision and the label.

    A provision's lines are its own and those of its unlabelled parts, without notes; None where a label stands twice.
    Under the empty key those outside every provision.
    """

    provisions: tuple[Provision, ...]
    lines: list[str] = field(default_factory=list)
    own: dict[str, list[str] | None] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)


_Texts = tuple[_Text, _Text]


def unaccounted(before: Expression, after: Expression, comparison: Comparison) -> tuple[Unaccounted, ...]:
    """What a comparison does not account for, in order: words by their number, then provisions."""
    changes = (*comparison.changes, *comparison.front)
    texts = _read(before), _read(after)
    keys = [(label_key(old or ""), label_key(new or "")) for old, new in comparison.pairs]
    return (
        *_words(texts, changes, tuple(_numbers(comparison))),
        *_differing(texts, keys, changes),
        *_unplaced(texts, keys),
    )


def _read(expression: Expression) -> _Text:
    """All that is compared of a text: its provisions, and what its instructions insert."""
    inserted = (node for effect in expression.effects for node in effect.content)
    text = _Text((*expression.provisions, *inserted))
    outside: list[str] = []
    text.own[""] = outside
    waiting: list[tuple[Provision, list[str]]] = [(node, outside) for node in text.provisions[::-1]]
    while waiting:
        node, own = waiting.pop()
        if node.label:
            own = _provision(text, node.label)
        found = [each for each in (node.heading, node.text) if each]
        text.lines += found
        own += found if node.kind != "footnote" else ()
        if node.children:
            waiting += [(child, own) for child in node.children[::-1]]
    return text


def _provision(text: _Text, label: str) -> list[str]:
    """Where the lines of a labelled provision go."""
    key, own = label_key(label), list[str]()
    text.own[key] = None if key in text.own else own
    text.labels.setdefault(key, label)
    return own


def _numbers(comparison: Comparison) -> Iterator[str]:
    """Numbers that are a label in one text and words of an unlabelled passage in the other."""
    for pair in comparison.pairs:
        if any(map(_is_path, pair)):
            yield from (label for label in pair if label and not _is_path(label))


def _is_path(label: str | None) -> bool:
    return label is not None and _PATH in label and label.rpartition("/")[2].startswith(_PATH)


def _owner(label: str) -> str:
    """The key of the provision that a label names, or in which a path stands."""
    return label_key(label.rpartition("/")[0] if _is_path(label) else label)


def _words(texts: _Texts, changes: Sequence[Change], numbers: Sequence[str]) -> Iterator[Unaccounted]:
    """Words that went or came more often than any change shows."""
    lines = [Counter(text.lines) for text in texts]
    only = [[*(lines[side] - lines[1 - side]).elements()] for side in (0, 1)]
    counts = [_counted(each) for each in only]
    for side, (kind, sign) in enumerate(zip(_WORDS, (-1, 1), strict=True)):
        if missing := counts[side] - counts[1 - side]:
            shown = [text for change in changes for one, text in change.edits if one == sign]
            shown += [*_rows(texts[side].provisions, side, changes), *numbers]
            if missing - _counted(shown):
                missing = _apart(only[side]) - _apart([*only[1 - side], *shown])
                yield from (Unaccounted(kind, word, times) for word, times in sorted(missing.items()))


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(letter_runs("\n".join(texts)))


def _apart(texts: Iterable[str]) -> Counter[str]:
    """Words as they are compared, a number that is set close to one told from it: what decides where they differ."""
    return Counter(_PARTS.findall(fold("\n".join(texts))))


def _rows(forest: tuple[Provision, ...], side: int, changes: Sequence[Change]) -> Iterator[str]:
    """The words of index entries that only go along with their measure: named under its change, not among its words."""
    named = {label_key(pair[side] or "") for change in changes for pair in change.provisions if not pair[1 - side]}
    rows = (node for node in walk(forest) if node.kind == "index_entry" and node.key in named) if named else ()
    return (text for row in rows for node in row.walk() for text in (node.heading, node.text) if text)


def _differing(texts: _Texts, keys: Sequence[tuple[str, str]], changes: Sequence[Change]) -> Iterator[Unaccounted]:
    """Labelled provisions that are said to be the same and have other words."""
    earlier, later = texts
    told = _told(changes, keys)
    for one, other in keys:
        was, reads = earlier.own.get(one), later.own.get(other)
        if was == reads or was is None or reads is None or one in told[0] or other in told[1]:
            continue
        if one and other and _inside(was, later) != _inside(reads, earlier):
            yield Unaccounted("provision differs", later.labels[other])


def _unplaced(texts: _Texts, keys: Sequence[tuple[str, str]]) -> Iterator[Unaccounted]:
    """Labelled provisions of either text that the comparison gives no place."""
    for side, (kind, text) in enumerate(zip(_PROVISIONS, texts, strict=True)):
        placed = {pair[side] for pair in keys}
        yield from (Unaccounted(kind, label) for key, label in text.labels.items() if key not in placed)


def _told(changes: Iterable[Change], keys: Iterable[tuple[str, str]]) -> tuple[set[str], set[str]]:
    """The keys of the provisions whose words are in some change, or with a number in one text only; before, after."""
    before = {_owner(old) for old, _ in keys if _is_path(old)}
    after = {_owner(new) for _, new in keys if _is_path(new)}
    for change in changes:  # a passage that only moved has no edits, and its words stand elsewhere now
        for found, labels in ((before, change.before), (after, change.after)):
            found.update(_owner(label) for label in each(labels) if change.edits or _is_path(label))
    return before, after


def _inside(lines: Sequence[str], other: _Text) -> list[str]:
    """The words of a provision, those left out that stand outside every provision in the other text: pages mark up
    their chapters unevenly, and no comparison calls that a move.
    """
    outside = set(other.own[""] or ())
    return letter_runs(fold("\n".join(line for line in lines if line not in outside)))
