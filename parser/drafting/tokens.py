"""The tokens of an instruction and a cursor over them.

Quotations are one token each (`parser.drafting.quotations`); a citation with its items is one token; a
bracket with words is one token, which the grammar may pass over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.enumerators import ITEM, PREFIX
from corpus.work import Scheme
from parser.drafting.quotations import Quoted, number_of
from parser.drafting.ranges import NotUnderstood

TokenKind = Literal["quote", "cite", "number", "items", "paren", "word", "punct", "other", "end"]

_ITEM = rf"\((?:{ITEM})\)"
_NUMBER = r"\d+[A-Z]{0,2}(?:\.\d+[A-Z]{0,2})*"
_GENERIC = rf"{PREFIX}\s+[A-Z]{{0,2}}{_NUMBER}"
# Statements of changes print "paragraph 4.3.(b)" and "paragraph 4.2.,": the full stop belongs to the number.
_POINTED = r"(?:\.(?=\())?"
_REST = (
    ("ordinal", r"\d+(?:st|nd|rd|th)\b"),
    ("number", rf"(?<![\w.])(?:[A-Z]{{1,2}}\.?)?{_NUMBER}(?![A-Za-z0-9]){_POINTED}(?:{_ITEM})*(?:\.(?=,))?"),
    ("items", rf"(?:{_ITEM})+|(?<![\w(])[a-z]{{1,2}}\)"),
    ("word", r"[A-Za-z]+(?:[-’'][A-Za-z]+)*"),
    ("punct", r"[,;:.–—-]"),
    ("space", r"[\s\[\]\u200b\u00ad]+"),
    ("other", r"."),
)
_DASHES = "–—-"
_LONGEST = 600  # characters of a title in brackets; a longer one is none, and no text takes quadratic time
# Brackets with words that narrow an instruction are read like words between commas; others are titles.
_NARROWS = re.compile(
    r"\(\s*(?:and|but|except|excluding|including|or|not|other than|unless|if|save|apart|so far|only|where|wherever|"
    r"when|both|twice|(?:two|three|four|five|six) times|"
    r"(?:in|on|at) (?:each|both|every|all|the|two|three|four)|with|without|that|which|also|"
    r"the (?:first|second|third|fourth|last|final)|"
    r"(?:first|second|third|fourth|last|final) (?:place|time|occasion|occurrence))\b|.*[\ue000-\uf8ff]",
    re.I | re.S,
)

# What a bracket may say without being a title: the place is meant as it stands after another instruction.
_CHANGED = re.compile(
    r"as (?:so )?(?:renumbered|re-numbered|inserted|substituted|amended|re-?lettered)"
    r"(?: by (?!.*\b(?:only|until|from|in so far|except|for|where|when|if)\b)[^,;]*)?"
    r"|(?:both )?inclusive",
    re.I | re.S,
)
# A bracket that begins so, in small letters, limits, postpones or conditions the instruction.
_LIMITS = re.compile(
    r"(?:for|from|until|till|to the extent|in so far|insofar|in relation|in its|in their|so far|so as|"
    r"as (?:it|they|he|applied|modified|regards|respects|far|if|from|at|a|that|enacted)|subject|only|exclusive|"
    r"excluding|except|other than|unless|if|when|where\w*|while|during|before|after|following|apart|save|not|but|"
    r"temporar\w*|"
    r"effective|provided|pending|solely|which|that|who|with|without|within|under|at|on|by|being|having|"
    r"(?:the )?(?:first|second|third|fourth|last|final|opening|closing|introductory|full-out)|"
    r"both|either|each|all|any|every|\d)\b",
)

_BEFORE_NOTE = re.compile(
    r"\([^()]*[a-z]{3}[^()]*\)$|[a-z] (?:Act|Bill|Code|Order|Regulations|Rules|Scheme|Warrant|Directions|Determination)"
    r"(?: (?:18|19|20)\d\d)?$"
)
_QUOTED = re.compile("\\(\\s*[\ue000-\uf8ff]\\s*\\)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an instruction; `text` as printed, white space in citations made one space."""

    kind: TokenKind
    text: str
    start: int

    @property
    def low(self) -> str:
        """The text in small letters."""
        return self.text.lower()


@lru_cache(maxsize=64)
def _pattern(schemes: tuple[Scheme, ...]) -> re.Pattern[str]:
    known = [rf"{re.escape(s.prefix)}\s+(?:{s.pattern})(?:\.\d+[A-Z]{{0,2}})*" for s in schemes if s.prefix]
    cite = "|".join([*known, _GENERIC])
    parts = [
        ("quote", "[\ue000-\uf8ff]"),
        ("cite", rf"(?<![\w])(?:{cite})(?![A-Za-z0-9]){_POINTED}(?:{_ITEM})*(?:\.(?=,))?"),
        *_REST,
    ]
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts), re.S)


