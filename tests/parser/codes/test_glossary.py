"""Terms of a glossary that no quotation marks show: headings, bullets and paragraphs, and what only looks like them."""

from collections.abc import Iterator

import pytest

from corpus.provision import Provision, walk
from corpus.work import Expression
from parser.document import parse

PAGE = '<html><body class="govuk-template"><main><h1>Lamps</h1><div class="govspeak">{}</div></main></body></html>'
ENDS = "<h2>Contact us</h2><p>Write to the keeper.</p>"


def read(body: str) -> Expression:
    """A page of gov.uk's markup with this body, and a section behind it."""
    return parse(PAGE.format(body + ENDS).encode())


def terms(body: str) -> list[str]:
    """The terms that are defined."""
    return [node.label.removeprefix("Definition/") for node in _definitions(read(body)) if node.label]


def _definitions(expression: Expression) -> Iterator[Provision]:
    return (node for node in walk(expression.provisions) if node.kind == "definition")


HEADED = (
    "<h3>Buoy</h3><p>Anything that floats and is tied.</p><p>A barrel is none.</p><h3>Lamp</h3><p>Any light.</p>"
    "<h3>Quay</h3><p>Where ships lie.</p><ul><li>of stone</li><li>of wood</li></ul>"
)


@pytest.mark.parametrize(
    "heading", ["Glossary", "4. Definitions", "Annex B: Glossary of terms", "Key terms", "Interpretation"]
)
def test_each_heading_of_a_glossary_is_a_term_and_what_stands_below_it_its_meaning(heading: str) -> None:
    """The words, further paragraphs and the list below a term are in its definition; the next section is not."""
    found = read(f"<h2>{heading}</h2>{HEADED}")
    buoy, lamp, quay = _definitions(found)
    assert [node.text for node in (buoy, lamp, quay)] == [
        "Buoy\nAnything that floats and is tied.",
        "Lamp\nAny light.",
        "Quay\nWhere ships lie.",
    ]
    assert [[child.text for child in node.children] for node in (buoy, lamp, quay)] == [
        ["A barrel is none."],
        [],
        ["of stone", "of wood"],
    ]
    assert found.provisions[-1].text == "Write to the keeper."
    assert not found.structure.doubts


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Berths</h2>{HEADED}",
        f"<h2>Terms</h2>{HEADED}",
        f"<h2>Terms and conditions</h2>{HEADED}",
        "<h2>Interpretation</h2><h3>Scope</h3><p>It is wide.</p><h3>General</h3><p>Lamps are lit.</p>",
        "<h2>Definitions</h2><h3>Quay</h3><p>A wall.</p><h4>Example</h4><p>A pier.</p><h3>Buoy</h3><p>A float.</p>",
        "<h2>Interpretation</h2><h3>What is a quay?</h3><p>A wall.</p><h3>When is it one?</h3><p>At ebb.</p>",
        "<h2>Definitions</h2><h3>Quays</h3><p>1.1 A quay is a wall.</p><h3>Ropes</h3><p>1.2 A rope is long.</p>",
    ],
)
def test_headings_elsewhere_or_that_divide_a_text_are_no_terms(body: str) -> None:
    """Under another heading, with headings below them, as questions, over numbered paragraphs they stay headings."""
    assert terms(body) == []


def test_the_terms_of_a_heading_that_says_less_are_known_by_their_order_or_by_the_words_before_them() -> None:
    """`Definitions` may head what only explains; terms in order of the alphabet, or led in as terms, are ones."""
    unsorted = "<h3>Quay</h3><p>Where ships lie.</p><h3>Buoy</h3><p>It floats.</p><h3>Lamp</h3><p>A light.</p>"
    assert terms(f"<h2>Definitions</h2>{unsorted}") == []
    assert terms(f"<h2>Definitions</h2><p>These terms are used below.</p>{unsorted}") == ["Quay", "Buoy", "Lamp"]


