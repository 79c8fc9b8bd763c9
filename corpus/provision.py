"""The provision tree: one node for each numbered or named piece of a document."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.citation import label_key
from corpus.processes import quickly
from corpus.text import fold

Kind = Literal[
    "section", "subsection", "measure", "group", "paragraph", "subparagraph", "definition",
    "index_entry", "table", "row", "text", "heading", "footnote",
]  # fmt: skip


@quickly
@dataclass(frozen=True, slots=True)
class Span:
    """Where a text stands in its source.

    `start` and `end` count characters of the decoded source (for PDF: of the reading, with
    `page` from 1 and `box` as left, top, right, bottom in points from the page's top left).
    """

    start: int
    end: int
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    snapshot: str | None = None


@quickly
@dataclass(frozen=True, slots=True)
class Mark:
    """A reference to a footnote: `at` is its offset in the text, `printed` what the source shows."""

    at: int
    num: str
    printed: str = ""


@quickly
@dataclass(frozen=True, slots=True)
class Provision:
    """A node. `text` is its own words, without its number and without its children's.

    A list's lead-in belongs to the parent; words after a list are a `text` child.
    `printed` is the number as the source prints it (`PCU C11.4`, `a)`), `num` as cited.
    `application` and `duties` are those of an index entry, which also stand in `text`. `above` are the
    words that an empty cell has from the cell of a row above, or before it, that spans its place.
    """

    kind: Kind
    label: str | None = None
    num: str | None = None
    heading: str | None = None
    text: str = ""
    children: tuple["Provision", ...] = ()
    source: Span | None = None
    printed: str = ""
    application: str | None = None
    duties: str | None = None
    marks: tuple[Mark, ...] = ()
    above: str = ""

    @property
    def key(self) -> str:
        """Its label as labels are compared; empty where it has none."""
        return label_key(self.label) if self.label else ""

    def walk(self) -> Iterator["Provision"]:
        """This node and everything below it, in order of the document."""
        return walk((self,))

    def find(self, label: str) -> "Provision | None":
        """The node with this label, at any depth."""
        wanted = label_key(label)
        return next((node for node in self.walk() if node.label and node.key == wanted), None)

    def full_text(self) -> str:
        """Everything a reader sees of this node: number, heading, words, children, one line each."""
        own = " ".join(part for part in (self.printed, self.heading or "", self.text) if part)
        return "\n".join(part for part in (own, *(child.full_text() for child in self.children)) if part)

    def content_hash(self) -> str:
        """SHA-256 of the wording: the same for two nodes that differ in typography only."""
        return hashlib.sha256(fold(self.full_text()).encode()).hexdigest()

    def with_children(self, children: tuple["Provision", ...]) -> "Provision":
        """The same node over other children."""
        return replace(self, children=children)


def walk(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    """Every node of a forest, in order of the document."""
    waiting = [*provisions[::-1]]  # nested generators would hand every node through all levels above it
    while waiting:
        node = waiting.pop()
        yield node
        if node.children:
            waiting.extend(node.children[::-1])


def find(provisions: tuple[Provision, ...], label: str) -> Provision | None:
    """The node with this label in a forest."""
    return next((node for root in provisions if (node := root.find(label))), None)
