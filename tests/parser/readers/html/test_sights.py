"""What a person sees of a page: words that hide, appear, move, or are numbered by a style."""

import pytest

from corpus.as_json import to_json
from corpus.work import Coverage, Expression
from parser.document import parse

DUTY = "The provider must share data."


def page(inner: str, sheet: str = "") -> Expression:
    body = f"""<!doctype html><html lang="en"><head><title>Code</title><style>{sheet}</style></head><body><main>
        <h1>Code of practice</h1><h2>1 Duties</h2><p>1.1 Providers keep a record of every decision taken.</p>
        {inner}<p>1.3 Records are kept for seven years.</p></main></body></html>"""
    return parse(body.encode(), name="page.html")


def lines(expression: Expression) -> list[str]:
    nodes = [node for root in expression.provisions for node in root.walk()]
    return [" ".join(part for part in (node.printed or node.num, node.heading, node.text) if part) for node in nodes]


def doubted(coverage: Coverage) -> bool:
    return any("what a person sees may differ" in reason for reason in coverage.review)


HIDING = {
    "display": "display:none",
    "capitals and spaces": "DISPLAY : None ;",
    "visibility": "visibility:hidden",
    "no size of letters": "font-size:0",
    "font in one": "font: 0/0 a",
    "no opacity": "opacity:0.0",
    "clip": "position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)",
    "clip with units": "position:absolute;clip:rect(1px, 1px, 1px, 1px)",
    "clip-path": "clip-path: inset(50%)",
    "off the screen": "position:absolute;left:-9999px",
    "indented away": "display:inline-block;text-indent:-9999px",
    "moved away": "display:inline-block;transform:translateX(-9999px)",
    "scaled to nothing": "display:inline-block;transform:scale(0)",
    "a box of no size": "display:inline-block;width:0;height:0;overflow:hidden",
    "the last declaration": "display:inline;display:none",
    "an important one": "display:none !important; display:inline",
}


@pytest.mark.parametrize("style", HIDING.values(), ids=HIDING)
@pytest.mark.parametrize("where", ["attribute", "sheet"])
def test_what_a_style_hides_is_no_word_of_the_text(style: str, where: str) -> None:
    """Hidden inside a sentence, by the element or by a sheet of the page: the sentence reads on, the word is listed."""
    attribute = f'style="{style}"' if where == "attribute" else 'class="x"'
    expression = page(f"<p>1.2 The provider must <b {attribute}>not</b> share data.</p>", f".x{{{style}}}")
    assert f"1.2 {DUTY}" in lines(expression)
    assert ("hidden", "not") in [(drop.rule, drop.text) for drop in expression.coverage.drops]
    assert not expression.coverage.shortfall


SELECTORS = {
    "attribute": ("[data-v='2']", "<i data-v='2'>not</i>"),
    "place": ("p i:nth-child(1)", "<i>not</i>"),
    "id": ("#gone", "<i id='gone'>not</i>"),
    "several": ("h6, p > .x.y", "<i class='y x'>not</i>"),
    "on a screen": ("@media screen {.x", "<i class='x'>not</i>"),
    "in a wide window": ("@media (min-width: 40em) {.x", "<i class='x'>not</i>"),
    "in a layer": ("@layer base {.x", "<i class='x'>not</i>"),
}


@pytest.mark.parametrize("name", SELECTORS)
def test_any_selector_of_a_sheet_is_matched(name: str) -> None:
    """Sheets are applied as a browser does, media and nesting included."""
    selector, element = SELECTORS[name]
    expression = page(f"<p>1.2 The provider must {element} share data.</p>", f"{selector}{{display:none}}")
    assert f"1.2 {DUTY}" in lines(expression)


