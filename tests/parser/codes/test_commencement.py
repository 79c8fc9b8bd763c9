"""When a document is in force, by what its own sentences say."""

from datetime import date

import pytest

from parser.codes.commencement import outside_quotations, stated, time_of
from parser.document import parse
from parser.readers.blocks import Block

PERIOD = "at the end of the period of 21 days beginning with the day on which they are issued"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("These Regulations may be cited as the Lantern Regulations 2031 and come into force on 1 March 2031.", None),
        ("This Order comes into force on 1 March 2031.", "amendment"),
        ("This Code, which comes into force on 1 March 2031, is about lanterns.", "code"),
        ("This Order may be cited as the Lantern Order 2031. It comes into force on 1 March 2031.", "amendment"),
        ("The amendments come into force on 1 March 2031 under section 4.", None),
        ("The Code takes effect on 1 March 2031.", "code"),
    ],
)
def test_a_document_says_when_it_comes_into_force(text: str, kind: str | None) -> None:
    """The subject is the document itself."""
    assert [(e.type, e.date) for e in stated(text, kind)] == [("in_force", date(2031, 3, 1))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "The Wind Act 2030 came into force on 1 March 2031. The fund was set up because of it.",
        "This Code replaces the code which came into force on 1 March 2031.",
        "The Code came into force on 1 March 2031.",
        "The regulations that matter to lanterns came into force on 1 March 2031.",
        "The amendments are expected to come into force on 1 March 2031.",
        "Applications must be submitted by noon on 9 July 2031.",
        "Reports submitted to the Keeper on 9 July 2031 were read.",
        "The Lantern Regulations were laid before Parliament on 9 July 2031.",
        "This draft will be laid before Parliament on 9 July 2031.",
    ],
)
def test_what_is_said_of_something_else_is_no_date(text: str) -> None:
    """Another law, a wish, a deadline: no event of a page of guidance."""
    assert list(stated(text, "guidance")) == []


def test_what_an_instrument_inserts_dates_nothing() -> None:
    """A commencement inside words to be inserted is that of the place where they go."""
    blocks = [
        Block("In the Rules, after Part 4, insert:"),
        Block("“ PART 4A"),
        Block("1) This Part starts."),
        Block("2) So. ”."),
    ]
    assert [block.text for block in outside_quotations([*blocks, Block("Then on.")], ())] == [
        "In the Rules, after Part 4, insert:", "Then on.",
    ]  # fmt: skip


def test_a_quotation_that_is_never_closed_hides_no_instruction() -> None:
    """The next instruction is no quotation."""
    blocks = [Block("Insert:"), Block("“4A New"), Block("In paragraph 2, omit “blue”."), Block("Signed")]
    assert [block.text for block in outside_quotations(blocks, ())][-2:] == ["In paragraph 2, omit “blue”.", "Signed"]


def time_in(*lines: str) -> object:
    """`time` of a text in our own words."""
    from corpus.as_json import to_json

    return to_json(parse("\n\n".join(lines).encode(), name="a.txt"))["time"]


def test_the_time_of_a_document() -> None:
    """Issued, from and until, with words and rule."""
    found = time_in(
        "Lantern code", "Issued: 9 September 2026", "In force: 30 September 2026", "1. Duties", "1.1 Keep a lantern.",
        "1.2 This Code ceases to have effect on 1 January 2031.",
    )  # fmt: skip
    assert found["issued"] == "2026-09-09"  # type: ignore[index]
    force = found["in_force"]  # type: ignore[index]
    assert (force["from"], force["until"], force["projected"]) == ("2026-09-30", "2030-12-31", None)
    assert force["text"] == "In force: 30 September 2026; ceases to have effect on 1 January 2031"


def test_a_start_that_is_counted_is_projected_and_not_stated() -> None:
    """A period from a day that the document gives; without that day there is no projection, never a guess."""
    blocks = [Block(f"These amendments come into force {PERIOD}.")]
    dates = [*stated(blocks[0].text, "amendment")]
    assert time_of(dates, blocks, "amendment").in_force.projected is None
    issued = next(iter(parse(b"Issued: 9 September 2026\n\n1. A\n\n1.1 B", name="a.txt").dates))
    ahead = time_of([issued, *dates], blocks, "amendment").in_force
    assert (ahead.start, ahead.projected and ahead.projected.start) == (None, date(2026, 9, 30))


def test_parts_with_days_of_their_own_are_no_missing_commencement() -> None:
    """Where regulations come into force on several days there is no one day, and the words are given."""
    text = (
        "The Lantern (Amendment) Regulations 2031\n\n1. These Regulations may be cited as the Lantern Regulations.\n\n"
        "2. This regulation and regulation 4 come into force on 31 March 2031.\n\n"
        "3. The other regulations here come into force on 2 April 2031.\n\n4. Keep the lantern."
    )
    found = parse(text.encode(), name="x.txt").time.in_force
    assert (found.start, found.rule) == (None, "parts of the document come into force on days of their own")
    assert found.text == (
        "This regulation and regulation 4 come into force on 31 March 2031; "
        "The other regulations here come into force on 2 April 2031"
    )
    draft = text.replace("2. This regulation and regulation 4 come", "2.1 Paragraph 4.2 comes")
    starts = [
        (event.date, event.text) for event in parse(draft.encode(), name="x.txt").dates if event.type == "in_force"
    ]
    assert starts == [(None, f"Paragraph 4.2 comes{found.text.partition('come')[2]}")], "kept for the database too"
    others = (
        "1. The Wind Regulations 2018 come into force on 1 May 2031.\n\n2. The measure comes into force on 1 May 2031."
    )
    assert not parse(f"The Lantern Regulations 2031\n\n{others}".encode(), name="x.txt").time.in_force.text
    none = parse(b"The Lantern Regulations 2031\n\n1. Keep the lantern.\n\n2. Trim the wick.", name="x.txt").time
    assert none.in_force.rule == "the document states no commencement"


def test_the_code_that_an_instrument_says_was_issued_is_not_the_instrument() -> None:
    """A day of issue is the document's own where the sentence begins with it."""
    amends = "1.1 The Lamp Code that this document amends was issued on 4 July 2031.\n\n1.2 Omit paragraph 2.1."
    assert parse(f"Amendments to the Lamp Code\n\n{amends}".encode(), name="x.txt").time.issued is None
    own = "1.1 This Code was issued by the Office on 4 July 2031.\n\n1.2 Burn.\n\n1.3 Glow."
    assert parse(f"Lamp Code\n\n{own}".encode(), name="x.txt").time.issued == date(2031, 7, 4)
