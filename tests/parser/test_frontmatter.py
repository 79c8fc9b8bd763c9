"""Dates, identifiers and status, on covers in our own words."""

from datetime import date

import pytest

from parser.document import parse
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


@pytest.mark.parametrize(
    ("line", "type_", "day_"),
    [
        ("Adopted 12 May 2026, in force from 1 June 2026", "in_force", date(2026, 6, 1)),
        ("Adopted by the Board on 12 May 2026; takes effect on 1 June 2026", "in_force", date(2026, 6, 1)),
        ("Version 2.1, effective 3 August 2026", "in_force", date(2026, 8, 3)),
        ("Version 3 (effective as of 3 August 2026)", "in_force", date(2026, 8, 3)),
        ("Issue 4, published 3 August 2026", "published", date(2026, 8, 3)),
        ("Version 2.1 of 3 August 2026", "stated", date(2026, 8, 3)),
        ("Applies from 3 August 2026", "in_force", date(2026, 8, 3)),
        ("It was issued on 9 June 2026.", "issued", date(2026, 6, 9)),
    ],
)
def test_a_line_below_the_title_dates_the_document(line: str, type_: str, day_: date) -> None:
    """With the edition in front, with its adoption beside it, or as "it"."""
    found = about("A code for lamps", line)
    assert (type_, day_) in [(event.type, event.date) for event in found.dates]
    assert found.status == {"in_force": "in_force", "issued": "issued"}.get(type_)


def test_a_log_of_editions_and_an_it_of_another_thing_date_nothing() -> None:
    """Which of several editions this is nobody says; "it" is what the line before speaks of."""
    assert about("A code", "Version 1.0, effective 3 May 2025", "Version 2.0, effective 3 August 2026").dates == ()
    assert about("A code", "The Lamp Code was the first of its kind.", "It was issued on 9 June 2026.").dates == ()
    said = "This Code is for keepers. It was issued on 9 June 2026."
    assert [event.type for event in about("A code", rest=(said,)).dates] == ["issued"]
    other = "This Code follows the Order for lamps. It was issued on 9 June 2026."
    assert about("A code", rest=(other,)).dates == ()


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


def test_a_claim_begins_with_its_own_sentence() -> None:
    """The full stop of the sentence before is no part of the words that state a day."""
    found = parse(b"About\n\nIt is short. The drafts were submitted to the Warden of Ports on 12 June 2026.\n")
    assert [e.text for e in found.dates] == ["The drafts were submitted to the Warden of Ports on 12 June 2026"]


@pytest.mark.parametrize("isbn", ["ISBN 978-1-5286-0000-1", "978-1-5286-0000-1", "ISBN: 978 1 5286 0000 1"])
def test_identifiers_with_or_without_their_names(isbn: str) -> None:
    """An ISBN and a command-paper number are found however they are printed."""
    assert about(isbn, "E01234567 06/26").identifiers == (("isbn", "978-1-5286-0000-1"), ("e_number", "E01234567"))


def test_a_withdrawn_page_is_withdrawn() -> None:
    """The publisher's withdrawal outweighs the cover."""
    assert about("In force: 25 July 2025", metadata=(("withdrawn", "2026-08-20"),)).status == "withdrawn"


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("This code was withdrawn on 1 July 2026.", "withdrawn"),
        ("This guidance has been withdrawn.", "withdrawn"),
        ("This open letter was withdrawn by its signatories.", "withdrawn"),
        ("Withdrawn: 1 July 2026", "withdrawn"),
        ("This code was not withdrawn.", "issued"),
        ("This code may be withdrawn on 1 July 2026.", "issued"),
        ("This code is withdrawn where no keeper is left.", "issued"),
        ("The code of 2020 was withdrawn on 1 July 2021.", "issued"),
    ],
)
def test_a_cover_that_says_the_text_was_withdrawn(line: str, status: str) -> None:
    """Its own word outweighs the day of its issue; what may be, was not, or happened to another text does not."""
    assert about("Issued: 25 July 2025", line).status == status


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Consultation on lights for kites", "consultation"),
        ("Consultation on lights: responses of keepers to storms", "consultation"),
        ("Consultation on lights for kites: analysis of responses", None),
        ("Consultation on lights for kites – government response", None),
        ("Consultation on lights for kites (summary of responses)", None),
        ("Consultation on lights for kites: Decisions", None),
    ],
)
def test_what_came_of_a_consultation_is_none(title: str, status: str | None) -> None:
    """An analysis of the responses, or the response of those who asked, is no draft for consultation."""
    assert about(title).status == status


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


