"""Tables of a code: where the footnote marks of an index row stand."""

import pytest

from corpus.provision import walk
from corpus.work import Scheme
from parser.document import parse

PAGE = """<html><body><main><h1>XYZ Code</h1><h2>Section 3. Index of measures</h2>
<table><thead><tr><th>Number</th><th>Measure</th><th>Application</th></tr></thead><tbody>
<tr><td>XYZ A1<sup><a href="#fn:1">[footnote 1]</a></sup></td><td>Lamps</td><td>Every keeper of a lamp.</td></tr>
<tr><td>XYZ A2</td><td>Bells</td><td>Every keeper of a bell.</td></tr></tbody></table>
<div class="footnotes"><ol><li id="fn:1"><p>Lamps of glass only.</p></li></ol></div></main></body></html>"""


def test_a_mark_at_the_number_of_an_index_row_stands_before_its_words() -> None:
    """It belongs to the number; counted in the cell's letters it would break a word of the next cell."""
    found = {node.label: node for node in walk(parse(PAGE.encode(), schemes=(Scheme("XYZ"),)).provisions)}
    entry = found["Index/XYZ A1"]
    assert entry.text == "Every keeper of a lamp."
    assert [(mark.num, mark.at) for mark in entry.marks] == [("1", 0)]


def _row_labels(head: str, *firsts: str) -> list[str | None]:
    rows = "".join(f"<tr><td>{first}</td><td>Wind in</td></tr>" for first in firsts)
    table = f"<table><thead><tr><th>{head}</th><th>What</th></tr></thead><tbody>{rows}</tbody></table>"
    page = f"<html><body><main><h1>XYZ Code</h1><h2>Section 3. Rows</h2><p>See below.</p>{table}</main></body></html>"
    rows_read = [node for node in walk(parse(page.encode()).provisions) if node.kind == "row"]
    return [node.label for node in rows_read[1:]]


@pytest.mark.parametrize(
    ("head", "firsts"),
    [
        ("Working days", ("6", "10", "28")),
        ("Age", ("1", "2", "3")),
        ("Flown for", ("6", "10", "28")),
        ("Range", ("1-50", "51-75", "76-90")),
        ("Kites", ("2016", "2017", "2018")),
        ("Kites", ("100", "90", "80")),
        ("Kites", ("7",)),
    ],
)
def test_figures_that_do_not_count_on_number_no_row(head: str, firsts: tuple[str, ...]) -> None:
    """Days, ages, ranges and years in the first cell are what the table says, not the numbers of its rows."""
    assert _row_labels(head, *firsts) == [None] * len(firsts)


@pytest.mark.parametrize(
    ("head", "firsts"),
    [("Number", ("1", "2", "3")), ("What", ("1", "2", "2A", "4")), ("Ref", ("7",)), ("Aim", ("AO1", "AO2"))],
)  # fmt: skip
def test_numbers_that_count_on_label_their_rows(head: str, firsts: tuple[str, ...]) -> None:
    """A running numbering labels its rows, one number left out or inserted; so do names of letters and figures."""
    assert _row_labels(head, *firsts) == [f"Row/{first}@Section 3" for first in firsts]


@pytest.mark.parametrize("firsts", [("(a)", "(b)"), ("1.", "2.", "3."), ("(1)", "(2)"), ("a)", "b)", "c)")])
def test_numbers_in_brackets_or_with_a_stop_label_their_rows(firsts: tuple[str, ...]) -> None:
    """A row is cited by the number without its signs, as an item is."""
    rows = "".join(f"<tr><td>{first}</td><td>Wind</td><td>Daily</td></tr>" for first in firsts)
    found = _labelled(f"<tr><th></th><th>What</th><th>When</th></tr>{rows}")
    assert list(found)[1:] == [f"Row/{first.strip('().')}@Section 3" for first in firsts]


def _labelled(rows: str) -> dict[str | None, str]:
    page = f"<html><body><main><h1>XYZ Code</h1><h2>Section 3. Rows</h2><table>{rows}</table></main></body></html>"
    return {node.label: node.text for node in walk(parse(page.encode()).provisions) if node.label}


SET_IN = """<tr><td>{0}</td><td colspan=2>Flour is:</td></tr><tr><td></td><td>(a)</td><td>white; and</td></tr>
<tr><td></td><td>(b)</td><td>not bleached.</td></tr><tr><td>{1}</td><td colspan=2>Salt is weighed.</td></tr>
<tr><td>{2}</td><td colspan=2>Eggs are not.</td></tr>"""


@pytest.mark.parametrize("numbers", [("3.1", "3.2", "3.3"), ("1.", "2.", "3.")])
def test_rows_that_are_set_in_are_the_items_of_the_row_above(numbers: tuple[str, str, str]) -> None:
    """An empty cell, `(b)` and `not bleached.` are one item: its words stand in no other provision."""
    found = _labelled(SET_IN.format(*numbers))
    first, second, _ = (number.rstrip(".") for number in numbers)
    assert found[f"{first}(a)"] == "white; and"
    assert found[f"{first}(b)"] == "not bleached."
    assert found[second] == "Salt is weighed."


@pytest.mark.parametrize(
    ("firsts", "labels"),
    [
        (("1. Flour is good.", "2. Salt is good."), ["Row/1@Section 3", "Row/2@Section 3"]),
        (("(1) Flour", "(2) Salt", "(3) Eggs"), ["Row/1@Section 3", "Row/2@Section 3", "Row/3@Section 3"]),
        (("1. Flour is good.", "3. Salt is good."), [None, None]),
        (("1. Flour is good.", "Salt is good."), [None, None]),
        (("1. flour", "2. salt"), [None, None]),
    ],
)
def test_sentences_numbered_from_one_under_a_header_label_their_rows(
    firsts: tuple[str, ...], labels: list[str | None]
) -> None:
    """A number that every cell of the first column begins with, none left out, is its row's; the words keep it."""
    assert _row_labels("Rule", *firsts) == labels


COLUMNS = """<tr><th>No.</th><th>Rule</th><th>Guidance</th></tr><tr><td>1.1</td><td>Keep a log of each {0}</td>
<td><p>It may name:</p><p>(a) the kite;</p><p>(b) the wind.</p></td></tr><tr><td>1.2</td><td><p>Look:</p><p>(a) up;</p>
<p>(b) down.</p></td><td><p>(a) birds;</p><p>(b) wires;</p><p>(c) trees.</p></td></tr>"""


def test_items_of_the_column_beside_a_rule_are_not_the_rules() -> None:
    """Guidance has a list of its own: `1.1(a)` is nothing that the rule says; its words stand beside it."""
    found = _labelled(COLUMNS.format("flight."))
    assert [label for label in found if label and label[0] == "1"] == ["1.1", "1.2", "1.2(a)", "1.2(b)"]
    assert (found["1.2(a)"], found["1.2(b)"]) == ("up;", "down.")


def test_items_behind_a_title_in_a_column_of_its_own_are_those_of_the_rule() -> None:
    """A number, a title without a full stop and the words: the words are the rule."""
    found = _labelled(COLUMNS.format("flight"))
    assert (found["1.1(a)"], found["1.1(b)"]) == ("the kite;", "the wind.")
