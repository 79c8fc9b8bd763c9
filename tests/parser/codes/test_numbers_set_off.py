"""Numbers set off in ways that words have too, headings with letters, numbers flush below bullets."""

import pytest

from corpus.provision import Provision, walk
from corpus.work import Expression
from parser.document import parse


def page(body: str) -> Expression:
    """A page of these elements, read without a loss."""
    read = parse(f"<html lang='en'><body><main><h1>Kite guide</h1>{body}</main></body></html>".encode(), name="x.html")
    assert not read.coverage.shortfall
    return read


def numbers(read: Expression) -> list[tuple[str | None, str]]:
    """The number and the words of each item and paragraph."""
    return [(node.num, node.text) for node in walk(read.provisions) if node.kind in ("subparagraph", "paragraph")]


def headed(read: Expression) -> list[str | None]:
    """The labels of sections and subsections."""
    return [node.label for node in walk(read.provisions) if node.kind in ("section", "subsection")]


def parents(nodes: tuple[Provision, ...], above: str = "") -> dict[str, str]:
    """The words of what each numbered item stands in, by the item's words."""
    found: dict[str, str] = {}
    for node in nodes:
        found |= {node.text: above} if node.num else {}
        found |= parents(node.children, node.heading or node.text)
    return found


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("1 - fly it", "2 - land it", ["1", "2"]),
        ("1 – fly it", "2 – land it", ["1", "2"]),
        ("A — fly it", "B — land it", ["A", "B"]),
        ("I. fly it", "II. land it", ["I", "II"]),
        ("A. Fly it", "B. Land it", ["A", "B"]),
        ("1). fly it", "2). land it", ["1", "2"]),
        ("1: Fly it", "2: Land it", ["1", "2"]),
    ],
)
@pytest.mark.parametrize("form", ["<p>{}</p><p>{}</p>", "<ul><li>{}</li><li>{}</li></ul>"])
def test_numbers_that_count_on_are_numbers_however_they_are_set_off(
    first: str, second: str, expected: list[str], form: str
) -> None:
    """A dash, a colon, a stop behind a capital parts a number from its words where the next one follows."""
    read = page("<p>You must:</p>" + form.format(first, second))
    assert [num for num, _ in numbers(read)] == expected
    assert [text.lower() for _, text in numbers(read)] == ["fly it", "land it"]


@pytest.mark.parametrize(
    "body",
    [
        "<p>I - the keeper - fly it.</p><p>Land it.</p>",
        "<p>A. Miller flies kites.</p><p>K. Baker lands them.</p>",
        "<p>1 - 7 March: kites.</p><p>2 - 8 March: poles.</p>",
        "<p>3 - good</p><p>2 - fair</p>",
    ],
)
def test_what_does_not_count_on_from_the_first_is_words(body: str) -> None:
    """Initials, days and marks out of three are no numbers of items."""
    assert numbers(page(body)) == []


def test_paragraphs_numbered_with_a_dash_are_the_documents_own() -> None:
    """`1 - …` to `4 - …` through sections are paragraphs 1 to 4."""
    read = page(
        "<h2>1. Kites</h2><p>1 - Fly it.</p><p>2 - Hold it.</p>"
        "<h2>2. Poles</h2><p>3 - Raise it.</p><p>4 - Paint it.</p>"
    )
    assert [node.label for node in walk(read.provisions) if node.kind == "paragraph"] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("first", "second"), [("(a)", "(b)"), ("A)", "B)"), ("A.", "B."), ("i.", "ii."), ("(1)", "(2)")]
)
def test_headings_with_letters_are_of_the_section_they_stand_in(first: str, second: str) -> None:
    """Two headings (a), (b) under Section 1 are Section 1/a and Section 1/b, those under Section 2 its own."""
    lettered = f"<h3>{first} Frames</h3><p>Words.</p><h3>{second} Tails</h3><p>Words.</p>"
    read = page(f"<h2>1. Kites</h2>{lettered}<h2>2. Poles</h2>{lettered}")
    one, two = first.strip("()."), second.strip("().")
    assert headed(read) == [
        "Section 1", f"Section 1/{one}", f"Section 1/{two}", "Section 2", f"Section 2/{one}", f"Section 2/{two}"
    ]  # fmt: skip
    assert not read.structure.doubts


def test_headings_with_letters_that_one_label_would_not_tell_apart_have_none() -> None:
    """Two lists of headings in one section, or in a page without numbers, have numbers and no labels."""
    lettered = "<h3>(a) Frames</h3><p>Words.</p><h3>(b) Tails</h3><p>Words.</p>"
    assert headed(page(f"<h2>Kites</h2>{lettered}<h2>Poles</h2>{lettered}")) == [None] * 4
    body = lettered.replace("h3", "h4")
    assert headed(page(f"<h2>1. Kites</h2><h3>One</h3>{body}<h3>Two</h3>{body}")) == ["Section 1", *[None] * 4]
    assert headed(page(lettered)) == ["Section a", "Section b"]
    assert headed(page("<h2>1. Kites</h2><h3>A. Miller</h3><p>Words.</p>")) == ["Section 1"]


