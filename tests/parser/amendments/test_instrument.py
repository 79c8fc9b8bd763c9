"""Amending instruments: instructions, payloads, trees, and the real ones beside the project."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from made_readings import read_plain

from corpus.effect import Part
from corpus.provision import Provision, find, walk
from corpus.work import Scheme
from parser.amendments.instrument import Instrument, amended_title, instrument
from parser.coverage import prove
from parser.document import parse
from parser.read import read
from parser.readers.blocks import Block

CASES = Path(__file__).resolve().parents[2] / "cases" / "instructions"
HEAD = """Draft amendments to the Model Code
1. Preamble
1.1 Amendments are made by this notice.
1.2 What is amended stands in section 2.
2. Amendments
2.1 The Model Code is amended as follows.
"""
REAL = {
    "armed-forces": "the-armed-forces-pensions-amendments-regulations-2022-6331e5",
    "climate-governance": "the-occupational-pension-schemes-climate-change-governance-and-reporting-amendment-"
    "modification-and-transition-7ac712",
    "income-tax-telephone": "conduct-of-income-tax-business-by-telephone-correcting-seiss-income-information-"
    "directions-2021-accessible-alt-665277",
}


def made(body: str, prefix: str = "XYZ") -> Instrument:
    """An instrument in plain text, everything in it placed."""
    reading = read_plain((HEAD + body).encode())
    found = instrument(reading.blocks, (Scheme(prefix),))
    coverage = prove(reading, found.provisions, found.effects, found.drops)
    assert coverage.shortfall == ""
    return found


def brief(found: Instrument) -> list[tuple[str, str, str | None]]:
    """Number, type and label of each effect."""
    return [(effect.instruction, effect.type, effect.label) for effect in found.effects]


def labels(nodes: tuple[Provision, ...]) -> list[str]:
    """Every label of a forest."""
    return [node.label for node in walk(nodes) if node.label]


def test_items_inherit_the_place_of_their_lead_in() -> None:
    """ "In Recommendation XYZ C9–" holds for (a) and (b), which are provisions and instructions."""
    found = made("""2.2 In Recommendation XYZ C9 (Testing)–
(a) in paragraph XYZ C9.1, for “weekly” substitute “daily”; and
(b) omit paragraph XYZ C9.4.
2.3 Omit Recommendation XYZ D1.
""")
    assert brief(found) == [
        ("2.2(a)", "words substituted", "XYZ C9.1"), ("2.2(b)", "omitted", "XYZ C9.4"), ("2.3", "omitted", "XYZ D1"),
    ]  # fmt: skip
    node = find(found.provisions, "2.2(a)")
    assert node is not None
    assert (node.kind, node.printed, node.num) == ("subparagraph", "(a)", "a")
    assert found.effects[0].text == node.text


def test_a_lead_in_without_a_comma_does_not_swallow_the_place_of_its_item() -> None:
    """The item's own paragraph counts, not the Recommendation of the lead-in."""
    found = made("""2.2 In Recommendation XYZ C9–
(a) in paragraph XYZ C9.4, omit “swiftly”.
""")
    assert brief(found) == [("2.2(a)", "words omitted", "XYZ C9.4")]


def test_items_in_items_are_instructions_of_their_own() -> None:
    """Three levels: 2.2(a)(ii) reads with both lead-ins."""
    found = made("""2.2 In Recommendation XYZ C9–
(a) in paragraph XYZ C9.1–
(i) in sub-paragraph (a), omit “swiftly”; and
(ii) after sub-paragraph (b) insert “(c) a third;”; and
(b) omit paragraph XYZ C9.2.
""")
    assert brief(found) == [
        ("2.2(a)(i)", "words omitted", "XYZ C9.1(a)"), ("2.2(a)(ii)", "inserted", "XYZ C9.1"),
        ("2.2(b)", "omitted", "XYZ C9.2"),
    ]  # fmt: skip


def test_instructions_run_together_in_one_block_are_told_apart() -> None:
    """(a) ...; (b) ... in one paragraph are two instructions; (a) of a citation is none."""
    found = made("""2.2 In Recommendation XYZ C9: (a) in sub-paragraph (a) of paragraph XYZ C9.1, omit “x; (b) y”; \
(b) omit paragraph XYZ C9.2.
""")
    assert brief(found) == [("2.2(a)", "words omitted", "XYZ C9.1(a)"), ("2.2(b)", "omitted", "XYZ C9.2")]
    assert found.effects[0].old_text == "x; (b) y"


def test_the_following_provisions_are_those_of_the_items() -> None:
    """ "In the following provisions, for “x” substitute “y”–" acts on each item."""
    found = made("""2.2 In the following paragraphs, for “swiftly” substitute “soon”–
(a) XYZ C9.8; and
(b) XYZ C10.3.
""")
    assert brief(found) == [
        ("2.2(a)", "words substituted", "XYZ C9.8"), ("2.2(b)", "words substituted", "XYZ C10.3"),
    ]  # fmt: skip


