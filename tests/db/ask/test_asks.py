"""Asks: who, whom, what, which provisions, which text stood then; candidates; people's decisions."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import UnreadableInput
from db.ask import answers, asks, decisions, query
from db.ask.candidates import candidates
from db.ask.decisions import Decision, digest
from tests.db import asked_corpus


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of asks, built."""
    return asked_corpus.made(tmp_path_factory.mktemp("asked"))


@pytest.fixture
def connection(data: Path):
    """A connection to it."""
    found = query.connect(data / "keeling.db")
    yield found
    found.close()


def ask(connection, name: str) -> asks.Ask:
    """The ask with this id."""
    found = asks.one(connection, name)
    assert found is not None
    return found


def test_each_ask_has_who_whom_and_the_text_that_stood(connection) -> None:
    """Organisations, addressee, day, and the newest published version that the day can have known."""
    found = ask(connection, "letter/1")
    assert found.organisations == ("Lantern Trust", "Kite Alliance", "Harbour Network")
    assert (found.issuer, found.whom, found.date) == ("Lantern Alliance", "the regulator", "2031-05-15")
    assert (found.works, found.stood) == (("lmp",), ("lmp@2031-01-10",))
    assert found.uncertain == ""


def test_a_statement_without_asks_has_none(connection) -> None:
    """Thanks ask for nothing; an ask that is not there is None."""
    assert {each.statement for each in asks.every(connection)} == {"letter", "later"}
    assert asks.one(connection, "quiet/1") is None
    assert asks.one(connection, "nothing") is None


@pytest.mark.parametrize(
    ("name", "label", "state"),
    [
        ("letter/1", "LMP C1", "stands"),
        ("letter/2", "LMP C9", "never"),
        ("letter/3", "LMP C7", "reserved"),
        ("later/2", "LMP C2.2", "stands"),
    ],
)
def test_what_an_ask_names_is_shown_as_what_it_is(connection, name: str, label: str, state: str) -> None:
    """A provision that stood, one that never existed, a number set aside, and one without the code's prefix."""
    assert [(each.label, each.state) for each in ask(connection, name).names] == [(label, state)]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Amend C1.1 and C2.", ["C1.1", "C2"]),
        ("Amend LMP C1.1 and QRS C2.", ["C1.1"]),
        ("Amend QRS C1.1, C2 and C3; then say so in C2.2.", ["C2.2"]),
        ("Amend QRS C1.1 to C3, and LMP C2 or C3.", ["C2", "C3"]),
        ("DELETE C2.", ["C2"]),
        ("Publish Table C1 and C2, and amend C3.", ["C3"]),
    ],
)
def test_a_number_of_another_code_is_not_this_codes(words: str, numbers: list[str]) -> None:
    """Capitals before a number are its code's, as are those of numbers joined to it; not where all is in capitals."""
    assert list(asks._numbers(words, "LMP")) == numbers


def test_a_number_in_small_letters_is_named(connection) -> None:
    """People write labels as they like."""
    assert asks._small("Please amend lmp c1.1(b) or c2, and lmp c3.", "LMP") == ["c1.1(b)", "c3"]
    found = asks._bare(connection, "Please amend lmp c1.1(b) and Lmp C2.", ("lmp",), ())
    assert [label for _, label in dict.fromkeys(found)] == ["LMP C2", "LMP C1.1(b)"]


def test_a_month_says_what_it_leaves_open(connection) -> None:
    """A statement dated by its month is after what was published before, and says nothing it cannot know."""
    found = ask(connection, "later/1")
    assert (found.date, found.stood) == ("2031-06", ("lmp@2031-01-10",))
    inside = replace(found, stood=("lmp@2031-06-20",))
    assert "states no day" in inside.uncertain


def test_the_nearest_change_below_what_is_named_comes_first(connection) -> None:
    """The item put in below the measure named, sharing its word, and no rank that looks like a verdict."""
    found = candidates(connection, ask(connection, "letter/1"))
    assert [(each.label, each.version, each.shared, each.named) for each in found[:2]] == [
        ("LMP C1.1(b)", "lmp@2031-08-01", ("pilot",), True),
        ("LMP C1.1(b)", "lmp@2032-08-01", ("pilot",), True),
    ]
    assert "score" not in str(answers.candidate_json(found[0]))


def test_an_ask_that_names_nothing_finds_the_change_by_its_words(connection) -> None:
    """Words with their stems: `count` finds `counted`; the marks are the changed text's own words."""
    found = candidates(connection, ask(connection, "later/1"))
    assert (found[0].label, found[0].shared) == ("LMP C2.1", ("oil", "counted", "keepers"))


def test_a_name_follows_the_provision_not_the_number(connection) -> None:
    """C2 is C3 in the last version: what changes below C3 is below what was named."""
    found = candidates(connection, ask(connection, "later/2"))
    assert [each.label for each in found if each.named] == []
    wider = replace(ask(connection, "later/2"), names=(asks.Name("LMP C2", "lmp", "stands"),))
    assert ("LMP C3", True) in [(each.label, each.named) for each in candidates(connection, wider)]


