"""Pages of any site: statements, news, listings. What is furniture is said by rule.

Two readers see the same source: lxml, whose events make the blocks, and Lexbor. Where they
differ, or lxml met a limit, the tokens of the source decide (`parser.readers.html.events`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from corpus.errors import UnreadableInput
from corpus.text import caseless
from parser.readers.blocks import Block, Reading
from parser.readers.changes import accepted
from parser.readers.comparison import characters, difference, settled
from parser.readers.decode import Decoded, visible, without_signs
from parser.readers.furniture import mark_furniture
from parser.readers.headed_notes import notes_under_heading
from parser.readers.html.block_stream import Flow
from parser.readers.html.claims import page_metadata
from parser.readers.html.doubts import Watch
from parser.readers.html.element_rules import Rules
from parser.readers.html.events import UNCOMPARED, Event, Tree, cut_off, token_events, tree_events
from parser.readers.html.main_content import survey
from parser.readers.html.notes import find_notes
from parser.readers.html.ragged import soup_events
from parser.readers.html.second_readers import lexbor_characters, stdlib_characters, tangled, token_characters
from parser.readers.html.spans import placed
from parser.readers.numbered_notes import numbered_notes, own_numbers
from parser.readers.signed_notes import signed_notes
from parser.readers.stand_ins import refuse_blocked

_TOKENS = (
    ("cookie-notice", r"cookies?(?:-\S+)?|gdpr\S*|consent(?:-\S+)?|onetrust\S*|cky-\S+|cmplz\S*"),
    ("skip-link", r"skip-link|skiplink|skip-to-content(?:-link)?|skip-nav"),
    ("breadcrumb", r"breadcrumbs?|crumbs"),
    ("share-links", r"share|sharing|sharedaddy|social|socials|addtoany|addthis\w*|sharethis|share-\w+|social-\w+"),
    ("subscribe", r"subscribe|subscription|newsletter|mailing-list|mc4wp\S*|signup|sign-up|mailchimp"),
    ("supplier-directory", r"suppliers?|supplier-directory|directory-listing"),
    ("advertisement", r"ads?|advert|adverts|advertisement|banners?|sponsor|sponsored|sponsors|adsbygoogle|dfp"),
    ("promotion", r"promo|promotion|paywall|upsell|call-to-action|cta"),
    (
        "related-content",
        r"related(?:-(?:posts?|articles?|stories|content|news|links|cards?|items?|pages|resources|topics))?"
        r"|recommended-posts|read-more|more-posts|also-like|jp-relatedposts|yarpp\S*",
    ),
    ("comments", r"(?:c-)?comments?|comment-\w+|commentlist|respond|disqus_thread|comments-area"),
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
_OF_THE_TEXT = re.compile(
    r"(?:^|\s)(?:(?:quarto-)?title-block(?:-header)?|(?:doc|document|article|entry|post)-header)(?=$|\s)", re.IGNORECASE
)
"""Names of a header that has the title of the text, and not that of the site."""
_LABELLED = frozenset(["comments", "replies", "reader comments"])
_ROLES = {"navigation": "navigation", "banner": "page-header", "contentinfo": "page-footer", "search": "search-form",
          "complementary": "sidebar", "dialog": "dialog", "alertdialog": "dialog", "menu": "navigation",
          "menubar": "navigation"}  # fmt: skip


def read_decoded(decoded: Decoded) -> Reading:
    """Read a decoded page; raises Blocked for a challenge in its place and UnreadableInput for a page without words."""
    refuse_blocked(decoded.text)
    reading = read_page(decoded.text, site_rules)
    marked = mark_furniture(reading.blocks)
    review = tuple(dict.fromkeys((*decoded.review, *reading.review, *marked.review)))
    return replace(reading, blocks=marked.blocks, review=review)


def read_page(source: str, rules: Rules, whole: bool = False) -> Reading:
    """The blocks of a page under a site's rules, compared with the second readers."""
    source = without_signs(source)
    tokens = token_characters(source)
    reason = tangled(source)
    tree = Tree(token_events(source), ()) if reason else tree_events(source)
    other = stdlib_characters(source) if reason else lexbor_characters(source)
    seen = _Seen(draw(tree.events, rules, whole), tokens.text, other)
    verdict = _settle(source, rules, whole, seen) if tree.limits or seen.compared != other else _Verdict(seen.drawn)
    if reason:
        note = f"{reason}: the page is read by its tokens, without a tree"
        verdict = _Verdict(seen.drawn, (note,), difference(other, seen.compared))
    drawn = verdict.drawn
    if not any(map(str.strip, drawn.comparable)):
        raise UnreadableInput("the page has no words; it may be made by script in the browser: save it from a browser")
    unread = "; ".join(part for part in (_cut(source, tokens.text, verdict), verdict.unread) if part)
    early = [f"lxml stopped early ({limit.strip()})" for limit in tree.limits[:1]]
    blocks, notes = _visible(settled(placed(drawn.blocks, drawn.shown, tokens)))
    review = (*early, *verdict.review, *notes, *_sights(source, blocks, drawn, drawn is seen.drawn and not reason))
    blocks = numbered_notes(own_numbers(signed_notes(notes_under_heading(_as_seen(blocks, drawn.moves)))))
    return Reading(blocks, "html", _title(blocks, drawn.title), page_metadata(tree.events), review, unread)


