"""What other provisions say of instructions: the day from which they have effect, and of which instructions."""

from datetime import date

import pytest

from corpus.effect import Effect
from corpus.provision import Provision
from parser.amendments.tied import tied


def effects(*numbers: str) -> tuple[Effect, ...]:
    return tuple(Effect(number, "omitted", label="9") for number in numbers)


def dated(numbers: tuple[str, ...], *said: tuple[str, str]) -> list[str]:
    """The instructions that get a day from provisions given by label and text."""
    nodes = tuple(Provision("paragraph", label=label, num=label, text=text) for label, text in said)
    found = tied(effects(*numbers), nodes)
    assert all(effect.commences in (None, date(2031, 4, 1)) for effect in found)
    return [effect.instruction for effect in found if effect.commences]


FROM = "have effect from 1 April 2031."
OF_REGULATIONS = ("1(1)", "These Regulations may be cited as the Ferries Regulations 2031.")


@pytest.mark.parametrize(
    ("own", "said", "expected"),
    [
        ("8(2)", f"The amendments in paragraph 4 {FROM}", ["8(4)"]),
        ("8(2)", f"The amendments in paragraph (4) {FROM}", ["8(4)"]),
        ("8(2)", f"The amendments in regulation 4 {FROM}", ["4(3)", "4(4)(b)", "4(4)(e)"]),
        ("4(2)", f"The amendments in paragraph (4)(b) and (e) {FROM}", ["4(4)(b)", "4(4)(e)"]),
        ("5(2)", f"The amendments in paragraph 4(c) and (e)(ii) {FROM}", ["5(4)(c)", "5(4)(e)(ii)"]),
        ("5(2)", f"The amendments in paragraphs (4)(c) and (6) {FROM}", ["5(4)(c)", "5(6)"]),
        ("8(2)(a)", f"The amendments in paragraph (4) {FROM}", ["8(4)"]),
        ("8(2)(a)", f"The amendments in paragraph 4 {FROM}", ["8(4)"]),
        (
            "5(6)(a)",
            "This regulation comes into force on 1 April 2031.",
            ["5(4)(c)", "5(4)(e)(i)", "5(4)(e)(ii)", "5(6)"],
        ),
    ],
)
def test_a_paragraph_in_a_regulation_is_its_own(own: str, said: str, expected: list[str]) -> None:
    """In regulations "paragraph 4" is of the one that says so; a letter behind "and" is beside the letter before."""
    numbers = ("4(3)", "4(4)(b)", "4(4)(e)", "5(4)(c)", "5(4)(e)(i)", "5(4)(e)(ii)", "5(6)", "8(4)")
    assert dated(numbers, OF_REGULATIONS, (own, said)) == expected


def test_a_paragraph_of_an_instrument_of_paragraphs_is_the_numbered_one() -> None:
    """Where the topmost provisions are paragraphs, "paragraph 4" is the fourth, whoever says so."""
    assert dated(("4", "8(4)"), ("8(2)", f"The changes in paragraph 4 {FROM}")) == ["4"]


def test_a_paragraph_without_a_label_stands_in_the_regulation_of_the_next() -> None:
    """Numbers that only lists give, under headings that have none: (2) before 8(3) is 8(2)."""
    nodes = (
        Provision("text", text=OF_REGULATIONS[1]),
        Provision("heading", heading="Ferries by night"),
        Provision("subparagraph", num="2", text=f"The amendment in paragraph 4 {FROM}"),
        Provision("paragraph", label="8(3)", num="3"),
        Provision("paragraph", label="8(4)", num="4"),
    )
    found = tied(effects("4(3)", "8(3)", "8(4)"), nodes)
    assert [effect.instruction for effect in found if effect.commences] == ["8(4)"]
