"""How an item of a list is worded: whether it asks by itself, goes on with what leads to it, or names a thing.

What leads to a list decides whether it is one of asks; how its items are worded decides where it ends, and whether
a lead that says little (`Our priorities`) leads to asks.
"""

import re
from collections.abc import Sequence
from typing import Literal

from parser.statements.asking import urges
from parser.statements.demanding import demands
from parser.statements.orders import imperative
from parser.statements.prose import sentences

Wording = Literal["command", "demand", "that", "to", "doing", "thing", "question", ""]
"""`Publish the plans`; `Ministers should publish`; `that plans be published`; `to publish`; `publishing`; `A plan`."""

_MARKS = re.compile(
    r"^[\s“\"‘'(*•▪●·+–—-]+|^\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]\s+|^\d{1,2}[.)](?=[A-Z])|^(?:and|or|but|also"
    r"|firstly|secondly"
    r"|thirdly|first|second|third|finally)\b,?\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[A-Z][^:.?!–—]{2,90}(?::\s+|\s[–—-]\s)(?=\S)")
"""What a list calls an item before it says what it asks: `Rents: limit rises`."""
_RUN_IN = re.compile(
    r"(?!(?:we|it|this|that|they|there|i)\b)[A-Z](?:(?!\b(?:is|are|was|were|has|have|we|they"
    r"|it)\b)[^.:?!]){3,60}[.:?!]\s+[A-Z]",
    re.IGNORECASE,
)
"""A paragraph with a heading of its own on its first line: `Safe stops. Each stop needs a light.`"""
_ONLY = re.compile(r"^(?:(?:only|fully|immediately|urgently|not|[a-z]+ly)\s+)+(?=[a-z])", re.IGNORECASE)
_THAT = re.compile(r"that\s+\w", re.IGNORECASE)
_TO = re.compile(r"(?:not\s+)?to\s+(?!(?:the|a|an|our|all|date)\b)[a-z]+\b", re.IGNORECASE)
_DOING = re.compile(
    r"(?:not\s+)?(?!(?:during|nothing|something|anything|everything|according|concerning|regarding|being)\b)"
    r"[a-z]{2,}ing\b(?!\s+(?:is|are|was|were|has|have|will|can|does)\b)",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|do|does|did|cannot|must|should|shall"
    r"|said|says)\b"
    r"|\b(?:we|they|it|he|she|you)\s+[a-z]+|\bI\s+[a-z]+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?:that|which|who|whose|where|what|how|when|so|if|as|ensur\w+|guarantee\w*|mak\w+\s+sure)\s[^,;]*"
    r"|\b(?:those|everyone|everything|people"
    r"|all)\s+(?:we|they|it|you|he|she)\s+[a-z]+",
    re.IGNORECASE,
)
_COMMON_WORD = re.compile(r"\b(?!(?:and|the|for|with|from)\b)[a-z]{3,}")
_OUR = re.compile(
    r"^(?:our|my|i|we|us|about|contact|thank|read|the\s+issue|background|introduction|conclusions?|notes?|sign"
    r"|share|start)\b",
    re.IGNORECASE,
)
_WE_DO = re.compile(
    r"(?:we|I|our\s+\w+)\s+(?:\w+ly\s+|also\s+)?(?:am|are|is|have|has|will|do|work|believe|know)\b", re.I
)
_KIND_OF = (
    r"stronger|tougher|stricter|mandatory|statutory|independent|legal|immediate|full|urgent|proper|better|greater"
    r"|clear(?:er)?|binding"
    r"|enforceable|national|public|total|complete|new|more|fairer|increased|minimum|compulsory|outright|permanent"
    r"|explicit|criminal"
)
_ACT = (
    r"bans?|moratorium|end|halt|dut(?:y|ies)|levy|inquir(?:y|ies)|review|rights?|register|cap|fund|limits?"
    r"|commitments?|protections?"
    r"|safeguards?|laws?|legislation|strategy|investment|funding|powers?|penalt(?:y|ies)|guarantees?|rules"
    r"|regulation|standards?"
    r"|oversight|scheme|audits?|enforcement|transparency|phase-out|offences?|taskforce|commissioner|ombudsman"
    r"|freeze|reform"
)
_CALLED_FOR = re.compile(
    rf"(?:(?:an?\s+(?:[\w-]+\s+){{0,2}}?|(?:(?:{_KIND_OF})\s+)(?:(?:[\w-]+|and)\s+){{0,3}}?)(?:{_ACT}))\s+"
    r"(?:on|for|of|to|against|into|that|over|from|with|so)\b",
    re.IGNORECASE,
)
"""A thing that is named in order to have it: `A ban on snares`, `Stronger protections for tenants`."""
_MOST_WORDS = 45
"""Words of a line that may name a thing: more is a paragraph."""
_FEWEST_WORDS = 2


