"""The order of numbers and of terms, and where something new belongs among what is there.

Enumerators can be read as letters (a, b … z, aa), as letters with insertions (b, ba, c) or as
roman numerals (i, ii … ix); a list is in order when it ascends in one of these readings.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus.citation import Citation
from corpus.errors import CitationError
from corpus.text import fold

_ROMAN = re.compile(r"(?=[ivxlc])(c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})([a-z]?)", re.I)
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LETTERS = re.compile(r"[^\W\d_]+")


def ascending(labels: Sequence[str]) -> bool:
    """Whether labels of siblings are in the order of their numbers, in at least one reading."""
    citations = [_parse(label) for label in labels]
    if any(citation is None for citation in citations):
        return True
    known = [citation for citation in citations if citation is not None]
    readings = (
        (_natural, _lettered, _roman, _before_first) if any(citation.items for citation in known) else (_natural,)
    )
    return any(_rises([reading(citation) for citation in known]) for reading in readings)


def _before_first(citation: Citation) -> tuple[Any, ...]:
    """Items inserted before (a) are (za), (zb): they come before all others."""
    items = ((0 if re.fullmatch("z[a-z]", item) else len(item), item.casefold()) for item in citation.items)
    return (_head(citation), tuple(items))


def number_slot(labels: Sequence[str], new: str) -> tuple[int, str]:
    """Where a number belongs among labels in order: an index, and the rule in words.

    The neighbour is sought among labels with the same letters (C8 for C11) before all others.
    """
    keys = [_key(label) for label in labels]
    wanted, letters = _key(new), _letters(new)
    same = [index for index, label in enumerate(labels) if _letters(label) == letters]
    for group in (same, list(range(len(labels)))):
        earlier = [index for index in group if keys[index] < wanted]
        later = [index for index in group if keys[index] > wanted]
        if earlier:
            index = max(earlier, key=lambda i: keys[i])
            return index + 1, f"in number order, after {labels[index]}"
        if later and group is same:
            index = min(later, key=lambda i: keys[i])
            return index, f"in number order, before {labels[index]}"
    return 0, f"in number order, before {labels[0]}" if labels else "the first entry"


def term_slot(terms: Sequence[str], new: str) -> tuple[int, str]:
    """Where a term belongs in a list: before the first term that follows it in the alphabet."""
    keys, wanted = [term_key(term) for term in terms], term_key(new)
    index = next((i for i, key in enumerate(keys) if key > wanted), len(keys))
    if keys == sorted(keys):
        rule = "in alphabetical order"
    else:
        index = max((i + 1 for i, key in enumerate(keys) if key < wanted and _ordered_at(keys, i)), default=index)
        rule = "in alphabetical order of a list that is not quite in it"
    if not terms:
        return 0, "the first definition"
    return index, f"{rule}, after “{terms[index - 1]}”" if index else f"{rule}, before “{terms[0]}”"


def term_key(term: str) -> tuple[str, ...]:
    """A term as sorted: word by word, without regard to case, quotes and hyphens."""
    return tuple(re.sub(r"[^\w]+", " ", fold(term).casefold()).split())


def _ordered_at(keys: list[tuple[str, ...]], index: int) -> bool:
    return index == 0 or keys[index - 1] < keys[index]


def _parse(label: str) -> Citation | None:
    try:
        return Citation.parse(label)
    except CitationError:
        return None


def _key(label: str) -> tuple[Any, ...]:
    citation = _parse(label)
    return citation.sort_key() if citation else ()


def _letters(label: str) -> str:
    citation = _parse(label)
    while citation is not None and citation.scope is not None:
        citation = citation.scope
    found = _LETTERS.match(citation.number) if citation else None
    return found[0].casefold() if found else ""


def _rises(keys: list[Any]) -> bool:
    return all(left < right for left, right in pairwise(keys))


def _natural(citation: Citation) -> tuple[Any, ...]:
    return citation.sort_key()


def _lettered(citation: Citation) -> tuple[Any, ...]:
    return (_head(citation), tuple((len(item), item.casefold()) for item in citation.items))


def _roman(citation: Citation) -> tuple[Any, ...]:
    return (_head(citation), tuple(_roman_value(item) for item in citation.items))


def _head(citation: Citation) -> tuple[Any, ...]:
    return Citation(citation.number, citation.prefix).sort_key()


def _roman_value(item: str) -> tuple[int, str]:
    match = _ROMAN.fullmatch(item)
    if match is None:
        return (10**6, item)
    values = [_VALUES[letter] for letter in "".join(match.groups()[:3]).lower()]
    total = sum(-v if any(v < w for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))
    return (total, match[4])
