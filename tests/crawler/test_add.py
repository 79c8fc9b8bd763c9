"""The door: what a person may put into the archive, and what no build could bear."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue, Publisher
from corpus.errors import UsageError
from corpus.snapshots import Sighting, SnapshotStore, faults
from corpus.work import CataloguedVersion, Scheme, Work
from crawler.add import Claim, add_files
from db.build.check import check
from db.build.recognised import recognised
from db.build.run import build

URL = "https://www.office.example.org/code.txt"
CODE = """Lantern Code for towers
Published 4 July 2025
4. Recommended measures
C Lanterns
LAN C1 Keeping lanterns
LAN C1.1 The keeper should keep a lantern.
LAN C2 Lighting lanterns
LAN C2.1 The keeper should light it.
"""
LAN = Work(
    "lan", "code", "Lantern Code for towers", scheme=Scheme("LAN"), minimum_measures=2,
    must_contain=("Recommended measures",), versions=(CataloguedVersion("2025-07-04", "issued", (URL,)),),
)  # fmt: skip
CATALOGUE = Catalogue(works=(LAN,))


def file(folder: Path, text: str, name: str = "a.txt") -> Path:
    """A file to add."""
    path = folder / name
    path.write_text(text, "utf-8", "surrogatepass")
    return path


def store(folder: Path) -> SnapshotStore:
    """An empty archive."""
    return SnapshotStore(folder / "data" / "snapshots")


@pytest.mark.parametrize("day", ["2025-06-31", "2025-24-04", "2025-13", "2025-00-00", "0000", "tomorrow"])
def test_a_day_that_does_not_exist_is_refused(tmp_path: Path, day: str) -> None:
    """`add --date` takes days of the calendar, months and years."""
    with pytest.raises(UsageError, match="is no date"):
        add_files([file(tmp_path, CODE)], store(tmp_path), CATALOGUE, Claim(date=day))
    assert store(tmp_path).sightings() == []


@pytest.mark.parametrize("claim", [Claim(work="lan"), Claim(url=URL), Claim(url=f"{URL}?v=3")])
@pytest.mark.parametrize(
    "text", ["Sorry, page not found", CODE.replace("LAN C2", "LAN X"), CODE.replace("Recommended", "Some")]
)
def test_what_the_catalogue_expects_is_asked_at_the_door(tmp_path: Path, claim: Claim, text: str) -> None:
    """A text said to be a work has its words and measures, or is not stored; the message says what is missing."""
    stored, refused = add_files([file(tmp_path, text)], store(tmp_path), CATALOGUE, claim)
    assert stored == []
    assert "as the catalogue describes it" in refused[0]
    assert len(add_files([file(tmp_path, CODE)], store(tmp_path), CATALOGUE, claim)[0]) == 1


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """A PDF that is none fails its reader: it is refused with a sentence, the rest is stored."""
    paths = [file(tmp_path, "%PDF-1.4 nothing of the kind", "bad.pdf"), file(tmp_path, CODE)]
    stored, refused = add_files(paths, store(tmp_path), CATALOGUE, Claim())
    assert [each.name for each in stored] == ["a.txt"]
    assert len(refused) == 1
    assert "bad.pdf" in refused[0]


def test_a_name_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """A name that is no text stays outside: neither JSON nor the database can hold it."""
    path = tmp_path / "a\udcff.txt"
    path.write_text(CODE)
    stored, refused = add_files([path], store(tmp_path), CATALOGUE, Claim())
    assert (stored, len(refused)) == ([], 1)
    assert refused[0].isascii()


def test_half_a_character_in_a_title_is_a_mark(tmp_path: Path) -> None:
    """A title with half a surrogate pair or NUL is kept with a mark in its place, and every build goes on."""
    item = {"title": "Kites \ud800 and \u0000 more", "base_path": "/k", "details": {"body": "<p>1.1 Fly.</p>"}}
    archive = store(tmp_path)
    assert len(add_files([file(tmp_path, json.dumps(item), "item.json")], archive, CATALOGUE, Claim())[0]) == 1
    assert build(tmp_path / "data", CATALOGUE).failures == ()
    with sqlite3.connect(tmp_path / "data" / "keeling.db") as connection:
        assert connection.execute("select title from versions").fetchall() == [("Kites ␦ and ␀ more",)]


@pytest.mark.parametrize(
    "fault",
    [
        {"date": "2025-06-31"},
        {"status": "splendid"},
        {"name": "\udcff.txt"},
        {"time": "yesterday"},
        {"url": "file:///\x00"},
    ],
)
def test_a_ledger_that_holds_such_an_entry_is_built(tmp_path: Path, fault: dict[str, str]) -> None:
    """The entry is reported by number, everything else is built, and check says the same."""
    archive = store(tmp_path)
    known = {"url": "file:///a.txt", "outcome": "ok", "time": "2026-01-01T00:00:00+00:00"} | fault
    assert faults(Sighting(**known))
    with archive.writing():
        archive.add(Sighting(**known), b"Bad entry\n\n1. One\n\n1.1 A keeper keeps.")
        archive.add(Sighting("file:///b.txt", "ok", "2026-01-02T00:00:00+00:00", name="b.txt"), CODE.encode())
    summary = build(tmp_path / "data", Catalogue())
    assert summary.versions == 1
    assert [where for where, _ in summary.failures] == ["entry 1 of the ledger"]
    assert summary.exit_status == 1
    report = check(tmp_path / "data", Catalogue())
    assert (report.found["archive"], report.found["database"], len(report.found["parse"])) == ((), (), 1)


def test_a_code_without_a_measure_in_the_ledger_is_no_version(tmp_path: Path) -> None:
    """What came in before the door asked is a failure of every build, never "in force"."""
    archive = store(tmp_path)
    with archive.writing():
        archive.add(Sighting(URL, "ok", "2026-01-01T00:00:00+00:00"), b"Sorry, page not found")
    summary = build(tmp_path / "data", CATALOGUE)
    assert summary.versions == 0
    assert "2 measures or more are expected of lan" in summary.failures[0][1]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example\\@www.office.example.org/code.txt",
        "https://someone@www.office.example.org/code.txt",
        "http://[::1",
        "https://x.example:99999/",
        "javascript:alert(1)",
        "data:text/html,x",
        "www.office.example.org/code.txt",
        "https:///code.txt",
        "https://x.example/a\tb",
    ],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    """What can be read in two ways, has no host or runs code is no address: a message, and nothing is stored."""
    with pytest.raises(UsageError, match="cannot be where the file was published"):
        add_files([file(tmp_path, CODE)], store(tmp_path), CATALOGUE, Claim(url=url))
    assert store(tmp_path).sightings() == []
    assert faults(Sighting(url, "ok", "2026-11-20T10:00:00+00:00", digest="a" * 64))


STRANGER = "https://blog.example.net/reprint"


@pytest.mark.parametrize(
    ("first", "text", "claim", "work"),
    [
        ("", CODE, Claim(), "lantern-code-for-towers"),
        ("", CODE, Claim(url=URL), "lan"),
        ("", CODE, Claim(work="lan"), "lan"),
        ("", CODE, Claim(url=STRANGER), "lantern-code-for-towers"),
        ("", CODE, Claim(url="https://www.office.example.org/petitions/1"), "lan"),
        (
            "",
            CODE[: CODE.index("LAN C2")],
            Claim(url="https://www.office.example.org/about"),
            "lantern-code-for-towers",
        ),
        (CODE * 3, "Lantern Code for towers\nPublished 4 July 2025\nLAN C9 A song\nLAN C9.1 La la.\n", Claim(), ""),
        (CODE, CODE.replace("light it", "not light it"), Claim(), "lantern-code-for-towers"),
        (CODE, CODE, Claim(), "lan"),
        (CODE, CODE.replace("LAN", "BUO"), Claim(url="https://www.office.example.org/b"), "lantern-code-for-towers"),
        (CODE, f"{CODE}LAN C2.2 And more.\n", Claim(url=STRANGER), "lantern-code-for-towers"),
    ],
    ids=[
        "file",
        "address",
        "word",
        "stranger",
        "publisher",
        "too-few",
        "unlike",
        "corrected",
        "same",
        "labels",
        "copy",
    ],
)
def test_add_says_what_a_build_then_does(tmp_path: Path, first: str, text: str, claim: Claim, work: str) -> None:
    """Whatever is in the archive, the version that add names is the one that the next build makes of the file."""
    office = Catalogue((Publisher("office", "Office"),), (replace(LAN, publisher="office"),))
    if first:
        add_files([file(tmp_path, first, "first.txt")], store(tmp_path), office, Claim(url=URL))
        build(tmp_path / "data", office)
    (added,), _ = add_files([file(tmp_path, text)], store(tmp_path), office, claim)
    said = recognised(tmp_path / "data", office, [added])[added.number]
    build(tmp_path / "data", office)
    with sqlite3.connect(tmp_path / "data" / "keeling.db") as connection:
        sql = "select v.id, date from renditions r join versions v on v.id = version_id where r.snapshot = ?"
        ((version, date),) = connection.execute(sql, (added.digest,)).fetchall()
    assert version in said or f"of its own, {date}" in said
    assert (version.startswith("lan@")) == said.startswith("lan@")
    assert not work or version.startswith(f"{work}@")


@pytest.mark.parametrize(("name", "body"), [("x.docx", b"hi"), ("x.pdf", b"<p>Just a moment</p>"), ("x.odt", b"")])
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path, name: str, body: bytes) -> None:
    """Three letters named .docx, a page saved under the name of a PDF: nothing is stored, and it is said why."""
    (tmp_path / name).write_bytes(body)
    store = SnapshotStore(tmp_path / "snapshots")
    stored, refused = add_files([tmp_path / name], store, Catalogue(), Claim("", "", "", ""))
    assert stored == []
    assert refused[0].startswith(name) or name in refused[0]
    assert "is not what its name says" in refused[0] or body == b""
