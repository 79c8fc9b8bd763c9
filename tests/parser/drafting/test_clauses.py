"""The grammar of instructions: clauses, places, words, and what must not be read."""

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.effect import Part
from corpus.text import letters
from corpus.work import Scheme
from parser.amendments.effects import Source, declared
from parser.amendments.split import Instruction, segments
from parser.drafting.clauses import read
from parser.drafting.places import Memory
from parser.drafting.quotations import set_aside
from parser.drafting.ranges import NotUnderstood, expand
from parser.drafting.verbs import amends
from parser.readers.blocks import Block

SCHEMES = (Scheme("XYZ"),)
PHRASES = (
    "in", "paragraph", "XYZ C9.1", "XYZ C9", "sub-paragraph", "(a)", "(ii)", "omit", "insert", "substitute", "for",
    "“x”", "““y” z”", "“", "”", '"q"', "‘r’", ",", ";", "–", ":", ".", "and", "at the end", "after", "before", "of",
    "Section 5", "the definition", "the entry", "renumber", "as", "to", "in each place", "where it occurs", "(title)",
    "(", ")", "that", "second sentence", "the footnote", "becomes", "is omitted", "\ue000", "the words from",
)  # fmt: skip


def effects(text: str, *blocks: Block):
    """What an instruction declares."""
    return declared(Source("2.2", text, blocks, SCHEMES))[0]


def labels_of(text: str) -> list[str | None]:
    """The labels of an instruction's effects."""
    found = effects(text)
    assert "not understood" not in {effect.type for effect in found}, found[0].residue
    return [effect.label for effect in found]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In paragraph XYZ C9.1, in sub-paragraph (a), omit “x”; and in sub-paragraph (b), omit “y”.",
         ["XYZ C9.1(a)", "XYZ C9.1(b)"]),
        ("In paragraph XYZ C9.1(a), omit “x”; and in sub-paragraph (ii), omit “y”.",
         ["XYZ C9.1(a)", "XYZ C9.1(a)(ii)"]),
        ("In paragraph XYZ C9.1, in sub-paragraph (h), omit “x”; and in sub-paragraph (i), omit “y”.",
         ["XYZ C9.1(h)", "XYZ C9.1(i)"]),
        ("In Recommendation XYZ C9, in paragraph 4, omit “x”.", ["XYZ C9.4"]),
        ("In paragraphs XYZ C9.1(a), C9.2(b) and C9.3, omit “x”.", ["XYZ C9.1(a)", "XYZ C9.2(b)", "XYZ C9.3"]),
        ("In paragraph XYZ C9.1(a)(i) and (ii), omit “x”.", ["XYZ C9.1(a)(i)", "XYZ C9.1(a)(ii)"]),
        ("In paragraph XYZ C9.1, omit sub-paragraphs (i) to (iv).",
         ["XYZ C9.1(i)", "XYZ C9.1(ii)", "XYZ C9.1(iii)", "XYZ C9.1(iv)"]),
        ("In Annex 1, in paragraph 3(2), omit “x”.", ["Annex 1/3(2)"]),
        ("In Part 2 of the Schedule, in paragraph 8, omit “x”.", ["Schedule/8"]),
        ("In regulation 3(1), omit “x”.", ["Regulation 3(1)"]),
    ],
)  # fmt: skip
def test_places_are_followed_from_the_outer_to_the_inner(text: str, wanted: list[str]) -> None:
    """A later clause starts beside the one before, or below it, as the numbers tell."""
    assert labels_of(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "In paragraph XYZ C9.1, omit “x” unless it stands in a heading.",
        "In paragraph XYZ C9.1, in sub-paragraph (a), in sub-paragraph (b), omit “x”.",
        "In Recommendation XYZ C9, in paragraph XYZ D1.1, omit “x”.",
        "In Recommendation XYZ C9, for “x”, in each place it occurs other than in paragraph XYZ C9.4, substitute “y”.",
        "In subsection C, omit “x”.",
        "In that paragraph, omit “x”.",
        "Omit paragraphs XYZ C9.6A to XYZ C9.8.",
        "Renumber paragraphs XYZ C9.1 to XYZ C9.3 as paragraphs XYZ C9.2 and XYZ C9.3.",
        "After paragraph XYZ C9.1 insert “Records should be kept.”",
        "In paragraph XYZ C9.1, insert “x”.",
        "Make any consequential renumbering.",
        "Move paragraph XYZ C9.1 to Recommendation XYZ C8.",
        "Paragraph XYZ C9.1 ceases to have effect at the end of 2031.",
        "In paragraph XYZ C9.1, for “x substitute “y”.",
        "In Section 5, in the definition of “x”, after sub-paragraph (b) insert “paragraph 3”.",
    ],
)
def test_what_cannot_be_read_for_certain_is_not_understood(text: str) -> None:
    """One effect that says so, with the text and what stopped the reading."""
    found = effects(text)
    assert [effect.type for effect in found] == ["not understood"]
    assert found[0].text == text
    assert found[0].residue


@pytest.mark.parametrize(
    "text",
    [
        "The Model Code is amended as follows.",
        "The amendment made by paragraph 2.7 does not have effect in relation to earlier complaints.",
        "The paragraph inserted by paragraph 2.3 applies from 1 May.",
        "Paragraph 15 is to be read as if for “x” were substituted “y”.",
        "In this notice “omit” means to take away.",
    ],
)
def test_a_provision_that_changes_no_text_declares_nothing(text: str) -> None:
    """A saving, a modification, a definition: no amending verb outside quotation marks."""
    assert not amends(text)
    assert effects(text) == ()


