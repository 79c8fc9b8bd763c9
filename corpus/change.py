"""What a comparison observes: changes of provisions and edits of words."""

from dataclasses import dataclass
from typing import Literal

from corpus.verdict import VERDICTS, Verdict

Edit = tuple[Literal[-1, 0, 1], str]
"""Diff-match-patch's triple: -1 delete, 0 equal, 1 insert."""

Labels = str | tuple[str, ...] | None
"""One label, several of a split or merged provision, or none."""


def each(labels: Labels) -> tuple[str, ...]:
    """The labels of one side of a change, however many."""
    if labels is None:
        return ()
    return (labels,) if isinstance(labels, str) else labels


@dataclass(frozen=True, slots=True)
class EffectRef:
    """The instruction that declares a change; `beyond` says that words changed too that no instruction orders."""

    work: str
    instruction: str
    beyond: bool = False


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


UnaccountedKind = Literal["word gone", "word come", "provision gone", "provision come", "provision differs"]


@dataclass(frozen=True, slots=True)
class Unaccounted:
    """What two texts differ in and no change accounts for (`diffs.compare.proof`).

    `what` is a word, of which `times` more went or came than changes show; or the label of a provision without
    a place in the comparison, or whose words differ without a change.
    """

    kind: UnaccountedKind
    what: str
    times: int = 1

    @property
    def sentence(self) -> str:
        """For a person."""
        if self.kind == "provision differs":
            return f"{self.what} reads differently, and no change says so"
        way = "went" if self.kind.endswith("gone") else "came"
        if self.kind.startswith("provision"):
            return f"{self.what} {way}, and no change says so"
        return f"“{self.what}” {way} {f'{self.times} times' if self.times > 1 else 'once'} more than the changes show"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything observed between two versions.

    `before` and `after` are version ids (or file names). `changes` are in order of the later
    document, removals where they stood. `typography` counts provisions that differ in quotes,
    dashes, spaces or markup only. `pairs` gives, for every labelled provision of either
    version, its label before and after (None where there is none): the lineage of one step.
    `front` are changes of words before the first labelled provision (cover, contents, dates):
    kept and shown, but not among the changes of provisions. `possible` are successors that no
    verdict claims, `concordance` the numbers of provisions that have another one now. `unaccounted` is
    what the two texts differ in and no change says: empty where the comparison is whole.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    typography: int = 0
    pairs: tuple[tuple[str | None, str | None], ...] = ()
    front: tuple[Change, ...] = ()
    possible: tuple[Possible, ...] = ()
    concordance: tuple[Concordant, ...] = ()
    unaccounted: tuple[Unaccounted, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many changes of each kind, zero included, in the order of `VERDICTS`."""
        return {kind: sum(change.kind == kind for change in self.changes) for kind in VERDICTS}
