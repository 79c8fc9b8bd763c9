"""A document's kind comes from evidence of that kind; what shows none has none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.provision import find, walk
from corpus.work import Expression
from parser.document import parse

SHARED = Path(__file__).resolve().parents[3] / "shared"
HEAD = (
    '<html lang="en"><body class="govuk-template"><main><h1>{}</h1><div class="govspeak">{}</div></main></body></html>'
)


def page(title: str, body: str) -> bytes:
    """A page of gov.uk's markup."""
    return HEAD.format(title, body).encode()


RULES = """<h2>1. Entering the marsh</h2><p>(1) A walker must not enter the marsh without a guide.</p>
<p>(2) Paragraph (1) does not apply to—</p><ol><li>(a) a heron, or</li><li>(b) a walker that we have exempted.</li></ol>
<h2>2. Leaving the marsh</h2><p>(1) A walker must tell the warden before leaving.</p>
<p>(2) The warden may delay a walker.</p>"""
SELLERS = (
    "<p>Printed and sold by:</p><p>Reedbed Press</p><p>Telephone: 0000 000 000</p><p>Sedge Books and other Agents</p>"
)


@pytest.mark.parametrize("end", ["", SELLERS])
def test_rules_are_no_statement(end: str) -> None:
    """Numbered subsections refuse a statement, whatever short lines stand at the end; the labels stay."""
    expression = parse(page("Marsh rules 2031", RULES + end))
    assert expression.kind is None
    assert expression.statement is None
    assert find(expression.provisions, "Section 1") is not None
    assert find(expression.provisions, "Section 2") is not None


MINUTES = "Minutes of the twelfth meeting\n\nHeld on 3 May 2031\n\n" + "\n\n".join(
    f"{n}. The group heard that we should watch the {n}th lamp, and our view did not change." for n in range(1, 31)
)


def test_minutes_keep_their_numbers() -> None:
    """A long run of numbered paragraphs is no list of demands, though it says "we" and ends in names."""
    expression = parse((MINUTES + "\n\nAda Lamp\n\nBea Wick\n\nCy Flame").encode(), name="minutes.txt")
    assert expression.kind is None
    assert [node.label for node in walk(expression.provisions) if node.label] == [str(n) for n in range(1, 31)]


def test_a_letter_that_numbers_paragraphs_like_the_law_is_none() -> None:
    """A settlement with dotted or long numbered terms keeps its numbers, salutation and closing or not."""
    terms = "\n\n".join(f"{n}. The harbour will repair berth {n} before the end of the year." for n in range(1, 15))
    letter = (
        f"Dear Harbour Master,\n\nThe terms are these.\n\n{terms}\n\nYours sincerely,\n\nAda Lamp\nMinister for Piers"
    )
    expression = parse(letter.encode(), name="letter.txt")
    assert (expression.kind, expression.statement) == (None, None)
    assert find(expression.provisions, "14") is not None


def test_a_statement_has_signatories() -> None:
    """Names under a closing, an issuer and a demand make a statement; the same text without any of them none."""
    text = "Joint statement on lamps\n\nWe call on the harbour to light its lamps every night of the year.\n\n{}"
    signed = parse(text.format("Signed by:\n\nLantern Trust\n\nBuoy Alliance\n\nKite Network").encode(), name="s.txt")
    bare = parse(text.format("").encode(), name="s.txt")
    assert signed.kind == "statement"
    assert signed.statement
    assert len(signed.statement.signatories) == 3
    assert (bare.kind, bare.statement) == (None, None)


def test_a_code_is_known_by_its_title_and_its_numbers() -> None:
    """A code of practice without measures and without a catalogue is a code; a consultation on it is none."""
    body = "<h2>1. Lamps</h2><p>1.1 Light the lamp.</p><p>1.2 Trim the wick.</p><h2>2. Oil</h2><p>2.1 Keep oil.</p>"
    assert parse(page("Code of practice for lamps", body)).kind == "code"
    assert parse(page("Consultation on the code of practice for lamps", body)).kind is None
    assert parse(page("Oil depots", body)).kind is None


