"""Pages of a few short paragraphs, read and compared: what few words say is not taken for something else."""

import pytest
from made_versions import code, para, section

from corpus.change import Comparison
from corpus.provision import Provision
from corpus.work import Expression
from diffs.compare.between import between
from parser.document import parse


def page(*paragraphs: str, table: str = "") -> Expression:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return parse(f"<html><body><main><h1>Lantern Code of Practice</h1>{body}{table}</main></body></html>".encode())


def seen(comparison: Comparison) -> list[tuple[object, ...]]:
    return [(change.kind, change.before, change.after) for change in comparison.changes]


def test_an_item_that_passed_to_the_next_list_is_moved_and_no_merger() -> None:
    """Both lists keep their number and their opening words; the second now says most of what both said."""
    keeper, warden = "4.1 A keeper must—", "4.2 A warden must—"
    report = "(c) report a broken lamp to the office within a day"
    before = page(keeper, "(a) clean the glass;", "(b) trim the wick; and", f"{report}.", warden,
                  "(a) walk the street at dusk; and", "(b) count the lamps.")  # fmt: skip
    after = page(keeper, "(a) clean the glass; and", "(b) trim the wick.", warden,
                 "(a) walk the street at dusk;", "(b) count the lamps; and", f"{report}.")  # fmt: skip
    found = [("moved", "4.1(c)", "4.2(c)")]
    assert [one for one in seen(between(before, after)) if one[0] != "modified"] == found


def test_lists_alike_under_their_own_number_are_no_parts_of_one() -> None:
    """The opening words of both lists changed as well, and still nothing was merged or divided."""
    before = page("4.1 A keeper must—", "(a) clean the glass;", "(b) trim the wick; and",
                  "(c) report a broken lamp to the office within a day.", "4.2 A warden must—",
                  "(a) walk the street at dusk; and", "(b) count the lamps.")  # fmt: skip
    after = page("4.1 Every keeper must—", "(a) clean the glass; and", "(b) trim the wick.", "4.2 Every warden must—",
                 "(a) walk the street at dusk;", "(b) count the lamps; and",
                 "(c) report a broken lamp to the office within a day.")  # fmt: skip
    for one, other in ((before, after), (after, before)):
        assert not {"merged", "split", "added", "removed"} & {kind for kind, *_ in seen(between(one, other))}


def test_of_two_equal_paragraphs_the_one_that_kept_its_place_stayed() -> None:
    """No paragraph passes another where none has to: the first record went, the second moved up."""
    record = "The record must be kept for two years."
    before = page(
        "3.1 A keeper must keep a record.", f"3.2 {record}", "3.3 A warden must keep a record.", f"3.4 {record}"
    )
    after = page("3.1 A keeper must keep a record.", "3.2 A warden must keep a record.", f"3.3 {record}")
    assert seen(between(before, after)) == [
        ("removed", "3.2", None), ("renumbered", "3.3", "3.2"), ("renumbered", "3.4", "3.3"),
    ]  # fmt: skip


def test_a_title_is_the_same_where_one_version_only_is_known_for_a_code() -> None:
    """Two numbered paragraphs are too few to tell a code, three are not: the title neither goes nor comes."""
    before = page("4.1 Clean the glass every day before dusk. Fill the lamp with clear oil.", "4.2 Ask the office.")
    after = page(
        "4.1 Clean the glass every day before dusk.", "4.2 Fill the lamp with clear oil.", "4.3 Ask the office."
    )
    assert before.kind != after.kind
    found = between(before, after)
    assert seen(found) == [("split", "4.1", ("4.1", "4.2")), ("renumbered", "4.2", "4.3")]
    assert not found.front


def test_items_in_another_order_are_shown_in_both_orders() -> None:
    """The words of a bullet that passed another stand deleted where they were and inserted where they are."""
    bullets = "<ul><li>{}</li><li>{}</li><li>{}</li></ul>"
    before = page("1.1 Bring:", table=bullets.format("string", "gloves", "no kite"))
    after = page("1.1 Bring:", table=bullets.format("gloves", "string", "a kite"))
    (change,) = between(before, after).changes
    sides = ["".join(text for sign, text in change.edits if sign != other) for other in (1, -1)]
    assert sides == ["string\ngloves\nno kite", "gloves\nstring\na kite"]


