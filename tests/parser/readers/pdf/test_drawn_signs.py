"""What a page shows and the file does not spell out: drawn bullets, letters set apart, numbers placed by themselves."""

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from corpus.as_json import to_json
from parser.document import parse
from parser.readers.pdf.document import read_pdf

Put = tuple[str, float, float]


def page(*words: Put, dots: Sequence[tuple[float, float, float]] = (), font: str = "Times-Roman") -> bytes:
    """A page of words in the order in which they are drawn, and small filled circles (x, y, radius)."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.setFont(font, 11)
    for x, y, radius in dots:
        canvas.circle(x, y, radius, stroke=0, fill=1)
    for text, left, base in words:
        canvas.drawString(left, base, text)
    canvas.save()
    return made.getvalue()


def blocks(body: bytes) -> list[tuple[str, str]]:
    return [(block.style, block.text) for block in read_pdf(body).blocks]


LIST: tuple[Put, ...] = (
    ("The keeper of a lamp writes down:", 60, 700),
    ("the oil that the lamp burned in the night", 80, 684),
    ("whoever was on the stair at the change of the watch", 80, 670),
    ("a ship that showed no light of its own", 80, 656),
)


def test_bullets_that_are_drawn_begin_items() -> None:
    """Browsers paint them as circles: without them the items of a list would be one sentence."""
    read = blocks(page(*LIST, dots=[(70, base + 3, 1.5) for base in (684, 670, 656)]))
    assert read == [("para", LIST[0][0]), *(("item", text) for text, _, _ in LIST[1:])]


def test_a_dot_behind_words_and_dots_in_a_row_are_no_bullets() -> None:
    """A leader between a title and its page, and the key of a chart beside other words."""
    words = (("The lamp", 60, 700), ("and its stair are kept", 118, 700), ("every night of the year.", 60, 686))
    leader = [(104 + 3 * step, 702, 0.8) for step in range(4)]
    assert blocks(page(*words, dots=leader)) == blocks(page(*words))
    assert blocks(page(*words, dots=[(112, 703, 1.5)])) == blocks(page(*words))


def test_letters_set_apart_are_words() -> None:
    """A heading whose letters stand wide apart has its words, told by the wider white between them."""
    left, put = 60.0, []
    for word in ("KEEPING", "OF", "LAMPS"):
        for letter in word:
            put.append((letter, left, 740.0))
            left += 11.5
        left += 7
    text = (("1.1 The keeper lights the lamp before the end of the day.", 60.0, 700.0),)
    assert "KEEPING OF LAMPS" in [text for _, text in blocks(page(*put, *text, font="Courier"))]


def test_numbers_drawn_before_all_words_stand_before_their_own() -> None:
    """What floats or is placed by itself is drawn before the text of its page."""
    bases = (700, 684, 668)
    numbers = [("1.1", 60, bases[0]), ("(a)", 85, bases[1]), ("(b)", 85, bases[2])]
    words = [
        ("A keeper must not leave:", 85, bases[0]),
        ("a lamp that burns low;", 110, bases[1]),
        ("the stair.", 110, bases[2]),
    ]
    title = ("Lamp Code of Practice", 60, 740)
    apart, beside = (
        page(title, *numbers, *words),
        page(title, *(x for pair in zip(numbers, words, strict=True) for x in pair)),
    )
    assert to_json(parse(apart))["provisions"] == to_json(parse(beside))["provisions"]
    assert "A keeper must not leave:" in [node["text"] for node in to_json(parse(apart))["provisions"]]


def test_lines_drawn_after_others_that_stand_around_them_are_read_where_they_stand() -> None:
    """Headings and paragraphs of a browser that are drawn in two rounds."""
    heads = [(f"Keeping of lamp {number}", 60.0, 740.0 - 60 * number) for number in range(1, 6)]
    texts = [(f"A keeper lights lamp {number} and stays with it.", 60.0, 720.0 - 60 * number) for number in range(1, 6)]
    in_turn = [put for pair in zip(heads, texts, strict=True) for put in pair]
    assert blocks(page(*heads, *texts)) == blocks(page(*in_turn))


def test_a_number_that_a_line_names_at_its_end_opens_no_paragraph() -> None:
    """`section 12(2) and (3)` above `(b) of the Act`, `paragraph` above `2.1 applies`."""
    first = "1.1 The keeper of a lamp tells the board what it has done under section 12(2) and (3)"
    body = page(
        ("Lamp Code of Practice", 60, 760),
        (first, 60, 740),
        ("(b) of the Act, and keeps a book of the lamps that burned in the night, unless paragraph", 60, 726),
        ("2.1 applies to the lamp.", 60, 712),
        ("1.2 The keeper must not leave the stair while the lamp is lit, whoever else is there.", 60, 690),
    )
    read = to_json(parse(body))["provisions"]
    assert [node["label"] for node in read if node["label"]] == ["1.1", "1.2"]
    assert "section 12(2) and (3)(b) of the Act" in read[0]["text"] or "(3)(b) of the Act" in str(read)
    assert "unless paragraph 2.1 applies" in str(read)


def test_marks_hardly_smaller_than_small_print_are_marks() -> None:
    """A raised figure of seven points in a text of eight, and its note below a short line."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.setFont("Times-Roman", 8)
    texts = ("1.1 The keeper lights the lamp.", "1.2 The keeper must not leave the stair.")
    canvas.drawString(60, 740, texts[0])
    canvas.setFont("Times-Roman", 7)
    canvas.drawString(60 + canvas.stringWidth(texts[0], "Times-Roman", 8), 743, "1")
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(60, 720, texts[1])
    canvas.line(60, 660, 130, 660)
    canvas.setFont("Times-Roman", 7)
    canvas.drawString(60, 650, "1")
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(66, 647, "Every night of the year.")
    canvas.save()
    parsed = to_json(parse(made.getvalue()))
    assert [(note["num"], note["text"], note["refs"]) for note in parsed["footnotes"]] == [
        ("1", "Every night of the year.", ["1.1"])
    ]
    assert parsed["provisions"][0]["text"] == "The keeper lights the lamp."


