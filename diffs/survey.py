"""Where every number of a forest stands, made in one pass and carried from step to step.

A survey keeps, for each node that has children, the keys of all that stands under it. So a label
is found by going down one path, and whether all keys are different is known at once. Nodes are
frozen: a subtree that is the same object before and after a step keeps its survey, and a step
costs what stands beside the path to its place, not the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.citation import label_key
from corpus.provision import Provision
from diffs.forest import Forest, Path, at


@dataclass(frozen=True, slots=True)
class Survey:
    """A forest (the roots, or the children of one node) and what stands in it.

    `own` has the key of each of its nodes (None for one without), `below` the survey of the node's
    children (None for one without any). `keys` are those of all nodes at any depth, `count` how
    many nodes have one.
    """

    forest: Forest
    own: tuple[str | None, ...]
    below: tuple["Survey | None", ...]
    keys: frozenset[str]
    count: int

    @property
    def unique(self) -> bool:
        """Whether no key stands in two places."""
        return self.count == len(self.keys) and "" not in self.keys

    def subtrees(self) -> Iterator[tuple[Provision, str | None, "Survey | None"]]:
        """Each node of the forest with its key and the survey of its children."""
        return zip(self.forest, self.own, self.below, strict=True)


def survey(forest: Forest, before: Survey | None = None) -> Survey:
    """The survey of a forest; with the survey of the forest before a step, only what is new is looked at."""
    if before is None:
        return _of(forest, [survey(node.children) if node.children else None for node in forest])
    known = dict(zip(map(id, before.forest), before.below, strict=True))
    here = set(map(id, forest))
    gone = [below for place, below in known.items() if below and place not in here]
    below: list[Survey | None] = []
    for node in forest:
        if id(node) in known:
            below.append(known[id(node)])
        else:
            was = (gone.pop(0) if len(gone) > 1 else gone[0]) if gone else None
            below.append(survey(node.children, was) if node.children else None)
    return _of(forest, below)


def labelled(survey: Survey, label: str) -> list[Path]:
    """Where a label stands; more than one path in a version that is wrong already."""
    return list(_places(survey, label_key(label), ()))


def found(survey: Survey, label: str) -> Provision | None:
    """The first node with a label."""
    places = labelled(survey, label)
    return at(survey.forest, places[0]) if places else None


def key_of(node: Provision) -> str | None:
    """What a node is known by: its label's key, or a note's number; None for a part of the node above it."""
    if node.label:
        return label_key(node.label)
    return note_key(node.num) if node.kind == "footnote" else None


def note_key(number: str | None) -> str:
    """The key of a footnote; no label has a key with a space in it."""
    return f"footnote {number}"


def _of(forest: Forest, below: Sequence[Survey | None]) -> Survey:
    own = tuple(map(key_of, forest))
    keys = [key for key in own if key is not None]
    deeper = [each for each in below if each]
    if not deeper:
        return Survey(forest, own, tuple(below), frozenset(keys), len(keys))
    count = len(keys) + sum([each.count for each in deeper])
    return Survey(forest, own, tuple(below), frozenset(keys).union(*[each.keys for each in deeper]), count)


def _places(survey: Survey, key: str, above: Path) -> Iterator[Path]:
    if key not in survey.keys:
        return
    for index, (own, below) in enumerate(zip(survey.own, survey.below, strict=True)):
        if own == key:
            yield (*above, index)
        if below is not None and key in below.keys:
            yield from _places(below, key, (*above, index))
