"""The passage of an instrument through Parliament, from the dates its versions state (`diffs.explain.timeline`)."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from corpus.errors import NothingFound
from corpus.work import SECTION_43, Commencement, DatedEvent, Expression, Projection, Time
from db.ask import query
from db.ask.rows import VersionRow
from db.ask.words import day_words
from diffs.explain.timeline import AT_THE_END, TITLES, Calendar, Event, EventType, line, to_json
from diffs.explain.timeline import timeline as events_of


@dataclass(frozen=True, slots=True)
class Passage:
    """The steps of one work, known, projected or open."""

    work: str
    title: str
    events: tuple[Event, ...]

    def text(self) -> str:
        """A line for each step."""
        return "\n".join([self.title, *(line(event) for event in self.events)])

    def to_json(self) -> dict[str, Any]:
        """The same as data."""
        return {"work": self.work, "title": self.title, "events": [to_json(event) for event in self.events]}


def timeline(work: str, data: Path, calendar: Calendar | None = None) -> Passage:
    """The steps of a work by its id, or by that of one of its versions; raises NothingFound."""
    connection = query.connect(data / "keeling.db")
    try:
        name = work.partition("@")[0]
        found = query.work(connection, name)
        if found is None:
            known = ", ".join(row["id"] for row in query.rows(connection, "select id from works order by id"))
            raise NothingFound(f"there is no work {name!r}; there is {known or 'none yet: run `keeling build`'}")
        return Passage(name, found["title"], events(connection, name, calendar))
    finally:
        connection.close()


def events(connection: sqlite3.Connection, work: str, calendar: Calendar | None = None) -> tuple[Event, ...]:
    """The steps of a work, from the dates of all its published versions and, where given, the sitting calendar."""
    versions = [row for row in query.versions(connection, work) if row.status != "derived"]
    outlines = [_outline(connection, row) for row in versions]
    shown = query.inclusion(connection, work)
    section_43 = (query.work(connection, work) or {}).get("procedure") == SECTION_43
    if shown is None:
        return events_of(outlines, calendar, section_43=section_43)
    said = f"stated by {shown['published_id']}, which includes this instrument"
    known = [DatedEvent(kind, date.fromisoformat(shown[kind]), said) for kind in ("issued", "in_force") if shown[kind]]
    found = events_of([*outlines, replace(outlines[-1], dates=tuple(known))], calendar, section_43=section_43)
    return tuple(event for event in found if event.state == "known" or event.type == "laid")


def clock(found: tuple[Event, ...]) -> list[tuple[str, str]]:
    """Steps and their days in few words; what is projected says so; a step with two days is one line."""
    return [(TITLES[kind], _conflict(same) or ", ".join(map(_days, same))) for kind, same in _by_step(found)]


def said(found: tuple[Event, ...]) -> list[query.Row]:
    """Each step with its days in words, the source's words or the rule, and whether it is known."""
    return [
        {
            "title": TITLES[kind],
            "days": _conflict(same) or ", ".join(map(_days, same)),
            "why": "; ".join(filter(None, (event.rule or (event.text if event.first else "") for event in same))),
            "state": same[0].state,
        }
        for kind, same in _by_step(found)
    ]


def _by_step(found: tuple[Event, ...]) -> list[tuple[EventType, list[Event]]]:
    return [(kind, list(same)) for kind, same in groupby(found, key=lambda event: event.type)]


def _conflict(same: Sequence[Event]) -> str:
    """One sentence where the documents give several days for one step, each with its words."""
    known = [event for event in same if event.state == "known" and event.first]
    if len(known) < 2:
        return ""
    days = [f"{_days(event)} (“{event.text}”)" for event in known]
    return f"the documents disagree: {' or '.join(days)}"


def _days(event: Event) -> str:
    if event.first is None:
        return event.text or "not known"
    if event.state == "known":
        return day_words(event.first.isoformat())
    first, last = day_words(event.first.isoformat()), day_words(event.last.isoformat()) if event.last else ""
    span = first if last == first else f"{first} to {last}" if last else f"{first} or later"
    return f"projected: {span}"


def _outline(connection: sqlite3.Connection, row: VersionRow) -> Expression:
    """A version without its text: what `diffs.explain.timeline` needs."""
    stated = query.rows(connection, "select type, date, text from dates where version_id = :v order by rowid", v=row.id)
    dates = tuple(
        DatedEvent(event["type"], date.fromisoformat(event["date"]) if event["date"] else None, event["text"])
        for event in stated
    )
    starts = Commencement(projected=_own(row))
    title, status = row.title, row.status
    return Expression(
        title, None, (), work=row.work_id, version=row.id, status=status, dates=dates, time=Time(in_force=starts)
    )


def _own(row: VersionRow) -> Projection | None:
    """The start that a version's own words count to, by no rule of the Act's."""
    if not row.projected_from or not row.projected_rule or row.projected_rule == AT_THE_END:
        return None
    last = date.fromisoformat(row.projected_to) if row.projected_to else None
    return Projection(date.fromisoformat(row.projected_from), last, row.projected_rule)
