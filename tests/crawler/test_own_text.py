"""A regulator's page about documents that is a document itself: a code that was never made a file."""

import json
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from corpus.work import CataloguedVersion, Work
from crawler.run import crawl
from crawler.sample.replica import serve
from crawler.summary import CrawlSummary

HOST = "https://www.harbours.example.org"
CODE = HOST + "/codes/lamps/"
RULES = "".join(
    f"<p>{label} {words}</p>"
    for label, words in (
        ("HL A1.1", "A keeper must light every lamp before dusk."),
        ("HL A1.2", "A keeper must not leave a lamp alone while it burns."),
        ("HL A1.3", "A keeper must write down when each lamp was lit."),
    )
)
SOURCE = Source("harbours", "ofcom", (HOST + "/codes/",), "harbours", {"delay": 0, "include": ["lamps"]})


def page(title: str, inner: str) -> bytes:
    said = "<p>The authority looks after the lamps of every harbour, and says here how that is done.</p>" * 3
    return f"<!doctype html><title>{title}</title><main><h1>{title}</h1>{said}{inner}</main>".encode()


def visit(folder: Path, inner: str, catalogue: Catalogue) -> CrawlSummary:
    """A crawl of a listing that leads to one page."""
    site = {
        HOST + "/robots.txt": b"User-agent: *\nDisallow:\n",
        HOST + "/codes/": page("Codes", f'<a href="{CODE}">Code of practice for lamps</a>'),
        CODE: page("Code of practice for lamps", inner),
    }
    entries = []
    for number, (url, body) in enumerate(site.items()):
        (folder / str(number)).write_bytes(body)
        kind = "text/plain" if url.endswith(".txt") else "text/html; charset=utf-8"
        entries.append({"url": url, "file": str(number), "status": 200, "headers": {"Content-Type": kind}})
    (folder / "manifest.json").write_text(json.dumps(entries))
    with serve(folder) as replica:
        return crawl((), SnapshotStore(folder / "snapshots"), catalogue, replica=replica.port)


def role(summary: CrawlSummary) -> str:
    return next(sighting.role for sighting in summary.sightings if sighting.url == CODE)


def test_a_page_with_a_code_is_a_document(tmp_path: Path) -> None:
    """The numbers and the duties tell, and no catalogue."""
    inner = "<h2>HL A1 Lighting</h2><p>Applies to: every keeper.</p>" + RULES
    assert role(visit(tmp_path, inner, Catalogue(sources=(SOURCE,)))) == "document"


def test_a_page_that_only_tells_of_documents_is_none(tmp_path: Path) -> None:
    """Words about a code, without its numbers."""
    inner = "<p>We have published a code for lamps. It must be followed.</p>"
    assert role(visit(tmp_path, inner, Catalogue(sources=(SOURCE,)))) == "landing"


def test_a_page_at_an_address_of_a_work_is_its_text(tmp_path: Path) -> None:
    """The catalogue says so, whatever the page looks like."""
    version = CataloguedVersion("2026-01-05", None, (CODE,))
    work = Work("lamps", "code", "Code of practice for lamps", versions=(version,))
    catalogue = Catalogue(works=(work,), sources=(SOURCE,))
    assert role(visit(tmp_path, "<p>Every lamp must be lit.</p>", catalogue)) == "document"


def test_a_page_once_known_only_as_leading_to_documents_is_taken_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes, met before its text was looked at: new, so that a build makes a version of them."""
    inner = "<h2>HL A1 Lighting</h2><p>Applies to: every keeper.</p>" + RULES
    catalogue, met = Catalogue(sources=(SOURCE,)), []
    with monkeypatch.context() as before:
        before.setattr("crawler.middleware.is_document", lambda *_: False)
        met.append(visit(tmp_path, inner, catalogue))
    met += [visit(tmp_path, inner, catalogue) for _ in range(2)]
    seen = [(s.outcome, s.role) for summary in met for s in summary.sightings if s.url == CODE]
    assert seen == [("ok", "landing"), ("ok", "document"), ("unchanged", "document")]
