"""gov.uk pages in the markup of today and of 2015 to 2022, and content-API items."""

import json

import pytest
from made_readings import read_govuk

from corpus.errors import UnreadableInput
from parser.readers.blocks import Reading

BODY = """<div class="govspeak"><p>978-1-2345-6789-7</p><p>E01234567 06/26</p><h2 id="a">1. Preamble</h2>
<p>1.1 The harbour keeps lights.<sup id="fnref:1">{reference}</sup></p>
<table><tbody><tr><td>XYZ A1</td><td>Lamps</td><td><br>Section 9</td></tr></tbody></table>
<div class="legislative-list-wrapper"><ol class="legislative-list"><li>a) trim;</li></ol></div>
<div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" {note}>
<p>Lights Act 1901. <a href="#fnref:1" class="{back}">↩</a></p></li></ol></div>
</div>"""
RENDERED = BODY.format(
    reference='<a href="#fn:1" class="govuk-link" rel="footnote">[footnote 1]</a>',
    note='role="doc-endnote"',
    back="govuk-link",
)
OF_API = BODY.format(
    reference='<a href="#fn:1" class="footnote" rel="footnote" role="doc-noteref">[footnote 1]</a>',
    note="",
    back="reversefootnote",
)
TODAY = f"""<!doctype html><html class="govuk-template"><head><title>Draft of the Lights Code - GOV.UK</title>
<meta name="govuk:schema-name" content="html_publication">
<meta name="govuk:public-updated-at" content="2026-06-18T11:10:00+01:00">
<link rel="canonical" href="https://www.gov.uk/x"></head><body class="gem-c-layout-for-public">
<div class="gem-c-cookie-banner" hidden><p>We use cookies</p></div>
<a class="gem-c-skip-link govuk-skip-link" href="#content">Skip to main content</a>
<header class="gem-c-layout-super-navigation-header"><nav>Menu</nav></header>
<main id="content" class="govuk-main-wrapper html-publication"><div class="publication-external">
<ul class="organisation-logos"><li><span class="gem-c-organisation-logo__name">Harbour<br>Office</span></li></ul></div>
<header class="gem-c-inverse-header"><div class="gem-c-heading">
<span class="govuk-caption-xl gem-c-heading__context">Guidance</span>
<h1 class="gem-c-heading__text">Draft of the Lights Code</h1></div>
<p class="gem-c-inverse-header__subtext">Published 18 June 2026</p></header>
<nav class="gem-c-contents-list"><h2>Contents</h2><ol><li>1. Preamble</li></ol></nav>
<div class="gem-c-print-link"><button>Print this page</button></div><div class="print-metadata">
<p>© Crown copyright 2026</p></div>
<div class="gem-c-govspeak">{RENDERED}</div><a class="gem-c-back-to-top-link">Back to top</a></main>
<div class="gem-c-feedback"><h2>Is this page useful?</h2></div>
<footer class="gem-c-layout-footer">Help</footer></body></html>"""
OLD = f"""<main class="html-publication" role="main"><div class="publication-external"><ul class="organisation-logos">
<li><div class="gem-c-organisation-logo">Harbour<br>Office</div></li></ul></div>
<header class="gem-c-inverse-header"><div class="gem-c-title">
<span class="govuk-caption-xl gem-c-title__context">Guidance</span>
<h1 class="gem-c-title__text">Draft of the Lights Code</h1></div>
<p class="publication-header__last-changed">Published 18 June 2026</p></header>
<div class="contents-list-container"><nav class="gem-c-contents-list"><h2>Contents</h2></nav>
<div class="gem-c-print-link"><button>Print this page</button></div></div>
<div class="print-meta-data"><p>© Crown copyright 2026</p></div><div class="gem-c-govspeak">{RENDERED}</div></main>"""
ITEM = {
    "title": "Draft of the Lights Code",
    "schema_name": "html_publication",
    "document_type": "html_publication",
    "base_path": "/x",
    "first_published_at": "2026-06-18T11:10:00+01:00",
    "public_updated_at": "2026-06-18T11:10:00+01:00",
    "details": {"body": OF_API, "isbn": "978-1-2345-6789-7"},
    "withdrawn_notice": {},
    "links": {"organisations": [{"title": "Harbour Office"}]},
}


def content(reading: Reading) -> list[tuple[str, ...]]:
    """What a grammar sees, without levels that a body alone does not tell."""
    kept = [block for block in reading.blocks if not block.rule]
    return [(b.style, b.marker, b.text, *(cell.text for cell in b.cells)) for b in kept]