def test_numbers_flush_below_bullets_stand_beside_them() -> None:
    """Steps 1 and 2 behind three bullets are no items of the last bullet, unless its words lead them in."""
    bullets = "<p>You may use:</p><ul><li>a kite</li><li>a pole{}</li></ul>"
    steps = "<p>1. Choose one.</p><p>2. Fly it.</p>"
    read = page(f"<h2>1. Kites</h2>{bullets.format('')}{steps}<h2>2. Ends</h2><p>Words.</p>")
    assert next(node.label for node in walk(read.provisions) if node.num == "2") == "Section 1(2)"
    assert parents(read.provisions)["Choose one."] == "You may use:"
    led = page(f"<h2>1. Kites</h2>{bullets.format(':')}{steps}<h2>2. Ends</h2><p>Words.</p>")
    assert parents(led.provisions)["Choose one."] == "a pole:"


def test_words_that_lead_in_what_goes_on_stand_beside_the_items_before_them() -> None:
    """`on land:` between items 1 and 2 is no part of item 1."""
    read = page("<p>You must, at sea:</p><p>1. fly it</p><p>on land:</p><p>2. land it</p>")
    assert [node.text for root in read.provisions for node in root.children] == ["fly it", "on land:", "land it"]


def test_two_lists_of_letters_that_paragraphs_lead_in_do_not_nest() -> None:
    """Words with a colon between paragraphs of letters lead in a list beside the one before, none inside its last."""
    first = "<p>1.1 The keeper must:</p><p>a) fly it</p><p>b) land it</p>"
    read = page(f"<h2>1. Kites</h2>{first}<p>The watch may either:</p><p>a) look on</p><p>b) look away</p>")
    assert parents(read.provisions)["look on"] != "land it"
    assert [doubt.kind for doubt in read.structure.doubts] == ["duplicate", "duplicate"]


def test_a_letter_close_to_its_title_is_one_of_its_list() -> None:
    """`A.Frames` is the first of the headings A. to C., which are the sections of a page that has no others."""
    body = "<h2>A.Frames</h2><p>Words.</p><h2>B. Tails</h2><p>Words.</p><h2>C. String</h2><p>Words.</p>"
    assert headed(page(body)) == ["Section A", "Section B", "Section C"]


def test_lists_inside_sections_with_letters_are_of_their_section() -> None:
    """Headings i., ii. under A. and again under B. are Section A/i to Section B/ii."""
    inner = "<h3>i. Wood</h3><p>Words.</p><h3>ii. Paper</h3><p>Words.</p>"
    expected = ["Section A", "Section A/i", "Section A/ii", "Section B", "Section B/i", "Section B/ii"]
    assert headed(page(f"<h2>A. Frames</h2>{inner}<h2>B. Tails</h2>{inner}")) == expected


def test_a_further_line_of_an_item_is_no_item() -> None:
    """Words behind a break in a bullet are a paragraph of the bullet."""
    read = page("<p>You need:</p><ul><li>A kite.<br>It should be red.</li><li>A pole.</li></ul>")
    kite, pole = read.provisions[-1].children
    assert (kite.kind, kite.text, pole.text) == ("subparagraph", "A kite.", "A pole.")
    assert [(node.kind, node.text) for node in kite.children] == [("text", "It should be red.")]


def test_a_paragraphs_number_may_stand_before_marks_of_emphasis() -> None:
    """`1. **Stay` has the number 1 as `2. Go` has 2."""
    rows = "".join(f"<p>{at}. Fly kite {at}.</p>" for at in range(2, 6))
    read = page(f"<p>1. **Stay at home.</p>{rows}")
    assert [node.label for node in walk(read.provisions) if node.kind == "paragraph"] == ["1", "2", "3", "4", "5"]


def test_what_stands_behind_a_definition_of_one_sentence_is_no_part_of_it() -> None:
    """A paragraph after the definition, and its list, are the paragraph's that quotes the definition."""
    rest = "<p>There are two differences:</p><p>(a) the word red,</p><p>(b) the word wide.</p><p>2.2 Land it.</p>"
    read = page(f"<h2>2. Kites</h2><p>2.1 The Act says:</p><p>“kite” means a red thing on a line.</p>{rest}")
    labels = [node.label for node in walk(read.provisions)]
    assert "2.1(a)" in labels
    definition = next(node for node in walk(read.provisions) if node.kind == "definition")
    assert definition.children == ()


def test_a_numbering_that_begins_again_has_the_numbers_that_its_markup_sets_otherwise() -> None:
    """Of the second 1 to 6 number 3 is set as a list's item: it is said like the others, and stands in none of them."""
    first = "".join(f"<p>{at}. Fly kite {at}.</p>" for at in range(1, 9))
    again = "".join(f"<p>{at}. Land kite {at}.</p>" for at in (1, 2, 4, 5, 6))
    again = again.replace("<p>4.", "<ol class='legislative-list'><li>3. Land kite 3.</li></ol><p>4.")
    read = page(f"<h2>Air</h2>{first}<h2>Ground</h2>{again}")
    assert ("duplicate", "3") in [(doubt.kind, doubt.at) for doubt in read.structure.doubts]
    assert [node.kind for node in walk(read.provisions) if node.text == "Land kite 3."] == ["paragraph"]


def test_codes_with_two_letters_are_no_sections() -> None:
    """`2CD: Kites`, `2CG: Poles` name codes; 2ZA is a section where there is a section 2."""
    read = page("<h2>2CD: Kites</h2><p>Words.</p><h2>2CG: Poles</h2><p>Words.</p><h2>2DP: String</h2><p>Words.</p>")
    assert headed(read) == []
    body = "<h2>1. Kites</h2><p>Words.</p><h2>2. Poles</h2><p>Words.</p><h2>2ZA. String</h2><p>Words.</p>"
    assert headed(page(body)) == ["Section 1", "Section 2", "Section 2ZA"]
