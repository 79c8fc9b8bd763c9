"""Statements: type, issuer, addressee, signatories, asks; every word in the tree or in the drops."""

from dataclasses import replace

import pytest

from corpus.work import Signatory
from parser.coverage import prove
from parser.readers.blocks import Block, Reading
from parser.readers.text.markdown import read_text
from parser.statements.grammar import interpret, statement, statement_type
from parser.statements.signatories import is_organisation, is_person, signed

JOINT = """Harbour Coalition for Safer Lights

JOINT STATEMENT ON THE LIGHTS OF THE HARBOUR June 2026

We welcome the draft of the lights code and have read it. It must go further than what keepers already do.

1. Trim every lamp

The code should say that every lamp is trimmed each night, and that somebody writes down who trimmed it and when. We
urge the harbour to adopt what we proposed.

A second paragraph of the first demand.

2. Publish the plans

The plans must be published within twelve months.

Against a background of longer nights we ask all to work together, so that the harbour is the safest place to be.

| S | | | |
|---|--|--|--|

Lantern Trust

KEEP

Quay Children's Helpline (QCH)

R;vers and Lights

Ada Quill, Director, Kite Safety Network

Ben Marsh, Head of Policy, Buoy the Sea

The Families of Lost Keepers

Carla Moss

Dan and Eve Oakes

Fay Rowe and Gus Penn

Hal McRae MBE"""

LETTER = """**lanterns' charities' coalition on harbour safety**  
10 Quay Street, Port, PX2B 5DG

Mara Hill MP  
Secretary of State for Harbours  
4<sup>th</sup> Floor  
100, Pier Street

19<sup>th</sup> May 2018

Dear Secretary of State,

We keep the lamps at night, and we urge you to light the harbour again before winter comes.

There is an urgent need to trim the lamps. Nothing else will do; too many lamps have gone out before.

Yours sincerely,

A handwritten signature of 'Rowan Ellery' in blue ink, over a white background.

Rowan Ellery OBE  
Secretary

[www.example.org](http://www.example.org)

---000---

Rowan Ellery OBE  
Secretary  
12<sup>th</sup> May 2018."""  # noqa: W291 (two spaces at the end of a line are Markdown's line break)


def names(text: str) -> list[str]:
    return [signatory.name for signatory in interpret(read_text(text)).statement.signatories]


def test_a_joint_statement_has_its_issuer_title_and_type() -> None:
    """The name above the title is the issuer; the title is the line that calls itself a statement."""
    made = interpret(read_text(JOINT))
    assert made.statement.type == "joint statement"
    assert made.statement.issuer == "Harbour Coalition for Safer Lights"
    assert made.title.startswith("JOINT STATEMENT")
    assert made.statement.addressee is None


def test_signatories_are_organisations_people_with_roles_and_people_of_a_group() -> None:
    """Each form is read; a name with a semicolon is one name; a group's heading is no signatory."""
    found = interpret(read_text(JOINT)).statement.signatories
    assert [(s.name, s.kind) for s in found[:4]] == [
        ("Lantern Trust", "organisation"),
        ("KEEP", "organisation"),
        ("Quay Children's Helpline (QCH)", "organisation"),
        ("R;vers and Lights", "organisation"),
    ]
    assert found[4] == Signatory("Ada Quill", "Director", "Kite Safety Network", "person")
    assert found[5] == Signatory("Ben Marsh", "Head of Policy", "Buoy the Sea", "person")
    assert {s.group for s in found[6:]} == {"The Families of Lost Keepers"}
    assert [s.name for s in found[6:]] == [
        "Carla Moss",
        "Dan Oakes",
        "Eve Oakes",
        "Fay Rowe",
        "Gus Penn",
        "Hal McRae MBE",
    ]


