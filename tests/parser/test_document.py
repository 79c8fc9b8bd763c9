"""The whole parser on documents in our own words and on the real ones beside the project."""

import gc
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.as_json import from_json, to_json
from corpus.citation import label_key
from corpus.errors import UnreadableInput
from corpus.provision import Mark, Provision, find, walk
from corpus.text import fold
from corpus.work import Expression, Scheme
from parser.document import interpret, parse
from parser.readers.blocks import Block, Reading
from parser.readers.text.markdown import read_text
from parser.version import PARSER_VERSION

SHARED = Path(__file__).resolve().parents[2] / "../shared"
PAGES = SHARED / "replica/site/www.gov.uk/government/publications"

CODE = """\
Code of Practice on Widget Safety

Issued: 3 March 2027

In force: 1 April 2027

Contents

1 Introduction ..... 2

4 Recommended measures ..... 3

1 Introduction

1.1 This Code is made under the Widget Act 2026 (“the Act”).[footnote 1]

4 Recommended measures

B Registers

XYZ 3-B Keeping a register

Application

| XYZ 3-B.1 | This applies if: a) it is: i) sold: A) here: 1) monthly: aa) by day; bb) by week; B) there; ii) given. |

Recommendation

XYZ 3-B.2 The maker should keep a register (see XYZ 3-B.1(a) and section 4(1) of the Act).

-
The Act says more. ↩
"""


def shape(nodes: tuple[Provision, ...], depth: int = 0) -> list[tuple[Any, ...]]:
    """Labels, nesting and text apart from typography."""
    found: list[tuple[Any, ...]] = []
    for node in nodes:
        found.append(
            (depth, node.kind, node.label, node.num, fold(node.heading or ""), fold(node.text), len(node.marks))
        )
        found += shape(node.children, depth + 1)
    return found


def body(expression: Expression) -> list[Any]:
    """Everything from the first section on, what is inserted and the footnotes; covers differ by medium."""
    found = shape(expression.provisions)
    start = next(index for index, entry in enumerate(found) if entry[1] == "section")
    effects = [(e.instruction, e.type, e.label, e.position, e.anchor, shape(e.content)) for e in expression.effects]
    return [*found[start:], *effects, *((note.num, fold(note.text), note.refs) for note in expression.footnotes)]


@pytest.fixture(scope="module")
def code() -> Expression:
    return parse(CODE.encode(), name="widgets.md")


def test_a_code_unknown_to_the_catalogue_parses_to_measures_five_levels_deep(code: Expression) -> None:
    """A prefix and numbering of its own are guessed; items nest as deep as they are printed."""
    assert code.kind == "code"
    assert find(code.provisions, "Section 4/B") is not None
    deepest = find(code.provisions, "XYZ 3-B.1(a)(i)(A)(1)(bb)")
    assert deepest is not None
    assert deepest.text == "by week;"


def test_what_a_code_says_of_itself(code: Expression) -> None:
    """Title, status and dates come from its cover; its contents list is dropped by rule."""
    assert (code.title, code.status) == ("Code of Practice on Widget Safety", "in_force")
    assert [(event.type, str(event.date)) for event in code.dates] == [
        ("issued", "2027-03-03"),
        ("in_force", "2027-04-01"),
    ]
    assert {drop.rule for drop in code.coverage.drops} >= {"contents-list"}


def test_nothing_is_lost(code: Expression) -> None:
    """Placed and dropped words are the words of the source and nothing is short."""
    coverage = code.coverage
    assert coverage.shortfall == ""
    assert coverage.placed + coverage.dropped == coverage.words


def test_footnotes_and_references_are_tied(code: Expression) -> None:
    """A note knows who refers to it; a citation knows where it goes."""
    assert [(note.num, note.refs) for note in code.footnotes] == [("1", ("1.1",))]
    assert {(each.source, each.target) for each in code.references} == {
        ("XYZ 3-B.2", "XYZ 3-B.1(a)"),
        ("XYZ 3-B.2", "https://www.legislation.gov.uk/id?title=Widget%20Act%202026#/section/4/1"),
    }


def test_an_expression_survives_json(code: Expression) -> None:
    """What is written as JSON reads back equal."""
    assert from_json(to_json(code)) == code


def test_spans_name_the_snapshot() -> None:
    """With a snapshot every span says which bytes it is of, and parsing twice gives the same."""
    first = parse(CODE.encode(), name="widgets.md", snapshot="f" * 64)
    assert {node.source.snapshot for node in walk(first.provisions) if node.source} == {"f" * 64}
    assert first == parse(CODE.encode(), name="widgets.md", snapshot="f" * 64)