def test_an_item_of_a_definition_is_a_part_of_it() -> None:
    """It has no label of its own, and the definition itself is not touched as a whole."""
    (effect,) = effects("In Section 5, in the definition of “hash”, omit sub-paragraph (b).")
    assert (effect.type, effect.label, effect.part) == (
        "words omitted",
        "Definition/hash@Section 5",
        Part("item", "(b)"),
    )


def test_the_end_of_a_place_holds_for_the_words_omitted_there() -> None:
    """ "at the end of sub-paragraph (b) omit “and”" is about the last word only."""
    (effect,) = effects("In paragraph XYZ C9.1, at the end of sub-paragraph (b) omit “and”.")
    assert (effect.label, effect.old_text, effect.position) == ("XYZ C9.1(b)", "and", "end")


def test_words_are_kept_as_they_are_printed() -> None:
    """Quotation marks inside a quotation stay; those around it go."""
    (effect,) = effects("In paragraph XYZ C9.1, for “a “plan” for it” substitute “an ‘old’ plan”.")
    assert (effect.old_text, effect.new_text) == ("a “plan” for it", "an ‘old’ plan")


def test_a_place_remembered_is_the_last_one_named() -> None:
    """ "that Recommendation" in the next instruction."""
    _, memory = declared(Source("2.2", "In Recommendation XYZ C9, omit paragraph XYZ C9.4.", (), SCHEMES))
    found, _ = declared(Source("2.3", "In that Recommendation, omit paragraph XYZ C9.6.", (), SCHEMES), memory)
    assert [effect.label for effect in found] == ["XYZ C9.6"]


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [("(b)", "(d)", ("(b)", "(c)", "(d)")), ("(i)", "(iii)", ("(i)", "(ii)", "(iii)")),
     ("XYZ C9", "XYZ C11", ("XYZ C9", "XYZ C10", "XYZ C11")), ("XYZ C9.1", "C9.2", ("XYZ C9.1", "XYZ C9.2"))],
)  # fmt: skip
def test_ranges_name_every_number_between(first: str, last: str, wanted: tuple[str, ...]) -> None:
    """Both ends included; the second end may leave the prefix out."""
    assert expand(first, last) == wanted


@pytest.mark.parametrize(("first", "last"), [("XYZ C9.6A", "XYZ C9.8"), ("XYZ C9.3", "XYZ D1.4"), ("(d)", "(b)")])
def test_a_range_whose_numbers_cannot_be_known_is_refused(first: str, last: str) -> None:
    """Inserted numbers may stand between; nothing is guessed."""
    with pytest.raises(NotUnderstood):
        expand(first, last)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("for “a “b” c” substitute “d”", ("a “b” c", "d")),
        ("for ‘the users’ plan’ substitute ‘it’", ("the users’ plan", "it")),
        ('for "a" substitute "b"', ("a", "b")),
        ("after “x” insert “y", ("x", "y")),
    ],
)
def test_quotations_are_set_aside_whole(text: str, quotes: tuple[str, ...]) -> None:
    """Marks inside, apostrophes, straight marks, and one that is never closed."""
    assert set_aside(text).quotes == quotes


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), max_size=25), st.sampled_from([" ", ""]))
@example(["in", "that", "omit"], " ")
def test_any_string_of_phrases_is_read_or_not_understood(phrases: list[str], space: str) -> None:
    """No text makes the grammar fail in any other way, and what it reads names what it changes."""
    for effect in effects(space.join(phrases), Block("“XYZ C9.9 New.”")):
        if effect.type not in ("not understood", "inserted", "entry inserted"):
            assert effect.label or (effect.part and effect.part.kind == "footnote")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=string.printable + "“”‘’–—\u00a0\ue000", max_size=120))
def test_any_text_is_read_or_not_understood(text: str) -> None:
    """Random characters too; quotations covered keep the length of the text."""
    quoted = set_aside(text)
    assert len(quoted.covered) == len(text)
    try:
        read(text, SCHEMES, Memory())
    except NotUnderstood:
        return


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([
            Block("2.2 Omit paragraph XYZ C1.1."), Block("2.3 In Recommendation XYZ C9–"), Block("(a) omit “x”; and"),
            Block("(b) after paragraph XYZ C9.1 insert–"), Block("“XYZ C9.2 New."), Block("Closed.”"),
            Block("A note.", "note"), Block("Other", "heading", 3), Block("Signed by"),
            Block("", "row", cells=(Block("“XYZ C9.3", "cell"), Block("New.”", "cell"))),
            Block("(3) In Schedule 1: (a) omit “y”; (b) omit paragraph 4."),
        ]),
        max_size=12,
    )
)  # fmt: skip
def test_every_word_is_in_exactly_one_segment(blocks: list[Block]) -> None:
    """Cutting an instrument into instructions loses no word, repeats none and keeps their order."""

    def held(part: Block | Instruction) -> str:
        if isinstance(part, Block):
            return part.text + "".join(cell.text for cell in part.cells)
        inside = "".join(held(each) for each in (*part.items, *part.payload))
        return part.printed + part.line.text + inside

    assert letters("".join(map(held, segments(blocks)))) == letters("".join(map(held, blocks)))


@pytest.mark.parametrize("comma", ["", ","])
@pytest.mark.parametrize("place", ["XYZ C9", "Recommendation XYZ C9", "Section 4"])
def test_a_quoted_title_in_brackets_is_passed_over(place: str, comma: str) -> None:
    """`For the title of X (“old title”) substitute “new title”` is about the title of X."""
    (found,) = effects(f"For the title of {place} (“Lamps”){comma} substitute “Lights”.")
    assert (found.type, found.part, found.new_text, found.residue) == (
        "words substituted",
        Part("heading"),
        "Lights",
        "",
    )
    assert found.label == place.removeprefix("Recommendation ")
