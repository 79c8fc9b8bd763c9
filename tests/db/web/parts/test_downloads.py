"""Lists to download: of nothing, too, it is said what it is and of which ledger."""

import csv
import io

import pytest

from db.web.parts.downloads import document


@pytest.mark.parametrize("rows", [[], [{"label": "XYZ 1"}]])
def test_a_list_of_nothing_says_so(rows: list[dict[str, object]]) -> None:
    """A file with no more than a byte order mark told neither that nothing was found nor where."""
    content = document(rows, "list", "csv", "abc123").content
    text = content.decode() if isinstance(content, bytes) else content
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["ledger"] == "abc123"
    assert row["notice"].startswith("Nothing") is (rows == [])
