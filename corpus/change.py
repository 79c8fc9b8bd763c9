"""What a comparison observes: changes of provisions and edits of words."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["added", "removed", "modified", "renumbered", "moved", "split", "merged"]
VERDICTS: tuple[Verdict, ...] = ("added", "removed", "modified", "renumbered", "moved", "split", "merged")

Edit = tuple[Literal[-1, 0, 1], str]
"""Diff-match-patch's triple: -1 delete, 0 equal, 1 insert."""


@dataclass(frozen=True, slots=True)
class EffectRef:
    """The instruction that declares a change."""

    work: str
    instruction: str


@dataclass(frozen=True, slots=True)
class Change:
    """One provision that differs (interface.md, JSON of `diff`).

    `before` and `after` are labels; a tuple where one was split or several were merged. Both are
    None for words that stand outside every labelled provision; `heading` then says where.
    `provisions` lists what only goes along with it, as (before, after) labels.
    `coarse` says that the text was too large for word edits and is replaced as a block.
    """

    kind: Verdict
    before: str | tuple[str, ...] | None
    after: str | tuple[str, ...] | None
    heading: str | None = None
    similarity: float | None = None
    edits: tuple[Edit, ...] = ()
    provisions: tuple[tuple[str | None, str | None], ...] = ()
    effect: EffectRef | None = None
    coarse: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything observed between two versions.

    `before` and `after` are version ids (or file names). `changes` are in order of the later
    document, removals where they stood. `typography` counts provisions that differ in quotes,
    dashes, spaces or markup only. `pairs` gives, for every labelled provision of either
    version, its label before and after (None where there is none): the lineage of one step.
    `front` are changes of words before the first labelled provision (cover, contents, dates):
    kept and shown, but not among the changes of provisions.
    """

    before: str
    after: str
    changes: tuple[Change, ...]
    typography: int = 0
    pairs: tuple[tuple[str | None, str | None], ...] = ()
    front: tuple[Change, ...] = ()

    @property
    def summary(self) -> dict[str, int]:
        """How many changes of each kind, zero included, in the order of `VERDICTS`."""
        return {kind: sum(change.kind == kind for change in self.changes) for kind in VERDICTS}
