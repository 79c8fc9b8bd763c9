"""Structural defects put into trees that were read right: does the proof of structure see each?

    python benchmarks/structure_defects.py [NUMBER] [FILE…]     default: 1000, the codes of the sample corpus

A defect is what a grammar would do that reads the structure wrong and loses no word: a paragraph under
the wrong parent (with its label or with one made from its new place), a label lost, two siblings or two
labels exchanged, a measure's heading read as text, a row of the index moved or exchanged, a
definition in another measure, a footnote's mark lost. Caught is a defect after which the proof
has a doubt that it had not before. Prints a table; exit status 1 where one is missed.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.provision import Provision, walk
from corpus.work import Doubt, Expression
from parser.codes.contents_list import without_contents
from parser.codes.references import references
from parser.codes.schemes import recognise
from parser.document import interpret
from parser.read import read
from parser.readers.blocks import Reading
from parser.witnesses.evidence import Evidence
from parser.witnesses.proof import prove

SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "sample" / "site"
Path_ = tuple[int, ...]
Tree = tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A document read right, and the doubts that its proof has without any defect."""

    name: str
    reading: Reading
    expression: Expression
    doubts: frozenset[Doubt]


def subject(body: bytes, name: str = "") -> Subject:
    """Read a document as `parse` does."""
    reading = read(body, name)
    expression = interpret(reading)
    reading = replace(reading, blocks=without_contents(reading.blocks))
    return Subject(name, reading, expression, frozenset(doubts(reading, expression, expression.provisions)))


def doubts(reading: Reading, expression: Expression, tree: Tree) -> tuple[Doubt, ...]:
    """What the proof says of a tree in place of the document's own."""
    schemes = recognise(reading.blocks, ())
    return prove(
        Evidence(
            reading,
            tree,
            expression.kind,
            expression.effects,
            expression.footnotes,
            references(tree, expression.effects, schemes),
            expression.reserved,
        )
    ).doubts


def places(tree: Tree, wanted: Callable[[Provision], bool]) -> list[Path_]:
    """Where nodes stand, as the indices that lead to them."""
    found: list[Path_] = []
    waiting: list[tuple[Path_, Provision]] = [((n,), node) for n, node in enumerate(tree)]
    while waiting:
        path, node = waiting.pop()
        if wanted(node):
            found.append(path)
        waiting += [((*path, n), child) for n, child in enumerate(node.children)]
    return sorted(found)


def node_at(tree: Tree, path: Path_) -> Provision:
    """The node at a place."""
    node = tree[path[0]]
    for step in path[1:]:
        node = node.children[step]
    return node


def changed(tree: Tree, path: Path_, change: Callable[[Tree, int], Tree]) -> Tree:
    """The tree with the list of siblings at a place changed."""
    if len(path) == 1:
        return change(tree, path[0])
    head = tree[path[0]]
    below = changed(head.children, path[1:], change)
    return (*tree[: path[0]], head.with_children(below), *tree[path[0] + 1 :])


def without(tree: Tree, path: Path_) -> Tree:
    """The tree without a node."""
    return changed(tree, path, lambda nodes, n: nodes[:n] + nodes[n + 1 :])


def put(tree: Tree, path: Path_, *nodes: Provision) -> Tree:
    """The tree with nodes in place of one."""
    return changed(tree, path, lambda siblings, n: (*siblings[:n], *nodes, *siblings[n + 1 :]))


def appended(tree: Tree, path: Path_, node: Provision) -> Tree:
    """The tree with a further child of a node."""
    owner = node_at(tree, path)
    return put(tree, path, owner.with_children((*owner.children, node)))


def relabelled(node: Provision, old: str, new: str) -> Provision:
    """A node and what is below it, labelled from a new place."""
    label = new + node.label[len(old) :] if node.label and node.label.startswith(old) else node.label
    return replace(node, label=label, children=tuple(relabelled(child, old, new) for child in node.children))


def is_labelled(node: Provision) -> bool:
    """A numbered provision below measures and sections."""
    return bool(node.label) and node.kind in ("paragraph", "subparagraph")


def wrong_parent(tree: Tree, chance: random.Random) -> Tree | None:
    """A paragraph at the end of another provision of its kind's level, its label kept."""
    moved = chance.choice(places(tree, is_labelled))
    owners = places(tree, lambda n: bool(n.label) and n.kind in ("measure", "paragraph", "section"))
    owners = [path for path in owners if path[: len(moved)] != moved and path != moved[: len(path)]]
    return without(appended(tree, chance.choice(owners), node_at(tree, moved)), moved) if owners else None


