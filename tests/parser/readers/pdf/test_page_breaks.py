"""What makers of pages do at the ends of lines and pages: figures, letters, cells apart from their words."""

import io
from collections.abc import Iterator, Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from parser.readers.blocks import Block
from parser.readers.pdf.document import read_pdf

Print = tuple[float, float, str, float, str]
"""Left edge and distance from the top in points, words, size and font."""

ROMAN, BOLD = "Times-Roman", "Times-Bold"
WORDS = "The keeper of a lamp writes down each night how long it burned and who was on the stair with the oil and a rag"


def pdf(*pages: Sequence[Print], rules: Sequence[tuple[float, float, float]] = ()) -> bytes:
    """A file of pages; `rules` are level lines on each page by left edge, height from the top and right edge."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for page in pages:
        for left, down, words, size, font in page:
            canvas.setFont(font, size)
            canvas.drawString(left, 842 - down, words)
        for left, down, right in rules:
            canvas.line(left, 842 - down, right, 842 - down)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def set_(*lines: str, left: float = 70, down: float = 100, size: float = 11, font: str = ROMAN) -> list[Print]:
    """Lines one below the other."""
    return [(left, down + 1.3 * size * place, line, size, font) for place, line in enumerate(lines)]


def shown(body: bytes) -> list[Block]:
    """The blocks that are text."""
    return [block for block in read_pdf(body).blocks if not block.rule]


def texts(body: bytes) -> list[str]:
    """The words of each block that is text, cells parted by a stroke."""
    return [" | ".join(cell.text for cell in block.cells) if block.cells else block.text for block in shown(body)]


def paragraph(down: float, number: str, *lines: str) -> Iterator[Print]:
    """A paragraph whose number hangs to the left of its words."""
    yield 70, down, number, 11, ROMAN
    yield from set_(*lines, left=130, down=down)


def test_a_figure_that_its_line_had_no_room_for_refers_to_its_note() -> None:
    """The figure stands alone, small, below a full line: it is the mark of note 1, no paragraph and no page number."""
    page = [*paragraph(100, "1.1", WORDS[:73]), (130, 110.5, "1", 6.5, ROMAN), *paragraph(140, "1.2", WORDS[:73])]
    found = read_pdf(pdf([*page, (70, 760, "1. See the book of lamps.", 8, ROMAN)]))
    first = next(block for block in found.blocks if "1.1" in f"{block.marker} {block.text}")
    assert [mark.num for mark in first.marks] == ["1"]
    assert [block.text for block in found.blocks if block.style == "note"] == ["See the book of lamps."]


def test_a_note_to_which_nothing_refers_is_said() -> None:
    """A raised figure before small print at the foot of a page, with no figure above, is a reason for review."""
    page = [*paragraph(100, "1.1", WORDS[:70]), (70, 757, "1", 5, ROMAN), (75, 760, "See the book of lamps.", 8, ROMAN)]
    assert any("to which nothing refers" in reason for reason in read_pdf(pdf(page)).review)


def test_notes_set_like_the_text_stand_below_it_in_the_order_of_their_figures() -> None:
    """Without a rule and at the text's size: all that is raised on the page opens the lines below the gap."""
    page = [*paragraph(100, "1.1", WORDS[:60])]
    end = 130 + stringWidth(WORDS[:60], ROMAN, 11)
    page += [(end, 96, "1", 6.5, ROMAN), (70, 200, "1 See the book of lamps.", 11, ROMAN)]
    found = read_pdf(pdf(page, [*paragraph(100, "1.2", WORDS[:60])]))
    assert [block.text for block in found.blocks if block.style == "note"] == ["See the book of lamps."]


def test_a_drop_capital_opens_the_word_beside_it() -> None:
    """A letter as tall as three lines is the first of its word; the lines beside and below it are one paragraph."""
    beside = (
        "eepers of lamps write down each night how long the lamp burns",
        "and how much oil it took, and who was on the way up the stair,",
    )
    page = [*set_(*beside, "which they do before they sleep, so that in the morning they", left=98)]
    page += [(70, 128, "K", 38, ROMAN), *set_("can read it to the harbour master, who signs.", down=142.9)]
    page += [*set_(*[WORDS[:70]] * 12, down=300)]
    first = texts(pdf(page))[0]
    assert first.startswith("Keepers of lamps write")
    assert first.endswith("who signs.")