ORDER = """The Kites (Amendment) Order 2031

1. This Order may be cited as the Kites (Amendment) Order 2031.

2. The Kites Code is {} as follows.

3. In paragraph 4, omit “not”.

Explanatory Memorandum

1. Introduction

1.1 This memorandum has been made by the Kite Office.
"""


@pytest.mark.parametrize(
    ("title", "prose", "kind"),
    [
        ("Consultation on lamp conditions", 40, None),
        ("Consultation on lamp conditions", 0, "code"),
        ("Lamp conditions and requirements", 40, "code"),
    ],
)
def test_a_consultation_that_prints_a_few_measures_is_no_code(title: str, prose: int, kind: str | None) -> None:
    """Where a title says that a text is about others, it is a code only if most of it stands in measures."""
    body = "<p>We ask how lamps are kept and what that costs.</p>" * prose
    body += "<h2>Annex A</h2><h3>Condition XYZ1 Lamps</h3><p>XYZ1.1 The keeper must light each lamp at dusk.</p>"
    body += "<p>XYZ1.2 The keeper must trim each lamp at dawn.</p>"
    assert parse(page(title, body)).kind == kind


@pytest.mark.parametrize("says", ["amended", "hereby amended"])
def test_a_short_order_with_its_memorandum_is_an_instrument(says: str) -> None:
    """An explanatory memorandum after the instructions does not hide them."""
    expression = parse(ORDER.format(says).encode(), name="order.txt")
    assert expression.kind == "amendment"
    assert [effect.instruction for effect in expression.effects] == ["3"]


def log(*entries: tuple[str, str]) -> bytes:
    """A landing page with its log of updates."""
    items = "".join(f"<li><time>{day}</time><p>{note}</p></li>" for day, note in entries)
    return page(
        "Lamp rules for keepers",
        "<p>Rules for keepers of lamps.</p><h2>Documents</h2><h3>Lamp rules</h3><p>PDF, 200 KB, 12 pages</p></div>"
        f'<div class="published-dates">Last updated 5 May 2031 <ol class="app-c-published-dates__list">{items}</ol>',
    )


def test_the_log_of_a_landing_page_is_furniture() -> None:
    """Entries of the log are dropped by rule and are no provisions; an attachment is a line, its format furniture."""
    days = [(f"{day} May 2031", f"Added drawing {day}.") for day in range(9, 2, -1)]
    expression = parse(log(*days))
    assert [node.label for node in walk(expression.provisions) if node.label] == []
    assert {drop.rule for drop in expression.coverage.drops} >= {"update-log", "attachment-details"}
    assert [node.text for node in walk(expression.provisions) if node.text == "Lamp rules"] == ["Lamp rules"]
    assert expression.coverage.shortfall == ""


@pytest.mark.parametrize(
    "details",
    [
        "<p>Published: 3 March 2032 HTML</p>",
        "<p>Ref: ISBN 978-1-0000-0000-2, E00000002 Unnumbered act paper PDF, 2.11 MB, 24 pages</p><p>Order a copy</p>",
        "<p>ODT, 174 KB</p><p>This file is in an OpenDocument format</p>"
        "<p>This file may not be suitable for users of assistive technology.</p>",
        "<p>JPEG, 382 KB</p><p>Request an accessible format.</p>",
        "<p>View online Download CSV 10.2 KB</p><p>This file may not be suitable for you.</p>",
    ],
)
def test_what_describes_an_attachment_is_furniture_however_it_is_put(details: str) -> None:
    """With its day, with its number, or with a word on the format: the title stays as a line, no heading."""
    read = parse(
        page("Lamp proposals", f"<h2>Documents</h2><h3>Lamp rules</h3>{details}<h2>Details</h2><p>All lamps.</p>")
    )
    assert [(node.kind, node.text or node.heading) for node in read.provisions[1:]] == [
        ("heading", "Documents"),
        ("text", "Lamp rules"),
        ("heading", "Details"),
        ("text", "All lamps."),
    ]


