"""Quotations in an instruction, set aside before its grammar is read.

Each quotation becomes one character of the private use area, so that the grammar sees
`for ◆ substitute ◆` whatever was quoted, quotations inside quotations included.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_FIRST = 0xE000
_LIMIT = 6000
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CLOSERS = {"“": "”", "„": "”", "‘": "’", '"': '"', "'": "'"}
_OPENERS = re.compile(f"[{''.join(_CLOSERS)}]")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[–—-])$")
# What may follow a closing quote: a straight or single quote that is followed by anything else is
# an apostrophe or opens another quotation.
_GOES_ON = re.compile(
    r"\s*(?:$|[;:–—(]|[.,)](?:\s|$)|(?:and|or|to|in|insert|substitute|where|wherever|at|on|omit|with|by|for|is|are|there|"
    r"becomes?|before|after|of|as|from|between|when|which|below|above|delete|replace|leave|remove|add|renumber|re-letter|"
    r"under|within|throughout|immediately)\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text with its quotations set aside; `quotes[n]` stands where `mark(n)` is.

    `covered` is the text at its full length with every quotation covered by marks. `unclosed`
    says that the last quotation runs to the end because nothing closes it.
    """

    text: str
    quotes: tuple[str, ...] = ()
    unclosed: bool = False
    covered: str = ""


def mark(number: int) -> str:
    """The character that stands for a quotation."""
    return chr(_FIRST + number)


def number_of(character: str) -> int:
    """Which quotation a character stands for."""
    return ord(character) - _FIRST


@lru_cache(maxsize=1 << 10)
def set_aside(text: str) -> Quoted:
    """Replace each outermost quotation by its mark."""
    text = _PRIVATE.sub("\ufffd", text)
    if not _OPENERS.search(text):
        return Quoted(text, covered=text)
    kept: list[str] = []
    covered: list[str] = []
    quotes: list[str] = []
    at, unclosed = 0, False
    while at < len(text):
        opener = text[at]
        opens = opener in _CLOSERS and _opens(text, at) and len(quotes) < _LIMIT
        end = _closing(text, at) if opens else None
        if end is None and not (opens and opener in "“„"):
            kept.append(opener)
            covered.append(opener)
            at += 1
            continue
        unclosed = end is None
        end = len(text) if end is None else end
        quotes.append(text[at + 1 : end].strip())
        kept.append(mark(len(quotes) - 1))
        covered.append(mark(0) * (min(end + 1, len(text)) - at))
        at = end + 1
    return Quoted("".join(kept), tuple(quotes), unclosed, "".join(covered))


def _opens(text: str, at: int) -> bool:
    """Curly double quotes open anywhere; others only after a space or bracket."""
    return text[at] in "“„" or _OPENS_AFTER.search(text[:at][-1:]) is not None


def _closing(text: str, at: int) -> int | None:
    if text[at] in "“„":
        return balanced_end(text, at)
    opener, closer = text[at], _CLOSERS[text[at]]
    for end in range(at + 1, len(text)):
        if text[end] == closer and not text[end - 1].isspace() and _GOES_ON.match(text, end + 1):
            return end
        if text[end] == opener and (text[end - 1].isspace() or opener == '"'):
            return None  # a quotation of the same kind inside this one: where it ends cannot be told
    return None


def balanced_end(text: str, at: int) -> int | None:
    """Where the curly quotation that opens at `at` closes, quotations inside it counted."""
    depth = 0
    for end in range(at, len(text)):
        if text[end] in "“„":
            depth += 1
        elif text[end] == "”":
            depth -= 1
            if depth == 0:
                return end
    return None


def balance(text: str) -> int:
    """Opened minus closed curly quotations."""
    return text.count("“") + text.count("„") - text.count("”")
