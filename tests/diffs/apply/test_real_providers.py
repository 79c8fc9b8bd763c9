"""Eleven real records: acceptance checks and profiles, on a code made of the real index wording."""

import json
import sys
from pathlib import Path

import pytest

from corpus.condition import CodeConditions
from diffs.apply.decide import Answer, Decided, by_label, decide, missing_facts
from diffs.apply.profile import Profile, load
from parser.codes.applicability import applicability

sys.path.insert(0, str(Path(__file__).parent))

APPLY = "A2 C1 C2 D1 D2 D7 D9 D10 D11 D12 D13 G1 G3 H1".split()  # noqa: SIM905
MULTI = "A3 A5 A6 A7 C3 C4 C5 C6 C7 C8 D8".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def icu(shared: Path) -> CodeConditions:
    """The illegal content code of the records, with the Application paragraphs that name children."""
    from real_code import made

    index = json.loads((shared / "real" / "providers" / "index.json").read_text("utf-8"))
    quoted = next(each["application"][0]["text"] for each in index if (each["code"], each["label"]) == ("ICU", "D4"))
    limits = quoted.removeprefix("Services that are ")
    children = f"This measure applies to providers of every service likely to be accessed by children that is {limits}."
    return applicability(made(shared, words={"D3": children, "D5": children}))


def profile(shared: Path, name: str, **more: str) -> Profile:
    """A real profile, its unrated kinds as low where `more` says so."""
    return load(shared / "real" / "providers" / "profiles" / f"{name}.toml").supposing(more)


RATED = {
    "CSEA": "low", "CSAM URLs": "low", "extreme pornography": "low", "firearms, knives and other weapons": "low",
    "animal cruelty": "low",
}  # fmt: skip
"""What provider-1 left unrated. keeling takes an unrated kind as undecided; these checks rate it."""


def answers(code: CodeConditions, facts: Profile) -> dict[str, Decided]:
    """The answers by label, prefix apart."""
    return {each.label.removeprefix("ICU "): each for each in decide(facts, code).measures}


def test_check_1_the_fourteen_apply(shared: Path, icu: CodeConditions) -> None:
    """The fourteen measures apply, each with words; what needs large or multi-risk does not."""
    found = answers(icu, profile(shared, "provider-1", **RATED))
    assert {name: found[name].applies for name in APPLY} == dict.fromkeys(APPLY, True)
    assert {name: found[name].applies for name in (*MULTI, "D4", "D6")} == dict.fromkeys((*MULTI, "D4", "D6"), False)
    assert all(found[name].because for name in APPLY)


def test_unrated_kinds_leave_what_they_decide_open(shared: Path, icu: CodeConditions) -> None:
    """As written, with five kinds unrated, nothing that they decide is answered, and they are named."""
    answer = decide(profile(shared, "provider-1"), icu)
    found = by_label(answer)
    assert {each.applies for each in found.values()} <= {True, False, None}
    waits = {each["fact"] for each in missing_facts([answer])}
    assert "risk.Extreme pornography" in waits


def test_check_2_one_kind_at_medium(shared: Path, icu: CodeConditions) -> None:
    """Harassment at medium adds D4 and D6 and names the missing fact of D3 and D5."""
    before = answers(icu, profile(shared, "provider-1", **RATED))
    after = answers(icu, profile(shared, "provider-1", **RATED, harassment="medium"))
    added = {name for name in after if after[name].applies and not before[name].applies}
    assert added == {"D4", "D6"}
    assert [after[name].missing for name in ("D3", "D5")] == [("likely_accessed_by_children",)] * 2


def test_check_3_a_second_kind_at_medium(shared: Path, icu: CodeConditions) -> None:
    """Two kinds make it multi-risk: eleven measures come, D9 goes, A1 and A4 do not come."""
    one = answers(icu, profile(shared, "provider-1", **RATED, harassment="medium"))
    two = answers(icu, profile(shared, "provider-1", **RATED, harassment="medium", hate="medium"))
    assert {name for name in two if two[name].applies and not one[name].applies} == set(MULTI)
    assert [name for name in two if one[name].applies and not two[name].applies] == ["D9"]
    assert [two[name].applies for name in ("A1", "A4")] == [False, False]


def test_check_4_a_part_makes_the_whole_at_least_as_high(shared: Path, icu: CodeConditions) -> None:
    """Image-based CSAM at medium makes CSEA at least medium, rated or not."""
    facts = profile(shared, "provider-3")
    unrated = Profile(facts.facts, {kind: level for kind, level in facts.risk.items() if kind != "CSEA"})
    for each in (facts, unrated):
        answer = decide(each, icu)
        assert next(d.value for d in answer.derived if d.fact == "multi-risk") is True


@pytest.mark.parametrize(
    ("facts", "applies", "limb"),
    [
        ({"service_type": "file-storage and file-sharing", "image-based CSAM": "high"}, True, "(a)"),
        ({"service_type": "file-storage and file-sharing", "image-based CSAM": "medium"}, False, ""),
        ({"monthly_uk_users": "8000000", "image-based CSAM": "medium"}, True, "(b)"),
    ],
)
def test_check_5_the_limbs_of_c9(
    shared: Path, icu: CodeConditions, facts: dict[str, str], applies: bool, limb: str
) -> None:
    """Each limb of C9 decides for the service it is about."""
    base = profile(shared, "provider-3")
    bare = Profile({k: v for k, v in base.facts.items() if k != "monthly_uk_users_below"}, base.risk)
    found = answers(icu, (bare if "monthly_uk_users" in facts else base).supposing(facts))["C9"]
    assert found.applies is applies
    assert limb in found.decides


def test_check_8_without_words_nothing_is_made_up(shared: Path, icu: CodeConditions) -> None:
    """J1's further conditions are not quoted: a small service is answered by the limb that fails, a large one is not."""
    small = answers(icu, profile(shared, "provider-2"))["J1"]
    large = answers(icu, profile(shared, "provider-3").supposing({"monthly_uk_users_below": "90000000"}))["J1"]
    assert small.applies is False
    assert large.applies is None


NAMES = (
    "provider-1",
    "provider-1-whatif-multi-risk",
    "provider-2",
    "provider-3",
    "provider-5",
    "provider-7",
    "provider-10",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_answer_of_a_real_profile_is_wrong(shared: Path, icu: CodeConditions, name: str) -> None:
    """Every answer that its truth neither marks weak nor contested is right or cannot be said."""
    truth = json.loads((shared / "real/providers/profiles" / f"{name}.truth.json").read_text("utf-8"))["measures"]
    found = answers(icu, profile(shared, name))
    wrong = {}
    for each in truth:
        label = (each["label"] or "").removeprefix("ICU ")
        if each.get("weak") or each.get("contested") or each["applies"] is None or label not in found:
            continue
        if found[label].applies not in (each["applies"], None):
            wrong[label] = (each["applies"], found[label].applies, found[label].facts)
    assert wrong == {}


def test_answers_are_values(shared: Path, icu: CodeConditions) -> None:
    """The same question gives the same answer."""
    facts = profile(shared, "provider-3")
    first: Answer = decide(facts, icu)
    assert first == decide(facts, icu)
