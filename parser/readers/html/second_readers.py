"""The visible characters of a page as other code reads the same source: tokens, Lexbor, the standard library."""

import re
from html.parser import HTMLParser
from itertools import accumulate
from operator import add

from corpus.text import bare, each
from parser.readers.html.events import INVISIBLE, UNCOMPARED, runs, unescape
from parser.readers.html.spans import Places


def token_characters(source: str) -> Places:
    """The visible characters of a page in the order of its source, and where they stand."""
    texts, starts = runs(source)
    ends = list(map(add, starts, map(len, texts)))
    shown = each(texts, unescape)
    printed_ones = each(shown, bare)
    return Places("".join(printed_ones), list(accumulate(map(len, printed_ones), initial=0)), shown, starts, ends)


def lexbor_characters(source: str) -> str:
    """The visible characters as Lexbor's tree has them."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    tree.strip_tags([*INVISIBLE, *UNCOMPARED, "head"])
    return bare(tree.root.text(deep=True, separator="")) if tree.root else ""


def stdlib_characters(source: str) -> str:
    """The visible characters as Python's own parser sees them: it makes no tree, so no depth stops it."""
    reader = _Stdlib(convert_charrefs=True)
    reader.feed(source)
    reader.close()
    return bare("".join(reader.pieces))


class _Stdlib(HTMLParser):
    """Gathers text outside elements that no browser shows."""

    def __init__(self, *, convert_charrefs: bool) -> None:
        super().__init__(convert_charrefs=convert_charrefs)
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in INVISIBLE or tag in UNCOMPARED

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and (tag in INVISIBLE or tag in UNCOMPARED):
            self.unseen -= 1

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)


def tangled(source: str) -> str:
    """Why trees cannot be made of a page in sensible time; empty for every ordinary page."""
    if source.count("=") >= _ATTRIBUTES and _MANY_ATTRIBUTES.search(source):
        return "an element has thousands of attributes"
    if source.count("<") - source.count("</") <= _DEEPEST:
        return ""
    depth = deepest = 0
    marks = _OPEN.findall(source)
    for closes in marks if marks.count("") > _DEEPEST else ():
        depth = max(0, depth + (-1 if closes else 1))
        deepest = max(deepest, depth)
    return f"elements are nested {deepest} deep" if deepest > _DEEPEST else ""


_DEEPEST = 5_000
_ATTRIBUTES = 3_000
_MANY_ATTRIBUTES = re.compile(rf"<[a-zA-Z](?:[^<>=]*=){{{_ATTRIBUTES}}}")
_OPEN = re.compile(
    r"<(/?)(?:div|span|b|i|em|strong|font|ul|ol|table|section|article|blockquote|a|dl|center|u|small|big|q|form|nav)\b",
    re.IGNORECASE,
)
