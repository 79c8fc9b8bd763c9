"""Layout of PDFs: what stands in which block, whatever the pages cut through."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.text import letters
from parser.readers.blocks import Block, Reading, printed
from parser.readers.pdf.document import read_pdf

Typesetters = Callable[..., Any]

LAMP = "A keeper who follows the code keeps the lamp burning from dusk to dawn, and keeps a log of every hour"
WORDS = st.sampled_from(
    [
        "lamp",
        "keeper",
        "wick",
        "should",
        "not",
        "fog-horn",
        "oil",
        "tower",
        "(a)",
        "12(2)",
        "“glass”",
        "whenever",
        "sub-paragraph",
    ]
)
SENTENCES = st.lists(WORDS, min_size=2, max_size=60).map(lambda words: "The " + " ".join(words) + " burns.")


def body(reading: Reading) -> list[Block]:
    """The blocks that are text."""
    return [block for block in reading.blocks if not block.rule]


def told(reading: Reading) -> list[tuple[str, int, str, str]]:
    """Style, level, marker and text of the blocks that are text; cells joined by bars."""
    return [
        (b.style, b.level, b.marker, " | ".join(c.text for c in b.cells) if b.cells else b.text)
        for b in body(reading)
        if b.style != "heading"
    ]


def test_numbers_in_the_left_column_become_markers(typesetter: Typesetters) -> None:
    """A number set apart is a marker; the paragraph's lines are one text."""
    page = typesetter()
    page.paragraph("1.1", f"{LAMP}. {LAMP}.")
    page.paragraph("XYZ D10.12", f"{LAMP}.")
    assert told(read_pdf(page.bytes())) == [
        ("para", 0, "1.1", f"{LAMP}. {LAMP}."),
        ("para", 0, "XYZ D10.12", f"{LAMP}."),
    ]


def test_items_have_levels_and_closing_words_stand_alone(typesetter: Typesetters) -> None:
    """Depth follows the indent; words after a list begin a block of their own at the list's level."""
    page = typesetter()
    page.paragraph("1.1", "The keeper should write down:")
    page.item("a)", "the hour; and")
    page.item("b)", "the reason, being:")
    page.item("i)", "fog; or", 2)
    page.item("ii)", "want of oil,", 2)
    page.closing("and should sign the entry.")
    page.paragraph("1.2", "The log is kept.")
    assert told(read_pdf(page.bytes())) == [
        ("para", 0, "1.1", "The keeper should write down:"),
        ("item", 1, "a)", "the hour; and"),
        ("item", 1, "b)", "the reason, being:"),
        ("item", 2, "i)", "fog; or"),
        ("item", 2, "ii)", "want of oil,"),
        ("para", 0, "", "and should sign the entry."),
        ("para", 0, "1.2", "The log is kept."),
    ]


def test_headings_have_levels_by_size_and_weight(typesetter: Typesetters) -> None:
    """Larger is higher; at one size bold upright is higher than bold italic; long ones wrap."""
    page = typesetter()
    page.heading("1. Lamps", 21)
    page.heading(
        "LHK A1 Trimming the wick of every lamp that is lit by hand at a station and of every spare lamp there"
    )
    page.heading("Application", 11, "Helvetica-BoldOblique")
    page.paragraph("LHK A1.1", f"{LAMP}.")
    headings = [(b.level, b.text, b.bold) for b in body(read_pdf(page.bytes())) if b.style == "heading"]
    assert headings == [
        (1, "1. Lamps", True),
        (
            2,
            "LHK A1 Trimming the wick of every lamp that is lit by hand at a station and of every spare lamp there",
            True,
        ),
        (3, "Application", True),
    ]


def test_running_heads_and_page_numbers_are_listed_not_text(typesetter: Typesetters) -> None:
    """What stands on every page is furniture with its rule, once a page, and never inside a text."""
    page = typesetter(running=True)
    for number in range(1, 60):
        page.paragraph(f"1.{number}", f"{LAMP} {number}. {LAMP}.")
    reading = read_pdf(page.bytes())
    rules = [block.rule for block in reading.blocks if block.rule]
    pages = page.page - 1
    assert pages > 3
    assert rules.count("running head") == pages
    assert len(rules) in (2 * pages, 3 * pages)
    assert [text for _, _, _, text in told(reading)] == [f"{LAMP} {number}. {LAMP}." for number in range(1, 60)]