def test_another_pages_date_is_not_the_documents() -> None:
    """What stands in furniture, under a heading of related posts, or behind the text, where the cover has a date."""
    prose = "We call on the keepers of the lights to publish a timetable for their codes and to keep to it, " * 2
    cover = (Block("Statement on lights", "heading", 1), Block("Published 25 June 2026"), Block(prose))
    related = (Block("Latest news", "heading", 2), Block("Published 3 March 2019"))
    aside = (Block("Posted 8 September 2020", rule="sidebar"),)
    for others in (related, (Block("Posted 8 September 2020"),), aside):
        blocks = (*cover, *others)
        kept = tuple(block for block in blocks if not block.rule)
        assert [e.date for e in front_matter(Reading(blocks, "html"), kept, ()).dates] == [date(2026, 6, 25)]


def test_a_date_behind_the_text_counts_where_the_cover_has_none() -> None:
    """A statement that ends with its date has it."""
    prose = "We call on the keepers of the lights to publish a timetable for their codes and to keep to it, " * 2
    assert [e.date for e in about("Statement on lights", prose, "Published 25 June 2026").dates] == [date(2026, 6, 25)]


@pytest.mark.parametrize("label", ["Closing date:", "Deadline for responses", "The event starts"])
def test_a_deadline_is_no_date_of_the_document(label: str) -> None:
    """A day under the name of a deadline is somebody else's to keep."""
    assert about("A fund for lights", label, "9 July 2031").dates == ()


def test_numbers_of_another_country_are_not_read() -> None:
    """Where one day in numbers can only be month, day, year, none of the document is read as day, month, year."""
    found = about("Published 04/07/2025", "Updated 07/25/2025")
    assert [(e.type, e.date) for e in found.dates] == [("published", None), ("updated", None)]
    assert about("Published 04/07/2025").dates[0].date == date(2025, 7, 4)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("Issued on 3 May 2031. In force on a day to be appointed.", None),
        (
            "This Code was issued on 3 May 2031 and comes into force on such day as the Warden may by order appoint.",
            None,
        ),
        ("Issued by the Warden on 3 May 2031, coming into force on 1 July 2031", date(2031, 7, 1)),
    ],
)
def test_a_day_of_issue_is_kept_beside_a_start_that_is_still_to_be_named(line: str, start: date | None) -> None:
    """The day of issue is read, and the start with its words and without a day."""
    found = about(line)
    assert [(event.type, event.date) for event in found.dates] == [("issued", date(2031, 5, 3)), ("in_force", start)]
    assert found.time.issued == date(2031, 5, 3)
    assert found.time.in_force.text


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("Laid before Parliament under section 4", "laid"),
        ("Draft code presented to Parliament pursuant to section 4", "laid"),
        ("Draft to lie before both Houses for 40 days", "laid"),
        ("This draft was laid before Parliament in May.", "laid"),
        ("The code will be laid before Parliament in May.", None),
        ("The code must be laid before Parliament.", None),
        ("When the draft has been laid before Parliament, we shall publish a note.", None),
        ("The Kite Regulations were laid before Parliament in May.", None),
        ("Coming into force 1 October 2031", None),
    ],
)
def test_what_will_be_laid_is_not_laid(line: str, status: str | None) -> None:
    """Only what lies before Parliament, and is this document, is laid."""
    assert about("A code of lights", line).status == status


