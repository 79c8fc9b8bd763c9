"""A published site: how long it takes, and whether it holds.

    python -m benchmarks.published DATA SITE [--pages 200] [--browser 12]

DATA is a data directory with a built `keeling.db`; its site is written to SITE (what is there is brought up to date).
Then every reference of every file is followed, as a browser would from a disk; a sample of pages is compared
with what the server answers; a sample is opened in Chromium from the disk and from `python -m http.server`,
with the WCAG rules of axe. Ends with 1 where a link is dead, a page differs or a rule is broken.

    python -m benchmarks.published --generate VERSIONS FOLDER

makes an archive of codes of a hundred measures each, publishes it without its last document (an instrument), then with
it, then with one more version of the first code, and prints seconds of the clock and of the processor.
"""

import argparse
import asyncio
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from benchmarks.corpus_generator import CHAIN, add_version, generate
from corpus.catalogue import load
from db.build.run import build
from db.serve.application import datasette
from db.serve.leading import LEADS_ON
from db.serve.publish import publish
from db.serve.static_pages import NEEDS

_REFERENCE = re.compile(r'(?<=[\s"])(?:href|src|action)="([^"]*)"')
_HEAD = re.compile(r"[0-9a-f]{64}(?=, the last line)")
_LOOKED = re.compile(
    r"(?:keeling last looked on [^;]*; w|W)hat was published since (?:keeling last looked )?it cannot know\. ?"
)
_DAY = re.compile(r"(?<=As at )(?:\d+ \w+ \d{4}|the day this was published)(?=:)")


def timed(data: Path, site: Path) -> tuple[float, float, int]:
    """Publish; seconds of the clock, seconds of the processor of all processes, files."""
    begun, before = time.monotonic(), _spent()
    outcome = publish(data, site)
    assert not outcome.problems, outcome.problems[:5]
    print(" ".join(outcome.lines()))
    return time.monotonic() - begun, _spent() - before, outcome.files


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def dead_links(site: Path) -> tuple[int, int, list[str]]:
    """Pages read, references followed, and those that lead to no file of the site."""
    pages = [path for path in site.rglob("*.html") if path.name == "index.html"]
    known = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    followed, dead = 0, list[str]()
    for page in pages:
        folder = page.parent.relative_to(site).parts
        for found in set(_REFERENCE.findall(page.read_text("utf-8"))):
            reference = urlsplit(unescape(found))
            if reference.scheme or not reference.path:
                continue
            followed += 1
            if _resolved(folder, unquote(reference.path)) not in known:
                dead.append(f"{page.relative_to(site)} -> {found}")
    return len(pages), followed, dead


def _resolved(folder: tuple[str, ...], reference: str) -> str:
    parts = list(folder)
    for part in reference.split("/"):
        if part == "..":
            if not parts:
                return "above the site"
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def words(page: str) -> str:
    """The words of a page, without where the site is and without what a script puts there: head, day, last look."""
    text = " ".join(html.fromstring(page).text_content().split())
    text = _DAY.sub("", _LOOKED.sub(" ", _HEAD.sub("see About", text)))
    return " ".join(re.sub(r"http://localhost/|(?:\.\./)+", "", text).split())


def different(data: Path, site: Path, many: int) -> list[str]:
    """Of a sample of pages, those whose words are not what the server answers; pages that lead on are none of its."""
    chosen = [
        path for path in site.rglob("index.html") if str(path.relative_to(site)) not in (NEEDS, "search/index.html")
    ]
    chosen = random.Random(1).sample(chosen, min(many, len(chosen)))

    async def compared() -> list[str]:
        application = datasette(data / "keeling.db")
        found = []
        for file in chosen:
            path = "/" + "/".join(file.relative_to(site).parts[:-1])
            answer = await application.client.get(path, follow_redirects=True)
            page = file.read_text("utf-8")
            onward = "<h1>Moved</h1>" in page or LEADS_ON in page
            if not onward and words(answer.text) != words(page):
                found.append(path)
        return found

    return asyncio.run(compared())


