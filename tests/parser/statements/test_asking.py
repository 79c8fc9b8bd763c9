"""Which sentences ask, and whom."""

import pytest

from parser.statements.asking import in_office, urges, whom
from parser.statements.demanding import demands
from parser.statements.orders import imperative
from parser.statements.prose import sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "We urge the harbour to light its lamps.",
        "As keepers of lamps, we therefore strongly recommend that the rule is extended.",
        "The Lantern Trust calls on ministers to act.",
        "The coalition has called for lamps on every quay.",
        "Lantern Trust is urging the regulator to publish its plans.",
        "The regulator is asked to say why.",
        "Please extend the rule to small harbours.",
        "There is a pressing need to trim the lamps.",
        "We would like to see every lamp trimmed.",
        "Our main ask is that lamps are lit at dusk.",
    ],
)
def test_a_sentence_urges(sentence: str) -> None:
    """Its speaker says that he asks, calls, wants, recommends; or a noun says it."""
    assert urges(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We do not ask for more lamps.",
        "Ofcom recommends lamps on every quay.",
        "The Government asks whether lamps are lit.",
        "We were asked to trim the lamps.",
        "We asked 500 children what they saw.",
        "We thank the harbour for its work.",
        "Please contact the press office.",
        "This is a plan which we recommend to nobody.",
    ],
)
def test_a_sentence_that_only_tells(sentence: str) -> None:
    """A denial, what the regulator recommends, what was asked of us or once, and thanks ask for nothing."""
    assert not urges(sentence)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("The measures in PCU C6 should apply to every service.", "The measures"),
        ("PCU C6 should be amended to name small services.", "PCU C6"),
        ("Ministers must now publish the plan.", "Ministers"),
        ("The wording needs to say when.", "The wording"),
        ("Lamps should be required on every quay.", "Lamps"),
    ],
)
def test_a_sentence_demands(sentence: str, subject: str) -> None:
    """Somebody or a text must or should do something; anything must be changed."""
    assert demands(sentence) == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "Under the Act, services must light a lamp.",
        "For example, platforms must check ages.",
        "The Act says that services must light a lamp.",
        "We must keep watch.",
        "Children should feel safe.",
        "It must have been dark.",
        "They ask whether the code should say so.",
    ],
)
def test_what_the_law_says_is_no_demand(sentence: str) -> None:
    """What a law requires, what the speaker must do and what others say is not asked for."""
    assert not demands(sentence)


def test_that_goes_on_where_the_sentence_before_asks() -> None:
    """`That must be kept` demands only after a sentence that asks."""
    assert demands("That must remain so.", after_one=True)
    assert not demands("That must remain so.")


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("We urge Ofcom to act.", "Ofcom"),
        ("We call on the Government and Ofcom to act.", "the Government and Ofcom"),
        ("We urge Ofcom not to weaken the rule.", "Ofcom"),
        ("We ask ministers never to weaken the rule.", "ministers"),
        ("Ministers must act.", "Ministers"),
        ("The code should be amended.", None),
        ("We want stronger lamps.", None),
    ],
)
def test_whom(sentence: str, name: str | None) -> None:
    """Somebody named after the verb or as the subject; a text is nobody."""
    assert whom(sentence) == name


def test_commands_and_offices() -> None:
    """A verb at the start commands; a greeting to a minister is to somebody in office."""
    assert imperative("Publish the plans")
    assert not imperative("Light of the harbour")
    assert in_office("Prime Minister")
    assert not in_office("Colleague")


@pytest.mark.parametrize(
    "sentence",
    [
        "The lighting of piers on-demand relies on volunteers.",
        "The lamps meet the greatest challenges of our times, and of the coast.",
        "The Lantern Trust would be happy to give evidence should it be required.",
    ],
)
def test_words_that_only_look_like_a_verb_that_asks_ask_for_nothing(sentence: str) -> None:
    """The second half of a word, a noun, and `should it` where it means `if it`."""
    assert urges(sentence) is None
    assert demands(sentence) is None


def test_a_mark_in_brackets_stands_at_the_beginning_of_a_sentence() -> None:
    """`… lamps. [7] Keepers must …` are two sentences, and the second asks."""
    found = sentences("Each year more ships carry lamps. [7] Keepers must reflect this.")
    assert found == ["Each year more ships carry lamps.", "[7] Keepers must reflect this."]
    assert urges("Key recommendations include lighting every pier and paying the keepers.")
