"""Signatories in other layouts: tables, groups of organisations, organisations before names."""

import pytest

from corpus.work import Signatory
from parser.readers.text.markdown import read_text
from parser.statements.grammar import interpret, statement_type
from parser.statements.signatories import signed

PROSE = "We keep lamps lit and we ask the harbour to keep them lit as well.\n\n"


def people(text: str) -> tuple[Signatory, ...]:
    return signed(read_text(text).blocks).signatories


@pytest.mark.parametrize(
    "line",
    [
        "Lantern Trust – Ada Quill, Director",
        "Lantern Trust: Ada Quill (Director)",
        "Ada Quill, Director, Lantern Trust",
        "| Ada Quill | Director | Lantern Trust |",
    ],
)
def test_a_name_a_role_and_an_organisation_in_any_order(line: str) -> None:
    """What is a person's name, a role or an organisation is told by form, not by place."""
    assert people(f"{PROSE}Signed by:\n\n{line}\n") == (Signatory("Ada Quill", "Director", "Lantern Trust", "person"),)


def test_the_headings_of_a_table_sign_nothing() -> None:
    """Name, Role and Organisation head columns; a row may hold an organisation only."""
    table = "| Name | Role | Organisation |\n|---|---|---|\n| Ada Quill | Chair | Kite Trust |\n| | | Quay Society |\n"
    assert [found.name for found in people(f"{PROSE}Signed by:\n\n{table}")] == ["Ada Quill", "Quay Society"]


def test_organisations_stand_under_their_headings() -> None:
    """A heading among names heads organisations as well as people."""
    names = "### Charities\n\n* Kite Trust\n* Buoy Fund\n\n### Experts\n\n* Ada Quill\n"
    text = f"# Joint statement\n\n{PROSE}## Signatories\n\n{names}"
    assert [(found.name, found.group) for found in people(text)] == [
        ("Kite Trust", "Charities"),
        ("Buoy Fund", "Charities"),
        ("Ada Quill", "Experts"),
    ]


def test_names_go_on_after_a_second_announcement_and_stop_at_copies() -> None:
    """`Supported by` adds names; who only gets a copy does not sign."""
    names = "Ada Quill  \nChair  \nKite Trust\n\nSupported by\n\nQuay Society\n\nCc: The Mayor\n"
    text = f"{PROSE}Yours sincerely,\n\n{names}"
    assert people(text) == (
        Signatory("Ada Quill", "Chair", "Kite Trust", "person"),
        Signatory("Quay Society", None, None, "organisation"),
    )


def test_a_short_letter_without_a_salutation_is_one() -> None:
    """The title says letter, names follow a closing; `To:` says to whom."""
    text = f"OPEN LETTER\n\nTo: The Keeper of Lights\n\n{PROSE}Yours faithfully,\n\nKite Trust\n"
    assert statement_type(read_text(text)) == "open letter"
    assert interpret(read_text(text)).statement.addressee == "The Keeper of Lights"


@pytest.mark.parametrize(
    "demands",
    [
        "Recommendation 1: Trim lamps\n\nTrim them.\n\nRecommendation 2: Fill lamps\n\nFill them.\n\n",
        "## Our asks\n\n- Trim lamps\n- Fill lamps\n\n",
    ],
)
def test_demands_by_name_and_under_a_heading(demands: str) -> None:
    """Demands numbered with their name, and the items of a list under a heading that asks."""
    asks = interpret(read_text(f"# Joint statement\n\n{PROSE}{demands}Signatories:\n\nKite Trust\n")).statement.asks
    assert [ask.heading or ask.text for ask in asks] == ["Trim lamps", "Fill lamps"]
