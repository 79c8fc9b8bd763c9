"""What stands under a heading: "under the heading “Key definitions”"."""

import re

from corpus.effect import Effect
from corpus.provision import Provision
from corpus.text import fold
from diffs.execute.refused import NotApplied
from diffs.execute.tree import Forest, Path, at, below, children, put

Stretch = tuple[Path, int, int]
"""A parent, and the children of it from one index up to another."""


def heading_named(effect: Effect) -> str:
    """The heading under which an effect acts; empty where it names none."""
    return effect.part.name if effect.part and effect.part.kind == "group" else ""


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
        raise NotApplied("target not found", f"{at(forest, target).label} has {len(found)} headings “{name}”")
    return found[0]


def row_headed(forest: Forest, target: Path, name: str) -> Path:
    """The one row of a target's table whose first cell has just these words, or the definition of just this term."""
    wanted = fold(name).strip()
    places = [target, *(each for each in tables_of(forest, target) if each[: len(target)] != target)]
    inside = (pair for place in places for pair in below(forest, place) if pair[0] != place)
    found = [path for path, node in inside if _first_cell(node) == wanted]
    if len(found) != 1:
        raise NotApplied("target not found", f"{at(forest, target).label} has {len(found)} entries “{name}”")
    return found[0]


def led_in(forest: Forest, target: Path) -> list[Path]:
    """The definitions that stand directly behind an item that leads to them: "(4) In this section—"."""
    if not target or not at(forest, target).text.rstrip().endswith(("—", "–", "-", ":")):
        return []
    around, run = children(forest, target[:-1]), list[Path]()
    for index in range(target[-1] + 1, len(around)):
        if around[index].kind != "definition":
            break
        run.append((*target[:-1], index))
    return run


def stands_in(forest: Forest, inner: Path, outer: Path) -> bool:
    """Whether a place stands in another, or in a definition that the other leads to."""
    return inner[: len(outer)] == outer or inner[: len(outer)] in led_in(forest, outer)


_UNIT = re.compile(r"\b(?:section|regulation|article|rule)s?\b", re.I)
_BARE = re.compile(r"\d{1,3}[A-Z]{0,3}")


def has_its_heading(forest: Forest, path: Path, said: str) -> bool:
    """Whether the heading above a section or regulation is its own: nothing else stands below it.

    `said` is the instruction: only where it says "section" or "regulation" are such numbers those of units with
    a heading each.
    """
    node = at(forest, path)
    unit = node.kind == "paragraph" and _BARE.fullmatch(node.label or "") and _UNIT.search(said)
    return bool(unit) and stands_alone(forest, path)


def stands_alone(forest: Forest, path: Path) -> bool:
    """Whether a provision is all that stands under a heading printed above it, which has no label of its own."""
    around = children(forest, path[:-1])
    above = around[path[-1] - 1] if path[-1] else None
    below = around[path[-1] + 1] if path[-1] + 1 < len(around) else None
    alone = below is None or below.kind in ("heading", "section")
    return alone and above is not None and above.kind == "heading" and above.label is None


def without_empty_heading(forest: Forest, path: Path) -> Forest:
    """The forest without the heading above a provision where no words are left in it."""
    above = (*path[:-1], path[-1] - 1)
    node = at(forest, above) if path[-1] else None
    gone = node is not None and node.kind == "heading" and not (node.heading or node.text)
    return put(forest, above, ()) if gone else forest


def tables_of(forest: Forest, target: Path) -> list[Path]:
    """The tables of a provision: those in it, or else the one that stands directly behind it."""
    inside = [path for path, node in below(forest, target) if node.kind == "table"]
    around = children(forest, target[:-1]) if target else ()
    follows = bool(target) and len(around) > target[-1] + 1 and around[target[-1] + 1].kind == "table"
    numbered = bool(target) and at(forest, target).kind in ("paragraph", "subparagraph")
    return inside or ([(*target[:-1], target[-1] + 1)] if follows and numbered else [])


def _first_cell(node: Provision) -> str | None:
    if node.kind == "row":
        return fold(node.children[0].text).strip() if node.children else None
    return fold(node.text.split("\n")[0]).strip(' "') if node.kind == "definition" else None


def _run(forest: Forest, heading: Path) -> Stretch:
    around = children(forest, heading[:-1])
    start = heading[-1] + 1
    stops = (n for n in range(start, len(around)) if around[n].kind in ("heading", "group", "section", "footnote"))
    return heading[:-1], start, next(stops, len(around))


def require_under(forest: Forest, target: Path, name: str, place: Path) -> None:
    """Raise NotApplied unless a place, or a gap as the path that an inserted node would have, lies under a heading."""
    parent, start, end = under(forest, target, name)
    if place[: len(parent)] != parent or len(place) <= len(parent) or not start <= place[len(parent)] <= end:
        raise NotApplied("target not found", f"the place does not stand under the heading “{name}”")


def column_headed(forest: Forest, node: Provision, path: Path, name: str) -> int:
    """The number of the column with a heading, of the first row of the table; 0 where none or several have it."""
    first = children(forest, path[:-1])[0] if node.kind == "row" and len(path) > 1 else node
    heads = [fold(cell.text).strip().casefold() for cell in first.children if cell.kind == "text"]
    wanted = fold(name).strip().casefold()
    return heads.index(wanted) + 1 if heads.count(wanted) == 1 and len(first.children) == len(node.children) else 0
