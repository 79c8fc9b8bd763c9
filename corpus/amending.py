"""The count of what an instrument orders: every passage that amends is read, or named as not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.effect import Effect


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


def amending(effects: Sequence[Effect]) -> Amending:
    """The count over an instrument's effects; a passage is one instruction, whatever number of effects it has."""
    missed: dict[str, Passage] = {}
    for effect in effects:
        if effect.type == "not understood":
            rest = effect.residue or effect.text
            missed.setdefault(effect.instruction, Passage(effect.instruction, effect.text, rest))
    passages = len({effect.instruction for effect in effects})
    return Amending(passages, passages - len(missed), tuple(missed.values()))
