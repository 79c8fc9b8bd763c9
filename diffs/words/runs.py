"""Edits as places in both texts: what stayed, the runs that changed, and the sentences around them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from corpus.change import Edit
from corpus.text import count_words
from diffs.words.in_text import sentences

Span = tuple[int, int]
_SHOWN = 160  # letters of a sentence that are shown on each side of a place


@dataclass(frozen=True, slots=True)
class Run:
    """Deletions and insertions with nothing between them: their stretch of the earlier and of the later text."""

    before: Span
    after: Span


class Runs:
    """The edits of one text; a side is 0 (before) or 1 (after)."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.texts = tuple("".join(text for sign, text in edits if sign != other) for other in (1, -1))
        lengths = [tuple(len(text) * (sign != other) for other in (1, -1)) for sign, text in edits]
        ends = [tuple(accumulate((each[side] for each in lengths), initial=0)) for side in (0, 1)]
        self._kept = [(ends[0][i], ends[1][i], len(text)) for i, (sign, text) in enumerate(edits) if sign == 0 and text]
        stays = [(0, 0, 0), *self._kept, (len(self.texts[0]), len(self.texts[1]), 0)]
        gaps = (Run((a + n, c), (b + n, d)) for (a, b, n), (c, d, _) in pairwise(stays))
        self.all = tuple(run for run in gaps if run.before[0] < run.before[1] or run.after[0] < run.after[1])

    def stays_at(self, side: int, at: int) -> int | None:
        """Where the character at a place stands in the other text; None where it went or came."""
        index = bisect_right(self._starts[side], at) - 1
        if index < 0 or at >= self._kept[index][side] + self._kept[index][2]:
            return None
        return self._kept[index][1 - side] + at - self._kept[index][side]

    def touching(self, side: int, span: Span) -> tuple[Run, ...]:
        """The runs that take words from a stretch, put words into it or stand inside it."""
        spans = self._spans[side]
        first = bisect_left(self._ends[side], span[0])
        found = []
        for place in range(first, len(spans)):
            start, end = spans[place]
            if start >= span[1]:
                break
            if (start < end and end > span[0]) or span[0] < start:
                found.append(self.all[place])
        return tuple(found)

    def sentence(self, side: int, at: int) -> Span:
        """The sentence around a place: within its line, from full stop to full stop."""
        index = max(bisect_right(self._sentence_starts[side], at) - 1, 0)
        return self.sentences[side][index] if self.sentences[side] else (0, 0)

    def opposite(self, side: int, at: int) -> Span:
        """The sentence of the other text where a place would be."""
        index = bisect_right(self._starts[side], at) - 1
        if index < 0:
            return self.sentence(1 - side, 0)
        start, other, length = self._kept[index][side], self._kept[index][1 - side], self._kept[index][2]
        return self.sentence(1 - side, other + min(at - start, length - 1))

    def kept_share(self, side: int, span: Span) -> float:
        """How much of a stretch's words stand in the other text as well."""
        text, words = self.texts[side], count_words(self.texts[side][slice(*span)])
        lost = 0
        for run in self.touching(side, span):
            start, end = run.before if side == 0 else run.after
            lost += count_words(text[max(start, span[0]) : min(end, span[1])])
        return 1 - lost / words if words else 0.0

    def words_of(self, side: int, run: Run) -> str:
        """The words that went (0) or came (1) in a run."""
        return self.texts[side][slice(*(run.before if side == 0 else run.after))]

    @cached_property
    def _starts(self) -> tuple[list[int], list[int]]:
        return [each[0] for each in self._kept], [each[1] for each in self._kept]

    @cached_property
    def _ends(self) -> tuple[list[int], list[int]]:
        return [run.before[1] for run in self.all], [run.after[1] for run in self.all]

    @cached_property
    def _sentence_starts(self) -> tuple[list[int], list[int]]:
        return [start for start, _ in self.sentences[0]], [start for start, _ in self.sentences[1]]

    @cached_property
    def _spans(self) -> tuple[list[Span], list[Span]]:
        return [run.before for run in self.all], [run.after for run in self.all]

    @cached_property
    def sentences(self) -> tuple[list[Span], list[Span]]:
        """The sentences of both texts."""
        return _lines_parted(self.texts[0]), _lines_parted(self.texts[1])


def _lines_parted(text: str) -> list[Span]:
    found, at = [], 0
    for line in text.split("\n"):
        found += [(at + start, at + end) for start, end in sentences(line)]
        at += len(line) + 1
    return found


def sentences_around(runs: Runs, side: int, spans: Sequence[Span], at: int) -> tuple[str, str]:
    """The sentence around a place of one side and the other side's in its place, the earlier text's first."""
    mine, other = _shown(runs.texts[side], spans[0], at), _shown(runs.texts[1 - side], spans[1], spans[1][0])
    return (mine, other) if side == 0 else (other, mine)


def sentences_shown(runs: Runs, spans: Sequence[Span], places: Sequence[int]) -> tuple[str, str]:
    """A sentence of the earlier and one of the later text, each around its place."""
    return _shown(runs.texts[0], spans[0], places[0]), _shown(runs.texts[1], spans[1], places[1])


def _shown(text: str, span: Span, at: int) -> str:
    """A sentence around a place, shortened where it is long."""
    start, end = span
    low, high = max(start, at - _SHOWN), min(end, at + _SHOWN)
    low = start if low <= start else text.find(" ", low) + 1
    high = end if high >= end else text.rfind(" ", 0, high)
    return f"{'… ' if low > start else ''}{text[low:high].strip()}{' …' if high < end else ''}"
