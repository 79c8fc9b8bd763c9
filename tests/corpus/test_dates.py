"""Days in the forms that people write, and lines that state them."""

from datetime import date

import pytest

from corpus.dated_lines import claims, is_date_line, is_unread, of_edition
from corpus.dates import day, has_day, is_day

JUNE = date(2026, 6, 25)


@pytest.mark.parametrize(
    "line",
    [
        "Published Thursday 25 June 2026",
        "Published: Thursday, 25 June 2026",
        "Published on Thursday the 25th of June, 2026",
        "Published 25 JUNE 2026",
        "Published 25th of June 2026",
        "Published 25 June 2026 10:30am",
        "Published 25 June 2026 at 10.30 pm BST",
        "Published at 10:00 on 25 June 2026",
        "Published 25/06/2026",
        "Published: 25.06.2026",
        "Published 25-Jun-2026",
        "Posted by A. Keeper on June 25th, 2026",
        "Published: 2026-06-25T09:00:00+01:00",
        "Published 24 June 2026 23:30 UTC",
    ],
)
def test_a_day_is_read_however_it_is_written(line: str) -> None:
    """Weekday, clock, ordinal, capitals, numbers: one claim with the publisher's local day and the line's words."""
    assert [(each.type, each.date, each.text) for each in claims(line)] == [("published", JUNE, line)]


@pytest.mark.parametrize(
    "line", ["First published: 25 June 2026. Last updated: 1 July 2026", "Published 25 June 2026 | Updated 1 July 2026"]
)
def test_a_line_may_state_two_days(line: str) -> None:
    """Publication and update of one line are two claims."""
    assert [(each.type, each.date) for each in claims(line)] == [("published", JUNE), ("updated", date(2026, 7, 1))]
    assert is_date_line(line)


@pytest.mark.parametrize("line", ["Published 31 June 2026", "Published 07/25/2026", "Published June 2026"])
def test_a_claim_without_a_day_keeps_its_words(line: str) -> None:
    """A day that does not exist, or in an order that is not ours, is not made up: the words stay as a claim."""
    assert [(each.type, each.date, each.text) for each in claims(line)] == [("published", None, line)]


@pytest.mark.parametrize(
    "line",
    ["The report was published on 25 June 2026", "Published 25 June 2026 in two parts", "Version 3", "", "25 June"],
)
def test_other_lines_state_nothing(line: str) -> None:
    """A sentence that has a date in it is no date line."""
    assert claims(line) == ()
    assert not is_date_line(line)


@pytest.mark.parametrize("line", ["25 June 2026", "In force: 25 June 2026", "Respond by 25 June 2026"])
def test_only_publication_is_no_wording(line: str) -> None:
    """A deadline or a commencement that changes is a change of the text."""
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06-24T23:30:00Z", JUNE),
        ("2026-06-25T00:30:00+01:00", JUNE),
        ("2026-01-24T23:30:00Z", date(2026, 1, 24)),
        ("Wed, 24 Jun 2026 23:30:00 GMT", JUNE),
        ("today or 2026", None),
        ("31/02/2026", None),
    ],
)
def test_a_moment_is_the_publishers_day(text: str, expected: date | None) -> None:
    """UTC is turned into London's day, summer time included; another zone is the publisher's own clock."""
    assert day(text) == expected


def test_only_days_of_the_calendar_are_days() -> None:
    """A year, a month or a day that exists."""
    assert all(map(is_day, ("2025", "2025-04", "2025-06-30", "2024-02-29")))
    assert not any(map(is_day, ("2025-06-31", "2025-24-04", "2025-13", "2025-00-00", "0000", "25-6-1", "2025-6-1", "")))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published on the twenty-fifth of June 2026", JUNE),
        ("Issued: Thursday the Twenty Fifth day of June 2026", JUNE),
        ("Laid on June the twenty-fifth, 2026", JUNE),
        ("Published on the first of July 2026", date(2026, 7, 1)),
        ("Updated thirty-first July 2026", date(2026, 7, 31)),
    ],
)
def test_a_day_in_letters_is_read(line: str, expected: date) -> None:
    """Ordinals in letters, with a hyphen or a blank, are days of the month."""
    assert [each.date for each in claims(line)] == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "Published 25 June ’26",
        "Published 25th, June 2026",
        "Published 2026.06.25",
        "Published: 2026-6-25",
        "Published 20260625",
        "Published 25 / 06 / 2026",
        "Published 2026 June 25",
        "Published thirty-first June 2026",
        "Published 25 June 1026",
    ],
)
def test_a_day_in_a_form_of_nobodys_is_seen(line: str) -> None:
    """What looks like a day and is read by no rule is a claim without a day, which the witness of days doubts."""
    assert [(each.type, each.date) for each in claims(line)] == [("published", None)]
    assert has_day(line)


@pytest.mark.parametrize(
    "text", ["125 June 2026", "forty-first June 2026", "the year 120260625", "2026.06.25.1", "v1.25 June 2026x"]
)
def test_a_number_is_not_cut_into_a_day(text: str) -> None:
    """The end of a longer number is no day."""
    assert day(text) is None


@pytest.mark.parametrize(
    "line", ["Dated this 25th day of June 2026", "Published 25\u200b June\u200b 2026", "Issued 25\u00ad June 2026"]
)
def test_what_takes_no_place_parts_no_day(line: str) -> None:
    """Signs of no width, and "this" before the day, as a signature has it."""
    assert [each.date for each in claims(line)] == [JUNE]


@pytest.mark.parametrize(
    "line",
    [
        "Published 25 Jnue 2026",
        "Issued: 25 June 2O26",
        "Published l5 June 2026x",
        "Laid 2026/27",
        "Updated: Summer 2026",
    ],
)
def test_a_line_that_begins_as_a_claim_is_seen(line: str) -> None:
    """A slip in a day makes no day and no silence."""
    assert claims(line) == ()
    assert is_unread(line)


@pytest.mark.parametrize(
    "line",
    ["Published 25 June 2026", "Published in 12 parts", "Posted 25 June 2026 by Alpha", "Dates 2026", "Published"],
)
def test_other_lines_are_no_slips(line: str) -> None:
    """A claim that is read, a line without a year, an entry of a list of posts."""
    assert not is_unread(line)


def test_a_line_that_dates_an_edition_is_wording() -> None:
    """`Version 2.1, published …` says more than when a page was published: another version is a change."""
    assert of_edition("Version 2.1, published 3 August 2026") == "published 3 August 2026"
    assert of_edition("Version 2.1 applies to keepers") == "" == of_edition("Version 2026")
    assert not is_date_line("Version 2.1, published 3 August 2026")
