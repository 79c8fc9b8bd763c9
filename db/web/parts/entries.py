"""Versions as pages list them: each with what the page says beside it."""

from dataclasses import dataclass
from typing import Any

from db.ask.in_force import Now
from db.ask.query import Row
from db.ask.rows import EffectRow, OutcomeRow, VersionRow


@dataclass(frozen=True, slots=True)
class Milestone:
    """A version in the timeline of its work.

    `counts` are kind, word and number of the changes since the version before; `since` what was published since a
    version that was computed.
    """

    version: VersionRow
    comparison: Row | None = None
    counts: tuple[tuple[str, str, int], ...] = ()
    since: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Computed:
    """A code as amended, with the instruments it is computed with."""

    version: VersionRow
    instruments: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class Amending:
    """An instrument with what became of it.

    `included` is the published version that has it, `clock` the steps of its passage in words, `outcomes` how many
    instructions were applied in each version computed with it.
    """

    version: VersionRow
    now: Now
    included: Row | None
    clock: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[Row, ...] = ()
    dates: tuple[Row, ...] = ()
    instructions: int = 0


@dataclass(frozen=True, slots=True)
class Executed:
    """What became of an instruction in a computed version, and the labels of what it touched, with their addresses."""

    outcome: OutcomeRow
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction as printed, what it does and how often, and what became of it."""

    instruction: str
    text: str
    does: tuple[tuple[EffectRow, int], ...]
    outcomes: tuple[Executed, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a table of contents; `word` is what instruments did to it, `below` the entries that stand in it."""

    slug: str
    kind: str
    printed: str
    num: str | None
    heading: str | None
    word: str = ""
    below: tuple["Heading", ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with what it says: its values as on its own page."""

    version: VersionRow
    said: dict[str, Any]
