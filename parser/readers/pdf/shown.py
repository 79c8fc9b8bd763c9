"""What a person sees of a page: it is drawn, and words without ink are told from words with ink, ink from words.

Rules for words that no eye sees (invisible mode, white on white, a layer that is off, cut away by a
path, covered by a box) would name the ways somebody thought of; a picture of the page knows them all.
PDFium draws it (0.003 s a page at 72 dots an inch) by other code than the one that gives its text.
"""

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import Any

import pypdfium2.raw as pdfium

from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.words import Page, Word

NOT_SHOWN = "not shown on the page"
OUTSIDE = "outside the page"
COVERED = "covered"

_CONTRAST = 10
"""Steps of 256 between the darkest and the lightest dot below which nothing is seen."""
_LARGEST = 3000
"""Dots along an edge of the picture."""
UNREAD = 120
"""Dots of ink of the size of letters, outside every word, box and image, that ask for a person."""
_BLANK = 255
_LIGHT = bytes(range(140, 256))


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey, `scale` dots to a point."""

    width: int
    height: int
    stride: int
    scale: float
    dots: bytes

    def contrast(self, left: float, top: float, right: float, bottom: float) -> int:
        """Between the darkest and the lightest dot of a box in points."""
        a, b = max(0, int(left * self.scale)), min(self.width, int(right * self.scale) + 1)
        first, last = max(0, int(top * self.scale)), min(self.height, int(bottom * self.scale) + 1)
        if a >= b or first >= last:
            return 0
        dots, stride, middle = self.dots, self.stride, (first + last) // 2
        part = dots[middle * stride + a : middle * stride + b]
        low, high = min(part), max(part)
        for row in () if high - low >= _CONTRAST else chain(range(middle + 1, last), range(first, middle)):
            part = dots[row * stride + a : row * stride + b]
            low, high = min(low, *part), max(high, *part)
            if high - low >= _CONTRAST:
                break
        return high - low


def draw(page: Any, width: float, height: float) -> Picture:
    """A picture of an open page; `width` and `height` are its size in points as shown."""
    scale = min(1.0, _LARGEST / max(width, height, 1.0))
    wide, tall = max(1, int(width * scale)), max(1, int(height * scale))
    stride = -(-wide // 4) * 4  # PDFium wants rows of whole words; the dots that fill them up are blank
    dots = bytearray([_BLANK]) * (stride * tall)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        wide, tall, pdfium.FPDFBitmap_Gray, (ctypes.c_char * len(dots)).from_buffer(dots), stride
    )
    try:
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, tall, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Picture(wide, tall, stride, scale, bytes(dots))


def unseen(picture: Picture, page: Page, covers: Mapping[int, Sequence[Rule]]) -> dict[int, str]:
    """The rule for each word that no one sees, by its id.

    `covers` gives, by a word's id, the boxes painted over its place after it, for words that share it.
    """
    found: dict[int, str] = {}
    for word in page.words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        if not (0 <= x <= page.width and -1 <= y <= page.height + 1):
            found[id(word)] = OUTSIDE
        elif id(word) in covers and any(_holds(box, word) for box in covers[id(word)]):
            found[id(word)] = COVERED
        elif not _inked(picture, word):
            found[id(word)] = NOT_SHOWN
    return found


def _inked(picture: Picture, word: Word) -> bool:
    """Whether there is print where a word is said to stand."""
    if word.look.turned:
        return picture.contrast(word.left, word.top, word.right, word.bottom) >= _CONTRAST
    middle = word.base - 0.25 * word.look.size
    reach = max(0.3 * word.look.size, 1.0)
    if picture.contrast(word.left, middle - reach, word.right, middle + reach) >= _CONTRAST:
        return True
    return picture.contrast(word.left - 1, word.top, word.right + 1, word.bottom) >= _CONTRAST and _low(word.text)


def _low(text: str) -> bool:
    """Whether a word's print is near its baseline or high: dots, dashes, quotation marks."""
    return not any(letter.isalnum() for letter in text)


