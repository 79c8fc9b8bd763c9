"""HTML inside a line of Markdown: its tags are no words, and what they hide or strike is not shown."""

import html
import re
from collections.abc import Mapping

from parser.readers.changes import hidden, wrapped
from parser.readers.comparison import ENTITY
from parser.readers.style import LINE_ELEMENTS, look

MARKUP = re.compile(
    rf"<!--(?P<comment>.*?)-->|<(?P<close>/?)(?P<tag>{LINE_ELEMENTS})(?P<attributes>(?:\s+[^<>]*)?)\s*/?>",
    re.IGNORECASE | re.DOTALL,
)
"""Comments and tags that Markdown hands on to the browser."""
_ATTRIBUTE = re.compile(r"([^\s=/\"'>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_VOID = frozenset(["img", "input", "wbr"])
_OPENS = "<&"


def as_shown(source: str) -> str:
    """The text without tags; what an element strikes, puts in or hides is so marked, in this block at most."""
    if not any(sign in source for sign in _OPENS):
        return source
    pieces, at = [""], 0
    waiting: list[tuple[str, list[str]]] = []
    for found in MARKUP.finditer(source):
        pieces.append(_resolved(source[at : found.start()]))
        at = found.end()
        if found["comment"] is not None:
            pieces.append(hidden(found["comment"]))
        elif not found["close"] and found["tag"].lower() not in _VOID:
            waiting.append((found[0], pieces))
            pieces = []
        elif any(_name(tag) == found["tag"].lower() for tag, _ in waiting):
            pieces = _closed(waiting, pieces, found["tag"].lower())
    pieces.append(_resolved(source[at:]))
    while waiting:
        pieces = _closed(waiting, pieces, _name(waiting[-1][0]))
    return "".join(pieces)


def _closed(waiting: list[tuple[str, list[str]]], pieces: list[str], name: str) -> list[str]:
    """The pieces after an element of this name ended, and with it those inside it that are still open."""
    while waiting:
        tag, outer = waiting.pop()
        kind = look(_name(tag), attributes_of(tag)).kind
        text = "".join(pieces)
        pieces = [*outer, wrapped(text, (kind,)) if kind and text else text]
        if _name(tag) == name:
            break
    return pieces


def _name(tag: str) -> str:
    found = MARKUP.match(tag)
    return found["tag"].lower() if found else ""


def attributes_of(tag: str) -> Mapping[str, str]:
    """The attributes of a tag as it is written."""
    found = MARKUP.match(tag)
    pairs = _ATTRIBUTE.findall(found["attributes"] or "") if found else []
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in reversed(pairs)}


def _resolved(text: str) -> str:
    """The text with its character references resolved."""
    return ENTITY.sub(lambda found: html.unescape(found[0]), text)
