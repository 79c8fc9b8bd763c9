"""Codes whose covers, numbers and lead-ins are unlike those of the codes we know."""

import pytest

from corpus.provision import find, walk
from parser.codes.grammar import Structure, structure
from parser.readers.text.markdown import read_text

MEASURE = "XYZ {number} Lamps\nApplication\nXYZ {number}.1 This applies to all keepers.\n"


def made(text: str) -> Structure:
    return structure(read_text(text).blocks)


@pytest.mark.parametrize("line", ["4 July 2025", "1st May 2025", "12 Sept 2025", "2 Quay Street, Harbour Town"])
def test_a_date_or_an_address_on_a_cover_is_no_section(line: str) -> None:
    """A line of the cover that begins with a figure leaves the numbers of the sections alone."""
    found = made(f"A code for keepers\n{line}\n1 Introduction\n1.1 Keep lamps.\n2 Scope\n2.1 All lamps.\n")
    assert [node.label for node in walk(found.provisions) if node.kind == "section"] == ["Section 1", "Section 2"]
    assert any(line in (node.text, node.heading) for node in found.provisions)


@pytest.mark.parametrize("numbers", [("1", "2"), ("1-A", "2-A"), ("M1.1", "M2.1")])
def test_subsections_stand_over_measures_whose_numbers_have_no_such_letter(numbers: tuple[str, str]) -> None:
    """`A. Lights`, `B. Bells` are subsections because measures follow and the letters go on."""
    first, second = (MEASURE.format(number=number) for number in numbers)
    found = made(f"4 Recommended measures\nA. Lights\n{first}B Bells\n{second}")
    assert [node.label for node in walk(found.provisions) if node.kind == "subsection"] == [
        "Section 4/A",
        "Section 4/B",
    ]


@pytest.mark.parametrize(
    ("words", "level", "labels"),
    [
        ("1.1 Keep lamps.", "##", ["Section 1", "Section A", "Section B", "Section 2"]),
        ("1.1 Keep lamps.", "###", ["Section 1", "Section 1/A", "Section 1/B", "Section 2"]),
        ("", "##", ["Section 1", "Section 1/A", "Section 1/B", "Section 2"]),
    ],
    ids=["as the section", "below it", "in a section without words"],
)
def test_lettered_headings_set_as_a_section_with_words_stand_beside_it(
    words: str, level: str, labels: list[str]
) -> None:
    """`A. Lights` of the level of `1. Introduction`, which has paragraphs, is no part of the introduction."""
    first, second = (MEASURE.format(number=number).replace("XYZ", "#### XYZ", 1) for number in ("A1", "B1"))
    text = (
        f"# A code\n## 1. Scope\n{words}\n{level} A. Lights\n{first}{level} B. Bells\n{second}## 2. Terms\n2.1 Words.\n"
    )
    found = structure(read_text(text).blocks)
    assert [node.label for node in walk(found.provisions) if node.kind in ("section", "subsection")] == labels


@pytest.mark.parametrize(
    "lead",
    [
        "In this Recommendation XYZ M2.1:",
        "For this purpose,",
        "The following definitions apply in XYZ M2.1 and XYZ M2.2:",
        "For the purposes of paragraph 3.4,",
    ],
)
def test_a_definition_follows_a_lead_in_with_numbers(lead: str) -> None:
    """The dot of a number does not end the lead-in."""
    measure = MEASURE.format(number="M2.1")
    found = made(f"4 Measures\n{measure}XYZ M2.1.2 {lead} “lamp” means a light; “bell” means a gong.\n")
    node = find(found.provisions, "XYZ M2.1.2")
    assert node is not None
    assert node.text == lead
    assert [child.label for child in node.children] == ["Definition/lamp@XYZ M2.1", "Definition/bell@XYZ M2.1"]


def test_the_meaning_in_a_table_may_repeat_its_term() -> None:
    """A cell that says `“lamp” means …` beside `“lamp”` is one definition."""
    text = "5 Definitions\n| Term | Meaning |\n|---|---|\n| “lamp” | “lamp” means a light |\n| bell | a gong |\n"
    definitions = [node for node in walk(made(text).provisions) if node.kind == "definition"]
    assert [node.label for node in definitions] == ["Definition/lamp@Section 5", "Definition/bell@Section 5"]
