"""A small invented site as files and a manifest, and a crawl of it in a process that can be killed."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.run import CrawlSummary, crawl
from crawler.sample.replica import serve
from tests.started import Program

ROOT = Path(__file__).resolve().parents[2]
HOST = "https://www.example.org"
SENTENCE = "The coalition asks the regulator to strengthen its code of practice for online safety. "
CRAWL = """
import json, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from corpus.errors import ArchiveLocked
from crawler.run import crawl
source = Source("s", "statements", ("https://www.example.org/feed/",), "", {})
try:
    summary = crawl((), SnapshotStore(Path(sys.argv[2])), Catalogue(sources=(source,)), replica=int(sys.argv[3]))
except ArchiveLocked as error:
    print(error, file=sys.stderr)
    sys.exit(75)
print(json.dumps(summary.to_json()))
sys.exit(summary.exit_status)
"""


def make(folder: Path, articles: int = 30, edits: dict[int, str] | None = None, missing: tuple[int, ...] = ()) -> Path:
    """A feed, articles with an attached file each, and robots.txt; gives the folder."""
    entries = []

    def put(path: str, body: bytes, kind: str, status: int = 200) -> None:
        file = folder / "site" / f"{len(entries)}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        headers = {"Content-Type": kind, "ETag": f'"{hash_of(body)}"'}
        entries.append({"url": HOST + path, "file": f"site/{file.name}", "status": status, "headers": headers})

    items = "".join(f"<item><title>Statement {n}</title><link>{HOST}/news/{n}/</link></item>" for n in range(articles))
    put(
        "/feed/",
        f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode(),
        "application/rss+xml",
    )
    put("/robots.txt", b"User-agent: *\nDisallow: /private/\n", "text/plain")
    for n in range(articles):
        extra = (edits or {}).get(n, "")
        text = "".join(f"<p>{n}.{m} {SENTENCE * 3}</p>" for m in range(8)) + (f"<p>{extra}</p>" if extra else "")
        link = f'<a href="/files/{n}.pdf">PDF</a>'
        body = f"<main><h1>Statement {n}</h1>{text}{link}</main>"
        page = f"<!doctype html><html><head><title>Statement {n}</title></head><body>{body}</body></html>"
        put(f"/news/{n}/", page.encode(), "text/html; charset=utf-8", 410 if n in missing else 200)
        put(f"/files/{n}.pdf", pdf(f"Letter {n} asks the regulator for more."), "application/pdf")
    (folder / "manifest.json").write_text(json.dumps(entries))
    return folder


def hash_of(body: bytes) -> str:
    """A short validator."""
    import hashlib

    return hashlib.sha256(body).hexdigest()[:16]


def pdf(words: str = "The coalition asks the regulator for more.") -> bytes:
    """A PDF of one page with a line of words, or with none."""
    shown = f"BT /F1 12 Tf 60 780 Td ({words}) Tj ET".encode()
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, part in enumerate(parts, 1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    end = b"xref\n0 6\n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(body))
    return body + end


def letter(number: int) -> bytes:
    """A page with a text and a title of its own."""
    text = "".join(f"<p>{number}.{m} {SENTENCE * 3}</p>" for m in range(8))
    head = f"<!doctype html><html><head><title>Letter {number}</title></head>"
    return f"{head}<body><main><h1>Letter {number}</h1>{text}</main></body></html>".encode()


def crawl_of(folder: Path, source: Source, pages: Mapping[str, bytes]) -> CrawlSummary:
    """One crawl of a source, of which these pages are there, into `folder`."""
    folder.mkdir(exist_ok=True)
    entries = []
    for number, (path, body) in enumerate({"/robots.txt": b"User-agent: *\nDisallow:\n", **pages}.items()):
        (folder / str(number)).write_bytes(body)
        kind = "text/plain" if path == "/robots.txt" else "text/html; charset=utf-8"
        entries.append({"url": HOST + path, "file": str(number), "status": 200, "headers": {"Content-Type": kind}})
    (folder / "manifest.json").write_text(json.dumps(entries))
    with serve(folder) as replica:
        return crawl((), SnapshotStore(folder / "snapshots"), Catalogue(sources=(source,)), replica=replica.port)


def start(store: Path, port: int) -> Program:
    """Begin a crawl of the site into an archive, in a process of its own."""
    return Program(CRAWL, ROOT, store, port)


def await_lines(store: Path, process: Program, count: int) -> None:
    """Wait until the ledger has so many lines, or the crawl has ended."""
    ledger, deadline = store / "ledger.jsonl", time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        if ledger.exists() and ledger.read_bytes().count(b"\n") >= count:
            return
        time.sleep(0.002)
