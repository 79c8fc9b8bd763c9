"""The entrance: bytes decide, then the name."""

import pytest

from corpus.errors import UnreadableInput
from parser.read import read

PAGE = b"<!doctype html><html><body><p>Lamp words of the keeper</p></body></html>"


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (PAGE, "x.txt", "html"),
        (b"<!-- saved --><main class='govspeak'><p>Lamp</p></main>", "", "govuk-html"),
        (b"<p>A fragment</p>", "", "html"),
        (b"Some words with a <sup>2</sup> in them", "x.md", "text"),
        (b"<3 is how a text may begin", "x.txt", "text"),
        (b"words only", "page.html", "text"),
        (b'{"title": "T", "details": {"body": "<p>Lamp</p>"}}', "x.html", "content-api"),
        (b"<?xml version='1.0'?><html><body><p>Lamp</p></body></html>", "", "html"),
        (b"\xef\xbb\xbf" + PAGE, "", "html"),
        ("<html><body><p>Lamp</p></body></html>".encode("utf-16"), "", "html"),
        (b"Read the %PDF- specification\n" * 3, "x.md", "text"),
    ],
)
def test_bytes_decide_the_format(body: bytes, name: str, kind: str) -> None:
    """A name or a media type never makes a page a text or a text a page."""
    assert read(body, name).format == kind


def test_json_that_breaks_off_is_no_text() -> None:
    """An answer that was cut off before its document is refused, not read as a text of one word."""
    with pytest.raises(UnreadableInput, match="cut off"):
        read(b'{"a": "b', "item.json")


def test_a_page_that_only_asks_for_scripts_is_refused() -> None:
    """What stands in `noscript` is no document: the page's words are made in the browser."""
    page = (
        b"<html><body><noscript>Please turn scripts on.</noscript><div id=root></div><script>a()</script></body></html>"
    )
    with pytest.raises(UnreadableInput, match="made by script"):
        read(page, "page.html")


@pytest.mark.parametrize(
    "body",
    [
        b"PK\x03\x04" + bytes(100),
        b"\x89PNG\r\n\x1a\n",
        b"",
        b"<?xml version='1.0'?><rss><channel/></rss>",
        b"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY lamp 'words'>]><rss><channel>&lamp;</channel></rss>",
        b'["a", "list"]',
        b'{"other": 1}',
    ],
)
def test_what_is_no_document_is_refused_whatever_its_name(body: bytes) -> None:
    """An archive called .html, a feed and other JSON are refused with one line."""
    with pytest.raises(UnreadableInput) as caught:
        read(body, "page.html", "text/html")
    assert "\n" not in str(caught.value)
