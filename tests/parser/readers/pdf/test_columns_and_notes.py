"""Text in columns is measured as one column; notes that end a document are told by what refers to them."""

import io
from dataclasses import replace

import pytest
from reportlab.pdfgen.canvas import Canvas

from parser.readers.pdf.aligned_rows import ordered
from parser.readers.pdf.aligned_tables import aligned
from parser.readers.pdf.columns import Part, in_columns
from parser.readers.pdf.document import read_pdf
from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.footnotes import at_end, under_rule
from parser.readers.pdf.lines import Line, line_of, lines
from parser.readers.pdf.running_text import Hyphens, Text
from parser.readers.pdf.tables import GridRow
from parser.readers.pdf.typesetting import measure
from parser.readers.pdf.words import Look, Page, Word

LOOK = Look(11.0, False, False, False)


def line(text: str, left: float, base: float) -> Line:
    """A line of words of one size, six points a letter."""
    words = []
    for part in text.split():
        words.append(Word(part, left, base - 8, left + 6 * len(part), base + 2, base, LOOK))
        left += 6 * len(part) + 3
    return line_of(words, 1)


def test_a_line_of_the_second_column_is_measured_in_the_first_and_shown_in_its_own() -> None:
    """Indents compare with those of the first column; the box stays where the page shows the line."""
    beside = line("(a) kites", 320, 100)
    moved = beside.in_column(1, 260)
    assert (moved.left, moved.words[0].left, moved.column) == (60, 60, 1)
    assert moved.box == beside.box


def test_notes_that_end_the_document_are_all_that_is_referred_to() -> None:
    """i, ii and iii in order at one edge are the notes; where one is missing or repeated they stay text."""
    found = [line("Fly kites.", 50, 80), line("i See one.", 50, 100), line("and more.", 50, 115)]
    found += [line("ii See two.", 50, 130), line("iii See three.", 50, 145)]
    notes, taken = at_end(found, {"i", "ii", "iii"})
    assert [(note.num, " ".join(part.text for part in note.lines)) for note in notes] == [
        ("i", "See one. and more."),
        ("ii", "See two."),
        ("iii", "See three."),
    ]
    assert len(taken) == 4
    assert at_end(found, {"i", "ii", "iii", "iv"}) == ([], set())
    assert at_end([*found, line("i Again.", 50, 160)], {"i", "ii", "iii"}) == ([], set())


def printed_as(*printed: tuple[str, float], hyphenates: bool = True) -> tuple[str, list[str]]:
    """Lines as one text in a document that has the words `harbour`, `light` and `alpha`, and the doubtful hyphens."""
    words = frozenset({"harbour", "light", "alpha", "keeping"})
    setting = replace(measure([[line("Harbour light.", 50, 80)]]), plain=words, hyphenates=hyphenates)
    hyphens = Hyphens()
    made = Text(setting, set(), hyphens).add([line(text, 50, base) for text, base in printed])
    return made.text, hyphens.doubtful


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [("the N-", "methyl kind", "the N-methyl kind"), ("the fluoro-", "N kind", "the fluoro-N kind"),
     ("the amino-N-", "methyl kind", "the amino-N-methyl kind"), ("of keep-", "ing watch", "of keeping watch")],
)  # fmt: skip
def test_no_word_is_broken_behind_its_first_letter_or_before_a_capital(first: str, second: str, text: str) -> None:
    """Such a hyphen is the word's own, although the maker breaks words."""
    assert printed_as((first, 100), (second, 115))[0] == text


def test_a_word_closed_although_nobody_prints_it_whole_is_doubted() -> None:
    """`alpha-` before `lamp` may be two words or a broken one: it is closed, as most are there, and said."""
    assert printed_as(("an alpha-", 100), ("meter reads", 115)) == ("an alphameter reads", ["alpha-meter"])
    assert printed_as(("of keep-", 100), ("ing watch", 115))[1] == []


