"""Answers for one service: three-valued, each with the words that decide."""

import pytest

from corpus.condition import ALWAYS, Applicability, CodeConditions, Condition, Derived, Kind, every, negated, some
from corpus.errors import UsageError
from diffs.apply.changed import MeasureChange, Outcome
from diffs.apply.changed import lines as changed_lines
from diffs.apply.decide import Answer, answers_json, by_label, decide, missing_facts
from diffs.apply.profile import Profile, read
from diffs.apply.telling import difference_lines, lines, template
from diffs.apply.understood import unnamed

KINDS = (
    Kind("Hate", "1"), Kind("Terrorism", "3"), Kind("Abuse of children", "2"),
    Kind("Abuse of children: grooming", "2A", "", "Abuse of children", counts=False),
)  # fmt: skip
COUNTED = tuple(kind.name for kind in KINDS if kind.counts)


def leaf(op: str, value: str | int = "", **more: object) -> Condition:
    """A leaf with words and a place."""
    return Condition(op, value=value, text=f"{op} {value}", at="XYZ C1.1", **more)  # type: ignore[arg-type]


LARGE, MULTI = leaf("fact", "large"), leaf("fact", "multi-risk")
RISK = leaf("risk", levels=("medium", "high"), kinds=("Hate",))


def code(*conditions: Condition | None, index: tuple[Condition | None, ...] = ()) -> CodeConditions:
    """A code whose measures have these conditions."""
    derived = (
        Derived("large", leaf("users", 7_000_000), "5.5", "large means more than 7 million"),
        Derived(
            "multi-risk", leaf("risk", levels=("medium", "high"), kinds=COUNTED, count=2), "5.6", "two or more kinds"
        ),
    )
    rows = index or (None,) * len(conditions)
    measures = tuple(
        Applicability(f"XYZ C{n}", f"Title {n}", c, i) for n, (c, i) in enumerate(zip(conditions, rows, strict=True), 1)
    )
    return CodeConditions("xyz@2030-01-01", "user-to-user", ALWAYS, KINDS, derived, measures)


def answers(profile: Profile, made: CodeConditions) -> list[bool | None]:
    """Whether each measure applies."""
    return [each.applies for each in decide(profile, made).measures]


def test_bounds_stand_in_for_a_number() -> None:
    """Fewer than a number settles a threshold above it, and leaves one below it open."""
    made = code(leaf("users", 7_000_000), leaf("users", 100_000))
    assert answers(read({"monthly_uk_users_below": 700_000}), made) == [False, None]
    assert answers(read({"monthly_uk_users_above": 8_000_000}), made) == [True, True]
    assert answers(read({"monthly_uk_users": 100_000}), made) == [False, False]
    assert answers(read({}), made) == [None, None]


def test_an_unrated_kind_is_undecided_not_low() -> None:
    """A kind nobody rated may be at any level: what it would decide is not answered, and it is named."""
    answer = decide(read({"risk": {"terrorism": "low"}}), code(RISK, MULTI))
    assert [each.applies for each in answer.measures] == [None, None]
    assert {"fact": "risk.Hate", "decides": ["XYZ C1", "XYZ C2"]} in missing_facts([answer])


def test_a_kind_is_at_least_as_high_as_its_parts() -> None:
    """Grooming at medium makes abuse of children at least medium, though the row of grooming is not counted."""
    made = code(MULTI)
    assert answers(read({"risk": {"grooming": "medium", "hate": "medium", "terrorism": "low"}}), made) == [True]
    assert answers(read({"risk": {"grooming": "low", "hate": "medium", "terrorism": "low"}}), made) == [None]
    rated = {"grooming": "medium", "hate": "low", "terrorism": "low", "abuse of children": "low"}
    assert answers(read({"risk": rated}), made) == [False]


def test_what_cannot_be_read_blocks_only_where_it_would_decide() -> None:
    """An unreadable limb leaves a measure open unless another limb settles it."""
    unread = leaf("unreadable", "that fly by night")
    made = code(every((LARGE, unread)), some((LARGE, unread)), every((RISK, unread)))
    small = read({"monthly_uk_users": 5, "risk": {"hate": "high"}})
    assert answers(small, made) == [False, None, None]
    blocked = decide(small, made).measures[2]
    assert blocked.unknown == ("that fly by night",)


def test_paragraph_and_index_that_differ_are_not_told_as_truth() -> None:
    """Where the paragraph and the row of the index give different answers, neither is given."""
    answer = decide(read({"monthly_uk_users": 5}), code(LARGE, index=(negated(LARGE),)))
    (only,) = answer.measures
    assert (only.applies, only.differs) == (None, True)
    assert "the paragraph and the index differ" in only.unknown


def test_another_measure_that_applies_decides() -> None:
    """`to which XYZ C1 does not apply` follows the answer for C1."""
    made = code(LARGE, negated(leaf("measure", "XYZ C1")))
    assert answers(read({"monthly_uk_users": 8_000_000}), made) == [True, False]
    assert answers(read({"monthly_uk_users": 8}), made) == [False, True]
    assert answers(read({}), made) == [None, None]


def test_measures_that_point_at_each_other_are_open() -> None:
    """Two measures each of which waits for the other end in no answer, not in a loop."""
    made = code(negated(leaf("measure", "XYZ C2")), negated(leaf("measure", "XYZ C1")))
    assert answers(read({}), made) == [None, None]


def test_a_measure_without_words_is_open() -> None:
    """No text held: nothing is made up."""
    (only,) = decide(read({}), code(None)).measures
    assert (only.applies, only.unknown) == (None, ("no text held",))


