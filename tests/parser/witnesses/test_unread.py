"""Numbers that the grammar has left among the words of their provisions are in doubt."""

from collections.abc import Sequence

import pytest

from corpus.provision import Provision
from parser.document import parse
from parser.readers.blocks import Reading
from parser.witnesses.evidence import Evidence
from parser.witnesses.printed import printed_numbers


def heard(*nodes: Provision) -> list[tuple[str, str]]:
    """The place and the sentence of each doubt about these provisions."""
    hearing = printed_numbers(Evidence(Reading((), "html"), nodes))
    return [(doubt.at, doubt.detail) for doubt in hearing.doubts]


def texts(*words: str) -> list[Provision]:
    """Provisions of these words."""
    return [Provision("text", text=each) for each in words]


@pytest.mark.parametrize(
    "words",
    [
        ("1. Fly it", "2. Land it"),
        ("[a] fly it", "[b] land it"),
        ("i] fly it", "Mind the wind.", "ii] land it"),
        ("Yes.", "(A) Fly it", "(B) Land it", "(C) Fold it"),
        ("2a. Fly it", "2b. Land it", "3a. Fold it"),
    ],
)
def test_numbers_among_words_that_count_on_are_in_doubt(words: Sequence[str]) -> None:
    """Two numbers that count on from the first, in whatever form, are a list that was not read: one doubt."""
    (doubt,) = heard(Provision("section", "Section 3", "3", children=tuple(texts(*words))))
    assert doubt[0] == "Section 3"
    assert "were not read" in doubt[1]


@pytest.mark.parametrize(
    "words",
    [
        ("1. Fly it", "3. Land it"),
        ("(b) fly it", "(c) land it"),
        ("A. Miller",),
        ("1. Fly it", *["Words."] * 20, "2. It"),
    ],
)
def test_numbers_that_do_not_count_on_nearby_are_words(words: Sequence[str]) -> None:
    """One number, one that does not begin a list, or one far away is none."""
    assert heard(*texts(*words)) == []


@pytest.mark.parametrize(("first", "second", "doubts"), [("A1", "B1", 0), ("C1", "D1", 1), ("AA1", "BA1", 1)])
def test_a_letter_that_the_numbers_below_begin_with_is_read_there(first: str, second: str, doubts: int) -> None:
    """`A. Strings` above XYZ A1 and `B. Tails` above XYZ B1 have lost nothing; above other numbers they may have."""
    found = heard(
        Provision("heading", heading="A. Strings"),
        Provision("measure", f"XYZ {first}", first),
        Provision("heading", heading="B. Tails"),
        Provision("measure", f"XYZ {second}", second),
    )
    assert len(found) == doubts


def test_rows_and_numbers_that_are_read_are_left_alone() -> None:
    """A table may number its rows, and a provision that has its number needs no other."""
    rows = Provision(
        "table", children=tuple(Provision("row", children=(each,)) for each in texts("1. Kite", "2. Pole"))
    )
    assert heard(rows) == []
    assert (
        heard(Provision("paragraph", "1", "1", text="(a) fly"), Provision("paragraph", "2", "2", text="(b) land")) == []
    )


def test_articles_are_sections_and_one_that_stands_twice_is_said() -> None:
    """A treaty's articles have their labels; one that is left out and one that stands twice are doubts."""
    body = "".join(f"<h2>Article {at} — kites</h2><p>Fly it.</p>" for at in (1, 2, 4, 2))
    read = parse(f"<html lang='en'><body><main><h1>Agreement on kites</h1>{body}</main></body></html>".encode())
    sections = [node.label for node in read.provisions if node.kind == "section"]
    assert sections == ["Article 1", "Article 2", "Article 4", None]
    assert {("gap", "Article 4"), ("duplicate", "Article 2")} <= {
        (each.kind, each.at) for each in read.structure.doubts
    }
    assert read.misread


