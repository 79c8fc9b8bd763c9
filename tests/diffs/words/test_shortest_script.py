"""Scripts between strings: shortest, the same whichever engine finds them."""

import pytest
from diff_match_patch import diff_match_patch
from hypothesis import given
from hypothesis import strategies as st

from diffs.words import shortest_script
from diffs.words.shortest_script import Script, script

SHORT = st.text("abcd", max_size=14)
LONG = st.text("abcdefghijklmnop", max_size=40)


def kept(steps: Script) -> list[tuple[int, int]]:
    """The places in both strings of everything that stays."""
    pairs, i, j = [], 0, 0
    for operation, count in steps:
        if operation == 0:
            pairs += [(i + step, j + step) for step in range(count)]
        i, j = i + count * (operation <= 0), j + count * (operation >= 0)
    return pairs


@given(st.one_of(st.tuples(SHORT, SHORT), st.tuples(LONG, LONG)))
def test_the_script_is_as_short_as_that_of_diff_match_patch(pair: tuple[str, str]) -> None:
    """It leads from one to the other, keeps as much, and keeps the same where there is nothing to decide."""
    old, new = pair
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    steps = script(old, new)[0]
    expected = kept([(operation, len(text)) for operation, text in engine.diff_main(old, new, False)])
    assert all(old[i] == new[j] for i, j in kept(steps))
    assert len(kept(steps)) == len(expected)
    assert sum(count for operation, count in steps if operation <= 0) == len(old)
    assert sum(count for operation, count in steps if operation >= 0) == len(new)
    if old[:1] != new[:1] and old[-1:] != new[-1:] and only(old, new):
        assert kept(steps) == expected


def only(old: str, new: str) -> bool:
    """Whether there is one shortest script."""
    return shortest_script._matches(old, new) == shortest_script._matches_from_the_end(old, new)


@pytest.mark.parametrize(
    ("old", "new", "single"),
    [("abc", "xbz", True), ("abxcd", "cdxab", False), ("xay", "ya", False), ("ab", "cd", True), ("xaay", "za", False)],
)
def test_only_a_single_shortest_script_is_taken_unasked(old: str, new: str, single: bool) -> None:
    """Where several scripts are equally short, diff-match-patch decides."""
    assert only(old, new) is single


def test_diff_match_patch_decides_between_what_is_certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every shortest script keeps is kept unasked; it is asked about the rest, piece by piece."""
    asked = []
    real = shortest_script._diff
    monkeypatch.setattr(shortest_script, "_diff", lambda old, new: asked.append((old, new)) or real(old, new))
    script("pqrs" + "xaay" + "klmn", "tuvw" + "za" + "klmp")
    assert all("k" not in old + new for old, new in asked)
    assert asked


def test_large_texts_that_differ_widely_stay_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond its bound diff-match-patch is not asked, and beyond the last one the middle is one block."""
    old, new = "xayb" * 30, "bzax" * 30
    monkeypatch.setattr(shortest_script, "_SMALL", 0)
    monkeypatch.setattr(shortest_script, "_NEAR", 3)
    monkeypatch.setattr(shortest_script, "_diff_match_patch", lambda: pytest.fail("asked"))
    steps, coarse = script(old, new)
    assert not coarse
    assert kept(steps)
    monkeypatch.setattr(shortest_script, "_BOUNDED", 100)
    assert script(old, new) == ([(0, 0), (-1, 120), (1, 120), (0, 0)], True)
