"""pywb, a web archive that others run, on loopback and filled from keeling's own WARC export and captures made by hand.

pywb is another program (GPL) with pins of its own: `make pywb` puts it into an environment of its own, KEELING_PYWB
names the folder of the programs of another one, or `wayback` is on the path; without it these tests are skipped.
"""

import gzip
import hashlib
import io
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape
from pathlib import Path

import pikepdf
import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from corpus.catalogue import Catalogue, Source, load
from corpus.snapshots import SnapshotStore
from corpus.work import CataloguedVersion, Work
from crawler.run import crawl
from crawler.sample import replica as sites
from crawler.status import status
from crawler.warc import export_archive
from db.ask import query, versions
from db.build.run import build
from db.serve.publish import publish

ARCHIVE = "http://archive.example.org/web/"
PAGE = "https://site.example.org/guidance/page.html"
ELSEWHERE = "https://site.example.org/guidance/elsewhere.html"
OFCOM = (
    "https://www.ofcom.org.uk/siteassets/resources/documents/consultations/category-1-10-weeks/"
    "statement-protecting-children-from-harms-online/main-document/"
    "protection-of-children-code-of-practice-for-user-to-user-services.pdf"
)

pytestmark = pytest.mark.slow


def program(name: str) -> str:
    named, beside = os.environ.get("KEELING_PYWB", ""), Path(__file__).parents[2] / ".pywb" / "bin"
    found = shutil.which(name, path=named or str(beside)) or shutil.which(name, path=named or None)
    if not found:
        pytest.skip("pywb is not installed: run `make pywb`, or name the folder of its programs in KEELING_PYWB")
    return found


@contextmanager
def pywb(folder: Path, *warcs: Path) -> Iterator[int]:
    """pywb over these files; gives its port."""
    wayback, manager = program("wayback"), program("wb-manager")
    folder.mkdir()
    subprocess.run([manager, "init", "web"], cwd=folder, check=True, capture_output=True)
    subprocess.run([manager, "add", "web", *map(str, warcs)], cwd=folder, check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [wayback, "-p", str(port), "-b", "127.0.0.1"]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            _wait(port, server)
            yield port
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "pywb ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("pywb does not answer")


@dataclass
class Hand:
    """A WARC file made by hand."""

    writer: WARCWriter

    def put(self, url: str, date: str, status: str, headers: dict[str, str], body: bytes) -> str:
        head = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=head, warc_headers_dict={"WARC-Date": date}
        )
        self.writer.write_record(record)
        record.raw_stream.close()
        return str(record.rec_headers.get_header("WARC-Payload-Digest"))

    def revisit(self, url: str, date: str, digest: str, first: str) -> None:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        dates = {"WARC-Date": date}
        record = self.writer.create_revisit_record(url, digest, url, first, http_headers=head, warc_headers_dict=dates)
        self.writer.write_record(record)
        record.raw_stream.close()


def text(word: str) -> bytes:
    words = " ".join(f"{word} provision number {n} says what it says." for n in range(60))
    head = "<html><head><title>Guidance</title></head>"
    return f"{head}<body><main><h1>Guidance</h1><p>{words}</p></main></body></html>".encode()