@pytest.mark.parametrize(
    ("head", "foot", "left_out"),
    [
        ("11/30/26, 3:19 AM  Letter", "https://www.example.org/letter 1/1", True),
        ("Letter  file:///home/letter.html", "1 of 1  30.11.2026, 03:19", True),
        ("Letter", "https://www.example.org/letter 1/1", False),
        ("11/30/26, 3:19 AM  Letter", "https://www.example.org/letter 2/3", False),
    ],
    ids=["chromium", "firefox", "no time", "another page"],
)
def test_what_a_browser_prints_around_a_page_alone_is_furniture(
    typesetter: Typesetters, head: str, foot: str, left_out: bool
) -> None:
    """Address, page of how many, day and time at the edges of the only page are no words of a letter."""
    page = typesetter()
    page.put(40, 20, head, 8)
    page.paragraph("", f"{LAMP}.")
    page.paragraph("", "Yours, Ada Lamp")
    page.put(40, 825, foot, 8)
    reading = read_pdf(page.bytes())
    assert [block.rule for block in reading.blocks if block.rule] == ["running head", "running foot"] * left_out
    assert (body(reading)[-1].text == "Yours, Ada Lamp") is left_out


def test_a_heading_that_opens_several_pages_is_text(typesetter: Typesetters) -> None:
    """Repetition at one height is not enough: most pages must show the line."""
    page = typesetter(running=True)
    for number in range(1, 9):
        if number % 3 == 0:
            page.heading("Application", 11, "Helvetica-BoldOblique")
        for part in range(6):
            page.paragraph(f"{number}.{part}", f"{LAMP}.")
        page.turn()
    found = [block for block in body(read_pdf(page.bytes())) if block.text == "Application"]
    assert len(found) == 2


def test_footnotes_are_marks_and_notes(typesetter: Typesetters) -> None:
    """A raised figure is taken out of the text into a mark; the note follows the paragraph it interrupts."""
    page = typesetter()
    page.paragraph("1.1", f"{LAMP}.^1")
    page.notes.append(("1", "The lamp of a lightship is a lamp, too, and so is the lamp of a buoy."))
    while page.y < 640:
        page.paragraph(f"1.{int(page.y)}", "Oil.")
    page.paragraph("1.8", " ".join([f"{LAMP}."] * 6))
    blocks = [block for block in body(read_pdf(page.bytes())) if block.text != "Oil."]
    assert [(block.style, block.marker) for block in blocks] == [("para", "1.1"), ("para", "1.8"), ("note", "1")]
    assert blocks[0].text == f"{LAMP}."
    assert [(mark.at, mark.num, mark.printed) for mark in blocks[0].marks] == [(len(LAMP) + 1, "1", "1")]
    assert blocks[1].text == " ".join([f"{LAMP}."] * 6)
    assert blocks[2].text == "The lamp of a lightship is a lamp, too, and so is the lamp of a buoy."


def test_a_raised_figure_without_a_note_stays_text(typesetter: Typesetters) -> None:
    """A power is no reference: nothing is taken out for which there is no note, and it stays raised."""
    page = typesetter()
    page.paragraph("1.1", "A tower of 12 m^2")
    assert told(read_pdf(page.bytes())) == [("para", 0, "1.1", "A tower of 12 m²")]


def test_a_row_cut_by_the_page_is_one_row(typesetter: Typesetters) -> None:
    """Rows go on under a repeated heading; the heading is listed once as repeated."""
    page = typesetter()
    rows = [
        [
            f"LHK A{n}",
            "Trimming the wick of " + "an old and " * (n % 4) + "lamp",
            f"{LAMP} " * (1 + n % 3),
            f"Section {n}",
        ]
        for n in range(1, 40)
    ]
    rows = [[cell.strip() for cell in row] for row in rows]
    page.table([68, 134, 270, 478, 560], ["Number", "Title", "Application", "Duties"], rows)
    reading = read_pdf(page.bytes())
    found = [block for block in body(reading) if block.style == "row"]
    assert found[0].header
    assert [[cell.text for cell in row.cells] for row in found[1:]] == rows
    assert {row.table for row in found} == {1}
    repeated = [block.text for block in reading.blocks if block.rule == "repeated table heading"]
    assert repeated == ["Number", "Title", "Application", "Duties"] * (page.page - 2)


