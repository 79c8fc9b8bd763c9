"""Text in columns is measured as one column; notes that end a document are told by what refers to them."""

from parser.readers.pdf.footnotes import at_end
from parser.readers.pdf.lines import Line, line_of
from parser.readers.pdf.words import Look, Word

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
    lines = [line("Fly kites.", 50, 80), line("i See one.", 50, 100), line("and more.", 50, 115)]
    lines += [line("ii See two.", 50, 130), line("iii See three.", 50, 145)]
    notes, taken = at_end(lines, {"i", "ii", "iii"})
    assert [(note.num, " ".join(part.text for part in note.lines)) for note in notes] == [
        ("i", "See one. and more."),
        ("ii", "See two."),
        ("iii", "See three."),
    ]
    assert len(taken) == 4
    assert at_end(lines, {"i", "ii", "iii", "iv"}) == ([], set())
    assert at_end([*lines, line("i Again.", 50, 160)], {"i", "ii", "iii"}) == ([], set())
