"""The two dated versions of the replica's PCU code: exactly the differences its authors list."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from made_edits import apply_edits
from replica_codes import TRUTH, truth

from corpus.change import Change, Comparison
from corpus.work import Expression
from diffs.compare.between import between, to_json

LAID, ISSUED = "pcu-as-laid-2025-04-24", "pcu-issued-2025-07-04"
CHILD, PERSON = "Definition/child user@Section 5", "Definition/affected person@Section 5"

EXPECTED = {
    "added": {
        "PCU C5.3(d)", "PCU C6.1(a)", "PCU C6.1(b)", "PCU D2.5", "PCU J3", "Row/N2@Section 5",
        "Definition/safety metric@Section 5",
    },
    "removed": {"PCU G1.4", "PCU J3", "Definition/composite risk@Section 5"},
    "modified": {
        "1.2", "2.6", "Index/PCU C6", "Index/PCU D11", "PCU A2.2", "PCU A7.3", "PCU C4.4", "PCU C5.3(b)",
        "PCU C5.3(c)", "PCU C6.1", "PCU D11", "Row/P6@Section 5", PERSON, CHILD,
    },
    "moved": {("PCU C7.6", "PCU C3.6")},
    "split": {("PCU B1.6", ("PCU B1.6", "PCU B1.7"))},
    "merged": {(("PCU A3.5", "PCU A3.6"), "PCU A3.5")},
    "renumbered": {
        ("PCU A3.7", "PCU A3.6"), ("PCU A3.8", "PCU A3.7"), ("PCU A4.3", "PCU A4.6"), ("PCU A4.4", "PCU A4.3"),
        ("PCU A4.5", "PCU A4.4"), ("PCU A4.6", "PCU A4.5"), ("PCU B1.7", "PCU B1.8"), ("PCU B1.8", "PCU B1.9"),
        ("PCU B1.9", "PCU B1.10"), ("PCU B1.10", "PCU B1.11"), ("PCU C2.4(a)", "PCU C2.4(b)"),
        ("PCU C2.4(b)", "PCU C2.4(a)"), ("PCU C3.6", "PCU C3.7"), ("PCU C3.7", "PCU C3.8"), ("PCU C7.7", "PCU C7.6"),
        ("PCU C7.8", "PCU C7.7"), ("PCU C7.9", "PCU C7.8"), ("PCU D2.5", "PCU D2.6"), ("PCU D2.6", "PCU D2.7"),
        ("PCU F3", "PCU F4"), ("PCU F4", "PCU F3"), ("PCU F4.2(a)", "PCU F3.2(a)"), ("PCU G1.5", "PCU G1.4"),
        ("PCU G1.6", "PCU G1.5"),
    },
}  # fmt: skip


@pytest.fixture(scope="module", params=["truth", "pdf"])
def versions(request: pytest.FixtureRequest, parsed: Callable[[Path], Expression]) -> tuple[Expression, Expression]:
    """The two versions as their authors wrote them, and as the parser reads them from the PDFs."""
    if request.param == "truth":
        return truth(LAID), truth(ISSUED)
    return parsed(path_of("2025_Parli_AC.pdf")), parsed(path_of("code-of-practice-for-user-to-user-services.pdf"))


def path_of(ending: str) -> Path:
    """The one PDF of the replica whose name ends like this."""
    if not TRUTH.exists():
        pytest.skip("../shared is not beside the project")
    (path,) = (TRUTH.parent / "site").rglob(f"*{ending}")
    return path


@pytest.fixture(scope="module")
def comparison(versions: tuple[Expression, Expression]) -> Comparison:
    return between(*versions)


def _name(change: Change) -> object:
    if change.kind == "added":
        return change.after
    if change.kind in ("removed", "modified"):
        return change.before
    return change.before, change.after


def test_every_difference_and_nothing_else(comparison: Comparison) -> None:
    """All changes of the list are found with their verdicts, and there is no other."""
    found: dict[str, set] = {}
    for change in comparison.changes:
        found.setdefault(change.kind, set()).add(_name(change))
    assert found == EXPECTED
    assert len(comparison.changes) == sum(map(len, EXPECTED.values()))
    assert comparison.typography == 1


def test_every_renumbering_is_named_once(comparison: Comparison) -> None:
    """Each paragraph that the list calls renumbered is a change or goes along with one, never both."""
    listed = json.loads((TRUTH.parent / "EXPECTED.json").read_text())["pcu_as_laid_to_issued"]
    named = [labels for change in comparison.changes for labels in ((change.before, change.after), *change.provisions)]
    for pair in listed["renumbered_without_change_of_text"]:
        assert named.count((pair["as_laid"], pair["issued"]) if isinstance(pair, dict) else tuple(pair)) == 1


def test_the_number_that_passed_to_another_measure_is_no_modification(comparison: Comparison) -> None:
    """PCU J3 is one removal and one addition, each with its paragraphs and its index entry."""
    changes = [change for change in comparison.changes if "PCU J3" in (change.before, change.after)]
    assert [change.kind for change in changes] == ["removed", "added"]
    assert ("Index/PCU J3", None) in changes[0].provisions
    assert (None, "Index/PCU J3") in changes[1].provisions


def test_edits_give_the_later_text(comparison: Comparison, versions: tuple[Expression, Expression]) -> None:
    """Edits of a paragraph, applied to its text, give the text of the later version."""
    for change in comparison.changes:
        if change.kind in ("modified", "renumbered", "moved") and change.edits and change.before != "PCU A2.2":
            one = next(node for root in versions[0].provisions if (node := root.find(str(change.before))))
            other = next(node for root in versions[1].provisions if (node := root.find(str(change.after))))
            texts = {one.text: other.text, one.heading: other.heading}
            before = "".join(text for operation, text in change.edits if operation <= 0)
            if before in texts:
                assert apply_edits(before, change.edits) == texts[before]
            else:
                assert change.before == "Row/P6@Section 5"


def test_every_provision_has_a_lineage(comparison: Comparison, versions: tuple[Expression, Expression]) -> None:
    """The pairs name every label of either version."""
    for side, version in enumerate(versions):
        labels = {node.label for root in version.provisions for node in root.walk() if node.label}
        assert {pair[side] for pair in comparison.pairs} - {None} == labels


@pytest.mark.parametrize("name", [LAID, ISSUED, "icu-issued-2025-02-24", "pcs-issued-2025-07-04"])
def test_a_version_does_not_differ_from_itself(name: str) -> None:
    """Comparing a code with itself finds nothing."""
    comparison = between(truth(name), truth(name))
    assert comparison.changes == ()
    assert comparison.typography == 0


def test_json_has_the_keys_of_the_contract(comparison: Comparison) -> None:
    """The JSON can be written and read, and its summary counts its changes."""
    data = json.loads(json.dumps(to_json(comparison)))
    assert list(data)[:4] == ["before", "after", "summary", "changes"]
    assert sum(data["summary"].values()) == len(data["changes"])
    assert list(data["changes"][0])[:7] == ["kind", "before", "after", "heading", "similarity", "edits", "effect"]


def test_the_two_illegal_content_codes(comparison: Comparison) -> None:
    """A whole measure that an instrument inserted is one addition with its paragraphs."""
    changes = between(truth("icu-issued-2025-02-24"), truth("icu-consolidated-2026-09-09")).changes
    added = {change.after for change in changes if change.kind == "added"}
    assert "ICU C14" in added