def test_the_same_database_gives_the_same_list(connection) -> None:
    """Order and words are the same at every call."""
    first = [candidates(connection, each) for each in asks.every(connection)]
    assert first == [candidates(connection, each) for each in asks.every(connection)]


def met(connection, **other: str) -> Decision:
    """Met by C1.1(b) of the second version, as `decide` writes it."""
    words = decisions.wording(connection, "lmp@2031-08-01", "LMP C1.1(b)")
    found = Decision(
        "letter/1", "met", "Ada", "2031-08-02", "LMP C1.1(b)", "lmp@2031-08-01", "It says so.",
        digest(ask(connection, "letter/1").words), digest(words or ""),
    )  # fmt: skip
    return replace(found, **other)


def standing(connection, *made: Decision) -> decisions.Standing:
    """What stands of the letter's first ask."""
    return decisions.standing(connection, [ask(connection, "letter/1")], made)["letter/1"]


def test_a_decision_on_words_that_changed_since_is_flagged(connection) -> None:
    """A later version changed the provision: the decision stands, and says that it should be looked at again."""
    found = standing(connection, met(connection))
    assert (found.state, found.newest.by) == ("met", "Ada")
    assert found.again == ("LMP C1.1(b) changed in the text of 1 August 2032 (lmp@2032-08-01)",)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"words": "0" * 16}, "the words of the ask are not those decided on"),
        ({"rests_on": "0" * 16}, "LMP C1.1(b) in lmp@2031-08-01 does not read as it was decided on"),
        ({"label": "LMP C8"}, "lmp@2031-08-01 has no LMP C8"),
        ({"version": "lmp@1999-01-01"}, "there is no version lmp@1999-01-01"),
    ],
)
def test_a_decision_that_rests_on_something_else_is_flagged(connection, other: dict[str, str], reason: str) -> None:
    """Other words of the ask or the provision, a label or version that is not there."""
    assert reason in standing(connection, met(connection, **other)).again


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"label": "LMP C1", "version": "lmp@2031-01-10"}, "stood already when it was asked"),
        ({"on": "2031-05-01"}, "it was decided on 1 May 2031, before it was asked"),
        ({"on": "2031-06-01"}, "it was decided on 1 June 2031, before the text of 1 August 2031"),
        ({"label": "", "version": ""}, "it names no provision that it rests on"),
        ({"version": ""}, "it does not say in which text LMP C1.1(b) stands"),
    ],
)
def test_a_decision_that_cannot_be_is_flagged(connection, other: dict[str, str], reason: str) -> None:
    """Met by what stood already, decided before the ask or its text, or resting on nothing that is named."""
    found = standing(connection, met(connection, rests_on="", **other))
    assert any(reason in each for each in found.again), found.again


def test_what_is_not_met_may_rest_on_what_stood(connection) -> None:
    """The old words are the evidence there, and no provision need be named."""
    old = met(connection, state="not_met", label="LMP C1", version="lmp@2031-01-10", rests_on="")
    assert not any("stood already" in each for each in standing(connection, old).again)
    assert standing(connection, met(connection, state="deferred", label="", version="")).again == ()


def test_a_decision_follows_the_words_of_its_ask(connection) -> None:
    """An ask that has another number now keeps its decision; words that nobody asks any more stay where they were."""
    shifted = replace(met(connection), ask="letter/3", rests_on=None)
    found = {each.ask.id: each.standing for each in answers.answers(connection, [shifted]).answered}
    assert (found["letter/1"].state, found["letter/3"].state) == ("met", "undecided")
    assert not any("words of the ask" in each for each in found["letter/1"].again)
    lost = replace(shifted, words="0" * 16)
    found = {each.ask.id: each.standing for each in answers.answers(connection, [lost]).answered}
    assert "the words of the ask are not those decided on" in found["letter/3"].again


def test_a_decision_whose_ask_has_no_such_number_any_more_is_found_by_its_words(connection) -> None:
    """Nothing is unknown about it."""
    found = answers.answers(connection, [replace(met(connection), ask="letter/99")])
    assert found.unknown == ()
    assert found.answered[0].standing.state == "met"


def test_a_decision_follows_its_words_to_a_statement_of_another_name(connection) -> None:
    """A file's id comes from its title: where that reads otherwise, the decision stands at the ask with its words."""
    made = replace(met(connection), rests_on=None)
    found = answers.answers(connection, [replace(made, ask="the-old-title/7")])
    assert {each.ask.id for each in found.answered if each.standing.decisions} == {made.ask}
    assert found.unknown == ()
    lost = answers.answers(connection, [replace(made, ask="the-old-title/7", words="0" * 16)])
    assert [each.ask for each in lost.unknown] == ["the-old-title/7"]


