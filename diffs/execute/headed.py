"""What stands under a heading: "under the heading “Key definitions”"."""

import re

from corpus.effect import Effect
from corpus.text import fold
from diffs.execute.refused import NotApplied
from diffs.execute.tree import Forest, Path, at, below, children

Stretch = tuple[Path, int, int]
"""A parent, and the children of it from one index up to another."""
_GROUP = re.compile(r"group (.+)", re.S)


def heading_named(effect: Effect) -> str:
    """The heading under which an effect acts; empty where it names none."""
    match = _GROUP.fullmatch(effect.part or "")
    return match[1] if match else ""


def under(forest: Forest, target: Path, name: str) -> Stretch:
    """The provisions below a target that stand under the one heading with these words, up to the next heading."""
    wanted = fold(name).casefold()
    found: list[Stretch] = []
    for path, node in below(forest, target):
        if path != target and fold(node.heading or node.text).casefold() == wanted:
            if node.kind == "group":
                found.append((path, 0, len(node.children)))
            elif node.kind == "heading":
                found.append(_run(forest, path))
    if len(found) != 1:
        raise NotApplied(f"target not found: {at(forest, target).label} has {len(found)} headings “{name}”")
    return found[0]


def _run(forest: Forest, heading: Path) -> Stretch:
    around = children(forest, heading[:-1])
    start = heading[-1] + 1
    stops = (n for n in range(start, len(around)) if around[n].kind in ("heading", "group", "section", "footnote"))
    return heading[:-1], start, next(stops, len(around))


def require_under(forest: Forest, target: Path, name: str, place: Path) -> None:
    """Raise NotApplied unless a place, or a gap as the path that an inserted node would have, lies under a heading."""
    parent, start, end = under(forest, target, name)
    if place[: len(parent)] != parent or len(place) <= len(parent) or not start <= place[len(parent)] <= end:
        raise NotApplied(f"target not found: the place does not stand under the heading “{name}”")
