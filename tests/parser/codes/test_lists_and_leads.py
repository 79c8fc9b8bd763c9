"""Lists, the words they go on behind, and the numbers that markup and words give them."""

import pytest

from corpus.provision import Provision, walk
from corpus.work import Expression
from parser.document import parse


def page(body: str) -> Expression:
    """A page of these elements, read; no word of it is lost."""
    read = parse(f"<html lang='en'><body><main><h1>Looking after kites</h1>{body}</main></body></html>".encode())
    assert not read.coverage.shortfall
    return read


def outline(read: Expression) -> list[str]:
    """Each provision but headings as its label or number and its words, two spaces for a level."""
    lines: list[str] = []

    def visit(nodes: tuple[Provision, ...], depth: int) -> None:
        for node in nodes:
            if node.kind != "heading":
                lines.append(f"{'  ' * depth}{node.label or node.num or '-'} {node.heading or node.text}".rstrip())
            visit(node.children, depth + 1)

    visit(read.provisions, 0)
    return lines


@pytest.mark.parametrize(
    ("first", "further"),
    [
        ("<ol><li>dry the sail</li><li>wind the line</li></ol>",
         "<ol start='3'><li>label the bag</li><li>close the bag</li></ol>"),
        ("<p>1. dry the sail</p><p>2. wind the line</p>", "<p>3. label the bag</p><p>4. close the bag</p>"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["The line may be wound on:", "There are two kinds of winder."])
def test_items_go_on_behind_words_and_bullets_in_an_unnumbered_text(first: str, further: str, lead: str) -> None:
    """Items 3 and 4 stand in the list that has 1 and 2, not under the words or the bullets between them.

    The bullets stand under the words where these lead them in, beside them where they are a sentence of their own.
    """
    below = "      " if lead.endswith(":") else "    "
    bullets = "<ul><li>a reel</li><li>a board</li></ul>"
    read = page(
        f"<h2>Storing</h2><p>A keeper must:</p>{first}<p>{lead}</p>{bullets}{further}<p>It is written down.</p>"
    )
    assert outline(read) == [
        "- A keeper must:",
        "  1 dry the sail",
        "  2 wind the line",
        f"    - {lead}",
        f"{below}- a reel",
        f"{below}- a board",
        "  3 label the bag",
        "  4 close the bag",
        "- It is written down.",
    ]


def test_a_list_that_begins_anew_behind_words_is_another() -> None:
    """The words before it lead it in, whatever number the first list had reached."""
    first, second = "<p>1. look</p><p>2. listen</p>", "<p>1. wind</p><p>2. fold</p><p>3. dry</p>"
    assert outline(page(f"<p>Before flying:</p>{first}<p>After flying:</p>{second}")) == [
        "- Before flying:", "  1 look", "  2 listen", "- After flying:", "  1 wind", "  2 fold", "  3 dry",
    ]  # fmt: skip


def test_the_number_that_words_print_wins_over_the_one_that_markup_counts() -> None:
    """`<ol><li>1.1 Look` is paragraph 1.1 and `<ol><li>4. Look` is 4; what the markup counts is dropped by rule."""
    dotted = page(
        "<h2>1. Flying</h2><ol><li>1.1 Look up.</li>"
        "<li>1.2 Wait for:<ol><li>(a) cows</li><li>(b) dogs</li></ol></li></ol>"
    )
    assert outline(dotted) == [
        "Section 1 Flying", "  1.1 Look up.", "  1.2 Wait for:", "    1.2(a) cows", "    1.2(b) dogs",
    ]  # fmt: skip
    assert {drop.rule for drop in dotted.coverage.drops} == {"counted-by-markup"}
    plain = page(
        "<h2>Flying</h2><ol><li>1. Look up.</li><li>2. Listen.</li><li>3. Wait.</li></ol>"
        "<h2>Landing</h2><ol><li>4. Look down.</li><li>5. Fold.</li></ol>"
    )
    assert [node.label for node in walk(plain.provisions) if node.num] == ["1", "2", "3", "4", "5"]


def test_words_that_only_look_like_a_number_leave_the_one_that_markup_counts() -> None:
    """`<li>10. Kite Street` and `<li>4. Wind Road` do not count on: the items are 1 and 2."""
    read = page("<p>Shops:</p><ol><li>10. Kite Street</li><li>4. Wind Road</li></ol>")
    assert [node.num for node in walk(read.provisions) if node.kind == "subparagraph"] == ["1", "2"]


def test_a_list_does_not_go_on_behind_a_question_with_a_number_of_its_own() -> None:
    """Item b behind `008. What is a line?` is not that of the list before it."""
    first = "<p>007. a. What is a kite?</p><p>A toy.</p><p>b. Whose?</p><p>Ours.</p>"
    read = page(f"{first}<p>008. a. What is a line?</p><p>Long.</p><p>c. Dry?</p>")
    assert "- 008. a. What is a line?" in outline(read)


def test_a_list_inside_a_list_inside_one_line_nests() -> None:
    """`(e) …: i. … ii. …: a) …; or b) …` is (e), (i), (ii), (a): the inner letters are not the outer list's again."""
    items = "(a) look; (b) check the field: i. for cows. ii. for wires that are: a) live; or b) low. (c) go."
    labels = [node.label for node in walk(page(f"<h2>1. Flying</h2><p>1.1 A keeper must: {items}</p>").provisions)]
    assert [label for label in labels if label and label.startswith("1.1(")] == [
        "1.1(a)", "1.1(b)", "1.1(b)(i)", "1.1(b)(ii)", "1.1(b)(ii)(a)", "1.1(b)(ii)(b)", "1.1(c)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", ["See figure a. Then see figure b. It shows c. All else is air.", "From: i. e. here."]
)
def test_letters_that_no_words_lead_in_are_no_items_of_a_line(words: str) -> None:
    """A full stop behind a letter makes an item only where a colon leads a list in that counts on."""
    read = page(f"<h2>1. Flying</h2><p>1.1 {words}</p>")
    assert outline(read) == ["Section 1 Flying", f"  1.1 {words}"]


@pytest.mark.parametrize("sign", ["({})", "{})", "{}."])
def test_letters_that_stand_in_two_lists_of_a_section_are_doubted(sign: str) -> None:
    """Section 2(a) is two items: neither has the label, and that is said; one list is labelled and in no doubt."""
    a, b = sign.format("a"), sign.format("b")
    first, second = f"<p>{a} the ground;</p><p>{b} the wind.</p>", f"<p>{a} wind in;</p><p>{b} fold.</p>"
    read = page(
        f"<h2>1. Flying</h2><p>Look at:</p>{first}<h2>2. Landing</h2><p>Look at:</p>{first}<p>Then:</p>{second}"
    )
    assert [node.label for node in walk(read.provisions) if node.kind == "subparagraph"] == [
        "Section 1(a)", "Section 1(b)", None, None, None, None,
    ]  # fmt: skip
    assert [(doubt.kind, doubt.at) for doubt in read.structure.doubts] == [("label", "Section 2")]


SIGNED = "<p>Jane Kite</p><p>Minister of State for the Air</p><p>Department for Wind</p><p>3 April 2030</p>"


@pytest.mark.parametrize("behind", ["", "<h2>Annex A</h2><p>Maps.</p>"])
def test_lines_that_sign_a_document_stand_in_no_paragraph(behind: str) -> None:
    """A name with an office and a day below it, at the end or before the annexes, is no part of the last paragraph."""
    read = page(f"<h2>1. Flying</h2><p>1.1 Fly well.</p><p>1.2 This code comes into force in May.</p>{SIGNED}{behind}")
    last = next(node for node in walk(read.provisions) if node.label == "1.2")
    assert not last.children
    assert {"Jane Kite", "3 April 2030"} <= {node.text for node in walk(read.provisions)}


def test_short_lines_at_the_end_that_sign_nothing_stay_in_their_paragraph() -> None:
    """Names without an office or a day are what the paragraph lists."""
    read = page("<h2>1. Flying</h2><p>1.1 Fields are:</p><p>Long Meadow</p><p>Great Down</p>")
    assert [child.text for node in walk(read.provisions) if node.label == "1.1" for child in node.children] == [
        "Long Meadow", "Great Down",
    ]  # fmt: skip


def test_an_inserted_number_close_to_its_words_is_set_apart() -> None:
    """`3.1AIf` behind `3.1 A kite` is 3.1A, `3.1 C The` 3.1C, 3.2ZA stands before 3.2A; `2.4GHz` is no number."""
    texts = (
        "3.1 A kite.",
        "3.1AIf it is heavy, fold it.",
        "3.1BWritten notes are kept.",
        "3.1 C The rest is free.",
        "3.2ZA Lines.",
        "3.2A Ropes.",
    )
    read = page(f"<h2>3. Flying</h2>{''.join(f'<p>{text}</p>' for text in texts)}<p>2.4GHz radios are allowed.</p>")
    assert [node.label for node in walk(read.provisions) if node.kind == "paragraph"] == [
        "3.1", "3.1A", "3.1B", "3.1C", "3.2ZA", "3.2A",
    ]  # fmt: skip
    assert {doubt.kind for doubt in read.structure.doubts} <= {"gap"}
    assert not any(repair.kind == "numbering_order" for repair in read.repairs)


def test_a_question_of_a_consultation_stands_in_no_paragraph_before_it() -> None:
    """It asks about the paragraphs above it; its bullets are its own."""
    asked = "<p>Question 1: Do you agree about:</p><ul><li>kites</li><li>lines</li></ul>"
    read = page(f"<p>1. Look up.</p><p>2. Listen.</p><p>3. Wait.</p>{asked}<p>4. Land.</p>")
    assert outline(read) == [
        "1 Look up.", "2 Listen.", "3 Wait.", "- Question 1: Do you agree about:", "  - kites", "  - lines", "4 Land.",
    ]  # fmt: skip


def test_numbers_in_groups_of_another_order_are_a_numbering_where_each_stands_once() -> None:
    """Questions 008 to 014 above 001 to 007 keep their numbers; lists from 1 are others, the step is said."""
    later = "".join(f"<p>0{at:02}. What is kite {at}?</p><p>A toy.</p>" for at in range(8, 15))
    first = "".join(f"<p>0{at:02}. What is line {at}?</p><p>1. A cord.</p><p>2. A rope.</p>" for at in range(1, 8))
    read = page(f"<h2>May</h2>{later}<h2>April</h2>{first}")
    assert [node.label for node in walk(read.provisions) if node.kind == "paragraph"] == [
        f"0{at:02}" for at in (*range(8, 15), *range(1, 8))
    ]
    assert [(doubt.kind, doubt.at) for doubt in read.structure.doubts] == [("order", "001")]


def test_numbers_with_letters_before_them_that_count_on_are_paragraphs() -> None:
    """`Q1.` to `Q5.` hold their answers; `B1. Road` alone is none."""
    asked = "".join(f"<p>Q{at}. What is kite {at}?</p><p>A toy.</p>" for at in range(1, 6))
    read = page(f"<h2>Asked</h2>{asked}<h2>Roads</h2><p>B1. Wind Road</p>")
    assert [(node.label, len(node.children)) for node in walk(read.provisions) if node.kind == "paragraph"] == [
        (f"Q{at}", 1) for at in range(1, 6)
    ]


def test_a_number_stands_before_the_letter_of_its_first_item() -> None:
    """`2. a. Red` is item (a) of 2, and bold words that begin small are no section's title."""
    read = page(
        "<p>1. Look.</p><p><strong>2. a. Is it red?</strong></p><p>Yes.</p><p>b. Blue?</p><p>3. Wait.</p><p>4. Go.</p>"
    )
    assert {node.label for node in walk(read.provisions) if node.num} == {"1", "2", "2(a)", "2(b)", "3", "4"}


def test_letters_close_to_the_titles_of_headings_are_their_letters() -> None:
    """`A.Kites` above `B. Lines` is Section A, also where an annex has letters of its own."""
    annex = "<h2>Annex 1: More</h2><h3>A. Maps</h3><p>x.</p><h3>B. Plans</h3><p>z.</p>"
    read = page(f"<h2>A.Kites</h2><p>Fly.</p><h2>B. Lines</h2><p>Wind.</p>{annex}")
    assert [node.label for node in walk(read.provisions) if node.kind in ("section", "subsection")] == [
        "Section A", "Section B", "Annex 1", "Annex 1/A", "Annex 1/B",
    ]  # fmt: skip


@pytest.mark.parametrize("between", ["OR", "and", "N.B. A reel is dear.", "Note: a reel is dear."])
def test_a_conjunction_or_a_remark_between_two_bullets_parts_no_list(between: str) -> None:
    """The bullet behind it stands beside the one before it, below the words that lead in both."""
    read = page(
        f"<p>A keeper has:</p><ul><li>a reel</li></ul><p>{between}</p><ul><li>a board</li></ul><p>It is dry.</p>"
    )
    lines = outline(read)
    assert [line for line in lines if between not in line] == [
        "- A keeper has:", "  - a reel", "  - a board", "- It is dry.",
    ]  # fmt: skip
    assert any(line.startswith("  ") and between in line for line in lines)


@pytest.mark.parametrize("lead", ["The kite may also be:", "A winder is one of two."])
def test_words_that_lead_in_bullets_are_no_remark_between_two(lead: str) -> None:
    """A sentence between two lists of bullets has the second below it, as before."""
    read = page(f"<p>A keeper has:</p><ul><li>a reel</li></ul><p>{lead}</p><ul><li>a board</li></ul>")
    assert outline(read) == ["- A keeper has:", "  - a reel", f"- {lead}", "  - a board"]


def test_an_address_that_a_bullet_leads_in_is_the_bullets() -> None:
    """All its lines stand below the bullet, and the list goes on behind it; the next paragraph stands apart."""
    address = "<div class='address'><p>The Kite House<br>1 Sand Lane<br>Windport</p></div>"
    read = page(
        f"<p>Abroad:</p><ul><li>a fee</li><li>a letter to:</li></ul>{address}<ul><li>a stamp</li></ul><p>We answer.</p>"
    )
    assert outline(read) == [
        "- Abroad:", "  - a fee", "  - a letter to:", "    - The Kite House", "    - 1 Sand Lane", "    - Windport",
        "  - a stamp", "- We answer.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("i. a reel; ii. a board; and iii. a bag.", ["i", "ii", "iii"]),
        ("a. a reel, b. a board, or c. a bag", ["a", "b", "c"]),
        ("1. a reel; 2. a bag", ["1", "2"]),
        ("i. a reel as in fig. ii. above", ["i"]),
        ("1. The reel is shown in plate 1. 2. Plates are printed; 4. is none", ["1"]),
    ],
)
def test_items_go_on_in_the_line_that_begins_with_the_first(line: str, items: list[str]) -> None:
    """Numbers that count on behind a semicolon or a comma are items; behind a full stop they are not."""
    read = page(f"<h2>1. Storing</h2><p>1.1 A keeper must have:</p><p>{line}</p><p>1.2 It is dry.</p>")
    paragraph = next(node for node in walk(read.provisions) if node.label == "1.1")
    assert [child.num for child in paragraph.children] == items


def test_lines_of_one_paragraph_sign_a_document_as_well() -> None:
    """A name with a small letter before its capital, an office and a day, set with line breaks, are no paragraph's."""
    signed = "<p>Jo d’Alby<br>Deputy Director, Kites<br>Dated: 3 December 2021</p>"
    read = page(
        f"<p>1. Dry it.</p><p>2. Wind it.</p><p>3. Bag it.</p>{signed}<h2>Schedule 1</h2><p>1. Red.</p><p>2. Blue.</p>"
    )
    assert outline(read)[3:6] == ["- Jo d’Alby", "- Deputy Director, Kites", "- Dated: 3 December 2021"]


@pytest.mark.parametrize(
    "items", ["<ul><li>it rains</li><li>it blows</li></ul>", "<p>a) it rains</p><p>b) it blows</p>"]
)
def test_words_that_begin_small_behind_a_list_close_its_sentence(items: str) -> None:
    """They stand below the words that lead the list in; an address, or words that lead in a further list, do not."""
    read = page(f"<p>Where:</p>{items}<p>the kite is folded.</p><p>We answer.</p>")
    assert [line.lstrip("- ab") for line in outline(read)] == [
        "Where:", "it rains", "it blows", "the kite is folded.", "We answer.",
    ]  # fmt: skip
    assert [line.startswith("  ") for line in outline(read)] == [False, True, True, True, False]
    other = page(f"<p>Where:</p>{items}<p>from the other list</p><ul><li>a reel</li></ul><p>www.kites.uk</p>")
    assert outline(other)[3:] == ["- from the other list", "  - a reel", "- www.kites.uk"]


def test_an_address_in_a_numbered_list_parts_it_not() -> None:
    """Behind `2. Write, for instance:` all its lines are item 2's, and 3 stands beside 2."""
    address = "<div class='address'><p>1 Kite Road<br>Nowhere<br>Windland</p></div>"
    again = "".join(f"<h2>{number}. Dry</h2><p>1. One.</p><p>2. Two.</p><p>3. Three.</p>" for number in (2, 3))
    read = page(f"<h2>1. Send</h2><p>1. Dry it.</p><p>2. Write, for instance:</p>{address}<p>3. Send it.</p>{again}")
    assert outline(read)[:7] == [
        "Section 1 Send", "  Section 1(1) Dry it.", "  Section 1(2) Write, for instance:", "    - 1 Kite Road",
        "    - Nowhere", "    - Windland", "  Section 1(3) Send it.",
    ]  # fmt: skip


def test_a_provision_quoted_in_an_annex_that_numbers_its_own_is_no_paragraph_of_it() -> None:
    """`“A5.1 …` below paragraph 3 of Annex A is quoted words, and said; `A1.1` of an annex is its own."""
    quoted = "<p>“A5.1 A kite must –</p><ol><li>(a) be dry;</li><li>(b) fly.</li></ol><p>A5.2 It is red.”</p>"
    read = page(
        f"<p>1. Go.</p><h2>Annex A</h2><p>1. One.</p><p>2. Two.</p><p>3. Rule A5 says:</p>{quoted}<p>4. Four.</p>"
    )
    labels = [node.label for node in walk(read.provisions)]
    assert {"Annex A/3", "Annex A/4", "Annex A/3(a)"} <= set(labels)
    assert not {"A5.1", "A5.2"} & set(labels)
    assert {doubt.at for doubt in read.structure.doubts} >= {"A5.1", "A5.2"}
    own = page("<p>1. Go.</p><h2>Annex A</h2><p>A1.1 One.</p><p>A1.2 Two.</p>")
    assert {"A1.1", "A1.2"} <= {node.label for node in walk(own.provisions)}


@pytest.mark.parametrize("printed", [("a.)", "b.)", "c.)"), ("a)", "b.)", "c)"), ("1.)", "2.)", "3.)")])
def test_a_full_stop_before_the_bracket_of_an_item_changes_nothing(printed: tuple[str, str, str]) -> None:
    """`b.)` is item b, also between items that are printed otherwise."""
    one, two, three = printed
    read = page(f"<h2>1. Kites</h2><p>1.1 A kite is:</p><p>{one} red,</p><p>{two} dry, and</p><p>{three} long.</p>")
    assert [node.printed for node in walk(read.provisions) if node.kind == "subparagraph"] == list(printed)
    assert not read.structure.doubts


def test_the_only_number_of_its_letter_is_read_where_other_letters_have_several() -> None:
    """D1.1 behind A1.1 to A1.3 is a paragraph; D1.4 alone, or D1.1 in a text without such numbers, may be a name."""
    others = "".join(f"<p>A1.{n} Kites are dry.</p>" for n in (1, 2, 3))
    read = page(f"<h2>A. Kites</h2>{others}<h2>D. Definitions</h2><p>D1.1 A kite is a toy.</p>")
    assert [node.label for node in walk(read.provisions) if node.label] == ["A1.1", "A1.2", "A1.3", "D1.1"]
    for body in (f"{others}<p>D1.4 is a road.</p>", "<p>D1.1 is a road.</p>"):
        assert "D1" not in "".join(node.label or "" for node in walk(page(body).provisions))


def test_a_prefix_may_end_in_a_figure() -> None:
    """The measures of `KTE2` are read with their prefix and in no doubt."""
    read = page(
        "<h2>KTE2 A1 Kites</h2><p>KTE2 A1.1 A kite must be red.</p><p>KTE2 A1.2 It must fly.</p>"
        "<h2>KTE2 A2 Ropes</h2><p>KTE2 A2.1 A rope is long.</p><p>KTE2 A2.2 And dry.</p>"
    )
    measures = [node.label for node in walk(read.provisions) if node.kind == "measure"]
    assert (measures, read.structure.doubts) == (["KTE2 A1", "KTE2 A2"], ())


def test_a_letter_without_a_second_is_a_part_of_its_sentence() -> None:
    """A sentence that quotes `(a)` of another text alone has no list; with `(b)` on the next line it has."""
    alone = page("<h2>1. Kites</h2><p>1.1 A keeper must at once – (a) land the kite.</p><p>1.2 Rest.</p>")
    assert outline(alone)[1:] == ["  1.1 A keeper must at once – (a) land the kite.", "  1.2 Rest."]
    both = page("<h2>1. Kites</h2><p>1.1 A keeper must – (a) land the kite;</p><p>(b) fold it.</p><p>1.2 Rest.</p>")
    assert "    1.1(a) land the kite;" in outline(both)
    assert "    1.1(b) fold it." in outline(both)


def test_a_bullet_that_prints_its_letter_is_the_item() -> None:
    """Behind a bullet whose letter the page left out, `(b)` is item b with its own list, and `(a)` is missed."""
    read = page(
        "<h2>1. Kites</h2><p>1.1 A kite counts if it –</p><ol><li style='list-style:none'>is red, or</li>"
        "<li style='list-style:none'>(b) carries –</li><li style='list-style:none'>(i) a lamp,</li>"
        "<li style='list-style:none'>(ii) a bell.</li></ol>"
    )
    assert outline(read)[2:] == [
        "    - is red, or",
        "    1.1(b) carries –",
        "      1.1(b)(i) a lamp,",
        "      1.1(b)(ii) a bell.",
    ]
    assert [doubt.kind for doubt in read.structure.doubts] == ["gap"]


def test_a_glossary_goes_on_behind_a_sentence() -> None:
    """Terms behind a sentence that leads in none stand beside it; behind words that lead them in, below these."""
    terms = "<ul><li>Gale: a wind.</li><li>Log: a book.</li></ul>"
    first = "<h2>Glossary</h2><ul><li>Quay: a wall.</li><li>Sail: a cloth.</li></ul>"
    beside = outline(page(f"{first}<p>Some words are used at sea only.</p>{terms}"))
    assert "Definition/Gale Gale: a wind." in beside
    assert "  Definition/Gale Gale: a wind." in outline(page(f"<h2>Glossary</h2><p>We use:</p>{terms}"))


def test_words_below_the_title_of_the_last_item_are_the_items() -> None:
    """`b) Land:`, a break and a sentence are one item, as `a) Fly:` is, though no item follows."""
    read = page(
        "<h2>1. Kites</h2><p>1.1 You may:</p><p>a) <b>Fly:</b><br>This is done in the air.</p>"
        "<p>b) <b>Land:</b><br>This is done on sand.</p><p>1.2 Rest.</p>"
    )
    assert outline(read)[2:6] == [
        "    1.1(a) Fly:",
        "      - This is done in the air.",
        "    1.1(b) Land:",
        "      - This is done on sand.",
    ]


def test_headings_in_a_numbered_list_have_its_numbers() -> None:
    """`<ol><li><h2>` shows `1. Pitches`: a section, with the items of the list inside it."""
    body = (
        "<ol><li><h2>Pitches</h2><ol><li><p>Pitches are marked.</p></li><li>They must not overlap.</li></ol></li>"
        "<li><h2>Fires</h2><ol><li>Fires are not lit.</li></ol></li></ol>"
    )
    found = parse(f"<html><body><main><h1>Camping Code</h1>{body}</main></body></html>".encode())
    labels = [node.label for node in walk(found.provisions) if node.label]
    assert labels == ["Section 1", "Section 1(1)", "Section 1(2)", "Section 2", "Section 2(1)"]
    assert found.coverage.shortfall == ""


def test_words_behind_an_inner_list_belong_to_the_item_around_it() -> None:
    """They close the inner list of a numbered paragraph, and are no further paragraph of its last item."""
    body = (
        "<ol><li>Players come on time.<ol type='a'><li>Strings at nine.</li><li>Winds at ten.</li></ol>Late players "
        "do not play.</li><li>Solos are shared.</li><li>Chairs are stacked.</li><li>All rest.</li><li>All go.</li></ol>"
    )
    found = parse(f"<html><body><main><h1>Terms</h1>{body}</main></body></html>".encode())
    first = next(node for node in walk(found.provisions) if node.label == "1")
    assert [(child.label, child.text) for child in first.children] == [
        ("1(a)", "Strings at nine."),
        ("1(b)", "Winds at ten."),
        (None, "Late players do not play."),
    ]
