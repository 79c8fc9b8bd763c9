"""Furniture that only its words give away: what a text extraction leaves of buttons, menus and directories.

Each rule has a name; a block it takes keeps its text and is listed as dropped. A rule that
takes everything to the end never takes a numbered provision, and words alone are one witness: what it
takes must look like furniture too (titles, not sentences), or a person is told to look.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.enumerators import PREFIX
from corpus.provision import Span
from parser.readers.blocks import Block

_WHOLE = (
    ("skip-link", re.compile(r"skip to (main )?content|jump to (main )?content", re.I)),
    ("print-link", re.compile(r"print this page|print( page)?", re.I)),
    ("back-to-top", re.compile(r"(back|return) to top( of page)?", re.I)),
    ("cookie-notice", re.compile(r"(accept|reject|manage|view) (all |additional )?cookies|cookies on gov\.uk", re.I)),
    ("share-links", re.compile(
        r"share( this( (page|post|article|story|on|via)\b.{0,30})?| (on|via)( \S+){0,2})?:?|tweet|e-?mail this( page)?"
        r"|copy link",
        re.I)),
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
_DUTY = re.compile(r"\b(?:must|shall|should|may not|cannot|required)\b", re.I)
"""Words that invitations to sign up do not have: a provision about newsletters has them."""
_ENDED = re.compile(r"[.:;,!?][\"”’')\]]*$")
_SENTENCE = re.compile(r"(?:\S+\s+){5}.*[.!?;:][\"”’')\]]*", re.DOTALL)
_NAVIGATION = "post-navigation"
_NUMBERED = re.compile(rf"\d+\.\d+\s|{PREFIX} [A-Z]{{1,2}}\d+")
_BUTTON = 60


class Marked(NamedTuple):
    """Blocks with `rule` set on those that are furniture by their words, and why a person should look."""

    blocks: tuple[Block, ...]
    review: tuple[str, ...] = ()


def mark_furniture(blocks: tuple[Block, ...]) -> Marked:
    """Mark what is furniture by its words."""
    split = [piece for block in blocks for piece in _unglue(block)]
    marked = [_whole(split, at) for at in range(len(split))]
    _teasers(marked)
    review = _tails(marked)
    return Marked(tuple(marked), review)


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


def _whole(blocks: Sequence[Block], at: int) -> Block:
    """A block that is a button or the like; an item of a list only among others that are (`Print` may be a medium)."""
    block, rule = blocks[at], _rule(blocks[at])
    alone = block.style == "item" or rule == _NAVIGATION
    if not rule or (alone and not any(_rule(other) or other.rule for other in _beside(blocks, at))):
        return block
    return replace(block, rule=rule)


def _rule(block: Block) -> str:
    if block.rule or block.style in ("row", "note") or len(block.text) > 200:
        return ""
    text = block.text.strip()
    return next((rule for rule, pattern in _WHOLE if pattern.fullmatch(text)), "")


def _beside(blocks: Sequence[Block], at: int) -> list[Block]:
    return [*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2]]


def _teasers(blocks: list[Block]) -> None:
    """A beginning that ends in dots, followed by the whole text, is a teaser: its words stand in what follows."""
    for at, block in enumerate(blocks):
        start = block.text.rstrip().removesuffix("…").removesuffix("...").rstrip()
        if block.rule or len(start) >= len(block.text.rstrip()) or len(start) < 40:
            continue
        following = (other for other in blocks[at + 1 : at + 4] if not other.rule)
        if any(_flat(other.text).startswith(_flat(start)) for other in following):
            blocks[at] = replace(block, rule="teaser")


def _tails(blocks: list[Block]) -> tuple[str, ...]:
    """Mark what stands behind the text up to the end; says so where what it takes has sentences like a text's."""
    for at in range(2, len(blocks)):
        rule = _tail(blocks[at])
        if rule and not any(_NUMBERED.search(other.text) or other.style in ("row", "note") for other in blocks[at:]):
            taken = [after for after in range(at, len(blocks)) if not blocks[after].rule]
            for after in taken:
                rule = _tail(blocks[after]) or rule
                blocks[after] = replace(blocks[after], rule=rule)
            prose = sum(_SENTENCE.fullmatch(blocks[after].text.strip()) is not None for after in taken[1:])
            begins = blocks[at].text.strip()[:60]
            said = f"all from {begins!r} to the end is dropped ({blocks[at].rule}) for its words alone"
            return (f"{said}, {prose} passages with sentences; look at the list",) if prose else ()
    return ()


def _tail(block: Block) -> str:
    """The rule of a line that begins furniture up to the end: a title, or an invitation to sign up."""
    if block.rule or block.style in ("row", "note"):
        return ""
    text = block.text.strip()
    rule = next((name for name, pattern in _TAIL if pattern.fullmatch(text)), "")
    wrong = _DUTY.search(text) if rule == "promotion" else _ENDED.search(text)
    return "" if wrong else rule


def _flat(text: str) -> str:
    return " ".join(text.split())
