"""A page that stands in place of a document is never one: home pages, parked domains, long error pages, empty codes."""

import json
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from corpus.work import CataloguedVersion, Scheme, Work
from crawler.run import crawl
from crawler.sample.replica import serve
from crawler.scoring import score_body
from crawler.shrink import is_home, replaced
from crawler.summary import CrawlSummary

HOST = "https://www.example.org"
DOCUMENT = f"{HOST}/statement"
SAID = "We call on the keepers of all towers to say how many lanterns are lit and who lights them every night. " * 9
OTHER = "Home news about contact our work with young people and what others say of it in the papers. " * 60


def page(title: str, text: str) -> bytes:
    """A page with a title and a text."""
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><main><h1>{title}</h1><p>{text}</p></main></body></html>".encode()


class Site:
    """One document at an address, crawled into one archive again and again."""

    def __init__(self, folder: Path, works: tuple[Work, ...] = ()) -> None:
        self._folder, self._round = folder, 0
        source = Source("s", "statements", (f"{HOST}/feed/",), "", {"documents": [DOCUMENT], "delay": 0})
        self._catalogue = Catalogue(works=works, sources=(source,))
        self.store = SnapshotStore(folder / "snapshots")

    def crawl(self, body: bytes = b"", *, status: int = 200, to: str = "", **others: bytes) -> CrawlSummary:
        """A crawl in which the document's address gives this body, or a redirect."""
        self._round += 1
        folder = self._folder / str(self._round)
        folder.mkdir()
        entries = [self._entry(folder, "robots.txt", b"User-agent: *\nAllow: /\n")]
        entries += [self._entry(folder, name.replace("_", "."), content) for name, content in others.items()]
        entries.append(
            self._entry(folder, "feed/", b"<rss><channel><item><link>/statement</link></item></channel></rss>")
        )
        redirect = {"url": DOCUMENT, "file": None, "status": status, "headers": {"Location": to}}
        entries.append(redirect if to else self._entry(folder, "statement", body))
        (folder / "manifest.json").write_text(json.dumps(entries))
        with serve(folder) as replica:
            return crawl((), self.store, self._catalogue, replica=replica.port)

    def _entry(self, folder: Path, name: str, body: bytes) -> dict[str, object]:
        (folder / name.replace("/", "_")).write_bytes(body)
        url = f"{HOST}/" if name == "home" else f"{HOST}/{name}"
        kind = "application/rss+xml" if name == "feed/" else "text/plain" if name == "robots.txt" else "text/html"
        return {"url": url, "file": name.replace("/", "_"), "status": 200, "headers": {"Content-Type": kind}}


def outcome(summary: CrawlSummary) -> str:
    """What came of the document."""
    return next(s.outcome for s in summary.sightings if s.url == DOCUMENT)


@pytest.mark.parametrize("status", [301, 302, 303, 307])
@pytest.mark.parametrize("known", [True, False])
def test_a_redirect_to_the_home_page_is_no_document(tmp_path: Path, status: int, known: bool) -> None:
    """Whether the document was seen before or not, temporarily or for good: provisional, and no silent edit."""
    site = Site(tmp_path)
    if known:
        assert outcome(site.crawl(page("Joint statement", SAID))) == "ok"
    summary = site.crawl(status=status, to=f"{HOST}/", home=page("Welcome", OTHER))
    assert outcome(summary) == "provisional"
    assert summary.exit_status == 1
    assert {finding.kind for finding in summary.findings} <= {"provisional"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("example.org is for sale", "suspect"),
        ("Oops", "suspect"),
        ("404 - what others read", "suspect"),
        ("Our news", "provisional"),
    ],
)
def test_another_page_in_its_place_is_no_silent_edit(tmp_path: Path, title: str, expected: str) -> None:
    """Parked, an error page of a thousand words, or just another page: with another title and no words in common."""
    site = Site(tmp_path)
    site.crawl(page("Joint statement", SAID))
    for _ in range(2):
        summary = site.crawl(page(title, OTHER))
        assert outcome(summary) == expected
        assert not {finding.kind for finding in summary.findings} & {"silent edit", "changed"}
    assert outcome(site.crawl(page("Joint statement", SAID))) == "unchanged"


def test_a_new_title_over_the_same_words_is_an_edit(tmp_path: Path) -> None:
    """What was renamed is still itself; a title over other words is not, unless it says that it is newer."""
    assert not replaced(page("Joint statement", SAID), page("Our joint statement", SAID))
    assert replaced(page("Joint statement", SAID), page("Joint statement", OTHER))
    newer = page("Joint statement", OTHER).replace(b"</h1>", b"</h1><p>Published 4 July 2026</p>")
    dated = newer.replace(b"<head>", b'<head><meta property="article:published_time" content="2026-07-04">')
    assert not replaced(page("Joint statement", SAID), dated)
    assert replaced(page("Joint statement", SAID), page("Welcome", OTHER))


@pytest.mark.parametrize("title", ["Page not found guidance for providers", "Oopsala statement", "The page of records"])
def test_documents_with_such_words_stay_documents(title: str) -> None:
    """A title that only begins like an error page's condemns nothing."""
    assert score_body(DOCUMENT, page(title, OTHER), "html", cut_possible=False).outcome == "ok"


def test_home_pages() -> None:
    """The front door, in any of its forms; a path or a query below it is not."""
    assert all(
        is_home(f"{HOST}{path}") for path in ("", "/", "/index.html", "/home", "/en/", "/en-gb", "/default.aspx")
    )
    assert not any(is_home(f"{HOST}{path}") for path in ("/news", "/?p=12", "/homes", "/en/news", "/index/letter"))


def test_a_code_without_its_measures_is_provisional(tmp_path: Path) -> None:
    """At a catalogued address the crawl asks for what the catalogue expects, and time does not confirm its lack."""
    version = CataloguedVersion("2025-07-04", "issued", (DOCUMENT,))
    code = Work("lan", "code", "Lantern Code", scheme=Scheme("LAN"), minimum_measures=2, versions=(version,))
    summary = Site(tmp_path, (code,)).crawl(page("Lantern Code", SAID))
    assert outcome(summary) == "provisional"
    assert "0 measures, 2 or more are expected" in summary.failed[0].note
