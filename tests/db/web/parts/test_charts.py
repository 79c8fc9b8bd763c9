"""Pictures: what stands in them."""

from db.web.pages.work import ever_changed
from db.web.parts.charts import heat, network


def test_a_measure_that_only_a_computed_version_has_stands_in_the_strip() -> None:
    """An inserted measure is the change people look for; the newest published version does not have it."""
    shown = [{"label": "XYZ C8"}, {"label": "XYZ D1"}]
    changed = {"XYZ D1": {"xyz@2": ["modified"]}, "XYZ C11": {"xyz@2+a": ["added"]}, "Section 5": {"xyz@2": ["added"]}}
    labels = ever_changed(shown, changed, "XYZ")
    assert labels == ["XYZ C11", "XYZ D1"]
    versions = [
        {"id": "xyz@2", "date": "2030-01-02", "derived": False, "comparison": {"id": "a...b"}},
        {"id": "xyz@2+a", "date": "2030-02-03", "derived": True, "comparison": {"id": "a...b"}},
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
