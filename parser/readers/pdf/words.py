"""Words and fonts of PDF pages, as PDFium sees them.

PDFium is asked once for a page's text and then four times for each word, not for each
character: words of one text object have one font and one baseline, so a word whose first and
last characters belong to the same object needs no more. The functions asked most are called
through prototypes of plain integers, which costs less than half of pypdfium2's own.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from parser.readers.pdf.drawings import Drawings, Frame, Rule
from parser.readers.pdf.tags import NO_TAG, Tag, Tags

_WORD = re.compile(r"[^\s\ufffe\x02\0\u200b]+[\ufffe\x02]?|[\ufffe\x02]")
"""A run without white space. U+FFFE or U+0002 is PDFium's sign for a hyphen at the end of a line."""
_CLOSE = re.compile(r"(?<=[A-Z’”'\"])(?=[ATVWYJ])")
"""Where fonts set a space so close that PDFium may see none: between two capitals that both draw near to it."""
_SPACE = 0.1
"""Of the font size: the least room that is a space there; the letters of a word leave less than half of it."""
_DIRECTIONS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Marks of direction and joiners: they print nothing, and on a page every glyph has its place without them."""
_NOTED = re.compile(
    rf"(?P<before>.*[^\W\d_][.,;:)\]”’'\"{_DIRECTIONS}]*)(?P<after>\d{{1,3}})|(?P<ahead>\d{{1,3}})[A-Z“‘(].*"
)
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
    | dict.fromkeys(_DIRECTIONS, "")
)
_SPREAD = re.compile(r"(?<!\S)\S(?: \S){4,}(?!\S)")
"""Letters set so far apart that PDFium sees a space behind each."""
_APART, _MORE, _BETWEEN = (0.04, 0.7), 1.7, 0.12
"""Times the size: white between such letters; how much more there is between their words, in times and sizes."""
_WHITE, _TIGHT = 0.15, 0.06
"""Times the size of the print: white between words at least, and between the letters of a word at most."""
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_REGULAR = re.compile(r"roman|regular|normal|light|book(?!man)", re.IGNORECASE)
"""Names that say that a font is not bold, whatever weight PDFium infers from the width of its stems."""
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)

_Pointer, _Int = ctypes.c_void_p, ctypes.c_int


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium's that takes and gives plain integers for pointers."""
    address = ctypes.cast(function, _Pointer).value
    assert address
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_text_object = _plain(pdfium.FPDFText_GetTextObject, _Pointer, _Pointer, _Int)
_loose_box = _plain(pdfium.FPDFText_GetLooseCharBox, _Int, _Pointer, _Int, _Pointer)
_origin = _plain(pdfium.FPDFText_GetCharOrigin, _Int, _Pointer, _Int, _Pointer, _Pointer)
_matrix = _plain(pdfium.FPDFText_GetMatrix, _Int, _Pointer, _Int, _Pointer)
_font_size = _plain(pdfium.FPDFText_GetFontSize, ctypes.c_double, _Pointer, _Int)
_font = _plain(pdfium.FPDFTextObj_GetFont, _Pointer, _Pointer)
_font_name = _plain(pdfium.FPDFFont_GetBaseFontName, ctypes.c_size_t, _Pointer, _Pointer, ctypes.c_size_t)
_font_weight = _plain(pdfium.FPDFFont_GetWeight, _Int, _Pointer)
_mark = _plain(pdfium.FPDFPageObj_GetMarkedContentID, _Int, _Pointer)


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
    is the hyphen printed at the end of a line, which stands in `text` too; `tag` is what the file's tags say
    of it; `reference` marks a figure that is raised by its glyph and not by its size or baseline; `rule`
    says why nobody sees the word; `struck` that a line runs through it.
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
    tag: Tag = NO_TAG
    reference: bool = False
    rule: str = ""
    struck: bool = False

    @property
    def size(self) -> float:
        """Font size in points."""
        return self.look.size