def wrong_depth(tree: Tree, chance: random.Random) -> Tree | None:
    """A provision inside the sibling before it, labelled from there, as a misread indent or number would."""
    found = places(tree, is_labelled)
    found = [p for p in found if p[-1] and node_at(tree, (*p[:-1], p[-1] - 1)).label and node_at(tree, p).label]
    if not found:
        return None
    moved = chance.choice(found)
    before = (*moved[:-1], moved[-1] - 1)
    node, owner = node_at(tree, moved), node_at(tree, before)
    label = f"{owner.label}({node.num})"
    inside = replace(relabelled(node, node.label or "", label), kind="subparagraph")
    return appended(without(tree, moved), before, inside)


def out_of_list(tree: Tree, chance: random.Random) -> Tree | None:
    """An item after the provision it stands in, at that one's level, labelled from there."""
    found = [p for p in places(tree, lambda n: n.kind == "subparagraph" and bool(n.label)) if len(p) > 2]
    found = [p for p in found if node_at(tree, p[:-1]).kind == "subparagraph" and node_at(tree, p[:-2]).label]
    if not found:
        return None
    moved = chance.choice(found)
    node, grand = node_at(tree, moved), node_at(tree, moved[:-2])
    label = f"{grand.label}({node.num})"
    outside = relabelled(node, node.label or "", label)
    reduced = without(tree, moved)
    return changed(reduced, moved[:-1], lambda nodes, n: (*nodes[: n + 1], outside, *nodes[n + 1 :]))


def label_lost(tree: Tree, chance: random.Random) -> Tree | None:
    """A numbered provision read as words: its number is the beginning of its text."""
    path = chance.choice(places(tree, lambda n: is_labelled(n) and bool(n.printed)))
    node = node_at(tree, path)
    text = " ".join(part for part in (node.printed, node.heading or "", node.text) if part)
    return put(tree, path, replace(node, kind="text", label=None, num=None, printed="", heading=None, text=text))


def swapped(tree: Tree, chance: random.Random) -> Tree | None:
    """Two numbered siblings exchanged."""
    found = [p for p in places(tree, is_labelled) if p[-1] and is_labelled(node_at(tree, (*p[:-1], p[-1] - 1)))]
    if not found:
        return None
    path = chance.choice(found)
    return changed(tree, path, lambda nodes, n: (*nodes[: n - 1], nodes[n], nodes[n - 1], *nodes[n + 1 :]))


def labels_swapped(tree: Tree, chance: random.Random) -> Tree | None:
    """Two provisions with each other's label, their printed numbers where they were."""
    first, second = chance.sample(places(tree, is_labelled), 2)
    one, two = node_at(tree, first), node_at(tree, second)
    exchanged = put(tree, first, replace(one, label=two.label, num=two.num))
    return put(exchanged, second, replace(node_at(exchanged, second), label=one.label, num=one.num))


def heading_read_as_text(tree: Tree, chance: random.Random) -> Tree | None:
    """A measure's heading as words of the measure before it, which gets its paragraphs too."""
    found = places(tree, lambda n: n.kind == "measure" and bool(n.label))
    found = [p for p in found if p[-1] and node_at(tree, (*p[:-1], p[-1] - 1)).kind == "measure"]
    if not found:
        return None
    path = chance.choice(found)
    node, before = node_at(tree, path), (*path[:-1], path[-1] - 1)
    words = Provision("text", text=f"{node.printed} {node.heading or ''}".strip(), source=node.source)
    owner = node_at(tree, before)
    return without(put(tree, before, owner.with_children((*owner.children, words, *node.children))), path)


def index_row_moved(tree: Tree, chance: random.Random) -> Tree | None:
    """A row of the index elsewhere in it."""
    found = places(tree, lambda n: n.kind == "index_entry")
    if len(found) < 3:
        return None
    first, second = sorted(chance.sample(found, 2))
    if first[:-1] != second[:-1]:
        return None
    node = node_at(tree, second)
    return changed(without(tree, second), first, lambda nodes, n: (*nodes[:n], node, *nodes[n:]))


def index_rows_mixed(tree: Tree, chance: random.Random) -> Tree | None:
    """The title of one row of the index at the number of another."""
    found = places(tree, lambda n: n.kind == "index_entry" and bool(n.heading))
    if len(found) < 2:
        return None
    first, second = chance.sample(found, 2)
    one, two = node_at(tree, first), node_at(tree, second)
    if one.heading == two.heading:
        return None
    return put(put(tree, first, replace(one, heading=two.heading)), second, replace(two, heading=one.heading))


