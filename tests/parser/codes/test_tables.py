"""Tables of a code: where the footnote marks of an index row stand."""

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
