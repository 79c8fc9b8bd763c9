"""What somebody counts on and does not get is said: in the exit status, as a finding, by `keeling status`."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas
from scrapy import Request
from scrapy.http import Response
from small_site import pdf

from corpus.catalogue import Catalogue, Source
from corpus.snapshots import SnapshotStore
from crawler.history import WHOLE_AFTER
from crawler.middleware import _contradicts
from crawler.run import crawl
from crawler.sample.replica import Replica, serve
from crawler.status import Status, status
from crawler.summary import CrawlSummary

HOST = "https://www.example.org"
OPEN, SHUT = b"User-agent: *\nAllow: /\n", b"User-agent: *\nDisallow: /letter\n"
WORDS = "".join(
    f"<p>Tower {n}: we ask Ofcom to say how many lanterns are lit and who lights them.</p>" for n in range(30)
)
Answer = bytes | tuple[int, Mapping[str, str], bytes]


def page(text: str, title: str = "Open letter") -> bytes:
    """A page with a title and a text."""
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><main><h1>{title}</h1>{text}</main></body></html>".encode()


def feed(*paths: str) -> bytes:
    """A feed with an item for each path."""
    items = "".join(f"<item><title>Open letter</title><link>{HOST}{path}</link></item>" for path in paths)
    return f"<rss><channel>{items}</channel></rss>".encode()


class Site:
    """A feed, a letter and whatever else, crawled into one archive day after day."""

    def __init__(self, folder: Path, **options: object) -> None:
        self._folder, self.day = folder, datetime(2026, 7, 1, tzinfo=UTC)
        self._answers: dict[str, Answer] = {"/robots.txt": OPEN, "/feed/": feed("/letter"), "/letter": page(WORDS)}
        source = Source("s", "statements", (f"{HOST}/feed/",), "", {"delay": 0, **options})
        self.catalogue = Catalogue(sources=(source,))
        self.store = SnapshotStore(folder / "snapshots")
        self.served: Replica | None = None

    def crawl(self, answers: Mapping[str, Answer] | None = None) -> CrawlSummary:
        """The crawl of the next day, from which on some addresses answer otherwise."""
        self._answers |= answers or {}
        self.day += timedelta(days=1)
        folder = self._folder / f"{self.day:%Y%m%d%H}"
        folder.mkdir()
        entries = []
        for number, (path, answer) in enumerate(self._answers.items()):
            code, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
            (folder / str(number)).write_bytes(body)
            kind = "text/plain" if path == "/robots.txt" else "text/html"
            headers = {"Content-Type": kind, **headers}
            entries.append({"url": HOST + path, "file": str(number), "status": code, "headers": headers})
        (folder / "manifest.json").write_text(json.dumps(entries))
        with serve(folder) as self.served:
            return crawl((), self.store, self.catalogue, replica=self.served.port, clock=lambda: self.day)

    def status(self) -> Status:
        """How the source does, an hour after the last crawl."""
        return status(self.store, self.catalogue, self.day + timedelta(hours=1))


def kinds(summary: CrawlSummary) -> list[str]:
    """The kinds of what a crawl found."""
    return [finding.kind for finding in summary.findings]


def outcome(summary: CrawlSummary, path: str = "/letter") -> str:
    """What came of an address."""
    return next(s.outcome for s in summary.sightings if s.url == HOST + path)


def test_a_document_that_robots_txt_now_forbids_is_said(tmp_path: Path) -> None:
    """It was read before: nobody asks it any more, which is a finding once, exit 1 each time, and work for a person."""
    site = Site(tmp_path)
    site.crawl()
    for found in (["blocked"], []):
        summary = site.crawl({"/robots.txt": SHUT})
        assert (outcome(summary), kinds(summary), summary.exit_status) == ("robots_forbidden", found, 1)
    assert site.status().sources[0].needs_add == (f"{HOST}/letter",)
    assert site.status().exit_status == 1
    assert kinds(site.crawl({"/robots.txt": OPEN})) == ["recovered"]
    assert site.status().exit_status == 0


def test_what_robots_txt_always_forbade_is_nobodys_fault(tmp_path: Path) -> None:
    """A link to what was never read is left alone, as before; read at last, it is new."""
    site = Site(tmp_path)
    assert site.crawl({"/robots.txt": SHUT}).exit_status == 0
    assert site.status().exit_status == 0
    assert kinds(site.crawl({"/robots.txt": OPEN})) == ["new"]


@pytest.mark.parametrize("answer", [(404, {}, b"no"), (410, {}, b"no")])
def test_an_address_of_the_catalogue_at_which_nothing_ever_was(tmp_path: Path, answer: Answer) -> None:
    """A misspelt address fails every crawl and the status; one of a feed, or one that was read, is only gone."""
    site = Site(tmp_path, documents=[f"{HOST}/lettre", f"{HOST}/letter"])
    for _ in range(2):
        summary = site.crawl({"/lettre": answer})
        assert [s.url for s in summary.failed] == [f"{HOST}/lettre"]
        assert site.status().sources[0].failing == (f"{HOST}/lettre",)
        assert any("/lettre" in line for line in site.status().lines())
    summary = site.crawl({"/lettre": page(WORDS), "/letter": answer, "/feed/": feed("/letter", "/other")})
    assert (outcome(summary), outcome(summary, "/other"), summary.exit_status) == ("gone", "gone", 0)


@pytest.mark.parametrize("answer", [(403, {}, b"no"), (404, {}, b"no"), b"<rss><channel></channel></rss>"])
def test_a_listing_that_cannot_be_read_any_more_is_a_finding(tmp_path: Path, answer: Answer) -> None:
    """Nothing new is found without it, so people get a notice of it as of a document, and of its return."""
    site = Site(tmp_path)
    site.crawl()
    assert kinds(site.crawl({"/feed/": answer})) in (["blocked"], ["failing"])
    assert kinds(site.crawl()) == []
    assert kinds(site.crawl({"/feed/": feed("/letter")})) == ["recovered"]


def test_a_doubt_that_nobody_settled_is_in_the_status(tmp_path: Path) -> None:
    """While a stand-in waits for a person the source is not well."""
    site = Site(tmp_path)
    site.crawl()
    assert site.crawl({"/letter": page("<p>Welcome to our news.</p>" * 90, "News")}).exit_status == 1
    assert site.status().exit_status == 1
    assert " provisional " in site.status().lines()[1]


def test_a_file_that_no_reader_opens_is_not_confirmed_by_time(tmp_path: Path) -> None:
    """A locked file in place of a letter stays in doubt however often it is met; the letter stays the last good one."""
    plain = io.BytesIO()
    canvas = Canvas(plain)
    for n in range(30):
        canvas.drawString(60, 780 - 20 * n, f"Tower {n}: we ask Ofcom to say how many lanterns are lit.")
    canvas.save()
    shut = locked(plain.getvalue())
    site = Site(tmp_path)
    site.crawl({"/feed/": feed("/letter.pdf"), "/letter.pdf": plain.getvalue()})
    for _ in range(3):
        assert outcome(site.crawl({"/letter.pdf": shut}), "/letter.pdf") == "provisional"
    assert outcome(site.crawl({"/letter.pdf": plain.getvalue()}), "/letter.pdf") == "unchanged"


def locked(body: bytes) -> bytes:
    """A PDF that opens only with a password."""
    shut = io.BytesIO()
    with pikepdf.open(io.BytesIO(body)) as pdf:
        pdf.save(shut, encryption=pikepdf.Encryption(user="u", owner="o"))
    return shut.getvalue()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (locked(pdf()), "password"),
        (pdf(""), "no text"),
        (pdf().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0"), "no pages"),
        (pdf()[:200] + b"\n%%EOF\n", "damaged"),
    ],
)
def test_a_file_that_no_reader_opens_at_first_sight(tmp_path: Path, body: bytes, why: str) -> None:
    """It is a finding once, fails every crawl and the status, and is kept; the first that can be read is new."""
    site = Site(tmp_path)
    site.crawl()
    for found in (["provisional"], []):
        summary = site.crawl({"/feed/": feed("/letter", "/letter.pdf"), "/letter.pdf": body})
        assert (outcome(summary, "/letter.pdf"), kinds(summary), summary.exit_status) == ("provisional", found, 1)
        assert why in summary.failed[0].note
        assert summary.failed[0].digest
        assert site.store.read(summary.failed[0].digest) == body
    assert site.status().sources[0].provisional == (f"{HOST}/letter.pdf",)
    assert site.status().exit_status == 1
    good = site.crawl({"/letter.pdf": pdf()})
    assert (outcome(good, "/letter.pdf"), kinds(good), good.exit_status) == ("ok", ["new"], 0)


def test_a_file_that_no_reader_opens_in_a_first_crawl(tmp_path: Path) -> None:
    """The beginning of a record has no findings, and its exit status says it none the less."""
    site = Site(tmp_path)
    summary = site.crawl({"/feed/": feed("/letter", "/letter.pdf"), "/letter.pdf": locked(pdf())})
    assert ([s.url for s in summary.failed], summary.exit_status) == ([f"{HOST}/letter.pdf"], 1)
    assert any("password" in line for line in summary.lines())


def test_a_page_that_kept_its_title_and_lost_its_text_is_not_confirmed_by_time(tmp_path: Path) -> None:
    """Nothing but the title is left: nothing in common with the letter, whichever day it is."""
    site = Site(tmp_path)
    site.crawl()
    for _ in range(3):
        assert outcome(site.crawl({"/letter": page("")})) == "provisional"


@pytest.mark.parametrize(
    ("line", "withdrawn"),
    [
        ("This letter was withdrawn on 1 July 2026.", True),
        ("This open letter has been withdrawn.", True),
        ("Withdrawn on 1 July 2026", True),
        ("This letter was not withdrawn.", False),
        ("This letter may be withdrawn.", False),
    ],
)
def test_a_document_that_says_it_was_withdrawn(tmp_path: Path, line: str, withdrawn: bool) -> None:
    """Without any mark of gov.uk's: its own first words say so, on that day and on all that follow."""
    site = Site(tmp_path)
    site.crawl()
    noticed = page(f"<p><strong>{line}</strong></p>{WORDS}")
    first, second = site.crawl({"/letter": noticed}), site.crawl()
    assert kinds(first) == (["withdrawn"] if withdrawn else ["silent edit"])
    assert outcome(second) == ("withdrawn" if withdrawn else "unchanged")
    assert kinds(second) == []


