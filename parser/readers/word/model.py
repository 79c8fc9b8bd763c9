"""What a word processor's file says, before it is read one way: paragraphs with everything that ever stood in them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.work import TrackedChange
from parser.readers.changes import Kind
from parser.readers.comparison import RAISED, generated

KEELING = "keeling about"
"""How the names of styles begin, in small letters, in which keeling says something about a document that it wrote."""
KEELING_RULE = "keeling-schedule"
KEELING_SAYS = f"what keeling wrote about the document is listed and not read ({KEELING_RULE})"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: its words, and why they may not be words of the page.

    `note` names the footnote that is referred to here, `sign` what is printed for it where the author chose it.
    `made` marks what the program shows and the file does not spell out in letters; `shift` is the sign of a figure
    that is raised or lowered from what stands before it (`shifted`).
    """

    text: str
    kinds: tuple[Kind, ...] = ()
    bold: bool = False
    note: str = ""
    sign: str = ""
    made: bool = False
    shift: str = ""

    @property
    def shown(self) -> str:
        """The text; what the reader made of a sign is marked until the readers are compared."""
        text = generated(self.text) if self.made and self.text else self.text
        return generated(self.shift) + text if self.shift else text


def shifted(before: Sequence[Piece], text: str, shift: str) -> str:
    """`shift` for a figure raised after a letter or figure, or lowered after a figure: 10⁶, not 106; else nothing."""
    last = before[-1].text[-1:] if before else ""
    return shift if text[:1].isdigit() and last.isalnum() and (shift == RAISED or last.isdigit()) else ""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: heading level from 1 (0: none), list and level, and a rule where it is furniture.

    `initial` is a drop capital: the first letters of the paragraph that follows.
    """

    heading: int = 0
    listed: tuple[str, int] | None = None
    rule: str = ""
    initial: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph. `before` is its setting before a tracked change of it; `mark` what became of its end."""

    pieces: list[Piece] = field(default_factory=list)
    setting: Setting = Setting()
    before: Setting = Setting()
    mark: tuple[Kind, ...] = ()
    boxes: list[list["Item"]] = field(default_factory=list)
    contents: int = 0
    """How many pieces with words are of a list of contents."""

    def listed(self) -> bool:
        """Whether all that it says is of a list of contents, which may begin or end in it."""
        return 0 < self.contents == sum(bool(piece.text.strip() or piece.note) for piece in self.pieces)

    def gone(self, leaves: tuple[Kind, ...]) -> bool:
        """Whether nothing of it is left in a reading, its end included."""
        return bool(set(self.mark) & set(leaves)) and all(
            set(piece.kinds) & set(leaves) for piece in self.pieces if piece.text.strip() or piece.note
        )


@dataclass(slots=True)
class Row:
    """A row of a table: its cells from the left."""

    cells: list[list["Item"]] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Table:
    """A table."""

    rows: list[Row] = field(default_factory=list)


Item = Paragraph | Table


def pieces(items: Sequence[Item]) -> list[Piece]:
    """What paragraphs are made of, those in tables left out."""
    return [piece for item in items if isinstance(item, Paragraph) for piece in item.pieces]


def words(items: Sequence[Item]) -> str:
    """The words of paragraphs, those in tables left out."""
    paragraphs = [item for item in items if isinstance(item, Paragraph)]
    return " ".join("".join(piece.text for piece in each.pieces) for each in paragraphs).strip()


NextNumber = Callable[[tuple[str, int], str], "Numbered | None"]
"""The number of the next paragraph of a list and level in a story of the file: its text, its boxes, its notes."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a list shows in front of a paragraph: a number, or nothing but a sign (`bullet`); its depth from 1."""

    text: str
    depth: int
    bullet: bool


@dataclass(slots=True)
class Held:
    """All that a file holds: its text, its notes by their ids, furniture by rule, changes, and what to look at."""

    body: list[Item] = field(default_factory=list)
    notes: dict[str, list[Item]] = field(default_factory=dict)
    furniture: list[tuple[str, list[Item]]] = field(default_factory=list)
    tracked: list[TrackedChange] = field(default_factory=list)
    review: list[str] = field(default_factory=list)
