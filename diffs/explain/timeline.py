"""The passage of a draft through Parliament: what is known, what is not, and what the Act's rules project.

Section 43 of the Online Safety Act 2023: Ofcom submits a draft to the Secretary of State, who lays
it before Parliament; unless either House resolves within 40 days not to approve it, Ofcom issues
it, and it comes into force at the end of 21 days beginning with the day of issue. The 40 days
begin with the day of laying (the later day where the Houses differ) and leave out every period
in which Parliament is dissolved or prorogued or both Houses are adjourned for more than four days.

Dates in a source are claims and are kept with its words; everything else is marked `projected`
and says on which assumption. Nothing here looks at the clock.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.errors import UsageError
from corpus.work import DatedEvent, Expression

EventType = Literal["submitted", "laid", "forty_days", "approved", "issued", "in_force", "withdrawn"]
State = Literal["known", "projected", "unknown"]
BreakKind = Literal["adjournment", "prorogation", "dissolution"]

FORTY, TWENTY_ONE = 40, 21
AT_THE_END = "at the end of 21 days beginning with the day of issue"
"""The rule of section 43; an instrument that counts otherwise says by another when it starts."""
_OF_SECTION_43 = re.compile(r"\b(?:21|twenty[- ]one) days\b", re.IGNORECASE)
ALLOWANCE = 75
"""Days that are not counted, at most, when no sitting calendar is given: about the summer and the
conference recess together with a weekend on either side."""

TITLES: dict[EventType, str] = {
    "submitted": "Submitted to the Secretary of State",
    "laid": "Laid before Parliament",
    "forty_days": "End of the 40-day period",
    "approved": "Not disapproved by either House",
    "issued": "Issued",
    "in_force": "In force",
    "withdrawn": "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Break:
    """Days on which neither House sits, first and last included."""

    kind: BreakKind
    first: date
    last: date
    source: str = ""

    @property
    def counts(self) -> bool:
        """Whether the Act leaves these days out: an adjournment only when it is longer than four days."""
        return self.kind != "adjournment" or (self.last - self.first).days + 1 > 4


@dataclass(frozen=True, slots=True)
class Calendar:
    """The breaks somebody has entered; `until` is the last day for which they are complete."""

    breaks: tuple[Break, ...]
    until: date


@dataclass(frozen=True, slots=True)
class Event:
    """One step. `first` and `last` are the same day when it is known; `last` is None where nothing
    bounds it. `text` are the source's words, `rule` the rule and the assumption of a projection.
    """

    type: EventType
    state: State
    first: date | None = None
    last: date | None = None
    text: str = ""
    rule: str = ""


def load_calendar(path: Path) -> Calendar:
    """The sitting calendar in a TOML file; raises UsageError when it cannot be read or meant."""
    try:
        return parse_calendar(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the sitting calendar {path} cannot be read: {error}") from None


def parse_calendar(text: str, name: str = "calendar.toml") -> Calendar:
    """`until = 2026-12-31` and `[[break]]` tables with kind, first, last and source.

    Raises UsageError for anything that cannot be meant.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{name} is not TOML: {error}") from None
    if set(data) - {"until", "break"} or not isinstance(data.get("until"), date):
        raise UsageError(f"{name} needs `until = 2026-12-31` and [[break]] tables, and has {', '.join(sorted(data))}")
    breaks = tuple(_break(table, f"{name}, break {n}") for n, table in enumerate(data.get("break", []), 1))
    return Calendar(tuple(sorted(breaks, key=lambda each: each.first)), data["until"])


def _break(table: dict[str, Any], where: str) -> Break:
    unknown = set(table) - {"kind", "first", "last", "source"}
    if unknown or table.get("kind") not in get_args(BreakKind):
        raise UsageError(
            f"{where}: kind is one of {', '.join(get_args(BreakKind))}; keys are kind, first, last, source"
        )
    first, last = table.get("first"), table.get("last")
    if not isinstance(first, date) or not isinstance(last, date) or last < first:
        raise UsageError(f"{where}: first and last are dates such as 2026-07-22, the last not before the first")
    return Break(table["kind"], first, last, str(table.get("source", "")))


def forty_days(laid: date, calendar: Calendar | None = None) -> tuple[date, date, str]:
    """The last day of the 40-day period: earliest, latest, and the assumption.

    With a calendar that is complete to the end of the period both are the same day.
    """
    if calendar is None:
        first = laid + timedelta(FORTY - 1)
        rule = (
            f"40 days from laying if no day is left out; at most {ALLOWANCE} days left out (no sitting calendar given)"
        )
        return first, first + timedelta(ALLOWANCE), rule
    day, counted = laid, 0
    while True:
        counted += not any(each.counts and each.first <= day <= each.last for each in calendar.breaks)
        if counted == FORTY:
            break
        day += timedelta(1)
    if day <= calendar.until:
        return day, day, "40 days from laying by the sitting calendar"
    rule = f"40 days from laying by the sitting calendar, which is complete to {calendar.until.isoformat()} only"
    return day, day + timedelta(ALLOWANCE), f"{rule}; at most {ALLOWANCE} more days left out"