def test_an_article_that_was_selected_stays(tmp_path: Path) -> None:
    """Words by which it was chosen may go; the edit is found, and not left out."""
    site = Site(tmp_path, content=["Ofcom"])
    site.crawl()
    summary = site.crawl({"/letter": page(WORDS.replace("Ofcom", "the regulator"))})
    assert (outcome(summary), kinds(summary)) == ("ok", ["silent edit"])


def test_a_server_that_always_says_not_modified(tmp_path: Path) -> None:
    """After so many such answers the whole is asked for once, and an edit under an old validator comes to light."""
    site, same = Site(tmp_path), {"ETag": '"1"'}
    site.crawl({"/letter": (200, same, page(WORDS))})
    edited = page(WORDS.replace("Tower 7", "Tower 70"))
    outcomes = [outcome(site.crawl({"/letter": (200, same, edited)})) for _ in range(WHOLE_AFTER + 2)]
    assert outcomes == [*["unchanged"] * WHOLE_AFTER, "ok", "unchanged"]


def test_not_modified_with_another_validator() -> None:
    """The server speaks of another body than the one that was asked about; weak and strong forms are one."""

    def said(asked: str, etag: str) -> bool:
        request = Request(HOST, headers={"If-None-Match": asked})
        return _contradicts(request, Response(HOST, status=304, headers={"ETag": etag} if etag else {}))

    assert said('"1"', '"2"')
    assert not any((said('"1"', '"1"'), said('W/"1"', '"1"'), said('"1"', "")))