def test_a_capital_that_is_a_word_stays_one() -> None:
    """`A lamp` is not `Alamp`, where the document has the second word alone and not the two as one."""
    page = [*set_("lamp burns at night, and", "each lamp has one keeper", left=98), (70, 114, "A", 30, ROMAN)]
    assert texts(pdf([*page, *set_(*[WORDS[:70]] * 12, down=300)]))[0].startswith("A lamp burns")


ROWS = (("XYZ A1", "Lamps", "Keepers of one lamp", "section 1"), ("XYZ A2", "Oil", "Keepers of two lamps", "section 2"))
LEFTS = (70.0, 130.0, 260.0, 400.0)


def row(down: float, cells: Sequence[str], font: str = ROMAN) -> list[Print]:
    """The cells of a row that are not empty, in four columns."""
    return [(left, down, cell, 11, font) for left, cell in zip(LEFTS, cells, strict=False) if cell]


HEAD = ("Number", "Measure", "Who it applies to", "Duties")


def test_a_bold_line_across_a_table_names_the_rows_below_and_is_a_row() -> None:
    """It ends neither the table nor the row before it."""
    page = [*row(100, HEAD, BOLD), (70, 122, "A. Lamps and what burns in them", 11, BOLD)]
    page += [*row(144, ROWS[0]), *row(166, ROWS[1]), (70, 188, "B. Stairs and what is carried on them", 11, BOLD)]
    page += [*row(210, ("XYZ B1", "Stairs", "Keepers", "section 3")), *set_(*[WORDS[:70]] * 3, down=300)]
    found = [block for block in shown(pdf(page)) if block.cells]
    assert len({block.table for block in found}) == 1
    assert [block.cells[0].text for block in found] == [
        "Number",
        "A. Lamps and what burns in them",
        "XYZ A1",
        "XYZ A2",
        "B. Stairs and what is carried on them",
        "XYZ B1",
    ]


def test_a_first_cell_whose_others_stand_overleaf_is_of_their_row() -> None:
    """A maker may part a row so that its number ends one page and its words begin the next."""
    page = [*row(700, HEAD, BOLD), *row(722, ROWS[0]), *row(744, ("XYZ A2",))]
    overleaf = [*row(100, HEAD, BOLD), *row(122, ("", *ROWS[1][1:])), *row(144, ("XYZ A3", "Rags", "All", "section 3"))]
    overleaf += set_(*[WORDS[:70]] * 3, down=300)
    found = [block for block in shown(pdf(page, overleaf)) if block.cells]
    assert [tuple(cell.text for cell in block.cells) for block in found] == [
        HEAD, *ROWS, ("XYZ A3", "Rags", "All", "section 3"),
    ]  # fmt: skip


def test_a_justified_line_is_no_row_of_a_table() -> None:
    """Where all gaps of a line are wide it is justified, however well two of them stand one above the other."""

    def justified(down: float, words: Sequence[str]) -> Iterator[Print]:
        left = 70.0
        for word in words:
            yield left, down, word, 11, ROMAN
            left += stringWidth(word, ROMAN, 11) + 7.2

    one, other = (
        ["A", "keeper", "of", "lamps", "should", "burn", "them", "at", "night"],
        ["a", "Keeper", "of", "lamps", "cannot", "burn", "them", "at", "noon"],
    )
    page = [part for place in range(5) for part in justified(100 + 14 * place, (one, other)[place % 2])]
    assert not any(block.cells for block in shown(pdf(page)))


def test_a_word_of_two_letters_opens_no_item() -> None:
    """`of.` alone on the last line ends the sentence, though items have their numbers at that edge."""
    page = [*paragraph(100, "1.1", WORDS[:70], "of."), *paragraph(130, "1.2", "Each keeper has one of these:")]
    for down, mark, word in ((150, "a)", "oil;"), (170, "b)", "rags.")):
        page += [(130, down, mark, 11, ROMAN), (156, down, word, 11, ROMAN)]
    found = shown(pdf(page))
    assert [block.marker for block in found] == ["1.1", "1.2", "a)", "b)"]
    assert found[0].text.endswith(" of.")


