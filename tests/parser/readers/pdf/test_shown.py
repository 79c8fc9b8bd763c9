"""What a page shows: hidden, covered and struck words, words of annotations, line numbers, watermarks."""

import io
from itertools import pairwise

import pikepdf
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from parser.document import parse
from parser.readers.pdf.document import read_pdf
from parser.readers.pdf.gate import check
from parser.readers.pdf.tags import DEEPEST, read_tags

LINES = ("1.1 The keeper keeps a log.", "1.2 The keeper must", "1.3 The log is kept for a year.")


def page(hide: str) -> bytes:
    """Three paragraphs, with a word after "must" that is shown, or not, in one way."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 12)
    for place, line in enumerate(LINES):
        canvas.drawString(72, 700 - 30 * place, line)
    text = canvas.beginText(72 + canvas.stringWidth(LINES[1] + " ", "Helvetica", 12), 670)
    canvas.saveState()
    if hide == "white":
        canvas.setFillGray(1)
    text.setTextRenderMode(3 if hide == "invisible" else 0)
    text.textOut("not")
    canvas.drawText(text)
    canvas.restoreState()
    after = 72 + canvas.stringWidth(LINES[1] + " not ", "Helvetica", 12)
    if hide == "covered":
        canvas.setFillGray(1)
        canvas.rect(after - 22, 664, 21, 18, stroke=0, fill=1)
        canvas.setFillGray(0)
    if hide == "struck":
        canvas.line(after - 21, 674, after - 3, 674)
    canvas.drawString(after, 670, "sleep on watch.")
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("hide", "rule"),
    [
        ("", ""),
        ("white", "not shown on the page"),
        ("invisible", "not shown on the page"),
        ("covered", "not shown on the page"),
        ("struck", "struck"),
    ],
)
def test_a_word_that_nobody_sees_is_no_word_of_the_text_and_is_listed(hide: str, rule: str) -> None:
    """A lost "not" is the worst that can happen: it is read where it is seen, and only there."""
    made = parse(page(hide), name="code.pdf")
    words = " ".join(node.text for root in made.provisions for node in root.walk())
    assert ("must not sleep" in words) is (not rule)
    assert [drop.text for drop in made.coverage.drops if drop.rule == rule] == (["not"] if rule else [])


def test_words_of_a_form_field_stand_where_a_viewer_paints_them() -> None:
    """The value of a field is on the page in every viewer."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawString(72, 700, "1.1 The person on watch is:")
    canvas.acroForm.textfield(value="The Chief Keeper", x=230, y=692, width=200, height=20, borderWidth=0)
    canvas.drawString(72, 660, "1.2 The log is kept for a year.")
    canvas.save()
    text = " ".join(block.text for block in read_pdf(file.getvalue()).blocks)
    assert text.index("watch is:") < text.index("The Chief Keeper") < text.index("kept for a year")


def with_tags(depth: int, circle: bool = False) -> bytes:
    """A page whose structure tree is a chain of elements."""
    pdf = pikepdf.open(io.BytesIO(page("")))
    elements = [pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Sect)) for _ in range(depth)]
    for above, below in pairwise(elements):
        above.K = below
    elements[-1].K = elements[0] if circle else 0
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=elements[0]))
    file = io.BytesIO()
    pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("depth", "circle", "said"), [(3, True, "circle"), (DEEPEST + 5, False, "levels")])
def test_tags_without_end_are_a_doubt(depth: int, circle: bool, said: str) -> None:
    """A tree that runs in a circle or is endless deep is not used, and that is said; the words are read."""
    reading = read_pdf(with_tags(depth, circle))
    assert any(said in reason for reason in reading.review)
    assert "sleep on watch" in " ".join(block.text for block in reading.blocks)


def test_tags_that_point_nowhere_say_nothing() -> None:
    """Content that is on no page has no words to be a tag of."""
    body = with_tags(3)
    assert check(body).tags.doubts == ()
    with pikepdf.open(io.BytesIO(body)) as pdf:
        assert set(read_tags(pdf).places) == {(0, 0)}
    assert read_pdf(body).review == ()


def over_a_picture(words: str, under: str = "") -> bytes:
    """A page with a picture of print, words set without print over it, and others below it that it covers."""
    drawn = Image.new("L", (240, 24), 255)
    ImageDraw.Draw(drawn).text((2, 4), words, fill=0, font_size=16)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Helvetica", 16)
    canvas.drawString(72, 700, "1.1 The keeper keeps a log.")
    for text in (under, words):
        line = canvas.beginText(74, 605)
        line.setTextRenderMode(3)
        line.textOut(text)
        canvas.drawText(line)
        if text == under:
            canvas.drawInlineImage(drawn, 72, 600)
    canvas.save()
    return file.getvalue()


def test_words_set_without_print_over_their_picture_are_read_and_said() -> None:
    """A scan has its words so; of words at one place those that the picture covers are not what it shows."""
    found = read_pdf(over_a_picture("The log may burn.", under="The log must burn."))
    read = " ".join(block.text for block in found.blocks if not block.rule)
    assert read == "1.1 The keeper keeps a log. The log may burn."
    assert [block.text for block in found.blocks if block.rule == "covered"] == ["The log must burn."]
    assert "page 1: 4 words are no print but the text of a picture; compare them" in found.review
    assert [block.rule for block in read_pdf(over_a_picture("ISBN 978-0")).blocks] == ["", ""]
