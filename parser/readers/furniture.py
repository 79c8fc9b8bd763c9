"""Furniture that only its words give away: what a text extraction leaves of buttons, menus and directories.

Each rule has a name; a block it takes keeps its text and is listed as dropped. A rule that
takes everything to the end never takes a numbered provision.
"""

import re
from dataclasses import replace

from corpus.provision import Span
from parser.readers.blocks import Block

_WHOLE = (
    ("skip-link", re.compile(r"skip to (main )?content|jump to (main )?content", re.I)),
    ("print-link", re.compile(r"print this page|print( page)?", re.I)),
    ("back-to-top", re.compile(r"(back|return) to top( of page)?", re.I)),
    ("cookie-notice", re.compile(r"(accept|reject|manage|view) (all |additional )?cookies|cookies on gov\.uk", re.I)),
    ("share-links", re.compile(r"share( (this|on|via)\b.{0,40})?|tweet|e-?mail this( page)?|copy link", re.I)),
    ("call-to-action", re.compile(
        r"request (a )?(free )?(trial|demo)|start (a |your )?free trial|book a demo|read more|sign up( now)?"
        r"|subscribe( now)?",
        re.I)),
    ("post-navigation", re.compile(
        r"(«|‹|←|&laquo;|previous( post| article)?:)\s.+|.+\s(»|›|→)|next( post| article)?:\s.+", re.I)),
)  # fmt: skip
_TAIL = (
    ("supplier-directory", re.compile(r"(directory of suppliers|supplier directory|suppliers? directory)", re.I)),
    ("related-content", re.compile(
        r"(related (posts|articles|stories|content|news|links|topics)|you (may|might) also (like"
        r"|be interested in).{0,20}"
        r"|more (news|stories|from).{0,30}|recent (posts|news|articles)|read next|latest news)", re.I)),
    ("comments", re.compile(r"leave a (reply|comment)|comments? \(\d+\)|\d+ comments?", re.I)),
    ("promotion", re.compile(
        r".{0,300}\b(sign(ing)? up|subscri\w+|register(ing)?)\b.{0,40}\b(premium|newsletter|mailing list"
        r"|free account|unlimited access)\b.{0,200}"
        r"|.{0,100}\bpremium subscription\b.{0,100}", re.I | re.S)),
)  # fmt: skip
_GLUED = re.compile(
    r"(?<=[.…]{2})\s*(request (?:a )?(?:free )?(?:trial|demo)|read more|continue reading|find out more"
    r"|sign up(?: now)?)\s*$",
    re.I,
)
_NUMBERED = re.compile(r"\d+\.\d+\s|[A-Z]{2,5} [A-Z]{1,2}\d+")
_BUTTON = 60


def mark_furniture(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with `rule` set on those that are furniture by their words."""
    split = [piece for block in blocks for piece in _unglue(block)]
    marked = [_whole(block) for block in split]
    _teasers(marked)
    _tails(marked)
    return tuple(marked)


def _unglue(block: Block) -> list[Block]:
    """A button's words run together with a text that was cut off are a block of their own."""
    first = max(0, len(block.text) - _BUTTON)
    found = _GLUED.search(block.text, first) if block.style in ("para", "heading", "item") and not block.rule else None
    if found is None:
        return [block]
    at = found.start(1)
    whole = block.span
    before = replace(whole, end=whole.end - (len(block.text) - at)) if whole else None
    last = Span(before.end, whole.end) if whole and before else None
    marks = tuple(mark for mark in block.marks if mark.at <= at)
    button = replace(block, text=block.text[at:], marks=(), marker="", rule="call-to-action", span=last, style="para")
    return [replace(block, text=block.text[:at].rstrip(), marks=marks, span=before), button]


def _whole(block: Block) -> Block:
    if block.rule or block.style in ("row", "note") or len(block.text) > 200:
        return block
    for rule, pattern in _WHOLE:
        if pattern.fullmatch(block.text.strip()):
            return replace(block, rule=rule)
    return block


def _teasers(blocks: list[Block]) -> None:
    """A beginning that ends in dots, followed by the whole text, is a teaser: its words stand in what follows."""
    for at, block in enumerate(blocks):
        start = block.text.rstrip().removesuffix("…").removesuffix("...").rstrip()
        if block.rule or len(start) >= len(block.text.rstrip()) or len(start) < 40:
            continue
        following = (other for other in blocks[at + 1 : at + 4] if not other.rule)
        if any(_flat(other.text).startswith(_flat(start)) for other in following):
            blocks[at] = replace(block, rule="teaser")


def _tails(blocks: list[Block]) -> None:
    for at, block in enumerate(blocks):
        if block.rule or block.style in ("row", "note") or at < 2:
            continue
        rule = next((name for name, pattern in _TAIL if pattern.fullmatch(block.text.strip())), "")
        if rule and not any(_NUMBERED.search(other.text) or other.style in ("row", "note") for other in blocks[at:]):
            for after in range(at, len(blocks)):
                if not blocks[after].rule:
                    later = next((n for n, p in _TAIL if p.fullmatch(blocks[after].text.strip())), "")
                    rule = later or rule
                    blocks[after] = replace(blocks[after], rule=rule)
            return


def _flat(text: str) -> str:
    return " ".join(text.split())