def test_a_number_beside_which_nothing_stands_is_said() -> None:
    """A row with a number and empty cells among rows with words is a reason for review; a form's cells are not."""
    lines = [
        *row(100, HEAD, BOLD),
        *row(122, ROWS[0]),
        *row(144, ROWS[1]),
        *row(166, ("XYZ A3",)),
        *row(188, ("XYZ A4", *ROWS[0][1:])),
    ]
    rules = [(66.0, down, 500.0) for down in (86, 108, 130, 152, 174, 196)]
    assert any("numbers without words" in reason for reason in read_pdf(pdf(lines, rules=rules)).review)


def test_the_name_of_a_part_under_a_running_head_is_furniture_past_the_page_number() -> None:
    """The page number may stand a point lower than the head, in another size, between head and name."""
    pages = []
    for number in range(1, 7):
        head = [(400, 60, "Lamps Act 2003 (c. 17)", 9, ROMAN), (400, 71, f"Part {1 + number // 3} — Lamps", 9, ROMAN)]
        pages.append([*head, (70, 61.5, str(number), 11, ROMAN), *set_(*[f"{WORDS[:60]} {number}"] * 40, down=100)])
    assert not any("Part" in text for text in texts(pdf(*pages)))


def ruled(rows: Sequence[Sequence[str]], edges: Sequence[float], level: Sequence[float] = ()) -> bytes:
    """Rows of cells one line tall set row by row, between upright lines at inner edges and level lines at heights."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont(ROMAN, 11)
    canvas.drawString(70, 842 - 80, "1.1 The keepers of the lights are these:")
    for place, row in enumerate(rows):
        for edge, cell in zip(edges, row, strict=False):
            for nth, line in enumerate(cell.split("\n")):
                canvas.drawString(edge + 4, 842 - (120 + 40 * place + 13 * nth), line)
    foot = 130 + 40 * len(rows)
    for edge in edges[1:-1] if not level else edges:
        canvas.line(edge, 842 - 105, edge, 842 - foot)
    for height in level:
        canvas.line(edges[0], 842 - height, edges[-1], 842 - height)
    canvas.save()
    return file.getvalue()


LIGHTS = [
    ("North light", "The first keeper\nof the night", "At dusk"),
    ("South light", "The harbour\nmaster", "At dawn"),
]


def test_a_table_that_only_upright_lines_divide_is_a_table() -> None:
    """Its rows are told by distance or by the file's order, as where no line is drawn at all."""
    found = [block for block in shown(ruled(LIGHTS, (70, 200, 330, 480))) if block.cells]
    assert [[" ".join(cell.text.split()) for cell in block.cells] for block in found] == [
        ["North light", "The first keeper of the night", "At dusk"], ["South light", "The harbour master", "At dawn"]
    ]  # fmt: skip


def test_rows_between_two_level_lines_are_told_by_the_order_in_which_they_are_set() -> None:
    """The maker draws the table's frame and sets one row after the other in it."""
    found = [block for block in shown(ruled(LIGHTS, (70, 200, 330, 480), (105, 210))) if block.cells]
    assert [block.cells[0].text for block in found] == ["North light", "South light"]
    assert found[0].cells[1].text.split() == ["The", "first", "keeper", "of", "the", "night"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aged under", "18 and over go to the light."),
        ("the Lamps Act", "1985 (c. 4) is kept."),
        ("(mode", "2755) is kept."),
    ],
)
def test_a_figure_that_opens_a_line_in_the_middle_of_a_sentence_is_an_amount(before: str, after: str) -> None:
    """A year, an age or what closes a bracket is no paragraph's number, where items of a list hang there too."""
    page = [(70, 100, "4", 11, ROMAN), *set_(WORDS[:76], WORDS[:76], left=88)]
    width = stringWidth(after.split(maxsplit=1)[0] + " ", ROMAN, 11)
    page += [*set_(f"{WORDS[:70]} {before}", down=140), (70, 154.3, after.split(maxsplit=1)[0], 11, ROMAN)]
    page += [(max(88, 70 + width), 154.3, after.split(" ", 1)[1], 11, ROMAN)]
    assert texts(pdf(page))[-1] == f"{WORDS[:70]} {before} {after}"


