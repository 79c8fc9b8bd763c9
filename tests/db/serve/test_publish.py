"""The site as files: every link leads somewhere, pages are the served ones, only what changed is written again."""

import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import example_corpus
import pytest
from lxml import html
from published_files import as_made, contents

from corpus.catalogue import Catalogue
from corpus.errors import NothingFound, UsageError
from corpus.provision import Provision
from corpus.work import Expression
from db.build.run import build
from db.serve.application import datasette
from db.serve.publish import MANIFEST, publish
from db.serve.site_folder import _pages
from db.serve.static_pages import NEEDS, Site, file_of, is_static

UNSEEN = "What was published since keeling last looked it cannot know."


@pytest.fixture(autouse=True)
def _late_in_2030(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is of these years: the site is made and served as at today."""
    monkeypatch.delenv("KEELING_TODAY", raising=False)


@pytest.fixture(scope="module")
def data(demo: Any) -> Path:
    """The sample corpus, crawled and built once."""
    return demo.data


@pytest.fixture(scope="module")
def site(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site as files."""
    target = tmp_path_factory.mktemp("published") / "site"
    outcome = publish(data, target, processes=1)
    assert outcome.problems == []
    return target


def pages(site: Path) -> list[Path]:
    return [path for path in site.rglob("*.html") if path.name == "index.html"]


def test_where_paths_lie() -> None:
    """Pages are folders with an index, downloads are files; what needs the server is told by its path."""
    assert [file_of(p) for p in ("/", "/pcu", "/pcu/2025-07-04/2.3", "/pcu/2025-07-04.json", "/a%20b")] == [
        "index.html", "pcu/index.html", "pcu/2025-07-04/2.3/index.html", "pcu/2025-07-04.json", "a b/index.html",
    ]  # fmt: skip
    assert [is_static(p) for p in ("/pcu", "/keeling/works.csv", "/-/static/app.css")] == [True] * 3
    assert not any(is_static(p) for p in ("/keeling", "/keeling/works", "/-/versions", "/a%2Fb", "/../x"))
    here = Site("https://x.example")
    assert (here.path("https://x.example/pcu"), here.path("/pcu?a=1"), here.path("#main")) == ("/pcu", "/pcu?a=1", None)


def test_no_link_is_dead(site: Path) -> None:
    """Every reference of every page, as a browser resolves it from a disk, is a file of the site."""
    assert references(site) > 10_000


def test_a_site_without_a_code_is_published(tmp_path: Path) -> None:
    """The first crawl of a new repository may find no code: every page that a menu names is there and says so."""
    (tmp_path / "data" / "snapshots").mkdir(parents=True)
    build(tmp_path / "data", Catalogue())
    outcome = publish(tmp_path / "data", tmp_path / "site", processes=1)
    assert (outcome.problems, outcome.exit_status) == ([], 0)
    assert "There is no code in this database yet." in (tmp_path / "site" / "applies" / "index.html").read_text("utf-8")
    assert references(tmp_path / "site") > 0


def references(site: Path) -> int:
    """How many references the pages of a site have; fails at one that leads to no file."""
    there = {str(path) for path in site.resolve().rglob("*") if path.is_file()}
    checked = 0
    for page in pages(site.resolve()):
        for found in re.findall(r'(?<=[\s"])(?:href|src|action)="([^"]*)"', page.read_text("utf-8")):
            if (path := path_of(found)) is not None:
                assert os.path.normpath(f"{page.parent}/{path}") in there, (
                    f"{page.relative_to(site.resolve())} -> {found}"
                )
                checked += 1
    return checked


@cache
def path_of(found: str) -> str | None:
    """The path that an attribute's value leads to; None where it leads elsewhere or stays on the page."""
    reference = urlsplit(unescape(found))
    return None if reference.scheme or not reference.path else unquote(reference.path)


async def test_pages_are_the_served_ones(data: Path, site: Path) -> None:
    """The words of a page are those served, but for what a script puts there: the ledger's head, the day, the look."""
    application = datasette(data / "keeling.db")
    for path in ("/", "/about", "/pcu", "/pcu/2025-07-04", "/pcu/2025-07-04/1-3-a", "/data", "/amendments"):
        served = words((await application.client.get(path)).text)
        published = words((site / file_of(path)).read_text("utf-8"))
        served = re.sub(r"[0-9a-f]{64}(?=, the last line)", "see About", served)
        served = re.sub(r"(As at )\d+ \w+ \d{4}(?=:)", rf"{UNSEEN}\1the day this was published", served)
        served = re.sub(r"keeling last looked on [^;]*; what was published since it cannot know\. ", "", served)
        assert served == published, path


def words(page: str) -> str:
    """The words of a page, without where the site is."""
    return re.sub(r"http://localhost/|(?:\.\./)+", "", " ".join(html.fromstring(page).text_content().split()))


def test_downloads_and_feeds_are_there(site: Path) -> None:
    """Text, JSON, Word and spreadsheets of a version, feeds, whole tables."""
    for name in (
        "pcu/2025-07-04/1-1.bib",
        "pcu/2025-07-04/1-1.ris",
        "pcu/2025-07-04/1-1.csl",
        "pcu/2025-07-04.json",
        "pcu/2025-07-04.md",
        "pcu/2025-07-04.docx",
        "feeds/all.atom",
        "keeling/works.csv",
    ):
        assert (site / name).stat().st_size > 100, name
    assert (site / "ledger.txt").read_text().strip() in (site / "ledger.js").read_text()


def test_again_writes_nothing(data: Path, site: Path) -> None:
    """Nothing new: nothing of a work is made."""
    again = publish(data, site, processes=1)
    assert (again.written, again.removed) == (0, 0)
    assert again.made < again.files / 10


def said(words: str, asking: bool) -> Expression:
    """A letter in other words: one that asks for changes of the code, or one that asks nothing."""
    found = example_corpus.statement()
    if asking:
        assert found.statement is not None
        asks = (replace(found.statement.asks[0], text=words),)
        return replace(found, statement=replace(found.statement, asks=asks))
    return replace(
        found, title="Plain letter", statement=None, references=(), provisions=(Provision("text", text=words),)
    )


@pytest.mark.parametrize("asking", [True, False])
def test_a_change_writes_its_work(asking: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One new version of a letter: as a site made afresh; of one that asks nothing only its work is made again."""
    monkeypatch.setenv("KEELING_TODAY", "2030-12-01")
    data, site = tmp_path / "data", tmp_path / "site"
    example_corpus.example(data)
    plain = replace(example_corpus.catalogue().works[2], id="plain", title="Plain letter")
    known = example_corpus.catalogue()
    known = replace(known, works=(*known.works, plain))
    before: dict[str, bytes] = {}
    heads = []
    for words in ("We thank the regulator.", "We thank the regulator for all of it."):
        example_corpus.archive(data, ("plain", said(words, False)), *[("letter", said(words, True))] * asking)
        build(data, known, parse=example_corpus.grammar, parser="test")
        one = publish(data, site, processes=1)
        assert contents(site) != before
        before = contents(site)
        heads.append(before)
    publish(data, tmp_path / "fresh", processes=1)
    fresh = contents(tmp_path / "fresh")
    assert as_made(contents(site), *heads, fresh) == as_made(fresh, fresh)
    assert one.made > 0
    assert asking or one.made < one.files / 3


def test_where_it_will_be_read(built: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With an address, feeds and citations have it whole, its path included."""
    monkeypatch.setenv("KEELING_TODAY", "2030-12-01")
    publish(built[0], tmp_path / "site", "https://you.example.org/codes/", processes=1)
    feed = (tmp_path / "site" / "feeds" / "all.atom").read_text("utf-8")
    assert "https://you.example.org/codes/xyz/" in feed
    assert 'href="../../../-/static' in (tmp_path / "site" / "xyz" / "2030-03-01" / "c1-2" / "index.html").read_text()


def test_folders_that_cannot_be_used(data: Path, tmp_path: Path) -> None:
    """A folder with other things, one that cannot be made, no database: said, and nothing touched."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("a file")
    for target in (tmp_path / "mine", tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError):
            publish(data, target)
    with pytest.raises(NothingFound):
        publish(tmp_path, tmp_path / "site")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """`python -m http.server` over a folder."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.browser
def test_in_a_browser_from_a_disk_and_from_a_server(site: Path, chromium: str) -> None:
    """Both ways: no violation of WCAG rules, permalinks answer, search finds a measure by number and by words."""
    playwright = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with served(site) as address, playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        for root in (address, f"{site.resolve().as_uri()}/"):
            for path in ("", "pcu/", "pcu/2025-07-04/1-3-a/", "search/", NEEDS.removesuffix("index.html"), "data/"):
                page.goto(f"{root}{path}index.html")
                found = axe.Axe().run(page)
                assert found.response["violations"] == [], (root, path)
            page.goto(f"{root}index.html")
            page.locator("input[name=q]:visible").first.fill("PCU C1.4(a)")
            page.locator("input[name=q]:visible").first.press("Enter")
            first = page.locator("#found ol a").first
            assert first.text_content().startswith("PCU C1.4(a)")
            first.click()
            assert "/c1-4-a/" in page.url
            head = (site / "ledger.txt").read_text().strip()
            playwright.expect(page.locator("footer [data-ledger]")).to_have_text(head)  # a script puts it there
        assert page.goto(f"{address}pcu/2025-07-04/1-3-a").status == 200
        assert failures == []
        browser.close()


def test_the_manifest_says_what_each_page_was_made_from(site: Path) -> None:
    """Every file is that of a page in the manifest, or one of few beside them; pages of works have a digest."""
    known = _pages(json.loads((site / MANIFEST).read_text()))
    files = {name for address, made in known.items() for name in made.files(address)}
    beside = {"ledger.js", "ledger.txt", "search/texts.js", NEEDS, ".nojekyll"}
    assert contents(site).keys() == files | beside
    assert all(made.key for address, made in known.items() if address.startswith("/pcu/"))
