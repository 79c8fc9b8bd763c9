"""Works and their expressions (FRBR, Akoma Ntoso): a document through time, and one text of it."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from corpus.citation import label_key
from corpus.effect import Amending, Effect, Passage, amending
from corpus.provision import Provision, Span

WorkKind = Literal["code", "amendment", "statement", "guidance", "memorandum"]
Status = Literal["consultation", "laid", "issued", "in_force", "superseded", "withdrawn", "derived"]
WitnessKind = Literal[
    "contents", "index", "headings", "numbers", "printed", "references", "definitions", "bookmarks", "tags",
    "footnotes", "catalogue", "weekdays", "instructions",
]  # fmt: skip
DoubtKind = Literal[
    "parent", "label", "duplicate", "order", "index", "contents", "bookmark", "tag", "gap", "heading",
    "reference", "definition", "footnote", "catalogue", "kind", "rendition", "date", "instruction",
    "identity",
]  # fmt: skip
_OF_LABELS = frozenset({"parent", "label", "duplicate", "order", "index", "contents", "catalogue", "instruction"})
DateType = Literal[
    "published", "updated", "submitted", "laid", "issued", "in_force", "signed", "withdrawn", "approved", "stated",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A date as the source states it; `date` is None where the source leaves it open."""

    type: str
    date: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note and the labels of the provisions that refer to it."""

    num: str
    text: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """A citation in running text. `to` is a label, another work's `work#label`, or an address."""

    source: str
    target: str
    text: str
    kind: Literal["internal", "act", "external"]


@dataclass(frozen=True, slots=True)
class Drop:
    """Visible words that are not in the tree, and the rule that left them out."""

    rule: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The proof that nothing was lost: `words` = `placed` + words of `drops`.

    `shortfall` says what does not add up; empty means complete. `review` lists reasons why a
    person should look (two engines that disagree on a page, an unmapped glyph).
    """

    words: int
    placed: int
    dropped: int
    drops: tuple[Drop, ...] = ()
    shortfall: str = ""
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackedChange:
    """One tracked change as its program recorded it: the words, who made it and when (both may be empty).

    `moved` says that the words went to or came from another place.
    """

    kind: Literal["struck", "inserted"]
    text: str
    author: str = ""
    date: str = ""
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Repair:
    """A defect of the source that was read around, and how.

    `missing` are all the labels that a gap leaves out, of which `detail` names the first; no JSON has them.
    """

    kind: str
    at: str
    detail: str
    missing: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Witness:
    """A place where a document states its own structure, held against the tree.

    `agrees` counts the entries that the tree has as they say, `differs` those that it has not.
    """

    kind: WitnessKind
    agrees: int
    differs: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where a witness and the tree do not agree. `at` is a label, or words where there is none."""

    kind: DoubtKind
    at: str
    detail: str

    @property
    def of_labels(self) -> bool:
        """Whether the doubt is about a label or a parent: such a tree falls short like one that lost words."""
        return self.kind in _OF_LABELS