def test_today_and_old_markup_give_the_same_content() -> None:
    """Ten years of templates, one document."""
    assert content(read_govuk(TODAY.encode())) == content(read_govuk(OLD.encode()))


def test_page_and_item_give_the_same_content() -> None:
    """The content API's body differs in its footnotes' markup only; its dates are claims, not text."""
    page = [row for row in content(read_govuk(TODAY.encode())) if not row[2].startswith("Published")]
    assert content(read_govuk(json.dumps(ITEM).encode())) == page


def test_footnotes_of_both_renderings_are_marks() -> None:
    """`govuk-link` in the page and `footnote` in the item are the same reference."""
    for body in (TODAY.encode(), json.dumps(ITEM).encode()):
        reading = read_govuk(body)
        marked = next(block for block in reading.blocks if block.marks)
        assert (marked.text, marked.marks[0].num) == ("1.1 The harbour keeps lights.", "1")
        assert [block.marker for block in reading.blocks if block.style == "note"] == ["1"]


def test_furniture_of_the_page_is_listed_by_rule() -> None:
    """Each part of the frame has its rule, and nothing of it is content."""
    found = {block.rule for block in read_govuk(TODAY.encode()).blocks if block.rule}
    assert found == {
        "cookie-notice",
        "skip-link",
        "page-header",
        "publisher-logo",
        "document-type",
        "contents-list",
        "print-link",
        "licence",
        "back-to-top",
        "feedback",
        "page-footer",
    }


def test_claims_of_page_and_item() -> None:
    """Title, day, numbers, type and publisher, as far as each rendering says them."""
    page, item = read_govuk(TODAY.encode()), read_govuk(json.dumps(ITEM).encode())
    for reading in (page, item):
        assert reading.title == "Draft of the Lights Code"
        assert reading.get("published") == "2026-06-18"
        assert reading.get("updated") is None
        assert reading.get("isbn") == "978-1-2345-6789-7"
        assert reading.get("e_number") == "E01234567"
        assert reading.get("document_type") == "html_publication"
        assert (reading.get("publisher") or "").startswith("Harbour")
    assert (page.format, item.format) == ("govuk-html", "content-api")


def test_a_withdrawn_page_and_item_say_so() -> None:
    """A withdrawal is a claim with its day; the notice stays in the text."""
    notice = (
        '<div class="gem-c-notice"><h2>This guidance was withdrawn on 20 August 2026</h2><p>It is out of '
        "date.</p></div>"
    )
    page = read_govuk(OLD.replace('<div class="gem-c-govspeak">', f'{notice}<div class="gem-c-govspeak">').encode())
    withdrawn = {"explanation": "<p>It is out of date.</p>", "withdrawn_at": "2026-08-20T09:00:00Z"}
    item = read_govuk(json.dumps(ITEM | {"withdrawn_notice": withdrawn}).encode())
    for reading in (page, item):
        assert reading.get("withdrawn") == "2026-08-20"
        assert any(row[2] == "It is out of date." for row in content(reading))


def test_a_landing_item_lists_its_documents_and_its_history() -> None:
    """Titles of attachments stand before the details; the log of updates is furniture."""
    item = ITEM | {
        "schema_name": "publication",
        "details": {
            "body": "<p>About lights.</p>",
            "attachments": [{"title": "The code"}, {"title": "The memorandum"}],
            "change_history": [{"note": "First published.", "public_timestamp": "2026-06-18T11:10:00+01:00"}],
        },
    }
    reading = read_govuk(json.dumps(item).encode())
    assert [row[2] for row in content(reading)] == [
        "Draft of the Lights Code",
        "The code",
        "The memorandum",
        "About lights.",
    ]
    assert [(block.text, block.rule) for block in reading.blocks if block.rule] == [("First published.", "update-log")]


@pytest.mark.parametrize(
    "item",
    [
        {"document_type": "redirect", "title": None, "details": {}},
        {"document_type": "gone", "details": {}},
        {"a": 1},
        [1, 2],
        {"title": "Empty", "details": {}},
    ],
)
def test_items_without_a_document_are_refused(item: object) -> None:
    """A redirect, a gone item or other JSON is no document."""
    with pytest.raises(UnreadableInput):
        read_govuk(json.dumps(item).encode())