SHOWN = {
    "the last declaration": ("<b style='display:none;display:inline'>not</b>", ""),
    "a value that is none": ("<b style='display:inline;display:gone'>not</b>", ""),
    "a custom property": ("<b style='--old-display:none'>not</b>", ""),
    "an important sheet": ("<b style='display:none'>not</b>", "b{display:inline!important}"),
    "a sheet over the attribute hidden": ("<b hidden class='x'>not</b>", ".x{display:inline}"),
    "print only": ("<b class='x'>not</b>", "@media print{.x{display:none}}"),
    "a narrow window": ("<b class='x'>not</b>", "@media (max-width:600px){.x{display:none}}"),
    "a stronger selector": ("<b class='x' id='y'>not</b>", "#y{display:inline} .x{display:none}"),
    "a comment": ("<b style='/* display:none */'>not</b>", ""),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_after_all_is_read(name: str) -> None:
    """The cascade decides, not the first declaration that looks like hiding."""
    element, sheet = SHOWN[name]
    expression = page(f"<p>1.2 The provider must {element} share data.</p>", sheet)
    assert "1.2 The provider must not share data." in lines(expression)
    assert not expression.coverage.drops


CELLS = {
    "a style": "<span style='display:none'>not</span>",
    "the attribute": "<span hidden>not</span>",
    "gov.uk's class": "<span class='govuk-visually-hidden'>not</span>",
    "another site's class": "<span class='screen-reader-text'>not</span>",
    "a Canadian class": "<span class='wb-invisible'>not</span>",
}


@pytest.mark.parametrize("name", CELLS)
def test_hidden_words_of_a_cell_are_no_words_of_it(name: str) -> None:
    """Inside a cell as elsewhere; so is a row that is hidden."""
    hidden_row = "<tr style='visibility:collapse'><td>1.4</td><td>This does not apply.</td></tr>"
    table = f"<table><tr><td>1.2</td><td>The provider must {CELLS[name]} share data.</td></tr>{hidden_row}</table>"
    expression = page(table)
    text = "\n".join(lines(expression))
    assert "must share data." in text
    assert "does not apply" not in text
    assert not expression.coverage.shortfall


GENERATED = {
    "a string": (".x::before{content:'not '}", "<b class='x'>share</b>"),
    "an attribute": (".x:before{content:attr(data-t)}", "<b class='x' data-t='not '>share</b>"),
    "a variable": (":root{--w:'not '}.x::before{content:var(--w)}", "<b class='x'>share</b>"),
    "after": (".x::after{content:' share'}", "<b class='x'>not</b>"),
    "escapes": (r".x::before{content:'\6e ot '}", "<b class='x'>share</b>"),
}


@pytest.mark.parametrize("name", GENERATED)
def test_words_that_a_sheet_makes_are_read_and_said(name: str) -> None:
    """A person reads them, so the text has them; they are in no source, so a person should look."""
    sheet, element = GENERATED[name]
    expression = page(f"<p>1.2 The provider must {element} data.</p>", sheet)
    assert "1.2 The provider must not share data." in lines(expression)
    assert doubted(expression.coverage)
    assert not expression.coverage.shortfall


DOUBTFUL = {
    "order of boxes": "<div style='display:flex;flex-direction:row-reverse'><i>share.</i><i>1.2 must not</i></div>",
    "places of a grid": "<div style='display:grid'><p style='grid-area:b'>1.2 No.</p><p>1.3 X.</p></div>",
    "order": "<div style='display:flex'><p style='order:2'>1.2 No.</p><p>1.3 X.</p></div>",
    "a direction of writing": "<p>1.2 The provider must <bdo dir='rtl'>ton</bdo> share data.</p>",
    "a table from right to left": "<table dir='rtl'><tr><td>share data.</td><td>must not</td></tr></table>",
    "white letters": "<p>1.2 The provider must <span style='color:#fff'>not</span> share data.</p>",
    "clear letters": "<p>1.2 The provider must <span style='color:transparent'>not</span> share data.</p>",
    "letters of their ground": "<p>1.2 It must <i style='color:red;background:red'>not</i> share data.</p>",
    "a field": "<p>1.2 The provider must <input value='not' size='3'> share data.</p>",
    "a button's value": "<p>1.2 The provider must <input type='button' value='not'> share data.</p>",
    "a button": "<p>1.2 The provider must <button>not</button> share data.</p>",
    "a choice": "<p>1.2 The provider must <select><option>not</option></select> share data.</p>",
    "a picture": "<p>1.2 The provider must <img src='not.png' alt=''> share data.</p>",
    "a drawing": "<p>1.2 The provider must <svg><text>not</text></svg> share data.</p>",
    "a script": "<p>1.2 The provider must <script>document.write('not')</script> share data.</p>",
    "a page in the page": "<p>1.2 The provider must share data</p><iframe srcdoc='<p>unless asked</p>'></iframe>",
    "a shadow tree": "<div>share<template shadowrootmode='open'>not <slot></slot></template></div>",
    "letters of another alphabet": "<p>1.2 The provider must n\u043et share data.</p>",
    "numbers by a class": "<p>1.2 It keeps:</p><ol class='lower-alpha'><li>one</li><li>two</li></ol>",
    "numbers of a script": "<ol style='list-style-type: georgian'><li>one</li><li>two</li></ol>",
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_could_change_words_or_their_order_is_said(name: str) -> None:
    """Where the markup alone does not tell what a person reads, the document is for review, with the words."""
    assert doubted(page(DOUBTFUL[name]).coverage)


BACKGROUND = ".x{display:inline-block;background:url('data:image/svg+xml,not')}"
COUNTERS = "p{counter-increment:n} p::before{content:counter(n) '. '}"


@pytest.mark.parametrize(
    ("sheet", "inner"),
    [
        (BACKGROUND, "<p>1.2 The provider must <span class='x'></span> share data.</p>"),
        (COUNTERS, "<p>Keep it.</p>"),
        (".x::first-letter{font-size:0}", "<p class='x'>1.2 Data.</p>"),
    ],
)
def test_sheets_that_draw_or_count_are_said(sheet: str, inner: str) -> None:
    """A picture in place of a word, numbers made by counters, a letter that is not shown."""
    assert doubted(page(inner, sheet).coverage)


ORDINARY = {
    "centred cells": "<table><tr><td style='text-align: center'>1.2</td><td style='width:50%'>X.</td></tr></table>",
    "a figure": "<figure><img src='x.png' alt='A chart'><figcaption>Chart 1</figcaption></figure><p>1.2 Data.</p>",
    "an icon at the end": "<p>1.2 Read <a href='x'>the note <img src='new.svg' alt=''></a></p>",
    "an emoji": "<p>1.2 Share <img class='emoji' alt='\U0001f642' src='x.svg'> data.</p>",
    "white on a colour": "<p style='background:#005ea5'><span style='color:#fff'>1.2 Data.</span></p>",
    "an icon of a font": "<p>1.2 <b class='i'></b>Data.</p>",
    "bold and colour": "<p style='color:#0b0c0c;font-weight:bold;font-size:19px'>1.2 Data.</p>",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_pages_are_not_for_review(name: str) -> None:
    """Pictures between paragraphs, widths and colours are everywhere and change no word."""
    expression = page(ORDINARY[name], ".i::before{content:'\\f101'} .clear::after{content:'';display:table}")
    assert expression.coverage.review == ()


LISTS = {
    "reversed": ("<ol reversed><li>a<li>b<li>c</ol>", "3. 2. 1."),
    "reversed from a start": ("<ol reversed start='5'><li>a<li>b</ol>", "5. 4."),
    "type of an item": ("<ol><li type='a'>a<li type='a'>b</ol>", "a. b."),
    "a sign before the start": ("<ol start='+5'><li>a<li>b</ol>", "5. 6."),
    "white space before the start": ("<ol start=' 5'><li>a<li>b</ol>", "5. 6."),
    "letters after the start": ("<ol start='5x'><li>a<li>b</ol>", "5. 6."),
    "a style": ("<ol style='list-style-type: lower-alpha'><li>a<li>b</ol>", "a. b."),
    "a style in one": ("<ol style='list-style: inside upper-roman'><li>a<li>b</ol>", "I. II."),
    "a class": ("<ol class='r'><li>a<li>b</ol>", "i. ii."),
    "a style of the items": ("<ol><li class='r'>a<li class='r'>b</ol>", "i. ii."),
    "bullets that count": ("<ul style='list-style-type:decimal'><li>a<li>b</ul>", "1. 2."),
    "a counter": ("<ol style='counter-reset:list-item 9'><li>a<li>b</ol>", "10. 11."),
    "a hidden item": ("<ol><li>a<li class='x'>gone<li>b</ol>", "1. 2."),
    "a value": ("<ol><li>a<li value='7'>b<li>c</ol>", "1. 7. 8."),
    "the style over the type": ("<ol type='A' style='list-style-type:decimal'><li>a</ol>", "1."),
    "zeros": ("<ol style='list-style-type:decimal-leading-zero'><li>a<li>b</ol>", "01. 02."),
}


@pytest.mark.parametrize("name", LISTS)
def test_items_have_the_numbers_that_a_browser_prints(name: str) -> None:
    """Type, start, value, direction, counters, and styles of the list and of its items."""
    from made_readings import read_html

    inner, numbers = LISTS[name]
    sheet = "<style>.r{list-style-type:lower-roman}.x{display:none}</style>"
    blocks = read_html(f"<html><body><main><h1>Code</h1>{sheet}{inner}</main></body></html>".encode()).blocks
    assert " ".join(block.marker for block in blocks if block.marker) == numbers


def test_a_foot_and_a_caption_stand_where_a_person_sees_them() -> None:
    """`tfoot` is drawn last wherever it stands; a caption where its style puts it."""
    foot = "<tfoot><tr><td>Last: unless asked.</td></tr></tfoot>"
    caption = "<caption style='caption-side:bottom'>Table 1</caption>"
    expression = page(f"<table>{caption}{foot}<tbody><tr><td>First: share data</td></tr></tbody></table>")
    text = " ".join(lines(expression))
    assert text.index("First") < text.index("Last") < text.index("Table 1")
    assert not expression.coverage.shortfall


def test_what_stands_in_for_a_film_is_not_read() -> None:
    """The text inside `video` and `canvas` is for browsers that cannot show them."""
    expression = page("<p>1.2 The provider must <video width='1'>not</video> share data.</p>")
    assert f"1.2 {DUTY}" in lines(expression)


DEEP = {
    "lists": ("<ol><li>keep a lamp", "</li></ol>"),
    "bullets": ("<ul><li>keep a lamp", "</li></ul>"),
    "changes": ("<del>a <ins>keep a lamp ", "</ins></del>"),
    "tables": ("<table><tr><td>keep a lamp", "</td></tr></table>"),
}


@pytest.mark.parametrize("name", DEEP)
def test_no_depth_is_too_deep(name: str) -> None:
    """Five hundred lists, changes or tables inside each other are read whole, and can be written as JSON."""
    opens, closes = DEEP[name]
    expression = page(opens * 500 + closes * 500)
    assert to_json(expression)["coverage"]["words"] >= 500 * 3
    assert not expression.coverage.shortfall


def test_more_rules_of_style_than_any_page_has_are_said() -> None:
    """A sheet of thousands of rules is not applied for ever, and what is not applied is said."""
    sheet = "".join(f"p:nth-child({number}) > i{{display:none}}" for number in range(1, 1_300))
    assert doubted(page("<p>1.2 Data.</p>", sheet).coverage)


def linked(inner: str, link: str) -> Expression:
    """A page with a link to a style sheet."""
    body = f"""<!doctype html><html lang="en"><head><title>Code</title>{link}</head><body><main>
        <h1>Code of practice</h1><h2>1 Duties</h2><p>1.1 Providers keep a record of every decision taken.</p>
        {inner}<p>1.3 Records are kept for seven years.</p></main></body></html>"""
    return parse(body.encode(), name="page.html")


@pytest.mark.parametrize(
    "href", ["data:text/css,.x%7Bdisplay:none%7D", "data:text/css;charset=utf-8;base64,Lnh7ZGlzcGxheTpub25lfQ=="]
)
def test_a_sheet_in_the_address_of_a_link_is_the_pages_own(href: str) -> None:
    """A sheet that a link carries in a data address hides as one in a `style` element does."""
    link = f'<link rel="stylesheet" href="{href}">'
    assert f"1.2 {DUTY}" in lines(linked('<p>1.2 The provider must <b class="x">not</b> share data.</p>', link))


@pytest.mark.parametrize("name", ["is-hidden", "note d-none", "hide"])
def test_a_name_that_tells_of_a_sheet_elsewhere_is_in_doubt(name: str) -> None:
    """Where a sheet is at another address, words called struck or hidden may be no text: the page is for review."""
    inner = f'<p>1.2 The provider must <b class="{name}">not</b> share data.</p>'
    assert doubted(linked(inner, '<link rel="stylesheet" href="/site.css">').coverage)
    assert not doubted(linked(inner, "").coverage)


@pytest.mark.parametrize("name", ["deleted", "strikethrough", "struck-out", "revision-out", "msoDel", "x line-through"])
def test_a_name_that_says_struck_out_is_in_doubt_whatever_the_sheets(name: str) -> None:
    """Words whose class says that they are deleted may be no text, with or without a sheet that is known."""
    inner = f'<p>1.2 The provider must <b class="{name}">not</b> share data.</p>'
    assert doubted(linked(inner, "").coverage)


def test_other_names_are_in_no_doubt() -> None:
    """A page with a sheet elsewhere and names of every day is not for review."""
    inner = '<p class="lead">1.2 The provider must <b class="strong hidden-gem">share</b> data.</p>'
    assert not doubted(linked(inner, '<link rel="stylesheet" href="/site.css">').coverage)
