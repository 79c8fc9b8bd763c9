"""Generated codes and services: what is decided is right, and nothing that applies is said not to."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.applicability import answers


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 1_000_000))
def test_every_answer_that_is_given_is_the_truth(seed: int) -> None:
    """Any code of the generator and any service: decided answers are right, and most that facts decide are decided."""
    every = list(answers(seed, services=3))
    wrong = [each for each in every if each.verdict in ("wrong", "dangerous")]
    assert not wrong, f"{wrong[0].verdict}: said {wrong[0].said}, is {wrong[0].right}: {wrong[0].stated}"
    settled = [each for each in every if each.right is not None]
    assert len([each for each in settled if each.said is None]) <= len(settled) // 5
