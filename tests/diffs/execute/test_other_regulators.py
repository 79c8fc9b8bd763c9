"""Instruments in the manners of other regulators: their prefixes, their tables, headings printed above a provision."""

from functools import cache

import pytest

from corpus.provision import Provision, find, walk
from corpus.work import Expression
from diffs.execute.consolidate import Consolidation, consolidate
from parser.document import parse

CODE = """<html lang="en"><body><main><h1>Well Code of Practice</h1><h2>1 Reports</h2>
<p>1.1 A leak should be reported at once.</p><p>1.2 A report should be written.</p><p>1.3 A report should be kept.</p>
<h2>2 Measures</h2><h3>H2S B1 Gas</h3><p>H2S B1.1 Gas should be measured each week.</p>
<p>H2S B1.2 The log should show:</p><p>(a) the hour; and</p><p>(b) the level.</p>
<h3>AQ-C C1 Water</h3><p>AQ-C C1.1 Water should be sampled. It should not be heated.</p>
<p>AQ-C C1.2 Samples should be cold.</p></main></body></html>"""
REGULATIONS = """<html lang="en"><body><main><h1>The Lamp Regulations 2029</h1><h2>PART 1</h2><h3>Lamps</h3>
<p>1. A ferry must carry a lamp.</p><h3>Duty to keep records</h3><p>2. The master must keep a record.</p>
<h3>Appeals</h3><p>3. A person may appeal.</p><p>4. An appeal must be written.</p></main></body></html>"""
HEAD = "Well (Amendment) Instrument 2031\n\n1. The Well Code of Practice is amended as follows.\n\n"
LAMPS = "The Lamp (Amendment) Regulations 2031\n\n1. The Lamp Regulations 2029 are amended as follows.\n\n"


@cache
def read(base: str) -> Expression:
    """A page, read once."""
    return parse(base.encode(), name="base.html")


def amended(base: str, draft: str, name: str = "draft.txt") -> Consolidation:
    """The base as an instrument amends it."""
    return consolidate(read(base), [parse(draft.encode(), name=name)])


def words(version: Expression, label: str) -> str:
    """The words of a provision; empty where there is none."""
    node = find(version.provisions, label)
    return node.text if node else ""


def headings(nodes: tuple[Provision, ...]) -> list[str]:
    """The words of the headings that stand by themselves."""
    return [node.heading or node.text for node in walk(nodes) if node.kind == "heading"]


@pytest.mark.parametrize(
    ("instruction", "label", "expected"),
    [
        ("In H2S B1.1, for “week” substitute “day”.", "H2S B1.1", "Gas should be measured each day."),
        ("Paragraph 1.2: delete “written” and replace with “typed”.", "1.2", "A report should be typed."),
        ("Delete paragraph 1.2 and replace with “1.2 A report may be typed.”", "1.2", "A report may be typed."),
        ("Delete the last sentence of AQ-C C1.1 and replace with “It may be heated.”", "AQ-C C1.1",
         "Water should be sampled. It may be heated."),
        ("H2S B1.2(b) shall read: “the level of gas.”", "H2S B1.2(b)", "the level of gas."),
        ("In paragraph 1.1, for “at once” read “within a day”.", "1.1", "A leak should be reported within a day."),
        ("AQ-C C1.2 is amended as follows—\n(a) for “cold” substitute “cool”.", "AQ-C C1.2", "Samples should be cool."),
    ],
)  # fmt: skip
def test_an_instruction_is_executed_in_the_words_of_other_regulators(
    instruction: str, label: str, expected: str
) -> None:
    """A prefix with a figure or a hyphen, a place before a colon, "replace with", "shall read", "read"."""
    done = amended(CODE, f"{HEAD}2. {instruction}\n")
    assert (words(done.expression, label), done.complete) == (expected, True)


def test_who_should_read_something_is_no_amendment() -> None:
    """ "Operators should read the notice" orders no change of words."""
    done = amended(CODE, f"{HEAD}2. In paragraph 1.3, omit “kept”.\n\nOperators should read the notice.\n")
    assert [outcome.num for outcome in done.outcomes] == ["2"]