def table(canvas: Canvas, top: float, rows: Sequence[Sequence[Sequence[str]]]) -> float:
    """Draw rows of cells of lines, the first row's lines ending at one height with a level line below; its foot."""
    for place, row in enumerate(rows):
        deep = max(map(len, row))
        for left, cell in zip((60, 150, 400), row, strict=True):
            skipped = deep - len(cell) if not place else 0
            for line, text in enumerate(cell):
                canvas.drawString(left, top - 13 * (skipped + line), text)
        top -= 13 * deep + 6
        if not place:
            canvas.line(58, top + 12, 500, top + 12)
    return top


HEAD = (("Kind of", "keeper"), ("What is kept",), ("By when",))
ROWS = (
    (("of a stair",), ("The keeper of a stair keeps it dry and must not", "leave it in the night."), ("at once",)),
    (
        ("of a lamp",),
        ("The keeper of a lamp keeps oil for it for a week", "and writes down what burned."),
        ("each night",),
    ),
    (("of a boat",), ("The keeper of a boat keeps it off the rocks and", "tells the board."), ("each week",)),
)


def test_headings_of_columns_that_end_at_one_height_are_one_row() -> None:
    """The first line of the longest stands alone above the others; overleaf the whole row is repeated furniture."""
    made = io.BytesIO()
    canvas = Canvas(made)
    for number in (1, 2):
        canvas.setFont("Times-Roman", 11)
        top = 760.0
        if number == 1:
            canvas.drawString(60, 780, "Lamp Code of Practice")
            canvas.drawString(60, 750, "1.1 The table says what each keeper keeps in the night.")
            top = 720
        table(canvas, top, (HEAD, *ROWS))
        canvas.showPage()
    canvas.save()
    rows = [block for block in read_pdf(made.getvalue()).blocks if block.style == "row"]
    assert [cell.text for cell in rows[0].cells] == ["Kind of\nkeeper", "What is kept", "By when"]
    assert [row.cells[0].text for row in rows[1:]] == ["of a stair", "of a lamp", "of a boat"] * 2


def test_cells_in_the_middle_of_each_other_s_height_are_rows() -> None:
    """What draws row by row shows the rows where no level line does, between upright lines and without any."""
    deep = [
        (("stair",), ("The keeper of a stair keeps it dry", "and must not leave it", "in the night."), ("at once",)),
        (("lamp",), ("The keeper of a lamp keeps oil for a", "week and writes down", "what was burned."), ("weekly",)),
        (
            ("boat",),
            ("The keeper of a boat keeps it off the", "rocks and tells the board", "of a landing."),
            ("daily",),
        ),
    ]
    for upright in (False, True):
        made = io.BytesIO()
        canvas = Canvas(made)
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(60, 780, "Lamp Code of Practice")
        for left, head in ((60, "Keeper"), (150, "What is kept"), (400, "By when")):
            canvas.drawString(left, 740, head)
        canvas.line(55, 735, 500, 735)
        for place, row in enumerate(deep):
            top = 724 - 39 * place
            for left, cell in zip((60, 150, 400), row, strict=True):
                for line, text in enumerate(cell):
                    canvas.drawString(left, top - 13 * line - (13 if len(cell) == 1 else 0), text)
        for edge in (145, 395) if upright else ():
            canvas.line(edge, 752, edge, 616)
        canvas.save()
        rows = [block for block in read_pdf(made.getvalue()).blocks if block.style == "row"]
        assert [row.cells[0].text for row in rows[-3:]] == ["stair", "lamp", "boat"], upright
        assert rows[-2].cells[1].text.split()[-3:] == ["what", "was", "burned."]