def test_half_an_item_is_refused() -> None:
    """A truncated answer is not read as text."""
    with pytest.raises(UnreadableInput, match="fetch it again"):
        read_govuk(json.dumps(ITEM).encode()[:-40])


@pytest.mark.parametrize("ascii_only", [True, False])
def test_spans_of_an_item_are_places_in_its_json(ascii_only: bool) -> None:
    """Escapes of quotes, slashes and letters beyond ASCII do not shift a span."""
    body = '<div class="govspeak">\n<p>First “lamp” 😀 of the <b>harbour</b>.</p>\n<p>Second lamp\u00a0words</p></div>'
    source = json.dumps(ITEM | {"details": {"body": body}}, ensure_ascii=ascii_only).replace("/p", "\\/p")
    blocks = [block for block in read_govuk(source.encode()).blocks if block.span]
    cuts = [json.loads(f'"{source[block.span.start : block.span.end]}"') for block in blocks if block.span]
    assert cuts == ["First “lamp” 😀 of the <b>harbour</b>.", "Second lamp\u00a0words"]


def test_the_names_behind_from_are_the_publisher_where_no_logo_is() -> None:
    """A landing page names who published it in its metadata; what the whole site is called is nobody."""
    page = """<html class="govuk-template"><head><meta property="og:site_name" content="GOV.UK"></head><body><main>
<h1>Lamps on quays</h1><div class="gem-c-metadata"><dl><dt>From:</dt><dd><a>Harbour Office</a></dd>
<dt>Published</dt><dd>4 July 2031</dd></dl></div><p>Lamps are lit at dusk.</p></main></body></html>"""
    assert read_govuk(page.encode()).get("publisher") == "Harbour Office"


def test_each_of_those_from_whom_a_page_says_it_is_is_an_organisation() -> None:
    """Names are parted where their links are, not at each "and"; other links of the page's metadata are no names."""
    page = """<html class="govuk-template"><body><main><h1>Lamps on quays</h1>
<div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/a">Piers &amp; Wharves Office</a>, <a href="/b">Trust for
Lamps and Lanterns</a> and <a class="x" href="/c">Harbour Office</a></dd>
<dt>Published</dt><dd>4 July 2031 <a href="#all">See all updates</a></dd></dl></div><p>Lamps are lit at dusk.</p>
<p>From:</p><p>The keeper</p></main></body></html>"""
    read = read_govuk(page.encode())
    assert read.every("organisation") == ("Piers & Wharves Office", "Trust for Lamps and Lanterns", "Harbour Office")
    alone = page.replace("</a>, <a", "</a> with <a").replace("</a> and <a", "</a> of <a")
    assert len(read_govuk(alone.encode()).every("organisation")) == 1


@pytest.mark.parametrize("alternative", ["Harbour Office", "Harbour Office logo", "Logo of Harbour Office"])
def test_a_publisher_whose_logo_is_a_picture_is_named_by_its_other_text(alternative: str) -> None:
    """Some who publish have no arms but a picture; its other text stands in the place of their name."""
    words = '<li><div class="gem-c-organisation-logo">Harbour<br>Office</div></li>'
    picture = (
        f'<li><div class="gem-c-organisation-logo"><a href="/h">\n<img alt="{alternative}" src="h.png"></a></div></li>'
    )
    read = read_govuk(OLD.replace(words, picture).encode())
    assert read.every("organisation") == ("Harbour Office",)
    assert read.get("publisher") == "Harbour Office"


@pytest.mark.parametrize(
    "picture",
    [
        '<ul class="organisation-logos"><li><img alt="" src="h.png"></li></ul>',
        '<ul class="organisation-logos"><li><img alt="logo" src="h.png"></li></ul>',
        '<ul class="organisation-logos"><li><img alt="harbour-office.png" src="h.png"></li></ul>',
        '<ul class="organisation-logos"><li><img alt="https://h.example/h" src="h.png"></li></ul>',
        '<ul class="organisation-logos"></ul><p><img alt="A lighthouse" src="h.png"></p>',
    ],
)
def test_a_picture_that_names_nobody_in_the_publishers_place_is_no_organisation(picture: str) -> None:
    """No other text, the word alone, the name of a file, or a picture that stands elsewhere."""
    logos = OLD[OLD.index("<ul") : OLD.index("</ul>") + len("</ul>")]
    read = read_govuk(OLD.replace(logos, picture).encode())
    assert not read.every("organisation")
