"""Crawl with the archive against bare Scrapy, on the same loopback site, in one run.

    python -m benchmarks.crawl [pages]

The site is served by a process of its own. Bare Scrapy is Scrapy as it comes: its own download
handler, its own concurrency, robots.txt and the cache off, no pipeline; it finds the same links in
the same index pages. keeling stores every body, synced to the disk, asks robots.txt, plans, scores
and judges every page. The three crawls are taken in turn, three times each; the best of each
counts. Progress goes to standard error; standard output is one line of JSON: for each crawl pages a
second and seconds of processor. Goals: 0.85 of bare Scrapy's pages a second with the archive, 1.0
in a second crawl in which nothing has changed.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HOST = "site.example.org"
WORDS = "The provider should keep a record of the decision and of the reasons for it. "


def make_site(folder: Path, pages: int) -> Path:
    """An index and so many pages of about 6 kB with validators; gives the manifest."""
    entries = []

    def put(path: str, text: str, kind: str = "text/html; charset=utf-8") -> None:
        body = text.encode()
        file = folder / "site" / f"{hashlib.sha256(path.encode()).hexdigest()}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
        headers = {"Content-Type": kind, "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}
        entry = {
            "url": f"https://{HOST}{path}",
            "file": str(file.relative_to(folder)),
            "status": 200,
            "headers": headers,
        }
        entries.append(entry)

    put("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain")
    links = "".join(f'<li><a href="/news/{n}/page.html">Statement {n}</a></li>' for n in range(pages))
    put("/index.html", f"<!doctype html><html><head><title>Index</title></head><body><ul>{links}</ul></body></html>")
    for n in range(pages):
        text = "".join(f"<p>{n}.{m} {WORDS * 2}</p>" for m in range(36))
        put(
            f"/news/{n}/page.html",
            f"<!doctype html><html><head><title>Statement {n}</title></head><body>{text}</body></html>",
        )
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps(entries))
    return manifest


def bare(port: int) -> tuple[int, float, float]:
    """Scrapy with nothing added: pages, seconds and seconds of processor."""
    code = f"""
import json, time
import scrapy
from scrapy.crawler import AsyncCrawlerProcess
class Bare(scrapy.Spider):
    name = "bare"
    pages = 0
    async def start(self):
        self.began, self.cpu = time.perf_counter(), time.process_time()
        yield scrapy.Request("http://127.0.0.1:{port}/index.html", headers={{"Host": "{HOST}"}})
    def parse(self, response):
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href, self.page, headers={{"Host": "{HOST}"}})
    def page(self, response):
        self.pages += 1
    def closed(self, reason):
        print(json.dumps([self.pages, time.perf_counter() - self.began, time.process_time() - self.cpu]))
process = AsyncCrawlerProcess({{"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False}})
process.crawl(Bare)
process.start()
"""
    pages, seconds, processor = _run(code)
    return pages, seconds, processor


def keeling(port: int, data: Path) -> tuple[Any, float, float]:
    """One crawl in a process of its own: what became of the pages, seconds, seconds of processor."""
    code = f"""
import json, time
from pathlib import Path
from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.run import crawl
import crawler.spiders.statements, scrapy.crawler
source = Source("site", "statements", ("https://{HOST}/index.html",), "", {{"include": ["statement"]}})
store = SnapshotStore(Path({str(data)!r}) / "snapshots")
began, cpu = time.perf_counter(), time.process_time()
summary = crawl((), store, Catalogue(sources=(source,)), replica={port})
spent = time.perf_counter() - began, time.process_time() - cpu
print(json.dumps([summary.outcomes, *spent]))
"""
    outcomes, seconds, processor = _run(code)
    return outcomes, seconds, processor


def _run(code: str) -> Any:
    """What a program prints as its last line, read as JSON; what it says when it fails is not swallowed."""
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return json.loads(done.stdout.splitlines()[-1])


def measure(pages: int, rounds: int = 3) -> dict[str, tuple[float, float]]:
    """For each crawl the best pages a second and the least seconds of processor."""
    best: dict[str, tuple[float, float]] = {}

    def note(name: str, seconds: float, processor: float) -> None:
        rate, least = best.get(name, (0.0, float("inf")))
        best[name] = (max(rate, pages / seconds), min(least, processor))
        print(f"  {name:14} {pages / seconds:7.0f} pages/s, processor {processor:.2f} s", file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_site(folder, pages)
        command = [sys.executable, "-m", "crawler.sample.replica", str(folder)]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert server.stdout
        try:
            port = int(server.stdout.readline())
            for turn in range(rounds):
                _turn(port, folder / f"data-{turn}", pages, note)
        finally:
            server.terminate()
            server.wait()
    return best


def _turn(port: int, data: Path, pages: int, note: Callable[[str, float, float], None]) -> None:
    """Each crawl once; a crawl that did not do all of the work does not count as quick."""
    count, *spent = bare(port)
    if count != pages:
        raise ValueError(f"bare Scrapy fetched {count} of {pages} pages: nothing to measure against")
    note("bare Scrapy", *spent)
    for name, wanted in (("with archive", {"ok": pages + 1}), ("unchanged", {"unchanged": pages + 1})):
        outcomes, *spent = keeling(port, data)
        if outcomes != wanted:
            raise ValueError(f"the crawl {name!r} ended with {outcomes}, not with {wanted}")
        note(name, *spent)


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)))