def test_an_attachment_on_another_site_is_one_where_files_are_listed() -> None:
    """An address below a title set as those of files are is furniture; below any other heading it is the page's."""
    files = "<h2>Documents</h2><h3>Lamp rules</h3><p>PDF, 2 MB, 4 pages</p><h3>Lamp form</h3><p>https://lamps.example/form</p>"
    read = parse(page("Lamp proposals", f"{files}<h2>More</h2><p>https://lamps.example/more</p>"))
    assert [(node.kind, node.text or node.heading) for node in read.provisions[1:]] == [
        ("heading", "Documents"),
        ("text", "Lamp rules"),
        ("text", "Lamp form"),
        ("heading", "More"),
        ("text", "https://lamps.example/more"),
    ]


def test_a_page_that_its_publisher_calls_promotional_is_no_guidance() -> None:
    """A toolkit speaks to the reader too; what the publisher calls the page decides."""
    body = "<p>Use our words if you like lamps.</p><p>Tell your friends.</p>"
    caption = '<span class="govuk-caption-xl">Promotional material</span>'
    assert parse(page("Lamp toolkit", body)).kind == "guidance"
    called = page("Lamp toolkit", body).replace(b"<h1>", f"{caption}<h1>".encode())
    assert parse(called).kind is None
    assert parse(called.replace(b"<main", b'<main class="html-publication"')).kind is None  # the frame says less


def test_a_consultation_on_guidance_is_no_guidance() -> None:
    """What its publisher calls a consultation asks about rules, guidance or a statement and is none of them."""
    body = "<p>Tell us whether you agree with the lamps we propose.</p><p>Your answers are read.</p>"
    caption = '<span class="govuk-caption-xl">Closed consultation</span>'
    asked = page("Lamp rules and guidance", body).replace(b"<h1>", f"{caption}<h1>".encode())
    assert (parse(asked).kind, parse(page("Lamp rules and guidance", body)).kind) == (None, "guidance")
    held = "<p>We ran from 6pm to 7pm.</p><p>We call on you to reply to the joint statement.</p><p>Lamps Ltd</p>"
    joint = page("Joint statement of Lamps Ltd", held)
    assert parse(joint.replace(b"<h1>", f"{caption}<h1>".encode())).kind is None


REAL = {
    "Offensive_Weapons_Act_2019.pdf": None,
    "s1010-covid-19-sage-75-minutes.pdf": None,
    "TfL-settlement-letter-with-annexes.pdf": None,
    "14_May_2020_-_MSC_letter_-_support_for_care_homes_1.pdf": None,
    "Psychoactive_Substances_Act_2016.pdf": None,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
def test_real_acts_minutes_and_letters_are_no_statements(name: str, parsed: Callable[[Path], Expression]) -> None:
    """Nothing that numbers its provisions is a statement."""
    path = SHARED / "real/pdfs" / name
    if not path.is_file():
        pytest.skip("../shared is not beside the project")
    expression = parsed(path)
    assert (expression.kind, expression.statement) == (REAL[name], None)


def test_a_landing_page_says_from_whom_and_since_when_by_rule() -> None:
    """`From:` and `Published` of a publisher's page are furniture; the dates they say are the page's."""
    read = parse(
        b"<html><body><main><h1>Kites: a guide</h1><div class='gem-c-metadata'><dl><dt>From:</dt><dd>Kite Office</dd>"
        b"<dt>Published</dt><dd>4 February 2015</dd><dt>Last updated</dt><dd>31 March 2022</dd></dl></div>"
        b"<p>All about kites.</p><div class='app-c-published-dates'>Published 4 February 2015"
        b"<ol class='app-c-published-dates__list'><li>31 March 2022: a kite was added.</li></ol></div>"
        b"</main></body></html>"
    )
    assert [node.text or node.heading for node in read.provisions] == ["Kites: a guide", "All about kites."]
    assert {drop.rule for drop in read.coverage.drops} == {"page-metadata", "update-log"}
    assert [(event.type, str(event.date)) for event in read.dates] == [
        ("published", "2015-02-04"),
        ("updated", "2022-03-31"),
    ]


def test_measures_that_a_notice_quotes_make_no_code() -> None:
    """A notice of twenty numbered paragraphs that quotes two conditions of a code is not that code."""
    own = "".join(f"<p>{n}. Kite {n} was not flown.</p>" for n in range(1, 21))
    quoted = "<h2>Annex A</h2><h3>I3 Kites</h3><p>I3.1 Fly.</p><p>I3.2 Land.</p><h3>I4 Tails</h3><p>I4.1 Tie.</p>"
    assert parse(f"<main><h1>Notice of a penalty</h1>{own}{quoted}</main>".encode(), name="x.html").kind is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Marsh memo 4: amendments to the guidance", "amendment"),
        ("Marsh Code of Practice (as amended in 2031)", "code"),
    ],
)
def test_a_text_that_was_amended_is_no_instrument(title: str, kind: str) -> None:
    """A note that says "has been amended as follows" makes an instrument only of what calls itself amendments."""
    body = "<p>This guidance has been amended as follows.</p>" + "".join(
        f"<h2>{n}. Lamps</h2><p>{n}.1 A walker should carry {n} lamps.</p><p>{n}.2 A lamp should be lit.</p>"
        for n in range(1, 5)
    )
    expression = parse(page(title, body))
    assert expression.kind == kind
    assert bool(expression.amending.not_understood) == (kind == "amendment")