def test_a_contents_list_is_furniture(typesetter: Typesetters) -> None:
    """Entries with leaders and page numbers are listed as dropped, entries that wrap included."""
    page = typesetter()
    page.heading("Contents", 18)
    for number in range(1, 8):
        page.put(68, page.y, f"{number}. A chapter about lamps")
        page.put(300, page.y, "." * 60)
        page.put(515, page.y, str(number + 3))
        page.y += 18
    page.turn()
    page.heading("1. A chapter about lamps", 18)
    page.paragraph("1.1", f"{LAMP}.")
    reading = read_pdf(page.bytes())
    assert [block.text for block in body(reading)] == ["1. A chapter about lamps", f"{LAMP}."]
    assert sum(block.rule == "contents list" for block in reading.blocks) == 8


def test_hyphens_at_line_ends_are_closed_only_when_sure(typesetter: Typesetters) -> None:
    """A compound keeps its hyphen, a word known whole loses it, an unknown one keeps it and is recorded."""
    page = typesetter()
    for place, (first, second) in enumerate([("fog-", "horn is"), ("light-", "house is"), ("mar-", "line is")]):
        page.put(68, 100 + 60 * place, f"The keeper of the station sounds and looks after every old {first}")
        page.put(68, 116 + 60 * place, f"{second} kept in the tower.")
    page.put(68, 300, "A fog-horn and a lighthouse are old.")
    page.y = 320
    reading = read_pdf(page.bytes())
    text = " ".join(block.text for block in body(reading))
    assert "old fog-horn is" in text
    assert "old lighthouse is" in text
    assert "old mar-line is" in text
    assert reading.get("hyphens_kept") == "fog-horn"
    assert reading.get("hyphens_closed") == "light-house"
    assert reading.get("hyphens_unsure") == "mar-line"


def test_columns_side_by_side_are_read_one_after_the_other(typesetter: Typesetters) -> None:
    """Two columns of names stay two lists, and a name that wraps in its column is one block."""
    page = typesetter()
    names = [f"Society of {'old and ' * (n % 3)}tired keepers" for n in range(8)]
    for place, name in enumerate(names):
        page.put(68, 100 + 20 * place, name)
    page.put(68, 264, "Society for the care of all the old lamps and")
    page.put(68, 278, "of towers")
    for place, name in enumerate(names):
        page.put(300, 100 + 20 * place, name.upper())
    page.y = 300
    texts = [block.text for block in body(read_pdf(page.bytes()))]
    assert texts[:8] == names
    assert texts[-8:] == [name.upper() for name in names]
    assert "Society for the care of all the old lamps and of towers" in texts


def test_the_cover_gives_title_and_identifiers(typesetter: Typesetters) -> None:
    """Title, ISBN and E-number are what the document says of itself."""
    page = typesetter()
    page.heading("Code of conduct for lighthouses", 26)
    for line in ("Presented to the harbour master", "ISBN 978-1-2345-6789-7", "E01234567 05/31"):
        page.block(68, line)
    reading = read_pdf(page.bytes())
    assert reading.title == "Code of conduct for lighthouses"
    assert reading.get("isbn") == "978-1-2345-6789-7"
    assert reading.get("e_number") == "E01234567"


def test_spans_point_into_the_printed_text_and_onto_the_page(typesetter: Typesetters) -> None:
    """Offsets cut each block out of the joined text; boxes lie on the page."""
    page = typesetter()
    page.paragraph("1.1", f"{LAMP}.")
    page.table([68, 200, 500], ["Word", "Meaning"], [["lamp", "a light"], ["oil", "what it burns"]])
    reading = read_pdf(page.bytes())
    whole = "\n".join(printed(block) for block in reading.blocks)
    for part in (part for block in reading.blocks for part in (block, *block.cells)):
        assert part.span
        assert part.span.page == 1
        assert whole[part.span.start : part.span.end] == printed(part)
        assert part.span.box
        left, top, right, bottom = part.span.box
        assert 60 <= left < right <= 540
        assert 30 <= top < bottom <= 830


