"""Stored words as HTML: where cross references become links."""

from dataclasses import replace
from typing import Any

from corpus.provision import Kind
from db.ask.query import Node, Row
from db.ask.rows import ProvisionRow
from db.web.parts.html import Links, block, forest
from db.web.parts.terms import terms


def shown(text: str, *references: Row) -> str:
    row = node("paragraph", text, id="p", slug="c1-1", label="XYZ C1.1", printed="XYZ C1.1")
    return str(block(row, Links({"p": references})))


def test_a_number_is_linked_only_where_it_stands_whole() -> None:
    """XYZ C1 is not cited by a text that cites XYZ C11."""
    cited = {"text": "XYZ C1", "target": "XYZ C1", "target_id": "xyz@1/c1"}
    html = shown("See XYZ C11, then XYZ C1.", cited)
    assert 'See XYZ C11, then <a class="ref" href="/xyz/1/c1">XYZ C1</a>.' in html


def test_a_section_of_an_act_is_a_link_to_the_law() -> None:
    """Only an address of a web site becomes one; other targets stay words."""
    law = {"text": "section 4", "target": "https://law.example.org/4", "target_id": None}
    other = {"text": "Act", "target": "javascript:alert(1)", "target_id": None}
    html = shown("By section 4 of the Act.", law, other)
    assert '<a class="ref" href="https://law.example.org/4" rel="noopener">section 4</a> of the Act.' in html


def node(kind: Kind, text: str = "", *children: Node, **more: Any) -> Node:
    """A provision as the database gives it."""
    words = ("", None, None, 0, 0, None, (), "", "", text)
    row = ProvisionRow(f"xyz@1/{kind}{text[:9]}", "xyz@1", None, 1, 1, 0, kind, None, "s", None, *words)
    return Node(replace(row, **more), list(children))


def test_rows_are_rows_of_a_table_with_header_cells() -> None:
    """A row without a number and words heads its table; the number of an index entry heads its row."""
    head = node("row", "", node("text", "Number"), node("text", "Title"), node("text", "Applies to"))
    entry = node("index_entry", "All services", label="Index/XYZ C1", printed="XYZ C1", heading="Moderation")
    row = node("row", "", node("text", "x"), node("text", "y"), node("text", "z"))
    html = str(forest([head, entry, row], Links()))
    assert html.count("<table>") == 1
    assert '<thead><tr class="row"><th scope="col">Number</th><th scope="col">Title</th>' in html
    assert (
        '<th scope="row"><a class="num" href="/xyz/1/s">XYZ C1</a> </th><td>Moderation</td><td>All services</td>'
        in html
    )
    assert "<td>x</td><td>y</td><td>z</td>" in html


def test_a_footnote_stands_with_the_paragraph_that_refers_to_it_once() -> None:
    """Under its paragraph and not where the document prints it."""
    marked = node("paragraph", "Words here.", marks=((5, "2", "2"),))
    note = node("footnote", "What the note says.", num="2", printed="2")
    html = str(forest([marked, node("paragraph", "Between."), note], Links(notes={"2": "What the note says."})))
    assert html.count("What the note says.") == 1
    assert html.index("What the note says.") < html.index("Between.")
    assert 'Words<sup><a href="#note-2">2</a></sup> here.' in html


def definition(term: str, scope: str, slug: str) -> Row:
    """A definition as the database gives it."""
    return {
        "term": term,
        "scope": scope,
        "id": f"xyz@1/{slug}",
        "version_id": "xyz@1",
        "slug": slug,
        "text": f"{term} is",
    }


def test_a_defined_term_is_linked_where_it_stands_to_the_definition_that_counts_there() -> None:
    """The measure's own definition before that of the code; once a paragraph; never in a fixed phrase."""
    known = terms([definition("account", "Section 5", "code"), definition("account", "XYZ C3", "own")])
    shown_in = node("paragraph", "An account is taken into account where accounts are held.")
    html = str(forest([shown_in], Links(terms=known)))
    assert html.count('class="term"') == 1
    assert '<a class="term" href="/xyz/1/code" title="account is">account</a> is taken into account' in html
    inside = str(forest([node("measure", "", shown_in, label="XYZ C3", heading="T")], Links(terms=known)))
    assert 'href="/xyz/1/own"' in inside


def test_headings_follow_each_other_in_order() -> None:
    """A group below a measure is one level below it, wherever the text begins; front matter is no heading."""
    group = node("group", "", heading="Application")
    html = str(forest([node("heading", heading="Issued: 4 July"), node("measure", "", group, heading="T")], Links()))
    assert "<h2>T</h2>" in html
    assert "<h3>Application</h3>" in html
    assert "Issued: 4 July</h" not in html