@dataclass(frozen=True, slots=True)
class Structure:
    """The proof of a tree's structure: every witness there is, and what they and the tree disagree on."""

    witnesses: tuple[Witness, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Projection:
    """A start that is computed and not stated: the first day, the last it can be (None where open), and the rule."""

    start: date
    end: date | None
    rule: str


@dataclass(frozen=True, slots=True)
class Commencement:
    """From when until when a document is in force by its own words; `rule` says how that was read."""

    start: date | None = None
    until: date | None = None
    projected: Projection | None = None
    text: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """When a document says that it was issued and is in force. What it means today is decided when it is shown."""

    issued: date | None = None
    in_force: Commencement = Commencement()


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed; `group` is the heading the name stands under."""

    name: str
    role: str | None = None
    organisation: str | None = None
    kind: Literal["organisation", "person"] = "organisation"
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Something a statement calls for, in its words; `whom` it asks, as printed, else to whom the statement is.

    Below a call that leads to a list, `text` is the call, a line break, and the item.
    """

    num: str | None
    heading: str | None
    text: str
    whom: str | None = None
    form: Literal["numbered", "headed", "listed", "prose"] = "prose"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who says what to whom."""

    type: Literal["joint statement", "open letter", "government statement", "guidance"]
    issuer: str | None = None
    addressee: str | None = None
    signatories: tuple[Signatory, ...] = ()
    asks: tuple[Ask, ...] = ()


@dataclass(frozen=True, slots=True)
class Reserved:
    """A number left unused on purpose, with the words that say why."""

    label: str
    reason: str

    @property
    def key(self) -> str:
        """Its label as labels are compared."""
        return label_key(self.label)


@dataclass(frozen=True, slots=True)
class Expression:
    """One text of a work: what a parser makes of one snapshot, or what keeling derives.

    `kind` is None where the structure does not tell; `status` likewise. `organisations` are those for which a
    platform of many publishers says that it has the page.
    """

    title: str
    kind: WorkKind | None
    provisions: tuple[Provision, ...]
    work: str | None = None
    status: Status | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    dates: tuple[DatedEvent, ...] = ()
    effects: tuple[Effect, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    statement: Statement | None = None
    references: tuple[Reference, ...] = ()
    coverage: Coverage = Coverage(0, 0, 0)
    repairs: tuple[Repair, ...] = ()
    reserved: tuple[Reserved, ...] = ()
    snapshot: str | None = None
    version: str | None = None
    format: str = ""
    structure: Structure = Structure()
    time: Time = Time()
    tracked: tuple[TrackedChange, ...] = ()
    organisations: tuple[str, ...] = ()

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """Why this expression is not whole: words or an instruction missing, a doubt about a label or a parent.

        What stands here makes the exit status 1, whichever command shows it.
        """
        missed = (f"instruction {passage.at} is not understood" for passage in self.amending.not_understood)
        return (*self.misread, *missed)

    @property
    def misread(self) -> tuple[str, ...]:
        """What of the text may be read wrongly: words that are missing, doubts about labels and parents."""
        words = (self.coverage.shortfall,) if self.coverage.shortfall else ()
        return (*words, *(f"{doubt.at}: {doubt.detail}" for doubt in self.structure.doubts if doubt.of_labels))

    @property
    def amending(self) -> Amending:
        """How many passages amend, how many were read, and what may be a passage that was not seen."""
        unplaced = (Passage(d.at, d.detail, d.detail) for d in self.structure.doubts if d.kind == "instruction")
        return replace(amending(self.effects), unplaced=tuple(unplaced))

    def dated(self, *types: str) -> date | None:
        """The first known date of these types, in the order given."""
        found = ((event.date for event in self.dates if event.type == wanted and event.date) for wanted in types)
        return next((day for days in found for day in days), None)

    @property
    def begins(self) -> date | None:
        """The first day on which it holds: that of coming into force where it states one, else of issue."""
        return self.time.in_force.start or self.dated("in_force", "issued", "published")


_DRAFTED = re.compile(r"\b(?:draft|drafts|proposed|proposals?|consultation|consulting)\b", re.IGNORECASE)


def is_draft(status: str | None, title: str) -> bool:
    """Whether a document is a draft: by its status, and where it has none, by its title. Nothing else is called one."""
    return status in ("consultation", "laid") or (status is None and _DRAFTED.search(title) is not None)


LETTERED = r"[A-Z]{1,2}\d{1,3}[A-Z]?"
"""The number of a measure in a subsection with a letter, `C11`: a pattern, and that of a scheme which names none."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a code numbers its measures: `prefix` `PCU`, `pattern` a regular expression for `C11`.

    A paragraph is the measure's number, a full stop and a figure, perhaps with a letter. `joint` is
    what labels have between prefix and number: a space, or nothing where the document prints none.
    """

    prefix: str
    pattern: str = LETTERED
    joint: str = " "


@dataclass(frozen=True, slots=True)
class CataloguedVersion:
    """A version the catalogue knows of: its own date, its status and where it is published."""

    date: str
    status: Status
    urls: tuple[str, ...] = ()
    note: str = ""


SECTION_43 = "online-safety-act-section-43"
"""Drafts lie before Parliament for 40 days, and start 21 days after they are issued (Online Safety Act 2023)."""


@dataclass(frozen=True, slots=True)
class Work:
    """A catalogued document. `amends` names the works an instrument amends.

    `procedure` is the one by which its drafts pass, where the catalogue says that of it or of its publisher
    (`SECTION_43`): what no document says of a start is projected by that procedure's rules only.
    """

    id: str
    kind: WorkKind
    title: str
    publisher: str = ""
    aliases: tuple[str, ...] = ()
    scheme: Scheme | None = None
    amends: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    versions: tuple[CataloguedVersion, ...] = ()
    minimum_measures: int = 0
    must_contain: tuple[str, ...] = ()
    licence: str = ""
    series: str = ""
    procedure: str = ""

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """The identifiers as (scheme, value): `isbn`, `e_number`."""
        return tuple(("e_number" if value.startswith("E") else "isbn", value) for value in self.identifiers)
