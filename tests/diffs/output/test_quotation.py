"""A change as a quotation to be pasted."""

from made_versions import code, measure, section

from corpus.change import Comparison
from corpus.work import Expression
from diffs.compare.between import between
from diffs.output.comparison_layout import sheet
from diffs.output.comparison_text import to_markdown
from parser.document import parse

SENTENCES = [
    f"A club keeps log {number} of the kites that were lost in the field behind its house." for number in range(60)
]


def quoted(before: str, after: str) -> str:
    """The quotation of the one change of a paragraph."""
    texts: list[Expression] = [code(section(measure("XYZ A1", "Logs", text))) for text in (before, after)]
    comparison: Comparison = between(*texts)
    (entry,) = sheet(comparison, *texts).entries
    return entry.quotation


def test_a_change_far_into_a_long_paragraph_is_in_its_quotation() -> None:
    """The words were cut behind 1,200 letters; both sides read alike then, and it said that nothing changed."""
    before = " ".join(SENTENCES)
    after = before.replace("log 50 of the kites that were lost", "log 50 of the kites that were not lost")
    said = quoted(before, after)
    assert "its words are the same" not in said
    assert "that were not lost" in said.partition("Before:")[0]
    assert "log 50 of the kites that were lost" in said.partition("Before:")[2]
    assert said.count("[…]") == 4
    assert len(said) < 2_000


def test_every_change_of_a_long_paragraph_is_in_its_quotation() -> None:
    """One near the beginning does not hide one near the end."""
    before = " ".join(SENTENCES)
    after = before.replace("log 1 of", "book 1 of").replace("log 58 of", "book 58 of")
    said = quoted(before, after)
    assert all(words in said for words in ("book 1 of", "book 58 of", "log 1 of", "log 58 of"))


def test_a_changed_cell_is_quoted_with_its_row_and_column() -> None:
    """ "£50" alone says nothing."""
    before, after = (
        parse(
            f"<main><h1>Prices of kites</h1><h2>1. Prices</h2><p>1.1 They are these.</p><table><tr><th>Kite</th>"
            f"<th>Price</th></tr><tr><td>Red</td><td>{price}</td></tr></table></main>".encode()
        )
        for price in ("£5", "£50")
    )
    comparison = between(before, after)
    (entry,) = sheet(comparison, before, after).entries
    assert "row “Red | £50”, column “Price”: “£50”" in entry.quotation
    assert "row Red | £50, column Price" in to_markdown(comparison, before, after).replace("\\", "")
