"""A comparison as a reader gets it, before any markup: the values every renderer shows. Plain text throughout."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from corpus.change import Concordant, Possible
from corpus.verdict import Verdict
from diffs.output.pieces import Piece
from diffs.words.force import counted, what_changed
from diffs.words.force_change import ForceChange

UNOFFICIAL = (
    "Unofficial. Computed by keeling from the texts named here; neither published nor checked by their publisher. "
    "Only the published documents have authority."
)
STAYED = "In sentences that stayed: a sentence or a provision that came or went as a whole is below only."
"""Said with the list of words of duty, figures and limits: what it does not hold."""
LICENCE = "The texts compared remain the property of their publishers, under the licences these state."


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when a comparison was made: what its reader needs to check and to quote it.

    `addresses` gives the publisher's address of a snapshot by its digest, `base` the address of a site
    of keeling's that holds both versions (its pages are the permalinks), `made` the day, `tool` keeling's
    version; what is empty is not said. `licence` is said besides that the comparison is unofficial, and `ledger`, the
    head of the ledger that it was made from.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    made: date | None = None
    tool: str = ""
    licence: str = LICENCE
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a provision that came or went as a whole: its depth below it, its number, its words."""

    depth: int
    number: str
    text: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: `anchor` is its address on a page, `context` its words where none of them changed.

    `lines` are the structure of one that came or went as a whole. `parts` are the changes that a paragraph
    with several changed items is made of: (anchor, what, name). `source` is the publisher's address with
    its page where that is known, `quotation` the change with its evidence, to be copied.
    """

    anchor: str
    kind: Verdict
    title: str
    before: str
    after: str
    heading: str
    pieces: tuple[Piece, ...]
    context: str
    along: tuple[str, ...]
    explanation: str
    coarse: bool
    row: tuple[str, ...] = ()
    column: str = ""
    lines: tuple[Line, ...] = ()
    parts: tuple[tuple[str, str, str], ...] = ()
    duties: tuple[ForceChange, ...] = ()
    source: str = ""
    page: int | None = None
    permalink: str = ""
    quotation: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One side: its id or file name, title, status, its dates as printed, the snapshot and its address."""

    name: str
    title: str
    status: str
    dates: tuple[str, ...]
    snapshot: str
    address: str = ""

    @property
    def said(self) -> str:
        """Its title with its first date: what a reader knows it by."""
        title = self.title or self.name
        return f"{title} ({self.dates[0]})" if self.dates and self.dates[0] not in title else title


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A run of provisions without a change: `title` names the first and the last, `lines` are their texts."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole comparison. `first` are measures that are new, dropped or deferred: (what, label, heading, anchor).

    `duties` are the changes of words of duty, figures and limits with the entry each stands in, the gravest first.
    `unaccounted` are sentences about what the texts differ in and no change says.
    """

    before: Version
    after: Version
    counts: tuple[tuple[str, int], ...]
    typography: int
    first: tuple[tuple[str, str, str, str], ...]
    front: tuple[Entry, ...]
    body: tuple[Entry | Unchanged, ...]
    headline: str
    duties: tuple[tuple[ForceChange, Entry], ...]
    possible: tuple[Possible, ...]
    concordance: tuple[Concordant, ...]
    unaccounted: tuple[str, ...]
    origin: Origin

    @property
    def duty_counts(self) -> str:
        """How many words of duty, figures and limits changed which way."""
        return counted([duty for duty, _ in self.duties])

    @property
    def duty_title(self) -> str:
        """What these are."""
        return what_changed(duty for duty, _ in self.duties)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The changes alone."""
        return tuple(row for row in self.body if isinstance(row, Entry))

    @property
    def summary(self) -> str:
        """All counts in one line."""
        counts = ", ".join(f"{count} {kind}" for kind, count in self.counts if count)
        counts = counts or ("no change in a provision" if self.front else "no change of wording")
        if not self.typography:
            return counts
        provisions = "provision differs" if self.typography == 1 else "provisions differ"
        return f"{counts}; {self.typography} {provisions} in typography only"
