"""Candidates by rare words: the ranking function BM25 over an inverted index of a few texts."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

_K1, _B = 1.2, 0.75  # the customary saturation and length constants of BM25
_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = 50  # texts that may share a word for it to lead to them


def content_words(text: str) -> tuple[str, ...]:
    """The distinct words of three letters or more, in order: what a text can be found by."""
    return tuple(dict.fromkeys(_WORD.findall(text.casefold())))


class Index:
    """An inverted index over texts given as their words."""

    def __init__(self, texts: Mapping[int, tuple[str, ...]]) -> None:
        self.lengths = {name: len(words) for name, words in texts.items()}
        self.mean = sum(self.lengths.values()) / max(len(texts), 1) or 1.0
        self.holders: dict[str, list[int]] = defaultdict(list)
        for name, words in texts.items():
            for word in words:
                self.holders[word].append(name)

    def weight(self, word: str) -> float:
        """How much a word tells: its inverse document frequency, as for a word that one text has where none has it."""
        count = max(len(self.holders.get(word, ())), 1)
        return math.log(1 + (len(self.lengths) - count + 0.5) / (count + 0.5))

    def best(self, words: Iterable[str], most: int) -> list[tuple[int, float]]:
        """The texts that share the most telling words, best first; near-ties in order of the index."""
        scores: dict[int, float] = defaultdict(float)
        for word in words:
            holders = self.holders.get(word, ())
            if not holders or len(holders) > _COMMON:
                continue
            weight = self.weight(word)
            for name in holders:
                scores[name] += weight * (_K1 + 1) / (1 + _K1 * (1 - _B + _B * self.lengths[name] / self.mean))
        return sorted(scores.items(), key=lambda entry: -entry[1])[:most]
