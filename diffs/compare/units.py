"""An expression as one flat list of units: what an alignment pairs.

The unit of a comparison is the labelled provision (interface.md, JSON of `diff`). Each owns its
heading and text, the unlabelled nodes under it (groups, closing words, items of a definition)
as `blocks`, and the notes that refer to it. What an instruction of an instrument inserts stands
under that instruction.

What stands under no paragraph has no labelled provision to be words of: text directly in a section
or at the top of a page is a unit of its own, a passage, named by its path (`Section 3/~2`, the second
of Section 3; `~2`, the second outside every provision). A row of a table is one wherever it stands,
its cells are its blocks.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from operator import is_
from typing import NamedTuple

from corpus.citation import label_key
from corpus.provision import Provision
from corpus.text import fold
from corpus.work import Expression

CONTAINERS = ("measure", "subsection", "section")
PASSAGES = ("passage", "row", "front")
_FAMILIES = {
    "section": "section",
    "subsection": "subsection",
    "measure": "measure",
    "definition": "definition",
    "index_entry": "index_entry",
    "row": "row",
    "table": "row",
}

_DAY = r"\d{1,2} \w+ \d{4}"
_DATE_LINE = re.compile(
    rf"(?:(?:first |last )?(?:published|updated):?(?: on)?(?: {_DAY})?|{_DAY})"
    r"(?:(?:,| -) see all updates| \+ show all updates)?",
    re.IGNORECASE,
)


class Unit(NamedTuple):
    """A provision or passage at its place. `parent` is -1 at the top; `end` closes its subtree.

    `key` is empty for a passage: a path names it and says nothing about who it is. `family` is the
    kind of provision as far as kinds are kept apart; `front` are passages about the publication and
    not of its substance.

    A named tuple, not a dataclass: thousands are made for every comparison.
    """

    place: int
    node: Provision
    label: str
    key: str
    family: str
    parent: int
    end: int
    children: tuple[int, ...] = ()
    blocks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        """Heading, text, unlabelled blocks, notes: everything of it that a reader sees but its number."""
        return self.node.heading or "", self.node.text, self.blocks, self.notes

    @property
    def plain(self) -> str:
        """Its own words in one text."""
        heading, text, blocks, notes = self.parts
        return "\n".join(part for part in (heading, text, *blocks, *notes) if part)

    def same_parts(self, other: "Unit") -> bool:
        """Whether both read the same to the letter: what most provisions of two versions do."""
        one, two = self.node, other.node
        same = one.text == two.text and (one.heading or "") == (two.heading or "")
        return same and self.blocks == other.blocks and self.notes == other.notes

    @property
    def words(self) -> str:
        """Its words without its own number: of a provision with what stands under it, of a passage alone."""
        if self.key:
            lines = [self.node.heading or "", self.node.text, *(child.full_text() for child in self.node.children)]
        else:
            lines = [self.node.heading or "", self.node.text, *self.blocks]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Outline:
    """All units in order of the document. `around` gives passages the heading they stand under, rows their columns."""

    units: tuple[Unit, ...]
    roots: tuple[int, ...]
    around: Mapping[int, str]
    columns: Mapping[int, tuple[str, ...]]

    def words(self, index: int) -> str:
        """All words of a unit: its own, what stands under it, and the notes to either."""
        unit = self.units[index]
        notes = (note for below in self.units[index : unit.end] for note in below.notes)
        return "\n".join((unit.words, *notes))

    def children(self, index: int) -> tuple[int, ...]:
        """The units directly under one, or at the top for -1."""
        return self.roots if index < 0 else self.units[index].children

    def heading(self, index: int) -> str | None:
        """The unit's own heading, or the nearest one around or, for a passage, before it."""
        while index >= 0:
            unit = self.units[index]
            if index in self.around:
                return self.around[index]
            if unit.node.heading:
                return unit.node.heading
            index = unit.parent
        return None


