"""The archive as a WARC file and back."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.errors import ArchiveDamaged, UnreadableInput
from corpus.snapshots import Sighting, SnapshotStore
from crawler.warc import export_archive, import_archive

PAGE = (
    b"<!doctype html><html><head><title>A code</title></head><body><p>"
    + b"The provider should. " * 90
    + b"</p></body></html>"
)
WHEN = datetime(2026, 7, 1, tzinfo=UTC).isoformat()


@pytest.fixture
def filled(store: SnapshotStore) -> SnapshotStore:
    """An archive with a page, the same page again, a failure, and a file with an odd address."""
    with store.writing():
        store.add(
            Sighting("https://www.example.org/a", "ok", WHEN, http_status=200, media_type="text/html", etag='"1"'), PAGE
        )
        store.add(
            Sighting(
                "https://www.example.org/a", "unchanged", WHEN, http_status=304, digest=store.sightings()[0].digest
            )
        )
        store.add(Sighting("https://www.example.org/b", "blocked", WHEN, http_status=403, note="a challenge"))
        store.add(Sighting("https://www.example.org/é?x=1&y=“z”", "ok", WHEN, http_status=200), b"%PDF-1.4\n%%EOF\n")
    return store


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_round_trip(name: str, filled: SnapshotStore, tmp_path: Path) -> None:
    """An archive comes back byte for byte and line for line, and a second import adds nothing."""
    export_archive(filled, tmp_path / name)
    other = SnapshotStore(tmp_path / "other")
    assert len(import_archive(tmp_path / name, other)) == 4
    assert other.head() == filled.head()
    assert other.damage() == []
    assert import_archive(tmp_path / name, other) == []


def test_other_tools_can_read_it(filled: SnapshotStore, tmp_path: Path) -> None:
    """Responses, requests and revisits are ordinary records with the payload and its digest."""
    path = tmp_path / "a.warc.gz"
    export_archive(filled, path)
    with open(path, "rb") as file:
        found = [
            (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.content_stream().read())
            for r in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, _, _ in found if kind != "metadata"] == [
        "warcinfo", "response", "request", "revisit", "request", "response", "request",
    ]  # fmt: skip
    assert next(body for kind, url, body in found if kind == "response") == PAGE


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_cut_files_are_refused(name: str, part: float, filled: SnapshotStore, tmp_path: Path) -> None:
    """A file that was cut anywhere stores nothing."""
    whole, cut = tmp_path / name, tmp_path / f"cut-{name}"
    export_archive(filled, whole)
    cut.write_bytes(whole.read_bytes()[: int(whole.stat().st_size * part)])
    other = SnapshotStore(tmp_path / "other")
    with pytest.raises((UnreadableInput, ArchiveDamaged)):
        import_archive(cut, other)
    assert not other.ledger.exists()


def test_changed_files_are_refused(filled: SnapshotStore, tmp_path: Path) -> None:
    """A changed body, outcome or date is found, and a missing record too."""
    path = tmp_path / "a.warc"
    export_archive(filled, path)
    whole = path.read_bytes()
    for old, new in (
        (b"The provider", b"The PROVIDER"),
        (b'"blocked"', b'"no-ways"'),
        (b"T00:00:00+00", b"T00:00:01+00"),
    ):
        path.write_bytes(whole.replace(old, new, 1))
        other = SnapshotStore(tmp_path / "other")
        with pytest.raises((UnreadableInput, ArchiveDamaged)):
            import_archive(path, other)
        assert not other.ledger.exists()


def test_a_file_of_another_crawler(tmp_path: Path, store: SnapshotStore) -> None:
    """Responses of other tools become sightings with their time; a challenge among them is blocked, not a document."""
    path = tmp_path / "other.warc.gz"
    with open(path, "wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, status, body in (
            ("https://www.example.org/a", "200 OK", PAGE),
            ("https://www.example.org/b", "200 OK", b"<html><title>Just a moment...</title><body>Wait</body></html>"),
            ("https://www.example.org/c", "404 Not Found", b"<html><body>no</body></html>"),
        ):
            head = StatusAndHeaders(status, [("Content-Type", "text/html"), ("ETag", '"7"')], protocol="HTTP/1.1")
            dated = {"WARC-Date": "2026-05-04T03:02:01Z"}
            record = writer.create_warc_record(
                url, "response", io.BytesIO(body), http_headers=head, warc_headers_dict=dated
            )
            writer.write_record(record)
            record.raw_stream.close()
    found = import_archive(path, store)
    assert [(s.outcome, s.http_status, s.by) for s in found] == [
        ("ok", 200, "warc"),
        ("blocked", 200, "warc"),
        ("gone", 404, "warc"),
    ]
    assert found[0].time == "2026-05-04T03:02:01+00:00"
    assert store.read(found[0].digest or "") == PAGE
    assert found[1].digest is None


@pytest.mark.parametrize("body", [b"", b"not a WARC", b"WARC/1.0\r\n"])
def test_no_warc_at_all(body: bytes, tmp_path: Path, store: SnapshotStore) -> None:
    """A file that is no WARC is refused with its name."""
    path = tmp_path / "x.warc"
    path.write_bytes(body)
    with pytest.raises(UnreadableInput, match=r"x\.warc"):
        import_archive(path, store)


def test_a_bomb_is_too_large(tmp_path: Path, store: SnapshotStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that unpacks to more than a crawl would take has an outcome and no body."""
    monkeypatch.setattr("crawler.warc.LARGEST", 2**16)
    path = tmp_path / "bomb.warc.gz"
    with open(path, "wb") as file:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer = WARCWriter(file, gzip=True)
        record = writer.create_warc_record(
            "https://x.example/a", "response", io.BytesIO(bytes(2**20)), http_headers=head
        )
        writer.write_record(record)
        record.raw_stream.close()
    (found,) = import_archive(path, store)
    assert (found.outcome, found.digest, found.length) == ("too_large", None, None)


def test_another_archive_comes_as_what_a_file_says(filled: SnapshotStore, tmp_path: Path) -> None:
    """Into an archive that holds something, an archive of keeling's comes as a file's word: nobody here saw it."""
    path = tmp_path / "other.warc.gz"
    export_archive(filled, path)
    mine = SnapshotStore(tmp_path / "mine")
    with mine.writing():
        mine.add(Sighting("https://www.example.org/mine", "ok", by="crawl"), PAGE)
    found = import_archive(path, mine)
    assert {each.by for each in found} == {"warc"}
    assert import_archive(path, mine) == []