def test_an_item_that_repeats_one_beside_it_is_said_where_its_paragraphs_number_is_printed_twice_too() -> None:
    """Paragraph 3 and its item (i) both come again: the second (i) in the first paragraph 3 is a doubt of its own."""
    rows = "".join(f"<p>{at}. Fly kite {at}.</p>" for at in range(4, 12))
    items = "<p>(i) on land</p><p>(ii) at sea</p><p>(i) by night</p>"
    body = f"<p>1. Fly.</p><p>2. Land.</p><p>3. Fly:</p>{items}{rows}<h2>More</h2><p>3. Fold it.</p>"
    read = parse(f"<html lang='en'><body><main><h1>Rules on kites</h1>{body}</main></body></html>".encode())
    assert ("duplicate", "3(i)") in [(doubt.kind, doubt.at) for doubt in read.structure.doubts]


def test_the_numbers_of_a_letter_are_those_of_its_asks() -> None:
    """A statement has no provisions that numbers divide: an ask keeps its number."""
    text = b"Dear Minister,\n\n1. Please open the harbour.\n\n2. Lamps must be lit.\n\nYours sincerely,\n\nAda Lamp\n"
    found = parse(text, name="letter.txt")
    assert found.statement is not None
    assert [ask.num for ask in found.statement.asks] == ["1", "2"]
    assert [doubt.detail for doubt in found.structure.doubts] == []


def test_letters_of_two_lists_in_one_section_are_said_whatever_stands_beside_them() -> None:
    """`a.` and `b.` of two lists of 8.2 have no labels, as `(a)` and `(b)` would have none: one doubt."""
    lists = "".join(f"<p>{lead}</p><p>a. fly it</p><p>b. land it</p>" for lead in ("You must:", "You may:"))
    body = f"<h2>8. Kites</h2><h3>8.1 Poles</h3><p>Words.</p><h3>8.2 String</h3>{lists}"
    read = parse(f"<html lang='en'><body><main><h1>Rules on kites</h1>{body}</main></body></html>".encode())
    assert [(doubt.kind, doubt.at) for doubt in read.structure.doubts] == [("label", "8.2")]


@pytest.mark.parametrize("words", ["(a)the kite is red.", "a)Fly it", "(iv)red", "3)land it"])
def test_one_number_close_to_its_words_is_in_doubt(words: str) -> None:
    """Even without a neighbour it may be an item that lost its label; in a cell it may be anything."""
    ((_, detail),) = heard(*texts("Mind the wind.", words))
    assert "stands close to its words" in detail
    assert heard(Provision("row", children=tuple(texts(words)))) == []


@pytest.mark.parametrize("words", ["(s)he flies it", "(a) kite", "(a), (b) and (c) fly", "k) 3", "(the) kite"])
def test_a_word_with_a_letter_in_brackets_is_no_number(words: str) -> None:
    """Nor is a letter that is cited, or that stands apart from its words, by itself."""
    assert heard(*texts(words)) == []


def test_a_number_set_otherwise_than_the_one_before_it_is_in_doubt() -> None:
    """`3/.` behind paragraph 2 is its neighbour, misprinted; any other number there, or words, is none."""

    def told(words: str) -> list[str]:
        second = Provision("paragraph", "2", "2", text="Land it.", printed="2.")
        return [at for at, _ in heard(Provision("paragraph", "1", "1", text="Fly it."), second, *texts(words, "Rest."))]

    assert told("3/. Fold it.") == ["2"]
    assert not told("7/. Fold it.")
    assert not told("3 kites fly.")


@pytest.mark.parametrize(
    "words",
    [
        "These count: 1 - red kites; 2 - blue kites; 3 - green kites.",
        "1: red kites, 2: blue kites.",
        "1. Red kites 2. Blue kites 3. Green kites",
    ],
)
def test_numbers_in_one_line_are_in_doubt(words: str) -> None:
    """A list that an author set in one line with dashes, colons or stops alone is not read: it is said."""
    ((at, detail),) = heard(Provision("section", "Section 3", "3", children=tuple(texts(words))))
    assert at == "Section 3"
    assert "in one line" in detail


