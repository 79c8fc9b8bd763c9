"""An amendment that its instrument saves from some cases is executed and told with the saving, wherever that stands."""

from diffs.execute.consolidate import Consolidation, consolidate, to_json
from diffs.output.schedule_text import to_text
from parser.document import parse

SECTIONS = "".join(f"<p>{n}.—(1) Boat {n} must carry a red lamp.</p><p>(2) It must burn oil.</p>" for n in range(1, 7))
BASE = f"<html><body><main><h1>Skerry Boats Act 2011</h1>{SECTIONS}</main></body></html>"
HEAD = "Skerry Boats (Amendment) Act 2030\nThe Skerry Boats Act 2011 is amended as follows.\n"


def done(text: str) -> Consolidation:
    """The Act after this instrument, every instruction of which is executed."""
    made = consolidate(parse(BASE.encode(), name="act.html"), [parse((HEAD + text).encode(), name="draft.txt")])
    assert made.complete, made.outcomes
    return made


def savings(text: str) -> dict[str, list[str]]:
    """The savings of each instruction, by their numbers."""
    return {outcome.num: [saving.num for saving in outcome.savings] for outcome in done(text).outcomes}


ONE = "1. In section 2(1), for “red” substitute “green”.\n2. Omit section 5.\n"


def test_a_saving_qualifies_the_instruction_that_it_names() -> None:
    """By the instruction's number, and by that of the provision it changes; the others stand without one."""
    assert savings(ONE + "3. The amendment made by section 1 does not apply to boats built before 1999.\n") == {
        "1": ["3"], "2": [],
    }  # fmt: skip
    later = "3. Despite the omission of section 5 of the Skerry Boats Act 2011, that section applies to tugs.\n"
    assert savings(ONE + later) == {"1": [], "2": ["3"]}


def test_a_saving_of_the_whole_instrument_qualifies_every_instruction() -> None:
    """ "These amendments", "this Act": all of them."""
    assert savings(ONE + "3. The amendments made by this Act have effect in relation to voyages after 2031.\n") == {
        "1": ["3"], "2": ["3"],
    }  # fmt: skip


def test_a_subsection_beside_an_instruction_qualifies_it_and_is_no_instruction() -> None:
    """ "The amendment made by subsection (1)" is that of the section in which it stands."""
    text = (
        "1.—(1) In section 2(1), for “red” substitute “green”.\n"
        "(2) The amendment made by subsection (1) does not have effect in relation to boats built before 1999.\n"
        "2. Omit section 5.\n"
    )
    assert savings(text) == {"1(1)": ["1(2)"], "2": []}


def test_a_start_of_one_instruction_that_is_no_day_qualifies_it() -> None:
    """The text is amended as if it had begun, which nobody can know: said; not a start of all."""
    for start in ("on a day to be appointed", "at the end of two months beginning with the day of issue"):
        assert savings(ONE + f"3. Section 2 comes into force {start}.\n") == {"1": [], "2": ["3"]}
        assert savings(ONE + f"3. Sections 1 and 2 come into force {start}.\n") == {"1": [], "2": []}


def test_commencement_extent_and_explanatory_notes_qualify_nothing() -> None:
    """They say when and where the instrument is law, or what it is for."""
    text = (
        "3. This Act comes into force on 1 May 2030.\n4. This Act extends to Wales.\nExplanatory Note\n"
        "Section 1 does not apply to foreign boats.\n"
    )
    assert savings(ONE + text) == {"1": [], "2": []}


def test_the_report_says_that_an_amendment_does_not_hold_for_every_case() -> None:
    """In the head, with the instruction, with the words of the saving, and in the data."""
    made = done(ONE + "3. The amendment made by section 1 does not apply to boats built before 1999.\n")
    told = to_text(made)
    assert "1 of them applied SUBJECT TO savings" in told
    assert "found once; SUBJECT TO 3\n" in told
    assert "qualifies 1: 3. The amendment made by section 1 does not apply" in told
    assert [each["num"] for each in to_json(made)["instructions"][0]["subject_to"]] == ["3"]


def test_what_holds_only_for_a_class_of_cases_is_refused_and_what_holds_only_in_time_is_saved() -> None:
    """ "Only to tugs" leaves the text as it is for all others; "only to voyages begun after" is about their time."""
    head = "1.—(1) In section 2(1), for “red” substitute “green”.\n(2) The amendment in subsection (1) applies only "
    assert savings(head + "to voyages begun on or after 1 May 2031.\n") == {"1(1)": ["1(2)"]}
    draft = parse((HEAD + head + "to tugs.\n").encode(), name="draft.txt")
    made = consolidate(parse(BASE.encode(), name="act.html"), [draft])
    assert [(outcome.state, str(outcome.reason or "")[:14]) for outcome in made.outcomes] == [
        ("not_applied", "not understood")
    ]


