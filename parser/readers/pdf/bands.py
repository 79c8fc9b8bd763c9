"""Words of a page by height and by column: the bands and zones that tables without upright lines are told by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from parser.readers.pdf.words import Page, Word

NEAR = 1.5
"""Points by which left edges of one column may differ."""
CLEAR = 3.0
"""Points to the left of a column that no word may enter."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A page, and the place of each of its words in the file by the word's id."""

    page: Page
    places: Mapping[int, int] = field(default_factory=dict)


def ordered(page: Page) -> Ordered:
    """A page with the file's order of its words."""
    return Ordered(page, {id(word): place for place, word in enumerate(page.words)})


class Segment(NamedTuple):
    """Words of one height without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        """Where it begins, in points."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where it ends, in points."""
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """Its words with spaces."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Band:
    """Everything printed at one height, from left to right."""

    base: float
    size: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of bands set in columns; `cuts` are the left edges and the right end."""

    bands: tuple[Band, ...]
    cuts: tuple[float, ...]

    def cell(self, segment: Segment) -> int:
        """The column that a segment begins in."""
        return max((place for place, cut in enumerate(self.cuts[:-1]) if cut <= segment.left + CLEAR), default=0)

    def pieces(self, band: Band) -> Iterator[Segment]:
        """The segments of a band, cut where a word begins a column without a wide gap before it."""
        for segment in band.segments:
            start = 0
            for place, word in enumerate(segment.words):
                if place > start and any(abs(word.left - cut) <= NEAR for cut in self.cuts[1:-1]):
                    yield Segment(segment.words[start:place])
                    start = place
            yield Segment(segment.words[start:])

    def columns(self, band: Band) -> dict[int, Segment]:
        """The segments of a band by column; two in one column are one."""
        found: dict[int, Segment] = {}
        for segment in self.pieces(band):
            place = self.cell(segment)
            found[place] = Segment((*found[place].words, *segment.words)) if place in found else segment
        return found


def bands_of(words: Sequence[Word]) -> list[Band]:
    """Words by height, from the top down; a raised or smaller word belongs to the band it overlaps."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.left)):
        if rows and abs(word.base - rows[-1][0].base) <= 0.4 * max(word.look.size, rows[-1][0].look.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    found = []
    for row in rows:
        row.sort(key=lambda word: word.left)
        size = max(word.look.size for word in row)
        found.append(Band(max(word.base for word in row), size, tuple(_segments(row, size))))
    return found


def _segments(row: Sequence[Word], size: float) -> list[Segment]:
    """Parts of a band, cut where the white between words is wider than between words of a line."""
    parts: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > 0.62 * size:
            parts.append([])
        parts[-1].append(word)
    return [Segment(tuple(part)) for part in parts]


def bold(band: Band) -> bool:
    """Whether all words of a band are bold: headings of columns."""
    return all(word.look.bold for segment in band.segments for word in segment.words)