class Page(NamedTuple):
    """A page as read; `picture` says that it has no words and images cover a third of it.

    `painted` counts the words that annotations and form fields paint; `unread` the dots of ink that
    belong to no word, line, box or image; `layered` the words that are set without print over a picture.
    `column` and `shift` are those of the lines of a column that is read as a page of its own.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]
    fills: list[Rule]
    picture: bool
    painted: int = 0
    unread: int = 0
    layered: int = 0
    column: int = 0
    shift: float = 0.0


class Set(NamedTuple):
    """What a text object's characters share: look, baseline in points from the top, and tag."""

    look: Look
    base: float
    tag: Tag
    item: int | None


def usual_size(letters: Iterable[tuple[float, int]]) -> float:
    """The font size that most letters have, to half a point, from sizes and counts of letters; 10 without any."""
    exact: dict[float, int] = {}
    for size, count in letters:
        exact[size] = exact.get(size, 0) + count
    sizes: Counter[float] = Counter()
    for size, count in exact.items():
        sizes[round(size * 2) / 2] += count
    return sizes.most_common(1)[0][0] if sizes else 10.0


class Reader:
    """One page while it is open. Buffers are made once: allocating them is half the cost."""

    def __init__(self, page: Any, textpage: Any, number: int, tags: Tags) -> None:
        self.number, self.tags = number, tags
        self.width, self.height = page.get_size()
        self.frame = Frame(page.get_bbox(), page.get_rotation())
        self.drawings = Drawings(page.raw, self.frame)
        self.raw = textpage.raw
        self.handle = ctypes.cast(self.raw, _Pointer).value
        self.items: dict[int, int | None] = {}
        self.looks: dict[int | None, Set] = {}
        self.fonts: dict[int | None, tuple[bool, bool]] = {}
        self.box, self.x, self.y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self.matrix = pdfium.FS_MATRIX()
        self.at_box, self.at_matrix = ctypes.addressof(self.box), ctypes.addressof(self.matrix)
        self.at_x, self.at_y = ctypes.addressof(self.x), ctypes.addressof(self.y)

    def read(self) -> Page:
        """The words of the page in the file's order, and what is drawn."""
        words: list[Word] = []
        text = self.text()
        spread = [found.span() for found in _SPREAD.finditer(text) if self.made_up(found.start() + 1)]
        end = 0
        for match in _WORD.finditer(text):
            while spread and spread[0][1] <= match.start():
                self.close_up(spread.pop(0), words)
            broken, end, count = match.start() - end > 1, match.end(), len(words)
            if _CLOSE.search(match.group()):
                self.parted(match, words)
            else:
                self.word(match.group(), match.start(), words)
            if broken and 0 < count < len(words):
                self.on_one_line(words, count)
        for span in spread:
            self.close_up(span, words)
        rules, fills = self.drawings.read()
        picture = not words and self.drawings.pictured() > self.width * self.height / 3
        return Page(self.number, self.width, self.height, words, rules, fills, picture)

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

    def parted(self, match: re.Match[str], words: list[Word]) -> None:
        """Add the words of a run in which spaces were set so close that PDFium saw none."""
        first, text = match.start(), match.group()
        close = {place.start() for place in _CLOSE.finditer(text)}
        rooms = {at: self.room(first + at) for at in range(1, len(text))}
        usual = max((room for at, room in rooms.items() if at not in close), default=0.0)
        begin = 0
        for at in sorted(close):
            if rooms[at] >= max(_SPACE, 2 * usual):
                self.word(text[begin:at], first + begin, words)
                begin = at
        self.word(text[begin:], first + begin, words)

    def on_one_line(self, words: list[Word], at: int) -> None:
        """Put a word to the one before it where PDFium breaks a line between letters that stand side by side.

        It takes a page of few lines for one that is set from the top down, and breaks it behind every text object.
        """
        before, word = words[at - 1], words[at]
        if word.base != before.base or word.look != before.look or word.look.turned or before.hyphen:
            return
        if abs(word.left - before.right) < _SPACE * word.size:
            words[at - 1] = before._replace(text=before.text + word.text, right=word.right, hyphen=word.hyphen)
            self.items[id(words[at - 1])] = self.items.get(id(before))
            del words[at]

    def made_up(self, index: int) -> bool:
        """Whether a character is a space that PDFium put in by itself."""
        return bool(pdfium.FPDFText_IsGenerated(self.raw, index) == 1)

    def close_up(self, span: tuple[int, int], words: list[Word]) -> None:
        """Put the letters of a stretch that were set apart together to words; they are the last words so far."""
        count = (span[1] - span[0] + 1) // 2
        letters = words[-count:]
        if any(len(word.text) != 1 or word.base != letters[0].base for word in letters):
            return
        gaps = [right.left - left.right for left, right in pairwise(letters)]
        usual, size = sorted(gaps)[len(gaps) // 3], letters[0].size
        if not _APART[0] * size <= usual <= _APART[1] * size:
            return
        del words[-count:]
        for gap, letter in zip((math.inf, *gaps), letters, strict=True):
            if gap > max(_MORE * usual, usual + _BETWEEN * size):
                words.append(letter)
            else:
                words[-1] = words[-1]._replace(text=words[-1].text + letter.text, right=letter.right)
            self.items[id(words[-1])] = self.items.get(id(letter))

    def room(self, index: int) -> float:
        """The room between a character and the one before it, in font sizes; 0 where they are not on one line."""
        _loose_box(self.handle, index - 1, self.at_box)
        right, base = self.box.right, self.set(index - 1).base
        _loose_box(self.handle, index, self.at_box)
        known = self.set(index)
        return (self.box.left - right) / (known.look.size or 1.0) if base == known.base else 0.0

    def word(self, text: str, first: int, words: list[Word]) -> None:
        """Add a word, or its parts where it is set in two sizes or at two heights."""
        last = first + len(text) - 1
        hyphen = ""
        if text[-1] in "\ufffe\x02":
            hyphen = self.printed_hyphen(last)
            text = text[:-1] + hyphen
        if self.noted(text, first, last, words):
            return
        item = _text_object(self.handle, first)
        if last == first or item == _text_object(self.handle, last):
            known = self.looks.get(item) or self.measure(item, first)
            made = self.make(text, (first, last), known, False, hyphen)
            words += [made] if made.text else []
            return
        glued, white = False, self.white(first, last)
        for begin, end, look in self.runs(first, last, white):
            glued = glued and begin not in white
            ends = hyphen if end == last else ""
            made = self.make(text[begin - first : end - first + 1], (begin, end), look, glued, ends)
            words += [made] if made.text else []
            glued = glued or bool(made.text)

    def noted(self, text: str, first: int, last: int, words: list[Word]) -> bool:
        """Add a word and the raised figure glued to it, where its glyphs show one at its end or beginning."""
        if not (text[-1].isdecimal() or text[0].isdecimal()) or len(text) != last - first + 1:
            return False
        found = _NOTED.fullmatch(text)
        if found is None or not self.lifted(last if found["after"] else first):
            return False
        cut = first + (found.end("before") if found["after"] else found.end("ahead"))
        for begin, end in ((first, cut - 1), (cut, last)):
            figure = (begin == first) != bool(found["after"])
            made = self.make(text[begin - first : end - first + 1], (begin, end), self.set(begin), begin > first, "")
            words.append(made._replace(reference=figure))
            self.items[id(words[-1])] = _text_object(self.handle, begin)
        return True

    def lifted(self, index: int) -> bool:
        """Whether a figure's print stands above its baseline though its origin is on it."""
        edges = [ctypes.c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(self.raw, index, *(ctypes.byref(edge) for edge in edges))
        _origin(self.handle, index, self.at_x, self.at_y)
        return self.frame.turn == 0 and edges[2].value - self.y.value > 0.2 * self.set(index).look.size

    def white(self, first: int, last: int) -> Sequence[int]:
        """The letters of a word set letter by letter before which there is white: PDFium overlooks a narrow space."""
        size = self.set(first).look.size
        edges = []
        for index in range(first, last + 1):
            _loose_box(self.handle, index, self.at_box)
            edges.append((self.box.left, self.box.right))
        gaps = [right[0] - left[1] for left, right in pairwise(edges)]
        usual = sorted(gaps)[(len(gaps) - 1) // 2]
        if self.frame.turn or self.set(first).look.turned or usual > _TIGHT * size:
            return ()
        return [first + place for place, gap in enumerate(gaps, start=1) if gap > _WHITE * size]

    def runs(self, first: int, last: int, white: Sequence[int] = ()) -> Iterator[tuple[int, int, Set]]:
        """Parts of a word that differ in size or height, or have white between them."""
        begin, known = first, self.set(first)
        for index in range(first + 1, last + 1):
            other = self.set(index)
            size = known.look.size
            apart = abs(other.look.size - size) > 0.08 * size or abs(other.base - known.base) > 0.12 * size
            if apart or index in white:
                yield begin, index - 1, known
                begin, known = index, other
        yield begin, last, known

    def make(self, text: str, ends: tuple[int, int], known: Set, glued: bool, hyphen: str) -> Word:
        """A word between two characters that are set alike."""
        box, (first, last), (look, base, tag, item) = self.box, ends, known
        _loose_box(self.handle, first, self.at_box)
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if last != first:
            _loose_box(self.handle, last, self.at_box)
            left, right = box.left if box.left < left else left, box.right if box.right > right else right
            if look.turned or self.frame.turn:
                top, bottom = max(top, box.top), min(bottom, box.bottom)
        if self.frame.turn == 0:
            x, y = self.frame.crop[0], self.frame.crop[3]
            left, top, right, bottom = left - x, y - top, right - x, y - bottom
        else:
            left, top, right, bottom = self.frame.rectangle(left, bottom, right, top)
        if not text.isascii():
            text = text.translate(_LIGATURES)
        word = Word(text, left, top, right, bottom, base, look, glued, hyphen, tag)
        self.items[id(word)] = item
        return word

    def set(self, index: int) -> Set:
        """How the text object of a character is set, and its baseline."""
        item = _text_object(self.handle, index)
        return self.looks.get(item) or self.measure(item, index)

    def measure(self, item: int | None, index: int) -> Set:
        """Ask for the font and the baseline of a character's text object, and remember them."""
        _matrix(self.handle, index, self.at_matrix)
        a, b, c, d = self.matrix.a, self.matrix.b, self.matrix.c, self.matrix.d
        angle = 0 if b == 0 and a > 0 else round(math.degrees(math.atan2(b, a)))
        scale = abs(d) if c == 0 else math.hypot(c, d)
        size = abs(round(_font_size(self.handle, index) * (scale or 1.0), 2)) or 1.0
        bold, italic = self.font(_font(item)) if item else (False, False)
        _origin(self.handle, index, self.at_x, self.at_y)
        base = self.frame.place(self.x.value, self.y.value)[1]
        turned = abs((angle - self.frame.turn + 180) % 360 - 180) > 3
        tag = self.tags.at(self.number, _mark(item)) if self.tags and item else NO_TAG
        known = self.looks[item] = Set(Look(size, bold, italic, turned), base, tag, item)
        return known

    def font(self, font: int | None) -> tuple[bool, bool]:
        """Whether a font is bold and whether it is italic, by its name and weight."""
        if font not in self.fonts:
            name = ctypes.create_string_buffer(160)
            length = _font_name(font, ctypes.addressof(name), 160) if font else 0
            text = name.value.decode("latin-1") if length else ""
            weighs = bool(font) and not _REGULAR.search(text) and _font_weight(font) >= 600
            heavy = bool(_BOLD.search(text)) or weighs
            self.fonts[font] = heavy, bool(_ITALIC.search(text))
        return self.fonts[font]

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