def tokens(quoted: Quoted, schemes: tuple[Scheme, ...] = ()) -> tuple[Token, ...]:
    """The tokens of a text whose quotations are set aside; the last is of kind `end`."""
    found: list[Token] = []
    pattern, text, at = _pattern(schemes), quoted.text, 0
    closed = _brackets(text)
    while at < len(text):
        match = pattern.match(text, at)
        assert match is not None, "the last alternative matches any character"
        kind, piece = str(match.lastgroup), match.group()
        if piece == "(" and (end := closed.get(at)) and _is_title(text[at:end], found):
            kind, piece = "paren", text[at:end]
        elif piece in ("(", ")"):
            kind = "bracket"
        if kind != "space" and not (kind == "items" and _is_note(text, at)):
            found.append(_token(kind, piece, at))
        at += len(piece)
    return (*found, Token("end", "", len(text)))


def _is_title(bracket: str, before: list[Token]) -> bool:
    """Whether a bracket gives a title: words that narrow nothing, or only a quotation behind a number."""
    quoted = _QUOTED.fullmatch(bracket) and before and before[-1].kind in ("cite", "number", "items")
    return bool(quoted) or not _NARROWS.match(bracket)


def _is_note(text: str, at: int) -> bool:
    """ "Schedule 3 (Transitional provision)(h)", "Pensions Order(e)": a letter close behind a title is a footnote's."""
    return _BEFORE_NOTE.search(text[max(0, at - _LONGEST) : at]) is not None


def _token(kind: str, piece: str, at: int) -> Token:
    if kind == "ordinal":
        return Token("word", piece, at)
    if kind == "bracket":
        return Token("punct", ",", at)
    if kind == "items" and not piece.startswith("("):
        piece = f"({piece}"
    if kind in ("number", "cite"):
        piece = piece.replace(".(", "(").removesuffix(".")
    named: TokenKind = kind  # type: ignore[assignment]  # the groups of the pattern are kinds
    return Token(named, " ".join(piece.split()) if kind == "cite" else piece, at)


def _brackets(text: str) -> dict[int, int]:
    """Where the bracket that opens at a place ends, for those that are closed within the length of a title."""
    opened: list[int] = []
    closed: dict[int, int] = {}
    for match in re.finditer(r"[()]", text):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.end() - start <= _LONGEST:
                closed[start] = match.end()
    return closed


class Cursor:
    """A place in the tokens. Methods that do not find what they look for leave it where it was."""

    def __init__(self, found: tuple[Token, ...], quotes: tuple[str, ...]) -> None:
        self.tokens = found
        self.quotes = quotes
        self.at = 0

    @property
    def token(self) -> Token:
        """The token here."""
        return self.tokens[self.at]

    def peek(self, ahead: int = 1) -> Token:
        """A token further on; the end again beyond it."""
        return self.tokens[min(self.at + ahead, len(self.tokens) - 1)]

    def kind(self, *kinds: TokenKind) -> Token | None:
        """Take the token here if it is of one of these kinds."""
        token = self.token
        if token.kind not in kinds:
            return None
        if token.kind != "end":
            self.at += 1
        return token

    def quote(self) -> str | None:
        """Take a quotation; its text."""
        token = self.kind("quote")
        if token is None:
            return None
        quoted = self.quotes[number_of(token.text)]
        if not quoted:
            raise NotUnderstood("a quotation without words")
        return quoted

    def phrase(self, *choices: str) -> str | None:
        """Take the first of these phrases that stands here; spaces separate its words."""
        if self.token.kind != "word":
            return None
        first = self.token.low
        for choice in choices:
            if not choice.startswith(first):
                continue
            words = choice.split()
            if all(self.peek(n).kind == "word" and self.peek(n).low == word for n, word in enumerate(words)):
                self.at += len(words)
                return choice
        return None

    def punct(self, marks: str) -> str | None:
        """Take a punctuation mark that is one of these."""
        if self.token.kind == "punct" and self.token.text in marks:
            self.at += 1
            return self.peek(-1).text
        return None

    def dash(self) -> bool:
        """Take the dash or colon after which the inserted text follows."""
        found = False
        while self.punct(_DASHES + ":"):
            found = True
        return found

    def title(self) -> str:
        """Take brackets with words: a title, which must be that of what stands before it; empty where there is none.

        Raises NotUnderstood for words that limit, postpone or condition what is said, and for a second title.
        """
        found = ""
        while token := self.kind("paren"):
            words = unmask(token.text[1:-1], self.quotes).strip("“” ")
            if _CHANGED.fullmatch(words):
                continue
            if found or _LIMITS.match(words):
                raise NotUnderstood(f"({words})")
            found = words
        return found

    def ended(self) -> bool:
        """Nothing is left."""
        return self.token.kind == "end"

    def rest(self, text: str) -> str:
        """What is left of the masked text, quotations back in their places."""
        return unmask(text[self.token.start :], self.quotes)


def unmask(text: str, quotes: Iterable[str]) -> str:
    """Quotations back in their places."""
    kept = tuple(quotes)
    return "".join(f"“{kept[number_of(c)]}”" if "\ue000" <= c <= "\uf8ff" else c for c in text).strip()
