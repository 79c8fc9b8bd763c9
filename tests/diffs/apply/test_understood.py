"""What a person wrote in words of their own: what is denied or unknown decides nothing, and is said."""

import pytest

from corpus.condition import ALWAYS, Applicability, CodeConditions, Condition, Kind
from corpus.errors import UsageError
from corpus.work import SECTION_43
from diffs.apply.decide import decide
from diffs.apply.profile import read
from diffs.apply.telling import not_covered
from diffs.apply.understood import unnamed

KINDS = (
    Kind("Envy content", "P1", "priority content"), Kind("Spite content", "P2", "priority content"),
    Kind("Gloom content", "PP1", "primary priority content"),
)  # fmt: skip
ENVY, EITHER = ("Envy content",), ("Envy content", "Spite content")
CHATS = Condition("functionality", value="direct messaging")
NO_ACCOUNTS = Condition("functionality", value="users without accounts")
STREAMS = Condition("functionality", value="livestreaming")
PURPOSE = Condition("purpose", value="hosting or dissemination of regulated pornographic content")
STORAGE = Condition("service_type", value="file-storage and file-sharing")
ALLOWED = Condition("content", kinds=EITHER, of="priority content")
RISKY = Condition("content", kinds=EITHER, of="priority content", levels=("medium", "high"))


def code(*conditions: Condition) -> CodeConditions:
    """A code whose measures have these conditions; it says of nothing what makes a service large or multi-risk."""
    measures = tuple(Applicability(f"XYZ C{n}", "A title", each, None) for n, each in enumerate(conditions, 1))
    return CodeConditions("xyz@2030-01-01", "user-to-user", ALWAYS, KINDS, (), measures, children=True)


def came(profile: dict[str, object], condition: Condition) -> tuple[bool | None, str]:
    """What a condition comes to for a service, and all that is said of what was not understood."""
    made = code(condition)
    return decide(read(profile), made).measures[0].applies, "\n".join(unnamed(read(profile), [made]))


@pytest.mark.parametrize(
    ("listed", "condition", "applies"),
    [
        (["no livestreaming"], STREAMS, None),
        (["we do not offer direct messaging"], CHATS, None),
        (["direct messaging (planned)"], CHATS, None),
        (["users can’t livestream"], STREAMS, None),
        (["no livestreaming", "livestreaming by moderators"], STREAMS, True),
        (["anonymous user profiles or users without accounts"], NO_ACCOUNTS, True),
        (["direct messaging for members only"], CHATS, True),
        (["private chats"], CHATS, True),
    ],
)  # fmt: skip
def test_a_denied_functionality_is_no_yes(listed: list[str], condition: Condition, applies: bool | None) -> None:
    """An entry that says what there is not was taken for what there is: it decides nothing now, and that is said."""
    result, said = came({"functionalities": listed}, condition)
    assert result is applies
    assert applies or "neither as a yes nor as a no" in said


@pytest.mark.parametrize(
    ("key", "text", "condition", "applies"),
    [
        ("principal_purpose", "not regulated pornographic content", PURPOSE, None),
        ("principal_purpose", "porn", PURPOSE, None),
        ("principal_purpose", "regulated pornographic content", PURPOSE, True),
        ("principal_purpose", "a forum for gardeners", PURPOSE, False),
        ("service_type", "not file-storage and file-sharing", STORAGE, None),
        ("service_type", "file sharing", STORAGE, None),
        ("service_type", ["forum", "file-storage and file-sharing"], STORAGE, True),
    ],
)
def test_words_near_a_condition_do_not_deny_it(
    key: str, text: object, condition: Condition, applies: bool | None
) -> None:
    """A purpose or type denied, or named only in part, is open; another is said to be taken for none."""
    result, said = came({key: text}, condition)
    assert result is applies
    assert bool(said) is (applies is not True)


def test_none_is_said_without_a_note() -> None:
    """Who says that the purpose is none of these kinds is understood."""
    assert came({"principal_purpose": "none of the harmful kinds"}, PURPOSE) == (False, "")


def test_a_kind_that_is_misspelt_in_a_list_is_not_left_out_in_silence() -> None:
    """What the terms allow: a name that no table has may be the one that decides."""
    assert came({"priority_content_allowed": ["Envvy"]}, ALLOWED)[0] is None
    assert "did you mean “Envy content”" in came({"priority_content_allowed": ["Envvy content"]}, ALLOWED)[1]
    assert came({"priority_content_allowed": []}, ALLOWED) == (False, "")
    assert came({"priority_content_allowed": ["envy"]}, ALLOWED) == (True, "")


def test_a_kind_that_nobody_rated_does_not_make_a_measure_apply() -> None:
    """Allowed, and perhaps at risk: that waits for its level; at risk for sure: it applies."""
    profile = {"priority_content_allowed": ["envy"], "risk_children": {"spite": "low"}}
    answer = decide(read(profile), code(RISKY)).measures[0]
    assert (answer.applies, answer.missing) == (None, ("risk_children.Envy content",))
    assert came(profile | {"risk_children": {"spite": "low", "envy": "high"}}, RISKY)[0] is True
    assert came(profile | {"risk_children": {"spite": "high", "envy": "low"}}, RISKY)[0] is False


def test_two_names_for_one_kind_with_two_levels_are_told() -> None:
    """Which of two levels counts is said."""
    profile = {"risk_children": {"envy content": "low", "Envy": "high"}}
    assert "highest counts" in came(profile, Condition("risk", levels=("high",), kinds=ENVY))[1]


def test_what_only_the_code_can_say_is_no_fact_that_is_missing() -> None:
    """Where no words of the code make a service multi-risk, no fact of the profile is asked for it."""
    (answer,) = decide(read({}), code(Condition("fact", value="multi-risk"))).measures
    assert answer.missing == ()
    assert "the code does not say" in answer.unknown[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"also_search": "yes"}, "true or false"),
        ({"direct_messaging": False, "functionalities": ["direct messaging"]}, "one of them is wrong"),
    ],
)
def test_facts_that_would_be_passed_over_are_refused(data: dict[str, object], said: str) -> None:
    """A yes in words, and a list that contradicts a fact."""
    with pytest.raises(UsageError, match=said):
        read(data)


def test_duties_outside_a_code_are_named_of_its_own_act_only() -> None:
    """Sections of one Act were named for the codes of every regulator."""
    assert "Online Safety Act" in not_covered([SECTION_43])
    assert "section" not in not_covered()
    assert not_covered().startswith("Not covered: duties of the Act that stand outside the codes")


@pytest.mark.parametrize(
    ("listed", "applies"),
    [
        (["comments"], None),
        (["comments", "livestreaming"], None),
        (["no livestreaming"], None),
        (["livestreaming", "cat pictures"], False),
        (["commenting on content"], True),
    ],
)
def test_a_list_denies_only_what_none_of_its_entries_may_mean(listed: list[str], applies: bool | None) -> None:
    """An entry in other words than those that are known may be the one asked about; a list of denials lists nothing."""
    assert came({"functionalities": listed}, Condition("functionality", value="commenting on content"))[0] is applies
