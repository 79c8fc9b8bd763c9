"""Where instructions stand: none is lost, whatever leads to it."""

import pytest

from corpus.effect import Effect, amending
from parser.document import parse

HEAD = "Amendments to the Lantern Code of Practice\n\n1. The Lantern Code of Practice is hereby amended as follows.\n\n"


def read(text: str, name: str = "draft.txt") -> list[tuple[str, str, str | None]]:
    """Number, type and label of every effect."""
    return [(e.instruction, e.type, e.label) for e in parse(text.encode(), name=name).effects]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2. In paragraph 4,\n\n(a) omit “not”;\n\n(b) for “red” substitute “green”.",
         [("2(a)", "words omitted", "4"), ("2(b)", "words substituted", "4")]),
        ("2. In paragraph 4;\n\n(a) omit “not”.", [("2(a)", "words omitted", "4")]),
        ("2. In paragraph 4–\n\n(a) in sub-paragraph (a),\n\n(i) omit “not”;\n\n(ii) omit “red”;\n\n"
         "(b) omit sub-paragraph (c).",
         [("2(a)(i)", "words omitted", "4(a)"), ("2(a)(ii)", "words omitted", "4(a)"), ("2(b)", "omitted", "4(c)")]),
        ("2 In paragraph 4, omit “not”.", [("2", "words omitted", "4")]),
        ("2. In section 4, in subsection (2), in paragraph (b), omit “not”.",
         [("2", "words omitted", "Section 4(2)(b)")]),
        ("2.—(1) Section 13 is amended as follows.\n\n(2) Omit subsection (3).",
         [("2(2)", "omitted", "Section 13(3)")]),
        ("2. Section 13 is amended by the substitution of “may” for “must”.",
         [("2", "words substituted", "Section 13")]),
        ("2. Section 13 is amended—\n\n(a) in subsection (1), by the deletion of “not”,\n\nand\n\n"
         "(b) by the insertion of “x” after “y”.",
         [("2(a)", "words omitted", "Section 13(1)"), ("2(b)", "words inserted", "Section 13")]),
    ],
)  # fmt: skip
def test_instructions_are_found_wherever_they_stand(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """Lead-ins that end in a comma, semicolon or dash, numbers without a full stop, nested and Irish ones."""
    assert read(HEAD + text) == expected


def test_an_unnumbered_instruction_is_one() -> None:
    """It is read under a name of its own."""
    found = read(HEAD + "In paragraph 4, omit “not”.\n\n3. In paragraph 5, omit “red”.")
    assert [(kind, label) for _, kind, label in found] == [("words omitted", "4"), ("words omitted", "5")]
    assert found[1][0] == "3"


@pytest.mark.parametrize(
    "title",
    [
        "Lantern Code of Practice: corrigendum",
        "Errata in the Lantern Code of Practice",
        "Lantern Code: correction slip",
    ],
)
@pytest.mark.parametrize("lead", ["", "The following corrections should be made to the Lantern Code of Practice:"])
def test_a_corrigendum_is_an_instrument(title: str, lead: str) -> None:
    """It orders by "for x read y" and "“x” should read “y”", numbered or not; a correction was seen by nothing."""
    lines = ["In paragraph 4.1, for “red” read “green”.", "In paragraph 4.2, “must” should read “must not”."]
    expected = [("words substituted", "4.1"), ("words substituted", "4.2")]
    for start in ("", "1.{} "):
        orders = "".join(f"<p>{start.format(n)}{line}</p>" for n, line in enumerate(lines, 1))
        page = f"<main><h1>{title}</h1><p>Published 5 March 2031</p><p>{lead}</p>{orders}</main>"
        assert [(kind, label) for _, kind, label in read(page, "slip.html")] == expected


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Corrigendum to the Harbour Code of Practice", ""),
        ("Harbour Code of Practice: errata", ""),
        ("Correction slip: Harbour Code of Practice", ""),
        ("Correction slip", "The following corrections should be made to the Harbour Code of Practice:"),
    ],
)
def test_a_corrigendum_corrects_what_it_names(title: str, lead: str) -> None:
    """It has no "is amended as follows", and was executed on any code whose paragraph had the words."""
    page = f"<main><h1>{title}</h1><p>{lead}</p><p>1. In paragraph 4, for “red” read “green”.</p></main>"
    assert [effect.title for effect in parse(page.encode(), name="slip.html").effects] == ["Harbour Code of Practice"]


