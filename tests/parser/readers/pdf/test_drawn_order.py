"""The order in which a file draws its words is a witness of the order in which they are read."""

import io

from reportlab.pdfgen.canvas import Canvas

from parser.document import parse
from parser.readers.pdf.document import read_pdf

TEXT = (("1.1 A keeper must light every lamp before the", 700), ("end of the day, and must not leave it.", 686))
CELLS = (
    ("Low", 58, 596),
    ("Answer", 88, 625), ("the user", 88, 611), ("14", 131, 625), ("days", 131, 611),
    ("Tell the", 88, 581), ("board", 88, 567), ("28", 131, 581), ("days", 131, 567),
)  # fmt: skip
"""Two rows under one first cell, without rules and with little space, each cell drawn whole."""


def printed(*words: tuple[str, float, float]) -> bytes:
    """A page of lines of text and these words, in the order in which they are drawn."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(60, 740, "Lamp Code of Practice")
    for text, base in TEXT:
        canvas.drawString(60, base, text)
    for text, left, base in words:
        canvas.drawString(left, base, text)
    canvas.save()
    return made.getvalue()


def told(body: bytes) -> list[str]:
    return [note for note in read_pdf(body).review if "drawn across each other" in note]


def test_cells_that_are_read_across_are_told() -> None:
    """Nothing but the file's order says that "14 days" is a cell beside "Answer the user"."""
    assert "Answer 14 the user days" in " ".join(block.text for block in read_pdf(printed(*CELLS)).blocks)
    assert told(printed(*CELLS)) == [
        "page 1: words of two lines are drawn across each other, and may be cells of a table read across: "
        "'Answer 14' above 'the user days'"
    ]


def test_lines_that_are_drawn_one_after_the_other_are_not() -> None:
    """Text, in one piece or word by word, and the same words drawn as lines."""
    by_line = sorted(CELLS, key=lambda cell: -cell[2])
    assert told(printed(*by_line)) == []
    assert told(printed()) == []


def test_it_is_said_with_the_document() -> None:
    """Whoever parses the file sees it."""
    assert any("drawn across each other" in note for note in parse(printed(*CELLS)).coverage.review)
