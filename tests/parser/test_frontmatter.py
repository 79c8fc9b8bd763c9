"""Dates, identifiers and status, on covers in our own words."""

from datetime import date

import pytest

from parser.frontmatter import day, front_matter
from parser.readers.blocks import Block, Reading


def about(*front: str, rest: tuple[str, ...] = (), metadata: tuple[tuple[str, str], ...] = ()):  # type: ignore[no-untyped-def] # a test's helper
    cover, body = tuple(Block(text) for text in front), tuple(Block(text) for text in rest)
    return front_matter(Reading((*cover, *body), "text", "A code", metadata), cover, body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17th May 2018", date(2018, 5, 17)),
        ("on 4 July 2025 at noon", date(2025, 7, 4)),
        ("May 17, 2018", date(2018, 5, 17)),
        ("2026-06-18T11:00:00+01:00", date(2026, 6, 18)),
        ("June 2026", None),
        ("31 February 2026", None),
        ("[date]", None),
    ],
)
def test_only_a_full_day_is_a_date(text: str, expected: date | None) -> None:
    """A month, a placeholder or an impossible day is no date."""
    assert day(text) == expected


def test_cover_lines_are_typed_and_keep_their_words() -> None:
    """Issued, in force and laid lines give dates of their type."""
    found = about("Issued: 4 July 2025", "In force: 25 July 2025", "June 2026")
    assert [(e.type, e.date, e.text) for e in found.dates] == [
        ("issued", date(2025, 7, 4), "Issued: 4 July 2025"),
        ("in_force", date(2025, 7, 25), "In force: 25 July 2025"),
        ("stated", None, "June 2026"),
    ]
    assert found.status == "in_force"


def test_a_bracketed_commencement_has_no_date() -> None:
    """A placeholder keeps its bracketed words; nothing is computed from it."""
    text = "1.5 These amendments come into force [at the end of 21 days from their issue] under section 4."
    found = about(
        "Draft amendments to lie before both Houses for 40 days", rest=(text, "Signed by", "[Name]", "[Date]")
    )
    assert [(e.type, e.date, e.text) for e in found.dates] == [
        ("in_force", None, "[at the end of 21 days from their issue]"),
        ("signed", None, "[Date]"),
    ]
    assert found.status == "laid"


def test_a_commencement_on_a_day_is_that_day() -> None:
    """The same sentence with a day gives it."""
    found = about(rest=("The amendments come into force on 30 September 2026 under section 4.",))
    assert [(e.type, e.date) for e in found.dates] == [("in_force", date(2026, 9, 30))]


def test_the_date_another_law_came_into_force_is_not_the_documents() -> None:
    """What is said of something else is no date of this document."""
    assert about(rest=("Section 4 came into force on 1 April 2015 in Wales.",)).dates == ()


def test_conflicting_dates_are_all_kept() -> None:
    """Two dates of one type stay two."""
    found = about("12th May 2018", "17th May 2018")
    assert [e.date for e in found.dates] == [date(2018, 5, 12), date(2018, 5, 17)]


def test_submission_is_dated_in_its_sentence() -> None:
    """The day a draft was submitted is read from the preamble."""
    found = about(
        "Draft prepared under section 4 and submitted to the Secretary of State under section 5(1) on 12 June 2026."
    )
    assert [(e.type, e.date) for e in found.dates] == [("submitted", date(2026, 6, 12))]


@pytest.mark.parametrize("isbn", ["ISBN 978-1-5286-0000-1", "978-1-5286-0000-1", "ISBN: 978 1 5286 0000 1"])
def test_identifiers_with_or_without_their_names(isbn: str) -> None:
    """An ISBN and a command-paper number are found however they are printed."""
    assert about(isbn, "E01234567 06/26").identifiers == (("isbn", "978-1-5286-0000-1"), ("e_number", "E01234567"))


def test_a_withdrawn_page_is_withdrawn() -> None:
    """The publisher's withdrawal outweighs the cover."""
    assert about("In force: 25 July 2025", metadata=(("withdrawn", "2026-08-20"),)).status == "withdrawn"


def test_no_sign_of_status_is_no_status() -> None:
    """Unknown is said, not guessed."""
    assert about("A paper about rain").status is None


def test_a_month_in_a_title_is_kept_without_a_day() -> None:
    """A title or a cover line that ends in a month states it, unless a dated claim has it already."""
    found = about(
        "Joint statement on lights April 2025", "Code of lamps – May 2025", "Published: June 2025", "June 2025"
    )
    assert [(e.type, e.date, e.text) for e in found.dates] == [
        ("stated", None, "April 2025"),
        ("stated", None, "May 2025"),
        ("published", None, "Published: June 2025"),
    ]
    assert [e.date for e in about("Dublin, 3 June 2025", "Issued on 4 June 2025").dates] == [
        date(2025, 6, 3),
        date(2025, 6, 4),
    ]