def test_a_quotation_that_is_never_closed_ends_at_the_next_instruction() -> None:
    """The heading before the next instruction is the instrument's, and the defect is recorded."""
    found = made("""2.2 In Section 4, in subsection C, at the end insert–
“XYZ C11 Keeping of records
XYZ C11.1 The provider should keep “records” of each test.
XYZ C11.2 The provider should review them.
Amendments to definitions
2.3 Omit the definition of “record” in Section 5.
""")
    assert brief(found) == [("2.2", "inserted", "Section 4/C"), ("2.3", "omitted", "Definition/record@Section 5")]
    assert labels(found.effects[0].content) == ["XYZ C11", "XYZ C11.1", "XYZ C11.2"]
    assert [(repair.kind, repair.at) for repair in found.repairs] == [("unclosed_quote", "2.2")]
    assert "Amendments to definitions" in [node.heading for node in walk(found.provisions)]


def test_what_is_inserted_may_have_numbers_like_those_of_the_instrument() -> None:
    """A quoted paragraph 2.3 of the code does not end the payload of instruction 2.2."""
    found = made("""2.2 In Section 2, after paragraph 2.2 insert–
“2.3 A provider should read this Code as a whole.
2.4 Nothing here limits the Act.”.
2.3 Omit paragraph 1.4.
""")
    assert brief(found) == [("2.2", "inserted", "Section 2"), ("2.3", "omitted", "1.4")]
    assert labels(found.effects[0].content) == ["2.3", "2.4"]


def test_rows_without_quotation_marks_end_with_the_table() -> None:
    """Index entries are one effect each; the heading after the table is the instrument's."""
    found = made("""2.2 In Section 3 (Index of measures), in the appropriate places, insert the following entries–
| XYZ C11 | Records | All services | Section 10(2) |
| XYZ C12 | Reviews | Large services | Section 10(2) |
Amendments to recommended measures
2.3 Omit Recommendation XYZ D1.
""")
    assert brief(found)[:2] == [("2.2", "entry inserted", "Section 3")] * 2
    assert [node.label for effect in found.effects for node in effect.content] == ["Index/XYZ C11", "Index/XYZ C12"]


def test_words_before_an_inserted_item_are_an_effect_of_their_own() -> None:
    """ "; and" goes to the item before; the item itself is inserted after it."""
    found = made("""2.2 In paragraph XYZ C4.3, omit the “and” at the end of sub-paragraph (a) and, at the end of \
sub-paragraph (b), insert–
“; and
c) the time taken”.
""")
    assert brief(found) == [
        ("2.2", "words omitted", "XYZ C4.3(a)"), ("2.2", "words inserted", "XYZ C4.3(b)"),
        ("2.2", "inserted", "XYZ C4.3"),
    ]  # fmt: skip
    assert (found.effects[1].new_text, found.effects[2].anchor) == ("; and", "XYZ C4.3(b)")


def test_a_saving_and_a_commencement_declare_nothing() -> None:
    """They are provisions of the instrument and no effects."""
    found = made("""2.2 Omit Recommendation XYZ D6.
2.3 The amendment made by paragraph 2.2 does not have effect in relation to a complaint made before today.
2.4 Paragraph 2.2 comes into force on 1 May 2027.
""")
    assert brief(found) == [("2.2", "omitted", "XYZ D6")]
    assert find(found.provisions, "2.3") is not None


def test_an_omission_with_a_condition_is_not_understood_and_not_lost() -> None:
    """Better no reading than one that leaves the condition out."""
    found = made("2.2 Omit Recommendation XYZ D6, except in relation to complaints made before today.\n")
    assert [effect.type for effect in found.effects] == ["not understood"]
    assert "except" in found.effects[0].residue
    assert found.effects[0].text.startswith("Omit Recommendation XYZ D6")


def test_an_instruction_that_is_not_understood_keeps_what_follows_it() -> None:
    """The payload of an unknown verb stands under its effect, and every word is placed."""
    found = made("""2.2 Transpose Recommendation XYZ D6 and insert–
“XYZ D7 Records
XYZ D7.1 The provider should keep records.”
2.3 Omit paragraph XYZ C1.1.
""")
    assert brief(found) == [("2.2", "not understood", None), ("2.3", "omitted", "XYZ C1.1")]
    assert "XYZ D7.1" in labels(found.effects[0].content)


