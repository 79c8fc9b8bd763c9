"""What counts as an ask of a statement."""

from parser.readers.blocks import Block
from parser.statements.asks import asks


def listed(heading: str, *items: str) -> list[str]:
    blocks = [Block(heading, style="heading", level=1), *(Block(item, style="item") for item in items)]
    return [ask.text for ask in asks(blocks)]


def test_links_under_a_headline_are_no_asks() -> None:
    """A list that only leads elsewhere asks for nothing; one real demand among them is enough."""
    headline = "Keepers demands better lamps"
    assert listed(headline, "Read the letter here.", "View the list of lamps.") == []
    assert listed(headline, "Light every lamp.", "View the list of lamps.") == [
        "Light every lamp.",
        "View the list of lamps.",
    ]
