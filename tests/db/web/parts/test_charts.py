"""Pictures: what stands in them."""

from contextlib import closing
from dataclasses import fields
from pathlib import Path
from typing import Any

from lantern_archive import CODE, Archive

from db.ask import comparisons, query
from db.ask.rows import VersionRow
from db.web.pages.work import ever_changed, strip
from db.web.parts.charts import heat, network
from db.web.parts.entries import Milestone


def as_row(**known: Any) -> VersionRow:
    """A row of `versions` with what is known of it."""
    return VersionRow(**{field.name: known.get(field.name) for field in fields(VersionRow)})


def test_a_measure_that_only_a_computed_version_has_stands_in_the_strip() -> None:
    """An inserted measure is the change people look for; the newest published version does not have it."""
    shown = [{"label": "XYZ C8"}, {"label": "XYZ D1"}]
    changed = {"XYZ D1": {"xyz@2": ["modified"]}, "XYZ C11": {"xyz@2+a": ["added"]}, "Section 5": {"xyz@2": ["added"]}}
    labels = ever_changed(shown, changed, "XYZ")
    assert labels == ["XYZ C11", "XYZ D1"]
    versions = [
        Milestone(as_row(id="xyz@2", date="2030-01-02", status="issued"), {"id": "a...b"}),
        Milestone(as_row(id="xyz@2+a", date="2030-02-03", status="derived"), {"id": "a...b"}),
    ]
    picture = heat(labels, versions, changed)
    assert picture.index(">XYZ C11<") < picture.index(">XYZ D1<")
    assert "(2030-02-03)" in picture


def test_a_long_name_in_the_network_is_cut_and_whole_in_its_title() -> None:
    """Nothing runs out of the picture."""
    name = "Definition/a term that goes on and on@Section 5"
    rows = [{"source": name, "path": "/a"}, {"source": "XYZ A1", "path": "/b"}, {"source": "XYZ A2", "path": "/c"}]
    picture = network("XYZ C1", [], rows)
    assert "“a term that goes on and…<title>“a term that goes on and on” in Section 5</title>" in picture


def test_a_measure_that_loses_a_paragraph_is_not_removed(tmp_path: Path) -> None:
    """In the table of measures it is reworded, and one that is gone as a whole is removed."""
    archive, second = Archive(tmp_path), "LAN C2 Oil\nRecommendation\nLAN C2.1 The keeper should buy oil.\n"
    more = "LAN C1.3 The keeper should sign the list.\n"
    archive.add(CODE.format(day="4 July 2025") + more + second, "https://www.office.example.org/code.txt")
    archive.add(CODE.format(day="9 March 2026"), work="lan", status="issued")
    connection = query.connect(archive.build().data / "keeling.db")
    assert {row["measure"]: row["kinds"] for row in comparisons.by_measure(connection, "lan")} == {
        "LAN C1": "modified",
        "LAN C2": "removed",
    }
    connection.close()


def test_a_change_of_words_without_a_number_counts_for_their_measure(tmp_path: Path) -> None:
    """A table or a text in a measure has a name of its own, which is no citation: the page of the code had an error."""
    archive = Archive(tmp_path)
    page = (
        "<main><h1>Lantern Code of Practice for large towers</h1><p>Published {day}</p><h2>4. Recommended measures</h2>"
        "<h3>LAN C1 Keeping lanterns</h3><p>LAN C1.1 The keeper should keep a record.</p>"
        "<table><tr><th>Lamp</th><th>Hours</th></tr><tr><td>Red</td><td>{hours}</td></tr></table>"
        "<h3>LAN C2 Lighting</h3><p>LAN C2.1 The keeper should light it.</p></main>"
    )
    for day, hours in (("4 July 2025", "9"), ("4 May 2026", "12")):
        archive.add(page.format(day=day, hours=hours), work="lan", date="2025-07-04" if hours == "9" else "2026-05-04")
    archive.build()
    with closing(query.connect(tmp_path / "keeling.db")) as connection:
        changed = strip(connection, "lan")
    assert list(changed) == ["LAN C1"]
    assert ever_changed([{"label": "LAN C1"}, {"label": "LAN C2"}], changed, "LAN") == ["LAN C1"]
