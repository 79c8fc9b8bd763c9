"""Which measure a measure became: its label may be given to another measure, which is not the same for a provider.

A comparison may pair two measures by their number and the words that all measures share. Where nothing that the one
recommends is found under the other, and their titles differ too, they are parted here: one is gone, one is new.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.change import Comparison
from corpus.citation import label_key
from corpus.provision import Provision, walk

_APPLICATION = re.compile(r"\bapplication\b|\bapplies to\b", re.IGNORECASE)


Pair = tuple[str | None, str | None]


def parted(comparison: Comparison, before: tuple[Provision, ...], after: tuple[Provision, ...]) -> Comparison:
    """The comparison without the pairs of measures that have neither a title nor a recommendation in common."""
    titles = {node.key: node.heading for node in _measures(after)}
    went = {label_key(old): label_key(new) for old, new in comparison.pairs if old and new}
    apart = {
        node.key for node in _measures(before) if node.label and _other(node, went, titles.get(went.get(node.key, "")))
    }
    pairs = tuple(each for pair in comparison.pairs for each in _cut(pair, apart, went))
    return replace(comparison, pairs=pairs) if apart else comparison


def _measures(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    return (node for node in walk(provisions) if node.kind == "measure" and node.label)


def _cut(pair: Pair, apart: set[str], went: dict[str, str]) -> tuple[Pair, ...]:
    """A pair cut in two where it stands under a measure that is another one now, on both sides."""
    old, new = pair
    cut = old and new and any(_under(old, key) and _under(new, went[key]) for key in apart)
    return ((old, None), (None, new)) if cut else (pair,)


def _under(label: str, measure: str) -> bool:
    key = label_key(label)
    return key == measure or key.startswith((f"{measure}.", f"{measure}("))


def _other(measure: Provision, went: dict[str, str], title: str | None) -> bool:
    """Whether the measure that has this one's place now is another one."""
    now = went.get(measure.key)
    own = [label_key(label) for label in _recommended(measure)]
    if now is None or not own or title == measure.heading:
        return False
    return not any(label in went and _under(went[label], now) for label in own)


def _recommended(measure: Provision) -> Iterator[str]:
    """The labels of what a measure recommends, without its Application paragraphs."""
    for child in measure.children:
        if not _APPLICATION.search(child.heading or ""):
            yield from (node.label for node in child.walk() if node.label)
