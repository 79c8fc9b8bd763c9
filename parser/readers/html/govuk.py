"""gov.uk: rendered pages, in today's markup and that of 2015 to 2022, and content-API items."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from html import unescape
from itertools import islice, pairwise
from typing import Any

from corpus.dated_lines import lines_claims
from corpus.identifiers import numbers, own
from parser.readers.blocks import PAGE_METADATA, Block, Reading
from parser.readers.changes import accepted
from parser.readers.decode import Decoded, without_signs
from parser.readers.html.claims import iso, unique
from parser.readers.html.item import item_of, read_details
from parser.readers.html.page import read_page, site_rules
from parser.readers.landing import attachments
from parser.readers.stand_ins import refuse_blocked

_RULES = (
    ("contents-list", r"gem-c-contents-list|app-c-contents-list|contents-list-container|dash-list|contents-list"),
    ("print-link", r"gem-c-print-link|print-link"),
    ("licence", r"print-meta-?data|print-metadata"),
    ("publisher-logo", r"publication-external|organisation-logos?|gem-c-organisation-logo"),
    ("document-type", r"gem-c-title__context|gem-c-heading__context|govuk-caption-\w+"),
    ("cookie-notice", r"gem-c-cookie-banner|govuk-cookie-banner|cookie-banner"),
    ("skip-link", r"gem-c-skip-link|govuk-skip-link"),
    ("subscribe",
        r"gem-c-single-page-notification-button|gem-c-subscription-links|js-subscription-links|gem-c-signup-link"),
    ("share-links", r"gem-c-share-links"),
    ("button", r"govuk-accordion__section-(?:toggle|heading-divider)"),
    ("related-content",
        r"gem-c-related-navigation|gem-c-contextual-sidebar|gem-c-contextual-footer|related-items"
        r"|gem-c-step-nav-\w+|gem-c-step-nav"),
    ("update-log",
        r"(?:gem-c-|app-c-)?published-dates__(?:list|change-[\w-]+)|change-notes?|(?:js-)?change-history"),
    (PAGE_METADATA, r"gem-c-metadata|(?:app|gem)-c-published-dates|app-c-publisher-metadata"),
    ("breadcrumb", r"gem-c-breadcrumbs|gem-c-contextual-breadcrumbs|govuk-breadcrumbs"),
    ("feedback", r"gem-c-feedback|gem-c-improve-this-page|improve-this-page|report-a-problem(?:-container)?"),
    ("back-to-top", r"gem-c-back-to-top-link|back-to-top-wrapper|app-c-back-to-top|back-to-top"),
    ("page-header",
        r"gem-c-layout-super-navigation-header|govuk-header|gem-c-phase-banner|gem-c-header|global-header-bar"),
    ("page-footer", r"govuk-footer|gem-c-layout-footer|group"),
    ("notice-banner", r"gem-c-intervention|gem-c-emergency-banner|global-bar|govuk-notification-banner--site"),
    ("translation-links", r"gem-c-translation-nav"),
    ("thumbnail", r"gem-c-attachment__thumbnail|attachment__thumbnail|attachment-thumb"),
)  # fmt: skip
_NAMED = [(rule, re.compile(rf"(?:^|\s)(?:{pattern})(?:$|\s)")) for rule, pattern in _RULES[:-4]]
_NAMED += [
    (rule, re.compile(rf"(?:^|\s)(?:{pattern})(?:$|\s)")) for rule, pattern in _RULES[-4:] if rule != "page-footer"
]
_WITHDRAWN = re.compile(r"withdrawn on (\d{1,2} \w+ \d{4})", re.IGNORECASE)
_FROM = re.compile(r"from:?", re.IGNORECASE)
"""What stands before the names of those who published, where a page has no logo."""
_NEXT_LINK = re.compile(r"</a>(?:\s|,|and\b|&amp;)+<a\b[^>]*>")
"""Between two names that are links of their own: a name may hold an "and" itself."""
_KNOWN = re.compile(r"gem-c-|govuk-template|class=[\"'][^\"']*\bgovspeak\b|govuk_publishing_components")


def is_govuk(source: str) -> bool:
    """Whether the markup is gov.uk's."""
    return _KNOWN.search(source) is not None


def read_decoded(decoded: Decoded) -> Reading:
    """Read a decoded page or content-API item; raises Blocked and UnreadableInput."""
    if decoded.text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        reading = read_item(decoded.text)
    else:
        refuse_blocked(decoded.text)
        reading = read_page(decoded.text, govuk_rules)
        reading = replace(reading, format="govuk-html", metadata=_claims(reading, decoded.text))
    reading = replace(reading, blocks=attachments(reading.blocks))
    return replace(reading, review=tuple(dict.fromkeys(decoded.review + reading.review)))