def test_the_white_behind_a_number_is_not_stretched_as_that_between_words_is() -> None:
    """A maker sets the number in a box: in a justified line the gap behind it is narrower than the others."""
    stretched = [(70, 120, "(a)", 11, ROMAN)]
    for place, word in enumerate(["lamps", "burn", "longer", "than", "candles"]):
        stretched.append((88 + 90 * place, 120, word, 11, ROMAN))
    page = [*set_("1.1 The keeper sees that:"), *stretched, (88, 134.3, "in the night;", 11, ROMAN)]
    page += [(70, 148.6, "(b)", 11, ROMAN), (88, 148.6, "the stair is clean.", 11, ROMAN)]
    assert [block.marker for block in shown(pdf(page))][1:] == ["(a)", "(b)"]


def test_a_bold_line_that_opens_with_a_capital_is_a_heading_where_items_hang_as_its_words_do() -> None:
    """`A. Lamps` begins where `a) words` begins by chance; bold items in brackets are items."""
    page = [(70, 100, "A.", 11, BOLD), (88, 100, "Lamps of the harbour", 11, BOLD), *set_(WORDS[:70], down=120)]
    page += [(70, 140, "a)", 11, ROMAN), (88, 140, WORDS[:60], 11, ROMAN), *set_(WORDS[:20], left=88, down=154.3)]
    page += [(70, 175, "b)", 11, BOLD), (88, 175, "Oil", 11, BOLD)]
    assert [block.style for block in shown(pdf(page))] == ["heading", "para", "item", "item"]


def test_rows_set_as_close_as_lines_begin_behind_a_full_stop() -> None:
    """Terms in small letters, each beside a meaning that ends in a full stop, are rows of their own."""
    rows = [("Term", "Meaning"), ("ash", "means what is left of oil."), ("oil", "means what burns in a lamp.")]
    rows += [("rag", "means a cloth for the glass."), ("wick", "means what carries the oil.")]
    page = set_("1.1 In these rules:")
    for place, (term, meaning) in enumerate(rows):
        font = BOLD if not place else ROMAN
        page += [(70, 130 + 14.3 * place, term, 11, font), (200, 130 + 14.3 * place, meaning, 11, font)]
    assert texts(pdf(page))[1:] == [f"{term} | {meaning}" for term, meaning in rows]


def test_a_line_that_ends_in_smaller_capitals_goes_on_in_the_next() -> None:
    """Most of the line is set smaller; its first words are as large as the line below."""
    page = [
        *set_(WORDS[:81], "in the"),
        (98, 114.3, "FOR FURTHER WORDS ON THE LIGHTS OF THE HARBOUR AND ITS", 9, ROMAN),
    ]
    found = texts(pdf([*page, *set_("KEEPERS section of the book.", down=128.6)]))
    assert found == [
        f"{WORDS[:81]} in the FOR FURTHER WORDS ON THE LIGHTS OF THE HARBOUR AND ITS KEEPERS section of the book."
    ]


def test_small_print_with_numbers_in_brackets_is_no_note_of_a_plain_figure() -> None:
    """A raised 1 refers to a note that is marked 1; an item (1) in small print is text."""
    end = 130 + stringWidth(WORDS[:60], ROMAN, 11)
    page = [*paragraph(100, "1.1", WORDS[:60]), (end, 96, "1", 6.5, ROMAN), (70, 740, "(1) See the lamps.", 8, ROMAN)]
    assert [block.text for block in read_pdf(pdf(page)).blocks if block.style == "note"] == []
    page[-1] = (70, 740, "1 See the lamps.", 8, ROMAN)
    assert [block.text for block in read_pdf(pdf(page)).blocks if block.style == "note"] == ["See the lamps."]