def test_a_pair_on_one_line_is_read_as_two_and_said() -> None:
    """Two first names with one surname, and two full names, are two people; the reading is a repair."""
    repairs = interpret(read_text(JOINT)).repairs
    assert [(repair.kind, repair.at) for repair in repairs] == [
        ("signatory_pair", "Dan and Eve Oakes"),
        ("signatory_pair", "Fay Rowe and Gus Penn"),
    ]
    assert "Dan Oakes and Eve Oakes" in repairs[0].detail


def test_numbered_demands_have_their_text_and_the_closing_words_are_no_demand() -> None:
    """A demand goes to the next number; the last one stops before the concluding paragraph."""
    asks = interpret(read_text(JOINT)).statement.asks
    assert [(ask.num, ask.heading) for ask in asks] == [("1", "Trim every lamp"), ("2", "Publish the plans")]
    assert asks[0].text.endswith("A second paragraph of the first demand.")
    assert asks[1].text == "The plans must be published within twelve months."


def test_all_text_is_in_the_tree_or_dropped_by_rule() -> None:
    """Numbered headings hold their paragraphs; what an extraction left of logos is dropped by rule."""
    reading = read_text(JOINT)
    provisions, said, drops = statement(reading)
    coverage = prove(reading, provisions, (), drops)
    assert coverage.shortfall == ""
    assert [drop.rule for drop in drops] == ["extraction-residue"]
    demand = next(node for node in provisions if node.num == "1")
    assert (demand.kind, demand.heading, len(demand.children)) == ("paragraph", "Trim every lamp", 2)
    assert said.type == "joint statement"


def test_an_open_letter_has_addressee_signature_and_asks() -> None:
    """Name and post from the address block; a second signature counts once; sentences that urge are asks."""
    reading = read_text(LETTER)
    made = interpret(reading)
    assert made.statement.type == "open letter"
    assert made.statement.issuer == "lanterns' charities' coalition on harbour safety"
    assert made.statement.addressee == "Mara Hill MP, Secretary of State for Harbours"
    assert made.statement.signatories == (
        Signatory("Rowan Ellery OBE", "Secretary", "lanterns' charities' coalition on harbour safety", "person"),
    )
    assert [ask.text.split()[0] for ask in made.statement.asks] == ["We", "There"]
    assert {repair.kind for repair in made.repairs} == {"repeated_signature"}
    assert {drop.rule for drop in made.drops} == {"image-description", "end-mark"}
    assert prove(reading, made.provisions, (), made.drops).shortfall == ""


def test_a_placeholder_is_kept_as_printed() -> None:
    """A name that is still open is neither invented nor left out."""
    text = (
        "Open letter\n\nDear Keeper,\n\n"
        + "We ask you to light the lamp again tonight. " * 4
        + "\n\nYours sincerely,\n\n[Name] [Position]\n"
    )
    assert interpret(read_text(text)).statement.signatories == (Signatory("[Name]", "[Position]", None, "person"),)


def test_names_listed_in_a_sentence_are_signatories() -> None:
    """`The coalition includes: A; B; C` is a list of names, whatever their form."""
    text = (
        "Coalition demands lamps\n\nThis coalition urges the harbour to light its lamps and keep "
        "them burning for all who come by sea at night, "
        "whatever the weather may be.\n\nThe coalition includes: Lantern Trust; Buoy Now; The Quay "
        "View; R;vers UK; Kite NI"
    )
    assert names(text) == ["Lantern Trust", "Buoy Now", "The Quay View", "R;vers UK", "Kite NI"]
    assert statement_type(read_text(text)) == "joint statement"


def test_a_statement_of_governments_is_known_by_title_and_bylines() -> None:
    """Names between bars at the end are those who state; a name that stands twice counts once."""
    text = (
        "Joint UK & US Statement On Lights\n\n"
        + "Both countries keep lamps and intend to keep more of them together. " * 4
        + "\n\nUK Government     |     White House     |     White House\n"
    )
    made = interpret(read_text(text))
    assert statement_type(read_text(text)) == "government statement"
    assert made.statement.issuer == "UK Government and White House"
    assert [s.name for s in made.statement.signatories] == ["UK Government", "White House"]


