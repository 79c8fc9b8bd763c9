"""Documents made to lose words: every word is there, or the failure is clear."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_readings import read_html

from corpus.errors import UnreadableInput
from parser.readers.blocks import printed
from parser.readers.changes import made

BEFORE, AFTER = "first harbour words", "last harbour words"


def page(inner: str) -> bytes:
    head = "<!doctype html><html><head><title>T</title></head>"
    return f"{head}<body><p>{BEFORE}</p>{inner}<p>{AFTER}</p></body></html>".encode()


def text_of(body: bytes) -> tuple[str, str]:
    reading = made(read_html(body))
    return "\n".join(printed(block) for block in reading.blocks), reading.unread


@pytest.mark.parametrize(
    ("tag", "depth"),
    [
        *((tag, depth) for tag in ("div", "b") for depth in (10, 254, 255, 256, 2046, 2047, 2048, 10_000)),
        ("div", 100_000),
    ],
)
def test_no_depth_of_nesting_loses_a_word(tag: str, depth: int) -> None:
    """lxml stops at 2,047 levels without an exception; the words below and after are read all the same."""
    text, unread = text_of(page(f"<{tag}>" * depth + "<p>deepest lamp</p>" + f"</{tag}>" * depth + "<p>after it</p>"))
    assert all(words in text for words in (BEFORE, "deepest lamp", "after it", AFTER))
    assert not unread


@pytest.mark.parametrize("size", [9_900_000, 10_100_000])
def test_no_size_of_a_paragraph_loses_a_word(size: int) -> None:
    """A text node beyond the parser's usual limit is read whole."""
    text, unread = text_of(page("<p>" + "lamp " * (size // 5) + "endword</p>"))
    assert text.count("lamp") == size // 5
    assert "endword" in text
    assert AFTER in text
    assert not unread


def test_what_stands_before_the_first_element_is_read() -> None:
    """A comment and an instruction before the page are passed over, words before it are not lost."""
    body = b"<!-- saved --><?xml version='1.0'?>early words<html><body><p>lamp</p></body></html><!-- end -->late words"
    text, unread = text_of(body)
    assert all(words in text for words in ("early words", "lamp", "late words"))
    assert not unread


WHOLE = {
    "two html elements": ("</body></html><html><body><p>one more page</p>", ["one more page"]),
    "text after the end": ("</body></html>tail words<p>more tail</p>", ["tail words", "more tail"]),
    "nested tables": (
        "<table><tr><td>outer<table><tr><td>inner</td></tr></table>rest</td></tr></table>",
        ["outer", "inner", "rest"],
    ),
    "text in a table but not in a cell": (
        "<table>stray<tr><td>cell</td></tr><p>para</p></table>",
        ["stray", "cell", "para"],
    ),
    "less-than signs in text": ("<p>if a <3 and b <18 years</p>", ["a <3 and b <18 years"]),
    "insertions and deletions": ("<p>must <del>not</del><ins>always</ins> burn</p>", ["must always burn", "not"]),
    "inline superscript": ("<p>format<sup>1</sup></p>", ["format¹"]),
    "drawings": ("<svg><title>Lamp</title><text>drawn words</text></svg>", ["drawn words"]),
    "4,000 unclosed bold tags": ("<b>lamp " * 4000, ["lamp " * 10]),
    "unclosed items": (
        "<ul><li>one<li>two<ul><li>three</ul></ul><dl><dt>term<dd>meaning</dl>",
        ["one", "two", "three", "term", "meaning"],
    ),
    "forms in forms": ("<form><p>one</p><form><p>two</p></form></form>", ["one", "two"]),
    "bogus comments": ("<?php echo 1 ?><p>one</p><!x><p>two</p></ x><p>three</p>", ["one", "two", "three"]),
    "a table in a paragraph": ("<p>one<table><tr><td><p>two</p></td></tr></table>three</p>", ["one", "two", "three"]),
    "signs in attributes": ('<p title=\'a > "b\'>one</p><a href="x>y">two</a>', ["one", "two"]),
    "200,000 attributes": ("<p " + " ".join(f"a{i}='x'" for i in range(200_000)) + ">attributed</p>", ["attributed"]),
    "fields and buttons": (
        "<textarea>area</textarea><select><option>choice</option></select><button>press</button>",
        ["area", "choice", "press"],
    ),
    "paragraphs in drawings": ("<svg><p>para</p></svg><math><mi>mx</mi></math>", ["para", "mx"]),
    "30,000 tiny nodes": ("<i>x</i> " * 30_000 + "endword", ["endword"]),
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_word_of_broken_markup_is_there(name: str) -> None:
    """All words are present, before, inside and after, and the readers agree."""
    inner, expected = WHOLE[name]
    text, unread = text_of(page(inner))
    assert all(words in text for words in (BEFORE, *expected, AFTER))
    assert not unread


CUT = {
    "a comment that never ends": "<p>x</p><!-- and on <p>swallowed</p>",
    "16,000 unclosed comments": "<!-- x" * 16_000,
    "a tag that never ends": "<p>x</p><div class='a",
    "a quote that never ends": '<p>x</p><a href="foo>swallowed</a><p>more</p>',
    "a script that never ends": "<script>var x = 1;",
}


@pytest.mark.parametrize("name", CUT)
def test_what_swallows_the_rest_of_a_page_is_a_clear_failure(name: str) -> None:
    """Where every HTML reader loses words the reading says so: never fewer words and a good status."""
    text, unread = text_of(page(CUT[name]))
    assert BEFORE in text
    assert AFTER not in text or not unread
    assert unread


def test_characters_that_cannot_be_shown_are_marks_and_reported() -> None:
    """References to NUL, half of a pair and a control character leave a mark each, and a note."""
    reading = read_html(page("<p>must&#0;not&#x9d;sleep&#xD800;</p>"))
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in reading.blocks[1].text)
    assert reading.review


PIECES = st.sampled_from(
    [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "<ul>",
        "<li>",
        "</ul>",
        "<b>",
        "</b>",
        "<a href='#fn:1'>",
        "</a>",
        "<sup>",
        "</sup>",
        "<br>",
        "lamp ",
        "keeper",
        " 1.1 ",
        "&amp;",
        "&nbsp;",
        "&#8217;",
        "<!-- c -->",
        "<script>x()</script>",
        "<style>p{}</style>",
        "<h1>",
        "</h1>",
        "<main>",
        "</main>",
        "<nav>",
        "</nav>",
        "< ",
        "3 < 4",
        ">",
        "</html>",
        "<html>",
        "<body>",
        "</body>",
        "<select>",
        "<option>",
        "</select>",
        "<template>",
        "</template>",
        "<noscript>",
        "</noscript>",
        "<ol>",
        "</ol>",
        "<li id='fn:1'>",
        "<svg>",
        "</svg>",
        "<form>",
        "<title>t</title>",
        "↩",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_word_of_any_soup_is_lost_in_silence(inner: str) -> None:
    """Whatever tags follow each other: all the words are there in some order, or the reading says what is not."""
    try:
        reading = read_html(page(inner))
    except UnreadableInput:
        return
    shown = " ".join(printed(block) for block in reading.blocks)
    if not reading.unread:
        assert shown.count("lamp") == inner.count("lamp")
        assert shown.count("keeper") == inner.count("keeper")
        assert BEFORE in shown


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_characters_are_read_or_refused(text: str) -> None:
    """No text makes a reader fail in any other way than by its own errors."""
    try:
        read_html(page(text).decode(errors="surrogatepass").encode("utf-8", "replace"))
    except UnreadableInput:
        return
