"""Words to lines by baseline, in the order in which the file sets them.

Producers write columns, table cells and notes one after another, so the file's own order is the
reading order; only a file that keeps jumping back up the page is put in order by position.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parser.readers.pdf.tags import NO_TAG, Tag
from parser.readers.pdf.words import Word

Box = tuple[float, float, float, float]

SIGNS = r"[*∗†‡§¶‖∥|#]{1,4}"
"""Marks of notes that are no figures, twice or more often when there are many notes."""
_SMALLER, _HARDLY_SMALLER = 0.86, 0.97
"""Of the line's size: what is smaller may be a raised figure; what is hardly smaller, where it is plainly raised."""
_RAISED, _PLAINLY_RAISED = 0.1, 0.2
"""Of the line's size: how far such a figure stands above the line."""
_NEAR = 0.12
"""Of the line's size: white between a word and the raised figure that stands right behind it."""
_LONE = re.compile(r"(?:[A-Z]{2,6} )?[A-Z]{0,2}\d{1,3}(?:\.\d{1,3})+[A-Z]?|\d{1,3}[.)]|\(?[a-z]{1,5}\)|\(\d{1,3}\)|•")
"""The number of a paragraph or an item; a figure alone may be a line's or a page's."""
_FEW_BESIDE = 2
"""Pairs of lines beside each other on a page of one column: a head or a foot in two parts."""
_FEW_LATE = 3
"""Lines set late that show how a page was drawn."""
_ON_LINE, _FAR = 0.1, 6.0
"""Times the size: how far apart the baselines of one line are at most, and a number and its words."""
FIGURES = re.compile(rf"\[?\(?(\d{{1,3}}|{SIGNS}|[ivxl]{{1,5}})(,\d{{1,3}})*\)?\]?")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline. `size` and `tag` are those of most characters; `text` has raised figures, too.

    `mixed` says that its words differ in size or that one is tagged as a figure that refers to a note.
    `limit` is where lines of its column of text end at the most, 0 where the page is not set in columns.
    """

    words: tuple[Word, ...]
    page: int
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool
    italic: bool
    turned: bool
    text: str
    tag: Tag = NO_TAG
    column: int = 0
    shift: float = 0.0
    mixed: bool = True
    limit: float = 0.0

    @property
    def box(self) -> Box:
        """Left, top, right, bottom, where the page shows them."""
        return self.left + self.shift, self.top, self.right + self.shift, self.bottom

    @property
    def place(self) -> tuple[int, int]:
        """The page and the column of text that it stands in."""
        return self.page, self.column

    def in_column(self, column: int, shift: float, limit: float = 0.0) -> "Line":
        """The line of a further column of text, measured as if it stood in the first, `shift` points to its left."""
        if not shift:
            return self.beside(column, 0.0, limit)
        words = tuple(word._replace(left=word.left - shift, right=word.right - shift) for word in self.words)
        left, right = self.left - shift, self.right - shift
        return replace(self, words=words, left=left, right=right, column=column, shift=shift, limit=limit)

    def part(self, words: Sequence[Word]) -> "Line":
        """A line of some of its words, in its column."""
        return line_of(words, self.page).beside(self.column, self.shift, self.limit)

    def beside(self, column: int, shift: float, limit: float = 0.0) -> "Line":
        """The same line, known to stand in a column whose words were moved already."""
        return replace(self, column=column, shift=shift, limit=limit) if column or limit else self

    def raised(self, word: Word) -> bool:
        """Whether a word is set smaller and higher than the line, or tagged so: the reference to a note."""
        return self.mixed and (self.lifted(word) or word.reference) and FIGURES.fullmatch(word.text) is not None

    def lifted(self, word: Word) -> bool:
        """Whether a word is set smaller and higher than the line."""
        return self.mixed and _is_lifted(word, self.size, self.base)


def _is_lifted(word: Word, size: float, base: float) -> bool:
    """Whether a word is smaller than a size and higher than a baseline; plainly higher where it is hardly smaller."""
    if word.size < _SMALLER * size:
        return word.base < base - _RAISED * size
    return word.size < _HARDLY_SMALLER * size and word.base < base - _PLAINLY_RAISED * size


def joined(words: Iterable[Word]) -> str:
    """Words with one space between them, none before a glued one."""
    return "".join([word.text if word.glued else " " + word.text for word in words]).removeprefix(" ")


def line_of(words: Sequence[Word], page: int) -> Line:
    """One line of these words."""
    looks = {word.look for word in words}
    size = words[0].look.size
    main = words
    sizes_differ = any(look.size != size for look in looks)
    if sizes_differ:
        sizes: Counter[float] = Counter()
        for word in words:
            sizes[word.look.size] += len(word.text)
        size = sizes.most_common(1)[0][0]
        main = [word for word in words if word.look.size == size]
        words = _closed(words, size, main[0].base)
    return Line(
        words=tuple(words),
        page=page,
        left=words[0].left,
        top=min([word.top for word in words]),
        right=max([word.right for word in words]),
        bottom=max([word.bottom for word in words]),
        base=main[0].base,
        size=size,
        bold=all(look.bold for look in looks if look.size == size),
        italic=all(look.italic for look in looks if look.size == size),
        turned=main[0].look.turned,
        text=joined(words),
        tag=_tag(words),
        mixed=sizes_differ or any(word.reference for word in words),
    )


def _closed(words: Sequence[Word], size: float, base: float) -> Sequence[Word]:
    """The words; a raised figure right behind a word is glued to it, where PDFium sees a space for its height alone."""
    near = [
        place
        for place, (before, word) in enumerate(pairwise(words), 1)
        if not word.glued
        and _is_lifted(word, size, base)
        and word.left - before.right < _NEAR * size
        and FIGURES.fullmatch(word.text)
    ]
    return [word._replace(glued=True) if at in near else word for at, word in enumerate(words)] if near else words


def _tag(words: Sequence[Word]) -> Tag:
    """What the file's tags say of most letters of a line."""
    tags = [word.tag for word in words]
    if tags.count(tags[0]) == len(tags):
        return tags[0]
    said: Counter[Tag] = Counter()
    for word in words:
        said[word.tag] += len(word.text) if word.tag.kind != "Lbl" else 0
    return said.most_common(1)[0][0]