@pytest.mark.parametrize(
    "words",
    ["It rose by 1 - 2 a day; 2 fell.", "See rule 1: it counts, 2 of them.", "1. Fly 2. It", "At 1 - red; 3 - blue."],
)
def test_figures_in_a_line_are_no_numbers(words: str) -> None:
    """Amounts, a rule that is cited and numbers that do not count on are no list."""
    assert not heard(Provision("section", "Section 3", "3", children=tuple(texts(words))))


@pytest.mark.parametrize("form", ["¶{} Fly.", "#{} Fly.", "Para. {} Fly.", "REQ-00{} Fly.", "4-{} Fly.", "4/{} Fly."])
def test_numbers_behind_a_sign_or_a_word_are_said(form: str) -> None:
    """Paragraph signs, hashes, codes and chapters before a number that counts on from 1, which no grammar reads."""
    assert len(heard(*texts(*(form.format(at) for at in (1, 2, 3))))) == 1


def test_paragraphs_in_the_cells_of_a_table_are_said() -> None:
    """Two languages beside each other: the numbers of their paragraphs label nothing."""
    rows = "".join(f"<tr><td>1.{at} Fly kite {at}.</td><td>1.{at} Hedfan {at}.</td></tr>" for at in (1, 2, 3))
    table = f"<table><tr><th>A</th><th>B</th></tr>{rows}</table>"
    read = parse(f"<html lang='en'><body><main><h1>Kites</h1>{table}</main></body></html>".encode())
    assert [each.at for each in read.structure.doubts] == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        ("Queue. (a) Do not push. (b) Do not cut in.", 1),
        ("Do this; (i) Wait for it; (ii) Pay.", 1),
        ("It is said in (a) Kites. (b) says more.", 0),
        ("A kite (a) Red or (b) Blue.", 0),
    ],
)
def test_items_behind_a_sentence_in_one_line_are_in_doubt(words: str, doubts: int) -> None:
    """Sentences with letters before them that one paragraph holds are a list that was not read."""
    assert len(heard(Provision("paragraph", "2.1", "2.1", text=words))) == doubts


def _heard_headings(*headings: str) -> list[tuple[str, str]]:
    hearing = printed_numbers(
        Evidence(Reading((), "html"), tuple(Provision("heading", heading=each) for each in headings))
    )
    return [(doubt.kind, doubt.detail) for doubt in hearing.doubts]


@pytest.mark.parametrize("first", ["Question 1: Who flies?", "Step 1 Fold the sail", "Objective 1 – Joy"])
def test_headings_numbered_behind_a_word_of_their_own_are_said(first: str) -> None:
    """They may be divisions or mere titles: the doubt is about a heading and makes no reading wrong."""
    ((kind, told),) = _heard_headings(first, first.replace("1", "2"))
    assert kind == "heading"
    assert "were not read" in told


def test_the_heading_of_an_annex_without_a_number_is_said() -> None:
    """Nothing is labelled by it, so what stands below it is not cited with it."""
    ((kind, told),) = _heard_headings("Appendix: Songs")
    assert kind == "heading"
    assert "'Appendix: Songs'" in told


@pytest.mark.parametrize(
    "headings",
    [
        ("Table 1: Fees", "Table 2: Fines"),
        ("Chart 1: Kites", "Chart 2: Winds"),
        ("Step 1 Fly",),
        ("Step 3 Fly", "Step 4 Land"),
        ("Annexes",),
    ],
)
def test_captions_and_single_headings_are_no_list(headings: tuple[str, ...]) -> None:
    """A caption names a table; one number alone, or a list without its first, counts nothing."""
    assert _heard_headings(*headings) == []


def test_the_first_numbers_of_quotations_are_no_list() -> None:
    """`“(a)` and `“(b)` are what two instructions put in the place of `(a)` and `(b)` of another text."""
    quoted = [Provision("subparagraph", text=f"“({letter}) any kite;”") for letter in "ab"]
    assert heard(Provision("section", "Section 3", "3", children=tuple(quoted))) == []
