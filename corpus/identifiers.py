"""Numbers under which documents are published: the ISBN and the number of a paper of Parliament (`E03629527`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus.text import letters

_ISBN = re.compile(r"97(?<![\d-]97)[89](?:[-\s\u2010-\u2013]?\d){10}(?![\d-])")
_E_NUMBER = re.compile(r"E(?<!\wE)\d{8}\b")
"""Both begin with what must be there: what must not stand in front is looked at after it, which is ten times faster."""


_LABELS = frozenset({
    "isbn", "number", "no", "ref", "reference", "unique", "id", "print", "printed", "web", "pdf", "html", "epub",
    "online", "digital", "electronic", "hardback", "paperback", "version", "edition", "format", "document",
    "publication", "paper", "copy", "crown", "copyright", "published", "laid", "issued", "this", "the", "of", "for",
    "and", "in", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "unnumbered", "act", "command", "pages", "december",
})  # fmt: skip
"""Words that a line of imprint has beside and after its numbers."""
_FUNCTION = frozenset({
    "a", "an", "the", "this", "that", "its", "of", "for", "in", "on", "at", "to", "from", "by", "with", "and", "or",
    "under", "as", "per", "about", "both", "new", "draft", "laid",
})  # fmt: skip
"""Words that make a number behind them part of a sentence."""
_SENTENCE = re.compile(
    r"\b(?:we|our|i|my|they|their|is|are|was|were|has|have|had|wrote|writes?|said|says?|read)\b", re.I
)
_NUMBERED = re.compile(r"\bISBN|97[89]|E\d{8}")
_PARTS = re.compile(r"[;|\n•]|\.\s|,\s(?=ISBN)")
_WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_OF_ANOTHER = re.compile(
    r"\b(?:replac|supersed|previous|earlier|former|prior|relat|see\b|also|respon|about|refer(?!ence)|cit|cf\b|answer|revok"
    r"|amend\w* by|other\b|companion|not\b)",
    re.IGNORECASE,
)
"""What a short line says whose next lines are another document's numbers."""
_LEAD = 12
"""Words of such a line, at most."""


def isbns(text: str) -> list[str]:
    """Every ISBN-13 printed in a text, once each, its groups parted by hyphens as they are parted in print."""
    return list(dict.fromkeys(re.sub(r"[\s\u2010-\u2013]", "-", found) for found in _ISBN.findall(text)))


def e_numbers(text: str) -> list[str]:
    """Every number of a paper of Parliament in a text, once each."""
    return list(dict.fromkeys(_E_NUMBER.findall(text)))


def own(lines: Iterable[str]) -> str:
    """The lines, a line each, by which a document states a number of its own: an imprint, no sentence about a number.

    `ISBN 978-1-5286-0000-1 (print)` and `E03629527 06/26` do; `We wrote about ISBN …` and a number
    below `This draft replaces:` do not.
    """
    every = list(lines)
    if not numbers("\n".join(every)):
        return ""
    stated, before = [], ""
    for part in (part for line in every for part in _PARTS.split(line) if part.strip()):
        if not _states(part):
            before = part
        elif not _names_another(before):
            stated.append(part)
    return "\n".join(stated)


def _states(part: str) -> bool:
    """Whether a part of a line is a number and what an imprint prints beside it; capitals alone name a series.

    Words before it, a title that a PDF runs on into the imprint, must be no sentence.
    """
    first = _NUMBERED.search(part)
    if first is None or not numbers(part):
        return False
    head, tail = part[: first.start()], _E_NUMBER.sub(" ", _ISBN.sub(" ", part[first.start() :]))
    labelled = all(word.lower() in _LABELS or (word.isupper() and len(word) < 5) for word in _words(tail))
    return labelled and not (_SENTENCE.search(head) or _OF_ANOTHER.search(head) or _last(head) in _FUNCTION)


def _last(head: str) -> str:
    return ([""] + [word.lower() for word in _words(head)])[-1]


def _words(text: str) -> Iterator[str]:
    return (word for found in _WORDS.findall(text) for word in found.split("-"))


def _names_another(before: str) -> bool:
    """Whether a short line makes the numbers below it another document's."""
    return len(before.split()) <= _LEAD and _OF_ANOTHER.search(before) is not None


def numbers(text: str) -> list[tuple[str, str]]:
    """The identifiers of a text as (scheme, value): `isbn`, `e_number`."""
    return [*(("isbn", each) for each in isbns(text)), *(("e_number", each) for each in e_numbers(text))]


def contradicts(some: Iterable[tuple[str, str]], others: Iterable[tuple[str, str]]) -> bool:
    """Whether each of two documents has a number of one scheme that the other lacks.

    A title has an ISBN for each of its forms, so that one of them may print more than the other.
    """
    one, other = by_scheme(some), by_scheme(others)
    return any(one[scheme] - other[scheme] and other[scheme] - one[scheme] for scheme in one.keys() & other.keys())


def by_scheme(identifiers: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """The numbers of a document by their scheme (`isbn_2` is an `isbn`), without hyphens."""
    found: dict[str, set[str]] = defaultdict(set)
    for scheme, value in identifiers:
        found[re.sub(r"_\d+$", "", scheme)].add(letters(value))
    return found
