"""Stored words as HTML: where cross references become links."""

from db.ask.query import Node, Row
from db.web.parts.html import Links, block


def shown(text: str, *references: Row) -> str:
    row = {"id": "p", "version_id": "xyz@1", "slug": "c1-1", "kind": "paragraph", "label": "XYZ C1.1"}
    row |= {"printed": "XYZ C1.1", "heading": "", "text": text, "marks": None}
    return str(block(Node(row), Links({"p": references})))


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
