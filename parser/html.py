"""Pages of any site: statements, news, listings. What is furniture is said by rule.

Two readers see the same source: lxml, whose events make the blocks, and Lexbor. Where they
differ, or lxml met a limit, the tokens of the source decide (`parser.markup`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.errors import UnreadableInput
from parser.blocked import refuse_blocked
from parser.blocks import Block, Reading
from parser.decode import decode
from parser.flow import Flow, Rules
from parser.furniture import mark_furniture
from parser.markup import UNCOMPARED, Event, token_events, tree_events
from parser.metadata import page_metadata
from parser.places import placed
from parser.survey import survey
from parser.witness import characters, difference, lexbor_characters, settled, token_characters

_TOKENS = (
    ("cookie-notice", r"cookies?|gdpr|consent(?!ed)|onetrust|cky|cmplz"),
    ("skip-link", r"skip-link|skiplink|skip-to-content(?:-link)?|skip-nav"),
    ("breadcrumb", r"breadcrumbs?|crumbs"),
    ("share-links", r"share|sharing|sharedaddy|social|socials|addtoany|addthis\w*|sharethis|share-\w+|social-\w+"),
    ("subscribe", r"subscribe|subscription|newsletter|mailing-list|mc4wp\S*|signup|sign-up|mailchimp"),
    ("supplier-directory", r"suppliers?|supplier-directory|directory-listing"),
    ("advertisement", r"ads?|advert|adverts|advertisement|banners?|sponsor|sponsored|sponsors|adsbygoogle|dfp"),
    ("promotion", r"promo|promotion|paywall|upsell|call-to-action|cta"),
    ("related-content", r"related|related-\w+|\w+-related|recommended-posts|read-more|more-posts|also-like|jp-relatedposts|yarpp\S*"),
    ("comments", r"comments|comment-respond|respond|disqus_thread|comments-area"),
    ("post-navigation", r"prevnext|post-navigation|nav-links|nav-previous|nav-next|pagination|pager|page-numbers"),
    ("post-tags", r"tags-links|cat-links|post-tags|entry-tags|tagcloud|post-categories"),
    ("sidebar", r"sidebar|widget-area|widget|secondary"),
    ("navigation", r"navbar|nav|navigation|menu|mainmenu|main-menu|mega-menu|site-nav|toc-nav|offcanvas|hamburger"),
    ("search-form", r"search|search-form|searchform|site-search"),
    ("page-header", r"header|site-header|masthead|topbar|top-bar|page-top"),
    ("page-footer", r"footer|site-footer|colophon|copyright|page-bottom|entry-footer"),
)  # fmt: skip
_NAMES = [(rule, re.compile(rf"(?:^|[\s_])(?:{pattern})(?=$|[\s_])", re.IGNORECASE)) for rule, pattern in _TOKENS]
_TAGS = {"nav": "navigation", "header": "page-header", "footer": "page-footer", "aside": "sidebar", "button": "button",
         "form": "form", "select": "form", "textarea": "form", "dialog": "dialog", "option": "form"}  # fmt: skip
_ROLES = {"navigation": "navigation", "banner": "page-header", "contentinfo": "page-footer", "search": "search-form",
          "complementary": "sidebar", "dialog": "dialog", "alertdialog": "dialog", "menu": "navigation",
          "menubar": "navigation"}  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def read_html(body: bytes, media_type: str = "") -> Reading:
    """Read a page; raises Blocked for a challenge in its place and UnreadableInput for a page without words."""
    decoded = decode(body, media_type)
    refuse_blocked(decoded.text)
    reading = read_page(decoded.text, site_rules)
    blocks = mark_furniture(reading.blocks)
    return replace(reading, blocks=blocks, review=decoded.review + reading.review)


def read_page(source: str, rules: Rules, whole: bool = False) -> Reading:
    """The blocks of a page under a site's rules, compared with the second readers."""
    tree = tree_events(source)
    blocks, title = _blocks(tree.events, rules, whole)
    shown = characters(blocks)
    tokens = token_characters(source)
    lexbor = lexbor_characters(source)
    review: tuple[str, ...] = ()
    unread = ""
    if tree.limits or _compared(blocks, shown) != lexbor:
        verdict = _settle(source, rules, whole, _Seen(blocks, shown, tokens.text, lexbor))
        blocks, shown, review, unread = verdict
        if tree.limits:
            review = (f"lxml stopped early ({tree.limits[0].strip()})", *review)
    if not any(shown):
        raise UnreadableInput("the page has no words; it may be made by script in the browser: save it from a browser")
    blocks = settled(placed(blocks, shown, tokens))
    return Reading(blocks, "html", _title(blocks, title), page_metadata(tree.events), review, unread)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the readers saw: lxml's blocks and their characters, the source's characters, Lexbor's."""

    blocks: tuple[Block, ...]
    shown: list[str]
    tokens: str
    lexbor: str | None