def test_further_isbns_are_kept() -> None:
    """A title has a number for each of its forms."""
    found = about("ISBN 978-1-5286-0000-1 (print)", "ISBN 978-1-5286-0000-2 (web)").identifiers
    assert found == (("isbn", "978-1-5286-0000-1"), ("isbn_2", "978-1-5286-0000-2"))


OTHERS = (
    "<h2>Read more</h2><p>Another story</p><p>Published 1 May 2024</p>",
    "<div class='c-comment'><p>A reader says</p><p>Posted on 1 May 2024</p></div>",
    "<section aria-label='Comments'><p>Posted 1 May 2024</p></section>",
    "<aside><p>Published 1 May 2024</p></aside>",
    "<ul><li class='comment byuser'>Posted 1 May 2024</li></ul>",
)


@pytest.mark.parametrize("others", OTHERS, ids=["read-more", "comment", "labelled", "aside", "list"])
@pytest.mark.parametrize("own", ["", "<p>Published 25 June 2026</p>"], ids=["undated", "dated"])
def test_a_page_without_a_date_takes_no_other_pages(others: str, own: str) -> None:
    """What stands below the text for other pages and people dates nothing, whether the text has a date or none."""
    text = "<p>We call on the keeper of the lights to say when the lamps of the harbour will be lit again.</p>"
    page = f"<html><body><main><h1>On the lights</h1>{own}{text * 3}{others}</main></body></html>"
    found = [str(event.date) for event in parse(page.encode(), name="a.html").dates]
    assert found == (["2026-06-25"] if own else [])


@pytest.mark.parametrize("day", ["04/07/25", "4.7.25"])
def test_a_day_with_a_short_year_is_seen_and_not_read(day: str) -> None:
    """Nothing says which of the three numbers is the year: the words are kept, without a day."""
    text = f"On the lights\nPublished {day}\n1. Lamps\n1.1 The keeper should light the lamp at dusk.\n"
    (event,) = parse(text.encode(), name="a.txt").dates
    assert (event.type, event.date) == ("published", None)
    assert day in event.text


_LISTED = (
    "<html{lang}><body><main><h1>Lantern guidance</h1>{lines}<p>1 Keepers should keep a watch.</p></main></body></html>"
)


@pytest.mark.parametrize(
    ("lang", "lines", "expected"),
    [
        (' lang="en-US"', ["Published 06/07/2026"], [("published", None)]),
        (' lang="en_us"', ["Published 6.7.2026", "Updated 8-9-2026"], [("published", None), ("updated", None)]),
        (' lang="en-US"', ["Published 25/06/2026"], [("published", "2026-06-25")]),
        (
            ' lang="en-US"',
            ["Issued 06/07/2026", "Updated 25/07/2026"],
            [("issued", "2026-07-06"), ("updated", "2026-07-25")],
        ),
        (' lang="en-US"', ["Published 06/06/2026"], [("published", "2026-06-06")]),
        (' lang="en-US"', ["Published 6 July 2026"], [("published", "2026-07-06")]),
        (' lang="en-GB"', ["Published 06/07/2026"], [("published", "2026-07-06")]),
        ("", ["Published 06/07/2026"], [("published", "2026-07-06")]),
    ],
)
def test_numbers_on_a_page_of_america_are_no_day(
    lang: str, lines: list[str], expected: list[tuple[str, str | None]]
) -> None:
    """A page in the language of the United States may begin with the month: such a day is a doubt, never made up."""
    page = _LISTED.format(lang=lang, lines="".join(f"<p>{line}</p>" for line in lines))
    found = parse(page.encode(), name="page.html")
    assert [(each.type, each.date and each.date.isoformat()) for each in found.dates] == expected
    assert any(doubt.kind == "date" for doubt in found.structure.doubts) is any(day is None for _, day in expected)


def test_a_sentence_on_a_page_of_america_dates_nothing_by_numbers() -> None:
    """A commencement in numbers, and a day in the page's head, may begin with the month too."""
    page = _LISTED.format(lang=' lang="en-US"', lines="<p>This guidance comes into force on 06/07/2026.</p>")
    page = page.replace("<body>", '<head><meta name="date" content="06/07/2026"></head><body>')
    assert [(each.type, each.date) for each in parse(page.encode(), name="page.html").dates] == [("in_force", None)]


