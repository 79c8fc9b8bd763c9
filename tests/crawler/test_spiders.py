"""Feeds, and what the spiders take an address to be."""

import pytest

from corpus.catalogue import Source
from crawler.sources import plan
from crawler.spiders.feeds import entries
from crawler.spiders.govuk import GovukSpider
from crawler.spiders.ofcom import OfcomSpider
from crawler.spiders.statements import StatementsSpider

GOVUK = plan(Source("g", "govuk", ("https://www.gov.uk/government/organisations/ofcom.atom",)))
BASE = "https://www.gov.uk/government/publications"


def test_rss_atom_and_sitemaps() -> None:
    """Items of RSS, entries of Atom and places of a sitemap come with absolute addresses and plain titles."""
    rss = b"<rss><channel><item><title>A &amp; B</title><link> /a </link></item></channel></rss>"
    links = b"<link rel='self' href='/no'/><link href='/c#x'/>"
    atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>C</title>" + links + b"</entry></feed>"
    place = b"<url><loc>https://www.example.org/d</loc></url>"
    sitemap = b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>" + place + b"</urlset>"
    found = [entry for body in (rss, atom, sitemap) for entry in entries(body, "https://www.example.org/feed/")]
    assert [(e.url, e.title) for e in found] == [
        ("https://www.example.org/a", "A & B"),
        ("https://www.example.org/c", "C"),
        ("https://www.example.org/d", ""),
    ]


@pytest.mark.parametrize("body", [b"", b"<rss><channel></channel></rss>", b"<html><p>no</p></html>", b"\x00"])
def test_an_empty_feed_is_an_error(body: bytes) -> None:
    """A feed that names nothing is not an empty list: something is wrong with it."""
    with pytest.raises(ValueError, match="feed"):
        entries(body, "https://www.example.org/feed/")


@pytest.mark.parametrize(
    ("url", "role", "reader", "media"),
    [
        (f"{BASE}/a", "landing", "page", "html"),
        (f"{BASE}/a/b", "document", "page", "html"),
        ("https://www.gov.uk/api/content/government/publications/a", "landing", "api", "json"),
        ("https://www.gov.uk/api/content/government/publications/a/b", "document", "api", "json"),
        ("https://www.gov.uk/guidance/a", "document", "page", "html"),
        ("https://www.gov.uk/government/collections/a", "landing", "page", "html"),
        ("https://assets.publishing.service.gov.uk/media/1/a.pdf", "document", "", "pdf"),
        ("https://assets.publishing.service.gov.uk/media/1/a.odt", "document", "", ""),
    ],
)
def test_govuk_pages(url: str, role: str, reader: str, media: str) -> None:
    """On gov.uk the address tells landing pages, documents, content-API answers and files apart."""
    page = GovukSpider.page(None, url, GOVUK, "t")  # type: ignore[arg-type]
    assert (page.role, page.reader, page.media, page.title) == (role, reader, media, "t")


def test_every_spider_has_its_kind() -> None:
    """The name of a spider is the kind of source it crawls."""
    assert [s.name for s in (GovukSpider, OfcomSpider, StatementsSpider)] == ["govuk", "ofcom", "statements"]
