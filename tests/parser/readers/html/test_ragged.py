"""Ragged pages of other people's sites: read with Beautiful Soup where a second reader bears it out."""

from hypothesis import given
from hypothesis import strategies as st
from made_readings import read_html

from parser.document import parse
from parser.readers.html.ragged import soup_events
from parser.terminal import to_text

_SIGNED = """<html><head><title>A joint statement on records of safety</title></head><body><main>
<h1>A joint statement on records of safety</h1>
<p>We, the organisations named below, are writing about records that nobody keeps.</p>
<p>We call on the regulator to require that every provider keeps a record of its decisions.</p>
<table><tr><td>Harbour Watch</td></tr>{stray}<tr><td>Lantern Trust</td></tr></table>
<p>Signed by the organisations above, who <b>do <i>not</b> agree</i> that a record is a burden.</p>
</main></body></html>"""


def _words(body: str) -> list[str]:
    reading = read_html(body.encode())
    return [text for b in reading.blocks if not b.rule for text in (b.text, *(cell.text for cell in b.cells)) if text]


_NEVER_CLOSED = "</table>" + "<font>" * 2_100 + "We do not accept a delay."
"""What old editors leave: elements opened again and again and never closed, deeper than lxml reads."""


def test_a_ragged_page_is_read_with_beautiful_soup_and_says_so() -> None:
    """lxml stops in the middle of the page: Beautiful Soup reads on, and the page is for review."""
    reading = read_html(_SIGNED.format(stray=_NEVER_CLOSED).encode())
    assert any("read with Beautiful Soup" in note for note in reading.review)
    assert not reading.unread
    words = " ".join(_words(_SIGNED.format(stray=_NEVER_CLOSED)))
    assert "We do not accept a delay." in words
    assert "who do not agree that a record is a burden." in words
    assert words.index("Harbour Watch") < words.index("not accept") < words.index("Lantern Trust")


def test_words_astray_are_in_the_order_of_the_source() -> None:
    """Where words stand elsewhere for each reader the source decides, and none is lost."""
    reading = read_html(_SIGNED.format(stray="<plaintext>We do not accept a delay.").encode())
    assert any("with Beautiful Soup, in the order of its source" in note for note in reading.review)
    assert "We do not accept a delay." in " ".join(block.text for block in reading.blocks)


def test_a_whole_page_needs_no_beautiful_soup() -> None:
    """Where lxml and Lexbor agree the page is theirs."""
    assert not any("Beautiful" in note for note in read_html(_SIGNED.format(stray="").encode()).review)


def test_the_proof_of_coverage_holds_for_ragged_pages() -> None:
    """Every word of the ragged page is placed or dropped by a rule."""
    expression = parse(_SIGNED.format(stray=_NEVER_CLOSED).encode())
    assert expression.kind == "statement"
    assert not expression.coverage.shortfall
    assert "not accept a delay" in to_text(expression)


@given(st.lists(st.sampled_from(["<b>", "</b>", "<p>", "</div>", "<td>", "a", " b ", "&amp;", "<!-- c -->", "<!x>"])))
def test_every_element_that_is_opened_is_closed(pieces: list[str]) -> None:
    """However ragged the markup, the events nest."""
    opened: list[str] = []
    for kind, value, _ in soup_events("".join(pieces)):
        if kind == "start":
            opened.append(value)
        elif kind == "end":
            assert opened.pop() == value
    assert not opened