def test_the_first_page_of_a_reprint_has_the_number_by_which_the_others_count() -> None:
    """The heads of the other pages count from 47698; on the first it stands alone, and is no title."""
    text = set_(*[WORDS[:81]] * 40, down=140)
    pages = [[(70, 40, f"The Book of Lamps {47698 + place}", 9, ROMAN), *text] for place in range(1, 5)]
    first = [(70, 52, "47698", 12, BOLD), (70, 90, "Rules for Lamps", 16, BOLD), *text]
    found = read_pdf(pdf(first, *pages))
    assert found.title == "Rules for Lamps"
    assert [block.rule for block in found.blocks if block.text == "47698"] == ["page number"]


def kerned(*lines: Sequence[str]) -> bytes:
    """A page of lines; what a line has after a word begins a new string at its own place, as browsers print it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for place, words in enumerate(lines):
        line = canvas.beginText(72, 740 - 40 * place)
        line.setFont(ROMAN, 12)
        line.textOut(words[0])
        left = 72 + stringWidth(words[0], ROMAN, 12)
        for word in words[1:]:
            line.setTextOrigin(left - 0.055 * 12, 740 - 40 * place)
            line.textOut(" ")
            left += (0.25 - 2 * 0.055) * 12
            line.setTextOrigin(left, 740 - 40 * place)
            line.textOut(word)
            left += stringWidth(word, ROMAN, 12)
        canvas.drawText(line)
    canvas.save()
    return file.getvalue()


def test_a_space_that_two_capitals_draw_close_is_a_space() -> None:
    """Fonts set `A A` and `Y A` closer than PDFium takes for a space."""
    close = ["1.1 VTA", "A1 and the COUNTY", "ACT of 1888"], ["1.2 the keepers’", "Act of CSEA", "Andover"]
    assert texts(kerned(*close)) == ["1.1 VTA A1 and the COUNTY ACT of 1888", "1.2 the keepers’ Act of CSEA Andover"]


def test_letters_that_are_spread_are_one_word() -> None:
    """Capitals set apart evenly, closer than PDFium parts them, are no words of a letter."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont(ROMAN, 12)
    canvas.drawString(72, 740, "1.1 The LAVATORY lamp", charSpace=1.3)
    canvas.save()
    assert texts(file.getvalue()) == ["1.1 The LAVATORY lamp"]


def test_the_next_letter_begins_the_next_item_however_long_the_line() -> None:
    """`b.` stands where `a.` stood, a word's space before its words, as browsers print lists."""
    lines = (
        "a. is at least twenty-one years of age and of good repute; and",
        "b. does hold another office of the harbour.",
    )
    page = [*paragraph(100, "1.1", "The provider should name a pilot who:"), *set_(*lines, left=130, down=116)]
    assert texts(pdf(page))[-2:] == list(lines)


