"""Pages of any site: blocks, furniture by rule, main content, tables, lists, footnotes."""

import pytest
from made_readings import read_html

from corpus.errors import UnreadableInput
from parser.document import parse
from parser.readers.blocks import Block, Reading, printed
from parser.readers.html.claims import iso
from parser.readers.html.page import site_rules

PROSE = "The keeper of the light should trim the lamp at dusk and put it out at dawn. " * 5


def page(body: str, head: str = "<title>Lights</title>") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def kept(reading: Reading) -> list[Block]:
    return [block for block in reading.blocks if not block.rule]


def rules(reading: Reading) -> dict[str, str]:
    return {printed(block): block.rule for block in reading.blocks if block.rule}


def test_headings_paragraphs_and_items_keep_order_and_level() -> None:
    """Style, level and order are those of the markup."""
    reading = read_html(page("<h1>Lights</h1><p>One</p><ul><li>two<ul><li>three</li></ul></li></ul><h3>Four</h3>"))
    assert [(b.style, b.level, b.text) for b in reading.blocks] == [
        ("heading", 1, "Lights"),
        ("para", 0, "One"),
        ("item", 1, "two"),
        ("item", 2, "three"),
        ("heading", 3, "Four"),
    ]


def test_white_space_is_one_space_and_breaks_are_lines() -> None:
    """Newlines of the source are spaces; `<br>` is a line; no-break spaces are spaces."""
    reading = read_html(page("<p>1.1&nbsp;&nbsp; The\n keeper<br>should <b>trim</b>the lamp</p>"))
    assert reading.blocks[0].text == "1.1 The keeper\nshould trimthe lamp"


def test_numbers_made_by_a_list_are_markers() -> None:
    """`<ol>` shows numbers that are not in its text: start, type, value and reversed count."""
    reading = read_html(
        page(
            '<ol start="3"><li>x</li><li value="7">y</li></ol><ol type="i"><li>z</li></ol><ol '
            'type="a" start="27"><li>w</li></ol>'
        )
    )
    assert [block.marker for block in reading.blocks] == ["3.", "7.", "i.", "aa."]
    assert not reading.unread


def test_numbers_printed_in_a_legislative_list_make_no_marker() -> None:
    """gov.uk's lists of legislation carry their numbers as text."""
    reading = read_html(page('<ol class="legislative-list"><li>a) trim;</li></ol>'))
    assert (reading.blocks[0].marker, reading.blocks[0].text) == ("", "a) trim;")


def test_tables_are_rows_of_cells() -> None:
    """Header rows are marked, breaks and lists in a cell are lines, rows of a table share its number."""
    reading = read_html(
        page(
            "<table><thead><tr><th>No</th><th>Text</th></tr></thead><tr><td>A1</td><td>The keeper should:"
            "<ol><li>trim</li><li>fill</li></ol></td></tr></table><table><tr><td>B</td><td>C</td></tr></table>"
        )
    )
    assert [[cell.text for cell in row.cells] for row in reading.blocks] == [
        ["No", "Text"],
        ["A1", "The keeper should:\n1. trim\n2. fill"],
        ["B", "C"],
    ]
    assert [(row.table, row.header) for row in reading.blocks] == [(1, True), (1, False), (2, False)]
    assert not reading.unread


def test_a_layout_table_is_no_table() -> None:
    """A table that holds headings only places things: its text is blocks."""
    reading = read_html(page("<table><tr><td><h2>Lights</h2><p>One</p></td><td><p>Two</p></td></tr></table>"))
    assert [block.style for block in reading.blocks] == ["heading", "para", "para"]