def made_by_hand(path: Path) -> None:
    """Three wordings: plain, gzip, and a first one that comes back as a revisit; a redirect, a refusal, a challenge."""
    html = {"Content-Type": "text/html"}
    with open(path, "wb") as file:
        hand = Hand(WARCWriter(file, gzip=True))
        digest = hand.put(PAGE, "2025-01-01T00:00:00Z", "200 OK", html, text("first"))
        packed = gzip.compress(text("second"))
        coded = html | {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
        hand.put(PAGE, "2025-02-01T00:00:00Z", "200 OK", coded, packed)
        hand.put(PAGE, "2025-03-01T00:00:00Z", "403 Forbidden", html, b"<html>refused</html>")
        challenge = b"<html><title>Just a moment...</title><body><form id=challenge-form></form></body></html>"
        hand.put(PAGE, "2025-04-01T00:00:00Z", "200 OK", html, challenge)
        hand.put(PAGE, "2025-05-01T00:00:00Z", "301 Moved Permanently", {"Location": ELSEWHERE}, b"")
        hand.put(ELSEWHERE, "2025-05-01T00:00:01Z", "200 OK", html, text("third"))
        hand.revisit(PAGE, "2025-06-01T00:00:00Z", digest, "2025-01-01T00:00:00Z")
        hand.put(PAGE, "2025-07-01T00:00:00Z", "404 Not Found", html, b"<html>gone</html>")


@pytest.mark.parametrize(
    "index", ["http://archive.example.org/web/cdx", "http://archive.example.org/web/timemap/link/"]
)
def test_every_version_and_none_of_the_bad_ones(index: str, tmp_path: Path) -> None:
    """By CDX and by TimeMap: three wordings come with the digests they had, nothing else makes a version."""
    made_by_hand(tmp_path / "hand.warc.gz")
    work = Work("guide", "guidance", "Guidance", versions=(CataloguedVersion("2025-06-01", "issued", urls=(PAGE,)),))
    archive = Source("pywb", "webarchive", (ARCHIVE,), "", {"index": index})
    catalogue, store = Catalogue(works=(work,), sources=(archive,)), SnapshotStore(tmp_path / "snapshots")
    with pywb(tmp_path / "pywb", tmp_path / "hand.warc.gz") as port:
        summary = crawl(("guide",), store, catalogue, archive="webarchive", replica=port)
    assert (summary.exit_status, summary.problems) == (0, ())
    good = [s for s in store.sightings() if s.capture and s.outcome == "ok"]
    expected = [("2025-01-01", PAGE, "first"), ("2025-02-01", PAGE, "second"), ("2025-05-01", ELSEWHERE, "third"),
                ("2025-06-01", PAGE, "first")]  # fmt: skip
    found = sorted((s.archived[:10], s.url, s.digest) for s in good)
    assert found == [(day, url, hashlib.sha256(text(word)).hexdigest()) for day, url, word in expected]
    assert not [s for s in store.sightings() if s.capture and s.digest and s not in good]


def blocked(manifest: tuple[sites.Entry, ...], refusal: Path) -> tuple[sites.Entry, ...]:
    """The copy of the sites in which Ofcom answers everything but robots.txt with a refusal."""
    refusal.write_text("<html><head><title>Just a moment...</title></head><body>challenge-form</body></html>")
    return tuple(
        replace(entry, file=refusal, status=403, headers={"Content-Type": "text/html"})
        if "ofcom.org.uk" in entry.url and not entry.url.endswith("robots.txt")
        else entry
        for entry in manifest
    )


def test_a_blocked_site_comes_in_through_the_archive(
    tmp_path: Path, replica_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ofcom blocked: three versions of PCU, one of them older wording nobody crawled, with where and when archived."""
    program("wayback")
    first = SnapshotStore(tmp_path / "first" / "snapshots")
    with sites.serve(replica_folder) as replica:
        crawl(("govuk-ofcom", "ofcom-online-safety"), first, load(), replica=replica.port)
    export_archive(first, tmp_path / "ours.warc.gz")
    ours = {(s.url, s.digest) for s in first.sightings() if s.outcome == "ok" and s.role == "document"}
    issued = next(s for s in first.sightings() if s.outcome == "ok" and s.url.partition("?")[0] == OFCOM)
    assert issued.digest is not None
    older = without_last_page(first.read(issued.digest))
    with open(tmp_path / "hand.warc.gz", "wb") as file:
        hand = Hand(WARCWriter(file, gzip=True))
        hand.put(f"{OFCOM}?v=1", "2025-07-10T00:00:00Z", "200 OK", {"Content-Type": "application/pdf"}, older)

    archive = Source("pywb", "webarchive", (ARCHIVE,), "", {"index": "http://archive.example.org/web/cdx"})
    catalogue = replace(load(), sources=(*(s for s in load().sources if s.kind != "webarchive"), archive))
    store = SnapshotStore(tmp_path / "data" / "snapshots")
    real = sites.read_manifest
    refusal = tmp_path / "refusal.html"
    monkeypatch.setattr(sites, "read_manifest", lambda folder, manifest: blocked(real(folder, manifest), refusal))
    with sites.serve(replica_folder) as replica:
        crawl(("ofcom-online-safety",), store, catalogue, replica=replica.port)
    assert not [s for s in store.sightings() if s.outcome == "ok"]
    with pywb(tmp_path / "pywb", tmp_path / "ours.warc.gz", tmp_path / "hand.warc.gz") as port:
        crawl(("pcu",), store, catalogue, archive="webarchive", dry_run=True, replica=port)
        (site,) = [s for s in status(store, catalogue).sources if s.id == "ofcom-online-safety"]
        assert "web archive: keeling crawl pcu --from webarchive" in site.archived[0]
        crawl(("pcu",), store, catalogue, archive="webarchive", replica=port)
    build(tmp_path / "data", catalogue)
    connection = query.connect(tmp_path / "data" / "keeling.db")
    try:
        sql = "select id from versions where work_id = 'pcu' and snapshot is not null order by rowid"
        order = [row["id"] for row in query.rows(connection, sql)]
        found = {version: versions.renditions(connection, version) for version in order}
    finally:
        connection.close()
    # the first wording met keeps the plain id; the later one, archived when our own crawl saw it, has that day
    assert order[:2] == ["pcu@2025-04-24", "pcu@2025-07-04"]
    assert order[2:] == [f"pcu@2025-07-04~{issued.time[:10]}"]
    for version, (rendition,) in found.items():
        assert rendition["capture"].startswith(ARCHIVE), version
        assert rendition["archived_at"], version
        assert not rendition["url"].startswith(ARCHIVE)
    assert [found[v][0]["archived_at"][:10] for v in order[1:]] == ["2025-07-10", issued.time[:10]]
    assert {(found[v][0]["url"], found[v][0]["snapshot"]) for v in (order[0], order[2])} <= ours
    publish(tmp_path / "data", tmp_path / "site", processes=1)
    for version in order:
        page = unescape((tmp_path / "site" / version.replace("@", "/") / "index.html").read_text("utf-8"))
        said = page.partition("<dt>Archived</dt>")[2].partition("</dd>")[0]
        assert found[version][0]["capture"] in said, version
        day = datetime.fromisoformat(found[version][0]["archived_at"])
        assert f"{day.day} {day:%B %Y}, {day:%H:%M} UTC (never a date of publication)" in said, version


def without_last_page(body: bytes) -> bytes:
    """An older wording: the same file, which had a page less."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        del pdf.pages[-1]
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
