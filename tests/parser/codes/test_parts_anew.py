"""Parts that begin their numbers anew, schedules set as bold lines, tables about provisions."""

from collections.abc import Callable

import pytest

from corpus.provision import walk
from corpus.work import Expression
from parser.document import parse

PARTS = """<h2>Part A: Stalls</h2><p>1.1 A stall is at most 3 metres wide.</p>
<p>1.2 It has a number, as paragraph 1.1 of Part B says.</p>
<h2>Part B: Food</h2><p>1.1 Food is covered as paragraph 1.2 says.</p><p>1.2 Meat must not be sold:</p><p>(a) raw;</p>
<p>(b) warm.</p><p>1.3 See paragraph 1.1 of Part A for width.</p>"""


def read(body: str) -> Expression:
    return parse(f"<html><body><h1>Code for market traders</h1>{body}</body></html>".encode())


def labels(found: Expression) -> list[str]:
    return [node.label for node in walk(found.provisions) if node.label]


def test_a_part_that_begins_anew_is_cited_with_its_paragraphs() -> None:
    """The second 1.1 is `Part B/1.1`, its items with it; nothing is in doubt."""
    found = read(PARTS)
    expected = [
        "Part A",
        "1.1",
        "1.2",
        "Part B",
        *(f"Part B/{num}" for num in ("1.1", "1.2", "1.2(a)", "1.2(b)", "1.3")),
    ]
    assert labels(found) == expected
    assert found.structure.doubts == ()


def test_a_paragraph_is_looked_for_in_the_part_that_is_named() -> None:
    """`paragraph 1.1 of Part A` in Part B is not Part B's; a number alone is that of the part that speaks."""
    assert {(each.source, each.target) for each in read(PARTS).references if "aragraph" in each.text} == {
        ("1.2", "Part B/1.1"),
        ("Part B/1.1", "Part B/1.2"),
        ("Part B/1.3", "1.1"),
    }


def test_a_list_of_parts_does_not_take_their_numbers() -> None:
    """Where a part is headed twice one of the two lists it: its numbers are not cited with it, and that is said."""
    listed = "<h2>Part A: Stalls</h2><p>1.1 Width</p><h2>Part B: Food</h2><p>2.1 Covers</p>"
    found = read(
        f"{listed}<h2>Part A: Stalls</h2><p>1.1 A stall is narrow.</p><h2>Part B: Food</h2><p>2.1 Cover it.</p>"
    )
    assert [label for label in labels(found) if "." in label] == ["1.1", "2.1"]
    assert [doubt.at for doubt in found.structure.doubts] == ["Part A", "Part B"]


def test_a_schedule_of_names_set_as_a_bold_line_has_its_own_numbers() -> None:
    """What it lists is no list of the paragraph before it, be it one name or several."""
    body = (
        "<p><b>1. STOCK</b></p><p>1.1 Stock is marked.</p><p>1.2 Rams are not put out.</p>"
        "<p><b>SCHEDULE 1</b></p><p><b>Graziers</b></p><p>1. A. Brown</p><p>2. C. Dunn</p>"
    )
    assert labels(read(body)) == ["Section 1", "1.1", "1.2", "Schedule 1", "Schedule 1/1", "Schedule 1/2"]


ABOUT = """<h2><span>Standard 1</span> <span>Swings</span></h2><p><span>1.1</span><span>Swings hang level.</span></p>
<p><span>1.2</span><span>Ropes are whole.</span></p><table><tr><th>Standard</th><th>Check</th><th>When</th></tr>
<tr><td>1.1</td><td>Depth</td><td>Weekly</td></tr><tr><td>1.2</td><td>Rope</td><td>Daily</td></tr></table>"""


def test_a_table_about_paragraphs_prints_none() -> None:
    """Paragraphs whose number has an element of its own are read, and a table that cites them stays a table."""
    found = read(ABOUT)
    assert [label for label in labels(found) if not label.startswith(("Row/", "Standard"))] == ["1.1", "1.2"]
    assert [node.text for node in walk(found.provisions) if node.label == "1.1"] == ["Swings hang level."]
    assert sum(node.kind == "row" for node in walk(found.provisions)) == 3
    assert found.structure.doubts == ()


@pytest.mark.parametrize("case", [str.capitalize, str.upper])
@pytest.mark.parametrize("title", ["<h2>{0}</h2>", "<p><b>{0}</b></p>"])
def test_numbers_of_parts_may_be_spelled_out(case: Callable[[str], str], title: str) -> None:
    """`Part Three` and `PART THREE` are parts, whatever sets them; the second and third have their numbers."""
    words = [case(word) for word in ("one", "two", "three")]
    body = "".join(
        f"{title.format(f'Part {word}: Kites')}<p>1. All are red.</p><p>2. Kites are not heavy.</p><p>3. They do.</p>"
        for word in words
    )
    found = labels(read(body))
    assert [label for label in found if "/" not in label] == [
        f"Part {words[0]}",
        "1",
        "2",
        "3",
        *(f"Part {w}" for w in words[1:]),
    ]
    assert f"Part {words[2]}/3" in found