def _cut(source: str, tokens: str, verdict: "_Verdict") -> str:
    """What hides a part of the source from every reader."""
    cut = cut_off(source)
    if cut:
        return f"{cut}: what follows there is not read; fetch or save the page again"
    read = sum(map(len, verdict.drawn.comparable))
    if len(tokens) > read and not verdict.unread:
        return f"a broken tag or quote hides {len(tokens) - read} characters of the source from every HTML reader"
    return ""


def _sights(source: str, blocks: tuple[Block, ...], drawn: "_Drawn", styled: bool) -> tuple[str, ...]:
    """What a person may see otherwise than it is read."""
    lost = () if styled or "<style" not in source.lower() else ("the style sheets of the page are not applied to it",)
    return (*lost, *drawn.watch.notes(lambda: "\n".join([_texts(block) for block in blocks if not block.rule])))


def _as_seen(blocks: tuple[Block, ...], moves: Sequence[tuple[int, int, int, int]]) -> tuple[Block, ...]:
    """The blocks in the order in which a person sees them: moves are from, up to, before which they stand, rank."""
    if not moves:
        return blocks
    places = {index: (to - 1, rank, index) for start, end, to, rank in moves for index in range(start, end)}
    order = sorted(range(len(blocks)), key=lambda index: places.get(index, (index, 0, index)))
    return tuple(blocks[index] for index in order)


def _texts(block: Block) -> str:
    return "\n".join([cell.text for cell in block.cells]) if block.cells else block.text


def _visible(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], list[str]]:
    """Character references may name what no file may hold: marks stand for it, and a note says so."""
    texts = "\n".join([_texts(block) for block in blocks])
    _, notes = visible(texts, signs=True)
    if not notes:
        return blocks, []
    return tuple(_shown(block) for block in blocks), notes


def _shown(block: Block) -> Block:
    return replace(block, text=visible(block.text, signs=True)[0], cells=tuple(_shown(cell) for cell in block.cells))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page as blocks with their characters; what stands elsewhere for a person, and what to look at."""

    blocks: tuple[Block, ...]
    shown: list[str]
    title: str
    moves: list[tuple[int, int, int, int]]
    watch: Watch

    @property
    def comparable(self) -> list[str]:
        """The characters of the blocks that every reader reads alike."""
        return [text for block, text in zip(self.blocks, self.shown, strict=True) if block.rule not in UNCOMPARED]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page as drawn, the characters of the source in its order, and a second reader's."""

    drawn: _Drawn
    tokens: str
    other: str

    @property
    def compared(self) -> str:
        """The characters to compare."""
        return "".join(self.drawn.comparable)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The reading that stands, what to look at, and what the second reader saw beyond it."""

    drawn: _Drawn
    review: tuple[str, ...] = ()
    unread: str = ""


def draw(events: tuple[Event, ...], rules: Rules, whole: bool) -> _Drawn:
    """The blocks of a page's events."""
    flow = Flow(survey(events, whole), rules, find_notes(events))
    blocks = tuple(flow.run(events))
    return _Drawn(blocks, characters(blocks), flow.title, flow.moves.found, flow.watch)


