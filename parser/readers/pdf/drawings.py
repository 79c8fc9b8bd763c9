"""Ruling lines and filled boxes of a PDF page, from its path objects."""

import ctypes
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

_THIN = 3.0
"""Points: a filled or stroked box this narrow is a ruling line."""
_THICK = 9.0
"""Points: the same for one stroke, whose box is wider than its print."""
_LONG = 5_000
"""Segments of one path that are looked at: a drawing of a map is no table."""
_TALLEST = 40.0
"""Points: a drawing taller than this is no word set as a shape."""
_OPAQUE = 255
_DEEP = 6
"""Nested form objects looked into for ruling lines."""
_SMALLEST, _LARGEST = 1.2, 12.0
"""Points: the sides of a shape that may be a bullet."""
_ROUND = 1.45
"""Times its other side that the longer side of a bullet has at the most."""


class Rule(NamedTuple):
    """A ruling line, or an edge of a box: horizontal when `top` == `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


class Dot(NamedTuple):
    """A small shape, as wide as tall, that may be the bullet of an item; `mark` is its marked-content id or -1."""

    box: Rule
    mark: int


class Frame(NamedTuple):
    """How a page is shown: its visible box in its own space, and its turn in degrees."""

    crop: tuple[float, float, float, float]
    turn: int

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
        """A box of the page's own space, as the page is shown."""
        one, other = self.place(left, bottom), self.place(right, top)
        return Rule(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))


class Drawings:
    """The rules and fills of one open page; `page` is PDFium's handle."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self.page, self.frame = page, frame
        self.dots: list[Dot] = []
        self.edges = [ctypes.c_float() for _ in range(4)]
        self.pointers = [ctypes.byref(edge) for edge in self.edges]

    def pictured(self) -> float:
        """The area that images cover, in square points."""
        area = 0.0
        for index in range(pdfium.FPDFPage_CountObjects(self.page)):
            item = pdfium.FPDFPage_GetObject(self.page, index)
            if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self.bounds(item)
                area += (box.right - box.left) * (box.bottom - box.top)
        return area

    def images(self) -> list[Rule]:
        """The boxes of images, and of drawings too tall to be letters."""
        found = []
        for index in range(pdfium.FPDFPage_CountObjects(self.page)):
            item = pdfium.FPDFPage_GetObject(self.page, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                box = self.bounds(item)
                if box.bottom - box.top > _TALLEST:
                    found.append(box)
            elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING):
                found.append(self.bounds(item))
        return found

    def covering(self, item: Any) -> bool:
        """Whether a page object hides what was painted before: an image, or a shape filled without transparency."""
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            return bool(kind == pdfium.FPDF_PAGEOBJ_IMAGE)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        shades = [ctypes.c_uint() for _ in range(4)]
        pdfium.FPDFPageObj_GetFillColor(item, *(ctypes.byref(shade) for shade in shades))
        return bool(fill.value) and shades[3].value == _OPAQUE

    def read(self) -> tuple[list[Rule], list[Rule]]:
        """Ruling lines (with the edges of drawn boxes) and filled boxes; `dots` has the small shapes."""
        rules: list[Rule] = []
        fills: list[Rule] = []
        for item in self.paths(pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, self.page, 0):
            self.drawing(item, rules, fills)
        return rules, fills

    def paths(self, count: Any, get: Any, parent: Any, depth: int) -> Iterator[Any]:
        """Every path object, those inside form objects included."""
        for index in range(count(parent)):
            item = get(parent, index)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                yield item
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEP:
                yield from self.paths(pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, item, depth + 1)

    def drawing(self, item: Any, rules: list[Rule], fills: list[Rule]) -> None:
        """Add what one path draws: a line, the edges of a box, a filled box."""
        segments = pdfium.FPDFPath_CountSegments(item)
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
        box = self.bounds(item)
        small = (fill.value or stroke.value) and _is_small(box)
        if small:
            self.dots.append(Dot(box, pdfium.FPDFPageObj_GetMarkedContentID(item)))
        if segments > 6:
            if not small:
                self.long_path(item, min(segments, _LONG), bool(stroke.value), rules)
            return
        thin = min(box.right - box.left, box.bottom - box.top)
        if thin <= _THIN or (stroke.value and segments == 2 and thin <= _THICK):
            rules.append(_thin(box))
        elif stroke.value and segments >= 4:
            rules.extend(_edges(box))
        elif fill.value:
            fills.append(box)

    def bounds(self, item: Any) -> Rule:
        """The box around a page object."""
        pdfium.FPDFPageObj_GetBounds(item, *self.pointers)
        return self.frame.rectangle(*(edge.value for edge in self.edges))

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
        m = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m))
        a, b, c, d, e, f = m.a, m.b, m.c, m.d, m.e, m.f
        x, y = ctypes.c_float(), ctypes.c_float()
        found: list[list[tuple[float, float]]] = []
        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            point = self.frame.place(a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if not found or pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                found.append([])
            found[-1].append(point)
        return found


def _is_small(box: Rule) -> bool:
    """Whether a shape has the size and the sides of a bullet."""
    wide, tall = box.right - box.left, box.bottom - box.top
    return min(wide, tall) >= _SMALLEST and max(wide, tall) <= min(_LARGEST, _ROUND * min(wide, tall))


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