def govuk_rules(tag: str, attributes: Mapping[str, str]) -> str:
    """The rule that makes an element of a gov.uk page furniture."""
    names = attributes.get("class", "") if attributes else ""
    if names:
        if rule := _named(names):
            return rule
        if "gem-c-" in names or "govuk-" in names or "govspeak" in names:
            return _GENERIC.get(tag, "")
    return site_rules(tag, attributes) if tag in _GENERIC else ""


@lru_cache(maxsize=4096)
def _named(names: str) -> str:
    return next((rule for rule, pattern in _NAMED if pattern.search(names)), "")


_GENERIC = {"nav": "navigation", "form": "form", "button": "button", "footer": "page-footer", "header": "page-header",
            "select": "form", "textarea": "form", "option": "form"}  # fmt: skip


def _claims(reading: Reading, source: str) -> tuple[tuple[str, str], ...]:
    """The page's own words about its dates first, then what its head says."""
    pairs: list[tuple[str, str]] = []
    said = (block for block in reading.blocks if block.text and block.rule in ("", PAGE_METADATA))
    shown = islice((accepted(block.text) for block in said), 40)
    joined = "\n".join(shown)
    if reading.title:
        pairs.append(("title", reading.title))
    stated = [event for event in lines_claims(joined.split("\n")) if event.date]
    for key in ("published", "updated"):
        pairs += [(key, event.date.isoformat()) for event in stated if event.type == key and event.date][:1]
    withdrawn = _WITHDRAWN.search(joined)
    if withdrawn:
        pairs.append(("withdrawn", iso(withdrawn[1])))
    logos = [b.text.replace("\n", " ") for b in reading.blocks if b.rule == "publisher-logo" and b.text]
    pairs += [(key, logo) for key in ("publisher", "organisation") for logo in logos]
    pairs += [("publisher", name) for word, name in pairwise(joined.split("\n")) if _FROM.fullmatch(word)][:1]
    pairs += [("organisation", name) for name in _from(reading.blocks, source)]
    pairs += numbers(own(joined.split("\n")))
    captions = [("document_type", block.text) for block in reading.blocks if block.rule == "document-type"]
    return unique([*pairs, *(pair for pair in reading.metadata if pair[0] != "title"), *captions])


def _from(blocks: Sequence[Block], source: str) -> Iterator[str]:
    """Those from whom a landing page says it is, each name by its link."""
    said = [block for block in blocks if block.rule == PAGE_METADATA]
    for word, names in pairwise(said):
        if _FROM.fullmatch(word.text) and names.span:
            pieces = [unescape(piece) for piece in _NEXT_LINK.split(source[names.span.start : names.span.end])]
            apart = all(" ".join(piece.split()) in names.text for piece in pieces)
            yield from (" ".join(piece.split()) for piece in (pieces if apart else [names.text]))
            return


def read_item(source: str) -> Reading:
    """Read a content-API item: its title, its body and whatever else it says."""
    source = without_signs(source)
    item = item_of(source)
    reading = read_details(item, source, govuk_rules)
    return replace(reading, blocks=attachments(reading.blocks), metadata=_item_claims(item, reading.blocks))


def _text(of: object, *keys: str) -> str:
    """The first text that an object has under one of these keys: whoever made the item may have put anything there."""
    held = (of.get(key) for key in keys) if isinstance(of, dict) else ()
    return next((value for value in held if isinstance(value, str) and value), "")


def _titles(links: object, *keys: str) -> list[str]:
    """The titles of what an item links to under these keys."""
    held = [links.get(key) for key in keys] if isinstance(links, dict) else []
    found = [_text(each, "title") for entries in held if isinstance(entries, list) for each in entries]
    return [title for title in found if title]


def _item_claims(item: dict[str, Any], blocks: tuple[Block, ...]) -> tuple[tuple[str, str], ...]:
    details, links = item["details"], item.get("links")
    pairs = [("title", item["title"])]
    pairs += [("document_type", _text(item, key)) for key in ("schema_name", "document_type")]
    pairs.append(("published", iso(_text(item, "first_published_at") or _text(details, "first_public_at"))))
    pairs.append(("updated", iso(_text(item, "public_updated_at") or _text(details, "public_timestamp"))))
    notice = item.get("withdrawn_notice")
    pairs.append(("withdrawn", iso(_text(notice, "withdrawn_at")) or ("true" if notice else "")))
    pairs += [("publisher", title) for title in _titles(links, "organisations")]
    pairs += [("organisation", title) for title in _titles(links, "primary_publishing_organisation", "organisations")]
    pairs.append(("isbn", _text(details, "isbn")))
    pairs += numbers(own(accepted(block.text) for block in blocks[:40]))
    if path := _text(item, "base_path"):
        pairs.append(("url", f"https://www.gov.uk{path}"))
    return unique(pairs)
