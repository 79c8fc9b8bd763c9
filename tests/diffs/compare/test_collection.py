"""Garbage collection is switched off while two versions are laid beside each other, and nothing else is touched."""

import gc
from dataclasses import replace

import pytest
from small_code import code

from diffs.compare.between import between, to_json

SHORTER = replace(code(), provisions=code().provisions[:-1])


@pytest.mark.parametrize("enabled", [True, False])
def test_a_comparison_leaves_the_collector_as_it_was(enabled: bool) -> None:
    """On or off before, so after; what is compared comes out the same."""
    plain = to_json(between(code(), SHORTER))
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        assert to_json(between(code(), SHORTER)) == plain
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_a_comparison_that_fails_switches_the_collector_on_again() -> None:
    """An error on the way does not leave a process without collection."""
    with pytest.raises(AttributeError):
        between(code(), None)  # type: ignore[arg-type]
    assert gc.isenabled()
