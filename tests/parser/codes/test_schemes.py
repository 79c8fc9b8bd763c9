"""Label schemes known and guessed."""

import pytest

from corpus.provision import walk
from corpus.work import Scheme
from parser.codes.schemes import number_at, recognise
from parser.document import parse
from parser.readers.blocks import Block


def guessed(*texts: str) -> tuple[Scheme, ...]:
    return recognise([Block(text) for text in texts])


@pytest.mark.parametrize(
    ("measure", "paragraph"),
    [
        ("XYZ 3-B", "XYZ 3-B.1"),
        ("XYZ M7", "XYZ M7.2"),
        ("XYZ 12", "XYZ 12.4"),
        ("XYZ M7.2", "XYZ M7.2.1"),
        ("QRS AB1", "QRS AB1.1A"),
        ("QRS2 C1", "QRS2 C1.3"),
        ("QR-S C1", "QR-S C1.3"),
    ],
)
def test_a_scheme_is_guessed_from_measures_and_their_paragraphs(measure: str, paragraph: str) -> None:
    """A prefix whose numbers come as measures and as paragraphs under them numbers a code."""
    (scheme,) = guessed(f"{measure} A title", f"{paragraph} Some words.")
    assert number_at(measure, (scheme,)).label == measure  # type: ignore[union-attr] # found, or the test fails
    assert number_at(paragraph, (scheme,)).paragraph == paragraph.removeprefix(f"{scheme.prefix} ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "texts", [("ISBN 978-1-5286-0000-1",), ("GCSE 9-1 results",), ("XYZ 4 is a road",), ("COVID 19.2 was",)]
)
def test_other_capitals_are_no_scheme(texts: tuple[str, ...]) -> None:
    """Abbreviations with numbers do not make a code of a document."""
    assert guessed(*texts) == ()


def test_known_schemes_are_used_only_where_the_document_shows_them() -> None:
    """The catalogue's schemes that the document does not use are left out."""
    blocks = [Block("PCX C1.1 Words.")]
    assert recognise(blocks, [Scheme("PCX"), Scheme("ICX")]) == (Scheme("PCX"),)


@pytest.mark.parametrize("text", ["PCX C1(a) says", "PCX C11/2", "PCX C1x", "SPCX C1 title"])
def test_a_citation_is_not_a_heading_number(text: str) -> None:
    """A number that goes on as a citation does not open a provision."""
    assert number_at(text, (Scheme("PCX"),)) is None


def test_a_quotation_mark_may_stand_in_front() -> None:
    """What an instruction inserts opens with a quotation mark."""
    number = number_at("“PCX C11 Storms", (Scheme("PCX"),))
    assert number is not None
    assert number.label == "PCX C11"


@pytest.mark.parametrize("prefix", ["MUS-C", "MUS.C", "MUS/C"])
def test_a_prefix_may_have_a_letter_of_its_own_behind_a_sign(prefix: str) -> None:
    """`MUS-C1.1` is a paragraph of the measure `MUS-C1`, whatever sign parts the letter from the prefix."""
    body = (
        f"<h2>{prefix}1 Light</h2><p>{prefix}1.1 Light must not exceed 50 lux.</p><p>{prefix}1.2 Blinds are closed.</p>"
        f"<h2>{prefix}2 Damp</h2><p>{prefix}2.1 Damp is measured.</p>"
    )
    found = parse(f"<html><body><h1>Museum Standards</h1>{body}</body></html>".encode())
    numbers = ("1", "1.1", "1.2", "2", "2.1")
    assert [node.label for node in walk(found.provisions) if node.label] == [f"{prefix}{number}" for number in numbers]
    assert found.structure.doubts == ()
