"""Pages that part their paragraphs by line breaks alone, or set them in columns: each number opens its provision."""

import pytest

from corpus.provision import walk
from corpus.work import Expression
from parser.document import parse

BROKEN = """<div><b>1. Flour</b><br>1.1 Flour must be sifted.<br>1.2 Flour must not be bleached, unless:<br>
&nbsp;(a) the label says so; or<br>&nbsp;(b) the loaf is not for sale.<br><br>
<b>2. Salt</b><br>2.1 Salt is weighed.<br>2.2 No more than 1.5 per cent. may be used.</div>"""
COLUMNS = """<table><tr><td><p>1. Trams stop at all stops.</p><p>2. Doors must not be forced.</p></td>
<td><p>3. Dogs ride free.</p><p>4. Ice is not allowed.</p></td></tr></table>"""


def read(body: str) -> Expression:
    return parse(f"<html><body><main><h1>Rules for bakers</h1>{body}</main></body></html>".encode())


def labels(expression: Expression) -> list[str]:
    return [node.label for node in walk(expression.provisions) if node.label]


def test_numbers_behind_line_breaks_open_their_paragraphs() -> None:
    """Sections in bold letters, paragraphs and items keep their labels where `<br>` alone parts them."""
    found = read(BROKEN)
    assert labels(found) == ["Section 1", "1.1", "1.2", "1.2(a)", "1.2(b)", "Section 2", "2.1", "2.2"]
    assert found.structure.doubts == ()
    assert found.coverage.shortfall == ""


def test_a_mark_of_a_note_stays_in_its_line() -> None:
    """A note is tied to the paragraph whose line has its mark, the last sign before a break or the first behind."""
    marks = [f'<sup><a href="#f{n}" id="r{n}">{n}</a></sup>' for n in range(4)]
    notes = "".join(f'<p id="f{n}"><a href="#r{n}">{n}</a> Note {n}.</p>' for n in range(1, 4))
    body = f"<div>1.1 Flour.{marks[1]}<br>1.2 Salt must not{marks[2]} be<br>wet.<br>{marks[3]}1.3 Eggs.</div>{notes}"
    assert [(note.num, note.refs) for note in read(body).footnotes] == [
        ("1", ("1.1",)),
        ("2", ("1.2",)),
        ("3", ("1.3",)),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<p>1.1 Flour must be kept as paragraph<br>2.3 Says.<br>2.4 Is no number here.</p>",
        "<p>1.1 A baker must:<br>1. Sift the flour.<br>2. Weigh the salt.</p>",
        "<p>1.1 Send it to<br>10 High Street<br>11 Low Street</p>",
        "<p>1.1 Read this:</p><blockquote><p>2. Sift.<br>3. Weigh.<br>4. Bake.</p></blockquote>",
    ],
)
def test_a_number_that_its_line_only_cites_or_lists_opens_nothing(body: str) -> None:
    """What a line goes on with, a list that words lead in, an address and somebody else's words stay where they are."""
    found = [node for node in walk(read(body).provisions) if node.kind == "paragraph"]
    assert [node.label for node in found] == ["1.1"]


def test_numbers_in_a_list_item_are_said_where_they_open_nothing() -> None:
    """The witness of printed numbers looks at every line of a block, not at its first alone."""
    body = "<ul><li>Flour<br>1.1 Flour must be sifted.<br>1.2 It must not be bleached.</li></ul>"
    assert [(doubt.kind, doubt.at) for doubt in read(body).structure.doubts] == [("label", "1.1"), ("label", "1.2")]


def test_columns_of_paragraphs_are_read_one_after_the_other() -> None:
    """A table of one row whose cells hold paragraphs only places them: it is no table, and their numbers are labels."""
    found = read(COLUMNS)
    assert labels(found) == ["1", "2", "3", "4"]
    assert "table" not in {node.kind for node in walk(found.provisions)}


def test_a_list_of_contents_parted_by_line_breaks_is_dropped_whole() -> None:
    """Its entries are lines of their own, also below one that says "Rules"."""
    names = ("Scope", "Rules", "Fees")
    body = "<p><b>Contents</b><br>" + "<br>".join(f"{n}. {name}" for n, name in enumerate(names, 1)) + "</p>"
    found = read(body + "".join(f"<h2>{n}. {name}</h2><p>It is so.</p>" for n, name in enumerate(names, 1)))
    assert labels(found) == ["Section 1", "Section 2", "Section 3"]
    assert {drop.rule for drop in found.coverage.drops} == {"contents-list"}
    assert "subparagraph" not in {node.kind for node in walk(found.provisions)}