def in_a_browser(site: Path, many: int) -> list[str]:
    """Rules of axe that pages break, and errors of their scripts, from the disk and from a server."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    with _served(site) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.on("pageerror", lambda error: found.append(f"script: {error}"))
        for file in _sample(site, many):
            for root in (address, f"{site.resolve().as_uri()}/"):
                page.goto(f"{root}{file}")
                broken = Axe().run(page).response["violations"]
                found += [f"{root[:4]} {file}: {rule['id']}" for rule in broken]
        browser.close()
    return found


def _sample(site: Path, many: int) -> list[str]:
    """A page of each kind first, then any but those that a browser leaves at once."""
    known = [path for path in site.rglob("index.html") if "<h1>Moved</h1>" not in path.read_text("utf-8")]
    pages = sorted(str(path.relative_to(site)) for path in known)
    chosen = random.Random(2).sample(pages, min(many, len(pages)))
    kinds = [page for page in ("index.html", "about/index.html", "search/index.html", NEEDS) if page in pages]
    compared = [page for page in pages if page.startswith("compare/") and page.count("/") > 2][:1]
    parts = ("/history/", "...in-force/", "+")  # pages that stay, and of a computed text
    onward = [page for part in parts for page in [each for each in pages if part in each and each.count("/") > 2][:1]]
    return list(dict.fromkeys([*kinds, *compared, *onward, *chosen]))


@contextmanager
def _served(site: Path) -> Iterator[str]:
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(site)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        port = process.stdout.readline().split("port ")[1].split()[0]
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def generated(versions: int, folder: Path, chain: int) -> None:
    """Publish a generated archive without its last document, then with it."""
    generate(folder, versions, chain=chain)
    ledger = folder / "snapshots" / "ledger.jsonl"
    whole = ledger.read_bytes()
    ledger.write_bytes(b"".join(whole.splitlines(keepends=True)[:-1]))
    catalogue = load(instead=folder / "catalogue.toml")
    build(folder, catalogue, jobs=2)
    clock, processor, files = timed(folder, folder / "site")
    print(f"{versions} versions, {versions * 100} measures, {files} files: {clock:.1f} s, processor {processor:.1f} s")
    ledger.write_bytes(whole)
    build(folder, catalogue, jobs=2)
    more, used, _ = timed(folder, folder / "site")
    print(f"again with one more instrument: {more:.1f} s, processor {used:.1f} s ({used / processor:.0%})")
    add_version(folder, chain=chain)
    build(folder, catalogue, jobs=2)
    more, used, _ = timed(folder, folder / "site")
    print(f"again with one more version of a code: {more:.1f} s, processor {used:.1f} s ({used / processor:.0%})")


def main() -> int:
    """Publish and look."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.published", description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("site", type=Path, nargs="?")
    parser.add_argument("--pages", type=int, default=200, help="pages compared with served ones")
    parser.add_argument("--browser", type=int, default=12, help="pages opened in Chromium, both ways")
    parser.add_argument("--generate", type=int, metavar="VERSIONS", help="make an archive in DATA and time it")
    parser.add_argument("--chain", type=int, default=CHAIN, help="versions of each generated code")
    options = parser.parse_args()
    if options.generate:
        shutil.rmtree(options.data, ignore_errors=True)
        generated(options.generate, options.data, options.chain)
        return 0
    clock, processor, files = timed(options.data, options.site)
    print(f"{files} files: {clock:.1f} s, processor {processor:.1f} s")
    pages, followed, dead = dead_links(options.site)
    print(f"{pages} pages, {followed} references: {len(dead)} dead", *dead[:10], sep="\n  ")
    other = different(options.data, options.site, options.pages)
    print(f"{min(options.pages, pages)} pages against the served ones: {len(other)} differ", *other[:10], sep="\n  ")
    broken = in_a_browser(options.site, options.browser)
    print(f"in a browser, from a disk and from a server: {len(broken)} findings", *broken[:10], sep="\n  ")
    return int(bool(dead or other or broken))


if __name__ == "__main__":
    sys.exit(main())
