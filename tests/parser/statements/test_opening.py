"""Statements of which only the opening is there."""

import pytest

from parser.document import parse

BODY = (
    "We keep lamps on every quay and have seen what the dark does to those who come by sea.\n\n"
    "We urge the regulator to extend its rule to small harbours before the winter.\n"
)


def read(text: str):
    """An expression of a text as saved from a page."""
    return parse(text.encode(), name="saved.txt")


def test_a_greeting_to_somebody_in_office_opens_a_letter() -> None:
    """Without closing and signature a letter to an office is known; a circular to colleagues is none."""
    letter = read(f"Dear Prime Minister,\n\n{BODY}")
    assert (letter.kind, letter.statement.type, letter.statement.addressee) == (
        "statement", "open letter", "Prime Minister",
    )  # fmt: skip
    assert [ask.whom for ask in letter.statement.asks] == ["the regulator"]
    assert read(f"Dear Colleague,\n\n{BODY}").kind is None


@pytest.mark.parametrize(
    ("first", "issuer", "addressee"),
    [
        ("Lantern Trust response to Harbourcom's draft code", "Lantern Trust", "Harbourcom"),
        (
            "URL: https://www.lanterntrust.org.uk/news/12\n-----\nMore lamps are wanted, says Lantern Trust today",
            "Lantern Trust",
            None,
        ),
        (
            "URL: https://example.org/statement/statement-from-the-lamp-warden-on-the-draft-code/\n-----\nThe dark",
            "Lamp Warden",
            None,
        ),
    ],
)
def test_whose_an_opening_is(first: str, issuer: str, addressee: str | None) -> None:
    """The title's form, the host that is a name of the text, and the words of the address say it."""
    found = read(f"{first}\n\n{BODY}")
    assert (found.kind, found.statement.issuer, found.statement.addressee) == ("statement", issuer, addressee)


def test_news_about_lamps_is_no_statement() -> None:
    """A text that speaks for nobody, at nobody's address, is not forced into a type."""
    assert read("Lamps lit early\n\n" + "Lamps were lit early this year, as every keeper knows. " * 4).kind is None


@pytest.mark.parametrize(
    "first",
    [
        "URL: https://www.lanternwatch.gov/storms/\n-----\nLantern Watch on storms",
        "URL: https://www.lanterntrust.org.uk/\n-----\nNews of Lantern Trust",
        "Statement of changes to the Lamp Rules",
        "Statement of Principles on lamps",
    ],
)
def test_whom_no_statement_is_of(first: str) -> None:
    """A state's pages and a front page ask their readers for things; a statement of changes is spoken by nobody."""
    assert read(f"{first}\n\n{BODY}").kind is None


def test_a_statement_of_a_named_body_is_its_own() -> None:
    """Behind "of", an article and a name say who speaks."""
    assert read(f"Statement of the Lantern Trust on small harbours\n\n{BODY}").statement.issuer == "Lantern Trust"


def test_evidence_to_a_committee_is_a_statement_of_who_gives_it() -> None:
    """`Minutes of Evidence` are no minutes of a meeting: a memorandum names its author and the committee."""
    found = read(
        "Select Committee on Harbours and Lights Minutes of Evidence\n\nMemorandum by the Lantern Trust\n\n"
        "1. We keep lamps on every quay.\n\n2. Below is our answer to the questions of the Committee.\n\n"
        "3. We recommend that small harbours be lit."
    )
    assert (found.kind, found.statement.issuer, found.statement.addressee) == (
        "statement", "Lantern Trust", "Select Committee on Harbours and Lights",
    )  # fmt: skip


def test_a_list_of_lower_case_phrases_is_of_no_signatories() -> None:
    """What a sentence lists after a colon are names only where they are written as names."""
    text = "The work of the group rests on four pillars: governance, strategy, oil management, lamps and targets."
    assert read(f"Keepers at work\n\nWe like lamps.\n\n{text}\n").kind is None


def test_the_words_of_a_menu_ask_for_nothing() -> None:
    """A list of publications at a body's own address is none of its statements; a sentence that asks there is."""
    page = "URL: https://www.lanterntrust.org.uk/publications/\n-----\nPublications\n\nWhat Lantern Trust has.\n\n"
    page += "Lamps were lit early this year, as every keeper knows. " * 4 + "\n\n{}"
    menu = "Lamps, ropes and on-demand\n\nSelect a harbour\n\nShow all lamps on quays and piers\n\n" * 4
    assert read(page.format(menu)).kind is None
    assert read(page.format(f"{menu}{BODY}")).kind == "statement"


def test_an_organisations_news_of_its_response_is_its_statement() -> None:
    """The title says who responds to what, the text speaks as "we"; a plea above the heading of its list is an ask."""
    page = (
        "<main><h1>Lantern Trust responds to the new lamp code</h1><p>12 May 2026</p><p>We welcome it.</p>"
        "<p>We urge the Harbour Office to publish its records every year.</p><h2>What needs to change</h2>"
        "<ul><li>Lamps should be lit for nine hours.</li><li>Ferries need to be covered too.</li></ul></main>"
    )
    text = parse(page.encode(), name="news.html")
    assert text.statement is not None
    assert text.statement.issuer == "Lantern Trust"
    assert [ask.text for ask in text.statement.asks] == [
        "We urge the Harbour Office to publish its records every year.",
        "Lamps should be lit for nine hours.",
        "Ferries need to be covered too.",
    ]