def wording(text: str) -> Wording:
    """How an item is worded, without its mark and what the list calls it; empty where it tells."""
    first = (sentences(text) or [""])[0]
    plain = bare(first)
    if not plain:
        return ""
    label = _LABEL.match(plain)
    said = _wording(plain)
    return _wording(plain[label.end() :]) or said if label and said in ("", "thing", "doing") else said


def _wording(plain: str) -> Wording:
    if imperative(_ONLY.sub("", plain), listed=True):
        return "command"
    if _THAT.match(plain):
        return "that"
    if urges(plain) or demands(plain):
        return "demand"
    return _in_part(plain)


def _in_part(plain: str) -> Wording:
    """The wording of an item that asks only with what leads to it."""
    if _TO.match(plain):
        return "to"
    if plain.rstrip(" ”\"'’").endswith("?"):
        return "question"
    if _DOING.match(plain):
        return "doing"
    return "thing" if _names(plain) else ""


def bare(text: str) -> str:
    """An item without its mark and without a word that only counts it: `Second, keep the desk open`."""
    plain = text.strip()
    while (shorter := _MARKS.sub("", plain)) != plain:
        plain = shorter
    return plain


def _names(plain: str) -> bool:
    """Whether words name a thing and say nothing of it: a verb stands only in what depends on it."""
    return (
        not _OUR.match(plain)
        and _FEWEST_WORDS <= len(plain.split()) <= _MOST_WORDS
        and _COMMON_WORD.search(plain) is not None
        and not _FINITE.search(_RELATIVE.sub(" ", plain))
    )


def asks_by_itself(text: str) -> bool:
    """Whether an item asks whatever leads to it."""
    return wording(text) in ("command", "demand")


def calls_for(text: str) -> bool:
    """Whether a line names what somebody is to do, and says nothing of it: `A ban on snares`."""
    return _CALLED_FOR.match(bare(text)) is not None and len(sentences(text)) == 1 and wording(text) == "thing"


_DENIES = re.compile(
    r"(?:(?:we|I|this\s+(?:letter|petition|statement)|the\s+[\w-]+)\s+(?:(?:(?:do|does|am|are|is|have|has"
    r"|would)(?:\s+not|n['’]t)|never|no\s+longer)\s+)"
    r"(?:\w+ly\s+|been\s+)?(?:ask\w*|call\w*\s+for|demand\w*|seek\w*|request\w*|propos\w+)"
    r"|(?:none|neither)\s+of\s+us\s+\w+|nobody\s+(?:here\s+)?(?:is\s+)?ask|nothing\s+(?:else|more)\b|(?:we"
    r"|I)\s+(?:thank|are\s+grateful\s+(?:to|that))\b)",
    re.IGNORECASE,
)
"""An item of a list of asks that asks for nothing: `We do not ask for more signs`."""


def denies(text: str) -> bool:
    """Whether an item says that nothing is asked, and asks in no other sentence."""
    said = sentences(text)
    return bool(said) and bool(_DENIES.match(bare(said[0]))) and not any(urges(each) or demands(each) for each in said)


def goes_on_asking(text: str) -> bool:
    """Whether an item asks, or can only go on with words that ask: `that plans be published`, `to publish`."""
    return wording(text) in ("command", "demand", "that", "to")


def most_ask(texts: Sequence[str]) -> bool:
    """Whether most items of a list ask, whatever leads to it."""
    return 2 * sum(goes_on_asking(text) for text in texts) > len(texts)


def speaks_for_itself(texts: Sequence[str]) -> bool:
    """Whether a list tells of its author in whole sentences: `We are offering our help.`, whatever leads to it."""
    told = [text for text in texts if not wording(text)]
    return 2 * len(told) > len(texts) and any(_WE_DO.match(bare(text)) for text in told)


def alike(first: str, other: str) -> bool:
    """Whether a line goes on with the list that another begins: both ask, or both name things and end alike."""
    if _RUN_IN.match(first) and _RUN_IN.match(other):
        return True
    one, two = wording(first), wording(other)
    if not one or not two:
        return False
    if one == two or {one, two} <= {"command", "demand"}:
        return one != "thing" or _ends(first) == _ends(other) or first.split()[:2] == other.split()[:2]
    named = {one, two} <= {"thing", "doing", "command"}
    return named and _ends(first) == _ends(other) and not (_ends(other) == "." and "thing" in (one, two))


def _ends(text: str) -> str:
    """How a line ends: like a sentence, or not."""
    return "." if text.rstrip(" ”\"’')")[-1:] in (".", "!") else ""