def test_the_next_heading_of_the_instrument_ends_what_is_inserted_without_quotation_marks() -> None:
    """An instruction under the next numbered heading is executed, and does not become a part of the code."""
    done = amended(
        CODE,
        "<html><body><main><h1>Well Amendment Notice 2031</h1><h2>1 Principal code</h2>"
        "<p>This notice amends the Well Code of Practice.</p><h2>2 New paragraph 1.2A inserted</h2>"
        "<p>After paragraph 1.2, insert:</p><p>1.2A A report should name the well.</p>"
        "<h2>3 Paragraph 1.3 revoked</h2><p>Revoke paragraph 1.3.</p></main></body></html>",
        "draft.html",
    )
    labels = [node.label for node in walk(done.expression.provisions) if node.label]
    assert "1.2A" in labels
    assert "1.3" not in labels
    assert "Section 3" not in labels


def test_a_row_names_its_provision_by_a_measures_number_or_under_a_heading_that_says_so() -> None:
    """ "H2S B1.1 | For … substitute …", and "1.1" in a column of paragraphs."""
    table = "| Paragraph | Change |\n|---|---|\n| 1.1 | Omit “at once” |\n| H2S B1.1 | For “week” substitute “day” |\n"
    done = amended(CODE, f"{HEAD}{table}", "draft.md")
    assert done.complete
    assert words(done.expression, "1.1") == "A leak should be reported."
    assert words(done.expression, "H2S B1.1") == "Gas should be measured each day."


def test_the_number_of_a_row_is_not_the_provision_that_it_amends() -> None:
    """A column "No." numbers the changes: an instruction without a place of its own is refused, not guessed."""
    table = "| No. | Change |\n|---|---|\n| 1.1 | Omit “at once” |\n| 1.2 | In paragraph 1.3, omit “be” |\n"
    done = amended(CODE, f"{HEAD}{table}", "draft.md")
    assert words(done.expression, "1.1") == "A leak should be reported at once."
    assert words(done.expression, "1.3") == "A report should kept."
    assert not done.complete


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("In the heading to regulation 2, at the end insert “and logs”.", "Duty to keep records and logs"),
        ("In the heading to regulation 2, for “records” substitute “logs”.", "Duty to keep logs"),
        ("For the heading to regulation 2 substitute “Logs”.", "Logs"),
    ],
)
def test_the_heading_of_a_regulation_is_the_one_printed_above_it(instruction: str, expected: str) -> None:
    """Words for a heading go into that heading; they never become a second one."""
    done = amended(REGULATIONS, f"{LAMPS}2. {instruction}\n")
    assert done.complete
    assert headings(done.expression.provisions)[-2] == expected
    regulation = find(done.expression.provisions, "2")
    assert regulation is not None
    assert regulation.heading is None


def test_a_heading_that_is_omitted_leaves_nothing() -> None:
    """No heading without words stays behind."""
    done = amended(REGULATIONS, f"{LAMPS}2. Omit the heading to regulation 2.\n")
    assert done.complete
    assert headings(done.expression.provisions)[-2:] == ["Lamps", "Appeals"]


def test_the_heading_of_one_of_two_regulations_under_it_is_refused() -> None:
    """Whose heading it is cannot be told where two stand under it."""
    done = amended(REGULATIONS, f"{LAMPS}2. In the heading to regulation 3, at the end insert “and fees”.\n")
    assert not done.complete
    assert headings(done.expression.provisions)[-1] == "Appeals"


LISTS = """<html lang="en"><body><main><h1>Well Code of Practice</h1><h2>1 Reviews</h2>
<p>1.1 The review should cover:</p><ul><li>pressure;</li><li>heat; and</li><li>wear.</li></ul>
<p>1.2 The log should show:</p><p>(a) the hour; and</p><p>(b) the level.</p>
<p>1.3 The levels are:</p><table><tr><th>Level</th><th>Parts</th></tr><tr><td>Low</td><td>5</td></tr></table>
<p>1.4 A log is kept. It is signed by a manager. It is not burnt.</p></main></body></html>"""


@pytest.mark.parametrize(
    ("instruction", "bullets"),
    [
        ("In paragraph 1.1, after the first bullet insert “flow;”.", ["pressure;", "flow;", "heat; and", "wear."]),
        ("In paragraph 1.1, after the first bullet insert—\n• flow;\n• sand;",
         ["pressure;", "flow;", "sand;", "heat; and", "wear."]),
        ("In paragraph 1.1, before the second bullet insert “flow;”.", ["pressure;", "flow;", "heat; and", "wear."]),
        ("In paragraph 1.1, in the second bullet, after “heat” insert “and flow”.",
         ["pressure;", "heat and flow; and", "wear."]),
    ],
)  # fmt: skip
def test_what_is_inserted_beside_a_bullet_is_a_bullet(instruction: str, bullets: list[str]) -> None:
    """Beside a bullet there is a further bullet; in a bullet there are words."""
    done = amended(LISTS, f"{HEAD}2. {instruction}\n")
    paragraph = find(done.expression.provisions, "1.1")
    assert paragraph is not None
    assert done.complete
    assert [child.text for child in paragraph.children] == bullets


