"""RSS, Atom and sitemaps as lists of addresses with titles."""

from collections.abc import Iterator
from dataclasses import dataclass

from parsel import Selector

from crawler.addresses import absolute


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed. `url` is empty where it names none; `text` is what it gives of the content."""

    url: str
    title: str
    text: str = ""


def entries(body: bytes, url: str) -> tuple[Entry, ...]:
    """The items of a feed or sitemap, in its order; raises ValueError for anything else, and for an empty one."""
    if not body.strip():
        raise ValueError("an empty feed")
    root = Selector(body=body, type="xml", base_url=url)
    root.remove_namespaces()
    found = tuple(_items(root, url))
    if not any(entry.url for entry in found):
        raise ValueError("a feed without entries, or no feed at all")
    return found


def _items(root: Selector, url: str) -> Iterator[Entry]:
    for item in root.xpath("//item"):
        text = " ".join(item.xpath("description/text() | encoded/text()").getall())
        permalink = "guid[not(@isPermaLink) or @isPermaLink='true']/text()"
        link = _address(item, url, "link/text()", permalink, "link[not(@rel) or @rel='alternate']/@href")
        yield Entry(link, _first(item, "title/text()"), text)
        yield from (
            Entry(absolute(each, url), _first(item, "title/text()")) for each in _files(item, "enclosure", "url")
        )
    for item in root.xpath("//entry"):
        text = " ".join(item.xpath("summary/text() | content/text()").getall())
        link = _address(item, url, "link[not(@rel) or @rel='alternate']/@href", "id/text()", "content/@src")
        yield Entry(link, _first(item, "title/text()"), text)
        enclosed = _files(item, "link[@rel='enclosure']", "href")
        yield from (Entry(absolute(each, url), _first(item, "title/text()")) for each in enclosed)
    for place in root.xpath("//url/loc/text() | //sitemap/loc/text()").getall():
        yield Entry(absolute(place, url), "")


def _address(item: Selector, url: str, *paths: str) -> str:
    """The first of these that is an address, whole or as a path of the feed's site; empty where none is."""
    for number, path in enumerate(paths):
        found = _first(item, path)
        if found.startswith(("http://", "https://", "/")) or (found and not number and ":" not in found):
            return absolute(found, url)
    return ""


def _files(item: Selector, path: str, name: str) -> list[str]:
    """Addresses of the PDFs attached to an item, told by their ending or their type."""
    found = ((each.attrib.get(name, ""), each.attrib.get("type", "").strip().lower()) for each in item.xpath(path))
    return [
        link for link, kind in found if kind == "application/pdf" or link.partition("?")[0].lower().endswith(".pdf")
    ]


def _first(item: Selector, path: str) -> str:
    return " ".join((item.xpath(path).get() or "").split())
