"""Whom a measure reaches in plain words, and who gained or lost it."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.condition import (
    ALWAYS,
    Applicability,
    CodeConditions,
    Condition,
    Derived,
    Kind,
    every,
    negated,
    packed,
    some,
    unpacked,
)
from diffs.apply.reach import Reach, plain, reach

CHILDREN = Condition("fact", value="likely_accessed_by_children", text="likely to be accessed by children")
LARGE, MULTI = Condition("fact", value="large", text="large"), Condition("fact", value="multi-risk")
RISK = Condition("risk", levels=("medium", "high"), kinds=("Hate",))
HIGH = Condition("risk", levels=("high",), kinds=("Hate",))
MANY = Condition("users", value=700_000)
USERS = "more than 700,000 monthly UK users"
EITHER = some((LARGE, MULTI))
MULTI_ONLY = "services that are multi-risk, except those that are large"
RISEN = "services that are at medium or high risk of Hate, except those that are at high risk of Hate"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ALWAYS, "every service"),
        (EITHER, "services that are large or are multi-risk"),
        (negated(EITHER), "services that are not large and are not multi-risk"),
        (every((MANY, some((LARGE, HIGH)))), f"services that have {USERS} and (are large or are at high risk of Hate)"),
        (negated(every((MANY, LARGE))), f"services that do not have {USERS} or are not large"),
    ],
)  # fmt: skip
def test_a_condition_in_plain_words(condition: Condition, words: str) -> None:
    """Alternatives, limits and their contraries read as a sentence."""
    assert plain(condition) == words


@pytest.mark.parametrize(
    ("before", "after", "gained", "lost"),
    [
        (LARGE, EITHER, MULTI_ONLY, ""),
        (EITHER, LARGE, "", MULTI_ONLY),
        (every((CHILDREN, LARGE)), every((CHILDREN, EITHER)), MULTI_ONLY, ""),
        (HIGH, RISK, RISEN, ""),
        (LARGE, ALWAYS, "services that are not large", ""),
        (every((CHILDREN, LARGE)), LARGE, "services that are not likely to be accessed by children", ""),
    ],
)  # fmt: skip
def test_who_gained_and_who_lost(before: Condition, after: Condition, gained: str, lost: str) -> None:
    """What both texts ask for is left out; a service that both reach is excepted."""
    found = reach(before, after)
    assert found is not None
    assert (found.gained, found.lost) == (gained, lost)


def test_what_both_texts_ask_for_is_said_once() -> None:
    """A measure for children that opens to multi-risk services is opened among services for children."""
    assert reach(every((CHILDREN, LARGE)), every((CHILDREN, EITHER))) == Reach(
        MULTI_ONLY,
        "",
        "services that are likely to be accessed by children",
    )


def test_other_words_for_the_same_services_change_nothing() -> None:
    """The words and the place of a condition are not its meaning, nor is the order of its parts."""
    one = every((LARGE, CHILDREN)).placed("large services for children", "XYZ A1.1")
    assert reach(one, every((CHILDREN, LARGE))) == Reach("", "")


def test_an_unread_phrase_tells_nothing() -> None:
    """Where words of either text were not understood, nobody is said to have gained or lost."""
    assert reach(LARGE, every((LARGE, Condition("unreadable", value="of a certain kind")))) is None


LEAVES = st.sampled_from([CHILDREN, LARGE, MULTI, RISK, HIGH, MANY])
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: every(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: some(tuple(parts))),
        inner.map(negated),
    ),
    max_leaves=6,
)


def holds(condition: Condition, world: dict[str, object]) -> bool:
    """The plain meaning of a condition in a world of facts."""
    if condition.op == "not":
        return not holds(condition.parts[0], world)
    if condition.parts or condition.op in ("all", "any"):
        return (all if condition.op == "all" else any)(holds(part, world) for part in condition.parts)
    if condition.op == "risk":
        return world["level"] in condition.levels
    return bool(world["many"] if condition.op == "users" else world[str(condition.value)])


@given(TREES, TREES)
def test_gain_and_loss_are_said_where_there_are_some(before: Condition, after: Condition) -> None:
    """Somebody is said to have gained exactly where a service is reached now that was not, and the same of loss."""
    names = ("likely_accessed_by_children", "large", "multi-risk", "many")
    worlds = [
        dict(zip((*names, "level"), (*each, level), strict=True))
        for each in itertools.product((False, True), repeat=4)
        for level in ("low", "medium", "high")
    ]
    found = reach(before, after)
    assert found is not None
    assert bool(found.gained) == any(holds(after, each) and not holds(before, each) for each in worlds)
    assert bool(found.lost) == any(holds(before, each) and not holds(after, each) for each in worlds)


@given(TREES, st.none() | TREES, st.none() | TREES)
def test_conditions_survive_their_packing(
    scope: Condition, paragraph: Condition | None, index: Condition | None
) -> None:
    """What the database keeps is the whole of them: kinds, definitions, both sources of a measure, and their words."""
    kinds = (Kind("Hate", "3"), Kind("Grooming", "2A", parent="Abuse of children", counts=False), Kind("Bullying"))
    large = Derived(
        "large", replace(MANY, text="more than 700,000", at="XYZ 5.5", sentence="A large …"), "XYZ 5.5", "…"
    )
    measures = (
        Applicability("XYZ A1", "A board", paragraph, index, permissive=True),
        Applicability("XYZ A2", "", index, paragraph),
    )
    code = CodeConditions("xyz@2030-01-10", "search", scope, kinds, (large,), measures, children=True)
    assert unpacked(packed(code)) == code
    assert unpacked(packed(replace(code, children=False, derived=()))) == replace(code, children=False, derived=())
