"""What sheets and scripts at other addresses could do to a page: they are not known, so a word of weight is in doubt.

Nearly every page links to some, and a reason for review on every page is none. In doubt is only an element that stands
within a sentence, has a name by which a sheet or a script finds it, and holds a few words of which one is a negation,
a duty or a number: on 531 real pages there is none. A part of a page without its head (a content item) may have any
sheet.
"""

import re
from collections.abc import Iterator
from typing import Any

from parser.readers.html.sheets import links_elsewhere

_WEIGHTY = re.compile(
    r"\b(?:not|no|never|none|nor|neither|cannot|must|shall|should|may|need|only|unless|except|without)\b|n[’']t\b", re.I
)
_NUMBER = re.compile(r"\d")
_MOST_WORDS = 12
_ENDS_OPEN = re.compile(r"[\w,;)’”\"'](?:\s*)$")
_GOES_ON = re.compile(r"\s*[a-z(]")
_HOLDING = (
    "span", "b", "strong", "i", "em", "u", "q", "mark", "small", "font", "big", "code", "kbd", "samp", "var", "cite",
    "dfn", "label", "tt", "bdi", "data", "ins", "a",
)  # fmt: skip
"""Elements of a line that hold words; of links only those that lead nowhere."""


def unknown_words(source: str, root: Any) -> dict[Any, str]:
    """The elements that a sheet or a script at another address may change, and why they are in doubt."""
    whence = _elsewhere(source, root)
    if not whence:
        return {}
    reason = f"an element with a name in the middle of a sentence, of which {whence} is not known here"
    return {node: reason for node in _named(root) if _weighs(node)}


def _elsewhere(source: str, root: Any) -> str:
    """What of a page is at another address; empty where the page is all there is."""
    if "<html" not in source[:20_000].lower():
        return "the style sheet of its page"
    if links_elsewhere(root):
        return "a style sheet at another address"
    addresses = (node.get("src", "").strip().lower() for node in root.iter("script"))
    return "a script at another address" if any(each and not each.startswith("data:") for each in addresses) else ""


def _named(root: Any) -> Iterator[Any]:
    for node in root.iter(*_HOLDING):
        if (node.get("class") or node.get("id")) and not (node.tag == "a" and node.get("href")):
            yield node


def _weighs(node: Any) -> bool:
    """Whether an element holds a few words of weight within a sentence: a number only between other words of it."""
    words = " ".join("".join(node.itertext()).split())
    if not words or len(words.split()) > _MOST_WORDS:
        return False
    before = node.getprevious().tail if node.getprevious() is not None else node.getparent().text
    begun, goes_on = _ENDS_OPEN.search(before or ""), _GOES_ON.match(node.tail or "")
    return bool((begun or goes_on) and _WEIGHTY.search(words)) or bool(begun and goes_on and _NUMBER.search(words))