def _settle(source: str, rules: Rules, whole: bool, seen: _Seen) -> _Verdict:
    """lxml and Lexbor differ: take what another reader confirms, in the order of the source if it can be."""
    if seen.compared == seen.tokens:
        note = "the two HTML readers order the page differently; it is read in the order of the source"
        return _Verdict(seen.drawn, (note,))
    ragged = _borne_out(draw(soup_events(source), rules, whole), source, seen, "with Beautiful Soup")
    return ragged or _by_tokens(draw(token_events(source), rules, whole), source, seen)


def _by_tokens(drawn: _Drawn, source: str, seen: _Seen) -> _Verdict:
    """The reading of a page that no tree holds: what another reader saw beyond it is told where nothing confirms it."""
    unsure = ("the readers of this page disagree",)
    confirmed = _borne_out(drawn, source, seen, "by its tokens")
    return confirmed or _Verdict(drawn, unsure, difference(seen.other, "".join(drawn.comparable)))


def _borne_out(drawn: _Drawn, source: str, seen: _Seen, how: str) -> _Verdict | None:
    """A reading of a ragged page that Lexbor confirms, or the order of the source with the words of another reader."""
    read = "".join(drawn.comparable)
    if read == seen.other:
        return _Verdict(drawn, (f"lxml does not read the whole page; it is read {how}",))
    if read == seen.tokens and (sorted(read) == sorted(seen.other) or read == stdlib_characters(source)):
        return _Verdict(drawn, (f"broken markup: the page is read {how}, in the order of its source",))
    return None


def _title(blocks: tuple[Block, ...], claimed: str) -> str:
    """The first heading of level 1, or the heading that the window's title repeats, or that title.

    That title comes first where a paragraph above all headings says just the same: word processors write titles so.
    """
    if _is_printed(blocks, claimed):
        return accepted(claimed)
    headings = [b.text.replace("\n", " ") for b in blocks if b.style == "heading" and not b.rule]
    first = next((b.text for b in blocks if b.style == "heading" and b.level == 1 and not b.rule), "")
    title = first.replace("\n", " ") or next((text for text in headings if text and text in claimed), claimed)
    return accepted(title)


def _is_printed(blocks: tuple[Block, ...], claimed: str) -> bool:
    """Whether a paragraph above the first heading is the window's title, of three words or more."""
    ahead = takewhile(lambda block: block.style != "heading" or bool(block.rule), blocks)
    wanted = caseless(claimed) if len(claimed.split()) > 2 else ""
    return bool(wanted) and any(caseless(block.text) == wanted for block in ahead if not block.rule)


def site_rules(tag: str, attributes: Mapping[str, str]) -> str:
    """The rule that makes an element of an unknown site furniture, by its element, its role and its names."""
    if not attributes:
        return _TAGS.get(tag, "")
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if attributes.get("aria-label", "").strip().lower() in _LABELLED:
        return "comments"
    return _named(tag, attributes.get("role", ""), names)


@lru_cache(maxsize=4096)
def _named(tag: str, role: str, names: str) -> str:
    by_element = _TAGS.get(tag) or _ROLES.get(role)
    if by_element == "page-header" and _OF_THE_TEXT.search(names):
        return ""
    if by_element or tag in ("html", "body", "main", "article") or names == " ":
        return by_element or ""
    return next((rule for rule, pattern in _NAMES if pattern.search(names)), "")