@pytest.mark.parametrize("frame", ["", "html-publication", "publication"])
@pytest.mark.parametrize(
    ("called", "kind"),
    [
        ("Guidance", "guidance"),
        ("Statutory guidance", "guidance"),
        ("Decision", None),
        ("Policy paper", None),
        ("Corporate report", None),
        ("News story", None),
        ("Promotional material", None),
        ("Guidance for consultation", None),
    ],
)
def test_what_a_page_is_called_over_its_title_is_evidence(frame: str, called: str, kind: str | None) -> None:
    """The words over the title say guidance, whatever frame the page has; other words make it none."""
    body = "<p>A lamp is lit at dusk and put out at dawn.</p><p>The keeper writes down both hours.</p>"
    shown = page("Lamps on quays", body).replace(
        b"<h1>", f'<span class="govuk-caption-xl">{called}</span><h1>'.encode()
    )
    assert parse(shown.replace(b"<main", f'<main class="{frame}"'.encode())).kind == kind


@pytest.mark.parametrize(
    ("title", "kind"), [("Lamp forum: minutes, May 2031", None), ("What to do in 15 minutes", "guidance")]
)
def test_minutes_are_no_guidance_whatever_they_are_filed_under(title: str, kind: str | None) -> None:
    """A publisher's word over the title is evidence, and the title has the last word; a number of minutes is time."""
    body = "<p>A lamp is lit at dusk and put out at dawn.</p><p>The keeper writes down both hours.</p>"
    shown = page(title, body).replace(b"<h1>", b'<span class="govuk-caption-xl">Guidance</span><h1>')
    assert parse(shown).kind == kind


@pytest.mark.parametrize(
    ("draft", "kind"),
    [
        (
            "Notice of withdrawal\nThe Warden says that the Reed Code is withdrawn from 1 May 2031.\n",
            "amendment",
        ),
        ("Notice\n1. Measure RED B2 of the Reed Code is withdrawn from 1 May 2031.\n", "amendment"),
        ("Notice\n1. Where consent is withdrawn, the warden must stop. A berth that is cancelled is free.\n", None),
        ("Changes to the Reed Code\n| Paragraph | Current text | New text |\n| 1.2 | may | must |\n", "amendment"),
        ("Summary\n| Paragraph | Current text | New text |\n| 1.2 | may | must |\n", None),
    ],
)
def test_a_notice_of_withdrawal_and_a_table_of_changes_are_instruments(draft: str, kind: str | None) -> None:
    """What ends a text, and what sets a new text beside the current one, are orders without a drafter's verb."""
    assert parse(draft.encode(), name="draft.txt").kind == kind
