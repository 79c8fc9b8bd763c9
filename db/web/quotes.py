"""Is a quotation in a text, word for word? Exact, or typography only; anything else is not found.

A quotation is looked for in the words of one provision and in those of a provision with everything below it,
numbers as they are printed. It must begin and end where words do. Nothing is guessed: one word more, less
or other, another case, another number, and it is not found.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.text import fold
from db.ask import query
from db.ask.query import Node
from db.ask.rows import ProvisionRow
from diffs.words.in_text import is_whole

Result = Literal["exact", "typography_only", "not_found"]
SHORTEST = 3
"""Words that a quotation has at least: fewer are in every text."""
AROUND = 60
"""Characters shown before and after at least: a "not" just outside the quotation must be seen."""
LONGEST = 600
"""Characters shown at most of the sentence before and after it, which are shown whole up to there."""
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[“‘\"'(]?[A-Z\d])")
_SIGNED = re.compile(r"[-−±<>≤≥]\d")
_BETWEEN = re.compile(r"\w[.,:(/–-]\w")
_POSSESSIVE = re.compile(r"\w[’']")
NEAR = 0.6
"""Share of a quotation's words that a provision has at least to be named as the nearest."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Where a quotation stands: the provision, and the words just before and after it there."""

    result: Result
    provision: ProvisionRow | None = None
    before: str = ""
    after: str = ""
    nearest: ProvisionRow | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a quotation may stand in: as printed, white space apart, and with typography set aside.

    Of an item of a list, `lead` are the words that lead the list in and `flush` those that close it: a "not" may stand
    there.
    """

    row: ProvisionRow
    printed: str
    folded: str
    own: bool
    lead: str = ""
    flush: str = ""


def passages(connection: sqlite3.Connection, version: str) -> list[Passage]:
    """The words of every provision of a version, by itself and with all of those below it, the shortest first."""
    found = [
        Passage(node.row, " ".join(text.split()), fold(text), own, lead, flush)
        for node, text, own, lead, flush in _texts(query.tree(connection, version))
    ]
    return sorted(found, key=lambda passage: len(passage.printed))


def verify(texts: Sequence[Passage], quote: str) -> Quoted:
    """A quotation against the text of one version; the smallest provision that has all of it."""
    wanted, folded = " ".join(quote.split()), fold(quote)
    if len(wanted.split()) < SHORTEST:
        return Quoted("not_found")
    for passage in texts:
        if (at := _place(passage.printed, wanted)) >= 0:
            return _quoted("exact", passage, passage.printed, at, at + len(wanted))
    for passage in texts:
        if (at := _place(passage.folded, folded)) >= 0:
            return _quoted("typography_only", passage, passage.folded, at, at + len(folded))
    return Quoted("not_found", nearest=_nearest(texts, folded))


def _quoted(result: Result, passage: Passage, text: str, start: int, end: int) -> Quoted:
    begins = [found.end() for found in _NEXT_SENTENCE.finditer(text, 0, start)]
    ends = _NEXT_SENTENCE.search(text, max(0, end - 1))
    first = max(min(start - AROUND, begins[-1] if begins else 0), start - LONGEST, 0)
    last = min(max(end + AROUND, ends.start() if ends else len(text)), end + LONGEST)
    lead = f"{passage.lead[-LONGEST:]} … " if passage.lead and not first else ""
    flush = f" … {passage.flush[:LONGEST]}" if passage.flush and last >= len(text) else ""
    return Quoted(result, passage.row, lead + text[first:start], text[end:last] + flush)


Words = tuple[Node, str, bool, str, str]
"""A provision with words to look in, whether they are its own, and what leads them in and closes them."""


def _texts(nodes: list[Node], lead: str = "", flush: str = "") -> Iterator[Words]:
    """Every provision with its own words, and with all of those below it."""
    for node in nodes:
        into = lead if node.row.kind in ("subparagraph", "text") else ""
        behind = flush if node.row.kind == "subparagraph" else ""
        yield node, node.row.text, True, into, behind
        if node.row.heading:
            yield node, node.row.heading, False, "", ""
        if node.children:
            yield node, " ".join(_whole(node)), False, into, behind
            closing = [child.row.text for child in node.children if child.row.kind == "text"]
            below = [" ".join(filter(None, each)) for each in ((into, node.row.text), (*closing, behind))]
            yield from _texts(node.children, below[0], below[1])


def _whole(node: Node) -> Iterator[str]:
    """The words of a provision and of everything below it, each item with its number as printed."""
    yield from filter(None, (node.row.heading, node.row.text))
    for child in node.children:
        yield from filter(None, (child.row.printed, *_whole(child)))


def _place(text: str, wanted: str) -> int:
    """Where the words begin in a text, between words; -1 where they do not stand in it."""
    at = text.find(wanted)
    while at >= 0:
        if is_whole(text, (at, at + len(wanted))) and not _cut(text, at, at + len(wanted)):
            return at
        at = text.find(wanted, at + 1)
    return -1


def _cut(text: str, start: int, end: int) -> bool:
    """Whether an edge is inside what a sign makes one: -5, users’, 12(2), F3.1."""
    before, behind = text[max(0, start - 1) : start + 2], text[max(0, end - 2) : end + 1]
    apart = _SIGNED.fullmatch(before[:2]) or (end < len(text) and _POSSESSIVE.fullmatch(behind[-2:]))
    return bool(apart or _BETWEEN.fullmatch(before) or _BETWEEN.fullmatch(behind))


def _nearest(texts: Sequence[Passage], folded: str) -> ProvisionRow | None:
    """The provision that has most of the quotation's words, if any has most of them."""
    wanted = set(folded.casefold().split())
    own = [(len(wanted & set(each.folded.casefold().split())), each.row) for each in texts if each.own]
    common, row = max(own, key=lambda each: each[0], default=(0, None))
    return row if common >= NEAR * len(wanted) else None
