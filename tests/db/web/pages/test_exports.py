"""Files that leave keeling say whether what they hold is in force, as the pages do."""

import csv
import io

import pytest

DAY = "as-at=2030-12-01"


def table(body: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    return list(csv.DictReader(io.StringIO(body.removeprefix("\ufeff"))))


@pytest.mark.parametrize(
    ("address", "column"),
    [
        ("/xyz/2030-03-01/measures.csv", "in_force"),
        ("/xyz/2030-03-01/changes.csv", "in_force"),
        ("/compare/xyz/2030-01-10...2030-03-01.csv", "in_force_after"),
        ("/search.csv?q=review", "in_force"),
    ],
)
async def test_every_row_of_a_table_says_whether_it_is_in_force(site, address: str, column: str) -> None:
    """A row that is copied out of its table still says so, and as at which day."""
    rows = table((await site.get(f"{address}{'&' if '?' in address else '?'}{DAY}")).text)
    assert rows
    assert {row[column].partition(":")[0] for row in rows} == {"As at 1 December 2030"}
    assert all(len(row[column]) > 30 for row in rows)


async def test_a_version_as_word_opens_with_its_status_line(site) -> None:
    """The Word file of a version says whether it is in force before its text begins."""
    from docx import Document

    answer = await site.get(f"/xyz/2030-01-10.docx?{DAY}")
    opening = [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs[:4]]
    assert any(line.startswith("As at 1 December 2030: A draft") for line in opening)


async def test_the_data_of_a_provision_have_its_history(site) -> None:
    """`.json` of a provision has every version with its days and what changed, oldest first, as `show --json`."""
    history = (await site.get("/xyz/2030-03-01/c1-2.json")).json()["history"]
    assert [event["version"] for event in history][:2] == ["xyz@2030-01-10", "xyz@2030-03-01"]
    assert history[1]["changes"][0]["kind"] == "modified"
    assert {"date", "status", "label", "in_force_from"} <= history[0].keys()