def test_guidance_is_guidance_and_asks_for_nothing() -> None:
    """A guide that speaks to its reader has no signatories and no asks."""
    text = (
        "Guidance on lamps\n\n" + "You should trim your lamp at dusk and put it out at dawn, whatever the weather. " * 3
    )
    assert statement_type(read_text(text)) == "guidance"
    assert interpret(read_text(text)).statement.asks == ()


@pytest.mark.parametrize(
    "text",
    [
        "News\n\nJoint statement on lights\n\nLetter to the keeper",
        "Code\n\n1.1 One.\n\n1.2 Two.\n\n1.3 Three words of ours.\n",
        "History of lamps\n\n" + "Lamps were lit long before harbours were built, as every keeper knows. " * 4,
    ],
)
def test_other_documents_are_no_statements(text: str) -> None:
    """A list of titles, a numbered instrument and a history are not forced into a type."""
    assert statement_type(read_text(text)) is None


def test_items_after_a_call_are_asks_with_its_words() -> None:
    """Each item below a sentence that asks and ends in a colon is an ask: the call, then the item."""
    text = (
        "Joint statement\n\n"
        + "We keep lamps and know what they need through long nights at sea. " * 3
        + "\n\nWe call on the harbour to:\n\n• trim lamps\n• fill lamps\n\nLantern Trust\n\nBuoy "
        "Network\n\nKite Alliance\n"
    )
    asks = interpret(read_text(text)).statement.asks
    assert [ask.text for ask in asks] == [
        "We call on the harbour to:\ntrim lamps",
        "We call on the harbour to:\nfill lamps",
    ]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ada Quill", True),
        ("Dr Zoë van der Berg", True),
        ("Rt Hon Sir Ben Marsh KC MP", True),
        ("Lorin LaMarsh", True),
        ("Lantern Trust", False),
        ("KEEP", False),
        ("Barnabas's", False),
        ("5Lamps Foundation", False),
        ("Kite NI", False),
        ("R;vers Prevention", False),
        ("Save the Lamps", False),
        ("Baroness Marsh", True),
    ],
)
def test_a_person_is_told_from_an_organisation_by_form(name: str, person: bool) -> None:
    """Honorifics and letters after a name make a person; words of institutions, acronyms and digits do not."""
    assert is_person(name) is person
    if not person and name != "Kite NI":
        assert is_organisation(name)


@pytest.mark.parametrize(
    ("line", "role", "organisation"),
    [
        ("Ada Quill, Director, Kite Network", "Director", "Kite Network"),
        ("Ada Quill – Chief Executive, Kite Network", "Chief Executive", "Kite Network"),
        ("Ada Quill (Kite Network)", None, "Kite Network"),
        ("Ada Quill, Chief Executive of Kite Network", "Chief Executive", "Kite Network"),
        ("Ada Quill OBE, Chair", "Chair", None),
        ("Dr Ada Quill, Head of Policy and Research, Kite Network", "Head of Policy and Research", "Kite Network"),
    ],
)
def test_roles_and_organisations_are_read_from_one_line(line: str, role: str | None, organisation: str | None) -> None:
    """Commas, dashes and brackets separate a name from its post."""
    blocks = [Block("Signed by"), Block(line)]
    found = signed(blocks).signatories[0]
    assert (found.role, found.organisation, found.kind) == (role, organisation, "person")


def test_a_bare_name_among_organisations_is_read_as_one_and_said() -> None:
    """`Buoy Now` has the form of a person's name; its neighbours decide, and a repair says so."""
    blocks = [
        Block("Signed by"),
        *(Block(name) for name in ("Lantern Trust", "Kite Network", "Quay Alliance", "Buoy Now")),
    ]
    found = signed(blocks)
    assert found.signatories[-1].kind == "organisation"
    assert [repair.kind for repair in found.repairs] == ["signatory_kind"]


