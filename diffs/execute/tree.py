"""Places in a forest of provisions, and the same forest with something else in a place.

A `Path` is the index of a root, then of a child, and so on. Every function gives a new forest;
nodes that are not on the path are the same objects as before.
"""

from collections.abc import Iterator
from dataclasses import replace

from corpus.provision import Provision, walk

Forest = tuple[Provision, ...]
Path = tuple[int, ...]


def nodes(forest: Forest) -> list[Provision]:
    """Every node, level by level: quicker than in order of the document, where order does not matter."""
    found, level = list[Provision](), list(forest)
    while level:
        found += level
        level = [child for node in level for child in node.children]
    return found


def paths(forest: Forest, above: Path = ()) -> Iterator[tuple[Path, Provision]]:
    """Every node with its path, in order of the document."""
    waiting = [((*above, index), node) for index, node in enumerate(forest)][::-1]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        if node.children:
            waiting.extend([((*path, index), child) for index, child in enumerate(node.children)][::-1])


def below(forest: Forest, path: Path) -> Iterator[tuple[Path, Provision]]:
    """The node at a path and everything under it, with paths, in order of the document."""
    node = at(forest, path)
    yield path, node
    yield from paths(node.children, path)


def at(forest: Forest, path: Path) -> Provision:
    """The node at a path; raises IndexError where there is none."""
    node = forest[path[0]]
    for index in path[1:]:
        node = node.children[index]
    return node


def children(forest: Forest, path: Path) -> Forest:
    """What stands under a path; the roots for the empty path."""
    return at(forest, path).children if path else forest


def put(forest: Forest, path: Path, nodes: Forest) -> Forest:
    """The forest with these nodes (none, one or more) in the place of the node at a path."""
    index, rest = path[0], path[1:]
    if rest:
        node = forest[index]
        nodes = (node.with_children(put(node.children, rest, nodes)),)
    return (*forest[:index], *nodes, *forest[index + 1 :])


def insert(forest: Forest, parent: Path, index: int, nodes: Forest) -> Forest:
    """The forest with nodes added under a parent (the empty path: among the roots), before a child's index."""
    old = children(forest, parent)
    new = (*old[:index], *nodes, *old[index:])
    return put(forest, parent, (at(forest, parent).with_children(new),)) if parent else new


def shell(forest: Forest, path: Path) -> Path:
    """The node at a path, or the definition that is nothing but a frame around it.

    A list item that defines a term stands in a definition without words of its own; beside the item
    means beside that frame, and without the item the frame is gone too.
    """
    while len(path) > 1:
        above = at(forest, path[:-1])
        if above.kind != "definition" or above.text or len(above.children) != 1:
            break
        path = path[:-1]
    return path


def in_frame(old: Provision, content: Forest) -> Forest:
    """What takes the place of a definition; one that is a frame around a numbered item keeps the item's number.

    "for the definition of “watch” substitute “watch” means …": the definition printed as (c) is still printed as (c).
    The term keeps its label: `Definition/watch@Section 3` is so called wherever the instruction looked for it.
    """
    if old.kind == content[0].kind == "definition" and _term(old) and _term(old) == _term(content[0]):
        content = (replace(content[0], label=old.label), *content[1:])
    item = old.children[0] if old.kind == "definition" and len(old.children) == 1 and not old.text else None
    new = content[0]
    if item is None or not item.num or len(content) > 1 or new.kind != "definition" or new.children:
        return content
    worded = replace(item, text=new.text, marks=new.marks, source=new.source, children=())
    return (replace(new, text="", marks=(), children=(worded,)),)


def _term(definition: Provision) -> str:
    return (definition.label or "").partition("@")[0].casefold()


def joined_on(old: Provision, content: Forest) -> Forest:
    """The content with the "and" that stands on a line of its own behind the old item: it joins the next one to it."""
    joining = old.children[-1:] if old.kind == "subparagraph" else ()
    if not joining or joining[0].kind != "text" or joining[0].text.strip(" ;,") not in ("and", "or"):
        return content
    last = list(walk(content))[-1]
    if last.text.endswith((" and", " or")) or last.text.strip(" ;,") in ("and", "or"):
        return content
    return (*content[:-1], replace(content[-1], children=(*content[-1].children, *joining)))


def label_at(forest: Forest, path: Path) -> str:
    """The label of a node, or of the nearest labelled node above it."""
    for depth in range(len(path), 0, -1):
        label = at(forest, path[:depth]).label
        if label:
            return label
    return ""


def labels(nodes: Forest) -> tuple[str, ...]:
    """Every label in a forest, in order."""
    return tuple(node.label for node in walk(nodes) if node.label)