@pytest.mark.parametrize(
    "instruction",
    [
        "In paragraph 1.1, at the end insert “sand.”",
        "At the end of paragraph 1.2 insert “The log may be electronic.”",
        "In paragraph 1.1, for the third bullet substitute “wear; and\nsand.”",
        "In paragraph 1.3, at the end insert “Peaks do not count.”",
        "At the end of Section 1 insert “Reviews should be short.”",
        "In paragraph 1.4, for “kept” substitute “kept—",
        "In paragraph 1.4, for “kept” substitute— (a) for gas, “held”; (b) for water, “kept”.",
        "Insert the following as a new Section 2 after Section 1:\n“2. Logs\n2.1 A log should be kept.”",
    ],
)
def test_where_words_belong_that_the_instruction_does_not_say_is_not_guessed(instruction: str) -> None:
    """A sentence for the end of a list, of a table or of a section, a lead without its list: nothing is changed."""
    done = amended(LISTS, f"{HEAD}2. {instruction}\n")
    assert not done.complete
    assert done.expression.provisions == parse(LISTS.encode(), name="base.html").provisions


def test_words_at_the_end_of_a_sentence_stand_before_its_full_stop() -> None:
    """The sentence that is named ends with the words, not the words after its full stop."""
    done = amended(LISTS, f"{HEAD}2. In paragraph 1.4, at the end of the second sentence insert “and dated”.\n")
    assert words(done.expression, "1.4") == "A log is kept. It is signed by a manager and dated. It is not burnt."


def test_an_item_that_a_conjunction_joins_to_the_last_one_stands_beside_it() -> None:
    """ "at the end of (b) insert “; and (c) …”" makes (c), no item below (b)."""
    done = amended(LISTS, f"{HEAD}2. In paragraph 1.2, at the end of sub-paragraph (b) insert “; and (c) the day.”\n")
    assert done.complete
    assert words(done.expression, "1.2(c)") == "the day."


@pytest.mark.parametrize("which", ["last", "first", "second"])
def test_a_sentence_that_goes_on_in_a_list_is_no_sentence_by_its_pieces(which: str) -> None:
    """Lead, items and closing words are one sentence: none of them is omitted as "the last sentence"."""
    listed = LISTS.replace("(b) the level.</p>", "(b) the level,</p><p>and should be kept.</p>")
    done = amended(listed, f"{HEAD}2. In paragraph 1.2, omit the {which} sentence.\n")
    assert not done.complete
    assert done.expression.provisions == parse(listed.encode(), name="base.html").provisions


def test_bullets_that_were_run_together_are_refused() -> None:
    """ "flow; sand;" may be two bullets, of which a printed page shows no mark."""
    done = amended(LISTS, f"{HEAD}2. In paragraph 1.1, after the first bullet insert “flow; sand;”.\n")
    assert not done.complete


def test_short_lines_below_a_lead_in_are_inserted_with_it() -> None:
    """Rows without marks behind "The intervals are:" are no signature, also where nothing closes the quotation."""
    draft = f"{HEAD}2. After paragraph 1.2 insert—\n\n“1.2A The intervals are:\n\nDevice Interval\n\nFixed Week\n"
    done = amended(LISTS, draft)
    text = "\n".join(node.heading or node.text for node in walk(done.expression.provisions))
    assert done.complete
    assert "Device Interval\nFixed Week" in text


def test_a_definition_printed_as_a_lettered_item_keeps_its_letter() -> None:
    """Other words for the definition of a term that is item (b) are the words of item (b)."""
    code = LISTS.replace("(a) the hour; and", "(a) “hour” means sixty minutes; and").replace(
        "(b) the level.", "(b) “level” means a height."
    )
    done = amended(
        code, f"{HEAD}2. In paragraph 1.2, for the definition of “level” substitute ““level” means a mark.”\n"
    )
    assert done.complete
    assert words(done.expression, "1.2(b)") == "“level” means a mark."