def index_row_lost(tree: Tree, chance: random.Random) -> Tree | None:
    """A row of the index read as a row of any table."""
    found = places(tree, lambda n: n.kind == "index_entry")
    if len(found) < 2:
        return None
    path = chance.choice(found)
    return put(tree, path, replace(node_at(tree, path), kind="row", label=None))


def definition_moved(tree: Tree, chance: random.Random) -> Tree | None:
    """A definition in another measure or section, its scope kept."""
    found = places(tree, lambda n: n.kind == "definition" and "@" in (n.label or ""))
    owners = places(tree, lambda n: n.kind == "measure" and bool(n.label))
    if not found or not owners:
        return None
    path, owner = chance.choice(found), chance.choice(owners)
    node = node_at(tree, path)
    if (node_at(tree, owner).label or "") == (node.label or "").rpartition("@")[2] or owner[: len(path)] == path:
        return None
    return without(appended(tree, owner, node), path)


def mark_lost(tree: Tree, chance: random.Random) -> Tree | None:
    """A footnote's mark lost."""
    found = places(tree, lambda n: bool(n.marks))
    if not found:
        return None
    path = chance.choice(found)
    return put(tree, path, replace(node_at(tree, path), marks=()))


DEFECTS: dict[str, Callable[[Tree, random.Random], Tree | None]] = {
    "under the wrong parent": wrong_parent,
    "inside the sibling before, relabelled": wrong_depth,
    "out of its list, relabelled": out_of_list,
    "label lost": label_lost,
    "two siblings exchanged": swapped,
    "two labels exchanged": labels_swapped,
    "measure's heading read as text": heading_read_as_text,
    "row of the index moved": index_row_moved,
    "rows of the index mixed": index_rows_mixed,
    "row of the index lost": index_row_lost,
    "definition in another measure": definition_moved,
    "footnote's mark lost": mark_lost,
}


def injected(subjects: Sequence[Subject], number: int, seed: int = 1) -> Iterator[tuple[str, Subject, Tree]]:
    """So many defects, the kinds by turns; a kind that no subject can have is left out."""
    chance = random.Random(seed)
    made, tried = 0, 0
    kinds = list(DEFECTS)
    while made < number and tried < 20 * number:
        kind, one = kinds[tried % len(kinds)], chance.choice(subjects)
        tried += 1
        tree = DEFECTS[kind](one.expression.provisions, chance)
        if tree is not None and tree != one.expression.provisions:
            made += 1
            yield kind, one, tree


def caught(one: Subject, tree: Tree) -> bool:
    """Whether the proof has a doubt of this tree that it had not of the right one."""
    return bool(set(doubts(one.reading, one.expression, tree)) - one.doubts)


def main() -> int:
    """Inject, count, and say what was missed."""
    arguments = sys.argv[1:]
    number = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 1000
    files = [Path(name) for name in arguments] or sorted(p for p in SAMPLE.rglob("*") if p.suffix in (".html", ".pdf"))
    subjects = [one for path in files if (one := subject(path.read_bytes(), path.name)) and _has_labels(one)]
    total: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for kind, one, tree in injected(subjects, number):
        total[kind] += 1
        if not caught(one, tree):
            missed[kind] += 1
            print(f"missed: {kind}: {one.name}: {_where(one.expression.provisions, tree)}", file=sys.stderr)
    print("| defect | injected | caught |\n|---|---:|---:|")
    for kind, count in total.items():
        print(f"| {kind} | {count} | {count - missed[kind]} |")
    print(f"| all | {total.total()} | {total.total() - missed.total()} |")
    return 1 if missed else 0


def _has_labels(one: Subject) -> bool:
    return one.expression.kind == "code" and sum(bool(n.label) for n in walk(one.expression.provisions)) > 20


def _where(before: Tree, after: Tree) -> str:
    """The first node that differs, for the one who looks into a miss."""
    pairs = zip(walk(before), walk(after), strict=False)
    first = next(((a, b) for a, b in pairs if (a.label, a.kind, a.marks) != (b.label, b.kind, b.marks)), None)
    return (
        re.sub(r"\s+", " ", f"{first[0].label} {first[0].kind} -> {first[1].label} {first[1].kind}") if first else "?"
    )


if __name__ == "__main__":
    sys.exit(main())