@pytest.mark.parametrize("sign", [": ", " – ", " - ", " means "])
@pytest.mark.parametrize("tag", ["p", "li"])
def test_words_under_such_a_heading_that_begin_with_their_term_define_it(sign: str, tag: str) -> None:
    """A colon, a dash or a verb behind the term, in paragraphs or bullets; a bullet's own list goes with it."""
    inner = "<ul><li>of stone</li><li>of wood</li></ul>" if tag == "li" else ""
    one, two = f"<{tag}>Harbour lamp{sign}a light that is lit</{tag}>", f"<{tag}>Old quay{sign}a wall{inner}</{tag}>"
    body = f"<ul>{one}{two}</ul>" if tag == "li" else one + two
    found = read(f"<h2>Key terms</h2>{body}")
    lamp, quay = _definitions(found)
    assert (lamp.label, quay.label) == ("Definition/Harbour lamp", "Definition/Old quay")
    assert [child.text for child in quay.children] == (["of stone", "of wood"] if inner else [])
    assert terms(f"<h2>What to bring</h2>{body}") == []


def test_bullets_behind_words_that_lead_in_definitions_stand_in_those_words() -> None:
    """They need every bullet to begin with its term; the paragraph behind the list is beside them."""
    listed = "<ul><li>giving quay: the quay that sends the lamp</li><li>taking quay: the quay that gets it</li></ul>"
    found = read(f"<p>Keepers should note the following definitions:</p>{listed}<p>Lamps are sent at dusk.</p>")
    lead = next(node for node in found.provisions if node.children)
    assert [child.label for child in lead.children] == ["Definition/giving quay", "Definition/taking quay"]
    assert any(node.text == "Lamps are sent at dusk." for node in found.provisions)
    assert terms(f"<p>Keepers should note the following:</p>{listed}") == []
    mixed = listed.replace("</ul>", "<li>lamps of all kinds</li></ul>")
    assert terms(f"<p>Keepers should note the following definitions:</p>{mixed}") == []


def test_three_paragraphs_in_a_row_that_say_what_something_means_define_it() -> None:
    """Under any heading; two of them, or a sentence that explains what follows from something, define nothing."""
    three = "<p>Keeper means any person with a lamp.</p><p>Outfit means ropes.</p><p>Tall quay means a high wall.</p>"
    assert terms(f"<h3>Notes</h3>{three}<h3>1.2 Ropes</h3>") == ["Keeper", "Outfit", "Tall quay"]
    assert terms(f"<h3>Notes</h3>{three.partition('<p>Tall')[0]}") == []
    assert (
        terms("<p>This means that lamps fail.</p><p>Rain means that oil spoils.</p><p>It means less light.</p>") == []
    )


def test_a_term_in_quotation_marks_as_a_heading_is_the_first_of_several() -> None:
    """Its meaning may quote other terms, or be a list right away, and stays one definition."""
    found = read(
        "<h2>Schedule 1 Definitions</h2><p>In this notice these terms have meanings.</p>"
        "<h3>“Lamp right” or “LR”</h3><ol><li>a) a right to light; or</li><li>b) one like it.</li></ol>"
        "<h3>“Quay”</h3><p>‘Quay’ means a wall. ‘Old’ refers to one of wood.</p>"
    )
    right, quay = _definitions(found)
    assert right.label == "Definition/Lamp right@Schedule 1"
    assert [child.num for child in right.children] == ["a", "b"]
    assert quay.text == "“Quay”\n‘Quay’ means a wall. ‘Old’ refers to one of wood."
    assert not found.structure.doubts


def test_headings_beside_that_of_a_glossary_are_terms_where_a_verb_says_what_each_means() -> None:
    """They end where a heading has other words below it."""
    beside = (
        "<h3>Buoy</h3><p>Means what floats.</p><h3>Lamp</h3><p>refers to any light.</p><h3>Ropes</h3><p>Tie them.</p>"
    )
    assert terms(f"<h3>Definitions</h3><p>In this part:</p>{beside}") == ["Buoy", "Lamp"]
    assert terms(f"<h3>Berths</h3><p>In this part:</p>{beside}") == []


def test_a_quoted_term_of_a_glossary_needs_no_verb_of_defining() -> None:
    """Under its heading `“quay” is a wall` defines as `“quay” means a wall` does; a line about the page is no term."""
    body = (
        "<p>1.1 In this guidance:</p><p>“quay” is any wall at sea.</p><p>“old lamp” under the Act refers to brass.</p>"
        "<p>‘rope’ means a line.</p><p>“knot” a way to tie.</p><p>To read of lamps, see: the other page</p>"
        "<p>Version: 12.4</p>"
    )
    assert terms(f"<h2>Glossary</h2>{body}") == ["quay", "old lamp", "rope", "knot"]
    assert terms(f"<h2>Berths</h2>{body}") == ["rope"]