def test_a_code_for_other_services_does_not_apply() -> None:
    """A search service is reached by no measure of a code for user-to-user services."""
    assert answers(read({"service": "search"}), code(ALWAYS)) == [False]
    assert answers(read({"service": ["search", "user-to-user"]}), code(ALWAYS)) == [True]


def test_the_failing_limb_is_named() -> None:
    """What does not apply says which limb fails, in words and with its place."""
    (only,) = decide(read({"monthly_uk_users": 5, "risk": {"hate": "low"}}), code(every((LARGE, RISK)))).measures
    assert only.applies is False
    assert list(map(str, only.facts)) == ["large service: no"]
    assert only.decides == "XYZ C1.1"


def test_json_has_the_keys_of_the_contract() -> None:
    """The shape of interface.md, with facts derived from the code's own paragraphs."""
    profile = read({"monthly_uk_users": 8_000_000})
    made = answers_json(profile, [decide(profile, code(LARGE))])
    assert [*made] == ["profile", "versions", "derived", "missing", "measures"]
    keys = ["label", "title", "applies", "permissive", "because", "decides", "condition", "facts", "unknown"]
    assert [*made["measures"][0]] == keys
    assert made["derived"][0] | {"because": ""} == {
        "fact": "large", "value": True, "label": "5.5", "because": "", "version": "xyz@2030-01-01"
    }  # fmt: skip
    assert made["measures"][0]["condition"] == {"fact": "large", "text": "fact large", "at": "XYZ C1.1"}


def test_what_if_shows_only_what_comes_and_goes() -> None:
    """Another level of one kind: the measures it adds and takes away."""
    base = read(
        {
            "monthly_uk_users": 5,
            "risk": {"hate": "low", "terrorism": "medium", "abuse of children": "low", "grooming": "low"},
        }
    )
    made = code(RISK, MULTI, negated(MULTI), LARGE)
    other = base.supposing({"hate": "medium"})
    before, after = decide(base, made), decide(other, made)
    changed = [line for line in difference_lines([before], [after]) if "→" in line]
    assert changed == [
        "XYZ C1 Title 1: does not apply → applies", "XYZ C2 Title 2: does not apply → applies",
        "XYZ C3 Title 3: applies → does not apply",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"likely_accesed_by_children": True}, "did you mean 'likely_accessed_by_children'"),
        ({"risk": {"hate": "midium"}}, "did you mean 'medium'"),
        ({"service": "serch"}, "did you mean 'search'"),
        ({"monthly_uk_users": "many"}, "whole number"),
        ({"recommender_system": "no"}, "true or false"),
        ({"monthly_uk_users_below": 10, "monthly_uk_users_above": 20}, "contradict"),
        ({"images_or_video": False, "functionalities": ["posting images"]}, "one of them is wrong"),
    ],
)
def test_a_mistake_in_a_profile_is_said(data: dict[str, object], said: str) -> None:
    """Unknown keys and levels with the nearest known, wrong kinds of value, facts that contradict each other."""
    with pytest.raises(UsageError, match=said):
        read(data)


def test_what_no_code_knows_by_its_name_is_said() -> None:
    """A kind or functionality that is written otherwise decides nothing, and is said with what may be meant."""
    codes = [code(RISK, Condition("functionality", value="direct messaging"))]
    said = unnamed(read({"risk": {"Haet": "high"}, "functionalities": ["direct mesaging", "flying"]}), codes)
    assert [each.partition("”")[0] for each in said] == ["“Haet", "“direct mesaging", "“flying"]
    assert ["did you mean “Hate”" in said[0], "did you mean “direct messaging”" in said[1]] == [True, True]
    assert unnamed(read({"risk": {"hate": "high"}, "functionalities": ["Direct messages"]}), codes) == []
    assert "belongs into [risk]" in unnamed(read({"risk_children": {"Hate": "high"}}), codes)[0]


@pytest.mark.parametrize(
    ("listed", "applies"),
    [
        (["direct messaging and group chats"], True),
        (["group-chats", "direct-messaging"], True),
        (["direct mesaging"], None),
        (["livestreaming"], False),
    ],
)
def test_a_functionality_is_denied_only_by_a_list_that_is_read(listed: list[str], applies: bool | None) -> None:
    """One that stands beside another in one entry is listed; one that may be misspelt is open, not denied."""
    answer = decide(read({"functionalities": listed}), code(Condition("functionality", value="direct messaging")))
    assert answer.measures[0].applies is applies


def test_the_template_asks_only_for_what_decides() -> None:
    """A profile to fill in has the facts that some condition turns on, and no others."""
    asked = template([code(RISK, LARGE)])
    assert '"Hate" = "low"' in asked
    assert "monthly_uk_users_below" in asked
    assert "recommender_system" not in asked


def test_the_text_says_once_what_is_not_covered() -> None:
    """Duties outside the codes are named once, and that it is no advice."""
    said = "\n".join(lines([decide(read({}), code(ALWAYS))]))
    assert said.count("no legal advice") == 1


def test_answers_by_label() -> None:
    """Labels compare without case and spaces."""
    answer: Answer = decide(read({}), code(ALWAYS))
    assert len(by_label(answer)) == 1


@pytest.mark.parametrize(
    ("starts", "said"),
    [("2031-05-01", "issued, not in force yet, from 2031-05-01"), (None, "from when it is in force is not")],
)
def test_a_text_that_states_no_start_is_not_said_to_wait_for_it(starts: str | None, said: str) -> None:
    """What is not known is said as not known: the text may be in force for long."""
    (measure,) = decide(read({}), code(ALWAYS)).measures
    change = MeasureChange(measure.label, "newly_applies", None, measure, (), "issued", starts)
    assert said in "\n".join(changed_lines(Outcome("2031-01-01", "2031-02-01", (), (change,))))
