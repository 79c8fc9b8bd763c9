"""One thing an instruction does, as it was read: a verb, what it acts on, what it puts in."""

from dataclasses import dataclass

from corpus.effect import Position
from parser.drafting.forms import Verb
from parser.drafting.location import Words
from parser.drafting.objects import Inserted
from parser.drafting.places import Place


@dataclass(frozen=True, slots=True)
class Act:
    """One thing an instruction does.

    `places` are the provisions named as a whole, or those in which `words` stand; `whole` tells
    which. `position` is where something is inserted, relative to them or to the words.
    """

    verb: Verb
    places: tuple[Place, ...]
    words: Words | None = None
    whole: bool = False
    position: Position | None = None
    inserted: Inserted | None = None
    new: tuple[Place, ...] = ()