def _blocks(events: tuple[Event, ...], rules: Rules, whole: bool) -> tuple[tuple[Block, ...], str]:
    flow = Flow(survey(events, whole), rules)
    return tuple(flow.run(events)), flow.title


def _settle(
    source: str, rules: Rules, whole: bool, seen: _Seen
) -> tuple[tuple[Block, ...], list[str], tuple[str, ...], str]:
    """lxml and Lexbor differ: take the reading that another reader confirms, in the order of the source if it can be."""
    if _compared(seen.blocks, seen.shown) == seen.tokens:
        note = "the two HTML readers order the page differently; it is read in the order of the source"
        return seen.blocks, seen.shown, (note,), ""
    blocks, _ = _blocks(token_events(source), rules, whole)
    shown = characters(blocks)
    read = _compared(blocks, shown)
    note, unread = "the readers of this page disagree", ""
    if read == seen.lexbor:
        note = "lxml does not read the whole page; it is read by its tokens"
    elif read == seen.tokens and seen.lexbor is None:
        note = "nested too deeply for a second tree; it is read by its tokens"
    elif read == seen.tokens and seen.lexbor is not None and sorted(read) == sorted(seen.lexbor):
        note = "broken markup: the page is read in the order of its source"
    else:
        unread = difference(seen.lexbor or seen.tokens, read)
    return blocks, shown, (note,), unread


def _compared(blocks: tuple[Block, ...], shown: list[str]) -> str:
    return "".join([text for block, text in zip(blocks, shown, strict=True) if block.rule not in UNCOMPARED])


def _title(blocks: tuple[Block, ...], claimed: str) -> str:
    """The first heading of level 1, or the heading that the window's title repeats, or that title."""
    headings = [b.text.replace("\n", " ") for b in blocks if b.style == "heading" and not b.rule]
    first = next((b.text for b in blocks if b.style == "heading" and b.level == 1 and not b.rule), "")
    return first.replace("\n", " ") or next((text for text in headings if text and text in claimed), claimed)


_remembered: dict[tuple[str, str, str, str], str] = {}


def site_rules(tag: str, attributes: Mapping[str, str]) -> str:
    """The rule that makes an element of an unknown site furniture, by its element, its role and its names."""
    if not attributes:
        return _TAGS.get(tag, "")
    if "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
        return "hidden"
    role, names = attributes.get("role", ""), f"{attributes.get('class', '')} {attributes.get('id', '')}"
    key = (tag, role, names, "")
    if key not in _remembered:
        if len(_remembered) > 5000:
            _remembered.clear()
        _remembered[key] = _TAGS.get(tag) or _ROLES.get(role) or _named(tag, names)
    return _remembered[key]


def _named(tag: str, names: str) -> str:
    if tag in ("html", "body", "main", "article") or not names.strip():
        return ""
    return next((rule for rule, pattern in _NAMES if pattern.search(names)), "")
