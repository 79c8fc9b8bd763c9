"""How a document is set: line spacing, columns of numbers, right edges, words with hyphens.

Measured once over the whole document, so that one odd page decides nothing.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from corpus.enumerators import ITEM, LETTERS, ROMAN
from parser.readers.pdf.footnotes import body_size
from parser.readers.pdf.lines import Line, joined

_OPENING = r"[“\"‘'(\[]*"
_NUMBER = re.compile(
    _OPENING + r"(?:[A-Z][A-Za-z&\d]{1,7}(?:[-/][A-Z][A-Z\d]{0,4})?[\s\u00a0])?(?:[A-Z]{0,2}|[A-Z]{2,6}-)"
    r"\d{1,4}[A-Z]{0,2}(?:[.\-–](?:\d{1,4}[A-Z]{0,2}|[A-Z]{1,2}\b))*[.):]?\]?"
)
_WORDS = "a[mnst]|b[ey]|do|go|he|i[fnst]|m[ey]|no|o[fnr]|so|to|u[ps]|we"
"""Words of two letters: `of.` and `in)` end a sentence or a bracket, they open no item."""
_ENUMERATOR = re.compile(
    rf"(?!\([^)]*\.$|(?:{_WORDS})[.)])" + _OPENING + rf"(?:(?:{LETTERS}|{ROMAN}|[A-Z])[.)]|(?:{ITEM})\))"
)
"""An enumerator in brackets, or before a bracket or a full stop; `(c.` opens the number of an Act's chapter."""
_BULLET = re.compile(r"[•‣▪◦●○■□➢✓\uf0b7\uf0a7·*–—-]|o")
_FIGURE = re.compile(r"\d")
_NEAR = 2.0
_FEW_LINES = 6
"""Pairs of lines in a table below which it does not show its own spacing."""
_LAST = re.compile(r"[^\W\d_]+(?=[-\u2010\u00ad]$)")
_FIRST = re.compile(r"[^\W\d_]+")
_VOCABULARY = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is usual in a document, in points.

    `leading`: distance of baselines by font size. `columns`: where numbers and their text begin.
    `hanging`: those columns under whose text later lines begin. `indents`: where lines begin that go on further left.
    `rights`: right edge by left edge.
    `compounds` and `plain`: words seen inside lines, with and without a hyphen. `tagged`: the file's
    tags part the text into paragraphs as its lines do. `hyphenates`: lines end in parts of words.
    `cell`: of one cell.
    """

    body: float
    leading: dict[float, float]
    columns: frozenset[tuple[int, int]]
    hanging: frozenset[tuple[int, int]]
    indents: frozenset[int]
    rights: dict[int, float]
    compounds: frozenset[str]
    plain: frozenset[str]
    tagged: bool = False
    hyphenates: bool = False
    cell: bool = False

    def spacing(self, size: float) -> float:
        """The usual distance of baselines for a font size."""
        return self.leading.get(_half(size), 1.32 * size)

    def right(self, left: float, line: Line) -> float:
        """The right edge of lines that begin here, in the column of text of some line."""
        middle = round(left)
        right = max([self.rights.get(x, 0.0) for x in (middle - 1, middle, middle + 1)])
        return min(right, line.limit) if line.limit else right

    def within(self, left: float, right: float, leading: float | None = None) -> "Setting":
        """The same inside a cell between two edges, and with its table's distance of baselines where it is wider."""
        own = {size: max(known, leading) for size, known in self.leading.items()} if leading else self.leading
        return replace(
            self,
            leading=own,
            cell=True,
            rights=dict.fromkeys(range(round(left) - 1, round(right) + 1), right),
        )

    def width(self, line: Line) -> float:
        """The widest that a line can be where some line stands."""
        return (line.limit or max(self.rights.values(), default=0.0)) - min(self.rights, default=0)


