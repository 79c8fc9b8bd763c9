"""What a person should look at in a text: where Markdown, or a browser that shows it, may say other words."""

import re

from parser.readers.css_values import Colour, colour, contrast
from parser.readers.style import look
from parser.readers.text.inline_html import attributes_of

_EMBEDDED = re.compile(
    r"<(style|script|iframe|svg|object|embed|select|textarea|input|button|img|bdo|video|canvas)\b", re.IGNORECASE
)
_STYLED = re.compile(
    r"<[a-z][a-z0-9]*\s[^<>]*(?:\bhidden\b|\b(?:style|dir|color|class|id|title|data-[a-z]+)\s*=)[^<>]*>", re.IGNORECASE
)
_PAGE = Colour(1.0, 1.0, 1.0)
_LEAST = 1.5
"""Contrast below which nobody reads letters on a white page."""
_BLOCK = re.compile(r"<(div|p|section|article|details|table|tr|td|ul|ol|li)\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?:(?!-->).)*\n\s*\n", re.DOTALL)
_IMAGE = re.compile(r"[^\W_][^\S\n]*!\[[^\]\n]*\]\([^()\n]*\)[^\S\n]*[a-z]")
_ITEM = re.compile(r"^ {0,3}(\d{1,3})[.)][ \t]+\S", re.MULTILINE)


def doubts(text: str) -> tuple[str, ...]:
    """Reasons for review, each with the words it touches."""
    found = [("HTML in the text", _first(_EMBEDDED, text))] if "<" in text else []
    if "<" in text:
        styled = next((each for each in _STYLED.finditer(text) if _hides(each[0])), None)
        found.append(("an element with a style", text[styled.start() : styled.start() + 60] if styled else ""))
    if "<!--" in text:
        found.append(("a comment of several paragraphs", _first(_COMMENT, text)))
    if "![" in text:
        found.append(("a picture in the middle of a sentence", _first(_IMAGE, text)))
    found.append(("a list that repeats its number, which Markdown counts on", _repeated(text)))
    return tuple(
        f"what a person sees may differ ({reason}): {' '.join(words.split())!r}" for reason, words in found if words
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return text[max(0, found.start() - 20) : found.end() + 40] if found else ""


def _hides(tag: str) -> bool:
    """Whether an element says how it is shown and is not read so: one of several lines, or what only may hide."""
    if _BLOCK.match(tag):
        return _SHOWN.search(tag) is not None
    attributes = attributes_of(tag)
    seen = look(tag[1:].split(maxsplit=1)[0].lower(), attributes)
    letters = colour(seen.colour) if seen.colour else None
    faint = letters is not None and contrast(letters, _PAGE) < _LEAST
    return bool(attributes.get("dir") or seen.doubts or faint)


_SHOWN = re.compile(r"\bhidden\b|\b(?:style|dir)\s*=", re.IGNORECASE)


def _repeated(text: str) -> str:
    """Items of one list, on lines that follow each other, with the same number."""
    before = None
    for found in _ITEM.finditer(text):
        if before and before[1] == found[1] and not text[before.end() : found.start()].strip("\n").count("\n\n"):
            between = text[before.end() : found.start()]
            if between.count("\n") <= 2 and "\n#" not in between:
                return before[0] + between
        before = found
    return ""
