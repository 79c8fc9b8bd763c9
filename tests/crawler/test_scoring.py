"""Documents that look a little like block pages are still documents."""

import json

import pytest

from crawler.outcomes import FetchFailed
from crawler.scoring import score_body, sniff

TEXT = "The provider should keep a record of what it decided and why. " * 60


def page(title: str, text: str = TEXT, head: str = "") -> bytes:
    """An HTML page."""
    start = f"<!doctype html><html><head><title>{title}</title>{head}</head>"
    return f"{start}<body><h1>{title}</h1><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize(
    "body",
    [
        page("Access denied: how services keep children out"),
        page("Code of practice", TEXT + "The user must complete the captcha and prove you are human."),
        page("Maintenance of records"),
        page("Code of practice", head="<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        page("Page not found guidance for providers of search services"),
        page("Sign in and age checks", TEXT + "<input type='password'>"),
        page("Short note", "Ofcom has issued the code."),
    ],
)
def test_documents_stay_documents(body: bytes) -> None:
    """Words that block pages use do not condemn a long page, and a firewall's own script in a page is no challenge."""
    assert score_body("https://www.example.org/x", body, "html", cut_possible=False).outcome == "ok"


@pytest.mark.parametrize(
    "body",
    [
        page("Open letter", "You need to enable JavaScript to run this app."),
        page("Open letter", "This site requires JavaScript to view its pages."),
        page("We value your privacy", "We and our 812 partners store and access information on a device. Accept all."),
    ],
)
def test_a_shell_without_its_document_is_none(body: bytes) -> None:
    """What stands in a page for a browser that runs its scripts, or accepts its partners, is no document."""
    with pytest.raises(FetchFailed, match=r"^blocked"):
        score_body("https://www.example.org/x", body, "html", cut_possible=False)


def test_withdrawn_by_page_and_by_content_api() -> None:
    """The marks of a withdrawn page are found in both renderings; an empty notice is none."""
    mark = "<meta name='govuk:withdrawn' content='withdrawn'>"
    assert score_body("https://www.gov.uk/x", page("A", head=mark), "html", cut_possible=False).outcome == "withdrawn"
    for notice, outcome in (({"explanation": "old", "withdrawn_at": "2026"}, "withdrawn"), ({}, "ok")):
        body = json.dumps({"withdrawn_notice": notice}).encode()
        assert score_body("https://www.gov.uk/api/content/x", body, "json", cut_possible=False).outcome == outcome


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", "html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html><html></html>", "html"),
        (b"<?xml version='1.0'?><rss></rss>", "xml"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "xml"),
        (b"junk\n%PDF-1.7", "pdf"),
        (b' {"a": 1}', "json"),
        (b"plain words", ""),
    ],
)
def test_sniff(body: bytes, media: str) -> None:
    """The format is told by the bytes, not by what the server calls them."""
    assert sniff(body) == media


def test_a_page_that_may_be_cut_must_show_its_end() -> None:
    """Without a length, a page without its end tag, a PDF or an XML without theirs is truncated."""
    for body, media in (
        (page("A")[:-8], "html"),
        (b"<?xml version='1.0'?><rss><item>", "xml"),
        (b"%PDF-1.7\nxx", "pdf"),
    ):
        with pytest.raises(FetchFailed, match="truncated"):
            score_body("https://www.example.org/x", body, media, cut_possible=True)  # type: ignore[arg-type]
    assert score_body("https://www.example.org/x", page("A")[:-8], "html", cut_possible=False).outcome == "ok"
