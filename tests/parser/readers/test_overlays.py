"""Words struck out letter by letter with combining strokes."""

import pytest

from parser.document import parse
from parser.read import read


def through(words: str, stroke: str = "\u0336") -> str:
    """The words with a stroke through every character."""
    return "".join(f"{letter}{stroke}" for letter in words)


@pytest.mark.parametrize("stroke", ["\u0335", "\u0336", "\u0337", "\u0338", "\u20d2"])
@pytest.mark.parametrize("form", ["<html><body><main><h1>Lamps</h1><p>{}</p></main></body></html>", "Lamps\n\n{}\n"])
def test_struck_letters_are_struck_words(form: str, stroke: str) -> None:
    """A "not" with strokes through its letters is out of the text, in the list of dropped words, and said."""
    text = f"1.1 The keeper should {through('not ', stroke)}light {through('any of', stroke)} the lamps at dusk."
    expression = parse(form.format(text).encode(), name="x.html" if form.startswith("<") else "x.txt")
    texts = [node.text for root in expression.provisions for node in root.walk()]
    assert "The keeper should light the lamps at dusk." in texts
    assert [drop.text for drop in expression.coverage.drops if drop.rule == "struck"] == ["not", "any of"]
    assert not expression.coverage.shortfall
    assert any("struck" in reason for reason in expression.coverage.review)


def test_a_letter_with_a_stroke_stays_and_is_said() -> None:
    """One letter alone may be a letter of an alphabet."""
    reading = read(f"Lamps\n\nThe keeper of Dz{through('o')}n lights the lamp.\n".encode(), "x.txt")
    assert any("o\u0336" in block.text for block in reading.blocks)
    assert any("has a stroke" in reason for reason in reading.review)


def test_text_without_strokes_is_left() -> None:
    """Accents and signs that are written with combining marks are no strokes."""
    reading = read("Lamps\n\nCafe\u0301 and nai\u0308ve: 3 \u2260 4.\n".encode(), "x.txt")
    assert reading.review == ()


def test_a_long_row_of_blanks_is_read_in_no_time() -> None:
    """The pattern takes time in proportion to the text."""
    reading = read(f"Lamps\n\n{through('a')}{' -' * 50_000}\n".encode(), "x.txt")
    assert any("has a stroke" in reason for reason in reading.review)
