"""OpenDocument text: the words and numbers that a reader sees, in each of the ways to read tracked changes."""

import made_odt as odf
import pytest
from made_odt import at, changes, end, h, level, list_style, listed, odt, p, region, start

from corpus.errors import UnreadableInput
from parser.read import read
from parser.readers.blocks import Reading, printed
from parser.readers.changes import Changes

LEGAL = list_style(level(1, "1"), level(2, "1", "LMP ", shown=2), level(3, "a", "(", ")"), level(4, "i", "(", ")"))


def shown(reading: Reading) -> list[str]:
    """What stands in the text, numbers and notes' marks included."""
    assert reading.unread == ""
    return [printed(block) for block in reading.blocks if not block.rule]


def lines(body: str, way: Changes = "accepted", styles: str = LEGAL) -> list[str]:
    return shown(read(odt(body, styles), changes=way))


def test_lists_nest_and_only_an_items_first_paragraph_is_numbered() -> None:
    """A level shows those above it as its style says; a further paragraph of an item has no number."""
    inner = listed(p("x") + listed(p("x"), p("x") + p("more"), style=""), p("x"), style="")
    found = lines(listed(p("x") + inner, p("x") + listed(p("x"), style="")))
    expected = ["1 x", "LMP 1.1 x", "(a) x", "(b) x", "more", "LMP 1.2 x", "2 x", "LMP 2.1 x"]
    assert found == expected


def test_a_list_goes_on_or_starts_anew() -> None:
    """A new list starts at one; one that continues, by its place or by name, goes on; an item may say its number."""
    body = (
        listed(p("x"), more='xml:id="a"') + listed(p("x"), p("x"), more='text:continue-numbering="true"')
        + listed(p("x")) + listed(p("x"), more='text:continue-list="a"')
        + listed(p("x")).replace("<text:list-item", '<text:list-item text:start-value="7"')
    )  # fmt: skip
    assert lines(body) == ["1 x", "2 x", "3 x", "1 x", "4 x", "7 x"]


@pytest.mark.parametrize(
    ("form", "more", "place", "expected"),
    [("a", "", 28, "ab"), ("A", 'style:num-letter-sync="true"', 28, "BB"), ("I", "", 9, "IX"), ("i", "", 4, "iv")],
)
def test_forms_of_numbers(form: str, more: str, place: int, expected: str) -> None:
    """z is followed by aa, and aa by ab, unless the style repeats letters."""
    style = list_style(level(1, form, after=")", more=f'text:start-value="{place}" {more}'))
    assert lines(listed(p("x")), styles=style) == [f"{expected}) x"]


def test_headings_are_numbered_by_the_outline() -> None:
    """A heading outside any list takes its number from the document's outline; a list header has none."""
    outline = '<office:styles><text:outline-style style:name="Outline">{}</text:outline-style></office:styles>'
    levels = "".join(
        f'<text:outline-level-style text:level="{n}" style:num-format="1" text:display-levels="{n}"/>' for n in (1, 2)
    )
    body = h("A", 1) + h("B", 2) + h("C", 1) + h("D", 1, 'text:is-list-header="true"')
    reading = read(odt(body, common=outline.format(levels)))
    assert shown(reading) == ["1 A", "1.1 B", "2 C", "D"]
    assert [block.level for block in reading.blocks] == [1, 2, 1, 1]


DELETED = changes(
    region("w", "deletion", p("the old ")),
    region("i", "insertion"),
    region("p", "deletion", listed(p("Trim the wick."), p(""))),
    region("j", "deletion", listed(p(""), p(""))),
    region("n", "insertion"),
    region("s", "insertion"),
)
CHANGED = DELETED + listed(
    p(f"Keep {at('w')}{start('i')}a new {end('i')}lamp."),
    p(f"{at('p')}{start('n')}Fill the can."),
    p(f"{end('n')}Watch{at('j')} the sea."),
    p(f"Light{start('s')}"),
    p(f"{end('s')} the lamp."),
)


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ("accepted", ["1 Keep a new lamp.", "2 Fill the can.", "3 Watch the sea.", "4 Light", "5 the lamp."]),
        ("rejected", ["1 Keep the old lamp.", "2 Trim the wick.", "3 Watch", "4 the sea.", "5 Light the lamp."]),
    ],
)
def test_tracked_changes_are_made_or_not(way: Changes, expected: list[str]) -> None:
    """Words, whole paragraphs, paragraphs joined and parted; the numbers are those of that reading."""
    reading = read(odt(CHANGED, LEGAL), changes=way)
    assert shown(reading) == expected
    assert {block.rule for block in reading.blocks if block.rule} == {"struck" if way == "accepted" else "inserted"}