def test_what_moved_without_a_number_is_shown_in_its_words() -> None:
    """A path says nothing to a reader."""
    lighting, oil = "<h2>Lighting</h2><p>Light the lamp at dusk.</p>", "<h2>Oil</h2><p>Oil must be clear.</p>"
    found = between(page(table=lighting + oil), page(table=oil + lighting))
    assert [(change.kind, change.heading, change.edits) for change in found.changes] == [
        ("moved", "Lighting", ((0, "Lighting"),)),
        ("moved", "Lighting", ((0, "Light the lamp at dusk."),)),
    ]


TERMS = [
    f"<p>“{term}” means {what}.</p>" for term, what in (("Glass", "the pane"), ("Oil", "fuel"), ("Wick", "a cord"))
]
GLASS, OIL, WICK = TERMS


@pytest.mark.parametrize(
    ("order", "moved"), [((OIL, GLASS, WICK), "Glass"), ((WICK, GLASS, OIL), "Wick"), ((GLASS, WICK, OIL), "Oil")]
)
def test_definitions_in_another_order_are_said_with_as_few_as_tell_it(order: tuple[str, ...], moved: str) -> None:
    """A list of terms of which one was put elsewhere is not "no change", and only the one that passed others moved."""
    head = "<h2>2. Definitions</h2>"
    found = between(
        page("1.1 Clean it.", table=head + "".join(TERMS)), page("1.1 Clean it.", table=head + "".join(order))
    )
    ((kind, before, after),) = seen(found)
    assert (kind, before) == ("moved", after)
    assert f"/{moved.lower()}@" in str(before).lower()


def test_paragraphs_printed_in_another_order_under_their_own_numbers_moved() -> None:
    """The one that passed the others, with the words it got there; a number that changed says its order itself."""
    one, two, three = "1.1 Clean the glass.", "1.2 Trim the wick.", "1.3 Fill the lamp with oil."
    assert seen(between(page(one, two, three), page(three, one, two))) == [("moved", "1.3", "1.3")]
    reworded = between(page(one, two, three), page(f"{three} Wipe it.", one, two))
    assert [(change.kind, change.after, bool(change.edits)) for change in reworded.changes] == [("moved", "1.3", True)]


def test_what_has_a_number_and_what_has_none_in_another_order_is_said() -> None:
    """A heading under which another paragraph stands now: neither its words nor a number changed."""
    oil, glass = para("XYZ A1", "Oil must be clear."), para("XYZ A2", "Glass must be clean.")
    title = Provision("heading", heading="Lamps in use")
    before, after = code(section(oil, title, glass)), code(section(title, oil, glass))
    assert [kind for kind, *_ in seen(between(before, after))] == ["moved"]


def test_a_section_in_another_place_is_one_change_with_its_paragraphs() -> None:
    """What stands under it goes along."""
    first, second = section(para("XYZ A1", "Oil must be clear.")), section(para("XYZ B1", "Trim it."), letter="B")
    (change,) = between(code(first, second), code(second, first)).changes
    assert (change.kind, change.before, change.after) == ("moved", "Section 4/A", "Section 4/A")
    assert change.provisions == (("XYZ A1", "XYZ A1"),)


ROWS = "<table><tr><th>Lamp</th><th>Rule</th></tr>{}</table>"


def test_a_row_under_a_cell_that_spans_it_is_named_by_that_cell() -> None:
    """A rule that passed from one lamp to the next by the end of a span is said, in the row where it stands now."""
    street = '<tr><td rowspan="2">Street</td><td>Not by day.</td></tr><tr><td>By night.</td></tr>'
    quay = '<tr><td rowspan="2">Quay</td><td>By night.</td></tr><tr><td>Any time.</td></tr>'
    before = page("1.1 A", table=ROWS.format(f"{street}<tr><td>Quay</td><td>Any time.</td></tr>"))
    after = page("1.1 A", table=ROWS.format(f"<tr><td>Street</td><td>Not by day.</td></tr>{quay}"))
    (change,) = between(before, after).changes
    assert (change.kind, change.row, change.column) == ("modified", ("Quay", "By night."), "Lamp")
    assert change.edits == ((-1, "Street"), (1, "Quay"))


def test_a_cell_that_spans_columns_says_its_words_once() -> None:
    """A row that is one cell across the table has not those words in each column."""
    before = page("1.1 A", table=ROWS.format("<tr><td>Street</td><td>Not by day.</td></tr>"))
    wide = '<tr><td colspan="2">Lamps at sea</td></tr><tr><td>Street</td><td>Not by day.</td></tr>'
    (change,) = between(before, page("1.1 A", table=ROWS.format(wide))).changes
    assert (change.kind, change.row) == ("added", ("Lamps at sea", ""))
