"""Pages at addresses that stay: what became of a number in every text, and the text in force today.

The page of a text that was replaced says only what stays true of it, and leads here for everything that moves on.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.ask import dated, provisions, query, works
from db.ask.in_force import Now
from db.ask.provisions import History
from db.ask.query import Row
from db.ask.rows import EventRow, VersionRow
from db.ask.status_line import StatusLine, named
from db.ask.touched import asking_for
from db.ask.words import label_words
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
    """The provisions that had a number in some text of a work, and the text of it that counts on a day."""

    work: Row
    slug: str
    label: str
    current: VersionRow | None
    now: Now | None
    threads: tuple[Thread, ...]

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
    return data(connection, found) if part(ask, "format") else shown(connection, found, as_at(ask))


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
    now = dated.now(connection, current, as_at(ask)) if current else None
    return Reading(work, slug, label_words(label) or "this text", current, now, tuple(threads))


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


def shown(connection: sqlite3.Connection, found: Reading, day: str) -> Page:
    """The page."""
    return Page(
        "history.html",
        {
            "work": found.work,
            "label": found.label,
            "current": found.current,
            "current_words": named(found.current, day) if found.current else "",
            "status": StatusLine(found.now) if found.now else None,
            "threads": [_shown(connection, thread) for thread in found.threads],
            "data": f"/{found.work['id']}/history/{found.slug}.json",
            "feed": f"/feeds/{found.work['id']}/{found.slug}.atom",
        },
    )


def _shown(connection: sqlite3.Connection, thread: Thread) -> dict[str, Any]:
    told: list[Step] = steps(thread.history, "", everything=True)
    return {
        "now": thread.now,
        "stands": thread.stands is not None,
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
        | {"in_force": next((each.stands.id for each in found.threads if each.stands), None)}
        | {"histories": encoded([history_json(thread.history.told(""), thread.history) for thread in found.threads])}
    )
