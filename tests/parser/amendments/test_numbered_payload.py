"""What is inserted into Acts, regulations and Schedules: numbers, headings, Parts, quotations inside."""

import pytest
from made_readings import read_plain

from corpus.provision import walk
from parser.amendments.instrument import Instrument, instrument

HEAD = "The Harbour (Amendment) Regulations 2031\n\n1. The Harbour Regulations 2021 are amended as follows.\n\n"


def made(text: str) -> Instrument:
    """What is read of instructions under a lead."""
    return instrument(read_plain((HEAD + text).encode()).blocks)


def labels(found: Instrument) -> list[str]:
    """The labels of everything that is inserted, in order."""
    return [node.label for effect in found.effects for node in walk(effect.content) if node.label]


@pytest.mark.parametrize(
    ("order", "payload", "expected"),
    [
        ("After regulation 19", "“Credit\n\n19A.—(1) A person claims.\n\n(2) In writing.\n\n19B. It lapses.”",
         ["Regulation 19A", "Regulation 19A(1)", "Regulation 19A(2)", "Regulation 19B"]),
        ("In Schedule 2, after paragraph 47,", "“47A (1) A member sells—\n\n(a) rope; or\n\n(b) wire.\n\n(2) One.”",
         ["Schedule 2/47A", "Schedule 2/47A(1)", "Schedule 2/47A(1)(a)", "Schedule 2/47A(1)(b)", "Schedule 2/47A(2)"]),
        ("After section 12", "“12A Lights at night\n\n(1) A vessel must show a light.\n\n(2) It must be white.”",
         ["Section 12A", "Section 12A(1)", "Section 12A(2)"]),
        ("After Part 1B", "“PART 1C\n\nGUESTS\n\n1) A visitor pays.\n\nLights\n\n2) A visitor:\n\na) show a light.”",
         ["Part 1C", "Part 1C/1", "Part 1C/2", "Part 1C/2(a)"]),
        ("At the end of Schedule 1", "“7. A chain must be sound.”", ["Schedule 1/7"]),
    ],
)  # fmt: skip
def test_numbers_make_the_labels_that_the_place_has(order: str, payload: str, expected: list[str]) -> None:
    """A number beside a provision is labelled as its neighbour is, with what stands below it."""
    found = made(f"2. {order} insert—\n\n{payload}\n")
    assert [effect.type for effect in found.effects] == ["inserted"]
    assert labels(found) == expected


@pytest.mark.parametrize(("order", "around"), [("In Annex F, after Part 1B", "Annex F"), ("After Part 1B", None)])
def test_a_part_stands_in_the_annex_that_is_named(order: str, around: str | None) -> None:
    """What changes is the provision around what is inserted beside a Part, where the instruction names one."""
    effect = made(f"2. {order}, insert—\n\n“PART 1C\n\nGUESTS\n\n1) A visitor pays.”\n").effects[0]
    anchor = f"{around}/Part 1B" if around else "Part 1B"
    assert (effect.label, effect.anchor) == (around, anchor)


def test_a_quotation_inside_keeps_its_numbers_to_itself() -> None:
    """What a provision that is inserted substitutes in turn is words of it, not provisions beside it."""
    found = made(
        "2. In Schedule 2, after paragraph 47, insert—\n\n47A.—(1) This applies.\n\n(2) For rule 6 substitute:"
        "\n\n“6. (1) A rule.\n\n(2) Another.”.\n\n3. Omit regulation 9.\n"
    )
    assert [(effect.instruction, effect.type) for effect in found.effects] == [("2", "inserted"), ("3", "omitted")]
    assert labels(found) == ["Schedule 2/47A", "Schedule 2/47A(1)", "Schedule 2/47A(2)"]
    assert "(2) Another." in found.effects[0].content[0].full_text()


def test_one_instruction_for_several_works() -> None:
    """The same is done in each work named, and said with its title."""
    found = made("2. In section 6(1) of the Ports Act 2001 and the Docks Act 2002, for “berth” substitute “mooring”.\n")
    assert [(e.title, e.label) for e in found.effects] == [
        ("Ports Act 2001", "Section 6(1)"), ("Docks Act 2002", "Section 6(1)"),
    ]  # fmt: skip


def test_a_list_that_only_its_last_item_amends_is_one_instruction() -> None:
    """Works listed (a), (b) before the verb are no instructions of their own, and nothing of it vanishes."""
    found = made(
        "2. In section 6 of— (a) the Ports Act 2001, and (b) the Docks Act 2002, for “x” (a gloss) substitute “y”."
    )
    assert [(e.instruction, e.type) for e in found.effects] == [("2", "not understood")]


