"""The pages of a PDF as a person sees them: words of the file, of its forms and notes; what is hidden, what is struck.

Each page is opened once, read, drawn (`parser.readers.pdf.shown`) and closed before the next.
"""

import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from parser.readers.pdf.drawings import Dot, Frame, Rule
from parser.readers.pdf.shown import NOT_SHOWN, UNREAD, draw, sharing, struck, unread_ink, unseen
from parser.readers.pdf.tags import Tags
from parser.readers.pdf.words import Page, Reader, Word

_PAINTED = frozenset([pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP])
_INVISIBLE = (3, 7)
"""Modes of setting text that leave no print: neither filled nor stroked."""
_WHITE = 250
_MOST_DOTS = 300
"""Small shapes on a page above which they are a drawing's."""
_BULLET_SIZE = (0.12, 0.85)
"""Times the size of the print: how tall a drawn bullet is at least and at most."""
_BEFORE, _BEHIND = 2.5, 1.5
"""Times the size of the print: white from a bullet to its words at most, and from other words at least."""
_BULLETS = frozenset("•‣▪◦●○■□➢✓·*o–—-\uf0b7\uf0a7")


def read_pages(document: pypdfium2.PdfDocument, tags: Tags) -> Iterator[Page]:
    """Every page in order, with what annotations paint on it among its words."""
    for index in range(len(document)):
        page = document[index]
        lines, painted, places = _annotations(page)
        before = _words(page, index + 1, tags)[0].words if painted else None
        if painted:
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        read, reader = _words(page, index + 1, tags)
        if before is not None:
            read = _with_painted(read, before)
        yield _judged(read, reader, page, (lines, places))
        page.close()


def _words(page: Any, number: int, tags: Tags) -> tuple[Page, Reader]:
    """A page's words and drawings, and the reader that still knows its text objects."""
    textpage = page.get_textpage()
    reader = Reader(page, textpage, number, tags)
    read = reader.read()
    textpage.close()
    dots = reader.drawings.dots
    return (_with_bullets(read, dots, tags) if 0 < len(dots) <= _MOST_DOTS else read), reader


def _with_bullets(read: Page, dots: Sequence[Dot], tags: Tags) -> Page:
    """The page with a bullet before each word that a small drawn shape stands before, as browsers draw them.

    A shape behind words or between other shapes is a sign, a leader or a mark of a chart.
    """
    firsts = {id(word): made for dot in dots if (found := _opened(dot, dots, read.words)) for word, made in [found]}
    words: list[Word] = []
    for word in read.words:
        if dot := firsts.get(id(word)):
            tag = tags.at(read.number, dot.mark) if tags and dot.mark >= 0 else word.tag
            words.append(Word("•", *dot.box, word.base, word.look, tag=tag))
        words.append(word)
    return read._replace(words=words) if firsts else read


def _opened(dot: Dot, dots: Sequence[Dot], words: Sequence[Word]) -> tuple[Word, Dot] | None:
    """The word that a shape stands before as a bullet does, with the shape; None where it does not."""
    box, middle = dot.box, (dot.box.top + dot.box.bottom) / 2
    level = [word for word in words if 0 < word.base - middle < 0.85 * word.size and not word.look.turned]
    first = min((word for word in level if word.left > box.right - 0.5), key=lambda word: word.left, default=None)
    if first is None or not _BULLET_SIZE[0] * first.size <= box.bottom - box.top <= _BULLET_SIZE[1] * first.size:
        return None
    others = (each.box for each in dots if each.box.left > box.right or each.box.right < box.left)
    beside = [other for other in others if other.top < middle < other.bottom]
    behind = any(word.left < box.left and box.left - word.right < _BEHIND * first.size for word in level)
    chained = any(abs(other.left - box.left) < 2 * _BEHIND * first.size for other in beside)
    near = first.left - box.right <= _BEFORE * first.size
    return None if behind or chained or not near or first.text in _BULLETS else (first, dot)


def _annotations(page: Any) -> tuple[list[Rule], bool, list[Rule]]:
    """The lines that annotations strike through words, whether any paints words, and where they stand."""
    lines: list[Rule] = []
    places: list[Rule] = []
    painted = False
    frame = Frame(page.get_bbox(), page.get_rotation())
    for place in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        note = pdfium.FPDFPage_GetAnnot(page.raw, place)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        hidden = pdfium.FPDFAnnot_GetFlags(note) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
        box = pdfium.FS_RECTF()
        if pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box)):
            places.append(frame.rectangle(box.left, box.bottom, box.right, box.top))
        painted = painted or (kind in _PAINTED and not hidden)
        if kind == pdfium.FPDF_ANNOT_STRIKEOUT and not hidden:
            lines += _quads(note, frame)
        pdfium.FPDFPage_CloseAnnot(note)
    return lines, painted, places


