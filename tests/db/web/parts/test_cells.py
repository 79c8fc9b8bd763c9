"""Cells of Datasette's tables: what is a link, what is marked, and that nothing stored acts."""

import json

import pytest

from db.web.parts.cells import cell

PROVISION = {"path": "/kite/2026-09-09/a1", "label": "XYZ A1"}


@pytest.mark.parametrize(
    ("row", "value", "column", "html"),
    [
        (PROVISION, "/kite/2026-09-09/a1", "path", '<a href="/kite/2026-09-09/a1">/kite/2026-09-09/a1</a>'),
        (PROVISION, "XYZ A1", "label", '<a href="/kite/2026-09-09/a1">XYZ A1</a>'),
        (
            {"version_id": "kite@2026-09-09", "slug": "a1-2"},
            "XYZ A1.2",
            "label",
            '<a href="/kite/2026-09-09/a1-2">XYZ A1.2</a>',
        ),
        ({}, "kite@2026-09-09+draft", "version", '<a href="/kite/2026-09-09+draft">kite@2026-09-09+draft</a>'),
        ({}, '["Definition/kite@XYZ A1", "XYZ A2"]', "after", "“kite” in XYZ A1, XYZ A2"),
        ({}, '["<b>"]', "nodes", "&lt;b&gt;"),
        ({}, '["kite@2026-09-09"]', "instruments", '<a href="/kite/2026-09-09">kite@2026-09-09</a>'),
        ({}, "kite@2026-09-09/a1", "provision_id", '<a href="/kite/2026-09-09/a1">kite@2026-09-09/a1</a>'),
    ],
)  # fmt: skip
def test_addresses_versions_and_labels_are_links(row: dict[str, str], value: str, column: str, html: str) -> None:
    """Each leads to the page of the site that shows it."""
    assert cell(row, value, column) == html


@pytest.mark.parametrize(
    ("value", "column"),
    [
        (None, "path"),
        (7, "label"),
        ("//evil.example", "path"),
        ("javascript:alert(1)", "path"),
        ("write to me@example.org please", "text"),
        ("not json", "edits"),
        ("XYZ A1", "label"),
        ("XYZ A1; XYZ A2", "after"),
        ("[1, 2]", "before"),
    ],
)
def test_what_leads_nowhere_is_left_to_datasette(value: object, column: str) -> None:
    """Other values, and labels without a version, stay as they are."""
    assert cell({}, value, column) is None


def test_edits_are_marked_and_never_act() -> None:
    """A struck "not" is struck; markup in a stored text is text."""
    edits = json.dumps([[0, "You may "], [-1, "not "], [1, "<script>alert(1)</script>"]])
    html = str(cell({}, edits, "edits"))
    assert "<del>not </del>" in html
    assert "<ins>&lt;script&gt;" in html
    assert "<script>" not in html


def test_long_edits_say_what_is_left_out() -> None:
    """A cell shows the beginning, and how much more there is."""
    html = str(cell({}, json.dumps([[1, "a" * 2000]]), "edits"))
    assert "and 1,400 more characters" in html
    assert len(html) < 800


def test_a_long_text_shows_its_beginning_and_where_all_of_it_is() -> None:
    """A list of measures can be read as a list: their texts stand on their own pages."""
    html = str(cell(PROVISION, "The provider must not <b>wait</b>. " * 40, "text"))
    assert html.startswith('<div class="first">The provider must not &lt;b&gt;wait')
    assert '<a href="/kite/2026-09-09/a1">all 1,400 characters</a>' in html
    assert cell({}, "The provider must not wait. " * 40, "text") is None
