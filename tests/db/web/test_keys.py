"""Single-letter keys can be switched off (WCAG 2.1.4), by what the pages and the report carry without a browser."""

from importlib.resources import files

import pytest


async def test_the_comparison_has_a_switch_for_its_keys(site) -> None:
    """A labelled checkbox stands on the page, and the script obeys and remembers it."""
    page = (await site.get("/compare/xyz/2030-01-10...2030-03-01")).text
    assert '<label><input type="checkbox" id="keys" checked>' in page
    script = files("db.web").joinpath("static/compare.js").read_text()
    assert "!keys.checked" in script
    assert "localStorage" in script


@pytest.mark.parametrize(("page", "script"), [("report.html", "report.js")])
def test_the_report_has_a_switch_for_its_keys(page: str, script: str) -> None:
    """The mailed report has the same switch."""
    templates = files("diffs.output").joinpath("templates")
    assert '<label class="keys" hidden><input type="checkbox" checked>' in templates.joinpath(page).read_text()
    assert 'keys.querySelector("input").checked' in templates.joinpath(script).read_text()