def test_a_section_of_an_instrument_that_says_when_it_begins_dates_its_own_amendments() -> None:
    """ "This section comes into force on": what stands beside it in the section, and nothing else."""
    text = "1.—(1) Omit section 5.\n(2) This section comes into force on 1 May 2031.\n2. Omit section 6.\n"
    draft = parse((HEAD + text).encode(), name="draft.txt")
    made = consolidate(parse(BASE.encode(), name="act.html"), [draft])
    told = {outcome.num: (outcome.state, str(outcome.reason or "")) for outcome in made.outcomes}
    assert told["2"] == ("applied", "")
    assert told["1(1)"][1].startswith("not commenced")


def test_a_line_without_a_number_qualifies_the_instruction_that_it_stands_behind() -> None:
    """ "This takes effect only for …" behind what paragraph 2 inserts is said with paragraph 2, and with no other."""
    base = parse(b"Lamp Code of Practice\n1. Lamps\n1.1 Lamps are lit.\n1.2 Lamps are clean.\n", name="base.txt")
    draft = (
        "Draft amendments\n1. The Lamp Code of Practice is amended as follows.\n2. After paragraph 1.1 insert—\n"
        "“1.1A Lamps are red.”\nThis takes effect only for large ferries.\n3. Omit paragraph 1.2.\n"
    )
    done = consolidate(base, [parse(draft.encode(), name="draft.txt")])
    assert {outcome.num: len(outcome.savings) for outcome in done.outcomes} == {"2": 1, "3": 0}


def test_a_commencement_that_also_omits_is_no_mere_commencement() -> None:
    """ "… come into force on 1 May, and paragraph 1.2 is omitted on 1 July" is told as not understood."""
    base = parse(b"Lamp Code of Practice\n1. Lamps\n1.1 Lamps are lit.\n1.2 Lamps are clean.\n", name="base.txt")
    draft = (
        "Draft amendments\n1. These amendments come into force on 1 May 2032, and paragraph 1.2 is omitted on "
        "1 July 2032.\n2. The Lamp Code of Practice is amended as follows.\n3. In paragraph 1.1, omit “lit”.\n"
    )
    done = consolidate(base, [parse(draft.encode(), name="draft.txt")])
    assert not done.complete
    assert "1" in {outcome.num for outcome in done.outcomes if outcome.state != "applied"}


def test_what_does_not_begin_or_only_on_a_condition_is_not_executed() -> None:
    """Whatever the instrument calls it by: its number, the provision it changes, what it is excepted from."""
    for said in (
        "Section 1 does not have effect unless the Wind Act is passed.",
        "Section 1 shall have no effect until 1 January 2031.",
        "Section 1 is to be disregarded until 1 January 2031.",
        "All amendments other than that in section 1 come into force on 1 May 2030.",
    ):
        draft = parse(f"{HEAD}{ONE}3. {said}\n".encode(), name="draft.txt")
        outcomes = consolidate(parse(BASE.encode(), name="act.html"), [draft]).outcomes
        assert [(each.num, each.state) for each in outcomes] == [("1", "not_applied"), ("2", "applied")], said


def test_a_start_is_that_of_the_instruction_that_changes_the_provision_it_names() -> None:
    """ "The amendment of LAN B1.2 comes into force on …" is about the instruction for LAN B1.2."""
    code = "Lantern Code of Practice\n4. Measures\nB Lamps\nLAN B1 Lamps\nLAN B1.1 Trim it.\nLAN B1.2 Fill it.\n"
    draft = (
        "Amendments to the Lantern Code of Practice\n1.1 The Lantern Code of Practice is amended as follows.\n"
        "1.2 In LAN B1.1, for “Trim” substitute “Cut”.\n1.3 In LAN B1.2, for “Fill” substitute “Oil”.\n"
        "1.4 The amendment of LAN B1.2 comes into force on 1 January 2031.\n"
    )
    outcomes = consolidate(parse(code.encode(), name="a.txt"), [parse(draft.encode(), name="d.txt")]).outcomes
    assert [str(each.reason or each.state) for each in outcomes] == [
        "applied", "not commenced: its instrument gives it effect from 2031-01-01",
    ]  # fmt: skip
