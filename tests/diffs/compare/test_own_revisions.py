"""A document that lists its own revisions: its two versions differ in what the list says, and in nothing else."""

from pathlib import Path

import pytest

from corpus.work import Scheme
from diffs.compare.between import between, to_json
from parser.document import parse

AWARDING = "general-qualifications-alternative-awarding-framework"


@pytest.mark.parametrize("schemes", [(), (Scheme("GQAA"),)])
def test_conditions_that_were_added_are_all_that_changed(shared: Path, schemes: tuple[Scheme, ...]) -> None:
    """The list of v2: conditions 5 (a placeholder before) and 6 are new. With a catalogue's entry and without."""
    folder = shared / "real/govuk/series-2" / "__".join(["government__publications", AWARDING, AWARDING])
    versions = [parse(path.read_bytes(), name=path.name, schemes=schemes) for path in sorted(folder.glob("*.html"))]
    comparison = to_json(between(*versions))
    assert {(change["kind"], change["after"] or change["before"]) for change in comparison["changes"]} == {
        ("modified", "GQAA5"),
        ("removed", "GQAA5/~1"),  # the placeholder
        *(("added", f"GQAA5.{number}") for number in range(1, 20)),
        ("added", "GQAA6"),
    }
    assert sorted(change["kind"] for change in comparison["front"]) == ["added", "added", "modified", "modified"]
    assert not comparison["typography"]
