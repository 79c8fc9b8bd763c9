"""Each witness says where the document and the tree disagree, and the text stays whole."""

import pytest

from corpus.provision import Provision, walk
from corpus.work import Expression, Work, WorkKind
from parser.document import parse
from parser.readers.blocks import Reading
from parser.witnesses.citations import definitions
from parser.witnesses.evidence import Evidence


def doubts(expression: Expression) -> list[tuple[str, str]]:
    """The kind and the place of every doubt."""
    return [(doubt.kind, doubt.at) for doubt in expression.structure.doubts]


def page(body: str, title: str = "Rules for lamps") -> Expression:
    """A page of our own as it parses."""
    return parse(f"<html><body><main><h1>{title}</h1>{body}</main></body></html>".encode())


SECTIONS = "<h2>1. Lamps</h2><p>1.1 Light the lamp.</p><h2>2. Oil</h2><p>2.1 Keep the oil.</p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h2>1. Lamps</h2><p>1.1 Light it.</p><p>1.2 Trim it.</p><p>1.4 Rest.</p>", ("gap", "1.4")),
        ("<h2>1. Lamps</h2><p>1.1 Light it.</p><p>1.1 Trim it.</p><p>1.2 Rest.</p>", ("duplicate", "1.1")),
    ],
)
def test_numbers_that_leave_out_or_repeat(body: str, expected: tuple[str, str]) -> None:
    """A gap and a repetition are a doubt at their place; nothing else loses its label, and no word is lost."""
    expression = page(body)
    assert doubts(expression) == [expected]
    assert expression.coverage.shortfall == ""
    assert {node.label for node in walk(expression.provisions)} >= {"Section 1", "1.1"}


def test_a_gap_that_the_document_explains_is_none() -> None:
    """A note that a number is not used is a reason."""
    expression = page("<h2>1. Lamps</h2><p>1.1 Light it.</p><p>1.2 [Not used]</p><p>1.3 Rest.</p>")
    assert doubts(expression) == []


def test_a_wrong_list_of_contents_is_said() -> None:
    """A numbered entry without a provision falls short, one of words only does not; the entries that fit agree."""
    nav = '<nav class="gem-c-contents-list"><ol><li>1. Lamps</li><li>2. Oil</li><li>3. Wicks</li>'
    nav += "<li>Glossary</li></ol></nav>"
    source = f'<html><body class="govuk-template"><main><h1>Rules</h1>{nav}{SECTIONS}</main></body></html>'
    expression = parse(source.encode())
    assert doubts(expression) == [("contents", "3. Wicks"), ("heading", "Glossary")]
    contents = next(each for each in expression.structure.witnesses if each.kind == "contents")
    assert (contents.agrees, contents.differs) == (2, 2)
    assert len(expression.shortfalls) == 1


def test_a_note_without_its_mark_is_said() -> None:
    """A note that nothing refers to, beside one that is tied."""
    expression = page(
        '<p>1.1 Light it<sup><a href="#fn:1">1</a></sup>.</p><div class="footnotes"><ol>'
        '<li id="fn:1"><p>Every night.</p></li><li id="fn:2"><p>Not by day.</p></li></ol></div>'
    )
    assert doubts(expression) == [("footnote", "note 2")]


def test_the_catalogue_is_a_witness() -> None:
    """Fewer measures than the catalogue expects and words that must be there and are not: it falls short."""
    work = Work(
        "lamps", "code", "Lamp code", minimum_measures=3, must_contain=("Light the lamp", "Recommended measures")
    )
    body = f"<html><body><main><h1>Rules for lamps</h1>{SECTIONS}</main></body></html>".encode()
    expression = parse(body, work=work)
    assert doubts(expression) == [("catalogue", "lamps"), ("catalogue", "lamps")]
    assert len(expression.shortfalls) == 2


def test_doubts_about_labels_and_parents_fall_short_and_others_do_not() -> None:
    """What makes exit status 1 is a label or a parent, not a reference that its drafter got wrong."""
    expression = page("<h2>1. Lamps</h2><p>1.1 Light it.</p><p>1.1 Trim it.</p><p>1.4 See paragraph 1.9.</p>")
    assert [doubt.kind for doubt in expression.structure.doubts if doubt.of_labels] == ["duplicate"]
    assert len(expression.shortfalls) == 1


