"""Every document link that a page or a feed has is planned and gets an outcome, however it is written."""

import json
from pathlib import Path

import pytest
from small_site import pdf

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.run import crawl
from crawler.sample.replica import serve
from crawler.summary import CrawlSummary

HOST = "https://www.example.org"
PDF = (pdf(), "application/pdf")
SAID = "The coalition asks the regulator to strengthen its code of practice for online safety. "


def article(links: str = "", head: str = "") -> tuple[bytes, str]:
    """A statement with links."""
    text = "".join(f"<p>{n} {SAID * 3}</p>" for n in range(8))
    start = f"<!doctype html><html><head>{head}<title>Statement</title></head><body><main><h1>Statement</h1>"
    return f"{start}{text}{links}</main></body></html>".encode(), "text/html; charset=utf-8"


def feed(*items: str) -> tuple[bytes, str]:
    """An RSS feed of items."""
    return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode(), "application/rss+xml"


def item(place: str) -> str:
    """An item that links."""
    return f"<item><title>Statement</title><link>{place}</link></item>"


def visit(folder: Path, pages: dict[str, tuple[bytes, str]]) -> CrawlSummary:
    """A crawl of a site of these pages, whose feed is at /feed/."""
    entries = []
    pages = {f"{HOST}/robots.txt": (b"User-agent: *\nDisallow:\n", "text/plain"), **pages}
    for number, (url, (body, kind)) in enumerate(pages.items()):
        (folder / str(number)).write_bytes(body)
        entries.append({"url": url, "file": str(number), "status": 200, "headers": {"Content-Type": kind}})
    (folder / "manifest.json").write_text(json.dumps(entries))
    source = Source("s", "statements", (f"{HOST}/feed/",), "", {"delay": 0})
    with serve(folder) as replica:
        return crawl((), SnapshotStore(folder / "snapshots"), Catalogue(sources=(source,)), replica=replica.port)


def outcomes(summary: CrawlSummary) -> dict[str, str]:
    """Outcome by address, the listing left out."""
    return {s.url: s.outcome for s in summary.sightings if s.role != "listing"}


@pytest.mark.parametrize(
    ("link", "head", "at"),
    [
        ("<a href='letter.pdf'>PDF</a>", "", "/news/1/letter.pdf"),
        ("<a href='#' onclick=\"window.open('letter.pdf')\">PDF</a>", "", "/news/1/letter.pdf"),
        ("<a href=\"javascript:show('letter.pdf')\">PDF</a>", "", "/news/1/letter.pdf"),
        ("<button data-href='letter.pdf'>PDF</button>", "", "/news/1/letter.pdf"),
        ("<form action='letter.pdf'><button>Download</button></form>", "", "/news/1/letter.pdf"),
        ("", "<link rel=alternate type=application/pdf href=letter.pdf>", "/news/1/letter.pdf"),
        ("", "<meta http-equiv=refresh content='5;url=letter.pdf'>", "/news/1/letter.pdf"),
        ("", "<meta name=citation_pdf_url content='https://www.example.org/news/1/letter.pdf'>", "/news/1/letter.pdf"),
        ("<a href='./letter.pdf'>PDF</a>", "", "/news/1/letter.pdf"),
        ("<a href='../letter.pdf#page=2'>PDF</a>", "", "/news/letter.pdf"),
        ("<a href='/files/Open letter.pdf'>PDF</a>", "", "/files/Open%20letter.pdf"),
        ("<a href=' /files/letter.pdf\n'>PDF</a>", "", "/files/letter.pdf"),
        ("<a href='letter.pdf'>PDF</a>", "<base href='/files/'>", "/files/letter.pdf"),
        ("<a type='application/pdf' href='/download/12'>PDF</a>", "", "/download/12"),
        ("<a href='/download/12'>Open letter (PDF)</a>", "", "/download/12"),
        ("<a href='/download?id=12'>Open letter [pdf, 1.2 MB]</a>", "", "/download?id=12"),
        ("<a href='/download/12'><span>Download the letter as</span> <b>PDF</b></a>", "", "/download/12"),
        ("<a href='/download/12' title='Open letter (PDF)'><img src='i.png'></a>", "", "/download/12"),
        ("<a href='/download/12' download='letter.pdf'>Open letter</a>", "", "/download/12"),
        ("<a href='\\\\files\\\\letter.pdf'>Open letter</a>".replace("\\\\", "\\"), "", "/files/letter.pdf"),
        ("<iframe src='/files/letter.pdf'></iframe>", "", "/files/letter.pdf"),
        ("<embed src='letter.pdf'>", "", "/news/1/letter.pdf"),
        ("<object data='/files/letter.pdf'></object>", "", "/files/letter.pdf"),
        ("<iframe src='/viewer.html?file=/files/letter.pdf'></iframe>", "", "/files/letter.pdf"),
        ("<div class='unrelated canvas'><a href='/files/letter.pdf'>PDF</a></div>", "", "/files/letter.pdf"),
    ],
)
def test_a_file_is_asked_for_however_it_is_linked(tmp_path: Path, link: str, head: str, at: str) -> None:
    """Relative, with blanks, with a base element, by type, embedded, in a viewer: the file is fetched."""
    pages = {f"{HOST}/feed/": feed(item("/news/1/")), f"{HOST}/news/1/": article(link, head), f"{HOST}{at}": PDF}
    summary = visit(tmp_path, pages)
    assert outcomes(summary) == {f"{HOST}/news/1/": "ok", f"{HOST}{at}": "ok"}
    assert summary.exit_status == 0


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("https://files.example.net/letter.pdf", "not_selected"),
        ("ftp://www.example.org/letter.pdf", "policy_refused"),
        ("https://10.0.0.1/letter.pdf", "policy_refused"),
        (f"{HOST}/files/letter.doc", "not_selected"),
        (f"{HOST}/files/figures.xlsx", "not_selected"),
    ],
)
def test_a_file_that_is_not_asked_has_an_outcome(tmp_path: Path, url: str, outcome: str) -> None:
    """On a host that the source does not name, or unsafe: it is in the ledger with the reason, once."""
    pages = {
        f"{HOST}/feed/": feed(item("/news/1/")),
        f"{HOST}/news/1/": article(f"<a href='{url}'>a</a><a href='{url}'>b</a>"),
    }
    summary = visit(tmp_path, pages)
    assert outcomes(summary) == {f"{HOST}/news/1/": "ok", url: outcome}
    assert summary.lost == 0


