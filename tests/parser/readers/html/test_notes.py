"""Footnotes of pages, whatever made their markup: each reference is tied to its note."""

import pytest

from parser.document import parse

NOTED = {
    "kramdown": (
        '<sup id="fnref:1"><a href="#fn:1" class="footnote">[footnote 1]</a></sup>',
        '<div class="footnotes"><ol><li id="fn:1"><p>Tar.'
        ' <a href="#fnref:1" class="reversefootnote">↩</a></p></li></ol></div>',
    ),
    "ids stripped": (
        '<sup role="doc-noteref"><a href="#fn:1" rel="footnote">[footnote 1]</a></sup>',
        '<div role="doc-endnotes"><ol><li role="doc-endnote"><p>Tar.'
        '<a href="#fnref:1" role="doc-backlink">↩</a></p></li></ol></div>',
    ),
    "counted list": (
        '<sup><a href="#fn:1" rel="footnote">1</a></sup>',
        '<div class="footnotes"><ol><li><p>Tar.</p></li></ol></div>',
    ),
    "blocks of WordPress": (
        '<sup data-fn="9f-1" class="fn"><a href="#9f-1" id="9f-1-link">1</a></sup>',
        '<ol class="wp-block-footnotes"><li id="9f-1">Tar. <a href="#9f-1-link" aria-label="Jump">↩︎</a></li></ol>',
    ),
    "Easy Footnotes": (
        '<span class="easy-footnote"><a href="#easy-footnote-bottom-1-22" title="Tar."><sup>1</sup></a></span>',
        '<ol class="easy-footnotes-wrapper"><li id="easy-footnote-bottom-1-22">Tar.</li></ol>',
    ),
    "Word": (
        '<a href="#_ftn1" name="_ftnref1"><span><sup>[1]</sup></span></a>',
        '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Tar.</p></div>',
    ),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym"'
        ' href="#sdfootnote1anc">1</a> Tar.</p></div>',
    ),
    "legislation.gov.uk": (
        '<a class="LegFootnoteRef" href="#f00001" id="Backf00001">1</a>',
        '<div class="LegFootnote" id="f00001"><p><a href="#Backf00001">(1)</a></p><p>Tar.</p></div>',
    ),
    "MediaWiki": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<ol class="references"><li id="cite_note-1"><a href="#cite_ref-1">^</a> Tar.</li></ol>',
    ),
    "raised figures alone": ("<sup>1</sup>", "<p><sup>1</sup> Tar.</p>"),
    "opaque names": (
        '<sup><a id="r8" href="#n8">1</a></sup>',
        '<p id="n8">Tar. <a href="#r8">↑</a></p>',
    ),
}


@pytest.mark.parametrize("name", NOTED)
def test_a_note_is_tied_to_its_reference(name: str) -> None:
    """Its number and the paragraph that refers to it are read, its mark glues to no number, no word is lost."""
    reference, note = NOTED[name]
    body = (
        "<html><body><main><h1>Rules for rope</h1><h2>1. Ropes</h2>"
        f"<p>1.1 A rope is made under section 12{reference} of the Act, and coiled before dusk.</p>"
        f"<p>1.2 A rope is dried after use, whatever the weather.</p>{note}</main></body></html>"
    )
    expression = parse(body.encode())
    assert [(each.num, each.text.removeprefix("1 "), each.refs) for each in expression.footnotes] == [
        ("1", "Tar.", ("1.1",))
    ]
    paragraph = next(node for root in expression.provisions for node in root.walk() if node.label == "1.1")
    assert paragraph.text.startswith("A rope is made under section 12 of the Act")
    assert expression.coverage.shortfall == ""
    assert [doubt for doubt in expression.structure.doubts if doubt.kind == "footnote"] == []


def test_a_link_that_is_no_mark_stays_in_its_sentence() -> None:
    """A link to a heading further down, or to a numbered place, is text like any other."""
    body = (
        "<html><body><main><h1>Rules for rope</h1><p>See <a href='#two'>section 2</a>, rule <a href='#three'>3</a>.</p>"
        "<h2 id='two'>2. Dry rope</h2><p id='three'>Dry it after use, whatever the weather is.</p></main></body></html>"
    )
    expression = parse(body.encode())
    assert expression.footnotes == ()
    assert any("See section 2, rule 3." in node.text for root in expression.provisions for node in root.walk())