def _quads(note: Any, frame: Frame) -> list[Rule]:
    """A line through the middle of each quadrilateral of an annotation."""
    found = []
    for place in range(pdfium.FPDFAnnot_CountAttachmentPoints(note)):
        quad = pdfium.FS_QUADPOINTSF()
        if pdfium.FPDFAnnot_GetAttachmentPoints(note, place, ctypes.byref(quad)):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            box = frame.rectangle(min(xs), min(ys), max(xs), max(ys))
            middle = box.top + 0.55 * (box.bottom - box.top)
            found.append(Rule(box.left, middle, box.right, middle))
    return found


def _with_painted(read: Page, before: Sequence[Word]) -> Page:
    """Words that annotations paint, each after the words that stand before it on its line."""
    known = {(word.text, round(word.left), round(word.base)) for word in before}
    own = [word for word in read.words if (word.text, round(word.left), round(word.base)) in known]
    painted = [word for word in read.words if (word.text, round(word.left), round(word.base)) not in known]
    for word in painted:
        level = [p for p, w in enumerate(own) if abs(w.base - word.base) < 0.4 * w.size and w.left < word.left]
        above = [p for p, w in enumerate(own) if w.base < word.base - 0.4 * w.size]
        own.insert(max(level or above or [-1]) + 1, _on_line(word, own[max(level)]) if level else word)
    return read._replace(words=own, painted=len(painted))


def _on_line(word: Word, beside: Word) -> Word:
    """A word of a form field on the baseline of the words before it."""
    return word._replace(base=beside.base)


def _judged(read: Page, reader: Reader, page: Any, noted: tuple[Sequence[Rule], Sequence[Rule]]) -> Page:
    """The page with its hidden words marked by rule, its struck words marked, and how much print nothing read."""
    if not read.words:
        return read
    picture = draw(page.raw, read.width, read.height)
    shared = sharing(read.words)
    order = _painting(page, reader) if shared else {}
    covers = _covers(reader, page, shared, order) if shared else {}
    hidden = unseen(picture, read, covers)
    hidden.update(dict.fromkeys(_unprinted(shared, hidden, reader, order), NOT_SHOWN))
    through = struck(read.words, [*read.rules, *noted[0]])
    images = reader.drawings.images()
    ink = unread_ink(picture, read, [*images, *noted[1]])
    if hidden or through:
        read = read._replace(
            words=[
                word._replace(rule=hidden.get(id(word), ""), struck=id(word) in through)
                if id(word) in hidden or id(word) in through
                else word
                for word in read.words
            ]
        )
    layered = _layered(read.words, images, reader) if images else 0
    return read._replace(unread=ink if ink > UNREAD else 0, layered=layered)


def _unprinted(
    shared: Mapping[int, set[int]], hidden: Mapping[int, str], reader: Reader, order: Mapping[int, int]
) -> list[int]:
    """The ids of words that leave no print themselves, where others that share their place make what is seen.

    Where none of them does, a picture makes it, and the word set last says what it shows.
    """
    blank = {
        at: order.get(reader.items.get(at) or 0, 0)
        for at in shared
        if at not in hidden and _blank(reader.items.get(at))
    }
    return [
        at
        for at, when in blank.items()
        if any(other not in hidden and blank.get(other, when + 1) > when for other in shared[at])
    ]


def _layered(words: Sequence[Word], images: Sequence[Rule], reader: Reader) -> int:
    """How many words are set without print over pictures, as a scan's text is; a bar code's figures aside."""
    found = 0
    modes: dict[int, bool] = {}
    for word in words:
        x, y = (word.left + word.right) / 2, word.base - 0.25 * word.size
        if (
            word.rule
            or word.text.upper() == word.text
            or not any(box.left <= x <= box.right and box.top <= y <= box.bottom for box in images)
        ):
            continue
        item = reader.items.get(id(word)) or 0
        if item not in modes:
            handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
            modes[item] = bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(handle) in _INVISIBLE
        found += modes[item]
    return found


def _painting(page: Any, reader: Reader) -> dict[int, int]:
    """When each text object is painted, by its address."""
    found = {}
    for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, place)
        address = ctypes.cast(item, ctypes.c_void_p).value
        if address:
            found[address] = place
    return found


def _covers(reader: Reader, page: Any, shared: Iterable[int], order: Mapping[int, int]) -> dict[int, list[Rule]]:
    """The boxes and images painted after each of some words, by the word's id."""
    boxes: list[tuple[int, Rule]] = []
    for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
        item = pdfium.FPDFPage_GetObject(page.raw, place)
        if reader.drawings.covering(item):
            boxes.append((place, reader.drawings.bounds(item)))
    found = {}
    for at in shared:
        when = order.get(reader.items.get(at) or 0)
        if when is not None:
            found[at] = [box for place, box in boxes if place > when]
    return found


def _blank(item: int | None) -> bool:
    """Whether a text object leaves no print on white: invisible, transparent or white itself."""
    if not item:
        return False
    handle = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
    if pdfium.FPDFTextObj_GetTextRenderMode(handle) in _INVISIBLE:
        return True
    shades = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *(ctypes.byref(shade) for shade in shades)):
        return False
    red, green, blue, alpha = (shade.value for shade in shades)
    return alpha == 0 or min(red, green, blue) >= _WHITE