def outline(expression: Expression, apart: Container[str] = (), *, front: bool) -> Outline:
    """The units of an expression; what its effects insert counts as standing under the instruction.

    `apart` are keys of labels: what stands unlabelled under these is passages, not words of theirs.
    `front` tells that words before the first provision are front matter (`has_front`).
    """
    inserted: dict[str, list[Provision]] = defaultdict(list)
    for effect in expression.effects:
        inserted[label_key(effect.instruction)] += effect.content
    provisions = _grafted(expression.provisions, inserted) if inserted else expression.provisions
    builder = _Builder(expression, apart, front=front)
    builder.place(provisions, -1)
    for label in sorted(inserted):  # of an instruction whose number is nowhere in the tree
        builder.place(inserted[label], -1)
    return builder.finish()


def has_front(expression: Expression) -> bool:
    """Whether an expression is of a kind whose words before the first provision are about the publication."""
    return expression.kind in ("code", "amendment") and _has_label(expression.provisions)


def _grafted(nodes: tuple[Provision, ...], inserted: dict[str, list[Provision]]) -> tuple[Provision, ...]:
    """The nodes, what an instruction inserts among its children; what found its place is taken out of `inserted`."""
    found = []
    for node in nodes:
        below = _grafted(node.children, inserted) if node.children else ()
        below = (*below, *(inserted.pop(label_key(node.label), ()) if node.label else ()))
        same = len(below) == len(node.children) and all(map(is_, below, node.children))
        found.append(node if same else node.with_children(below))
    return tuple(found)