def _holds(box: Rule, word: Word) -> bool:
    """Whether a box covers a word's middle."""
    y = word.base - 0.25 * word.look.size
    return box.left - 1 <= word.left and word.right <= box.right + 1 and box.top <= y <= box.bottom


def sharing(words: Sequence[Word]) -> dict[int, set[int]]:
    """By the id of each word that stands where others stand: the ids of those."""
    heights: Mapping[int, list[Word]] = defaultdict(list)
    for word in words:
        heights[round(word.base / 4)].append(word)
    found: dict[int, set[int]] = defaultdict(set)
    for place, level in heights.items():
        near = sorted([*level, *heights.get(place + 1, ())], key=attrgetter("left"))
        for one, other in _neighbours(near):
            shared = min(one.right, other.right) - max(one.left, other.left)
            if shared > 0.6 * min(one.right - one.left, other.right - other.left) and shared > 2:
                found[id(one)].add(id(other))
                found[id(other)].add(id(one))
    return found


def _neighbours(words: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    """Pairs of words from left to right that may overlap."""
    for place, word in enumerate(words):
        for other in words[place + 1 : place + 4]:
            if other.left >= word.right:
                break
            yield word, other


def unread_ink(picture: Picture, page: Page, images: Sequence[Rule]) -> int:
    """Dots of ink outside all words, lines, boxes and images: print that is no text in the file."""
    dots = bytearray(picture.dots)
    for left, top, right, bottom in _runs(page.words):
        _wipe(dots, picture, (left - 2, top - 2, right + 2, bottom + 2))
    for rule in (*page.rules, *page.fills, *images):
        _wipe(dots, picture, (rule.left - 2, rule.top - 2, rule.right + 2, rule.bottom + 2))
    return len(dots.translate(None, _LIGHT))


def _runs(words: Sequence[Word]) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of words that follow each other on a line."""
    left = top = right = bottom = 0.0
    last: Word | None = None
    for word in words:
        if last is not None and word.base == last.base and 0 <= word.left - last.right < word.look.size:
            right, top, bottom = word.right, min(top, word.top), max(bottom, word.bottom)
        else:
            if last is not None:
                yield left, top, right, bottom
            left, top, right, bottom = word.left, word.top, word.right, word.bottom
        last = word
    if last is not None:
        yield left, top, right, bottom


def _wipe(dots: bytearray, picture: Picture, box: tuple[float, float, float, float]) -> None:
    """Make a box blank."""
    scale = picture.scale
    a, b = max(0, int(box[0] * scale)), min(picture.width, int(box[2] * scale) + 1)
    if a >= b:
        return
    blank = bytes([_BLANK]) * (b - a)
    for row in range(max(0, int(box[1] * scale)), min(picture.height, int(box[3] * scale) + 1)):
        at = row * picture.stride
        dots[at + a : at + b] = blank


def struck(words: Sequence[Word], rules: Sequence[Rule]) -> set[int]:
    """The ids of words that a level line runs through: at half the height of small letters, along most of the word."""
    heights: Mapping[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        if rule.top == rule.bottom and rule.right - rule.left > 2:
            heights[round(rule.top)].append(rule)
    if not heights:
        return set()
    near: dict[tuple[float, float], list[Rule]] = {}  # words of a line stand on one baseline
    found = set()
    for word in words:
        line = word.base, word.look.size
        across = near[line] if line in near else near.setdefault(line, _across(*line, heights))
        if across and not word.look.turned and _through(word, across):
            found.add(id(word))
    return found


def _across(base: float, size: float, heights: Mapping[int, Sequence[Rule]]) -> list[Rule]:
    """The lines at the height of a stroke through words on a baseline."""
    low, high = base - 0.5 * size, base - 0.12 * size
    levels = range(round(low), round(high) + 1)
    return [rule for height in levels for rule in heights.get(height, ()) if low <= rule.top <= high]


def _through(word: Word, across: Sequence[Rule]) -> bool:
    """Whether lines cover most of a word."""
    covered = sum(max(0.0, min(rule.right, word.right) - max(rule.left, word.left)) for rule in across)
    return covered >= 0.6 * (word.right - word.left) > 0