def three_columns(notes: bool, cells: bool = False) -> list[Word]:
    """Fourteen lines in each of three columns, set one column after the other, or cell by cell."""
    texts = [[f"the keepers of light {column}{row}" for row in range(14)] for column in range(3)]
    places = [(column, row) for column in range(3) for row in range(14)]
    places = sorted(places, key=lambda place: (place[1], place[0])) if cells else places
    set_ = [line(texts[column][row], 50 + 190 * column, 100 + 12 * row) for column, row in places]
    below = [line(f"a note on the light {column}", 50 + 190 * column, 290) for column in range(3)] if notes else []
    return [word for each in [*set_, *below] for word in each.words]


@pytest.mark.parametrize("notes", [False, True])
def test_columns_of_text_are_no_table_although_notes_stand_below_them(notes: bool) -> None:
    """Three columns that the file sets one after the other are text; a table is set row by row."""
    words = three_columns(notes)
    page = Page(1, 640, 842, words, [], [], picture=False)
    assert aligned(ordered(page), lines(words, 1), None)[0] == []
    words = three_columns(notes=False, cells=True)
    page = Page(1, 640, 842, words, [], [], picture=False)
    assert aligned(ordered(page), lines(words, 1), None)[0] != []


def in_two_columns(*pages: list[Line], rules: tuple[Rule, ...] = (), back: int = 0) -> list[Part]:
    """Pages of two columns below a title across them, `back` of the right lines set between those of the left."""
    made, text = [], []
    for number, title in enumerate(pages, start=1):
        left = [line("the keepers of the light", 50, 120 + 12 * row) for row in range(20)]
        right = [line("watch in the night", 298, 100 + 12 * row) for row in range(20)]
        for place in range(back):
            left.insert(4 * place + 2, right.pop())
        found = [replace(each, page=number) for each in [*title, *left, *right]]
        text.append(found)
        made.append(Page(number, 595, 842, [w for x in found for w in x.words], list(rules), [], picture=False))
    return in_columns(made, text, [[] for _ in made])


def test_columns_are_pages_of_their_own_measured_as_if_each_were_the_first() -> None:
    """Below the title stand the left and the right column, whose lines end where those of their column do."""
    title = [line("Rules for the keepers of all of the lights of the harbour", 50, 60)]
    parts = in_two_columns(title, [])
    assert [(part.page.number, part.column, part.shown, len(part.text)) for part in parts] == [
        (1, 0, False, 1), (1, 1, True, 20), (1, 2, True, 20), (2, 0, True, 20), (2, 1, True, 20)
    ]  # fmt: skip
    right = parts[2].text[0]
    assert (right.left, right.box[0], right.place) == (50, 298, (1, 2))
    setting = measure([part.text for part in parts])
    assert setting.right(50, parts[1].text[0]) == max(x.right for x in parts[1].text)
    assert setting.right(50, parts[0].text[0]) == title[0].right


def test_a_ruling_line_across_the_columns_parts_those_above_it_from_those_below() -> None:
    """Both columns above the line are read before both below it."""
    parts = in_two_columns([], rules=(Rule(50, 225, 500, 225),))
    assert [(part.shown, len(part.text)) for part in parts] == [(True, 9), (True, 11), (True, 11), (True, 9)]


def test_what_the_file_sets_row_by_row_is_not_in_columns() -> None:
    """The sides of a table are set cell by cell: the file goes back to the left again and again."""
    assert [part.shown for part in in_two_columns([], back=4)] == [False]


def test_a_page_behind_one_in_columns_may_have_the_first_only() -> None:
    """The rest of a text in columns ends its lines where the others do."""
    first = [line("the keepers of the light", 50, 120 + 12 * row) for row in range(20)]
    first += [line("watch in the night", 298, 100 + 12 * row) for row in range(20)]
    rest = [replace(line("of the harbour", 50, 100 + 12 * row), page=2) for row in range(3)]
    pages = [
        Page(n, 595, 842, [w for x in found for w in x.words], [], [], picture=False)
        for n, found in enumerate((first, rest), start=1)
    ]
    parts = in_columns(pages, [first, rest], [[], []])
    assert parts[-1].shown
    assert parts[-1].text[0].limit == parts[0].text[0].limit > 0


