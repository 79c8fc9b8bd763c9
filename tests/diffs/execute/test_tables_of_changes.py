"""Rows of a table that order or set out changes, and rows and definitions named without quotation marks."""

from corpus.provision import walk
from diffs.execute.consolidate import Consolidation, consolidate
from parser.document import parse

BASE = (
    "<html><body><main><h1>Lantern Code of Practice</h1><h2>Section 4 Measures</h2><h3>B Lamps</h3>"
    "<h4>LAN B1 Lamps</h4>"
    "<p>LAN B1.1 The keeper should:</p><p>(a) trim the lamp;</p><p>(b) fill the lamp; and</p><p>(c) rest.</p>"
    "<p>LAN B1.2 See the table below for the hours.</p>"
    "<table><tr><th>Lamp</th><th>Hours</th></tr><tr><td>Red</td><td>six</td></tr><tr><td>Green</td><td>two</td></tr>"
    "</table>"
    "<h2>Section 5 Terms</h2><p>5.1 In this Code:</p><p>“keeper” means whoever keeps a light;</p>"
    "<p>“lamp” includes a lantern.</p></main></body></html>"
)
HEAD = (
    "<h1>Amendments to the Lantern Code of Practice</h1><p>2.1 The Lantern Code of Practice is amended as follows.</p>"
)


def done(body: str) -> Consolidation:
    """The code after an instrument with this body."""
    draft = f"<html><body><main>{HEAD}{body}</main></body></html>"
    return consolidate(parse(BASE.encode(), name="a.html"), [parse(draft.encode(), name="d.html")])


def words(made: Consolidation, label: str) -> str | None:
    """The own words of a provision; None where it is not there."""
    return next((node.text for node in walk(made.expression.provisions) if node.label == label), None)


def test_a_row_that_only_says_delete_takes_out_what_it_names() -> None:
    """All of it, and nothing else."""
    made = done(
        "<table><tr><th>Provision</th><th>Amendment</th></tr><tr><td>LAN B1.1(b)</td><td>Delete.</td></tr></table>"
    )
    assert made.complete, made.outcomes
    assert (words(made, "LAN B1.1(b)"), words(made, "LAN B1.1(a)")) == (None, "trim the lamp;")


def test_a_row_changes_the_same_words_in_each_provision_that_it_names() -> None:
    """Once in each; where one of them has the words not, in none."""
    rows = "<table><tr><th>Paragraph</th><th>Current text</th><th>New text</th></tr><tr><td>LAN B1.1({})</td>"
    rows += "<td>lamp</td><td>light</td></tr></table>"
    made = done(rows.format("a) and (b"))
    assert made.complete, made.outcomes
    assert (words(made, "LAN B1.1(a)"), words(made, "LAN B1.1(b)")) == ("trim the light;", "fill the light; and")
    half = done(rows.format("a) and (c"))
    assert not half.complete
    assert words(half, "LAN B1.1(a)") == "trim the lamp;"


def test_rows_and_definitions_are_named_without_quotation_marks() -> None:
    """By their own words up to the verb; a word that may say something else is refused."""
    row = "<p>2.2 In the table below LAN B1.2, after the entry relating to Red insert the following row:</p>"
    made = done(
        f"{row}<table><tr><td>Blue</td><td>one</td></tr></table><p>2.3 In Section 5, omit the definition of keeper.</p>"
    )
    assert made.complete, made.outcomes
    assert "Red" in str(made.expression.provisions)
    assert words(made, "Definition/keeper@Section 5") is None
    cells = [node.text for node in walk(made.expression.provisions) if node.text in ("Red", "Blue", "Green")]
    assert cells == ["Red", "Blue", "Green"]
    assert not done("<p>2.2 In Section 5, omit the definition of keeper for piers.</p>").complete


def test_a_date_above_an_order_is_no_item() -> None:
    """ "1 June 2026" is a line of its own as "1 LAN B1.1" is, and names no place."""
    for day in ("1 June 2026", "1 MAY 2026"):
        made = done(f"<p>{day}</p><p>In LAN B1.2, for “hours” read “times”.</p>")
        assert made.complete, made.outcomes
        assert words(made, "LAN B1.2") == "See the table below for the times."


def test_a_paragraph_that_bears_its_annexs_letter_is_found_in_that_annex_only() -> None:
    """ "Annex A, paragraph A.1" is `A.1`; in Annex B there is none."""
    annexes = "".join(
        f"<h2>Annex {letter} Forms</h2><p>{letter}.1 The record names the keeper.</p><p>{letter}.2 It is kept.</p>"
        for letter in "AB"
    )
    base = parse(BASE.replace("</main>", f"{annexes}</main>").encode(), name="a.html")
    for place, complete in (("Annex A, paragraph A.1", True), ("Annex B, paragraph A.1", False)):
        body = f"{HEAD}<p>2.2 In {place}, for “keeper” substitute “mate”.</p>"
        draft = parse(f"<html><body><main>{body}</main></body></html>".encode(), name="d.html")
        made = consolidate(base, [draft])
        assert made.complete is complete, made.outcomes
        assert (words(made, "A.1") == "The record names the mate.") is complete
