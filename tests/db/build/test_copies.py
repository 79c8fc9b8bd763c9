"""One statement on several sites is one work, with what each copy says otherwise; another statement is another."""

import json
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from corpus.snapshots import Sighting, SnapshotStore
from db.ask import query
from db.build.run import BuildSummary, build

TEXT = """<html><head><title>{site}</title></head><body><main><h1>{title}</h1><p>{day}</p>
<p>The Lantern Coalition is a group of charities that keep watch over the harbours of the north{since}.</p>
<p>Last winter {boats} boats were lost within sight of land. {lamps}</p>
<h2>Our asks</h2><ul><li>{first}</li><li>The harbour must{denied} put out its lamps
before dawn.</li><li>Pilots should publish each month how many lamps were out.</li></ul>
<p>We stand ready to help the harbour master with this work, and we thank all who have written to us this year.</p>
{extra}<p>Signed by:</p>{names}</main></body></html>"""
LISTED = "<ul><li>Lantern Trust</li><li>Kite Foundation</li><li>Harbour Watch</li></ul>"
IN_A_LINE = "<p>Lantern Trust, Kite Foundation and Harbour Watch</p>"
OWN = {
    "site": "Lantern Trust", "title": "Joint statement on the harbour lamps", "day": "3 May 2025", "boats": "eleven",
    "denied": " not", "extra": "", "names": LISTED, "first": "The keeper should extend C6 to every quay.",
    "since": ", and for ten years we have asked that every quay be lit at night",
    "lamps": "Each could have been saved by a lamp on the outer wall, and none of the lamps there burned that night.",
}  # fmt: skip
LATER = {
    "since": ", as all who read our letters know by now", "first": "Pilots should count the boats that come in late.",
    "lamps": "We are glad that it was not more, yet much of the work that we asked for then has still to be begun now.",
}  # fmt: skip


def page(**other: str) -> bytes:
    """The statement, with these parts of it otherwise."""
    return TEXT.format(**(OWN | other)).encode()


PAGES = (
    ("https://www.lantern.example/statements/1", page()),
    (
        "https://www.kite.example/news/7",
        page(site="Kite Foundation", title="We sign the lamp statement", denied="", extra="<p>More news from us.</p>"),
    ),
    ("https://www.watch.example/lamps", page(boats="twelve", names=IN_A_LINE)),
    ("https://www.lantern.example/statements/9", page(day="4 June 2026", boats="three", **LATER)),
    (
        "https://www.oil.example/1",
        page(names="<ul><li>Oil Union</li><li>Wick Makers</li><li>Guild of Keepers</li></ul>", boats="nine"),
    ),
)


def built(data: Path) -> tuple[BuildSummary, dict[str, list[dict[str, object]]]]:
    """The archive of these pages, built: the summary, and the renditions by version."""
    store = SnapshotStore(data / "snapshots")
    with store.writing():
        for hour, (url, body) in enumerate(PAGES):
            store.add(Sighting(url, "ok", time=f"2026-07-01T1{hour}:00:00+00:00", http_status=200), body)
    summary = build(data, Catalogue())
    connection = query.connect(data / "keeling.db")
    rows = query.rows(connection, "select * from renditions order by rowid")
    connection.close()
    found: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        found.setdefault(str(row["version_id"]), []).append(row)
    return summary, found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildSummary, dict[str, list[dict[str, object]]], Path]:
    """The build, its renditions by version, its folder."""
    data = tmp_path_factory.mktemp("copies")
    return *built(data), data


OWN_ID = "joint-statement-on-the-harbour-lamps@2025-05-03"


def test_copies_on_three_sites_are_one_work(made) -> None:
    """Another title, furniture and names in one line make no other statement: content, day and names say so."""
    assert [row["url"] for row in made[1][OWN_ID]] == [url for url, _ in PAGES[:3]]


def test_another_day_or_other_names_are_another_statement(made) -> None:
    """What repeats most of the words a year later, and what others sign, are works of their own."""
    works = {version.partition("@")[0]: rows for version, rows in made[1].items()}
    assert len(works) == 3
    assert sorted(str(row["url"]) for rows in works.values() if len(rows) == 1 for row in rows) == sorted(
        url for url, _ in PAGES[3:]
    )


def test_a_lost_not_in_a_copy_is_told(made) -> None:
    """The copy that lost it has the difference as weighty, and the version falls short."""
    copy = json.loads(str(made[1][OWN_ID][1]["differences"]))
    lost = [each for each in copy if [-1, " not"] in each["edits"]]
    assert [each["grave"] for each in lost] == [True]
    assert any(version == OWN_ID and "kite.example" in why for version, why in made[0].shortfalls)


async def test_page_and_data_show_what_each_copy_says_otherwise(made) -> None:
    """The page has the sites and the words marked; the JSON has the differences."""
    from db.serve.application import datasette

    application = datasette(made[2] / "keeling.db")
    await application.invoke_startup()
    address = f"/{OWN_ID.replace('@', '/')}"
    text = (await application.client.get(address)).text
    assert "Copies on 3 sites" in text
    assert "<del> not</del>" in text
    assert "<del>eleven</del>" in text.replace("<del> eleven", "<del>eleven")
    found = (await application.client.get(f"{address}.json")).json()["renditions"]
    assert [each["shown"] for each in found] == [True, False, False]
    assert found[0]["differences"] == []
    assert [-1, " not"] in [edit for each in found[1]["differences"] for edit in each["edits"]]
