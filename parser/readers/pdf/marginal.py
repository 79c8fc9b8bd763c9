"""What is told word by word before any line is made: print beside or behind the text, and drop capitals.

Line numbers stand on the baselines of their lines, watermarks behind the text. A letter as tall as several
lines takes the size and the baseline of the word that it opens, and the lines beside it begin where it begins.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from parser.readers.pdf.words import Page, Word, usual_size

LINE_NUMBER = "line number"
WATERMARK = "watermark"

_FEWEST = 4
"""Line numbers on a page below which they are figures like any other."""
_SHIFT = 5.0
"""Points that a line's number may stand above or below its line."""
_TALL = 1.8
"""Times the size of the text that a drop capital has at least."""
_FEWEST_BESIDE = 2
"""Lines beside a drop capital."""
_ALONE = "AIO"
"""Letters that are words of their own."""
_NEAR = 2.0
_WORD = re.compile(r"[^\W\d_]+")


def marginal(pages: Sequence[Page], body: float) -> dict[int, str]:
    """The rule for each word that is beside or behind the text, by its id; `body` is the size of the text in points."""
    found = {id(word): word.rule for page in pages for word in page.words if word.rule}
    found |= _watermarks(pages, body)
    counted: list[list[Word]] = []
    for page in pages:
        words = [word for word in page.words if id(word) not in found and not word.look.turned]
        counted.append(_line_numbers(words))
    if 2 * sum(map(bool, counted)) >= len(pages):
        counted = [
            lines or _in_column(page, [word for other in counted for word in other])
            for page, lines in zip(pages, counted, strict=True)
        ]
    for page, lines in zip(pages, counted, strict=True):
        found.update({id(word): LINE_NUMBER for word in (*lines, *_begun_anew(page, lines))})
    return found


def _begun_anew(page: Page, lines: Sequence[Word]) -> list[Word]:
    """Figures in the column of a page's line numbers that count from one again, beside the notes at its foot."""
    if not lines:
        return []
    left, right = min(word.left for word in lines), max(word.right for word in lines)
    known = {id(word) for word in lines}
    inside = [
        word for word in page.words if left - 2 <= word.left and word.right <= right + 2 and id(word) not in known
    ]
    below = sorted((word for word in inside if word.base > lines[-1].base), key=lambda word: word.base)
    anew = [word.text for word in below] == [str(number) for number in range(1, len(below) + 1)]
    return below if anew and len(below) == len(inside) else []


def _in_column(page: Page, known: Sequence[Word]) -> list[Word]:
    """Figures of a page with few lines, where the line numbers of the other pages stand."""
    left, right = min(word.left for word in known), max(word.right for word in known)
    inside = [word for word in page.words if word.left >= left - 2 and word.right <= right + 2]
    figures = sorted((word for word in inside if word.text.isdecimal()), key=lambda word: word.base)
    return _rising(figures) if len(figures) == len(inside) else []


def size_of_words(pages: Sequence[Page]) -> float:
    """The font size of most letters."""
    return usual_size((word.look.size, len(word.text)) for page in pages for word in page.words)


def _watermarks(pages: Sequence[Page], body: float) -> dict[int, str]:
    """Slanted words that are large or recur, and large words that recur in one place behind the text."""
    places: Mapping[tuple[str, bool, int, int], set[int]] = defaultdict(set)
    said: Mapping[str, set[int]] = defaultdict(set)
    for page in pages:
        for word in page.words:
            if word.look.turned or word.look.size >= 1.8 * body:
                places[word.text, word.look.turned, round(word.left / 9), round(word.base / 9)].add(page.number)
            if word.look.turned:
                said[word.text].add(page.number)
    many = max(2, 0.5 * len(pages))
    found: dict[int, str] = {}
    for page in pages:
        for word in page.words:
            size, turned = word.look.size, word.look.turned
            if not turned and size < 1.8 * body:
                continue
            place = word.text, turned, round(word.left / 9), round(word.base / 9)
            slanted = turned and (size >= 1.8 * body or len(said[word.text]) >= min(many, 3))
            recurring = size >= 1.8 * body and len(places[place]) >= max(3, many) and _behind(word, page)
            if slanted or recurring:
                found[id(word)] = WATERMARK
    return found


