"""Plain text and Markdown as extraction tools make them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableInput
from corpus.provision import Mark
from parser.readers.blocks import Block, Reading
from parser.readers.changes import made
from parser.readers.text.inline_marks import inline
from parser.readers.text.markdown import read_text


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(block.style, block.text) for block in reading.blocks if not block.cells]


def rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in block.cells] for block in reading.blocks if block.cells]


def test_a_row_whose_last_cell_stands_on_the_next_line_is_one_row() -> None:
    """`| A | B |` followed by `C |` is a row of three cells."""
    reading = read_text(
        "| XYZ A1 [footnote 2] | Lanterns | All harbours |\nSection 9(2) |\n| XYZ A2 | Buoys | Some | Section 9 |\n"
    )
    assert rows(reading) == [
        ["XYZ A1", "Lanterns", "All harbours", "Section 9(2)"],
        ["XYZ A2", "Buoys", "Some", "Section 9"],
    ]
    assert reading.blocks[0].cells[0].marks == (Mark(6, "2", "[footnote 2]"),)
    assert reading.blocks[0].table == reading.blocks[1].table
    assert not reading.unread


def test_a_cell_may_wrap_over_lines() -> None:
    """A row that is still open takes the lines that follow, until a bar closes it."""
    reading = read_text(
        "| XYZ A1.1 | The keeper of the light\nshould trim the wick:\na) at dusk;\nb) at dawn. |\nNext words.\n"
    )
    assert rows(reading) == [["XYZ A1.1", "The keeper of the light should trim the wick:\na) at dusk;\nb) at dawn."]]


def test_a_separator_makes_the_row_above_a_heading() -> None:
    """`|---|---|` is no row and marks the one before it."""
    reading = read_text("| Number | Title |\n|---|:--:|\n| 1 | Lamps |\n")
    assert [block.header for block in reading.blocks] == [True, False]


def test_a_lone_bar_is_nothing() -> None:
    """Bars left of a page's layout vanish; the words beside them stay."""
    reading = read_text(
        "Harbour guide\n|\nKeep the light burning through the night, whatever the weather.\nPart of "
        "the harbour guide |\n"
    )
    assert [text for _, text in shown(reading)][-1] == "Part of the harbour guide"
    assert not reading.unread


def test_bold_marks_are_taken_out_even_unbalanced() -> None:
    """`**Key definitions` without its end is a bold line without asterisks."""
    block = read_text("Words before.\n**Key definitions\nMore **bold** words.\n").blocks[1]
    assert (block.text, block.bold, block.style) == ("Key definitions", True, "heading")


def test_superscripts_links_and_emphasis_leave_their_words() -> None:
    """Tags, targets and asterisks go; what a reader of the page sees stays."""
    piece = inline(
        "On the 4<sup>th</sup> day see [the *Harbour* list](https://example.org/a_(b)) at <https://example.org>"
    )
    assert piece.text == "On the 4th day see the Harbour list at https://example.org"
    raised = read_text("1.1 At most 10<sup>6</sup> lamps and 10^3^ wicks.\n").blocks[0].text
    assert raised == "1.1 At most 10⁶ lamps and 10³ wicks."


def test_footnote_references_are_marks() -> None:
    """A reference is taken out of the text and stands at its offset."""
    piece = inline("The Act (‘the Act’).[footnote 1] And more[^2].")
    assert piece.text == "The Act (‘the Act’). And more."
    assert [(mark.at, mark.num) for mark in piece.marks] == [(20, "1"), (29, "2")]


def test_footnotes_end_with_an_arrow_and_count_on() -> None:
    """Bullets on lines of their own before the notes are no notes; numbers are given in order."""
    reading = read_text("1.1 Text of a paragraph.\n-\nFirst note of the keeper. ↩\n-\nSecond note of the keeper. ↩\n")
    notes = [(block.marker, block.text) for block in reading.blocks if block.style == "note"]
    assert notes == [("1", "First note of the keeper."), ("2", "Second note of the keeper.")]
    assert not reading.unread


def test_wrapped_lines_are_joined_and_items_are_not() -> None:
    """A line that stops in mid-sentence goes on below; an enumerator starts a block."""
    reading = read_text(
        "The keeper of the light should make sure that\nthe lamp is trimmed at dusk and\na) refilled;\nb) cleaned.\n"
    )
    assert [text for _, text in shown(reading)] == [
        "The keeper of the light should make sure that the lamp is trimmed at dusk and",
        "a) refilled;",
        "b) cleaned.",
    ]


def test_a_page_break_in_mid_sentence_is_joined() -> None:
    """A paragraph cut by blank lines after `We` goes on with its small letter."""
    start = (
        "Keepers have been concerned by reports that the lights could be put out in the coming "
        "negotiations between the harbours. We"
    )
    reading = read_text(f"{start}\n\nsupport the harbour in keeping them.\n")
    assert len(reading.blocks) == 1
    assert reading.blocks[0].text.endswith("harbours. We support the harbour in keeping them.")


def test_hard_breaks_are_lines_of_one_block() -> None:
    """Two spaces at the end of a line keep an address together."""
    reading = read_text("**Harbour coalition**  \n10 Quay Street, London  \nE1 1AA\n\nDear Keeper,\n")
    assert reading.blocks[0].text == "Harbour coalition\n10 Quay Street, London\nE1 1AA"


def test_a_teaser_and_its_button_are_dropped_by_rule() -> None:
    """A beginning with dots before the whole text, and the button glued to it, are listed and not lost."""
    whole = "The guide for keepers is distinct from the rules that the harbour will make, and helps them to prepare."
    reading = read_text(f"Guide for keepers\n\n{whole[:60]}...Request free trial\n\n{whole} There is more of it.\n")
    assert [block.rule for block in reading.blocks] == ["", "teaser", "call-to-action", ""]


