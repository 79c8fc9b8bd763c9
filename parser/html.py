"""Pages of any site: statements, news, listings. What is furniture is said by rule.

Two readers see the same source: lxml, whose events make the blocks, and Lexbor. Where they
differ, or lxml met a limit, the tokens of the source decide (`parser.markup`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from corpus.errors import UnreadableInput
from parser.blocked import refuse_blocked
from parser.blocks import Block, Reading
from parser.decode import decode
from parser.flow import Flow, Rules
from parser.furniture import mark_furniture
from parser.markup import Event, token_events, tree_events
from parser.metadata import page_metadata
from parser.places import placed
from parser.survey import survey
from parser.witness import bare, characters, difference, lexbor_characters, settled, token_characters

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
    seen = characters(_compared(blocks))
    tokens = token_characters(source)
    lexbor = lexbor_characters(source)
    review: tuple[str, ...] = ()
    unread = ""
    if tree.limits or seen != lexbor:
        blocks, review, unread = _settle(source, rules, whole, blocks, (seen, tokens.text, lexbor))
        if tree.limits:
            review = (f"lxml stopped early ({tree.limits[0].strip()})", *review)
    blocks = placed(blocks, tokens)
    if not any(block.text or block.cells for block in blocks):
        raise UnreadableInput("the page has no words; it may be made by script in the browser: save it from a browser")
    metadata = page_metadata(tree.events)
    claimed = next((block.text for block in blocks if block.style == "heading" and block.level == 1 and not block.rule), "")
    return Reading(settled(blocks), "html", claimed.replace("\n", " ") or title, metadata, review, unread)


def _blocks(events: tuple[Event, ...], rules: Rules, whole: bool) -> tuple[tuple[Block, ...], str]:
    flow = Flow(survey(events, whole), rules)
    return tuple(flow.run(events)), flow.title


def _settle(
    source: str, rules: Rules, whole: bool, blocks: tuple[Block, ...], seen: tuple[str, str, str | None]
) -> tuple[tuple[Block, ...], tuple[str, ...], str]:
    """lxml and Lexbor differ: take the reading that another reader confirms, in the order of the source if it can be."""
    tree, tokens, lexbor = seen
    if tree == tokens:
        return blocks, ("the two HTML readers order the page differently; it is read in the order of the source",), ""
    by_token, _ = _blocks(token_events(source), rules, whole)
    shown = characters(_compared(by_token))
    if shown == lexbor:
        return by_token, ("lxml does not read the whole page; it is read by its tokens",), ""
    if shown == tokens and lexbor is not None and sorted(shown) == sorted(lexbor):
        return by_token, ("broken markup: the page is read in the order of its source",), ""
    if lexbor is None and shown == tokens:
        return by_token, ("nested too deeply for a second tree; it is read by its tokens",), ""
    return by_token, ("the readers of this page disagree",), difference(lexbor or tokens, shown)


def _compared(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.rule not in ("noscript", "template"))


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
