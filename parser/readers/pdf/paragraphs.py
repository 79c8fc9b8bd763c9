"""Lines to paragraphs: where a block begins, what it goes on to over a page, how deep it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parser.readers.pdf.lines import Line
from parser.readers.pdf.typesetting import Setting, enumerator, lone_number, number_words, numbered, split_number

NEAR = 2.0
_TERMINAL = re.compile(r"[.:;!?—–]['’”\")\]]*\d{0,3}$|[;,] (and|or|and/or)$")
_ENDED = re.compile(r"[.!?][’”\")\]]*\d{0,3}$")
INLINE_ITEM = re.compile(
    r"[•‣▪◦●○■□➢\uf0b7]\s|[“\"‘']?(\((?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\)|(?:[a-z]{1,2}|[ivxl]{1,5})\))\s"
)
_INLINE_NUMBER = re.compile(r"(?:[A-Z][A-Z\d/-]{1,9} )?[A-Z]{0,2}\d+(?:-[A-Z]{1,2})?(?:\.\d+)+[A-Z]?\s|\d{1,3}\.\s")
_COUNTED = re.compile(
    r"[“\"]?(?:[A-Z][A-Z\d/-]{1,9} )?[A-Z]{0,2}\d+(?:\.\d+)+[A-Z]?\s|[“\"]?\(?\d{1,3}[.)]\s|\d{1,3}\s(?=[A-Z“])"
)
_LETTERED = re.compile(r"[“\"]?\(?(?P<letter>[a-zA-Z])[.)]\s")
_LAST_FIGURES = re.compile(r"(\d+)[A-Z]?[.)]?$")
_SPLIT = re.compile(r"[^\W\d_][-\u00ad\u2010]$")
_LAST_WORD = re.compile(r"(?:[a-zA-Z]|\d{1,3})\.")
_CAPITAL = re.compile(r"[A-Z]\.")
_YEAR = 4
"""Digits of a year."""
_NAMES_NEXT = re.compile(
    r"(?:\b(?:sub-?)?(?:sections?|paragraphs?|regulations?|articles?|rules?|clauses?|parts?|chapters?|schedules?|annex"
    r"|measures?|points?|items?)|\d\(\w{1,4}\)(?:\(\w{1,4}\))*(?:,? (?:and|or|to) \(\w{1,4}\))?(?:,? (?:and|or|to))?)$",
    re.IGNORECASE,
)
"""The end of a line that names what opens the next: `paragraph`, `section 12(2) and`, `section 12(2) and (3)`."""
_LABEL = 8
"""Characters that the label of an item has at the most: `(xviii)`, `10.12.3`."""
_SHORT_HEADING = 4
"""Lines: what is longer is a paragraph in bold type."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, before they are text.

    `left` is where its later lines begin, `number` its number or that of the last paragraph with one.
    """

    lines: tuple[Line, ...]
    marker: Line | None
    left: float
    heading: bool
    level: int = 0
    number: str = ""

    @property
    def last(self) -> Line:
        """The line it ends in so far."""
        return self.lines[-1]

    @property
    def outer(self) -> float:
        """Where its number, or else its text, begins."""
        return self.marker.left if self.marker else self.lines[0].left


def begin(line: Line, setting: Setting, below: Line | None = None) -> Paragraph:
    """A new paragraph opened by a line; a number alone on its line waits for the next, perhaps overleaf."""
    heading = _heading(line, setting)
    parts = split_number(line, setting.columns)
    titled = heading and parts is not None and _stands_out(parts[0], setting) and _titled(parts[0].text)
    if parts and not titled:
        return Paragraph((parts[1],), parts[0], parts[1].left, False)
    alone = lone_number(line, setting.columns) and below is not None and below.left > line.right - NEAR
    if alone and below is not None and (below.place > line.place or below.base - line.base < 2 * line.size):
        return Paragraph((), line, below.left, False)
    return Paragraph((line,), None, line.left, heading)


def _stands_out(number: Line, setting: Setting) -> bool:
    """Whether a number is set like a heading: in bold type, or larger than the text."""
    return number.bold or number.size > 1.12 * setting.body


def _titled(number: str) -> bool:
    """Whether a number opens headings: `3`, `A.`; `(a)` and bullets open items, in bold type too."""
    return not enumerator(number) or _CAPITAL.fullmatch(number) is not None


def goes_on(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Whether a line of the same page continues a paragraph."""
    if not paragraph.lines:
        return True
    last = paragraph.last
    said = _tagged_on(paragraph, line, setting)
    if said is not None:
        return said
    distance = line.base - last.base
    if not _alike(last, line) or line.turned != last.turned:
        return False
    if paragraph.heading:
        same = line.bold == last.bold and line.italic == last.italic
        usual = min(setting.spacing(line.size), 1.6 * line.size)
        return same and 0 < distance <= 1.15 * usual and not _fits(last, line, setting) and not number_words(line)
    if not 0 < distance <= 1.12 * setting.spacing(max(line.size, last.size)) + 0.3:
        return False
    return _aligned(paragraph, line, setting) and not _breaks(paragraph, line, setting)


