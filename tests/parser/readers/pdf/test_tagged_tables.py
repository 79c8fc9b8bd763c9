"""Tables that a file's tags name: which of them are tables."""

from itertools import count

import pytest

from parser.readers.pdf.tagged import tagged
from parser.readers.pdf.tags import Tag, Tags
from parser.readers.pdf.words import Look, Page, Word

PLAIN = Look(10, bold=False, italic=False, turned=False)


def made(*rows: tuple[str, ...], head: bool = False) -> tuple[Page, Tags]:
    """A page with one tagged table, a cell each hundred points, and its tags."""
    words, cells, number = [], {}, count(1)
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts):
            cell = next(number)
            cells[cell] = (column, 1)
            tag = Tag(cell, "TD", table=1, row=row, cell=cell, head=head and row == 1)
            left = 72.0 + 100 * column
            for word in text.split():
                words.append(Word(word, left, 90 + 20 * row, left + 20, 100 + 20 * row, 98 + 20 * row, PLAIN, tag=tag))
                left += 24
    return Page(1, 595, 842, words, [], [], picture=False), Tags(cells=cells, widths={1: len(rows[0])})


@pytest.mark.parametrize(
    "rows",
    [
        (("1", "Keeping the lamp"), ("2", "Keeping the log"), ("3A", "Watches")),
        (("(a)", "oil"), ("(b)", "wick")),
        (("Harbour lights (c. 4)", "iii"), ("Nothing is outstanding", "")),
    ],
)
def test_a_table_that_only_sets_text_in_its_place_is_text(rows: tuple[tuple[str, ...], ...]) -> None:
    """Numbers beside paragraphs and a running head beside its page are no tables, whatever the tags say."""
    page, tags = made(*rows)
    found, left, doubts = tagged(page, tags, page.words)
    assert (found, left, doubts) == ([], page.words, [])


@pytest.mark.parametrize(
    ("rows", "head"),
    [
        ((("Light", "Keeper"), ("North", "Ann")), False),
        ((("Light", "5"), ("North", "7")), False),
        ((("1", "Lamp"), ("2", "Log")), True),
    ],
)
def test_a_table_with_words_beside_words_stays_a_table(rows: tuple[tuple[str, ...], ...], head: bool) -> None:
    """Words in two columns, figures behind words, or cells that are headings make a table."""
    page, tags = made(*rows, head=head)
    found, left, _ = tagged(page, tags, page.words)
    assert len(found) == 2
    assert not left
