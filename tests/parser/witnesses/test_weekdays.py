"""The weekday before a date is held against the calendar."""

import pytest

from corpus.dates import weekday
from corpus.work import Expression
from parser.document import parse


def doubts(day: str) -> list[str]:
    """What is doubted of a letter that says it was published on this day."""
    text = f"On the lights\nPublished {day}\n1. Lamps\n1.1 The keeper should light the lamp at dusk.\n"
    return [doubt.detail for doubt in parse(text.encode(), name="a.txt").structure.doubts if doubt.kind == "date"]


@pytest.mark.parametrize(
    "day",
    ["Monday 4 July 2025", "Mon. 4 July 2025", "thursday, 4th July 2025", "Sat 4 July 2025",
     "Tuesday the 4th of July 2025", "Wed July 4, 2025", "MONDAY 4 JULY 2025", "Weds 4 July 2025",
     "Wednesday, 4th of July, 2025", "Monday 04/07/2025", "Monday, 2025-07-04", "Monday - 4 July 2025",
     "4 July 2025 (Monday)"],
)  # fmt: skip
def test_a_wrong_weekday_is_a_doubt(day: str) -> None:
    """4 July 2025 was a Friday: any other name before it, however written, is said."""
    assert len(doubts(day)) == 1
    assert doubts(day)[0].startswith("2025-07-04 is a Friday, not a ")


@pytest.mark.parametrize(
    "day", ["Friday 4 July 2025", "Fri 4 July 2025", "FRIDAY, 4th July 2025", "4 July 2025", "04/07/2025"]
)
def test_a_right_weekday_or_none_is_no_doubt(day: str) -> None:
    """A date without a weekday, or with its own, has nothing against it."""
    assert doubts(day) == []


def test_weekdays_are_named_in_full() -> None:
    """Short names are those of whole days; words that only begin like one are none."""
    assert weekday("Published Thurs 3 July 2025") == "Thursday"
    assert weekday("Sunset 4 July 2025") == ""
    assert weekday("on Monday we met, 4 July 2025") == ""


@pytest.mark.parametrize(
    "day", ["30 February 2026", "4 July 0001", "4 July 0025", "25/06/26", "06/25/2026", "04/07/0025"]
)
def test_a_day_that_is_none_dates_nothing_and_is_a_doubt(day: str) -> None:
    """A day that no calendar has, a year that was not filled in, two digits for the year: no date, and said."""
    assert doubts(day) == ["no day of the calendar, or one that can be read in several ways"]


PROSE = "<p>We ask that the keeper of every light be told what it is for, and when it is to be lit.</p>"


def page(head: str, body: str) -> Expression:
    title = "<h1>On the lights</h1>"
    head = f"<!doctype html><html lang='en'><head><title>On the lights</title>{head}</head>"
    return parse(f"{head}<body><main>{title}{body}{PROSE}</main></body></html>".encode(), name="a.html")


CLAIM = '<meta property="article:published_time" content="2019-03-03T09:00:00+00:00">'


@pytest.mark.parametrize("line", ["Date: 25 June 2026", "Published 25 June 2026", "Date published: 25.06.2026"])
def test_a_date_that_the_metadata_contradict_is_a_doubt(line: str) -> None:
    """What a person reads and what the page tells machines cannot both be the day of publication."""
    details = [doubt.detail for doubt in page(CLAIM, f"<p>{line}</p>").structure.doubts]
    assert "the page's metadata say 2019-03-03" in details
    assert not page(CLAIM, "<p>Published 3 March 2019</p>").structure.doubts


def test_two_days_of_publication_are_a_doubt() -> None:
    """Which of two holds is not to be told; a first publication beside another is no contradiction."""
    assert page("", "<p>Published 25 June 2026</p><p>Published 26 June 2026</p>").structure.doubts
    assert not page("", "<p>First published 25 June 2026. Published 26 June 2026</p>").structure.doubts


def test_what_a_page_quotes_is_no_date_of_it() -> None:
    """A quotation's "Published" is that of another text, in words and in a `time` element."""
    time = '<p>Published <time datetime="2018-01-02">2 January 2018</time></p>'
    assert page("", f"<blockquote><p>Published 3 March 2019</p>{time}</blockquote>").dates == ()
