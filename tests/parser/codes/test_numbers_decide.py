"""The printed number of a provision decides its place; headings, tables, lists and indents only break ties."""

import importlib.util
import random
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.provision import Provision, walk
from corpus.work import Expression, Scheme
from parser.document import parse

PROJECT = Path(__file__).parents[3]
REAL = PROJECT.parent / "shared" / "real"
GQAA = (
    REAL
    / "govuk/series-2"
    / "__".join(["government__publications", *["general-qualifications-alternative-awarding-framework"] * 2])
)


def page(body: str) -> Expression:
    """A page of these elements, read."""
    return parse(f"<html lang='en'><body><main><h1>Kite code</h1>{body}</main></body></html>".encode(), name="x.html")


def plain(text: str) -> Expression:
    """A plain text, read."""
    return parse(text.encode(), name="x.txt")


def outline(read: Expression) -> list[str]:
    """Each provision as its kind and its label or words, two spaces for a level."""
    lines: list[str] = []

    def visit(nodes: tuple[Provision, ...], depth: int) -> None:
        for node in nodes:
            lines.append(f"{'  ' * depth}{node.kind} {node.label or node.heading or node.text}")
            visit(node.children, depth + 1)

    visit(read.provisions, 0)
    assert not read.coverage.shortfall
    return lines


def labels(read: Expression, kind: str) -> list[str | None]:
    """The labels of all provisions of one kind."""
    return [node.label for node in walk(read.provisions) if node.kind == kind]


def kinds(read: Expression) -> list[str]:
    """The kinds of the repairs."""
    return [repair.kind for repair in read.repairs]


