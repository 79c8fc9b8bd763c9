"""What a page claims about itself: title, dates, publisher, address. Claims, not observations."""

import json
import re
from datetime import date
from typing import Any

from parser.readers.html.events import Event

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
_MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"]  # fmt: skip
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def page_metadata(events: tuple[Event, ...]) -> tuple[tuple[str, str], ...]:
    """Pairs from the head's meta elements, the canonical link and JSON-LD, in the order of the page."""
    pairs: list[tuple[str, str]] = []
    script = False
    for kind, value, attributes in events:
        if kind == "start":
            script = value == "script" and attributes.get("type", "") == "application/ld+json"
            if value == "meta":
                pairs += _meta(
                    attributes.get("property") or attributes.get("name") or "", attributes.get("content", "")
                )
            elif value == "main":
                pairs += [("document_type", name.replace("-", "_")) for name in attributes.get("class", "").split()
                          if name in _PAGES]  # fmt: skip
            elif value == "link" and attributes.get("rel") == "canonical":
                pairs.append(("url", attributes.get("href", "")))
        elif kind == "text" and script:
            pairs += _linked(value)
    return unique(pairs)


def unique(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each pair once, empty values left out, and no update on the day of publication."""
    first = next((value for key, value in pairs if key == "published"), "")
    kept = ((key, value) for key, value in pairs if value and (key, value) != ("updated", first))
    return tuple(dict.fromkeys(kept))


def iso(text: str) -> str:
    """A day as ISO 8601 from `18 June 2026` or a timestamp; empty where there is none."""
    found = _ISO.search(text)
    if found:
        return found[0]
    for number, month, year in _DAY.findall(text):
        name = next((m for m in _MONTHS if m.startswith(month.lower()[:3])), "")
        if name and month.lower() in (name, name[:3], "sept"):
            try:
                return date(int(year), _MONTHS.index(name) + 1, int(number)).isoformat()
            except ValueError:
                return ""
    return ""


def _meta(name: str, content: str) -> list[tuple[str, str]]:
    key = _META.get(name.lower(), "")
    if key in ("published", "updated"):
        content = iso(content)
    if name.lower() == "govuk:withdrawn":
        key, content = "withdrawn", "true"
    return [(key, content.strip())] if key else []


def _linked(text: str) -> list[tuple[str, str]]:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return []
    pairs = []
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            for name, key in (("datePublished", "published"), ("dateModified", "updated")):
                if isinstance(item.get(name), str):
                    pairs.append((key, iso(item[name])))
    return pairs
