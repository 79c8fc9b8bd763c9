"""A person's resolutions: `diffs.execute.overrides`."""

from pathlib import Path

import pytest

from corpus.errors import UsageError
from diffs.execute.overrides import load, parse_overrides

GOOD = """
[[override]]
instrument = "xyz-1"
instruction = "2.3"
label = "Section 4/C"
position = "end"
occurrences = "all"
author = "A. Person"
reason = "see the note"
"""


def test_an_override_is_read_with_its_changes(tmp_path: Path) -> None:
    """Author and reason come along."""
    path = tmp_path / "overrides.toml"
    path.write_text(GOOD, "utf-8")
    (override,) = load(path)
    assert dict(override.changes) == {"label": "Section 4/C", "position": "end", "occurrences": "all"}
    assert (override.author, override.reason, override.effect) == ("A. Person", "see the note", 1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (GOOD.replace('author = "A. Person"', ""), "line 2: an override needs 'author'"),
        (GOOD.replace('"end"', '"somewhere"'), "position is one of"),
        (GOOD.replace('"Section 4/C"', '"???"'), "not a citation"),
        (GOOD.replace("label =", "lable ="), "no key 'lable'"),
        (GOOD.replace('"all"', "true"), "'occurrences' cannot be True"),
        ('[[override]]\ninstrument = "a"\ninstruction = "1"\nauthor = "b"\nreason = "c"', "changes nothing"),
        (GOOD + "effect = 0", "from 1"),
        ("override = 1", r"list of \[\[override\]\]"),
        ("[[", "not TOML"),
    ],
)
def test_mistakes_are_said_with_file_and_line(text: str, why: str) -> None:
    """One line each, naming the file."""
    with pytest.raises(UsageError, match=why) as caught:
        parse_overrides(text, "mine.toml")
    assert "mine.toml" in str(caught.value)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """With its path."""
    with pytest.raises(UsageError, match="cannot be read"):
        load(tmp_path / "none.toml")