def test_entries_under_the_headings_of_a_list() -> None:
    """ "Added" puts an entry at the end of what stands under its heading; "deleted" names its words."""
    found = made(
        "2. The following notices are added in Part 1 of Schedule 3:\n\n(a) Under Strings:\n\n“Notice S1 on cotton”\n\n"
        "(b) Under Poles:\n\n“Notice P2 on oak”\n\n3. The following notices are deleted from Part 1 of Schedule 3:\n\n"
        "(a) Under Strings:\n\nNotice S0 on hemp\n"
    )
    rows = [(e.instruction, e.type, e.label, e.part and str(e.part), e.position, e.old_text) for e in found.effects]
    assert rows == [
        ("2(a)", "inserted", "Schedule 3/Part 1", "group Strings", "end", None),
        ("2(b)", "inserted", "Schedule 3/Part 1", "group Poles", "end", None),
        ("3(a)", "words omitted", "Schedule 3/Part 1", "group Strings", None, "Notice S0 on hemp"),
    ]


def test_a_number_that_may_be_the_next_item_is_refused() -> None:
    """A list that ends in "and" goes on; a number in its place that begins in small letters may be a misprint."""
    found = made("2. In Schedule 2—\n\n(a) omit paragraph 3; and\n\n3. omit paragraph 5.\n")
    assert [(e.instruction, e.type) for e in found.effects] == [("2(a)", "omitted"), ("3", "not understood")]


def test_a_work_named_in_one_section_does_not_hold_in_the_next() -> None:
    """ "(1) The X Regulations are amended as follows" holds up to the next "(1)"."""
    text = "# Ports Bill\n\n## 1. Fees\n\n(1) The Port Regulations 2001 are amended as follows."
    text += "\n\n(2) In regulation 3, omit “x”."
    text += "\n\n## 2. Limits\n\n(1) In section 5, omit “y”.\n"
    found = instrument(read_plain(text.encode()).blocks)
    assert [e.title for e in found.effects] == ["Port Regulations 2001", None]


def test_text_among_instructions_that_is_none_is_told() -> None:
    """A sentence behind an instruction that is no provision of the instrument's own may be one that was not seen."""
    found = made("2. Omit regulation 9.\n\n(5) If the amount is less than the dues, the harbour must pay the rest.\n")
    assert [(r.kind, r.at) for r in found.repairs] == [("no_instruction", "2")]
    quiet = made("2. Omit regulation 9.\n\n3. This Order does not affect a berth let before 1 May 2031.\n\nAda Lamp\n")
    assert [r for r in quiet.repairs if r.kind == "no_instruction"] == []


def test_a_lead_without_instructions_is_a_passage() -> None:
    """ "Has been amended as follows" over words that no grammar reads is counted, and not understood."""
    text = "Memo 14: amendments to guidance\n\n7. The guidance has been amended as follows.\n\nBerths are let by post."
    found = instrument(read_plain(text.encode()).blocks)
    assert [(e.instruction, e.type) for e in found.effects] == [("7", "not understood")]


def test_words_in_a_table_are_looked_for_there() -> None:
    """ "In the table" narrows, as does a heading."""
    found = made("2. In Part 2, in paragraph 1, in the table, for “2020” substitute “2021”.\n")
    assert [(e.label, str(e.part)) for e in found.effects] == [("Part 2/1", "table")]


def test_the_drafting_of_statements_of_changes() -> None:
    """Numbers with a full stop behind them, bullets by their place, named appendices, "delete … and substitute"."""
    found = made(
        "2. In paragraph 4.2., omit “n”.\n\n3. Delete paragraph 4.3.(b).\n\n4. In the second bullet of paragraph 4.5, "
        "for “x” substitute “y”.\n\n5. Omit Appendix Oil.\n\n6. Delete the heading above paragraph 4.6 and substitute:"
        "\n\n“Night lamps”.\n"
    )
    assert [(e.type, e.label, e.part and str(e.part)) for e in found.effects] == [
        ("words omitted", "4.2", None), ("omitted", "4.3(b)", None), ("words substituted", "4.5", "bullet 2"),
        ("omitted", "Appendix Oil", None), ("words substituted", "4.6", "heading above"),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["C2.3", "XYZ C2.3"])
def test_a_paragraph_may_leave_out_the_prefix_of_its_measure(number: str) -> None:
    """What is inserted behind C2.2 of a code with a prefix prints its number with the prefix or without it."""
    text = "2. In measure XYZ C1, in paragraph C1.1, for “x” substitute “y”.\n\n3. After paragraph C2.2 insert—\n\n"
    text += f"“{number} Lamps are kept clean.”\n"
    inserted = made(text).effects[-1]
    assert (inserted.label, inserted.anchor) == ("XYZ C2", "XYZ C2.2")
    assert [(node.label, node.num, node.text) for node in inserted.content] == [
        ("XYZ C2.3", "C2.3", "Lamps are kept clean.")
    ]
