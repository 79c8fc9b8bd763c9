"""The page of a comparison says what `diff` says: duties lost, words before the first provision, what nobody orders."""

from dataclasses import replace
from sqlite3 import connect
from types import SimpleNamespace
from typing import Any

from corpus.change import Comparison, EffectRef
from corpus.citation import Anchors
from corpus.provision import Provision
from corpus.work import Expression
from db.ask.rows import Along, ChangeRow
from db.web.pages.compare import _drawn, _forces, _front, _grouped, _with_names
from db.web.parts.computed_stacks import computed_comparison
from db.web.parts.evidence import BEYOND, evidence
from diffs.compare.between import between
from diffs.output.comparison_layout import sheet
from diffs.output.comparison_sheet import Origin
from parser.document import parse


def lanterns(version: str, cover: str, words: str) -> Expression:
    """A text with a cover and one paragraph."""
    paragraph = Provision(kind="paragraph", label="1.1", num="1.1", text=words)
    section = Provision(kind="section", label="Section 1", num="1", heading="Lanterns", children=(paragraph,))
    return Expression("Lanterns", "code", (Provision(kind="text", text=cover), section), work="lan", version=version)


def compared() -> Comparison:
    """A new date on the cover, and a `not` that is gone."""
    before = lanterns("lan@2030-01-01", "Made on 1 January 2030 by the harbour.", "A boat must not show a red lantern.")
    after = lanterns("lan@2030-02-01", "Made on 1 February 2030 by the harbour.", "A boat must show a red lantern.")
    return between(before, after)


def test_words_before_the_first_provision_are_shown_and_counted_apart() -> None:
    """A comparison that a build stores or the site computes keeps them."""
    row, changes = computed_comparison(compared())
    assert [change.before for change in changes] == [("1.1",)]
    (cover,) = _front(row)
    assert (cover.kind, cover.before, cover.after) == ("modified", ("~1",), ("~1",))
    assert "".join(text for sign, text in cover.edits if sign >= 0) == "Made on 1 February 2030 by the harbour."


def test_a_duty_that_is_turned_round_is_said_before_the_changes() -> None:
    """As `diff` does, with the words and the anchor of the change."""
    row, changes = computed_comparison(compared())
    end: Any = SimpleNamespace(id="lan@2030-01-01")
    anchors = Anchors()
    drawn = [_drawn(change, end, end, anchors) for change in (*changes, *_front(row))]
    rows = [("turned round", "1.1", "1-1", "“must not” → “must”")]
    assert _forces(drawn, len(changes)) == [("Words of duty", rows)], "the other day on the cover is no other figure"


def test_changes_are_named_on_the_page_as_the_report_links_to_them() -> None:
    """What is gone and a second change of one place have names of their own, so that a permalink finds them."""
    before = lanterns("lan@2030-01-01", "Made by the harbour.", "A boat must show a red lantern.")
    extra = Provision(kind="paragraph", label="1.2", num="1.2", text="A lantern hangs at the bow of each boat.")
    after = lanterns("lan@2030-02-01", "Made by the harbour.", "A boat must show a green lantern.")
    gone = replace(
        before,
        provisions=(
            before.provisions[0],
            replace(before.provisions[1], children=(*before.provisions[1].children, extra)),
        ),
    )
    comparison = between(gone, after)
    end: Any = SimpleNamespace(id="lan@2030-01-01")
    anchors = Anchors()
    named = [_drawn(change, end, end, anchors).anchor for change in computed_comparison(comparison)[1]]
    page = sheet(comparison, gone, after, Origin(base="https://lanterns.example"))
    assert [entry.permalink.partition("#")[2] for entry in page.entries] == named == ["1-1", "removed-1-2"]


def test_a_table_of_changes_says_where_words_changed_that_nobody_orders() -> None:
    """Else the whole change counts as ordered for who has only the table."""
    comparison = compared()
    effect = EffectRef("lan-draft", "2.1", beyond=True)
    declared = replace(comparison, changes=tuple(replace(one, effect=effect) for one in comparison.changes))
    _, changes = computed_comparison(declared)
    end: Any = SimpleNamespace(id="lan@2030-01-01", date="2030-01-01", url="", snapshot="")
    (row,) = evidence(changes, (end, end), ("", ""), "")
    assert (row["declared_by"], row["not_declared"]) == ("lan-draft 2.1", BEYOND)


def test_a_changed_cell_is_stored_with_its_row_and_column() -> None:
    """Else a page and a table say "£5 → £50" of nothing."""
    before, after = (
        parse(
            f"<main><h1>Prices of lanterns</h1><h2>1. Prices</h2><p>1.1 They are these.</p><table><tr><th>Lantern</th>"
            f"<th>Price</th></tr><tr><td>Red</td><td>{price}</td></tr></table></main>".encode()
        )
        for price in ("£5", "£50")
    )
    _, (change,) = computed_comparison(between(before, after))
    assert (change.cells, change.cell_column) == (("Red", "£50"), "Price")
    end: Any = SimpleNamespace(id="lan@2030-01-01", date="2030-01-01", url="", snapshot="")
    (row,) = evidence([change], (end, end), ("", ""), "")
    assert (row["row"], row["column"]) == ("Red | £50", "Price")


def test_changes_without_a_number_stand_under_their_heading() -> None:
    """A path is no title, and one title is not printed twice for numbered and unnumbered text of one section."""
    ends: Any = (SimpleNamespace(id="lan@2030-01-01"), SimpleNamespace(id="lan@2030-02-01"))
    changes = [
        ChangeRow("modified", ("~3",), ("~3",), "Sails", "~3", ((-1, "a"), (1, "b"))),
        ChangeRow("modified", ("~4",), ("~4",), "Sails", "~4", ((-1, "a"), (1, "b"))),
        ChangeRow("modified", ("~9",), ("~9",), None, "~9", ((-1, "a"), (1, "b"))),
    ]
    anchors = Anchors()
    groups = _grouped(connect(":memory:"), [_drawn(change, *ends, anchors) for change in changes], ends)
    assert [(group.title, len(group.changes)) for group in groups] == [("Sails", 2), ("Text without a number", 1)]


def test_a_number_that_is_gone_or_came_along_leads_to_its_change() -> None:
    """A page about such a provision links to the comparison by the provision's own number."""
    end: Any = SimpleNamespace(id="lan@2030-01-01")
    changes = [
        ChangeRow("removed", ("1.2",), (), None, "1", ((-1, "a"),)),
        ChangeRow("renumbered", ("1.3",), ("1.2",), None, "1", ()),
        ChangeRow("modified", ("1.4(a)(ii)",), ("1.4(a)(ii)",), None, "1", ((-1, "a"), (1, "b"))),
        ChangeRow("added", (), ("LAN A1",), None, "LAN A1", ((1, "b"),), along=(Along(None, "LAN A1.1"),)),
    ]
    anchors = Anchors()
    drawn = _with_names([_drawn(change, end, end, anchors) for change in changes])
    assert [each.anchor for each in drawn] == ["removed-1-2", "1-2", "1-4-a-ii", "a1"]
    assert [each.names for each in drawn] == [
        ("1", "section-1"),
        ("1-3",),
        ("1-4-a", "1-4"),
        ("a1-1", "section-lan-a1"),
    ]
