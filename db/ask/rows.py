"""What a question to the database gives: frozen rows with the columns of `db.schema`, and what pages say of them."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

from db.ask.words import day_words, path, status_words

if TYPE_CHECKING:  # a cold `keeling show` loads no more than it needs
    from corpus.work import Status, WorkKind

T = TypeVar("T")


def all_of(kind: Callable[..., T], cursor: sqlite3.Cursor) -> list[T]:
    """The rows of a query as values of a class; other columns of the query are left aside."""
    names = [column[0] for column in cursor.description]
    places = [names.index(field.name) for field in fields(kind)]  # type: ignore[arg-type]
    return [kind(*(row[place] for place in places)) for row in cursor]


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
    doubts: str
    content_hash: str
    work_title: str
    work_kind: str
    prefix: str | None
    amends: str | None
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

    @property
    def derived(self) -> bool:
        """Whether keeling computed it."""
        return self.status == "derived"
