"""A change of what a text asks: a word of duty, a negation, a figure or a limit, with the sentences around it."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["reversed", "weakened", "strengthened", "duty", "figure", "limit"]
DIRECTIONS: tuple[Direction, ...] = ("reversed", "weakened", "strengthened", "duty", "figure", "limit")
"""Directions, the gravest first. Of a duty that came or went, a figure and a limit it is not said which way."""
MEASURED = ("figure", "limit")


@dataclass(frozen=True, slots=True)
class ForceChange:
    """Words that others took the place of (empty where there are none), and the sentences around them."""

    direction: Direction
    before: str
    after: str
    sentence_before: str
    sentence_after: str

    @property
    def said(self) -> str:
        """The words then and now."""
        if self.before and self.after:
            return f"“{self.before}” → “{self.after}”"
        return f"“{self.before}” taken out" if self.before else f"“{self.after}” put in"