def test_the_version_is_a_digest() -> None:
    """The parser's version is that of its sources."""
    assert re.fullmatch(r"[0-9a-f]{64}", PARSER_VERSION)


@pytest.mark.parametrize("title", ["Explanatory memorandum: draft amendments", "Draft amendments (explanatory note)"])
def test_a_memorandum_about_an_instrument_is_not_one(title: str) -> None:
    """Speaking of instructions does not make a document an instrument."""
    text = f"# {title}\n\nThe Code is amended as follows. In paragraph 4, for “red” substitute “blue”.\n"
    assert parse(text.encode(), name="memo.md").kind == "memorandum"


def _pages() -> list[Path]:
    return sorted(PAGES.glob("*/*/index.html")) if PAGES.is_dir() else []


@pytest.mark.parametrize("page", _pages() or [None], ids=lambda page: page.parent.name[-40:] if page else "absent")
def test_page_and_content_api_give_one_tree(page: Path | None) -> None:
    """The rendered page and the content-API item of a document parse to the same provisions and effects."""
    if page is None:
        pytest.skip("../shared is not beside the project")
    item = Path(str(page.parent).replace("www.gov.uk/", "www.gov.uk/api/content/") + ".json")
    first, second = parse(page.read_bytes(), name=page.name), parse(item.read_bytes(), name=item.name)
    assert body(first) == body(second)
    assert first.coverage.shortfall == second.coverage.shortfall == ""


def test_page_and_extracted_text_give_one_tree() -> None:
    """The text that somebody extracted from a page parses to the tree of the page."""
    texts = sorted((SHARED / "real/seeds").glob("004*"))
    pages = [
        page
        for page in _pages()
        if "protection-of-children" in page.parent.name and "memorandum" not in page.parent.name
    ]
    if not texts or not pages:
        pytest.skip("../shared is not beside the project")
    assert body(parse(pages[0].read_bytes(), name="index.html")) == body(parse(texts[0].read_bytes(), name="seed.txt"))


def test_the_real_instrument_is_read_whole() -> None:
    """Seed 004: kind, status, measures, items, definitions, notes, dates, reserved numbers, the unclosed quote."""
    texts = sorted((SHARED / "real/seeds").glob("004*"))
    if not texts:
        pytest.skip("../shared is not beside the project")
    draft = parse(texts[0].read_bytes(), name="seed.txt", schemes=(Scheme("PCU"),))
    assert (draft.kind, draft.status) == ("amendment", "laid")
    content = tuple(node for effect in draft.effects for node in effect.content)
    labels = [node.label for node in walk(content) if node.label]
    assert [label for label in labels if re.fullmatch(r"PCU C1[12]\.\d", label)] == [
        *(f"PCU C11.{number}" for number in range(1, 9)),
        *(f"PCU C12.{number}" for number in range(1, 4)),
    ]
    assert [label for label in labels if label.startswith("PCU C11.1(")] == [
        "PCU C11.1(a)", *(f"PCU C11.1(a)({number})" for number in ("i", "ii", "iii", "iv")), "PCU C11.1(b)",
    ]  # fmt: skip
    assert [label for label in labels if label.startswith("PCU C11.4(")] == [
        f"PCU C11.4({letter})" for letter in "abcdefg"
    ]
    crisis = find(content, "Definition/crisis@PCU C11")
    assert crisis is not None
    assert [child.num for child in crisis.children] == ["a", "b"]
    assert [note.refs for note in draft.footnotes] == [("1.1",), ("Index/PCU C11",)]
    (commencement,) = [event for event in draft.dates if event.type == "in_force"]
    assert commencement.date is None
    assert commencement.text.startswith("[")
    assert [each.label for each in draft.reserved] == ["PCU C9", "PCU C10"]
    assert [(repair.kind, repair.at) for repair in draft.repairs] == [("unclosed_quote", "2.3")]
    assert draft.coverage.shortfall == ""


@pytest.mark.slow
def test_real_pages_are_read_whole() -> None:
    """No word of a sample of real pages, series and content-API items is lost."""
    folder = SHARED / "real/govuk"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the project")
    found = sorted(
        path for path in folder.rglob("*") if path.suffix in (".html", ".json") and path.name != "history.json"
    )
    short = {}
    for path in [path for path in found if "pairs" not in path.name][::6]:
        expression = parse(path.read_bytes(), name=path.name)
        if expression.coverage.shortfall:
            short[str(path)] = expression.coverage.shortfall
    assert short == {}


