"""Who the subject is of a verb that asks: speakers, verbs and what stands between them, each with each."""

from collections.abc import Iterator
from itertools import product

import pytest

from parser.statements.asking import urges
from parser.statements.demanding import demands
from parser.statements.speaking import speaker

MANY = ["We", "More than forty guilds", "Keepers", "Our members", "The signatories", "As keepers of lamps, we", "They"]
ONE = ["The coalition", "The Lantern Trust", "Jane Archer, whose son was lost,", "This report", "Lamps for All", "She"]
OFFICES = ["Ofcom", "The UK Government", "The Secretary of State", "The Act", "The draft code"]
OFFICIALS = ["Ministers", "Respondents", "Some platforms", "Others", "Opponents of the Bill"]
BETWEEN = ["", "strongly ", "therefore ", "once again ", "— as before the storm — "]
VERBS = [
    ("urge", "urges", "urged", "urging", "harbours to light their lamps"),
    ("call on", "calls on", "called on", "calling on", "the board to ring the bell"),
    ("demand", "demands", "demanded", "demanding", "an end to the toll"),
    ("recommend", "recommends", "recommended", "recommending", "that the toll be capped"),
    ("appeal to", "appeals to", "appealed to", "appealing to", "the warden to step in"),
]


def sentences(who: str, many: bool) -> Iterator[str]:
    """A speaker with every verb in every form, with everything that may stand between."""
    has, is_, welcome = ("have", "are", "welcome") if many else ("has", "is", "welcomes")
    for between, (base, third, past, doing, what) in product(BETWEEN, VERBS):
        now = base if many else third
        yield f"{who} {between}{now} {what}."
        yield f"{who} {has} {between}{past} {what}."
        yield f"{who} {is_} {between}{doing} {what}."
        yield f"{who} {welcome} the plan and {between}{now} {what}."
        yield f"{who} {has} written to the warden, {between}{doing} {what}."
        yield f"{who} {has} published a statement {between}{doing} {what}."
        yield f"{who} {has} written to the warden to {between}{base} {what}."


@pytest.mark.parametrize("who", [*MANY, *ONE])
def test_a_speaker_asks_whatever_stands_before_the_verb(who: str) -> None:
    """The speaker himself, a group, a person, a report: in any tense, after a first verb, by a letter, in order to."""
    assert [each for each in sentences(who, who in MANY) if not urges(each)] == []


@pytest.mark.parametrize("who", [*OFFICES, *OFFICIALS])
def test_nobody_asks_who_is_asked_himself_or_only_told_of(who: str) -> None:
    """A regulator, a government, a law, those who answered a consultation or oppose: nothing they say is an ask."""
    assert [each for each in sentences(who, who in OFFICIALS) if urges(each)] == []


SUBJECTS = ["The rules", "Decisions", "Help for keepers", "The views of masters", "The guidance", "Any exemption"]
AFTER = [
    "", " for small harbours", " which apply at night", " set out in the draft", ", including those in section 4,",
    " – whatever the tide –", " and those below it", " on how tolls are set", " required by the draft", " as drafted",
]  # fmt: skip
MODALS = [
    "should be tightened", "must go further", "ought to be clearer", "must not be weakened", "must be clear and fair",
    "should, at a minimum, be published", "should never be optional",
]  # fmt: skip


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_depends_on_a_subject_does_not_hide_the_demand(subject: str) -> None:
    """A preposition, a relative clause, a participle, an aside between noun and `must` or `should`."""
    made = (f"{subject}{after} {modal}." for after, modal in product(AFTER, MODALS))
    assert [each for each in made if demands(each) is None] == []


@pytest.mark.parametrize("before", ["", " ", ",", "“", " of the", "in May, ", "– –", "(", "of all,", ", who, "])
def test_words_without_a_subject_have_none(before: str) -> None:
    """Whatever stands before a verb, were it nothing but marks, nobody is made up."""
    assert [speaker(before, form) for form in ("base", "s", "past", "ing")] == ["nobody"] * 4
