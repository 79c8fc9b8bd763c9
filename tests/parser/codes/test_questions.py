"""Questions and answers: `Q1.` numbers its question and what answers it, however it is set."""

import pytest

from corpus.provision import walk
from parser.document import parse

SET = ("<h2>{0}</h2>", "<details><summary>{0}</summary>", "<p><b>{0}</b></p>", '<h3 class="q">{0}</h3>')


@pytest.mark.parametrize("set_as", SET)
@pytest.mark.parametrize("stop", [".", ":"])
def test_a_question_is_labelled_by_its_number(set_as: str, stop: str) -> None:
    """Two are enough; the answer stands in the question, and its list is cited with it."""
    body = (
        f"{set_as.format(f'Q1{stop} Who may fish?')}<p>Any member.</p>"
        f"{set_as.format(f'Q2{stop} May I swim?')}<p>No:</p><ol><li>not by day;</li><li>not by night.</li></ol>"
    )
    found = parse(f"<html><body><main><h1>Questions about the Pond Code</h1>{body}</main></body></html>".encode())
    nodes = {node.label: node for node in walk(found.provisions) if node.label}
    assert list(nodes) == ["Q1", "Q2", "Q2(1)", "Q2(2)"]
    assert nodes["Q1"].text == "Who may fish?"
    assert [child.text for child in nodes["Q1"].children] == ["Any member."]
    assert found.kind != "code"


def test_a_quarter_of_a_year_is_no_question() -> None:
    """`Q4` alone, or `Q1 2030` in a heading, numbers nothing."""
    body = "<h2>Q1 2030</h2><p>Sales rose.</p><h2>Q2 2030</h2><p>Sales fell.</p>"
    found = parse(f"<html><body><main><h1>Sales of kites</h1>{body}</main></body></html>".encode())
    assert [node.label for node in walk(found.provisions) if node.label] == []
