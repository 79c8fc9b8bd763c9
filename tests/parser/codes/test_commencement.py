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
        ("This notice comes into force on 1 March 2031.", "amendment"),
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


def started(sentence: str) -> tuple[str, str, str]:
    """Start, projected start and words of a code of 3 February 2031 that has this sentence."""
    lines = ("Lantern code", "Issued: 3 February 2031", "1. Duties", f"1.1 {sentence}", "1.2 Keep a lantern.")
    found = parse("\n\n".join(lines).encode(), name="a.txt").time.in_force
    projected = found.projected.start.isoformat() if found.projected else ""
    return found.start.isoformat() if found.start else "", projected, found.text


@pytest.mark.parametrize(
    "sentence",
    [
        "This Code has effect from 1 May 2031.",
        "This Code applies from 1 May 2031.",
        "The Code is effective 1 May 2031.",
        "This version of the Code has been in force since 1 May 2031.",
        "This Code comes into force at noon on 1 May 2031.",
        "These standards come into effect at 11am on Thursday 1 May 2031 for all piers.",
        "This Code comes into force on 30 April 2031 at 23:30 UTC.",
        "This Code came into force on 1 May 2031 and was reprinted on 1 June 2031.",
    ],
)
def test_a_start_is_read_in_many_manners(sentence: str) -> None:
    """With a clock, as an effect, as what has been so since: the day itself."""
    assert started(sentence)[0] == "2031-05-01"


@pytest.mark.parametrize(
    "rest",
    [
        ", except for section 2, which comes into force on 1 October 2031",
        " save that measures A1 and A2 come into force on 1 October 2031",
        " in Skerry and on 1 June 2031 in Holm",
        " for large piers and on 1 November 2031 for all others",
        " and, for large piers, on 1 November 2031",
    ],
)
def test_what_is_taken_out_of_a_start_is_told_with_it(rest: str) -> None:
    """The start of the whole never stands without the words that give a part of it another day."""
    assert started(f"This Code comes into force on 1 May 2031{rest}.") == (
        "2031-05-01", "", f"comes into force on 1 May 2031{rest}",
    )  # fmt: skip


def test_a_later_start_of_a_part_is_told_beside_that_of_the_whole() -> None:
    """In a sentence of its own; that of another law is not."""
    part = "Section 2 comes into force on 1 October 2031"
    whole = "comes into force on 1 May 2031"
    assert started(f"This Code {whole}. {part}.") == ("2031-05-01", "", f"{whole}; {part}")
    law = "Section 2 of the Wind Act 2030 comes into force on 1 October 2031"
    assert started(f"This Code {whole}. {law}.") == ("2031-05-01", "", whole)


@pytest.mark.parametrize(
    "words",
    [
        "comes into force on 1 May 2031 unless the Assembly decides otherwise",
        "comes into force on 1 May 2031 or, if later, the day on which the Wind Act is passed",
        "comes into force on the later of 1 May 2031 and the day on which the Wind Act is passed",
        "does not come into force until 1 May 2031",
        "comes into force on Easter Monday 2031",
        "comes into force on the first Monday in May 2031",
        "comes into force with immediate effect",
        "takes effect from midnight at the end of 30 April 2031",
    ],
)
def test_a_start_that_is_no_single_day_keeps_its_words(words: str) -> None:
    """What depends on something else, or is said in words that are no day: no day, and not "no commencement"."""
    assert started(f"This Code {words}.") == ("", "", words)


def test_a_part_of_the_code_is_not_the_code() -> None:
    """Sections that start on a day of their own do not start the whole."""
    words = "Sections 1 and 3 of this Code come into force on 1 May 2031 and Section 2 on 1 October 2031"
    assert started(f"{words}.") == ("", "", words)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("three months after the day on which it is issued", "2031-05-03"),
        ("on the day after the day on which it is issued", "2031-02-04"),
        ("on the day on which it is issued", "2031-02-03"),
        ("28 days after it is issued", "2031-03-03"),
        (
            "at the end of the period of two months beginning with the day after the day on which it is issued",
            "2031-04-04",
        ),
        ("28 days after its publication", ""),
    ],
)
def test_a_start_counted_from_an_event_is_projected_where_its_day_is_known(words: str, first: str) -> None:
    """As computed and never as stated; nothing where the event has no day."""
    assert started(f"This Code comes into force {words}.")[:2] == ("", first)


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("This Code is withdrawn with effect from 1 June 2032.", "2032-05-31"),
        ("This Code was revoked on 1 June 2032.", "2032-05-31"),
    ],
)
def test_a_withdrawal_that_a_document_states_of_itself_ends_it(sentence: str, last: str) -> None:
    """The day before is its last."""
    found = parse(f"Lantern code\n\n1. Duties\n\n1.1 {sentence}\n\n1.2 Glow.".encode(), name="a.txt").time.in_force
    assert found.until is not None
    assert found.until.isoformat() == last
