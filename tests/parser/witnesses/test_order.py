"""Which entries of a list stand in the order of what they name: `parser.witnesses.order`."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from parser.witnesses.order import rising

LISTS = st.lists(st.lists(st.integers(0, 6), max_size=3), max_size=7)


def rise(candidates: list[list[int]], chosen: tuple[int, ...]) -> bool:
    """Whether each chosen entry has a place after that of the one before it, by trying every place."""
    ends = {-1}
    for index in chosen:
        ends = {place for place in candidates[index] if any(place > end for end in ends)}
    return bool(ends)


@given(LISTS)
def test_the_run_is_a_longest_one(candidates: list[list[int]]) -> None:
    """The entries that stay rise, and no more of them do, whether all are in order or some are not."""
    kept = rising(candidates)
    assert rise(candidates, tuple(sorted(kept)))
    longest = max(
        size for size in range(8) if any(rise(candidates, some) for some in combinations(range(len(candidates)), size))
    )
    assert len(kept) == longest