def test_footnote_references_are_marks_and_notes_have_numbers() -> None:
    """A reference stands in `marks` with what it shows; its note is a block of its own; arrows are no words."""
    reading = read_html(
        page(
            '<p>The Act<sup><a href="#fn:1">[footnote 1]</a></sup>, as read.</p><div class="footnotes"><ol>'
            '<li id="fn:1"><p>Lights Act 1901. <a href="#fnref:1">↩</a></p></li></ol></div>'
        )
    )
    text, note = reading.blocks
    assert (text.text, text.marks[0].at, text.marks[0].num) == ("The Act, as read.", 7, "1")
    assert (note.style, note.marker, note.text) == ("note", "1", "Lights Act 1901.")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("4 m<sup>2</sup> of glass", "4 m² of glass"),
        ("10<sup>6</sup> users", "10⁶ users"),
        ("1<sup>1</sup>/<sub>2</sub> hours", "1¹/2 hours"),
        ("3<sub>10</sub>", "3₁₀"),
        ("the 4<sup>th</sup> day, CO<sub>2</sub>", "the 4th day, CO2"),
        ("section 12<sup>1</sup> of the Act", "section 12¹ of the Act"),
    ],
)
def test_a_raised_figure_never_becomes_part_of_a_number(source: str, text: str) -> None:
    """A raised figure without a note stays raised: 10⁶ is not 106, section 12¹ not section 121."""
    reading = read_html(page(f"<p>{source}</p>"))
    assert (reading.blocks[0].text, reading.unread) == (text, "")


def test_everything_outside_the_main_content_is_furniture_with_a_rule() -> None:
    """Menus, banners and footers are listed with the rule that drops them; the content is kept."""
    reading = read_html(
        page(
            f"<header><nav><a href=/>Home</a></nav></header><div id=cookie-bar>We use cookies</div>"
            f"<main><h1>Lights</h1>"
            f"<div class='share-buttons'>Share</div><p>{PROSE}</p><section class=related-posts>Older "
            f"lights</section></main>"
            "<aside>Shop</aside><footer>Imprint</footer>"
        )
    )
    assert [block.text for block in kept(reading)] == ["Lights", PROSE.strip()]
    assert rules(reading) == {
        "Home": "page-header",
        "We use cookies": "cookie-notice",
        "Share": "share-links",
        "Older lights": "related-content",
        "Shop": "sidebar",
        "Imprint": "page-footer",
    }


def test_a_title_above_the_main_content_is_kept() -> None:
    """The heading that the window's title repeats is content wherever it stands."""
    reading = read_html(
        page(
            f"<div class=hero><h1>Lights of the harbour</h1></div><main><p>{PROSE}</p></main>",
            "<title>Lights of the harbour - Harbour Trust</title>",
        )
    )
    assert reading.title == "Lights of the harbour"
    assert kept(reading)[0].text == "Lights of the harbour"


def test_a_title_that_is_a_paragraph_above_all_headings_is_the_title() -> None:
    """Word processors save titles so; a heading is the title where the window's title says something else."""
    head = "<title>The Code of Lights</title>"
    text = "<p><b>The Code of Lights</b></p><h1>1. Keeping</h1><p>A keeper stays.</p>"
    assert read_html(page(text, head)).title == "The Code of Lights"
    assert read_html(page(text, "<title>Harbour Trust publications</title>")).title == "1. Keeping"


def test_a_wrapper_named_like_furniture_is_not_furniture() -> None:
    """An element that holds most of the page is kept whatever its class says."""
    reading = read_html(page(f"<div class='content-with sidebar'><h1>Lights</h1><p>{PROSE}</p></div>"))
    assert not rules(reading)


def test_a_supplier_directory_in_a_sidebar_has_its_own_rule() -> None:
    """A specific rule inside a general one is the one that is listed."""
    reading = read_html(
        page(
            f"<article><h1>Lights</h1><p>{PROSE}</p></article><div id=sidebar><div "
            f"class=suppliers>Lamp Works</div></div>"
        )
    )
    assert rules(reading) == {"Lamp Works": "supplier-directory"}


def test_a_list_of_related_documents_is_content() -> None:
    """Names that only begin like furniture are not furniture: documents of a page are what it is for."""
    body = page(f"<main><h1>Lights</h1><p>{PROSE}</p><ul class='related-documents'><li>The code</li></ul></main>")
    assert kept(read_html(body))[-1].text == "The code"


def test_a_page_inside_a_form_is_read() -> None:
    """Old sites wrap the whole page in a form; a search field is furniture all the same."""
    body = page(f"<main><h1>Lights</h1><form><p>{PROSE * 3}</p><select><option>All</option></select></form></main>")
    assert [block.text for block in kept(read_html(body))] == ["Lights", (PROSE * 3).strip()]


