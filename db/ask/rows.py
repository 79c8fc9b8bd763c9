"""What a question to the database gives: frozen rows with the columns of `db.schema`, and what pages say of them."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, get_origin

from corpus.verdict import BEYOND, MANNERS
from db.ask.words import UNDATED, day_words, label_words, path, status_words

if TYPE_CHECKING:  # a cold `keeling show` loads no more than it needs
    from corpus.change import Labels
    from corpus.provision import Kind
    from corpus.work import Status, WorkKind

T = TypeVar("T")


def all_of(kind: Callable[..., T], cursor: sqlite3.Cursor) -> list[T]:
    """The rows of a query as values of a class; other columns of the query are left aside.

    A field that is a tuple has its column as JSON; one with a default need not be a column.
    """
    places, made = _reading(kind, tuple(column[0] for column in cursor.description))
    return [made([row[place] for place in places]) for row in cursor]


@lru_cache(maxsize=256)
def _reading(kind: Callable[..., T], columns: tuple[str, ...]) -> tuple[list[int], Callable[[list[Any]], T]]:
    """The places of the columns that a class has, and what makes a value of them: the same for every such query."""
    known: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]
    wanted = [field for field in known if field.name in columns or field.default is MISSING]
    return [columns.index(field.name) for field in wanted], _maker(kind, known, wanted)


def _maker(
    kind: Callable[..., T], known: Sequence[Field[Any]], given: Sequence[Field[Any]]
) -> Callable[[list[Any]], T]:
    """What makes a value of the columns that are given, in the order of their fields."""
    lists = [n for n, field in enumerate(given) if get_origin(field.type) is tuple]
    names = None if list(known[: len(given)]) == list(given) else [field.name for field in given]

    def made(values: list[Any]) -> T:
        for place in lists:
            values[place] = listed(values[place]) if values[place] else ()
        return kind(*values) if names is None else kind(**dict(zip(names, values, strict=True)))

    return made


@lru_cache(maxsize=4096)
def listed(column: str | None) -> tuple[Any, ...]:
    """A list that a column holds as JSON; nothing where the column is empty."""
    return tuple([tuple(each) if isinstance(each, list) else each for each in json.loads(column)]) if column else ()


def one_or_several(labels: tuple[str, ...]) -> "Labels | list[str]":
    """Labels as `diff --json` gives them: one alone, several as a list, null for none."""
    return list(labels) if len(labels) > 1 else next(iter(labels), None)


def row_of(kind: Callable[..., T], row: Mapping[str, Any]) -> T:
    """A row that is not stored, as `db.build` makes it, as a value of a class."""
    known: tuple[Field[Any], ...] = fields(kind)  # type: ignore[arg-type]
    given = [field for field in known if field.name in row]
    return _maker(kind, known, given)([row[field.name] for field in given])


@dataclass(frozen=True, slots=True)
class SpanRow:
    """What of a row of `versions` says when it is in force."""

    id: str
    date: str
    status: "Status | None"
    position: int
    in_force_from: str | None
    in_force_until: str | None
    work_kind: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A row of `versions` with what its work says (`work_title` to `amends`)."""

    id: str
    work_id: str
    date: str
    first_seen: str
    status: "Status | None"
    issued: str | None
    in_force_from: str | None
    in_force_text: str | None
    in_force_rule: str | None
    in_force_until: str | None
    until_rule: str | None
    projected_from: str | None
    projected_to: str | None
    projected_rule: str | None
    unsettled_from: str | None
    followed_by: str | None
    conflict: str | None
    kind: "WorkKind | None"
    title: str
    label: str
    position: int
    previous_id: str | None
    snapshot: str | None
    format: str | None
    url: str | None
    note: str | None
    silent_edit: int
    place: int
    provisions: int
    measures: int
    words: int
    placed: int
    dropped: int
    shortfall: str
    review: str
    doubts: tuple[tuple[str, str, str], ...]
    calls_itself: str | None
    content_hash: str
    work_title: str
    work_kind: str
    prefix: str | None
    amends: tuple[str, ...]
    licence: str | None
    illustrative: int

    @property
    def path(self) -> str:
        """Its permanent address."""
        return path(self.id)

    @property
    def stack(self) -> str:
        """The part of its id behind the work."""
        return self.id.partition("@")[2]

    @property
    def day(self) -> str:
        """Its date in words."""
        return day_words(self.date)

    @property
    def status_words(self) -> str:
        """Its status as people say it."""
        return status_words(self.status)

    @property
    def web(self) -> str:
        """The address of its source on the web; empty for a local file and a computed text."""
        return self.url if self.url and self.url.startswith("http") else ""

    def told(self, *, of_renditions: bool) -> list[tuple[str, str]]:
        """Where its structure is in doubt, or what other renditions of it say otherwise: place and sentence of each."""
        return [(at, said) for kind, at, said in self.doubts if (kind == "rendition") is of_renditions]

    @property
    def derived(self) -> bool:
        """Whether keeling computed it."""
        return self.status == "derived"


@dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A row of `provisions` with its words: `position` and `last` are places, own and of the last below it, `parent`
    and `measure` of what it stands in; `marks` offset, number, form of notes; `above` the cell that spans an empty one.
    """

    id: str
    version_id: str
    parent: int | None
    position: int
    last: int
    depth: int
    kind: "Kind"
    label: str | None
    slug: str
    num: str | None
    printed: str
    measure: int | None
    effect_id: str | None
    start: int | None
    end: int | None
    page: int | None
    marks: tuple[tuple[int, str, str], ...]
    above: str | None
    heading: str
    text: str

    @property
    def path(self) -> str:
        """Its permanent address."""
        return path(self.version_id, self.slug)

    @property
    def words(self) -> str:
        """Number, heading and words in one line."""
        return " ".join(part for part in (self.printed, self.heading, self.text) if part)


@dataclass(frozen=True, slots=True)
class LabelledRow(ProvisionRow):
    """A provision with what says which of several texts counts most."""

    work_id: str = ""
    date: str = ""
    status: "Status | None" = None
    version_position: int = 0
    catalogued: int = 0


@dataclass(frozen=True, slots=True)
class Along:
    """The labels, before and after, of a provision that only goes along with a change."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of `changes`: one provision that differs between two versions, with `edits` as in `diff --json`.

    `before` and `after` are its labels, none where it is new or gone; `cells` those of a changed row. `by_version` is
    the text of the instrument that declares it, `by_day` its day, `beyond` 1 where words changed it does not order,
    `along` what goes along, where that was asked for.
    """

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    heading: str | None
    measure: str | None
    edits: tuple[tuple[int, str], ...]
    by_work: str | None = None
    by_instruction: str | None = None
    by_version: str | None = None
    by_day: str | None = None
    beyond: int = 0
    id: str = ""
    comparison_id: str = ""
    position: int = 0
    similarity: float | None = None
    words_added: int = 0
    words_removed: int = 0
    coarse: int = 0
    cells: tuple[str, ...] = ()
    cell_column: str | None = None
    along: tuple[Along, ...] = ()
    role: str = "itself"

    @property
    def labels(self) -> tuple[str, ...]:
        """Its labels after the change, or before where it is gone."""
        return self.after or self.before

    @property
    def verdict(self) -> str:
        """What happened in a word: `reworded`."""
        return MANNERS[self.kind].word

    @property
    def verdict_words(self) -> str:
        """What happened as a phrase: `added`, `renumbered along with PCU F4 from PCU F3`."""
        old = f" from {'; '.join(self.before)}" if self.before and self.before != self.after else ""
        return self.verdict + f" along with {'; '.join(self.after)}" * bool(old and self.role == "along") + old

    @property
    def explained_by(self) -> str | None:
        """The instruction that declares it, by the instrument's id: `pcu-amendments-2026-06 2.3`."""
        return f"{self.by_work} {self.by_instruction}" if self.by_work else None

    @property
    def words(self) -> str:
        """The change as a phrase with what declares it: `added by pcu-amendments-2026-06 2.3`."""
        return self.verdict_words + (f" by {self.explained_by}{BEYOND * self.beyond}" if self.by_work else "")

    @property
    def by_words(self) -> str:
        """The instruction that declares it: `2.3 of the instrument of 18 June 2026`, or as much as is known."""
        dated = self.by_day not in (None, "", UNDATED)
        named = f"the instrument of {day_words(self.by_day or '')}" if dated else self.by_work
        return f"{self.by_instruction} of {named}{BEYOND * self.beyond}" if self.by_work else ""

    @property
    def by_path(self) -> str:
        """The address of the instruction that declares it, in its instrument; empty where none does."""
        where = path(self.by_version) if self.by_version else f"/{self.by_work}"
        return f"{where}#i-{self.by_instruction}" if self.by_work else ""


@dataclass(frozen=True, slots=True)
class OwnChange(ChangeRow):
    """A change as it concerns one provision: `role` is itself or along; `within` what it went along with."""

    before_id: str = ""
    after_id: str = ""
    within: tuple[str, ...] = ()

    @property
    def happened(self) -> str:
        """What happened in words; with what a provision stands in, where it went along with it."""
        return f"{self.verdict} with {'; '.join(map(label_words, self.within))}" if self.within else self.verdict_words


@dataclass(frozen=True, slots=True)
class EventRow:
    """A provision in one version, with the changes that led to it; `computed` is the version that foretold them."""

    id: str
    label: str | None
    slug: str
    version_id: str
    position: int
    last: int
    effect_id: str | None
    work_id: str
    date: str
    version_label: str
    status: "Status | None"
    version_position: int
    previous_id: str | None
    in_force_from: str | None
    heading: str
    text: str
    changes: tuple[OwnChange, ...] = ()
    computed: str = ""

    @property
    def derived(self) -> bool:
        """Whether keeling computed the version."""
        return self.status == "derived"

    @property
    def path(self) -> str:
        """Its permanent address."""
        return path(self.version_id, self.slug)

    @property
    def status_words(self) -> str:
        """The status of the version as people say it."""
        return status_words(self.status)


@dataclass(frozen=True, slots=True)
class ConsolidationRow:
    """A row of `consolidations`: how a version was computed, from its base with its instruments in order."""

    version_id: str
    base_id: str
    instruments: tuple[str, ...]
    applied: int
    not_applied: int
    marks: str | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """A row of `instruction_outcomes`: what became of one instruction in a computed version, named `derived_label`."""

    id: str
    consolidation_id: str
    instrument_id: str
    position: int
    num: str
    state: str
    reason: str | None
    nodes: tuple[str, ...]
    derived_label: str = ""


@dataclass(frozen=True, slots=True)
class EffectRow:
    """A row of `effects`: one thing that an instruction of an instrument declares."""

    id: str
    version_id: str
    position: int
    instruction: str
    type: str
    work_id: str | None
    label: str | None
    place: str | None
    anchor: str | None
    old_text: str | None
    new_text: str | None
    anchor_text: str | None
    new_label: str | None
    occurrences: str | None
    occurrence: int | None
    until_end: int
    until_text: str | None
    part: str | None
    residue: str
    text: str