def _behind(word: Word, page: Page) -> bool:
    """Whether other words stand on a word."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    wide, tall = (word.right - word.left) / 2, word.look.size / 2
    return any(
        other is not word and other.look.size < 0.7 * word.look.size and abs(other.base - y) < tall
        and abs((other.left + other.right) / 2 - x) < wide
        for other in page.words
    )  # fmt: skip


def _line_numbers(words: Sequence[Word]) -> list[Word]:
    """A column of figures beside the text that count its lines, by ones or fives."""
    figures = [word for word in words if word.text.isdecimal() and len(word.text) <= 4]
    if len(figures) < _FEWEST:
        return []
    texts = [word for word in words if not word.text.isdecimal()]
    best: list[Word] = []
    for side in ("right", "left"):
        columns: Mapping[int, list[Word]] = defaultdict(list)
        for word in figures:
            columns[round(getattr(word, side) / 2)].append(word)
        for key in sorted(columns, key=lambda key: -len(columns[key])):
            column = [word for near in (key - 1, key, key + 1) for word in columns.get(near, ())]
            counted = _counting(sorted(column, key=lambda word: word.base), texts, words)
            best = max(best, counted, key=len)
    return best


def _counting(column: Sequence[Word], texts: Sequence[Word], words: Sequence[Word]) -> list[Word]:
    """The figures of a column that rise with the lines; nothing where they number paragraphs."""
    rising = _rising(column)
    if len(rising) < _FEWEST or not texts:
        return []
    left, right = min(word.left for word in rising), max(word.right for word in rising)
    lefts = sorted(word.left for word in texts)
    beside = (
        right < lefts[len(lefts) // 100] + 1 or left > sorted(word.right for word in texts)[-1 - len(texts) // 100] - 1
    )
    step = Counter(int(b.text) - int(a.text) for a, b in pairwise(rising)).most_common(1)[0][0]
    if not beside or step not in (1, 2, 5, 10):
        return []
    return list(rising) if _one_a_line(rising, step, texts) and _not_numbers_of_text(rising, texts, step) else []


def _rising(column: Sequence[Word]) -> list[Word]:
    """The figures of a column in order, where each is a little more than the one above."""
    kept: list[Word] = []
    for word in column:
        if not kept or 0 < int(word.text) - int(kept[-1].text) <= 10:
            kept.append(word)
    return kept if len(kept) >= 0.8 * len(column) else []


def _heights(texts: Sequence[Word]) -> list[float]:
    """Baselines of the text, from the top down."""
    found: list[float] = []
    for base in sorted(word.base for word in texts):
        if not found or base - found[-1] > 4:
            found.append(base)
    return found


def _one_a_line(rising: Sequence[Word], step: int, texts: Sequence[Word]) -> bool:
    """Whether there are as many lines of text between two figures as they count."""
    heights = _heights(texts)
    fits = 0
    for a, b in pairwise(rising):
        between = sum(a.base + _SHIFT < height <= b.base + _SHIFT for height in heights)
        fits += between == int(b.text) - int(a.text) or (step > 1 and abs(between - int(b.text) + int(a.text)) <= 1)
    return fits >= 0.8 * (len(rising) - 1)


def _not_numbers_of_text(rising: Sequence[Word], texts: Sequence[Word], step: int) -> bool:
    """Whether lines that are counted run on from the line before, or are not numbered one by one."""
    if step > 1 or rising[0].left > max(word.left for word in texts):
        return True
    firsts = [
        min((w for w in texts if abs(w.base - n.base) < _SHIFT), key=lambda w: w.left, default=None) for n in rising
    ]
    lower = sum(first is not None and first.text[:1].islower() for first in firsts)
    return lower >= max(2, 0.15 * len(rising))


def with_capitals(pages: Sequence[Page], body: float) -> list[Page]:
    """Pages with each drop capital in the word or before the words that it opens."""
    tall = _TALL * body
    large = [[w for w in page.words if w.look.size >= tall and len(w.text) == 1 and w.text.isupper()] for page in pages]
    if not any(large):
        return list(pages)
    known = {each.lower() for page in pages for word in page.words for each in _WORD.findall(word.text)}
    return [_settled(page, found, known) if found else page for page, found in zip(pages, large, strict=True)]


def _settled(page: Page, capitals: Sequence[Word], known: set[str]) -> Page:
    """A page with its drop capitals put in."""
    words = list(page.words)
    for capital in capitals:
        firsts = _beside(capital, words)
        if len(firsts) < _FEWEST_BESIDE or capital.look.turned:
            continue
        first = firsts[0]
        apart = capital.text in _ALONE and f"{capital.text}{first.text}".lower() not in known
        letter = capital._replace(base=first.base, look=first.look, tag=first.tag)
        for word in firsts:
            place = _place(word, words)
            words[place : place + 1] = (
                [letter, word._replace(glued=not apart)] if word is first else [word._replace(left=capital.left)]
            )
        del words[_place(capital, words)]
    return page._replace(words=words)


def _place(word: Word, words: Sequence[Word]) -> int:
    return next(place for place, each in enumerate(words) if each is word)


def _beside(capital: Word, words: Sequence[Word]) -> list[Word]:
    """The first words of the lines that stand close to the right of a letter, and of those below it set in alike."""
    top, foot = capital.base - 0.75 * capital.look.size, capital.base
    right = [w for w in words if w is not capital and w.left > capital.right - 1 and top < w.base and not w.look.turned]
    found: list[Word] = []
    for word in sorted(right, key=lambda word: (round(word.base), word.left)):
        size = word.look.size
        if found and abs(word.base - found[-1].base) < 0.5 * size:
            continue
        near = word.left - capital.right < 1.5 * size and (not found or abs(word.left - found[0].left) <= _NEAR)
        reach = foot + (0.4 if not found else 2.2) * size
        if not near or word.base > reach or size > 0.7 * capital.look.size:
            break
        if word.base > foot + 0.4 * size and any(w.left < word.left and abs(w.base - word.base) < 1 for w in words):
            break
        found.append(word)
    return found