FRAGMENTS = [
    *("XYZ C1", "XYZ C1.1", "XYZ C1.2", "XYZ C2 Title", "1.1", "1.2", "2 Title", "1. Intro", "a)", "b)", "(a)", "(b)"),
    *(
        "i)",
        "ii)",
        "(i)",
        "“term” means",
        "text;",
        "words.",
        "and",
        "Application",
        "Section 4",
        "C Content",
        "Annex A: T",
    ),
    *("| a | b |", "| XYZ C1.1 | words: a) x; b) y |", "\n\n", "\n\n", "\n\n", "\n", "**", "[footnote 1]", "Contents"),
    *(
        "Signed by",
        "[Date]",
        "Table A",
        "| XYZ C1 | T | app | dut |",
        ":",
        "In this Recommendation,",
        "XYZ C3(a)",
        "not",
    ),
    *("section 12(2) and 12(3)", "- bullet", "1)", "A)", "aa)"),
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40))
def test_no_arrangement_of_fragments_loses_a_word(fragments: list[str]) -> None:
    """However pieces of codes are thrown together, every word is placed in order, or dropped by a rule."""
    try:
        reading = read_text(" ".join(fragments))
    except UnreadableInput:
        return
    expression = interpret(reading)
    assert expression.coverage.shortfall in ("", reading.unread)
    labels = [label_key(node.label) for node in walk(expression.provisions) if node.label and node.kind != "row"]
    assert expression.kind == "amendment" or len(set(labels)) == len(labels)


def test_a_footnote_number_used_again_is_tied_to_its_own_page() -> None:
    """Where each page starts its notes at 1, a reference belongs to the next note of its number."""
    pages = [
        [Block(f"1.{page} Words.", marks=(Mark(10, "1", "1"),)), Block(f"Note {page}.", "note", marker="1")]
        for page in (1, 2)
    ]
    expression = interpret(Reading(tuple(block for page in pages for block in page), "pdf", "A code"))
    assert [(note.text, note.refs) for note in expression.footnotes] == [("Note 1.", ("1.1",)), ("Note 2.", ("1.2",))]


def test_an_index_with_its_columns_in_another_order_is_complete() -> None:
    """Entries keep their own order of words whatever the table's, and nothing counts as lost."""
    table = "| Duties | Who | Number | Title |\n| --- | --- | --- | --- |\n| Section 9 | All makers | XYZ C1 | Checks |"
    text = f"{table}\n\nXYZ C1.1 Check.\n"
    expression = parse(text.encode(), name="index.md")
    entry = find(expression.provisions, "Index/XYZ C1")
    assert entry is not None
    assert (entry.heading, entry.text) == ("Checks", "All makers\nSection 9")
    assert expression.coverage.shortfall == ""


@pytest.mark.parametrize(
    ("last", "unused", "left"),
    [
        (4, "XYZ A2 and XYZ A3", []),
        (16, "XYZ A2 to XYZ A15", []),
        (16, "XYZ A2 to XYZ A11", ["not in the document: XYZ A12, XYZ A13, XYZ A14, XYZ A15"]),
    ],
)
def test_a_gap_is_explained_by_all_its_numbers(last: int, unused: str, left: list[str]) -> None:
    """Numbers that a note says are not used are no gap; those of a long gap that no note names are."""
    text = (
        f"Code of practice for quays\n\n4 Measures\n\nXYZ A1 Lamps\n\nXYZ A1.1 The harbour should keep lamps.\n\n"
        f"XYZ A{last} Ropes\n\nXYZ A{last}.1 The harbour should keep ropes.\n\n"
        f"Note\n\nThe numbers {unused} are not used."
    )
    found = parse(text.encode(), name="quays.txt")
    assert [repair.detail for repair in found.repairs if repair.kind == "numbering_gap"] == left


@pytest.mark.parametrize("enabled", [True, False])
def test_a_parse_leaves_the_collector_of_garbage_as_it_was(enabled: bool) -> None:
    """Nobody looks for garbage while a document is read; before and after, and where one cannot be read, as it was."""
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        assert parse(b"1.1 Providers must keep records.").provisions
        assert gc.isenabled() is enabled
        with pytest.raises(UnreadableInput):
            parse(b"")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()
