"""Acts and orders as they are printed: contents, parts and schedules, subsections around definitions, amended text."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.provision import Provision, walk
from corpus.work import Expression
from parser.document import parse


def page(body: str) -> Expression:
    """A page of these elements, read."""
    return parse(f"<html lang='en'><body><main><h1>Kite Act</h1>{body}</main></body></html>".encode(), name="x.html")


def outline(nodes: tuple[Provision, ...], depth: int = 0) -> list[str]:
    """Each labelled provision, two spaces for a level."""
    lines: list[str] = []
    for node in nodes:
        lines += [f"{'  ' * depth}{node.label}"] if node.label else []
        lines += outline(node.children, depth + bool(node.label))
    return lines


def test_an_annex_stands_behind_the_chapters_and_not_in_the_last_of_them() -> None:
    """A heading of the same level ends the chapter; one below it stands in the part."""
    read = page(
        "<h2>Chapter 1: Kites</h2><p>Fly kites.</p><h2>Chapter 2: Strings</h2><p>Hold them.</p>"
        "<h3>Annex A: Knots</h3><p>Tie.</p><h2>Annex B: Tails</h2><p>Bows.</p>"
    )
    assert outline(read.provisions) == ["Chapter 1", "Chapter 2", "  Annex A", "Annex B"]


def test_subsections_go_on_after_definitions_and_after_words_between_them() -> None:
    """`(3)` after the definitions of `(2)` is the section's, and words between two items cost no label."""
    read = page(
        "<h2>1 Kites</h2><p>(1) A kite is flown where—</p><p>(a) it is light,</p><p>(a “light kite”), or</p>"
        "<p>(b) it is heavy.</p><p>(2) In this section—</p><p>“string” means a line;</p>"
        "<p>“tail”—</p><p>(a) for a light kite, means a bow,</p><p>(b) for a heavy one, means a rope.</p>"
        "<p>(3) Kites have strings.</p><h2>2 Strings</h2><p>(1) Hold them.</p><p>(2) Wind them up.</p>"
    )
    labels = {node.label for node in walk(read.provisions)}
    assert labels >= {"Section 1(1)(a)", "Section 1(1)(b)", "Section 1(2)", "Section 1(3)", "Section 2(2)"}
    assert labels >= {"Definition/string@Section 1", "Definition/tail@Section 1"}
    assert not read.structure.doubts


def test_an_item_that_defines_a_term_keeps_its_label_in_a_section() -> None:
    """`(a) “string” means …` is Section 1(1)(a) inside its definition, and the list has no gap."""
    read = page(
        "<h2>1 Kites</h2><p>(1) For the purposes of this section—</p><p>(a) “string” means a line,</p>"
        "<p>(b) a kite is light if it flies.</p><h2>2 Tails</h2><p>(1) Bows.</p><p>(2) Ropes.</p>"
    )
    assert {"Section 1(1)(a)", "Section 1(1)(b)"} <= {node.label for node in walk(read.provisions)}
    assert not read.structure.doubts


ACT = """Kite Act

CONTENTS

PART 1
KITES
1 Flying
2 Landing
PART 2
STRINGS
3 Length
Schedule 1 — Knots
Schedule 2 — Repeals

An Act about kites.

PART 1
KITES

1 Flying

(1) Fly kites in the field.

(2) Fly them in the wind.

2 Landing

(1) Land kites in the field.

PART 2
STRINGS

3 Length

(1) Strings are short.
"""


def test_what_the_contents_name_is_a_heading_and_the_contents_are_no_text() -> None:
    """Parts with titles set like text have their labels; the list of contents, schedules and all, is dropped."""
    read = parse(ACT.encode(), name="act.txt")
    assert [line for line in outline(read.provisions) if "(" not in line] == [
        "Part 1", "  Section 1", "  Section 2", "Part 2", "  Section 3",
    ]  # fmt: skip
    assert [node.heading for node in read.provisions if node.label] == ["KITES", "STRINGS"]
    dropped = " ".join(drop.text for drop in read.coverage.drops if drop.rule == "contents-list")
    assert "Schedule 2 — Repeals" in dropped
    assert not read.coverage.shortfall


@pytest.mark.parametrize(
    ("name", "counts"),
    [("Licensing_Act_2003__alcohol_.pdf", (201, 8, 40)), ("Offensive_Weapons_Act_2019.pdf", (71, 2, 30))],
)
def test_the_long_acts_have_all_sections_parts_and_schedules(
    shared: Path, parsed: Callable[[Path], Expression], name: str, counts: tuple[int, int, int]
) -> None:
    """Every section once, parts and schedules with their labels, and the contents agree."""
    sections, schedules, most = counts
    read = parsed(shared / "real" / "pdfs" / name)
    labels = [node.label or "" for node in walk(read.provisions) if node.kind == "section"]
    assert sum(label.startswith("Section ") for label in labels) == sections
    assert sum(label.startswith("Schedule ") and "/" not in label for label in labels) == schedules
    assert len(read.structure.doubts) <= most
    heard = {witness.kind: witness for witness in read.structure.witnesses}
    assert heard["contents"].agrees >= sections
    assert heard["contents"].differs <= 4