def test_a_list_that_counts_down_is_in_order() -> None:
    """`reversed` prints iii, ii, i: that is its order; two items the other way round are still said."""
    listed = "<ol type='i' reversed><li>three;</li><li>two;</li><li>one.</li></ol>"
    assert doubts(page(f"<h2>1. Lamps</h2><p>1.1 Light:</p>{listed}<p>1.2 Rest.</p>")) == []
    wrong = "<p>(b) two;</p><p>(a) one.</p>"
    assert doubts(page(f"<h2>1. Lamps</h2><p>1.1 Light:</p>{wrong}<p>1.2 Rest.</p>"))


NOTED = '<p>1.{} Light it<sup><a href="#fn:1" role="doc-noteref">[footnote 1]</a></sup>.</p>'
NOTE = '<li role="doc-endnote"><p>{}<a href="#fnref:1" role="doc-backlink">↩</a></p></li>'


def listed_notes(marks: int, notes: list[str]) -> Expression:
    """A page with marks of one number and notes of the same number, all of them at its end."""
    body = "".join(NOTED.format(n + 1) for n in range(marks))
    return page(f'<h2>1. Lamps</h2>{body}<div class="footnotes"><ol>{"".join(map(NOTE.format, notes))}</ol></div>')


def test_notes_of_one_number_at_the_end_belong_to_its_marks_in_order() -> None:
    """The second mark has the second note; where notes are more than marks, that is said."""
    told = listed_notes(2, ["By night.", "By day."])
    assert [(note.text, note.refs) for note in told.footnotes] == [("By night.", ("1.1",)), ("By day.", ("1.2",))]
    assert doubts(told) == []
    assert doubts(listed_notes(2, ["By night.", "By day.", "Never."])) == [("footnote", "note 1")]


@pytest.mark.parametrize(("kind", "expected"), [("code", 1), ("guidance", 0)])
def test_words_that_say_what_a_term_means_are_a_definition_or_in_doubt(kind: WorkKind, expected: int) -> None:
    """In a section of definitions, unlabelled words with "means" are one doubt; definitions and other words none."""
    texts = ("lamp means any light with a handle.", "Term Meaning", "Oil is kept apart.")
    children = (
        Provision("definition", "Definition/wick@Section 4", text="“wick” means what burns."),
        *(Provision("text", text=text) for text in texts),
    )
    section = Provision("section", "Section 4", "4", "Definitions and interpretation", children=children)
    heard = definitions(Evidence(Reading((), "pdf"), (section,), kind))
    assert [(doubt.kind, doubt.at) for doubt in heard.doubts] == [("definition", "Section 4")] * expected
    assert heard.agrees == 1


def test_a_citation_of_a_number_that_is_printed_twice_is_in_doubt() -> None:
    """Which of two paragraphs 1.1 is meant nobody can tell: one doubt for all such citations."""
    body = "<h2>1. Lamps</h2><p>1.1 Light it.</p><p>1.1 Trim it.</p><p>1.2 See paragraph 1.1.</p><p>1.3 As 1.2.</p>"
    assert ("reference", "1.1") in doubts(page(body))
    assert ("reference", "1.1") not in doubts(page(body.replace("<p>1.1 Trim it.</p>", "")))


def test_references_to_notes_that_stand_in_the_words_are_said_once() -> None:
    """`[see note 2]` typed into a sentence is tied to nothing: one doubt for all; `[note the wind]` is no reference."""
    told = page(
        "<h2>1. Kites</h2><p>1.1 Fly [see note 1] high.</p><p>1.2 Land [note 2] it.</p><h3>Note 1</h3><p>By day.</p>"
    )
    assert [doubt for doubt in doubts(told) if doubt[0] == "footnote"] == [("footnote", "1.1")]
    assert not doubts(page("<h2>1. Kites</h2><p>1.1 Fly [note the wind] high [see page 2].</p>"))
