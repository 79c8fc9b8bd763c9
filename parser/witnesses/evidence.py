"""What the witnesses hear: the reading, the tree made of it, and what each of them answers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from corpus.citation import label_key
from corpus.effect import Effect
from corpus.processes import quickly
from corpus.provision import Provision
from corpus.text import caseless
from corpus.work import DatedEvent, Doubt, DoubtKind, Footnote, Reference, Repair, Reserved, Work, WorkKind
from parser.readers.blocks import Reading

_LONGEST_NAME = 240
"""Characters of a text that a list may give as a name."""


@quickly
@dataclass(frozen=True, slots=True)
class Seat:
    """A node with its place in the document and the nodes it stands in, the outermost first."""

    node: Provision
    place: int
    above: tuple[Provision, ...]

    @property
    def labelled(self) -> Provision | None:
        """The nearest labelled node that this one stands in."""
        return next((node for node in reversed(self.above) if node.label), None)

    def stands_in(self, label: str) -> bool:
        """Whether one of the nodes that this one stands in has the label."""
        wanted = label_key(label)
        return any(node.label and node.key == wanted for node in reversed(self.above))

    @property
    def within(self) -> str:
        """The label of this node or of the nearest around it; empty before the first."""
        return self.node.label or next((node.label for node in reversed(self.above) if node.label), "")


class Place(NamedTuple):
    """Where in the tree an entry's words stand: in order, and whether as a heading.

    `place` has the number of the node and, for one whose number and title are two entries of a list, 1 for the title.
    """

    place: tuple[int, int]
    heading: bool
    label: str


@dataclass(frozen=True)
class Evidence:
    """One document before the witnesses. `reading` has its furniture, a list of contents among it."""

    reading: Reading
    provisions: tuple[Provision, ...]
    kind: WorkKind | None = None
    effects: tuple[Effect, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    references: tuple[Reference, ...] = ()
    reserved: tuple[Reserved, ...] = ()
    repairs: tuple[Repair, ...] = ()
    work: Work | None = None
    dates: tuple[DatedEvent, ...] = ()

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Every node of the tree in order of the document."""
        return tuple(seats(self.provisions))

    @cached_property
    def labels(self) -> Mapping[str, Seat]:
        """The first node of each label, by its key."""
        found: dict[str, Seat] = {}
        for seat in self.seats:
            if seat.node.label:
                found.setdefault(seat.node.key, seat)
        return found

    def places(self, wanted: Collection[str]) -> Mapping[str, Sequence[Place]]:
        """Where words of these stand by which a list may name a node, by what `caseless` leaves of them.

        Only those that are asked for: a list has a hundred entries, a document ten thousand such words.
        """
        found: dict[str, list[Place]] = defaultdict(list)
        for seat in self.seats:
            for key, heading, titled in _names(seat.node):
                if key in wanted:
                    found[key].append(Place((seat.place, int(titled)), heading, seat.node.label or ""))
        return found

    @cached_property
    def indexed(self) -> frozenset[str]:
        """The labels of the index of measures, by their keys."""
        return frozenset(key for key, seat in self.labels.items() if seat.node.kind == "index_entry")


def seats(provisions: Sequence[Provision]) -> Iterator[Seat]:
    """Every node of a forest with what it stands in."""
    waiting: list[tuple[Provision, tuple[Provision, ...]]] = [(node, ()) for node in reversed(provisions)]
    place = 0
    while waiting:
        node, above = waiting.pop()
        yield Seat(node, place, above)
        place += 1
        if node.children:
            inside = (*above, node)
            waiting += [(child, inside) for child in reversed(node.children)]


def _names(node: Provision) -> list[tuple[str, bool, bool]]:
    """The words by which a list may name a node, caseless; whether they are a heading, and its title alone."""
    label, printed, title = caseless(node.label or ""), caseless(node.printed), caseless(node.heading or "")
    named = []
    if label:
        named += [(key, True, False) for key in {label, printed, caseless(node.printed.partition(" ")[0])}]
    if title:
        named.append((title, True, True))
        named += [(number + title, True, False) for number in {printed, label} if number]
        if node.kind == "heading" and node.text:
            named.append((title + caseless(node.text), True, False))
    elif node.kind == "definition" and ("\n" in node.text or node.children):
        named.append((caseless(node.text.partition("\n")[0]), True, False))  # the term, perhaps set as a heading
    elif node.text and len(node.text) < _LONGEST_NAME:
        text = caseless(node.text)
        named.append((text, node.kind == "heading", False))
        if printed:
            named.append((printed + text, bool(label), False))
    return named


@dataclass
class Hearing:
    """What one witness says of the tree: entries that agree, and a doubt for each that does not."""

    agrees: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, kind: DoubtKind, at: str, detail: str) -> None:
        """An entry that the tree does not have as the witness says."""
        self.doubts.append(Doubt(kind, at, detail))
