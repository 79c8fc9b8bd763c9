"""Identity through time."""

from itertools import pairwise

import pytest
from made_versions import A, B, C, D, E, code, measure, section

from corpus.work import Expression
from diffs.compare.between import between
from diffs.compare.lineage import Lineage, lineage


def version(name: str, *texts: str) -> Expression:
    return code(section(measure("XYZ A1", "Title", *texts)), version=name)


def strung(*versions: Expression) -> Lineage:
    return lineage([between(one, two) for one, two in pairwise(versions)])


def test_a_provision_keeps_its_history_under_changing_numbers() -> None:
    """The history gives its label in every version; an old label leads to the new one."""
    found = strung(version("v1", A, B), version("v2", C, A, B), version("v3", C, D, A, B))
    history = found.history("XYZ A1.1", "v1")
    assert history is not None
    assert history.labels == ("XYZ A1.1", "XYZ A1.2", "XYZ A1.3")
    assert found.now("XYZ A1.2", "v1") == ("XYZ A1.4",)
    assert found.now("xyz a1.1", "v2") == ("XYZ A1.1",)


def test_a_number_that_passed_on_does_not_carry_the_history() -> None:
    """What was removed leads nowhere, even when another provision has its number now."""
    one = code(section(measure("XYZ A1", "Old", A, B)), version="v1")
    two = code(section(measure("XYZ A1", "Other matter", D, E)), version="v2")
    found = strung(one, two)
    assert found.now("XYZ A1", "v1") == ()
    assert len([history for history in found.histories if "XYZ A1" in history.labels]) == 2


def test_split_and_merged_provisions_keep_both_ways() -> None:
    """An old label of what was split leads to all parts; of what was merged to the whole."""
    half, rest = A[:-1] + " and ", B[0].lower() + B[1:]
    joined, parted = version("v1", half + rest, C), version("v2", A, B, C)
    assert strung(joined, parted).now("XYZ A1.1", "v1") == ("XYZ A1.1", "XYZ A1.2")
    merged = strung(version("v1", A, B, C), version("v2", half + rest, C))
    assert merged.now("XYZ A1.1", "v1") == merged.now("XYZ A1.2", "v1") == ("XYZ A1.1",)


def test_comparisons_that_do_not_follow_each_other_are_refused() -> None:
    """A gap in the chain raises."""
    one, two, three = version("v1", A), version("v2", A, B), version("v3", A)
    with pytest.raises(ValueError, match="not followed"):
        lineage([between(one, two), between(three, one)])


def test_no_comparison_no_history() -> None:
    """An empty chain is an empty lineage."""
    assert lineage([]).histories == ()
