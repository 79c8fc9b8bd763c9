"""RSS, Atom and sitemaps as lists of addresses with titles."""

from collections.abc import Iterator
from dataclasses import dataclass

from parsel import Selector

from crawler.addresses import absolute


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a feed. `text` is what the feed gives of the content, markup included."""

    url: str
    title: str
    text: str = ""


def entries(body: bytes, url: str) -> tuple[Entry, ...]:
    """The items of a feed or sitemap, in its order; raises ValueError for anything else, and for an empty one."""
    if not body.strip():
        raise ValueError("an empty feed")
    root = Selector(body=body, type="xml", base_url=url)
    root.remove_namespaces()
    found = tuple(entry for entry in _items(root, url) if entry.url.startswith("http"))
    if not found:
        raise ValueError("a feed without entries, or no feed at all")
    return found


def _items(root: Selector, url: str) -> Iterator[Entry]:
    for item in root.xpath("//item"):
        text = " ".join(item.xpath("description/text() | encoded/text()").getall())
        yield Entry(absolute(_first(item, "link/text()"), url), _first(item, "title/text()"), text)
    for item in root.xpath("//entry"):
        link = _first(item, "link[not(@rel) or @rel='alternate']/@href")
        text = " ".join(item.xpath("summary/text() | content/text()").getall())
        yield Entry(absolute(link, url), _first(item, "title/text()"), text)
    for place in root.xpath("//url/loc/text() | //sitemap/loc/text()").getall():
        yield Entry(absolute(place, url), "")


def _first(item: Selector, path: str) -> str:
    return " ".join((item.xpath(path).get() or "").split())
