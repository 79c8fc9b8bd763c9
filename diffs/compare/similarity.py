"""What an alignment compares: each unit's wording in forms from exact to approximate.

All forms are folded (`corpus.text`), so typography never decides a match.
"""

import re
from collections import Counter, defaultdict
from functools import cached_property
from itertools import cycle

from corpus.text import fold
from diffs.compare.units import Outline, Unit
from diffs.words.shortest_script import bit_parallel

_NUMBERS = re.compile(r"\b[A-Za-z]{1,3}\d[\w.]*|\d[\d.,]*|\((?:[a-z]{1,2}|[ivxl]+)\)")
_DIGITS_AND_BRACKET = "0123456789("
_WORD = re.compile(r"\w+")
_SMALL = bytes(ord(char.lower()) if _WORD.match(char) else 0x20 for char in map(chr, range(128))) + bytes(
    range(128, 256)
)
_CODES = range(0xE000, 0x10FFFF)
_START = 4  # characters before which no number stands: enough to rule most wordings out
_NUMBERS_APART = 12  # characters by which the numbers in two wordings can make them differ in length
_LONGEST = 2_000  # words of a text that similarity looks at: the first and the last thousand


class Vocabulary(defaultdict[str, str]):
    """A code point for each word, shared by both versions, so that texts compare as strings.

    Any other text taken as a whole has one too. Two share one only beyond a million.
    """

    def __init__(self) -> None:
        super().__init__(map(chr, cycle(_CODES)).__next__)

    def encode(self, text: str) -> str:
        """One character a word, without regard to case."""
        if text.isascii():
            words = text.encode("ascii").translate(_SMALL).decode("ascii").split()
        else:
            words = _WORD.findall(text.casefold())
        return "".join(map(self.__getitem__, words))


class Folds:
    """Folded texts. A text that stands in both versions as it is need not be folded to be found again."""

    def __init__(self, before: Outline, after: Outline) -> None:
        self.shared = _texts(before) & _texts(after)
        self.known: dict[str, str] = {}

    def fold(self, text: str) -> str:
        """The text as compared."""
        if text in self.shared:
            return text
        folded = self.known.get(text)
        if folded is None:
            folded = self.known[text] = fold(text)
        return folded


def _texts(outline: Outline) -> set[str]:
    texts = {unit.node.text for unit in outline.units}
    for unit in outline.units:
        if unit.blocks or unit.notes or unit.node.heading:
            texts.update(unit.blocks, unit.notes, (unit.node.heading or "",))
    return texts


class Wordings:
    """The wordings of one version's units. Lists are indexed like `outline.units`."""

    def __init__(self, outline: Outline, folds: Folds, vocabulary: Vocabulary) -> None:
        self.outline = outline
        self.vocabulary = vocabulary
        self.own = [_own(unit, folds) for unit in outline.units]
        self._masked: dict[int, str] = {}
        self._words: dict[int, str] = {}
        self._own_words: dict[int, str] = {}

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many units have each own wording."""
        return Counter(self.own)

    @cached_property
    def _by_start(self) -> dict[str, list[int]]:
        """Units by how their own wording begins."""
        found: dict[str, list[int]] = {}
        for index, own in enumerate(self.own):
            found.setdefault(own[:_START], []).append(index)
        return found

    def unique(self, index: int) -> bool:
        """Whether no other unit of the version says the same with other numbers."""
        own = self.own[index]
        pattern, size = mask(own), len(own)
        alike = (self.own[other] for other in self._by_start[own[:_START]] if other != index)
        return not any(abs(len(other) - size) <= _NUMBERS_APART and mask(other) == pattern for other in alike)

    def whole(self, index: int) -> str:
        """The unit with everything labelled under it."""
        unit = self.outline.units[index]
        if unit.end == index + 1:
            return self.own[index]
        return "\x1e".join(self.own[index : unit.end])

    def masked(self, index: int) -> str:
        """The whole with every number and citation the same: what only renumbering changes."""
        if index not in self._masked:
            self._masked[index] = mask(self.whole(index))
        return self._masked[index]

    def words(self, index: int) -> str:
        """The whole as one character a word; of a very long text its first and last part."""
        if index not in self._words:
            encoded = self.vocabulary.encode(self.whole(index))
            if len(encoded) > _LONGEST:
                encoded = encoded[: _LONGEST // 2] + encoded[-_LONGEST // 2 :]
            self._words[index] = encoded
        return self._words[index]

    def own_words(self, index: int) -> str:
        """The unit's own wording as one character a word."""
        if self.outline.units[index].end == index + 1:
            return self.words(index)
        if index not in self._own_words:
            self._own_words[index] = self.vocabulary.encode(self.own[index])[:_LONGEST]
        return self._own_words[index]


def mask(text: str) -> str:
    """The text with numbers, citations and enumerators replaced by a sign."""
    if text.isascii() and not any(map(text.__contains__, _DIGITS_AND_BRACKET)):
        return text
    return _NUMBERS.sub("#", text)


def similarity(one: str, other: str) -> float:
    """0 to 1: twice the longest common sequence of words over the words of both."""
    alike: float = bit_parallel().Indel.normalized_similarity(one, other)
    return alike


def local(unit: Unit, parent: Unit | None) -> str:
    """The part of a label that is the unit's own: `.4` of `PCU C11.4`, `(a)`, the term of a definition.

    Two units with the same local number under matching parents have the same place, whatever
    their parents are numbered. A passage has none.
    """
    label = unit.key
    if not label:
        return ""
    if unit.family in ("definition", "row"):
        return label.rpartition("@")[0] or label
    if parent is None:
        return label
    if label.startswith(parent.key):
        return label[len(parent.key) :]
    number = (parent.node.num or "").casefold()
    own = (unit.node.num or "").casefold()
    if number and own.startswith(number):
        return own[len(number) :]
    return label


def _own(unit: Unit, folds: Folds) -> str:
    if not unit.node.heading and not unit.blocks and not unit.notes:
        return folds.fold(unit.node.text)
    heading, text, blocks, notes = unit.parts
    return "\x1f".join(folds.fold(part) for part in (heading, text, *blocks, *notes) if part)
