"""An expression as the flat list of its labelled provisions: what an alignment pairs.

The unit of a comparison is the labelled provision (interface.md, JSON of `diff`). Each unit
owns its heading and text, the unlabelled nodes under it (groups, closing words, cells,
items of a definition) as `blocks`, and the notes that refer to it. What an instruction of an
instrument inserts stands under that instruction. Text outside every labelled provision is
`loose`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from corpus.citation import label_key
from corpus.provision import Provision
from corpus.text import fold
from corpus.work import Expression

CONTAINERS = ("measure", "subsection", "section")
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
    rf"(?:(?:first |last )?(?:published|updated):?(?: on)?(?: {_DAY})?|{_DAY})(?: - see all updates)?", re.IGNORECASE
)


class Unit(NamedTuple):
    """A labelled provision at its place. `parent` is -1 at the top; `end` closes its subtree.

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

    def same_parts(self, other: "Unit") -> bool:
        """Whether both read the same to the letter: what most provisions of two versions do."""
        one, two = self.node, other.node
        same = one.text == two.text and (one.heading or "") == (two.heading or "")
        return same and self.blocks == other.blocks and self.notes == other.notes


@dataclass(frozen=True, slots=True)
class Loose:
    """Words outside every labelled provision, under the nearest heading before them.

    `front` says that they are about the publication and not of its substance: what stands before
    the first labelled provision of a code or an instrument (cover, contents, dates), and the line
    of any page that says when it was published or updated.
    """

    text: str
    heading: str | None
    front: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """All units in order of the document, and what stands outside them."""

    units: tuple[Unit, ...]
    roots: tuple[int, ...]
    loose: tuple[Loose, ...]

    def children(self, index: int) -> tuple[int, ...]:
        """The units directly under one, or at the top for -1."""
        return self.roots if index < 0 else self.units[index].children

    def heading(self, index: int) -> str | None:
        """The unit's own heading, or that of the nearest provision around it that has one."""
        while index >= 0:
            unit = self.units[index]
            if unit.node.heading:
                return unit.node.heading
            index = unit.parent
        return None


def outline(expression: Expression) -> Outline:
    """The units of an expression; what its effects insert counts as standing under the instruction."""
    builder = _Builder(expression)
    builder.place(expression.provisions, -1)
    builder.place_rest()
    return builder.finish()


class _Builder:
    """Walks the tree once; gives notes to their owners at the end."""

    def __init__(self, expression: Expression) -> None:
        self.units: list[Unit] = []
        self.below: dict[int, list[int]] = defaultdict(list)
        self.blocks: dict[int, list[str]] = defaultdict(list)
        self.loose: list[Loose] = []
        self.heading: str | None = None
        self.marks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.notes: list[tuple[Provision, int, int]] = []
        self.references: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for note in expression.footnotes:
            self.references[note.num].append((fold(note.text), note.refs))
        self.inserted: dict[str, list[Provision]] = defaultdict(list)
        for effect in expression.effects:
            self.inserted[label_key(effect.instruction)] += effect.content
        self.numbered = expression.kind in ("code", "amendment") and _has_label(expression.provisions)
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
            else:
                self._place_block(node, owner)

    def place_rest(self) -> None:
        """What instructions insert whose number is nowhere in the tree."""
        for label in sorted(self.inserted):
            self.place(self.inserted[label], -1)

    def _place_unit(self, node: Provision, label: str, owner: int) -> None:
        place, key, family = len(self.units), label_key(label), _FAMILIES.get(node.kind, "paragraph")
        self.below[owner].append(place)
        self.units.append(Unit(place, node, label, key, family, owner, place + 1))
        if node.marks:
            self._note_marks(node, place)
        if not node.children and key not in self.inserted:
            return
        self.place(node.children, place)
        self.place(self.inserted.pop(key, ()), place)
        below, blocks = tuple(self.below.pop(place, ())), tuple(self.blocks.pop(place, ()))
        self.units[place] = Unit(place, node, label, key, family, owner, len(self.units), below, blocks)

    def _place_block(self, node: Provision, owner: int) -> None:
        self._note_marks(node, owner)
        for text in (node.heading, node.text):
            if text and owner >= 0:
                self.blocks[owner].append(text)
            elif text:
                self.loose.append(Loose(text, self.heading, front=self._is_front(text)))
        if owner < 0 and (node.heading or node.kind == "heading"):
            self.heading = node.heading or node.text
        self.place(node.children, owner)

    def _is_front(self, text: str) -> bool:
        return (self.numbered and not self.units) or fold(text) in self.dates or bool(_DATE_LINE.fullmatch(fold(text)))

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
            by_label.setdefault(unit.key, unit.place)
        for note, around, step in self.notes:
            owner = self._owner(note, around, step, by_label)
            if owner >= 0:
                unit = self.units[owner]
                self.units[owner] = unit._replace(notes=(*unit.notes, note.text))
            else:
                self.loose.append(Loose(note.text, "Notes", front=False))
        return Outline(tuple(self.units), tuple(self.below[-1]), tuple(self.loose))


def _has_label(provisions: Iterable[Provision]) -> bool:
    return any(node.label for root in provisions for node in root.walk())