def test_turned_pages_read_the_same(typesetter: Typesetters) -> None:
    """A page shown turned by a quarter is read as it is shown."""
    import io

    import pikepdf

    page = typesetter()
    page.paragraph("1.1", f"{LAMP}. {LAMP}.")
    page.item("a)", "fog.")
    upright = page.bytes()
    with pikepdf.open(io.BytesIO(upright)) as pdf:
        height, width = 842, 595
        first = pdf.pages[0]
        turn = pikepdf.Stream(pdf, f"q 0 1 -1 0 {height} 0 cm ".encode())
        first.Contents = pikepdf.Array([pdf.make_indirect(turn), first.Contents, pdf.make_stream(b" Q")])
        first.MediaBox = pikepdf.Array([0, 0, height, width])
        first.Rotate = 90
        out = io.BytesIO()
        pdf.save(out)
    assert told(read_pdf(out.getvalue())) == told(read_pdf(upright))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(SENTENCES, min_size=1, max_size=25), items=st.lists(SENTENCES, max_size=6))
@example(texts=["The lamp burns."] * 3, items=[f"The{' lamp' * 6} keeper keeper fog-horn sub-paragraph burns."])
def test_paragraphs_come_back_word_for_word(typesetter: Typesetters, texts: list[str], items: list[str]) -> None:
    """Whatever the words and wherever the pages break: every paragraph and item is one block, unaltered.

    A word that is broken three times at the hyphen it has does not show that the maker hyphenates.
    """
    page = typesetter()
    for number, text in enumerate(texts, start=1):
        page.paragraph(f"QRS B2.{number}", text)
        for place, item in enumerate(items):
            page.item(f"{'abcdef'[place]})", item)
    reading = read_pdf(page.bytes())
    wanted = []
    for number, text in enumerate(texts, start=1):
        wanted.append((f"QRS B2.{number}", text))
        wanted += [(f"{'abcdef'[place]})", item) for place, item in enumerate(items)]
    assert [(marker, text) for _, _, marker, text in told(reading)] == wanted
    assert reading.unread == ""
    assert reading.review == ()


@pytest.mark.parametrize("hyphen", ["fog-horn", "user-to-user"])
def test_no_letter_is_lost_or_added(typesetter: Typesetters, hyphen: str) -> None:
    """Letters of all blocks are the letters that were set."""
    page = typesetter()
    text = f"{LAMP} {hyphen} " * 12 + "ends."
    page.block(68, text)
    assert letters("".join(printed(block) for block in read_pdf(page.bytes()).blocks)) == letters(text)


def test_a_number_at_the_foot_of_a_page_belongs_to_the_words_overleaf(typesetter: Typesetters) -> None:
    """A page may break between a number in the margin and its paragraph."""
    page = typesetter(running=True)
    for number in range(1, 5):
        page.paragraph(f"1.{number}", f"{LAMP}.")
    page.put(68.0, page.y, "1.5")
    page.turn()
    page.closing(f"{LAMP}.")
    page.paragraph("1.6", f"{LAMP}.")
    assert [(marker, text) for style, _, marker, text in told(read_pdf(page.bytes())) if style == "para"][4:] == [
        ("1.5", f"{LAMP}."),
        ("1.6", f"{LAMP}."),
    ]


def test_a_heading_that_opens_most_pages_and_recurs_inside_them_is_text(typesetter: Typesetters) -> None:
    """The same words at the same height are no running head when they also head words inside pages."""
    page = typesetter(running=True)
    for _ in range(4):
        page.heading("Recommendation")
        page.closing(f"{LAMP}.")
        page.heading("Recommendation")
        page.closing(f"{LAMP}.")
        page.turn()
    headings = [block.text for block in body(read_pdf(page.bytes())) if block.style == "heading"]
    assert headings == ["Recommendation"] * 8