def test_a_renumbering_alone_is_no_change(connection) -> None:
    """A provision that only got another number reads as it was decided on."""
    made = met(connection, label="LMP C2.1", rests_on="")
    words = decisions.wording(connection, "lmp@2031-08-01", "LMP C2.1")
    assert standing(connection, replace(made, rests_on=digest(words or ""))).again == ()


def test_two_people_who_differ_are_both_shown(connection) -> None:
    """keeling takes no side; a person's later decision takes the place of the earlier."""
    other = met(connection, by="Ben", state="not_met", on="2031-09-01")
    found = standing(connection, met(connection), other)
    assert (found.state, [each.by for each in found.decisions]) == ("disputed", ["Ada", "Ben"])
    again = met(connection, by="Ben", on="2031-10-01")
    assert standing(connection, met(connection), other, again).state == "met"


def test_a_reason_says_whose_decision_it_is_about(connection) -> None:
    """Where others decided too; what is so of all of them stands once and without a name."""
    other = met(connection, by="Ben", words="0" * 16)
    found = standing(connection, met(connection), other).again
    assert "the words of the ask are not those decided on (Ben)" in found
    assert "LMP C1.1(b) changed in the text of 1 August 2032 (lmp@2032-08-01)" in found


def test_decisions_are_read_back_as_written(tmp_path: Path, connection) -> None:
    """Quotes, line breaks and other letters survive; what a person wrote into the file is kept byte for byte."""
    path = tmp_path / "outcomes.toml"
    path.write_text('# mine\n[[outcome]]\nask = "letter/2"\nstate = "deferred"\nby = "Zoë"\non = 2031-09-01\n', "utf-8")
    before = path.read_text("utf-8")
    made = met(connection, why='She said "no",\nthen \\ yes')
    decisions.add(path, made)
    assert path.read_text("utf-8").startswith(before.rstrip("\n"))
    read = decisions.read(path)
    assert (read[0].by, read[0].on) == ("Zoë", "2031-09-01")
    assert replace(read[1], where="") == made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[outcome]\n", "is not TOML"),
        ('outcome = "met"\n', "begin with [[outcome]]"),
        ('[[outcome]]\nask = "letter/1"\nstate = "done"\nby = "Ada"\n', "'done'"),
        ('[[outcome]]\nstate = "met"\nby = "Ada"\n', "needs ask"),
        ('[[outcome]]\nask = "letter/1"\nstate = "met"\n', "by whom"),
        ('[[outcome]]\nask = "letter/1"\nstate = "met"\nby = "Ada"\nscore = "1"\n', "score"),
        ('[[outcome]]\nask = 1\nstate = "met"\nby = "Ada"\n', "is a text"),
        ('[[outcome]]\nask = "letter/1"\nstate = "met"\nby = "Ada"\non = "lately"\n', "'lately'"),
        ('[[outcome]]\nask = "letter/1"\nstate = "met"\nby = "Ada"\non = "2031-02-30"\n', "'2031-02-30'"),
    ],
)
def test_a_file_that_is_no_list_of_decisions_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """The message names the file and what is wrong."""
    path = tmp_path / "outcomes.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(UnreadableInput, match=r"outcomes\.toml") as caught:
        decisions.read(path)
    assert said in str(caught.value)


def test_a_decision_about_an_unknown_ask_is_kept_and_named(connection) -> None:
    """It is in the data, with the place in the file, and stands for no ask."""
    made = replace(met(connection), ask="letter/99", words=None, where="outcomes.toml, outcome 1")
    found = answers.answers(connection, [made])
    assert [each.ask for each in found.unknown] == ["letter/99"]
    assert "there is no ask letter/99" in answers.to_text(found)
    assert answers.to_json(found)["unknown"][0]["where"] == "outcomes.toml, outcome 1"


def test_the_brief_reads_by_itself(connection) -> None:
    """Each ask in its words, what was decided by whom, the words it rests on, and what nobody decided."""
    found = answers.answers(connection, [met(connection)])
    text = answers.brief(connection, found, "https://example.org")
    assert "# What became of our asks\n\n5 asks: 1 met; 4 not decided." in text
    assert "> We urge the regulator to extend LMP C1 to harbours with a pilot." in text
    met_by = "**Met** by LMP C1.1(b) in the text of 1 August 2031, issued, says Ada on 2 August 2031. It says so."
    assert met_by in text
    assert "reads there: “This measure applies to a harbour that is either: … served by a pilot.”" in text
    assert "By Lantern Alliance, to the regulator." in text
    assert "of lmp@" not in text
    assert "It names LMP C9 (no version that keeling has read has it)." in text
    assert "](https://example.org/asks/letter/1)" in text


def test_undecided_leaves_out_what_somebody_decided(connection) -> None:
    """And a work chooses the asks that concern it."""
    found = answers.answers(connection, [met(connection)], "lmp", undecided=True)
    assert [each.ask.id for each in found.answered] == ["letter/2", "letter/3", "later/1", "later/2"]
    assert answers.answers(connection, [], "quiet").answered == ()
