"""What a comparison observes: changes of provisions and edits of words, and how each verdict is said."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Verdict = Literal["added", "removed", "modified", "renumbered", "moved", "split", "merged"]


class Manner(NamedTuple):
    """How one verdict is said, counted, drawn and stored: the one place a verdict is made.

    `word` stands in running text, `title` before a provision, `one` and `many` after a number, `sign`
    in a picture, `column` describes the count in the database.
    """

    word: str
    title: str
    sign: str
    one: str
    many: str
    column: str


MANNERS: dict[str, Manner] = {
    "added": Manner("added", "New", "+", "provision added", "provisions added", "Provisions added"),
    "removed": Manner("removed", "Dropped", "−", "provision removed", "provisions removed", "Provisions removed"),
    "modified": Manner(
        "reworded", "Reworded", "~", "provision reworded", "provisions reworded", "Provisions whose words changed"
    ),
    "renumbered": Manner(
        "renumbered", "Renumbered", "№", "provision renumbered", "provisions renumbered", "Provisions with a new number"
    ),
    "moved": Manner("moved", "Moved", "→", "provision moved", "provisions moved", "Provisions that stand elsewhere"),
    "split": Manner("split", "Split", "<", "provision split", "provisions split", "Provisions that became several"),
    "merged": Manner(
        "merged", "Merged", ">", "merger of provisions", "mergers of provisions", "Provisions that became one"
    ),
}
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

Edit = tuple[Literal[-1, 0, 1], str]
"""Diff-match-patch's triple: -1 delete, 0 equal, 1 insert."""

Labels = str | tuple[str, ...] | None
"""One label, several of a split or merged provision, or none."""


def each(labels: Labels) -> tuple[str, ...]:
    """The labels of one side of a change, however many."""
    if labels is None:
        return ()
    return (labels,) if isinstance(labels, str) else labels


def counted(verdict: str, count: int) -> str:
    """`2 provisions added`."""
    manner = MANNERS[verdict]
    return f"{count} {manner.one if count == 1 else manner.many}"


@dataclass(frozen=True, slots=True)
class EffectRef:
    """The instruction that declares a change."""

    work: str
    instruction: str


@dataclass(frozen=True, slots=True)
class Change:
    """One provision that differs (interface.md, JSON of `diff`).

    `before` and `after` are labels; a tuple where one was split or several were merged. Words
    outside every labelled provision have a path (`Section 3/~2`); `heading` says under what they stand.
    `row` are the cells of a changed row as it reads last, `column` the head of the changed cell's column.
    `provisions` lists what only goes along with it, as (before, after) labels.
    `coarse` says that the text was too large for word edits and is replaced as a block.
    """

    kind: Verdict
    before: Labels
    after: Labels
    heading: str | None = None
    similarity: float | None = None
    edits: tuple[Edit, ...] = ()
    provisions: tuple[tuple[str | None, str | None], ...] = ()
    effect: EffectRef | None = None
    coarse: bool = False
    row: tuple[str, ...] = ()
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Possible:
    """A provision that is gone and one that may have taken it up: no verdict. `shared` are telling words of both."""

    before: str
    after: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concordant:
    """One provision under two numbers; `sure` where words or neighbours say so, not the place alone."""

    before: str
    after: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything observed between two versions.

    `before` and `after` are version ids (or file names). `changes` are in order of the later
    document, removals where they stood. `typography` counts provisions that differ in quotes,
    dashes, spaces or markup only. `pairs` gives, for every labelled provision of either
    version, its label before and after (None where there is none): the lineage of one step.
    `front` are changes of words before the first labelled provision (cover, contents, dates):
    kept and shown, but not among the changes of provisions. `possible` are successors that no
    verdict claims, `concordance` the numbers of provisions that have another one now.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    typography: int = 0
    pairs: tuple[tuple[str | None, str | None], ...] = ()
    front: tuple[Change, ...] = ()
    possible: tuple[Possible, ...] = ()
    concordance: tuple[Concordant, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many changes of each kind, zero included, in the order of `VERDICTS`."""
        return {kind: sum(change.kind == kind for change in self.changes) for kind in VERDICTS}