def table_over_pages(*pages: Sequence[tuple[str, str]]) -> bytes:
    """Terms and meanings in a drawn grid, each page's rows closed by a line below them."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for number, rows in enumerate(pages):
        canvas.setFont(ROMAN, 11)
        top = 700 if number == 0 else 780
        for place, (term, meaning) in enumerate(rows):
            for edge in (70, 200, 480):
                canvas.line(edge, top - 30 * place, edge, top - 30 * place - 30)
            canvas.drawString(76, top - 30 * place - 18, term)
            canvas.drawString(206, top - 30 * place - 18, meaning)
            canvas.line(70, top - 30 * place, 480, top - 30 * place)
        canvas.line(70, top - 30 * len(rows), 480, top - 30 * len(rows))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


TERMS = [("Term", "Meaning"), ("ash", "means what is left."), ("oil", "means what burns."), ("rag", "means a cloth.")]


def test_a_row_that_a_page_break_parts_in_every_cell_is_one() -> None:
    """All rows end in a full stop but the last of the page, and the next goes on with its sentence in small letters."""
    found = texts(table_over_pages([*TERMS, ("light", "means what is seen")], [("house", "from the sea."), TERMS[1]]))
    assert found[-2:] == ["light house | means what is seen from the sea.", "ash | means what is left."]


def test_a_row_that_may_go_on_overleaf_is_said() -> None:
    """Where no row ends in a full stop nothing tells: the rows stay two, and the page is named."""
    rows = [(term, meaning.rstrip(".")) for term, meaning in TERMS]
    read = read_pdf(table_over_pages([*rows, ("light", "means what is seen")], [("house", "from the sea")]))
    assert "page 2: a row of a table may go on from the page or column before: 'house from the sea'" in read.review
    assert not any("may go on" in reason for reason in read_pdf(table_over_pages(TERMS, [("sea", "Water.")])).review)


def test_headings_of_columns_show_those_that_are_empty_below_them() -> None:
    """The first row has two of its cells on this page; the others stand overleaf below the same headings."""
    heads = [(70, 700, "Number", 11, BOLD), (150, 700, "Measure", 11, BOLD), (300, 700, "Duties", 11, BOLD)]
    page = [*set_("1.1 The index:"), *heads, (70, 720, "X 1", 11, ROMAN), (300, 720, "section 4", 11, ROMAN)]
    below = [(left, down - 600, words, size, font) for left, down, words, size, font in heads]
    below += [(150, 120, "Keep lamps", 11, ROMAN), (70, 140, "X 2", 11, ROMAN), (150, 140, "Keep oil", 11, ROMAN)]
    below += [(300, 140, "section 5", 11, ROMAN), (70, 160, "X 3", 11, ROMAN), (150, 160, "Keep rags", 11, ROMAN)]
    found = texts(pdf(page, [*below, (300, 160, "section 6", 11, ROMAN)], rules=[(70, 706, 400), (70, 106, 400)]))
    assert found[1:] == [
        "Number | Measure | Duties", "X 1 | Keep lamps | section 4", "X 2 | Keep oil | section 5",
        "X 3 | Keep rags | section 6",
    ]  # fmt: skip


def test_words_behind_a_second_number_wrap_below_themselves() -> None:
    """`118 (1) Words` has two numbers on one line; the paragraph goes on under its words."""
    page = [(70, 100, "7", 11, ROMAN), (95, 100, "(1)", 11, ROMAN), (120, 100, WORDS[:70], 11, ROMAN)]
    page += [*set_("of the night.", left=120, down=114.3), (70, 140, "8", 11, ROMAN), (95, 140, WORDS[:60], 11, ROMAN)]
    found = [(block.marker, block.text) for block in shown(pdf(page))]
    assert found == [("7", f"(1) {WORDS[:70]} of the night."), ("8", WORDS[:60])]


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [("https://a.example/lamps/oil_", "and_rags/log", "https://a.example/lamps/oil_and_rags/log"),
     ("https://a.example/lamps-", "of-night", "https://a.example/lamps-of-night"),
     ("https://a.", "example/lamps", "https://a.example/lamps"),
     ("https://a.example/lamps", "and/or the log", "https://a.example/lamps and/or the log")],
)  # fmt: skip
def test_an_address_that_a_line_parts_has_no_white_in_it(first: str, second: str, text: str) -> None:
    """What goes on with an address has a sign that other words have not."""
    assert texts(pdf(set_(f"{WORDS[:50]} {first}", f"{second} is here.")))[0].endswith(f"{text} is here.")


def test_items_set_askew_are_of_one_list() -> None:
    """An item four points further in than the one above it is not inside it."""
    page = [*set_("The keepers:", down=80)]
    for place, (left, number) in enumerate(((90, "a."), (94.3, "b."), (110, "i."))):
        page += [(left, 100 + 40 * place, number, 11, ROMAN)]
        page += set_(WORDS[:70], "of the night.", left=left + 18, down=100 + 40 * place)
    assert [block.level for block in shown(pdf(page))] == [0, 1, 1, 2]


def test_a_bold_line_that_goes_on_to_a_full_stop_is_a_paragraph() -> None:
    """A conclusion in bold type is text; a bold line without a full stop is a heading."""
    page = [*set_(WORDS[:81], "of the night.", font=BOLD), *set_("Lamps and oil", font=BOLD, down=150)]
    assert [block.style for block in shown(pdf([*page, *set_(WORDS[:81], down=180)]))] == ["para", "heading", "para"]


def test_narrow_white_between_letters_set_one_by_one_parts_words() -> None:
    """PDFium sees no space of less than a fifth of the print's size; letters of a word stand closer."""
    page, left = [], 70.0
    for letter in "proceedings":
        page.append((left, 100, letter, 11, ROMAN))
        left += stringWidth(letter, ROMAN, 11)
    left += 0.17 * 11
    for letter in "for":
        page.append((left, 100, letter, 11, ROMAN))
        left += stringWidth(letter, ROMAN, 11)
    assert texts(pdf(page)) == ["proceedings for"]


