"""Lists, tables, answers and headings that ask, in words of our own: how many asks each makes."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from parser.document import parse
from parser.read import read
from parser.statements.grammar import interpret

KINDS = tomllib.loads((Path(__file__).parent / "kinds" / "lists.toml").read_text("utf-8"))
NEUTRAL = tomllib.loads((Path(__file__).parent / "kinds" / "neutral.toml").read_text("utf-8"))
HEAD = """Open letter on the draft code

3 May 2025

Dear Secretary of State,

We run a helpline for families, and each day we hear from many of them about what they saw.

"""
TAIL = """

Many children call us each day.

Yours sincerely,

Jane Archer
Chief Executive, Lantern Trust
"""


def asks(text: str, name: str) -> list[str]:
    """The asks of a letter with this text."""
    made = parse(text.encode(), name=name).statement
    assert made is not None
    return [ask.text for ask in made.asks]


@pytest.mark.parametrize("case", KINDS["text"], ids=lambda case: case["name"])
def test_lists(case: dict[str, Any]) -> None:
    """Items are asks below a heading or a sentence that asks, however they are marked, and below nothing else."""
    assert len(asks(HEAD + case["body"] + TAIL, "letter.txt")) == case["many"]


@pytest.mark.parametrize("case", KINDS["page"], ids=lambda case: case["name"])
def test_headings_and_tables(case: dict[str, Any]) -> None:
    """A heading that demands asks with its text; so does a cell of a column of recommendations."""

    def paragraphs(text: str) -> str:
        return "".join(f"<p>{each}</p>" for each in text.strip().split("\n\n"))

    front, end = paragraphs(HEAD.partition("code")[2]), paragraphs(TAIL).replace("Archer\n", "Archer<br>")
    title = "Open letter on the draft code"
    main = f"<main><h1>{title}</h1>{front}{case['body']}{end}</main>"
    page = f"<html><head><title>{title}</title></head><body>{main}</body></html>"
    assert len(asks(page, "letter.html")) == case["many"]


def test_a_cell_of_a_column_of_asks_keeps_its_place() -> None:
    """The first cell of the row says what the ask is about."""
    head = "<tr><th>Paragraph</th><th>Proposed amendment</th></tr>"
    table = f"<table>{head}<tr><td>C6.1</td><td>Lower it</td></tr></table>"
    words = "<p>We keep lamps lit for all of you who sail.</p><p>Signatories:</p><p>Kite Trust</p>"
    made = parse(f"<main><h1>Joint statement</h1>{table}{words}</main>".encode(), name="a.html")
    assert made.statement is not None
    assert [(ask.heading, ask.text) for ask in made.statement.asks] == [("C6.1", "Lower it")]


def test_what_stands_after_a_list_is_asked_too() -> None:
    """A paragraph after the items of a call asks again; one that only points back to them does not."""
    listed = "We ask Ofcom to:\n\n• publish its data\n\n• name a contact"
    text = f"{listed}\n\nSearch should be covered.\n\nOnly these changes will do."
    assert asks(HEAD + text + TAIL, "letter.txt")[2:] == ["Search should be covered."]


def test_the_words_of_an_item_are_whole() -> None:
    """A letter and a bracket within an item are no enumerator: nothing is cut out of an ask."""
    text = "We ask Ofcom to:\n\n• say what authorities (LAs and CCGs) are to do\n\n• name a contact"
    assert asks(HEAD + text + TAIL, "letter.txt")[0].endswith("\nsay what authorities (LAs and CCGs) are to do")


def test_items_of_one_list_stand_beside_each_other() -> None:
    """Below a heading as below a sentence; an item of a deeper list stands under the item before it."""
    inner = "<ul><li>Trim wicks<ul><li>at dusk</li><li>at dawn</li></ul></li><li>Fill lamps</li></ul>"
    words = "<p>We keep lamps lit for all of you who sail by night.</p>"
    listed = f"{words}<h2>Our asks</h2>{inner}{words}<p>Signatories:</p><p>Kite Trust</p>"
    page = f"<main><h1>Joint statement on lamps</h1>{listed}</main>"
    tree = parse(page.encode(), name="a.html").provisions
    items = [node for node in tree if node.kind == "subparagraph"]
    assert [node.text for node in items] == ["Trim wicks", "Fill lamps"]
    assert [[below.text for below in node.children] for node in items] == [["at dusk", "at dawn"], []]


WORDS = "<p>We are a trust that keeps lamps on every quay, and each night we hear from those at sea.</p>"
SHAPES = {
    "headings below one that asks": (
        "<h2>Recommendations</h2><h3>A light on the quay</h3><p>It is dark.</p><h3>A bell</h3><p>It is foggy.</p>", 2),
    "a column of asks that comes first": (
        "<table><tr><th>Recommendation</th><th>Reason</th></tr><tr><td>Light the quay</td><td>It is dark</td></tr>"
        "<tr><td>Hang a bell</td><td>It is foggy</td></tr></table>", 2),
    "a column of asks behind the issue": (
        "<table><tr><th>Issue</th><th>What we are asking for</th></tr><tr><td>Fog</td><td>Hang a bell</td></tr>"
        "<tr><td>Tolls</td><td>No change.</td></tr></table>", 1),
    "numbers in bold": (
        "<p><b>Recommendation 1:</b> The board should light the quay.</p><p>It is dark.</p>"
        "<p><b>Recommendation 2:</b> A bell should be hung.</p><p>It is foggy.</p>", 2),
    "an answer below a question": (
        "<h3>Question 1: Should the toll be cut?</h3><p>Yes. The toll should also be the same for all.</p>", 1),
    "findings": ("<h2>Key findings</h2><ul><li>Most quays are dark</li><li>Bells must be rung by hand</li></ul>", 0),
    "sections of a response": (
        "<h2>1. Introduction</h2><p>We keep lamps.</p><h2>2. The quay</h2><p>The quay should be lit.</p>"
        "<h2>3. Conclusion</h2><p>We are grateful.</p>", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_of_a_response(name: str) -> None:
    """Headings below a heading, columns of tables, numbers in bold, answers, findings: each ask once, and no more."""
    body, many = SHAPES[name]
    page = f"<main><h1>Lantern Trust response to the draft code</h1>{WORDS}{body}<p>We thank the board.</p></main>"
    made = parse(page.encode(), name="a.html").statement
    assert made is not None
    assert len(made.asks) == many


def test_what_a_page_says_above_a_letter_is_read_too() -> None:
    """A paragraph above the salutation that tells what the letter asks is an ask; an address is none."""
    above = (
        "Open letter on harbour lamps\n\nForty keepers’ guilds have today sent a letter that urges the prime minister"
        " to keep every harbour lamp lit through the coming winter.\n\nGuild House, Pier 4, must be reached by boat\n\n"
    )
    text = above + HEAD.partition("2025\n\n")[2] + "We ask you to pay for oil." + TAIL
    assert [each.split()[0] for each in asks(text, "letter.txt")] == ["Forty", "We"]


def test_a_government_that_a_title_names_as_its_topic_gives_no_statement() -> None:
    """Then must and should are the author's demands, as in any statement."""
    text = (
        "Statement on the European Commission’s lamp guidelines\n\nTogether with nine guilds, the Kite Trust welcomes"
        " the guidelines. To keep its word, they should cover every harbour.\n\nSignatories:\n\nKite Trust\n\n"
        "Lantern Trust\n\nHarbour Alliance"
    )
    assert len(asks(text, "statement.txt")) == 1