def test_remarks_under_a_heading_for_interpretation_are_no_definitions() -> None:
    """`Coverage: all quays` says how figures are read; a verb that defines makes a definition."""
    remarks = "<ul><li>Coverage: all quays of the town</li><li>Quality: the lamps were counted twice</li></ul>"
    assert terms(f"<h2>Interpretation</h2>{remarks}") == []
    assert terms(f"<h2>Interpretation</h2>{remarks.replace(': ', ' means ')}") == ["Coverage", "Quality"]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Chart 1 shows the link between mean wind and falls.",
            "Chart 2 compares club mean scores.",
            "Chart 3 plots each mean score.",
        ),
        (
            "The new rule means quays can open.",
            "Our plan means crews get a berth.",
            "A low fee means no crew must wait.",
        ),
    ],
)
def test_an_average_and_what_follows_from_something_define_nothing(lines: tuple[str, ...]) -> None:
    """`Mean` may be no verb, and what a rule means for somebody is no meaning of a word."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    assert terms(f"<h2>Results</h2>{body}") == []
    defined = "<p>Quay means a wall that can hold ships.</p><p>Lamps mean lights.</p><p>Rope means a line.</p>"
    assert terms(f"<h2>Results</h2>{defined}") == ["Quay", "Lamps", "Rope"]


@pytest.mark.parametrize(
    ("heading", "paragraph", "found"),
    [
        ("Definitions", "‘Loft costs’ – all that a keeper pays, with grain.", ["Loft costs"]),
        ("Definitions", "Lofting means keeping doves near a quay.", ["Lofting"]),
        ("Definitions", "Mooring is the means by which a ship is held.", ["Mooring"]),
        ("Definitions", "First keeper: the one who kept it before.", ["First keeper"]),
        ("Definitions", "The work of a keeper is the care of doves.", []),
        ("Definitions", "This is the duty of a keeper.", []),
        ("Berths", "Mooring is the means by which a ship is held.", []),
        ("Berths", "‘Loft costs’ – all that a keeper pays, with grain.", []),
        ("Berths", "In this part, the term ‘berth’ means a place at a quay. ‘Loft’ means a roof.", ["berth", "Loft"]),
        ("Berths", "The term ‘berth’ means a place at a quay.", ["berth"]),
        ("Berths", "This guide also uses the term ‘berth’ to mean a place at a quay.", ["berth"]),
        ("Berths", "‘Short stay’ or ‘stay’ means a berth for a day.", ["Short stay"]),
        ("Berths", "The term ‘berth’ can cover many things.", []),
    ],
)
def test_a_numbered_paragraph_defines_as_one_without_a_number_does(
    heading: str, paragraph: str, found: list[str]
) -> None:
    """Under a heading of definitions the term needs no quotation marks; elsewhere it does, and a verb that defines."""
    body = (
        f"<h2>1. Quays</h2><p>1.1 A quay holds ships.</p><h3>{heading}</h3><p>1.2 {paragraph}</p><p>1.3 So it is.</p>"
    )
    assert terms(body) == [f"{term}@Section 1" for term in found]


def test_a_heading_among_such_terms_is_one_although_its_meaning_has_no_verb() -> None:
    """Between terms below which a verb says what they mean stands a term too; numbers below a heading end them."""
    body = (
        "<h2>1. Quays</h2><p>1.1 A quay holds ships.</p><h3>Definitions</h3><p>1.2 These meanings apply:</p>"
        "<h3>Berth</h3><p>Means a place at a quay.</p><h3>Keeper(s)</h3><p>refers to all who keep doves.</p>"
        "<h3>First quay</h3><p>The quay where a ship lay before.</p><h3>Loft</h3><p>Refers to a roof for doves.</p>"
        "<h3>Leaving a quay</h3><p>1.3 A ship may leave.</p>"
    )
    assert terms(body) == [f"{term}@Section 1" for term in ("Berth", "Keeper(s)", "First quay", "Loft")]
