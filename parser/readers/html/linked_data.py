"""Dates of a page in its JSON-LD: those of the item that is the page, never those of another article it lists.

An item is the page where its address is the page's or, if it has none, its headline is the page's
title. An item that has neither is the page only where no other dated item stands beside it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from corpus.address import place
from corpus.citation import label_key
from corpus.text import letters
from parser.readers.html.events import Event

_ARTICLES = re.compile(r"Article|Posting|Report|Page$|Legislation|DigitalDocument|CreativeWork")
"""Types of schema.org whose dates are the page's own; a comment's or an event's are not."""
_DATES = (("datePublished", "published"), ("dateModified", "updated"))
_SITE = re.compile(r"\s[|–—·»-]\s")
"""What stands between a title and the name of the site."""


@dataclass(slots=True)
class _Page:
    """What a page is called, where it says that it is, and the dated items of its JSON-LD, in its order."""

    titles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    items: list[dict[str, Any]] = field(default_factory=list)

    def is_item(self, item: dict[str, Any]) -> bool:
        """Whether an item is the page itself."""
        here = set(_addresses(item))
        if here and self.places:
            return bool(here & self.places)
        named = {each for key in ("headline", "name") for each in _names(item.get(key))}
        if named and self.titles:
            return bool(named & self.titles)
        return len(self.items) == 1


def linked_dates(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    """Pairs of `published` or `updated` and the words of the date, as the page's own item of JSON-LD states them."""
    page = _page(events)
    own = next(filter(page.is_item, page.items), {})
    return [(key, own[name]) for name, key in _DATES if isinstance(own.get(name), str)]


def is_linked(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element is a script of JSON-LD."""
    return tag == "script" and attributes.get("type", "").partition(";")[0].strip().lower() == "application/ld+json"


def _page(events: tuple[Event, ...]) -> _Page:
    page, inside, said = _Page(), "", ""
    for kind, value, attributes in events:
        if kind == "start":
            if value in ("meta", "link"):
                _called(page, value, attributes)
            elif value in ("title", "h1") or is_linked(value, attributes):
                inside, said = value, ""
        elif kind == "text":
            said += value if inside else ""
        elif value == inside:
            page.items += _dated(_data(said)) if inside == "script" else ()
            page.titles |= _names(said) if inside != "script" else set()
            inside = ""
    return page


def _called(page: _Page, tag: str, attributes: Mapping[str, str]) -> None:
    """Add what a `meta` or `link` element says that the page is called or where it is."""
    named = (attributes.get("property") or attributes.get("name") or attributes.get("rel") or "").lower()
    if tag == "meta" and named in ("og:title", "twitter:title"):
        page.titles |= _names(attributes.get("content", ""))
    if (tag, named) in (("meta", "og:url"), ("link", "canonical")):
        page.places |= set(_places([attributes.get("content") or attributes.get("href", "")]))


def _data(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _dated(data: Any) -> Iterator[dict[str, Any]]:
    """The items of JSON-LD that are articles or pages and have a date."""
    if isinstance(data, list):
        yield from (item for each in data for item in _dated(each))
    elif isinstance(data, dict) and "@graph" in data:
        yield from _dated(data["@graph"])
    elif isinstance(data, dict) and any(isinstance(data.get(name), str) for name, _ in _DATES):
        kinds = data.get("@type", "Page")
        named = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]
        if any(map(_ARTICLES.search, named)):
            yield data


def _addresses(item: dict[str, Any]) -> list[str]:
    """Where an item says that it is."""
    of_page = item.get("mainEntityOfPage")
    within = [of_page.get("@id"), of_page.get("url")] if isinstance(of_page, dict) else [of_page]
    return list(_places([item.get("url"), item.get("@id"), *within]))


def _places(urls: list[Any]) -> Iterator[str]:
    for url in urls:
        if isinstance(url, str) and re.match("https?://", url.strip(), re.IGNORECASE):
            yield place(url.strip())


def _names(title: Any) -> set[str]:
    """A title as it is compared: whole, and without the name of the site behind it."""
    text = " ".join(title.split()) if isinstance(title, str) else ""
    return {label_key(letters(each)) for each in (text, _SITE.split(text)[0])} - {""}
