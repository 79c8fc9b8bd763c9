"""Crawl with the archive against bare Scrapy, on the same loopback site, in one run.

    python benchmarks/crawl.py [pages]

The site is served by a process of its own. Bare Scrapy is Scrapy as it comes: its own download
handler, its own concurrency, robots.txt and the cache off, no pipeline; it finds the same links in
the same index pages. keeling stores every body, synced to the disk, asks robots.txt, plans, scores
and judges every page. Printed: pages a second, the ratio, and the ratio of a second crawl in which
nothing has changed. Goals: 0.85 and 1.0.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

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
    """Scrapy with nothing added: pages, seconds and seconds of processor, of the faster of two settings."""
    code = f"""
import sys, time
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
        print(self.pages, time.perf_counter() - self.began, time.process_time() - self.cpu)
process = AsyncCrawlerProcess({{"LOG_ENABLED": False, "TELNETCONSOLE_ENABLED": False, "REMOTE_CONTROL_ENABLED": False,
                               "CONCURRENT_REQUESTS_PER_DOMAIN": int(sys.argv[1])}})
process.crawl(Bare)
process.start()
"""
    best = (0, float("inf"), 0.0)
    for concurrency in ("8", "1"):
        done = subprocess.run([sys.executable, "-c", code, concurrency], capture_output=True, text=True, check=True)
        pages, seconds, cpu = done.stdout.split()
        print(f"  bare Scrapy, {concurrency} at a time: {int(pages) / float(seconds):7.0f} pages/s, processor {cpu} s")
        best = min(best, (int(pages), float(seconds), float(cpu)), key=lambda found: found[1])
    return best


def keeling(port: int, data: Path) -> tuple[Any, float]:
    """One crawl in a process of its own: its summary and the seconds it took."""
    code = f"""
import json, sys, time
sys.path.insert(0, {str(Path(__file__).resolve().parents[1])!r})
from pathlib import Path
from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.run import crawl
import crawler.spiders.statements, scrapy.crawler
source = Source("site", "statements", ("https://{HOST}/index.html",), "", {{"include": ["statement"]}})
store = SnapshotStore(Path({str(data)!r}) / "snapshots")
began, cpu = time.perf_counter(), time.process_time()
summary = crawl((), store, Catalogue(sources=(source,)), replica={port})
spent = time.process_time() - cpu, time.perf_counter() - began
print(json.dumps([summary.outcomes, summary.bodies, summary.problems, *spent]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found, found[-1]


def _say(what: str, rate: float, ratio: float, processor: float) -> None:
    print(f"  keeling, {what}: {rate:7.0f} pages/s, {ratio:.2f} x bare; of the processor {processor:.2f} x")


def main(pages: int, rounds: int = 3) -> None:
    """Measure both by turns and print the medians of the ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_site(folder, pages)
        server = subprocess.Popen(
            [sys.executable, "-m", "crawler.replica", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).resolve().parents[1],
        )  # fmt: skip
        assert server.stdout
        port = int(server.stdout.readline())
        first, again = [], []
        try:
            for turn in range(rounds):
                count, plain, cpu = bare(port)
                assert count == pages, count
                found, seconds = keeling(port, folder / f"data-{turn}")
                assert found[0] == {"ok": pages + 1}, found
                unchanged, quick = keeling(port, folder / f"data-{turn}")
                assert unchanged[0] == {"unchanged": pages + 1}, unchanged
                assert unchanged[1] == 0
                first.append(plain / seconds)
                again.append(plain / quick)
                _say("with archive", pages / seconds, first[-1], cpu / found[3])
                _say("unchanged", pages / quick, again[-1], cpu / unchanged[3])
        finally:
            server.terminate()
            server.wait()
    print(f"archive crawl {median(first):.2f} x bare Scrapy (goal 0.85), unchanged {median(again):.2f} x (goal 1.0)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
