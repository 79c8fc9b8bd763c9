"""The style sheet's schemes of colours."""

import re
from importlib.resources import files

SHEET = (files("db.web") / "static" / "keeling.css").read_text("utf-8")


def test_the_dark_scheme_sets_colours_and_nothing_else() -> None:
    """Each declaration for a dark screen is a colour by name: what else is accessible in light is so in the dark."""
    (dark,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", SHEET, re.DOTALL)
    assert SHEET.count("prefers-color-scheme") == 1
    assert all(re.fullmatch(r"\s*--[\w-]+: #[0-9a-f]{3,8}\s*", each) for each in dark.split(";") if each.strip())
    assert dark.count(";") > 10