class _Builder:
    """Walks the tree once; gives notes to their owners at the end."""

    def __init__(self, expression: Expression, apart: Container[str], *, front: bool) -> None:
        self.apart = apart
        self.units: list[Unit] = []
        self.below: dict[int, list[int]] = defaultdict(list)
        self.blocks: dict[int, list[str]] = defaultdict(list)
        self.count: dict[int, int] = defaultdict(int)
        self.around: dict[int, str] = {}
        self.columns: dict[int, tuple[str, ...]] = {}
        self.heading: str | None = None
        self.marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.notes: list[tuple[Provision, int, int]] = []
        self.references: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for note in expression.footnotes:
            self.references[note.num].append((fold(note.text), note.refs))
        self.front = front
        self.dates = {fold(event.text) for event in expression.dates if event.text}
        self.step = 0

    def place(self, nodes: Iterable[Provision], owner: int) -> None:
        for node in nodes:
            self.step += 1
            if node.kind == "footnote":
                self.notes.append((node, owner, self.step))
                self.place(node.children, owner)
            elif node.label:
                self._place_unit(node, node.label, owner)
            elif node.kind == "table":
                self._place_table(node, owner)
            elif self._is_passage(node, owner):
                self._place_passage(node, owner)
            else:
                self._place_block(node, owner)

    def _place_unit(self, node: Provision, label: str, owner: int) -> None:
        self.front = False
        place, key, family = len(self.units), label_key(label), _FAMILIES.get(node.kind, "paragraph")
        self.below[owner].append(place)
        self.units.append(Unit(place, node, label, key, family, owner, place + 1))
        if node.marks:
            self._note_marks(node, place)
        if not node.children:
            return
        outside, self.heading = self.heading, None
        self.place(node.children, place)
        self.heading = outside
        below, blocks = tuple(self.below.pop(place, ())), tuple(self.blocks.pop(place, ()))
        self.units[place] = Unit(place, node, label, key, family, owner, len(self.units), below, blocks)

    def _is_passage(self, node: Provision, owner: int) -> bool:
        """Whether an unlabelled node is a unit of its own and no part of the provision around it."""
        if owner < 0:
            return True
        unit = self.units[owner]
        return (unit.family in CONTAINERS and node.kind != "group") or unit.key in self.apart

    def _place_block(self, node: Provision, owner: int) -> None:
        self._note_marks(node, owner)
        self.blocks[owner] += [text for text in (node.heading, node.text) if text]
        self.place(node.children, owner)

    def _place_passage(self, node: Provision, owner: int) -> None:
        if node.heading or node.text:
            text = node.heading or node.text
            about = self.front or fold(text) in self.dates or bool(_DATE_LINE.fullmatch(fold(text)))
            if node.heading or node.kind == "heading":
                self.heading = text
            self._passage(node, owner, "front" if about else "passage")
        self.place(node.children, owner)

    def _passage(self, node: Provision, owner: int, family: str, cells: tuple[str, ...] = ()) -> None:
        place = len(self.units)
        self.count[owner] += 1
        path = f"~{self.count[owner]}"
        label = f"{self.units[owner].label}/{path}" if owner >= 0 else path
        self.below[owner].append(place)
        self.units.append(Unit(place, node, label, "", family, owner, place + 1, (), cells))
        self._note_marks(node, place)
        if self.heading:
            self.around[place] = self.heading

    def _place_table(self, table: Provision, owner: int) -> None:
        """Rows as units, each with the heads of its columns: the first row, where all rows have as many cells."""
        if table.heading or table.text:
            self._place_passage(replace(table, children=()), owner)
        rows = [_cells(row) for row in table.children if row.kind == "row"]
        heads = rows[0] if len(rows) > 1 and all(len(cells) == len(rows[0]) for cells in rows) else ()
        for row in table.children:
            self.step += 1
            first = len(self.units)
            if row.kind != "row" or row.label or any(node.label for node in row.walk()):
                self.place((row,), owner)
            else:
                for node in row.walk():
                    self._note_marks(node, first)
                self._passage(row, owner, "front" if self.front else "row", _cells(row))
            if heads and len(self.units) > first and _cells(row) != heads:
                self.columns[first] = heads

    def _note_marks(self, node: Provision, owner: int) -> None:
        for mark in node.marks:
            self.marks[mark.num].append((self.step, owner))

    def _owner(self, note: Provision, around: int, step: int, by_label: dict[str, int]) -> int:
        """Who refers to a note: as declared, or by the nearest mark before it, or who stands around it."""
        num = note.num or ""
        wanted = fold(note.text)
        declared = (label_key(label) for text, refs in self.references[num] if text == wanted for label in refs)
        for label in declared:
            if label in by_label:
                return by_label[label]
        marked = [owner for at, owner in self.marks[num] if at <= step] or [owner for _, owner in self.marks[num]]
        return marked[-1] if marked else around

    def finish(self) -> Outline:
        by_label: dict[str, int] = {}
        for unit in self.units if self.notes else ():
            if unit.key:
                by_label.setdefault(unit.key, unit.place)
        self.heading = "Notes"
        for note, around, step in self.notes:
            owner = self._owner(note, around, step, by_label)
            if owner >= 0:
                unit = self.units[owner]
                self.units[owner] = unit._replace(notes=(*unit.notes, note.text))
            else:
                self._passage(replace(note, children=()), -1, "passage")
        return Outline(tuple(self.units), tuple(self.below[-1]), self.around, self.columns)


def _cells(row: Provision) -> tuple[str, ...]:
    """What a row's cells say, in order: one that a cell of a row above spans says what that one says, another empty
    one keeps its place.
    """
    found: list[str] = []
    for cell in row.children:
        beside = found and cell.above == found[-1]  # spanned by the cell before it: said there
        found.append("\n".join(_texts(cell)) or ("" if beside else cell.above))
    return tuple(found)


def _texts(cell: Provision) -> Iterator[str]:
    """A cell's words, with the numbers of what it lists."""
    for node in cell.walk():
        if node.kind != "footnote" and (text := " ".join(filter(None, (node.heading, node.text)))):
            yield f"{node.printed} {text}".strip() if node is not cell else text


def _has_label(provisions: Iterable[Provision]) -> bool:
    return any(node.label for root in provisions for node in root.walk())
