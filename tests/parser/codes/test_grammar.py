"""The grammar of codes, on hand-made blocks and on trees rendered and read back."""

import string
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.provision import Mark, Provision, find, walk
from corpus.work import Scheme
from parser.codes.grammar import Structure, structure
from parser.readers.blocks import Block
from parser.readers.text.markdown import read_text

XYZ = Scheme("XYZ")
LEAD = "In this Recommendation XYZ C1:"


def heading(text: str, level: int = 0) -> Block:
    return Block(text, "heading", level)


def row(*cells: str, table: int = 1, header: bool = False) -> Block:
    return Block("", "row", cells=tuple(Block(text, "cell") for text in cells), table=table, header=header)


def outline_of(made: Structure) -> list[tuple[str, str | None]]:
    return [(node.kind, node.label) for node in walk(made.provisions)]


def one(made: Structure, label: str) -> Provision:
    node = find(made.provisions, label)
    assert node is not None, label
    return node


def test_sections_subsections_measures_groups_and_paragraphs_nest() -> None:
    """Each rank stands in the one above it and is labelled as it is cited."""
    made = structure(
        [
            heading("4. Recommended measures"),
            heading("C Widget checks"),
            heading("XYZ C1 Checking widgets"),
            heading("Application"),
            Block("XYZ C1.1 This measure applies to makers."),
            heading("Recommendation"),
            Block("XYZ C1.2 The maker should check."),
        ],
        [XYZ],
    )
    assert outline_of(made) == [
        ("section", "Section 4"),
        ("subsection", "Section 4/C"),
        ("measure", "XYZ C1"),
        ("group", None),
        ("paragraph", "XYZ C1.1"),
        ("group", None),
        ("paragraph", "XYZ C1.2"),
    ]
    assert one(made, "XYZ C1").heading == "Checking widgets"
    assert one(made, "XYZ C1.2").text == "The maker should check."


def test_a_number_in_the_margin_is_the_same_as_one_in_the_text() -> None:
    """A PDF's left column, a table's first cell and a number in the text give one tree."""
    text = "The maker should: a) look; and b) listen."
    margin = structure([Block(text, marker="XYZ C1.2")], [XYZ])
    table = structure([row("XYZ C1.2", text)], [XYZ])
    inline = structure([Block(f"XYZ C1.2 {text}")], [XYZ])
    items = structure(
        [
            Block("The maker should:", marker="XYZ C1.2"),
            Block("look; and", "item", 1, "a)"),
            Block("listen.", "item", 1, "b)"),
        ],
        [XYZ],
    )
    assert margin.provisions == table.provisions == inline.provisions == items.provisions
    assert [child.text for child in one(margin, "XYZ C1.2").children] == ["look; and", "listen."]


def test_a_paragraph_may_leave_the_prefix_out() -> None:
    """`C1.2` inside the measure XYZ C1 is its paragraph, and printed as it stands."""
    made = structure([heading("XYZ C1 Storms", 2), Block("C1.1 It rains."), Block("It snows.", marker="C1.2")], [XYZ])
    assert [(node.label, node.printed) for node in one(made, "XYZ C1").children] == [
        ("XYZ C1.1", "C1.1"),
        ("XYZ C1.2", "C1.2"),
    ]


def test_items_in_rows_of_their_own_go_on_with_the_paragraph() -> None:
    """A row with an empty first cell belongs to the paragraph above."""
    made = structure([row("XYZ C1.2", "The plan covers:"), row("", "a) signs; and"), row("", "b) people.")], [XYZ])
    assert one(made, "XYZ C1.2(b)").text == "people."


