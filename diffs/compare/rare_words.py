"""Candidates by rare words: the ranking function BM25 over an inverted index of a few texts."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

_K1, _B = 1.2, 0.75  # the customary saturation and length constants of BM25
_COMMON = 20  # texts that may share a word for it to lead to them
_LEADS = 20  # words of a text that are looked up, the rarest first


class Index:
    """An inverted index over texts, each given as one character a word; only the words that will be `asked` for.

    A word that more than `share` of the texts have leads nowhere, nor one that more than `_COMMON` have.
    """

    def __init__(self, texts: Mapping[int, str], asked: set[str], share: float = 1.0) -> None:
        self.lengths: dict[int, int] = {}
        self.holders: dict[str, list[int]] = defaultdict(list)
        for name, words in texts.items():
            distinct = set(words)
            self.lengths[name] = len(distinct)
            for word in distinct & asked:
                self.holders[word].append(name)
        self.counts = {word: len(names) for word, names in self.holders.items()}
        self.weights: dict[int, float] = {}
        self.common = min(_COMMON, max(1, int(share * len(texts))))
        self.mean = sum(self.lengths.values()) / max(len(texts), 1) or 1.0

    def weight(self, word: str) -> float:
        """How much a word tells: its inverse document frequency; of one that no text has, as if one had it."""
        count = self.counts.get(word, 1)
        if count not in self.weights:
            self.weights[count] = math.log(1 + (len(self.lengths) - count + 0.5) / (count + 0.5))
        return self.weights[count]

    def leads(self, words: Iterable[str]) -> list[str]:
        """The rarest words of a text, those nobody else has included, rarest first; none that many have."""
        counts = self.counts
        held = sorted([(counts.get(word, 0), word) for word in set(words)])
        return [word for count, word in held[:_LEADS] if count <= self.common]

    def best(self, leads: Iterable[str], most: int) -> list[tuple[int, float]]:
        """The texts that share the most of these words, best first; ties in order of the index."""
        scores: dict[int, float] = defaultdict(float)
        for word in leads:
            weight = self.weight(word) * (_K1 + 1)
            for name in self.holders.get(word, ()):
                scores[name] += weight / (1 + _K1 * (1 - _B + _B * self.lengths[name] / self.mean))
        ranked = sorted([(-score, name) for name, score in scores.items()])
        return [(name, -score) for score, name in ranked[:most]]