def test_a_login_in_a_link_is_not_kept(tmp_path: Path) -> None:
    """An address with credentials is refused, and its password stays out of the ledger."""
    link = "<a href='https://me:secret@www.example.org/letter.pdf'>a</a>"
    summary = visit(tmp_path, {f"{HOST}/feed/": feed(item("/news/1/")), f"{HOST}/news/1/": article(link)})
    assert outcomes(summary)[f"{HOST}/letter.pdf"] == "policy_refused"
    assert b"secret" not in (tmp_path / "snapshots" / "ledger.jsonl").read_bytes()


@pytest.mark.parametrize(
    "entry",
    [
        "<item><title>Statement</title><guid isPermaLink='true'>https://www.example.org/news/1/</guid></item>",
        "<item><title>Statement</title><guid>https://www.example.org/news/1/</guid><link></link></item>",
        "<item><title>Statement</title><link/><guid>/news/1/</guid></item>",
    ],
)
def test_a_permalink_is_the_address(tmp_path: Path, entry: str) -> None:
    """An item without a link has its address in its guid."""
    summary = visit(tmp_path, {f"{HOST}/feed/": feed(entry), f"{HOST}/news/1/": article()})
    assert (outcomes(summary), summary.exit_status) == ({f"{HOST}/news/1/": "ok"}, 0)


def test_an_entry_without_an_address_is_said(tmp_path: Path) -> None:
    """A guid that is no permalink is no address; the others are asked, and the exit status is 1."""
    entry = "<item><title>Lost one</title><guid isPermaLink='false'>tag:1</guid></item>"
    summary = visit(tmp_path, {f"{HOST}/feed/": feed(item("/news/1/"), entry), f"{HOST}/news/1/": article()})
    assert outcomes(summary) == {f"{HOST}/news/1/": "ok"}
    assert "'Lost one' names no address" in summary.problems[0]
    assert summary.exit_status == 1


def test_a_feed_whose_links_all_lead_elsewhere_is_an_error(tmp_path: Path) -> None:
    """A site that moved to its bare name does not fall silent."""
    links = [item(f"https://example.org/news/{n}/") for n in (1, 2, 3)]
    summary = visit(tmp_path, {f"{HOST}/feed/": feed(*links)})
    assert summary.exit_status == 1
    assert "all 3 links lead to example.org, which the source does not name" in summary.failed[0].note


def test_a_feed_that_names_another_publishers_address_takes_nothing_from_there(tmp_path: Path) -> None:
    """One entry of several on another host is left out, with an outcome."""
    other = "https://www.office.example.net/code.pdf"
    summary = visit(tmp_path, {f"{HOST}/feed/": feed(item("/news/1/"), item(other)), f"{HOST}/news/1/": article()})
    assert outcomes(summary) == {f"{HOST}/news/1/": "ok", other: "not_selected"}


def test_an_attached_file_of_a_feed_is_asked_for(tmp_path: Path) -> None:
    """An enclosure is a document link."""
    entry = "<item><title>Statement</title><link>/news/1/</link><enclosure url='/a letter.pdf'/></item>"
    pages = {f"{HOST}/feed/": feed(entry), f"{HOST}/news/1/": article(), f"{HOST}/a%20letter.pdf": PDF}
    assert outcomes(visit(tmp_path, pages)) == {f"{HOST}/news/1/": "ok", f"{HOST}/a%20letter.pdf": "ok"}


@pytest.mark.parametrize(
    "link",
    [
        "<a href='javascript:print()'>Save as PDF</a>",
        "<a href='mailto:a@b.example?subject=letter.pdf'>Open letter (PDF)</a>",
        "<a href='#content'>This page (PDF)</a>",
        "<a href='data:application/pdf;base64,JVBERi0='>Letter (PDF)</a>",
        "<a href='/news/2/'>Why we publish PDF files and pages</a>",
    ],
)
def test_what_is_no_address_of_a_file_is_not_stored(tmp_path: Path, link: str) -> None:
    """Scripts, messages, places of the page itself and other pages are no document links."""
    summary = visit(tmp_path, {f"{HOST}/feed/": feed(item("/news/1/")), f"{HOST}/news/1/": article(link)})
    assert outcomes(summary) == {f"{HOST}/news/1/": "ok"}
    assert summary.exit_status == 0