def test_a_directory_after_a_statement_is_dropped_by_rule() -> None:
    """A list of suppliers to the end of the text is furniture, with the promotion before it."""
    reading = read_text(
        "Joint statement on lights\n\nWe keep the lights of the harbour burning for all who come by sea at night.\n\n"
        "Sign up now for our Premium Subscription.\n\nDirectory of Suppliers\n\nLamp Works\n\nLamp Works make lamps.\n"
    )
    assert [block.rule for block in reading.blocks] == ["", "", "promotion", *["supplier-directory"] * 3]


def test_a_directory_never_takes_numbered_provisions() -> None:
    """A heading that looks like furniture before numbered paragraphs drops nothing."""
    reading = read_text("Code\n\nSome words here.\n\nRelated links\n\n1.1 The keeper should trim the lamp.\n")
    assert not any(block.rule for block in reading.blocks)


def test_spans_count_characters_of_the_source() -> None:
    """What a span cuts out of the source holds the block's words."""
    text = "Title\n\n\tA first paragraph of some length.\n\n| a | b |\n"
    for block in read_text(text).blocks:
        assert block.span is not None
        cut = text[block.span.start : block.span.end]
        assert all(word in cut for word in (block.text or "a b").split())


def test_a_text_without_words_is_refused() -> None:
    """A file of rules and bars is no document."""
    with pytest.raises(UnreadableInput, match="no words"):
        read_text("|\n---\n***\n")


LINES = st.sampled_from(
    [
        "The keeper shall not sleep",
        "| A | b) c |",
        "|---|",
        "|",
        "- item",
        "-",
        "note ↩",
        "**x",
        "x**",
        "[a](http://b.c)",
        "Section 9 |",
        "a) lamp;",
        "i) wick",
        "1.1 Text",
        "",
        "  ",
        "# Head",
        "![p](q.png)",
        "<sup>2</sup>",
        "[footnote 3]",
        "http://a_b.c/d__e__f",
        "2 * 3 * 4",
        "_under_",
        "\\*star\\*",
        "](",
        "…Read more",
        "x  ",
    ]
)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_no_word_of_any_text_is_lost(text: str) -> None:
    """Whatever lines follow each other, the second walk over the text sees what the blocks hold."""
    try:
        reading = read_text(text)
    except UnreadableInput:
        return
    assert not reading.unread


def test_an_empty_block_is_never_made() -> None:
    """Marks of format alone make no block."""
    assert [b for b in read_text("**\n\nwords\n\n****\n").blocks if not b.text] == []
    assert isinstance(read_text("words").blocks[0], Block)


def test_underscores_around_words_are_emphasis_and_inside_names_are_text() -> None:
    """`_Application_` is emphasis; `lamp_log_book` and an escaped underscore are the source's."""
    reading = read_text("_Application_\n\nThe lamp_log_book is kept, \\_not\\_ lent.\n")
    assert [block.text for block in reading.blocks] == ["Application", "The lamp_log_book is kept, _not_ lent."]
    assert reading.unread == ""


SHOWN = {
    "an attribute": "It must <span hidden>not</span> shine.",
    "a style": '<b>It must</b> <i style="display:none">not</i> shine.',
    "a class": 'It must <span class="visually-hidden">not</span> shine.',
    "a comment": "It must <!-- not --> shine.",
    "never closed": "It must shine. <span hidden>not",
}


@pytest.mark.parametrize("name", SHOWN)
def test_html_in_a_line_is_read_as_a_browser_shows_it(name: str) -> None:
    """Tags are no words; what they hide is dropped by rule, inside the sentence."""
    reading = made(read_text(f"The lamp is old, and was bought new.\n\n{SHOWN[name]}\n"))
    assert [block.text for block in reading.blocks if not block.rule][1] == "It must shine."
    assert [(block.text, block.rule) for block in reading.blocks if block.rule] == [("not", "hidden")]
    assert reading.unread == ""


def test_character_references_are_the_characters() -> None:
    """Markdown's pages show `&#111;` as the letter it is."""
    reading = read_text("The lamp must n&#111;t shine &amp; smoke.\n")
    assert reading.blocks[0].text == "The lamp must not shine & smoke."
    assert reading.unread == ""


def test_what_a_link_refers_to_is_not_shown() -> None:
    """A definition of a link is dropped by a rule of its own; a footnote's is not."""
    reading = read_text("The lamp shines.[^1]\n\n[not]: http://x.example 'but for children'\n\n[^1]: At night only.\n")
    assert [block.text for block in reading.blocks if block.rule == "link-definition"] != []
    assert [block.text for block in reading.blocks if block.style == "note"] == ["At night only."]


DOUBTFUL = {
    "a picture": "It must ![not](x.png) shine.",
    "a list that repeats its number": "It must:\n\n1. keep one\n1. keep two\n",
    "a field": 'It must <input value="not"> shine.',
    "a script": "It must <script>x</script> shine.",
    "a hidden block": '<div style="display:none">\n\nIt must not shine.\n\n</div>',
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_where_a_page_may_show_other_words_the_text_is_for_review(name: str) -> None:
    """What Markdown's page shows may differ: said, with the words."""
    assert any("may differ" in reason for reason in read_text(f"The lamp is old.\n\n{DOUBTFUL[name]}\n").review)


@pytest.mark.parametrize(
    "text", ["1. one lamp\n2. two lamps\n", "1. one\n\nText between.\n\n1. one\n", "a <b>lamp</b>"]
)
def test_ordinary_texts_are_not_for_review(text: str) -> None:
    """Lists that count, lists that begin again, bold words."""
    assert read_text(text).review == ()
