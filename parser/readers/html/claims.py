"""What a page claims about itself: title, dates, publisher, address. Claims, not observations."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.dates import day, is_either_way
from parser.readers.html.events import BREAKS, VOID, Event
from parser.readers.html.linked_data import is_linked, linked_dates

_META = {
    "article:published_time": "published",
    "article:modified_time": "updated",
    "date": "published",
    "dc.date": "published",
    "dcterms.issued": "published",
    "dcterms.modified": "updated",
    "govuk:first-published-at": "published",
    "govuk:public-updated-at": "updated",
    "og:site_name": "publisher",
    "og:url": "url",
    "og:title": "title",
    "govuk:schema-name": "document_type",
    "govuk:primary-publishing-organisation": "organisation",
    "citation_isbn": "isbn",
}
_PAGES = (
    "publication",
    "html-publication",
    "detailed-guide",
    "consultation",
    "call-for-evidence",
    "document-collection",
)
_AMERICAN = re.compile(r"(?:en|es)[-_]us\b", re.IGNORECASE)
"""Languages in which a day in numbers begins with the month; many a British site states one all the same."""
_SAYS = re.compile(
    r"(?P<updated>\b(?:updated|modified|reviewed)\b)|\b(?:published|posted|publication date)\b", re.IGNORECASE
)
_OTHERS = re.compile(r"(?:^|[\s_-])(?:related|comments?|respond|sidebar|widget|footer|recent|latest|teaser|card)", re.I)
_ASIDE = frozenset(["aside", "footer", "nav", "blockquote"])
_LOGO = re.compile(r"(?:^|[\s_])(?:gem-c-)?organisation-logos?(?:$|[\s_])")
"""Where gov.uk prints who published a page: a name beside its arms, or a picture whose other text is the name."""
_NAME_IN_LOGO = re.compile(
    r"(?!\S+\.\w{3,4}$|\S+://)(?:logo (?:of|for) (?:the )?)?(?P<name>(?=.*[^\W\d_]{2}).*?)(?: logo)?", re.IGNORECASE
)
_AROUND_LOGO = 12
"""Events looked back at from a picture for the element that says what it is."""
_NEAR = 40
"""Characters between "Published" and the `time` element it speaks of, at most."""


def page_metadata(events: tuple[Event, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs from meta elements, the canonical link, JSON-LD and `time` elements, in the order of the page."""
    pairs = _language(events)
    american = bool(pairs)
    linked, times = [(key, iso(words, american)) for key, words in linked_dates(events)], _Times(american)
    for index, (kind, value, attributes) in enumerate(events):
        if kind == "start" and attributes:
            pairs += _element(value, attributes, american) if value != "img" else _logo(events, index)
            pairs += linked if is_linked(value, attributes) else ()
        pairs += times.look(kind, value, attributes)
    return unique(pairs)


def _language(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    """That a page says that it is written as in the United States: by its root, else by what it tells other sites."""
    for kind, tag, attributes in events:
        if tag in ("html", "meta") and kind == "start" and (stated := _stated_language(tag, attributes)):
            return [("language", "en-US")] if _AMERICAN.match(stated) else []
    return []


def _stated_language(tag: str, attributes: Mapping[str, str]) -> str:
    if tag == "html":
        return attributes.get("lang", "") or attributes.get("xml:lang", "")
    named = (attributes.get("property") or attributes.get("http-equiv") or "").lower() if tag == "meta" else ""
    return attributes.get("content", "") if named in ("og:locale", "content-language") else ""


def _element(tag: str, attributes: Mapping[str, str], american: bool) -> list[tuple[str, str]]:
    if tag == "meta":
        return _meta(
            attributes.get("property") or attributes.get("name") or "", attributes.get("content", ""), american
        )
    if tag == "main":
        names = attributes.get("class", "").split()
        return [("document_type", name.replace("-", "_")) for name in names if name in _PAGES]
    if tag == "link" and attributes.get("rel") == "canonical":
        return [("url", attributes.get("href", ""))]
    return []


def _logo(events: Sequence[Event], index: int) -> list[tuple[str, str]]:
    """Who published the page, where a picture in the place of their name says it in its other text."""
    other = _NAME_IN_LOGO.fullmatch(" ".join(events[index][2].get("alt", "").split()))
    if other is None or other["name"].lower() == "logo":
        return []
    for kind, value, attributes in reversed(events[max(index - _AROUND_LOGO, 0) : index + 1]):
        if kind == "end" and value != "img":
            return []
        if kind == "start" and attributes and _LOGO.search(attributes.get("class", "")):
            return [("publisher", other["name"]), ("organisation", other["name"])]
    return []


@dataclass(slots=True)
class _Times:
    """`time` elements that say when the page was published or updated: the first of each that is no other page's."""

    american: bool
    said: str = ""
    furniture: str = ""
    depth: int = 0
    seen: frozenset[str] = frozenset()

    def look(self, kind: str, value: str, attributes: Mapping[str, str]) -> Sequence[tuple[str, str]]:
        """The date that one event of the page states, if it does."""
        if self.depth:
            self.depth += (value == self.furniture) * ((kind == "start") - (kind == "end"))
        elif kind == "text":
            self.said = (self.said + value)[-_NEAR:]
        elif kind == "start" and value == "time":
            return list(self._stated(attributes))
        elif value in BREAKS and value not in _ASIDE and not (attributes and _of_others(value, attributes)):
            self.said = ""
        elif kind == "start" and value not in VOID and (value in _ASIDE or _of_others(value, attributes)):
            self.furniture, self.depth = value, 1
        return ()

    def _stated(self, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        named = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}".lower()
        words = [*_SAYS.finditer(self.said)] or [*_SAYS.finditer(re.sub("date(?=[pm])", "", named))]
        key = ("updated" if words[-1]["updated"] else "published") if words else ""
        if key and key not in self.seen:
            self.seen |= {key}
            self.said = ""
            yield key, iso(attributes.get("datetime", ""), self.american)


def _of_others(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element holds what other pages and people say: related posts, comments."""
    if not attributes or tag in ("html", "body", "main", "article"):
        return False
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    return _OTHERS.search(named) is not None


def unique(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each pair once, empty values left out, and no update on the day of publication."""
    first = next((value for key, value in pairs if key == "published"), "")
    kept = ((key, value) for key, value in pairs if value and (key, value) != ("updated", first))
    return tuple(dict.fromkeys(kept))


def iso(text: str, american: bool = False) -> str:
    """A day as ISO 8601 from `18 June 2026` or a moment (the publisher's local day); empty where there is none.

    So are numbers that may be read month or day first on an American page.
    """
    found = None if american and is_either_way(text) else day(text)
    return found.isoformat() if found else ""


def _meta(name: str, content: str, american: bool) -> list[tuple[str, str]]:
    key = _META.get(name.lower(), "")
    if key in ("published", "updated"):
        content = iso(content, american)
    if name.lower() == "govuk:withdrawn":
        key, content = "withdrawn", "true"
    return [(key, content.strip())] if key else []