def test_that_section_goes_back_to_the_instruction_before() -> None:
    """ "In that Section" takes the section named last."""
    found = made("""2.2 In Section 3, omit the entry for Recommendation XYZ C1.
2.3 In that Section, in the entry for Recommendation XYZ C9, in the third column, for “a” substitute “b”.
""")
    assert brief(found)[1] == ("2.3", "words substituted", "Index/XYZ C9")
    assert found.effects[1].part == Part("column", "3")


def test_the_work_is_the_one_amended_where_that_is_certain() -> None:
    """One amended work is named in every effect; of several none is guessed."""
    blocks = read_plain((HEAD + "2.2 Omit Recommendation XYZ D6.\n").encode()).blocks
    assert instrument(blocks, (), amends=("xyz",)).effects[0].work == "xyz"
    assert instrument(blocks, (), amends=("xyz", "abc")).effects[0].work is None


def test_a_prefix_nobody_knows_is_taken_from_the_instructions() -> None:
    """A code that is not in the catalogue is amended like any other."""
    blocks = read_plain((HEAD + "2.2 After paragraph QRS A1.2 insert–\n“QRS A1.3 New.”\n").encode()).blocks
    effect = instrument(blocks).effects[0]
    assert (effect.label, effect.anchor, labels(effect.content)) == ("QRS A1", "QRS A1.2", ["QRS A1.3"])


def test_notes_between_the_rows_of_a_page_stay_in_their_place() -> None:
    """A footnote at the foot of a page inside a payload is neither lost nor moved."""
    blocks = (
        Block("2. Amendments", "heading", 2),
        Block("2.1 The Model Code is amended as follows."),
        Block("2.2 In Section 3 (Index), in the appropriate places, insert–"),
        Block("", "row", cells=tuple(Block(text, "cell") for text in ("XYZ C1", "A", "All", "s 1")), table=1),
        Block("A note.", "note", marker="1"),
        Block("2.3 Omit Recommendation XYZ D1."),
    )  # fmt: skip
    found = instrument(blocks, (Scheme("XYZ"),))
    assert "A note." in [node.text for node in walk(found.provisions)]
    assert len(found.effects) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [("The Model Code is amended as follows.", "Model Code"),
     ("These Regulations are amended as follows.", "Regulations"), ("Ofcom amended the Code in May.", None)],
)  # fmt: skip
def test_the_title_of_the_amended_code(text: str, title: str | None) -> None:
    """ "The … is amended as follows" names it."""
    assert amended_title(text) == title


def truth_of(shared: Path, number: int) -> list[tuple[str, str]]:
    """Instruction and operation of the truth, in the order of the instrument."""
    told = json.loads((shared / "replica/truth/amendments.json").read_text("utf-8"))[number]["effects"]
    return [(effect["instruction"], effect["op"]) for effect in told if effect["op"] != "non-textual"]


@pytest.mark.parametrize("number", range(4))
def test_the_effects_of_the_replicas_instruments_are_those_of_its_truth(shared: Path, number: int) -> None:
    """Page and content API: every instruction of the truth is read, none is not understood, no other declares."""
    told = json.loads((shared / "replica/truth/amendments.json").read_text("utf-8"))[number]
    site = shared / "replica/site/www.gov.uk"
    path = told["instrument"].split("www.gov.uk/")[1]
    files = (site / path / "index.html", site / "api/content" / f"{path}.json")
    found = [instrument(read(file.read_bytes(), file.name).blocks) for file in files]
    for one in found:
        assert {effect.instruction for effect in one.effects} == {number for number, _ in truth_of(shared, number)}
        assert "not understood" not in {effect.type for effect in one.effects}
    assert brief(found[0]) == brief(found[1])


@pytest.mark.parametrize("name", sorted(REAL))
def test_real_amending_instruments_read_as_checked_by_hand(shared: Path, golden, name: str) -> None:
    """Numbers, types and labels of real instruments; what is not understood is said."""
    file = next((shared / "real/govuk/amending-instruments" / REAL[name]).glob("*.html"))
    reading = read(file.read_bytes(), file.name)
    found = instrument(reading.blocks)
    assert prove(reading, found.provisions, found.effects, found.drops).shortfall == ""
    rows = [
        [effect.instruction, effect.type, effect.label, effect.anchor, effect.part and str(effect.part)]
        for effect in found.effects
    ]
    golden(CASES / f"{name}.json", "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")


