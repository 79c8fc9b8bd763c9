"""Words of duty that changed."""

import pytest

from diffs.words.edits import word_edits
from diffs.words.force import force_changes as duty_changes
from diffs.words.modals import phrases


@pytest.mark.parametrize(
    ("before", "after", "direction", "old", "new"),
    [
        ("A club must keep a log.", "A club should keep a log.", "weakened", "must", "should"),
        ("A club should keep a log.", "A club must keep a log.", "strengthened", "should", "must"),
        ("A club must answer each letter.", "A club need not answer each letter.", "weakened", "must", "need not"),
        ("A club must not burn its log.", "A club must burn its log.", "reversed", "must not", "must"),
        ("Do not fly near a road.", "Do fly near a road.", "reversed", "not", ""),
        ("A member may fly at dusk.", "A member may not fly at dusk.", "reversed", "may", "may not"),
        ("A member need not sign the log.", "A member need sign the log.", "reversed", "need not", ""),
        ("No member may fly at dusk.", "A member may fly at dusk.", "reversed", "no", ""),
        ("A member may fly with consent.", "A member may fly without consent.", "reversed", "", "without"),
        ("A club may sing if it rains.", "A club may sing unless it rains.", "reversed", "", "unless"),
        ("Members mustn’t burn the log.", "Members must burn the log.", "reversed", "must not", "must"),
        ("A log doesn't end at dusk.", "A log does end at dusk.", "reversed", "not", ""),
        ("A log may not be lent to a child.", "A log is lent to a child.", "reversed", "may not", ""),
        ("A log has pages, but does not have a lid.", "A log has pages and has a lid.", "reversed", "not", ""),
    ],
)
def test_each_way_a_duty_can_change(before: str, after: str, direction: str, old: str, new: str) -> None:
    """Turned round where a "not" came or went, otherwise by strength."""
    (change,) = duty_changes(word_edits(before, after))
    assert (change.direction, change.before, change.after) == (direction, old, new)
    assert change.sentence_before == before
    assert change.sentence_after == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A club must keep a log.", "A club must keep a long log."),
        ("A club must keep a log.", "A club shall keep a log."),
        ("It has not been issued. A club must pay.", "A club must pay."),
        ("[Not used]", "A club should ring a bell."),
        ("A club must not sing. A club must not run. It may eat.", "A club must not sing. It may eat."),
        ("See log No. 5 of the club.", "See log 5 of the club."),
    ],
)
def test_what_is_no_change_of_a_duty(before: str, after: str) -> None:
    """The same duty, a word of the same strength, a sentence that went as a whole, another text altogether."""
    assert duty_changes(word_edits(before, after)) == ()


LONG = (
    "A club must keep a log of each flight, of the day and the hour at which it began, of the field it began from, of "
    "those who flew and of those who watched, of the wind and the light, and of what was {}found broken when the kites "
    "were down, and where that log is asked for by a member, by a neighbour or by the owner of the field it is {}shown "
    "to them at once."
)


@pytest.mark.parametrize(
    ("before", "after", "direction", "old", "new"),
    [
        (LONG.format("", ""), LONG.format("not ", ""), "reversed", "", "not"),
        (LONG.format("", "not "), LONG.format("", ""), "reversed", "not", ""),
        (LONG.format("", ""), LONG.format("", "no longer "), "reversed", "", "no longer"),
        ("It is only a club that may sing.", "It is not only a club that may sing.", "reversed", "", "not"),
        ("A club is one that flies.", "A club is one that never flies.", "reversed", "", "never"),
        ("A club must keep a log.", "A club does not have to keep a log.", "weakened", "must", "does not have to"),
        ("A club has a log.", "A club does not have a log.", "reversed", "", "not"),
        ("A club may fly.", "A club cannot fly.", "reversed", "may", "cannot"),
        ("A club must keep a log.", "A club must never keep a log.", "reversed", "must", "must never"),
        ("A club must keep a log.", "A club is not required to keep a log.", "weakened", "must", "not required to"),
        ("A club may keep a log.", "A club is prohibited from keeping a log.", "reversed", "may", "prohibited from"),
        ("A club should not fly at dusk.", "A club may not fly at dusk.", "strengthened", "should not", "may not"),
        ("A club must answer each letter.", "A club answers each letter.", "duty", "must", ""),
        (
            "A club must fly by day.",
            "A club must fly by day, but not when children watch the kites.",
            "limit",
            "",
            "not",
        ),
    ],
)
def test_a_duty_is_singled_out_however_long_its_sentence(
    before: str, after: str, direction: str, old: str, new: str
) -> None:
    """A "not" that came or went beside words that stayed turns them round; in a clause of its own it is a limit."""
    (change,) = duty_changes(word_edits(before, after))
    assert (change.direction, change.before, change.after) == (direction, old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A club must keep a log.", "A club is required to keep a log."),
        ("Use the words “must not fly” here.", "Use the words must “not fly” here."),
        ("If you cannot fly, we ask that you do not watch.", "If you cannot fly, you should go home."),
        ("You should fly by day where many watch.", "We ask that you fly by day, where many may watch."),
        ("A club may fly. A club need not land.", "A club can fly. A club need not land."),
        ("You may leave the field.", "You do not need a reason to leave the field."),
        (
            "You should wear a hat where you meet people.",
            "We ask that you wear a hat in a hall where you may meet people.",
        ),
    ],
)
def test_what_is_said_otherwise_is_not_called_weaker_or_turned_round(before: str, after: str) -> None:
    """Nothing is claimed of the direction where another phrase only stands near, or says the same."""
    claims = {"reversed", "weakened", "strengthened"}
    assert not [change for change in duty_changes(word_edits(before, after)) if change.direction in claims]


def test_phrases_are_read_with_their_not() -> None:
    """A need is no duty; "need not" is the lack of one."""
    found = [phrase.text for phrase in phrases("It must not, may, cannot and need not; in need of it; never.")]
    assert found == ["must not", "may", "cannot", "need not", "never"]
