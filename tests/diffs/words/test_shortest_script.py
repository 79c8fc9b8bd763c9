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
def test_the_script_is_that_of_diff_match_patch(pair: tuple[str, str]) -> None:
    """A quicker engine answers only where diff-match-patch would say the same."""
    old, new = pair
    start, end = shortest_script.common_start(old, new), shortest_script.common_end(old, new)
    end = min(end, len(old) - start, len(new) - start)
    engine = diff_match_patch()
    engine.Diff_Timeout = 0
    middle = engine.diff_main(old[start : len(old) - end], new[start : len(new) - end], False)
    expected = [(0, start), *((operation, len(text)) for operation, text in middle), (0, end)]
    assert kept(script(old, new)[0]) == kept(expected)


@pytest.mark.parametrize(
    ("old", "new", "only"),
    [("abc", "xbz", True), ("abxcd", "cdxab", False), ("xay", "ya", False), ("ab", "cd", True), ("xaay", "za", False)],
)
def test_only_a_single_shortest_script_is_taken_unasked(old: str, new: str, only: bool) -> None:
    """Where several scripts are equally short, diff-match-patch decides."""
    assert shortest_script._outermost(old, new)[1] is only


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