def measure(pages: Sequence[Sequence[Line]]) -> Setting:
    """The setting of a document from the lines of its pages, furniture and tables left out."""
    lines = [line for page in pages for line in page]
    columns = _columns(pages)
    body = body_size(lines)
    begun = [(line, _lefts(line, columns)) for line in lines]
    rights = _rights(begun) | _rights([(line, lefts) for line, lefts in begun if line.size <= 1.12 * body])
    words = {
        word for page in pages for above, line in zip((None, *page), page, strict=False) for word in _inner(line, above)
    }
    plain = frozenset(word for word in words if word.isalpha())
    return Setting(
        body=body,
        leading=_leading(pages, rights),
        columns=columns,
        hanging=_hanging(pages, columns),
        indents=_indents(pages),
        rights=rights,
        compounds=frozenset(word for word in words if not word.isalpha()),
        plain=plain,
        hyphenates=_hyphenates(pages, plain, words - plain),
    )


@lru_cache(maxsize=4096)
def enumerator(text: str) -> bool:
    """Whether a text is an enumerator of a list item: `a)`, `(iv)`, `(2)`, a bullet."""
    return bool(_ENUMERATOR.fullmatch(text) or _BULLET.fullmatch(text))


@lru_cache(maxsize=4096)
def numbered(text: str) -> bool:
    """Whether a text is the number of a paragraph: `1.3`, `ABC D1.4`, `7.`."""
    return _NUMBER.fullmatch(text) is not None