def test_words_after_a_list_close_the_paragraph() -> None:
    """A flush closing is a `text` child of the paragraph, an unmarked line inside an item one of the item."""
    inner = "b) longer if:\ni) it is old; or\nii) it is new,\nand it is safe; or\n"
    lines = f"Keep it for:\na) a year; or\n{inner}c) ever,\nunless it breaks."
    made = structure([row("XYZ C1.2", lines)], [XYZ])
    paragraph = one(made, "XYZ C1.2")
    assert [(child.kind, child.text) for child in paragraph.children][-1] == ("text", "unless it breaks.")
    assert one(made, "XYZ C1.2(b)").children[-1].text == "and it is safe; or"


def test_a_second_list_of_a_paragraph_begins_anew() -> None:
    """After words that introduce it, a second list stands beside the first; its repeated letters are noted."""
    made = structure([row("XYZ C1.2", "Do:\na) this; and\nb) that.\nDo not:\na) sing; or\nb) dance.")], [XYZ])
    kinds = [(child.kind, child.num, child.text) for child in one(made, "XYZ C1.2").children]
    assert kinds == [
        ("subparagraph", "a", "this; and"),
        ("subparagraph", "b", "that."),
        ("text", None, "Do not:"),
        ("subparagraph", "a", "sing; or"),
        ("subparagraph", "b", "dance."),
    ]
    assert [repair.at for repair in made.repairs] == ["XYZ C1.2(a)", "XYZ C1.2(b)"]


def test_a_sentence_after_an_inline_list_of_fragments_closes_it() -> None:
    """Where items end with semicolons, the sentence after the last is not part of it."""
    made = structure([Block("XYZ C1.2 Check: a) size; and b) colour. The check should be written down.")], [XYZ])
    assert one(made, "XYZ C1.2(b)").text == "colour."
    assert one(made, "XYZ C1.2").children[-1].text == "The check should be written down."


@pytest.mark.parametrize(
    "blocks",
    [
        [
            Block("XYZ C1.2 In this Recommendation XYZ C1:"),
            Block("“storm” means weather that is:"),
            Block("a) wet; or"),
            Block("b) windy;"),
            Block("“shelter” includes a tent."),
        ],
        [
            row(
                "XYZ C1.2",
                f"{LEAD} “storm” means weather that is: a) wet; or b) windy; “shelter” includes a tent.",
            )
        ],
        [
            row(
                "XYZ C1.2",
                f"{LEAD}\n“storm” means weather that is:\na) wet; or\nb) windy; “shelter” includes a tent.",
            )
        ],
    ],
)
def test_definitions_are_found_however_they_are_set(blocks: list[Block]) -> None:
    """Loose paragraphs, one cell and lines of a cell give the same definitions, scoped to the measure."""
    made = structure([heading("XYZ C1 Storms"), heading("Key definitions"), *blocks], [XYZ])
    storm = one(made, "Definition/storm@XYZ C1")
    assert storm.text == "“storm” means weather that is:"
    assert [(item.label, item.num, item.text) for item in storm.children] == [
        (None, "a", "wet; or"),
        (None, "b", "windy;"),
    ]
    assert one(made, "Definition/shelter@XYZ C1").text == "“shelter” includes a tent."
    assert one(made, "XYZ C1.2").text == "In this Recommendation XYZ C1:"


def test_an_item_that_defines_keeps_its_label() -> None:
    """`a) “x” means …` is found by its letter and by its term."""
    made = structure([Block("XYZ C1.2 In this measure XYZ C1: a) “hail” means ice; and b) “rain” means water.")], [XYZ])
    assert one(made, "XYZ C1.2(b)").text == "“rain” means water."
    assert one(made, "Definition/hail").children[0].label == "XYZ C1.2(a)"


def test_a_definition_in_one_sentence_stands_after_its_lead_in() -> None:
    """`In this Recommendation …, “x” means …` is a paragraph with a definition."""
    made = structure(
        [heading("XYZ C1 Storms"), Block("XYZ C1.2 In this Recommendation XYZ C1, “storm” means bad weather.")], [XYZ]
    )
    assert one(made, "XYZ C1.2").text == "In this Recommendation XYZ C1,"
    assert one(made, "Definition/storm@XYZ C1").text == "“storm” means bad weather."


