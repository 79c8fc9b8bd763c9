"""Where every number of a forest stands, made in one pass and carried from step to step.

A survey keeps, for each node that has children, the keys of everything from it downwards. So a
label is found by going down one path, and whether all keys are different is known at once. Nodes
are frozen: a subtree that is the same object before and after a step keeps its survey, and a step
costs what stands beside the path to its place, not the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.citation import label_key
from corpus.provision import Provision
from diffs.forest import Forest, Path, at


@dataclass(frozen=True, slots=True)
class Survey:
    """A forest (the roots, or the children of one node) and what stands in it.

    `below` has the survey of each node's children, None for a node without any. `keys` are the keys
    of the node whose children these are and of all nodes under it, `count` how many nodes have one.
    """

    forest: Forest
    below: tuple["Survey | None", ...]
    keys: frozenset[str]
    count: int

    @property
    def unique(self) -> bool:
        """Whether no key stands in two places."""
        return self.count == len(self.keys) and "" not in self.keys


def survey(forest: Forest, before: Survey | None = None) -> Survey:
    """The survey of a forest; with the survey of the forest before a step, only what is new is looked at."""
    below = _below(forest, [before] if before else [])
    return _of(None, forest, tuple(below))


def labelled(survey: Survey, label: str) -> list[Path]:
    """Where a label stands; more than one path in a version that is wrong already."""
    key = label_key(label)
    return list(_places(survey, key, ())) if key in survey.keys else []


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


def _below(nodes: Sequence[Provision], before: Sequence[Survey]) -> list[Survey | None]:
    """The surveys of nodes of one level; `before` are those of the places they may have been taken from."""
    known = {id(node): below for each in before for node, below in zip(each.forest, each.below, strict=True)}
    new = [node for node in nodes if node.children and id(node) not in known]
    if not new:
        return [known.get(id(node)) for node in nodes]
    here = set(map(id, nodes))
    gone = [below for place, below in known.items() if below and place not in here]
    rest = iter(_below([child for node in new for child in node.children], gone))
    made = {id(node): _of(node, node.children, tuple(islice(rest, len(node.children)))) for node in new}
    return [made.get(id(node)) or known.get(id(node)) for node in nodes]


def _of(node: Provision | None, forest: Forest, below: tuple[Survey | None, ...]) -> Survey:
    own = [node, *(child for child in forest if not child.children)]
    keys = [key for each in own if each and (key := key_of(each)) is not None]
    deeper = [each for each in below if each]
    count = len(keys) + sum(each.count for each in deeper)
    return Survey(forest, below, frozenset(keys).union(*(each.keys for each in deeper)), count)


def _places(survey: Survey, key: str, above: Path) -> Iterator[Path]:
    for index, (node, below) in enumerate(zip(survey.forest, survey.below, strict=True)):
        if below is not None and key not in below.keys:
            continue
        if node.label and label_key(node.label) == key:
            yield (*above, index)
        if below is not None:
            yield from _places(below, key, (*above, index))
