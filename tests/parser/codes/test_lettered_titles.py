"""Titles whose letter the numbers below them begin with: `A General` above `A.1`, `Annex B` above `B1`."""

import pytest

from corpus.provision import walk
from parser.document import parse

TITLES = ("<h2>{0}</h2>", "<p><b>{0}</b></p>")


def labels(body: str) -> tuple[list[str | None], int]:
    """The labels of a page, and how many doubts it leaves."""
    found = parse(f"<html><body><h1>Code of signals</h1>{body}</body></html>".encode())
    return [node.label for node in walk(found.provisions) if node.label], len(found.structure.doubts)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("dot", [".", ""])
def test_a_lettered_title_is_the_section_of_its_paragraphs(title: str, dot: str) -> None:
    """However the title is set, it opens a section that holds them; one paragraph alone is enough."""
    body = (
        f"{title.format('A General')}<p>A{dot}1 A flag is carried.</p><p>A{dot}2 It must not be red:</p>"
        f"<p>(a) at night; or</p><p>(b) in fog.</p>{title.format('B Lamps')}<p>B{dot}1 A lamp is lit.</p>"
    )
    expected = ["Section A", f"A{dot}1", f"A{dot}2", f"A{dot}2(a)", f"A{dot}2(b)", "Section B", f"B{dot}1"]
    assert labels(body) == (expected, 0)


def test_paragraphs_of_an_annex_may_begin_with_its_letter_or_number() -> None:
    """`A1` in Annex A and `A2.1` in Appendix 2 are labels although nothing goes on from them."""
    body = (
        "<h2>1. Flags</h2><p>1.1 A flag is carried.</p><p>1.2 It is not red.</p><h2>Annex B: Lamps</h2>"
        "<p>B1 A lamp is lit.</p><h2>Appendix 2</h2><p>A2.1 A horn must not be used.</p>"
    )
    assert labels(body) == (["Section 1", "1.1", "1.2", "Annex B", "B1", "Appendix 2", "A2.1"], 0)


@pytest.mark.parametrize(
    "body",
    [
        "<h2>A General</h2><p>This applies to all.</p><h2>B Lamps</h2><p>So does this.</p>",
        "<h2>A Guide to the A1</h2><p>The road is long.</p><p>A1 is its name.</p><p>A14 is another.</p>",
        "<p><b>I</b> fly.</p><p>I.1 is no number.</p>",
    ],
)
def test_a_letter_without_its_numbers_is_a_word(body: str) -> None:
    """`A Guide` is no section A: only what a number below begins with is one."""
    assert labels(body) == ([], 0)


@pytest.mark.parametrize(
    ("titles", "sections"),
    [
        (("<b>A. Tubs</b>", "<b>B. Lines</b>", "<b>C. Complaints</b>"), "ABC"),
        (("I. TUBS", "II. LINES", "III. COMPLAINTS"), ("I", "II", "III")),
    ],
)
def test_lettered_lines_between_numbered_paragraphs_are_sections(
    titles: tuple[str, ...], sections: tuple[str, ...]
) -> None:
    """Titles in bold letters or in capitals are no items of the paragraph before them."""
    body = "".join(
        f"<p>{title}</p><p>{2 * n + 1}. It is so.</p><p>{2 * n + 2}. It is not.</p>" for n, title in enumerate(titles)
    )
    expected = [label for n, num in enumerate(sections) for label in (f"Section {num}", str(2 * n + 1), str(2 * n + 2))]
    assert labels(body) == (expected, 0)


@pytest.mark.parametrize(
    "body",
    [
        "<p>1.1 Clean:</p><p><b>(a) Tubs</b></p><p>with soap</p><p><b>(b) Lines</b></p><p>with water</p>",
        "<p>Thanks to</p><p><b>A. Smith</b></p><p><b>B. Jones</b></p><p>for all they did.</p>",
        "<p>These are clean:</p><p><b>A. Tubs</b></p><p>of wood</p><p><b>B. Lines</b></p><p>of rope</p>",
    ],
)
def test_lettered_lines_that_words_lead_in_or_that_hold_nothing_are_no_sections(body: str) -> None:
    """Items in bold letters, and names, divide no document."""
    assert not any((label or "").startswith("Section") for label in labels(body)[0])


def test_a_part_may_give_its_letter_to_its_paragraphs() -> None:
    """`A1.` below `Part A` in bold letters is a label, and one bold annex behind the parts has its own numbers."""
    body = (
        "<p><b>Part A – Pilots</b></p><p>A1. Pilots register.</p><p>A2. They must not be under 12.</p>"
        "<p><b>Part B – Drones</b></p><p>B1. Drones are marked.</p>"
        "<p><b>Annex 1 – Marks</b></p><p>1. Marks are white.</p><p>2. They are not small.</p>"
    )
    assert labels(body) == (["Part A", "A1", "A2", "Part B", "B1", "Annex 1", "Annex 1/1", "Annex 1/2"], 0)