def test_every_change_has_its_author_and_date() -> None:
    """As the program recorded them, each once."""
    found = read(odt(CHANGED, LEGAL)).tracked
    assert {(c.kind, c.text) for c in found} == {
        ("struck", "the old "), ("inserted", "a new "), ("struck", "Trim the wick."), ("inserted", "Fill the can."),
        ("struck", "\n"), ("inserted", "\n"),
    }  # fmt: skip
    assert {(c.author, c.date) for c in found} == {("A. Keeper", "2026-07-01T09:00:00")}


def test_what_a_person_does_not_see_is_not_read() -> None:
    """Hidden and struck-out styles, a hidden section, comments; blanks that the file counts are one."""
    styles = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="S" style:family="text">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    span = '<text:span text:style-name="{}">{}</text:span>'
    comment = "<office:annotation><dc:creator>B</dc:creator><text:p>Really?</text:p></office:annotation>"
    body = p(
        "Do" + span.format("S", " not") + '<text:s text:c="3"/>light' + span.format("H", " secret") + comment + "."
    )
    body += f'<text:section text:name="a" text:display="none">{p("Gone")}</text:section>'
    reading = read(odt(body, styles))
    assert shown(reading) == ["Do light."]
    assert {(block.rule, block.text) for block in reading.blocks if block.rule} == {
        ("struck", "not"), ("hidden", "secret"), ("hidden", "Gone"), ("comment", "Really?"),
    }  # fmt: skip


def test_notes_tables_boxes_and_furniture() -> None:
    """Each word once, in its place; running heads come from the page styles."""
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('The note.')}</text:note-body></text:note>"
    )
    cell = "<table:table-cell>{}</table:table-cell>"
    head = f"<table:table-row>{cell.format(p('No')) * 2}</table:table-row>"
    rows = f"<table:table-header-rows>{head}</table:table-header-rows>"
    rows += f"<table:table-row>{cell.format(p('a') + p('b'))}<table:covered-table-cell/></table:table-row>"
    box = f"<draw:frame><draw:text-box>{p('In a box')}</draw:text-box><svg:desc>No word</svg:desc></draw:frame>"
    head = f'<style:master-page style:name="S"><style:header>{p("The Board")}</style:header></style:master-page>'
    common = f"<office:master-styles>{head}</office:master-styles>"
    reading = read(odt(p(f"A lamp{note} and{box} a wick.") + f"<table:table>{rows}</table:table>", common=common))
    assert shown(reading) == ["A lamp 1  and a wick.", "In a box", "No\nNo", "a\nb\n", "1 The note."]
    assert [block.header for block in reading.blocks if block.cells] == [True, False]
    assert [(block.rule, block.text) for block in reading.blocks if block.rule] == [("running-head", "The Board")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (odt(p("x"), manifest="<encryption-data/>"), "password"),
        (odt(""), "no words"),
        (odt(p("x")).replace(b"office:text", b"office:tent"), "damaged|no text"),
    ],
    ids=["locked", "empty", "no-text"],
)
def test_a_file_that_cannot_be_read_is_a_clear_error(body: bytes, said: str) -> None:
    """What is wrong, and what to do."""
    with pytest.raises(UnreadableInput, match=said):
        read(body)


def test_a_linked_section_is_said_and_not_fetched() -> None:
    """The words that were saved with the file are read."""
    body = f'<text:section text:name="a"><text:section-source/>{p("Saved")}</text:section>'
    reading = read(odf.odt(body))
    assert shown(reading) == ["Saved"]
    assert any("not fetched" in note for note in reading.review)