def goes_on_overleaf(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Whether the first line of the next page continues a paragraph."""
    if not paragraph.lines:
        return True
    last = paragraph.last
    said = _tagged_on(paragraph, line, setting)
    if said is not None:
        return said
    if last.page == line.page and bool(last.limit) != bool(line.limit):
        return False  # what runs over all columns of a page goes on in none of them
    apart = paragraph.heading or not _alike(last, line) or _heading(line, setting)
    if apart or not _aligned(paragraph, line, setting) or _numbered(line, setting, last):
        return False
    return _unfinished(paragraph, line, setting)


def at_an_end(paragraph: Paragraph, line: Line) -> bool:
    """Whether a paragraph is at the end of a sentence, and a line begins one: nothing tells that it goes on."""
    under = abs(line.left - paragraph.outer) <= NEAR
    return bool(under and paragraph.lines and _ENDED.search(paragraph.last.text) and line.text[:1].isupper())


def _alike(last: Line, line: Line) -> bool:
    """Whether two lines are set in one size, or one has a word of the other's: capitals may be set smaller."""
    near = 0.08 * last.size
    if abs(line.size - last.size) <= near or not (last.mixed or line.mixed):
        return abs(line.size - last.size) <= near
    return any(abs(size - line.size) <= near for size in _sizes(last)) or any(
        abs(size - last.size) <= near for size in _sizes(line)
    )


def _sizes(line: Line) -> set[float]:
    """The sizes of a line's words, figures that refer to notes aside."""
    return {word.size for word in line.words if len(word.text) > 1 and not line.raised(word)}


def number_overleaf(paragraph: Paragraph, line: Line, setting: Setting) -> Paragraph | None:
    """A paragraph without a number whose number stands overleaf beside its next line; None where it does not.

    It begins where the text of numbers begins and is in the middle of a sentence, as the line with the number is.
    """
    parts = split_number(line, setting.columns)
    if parts is None or paragraph.marker or paragraph.heading or not parts[1].text[:1].islower():
        return None
    first, last = paragraph.lines[0], paragraph.last
    under = abs(paragraph.left - parts[1].left) <= NEAR and abs(first.left - parts[1].left) <= NEAR
    if not under or _TERMINAL.search(last.text) or first.text[:1].islower() or enumerator(parts[0].text):
        return None
    return replace(paragraph, lines=(*paragraph.lines, parts[1]), marker=parts[0])


def _unfinished(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Whether the first line of a page goes on with the sentence of the page before."""
    last = paragraph.last
    ended = _TERMINAL.search(last.text) is not None
    pointed = ended and len(line.words) > 1 and enumerator(line.words[0].text)  # `iii.` of a browser's list
    item = pointed or INLINE_ITEM.match(line.text) is not None
    lower = line.text[:1].islower() and not item
    if not ended and lower:
        return True
    if _fits(last, line, setting):
        return False
    fresh = item or _INLINE_NUMBER.match(line.text)
    return lower or not ended or (not fresh and _is_numbered(paragraph, setting))


def _is_numbered(paragraph: Paragraph, setting: Setting) -> bool:
    """Whether a paragraph has a number of its own, so that one without is more likely its rest: so in a row's cell."""
    if paragraph.marker is not None or setting.cell:
        return True
    text = f"{paragraph.lines[0].text} "
    return bool(_COUNTED.match(text) or INLINE_ITEM.match(text))


def _tagged_on(paragraph: Paragraph, line: Line, setting: Setting) -> bool | None:
    """What the file's tags say of a line after a paragraph; None where they say nothing."""
    one, other = paragraph.last.tag, line.tag
    if not setting.tagged or not one.block or not other.block:
        return None
    if one.block != other.block:  # some makers open a paragraph anew on every page
        return False if line.place == paragraph.last.place else None
    if _follows(paragraph, line):
        return False
    widest = max(each.right for each in (*paragraph.lines, line))
    short = paragraph.last.right - paragraph.left < 0.7 * (widest - paragraph.left)
    if one.kind in ("TD", "TH") or short or _numbered(line, setting, paragraph.last):
        return None  # a line may be broken on purpose inside a paragraph
    return True


def _labelled(line: Line) -> bool:
    """Whether the file's tags say that a line opens with the label of a list's item."""
    return line.words[0].tag.kind == "Lbl" and len(line.words[0].text) <= _LABEL


def counted(paragraph: Paragraph, before: str) -> Paragraph:
    """The paragraph with its number, or with that of the paragraphs before it."""
    text = paragraph.marker.text if paragraph.marker else paragraph.lines[0].text
    found = _COUNTED.match(f"{text} ")
    return replace(paragraph, number=found.group().strip() if found else before)


def _follows(paragraph: Paragraph, line: Line) -> bool:
    """Whether a line at the left edge opens with the number after the last: `1.3 ` where 1.2 was the last."""
    first = f"{paragraph.marker.text} " if paragraph.marker else paragraph.lines[0].text
    letters = _LETTERED.match(first), _LETTERED.match(line.text)
    if letters[0] and letters[1] and abs(line.left - paragraph.outer) <= NEAR:
        return ord(letters[1]["letter"]) == ord(letters[0]["letter"]) + 1
    found = _COUNTED.match(line.text)
    if found is None or not paragraph.number or line.left > paragraph.outer + NEAR:
        return False
    one, other = _LAST_FIGURES.search(paragraph.number), _LAST_FIGURES.search(found.group().strip())
    if one is None or other is None:
        return False
    same = paragraph.number[: one.start()] == found.group().strip()[: other.start()]
    return same and int(other.group(1)) == int(one.group(1)) + 1


def grow(paragraph: Paragraph, line: Line) -> Paragraph:
    """The paragraph with one line more; its second line shows where the later ones begin."""
    left = line.left if len(paragraph.lines) <= 1 and not paragraph.marker else paragraph.left
    if len(paragraph.lines) == 1 and paragraph.marker and abs(line.left - paragraph.left) > NEAR:
        left = line.left
    heading = paragraph.heading and len(paragraph.lines) < (_SHORT_HEADING if line.size < 13 else 2 * _SHORT_HEADING)
    heading = heading and not (line.size < 13 and line.text[-1:] == ".")  # a paragraph in bold type
    return replace(paragraph, lines=(*paragraph.lines, line), left=left, heading=heading)


def _numbered(line: Line, setting: Setting, last: Line) -> bool:
    """Whether a line opens with a number set apart, or is one.

    A figure or a letter alone where a sentence is not at its end, and had no room on the line before, is
    the sentence's last word: a year, most often; before other words it is where no text of items begins there.
    """
    count = number_words(line, setting.columns)
    if not count and not lone_number(line, setting.columns):
        return False
    sentence = not _TERMINAL.search(last.text) and not _fits(last, line, setting)
    if sentence and _NAMES_NEXT.search(last.text):
        return False
    if count:
        hanging = (round(line.left), round(line.words[count].left)) in setting.hanging
        word = count == 1 and _LAST_WORD.fullmatch(line.words[0].text) is not None
        return not (sentence and (_amount(line, last) or (word and not hanging)))
    return not (sentence and line.text.rstrip(".").isalnum())


def _amount(line: Line, last: Line) -> bool:
    """Whether the figure that opens a line in a sentence counts something: a year, one before a small letter or `)`."""
    first = line.words[0].text
    if first.rstrip(",:;").isdecimal():
        return len(first) == _YEAR or line.words[1].text[:1].islower()
    return first[:-1].isdecimal() and first[-1] == ")" and last.text.count("(") > last.text.count(")")


def _aligned(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Whether a line begins where a later line of the paragraph may begin."""
    if abs(line.left - paragraph.left) <= NEAR or _centred(paragraph, line, setting):
        return True
    if paragraph.marker and len(paragraph.lines) == 1 and _under_inner(paragraph.last, line, setting):
        return True
    if len(paragraph.lines) > 1 or _fits(paragraph.last, line, setting) or _behind_list(paragraph, line, setting):
        return False
    if paragraph.marker is None:
        return line.left < paragraph.left or not numbered(line.words[0].text)
    column = round(paragraph.marker.left), round(paragraph.left)
    if column in setting.hanging:  # words behind a number may begin there by chance, and below them the line does not
        under = abs(line.left - paragraph.marker.left) <= NEAR
        counts = len(line.words) > 1 and _amount(line, paragraph.last)
        on = line.text[:1].islower() or counts or _NAMES_NEXT.search(paragraph.last.text) is not None
        return under and on and not _TERMINAL.search(paragraph.last.text)
    return line.left <= paragraph.left


def _behind_list(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Whether a sentence begins to the left of an item's number, where the item is at its end and none is indented."""
    first = paragraph.lines[0].text
    item = enumerator(paragraph.marker.text) if paragraph.marker else INLINE_ITEM.match(first) or _LETTERED.match(first)
    left = line.left < paragraph.outer - NEAR and round(paragraph.outer) not in setting.indents
    return bool(item and left and _ENDED.search(paragraph.last.text) and line.text[:1].isupper())


def _under_inner(first: Line, line: Line, setting: Setting) -> bool:
    """Whether a line stands under the words behind a second number: `118 (1) Words` that wrap below `Words`."""
    inner = split_number(first, setting.columns) if line.left > first.left + NEAR else None
    return inner is not None and abs(inner[1].left - line.left) <= NEAR


def _centred(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Whether a line stands under the middle of a line that was full."""
    last = paragraph.last
    middle = abs(line.left + line.right - last.left - last.right) <= 2 * NEAR
    return middle and paragraph.marker is None and not _fits(last, line, setting)


def _breaks(paragraph: Paragraph, line: Line, setting: Setting) -> bool:
    """Signs of a new paragraph where spacing and indent show none."""
    last = paragraph.last
    if _numbered(line, setting, last) or _follows(paragraph, line) or _labelled(line):
        return True
    fits = _fits(last, line, setting)
    if fits and (INLINE_ITEM.match(line.text) or line.bold != last.bold):
        return True
    if not fits:
        return False
    width = setting.right(paragraph.left, line) - paragraph.left
    short = last.right - paragraph.left
    mid_sentence = line.text[:1].islower() and not (_TERMINAL.search(last.text) or INLINE_ITEM.match(line.text))
    least = 0.7 if mid_sentence and len(line.words) == 1 else 0.85  # a last word set alone: its line had no second
    return short < 0.6 * width or (short < least * width and _fits(last, line, setting, 2))


def _fits(last: Line, line: Line, setting: Setting, words: int = 1) -> bool:
    """Whether a line's first words had room on the line before: then the break was made on purpose.

    A word that is broken at a hyphen had none as a whole.
    """
    if _SPLIT.search(last.text) and line.text[:1].islower():
        return False
    wide = line.words[min(words, len(line.words)) - 1].right - line.left
    if abs(line.left - last.left) > NEAR and abs(line.left + line.right - last.left - last.right) <= 2 * NEAR:
        return last.right - last.left + 0.25 * last.size + wide < 0.98 * setting.width(line)
    right = max(setting.right(last.left, last), setting.right(line.left, line))
    return last.right + _space(last) + wide < right - 1.0


def _space(line: Line) -> float:
    """The white between the last two words of a line, as between words of a line that is not justified."""
    gap = line.words[-1].left - line.words[-2].right if len(line.words) > 1 else 0.0
    return min(max(gap, 0.25 * line.size), 0.4 * line.size)


def _heading(line: Line, setting: Setting) -> bool:
    """Set apart by size or weight, and not a sentence."""
    if line.turned:
        return False
    if setting.tagged and line.tag.kind == "H":
        return True
    if line.size > 1.12 * setting.body:
        return True
    ends = line.text.rstrip()[-1:]
    return line.bold and line.size >= 0.95 * setting.body and ends not in ".;,"


def look(lines: Sequence[Line]) -> tuple[float, bool, bool]:
    """Size, weight and slant: headings of one level look the same."""
    line = lines[0]
    return round(line.size * 2) / 2, line.bold, line.italic
