"""Acceptance checks on the children's code and on what came into force, of the real records."""

import sys
from pathlib import Path

import pytest

from corpus.condition import CodeConditions
from diffs.apply.decide import Decided, decide
from diffs.apply.profile import Profile, load
from parser.codes.applicability import applicability

sys.path.insert(0, str(Path(__file__).parent))

from real_code import CHILDREN, made


@pytest.fixture(scope="module")
def pcu(shared: Path) -> CodeConditions:
    """The children's code of the records."""
    return applicability(made(shared, "PCU", words=CHILDREN))


def profile(shared: Path, name: str) -> Profile:
    """A real profile."""
    return load(shared / "real" / "providers" / "profiles" / f"{name}.toml")


def answers(code: CodeConditions, facts: Profile) -> dict[str, Decided]:
    """The answers by label, prefix apart."""
    return {each.label.rpartition(" ")[2]: each for each in decide(facts, code).measures}


def test_check_7_the_failing_limb_is_named(shared: Path, pcu: CodeConditions) -> None:
    """B1, B4, B5 and G2 do not apply to provider-2, each by a limb that fails."""
    found = answers(pcu, profile(shared, "provider-2"))
    assert {name: found[name].applies for name in ("B1", "B4", "B5", "G2")} == dict.fromkeys(
        ("B1", "B4", "B5", "G2"), False
    )
    assert all(found[name].facts for name in ("B1", "B4", "B5", "G2"))


@pytest.mark.parametrize(
    "other",
    [
        {"primary_priority_content_prohibited": ["pornography", "self-harm", "eating disorders"]},
        {"takedown_technically_feasible": False},
    ],
)
def test_check_7_both_ways_into_b4(shared: Path, pcu: CodeConditions, other: dict[str, object]) -> None:
    """A kind that the terms allow, or content that cannot be taken down, makes B4 apply."""
    base = profile(shared, "provider-2")
    assert answers(pcu, Profile({**base.facts, **other}, base.risk, base.risk_children))["B4"].applies is True


def test_check_7_a_raised_level_leaves_b5_open(shared: Path, pcu: CodeConditions) -> None:
    """Bullying at medium: whether the terms allow it decides, and nobody said."""
    base = profile(shared, "provider-2")
    raised = Profile(base.facts, base.risk, {**base.risk_children, "bullying content": "medium"})
    found = answers(pcu, raised)["B5"]
    assert found.applies is None
    assert "priority_content_allowed" in found.missing


def test_check_8_measures_that_are_only_named_cannot_be_said(shared: Path, pcu: CodeConditions) -> None:
    """B6 and B7 have a row and no words that anyone quoted: no condition is made up."""
    found = answers(pcu, profile(shared, "provider-2"))
    assert [found[name].applies for name in ("B6", "B7")] == [None, None]
    assert all(found[name].unknown for name in ("B6", "B7"))
