"""What an amending instrument declares, and the count of it: every passage that amends is read, or named as not
understood. Types are legislation.gov.uk's words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast, get_args

from corpus.provision import Provision

EffectType = Literal[
    "inserted", "substituted", "omitted", "words inserted", "words substituted", "words omitted",
    "renumbered", "entry inserted", "not understood",
]  # fmt: skip
Position = Literal["end", "beginning", "before", "after", "appropriate"]
PartKind = Literal[
    "heading above", "heading", "lead-in", "closing", "column", "sentence", "footnote", "table", "group",
    "item", "bullet", "row",
]  # fmt: skip
_PART = re.compile(
    rf"(?P<kind>{'|'.join(get_args(PartKind))})(?:\s+(?P<name>.+?))?(?:; column (?P<column>.+))?", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a provision that has no label of its own.

    `name` says which: the number of a column, sentence, bullet or footnote (the last is -1), the words of a heading
    ("group") or of a row's first cell, the enumerators of an item of a definition ("(a)(ii)"); empty where there is but
    one. `column` narrows a table or a row.
    """

    kind: PartKind
    name: str = ""
    column: str = ""

    def __str__(self) -> str:
        """ "column 3", "row Lamps; column 2", "item (b)"; `read` is its inverse."""
        whole = f"{self.kind} {self.name}".rstrip()
        return f"{whole}; column {self.column}" if self.column else whole

    @classmethod
    def read(cls, words: str) -> "Part":
        """The part that its own words name, as JSON keeps them; raises ValueError for any others."""
        match = _PART.fullmatch(words)
        if match is None:
            raise ValueError(f"no part of a provision is called {words!r}")
        return cls(cast("PartKind", match["kind"]), match["name"] or "", match["column"] or "")


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing done by one instruction (interface.md, EFFECT).

    `label` is the provision whose content changes: for an inserted paragraph its parent, with
    `anchor` the sibling it stands before or after. `anchor_text` are the words before or after
    which words are inserted. `occurrences` is a count, an ordinal as a negative number is never
    used: `"all"`, a number of places, or None where the instruction does not say.
    `occurrence` picks one place ("the second place it occurs" is 2, the last is -1).
    `part` narrows the target where its label alone does not.
    `until_end` means that the words run from `old_text` to the end of the target, `until_text` that
    they run to these words, in the place that `until_occurrence` counts where it is given.
    `title` is the work as the instruction, its lead-in or its heading names it ("the Airport Code");
    `within` are the provisions, and the headings in them, that the target is said to stand in, the outermost first;
    `named` pairs a label with the title printed in brackets after it, which must be that provision's own.
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
    part: Part | None = None
    until_end: bool = False
    until_text: str | None = None
    until_occurrence: int | None = None
    text: str = ""
    residue: str = ""
    title: str | None = None
    within: tuple[str | Part, ...] = ()
    named: tuple[tuple[str, str], ...] = ()
    commences: date | None = None

    def begins_after(self, day: date | None) -> bool:
        """Whether it says of itself that it has effect from a later day only."""
        return self.commences is not None and day is not None and self.commences > day


@dataclass(frozen=True, slots=True)
class Passage:
    """An amending passage that was not understood: its number, its words, and those nothing was made of."""

    at: str
    text: str
    rest: str


@dataclass(frozen=True, slots=True)
class Amending:
    """How many passages of an instrument amend, how many of them were read, and the others.

    `unplaced` are texts among the instructions that are none, nor inserted by one: a passage may be missing there.
    """

    passages: int
    read: int
    not_understood: tuple[Passage, ...] = ()
    unplaced: tuple[Passage, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every passage was read and none can be missing."""
        return not self.not_understood and not self.unplaced

    def __str__(self) -> str:
        """ "12 amending passages: 10 read, 2 not understood"."""
        noun = "passage" if self.passages == 1 else "passages"
        said = f"{self.passages} amending {noun}: {self.read} read, {len(self.not_understood)} not understood"
        beside = f"; {len(self.unplaced)} of the texts among them are neither instructions nor inserted"
        return said + (beside if self.unplaced else "")


WHOLE_WORK = "the whole work, no provision of it"
"""The residue of an instruction that omits or withdraws a work itself."""


def amending(effects: Sequence[Effect]) -> Amending:
    """The count over an instrument's effects; a passage is one instruction, whatever number of effects it has."""
    missed: dict[str, Passage] = {}
    for effect in effects:
        if effect.type == "not understood":
            rest = effect.residue or effect.text
            missed.setdefault(effect.instruction, Passage(effect.instruction, effect.text, rest))
    passages = len({effect.instruction for effect in effects})
    return Amending(passages, passages - len(missed), tuple(missed.values()))