@pytest.mark.parametrize(
    "lead",
    ["In Recommendation XYZ C9–", "Recommendation XYZ C9 is amended as follows–",
     "Recommendation XYZ C9 is amended as follows.",
     "The following amendments are made to Recommendation XYZ C9–", "Amend Recommendation XYZ C9 as follows:",
     "In Recommendation XYZ C9, make the following amendments:"],
)  # fmt: skip
def test_lead_ins_name_a_place_in_several_ways(lead: str) -> None:
    """The items below act on the provision that the lead-in says is amended."""
    found = made(f"2.2 {lead}\n(a) omit “swiftly”;\n(b) at the end insert “soon”.\n2.3 Omit paragraph XYZ D1.1.\n")
    assert brief(found) == [
        ("2.2(a)", "words omitted", "XYZ C9"), ("2.2(b)", "words inserted", "XYZ C9"), ("2.3", "omitted", "XYZ D1.1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "opening",
    [
        "1. This note sets out changes to the Kite Code of Practice issued on 4 May 2025 (“the Code”).",
        "1. In this note we amend the Kite Code of Practice, published in 2025 (“the Code”).",
        "1. Under section 4 of the Kites Act 2001 (c. 4) (“the Act”) we revise the Kite Code of Practice (“the Code”).",
        "Amendments to the Kite Code of Practice (No. 3) 2026",
        "Changes to the Kite Code of Practice issued by the Office on 4 May 2025",
    ],
)
def test_a_title_ends_where_its_work_does(opening: str) -> None:
    """What is done to a work, when it was issued, and the instrument's own number are no words of its title."""
    reading = read_plain(f"{opening}\n\n2. In paragraph A2.3 of the Code, for “three” substitute “six”.\n".encode())
    blocks = [replace(reading.blocks[0], style="heading"), *reading.blocks[1:]] if opening[0] != "1" else reading.blocks
    effect = instrument(blocks).effects[-1]
    assert (effect.label, effect.title) == ("A2.3", "Kite Code of Practice")


def test_an_instrument_leaves_out_no_number_and_cites_nothing_of_its_own_by_what_it_amends() -> None:
    """Regulation 2 holds instructions and is no gap; `sub-paragraph (b)` is one of the text amended."""
    lines = (
        "1.-(1) These Regulations may be cited as the Kite (Amendment) Regulations 2030.",
        "(2) They extend to Wales.",
        "2.-(1) The Kite Regulations 2020 are amended as follows.",
        "(2) In the Schedule",
        "(a) in paragraph 15",
        '(i) at the end of sub-paragraph (b) omit "and";',
        '(b) in paragraph 16 omit "or".',
        "3.-(1) The following apply.",
        "(2) Nothing.",
    )
    body = "".join(f"<p>{line}</p>" for line in lines)
    found = parse(f"<main><h1>Kite (Amendment) Regulations 2030</h1>{body}</main>".encode())
    assert found.effects
    assert "numbering_gap" not in [repair.kind for repair in found.repairs]
    assert [reference for reference in found.references if reference.kind == "internal"] == []


@pytest.mark.parametrize(
    "second", ["", "<p>3. The Balloon Code is amended as follows:</p><p>4. Omit paragraph 6.1.</p>"]
)
def test_a_number_in_front_of_a_lead_is_an_instructions_own(second: str) -> None:
    """`1. The Code is amended as follows:` keeps its number where instruction 2 counts on from it."""
    page = (
        "<main><h1>Amendments to the Kite Code</h1><p>1. The Kite Code is amended as follows:</p>"
        f"<p>2. In paragraph 4.1, for “red” substitute “blue”.</p>{second}</main>"
    )
    made = parse(page.encode(), name="kites.html")
    numbered = [node for node in walk(made.provisions) if node.num]
    assert [node.label for node in numbered] == [str(number) for number in range(1, len(numbered) + 1)]
    assert {node.kind for node in numbered} == {"paragraph"}
    assert not made.structure.doubts


def test_a_row_that_amends_keeps_the_words_of_all_its_cells_and_is_no_doubt() -> None:
    """`XYZ B1.2 | omit “dry” | why`: the first cell says where, every cell stands in the tree, in order."""
    rows = (
        "<tr><th>Provision</th><th>Change</th><th>Why</th></tr>"
        "<tr><td>XYZ B1.2</td><td>Omit “dry”.</td><td>Kites get wet.</td></tr>"
        "<tr><td>XYZ B1.3</td><td>For “tail” substitute “tails”.</td><td></td></tr>"
    )
    lead = "<p>1. The Code of Practice for Kites is amended as set out in this table.</p>"
    read = parse(f"<main><h1>Kites Notice</h1>{lead}<table>{rows}</table></main>".encode(), name="notice.html")
    assert [(each.type, each.label) for each in read.effects] == [
        ("words omitted", "XYZ B1.2"),
        ("words substituted", "XYZ B1.3"),
    ]
    assert (read.coverage.shortfall, read.coverage.drops) == ("", ())
    assert not read.structure.doubts
    first = next(node for node in walk(read.provisions) if node.label == "1/~1")
    assert (first.heading, first.text, [each.text for each in first.children]) == (
        "XYZ B1.2",
        "Omit “dry”.",
        ["Kites get wet."],
    )