@pytest.mark.parametrize(
    "cells", [("Laid before Parliament", "22nd April 2030"), ("Laid before Parliament:", "", "22nd April 2030")]
)
def test_a_day_in_the_cell_beside_its_word_is_read_as_on_one_line(cells: tuple[str, ...]) -> None:
    """Covers of regulations set the word and the day in two cells of a row."""
    row = Block("", style="row", cells=tuple(Block(text) for text in cells))
    found = front_matter(Reading((row,), "pdf", "A code", ()), (row,), ())
    assert [(event.type, event.date) for event in found.dates] == [("laid", date(2030, 4, 22))]


def test_a_row_of_a_table_with_more_in_it_dates_nothing() -> None:
    """A row of a log names the days of other texts."""
    row = Block(
        "", style="row", cells=(Block("Laid before Parliament"), Block("22nd April 2030"), Block("Other rules"))
    )
    assert front_matter(Reading((row,), "pdf", "A code", ()), (row,), ()).dates == ()


def test_a_day_in_a_bracket_behind_the_title_is_kept_beside_that_of_the_head() -> None:
    """Whoever changed the page forgot its title: both days are its own, the head's first; an Act's year is none."""
    page = "<html><body><main><h1>Questions {}</h1><p>Updated 24 August 2031</p><p>Lamps.</p></main></body></html>"
    found = [parse(page.format(words).encode()).dates for words in ("(updated 2 August 2031)", "(Lamps Act 2031)")]
    assert [[(e.type, e.date.day) for e in dates if e.date] for dates in found] == [
        [("updated", 24), ("updated", 2)],
        [("updated", 24)],
    ]


def test_a_month_that_a_heading_or_a_line_behind_the_text_names_is_no_date() -> None:
    """An example's month, the period a line is about and a file's name are not when the document was written."""
    prose = "<p>" + "A keeper who lights the lamps of a quay should write down the hour of each. " * 3 + "</p>"
    shown = (
        "<main><h1>Lamps</h1><p>May 2031</p><h2>How much to claim for a lamp that burned in June 2031</h2>"
        "<ul><li>Fees, August 2031</li></ul><p>Form September 2031 (PDF, 2MB)</p>"
        "<p>Plan October 2031</p><p>PDF, 2 MB</p>"
        f"<p>Figures for July 2031</p>{prose}<p>Plan of the keepers (August 2031)</p></main>"
    )
    dates = parse(shown.encode(), name="lamps.html").dates
    assert [(event.type, event.date, event.text) for event in dates] == [("stated", None, "May 2031")]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("This Code has been revoked and replaced by the Lamp Code of 2032.", "withdrawn"),
        ("This Code is no longer in force.", "withdrawn"),
        ("This guidance was withdrawn.", "withdrawn"),
        ("This Code has been superseded by another.", "superseded"),
        ("This Code is withdrawn with effect from 1 June 2039.", None),
        ("This Code has been withdrawn in part.", None),
        ("This Code is withdrawn when the Wind Act is passed.", None),
        ("This Code replaced the Lamp Code of 2019.", None),
        ("A lamp that is no longer in force must go.", None),
    ],
)
def test_a_document_that_says_it_is_over_is_not_issued_still(sentence: str, status: str | None) -> None:
    """By its own words, of the whole, and not on a day that may be to come."""
    text = f"Lantern Code of Practice\n\n1. Duties\n\n1.1 Keep it.\n\n1.2 {sentence}\n"
    assert parse(text.encode(), name="a.txt").status == status


def test_a_letter_about_a_law_that_is_over_is_not_over() -> None:
    """What it calls "this Act" is not itself."""
    from parser.codes.commencement import over

    assert over("This Act was repealed.", "statement") is None
    assert over("This letter has been withdrawn.", "statement") == "withdrawn"
