"""The parliamentary clock: `diffs.explain.timeline`."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UsageError
from corpus.work import Commencement, DatedEvent, Expression, Projection, Time
from diffs.explain.timeline import Break, Calendar, forty_days, in_force, line, parse_calendar, timeline, to_json

LAID = date(2026, 6, 1)


def draft(*events: DatedEvent, status: str = "laid") -> Expression:
    """A draft with these dates."""
    return Expression("Draft", "amendment", (), work="draft", status=status, dates=events)  # type: ignore[arg-type]


def test_forty_days_count_the_day_of_laying() -> None:
    """Laid on 1 June and no day left out: the fortieth day is 10 July."""
    first, _, rule = forty_days(LAID)
    assert first == date(2026, 7, 10)
    assert "no sitting calendar" in rule


def test_breaks_of_more_than_four_days_are_left_out() -> None:
    """An adjournment of four days counts, one of five does not; prorogation never counts."""
    until = date(2027, 1, 1)
    four = Break("adjournment", date(2026, 6, 10), date(2026, 6, 13))
    five = Break("adjournment", date(2026, 6, 10), date(2026, 6, 14))
    prorogued = Break("prorogation", date(2026, 6, 10), date(2026, 6, 11))
    ends = [forty_days(LAID, Calendar((each,), until))[0] for each in (four, five, prorogued)]
    assert ends == [date(2026, 7, 10), date(2026, 7, 15), date(2026, 7, 12)]


def test_a_calendar_that_ends_too_early_gives_a_range() -> None:
    """And the rule says how far it is complete."""
    first, last, rule = forty_days(LAID, Calendar((), date(2026, 6, 30)))
    assert first < last
    assert "2026-06-30" in rule


def test_in_force_at_the_end_of_21_days() -> None:
    """Issued on 9 September, in force on 30 September."""
    assert in_force(date(2026, 9, 9)) == date(2026, 9, 30)


def test_nothing_is_projected_by_the_act_where_a_regulators_drafts_do_not_pass_by_it() -> None:
    """What the documents state stays; no 40 and no 21 days are added to it."""
    stated = draft(DatedEvent("laid", LAID, "Laid on 1 June 2026"), DatedEvent("in_force", None, "[a day to be named]"))
    assert [(event.type, event.state) for event in timeline([stated], section_43=False)] == [
        ("laid", "known"), ("in_force", "unknown"),
    ]  # fmt: skip
    assert timeline([draft(status="laid")], section_43=False) == ()
    counted = draft(DatedEvent("laid", LAID, "laid on 1 June 2026"), DatedEvent("in_force", None, "[after 21 days]"))
    assert timeline([counted], section_43=False) == timeline([counted]), "its own words are those of section 43"


def test_known_unknown_and_projected_steps() -> None:
    """A bracketed placeholder stays as words; what follows laying is projected with its assumption."""
    events = timeline([draft(
        DatedEvent("submitted", date(2026, 5, 15), "submitted on 15 May 2026"),
        DatedEvent("published", LAID, "Published 1 June 2026"),
        DatedEvent("in_force", None, "[at the end of 21 days]"),
    )])  # fmt: skip
    states = {event.type: event.state for event in events}
    assert states == {
        "submitted": "known", "laid": "projected", "forty_days": "projected", "approved": "projected",
        "issued": "projected", "in_force": "projected",
    }  # fmt: skip
    last = next(event for event in events if event.type == "in_force")
    assert last.text == "[at the end of 21 days]"
    assert last.last is None
    assert "day of publication" in next(event for event in events if event.type == "laid").rule
    assert all(line(event) and to_json(event)["type"] == event.type for event in events)


def test_what_a_later_version_dates_is_no_longer_projected() -> None:
    """Issue and commencement known: only the 40 days stay a projection."""
    later = draft(
        DatedEvent("laid", LAID, "laid on 1 June 2026"),
        DatedEvent("issued", date(2026, 9, 9), "issued"),
        DatedEvent("in_force", date(2026, 9, 30), "on 30 September 2026"),
        status="issued",
    )
    states = {event.type: event.state for event in timeline([draft(DatedEvent("in_force", None, "[…]")), later])}
    assert (states["issued"], states["in_force"], states["laid"]) == ("known", "known", "known")


def test_nothing_is_invented_for_a_document_without_dates() -> None:
    """No date, no projection."""
    assert timeline([draft(status="consultation")]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "until = 1",
        "x",
        "until = 2026-01-01\n[[break]]\nkind = 'holiday'",
        "until = 2026-01-01\n[[break]]\nkind = 'adjournment'\nfirst = 2026-02-02\nlast = 2026-02-01",
    ],
)
def test_a_calendar_that_cannot_be_meant_is_an_error(text: str) -> None:
    """With the file's name."""
    with pytest.raises(UsageError, match=r"sittings\.toml"):
        parse_calendar(text, "sittings.toml")


@given(
    st.dates(date(2024, 1, 1), date(2030, 1, 1)),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=4),
)
def test_exactly_forty_days_count(laid: date, breaks: list[tuple[int, int]]) -> None:
    """Whatever the breaks, forty days from laying to the end stand outside those that are left out."""
    made = tuple(Break("adjournment", laid + timedelta(a), laid + timedelta(a + b)) for a, b in breaks)
    end, latest, _ = forty_days(laid, Calendar(made, laid + timedelta(1000)))
    assert end == latest
    days = [laid + timedelta(n) for n in range((end - laid).days + 1)]
    assert sum(not any(b.counts and b.first <= day <= b.last for b in made) for day in days) == 40


def test_an_instrument_that_counts_otherwise_has_no_steps_of_section_43() -> None:
    """ "28 days beginning with the day on which it is laid" is its own rule: no 40 days, no later start, are told."""
    own = Projection(date(2026, 6, 29), None, "28 days beginning with the day of laying")
    laid = DatedEvent("laid", LAID, "laid on 1 June 2026")
    events = timeline([replace(draft(laid), time=Time(in_force=Commencement(projected=own)))])
    assert [(event.type, event.state, event.first) for event in events] == [
        ("laid", "known", LAID), ("in_force", "projected", date(2026, 6, 29)),
    ]  # fmt: skip
    stated = replace(draft(laid, DatedEvent("in_force", date(2026, 7, 1), "1 July 2026")), time=Time())
    assert [event.type for event in timeline([stated])][-1] == "in_force"