def test_quoted_words_in_a_sentence_are_no_definition() -> None:
    """A quotation in the middle of running text stays in it."""
    made = structure([Block("1.1 The title is “Storms”. In it, “the Code” means the document itself.")])
    assert outline_of(made) == [("paragraph", "1.1")]


def test_index_entries_follow_the_header_whatever_the_order_of_columns() -> None:
    """Number, title, application and duties are found by their headings; alternatives in a cell are not items."""
    made = structure(
        [
            heading("3 Index of recommended measures"),
            row("Relevant duties", "Who it applies to", "Number", "Measure", header=True),
            row("Section 9", "Makers that are (a) large, or (b) slow", "XYZ C1", "Checking"),
        ],
        [XYZ],
    )
    entry = one(made, "Index/XYZ C1")
    assert (entry.num, entry.heading) == ("C1", "Checking")
    assert (entry.application, entry.duties) == ("Makers that are (a) large, or (b) slow", "Section 9")


def test_an_index_of_three_columns_has_no_duties() -> None:
    """A column that the table lacks is None."""
    made = structure([row("XYZ C1", "Checking", "All makers"), row("XYZ C2", "Mending", "Some makers")], [XYZ])
    entry = one(made, "Index/XYZ C2")
    assert (entry.text, entry.application, entry.duties) == ("Some makers", "Some makers", None)


def test_a_table_of_definitions_scopes_them_to_its_section() -> None:
    """Each row is a definition: the term on one line, the meaning on the next, items below."""
    made = structure(
        [
            heading("5 Definitions and interpretation"),
            row("Expression", "Meaning", header=True),
            row("widget", "A thing that is: a) small; and b) round."),
        ]
    )
    widget = one(made, "Definition/widget@Section 5")
    assert widget.text == "widget\nA thing that is:"
    assert [(item.label, item.text) for item in widget.children] == [(None, "small; and"), (None, "round.")]


def test_other_tables_are_kept_with_their_caption_and_numbered_rows() -> None:
    """A table that is none of the code's own forms keeps rows and cells; a numbered row is labelled."""
    made = structure(
        [
            heading("5 Kinds"),
            heading("Table A"),
            row("Row", "Kind", "Content", header=True),
            row("P1", "Priority", "Red widgets"),
            row("P2", "Priority", "Blue widgets"),
        ]
    )
    table = next(node for node in walk(made.provisions) if node.kind == "table")
    assert table.heading == "Table A"
    assert [cell.text for cell in one(made, "Row/P2@Section 5").children] == ["P2", "Priority", "Blue widgets"]


def test_a_caption_without_a_table_is_a_heading() -> None:
    """A caption that nothing follows is kept."""
    made = structure([Block("1.1 See the table."), heading("Table A")])
    assert [(node.kind, node.heading) for node in made.provisions] == [("paragraph", None), ("heading", "Table A")]


def test_a_footnote_mark_in_a_number_stays_out_of_the_title() -> None:
    """A reference inside a measure's number is a mark of the measure, not a word of its title."""
    block = Block("XYZ C11 Storms", "heading", 2, marks=(Mark(7, "2", "[2]"),))
    made = structure([block, Block("XYZ C11.1 This applies.")], [XYZ])
    measure = one(made, "XYZ C11")
    assert measure.heading == "Storms"
    assert [mark.num for mark in measure.marks] == ["2"]


def test_footnotes_stand_where_they_are_printed() -> None:
    """A note inside a paragraph stays inside it, one after it stands after it, the last ones at the end."""
    made = structure(
        [
            heading("1 Rain"),
            Block("1.1 It falls:"),
            Block("a) hard; or"),
            Block("Sometimes.", "note", marker="1"),
            Block("b) softly."),
            Block("1.2 It stops."),
            Block("Always.", "note", marker="2"),
        ]
    )
    assert [child.kind for child in one(made, "1.1").children][-1] == "subparagraph"
    assert "footnote" in [node.kind for node in one(made, "1.1").walk()]
    assert (made.provisions[-1].kind, made.provisions[-1].num) == ("footnote", "2")