def test_running_text_beside_numbers_is_no_table(shared: Path, parsed: Callable[[Path], Expression]) -> None:
    """Section 72 of the Licensing Act has its own words only, subsection 71(6)(c) all of its own."""
    read = parsed(shared / "real" / "pdfs" / "Licensing_Act_2003__alcohol_.pdf")
    nodes = {node.label: node for node in walk(read.provisions) if node.label}
    assert nodes["Section 71(6)(c)"].text.endswith("about the application.")
    assert [child.label for child in nodes["Section 72"].children] == [f"Section 72({n})" for n in range(1, 11)]


def test_paragraphs_of_a_schedule_are_cited_with_it_where_the_sections_have_headings() -> None:
    """Numbers that begin again under a schedule, in its first Part or right below it, two of them too."""
    read = page(
        "<h2>1 Kites</h2><p>(1) Fly kites.</p><h2>2 Strings</h2><p>(1) Hold them.</p>"
        "<h2>Schedule 1 Knots</h2><h3>Part 1 Bows</h3><p>1. Tie.</p><p>2. Pull.</p><h3>Part 2 Bends</h3><p>3. Bend.</p>"
        "<h2>Schedule 2 Tails</h2><p>1. A tail is of paper.</p><p>2.—(1) It is long.</p><p>(2) It is light.</p>"
    )
    assert outline(read.provisions)[4:] == [
        "Schedule 1",
        "  Schedule 1/Part 1",
        "    Schedule 1/1",
        "    Schedule 1/2",
        "  Schedule 1/Part 2",
        "    Schedule 1/3",
        "Schedule 2",
        "  Schedule 2/1",
        "  Schedule 2/2",
        "    Schedule 2/2(1)",
        "    Schedule 2/2(2)",
    ]


@pytest.mark.parametrize("heading", ["<h2>SCHEDULE</h2><p>Article 2(2)</p>", "<h2>The Schedule</h2>"])
def test_the_only_schedule_has_no_number(heading: str) -> None:
    """Its paragraphs are `Schedule/1`, those of the order itself keep their own numbers."""
    read = page(
        "<p>1. This is the Kites Order.</p><p>2.—(1) Fly.</p><p>(2) Hold.</p><p>3. Wind in.</p>"
        f"{heading}<h3>Fees</h3><p>1. A kite costs £2.</p><p>2. A string costs £1.</p>"
    )
    got = [label for label in outline(read.provisions) if "(" not in label]
    assert got == ["1", "2", "3", "Schedule", "  Schedule/1", "  Schedule/2"]


def test_a_number_before_its_first_subsection_is_a_section_in_an_excerpt_too() -> None:
    """`46.—(1)`, `46-(1)` and `46A.—(1)` need no neighbours; `46. Words` between them is one of theirs."""
    read = page(
        "<p>46.—(1) Fly.</p><p>(2) Hold.</p><p>46A-(1) Let go.</p><p>47. Wind in.</p>"
        "<p>90.—(1) Sell.</p><p>(2) Buy.</p>"
    )
    got = [label.strip() for label in outline(read.provisions)]
    assert got == ["46", "46(1)", "46(2)", "46A", "46A(1)", "47", "90", "90(1)", "90(2)"]


@pytest.mark.parametrize("first", ["<h2>1 Kites</h2><p>(1) Fly kites.</p>", "<p>1.—(1) Fly kites.</p>"])
def test_words_that_close_the_list_of_the_last_subsection_are_its_own(first: str) -> None:
    """Subsections are no list that words could close; a sentence of its own behind them is no closing."""
    items = "<p>(2) A kite must be—</p><p>(a) red, or</p><p>(b) green,</p>"
    read = page(f"{first}{items}<p>and must be light.</p>")
    closed = next(node for node in walk(read.provisions) if (node.label or "").endswith("1(2)"))
    assert [child.text for child in closed.children] == ["red, or", "green,", "and must be light."]
    read = page(f"{first}{items.replace('green,', 'green.')}<p>Nothing else is said of kites.</p>")
    left = next(node for node in walk(read.provisions) if (node.label or "").endswith("1(2)"))
    assert [child.text for child in left.children] == ["red, or", "green."]