def lines(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of a page, a region or a cell."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _same_line(runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    found = [line_of(run, page) for run in _strays(_completed(runs))]
    if _scrambled(found):
        return _by_position(found, page)
    return _from_the_top(found) if _gone_back(found) else found


def _same_line(run: list[Word], word: Word) -> bool:
    last = run[-1]
    if last.look.turned or word.look.turned:
        return last.look.turned and word.look.turned
    if word.left < last.right - max(1.0, 0.3 * word.look.size):
        return False
    return word.base == last.base or _level(run, word)


def _level(run: list[Word], word: Word) -> bool:
    """Whether a word stands on the run's baseline, or is a smaller one raised or lowered from it."""
    last = run[-1]
    rise = abs(word.base - last.base)
    size, other = word.look.size, last.look.size
    if rise <= 0.1 * min(size, other) + 0.5:
        return True
    anchor = max(run, key=lambda known: known.look.size)
    if rise and abs(word.base - anchor.base) <= 0.1 * min(size, anchor.look.size) + 0.5:
        return True
    return min(size, other) < 0.9 * max(size, other) and rise <= 0.55 * max(size, other)


def _completed(runs: list[list[Word]]) -> list[list[Word]]:
    """A run set late that goes on where an earlier one of its height ends belongs to that one: a word put in later."""
    placed: list[list[Word]] = []
    ends: dict[int, list[list[Word]]] = {}
    for run in runs:
        first = run[0]
        before = next((other for other in ends.get(round(first.base), ()) if _ends_at(other, first)), None)
        if before is not None and not first.look.turned:
            before += run
            continue
        placed.append(run)
        ends.setdefault(round(first.base), []).append(run)
    return placed


def _ends_at(run: list[Word], word: Word) -> bool:
    """Whether a word stands one space after a run of its size."""
    last = run[-1]
    near = 0 <= word.left - last.right + 0.5 < 0.55 * word.look.size
    return near and abs(word.base - last.base) < 0.5 and word.look.size == last.look.size


def _strays(runs: list[list[Word]]) -> list[list[Word]]:
    """A short run set after the text it stands to the left of goes before it: a number set late."""
    placed: list[list[Word]] = []
    for run in runs:
        last = placed[-1] if placed else None
        if (
            last
            and len(run) <= 3
            and run[-1].right < last[0].left
            and abs(run[0].base - last[0].base) <= 0.1 * run[0].look.size + 0.5
            and len(joined(run)) <= 14
        ):
            placed[-1] = run + last
        else:
            placed.append(run)
    return _numbers_to_words(placed)


def _numbers_to_words(runs: list[list[Word]]) -> list[list[Word]]:
    """Numbers of paragraphs alone in the file's order, each before the words that stand on its line to its right.

    Browsers draw what floats or is placed by itself before or after all other words of a page.
    """
    lone = [run for run in runs if len(run) <= 2 and _LONE.fullmatch(joined(run)) and not run[0].look.turned]
    if not lone:
        return runs
    moved: dict[int, list[Word]] = {}
    for run in sorted(lone, key=lambda run: -run[-1].right):
        size = run[0].look.size
        level = [
            other
            for other in runs
            if other is not run and abs(other[0].base - run[0].base) <= _ON_LINE * size + 0.5 and id(other) not in moved
        ]
        beside = min((x for x in level if x[0].left > run[-1].right), key=lambda x: x[0].left, default=None)
        if beside is not None and beside[0].left - run[-1].right < _FAR * size:
            beside[:0] = run
            moved[id(run)] = run
    return [run for run in runs if id(run) not in moved]


def _scrambled(found: list[Line]) -> bool:
    """Whether lines keep going up the page within one column: the file's order is no reading order."""
    upright = [line for line in found if not line.turned]
    jumps = 0
    for above, below in pairwise(upright):
        overlap = min(above.right, below.right) - max(above.left, below.left)
        if below.base < above.base - 0.5 * below.size and overlap > 0.5 * min(
            above.right - above.left, below.right - below.left
        ):
            jumps += 1
    return jumps > 3 and jumps > 0.15 * len(upright)


def _gone_back(found: Sequence[Line]) -> bool:
    """Whether lines are set after others that stand above and below them, and all stand in one column.

    Browsers draw what is placed by itself after the rest of a page. A head set last stands between none, and a few
    words set late may be a column of their own.
    """
    upright = [line for line in found if not line.turned]
    highest = lowest = upright[0].base if upright else 0.0
    late: list[Line] = []
    for line in upright:
        late += [line] if highest < line.base < lowest - 0.5 * line.size else []
        highest, lowest = min(highest, line.base), max(lowest, line.base)
    if len(late) < _FEW_LATE:
        return False
    rows = sorted(upright, key=lambda line: line.base)
    beside = sum(below.base - above.base <= 0.35 * above.size for above, below in pairwise(rows))
    places = {id(line): place for place, line in enumerate(rows)}
    return beside <= _FEW_BESIDE and all(_in_column_of(rows, places[id(line)]) for line in late)


def _in_column_of(rows: Sequence[Line], place: int) -> bool:
    """Whether a line stands below and above its neighbours, and not to one side of them."""
    line = rows[place]
    near = rows[max(place - 1, 0) : place + 2]
    return all(min(line.right, other.right) > max(line.left, other.left) for other in near)


def _from_the_top(found: Sequence[Line]) -> list[Line]:
    """Lines from the top down, those of one height from left to right; turned ones stay behind what they follow."""
    order: list[tuple[float, float]] = []
    for line in found:
        order.append(order[-1] if line.turned and order else (round(line.base), line.left))
    return [line for _, _, line in sorted(zip(order, range(len(found)), found, strict=True), key=lambda x: x[:2])]


def _by_position(found: list[Line], page: int) -> list[Line]:
    """From the top down, left to right on one baseline."""
    words = [word for line in found for word in line.words]
    words.sort(key=lambda word: (word.base, word.left))
    rows: list[list[Word]] = []
    for word in words:
        if rows and abs(word.base - rows[-1][0].base) <= 0.35 * max(word.look.size, rows[-1][0].look.size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line_of(sorted(row, key=lambda word: word.left), page) for row in rows]
