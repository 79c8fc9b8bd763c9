"""Rows of a table as instructions name them, and as the schedule shows them amended."""

import pytest

from diffs.execute.consolidate import Consolidation, consolidate
from diffs.output.schedule_layout import Marked, marked
from parser.document import parse

ROWS = (("Kind of lamp", "Lit for"), ("Lanterns", "9 hours"), ("Harbour beacons", "30 days"), ("Floats", "9 hours"))
TABLE = "".join(f"<tr><td>{head}</td><td>{lit}</td></tr>" for head, lit in ROWS)
CODE = (
    "<main><h1>Lamp Code</h1><h2>1. Duties</h2><p>1.1 A keeper must light every lamp.</p><p>1.2 For these times.</p>"
    f"<table>{TABLE}</table><p>1.3 A keeper must not sleep.</p></main>"
)


def amended(ordered: str) -> Consolidation:
    notice = (
        "<main><h1>Lamp Code (Amendment) Notice 2026</h1><p>1. The Lamp Code is amended as follows.</p>"
        f"<p>2. In the table in paragraph 1.2, {ordered}</p></main>"
    )
    return consolidate(parse(CODE.encode(), name="code.html"), [parse(notice.encode(), name="notice.html")])


def rows(consolidation: Consolidation) -> list[list[str]]:
    nodes = (node for root in consolidation.expression.provisions for node in root.walk())
    return [[cell.text for cell in node.children] for node in nodes if node.kind == "row"]


def changed(items: tuple[Marked, ...]) -> list[tuple[str, str, int]]:
    """What is not kept: how it stands, its words, and how many instructions it names."""
    own = [
        (item.standing, "".join(text for pieces in item.edits.values() for _, text in pieces), len(item.by))
        for item in items
        if item.standing != "kept" and item.edits
    ]
    return own + [each for item in items for each in changed(item.children)]


@pytest.mark.parametrize("name", ["the row for Lanterns", "the row relating to “Lanterns”", "the entry for Lanterns"])
def test_a_row_is_named_by_its_first_cell(name: str) -> None:
    """In quotation marks or without: the words of another row stay."""
    found = amended(f"in {name}, for “9 hours” substitute “10 hours”.")
    assert rows(found)[1:] == [["Lanterns", "10 hours"], ["Harbour beacons", "30 days"], ["Floats", "9 hours"]]


@pytest.mark.parametrize("name", ["the row for Lamps", "the row for Lanterns and beacons", "the row for the lamps"])
def test_a_row_that_is_not_there_is_not_found(name: str) -> None:
    """A name that no first cell is, or that a sentence cannot end: nothing is done, and it is said."""
    found = amended(f"in {name}, for “9 hours” substitute “10 hours”.")
    assert [outcome.state for outcome in found.outcomes] == ["not_applied"]


def test_an_omitted_row_is_shown_as_omitted() -> None:
    """The rows below it stay as they are: their words are no substitutes of its own."""
    found = amended("omit the row for Lanterns.")
    assert [row[0] for row in rows(found)] == ["Kind of lamp", "Harbour beacons", "Floats"]
    assert changed(marked(found)) == [("omitted", "Lanterns", 1), ("omitted", "9 hours", 1)]