def test_a_repeated_label_is_noted_and_its_words_kept() -> None:
    """The second of two equal labels loses the label, never its words."""
    made = structure([Block("XYZ C1.1 First."), Block("XYZ C1.1 Second.")], [XYZ])
    assert [(node.label, node.text) for node in made.provisions] == [("XYZ C1.1", "First."), (None, "Second.")]
    assert [(repair.kind, repair.at) for repair in made.repairs] == [("repeated_label", "XYZ C1.1")]


def test_gaps_in_numbering_are_noted() -> None:
    """A number left out of a sequence is said, with what is missing."""
    made = structure([Block("XYZ C1.1 First."), Block("XYZ C1.4 Fourth.")], [XYZ])
    assert [(repair.kind, repair.detail) for repair in made.repairs] == [
        ("numbering_gap", "not in the document: XYZ C1.2, XYZ C1.3")
    ]


def test_items_are_labelled_by_the_provision_they_are_inserted_in() -> None:
    """What an instruction inserts is labelled as it will be in the code."""
    made = structure([Block("ba) whether it rains;")], [XYZ], within="XYZ C5.3", scope="XYZ C5")
    assert [(node.label, node.text) for node in made.provisions] == [("XYZ C5.3(ba)", "whether it rains;")]


def test_a_figure_that_begins_a_sentence_is_no_paragraph() -> None:
    """`2.5 million` and a number of another section do not open a paragraph."""
    made = structure([heading("1 Counts"), Block("1.1 There are many."), Block("2.5 million of them are red.")])
    assert [label for _, label in outline_of(made) if label] == ["Section 1", "1.1"]


def test_a_signature_closes_the_last_paragraph() -> None:
    """The lines of a signature block are words of their section, whether set as headings or not."""
    made = structure(
        [heading("1 End"), Block("1.1 It ends."), heading("Signed by"), heading("[Name]"), Block("[Date]")]
    )
    assert [(child.kind, child.text) for child in one(made, "Section 1").children[1:]] == [
        ("text", "Signed by"),
        ("text", "[Name]"),
        ("text", "[Date]"),
    ]


def test_annexes_keep_their_paragraphs_apart() -> None:
    """Paragraphs of an annex that starts anew are cited with the annex."""
    made = structure([heading("1 Rain"), Block("1.1 It falls."), heading("Annex A: Snow", 2), Block("1.1 It lies.")])
    assert one(made, "Annex A").heading == "Snow"
    assert one(made, "Annex A/1.1").text == "It lies."


def test_an_unbalanced_bold_mark_is_read_around() -> None:
    """`**Key definitions` is a group, and the defect is noted."""
    made = structure([heading("XYZ C1 Storms"), Block("**Key definitions"), Block("XYZ C1.1 It rains.")], [XYZ])
    assert one(made, "XYZ C1").children[0].heading == "Key definitions"
    assert [repair.kind for repair in made.repairs] == ["unbalanced_bold"]


def test_furniture_is_dropped_by_its_rule() -> None:
    """A block with a rule is no provision; it is listed with the rule."""
    made = structure([Block("Page 3", rule="page-number"), Block("1.1 It rains.")])
    assert [(drop.rule, drop.text) for drop in made.drops] == [("page-number", "Page 3")]
    assert outline_of(made) == [("paragraph", "1.1")]


@dataclass(frozen=True)
class Paragraph:
    lead: str
    items: tuple["Paragraph", ...] = ()


WEATHER = ("rain", "snow", "wind", "hail (heavy)", "sun", "fog", "frost of section 9(2)", "a storm")
LEADS = st.sampled_from(
    [
        " and ".join(WEATHER[(first + step * place) % len(WEATHER)] for place in range(size))
        for size, step, first in product(range(1, 6), range(len(WEATHER)), range(len(WEATHER)))
    ]
)
"""One to five kinds of weather, the same ones and others, drawn as one choice."""


