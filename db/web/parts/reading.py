"""A provision in a version, read once for its page and for every other form of it."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from db.ask import citing, provisions, query
from db.ask.provisions import History
from db.ask.query import Node, Row, Text
from db.ask.rows import ProvisionRow, VersionRow
from db.ask.status_line import StatusLine, page_line
from db.ask.words import path
from db.web.parts.answer import Ask, Redirect
from db.web.parts.find import as_at, find_provision, find_version, find_work, part


@dataclass(frozen=True)
class Reading:
    """The provision `row`; what more is known of it is asked for when it is wanted.

    `told` are the histories of its work, by provision, and `text` its version, where others are asked for with it; else
    it asks for its own.
    """

    connection: sqlite3.Connection
    ask: Ask
    work: Row
    version: VersionRow
    row: ProvisionRow
    told: Mapping[str, History] | None = None
    text: Text | None = None

    @cached_property
    def node(self) -> Node:
        """The provision with everything below it."""
        if self.text:
            return self.text.nodes[self.row.position]
        return query.tree(self.connection, self.version.id, self.row.position, self.row.last)[0]

    @cached_property
    def within(self) -> list[ProvisionRow]:
        """What the provision stands in, outermost first."""
        return self.text.ancestors(self.row) if self.text else query.ancestors(self.connection, self.row.id)

    def siblings(self) -> dict[str, Row | None]:
        """The provisions of the same kind before and after: measures of the whole code, others beside each other."""
        row = self.row
        if self.text:
            near = {"before": self.text.before.get(row.position), "after": self.text.after.get(row.position)}
            return {name: {"label": each.label, "path": each.path} if each else None for name, each in near.items()}
        place = (self.connection, row.version_id, row.kind, row.position)
        parent = None if row.kind == "measure" else row.parent
        found = {"before": provisions.before(*place, parent), "after": provisions.after(*place, parent)}
        return {
            name: {"label": each["label"], "path": path(row.version_id, each["slug"])} if each else None
            for name, each in found.items()
        }

    @cached_property
    def events(self) -> History:
        """The provision in every version, oldest first."""
        if self.told is None:
            return History(query.history(self.connection, self.row.id))
        return self.told.get(self.row.id) or History()

    @property
    def past(self) -> History:
        """The history that its page tells: of a text that was replaced, up to that text."""
        return self.events.upto(self.version.position) if self.status.replaced else self.events

    @property
    def history_path(self) -> str:
        """Where the whole history is told, whatever is published later."""
        return f"/{self.version.work_id}/history/{self.row.slug}"

    @cached_property
    def day(self) -> str:
        """The day the page is asked for."""
        return as_at(self.ask)

    @cached_property
    def status(self) -> StatusLine:
        """The status line of the provision on that day."""
        return page_line(self.connection, self.version, self.row, self.events, self.day)

    @cached_property
    def content(self) -> str:
        """SHA-256 of the wording."""
        return provisions.content_hash(self.node)

    @cached_property
    def citation(self) -> citing.Citation:
        """The citation; its permalink is empty on a site that only this machine can reach."""
        address = f"{self.ask.public}{self.row.path}" if self.ask.public else ""
        return citing.cited(self.connection, self.row, self.version, address, self.content)

    @cached_property
    def cites(self) -> dict[str, str]:
        """The citation in every form."""
        return {name: self.citation.form(name) for name in citing.FORMS}


def read(
    connection: sqlite3.Connection, ask: Ask, told: Mapping[str, History] | None = None, *, whole: bool = False
) -> Reading | Redirect:
    """The provision that an address names, or where the one that had its number has gone.

    `whole` says that others of the same text will be read next.
    """
    work = find_work(connection, part(ask, "work"))
    version = find_version(connection, work, part(ask, "version"))
    text = query.whole(connection, version.id) if whole else None
    known = text.slugs.get(part(ask, "slug")) if text else None
    found = known or find_provision(connection, version, part(ask, "slug"))
    if isinstance(found, Redirect):
        return found
    return Reading(connection, ask, work, version, found, told, text)
