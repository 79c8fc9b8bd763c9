"""The calendar and the page's claims as witnesses of the document's dates.

A weekday holds against the calendar: `Monday 4 July 2025`, which was a Friday, is in doubt. So is a day that is none
(`30 February`, a year 0025, two digits for a year), and a day of publication that the page shows where its metadata
claim another.
"""

from collections.abc import Iterator
from datetime import date

from corpus.dated_lines import is_unread
from corpus.dates import day, has_day, has_numbers, weekday
from corpus.work import DatedEvent
from parser.readers.blocks import PAGE_METADATA
from parser.witnesses.evidence import Evidence, Hearing


def weekdays(evidence: Evidence) -> Hearing:
    """Every date of the document that has a weekday, or that something speaks against."""
    hearing = Hearing()
    for event in evidence.dates:
        said = weekday(event.text)
        if event.date is None:
            if has_day(event.text) and (has_numbers(event.text) or day(event.text) is None):
                hearing.doubt("date", event.text, "no day of the calendar, or one that can be read in several ways")
        elif said and event.date.strftime("%A") == said:
            hearing.agrees += 1
        elif said:
            hearing.doubt("date", event.text, f"{event.date.isoformat()} is a {event.date:%A}, not a {said}")
    for line in _unread(evidence):
        hearing.doubt("date", line, "it begins as a line that states a day, and no day is read in it")
    for event, claimed in _contradicted(evidence):
        hearing.doubt("date", event.text, f"the page's metadata say {claimed.isoformat()}")
    days = {event.date: event for event in evidence.dates if _of_first_publication(event)}
    if len(days) > 1 and not hearing.doubts:
        hearing.doubt("date", [*days.values()][-1].text, "the document states several days of publication")
    return hearing


def _unread(evidence: Evidence) -> Iterator[str]:
    """The lines of the cover that begin as a claim of a day and state none."""
    cover = [block for block in evidence.reading.blocks if block.rule in ("", PAGE_METADATA)][:_COVER]
    yield from (line for block in cover for line in block.text.split("\n") if is_unread(line))


_COVER = 40


def _contradicted(evidence: Evidence) -> Iterator[tuple[DatedEvent, date]]:
    """The days of publication that a page shows, where its metadata claim another and none of those shown."""
    value = evidence.reading.get("published") or ""
    claimed = day(value)
    shown = [event for event in evidence.dates if event.date and event.text != value and _of_publication(event)]
    if claimed and shown and claimed not in [event.date for event in shown]:
        yield shown[0], claimed


def _of_first_publication(event: DatedEvent) -> bool:
    return (
        event.type == "published"
        and event.date is not None
        and not event.text[:1].isdigit()
        and "first" not in event.text.lower()
    )


def _of_publication(event: DatedEvent) -> bool:
    return event.type == "published" or (event.type == "stated" and event.text.lower().startswith("date"))