def paragraphs(depth: int = 0) -> st.SearchStrategy[Paragraph]:
    if depth == 3:
        return LEADS.map(Paragraph)
    inner = st.lists(paragraphs(depth + 1), max_size=3 if depth else 4)
    return st.tuples(LEADS, inner).map(lambda drawn: Paragraph(drawn[0], tuple(drawn[1])))


NUMBERS = (string.ascii_lowercase, ("i", "ii", "iii", "iv"), string.ascii_uppercase)


def inline(paragraph: Paragraph, depth: int = 0) -> str:
    if not paragraph.items:
        return f"{paragraph.lead};" if depth else f"The maker notes {paragraph.lead}."
    lead = f"{paragraph.lead}:" if depth else f"The maker notes {paragraph.lead}:"
    return " ".join(
        [
            lead,
            *(f"{num}) {inline(item, depth + 1)}" for num, item in zip(NUMBERS[depth], paragraph.items, strict=False)),
        ]
    )


def expected(paragraph: Paragraph, label: str, depth: int = 0) -> list[tuple[str, str]]:
    end = ":" if paragraph.items else ";" if depth else "."
    found = [(label, ("" if depth else "The maker notes ") + paragraph.lead + end)]
    for num, item in zip(NUMBERS[depth] if paragraph.items else (), paragraph.items, strict=False):
        found += expected(item, f"{label}({num})", depth + 1)
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(paragraphs(), min_size=1, max_size=4), min_size=1, max_size=3))
def test_what_is_rendered_reads_back(measures: list[list[Paragraph]]) -> None:
    """Any code rendered as text, its paragraphs in tables or loose, parses to the tree it came from."""
    text, wanted = ["4 Recommended measures", "Q Weather"], []
    for number, measure in enumerate(measures, 1):
        text += [f"QRS Q{number} Weather of kind {number}", "Application"]
        wanted.append((f"QRS Q{number}", ""))
        for place, paragraph in enumerate(measure, 1):
            label = f"QRS Q{number}.{place}"
            text.append(f"| {label} | {inline(paragraph)} |" if number % 2 else f"{label} {inline(paragraph)}")
            wanted += expected(paragraph, label)
    made = structure(read_text("\n\n".join(text)).blocks)
    found = [(node.label, node.text) for node in walk(made.provisions) if node.label and node.label.startswith("QRS")]
    assert found == wanted


def test_items_after_a_colon_stand_below_it_at_the_same_indent() -> None:
    """Where a format sets all items at one depth, a list that begins after `(h) …:` is that item's."""
    items = [*((f"({letter})", "trim;") for letter in "abcdefg"), ("(h)", "keep each of these clean:"),
             ("(i)", "the glass;"), ("(ii)", "the wick.")]  # fmt: skip
    blocks = [heading("XYZ C1 Lamps"), Block("XYZ C1.1 The keeper should:")]
    made = structure([*blocks, *(Block(text, "item", 1, marker) for marker, text in items)], [XYZ])
    labels = [label for _, label in outline_of(made)][2:]
    assert labels[7:] == [f"XYZ C1.1{item}" for item in ("(h)", "(h)(i)", "(h)(ii)")]


def test_the_headings_of_a_table_of_definitions_define_nothing() -> None:
    """A first row `Term`, `Meaning` is a row even where the format does not mark it as a heading."""
    made = structure([heading("2. Definitions"), row("Term", "Meaning"), row("lamp", "a light"), row("term", "a word")])
    assert [node for node in outline_of(made) if node[0] in ("row", "definition")] == [
        ("row", None),
        ("definition", "Definition/lamp@Section 2"),
        ("definition", "Definition/term@Section 2"),
    ]
