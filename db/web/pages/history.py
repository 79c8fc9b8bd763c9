"""Pages at addresses that stay: what became of a number in every text, and the text in force today.

The page of a text that was replaced says only what stays true of it, and leads here for everything that moves on.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.ask import dated, provisions, query, works
from db.ask.provisions import History
from db.ask.query import Row
from db.ask.rows import EventRow, VersionRow
from db.ask.status_line import IN_FORCE
from db.ask.touched import asking_for
from db.ask.words import label_words, path
from db.web.pages.exports import history_json
from db.web.pages.notes import on_provision
from db.web.pages.provision import Step, mentioned, steps
from db.web.parts.answer import Answer, Ask, Missing, Page, Redirect, as_json, encoded
from db.web.parts.find import as_at, find_work, part


@dataclass(frozen=True, slots=True)
class Thread:
    """One of the provisions that had a number: its `history`, how it `stands` in the text that counts, and what it is
    in the newest text that has it (`last`).
    """

    history: History
    last: EventRow
    stands: EventRow | None

    @property
    def now(self) -> EventRow:
        """It in the text that counts, or where it stood last."""
        return self.stands or self.last


@dataclass(frozen=True, slots=True)
class Reading:
    """The provisions that had a number in some text of a work, and how each stands in the text that counts on a day."""

    work: Row
    slug: str
    label: str
    threads: tuple[Thread, ...]

    @property
    def today(self) -> str:
        """The address that leads to the number in the text of today, whichever that is."""
        return path(f"{self.work['id']}@{IN_FORCE}", self.slug)

    @property
    def stands(self) -> bool:
        """Whether any of them stands in the text that counts."""
        return any(thread.stands for thread in self.threads)

    @property
    def target(self) -> str:
        """Where the number leads in the text that counts; to its history where it does not stand there, or where it
        was that of different provisions.
        """
        only = self.threads[0].stands if len(self.threads) == 1 else None
        return only.path if only else f"/{self.work['id']}/history/{self.slug}"


Known = Mapping[str, Sequence[History]]
"""The histories of a work by the numbers in them (`by_number`)."""


def history(connection: sqlite3.Connection, ask: Ask, known: Known | None = None) -> Answer:
    """The provisions that had a number, each through all texts to today; as a page or as JSON."""
    found = read(connection, ask, known)
    return data(connection, found) if part(ask, "format") else shown(connection, found)


def today(connection: sqlite3.Connection, ask: Ask, known: Known | None = None) -> Answer:
    """To the text in force today, or to a provision in it."""
    if part(ask, "slug"):
        return Redirect(read(connection, ask, known).target)
    work = find_work(connection, part(ask, "work"))
    current = dated.standing(connection, work["id"], as_at(ask))
    return Redirect(current.path if current else f"/{work['id']}")


def read(connection: sqlite3.Connection, ask: Ask, known: Known | None = None) -> Reading:
    """The provisions that an address names; `known` where the histories of its work were read already.

    Raises Missing where no text of the work has the number.
    """
    work, slug = find_work(connection, part(ask, "work")), part(ask, "slug")
    found = known.get(slug, ()) if known is not None else _histories(connection, work["id"], slug)
    if not found and slug != slug.lower():
        return read(connection, _named(ask, slug.lower()), known)
    if not found:
        raise Missing(
            f"No text of “{work['title']}” has a provision “{slug[:60]}”.", [(f"/{work['id']}", work["title"])]
        )
    current = dated.standing(connection, work["id"], as_at(ask))
    threads = sorted((_thread(each, current) for each in found), key=lambda thread: thread.stands is None)
    label = next(event.label for event in reversed(threads[0].history) if event.slug == slug)
    return Reading(work, slug, label_words(label) or "this text", tuple(threads))


def _named(ask: Ask, slug: str) -> Ask:
    return Ask({**ask.parts, "slug": slug}, ask.query, ask.origin, ask.path)


def _histories(connection: sqlite3.Connection, work: str, slug: str) -> list[History]:
    """The history of each provision that has a number in some text of a work."""
    own = provisions.one_of_each(connection, work, slug)
    return [History(query.history(connection, each)) for each in own]


def _thread(found: History, current: VersionRow | None) -> Thread:
    published = [event for event in found if not event.derived] or found
    stands = next((event for event in found if current and event.version_id == current.id), None)
    return Thread(found, published[-1], stands)


def shown(connection: sqlite3.Connection, found: Reading) -> Page:
    """The page. It names no text that left the words as they were, so that it is the same until one changes them."""
    return Page(
        "history.html",
        {
            "work": found.work,
            "label": found.label,
            "status": None,
            "several": len(found.threads) > 1,
            "in_force": path(f"{found.work['id']}@{IN_FORCE}"),
            "threads": [_shown(connection, found, thread) for thread in found.threads],
            "data": f"/{found.work['id']}/history/{found.slug}.json",
            "feed": f"/feeds/{found.work['id']}/{found.slug}.atom",
        },
    )


def _shown(connection: sqlite3.Connection, found: Reading, thread: Thread) -> dict[str, Any]:
    only = found.today if len(found.threads) == 1 else ""
    told: list[Step] = steps(thread.history.changed, "", thread.history.entries, everything=True)
    return {
        "now": thread.now,
        "stands": (only or thread.stands.path) if thread.stands else "",
        "title": " ".join(filter(None, (label_words(thread.now.label) or "This text", thread.now.heading))),
        "history": told,
        "mentioned": mentioned(connection, thread.now.id),
        "asked_by": asking_for(connection, thread.now.id),
        "notes_on": on_provision(connection, thread.now),
    }


def data(connection: sqlite3.Connection, found: Reading) -> Answer:
    """The same as JSON."""
    return as_json(
        {"work": found.work["id"], "label": found.label, "unofficial": True, "ledger": works.head(connection)}
        | {"in_force": found.today if found.stands else None}
        | {"histories": encoded([history_json(thread.history.changed, thread.history) for thread in found.threads])}
    )