def in_force(issued: date) -> date:
    """The first day in force: 21 days begin with the day of issue, and it is in force at their end."""
    return issued + timedelta(TWENTY_ONE)


def timeline(
    versions: Sequence[Expression], calendar: Calendar | None = None, *, section_43: bool = True
) -> tuple[Event, ...]:
    """The steps of an instrument from all its versions, the latest first in what it says of a date.

    A step whose date no version gives is projected from the step before it, or unknown. The steps of section 43 are
    not those of an instrument that counts to its start otherwise (`time` of its last version): only its start is.
    Nor are they those of another regulator's instruments: without `section_43` nothing is projected by its rules, but
    for a draft that says itself that it starts 21 days after its issue.
    """
    events = [event for kind in get_args(EventType) for event in _stated(kind, versions)]
    section_43 = section_43 or bool(_OF_SECTION_43.search(_words(events, "in_force")))
    laid = _first(events, "laid") or (_presumed_laid(versions, events) if section_43 else None)
    if laid and laid not in events:
        events.append(laid)
    own = versions[-1].time.in_force.projected if versions else None
    if own and _first(events, "in_force") is None:
        words = _words(events, "in_force")
        events.append(Event("in_force", "projected", own.start, own.end, words, own.rule))
    elif laid and laid.first and section_43:
        events += _projected(laid, events, calendar)
    projected = {event.type for event in events if event.state == "projected"}
    events = [event for event in events if event.state != "unknown" or event.type not in projected]
    order = list(get_args(EventType))
    return tuple(sorted(events, key=lambda event: (order.index(event.type), event.state != "known")))


def _stated(kind: EventType, versions: Sequence[Expression]) -> list[Event]:
    """What the versions say of a step: every date once; the words alone where there is no date."""
    found: list[DatedEvent] = [event for version in reversed(versions) for event in version.dates if event.type == kind]
    dated = {event.date: event for event in reversed(found) if event.date}
    if dated:
        days = [event.date for event in found if event.date]
        return [Event(kind, "known", day, day, dated[day].text) for day in dict.fromkeys(days)]
    return [Event(kind, "unknown", text=found[0].text)] if found else []


def _first(events: Sequence[Event], kind: EventType) -> Event | None:
    return next((event for event in events if event.type == kind and event.state != "unknown"), None)


def _presumed_laid(versions: Sequence[Expression], events: Sequence[Event]) -> Event | None:
    """A draft that was presented to Parliament and does not say when: the day it was published."""
    if not any(version.status == "laid" for version in versions) and not _first(events, "submitted"):
        return None
    published = [version.dated("published") for version in versions]
    day = min((day for day in published if day), default=None)
    rule = "taken to be the day of publication; the document does not give the day of laying"
    return Event("laid", "projected", day, day, rule=rule) if day else None


def _projected(laid: Event, events: Sequence[Event], calendar: Calendar | None) -> list[Event]:
    """The steps after laying that no version dates."""
    assert laid.first is not None
    presumed = f" ({laid.rule})" if laid.rule else ""
    found: list[Event] = []
    issued = _first(events, "issued")
    first, last, rule = forty_days(laid.first, calendar)
    found.append(Event("forty_days", "projected", first, last, rule=rule + presumed))
    if _first(events, "approved") is None:
        rule = "when the 40 days end without a resolution of either House"
        found.append(Event("approved", "projected", first, last, rule=rule))
    if issued is None:
        rule = "after the 40 days; the Act sets no last day for issuing"
        issued = Event("issued", "projected", first + timedelta(1), None, _words(events, "issued"), rule)
        found.append(issued)
    if _first(events, "in_force") is None and issued.first:
        last_day, words = in_force(issued.last) if issued.last else None, _words(events, "in_force")
        found.append(Event("in_force", "projected", in_force(issued.first), last_day, words, AT_THE_END))
    return found


def _words(events: Sequence[Event], kind: EventType) -> str:
    return next((event.text for event in events if event.type == kind), "")


def line(event: Event) -> str:
    """One event in one line, for people."""
    if event.state == "known" and event.first:
        return f"{TITLES[event.type]}: {event.first.isoformat()} ({event.text})"
    if event.state == "unknown" or event.first is None:
        return f"{TITLES[event.type]}: date not known" + (f" ({event.text})" if event.text else "")
    days = event.first.isoformat() if event.last == event.first else f"{event.first.isoformat()} or later"
    if event.last and event.last != event.first:
        days = f"{event.first.isoformat()} to {event.last.isoformat()}"
    return f"{TITLES[event.type]}: projected {days}; {event.rule}"


def to_json(event: Event) -> dict[str, str | None]:
    """One event with its dates as ISO 8601."""
    return {
        "type": event.type,
        "state": event.state,
        "first": event.first.isoformat() if event.first else None,
        "last": event.last.isoformat() if event.last else None,
        "text": event.text,
        "rule": event.rule,
    }