def test_a_revocation_is_an_instrument_that_is_not_executed() -> None:
    """What revokes a whole code was taken for a code itself."""
    made = parse(
        b"Lantern Code (Revocation) 2031\n1. Revocation\n1.1 The Lantern Code of Practice is revoked.\n", name="r.txt"
    )
    assert (made.kind, [passage.at for passage in made.amending.not_understood]) == ("amendment", ["1.1"])


def test_bullets_are_items() -> None:
    """Each bullet under a lead-in is cited by its place as a letter."""
    page = "<main><h1>Amendments to the Lantern Code</h1><p>1. The Lantern Code is amended as follows.</p>" \
           "<p>2. In paragraph 4:</p><ul><li>omit “not”;</li><li>omit “red”.</li></ul></main>"  # fmt: skip
    assert read(page, "draft.html") == [("2(a)", "words omitted", "4"), ("2(b)", "words omitted", "4")]


def test_a_row_of_a_table_may_be_an_instruction() -> None:
    """The place stands in the cell before the words."""
    page = "<main><h1>Amendments to the Lantern Code</h1><p>1. The Lantern Code is amended as follows.</p>" \
           "<table><tr><td>Paragraph 4</td><td>omit “not”</td></tr>" \
           "<tr><td>Paragraph 5</td><td>omit “red”</td></tr></table></main>"  # fmt: skip
    assert [label for _, _, label in read(page, "draft.html")] == ["4", "5"]


def test_a_heading_names_the_place_of_the_instructions_below_it() -> None:
    """ "Amendment of Part 3" over "In paragraph 1"."""
    page = "<main><h1>Changes to the Lantern Rules</h1><p>The Lantern Rules are amended as set out below.</p>" \
           "<h3>Amendment of Part 3</h3><p>1.—(1) In paragraph 1, for “2019” substitute “2020”.</p></main>"  # fmt: skip
    assert read(page, "draft.html") == [("1(1)", "words substituted", "Part 3/1")]


def test_an_unclosed_quotation_swallows_no_instruction() -> None:
    """The next number, and what it orders, end it."""
    found = read(
        HEAD + "2. After paragraph 4 insert–\n\n“4A. Lamps burn.\n\n3. Omit paragraph 5.\n\n4. Omit paragraph 6."
    )
    assert [label for _, _, label in found][1:] == ["5", "6"]


def test_every_passage_is_counted() -> None:
    """Instructions, not effects; those not understood by their numbers."""
    effects = (Effect("1", "omitted"), Effect("1", "omitted"), Effect("2", "not understood", residue="x"))
    count = amending(effects)
    assert (count.passages, count.read, [passage.at for passage in count.not_understood]) == (2, 1, ["2"])
    assert str(count) == "2 amending passages: 1 read, 1 not understood"


def test_effects_name_the_work_of_their_part() -> None:
    """A title that "is amended as follows" holds until the next one."""
    text = HEAD + "2. Omit paragraph 4.\n\n3. The Kite Act 1990 is amended as follows.\n\n4. Omit section 2."
    assert [e.title for e in parse(text.encode(), name="d.txt").effects] == [
        "Lantern Code of Practice",
        "Kite Act 1990",
    ]


def test_the_lettered_list_of_a_page_is_the_items_of_the_instruction_above_it() -> None:
    """`<ol type="a">` prints a. and b.: they take the place that leads to them, and nothing is missing."""
    body = (
        "<ol><li>Omit paragraph 3.</li><li>In paragraph 4—"
        "<ol type='a'><li>omit “not”;</li><li>for “red” substitute “green”.</li></ol></li></ol>"
    )
    page = f"<html><body><main><h1>Amendments to the Lantern Code of Practice</h1>{body}</main></body></html>"
    made = parse(page.encode(), name="draft.html")
    assert [(e.instruction, e.label) for e in made.effects] == [("1", "3"), ("2(a)", "4"), ("2(b)", "4")]
    assert made.amending.complete
