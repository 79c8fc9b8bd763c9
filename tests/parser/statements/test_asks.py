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


def para(*texts: str) -> list[Block]:
    return [Block(text) for text in texts]


def test_each_form_is_found_in_order() -> None:
    """A numbered run, a list below a call, and what urges after them; the call leads and is no ask of its own."""
    blocks = [
        Block("We have three asks of the harbour."),
        Block("Extend the lamp rule to small quays.", style="item", marker="1."),
        Block("Publish the plan.", style="item", marker="2."),
        Block("Ministers should:"),
        Block("fund the keepers", style="item"),
        Block("We also urge the regulator to say when."),
        Block("We urge the regulator to adopt these recommendations."),
    ]
    found = asks(blocks)
    assert [(ask.form, ask.num, ask.text) for ask in found] == [
        ("numbered", "1", "Extend the lamp rule to small quays."),
        ("numbered", "2", "Publish the plan."),
        ("listed", None, "Ministers should:\nfund the keepers"),
        ("prose", None, "We also urge the regulator to say when."),
    ]
    assert found[2].whom == "Ministers"


def test_numbered_sections_are_no_asks_but_hold_some() -> None:
    """Sections of a response that tell are not demands; a sentence in one that asks is."""
    blocks = [
        Block("1. About us", style="heading", level=2),
        *para("We keep lamps.", "We have done so long.", "Others have too.", "It is dark."),
        Block("2. The draft", style="heading", level=2),
        *para(
            "The draft is short.", "The measure in PCU C6 should apply to every service.", "It is late.", "So be it."
        ),
    ]
    assert [(ask.form, ask.text) for ask in asks(blocks)] == [
        ("prose", "The measure in PCU C6 should apply to every service.")
    ]


def test_headings_that_command_are_asks_with_their_text() -> None:
    """Two or more headings of one level that begin with a verb that asks."""
    blocks = [
        Block("Strengthen the lamps", style="heading", level=2), *para("They flicker."),
        Block("Publish the plan", style="heading", level=2), *para("It is secret."),
    ]  # fmt: skip
    assert [(ask.heading, ask.text) for ask in asks(blocks)] == [
        ("Strengthen the lamps", "They flicker."),
        ("Publish the plan", "It is secret."),
    ]


def test_a_second_list_begins_at_one_again() -> None:
    """Two numbered lists are two runs; no item is swallowed by the one before."""
    blocks = para("1. Extend the rule.", "2. Publish the plan.", "And of ministers:", "1. Fund keepers.", "2. Ban fog.")
    assert [ask.text for ask in asks(blocks)] == ["Extend the rule.", "Publish the plan.", "Fund keepers.", "Ban fog."]


def test_a_statement_without_asks_has_none() -> None:
    """A government's must tells its law; thanks and news ask for nothing."""
    law = para("Services must light lamps.", "We thank all who came.")
    assert asks(law, argues=False) == ()
    assert asks(para("We thank all who came.", "It was a long night.")) == ()
