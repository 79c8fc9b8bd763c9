"""The rows of the table: what was measured against what, the ratio, and the goal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """What a run may use. `quick` takes small sizes; `peers` is the Python that has the other tools."""

    folder: Path
    versions: int
    quick: bool
    peers: Path | None


@dataclass(frozen=True)
class Row:
    """One line. `goal` is "<= 2.5" or ">= 4"; empty where a figure is given for information."""

    work: str
    against: str
    size: str
    figure: float
    unit: str
    goal: str = ""

    @property
    def verdict(self) -> str:
        """ok, SHORT, or nothing where there is no goal."""
        if not self.goal:
            return ""
        sign, bound = self.goal.split()
        met = self.figure <= float(bound) if sign == "<=" else self.figure >= float(bound)
        return "ok" if met else "SHORT"

    def line(self) -> str:
        """The row as Markdown."""
        cells = (self.work, self.against, self.size, f"{self.figure:,.2f} {self.unit}", self.goal, self.verdict)
        return f"| {' | '.join(cells)} |"


HEADER = "| work | against | size | figure | goal | |\n|---|---|---|---|---|---|"
Measure = Callable[[Settings], Iterator[Row]]
MEASURES: dict[str, Measure] = {}


def measure(name: str) -> Callable[[Measure], Measure]:
    """Register what measures the rows of this name."""

    def register(function: Measure) -> Measure:
        MEASURES[name] = function
        return function

    return register


def measured(name: str, settings: Settings) -> list[Row]:
    """Measure and print what a name stands for; in a process of its own nothing is registered yet."""
    import benchmarks.corpus_rows
    import benchmarks.documents  # noqa: F401

    found = []
    for row in MEASURES[name](settings):
        print(row.line(), flush=True)
        found.append(row)
    return found