def test_work_grows_with_the_page_and_not_with_its_square() -> None:
    """A thousand notes in one paragraph: each mark is found again at its word."""
    marks = "".join(f'rope<sup><a href="#fn:{n}">{n}</a></sup> ' for n in range(1, 1001))
    notes = "".join(f'<li id="fn:{n}"><p>Tar {n}.</p></li>' for n in range(1, 1001))
    body = f"<html><body><main><h1>Ropes</h1><p>1.1 {marks}</p><ol class=footnotes>{notes}</ol></main></body></html>"
    expression = parse(body.encode())
    node = next(node for root in expression.provisions for node in root.walk() if node.marks)
    assert len(expression.footnotes) == len(node.marks) == 1000
    assert {node.text[mark.at - 4 : mark.at] for mark in node.marks} == {"rope"}


def test_lines_under_a_heading_for_notes_are_notes() -> None:
    """Notes written by hand, `1: …` under `Footnotes`, are tied to links that say `see footnote 1`."""
    read = parse(
        b"<main><h1>Kites</h1><p>Fly <a href='#footnote-1'>see footnote 1</a> and land"
        b" <a href='#footnote-2'>see footnote 2</a>.</p><h2>Footnotes</h2><p>1: On days.</p><p>2: At night.</p></main>"
    )
    assert [(note.num, note.text) for note in read.footnotes] == [("1", "On days."), ("2", "At night.")]
    assert not read.structure.doubts
    assert not read.coverage.shortfall


def test_a_mark_without_any_note_in_the_document_is_doubted() -> None:
    """Where no note is found at all, what marks refer to is missing or read as text: one doubt says so."""
    read = parse(b"<main><h1>Kites</h1><p>Fly <a href='#footnote-1'>see footnote 1</a> now.</p><p>On days.</p></main>")
    assert [doubt.kind for doubt in read.structure.doubts] == ["footnote"]


def test_a_note_may_refer_to_another_note() -> None:
    """A mark in a note's own words leads to the next note; its figure is no word of the first."""
    note = '<li id="fn:{0}"><p>{1} <a href="#fnref:{0}" class="reversefootnote">↩</a></p>{2}</li>'
    mark = '<sup id="fnref:{0}"><a href="#fn:{0}" class="footnote">[footnote {0}]</a></sup>'
    notes = (
        note.format(1, "Tar." + mark.format(2), f"<p>Or pitch.{mark.format(3)}</p>"),
        note.format(2, "From pines.", ""),
        note.format(3, "From coal.", ""),
    )
    listed = f"<div class='footnotes'><ol>{''.join(notes)}</ol></div>"
    page = f"<main><h1>Kites</h1><p>Lines are dipped.{mark.format(1)}</p>{listed}</main>"
    made = parse(f"<html><body>{page}</body></html>".encode(), name="kites.html")
    assert [(each.num, each.text) for each in made.footnotes if each.num] == [
        ("1", "Tar."), ("2", "From pines."), ("3", "From coal."),
    ]  # fmt: skip
    assert not made.structure.doubts
    assert not made.coverage.shortfall


def test_a_mark_that_alone_parts_two_words_leaves_a_space() -> None:
    """`in 2030[1]and`: taking the mark out glues no words; a mark before a stop, or at a space, adds none."""
    mark = '<sup id="fnref:{0}"><a href="#fn:{0}" class="footnote">[footnote {0}]</a></sup>'
    notes = "".join(
        f'<li id="fn:{n}"><p>Tar. <a href="#fnref:{n}" class="reversefootnote">↩</a></p></li>' for n in (1, 2, 3)
    )
    words = f"Flown in 2030{mark.format(1)}and landed{mark.format(2)}. Rest.{mark.format(3)}Sleep."
    page = f"<main><h1>Kites</h1><p>{words}</p><div class='footnotes'><ol>{notes}</ol></div></main>"
    made = parse(f"<html><body>{page}</body></html>".encode(), name="kites.html")
    node = next(node for root in made.provisions for node in root.walk() if node.marks)
    assert node.text == "Flown in 2030 and landed. Rest. Sleep."
    assert [node.text[: mark.at] for mark in node.marks] == [
        "Flown in 2030", "Flown in 2030 and landed", "Flown in 2030 and landed. Rest.",
    ]  # fmt: skip


