"""Words without a number, a row of a table or a text in a measure, and the instruction that changes them."""

import pytest

from corpus.work import Expression
from diffs.compare.between import between
from diffs.explain.reconcile import reconcile, sentences
from parser.document import parse

NOTICE = (
    "<main><h1>Lantern Code (Amendment) Notice 2026</h1><p>Published: 4 May 2026</p>"
    "<p>1. The Lantern Code of Practice is amended as follows.</p>"
    "<p>2. In the table in LAN C1, in the row for Red lamps, for “9 hours” substitute “{hours}”.</p></main>"
)


def code(hours: str) -> Expression:
    page = (
        "<main><h1>Lantern Code of Practice</h1><h3>LAN C1 Keeping lanterns</h3><p>LAN C1.1 Keep a record.</p>"
        f"<table><tr><th>Lamp</th><th>Lit for</th></tr><tr><td>Red lamps</td><td>{hours}</td></tr></table>"
        "<h3>LAN C2 Lighting</h3><p>LAN C2.1 Light it.</p><p>LAN C2.2 Do not sleep.</p></main>"
    )
    return parse(page.encode(), name="code.html")


@pytest.mark.parametrize(
    ("ordered", "told"),
    [
        (
            "12 hours",
            "words substituted in C1 by 2 of the instrument of 4 May 2026; date of coming into force not stated",
        ),
        ("6 hours", "unnumbered text 2 of C1 reworded; no instrument that was read declares it"),
    ],
)
def test_a_cell_that_changed_is_explained_by_the_instruction_about_its_row(ordered: str, told: str) -> None:
    """It was said that nobody ordered the change, and that what was ordered was not seen."""
    notice = parse(NOTICE.format(hours=ordered).encode(), name="notice.html")
    assert sentences(reconcile(between(code("9 hours"), code("12 hours")), [notice]))[0] == told
