"""Sentences with a word of asking that are none of a statement's asks."""

from parser.statements.passed_over import passed_over


def test_what_has_a_word_of_asking_and_is_no_ask() -> None:
    """In order and once; a sentence that is, or stands in, an ask is none, nor is one without such a word."""
    text = [
        "We urge you to act. Under the Act, harbours must keep a log.",
        "Lamps were lit. Under the Act, harbours must keep a log.",
        "ring the bell, which should be heard",
    ]
    asks = ["We urge you to act.", "We ask that you:\nring the bell, which should be heard"]
    assert passed_over(text, asks) == ["Under the Act, harbours must keep a log."]
