"""Drafting forms from the page to the consolidated text: an instrument as plain text, executed on a small code."""

from dataclasses import replace
from functools import cache

import pytest

from corpus.provision import Provision, find, walk
from corpus.work import Expression
from diffs.compare.between import between
from diffs.execute.consolidate import Consolidation, consolidate
from diffs.execute.overrides import Override
from parser.document import parse

CODE = """Harbour Code of Practice for ferries
1. Introduction
1.1 This Code is kept by the Harbour Office.
3. Index of recommended measures
| No. | Recommended measure | Application | Relevant duties |
| XYZ B1 | Lamps | All ferries | Section 12(2) |
| XYZ B2 | Ropes | All ferries | Section 12(2) |
4. Recommended measures
B Keeping watch
XYZ B1 Lamps
Application
XYZ B1.1 This measure is for ferries that sail at night.
Key definitions
XYZ B1.2 In this measure:
“lamp” means a light that is:
a) white; or
b) yellow;
Recommendation
XYZ B1.3 Lamps should burn swiftly and be trimmed swiftly by the mate in the hold.
XYZ B1.4 The log should show:
a) the hour;
b) the place; and
c) the colour.
XYZ B1.5 Lamps should be kept clean.
XYZ B2 Ropes
Recommendation
XYZ B2.1 Ropes should be coiled swiftly.
"""
HEAD = """Draft amendments to the Harbour Code of Practice for ferries
1. Preamble
1.1 The amendments come into force on [date to be inserted].
2. Amendments
2.1 The Harbour Code of Practice for ferries is amended as follows.
"""


@cache
def code(text: str = CODE) -> Expression:
    """A made-up code, read once."""
    return parse(text.encode(), name="code.txt")


def amended(*lines: str) -> Consolidation:
    """The code after an instrument with these lines, the first of which has the number 2.2."""
    instrument = parse((HEAD + "2.2 " + "\n".join(lines) + "\n").encode(), name="draft.txt")
    return consolidate(code(), [instrument])


def texts(done: Consolidation) -> dict[str, str]:
    """The words of every labelled provision."""
    return {node.label: node.text for node in walk(done.expression.provisions) if node.label}


def changed(done: Consolidation) -> dict[str, str | None]:
    """Labels whose words differ from those of the code; None for what is gone."""
    before = {node.label: node.text for node in walk(code().provisions) if node.label}
    after = texts(done)
    return {label: after.get(label) for label in {**before, **after} if before.get(label) != after.get(label)}


