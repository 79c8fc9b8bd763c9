"""What an amending instrument declares. Types are legislation.gov.uk's words."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from corpus.provision import Provision

EffectType = Literal[
    "inserted", "substituted", "omitted", "words inserted", "words substituted", "words omitted",
    "renumbered", "entry inserted", "not understood",
]  # fmt: skip
Position = Literal["end", "beginning", "before", "after", "appropriate"]


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing done by one instruction (interface.md, EFFECT).

    `label` is the provision whose content changes: for an inserted paragraph its parent, with
    `anchor` the sibling it stands before or after. `anchor_text` are the words before or after
    which words are inserted. `occurrences` is a count, an ordinal as a negative number is never
    used: `"all"`, a number of places, or None where the instruction does not say.
    `occurrence` picks one place ("the second place it occurs" is 2, the last is -1).
    `part` narrows the target where its label alone does not: "heading", "lead-in", "closing",
    "column 3", "sentence 2", "footnote 4".
    `until_end` means that the words run from `old_text` to the end of the target, `until_text` that
    they run to these words, in the place that `until_occurrence` counts where it is given.
    `title` is the work as the instruction, its lead-in or its heading names it ("the Airport Code");
    `within` are the provisions the target is said to stand in, the outermost first; `named` pairs a
    label with the title printed in brackets after it, which must be that provision's own.
    `commences` is the day from which the instruction itself says that it has effect.
    """

    instruction: str
    type: EffectType
    work: str | None = None
    label: str | None = None
    position: Position | None = None
    anchor: str | None = None
    old_text: str | None = None
    new_text: str | None = None
    anchor_text: str | None = None
    new_label: str | None = None
    content: tuple[Provision, ...] = ()
    occurrences: int | Literal["all"] | None = None
    occurrence: int | None = None
    part: str | None = None
    until_end: bool = False
    until_text: str | None = None
    until_occurrence: int | None = None
    text: str = ""
    residue: str = ""
    title: str | None = None
    within: tuple[str, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    commences: date | None = None