def test_a_site_that_wants_to_be_left_alone_for_long(tmp_path: Path) -> None:
    """After an answer that asks for hours nothing more is asked of the site in that run, and each address says so."""
    paths = [f"/letter/{n}" for n in range(9)]
    site = Site(tmp_path)
    summary = site.crawl({"/feed/": feed(*paths)} | {path: (429, {"Retry-After": "7200"}, b"") for path in paths})
    assert {outcome(summary, path) for path in paths} == {"retry_later"}
    assert site.served is not None
    assert site.served.count("/letter/") < len(paths)
    assert "asked to be left alone for 7200 s" in {s.url: s for s in summary.failed}[HOST + paths[-1]].note


def killed_at_its_end(site: Site, summary: CrawlSummary) -> None:
    """Leave the archive as a run does that stored everything and was killed before it could say what it found."""
    begun = {"run": summary.run, "sources": ["s"], "started": site.day.isoformat()}
    (site.store.root / "run.json").write_text(json.dumps(begun))


@pytest.mark.parametrize("hours", [3, 60])
def test_what_a_killed_run_found_is_said_by_the_next(tmp_path: Path, hours: int) -> None:
    """Whether it is resumed or too old for that: an edit and an end that it saw are findings once, and then no more."""
    site = Site(tmp_path)
    site.crawl({"/feed/": feed("/letter", "/other"), "/other": page(WORDS.replace("lanterns", "lamps"))})
    edited = page(WORDS.replace("Tower 7", "Tower 70"))
    killed_at_its_end(site, site.crawl({"/letter": edited, "/other": (404, {}, b"no")}))
    site.day += timedelta(hours=hours - 24)
    assert sorted(kinds(site.crawl())) == ["gone", "silent edit"]
    assert kinds(site.crawl()) == []
    assert not (site.store.root / "run.json").exists()