WORDS = [
    ("Throughout the Code, for “swiftly” substitute “soon”.", {"XYZ B1.3", "XYZ B2.1"}),
    ("For “swiftly”, in each place it occurs in the Code, substitute “soon”.", {"XYZ B1.3", "XYZ B2.1"}),
    ("In the Harbour Code of Practice for ferries, for “swiftly” wherever it occurs substitute “soon”.",
     {"XYZ B1.3", "XYZ B2.1"}),
    ("In paragraph XYZ B1.3 the words “by the mate” are replaced by “by hand”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3 omit “by the mate” and insert in its place “by hand”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3 delete “by the mate” and insert “by hand” in its place.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3, for “swiftly” (twice) substitute “soon”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.4(c) for the full stop substitute “; and”.", {"XYZ B1.4(c)"}),
    ("In paragraph XYZ B1.5 for the full stop substitute “each week.”.", {"XYZ B1.5"}),
    ("In paragraph XYZ B1.3 omit “by the mate”, substitute “by hand”.", {"XYZ B1.3"}),
    ("Replace “by the mate” with “by hand” in paragraph XYZ B1.3.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3 change “by the mate” to “by hand”.", {"XYZ B1.3"}),
    ("Change the words “by the mate” to “by hand” in paragraph XYZ B1.3.", {"XYZ B1.3"}),
    ("Omit the words “by the mate” from paragraph XYZ B1.3.", {"XYZ B1.3"}),
    ("All references to “swiftly” in the Code are changed to “soon”.", {"XYZ B1.3", "XYZ B2.1"}),
    ("XYZ B1.4(b) and (c) are omitted.", {"XYZ B1.4(b)", "XYZ B1.4(c)"}),
    ("In paragraph XYZ B1.3, in place of “by the mate” insert “by hand”.", {"XYZ B1.3"}),
    ("Paragraph XYZ B1.3 is amended by substituting “by hand” for “by the mate”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3, for the second occurrence of “swiftly” substitute “soon”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3, for “swiftly” (the second time it appears) substitute “soon”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3, for the words from the beginning to “burn” substitute “Burn”.", {"XYZ B1.3"}),
    ("In paragraph 1.1 of the Code, for “kept” substitute “held”.", {"1.1"}),
    ("Paragraph XYZ B1.5 shall be omitted.", {"XYZ B1.5"}),
    ("In paragraph XYZ B1.4, omit sub-paragraph (c) and the “and” before it.", {"XYZ B1.4(b)", "XYZ B1.4(c)"}),
    ("In paragraph XYZ B1.4, omit the “and” after sub-paragraph (b).", {"XYZ B1.4(b)"}),
    ("From paragraph XYZ B1.3, omit “by the mate”.", {"XYZ B1.3"}),
    ("From paragraph XYZ B1.3 delete the words “in the hold”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3 change “burn” to “glow” and “by the mate” to “by hand”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.3, for “swiftly” (second occurrence) substitute “soon”.", {"XYZ B1.3"}),
    ("In paragraph XYZ B1.4, in point (a) only, for “hour” substitute “day”.", {"XYZ B1.4(a)"}),
    ("Amend paragraph XYZ B1.3 by deleting “by the mate”.", {"XYZ B1.3"}),
    ("Amend paragraph XYZ B1.3 by inserting “brightly” after “burn”.", {"XYZ B1.3"}),
    ("Sub-paragraph (b) of paragraph XYZ B1.4 is omitted, and sub-paragraph (c) becomes (b).",
     {"XYZ B1.4(b)", "XYZ B1.4(c)"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "labels"), WORDS)
def test_wordings_of_one_form_reach_the_provisions_they_name(text: str, labels: set[str]) -> None:
    """Each is applied, changes exactly these provisions, and nothing of the preamble is an instruction."""
    done = amended(text)
    assert [(outcome.num, outcome.state) for outcome in done.outcomes] == [("2.2", "applied")], done.outcomes
    assert set(changed(done)) == labels
    assert done.unread == ()


COUNTED = [
    ("omit the second and third sentences.", "One lamp. It is lit."),
    ("for the second and third sentences substitute “It is dim.”.", "One lamp. It is dim. It is lit."),
    ("after the first sentence insert “It is old.” and after the second sentence insert “It is new.”.",
     "One lamp. It is old. It is red. It is new. It is dry. It is lit."),
    ("omit the second sentence and in the third sentence, for “dry” substitute “wet”.",
     "One lamp. It is wet. It is lit."),
    ("for the first “It” substitute “This” and for the second “It” substitute “That”.",
     "One lamp. This is red. That is dry. It is lit."),
    ("after the first “is” insert “as it is” and after the second “is” insert “so”.",
     "One lamp. It is as it is red. It is so dry. It is lit."),
    ("omit the third sentence.\nfor the last sentence substitute “It is out.”.",
     "One lamp. It is red. It is out."),
    ("in the second sentence, for “red” substitute “bright red”.\n"
     "in the second sentence, for “It” substitute “That”.",
     "One lamp. That is bright red. It is dry. It is lit."),
]  # fmt: skip


def counted(text: str) -> Consolidation:
    """A code with a paragraph of four sentences, after one instruction or two (on lines) for it."""
    base = code(f"{CODE}XYZ B3 Wicks\nRecommendation\nXYZ B3.1 One lamp. It is red. It is dry. It is lit.\n")
    orders = "".join(f"2.{n} In paragraph XYZ B3.1, {line}\n" for n, line in enumerate(text.split("\n"), 2))
    return consolidate(base, [parse((HEAD + orders).encode(), name="draft.txt")])


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_what_is_counted_is_counted_in_the_text_that_is_amended(text: str, expected: str) -> None:
    """Not in what the words before made of it: the third sentence is the one that was the third."""
    done = counted(text)
    assert done.complete, done.outcomes
    assert texts(done)["XYZ B3.1"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "omit the second sentence.\nomit the third sentence.",
        "omit the first “It”.\nfor the second “It” substitute “That”.",
        "insert at the end “It is out.”.\nomit the last sentence.",
        "for the second and fourth sentences substitute “It is dim.”.",
    ],
)
def test_two_readings_of_a_count_are_refused(text: str) -> None:
    """Where another instruction changed what is counted, or one text would stand for two that are no neighbours."""
    done = counted(text)
    assert done.outcomes[-1].state == "not_applied"