def test_a_paragraph_long_after_a_list_does_not_conclude() -> None:
    """Only right after a list, or at the end, does `For …` or `If …` sum up what was asked."""
    body = (
        "We ask Ofcom to:\n\n• publish its data\n\n• name a contact\n\nWe turn to small harbours.\n\nThey are poor.\n\n"
        "For small harbours, the fee should be halved.\n\nThey cannot pay it.\n\nTheir boats are old.\n\nSome leak."
    )
    assert len(asks(HEAD + body + TAIL, "letter.txt")) == 3


def read_as_one(text: str) -> list[str]:
    """The asks of a text that is read as a statement, whatever it is."""
    return [ask.text for ask in interpret(read(text.encode(), name="text.txt")).statement.asks]


@pytest.mark.parametrize("text", NEUTRAL["text"], ids=lambda text: text["name"])
def test_whole_texts_that_ask_for_little(text: dict[str, Any]) -> None:
    """Minutes, evidence in numbered paragraphs, blogs, news: the sentences that ask are found and no others."""
    assert read_as_one(text["body"]) == text["asks"]


def test_a_letter_that_says_to_whom_it_speaks_without_a_greeting() -> None:
    """What it orders is asked of him, though it says `your`; a leaflet that says so speaks to its readers."""
    orders = "Keep the ferry running.\n\nPublish the log of every delay on your own line."
    words = "The ferry was late on forty days of the last winter, and nobody on the quay was told why.\n\n"
    assert len(read_as_one(f"To the chair of Kite Ferries:\n\n{words}{orders}")) == 2
    assert len(read_as_one(f"Life on the quay\n\n{words}{orders}")) < 2


def test_the_headline_of_a_text_that_asks_nowhere_else() -> None:
    """A first line that says who asks whom is the ask; below it a paragraph that asks makes it a mere headline."""
    head = "Keepers’ guild urges the board to light every quay"
    tells = "The guild met the board on Monday and showed it the log of the winter, which runs to forty pages."
    asked = "“The board should pay for the oil,” its chair said."
    assert read_as_one(f"{head}\n\n{tells}") == [head]
    assert read_as_one(f"{head}\n\n{tells} {asked}") == [asked]


def test_who_said_it_behind_what_was_said() -> None:
    """A minister asks for nothing by what he says should be; a guild does."""
    said = "Guilds should keep out of the matter, {} said on Monday."
    words = "We keep lamps on every quay and hear from those at sea each night of the year.\n\n"
    found = {who: len(read_as_one(words + said.format(who))) for who in ("the minister", "the Kite Trust")}
    assert found == {"the minister": 0, "the Kite Trust": 1}