def test_a_raised_mark_of_an_amendment_is_apart_from_the_word_behind_it() -> None:
    """`F75` is set small and high directly before the words that were put in."""
    page = [(70, 100, "1.1 Lamps [", 11, ROMAN), (70 + stringWidth("1.1 Lamps [", ROMAN, 11), 96, "F75", 6.5, ROMAN)]
    end = page[1][0] + stringWidth("F75", ROMAN, 6.5)
    page += [(end, 100, "in the north] burn.", 11, ROMAN)]
    assert texts(pdf(page)) == ["1.1 Lamps [F75 in the north] burn."]


def test_a_sentence_overleaf_that_stands_left_of_a_finished_item_is_not_the_items() -> None:
    """The last item fills its line and ends; what begins overleaf at the margin closes the list."""
    full = WORDS[:73]
    first = [
        *set_("The keeper should:", down=680),
        *set_(f"a) {full}", "by night;", left=100, down=700),
        *set_("b) " + full[:-3].rstrip() + " it.", left=100, down=740),
    ]
    overleaf = set_(
        "The log should not leave the tower, and nobody but the keeper and a rather old friend", "may read it."
    )
    found = texts(pdf([*set_(*[full] * 8), *first], [*overleaf, *set_(*[full] * 8, down=160)]))
    item = next(text for text in found if text.startswith("b)"))
    assert "log" not in item
    assert any(text.startswith("The log should not leave") for text in found)


def test_a_sentence_overleaf_goes_on_with_an_item_where_first_lines_are_indented() -> None:
    """Where the items of a document go on at the margin, so does one that a page's end parts."""
    full = WORDS[:73]
    first = [
        *set_(f"a) {full}", left=100, down=700),
        *set_("by night;", left=70, down=714.3),
        *set_("b) " + full[:-3].rstrip() + " it.", left=100, down=740),
    ]
    overleaf = set_(
        "The log should not leave the tower, and nobody but the keeper and a rather old friend", "may read it."
    )
    found = texts(pdf([*set_(*[full] * 8), *first], [*overleaf, *set_(*[full] * 8, down=160)]))
    assert "The log should not leave" in next(text for text in found if text.startswith("b)"))


def test_an_item_overleaf_with_a_full_stop_behind_its_number_is_an_item() -> None:
    """A browser prints `iii.`; the item before it, the only one so far in, ends in `and`."""
    full = WORDS[:73]
    first = [
        *set_("The keeper should:", down=680),
        *set_("i. trim the wick;", "ii. see that:", left=100, down=700),
        *set_("A. the oil is clear; and", left=130, down=730),
    ]
    overleaf = [*set_("iii. write down the hour.", left=100), *set_(*[full] * 8, down=160)]
    found = texts(pdf([*set_(*[full] * 8), *first], overleaf))
    assert "iii. write down the hour." in found


@pytest.mark.parametrize("claimed", ["t", "Code", "Lamp keepers"])
def test_a_part_of_the_covers_heading_is_no_title(claimed: str) -> None:
    """What a program wrote into the record stands in the heading by chance: the whole heading is the title."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setTitle(claimed)
    canvas.setFont(BOLD, 20)
    canvas.drawString(70, 740, "Code for Lamp keepers")
    canvas.setFont(ROMAN, 11)
    for place in range(12):
        canvas.drawString(70, 700 - 14.3 * place, WORDS[:73])
    canvas.save()
    assert read_pdf(file.getvalue()).title == "Code for Lamp keepers"