@pytest.mark.parametrize(
    "order",
    [
        "In XYZ B1.3, for “swiftly” in both places substitute “soon” and for “soon” in both places substitute “late”.",
        "In paragraph XYZ B1.3, for “mate” substitute “hold” and for “hold” in each place substitute “mate”.",
        "After paragraph XYZ B1.5 insert “XYZ B2.6 Wicks are dry.”.",
        "At the end of Recommendation XYZ B1 insert “XYZ B2.6 Wicks are dry.”.",
        "For sub-paragraphs (a) and (b) of paragraph XYZ B1.4 substitute “the day”.",
        "For paragraphs XYZ B1.3 and XYZ B1.5 substitute “Lamps are lit.”.",
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(order: str) -> None:
    """Words that the instruction has put in itself, a number of another measure, words that are not told whose."""
    done = amended(order)
    assert not done.complete
    assert changed(done) == {}


@pytest.mark.parametrize(
    ("title", "own"),
    [
        ("Market Code of Practice (Amendment) 2031", False),
        ("Market Code of Practice for stalls: draft amendments", False),
        ("Harbour Code of Practice (Amendment No. 2) 2031", True),
        ("Harbours Code: amendments", True),
        ("Code of Practice (Amendment) 2031", True),
        ("Amendments", True),
    ],
)
def test_an_instrument_that_is_called_after_another_code_amends_no_other(title: str, own: bool) -> None:
    """Where no sentence says what is amended, its title does; a shorter name of the code is its own."""
    text = f"{title}\n1. Amendments\n1.1 In paragraph 1.1, for “kept” substitute “held”.\n"
    assert consolidate(code(), [parse(text.encode(), name="draft.txt")]).complete is own


def test_a_table_is_not_the_paragraph_that_it_stands_behind() -> None:
    """A row at its end stands in it, a column is named by its heading; "omit the table" took out the paragraph."""
    base = code(
        f"{CODE}XYZ B2.2 The fares are these.\n| Ferry | Fare | Bail |\n| Small | £1 | £2 |\n| Large | £2 | £2 |\n"
    )

    def cells(order: str) -> list[str]:
        done = consolidate(
            base, [parse(f"{HEAD}2.2 In the table in paragraph XYZ B2.2, {order}\n".encode(), name="d.txt")]
        )
        rows = [node for table in walk(done.expression.provisions) if table.kind == "table" for node in table.children]
        found = [" ".join(cell.text for cell in row.children) for row in rows]
        return found if done.complete and "XYZ B2.2" in texts(done) else []

    head = "Ferry Fare Bail"
    assert cells("at the end insert—\n| Tug | £3 | £4 |") == [head, "Small £1 £2", "Large £2 £2", "Tug £3 £4"]
    assert cells("in the row for “Large”, in the column headed “Bail”, for “£2” substitute “£5”.") == [
        head, "Small £1 £2", "Large £2 £5",
    ]  # fmt: skip
    assert cells("in the row for “Large”, in the column headed “Tax”, for “£2” substitute “£5”.") == []
    for order in ("In paragraph XYZ B2.2, omit the table.", "Omit the table in paragraph XYZ B2.2."):
        done = consolidate(base, [parse(f"{HEAD}2.2 {order}\n".encode(), name="d.txt")])
        assert done.expression.provisions == base.provisions
        assert not done.complete


def test_the_number_of_places_is_stated() -> None:
    """ "Throughout the Code" says how many places it found."""
    assert "3 times" in amended("Throughout the Code, omit “swiftly”.").outcomes[0].rule


PAYLOADS = [
    (("After XYZ B1.5 insert—", "“XYZ B1.6 Wicks are dry.”", "“XYZ B1.7 Oil is clear.”"),
     {"XYZ B1.6": "Wicks are dry.", "XYZ B1.7": "Oil is clear."}),
    (("After XYZ B1.5 insert—", "“XYZ B1.6 Wicks are “dry”.", "“XYZ B1.7 Oil is clear.”"),
     {"XYZ B1.6": "Wicks are “dry”.", "XYZ B1.7": "Oil is clear."}),
    (("In paragraph XYZ B1.4, after sub-paragraph (c) insert—", "“(d) the wind;”", "“(e) the tide.”"),
     {"XYZ B1.4(d)": "the wind;", "XYZ B1.4(e)": "the tide."}),
    (("In paragraph XYZ B1.4, after sub-paragraph (c) insert—", '"(d) the wind;"', '"(e) the tide."'),
     {"XYZ B1.4(d)": "the wind;", "XYZ B1.4(e)": "the tide."}),
    (("In paragraph XYZ B1.2, insert at the appropriate places—", "““mast” means a pole;”", "““oar” means a blade;”"),
     {"Definition/mast@XYZ B1": "“mast” means a pole;", "Definition/oar@XYZ B1": "“oar” means a blade;"}),
    (("In paragraph XYZ B1.2, insert at the appropriate places—", "““mast” means a pole;", "““oar” means a blade;”"),
     {"Definition/mast@XYZ B1": "“mast” means a pole;", "Definition/oar@XYZ B1": "“oar” means a blade;"}),
    (("In paragraph XYZ B1.2, insert at the appropriate places—", "‘“mast” means a pole;’", "‘“oar” means a blade;’"),
     {"Definition/mast@XYZ B1": "“mast” means a pole;", "Definition/oar@XYZ B1": "“oar” means a blade;"}),
    (("Insert a new paragraph after XYZ B1.5 as follows:", "“XYZ B1.6 Wicks are dry.”"),
     {"XYZ B1.6": "Wicks are dry."}),
    (("Delete paragraph XYZ B1.5 and replace with the following:", "“XYZ B1.5 Wicks are dry.”"),
     {"XYZ B1.5": "Wicks are dry."}),
    (("In paragraph XYZ B1.4, the following point (ba) is added:", "“(ba) the day;”"), {"XYZ B1.4(ba)": "the day;"}),
    (("In XYZ B2 add–", "“XYZ B2.2 Ropes are dry.”"), {"XYZ B2.2": "Ropes are dry."}),
    (("The following is substituted for paragraph XYZ B1.5:", "“XYZ B1.5 Wicks are dry.”"),
     {"XYZ B1.5": "Wicks are dry."}),
    (("After paragraph XYZ B1.3 the following paragraph is inserted–", "“XYZ B1.3A Wicks are dry.”"),
     {"XYZ B1.3A": "Wicks are dry."}),
    (("After paragraph XYZ B1.4 insert a new paragraph XYZ B1.4A as follows:", "“XYZ B1.4A Wicks are dry.”"),
     {"XYZ B1.4A": "Wicks are dry."}),
    (("Paragraph XYZ B1.5 is replaced with–", "“XYZ B1.5 Wicks are dry.”"), {"XYZ B1.5": "Wicks are dry."}),
    (("In paragraph XYZ B1.4, before sub-paragraph (a) insert “(za) the day;”.",), {"XYZ B1.4(za)": "the day;"}),
    (("In paragraph XYZ B1.3, for the words from “in the hold” to the end substitute–", "“in–", "(a) the hold; and",
      "(b) the hull.”"),
     {"XYZ B1.3": "Lamps should burn swiftly and be trimmed swiftly by the mate in–", "XYZ B1.3(a)": "the hold; and",
      "XYZ B1.3(b)": "the hull."}),
    (("In Section 3, after the entry for XYZ B1 insert–", "| XYZ B1A | Wicks | All ferries | Section 13 |"),
     {"Index/XYZ B1A": "All ferries\nSection 13"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "wanted"), PAYLOADS)
def test_what_is_inserted_stands_where_the_instruction_says(lines: tuple[str, ...], wanted: dict[str, str]) -> None:
    """Exactly the new provisions differ from the code."""
    done = amended(*lines)
    assert done.complete, done.outcomes
    assert changed(done) == wanted


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("at the appropriate place insert ““oar” means a blade;”.",
         {"Definition/oar@Section 2": "“oar” means a blade;"}),
        ("after the definition of “hull” insert ““oar” means a blade;”.",
         {"Definition/oar@Section 2": "“oar” means a blade;"}),
        ("for the definition of “hull” substitute ““keel” means a beam;”.",
         {"Definition/hull@Section 2": None, "Definition/keel@Section 2": "“keel” means a beam;"}),
    ],
)  # fmt: skip
def test_a_new_term_is_called_as_those_in_whose_list_it_stands(order: str, wanted: dict[str, str | None]) -> None:
    """By the section that they are of, wherever the instruction looked for them: its paragraph 2.1."""
    base = CODE.replace(
        "3. Index", "2. Definitions\n2.1 In this Code:\n“hull” means a body;\n“sail” means a cloth.\n3. Index"
    )
    instrument = parse(f"{HEAD}2.2 In paragraph 2.1, {order}\n".encode(), name="draft.txt")
    done = consolidate(code(base), [instrument])
    assert done.complete, done.outcomes
    before = {node.label: node.text for node in walk(code(base).provisions) if node.label}
    after = texts(done)
    assert {n: after.get(n) for n in {**before, **after} if before.get(n) != after.get(n)} == wanted


def _group(done: Consolidation, label: str) -> Provision:
    groups = [node for node in walk(done.expression.provisions) if node.kind == "group"]
    return next(node for node in groups if any(child.label == label for child in node.children))


def test_a_heading_inserted_with_paragraphs_divides_the_group_they_stand_in() -> None:
    """What follows in the old group stands under the new heading, as on the page."""
    done = amended("Before paragraph XYZ B1.4 insert–", "“Keeping the log", "XYZ B1.3A The log is dry.”")
    group = _group(done, "XYZ B1.3A")
    assert group.heading == "Keeping the log"
    assert [child.label for child in group.children] == ["XYZ B1.3A", "XYZ B1.4", "XYZ B1.5"]
    assert _group(done, "XYZ B1.3").heading == "Recommendation"


def test_a_whole_subsection_is_inserted_after_another() -> None:
    """It has a label of its own, its measures under it."""
    done = amended("In Section 4, after subsection B insert–", "“BA Sails", "XYZ BA1 Reefs", "XYZ BA1.1 Reef early.”")
    found = find(done.expression.provisions, "Section 4/BA")
    assert found is not None
    assert (found.heading, [child.label for child in found.children]) == ("Sails", ["XYZ BA1"])


def test_an_item_of_a_definition_is_inserted_beside_another() -> None:
    """Items of definitions have no labels; the part says which one is meant."""
    done = amended("In paragraph XYZ B1.2, in the definition of “lamp”, after paragraph (a) insert “(aa) red;”.")
    assert done.complete, done.outcomes
    found = find(done.expression.provisions, "Definition/lamp@XYZ B1")
    assert found is not None
    assert [(child.num, child.label) for child in found.children] == [("a", None), ("aa", None), ("b", None)]


def test_a_swap_is_cyclic_unless_a_person_says_that_it_is_meant() -> None:
    """The reason names the circle; an override lets the numbers stand out of order."""
    line = "2.2 Renumber paragraph XYZ B1.4 as paragraph XYZ B1.5 and paragraph XYZ B1.5 as paragraph XYZ B1.4."
    draft = parse(f"{HEAD}{line}\n".encode(), name="draft.txt")
    done = consolidate(code(), [draft], given=("code.txt", "draft.txt"))
    assert str(done.outcomes[0].reason) == "the renumbering is cyclic: XYZ B1.4 to XYZ B1.5 to XYZ B1.4"
    assert (done.base, done.instruments) == ("code.txt", ("draft.txt",))
    meant = Override("draft.txt", "2.2", "A. Person", "the drafter confirmed it", allow_cycle=True)
    done = consolidate(code(), [draft], [meant], given=("code.txt", "draft.txt"))
    assert texts(done)["XYZ B1.4"] == "Lamps should be kept clean."


def test_an_instrument_without_instructions_is_not_complete() -> None:
    """A code in the place of an instrument is said to have no instructions."""
    done = consolidate(code(), [code()], given=("code.txt", "other.txt"))
    assert done.silent == ("other.txt",)
    assert not done.complete


def seen(after: str) -> list[tuple[object, object, object]]:
    """The changes from the code to another text of it."""
    return [(change.kind, change.before, change.after) for change in between(code(), code(after)).changes]


def test_a_paragraph_divided_around_a_new_one_is_a_split() -> None:
    """The parts are named on both sides of what was added."""
    long = "XYZ B1.3 Lamps should burn swiftly and be trimmed swiftly by the mate in the hold."
    parts = (
        "XYZ B1.3 Lamps should burn swiftly.\nXYZ B1.3A Parrots bite.\n"
        "XYZ B1.3B Lamps should be trimmed swiftly by the mate in the hold."
    )
    assert ("split", "XYZ B1.3", ("XYZ B1.3", "XYZ B1.3B")) in seen(CODE.replace(long, parts))


def test_a_measure_that_becomes_two_is_a_split() -> None:
    """Its paragraphs go along with the new measure and are no changes of their own."""
    head, tail = CODE.split("XYZ B1.4 The log")
    tail = tail.replace("XYZ B1.5 ", "XYZ B3.2 ").replace("XYZ B2 Ropes\n", "XYZ B2 Ropes\n")
    rest, ropes = tail.split("XYZ B2 Ropes\n")
    divided = f"{head}XYZ B2 Ropes\n{ropes}XYZ B3 Logs\nRecommendation\nXYZ B3.1 The log{rest}"
    assert seen(divided) == [("split", "XYZ B1", ("XYZ B1", "XYZ B3"))]


def test_a_number_that_passed_to_unrelated_words_is_no_modification() -> None:
    """The old paragraph is removed, the new one added."""
    old = "Lamps should burn swiftly and be trimmed swiftly by the mate in the hold."
    new = "Nobody under sixteen may climb any mast during gales, fog, hail, snow or thunder."
    assert sorted(seen(CODE.replace(old, new)), key=str) == [("added", None, "XYZ B1.3"), ("removed", "XYZ B1.3", None)]


def test_an_instruction_for_the_other_of_two_codes_is_not_tried() -> None:
    """An instrument may amend several codes; what is meant for another one is said to be."""
    draft = parse(f"{HEAD}2.2 Omit paragraph XYZ B1.5.\n2.3 Omit paragraph 1.1.\n".encode(), name="draft.txt")
    works = ("ferries", "trams")
    effects = tuple(replace(effect, work=work) for effect, work in zip(draft.effects, works, strict=True))
    done = consolidate(replace(code(), work="ferries"), [replace(draft, effects=effects)])
    assert [outcome.reason and str(outcome.reason) for outcome in done.outcomes] == [
        None,
        "another code: the instruction amends trams, not ferries",
    ]


@pytest.mark.parametrize(
    ("instruction", "label", "words"),
    [
        (
            "In paragraph XYZ B1.3, for “and” and the words following it substitute “by the mate.”",
            "XYZ B1.3",
            "Lamps should burn swiftly by the mate.",
        ),
        (
            "In paragraph XYZ B1.3, for the words after “burn” substitute “, and not smoke”.",
            "XYZ B1.3",
            "Lamps should burn, and not smoke.",
        ),
        (
            "For all the words after “Lamps should” in paragraph XYZ B1.3 substitute “not smoke.”",
            "XYZ B1.3",
            "Lamps should not smoke.",
        ),
        (
            "There shall be added at the end of paragraph XYZ B1.5 “daily”.",
            "XYZ B1.5",
            "Lamps should be kept clean daily.",
        ),
        ("In para. XYZ B1.5, for “clean” substitute “dry”.", "XYZ B1.5", "Lamps should be kept dry."),
        (
            "In paragraph 1.1, for the reference to “Harbour Office” substitute a reference to “Docks Board”.",
            "1.1",
            "This Code is kept by the Docks Board.",
        ),
    ],
)
def test_further_ways_to_say_where_and_what(instruction: str, label: str, words: str) -> None:
    """Each is common in orders and determinations, and says one thing only."""
    done = amended(instruction)
    changed = find(done.expression.provisions, label)
    assert (done.complete, changed and changed.text) == (True, words)


def test_a_paragraph_amended_to_read() -> None:
    """ "is amended to read as follows" substitutes the whole."""
    done = amended("Paragraph XYZ B1.5 is amended to read as follows:", "“XYZ B1.5 Lamps should be dry.”")
    changed = find(done.expression.provisions, "XYZ B1.5")
    assert (done.complete, changed and changed.text) == (True, "Lamps should be dry.")


def test_the_and_on_a_line_of_its_own_stays_between_the_items() -> None:
    """What stands in the place of an item has the joining word that the old one had behind its list."""
    listed = CODE.replace("b) the place; and\n", "b) the place where:\ni) it lay; or\nii) it stood;\nand\n")
    text = HEAD + "2.2 In paragraph XYZ B1.4, for sub-paragraph (b) substitute—\n“(b) the harbour;”\n"
    done = consolidate(code(listed), [parse(text.encode(), name="draft.txt")])
    paragraph = find(done.expression.provisions, "XYZ B1.4")
    assert paragraph is not None
    assert [node.text for node in walk((paragraph,))] == [
        "The log should show:",
        "the hour;",
        "the harbour;",
        "and",
        "the colour.",
    ]


def test_a_point_that_is_added_stands_where_its_number_belongs() -> None:
    """Item (ba) comes after (b), though nothing says where; without a number it is not known where words belong."""
    done = amended("In paragraph XYZ B1.4, the following point (ba) is added:", "“(ba) the day;”")
    items = [each.num for each in (find(done.expression.provisions, "XYZ B1.4") or Provision("text")).children]
    assert items == ["a", "b", "ba", "c"]
    assert not amended("In paragraph XYZ B1.5 add “Wicks are dry.”").complete


@pytest.mark.parametrize(
    "instruction",
    [
        "In paragraph XYZ B1.3, omit “swiftly and” and “in the hold” and insert in their place “well”.",
        "In paragraph XYZ B1.3, omit “swiftly and” and “in the hold”, insert “well”.",
        "In paragraph XYZ B1.3, leave out “swiftly and” and “in the hold” and substitute “well”.",
        "In paragraph XYZ B1.3, omit “swiftly and”, omit “in the hold” and put “well” in their place.",
    ],
)
def test_one_text_is_not_put_in_the_place_of_each_of_several(instruction: str) -> None:
    """Of several words that are omitted it is not guessed where the one that replaces them stands."""
    done = amended(instruction)
    assert changed(done) == {}
    assert done.outcomes[-1].state == "not_applied"


@pytest.mark.parametrize(
    "instruction",
    [
        "In paragraph XYZ B1.4, the following sub-paragraph (ba) is added:",
        "In paragraph XYZ B1.4, after sub-paragraph (b) insert the following new sub-paragraph (ba):",
        "In paragraph XYZ B1.4, add a new sub-paragraph (ba):",
    ],
)
def test_what_is_inserted_has_the_number_that_is_named(instruction: str) -> None:
    """A number that is named and another that follows: which of the two is right is for a person to say."""
    assert changed(amended(instruction, "“(ba) the tide;”"))["XYZ B1.4(ba)"]
    done = amended(instruction, "“(bb) the tide;”")
    assert changed(done) == {}
    assert done.outcomes[-1].state == "not_applied"


def test_what_is_added_in_an_item_is_not_put_beside_it() -> None:
    """(ia) stands among (i) and (ii) of (b); of (ba) in (b) nobody can tell whether it is below or beside."""
    text = CODE.replace("b) the place; and\n", "b) the place of:\n(i) the lamp; and\n(ii) the rope;\n")

    def done(line: str) -> Consolidation:
        draft = parse(
            f"{HEAD}2.2 In paragraph XYZ B1.4(b), add the following point:\n“{line}”\n".encode(), name="d.txt"
        )
        return consolidate(code(text), [draft])

    assert "XYZ B1.4(b)(ia)" in texts(done("(ia) the mast;"))
    refused = done("(ba) the mast;")
    assert refused.outcomes[-1].state == "not_applied"
    assert "mast" not in str(texts(refused))


def test_a_definition_that_is_replaced_keeps_its_label() -> None:
    """It is looked for in the paragraph that is named, and called by the section that it stands in."""
    text = "Code for ferries\n3 Terms\n3.1 Sail well.\n3.2 In this code:\n“mast” means a pole;\n“rope” means a line.\n"
    draft = "Amendments to the Code for ferries\n1. In paragraph 3.2, for the definition of “rope” substitute:\n{}"
    before = parse(text.encode(), name="code.txt")
    done = consolidate(before, [parse(draft.format("““rope” means no line.”\n").encode(), name="draft.txt")])
    labels = [node.label for node in walk(before.provisions)]
    assert [node.label for node in walk(done.expression.provisions)] == labels
    assert "means no line" in str(texts(done))