def test_hidden_text_is_listed_and_details_are_kept() -> None:
    """What a browser does not show is dropped by rule; what it folds away is content."""
    reading = read_html(
        page(
            f"<p>{PROSE}</p><p hidden>Ghost</p><p style='display: none'>Shade</p><details>"
            f"<summary>More</summary>Folded</details>"
            "<noscript>Turn on scripts</noscript><template>Mould</template>"
        )
    )
    assert rules(reading) == {"Ghost": "hidden", "Shade": "hidden", "Turn on scripts": "noscript", "Mould": "template"}
    assert [block.text for block in kept(reading)][1:] == ["More", "Folded"]


def test_spans_are_places_in_the_source() -> None:
    """A span cuts the block's words out of the page."""
    body = page("<h1>Lights &amp; lamps</h1><p>The <b>keeper</b> should not sleep.</p>")
    for block in read_html(body).blocks:
        assert block.span is not None
        cut = body.decode()[block.span.start : block.span.end]
        assert block.text.split()[0] in cut
        assert block.text.split()[-1] in cut


def test_claims_come_from_the_head() -> None:
    """Publisher, address and dates are metadata; an update on the day of publication is none."""
    head = (
        '<meta property="article:published_time" content="2026-06-25T09:00:00+01:00"><meta '
        'property="article:modified_time"'
        ' content="2026-06-25T10:00:00+01:00"><meta property="og:site_name" content="Harbour Trust">'
        '<link rel="canonical" href="https://example.org/lights">'
    )
    reading = read_html(page("<p>Words</p>", head))
    assert reading.metadata == (
        ("published", "2026-06-25"),
        ("publisher", "Harbour Trust"),
        ("url", "https://example.org/lights"),
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18 June 2026", "2026-06-18"),
        ("2026-06-18T11:10:00+01:00", "2026-06-18"),
        ("June 2026", ""),
        ("31 February 2026", ""),
        ("4th Sept 2025", "2025-09-04"),
        ("12 Marble 2025", ""),
    ],
)
def test_days_are_iso_or_nothing(text: str, day: str) -> None:
    """A day that cannot be is not made up."""
    assert iso(text) == day


def test_a_page_without_words_is_refused() -> None:
    """A page that scripts would fill is no document, and the message says what to do."""
    with pytest.raises(UnreadableInput, match="save it from a browser"):
        read_html(page("<div id=app></div><script>render()</script>"))


def test_rules_are_named_for_the_element_the_role_or_the_class() -> None:
    """The same element always has the same rule."""
    assert site_rules("nav", {}) == "navigation"
    assert site_rules("div", {"role": "search"}) == "search-form"
    assert site_rules("div", {"class": "post sharedaddy"}) == "share-links"
    assert site_rules("div", {"class": "headline"}) == ""


def test_lists_inside_a_legislative_list_print_their_own_numbers() -> None:
    """Only the outermost list has the class; none of them makes numbers, unless it says of which type."""
    lists = "<ol class='legislative-list'><li>(a) one<ol><li>(i) two</li></ol></li></ol>"
    reading = read_html(page(f"{lists}<ol><li>three</li></ol><ol class='legislative-list'><li>(a) x<ol type='i'><li>y"))
    assert [(b.marker, b.text, b.level) for b in reading.blocks] == [
        ("", "(a) one", 1),
        ("", "(i) two", 2),
        ("1.", "three", 1),
        ("", "(a) x", 1),
        ("i.", "y", 2),
    ]


def test_a_licence_is_furniture_however_short_the_page() -> None:
    """The licence of a publication may be longer than its text: it is dropped all the same."""
    licence = "Kites are licensed under the terms of the kite licence, except where it is otherwise stated. " * 4
    read = parse(
        f'<main class="govuk-template"><h1>Kites</h1><div class="print-meta-data"><p>{licence}</p></div>'
        '<div class="govspeak"><p>Fly them.</p></div></main>'.encode()
    )
    assert [drop.rule for drop in read.coverage.drops] == ["licence"]