@pytest.fixture(scope="module")
def renderings() -> ModuleType:
    """`benchmarks.renderings`, which sets one truth in many ways; benchmarks are not installed, hence by path."""
    spec = importlib.util.spec_from_file_location("renderings", PROJECT / "benchmarks" / "renderings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["renderings"] = module
    spec.loader.exec_module(module)
    return module


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_every_rendering_of_a_truth_gives_its_tree_or_a_doubt(renderings: ModuleType, seed: int) -> None:
    """Levels, tables, lists, wrappers and the way numbers are printed change nothing, or it is said that they do."""
    chance = random.Random(seed)
    code = renderings.truth(chance)
    style = renderings.Style.drawn(chance)
    assert renderings.outcome(code, style) != "silent", style


@pytest.mark.parametrize("level", range(2, 7))
def test_a_group_of_any_level_stands_in_the_measure_of_the_next_number(level: int) -> None:
    """`Application` at the level of the measure's own title, or above it, does not end the measure."""
    read = page(
        f"<h3>XYZ A1 Kites</h3><h{level}>Application</h{level}><p>XYZ A1.1 One.</p>"
        f"<h{level}>Records</h{level}><p>XYZ A1.2 Two.</p><h3>XYZ A2 Lamps</h3><p>XYZ A2.1 Three.</p>"
    )
    assert outline(read)[1:] == [
        "measure XYZ A1",
        "  group Application",
        "    paragraph XYZ A1.1",
        "  group Records",
        "    paragraph XYZ A1.2",
        "measure XYZ A2",
        "  paragraph XYZ A2.1",
    ]


def test_a_heading_in_front_of_the_next_measure_stands_outside_the_last() -> None:
    """However deep its level, what only heads another measure is no group of the one before."""
    read = page("<h3>XYZ A1 Kites</h3><p>XYZ A1.1 One.</p><h5>Lamps</h5><h3>XYZ A2 Oil</h3><p>XYZ A2.1 Two.</p>")
    assert outline(read)[3] == "heading Lamps"


def test_a_section_goes_on_below_a_heading_of_its_own_level() -> None:
    """Paragraph 4.2 belongs to section 4 although a heading of the section's level stands between."""
    read = page("<h2>4. Duties</h2><p>4.1 One.</p><h2>Records</h2><p>4.2 Two.</p><h2>Annex A Oil</h2><p>Words.</p>")
    assert outline(read)[1:] == [
        "section Section 4",
        "  paragraph 4.1",
        "  heading Records",
        "  paragraph 4.2",
        "section Annex A",
        "  text Words.",
    ]


@pytest.mark.parametrize("scheme", [(), (Scheme("KAF", r"\d+"),), (Scheme("KAF"),)])
def test_a_prefix_may_stand_without_a_space(scheme: tuple[Scheme, ...]) -> None:
    """`KAF1.1` and `KAF 1.2` are one series with or without a catalogue's entry, labelled as most are printed."""
    body = (
        "<h2>Condition KAF1: Flying</h2><p><strong>KAF1.1</strong> A club must keep a log.</p>"
        "<p><b>KAF 1.2</b> A club must not lend a kite to a person who is –</p>"
        "<ol class='legislative-list'><li>(a) under ten, or</li><li>(b) asleep.</li></ol>"
        "<p>KAF1.3 A member may not –</p><ol class='legislative-list'><li>(a) fly at night.</li></ol>"
    )
    source = f"<html lang='en'><body><main><h1>Kite code</h1>{body}</main></body></html>"
    read = parse(source.encode(), name="x.html", schemes=scheme)
    assert [label for kind in ("measure", "paragraph", "subparagraph") for label in labels(read, kind)] == [
        "KAF1", "KAF1.1", "KAF1.2", "KAF1.3", "KAF1.2(a)", "KAF1.2(b)", "KAF1.3(a)",
    ]  # fmt: skip


def test_a_number_printed_twice_is_one_provision() -> None:
    """A heading that is only the number, and a paragraph that begins with its end, are one paragraph."""
    read = page("<h2>Condition KC1: Logs</h2><h3>KC1.1</h3><p>1.1 Keep a log.</p><h3>KC1.2</h3><p>1.2 Keep it dry.</p>")
    assert outline(read)[1:] == ["measure KC1", "  paragraph KC1.1", "  paragraph KC1.2"]
    assert [node.text for node in walk(read.provisions) if node.kind == "paragraph"] == ["Keep a log.", "Keep it dry."]


def test_a_line_that_names_a_measure_opens_none_where_a_heading_does() -> None:
    """A list of the measures in front of them takes no label from them."""
    read = page(
        "<p>KC1 Logs</p><p>KC2 Poles</p><h2>KC1 Logs</h2><p>KC1.1 Keep a log.</p><h2>KC2 Poles</h2><p>KC2.1 Oil it.</p>"
    )
    assert labels(read, "measure") == ["KC1", "KC2"]
    assert not read.repairs


def test_terms_in_bold_are_definitions() -> None:
    """After words that lead in terms, a bold line is one and what follows its meaning; items are its own."""
    read = page(
        "<h2>1. Meanings</h2><p>1.1 In this code the following words have these meanings –</p>"
        "<p><strong>Club</strong></p><p>A body of flyers which is –</p>"
        "<ol class='legislative-list'><li>(a) a school club, or</li><li>(b) a town club.</li></ol>"
        "<p><strong>Pole</strong></p><p>A stick.</p>"
        "<p><strong>Application</strong></p><p>1.2 Words.</p>"
    )
    assert (
        outline(read)[2:]
        == [
            "  paragraph 1.1",
            "    definition Definition/Club@Section 1",
            "      subparagraph a school club, or",
            "      subparagraph a town club.",
            "    definition Definition/Pole@Section 1",
            "  heading Application",
            "  paragraph 1.2",
        ]
        or outline(read)[-1] == "  paragraph 1.2"
    )


@pytest.mark.parametrize(
    ("numbers", "found", "said"),
    [
        ([1, 2, 3, 4], ["1", "2", "3", "4"], []),
        ([1, 2, 4, 5, 6], ["1", "2", "4", "5", "6"], ["numbering_gap"]),
        ([1, 2, 3, 3, 4, 5], ["1", "2", "3", None, "4", "5"], ["repeated_label"]),
        ([1, 2, 4, 3, 5, 6], ["1", "2", "4", "3", "5", "6"], ["numbering_gap", "numbering_order", "numbering_gap"]),
    ],
)
def test_a_defect_of_the_numbering_costs_a_doubt_at_its_place(
    numbers: list[int], found: list[str | None], said: list[str]
) -> None:
    """A gap, a number printed twice, numbers that step back: the labels of the rest stay."""
    read = plain(
        "Rules of the club\n\n" + "\n\n".join(f"{number}. A member must do thing {number}." for number in numbers)
    )
    assert labels(read, "paragraph") == found
    assert kinds(read) == said


def test_a_list_inside_a_paragraph_is_the_paragraphs() -> None:
    """A list that words lead in begins again at 1 and takes no number from the document."""
    read = plain(
        "Rules\n\n1. A member must pay.\n\n2. A member must:\n\n1. Dig.\n\n2. Weed.\n\n"
        "3. The gate is shut.\n\n4. Water is off.\n"
    )
    assert labels(read, "paragraph") == ["1", "2", "3", "4"]
    assert labels(read, "subparagraph") == ["2(1)", "2(2)"]
    assert not read.repairs


def test_lists_that_each_begin_at_one_are_no_numbering() -> None:
    """Steps under several headings have no labels."""
    steps = "\n\n".join(f"{number}. Do this first." for number in (1, 2, 3))
    read = plain(f"Guide\n\nFirst\n\n{steps}\n\nSecond\n\n{steps}\n\nThird\n\n{steps}\n")
    assert not any(node.label for node in walk(read.provisions))


def test_an_annex_has_a_series_of_its_own() -> None:
    """Numbers that begin again in an annex are cited with it; numbers that go on are not."""
    rules = "\n\n".join(f"{number}. A rule about thing {number}." for number in range(1, 5))
    read = plain(f"Code\n\n{rules}\n\nAnnex A: Fees\n\n{rules}\n")
    assert labels(read, "paragraph") == ["1", "2", "3", "4", *(f"Annex A/{number}" for number in range(1, 5))]
    further = "\n\n".join(f"{number}. A rule about thing {number}." for number in range(5, 9))
    read = plain(f"Code\n\n{rules}\n\nAnnex A: Fees\n\n{further}\n")
    assert labels(read, "paragraph") == [str(number) for number in range(1, 9)]


def test_dotted_numbers_nest_at_any_depth() -> None:
    """2.1.1 is a paragraph of 2.1, whose own words stand in front of it."""
    read = plain("Code\n\n2. Scope\n\n2.1 More words.\n\n2.1.1 Deeper words.\n\n2.1.1.1 Deepest.\n\n2.2 Back.\n")
    assert outline(read)[1:] == [
        "section Section 2",
        "  paragraph 2.1",
        "    paragraph 2.1.1",
        "      paragraph 2.1.1.1",
        "  paragraph 2.2",
    ]


def test_sections_have_numbers_of_any_size_and_letters() -> None:
    """An extract that begins at section 98, and a section inserted later."""
    numbers = ["98", "99", "100", "100A", "101"]
    read = page("".join(f"<h2>{number} Duties of keepers</h2><p>Words.</p>" for number in numbers))
    assert labels(read, "section") == [f"Section {number}" for number in numbers]


def test_subsections_of_an_act_are_labelled() -> None:
    """(1) and (2) right below a section are Section 1(1) and 1(2); their items likewise."""
    read = page(
        "<h2>1. Entering</h2><p>(1) A master must wait.</p><p>(2) Paragraph (1) does not apply to—</p>"
        "<p>(a) a rowing boat, or</p><p>(b) a raft.</p><h2>2. Leaving</h2><p>(1) A master must tell.</p>"
    )
    assert labels(read, "subparagraph") == [
        "Section 1(1)", "Section 1(2)", "Section 1(2)(a)", "Section 1(2)(b)", "Section 2(1)",
    ]  # fmt: skip


def test_schedules_hold_their_parts_and_sections() -> None:
    """Part 1 of a schedule is no part of the Act; sections that begin again are the schedule's."""
    read = page(
        "<h2>Part 1 Kites</h2><h3>1. Flying</h3><p>Words.</p><h3>2. Landing</h3><p>Words.</p>"
        "<h2>Schedule 1 Fees</h2><h3>Part 1 Clubs</h3><h4>1. Amounts</h4><p>Words.</p>"
    )
    assert [node.label for node in walk(read.provisions) if node.label] == [
        "Part 1", "Section 1", "Section 2", "Schedule 1", "Schedule 1/Part 1", "Schedule 1/1",
    ]  # fmt: skip


def test_the_title_of_a_page_is_no_annex() -> None:
    """The one `h1` is the document's title; a section of the same name has the label."""
    source = (
        "<html lang='en'><body><main><h1>Annex B: Rules for lamps</h1><p>Updated 9 June 2031</p><h2>Lighting</h2>"
        "<p>1.1 Light the lamp.</p><h2>Annex B Oil</h2><p>Oil must be clear.</p></main></body></html>"
    )
    read = parse(source.encode(), name="x.html")
    assert labels(read, "section") == ["Annex B"]
    assert next(node for node in walk(read.provisions) if node.label == "Annex B").heading == "Oil"


def test_an_attachments_title_is_no_annex() -> None:
    """A heading above the description of a file to download opens nothing."""
    read = page("<h3>Annex A: kite rules</h3><p>PDF, 700 KB, 40 pages</p><h3>Annex A: kite rules</h3><p>HTML</p>")
    assert labels(read, "section") == []


def test_items_under_a_heading_stand_side_by_side() -> None:
    """The first bullet under a heading is no parent of the others."""
    read = page("<h2>What to bring</h2><ul><li>string</li><li>gloves</li></ul><h2>When</h2><p>In May.</p>")
    assert outline(read)[2:4] == ["subparagraph string", "subparagraph gloves"]


def test_a_telephone_number_is_no_enumerator() -> None:
    """`(007)` and `(495)` in front of figures are the codes of areas."""
    read = page("<ul><li>Telephone:<ul><li>(007) 495 000 0001</li><li>(495) 000 0002</li></ul></li><li>Post</li></ul>")
    assert outline(read)[1:] == [
        "subparagraph Telephone:",
        "  subparagraph (007) 495 000 0001",
        "  subparagraph (495) 000 0002",
        "subparagraph Post",
    ]


@pytest.mark.parametrize(
    ("opened", "found"),
    [
        ('<ol style="list-style-type: lower-alpha">', ["a", "b", "c"]),
        ('<ol style="color:red;list-style: upper-roman inside">', ["I", "II", "III"]),
        ('<ol type="i" reversed>', ["iii", "ii", "i"]),
        ('<ol type="1" reversed start="9">', ["9", "8", "7"]),
        ('<ol type="a" start="3">', ["c", "d", "e"]),
    ],
)
def test_numbers_that_only_markup_prints(opened: str, found: list[str]) -> None:
    """The numbers a browser shows, by style, type, start and direction."""
    items = "<li>one;</li><li>two;</li><li>three.</li></ol>"
    read = page(f"<h3>XYZ C1 Kites</h3><p>XYZ C1.1 The keeper should:</p>{opened}{items}<p>XYZ C1.2 More.</p>")
    assert labels(read, "subparagraph") == [f"XYZ C1.1({number})" for number in found]


def test_a_cell_that_spans_rows_means_the_same_in_each() -> None:
    """What applies to whom is read from its own column, whichever cell spans what."""
    read = page(
        "<h2>3. Index</h2><table>"
        "<tr><th>Area</th><th>Number</th><th>Measure</th><th>Application</th><th>Duties</th></tr>"
        "<tr><td rowspan=2>Boats</td><td>XYZ C1</td><td>Watch</td><td rowspan=2>All services</td>"
        "<td>Section 12</td></tr>"
        "<tr><td>XYZ C2</td><td>Lamps</td><td>Section 13</td></tr></table>"
        "<h3>XYZ C1 Watch</h3><p>XYZ C1.1 One.</p><h3>XYZ C2 Lamps</h3><p>XYZ C2.1 Two.</p>"
    )
    entries = [node for node in walk(read.provisions) if node.kind == "index_entry"]
    assert [(node.label, node.heading, node.application, node.duties) for node in entries] == [
        ("Index/XYZ C1", "Watch", "All services", "Section 12"),
        ("Index/XYZ C2", "Lamps", "All services", "Section 13"),
    ]


def test_a_wrapped_line_opens_nothing() -> None:
    """A line of a text broken at its width is no heading, though it begins with the name of one."""
    read = plain(
        "Code of practice\n1. Introduction\n1.1 This code sets out measures for providers under\n"
        "Schedule 4 to the Act, and those under\nSection 12 of the Act, and in\n"
        "Annex 9 to the statement, and nothing else.\n1.2 It applies.\n"
    )
    assert outline(read)[1:] == ["section Section 1", "  paragraph 1.1", "  paragraph 1.2"]


def test_words_after_a_list_in_plain_text_close_the_paragraph() -> None:
    """A flush line is the paragraph's, not the last item's."""
    read = plain(
        "Code\n\nXYZ A1 Kites\nXYZ A1.1 The keeper should:\na) keep a log; and\nb) ring a bell,\n"
        "unless it is dark.\nXYZ A1.2 More.\n"
    )
    assert outline(read)[-2:] == ["    text unless it is dark.", "  paragraph XYZ A1.2"]


@pytest.mark.skipif(not GQAA.is_dir(), reason="the real conditions are not here")
@pytest.mark.parametrize("scheme", [(), (Scheme("GQAA"),)])
def test_another_regulators_conditions(scheme: tuple[Scheme, ...]) -> None:
    """Both versions, with the obvious entry of a catalogue and without: every condition labelled, terms found."""
    first, second = (parse(path.read_bytes(), name=path.name, schemes=scheme) for path in sorted(GQAA.glob("*.html")))
    assert (len(labels(first, "paragraph")), len(labels(first, "measure")), len(labels(first, "definition"))) == (
        25,
        5,
        5,
    )
    assert (len(labels(second, "paragraph")), len(labels(second, "measure"))) == (48, 6)
    assert not first.repairs
    assert not second.repairs
    assert [(doubt.kind, doubt.at) for doubt in first.structure.doubts] == [("label", "GQAA5")]  # printed GQA5 as well
    assert not second.structure.doubts
    assert {reference.kind for reference in second.references if reference.target.startswith("GQAA")} == {"internal"}


@pytest.mark.skipif(not (REAL / "pdfs").is_dir(), reason="the real Acts are not here")
@pytest.mark.parametrize(("name", "count"), [("Licensing_Act", 201), ("Offensive_Weapons_Act", 71)])
def test_the_sections_of_a_long_act(parsed: Callable[[Path], Expression], name: str, count: int) -> None:
    """All sections, each once and in order, whatever their Acts insert in others."""
    read = parsed(next((REAL / "pdfs").glob(f"{name}*.pdf")))
    sections = [label for label in labels(read, "section") if label and label.startswith("Section ")]
    assert sections == [f"Section {number}" for number in range(1, count + 1)]


@pytest.mark.skipif(not (REAL / "pdfs").is_dir(), reason="the real minutes are not here")
def test_the_paragraphs_of_minutes(parsed: Callable[[Path], Expression]) -> None:
    """Thirty-four numbered paragraphs under headings without numbers."""
    read = parsed(next((REAL / "pdfs").glob("s1010*.pdf")))
    assert labels(read, "paragraph") == [str(number) for number in range(1, 35)]


def test_a_number_after_a_paragraph_that_a_heading_goes_on_from_stands_in_it() -> None:
    """1.1 is a paragraph, 1.1.1 and 1.1.2 are headings: both belong to it; 1.2 does not."""
    read = page(
        "<h2>1 Kites</h2><p>1.1 Fly them.</p><h3>1.1.1 Light</h3><p>Paper.</p><h3>1.1.2 Heavy</h3><p>Cloth.</p>"
        "<p>1.2 Land them.</p>"
    )
    assert [line for line in outline(read) if line.strip().split()[1][0].isdigit() or "Section" in line] == [
        "section Section 1",
        "  paragraph 1.1",
        "    subsection 1.1.1",
        "    subsection 1.1.2",
        "  paragraph 1.2",
    ]
    assert [doubt.kind for doubt in read.structure.doubts] == []


def test_a_list_that_looks_like_the_numbering_takes_no_label_from_it() -> None:
    """The paragraphs count 1 to 6; 3 and 4 in a list before them have words and no label, and it is said."""
    numbers = "".join(f"<p>{n}. Kite {n} flies.</p>" for n in range(1, 7))
    read = page(f"<p>3. Red is third.</p><p>4. Blue is fourth.</p><h2>Notes</h2>{numbers}")
    found = [(node.label, node.text) for node in walk(read.provisions) if node.kind == "paragraph"]
    assert found[:2] == [(None, "Red is third."), (None, "Blue is fourth.")]
    assert found[2:] == [(str(n), f"Kite {n} flies.") for n in range(1, 7)]
    assert [doubt.kind for doubt in read.structure.doubts] == ["duplicate", "duplicate"]


def test_a_paragraph_that_begins_with_a_figure_is_numbered_and_a_decimal_is_no_number() -> None:
    """`2. 4 kites …` is paragraph 2; `0.8 metres` begins a sentence."""
    read = page(
        "<p>1. Kites fly.</p><p>2. 4 kites fly best.</p><p>3. Land them.</p><p>4. Rest.</p><p>0.8 (a mean).</p>"
    )
    assert labels(read, "paragraph") == ["1", "2", "3", "4"]
    assert not read.structure.doubts


def test_a_line_broken_in_mid_sentence_is_one_text() -> None:
    """A line break after `closes at` parts no sentence; the lines of an address stay lines."""
    read = page("<p>The fair closes at<br>5pm on Monday.</p><p>Kite House<br>London</p>")
    assert "text The fair closes at\n5pm on Monday." in outline(read)
    assert {"text Kite House", "text London"} <= set(outline(read))


def test_a_bold_paragraph_is_not_run_together_with_the_next() -> None:
    """`In this section`, bold or not, and the paragraph behind it are two texts."""
    read = page(
        "<p><b>Kites that count under</b></p><p>The fair opens.</p><p>Kites in this section</p><p>They fly.</p>"
    )
    assert {"text Kites that count under", "text The fair opens.", "text Kites in this section"} <= set(outline(read))


def test_items_without_words_and_items_in_one_line_keep_their_numbers() -> None:
    """`c.` alone is an item; `(i) Red Fund (ii) Blue Fund (iii) …` are three."""
    read = page(
        "<h2>1 Kites</h2><p>a. red</p><p>b. blue</p><p>c.</p><p>d. green</p>"
        "<h2>2 Funds</h2><p>These count:</p><p>(i) Red Kite Fund (ii) Blue Kite Fund (iii) Green Kite Fund</p>"
    )
    assert {"Section 1(c)", "Section 1(d)", "Section 2(ii)", "Section 2(iii)"} <= {
        n.label for n in walk(read.provisions)
    }
    assert not read.structure.doubts


def test_a_heading_that_prints_two_numbers_is_read_and_doubted() -> None:
    """`Condition KIT2: Condition KITE2` is KITE2, and the misprint is said."""
    read = page(
        "<h2>Condition KITE1: Flying</h2><p>KITE1.1 Fly.</p><p>KITE1.2 Look up.</p>"
        "<h2>Condition KIT2: Condition KITE2 Landing</h2><p>KITE2.1 Land.</p>"
    )
    assert labels(read, "measure") == ["KITE1", "KITE2"]
    assert [(doubt.kind, doubt.at) for doubt in read.structure.doubts] == [("label", "KITE2")]


def test_a_log_of_changes_that_quotes_numbers_is_one_doubt() -> None:
    """Numbers of another text, few of each series, are said once and not at each gap."""
    read = page(
        "<h2>Chapter 2: Kites</h2><p>2.50 Fly high.</p><h2>Chapter 6: Tails</h2><p>6.70 Tie bows.</p><p>6.90 Cut.</p>"
        "<h2>Chapter 8: Strings</h2><p>8.34 Wind up.</p>"
    )
    assert [doubt.kind for doubt in read.structure.doubts] == ["gap"]


def test_numbers_that_begin_with_letters_are_the_documents_own() -> None:
    """A1a.1, A1a.2, A1a.3 in an annex that is a page of its own are paragraphs; one such figure alone is none."""
    read = page("<p>A1a.1 Fly.</p><h2>Tails</h2><p>A1a.2 Tie bows.</p><p>A1a.3 Cut.</p><p>B2b.1 is a kite.</p>")
    assert labels(read, "paragraph") == ["A1a.1", "A1a.2", "A1a.3"]


def test_lists_under_several_headings_are_no_numbering_together() -> None:
    """1, 2 under one heading and 1, 2, 3 under the next give no paragraph 1, 2 and 3 made of both."""
    read = page(
        "<h2>Kites:</h2><p>1. Fly.</p><p>2. Land.</p><p>1. Rest.</p>"
        "<h2>Tails:</h2><p>1. Tie.</p><p>2. Cut.</p><p>3. Dye.</p>"
    )
    assert labels(read, "paragraph") == []


def test_a_section_whose_title_stands_close_to_its_number() -> None:
    """`2.Tails` is Section 2, `2.5 metres` is none."""
    read = page("<h2>1. Kites</h2><p>Fly.</p><h2>2.Tails</h2><p>Tie.</p><h2>3. Strings</h2><p>Wind.</p>")
    assert labels(read, "section") == ["Section 1", "Section 2", "Section 3"]


def test_a_list_that_markup_counts_and_words_number_has_the_printed_numbers() -> None:
    """`<li>(a) red</li><li>(b) blue</li>` in a plain list are (a) and (b); one item that holds (a) and (b) is 1."""
    read = page(
        "<h2>1 Kites</h2><p>They are:</p><ol><li>(a) red, or</li><li>(b) blue.</li></ol>"
        "<h2>2 Tails</h2><p>They are:</p><ol><li>(a) red; (b) blue; and</li><li>green.</li></ol>"
    )
    found = {node.label for node in walk(read.provisions)}
    assert {"Section 1(a)", "Section 1(b)", "Section 2(1)", "Section 2(2)"} <= found
    assert "Section 2(a)" not in found


def test_a_number_inserted_with_a_small_letter_is_one() -> None:
    """`4a` behind 4 is a section and `4a.1` its paragraph; alone among 4.1, 4.2 it is a paragraph all the same."""
    read = page("<h2>4. Kites</h2><p>4.1 Fly.</p><h2>4a. Tails</h2><p>4a.1 Tie.</p><h2>5. Strings</h2><p>5.1 Wind.</p>")
    assert labels(read, "section") == ["Section 4", "Section 4a", "Section 5"]
    assert labels(read, "paragraph") == ["4.1", "4a.1", "5.1"]
    assert not read.structure.doubts
    alone = page("<h2>4. Kites</h2><p>4.1 Fly.</p><p>4a.1 Tie.</p><p>4.2 Land.</p>")
    assert labels(alone, "paragraph") == ["4.1", "4a.1", "4.2"]


def test_regulations_count_on_through_parts() -> None:
    """Regulations 1 and 2 of Part 1 are numbered like 3, 4 and 5 of Part 2, however few stand in one part."""
    lines = [
        "PART 1", "General", "1.—(1) These are rules.", "(2) They hold.", "2. A kite flies.",
        "PART 2", "Duties", "3.—(1) Tie it.", "(2) Cut it.", "4. Wind it.", "5. Land it.",
    ]  # fmt: skip
    read = parse("\n\n".join(["The Kites Regulations 2031", *lines]).encode(), name="rules.txt")
    assert {"1", "1(1)", "1(2)", "2", "3", "3(2)", "4", "5"} <= {node.label for node in walk(read.provisions)}
    assert not read.structure.doubts


def test_letters_that_run_on_in_one_paragraph_are_items() -> None:
    """`a. one b. two c. three` set as one paragraph are three items; two letters alone may be words."""
    read = page("<h2>1 Kites</h2><p>1.1 You may ask:</p><p>a. to see a kite b. to fly one c. to keep it</p>")
    assert [node.text for node in walk(read.provisions) if node.kind == "subparagraph"] == [
        "to see a kite",
        "to fly one",
        "to keep it",
    ]
    assert "1.1(c)" in {node.label for node in walk(read.provisions)}


def test_a_salutation_is_a_line_of_its_own() -> None:
    """`Dear Minister,` is not torn from its line end: the paragraph after it is another."""
    read = page(
        "<h2>Template</h2><p>Dear Sam Lantern MP,</p><p>I ask for kites.</p><p>Yours sincerely,</p><p>Jo Pole</p>"
    )
    texts = [node.text for node in walk(read.provisions) if node.kind == "text"]
    assert texts == ["Dear Sam Lantern MP,", "I ask for kites.", "Yours sincerely,", "Jo Pole"]


def test_a_prefix_that_names_its_subject_in_brackets_is_one() -> None:
    """`Condition KIT(Tails, Poles and String)2` with 2.1 below it; its citations are read, another text's are not."""
    subject = "KIT(Tails, Poles and String)"
    read = page(
        f"<h2>Condition {subject}1: flying</h2><h3>{subject}1.1</h3><p>1.1 A club must –</p><p>(a) fly, and</p>"
        f"<p>(b) land.</p><h2>Condition {subject}2: tails</h2><h3>{subject}2.1</h3>"
        f"<p>2.1 Follow {subject}1.1(b), paragraph 10 of the Tail Rules.</p>"
        f"<h3>{subject}2.2</h3><p>2.2 A tail must be red.</p>"
    )
    assert labels(read, "measure") == [f"{subject}1", f"{subject}2"]
    assert labels(read, "paragraph") == [f"{subject}1.1", f"{subject}2.1", f"{subject}2.2"]
    assert [each.target for each in read.references] == [f"{subject}1.1(b)"]
    assert not read.structure.doubts


def test_a_word_is_a_prefix_where_measures_with_titles_have_it() -> None:
    """`Condition Kites1`, `Kites1.1`: as capitals are; `Covid19` in front of a sentence is none."""
    read = page(
        "<h2>Condition Kites1 Flying</h2><h3>Kites1.1</h3><p>1.1 Fly.</p><h3>Kites1.2</h3><p>1.2 Land.</p>"
        "<h2>Condition Kites2 Tails</h2><h3>Kites2.1</h3><p>2.1 Tie.</p><p>Covid19 is no kite.</p>"
    )
    assert labels(read, "measure") == ["Kites1", "Kites2"]
    assert labels(read, "paragraph") == ["Kites1.1", "Kites1.2", "Kites2.1"]


def test_a_paragraph_inserted_with_a_small_letter_and_a_bracket() -> None:
    """`8.2a)` behind 8.2 is a paragraph, `8.3..` is 8.3; `1.5m kites` is none."""
    read = page(
        "<h2>8 Kites</h2><p>8.1 Fly.</p><p>8.2 Land.</p><p>8.2a) Rest.</p><p>8.3.. Tie.</p><p>1.5m kites fly.</p>"
    )
    assert labels(read, "paragraph") == ["8.1", "8.2", "8.2a", "8.3"]
    assert not read.structure.doubts


def test_numbers_set_close_to_their_words_are_numbers() -> None:
    """`1.The`, `2.(a) The` and `3.A` are paragraphs where they count on; `4.5 metres` and `e.g.` are none."""
    read = page(
        "<p>1.The kite flies.</p><p>2.(a) A string holds it.</p><p>(b) It is of flax.</p>"
        "<p>3.A tail steadies it.</p><p>4.5 metres is its length.</p><p>4.Nobody flies two.</p>"
    )
    assert labels(read, "paragraph") == ["1", "2", "3", "4"]
    assert labels(read, "subparagraph") == ["2(a)", "2(b)"]


def test_a_heading_that_is_a_sentence_is_one_as_the_heading_before_it_is() -> None:
    """`1.2 The tail is long.` set as `1.1 Strings` is set is a heading too; below no such heading it is a paragraph."""
    headed = page(
        "<h2>1. Kites</h2><h3>1.1 Strings</h3><p>Of flax.</p><h3>1.2 The tail is as long as the string.</h3><p>So.</p>"
    )
    assert labels(headed, "subsection") == ["1.1", "1.2"]
    assert labels(headed, "paragraph") == []
    sentences = page("<h2>1. Kites</h2><h3>1.1 The string is of flax.</h3><h3>1.2 The tail is long.</h3>")
    assert labels(sentences, "paragraph") == ["1.1", "1.2"]


def test_names_that_look_like_numbers_are_no_numbering() -> None:
    """Strains B.1.620, B.1.629, B.1.619 do not count on: none is a label. A1a.1, A1a.2 and A1a.4 are."""
    names = page("<p>B.1.620 Grey.</p><p>B.1.629 Red.</p><p>B.1.619 Blue.</p>")
    assert labels(names, "paragraph") == []
    assert not names.structure.doubts
    numbers = page("<p>A1a.1 Kites fly.</p><p>A1a.2 Strings hold.</p><p>A1a.4 Tails steady.</p>")
    assert labels(numbers, "paragraph") == ["A1a.1", "A1a.2", "A1a.4"]


def test_an_annex_of_one_or_two_paragraphs_is_numbered_as_the_others_are() -> None:
    """`1.` of a short schedule has a label where paragraphs before it, or of other schedules, are set so."""
    main = "<p>1. Kites fly.</p><p>2. Strings hold.</p><p>3. Tails steady.</p>"
    short = "<h2>Schedule 1</h2><p>1. Red kites.</p><h2>Schedule 2</h2><p>1. Blue ones.</p><p>2. Green ones.</p>"
    found = labels(page(main + short), "paragraph")
    assert found == ["1", "2", "3", "Schedule 1/1", "Schedule 2/1", "Schedule 2/2"]
    assert labels(page(short), "paragraph") == ["Schedule 1/1", "Schedule 2/1", "Schedule 2/2"]
    assert labels(page("<h2>Schedule 1</h2><p>1. Red kites.</p>"), "paragraph") == []


def test_a_year_may_begin_the_title_of_a_section() -> None:
    """`2. 2022 to 2023 flights` counts on between its neighbours; `12. 2022` alone is no section."""
    counted = page(
        "<h2>1. Kites</h2><p>Fly.</p><h2>2. 2022 to 2023 flights</h2><p>Two.</p><h2>3. Strings</h2><p>Hold.</p>"
    )
    assert labels(counted, "section") == ["Section 1", "Section 2", "Section 3"]
    assert labels(page("<h2>12. 2022 in short</h2><p>Two.</p>"), "section") == []


def test_sections_may_have_letters() -> None:
    """`Section A: Kites`, `Section B: Strings` are sections, `B1 – Flax` stands in B; a letter printed again none."""
    made = page(
        "<h2>Section A: Kites</h2><p>See section B1.</p><h2>Section B – Strings</h2><h3>B1 – Flax</h3><p>Of flax.</p>"
        "<h2>Annex C: Tails</h2><p>Long.</p>"
    )
    assert labels(made, "section") == ["Section A", "Section B", "Annex C"]
    assert labels(made, "subsection") == ["Section B/B1"]
    assert [(each.source, each.target) for each in made.references] == [("Section A", "Section B/B1")]
    papers = page("<h3>Section A</h3><p>Two.</p><h3>Section B</h3><p>One.</p><h3>Section A</h3><p>Three.</p>")
    assert labels(papers, "section") == []


def test_notes_of_a_table_are_no_subsections() -> None:
    """`(a)` and `(b)` below a table whose cells print them are its notes; `(a)` not printed there is the section’s."""
    table = "<table><tr><th>Kite {}</th><th>Tail {}</th></tr><tr><td>Red</td><td>Long</td></tr></table>"
    notes = "<p>(a) Flown.</p><p>(b) Measured.</p>"
    marked = page(f"<h2>1. Kites</h2>{table.format('(a)', '(b)')}{notes}<h2>2. Strings</h2><p>Flax.</p>")
    assert labels(marked, "subparagraph") == [None, None]
    assert not marked.structure.doubts
    plain = page(f"<h2>1. Kites</h2>{table.format('', '')}{notes}<h2>2. Strings</h2><p>Flax.</p>")
    assert labels(plain, "subparagraph") == ["Section 1(a)", "Section 1(b)"]


def test_two_asterisks_before_a_sentence_are_the_mark_of_a_note() -> None:
    """`**Measured dry.` is a note on what has the same mark, tied to it, and no bold line."""
    made = page("<h2>1. Kites</h2><p>Red kites** fly.</p><p>**Measured dry.</p>")
    assert kinds(made) == []
    assert [(note.num, note.text) for note in made.footnotes] == [("**", "Measured dry.")]


def test_lines_that_print_a_bullet_are_items() -> None:
    """`• a kite` in a paragraph or behind a break is an item of the words before it; a cell keeps what it prints."""
    made = page("<p>You need:</p><p>• a kite</p><p>• a string</p><p>Also:<br>• a tail</p>")
    assert outline(made)[1:] == [
        "text You need:",
        "  subparagraph a kite",
        "  subparagraph a string",
        "text Also:",
        "  subparagraph a tail",
    ]
    cells = page("<table><tr><th>Kite</th><th>Tail</th></tr><tr><td>Red</td><td>• long<br>• thin</td></tr></table>")
    assert "    text • long\n• thin" in outline(cells)


def test_an_item_that_is_cited_begins_none() -> None:
    """`under 1.4 ii) a) above that it flies` goes on in its sentence."""
    made = page("<p>1. A paper under 1.4 ii) a) above that it flies.</p><p>2. Strings.</p><p>3. Tails.</p>")
    assert labels(made, "subparagraph") == []


def test_sections_of_an_annex_stay_in_it() -> None:
    """Sections that begin anew in an annex are the annex's, those beyond the last number of the document too."""
    main = "<h2>1. Kites</h2><p>Fly.</p><h2>2. Strings</h2><p>Hold.</p>"
    annex = "<h2>Annex A</h2>" + "".join(f"<h3>{n}. Box</h3><p>Fill in.</p>" for n in (1, 2, 3, 4))
    assert labels(page(main + annex), "subsection") == [f"Annex A/{n}" for n in (1, 2, 3, 4)]
    assert labels(page("<p>Kites.</p>" + annex), "subsection") == [f"Annex A/{n}" for n in (1, 2, 3, 4)]


def test_recitals_are_lines_of_their_own() -> None:
    """`The Committee,` `Having regard to the Agreement,` `Whereas:` end in commas and are three."""
    made = page("<p>The Kite Committee,</p><p>Having regard to the Agreement,</p><p>Whereas:</p><p>1. Kites fly.</p>")
    assert [node.text for node in walk(made.provisions) if node.kind == "text"] == [
        "The Kite Committee,",
        "Having regard to the Agreement,",
        "Whereas:",
    ]


def test_items_need_no_space_before_their_words() -> None:
    """`1.A kite` below words that lead it in, `(b)….` that leaves words out, `(a) 2017 - 12 kites`: all are items."""
    made = page(
        "<h2>1. Kites</h2><h3>1.1 Red</h3><p>For example:</p><p>1.A kite could fly.</p><p>2.If a string holds it.</p>"
        "<h3>1.2 Counts</h3><p>They flew:</p><ul><li>(a) 2017 - 2,014 red,</li><li>(b)….,</li><li>(c) rest.</li></ul>"
    )
    assert labels(made, "subparagraph") == ["1.1(1)", "1.1(2)", "1.2(a)", "1.2(b)", "1.2(c)"]


def test_headings_that_name_another_bodys_conditions_are_no_measures() -> None:
    """`Condition A5` over paragraphs 1, 2, 3 of a notice that quotes A5.1 in its annex names what it speaks of."""
    notice = "".join(
        f"<h3>Condition A{n}</h3><p>{2 * n - 1}. It was not kept.</p><p>{2 * n}. It is now.</p>" for n in (1, 2, 3)
    )
    annex = "<h2>Annex A</h2><p>1. They say:</p><p>“A1.1 Kites fly.</p><p>A1.2 Strings hold.”</p><p>A2.1 Tails.</p>"
    made = page(notice + annex)
    assert labels(made, "measure") == []
    assert labels(made, "paragraph")[:6] == ["1", "2", "3", "4", "5", "6"]
    own = "".join(f"<h3>Condition A{n}</h3><p>A{n}.1 Kites fly.</p><p>A{n}.2 Strings hold.</p>" for n in (1, 2))
    assert labels(page(own), "measure") == ["A1", "A2"]


def test_a_quoted_list_goes_on_behind_its_letters() -> None:
    """`1.`, `a.`, `b.`, `2.`, `3.` led in by words are one list, and no numbering with other lists further down."""
    quoted = "<p>The Act says:</p><p>1. Kites fly.</p><p>a. red;</p><p>b. blue.</p><p>2. Strings.</p><p>3. Tails.</p>"
    other = "<p>So be it.</p><p>They are:</p>" + "".join(f"<p>{n}. A rule of kites.</p>" for n in range(1, 6))
    assert labels(page(quoted + other), "paragraph") == []


def test_a_heading_that_begins_with_a_figure_is_no_section() -> None:
    """`7 to 14 days before` goes on in small letters behind a bare number: no section 7."""
    made = page(
        "<h3>Over 14 days before</h3><p>All.</p><h3>7 to 14 days before</h3><p>Half.</p><h3>Later</h3><p>None.</p>"
    )
    assert labels(made, "section") == []


def test_an_item_of_a_list_is_no_signature() -> None:
    """`signature` in a list of what to send is an item like the others, and the lists after it are lists."""
    read = page(
        "<p>Send:</p><ul><li>date</li><li>signature</li><li>proof</li></ul><p>Two files:</p><ul><li>one</li></ul>"
    )
    assert [node.text for node in walk(read.provisions) if node.kind == "subparagraph"] == [
        "date", "signature", "proof", "one",
    ]  # fmt: skip


def test_a_word_between_two_blocks_is_a_line_of_its_own() -> None:
    """`or` between two addresses goes on with neither; a line that ends in `or` goes on."""
    read = page("<p>Kite Office</p><p>or</p><p>Pole House</p>")
    assert [node.text for node in walk(read.provisions) if node.text] == ["Kite Office", "or", "Pole House"]


def test_headings_that_begin_anew_in_each_chapter_are_the_chapters() -> None:
    """Questions numbered from 1 in each chapter have the chapter's label; twice in one chapter none, and it is said."""
    one = "<h3>1. Who flies?</h3><p>You.</p><h3>2. Who lands?</h3><p>We.</p>"
    read = page(f"<h2>Chapter 1: Kites</h2>{one}<h2>Chapter 2: Poles</h2>{one}")
    assert labels(read, "section") == [
        "Chapter 1",
        "Chapter 1/1",
        "Chapter 1/2",
        "Chapter 2",
        "Chapter 2/1",
        "Chapter 2/2",
    ]
    assert not read.structure.doubts
    below = one.replace("h3", "h4")
    twice = page(f"<h2>Chapter 1: Kites</h2><h3>Day</h3>{below}<h3>Night</h3>{below}")
    assert labels(twice, "section") == ["Chapter 1", None, None, None, None]
    assert "duplicate" in [doubt.kind for doubt in twice.structure.doubts]


def test_a_list_of_headings_inside_a_section_is_no_sections() -> None:
    """Points numbered from 1 below a section take no label from the sections that follow it."""
    points = "<h4>1. Clear</h4><p>Words.</p><h4>2. Short</h4><p>Words.</p><h4>3. True</h4><p>Words.</p>"
    read = page(
        f"<h2>Section 1: Text</h2><p>Words.</p>{points}<h2>Section 2: Print</h2><p>Words.</p>{points}"
        "<h2>Section 3: Post</h2><p>Words.</p>"
    )
    assert [label for label in labels(read, "section") if label] == ["Section 1", "Section 2", "Section 3"]
    assert labels(read, "subsection") == [f"Section {n}/{m}" for n in (1, 2) for m in (1, 2, 3)]


def test_sections_beside_which_a_list_of_headings_begins_at_one_keep_their_labels() -> None:
    """The longer list is the document's numbering; the short one behind it loses its labels, which is said."""
    sections = "".join(f"<h2>{number}. Rule</h2><p>Words.</p>" for number in range(1, 6))
    read = page(f"{sections}<h2>Help</h2><p>Words.</p><h2>1. Call</h2><p>Words.</p><h2>2. Write</h2><p>Words.</p>")
    assert labels(read, "section") == [*(f"Section {number}" for number in range(1, 6)), None, None]
    assert [doubt.kind for doubt in read.structure.doubts].count("duplicate") == 1


def test_a_colon_may_part_a_number_from_its_title() -> None:
    """`1.1: Flying` is a numbered heading of Section 1."""
    read = page("<h2>Section 1: Kites</h2><h2>1.1: Flying</h2><p>Words.</p><h2>1.2: Landing</h2><p>Words.</p>")
    assert outline(read)[1:5] == ["section Section 1", "  subsection 1.1", "    text Words.", "  subsection 1.2"]


def test_sections_may_have_roman_numbers() -> None:
    """Headings I), II), III) of one level are sections, which hold the paragraphs that count on through them."""
    body = "".join(
        f"<h2>{number}) Kites</h2><p>{at}. Fly.</p><p>{at + 1}. Land.</p>"
        for number, at in (("I", 1), ("II", 3), ("III", 5))
    )
    assert labels(page(body), "section") == ["Section I", "Section II", "Section III"]
    assert labels(page(body), "paragraph") == ["1", "2", "3", "4", "5", "6"]
    assert labels(page("<h2>I. Kites</h2><p>Words.</p><h2>X. Poles</h2><p>Words.</p>"), "section") == []


@pytest.mark.parametrize("stop", [".", ")"])
def test_one_list_in_a_longer_text_is_no_numbering_of_it(stop: str) -> None:
    """Ten items under one heading of many are a list, also in an annex; the list alone is a numbering."""
    items = "".join(f"<li>{number}{stop} Keep the kite dry.</li>" for number in range(1, 11))
    other = "<h2>More</h2>" + "<p>Kites fly.</p>" * 11
    assert labels(page(f"{other}<h2>Rules</h2><ol class='legislative-list'>{items}</ol>"), "paragraph") == []
    assert (
        labels(
            page(f"<h2>Annex A: Rules</h2><p>We have:</p><ol class='legislative-list'>{items}</ol>{other}"), "paragraph"
        )
        == []
    )
    alone = page(f"<h2>Rules</h2><ol class='legislative-list'>{items}</ol>")
    assert labels(alone, "paragraph") == [str(number) for number in range(1, 11)]


def test_names_that_begin_with_a_high_number_are_no_numbering() -> None:
    """AY.33, AY.34 and AY.43 are names: a numbering begins with one of its first numbers."""
    read = page("<p>AY.33</p><p>AY.34</p><p>AY.43</p>")
    assert labels(read, "paragraph") == []


def test_codes_whose_letters_do_not_count_on_are_no_sections() -> None:
    """20C and 21V name two forms; 12, 12A and 13 are sections."""
    read = page("<h2>20C: Letters</h2><p>Words.</p><h2>21V: Parcels</h2><p>Words.</p>")
    assert labels(read, "section") == []
    read = page("<h2>12 Letters</h2><p>Words.</p><h2>12A Parcels</h2><p>Words.</p><h2>13 Cards</h2><p>Words.</p>")
    assert labels(read, "section") == ["Section 12", "Section 12A", "Section 13"]


def test_words_between_two_lists_of_bullets_stand_beside_them() -> None:
    """A sentence behind a list and the words that lead in the next are the paragraph's, not the last item's.

    What the words lead in stands under them, as below words that lead in a list without a number before them.
    """
    first, second = "<ul><li>rope</li><li>pole</li></ul>", "<ul><li>day</li><li>hour</li></ul>"
    read = page(f"<h2>1. Kites</h2><p>1.1 You need:</p>{first}<p>Keep it dry.</p><p>Write down the:</p>{second}")
    assert outline(read)[2:] == [
        "  paragraph 1.1", "    subparagraph rope", "    subparagraph pole", "    text Keep it dry.",
        "    text Write down the:", "      subparagraph day", "      subparagraph hour",
    ]  # fmt: skip
    numbered = page(
        "<h2>1. Kites</h2><p>1.1 You need:</p><ol><li>(a) rope</li></ol><p>Write down:</p><ol><li>(b) day</li></ol>"
    )
    assert labels(numbered, "subparagraph") == ["1.1(a)", "1.1(b)"]
    inside = page(
        f"<h2>1. Kites</h2><p>1.1 You need:</p><ul><li>rope<p>Keep it dry.</p></li><li>pole</li></ul><p>{second}</p>"
    )
    assert outline(inside)[2:5] == ["  paragraph 1.1", "    subparagraph rope", "      text Keep it dry."]


def test_a_paragraph_of_an_item_stands_in_it() -> None:
    """A list of titles, each with a line about it: the line stands in its item, the last one's too."""
    read = page("<p>Parts:</p><ul><li>Kites<p>All fly.</p></li><li>Poles<p>All stand.</p></li></ul>")
    assert outline(read)[1:] == [
        "text Parts:", "  subparagraph Kites", "    text All fly.", "  subparagraph Poles", "    text All stand.",
    ]  # fmt: skip


def test_a_heading_set_too_deep_is_in_no_list_of_another_section() -> None:
    """`9. Fees`, set like the steps of section 2 by mistake, makes neither list of steps the document's sections."""
    steps = "<h4>1. Needs</h4><p>Ask.</p><h4>2. Outcomes</h4><p>Look.</p><h4>3. Trust</h4><p>Wait.</p>"
    sections = [f"<h3>{number}. Duty number {number}</h3><p>Words.</p>" for number in range(1, 9)]
    twice = f"{steps}<h4>Again</h4>{steps}".join((sections[0] + sections[1], "".join(sections[2:])))
    read = page(f"{twice}<h4>9. Fees</h4><p>Words.</p><h3>10. Ends</h3><p>Words.</p>")
    found = [(node.num, node.label) for node in walk(read.provisions) if node.heading in ("Needs", "Outcomes", "Trust")]
    assert found == [("1", None), ("2", None), ("3", None)] * 2
    assert labels(read, "section")[:9] == [f"Section {number}" for number in range(1, 10)]


def test_a_number_without_a_space_before_its_words_is_one_where_its_neighbour_counts() -> None:
    """`(b)the` beside `(a) …` is item (b); `(s)he` and `(re)sale` open no item."""
    read = plain(
        "Rules\n\n1.1 A keeper must—\n\n(a) clean it;\n\n(b)trim the wick; and\n\n(c)fill it.\n\n1.2 It ends.\n"
    )
    assert labels(read, "subparagraph") == ["1.1(a)", "1.1(b)", "1.1(c)"]
    assert [node.text for node in walk(read.provisions) if node.label == "1.1(b)"] == ["trim the wick; and"]
    other = plain("Rules\n\n1.1 A keeper must wait.\n\n(s)he may go.\n\n(re)sale is not allowed.\n\n1.2 It ends.\n")
    assert not labels(other, "subparagraph")


def test_one_dotted_number_among_plain_ones_is_quoted() -> None:
    """An answer quotes clause 7.1.1 of a standard: no paragraph of the document, and the answer goes on."""
    read = plain(
        "Answers on kites\n\n1. May we fly?\n\nYes.\n\n2. May we land?\n\nThe standard says:\n\n"
        "7.1.1 The flyer shall land.\n\nSo you may.\n\n3. May we wait?\n\nNo.\n\n4. May we go?\n\nYes.\n"
    )
    assert labels(read, "paragraph") == ["1", "2", "3", "4"]


def test_the_only_paragraph_of_a_schedule_is_numbered_as_those_of_the_other_schedules_are() -> None:
    """Schedule 1 has one paragraph, `1 This`, set like the four of Schedule 2: it is Schedule 1/1."""
    several = "".join(f"<p>{number} Fly the kite.</p>" for number in range(1, 5))
    read = page(f"<h2>Schedule 1: Colours</h2><p>1 This is the table.</p><h2>Schedule 2: Flying</h2>{several}")
    assert labels(read, "paragraph") == ["Schedule 1/1", *(f"Schedule 2/{number}" for number in range(1, 5))]
    alone = page("<h2>Schedule 1: Colours</h2><p>1 This is the table.</p>")
    assert labels(alone, "paragraph") == []


@pytest.mark.parametrize("title", ["<p>2. Scope</p>", "<p>2 Scope</p>", "<p><b>2. Scope</b></p>", "<h2>2. Scope</h2>"])
def test_a_number_and_a_title_above_its_first_paragraph_are_a_section(title: str) -> None:
    """The next paragraph is 2.1: the line is the heading of section 2 however it is set."""
    read = page(f"<h2>1. Start</h2><p>1.1 It is May.</p>{title}<p>2.1 A keeper must wait.</p><p>2.2 It ends.</p>")
    assert labels(read, "section") == ["Section 1", "Section 2"]
    assert [node.label for node in read.provisions[-1].children] == ["2.1", "2.2"]


def test_a_sentence_above_a_dotted_number_is_no_heading() -> None:
    """`2. A keeper must wait.` has the words of a paragraph, and a full stop."""
    read = plain(
        "Rules\n\n1. A keeper must wait.\n\n1.1 In May.\n\n2. A keeper must go.\n\n2.1 In June.\n\n3. It ends.\n"
    )
    assert not labels(read, "section")


def test_sections_may_count_from_nought() -> None:
    """0.1, 0.2, 0.3 that count on are numbers like any others; `0.5 metres` in the text is none."""
    read = page("<h2>0.1 Aim</h2><p>Fly.</p><h2>0.2 Use</h2><p>All.</p><h2>0.3 Words</h2><p>0.5 metres are few.</p>")
    assert labels(read, "subsection") == ["0.1", "0.2", "0.3"]
    assert labels(read, "paragraph") == []
    assert not read.structure.doubts
    paragraphs = page("<h2>0. Aim</h2><p>0.1 Fly.</p><p>0.2 Land.</p><p>0.3 Fold.</p><h2>1. Use</h2><p>1.1 Wait.</p>")
    assert labels(paragraphs, "paragraph") == ["0.1", "0.2", "0.3", "1.1"]
