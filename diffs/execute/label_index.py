"""Where every number of a version stands, made in one pass and carried from step to step.

A survey keeps, for each node that has children, the keys of all that stands under it. So a label
is found by going down one path, and whether all keys are different is known at once. Nodes are
frozen: a subtree that is the same object before and after a step keeps its level of the survey,
and a step costs what stands beside the path to its place, not the document.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from corpus.citation import label_key
from corpus.provision import Provision
from diffs.execute.tree import Forest, Path, at

_SMALL = 64  # keys of as many nodes are put together with those beside them


@dataclass(frozen=True, slots=True)
class Level:
    """The children of one node (or the roots) and what stands under them.

    `own` has the key of each child (None for one without), `below` the level under it (None for a
    child without children). `keys` are those of all nodes at any depth, in sets that a level shares
    with those above it, `count` how many nodes have one.
    """

    forest: Forest
    own: tuple[str | None, ...]
    below: tuple["Level | None", ...]
    keys: tuple[frozenset[str], ...]
    count: int

    @classmethod
    def of(cls, forest: Forest, below: Sequence["Level | None"]) -> Self:
        """The level of nodes whose children's levels are known."""
        own = tuple(map(key_of, forest))
        keys = [key for key in own if key is not None]
        deeper = [each for each in below if each]
        if not deeper:
            return cls(forest, own, tuple(below), (frozenset(keys),), len(keys))
        small = [each.keys[0] for each in deeper if each.count <= _SMALL]
        large = [part for each in deeper if each.count > _SMALL for part in each.keys]
        count = len(keys) + sum([each.count for each in deeper])
        return cls(forest, own, tuple(below), (frozenset(keys).union(*small), *large), count)

    def __contains__(self, key: str) -> bool:
        """Whether a key stands at any depth."""
        return any([key in part for part in self.keys])  # noqa: C419 - a list takes a third of a generator's time

    def all_keys(self) -> frozenset[str]:
        """All keys at any depth."""
        return frozenset().union(*self.keys)

    def subtrees(self) -> Iterator[tuple[Provision, str | None, "Level | None"]]:
        """Each node with its key and the level of its children."""
        return zip(self.forest, self.own, self.below, strict=True)


@dataclass(frozen=True, slots=True)
class Survey:
    """The levels of a whole version; `unique` when no key stands in two places."""

    roots: Level
    unique: bool

    @property
    def forest(self) -> Forest:
        """The version."""
        return self.roots.forest

    def __contains__(self, key: str) -> bool:
        """Whether a key stands anywhere in the version."""
        return key in self.roots


@dataclass(slots=True)
class _Turnover:
    """Keys of nodes that a step took out or put in; one that was only moved may stand in both."""

    lost: list[str] = field(default_factory=list)
    came: list[str] = field(default_factory=list)


_EMPTY = Level((), (), (), (), 0)


def survey(forest: Forest, before: Survey | None = None) -> Survey:
    """The survey of a version; with the survey before a step, only what is new is looked at."""
    if before is None:
        roots = _level(forest)
        return Survey(roots, _unique(roots))
    turnover = _Turnover()
    roots = _carried(forest, before.roots, turnover)
    return Survey(roots, (before.unique and _still_unique(before.roots, roots, turnover)) or _unique(roots))


def labelled(survey: Survey, label: str) -> list[Path]:
    """Where a label stands; more than one path in a version that is wrong already."""
    return list(_places(survey.roots, label_key(label), ()))


def found(survey: Survey, label: str) -> Provision | None:
    """The first node with a label."""
    places = labelled(survey, label)
    return at(survey.forest, places[0]) if places else None


def key_of(node: Provision) -> str | None:
    """What a node is known by: its label's key, or a note's number; None for a part of the node above it."""
    if node.label:
        return node.key
    return note_key(node.num) if node.kind == "footnote" else None


def note_key(number: str | None) -> str:
    """The key of a footnote; no label has a key with a space in it."""
    return f"footnote {number}"


def _level(forest: Forest) -> Level:
    return Level.of(forest, [_level(node.children) if node.children else None for node in forest])


def _carried(forest: Forest, before: Level, turnover: _Turnover) -> Level:
    """The level of a forest that stands where another stood; what is the same object keeps its level."""
    known = dict(zip(map(id, before.forest), before.below, strict=True))
    here = set(map(id, forest))
    gone = []
    for node, key, below in before.subtrees():
        if id(node) not in here:
            turnover.lost += [key] if key is not None else []
            gone += [below] if below else []
    levels: list[Level | None] = []
    for node in forest:
        if id(node) in known:
            levels.append(known[id(node)])
            continue
        key = key_of(node)
        turnover.came += [key] if key is not None else []
        levels.append(_carried(node.children, gone.pop(0) if gone else _EMPTY, turnover) if node.children else None)
    turnover.lost += [key for each in gone for part in each.keys for key in part]
    return Level.of(forest, levels)


def _still_unique(before: Level, after: Level, turnover: _Turnover) -> bool:
    """Whether what a step put in repeats no key, where none was repeated before."""
    taken_over_once = after.count - len(turnover.came) == before.count - len(turnover.lost)
    came, lost = set(turnover.came), set(turnover.lost)
    return (
        taken_over_once
        and len(came) == len(turnover.came)
        and "" not in came
        and all(key in lost or key not in before for key in came)
    )


def _unique(level: Level) -> bool:
    keys = level.all_keys()
    return level.count == len(keys) and "" not in keys


def _places(level: Level, key: str, above: Path) -> Iterator[Path]:
    for index, (own, below) in enumerate(zip(level.own, level.below, strict=True)):
        if own == key:
            yield (*above, index)
        if below is not None and key in below:
            yield from _places(below, key, (*above, index))
