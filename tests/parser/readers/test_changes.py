"""Words that are struck out, put in or hidden: how a document reads with and without them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.provision import Mark
from parser.document import parse
from parser.readers.blocks import Block, Reading, printed
from parser.readers.changes import WAYS, hidden, inserted, made, struck, unsigned


def page(inner: str) -> bytes:
    last = "<p>1.9 Kites are flown with care.</p>"
    return f"<!doctype html><html><body><main><h1>Kite rules</h1>{inner}{last}</main></body></html>".encode()


def texts(body: bytes, changes: str = "accepted", name: str = "page.html") -> list[str]:
    return [node.text for root in parse(body, name=name, changes=changes).provisions for node in root.walk()]


SPACES = {
    "a word for a word": (f"must {struck('not')}{inserted('always')} fly", "must always fly", "must not fly"),
    "the space inside": (f"must{struck(' not')} fly", "must fly", "must not fly"),
    "spaces at both sides of it": (f"may{struck(' not ')}fly", "may fly", "may not fly"),
    "a space that only the struck word has": (f"may{struck(' not')}fly", "may fly", "may notfly"),
    "part of a word": (f"kite{struck('s')} fly", "kite fly", "kites fly"),
    "before a comma": (f"kites {struck('and boats')}, fly", "kites, fly", "kites and boats, fly"),
    "a deletion in an insertion": (f"may {inserted('always ' + struck('never '))}fly", "may always fly", "may fly"),
    "hidden words": (f"must {hidden('not')} fly", "must fly", "must fly"),
    "at the beginning": (f"{struck('No')} {inserted('A')} kite", "A kite", "No kite"),
    "lines": (f"one {struck('two')}\n{struck('three')} four", "one\nfour", "one two\nthree four"),
}


@pytest.mark.parametrize("name", SPACES)
def test_a_block_reads_with_and_without_its_changes(name: str) -> None:
    """Accepted and rejected are each a clean sentence: no word is lost, run together or doubled."""
    text, with_them, without = SPACES[name]
    assert made(Reading((Block(text),), "html")).blocks[0].text == with_them
    assert made(Reading((Block(text),), "html"), "rejected").blocks[0].text == without


def test_both_wordings_are_shown_as_criticmarkup_writes_them() -> None:
    """`shown` keeps every word that a person sees, with the signs of a published notation."""
    reading = Reading((Block(f"must {struck('not')}{inserted('always')} {hidden('ever')} fly"),), "html")
    assert made(reading, "shown").blocks[0].text == "must {--not--}{++always++} fly"


def test_footnote_references_go_where_their_words_go() -> None:
    """A reference in a struck passage is taken out with it; the others keep their places."""
    text = f"one {struck('two')} three"
    block = Block(text, marks=(Mark(3, "1", "1"), Mark(text.index("two") + 3, "2", "2"), Mark(len(text), "3", "3")))
    stays, out = made(Reading((block,), "html")).blocks
    assert (stays.text, [(mark.at, mark.num) for mark in stays.marks]) == ("one three", [(3, "1"), (9, "3")])
    assert (out.text, out.rule, [(mark.at, mark.num) for mark in out.marks]) == ("two", "struck", [(3, "2")])


def test_a_row_that_is_struck_out_is_no_row() -> None:
    """A cell keeps its place when its words are struck; a row without words left is dropped."""
    row = Block("", "row", cells=(Block("5 days", "cell"), Block(struck("6 days"), "cell")), table=1)
    stays, out = made(Reading((row,), "html")).blocks
    assert [cell.text for cell in stays.cells] == ["5 days", ""]
    assert (out.text, out.rule) == ("6 days", "struck")
    gone = Block("", "row", cells=(Block(struck("6 days"), "cell"),), table=1)
    assert [block.rule for block in made(Reading((gone,), "html")).blocks] == ["struck"]


PIECES = st.recursive(
    st.text("ab ,.\n", max_size=6),
    lambda inner: st.tuples(st.sampled_from([struck, inserted, hidden]), st.lists(inner, max_size=3)).map(
        lambda drawn: drawn[0]("".join(drawn[1]))
    ),
    max_leaves=8,
)


@given(st.lists(PIECES, max_size=6).map("".join), st.sampled_from(WAYS))
def test_every_letter_is_read_or_dropped(text: str, changes: str) -> None:
    """Whatever is struck, put in or hidden, and however nested: the letters are all there and no sign is left."""
    blocks = made(Reading((Block(text),), "html"), changes).blocks
    after = "".join(printed(block) for block in blocks)
    assert sorted(letter for letter in after if letter.isalpha()) == sorted(x for x in unsigned(text) if x.isalpha())
    assert not any("\ufdd0" <= sign <= "\ufdef" for sign in after)


STRUCK = {
    "del": "<p>1.1 A kite must <del>not</del> <ins>always</ins> fly.</p>",
    "s": "<p>1.1 A kite must <s>not</s> always fly.</p>",
    "strike": "<p>1.1 A kite must <strike>not</strike> always fly.</p>",
    "a line through": "<p>1.1 A kite must <i style='TEXT-DECORATION:underline line-through'>not</i> always fly.</p>",
    "no space between": "<p>1.1 A kite must <del>not</del><ins>always</ins> fly.</p>",
    "elements in it": "<p>1.1 A kite must <del><b>no</b>t <i></i></del><ins>always</ins> fly.</p>",
}


@pytest.mark.parametrize("name", STRUCK)
def test_struck_words_of_a_page_are_not_its_text(name: str) -> None:
    """The page reads as with the changes made; the struck word is listed by a rule of its own, and a person is told."""
    expression = parse(page(STRUCK[name]), name="page.html")
    assert expression.provisions[1].text == "A kite must always fly."
    assert [(drop.rule, drop.text) for drop in expression.coverage.drops] == [("struck", "not")]
    assert any("shows changes" in reason for reason in expression.coverage.review)
    assert not expression.coverage.shortfall


def test_rejected_reads_the_page_as_it_was() -> None:
    """`rejected` puts the struck word back and takes the inserted one out."""
    assert "A kite must not fly." in texts(page(STRUCK["del"]), "rejected")


def test_struck_paragraphs_items_and_rows_are_dropped_whole() -> None:
    """A change may hold blocks: none of them is in the text, and the numbers of a list stay as printed."""
    body = page(
        "<del><p>1.1 One.</p><p>1.2 Two.</p></del><p>1.3 Keep:</p><ol><li>a</li><li><s>b</s></li><li>c</li></ol>"
        "<table><tr><td>kept</td><td><del>cell</del></td></tr><tr><td><s>x</s></td><td><s>y</s></td></tr></table>"
    )
    expression = parse(body, name="page.html")
    nodes = [node for root in expression.provisions for node in root.walk()]
    assert [node.num for node in nodes if node.num] == ["1.3", "1", "3", "1.9"]
    assert sorted(drop.text for drop in expression.coverage.drops) == ["1.1 One.", "1.2 Two.", "b", "cell", "x", "y"]
    assert not expression.coverage.shortfall


MARKDOWN = {
    "two tildes": "1.1 A kite must ~~not~~ always fly.",
    "one tilde": "1.1 A kite must ~not~ always fly.",
    "an element": "1.1 A kite must <del>not</del><ins>always</ins> fly.",
    "CriticMarkup": "1.1 A kite must {--not--}{++always++} fly.",
    "a substitution": "1.1 A kite must {~~not~>always~~} fly.",
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_struck_words_of_markdown_are_not_its_text(name: str) -> None:
    """Markdown strikes with tildes, with HTML's elements and with CriticMarkup."""
    expression = parse(f"# Kite rules\n\n{MARKDOWN[name]}\n".encode(), name="rules.md")
    assert expression.provisions[1].text == "A kite must always fly."
    assert [(drop.rule, drop.text) for drop in expression.coverage.drops] == [("struck", "not")]
    assert not expression.coverage.shortfall


@pytest.mark.parametrize("text", ["about ~5 to ~10 kites", "path~name~end", "a ~~ b ~~ c"])
def test_tildes_that_strike_nothing_stay(text: str) -> None:
    """A tilde before a number or inside a word is a character like any other."""
    assert text in texts(f"# Kite rules\n\n1.1 There are {text}.\n".encode(), name="rules.md")[1]


@pytest.mark.parametrize("reference", ["&#xFDD2;", "&#xfdd2;", "&#64978;", "&#064978;", "\ufdd2"])
def test_no_page_can_forge_the_signs(reference: str) -> None:
    """The readers' own signs, written into a page, strike nothing: they stand as marks and are said."""
    expression = parse(page(f"<p>1.1 A kite must {reference}not&#xFDD5; fly.</p>"), name="page.html")
    assert "not" in expression.provisions[1].text
    assert not any(drop.rule == "struck" for drop in expression.coverage.drops)
