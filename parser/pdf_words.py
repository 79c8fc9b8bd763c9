"""Words, ruling lines and fonts of PDF pages, as PDFium sees them.

PDFium is asked once for a page's text and then a few times for each word, not for each
character: words of one text object have one font, so their first and last characters tell all.
"""

import ctypes
import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

HYPHEN = "\ufffe"
"""What PDFium gives for a hyphen at the end of a line, whichever hyphen was printed."""

_WORD = re.compile(r"[^\s\ufffe\x02\0\u200b]+[\ufffe\x02]?|[\ufffe\x02]")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
)
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_THIN = 3.0
"""Points: a filled or stroked box this narrow is a ruling line."""
_LONG = 5_000
"""Segments of one path that are looked at: a drawing of a map is no table."""
_DEEP = 6
"""Nested form objects looked into for ruling lines."""


class Look(NamedTuple):
    """How a text object is set: size in points, weight, slant, and whether it is turned."""

    size: float
    bold: bool
    italic: bool
    turned: bool


class Word(NamedTuple):
    """A run of characters without white space, in points from the top left of the page.

    A tuple, not a dataclass: a code has tens of thousands and tuples are made four times faster.
    `glued` means that nothing separates it from the word before (a raised figure); `hyphen`
    is the hyphen printed at the end of a line, which stands in `text` too.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    look: Look
    glued: bool = False
    hyphen: str = ""

    @property
    def size(self) -> float:
        """Font size in points."""
        return self.look.size


class Rule(NamedTuple):
    """A ruling line, or an edge of a box: horizontal when `top` == `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """A page as read; `picture` says that it has no words and images cover a third of it."""

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]
    fills: list[Rule]
    picture: bool


def read_pages(document: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Every page in order; a page is closed before the next is opened."""
    for index in range(len(document)):
        page = document[index]
        textpage = page.get_textpage()
        yield _Reader(page, textpage, index + 1).read()
        textpage.close()
        page.close()


class _Reader:
    """One page while it is open. Buffers are made once: allocating them is half the cost."""

    def __init__(self, page: Any, textpage: Any, number: int) -> None:
        self.page, self.textpage, self.number = page, textpage, number
        self.raw = textpage.raw
        self.width, self.height = page.get_size()
        self.turn = page.get_rotation()
        self.crop = page.get_cropbox()
        self.looks: dict[int, Look] = {}
        self.fonts: dict[int, tuple[bool, bool]] = {}
        self.box, self.x, self.y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self.matrix = pdfium.FS_MATRIX()
        self.pointers = ctypes.byref(self.box), ctypes.byref(self.x), ctypes.byref(self.y), ctypes.byref(self.matrix)

    def read(self) -> Page:
        text = self.text()
        words = [word for match in _WORD.finditer(text) for word in self.word(match)]
        rules, fills = self.drawings()
        return Page(self.number, self.width, self.height, words, rules, fills, not words and self.pictured())

    def pictured(self) -> bool:
        """Whether images cover a third of the page."""
        area = 0.0
        for index in range(pdfium.FPDFPage_CountObjects(self.page.raw)):
            item = pdfium.FPDFPage_GetObject(self.page.raw, index)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self.bounds(item)
                area += (box.right - box.left) * (box.bottom - box.top)
        return bool(area > self.width * self.height / 3)

    def text(self) -> str:
        """One character for each of PDFium's, so that an offset is a character index."""
        count = pdfium.FPDFText_CountChars(self.raw)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = pdfium.FPDFText_GetText(self.raw, 0, count, buffer)
        text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
        if got == count + 1 and len(text) == count:
            return text
        points = (pdfium.FPDFText_GetUnicode(self.raw, index) for index in range(count))
        return "".join("\ufffd" if 0xD800 <= point < 0xE000 else chr(point) for point in points)

    def word(self, match: re.Match[str]) -> Iterator[Word]:
        first, text = match.start(), match.group()
        hyphen = ""
        last = first + len(text) - 1
        if text[-1] in "\ufffe\x02":
            hyphen = self.printed_hyphen(last)
            text = text[:-1] + hyphen
        start, look = self.look(first)
        if last == first or self.look(last)[0] == start:
            yield self.make(text, (first, last), look, False, hyphen)
            return
        glued = False
        for begin, end, run in self.runs(first, last):
            ends = hyphen if end == last else ""
            yield self.make(text[begin - first : end - first + 1], (begin, end), run, glued, ends)
            glued = True

    def runs(self, first: int, last: int) -> Iterator[tuple[int, int, Look]]:
        """Parts of a word that differ in size or height: a footnote's number after a full stop."""
        begin, (_, look), base = first, self.look(first), self.base(first)
        for index in range(first + 1, last + 1):
            other = self.look(index)[1]
            if abs(other.size - look.size) > 0.08 * look.size or abs(self.base(index) - base) > 0.12 * look.size:
                yield begin, index - 1, look
                begin, look, base = index, other, self.base(index)
        yield begin, last, look

    def base(self, index: int) -> float:
        pdfium.FPDFText_GetCharOrigin(self.raw, index, self.pointers[1], self.pointers[2])
        return self.place(self.x.value, self.y.value)[1]

    def make(self, text: str, ends: tuple[int, int], look: Look, glued: bool, hyphen: str) -> Word:
        box, raw, (first, last) = self.box, self.raw, ends
        pdfium.FPDFText_GetLooseCharBox(raw, first, self.pointers[0])
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if last != first:
            pdfium.FPDFText_GetLooseCharBox(raw, last, self.pointers[0])
            left, right = min(left, box.left), max(right, box.right)
            top, bottom = max(top, box.top), min(bottom, box.bottom)
        base = self.base(first)
        left, top, right, bottom = self.rectangle(left, bottom, right, top)
        return Word(text.translate(_LIGATURES), left, top, right, bottom, base, look, glued, hyphen)

    def look(self, index: int) -> tuple[int, Look]:
        """The text object a character belongs to, and how it is set."""
        item = pdfium.FPDFText_GetTextObject(self.raw, index)
        key = ctypes.addressof(item.contents) if item else 0
        known = self.looks.get(key)
        if known is None:
            known = self.looks[key] = self.measure(index, item)
        return key, known

    def measure(self, index: int, item: Any) -> Look:
        pdfium.FPDFText_GetMatrix(self.raw, index, self.pointers[3])
        matrix = self.matrix
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a)))
        size = round(pdfium.FPDFText_GetFontSize(self.raw, index) * scale, 2)
        bold, italic = self.font(pdfium.FPDFTextObj_GetFont(item)) if item else (False, False)
        return Look(abs(size) or 1.0, bold, italic, abs((angle - self.turn + 180) % 360 - 180) > 3)

    def font(self, font: Any) -> tuple[bool, bool]:
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self.fonts:
            name = ctypes.create_string_buffer(160)
            length = pdfium.FPDFFont_GetBaseFontName(font, name, 160) if font else 0
            text = name.value.decode("latin-1") if length else ""
            heavy = bool(_BOLD.search(text)) or (bool(font) and pdfium.FPDFFont_GetWeight(font) >= 600)
            self.fonts[key] = heavy, bool(_ITALIC.search(text))
        return self.fonts[key]

    def printed_hyphen(self, index: int) -> str:
        """The hyphen PDFium hides: the character that its text object really has there."""
        item = pdfium.FPDFText_GetTextObject(self.raw, index)
        if not item:
            return "-"
        size = pdfium.FPDFTextObj_GetText(item, self.raw, None, 0)
        buffer = (ctypes.c_ushort * max(size, 2))()
        pdfium.FPDFTextObj_GetText(item, self.raw, buffer, size)
        printed = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0 ")
        return printed[-1] if printed and printed[-1] in "-\u00ad\u2010\u2011" else "-"

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space in points from the top left, as the page is shown."""
        left, bottom, right, top = self.crop
        if self.turn == 0:
            return x - left, top - y
        if self.turn == 90:
            return y - bottom, x - left
        if self.turn == 180:
            return right - x, y - bottom
        return top - y, right - x

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Rule:
        one, other = self.place(left, bottom), self.place(right, top)
        return Rule(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))

    def drawings(self) -> tuple[list[Rule], list[Rule]]:
        """Ruling lines (with the edges of drawn boxes) and filled boxes."""
        rules: list[Rule] = []
        fills: list[Rule] = []
        for item in self.paths(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, self.page.raw, 0):
            self.drawing(item, rules, fills)
        return rules, fills

    def paths(self, count: Any, get: Any, parent: Any, depth: int) -> Iterator[Any]:
        for index in range(count(parent)):
            item = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield item
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEP:
                yield from self.paths(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, item, depth + 1)

    def drawing(self, item: Any, rules: list[Rule], fills: list[Rule]) -> None:
        segments = pdfium.FPDFPath_CountSegments(item)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        if segments > 6:
            self.long_path(item, min(segments, _LONG), bool(stroke.value), rules)
            return
        box = self.bounds(item)
        if box.right - box.left <= _THIN or box.bottom - box.top <= _THIN:
            rules.append(_thin(box))
        elif stroke.value and segments >= 4:
            rules.extend(_edges(box))
        elif fill.value:
            fills.append(box)

    def bounds(self, item: Any) -> Rule:
        """The box around a page object."""
        edges = [ctypes.c_float() for _ in range(4)]
        pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(edge) for edge in edges))
        return self.rectangle(*(edge.value for edge in edges))

    def long_path(self, item: Any, segments: int, stroke: bool, rules: list[Rule]) -> None:
        """A path of several shapes: level and upright strokes, or narrow filled boxes."""
        for shape in self.shapes(item, segments):
            box = _around(shape)
            if min(box.right - box.left, box.bottom - box.top) <= _THIN:
                rules.append(_thin(box))
            elif stroke:
                pairs = pairwise(shape)
                rules.extend(_thin(line) for pair in pairs if _straight(line := _around(pair)))

    def shapes(self, item: Any, segments: int) -> list[list[tuple[float, float]]]:
        """The points of each part of a path, as shown on the page."""
        pdfium.FPDFPageObj_GetMatrix(item, self.pointers[3])
        m = self.matrix
        a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
        x, y = ctypes.c_float(), ctypes.c_float()
        found: list[list[tuple[float, float]]] = []
        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = self.place(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if not found or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                found.append([])
            found[-1].append(point)
        return found


def _around(points: Iterable[tuple[float, float]]) -> Rule:
    """The smallest box around some points."""
    xs, ys = zip(*points, strict=True)
    return Rule(min(xs), min(ys), max(xs), max(ys))


def _straight(box: Rule) -> bool:
    """Whether a stroke is level or upright."""
    wide, tall = box.right - box.left, box.bottom - box.top
    return min(wide, tall) < 0.7 < max(wide, tall)


def _thin(box: Rule) -> Rule:
    """A narrow box as the line along its middle."""
    if box.right - box.left >= box.bottom - box.top:
        middle = (box.top + box.bottom) / 2
        return Rule(box.left, middle, box.right, middle)
    middle = (box.left + box.right) / 2
    return Rule(middle, box.top, middle, box.bottom)


def _edges(box: Rule) -> tuple[Rule, Rule, Rule, Rule]:
    left, top, right, bottom = box
    return (
        Rule(left, top, right, top),
        Rule(left, bottom, right, bottom),
        Rule(left, top, left, bottom),
        Rule(right, top, right, bottom),
    )