def test_a_name_that_wraps_is_one_name_and_said() -> None:
    """A line that is only `Coalition` is the end of the name above it."""
    found = signed([Block("Signed by"), Block("End Dark Harbours (EDH)"), Block("Coalition"), Block("Lantern Trust")])
    assert [signatory.name for signatory in found.signatories] == ["End Dark Harbours (EDH) Coalition", "Lantern Trust"]
    assert [repair.kind for repair in found.repairs] == ["signatory_wrapped"]


def test_a_reading_of_rows_and_notes_keeps_them() -> None:
    """Tables and footnotes of a statement are nodes too."""
    reading = Reading(
        (
            Block("Words"),
            Block("", "row", cells=(Block("a bc", "cell"), Block("d", "cell")), table=1),
            Block("note", "note", marker="1"),
        ),
        "html",
    )
    kinds = [node.kind for node in interpret(reading).provisions]
    assert kinds == ["text", "row", "footnote"]


def test_who_a_letter_is_sent_to_is_not_its_issuer() -> None:
    """A line says so, or the salutation greets them; who signs has letters after the name and is a person."""
    reading = read_text(
        "Letter about kites\n\nLetter sent to:\n\nLord Quill of Quay KCB DL\nChair, Kite Committee, 4 Mill Street\n\n"
        "Dear Lord Quill,\n\nWe fly kites here and we ask you to come.\n\nYours sincerely,\n\nLord Marsh CBE\n"
    )
    said = interpret(reading).statement
    assert said.issuer is None
    assert [(each.name, each.kind) for each in said.signatories] == [("Lord Marsh CBE", "person")]


def test_a_copy_list_is_no_signature() -> None:
    """Names under `Copy list` get the letter; they do not sign it."""
    blocks = [Block("Kites are flown here by all of us.")]
    blocks += [Block("Copy List", "heading", 3), Block("Ada Quill\nBen Marsh\nCy Vane\nDee Frost")]
    assert signed(blocks).signatories == ()


def test_a_list_in_a_statement_stands_under_its_words() -> None:
    """Bullets are items of the text that leads them in, nested as the list is."""
    blocks = (
        Block("We ask for:"),
        Block("kites", "item", 1),
        Block("red", "item", 2),
        Block("string", "item", 1),
        Block("Fly."),
    )
    tree = interpret(Reading(blocks, "html", "Statement about kites")).provisions
    assert [(node.kind, node.text, [child.text for child in node.children]) for node in tree] == [
        ("text", "We ask for:", ["kites", "string"]),
        ("text", "Fly.", []),
    ]
    assert [node.text for node in tree[0].children[0].children] == ["red"]


def test_people_that_come_from_a_country_are_not_its_issue() -> None:
    """Who made a text is said by a byline or a word for making it, not by every `from`."""
    words = "A guide for keepers arriving from Ruritania. You can ask us about lamps, and we shall help you with them."
    reading = Reading(
        (Block("A guide for keepers", "heading", 1), Block(words)),
        "html",
        "A guide for keepers",
        (("publisher", "Quay"),),
    )
    assert interpret(reading).statement.issuer == "Quay"
    made = replace(reading, blocks=(*reading.blocks[:1], Block("Prepared by the Lamp Board, 2030")))
    assert interpret(made).statement.issuer == "Lamp Board"


def test_a_sentence_about_images_is_no_description_of_one() -> None:
    """What an extraction leaves of a picture is dropped; a sentence of the text that begins alike stays."""
    blocks = [
        Block("We write about the lamps of the harbour, and we ask for more of them."),
        Block("Images of broken lamps spread with every storm."),
        Block("A picture of a lamp showing its wick"),
    ]
    provisions, _, drops = statement(Reading(tuple(blocks), "html", "Statement on lamps"))
    assert [drop.text for drop in drops] == ["A picture of a lamp showing its wick"]
    assert "Images of broken lamps spread with every storm." in [node.text for node in provisions]