def number_words(line: Line, columns: frozenset[tuple[int, int]] = frozenset()) -> int:
    """How many words at the beginning of a line are a number set apart; 0 where there is none.

    Apart means a gap wider than the other gaps of the line, or a text that begins where the
    text of other numbers begins.
    """
    words = line.words
    if not (_FIGURE.search(line.text) or enumerator(words[0].text)):
        return 0  # a number has a figure: most lines need no closer look
    for count in range(1, min(4, len(words))):
        head, follow = words[:count], words[count]
        text = head[0].text if count == 1 else joined(word for word in head if not line.raised(word))
        if not (numbered(text) or (count == 1 and enumerator(text))):
            continue
        if follow.glued or (count == 1 and len(words) > 2 and numbered(f"{text} {follow.text}")):
            continue
        gap = follow.left - head[-1].right
        usual = sorted(b.left - a.right for a, b in pairwise(words[count:]))
        space = usual[len(usual) // 2] if usual else 0.3 * line.size
        unlike = gap > 0.9 * space or (gap < 0.85 * space and len(usual) > 2)  # white that a justified line stretches
        known = unlike and (round(line.left), round(follow.left)) in columns
        if known or gap > max(0.5 * line.size, 1.6 * space):
            return count
    return 0


def split_number(line: Line, columns: frozenset[tuple[int, int]]) -> tuple[Line, Line] | None:
    """The number set apart at the beginning of a line, and the rest; None where there is none."""
    count = number_words(line, columns)
    return (line.part(line.words[:count]), line.part(line.words[count:])) if count else None


def lone_number(line: Line, columns: frozenset[tuple[int, int]]) -> bool:
    """Whether a line is nothing but a number, in a column of numbers: its text is the next line."""
    text = line.text
    return (numbered(text) or enumerator(text)) and any(abs(left - line.left) <= _NEAR for left, _ in columns)


def _columns(pages: Sequence[Sequence[Line]]) -> frozenset[tuple[int, int]]:
    """Where numbers and their text begin: set apart by a gap, or with later lines under the text."""
    seen = set()
    for page in pages:
        for line, below in zip_longest(page, page[1:]):
            count = number_words(line) or (_outdented(line, below) if below else 0)
            if count:
                seen.add((round(line.left), round(line.words[count].left)))
    return frozenset((left + a, text + b) for left, text in seen for a in (-1, 0, 1) for b in (-1, 0, 1))


def _outdented(line: Line, below: Line) -> int:
    """How many words of a line stand out to the left of the line below and are a number."""
    count = next((place for place, word in enumerate(line.words) if abs(word.left - below.left) <= 1.0), 0)
    if not 0 < count <= 2 or not 0 < below.base - line.base < 2 * line.size or below.size != line.size:
        return 0
    text = joined(line.words[:count])
    return count if numbered(text) or enumerator(text) else 0


def _hanging(pages: Sequence[Sequence[Line]], columns: frozenset[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    found = set()
    for page in pages:
        for line, below in pairwise(page):
            if not 0 < below.base - line.base < 2 * line.size:
                continue
            count = number_words(line, columns)
            inner = numbered(below.words[0].text) or enumerator(below.words[0].text)  # a list in it begins there, too
            if count and not inner and abs(below.left - line.words[count].left) <= _NEAR:
                found.add((round(line.left), round(line.words[count].left)))
    return frozenset((left + a, text + b) for left, text in found for a in (-1, 0, 1) for b in (-1, 0, 1))


def _indents(pages: Sequence[Sequence[Line]]) -> frozenset[int]:
    """Where first lines begin that are indented: the next goes on to the left of them, in mid-sentence."""
    found = {
        round(line.left)
        for page in pages
        for line, below in pairwise(page)
        if below.left < line.left - _NEAR and 0 < below.base - line.base < 2 * line.size and below.text[:1].islower()
    }
    return frozenset(left + by for left in found for by in (-1, 0, 1))


def _leading(pages: Sequence[Sequence[Line]], rights: dict[int, float]) -> dict[float, float]:
    """The smallest distance of baselines that is common for a size: paragraphs stand further apart.

    Only full lines count: what follows a short one, as in a list of names, need not be its rest.
    """
    seen: dict[float, Counter[float]] = defaultdict(Counter)
    for page in pages:
        for line, below in pairwise(page):
            distance = below.base - line.base
            if line.right - line.left < 0.8 * (rights[round(line.left)] - line.left):
                continue
            if _half(line.size) == _half(below.size) and 0.8 * line.size < distance < 2.6 * line.size:
                seen[_half(line.size)][round(distance * 4) / 4] += 1
    return {size: _smallest_common(distances) for size, distances in seen.items()}


def table_leading(cells: Sequence[Sequence[Line]]) -> float | None:
    """The smallest distance of baselines that is common in a table's cells; None where they have few lines."""
    found: Counter[float] = Counter()
    for cell in cells:
        for line, below in pairwise(cell):
            distance = below.base - line.base
            if line.page == below.page and 0.8 * line.size < distance < 2.6 * line.size:
                found[round(distance * 4) / 4] += 1
    return _smallest_common(found) if sum(found.values()) >= _FEW_LINES else None


def _smallest_common(distances: Counter[float]) -> float:
    most = distances.most_common(1)[0][1]
    return min(distance for distance, count in distances.items() if count >= max(1, 0.12 * most))


def _lefts(line: Line, columns: frozenset[tuple[int, int]]) -> set[int]:
    """Where a line begins, and where its text does."""
    return {round(line.left), round(line.words[number_words(line, columns)].left)}


def _rights(begun: Iterable[tuple[Line, set[int]]]) -> dict[int, float]:
    """The right edge by left edge."""
    rights: dict[int, float] = {}
    for line, lefts in begun:
        for left in lefts:
            rights[left] = max(rights.get(left, 0.0), line.right)
    return rights


def _breaks_word(line: Line) -> bool:
    """Whether a line ends in a hyphen."""
    return bool(line.words[-1].hyphen) or line.words[-1].text[-1:] in "-\u2010\u00ad"


def _hyphenates(pages: Sequence[Sequence[Line]], plain: frozenset[str], compounds: set[str]) -> bool:
    """Whether lines end in hyphens after what is no word: in three words at least, and in one line of a hundred.

    One word broken again and again has a hyphen of its own.
    """
    broken: Counter[tuple[str, str]] = Counter()
    count = 0
    for page in pages:
        for line, below in pairwise(page):
            count += 1
            last, first = line.words[-1], below.words[0].text
            if _breaks_word(line):
                tail, head = _LAST.search(last.text), _FIRST.match(first)
                parts = (tail.group().lower(), head.group().lower()) if tail and head else ("", "")
                known = (parts[0] in plain and parts[1] in plain) or "-".join(parts) in compounds
                broken[parts] += all(parts) and not known
    return len(+broken) >= 3 and broken.total() >= 0.01 * count


def _inner(line: Line, above: Line | None) -> list[str]:
    """Words that a line shows whole: neither its last nor its first where that is the rest of another."""
    text = line.text.rpartition(" ")[0] if _breaks_word(line) else line.text
    text = text.partition(" ")[2] if above is not None and _breaks_word(above) else text
    return _VOCABULARY.findall(text.lower())


def _half(size: float) -> float:
    return round(size * 2) / 2