def test_a_sign_ties_a_paragraph_to_the_words_of_its_section() -> None:
    """`Red*` in a table and `* Not at night.` below it are mark and note; the next table has a note of its own."""
    read = parse(
        "<main><h1>Kites</h1><h2>1. Colours</h2><p>1.1 All kites**† fly.</p><table><tr><th>Colour*</th><th>N</th></tr>"
        "<tr><td>Red</td><td>1,200†</td></tr></table><p>*As painted.</p><p>** But box kites.</p>"
        "<p>† 2 of which land.</p>"
        "<h2>2. Sizes</h2><table><tr><th>Size*</th><th>Number</th></tr><tr><td>Big</td><td>7</td></tr></table>"
        "<p>*As measured.</p></main>".encode()
    )
    assert [(note.num, note.text, note.refs) for note in read.footnotes] == [
        ("*", "As painted.", ("Section 1",)),
        ("**", "But box kites.", ("1.1",)),
        ("†", "2 of which land.", ("1.1", "Section 1")),
        ("*", "As measured.", ("Section 2",)),
    ]
    cells = [node.text for root in read.provisions for node in root.walk() if node.marks]
    assert cells == ["All kites fly.", "Colour", "1,200", "Size"]
    assert not read.structure.doubts
    assert not read.coverage.shortfall


@pytest.mark.parametrize(
    "body",
    [
        "<p>Kites* fly.</p><p>* red</p><p>* blue</p>",
        "<p>Kites fly at 10^6 and 2*3.</p><p>*Not these.</p>",
        "<p>Kites* fly.</p><p>*Not these*</p>",
        "<p>*Not these.</p><p>Kites* fly.</p>",
    ],
    ids=["bullets set by hand", "figures", "stress", "before the mark"],
)
def test_a_sign_that_ties_nothing_makes_no_note(body: str) -> None:
    """Bullets that an author typed, a power, stressed words and a sign before the words are no notes."""
    read = parse(f"<main><h1>Kites</h1><h2>Colours</h2>{body}</main>".encode())
    assert not read.footnotes


COUNTED = """<html><body><main><h1>Rules for ferries</h1><p>1.1 Walkers board first.<sup>{0}</sup> Carts board
next<sup>2</sup> of all.</p>
<p>1.2 A cart must not exceed 2 m<sup>3</sup> of load.<sup>[3]</sup></p><p>1.3 All leave.</p>
<ol class="footnotes"><li id="n1">Not in storms.{1}</li><li>Vans are carts.</li><li>As measured.</li></ol>
</main></body></html>"""


@pytest.mark.parametrize(
    "first", [("1", ""), ('<a href="#n1" id="r1">1</a>', ' <a href="#r1">↩</a>')], ids=["no link", "one link"]
)
def test_notes_of_a_list_are_counted_where_figures_refer_to_them(first: tuple[str, str]) -> None:
    """Raised figures at a word or in brackets refer to the items of the list; `m³` is an exponent."""
    expression = parse(COUNTED.format(*first).encode())
    assert [(note.num, note.text, note.refs) for note in expression.footnotes] == [
        ("1", "Not in storms.", ("1.1",)),
        ("2", "Vans are carts.", ("1.1",)),
        ("3", "As measured.", ("1.2",)),
    ]
    words = {node.label: node.text for root in expression.provisions for node in root.walk()}
    assert words["1.1"] == "Walkers board first. Carts board next of all."
    assert words["1.2"] == "A cart must not exceed 2 m³ of load."


def test_a_note_that_nothing_refers_to_is_said_by_its_place_in_the_list() -> None:
    """Where links tie the items before it, the last has the number that its list gives it, and that is in doubt."""
    page = COUNTED.format('<a href="#n1" id="r1">1</a>', "").replace("<sup>[3]</sup>", "")
    expression = parse(page.encode())
    assert [note.num for note in expression.footnotes] == ["1", "2", "3"]
    assert [(doubt.kind, doubt.at) for doubt in expression.structure.doubts] == [("footnote", "note 3")]