def test_the_number_of_a_page_that_is_all_table_is_furniture() -> None:
    """Where a page prints nothing beside its table but its number, the table shows where its margins are."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for number in range(1, 5):
        for row in range(23):
            for edge in (60, 300, 530):
                canvas.line(edge, 60 + 30 * row, edge, 90 + 30 * row)
            canvas.line(60, 60 + 30 * row, 530, 60 + 30 * row)
            canvas.drawString(66, 70 + 30 * row, f"light {number}, {row}")
            canvas.drawString(306, 70 + 30 * row, "the keepers of the light")
        canvas.line(60, 750, 530, 750)
        canvas.drawString(290, 30, str(number))
        canvas.showPage()
    canvas.save()
    dropped = [(block.text, block.rule) for block in read_pdf(file.getvalue()).blocks if block.rule]
    assert dropped == [(str(number), "page number") for number in range(1, 5)]


def test_a_list_with_one_unknown_enumerator_is_a_list() -> None:
    """Twenty-six letters and `(zii)` beside items that wrap are a list, whatever one of them is."""
    letters = [*"defghijklmnopqrstuvwxyz", "zi", "zii"]
    rows = [line(f"({letter})", 50, 100 + 24 * row) for row, letter in enumerate(letters)]
    texts = [line("any notice given to it", 90, 100 + 24 * row) for row in range(len(letters))]
    wrapped = [line("under this rule,", 90, 112 + 24 * row) for row in range(len(letters))]
    words = [word for group in zip(rows, texts, wrapped, strict=True) for part in group for word in part.words]
    page = Page(1, 595, 842, words, [], [], picture=False)
    assert aligned(ordered(page), lines(words, 1), None)[0] == []


def test_notes_below_a_rule_are_those_of_its_column() -> None:
    """A short rule in the first column parts its notes; what stands beside them in the next column is text."""
    notes = [line("1 See the log.", 50, 500), line("and the lamp.", 50, 512), line("of the harbour.", 50, 524)]
    text = [line("the keepers of the light", 320, 500 + 12 * row) for row in range(5)]
    rule = Rule(50, 485, 120, 485)
    assert under_rule([*notes, *text], [rule], {"1"}) == notes
    assert under_rule([*notes, line("12", 320, 500)], [rule], {"1"}) != notes


def test_a_numbered_paragraph_of_the_second_column_wraps_there_and_is_shown_there() -> None:
    """Its number and its words are parts of one line: both know their column, and the box is where the page has it."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont("Times-Roman", 11)
    for left, numbers in ((60, range(1, 9)), (320, range(9, 17))):
        for place, number in enumerate(numbers):
            canvas.drawString(left, 740 - 45 * place, f"1.{number}")
            canvas.drawString(left + 40, 740 - 45 * place, "The keeper of the lamp writes down")
            canvas.drawString(left + 40, 726 - 45 * place, "how long it burned each night and who")
            canvas.drawString(left + 40, 712 - 45 * place, "was on the stair.")
    canvas.save()
    found = [block for block in read_pdf(file.getvalue()).blocks if not block.rule]
    assert [block.marker for block in found] == [f"1.{number}" for number in range(1, 17)]
    assert {block.text for block in found} == {
        "The keeper of the lamp writes down how long it burned each night and who was on the stair."
    }
    assert [block.span.box[0] for block in found if block.span and block.span.box] == [60.0] * 8 + [320.0] * 8


def test_a_tagged_row_whose_cells_go_on_in_the_next_column_is_in_both() -> None:
    """The rest of the cell stands above its first line, to the right; by its tag the row is one again in the flow."""
    left = [line("the keepers of the light", 50, 100 + 12 * row) for row in range(20)]
    right = [line("watch in the night", 300, 130 + 12 * row) for row in range(20)]
    cells = ((line("lamp", 50, 345),), (line("means a light", 110, 345), line("of the harbour.", 360, 100)))
    row = GridRow(1, 7, (50, 110, 450), (50, 110, 450), cells, (50, 90, 450, 350), place=100, tag=3, evidence="tags")
    every = [*left, *cells[0], *cells[1], *right]
    page = Page(1, 595, 842, [word for each in every for word in each.words], [], [], picture=False)
    parts = in_columns([page], [[*left, *right]], [[row]])
    shown = [[[x.text for cell in r.cells for x in cell] for r in part.rows] for part in parts]
    assert shown == [[["lamp", "means a light"]], [["of the harbour."]]]
    assert [part.rows[0].tag for part in parts] == [3, 3]
