"""Lines to running text: line ends joined, hyphens kept or closed, raised figures taken out as marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.provision import Mark
from parser.readers.changes import struck
from parser.readers.pdf.footnotes import numbers
from parser.readers.pdf.lines import Line
from parser.readers.pdf.typesetting import Setting
from parser.readers.pdf.words import Word

_PREFIXES = frozenset(
    ["re", "un", "co", "pre", "non", "anti", "de", "mis", "sub", "ex", "self", "multi", "inter", "over", "under"]
)
_SOFT = ("\u00ad", "\u2010")
_TAIL = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*$")
_HEAD = re.compile(r"^[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LETTER_APART = re.compile(r"(?:^|[-\u2010\u2011])[^\W\d_]$")
"""A letter by itself at the end, `N` of `N-methyl`: no word is broken there."""
_WORD_BEFORE = re.compile(r"[^\W\d_]{4,}[.,;:]?$")
"""A word and no unit of measure: a figure raised behind it refers to a note, which was not found."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[^\s,;:)\]>’”'\"]$")
"""An address of the web at the end of a line; what goes on with it has signs that no other word has."""
_OF_ADDRESS = re.compile(r"^(?!and/or\b)\S*[/_=%&]\S*")
_REFERENCE, _ITEM_OF = re.compile(r"(?:\d|and |or )\(\d{1,3}[A-Z]?\)$"), re.compile(r"\([a-z]{1,4}\)")
"""A reference whose item opens the next line: `12(2) and (3)` above `(b) of`."""
_MARK = re.compile(r"[A-Z]\d{1,4}")
"""A raised mark of an amendment, `F75`, which the word behind it follows without white."""
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED_TAIL = re.compile(r"[⁰¹²³⁴-⁹]+$")


@dataclass(slots=True)
class Hyphens:
    """What was done with each hyphen at the end of a line, for the record; `doubtful` may be the word's own,
    `unanswered` are raised figures that no note explains."""

    kept: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


def level(text: str) -> str:
    """The text with raised figures as plain ones."""
    return text.translate(_RAISED)


@dataclass(slots=True)
class Text:
    """Text under construction with the marks found in it."""

    setting: Setting
    known: set[str]
    hyphens: Hyphens
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(self, lines: Sequence[Line], new_line: bool = False) -> "Text":
        """Append lines; `new_line` where the source shows a break before them."""
        for index, line in enumerate(lines):
            self._line(line, "\n" if new_line and index == 0 else " ")
        return self

    def _line(self, line: Line, separator: str) -> None:
        fresh, marked = True, False
        for word in line.words:
            raised = line.mixed and line.raised(word)
            if raised and set(numbers(word.text)) <= self.known:
                self.marks.extend(Mark(len(self.text), num, word.text) for num in numbers(word.text)[:1])
                self.marks.extend(Mark(len(self.text), num, "") for num in numbers(word.text)[1:])
                fresh = False if word.glued else fresh
                continue
            exponent = raised and self._is_exponent(word)
            if raised and word.glued and (not exponent or _WORD_BEFORE.search(self.text)):
                self.hyphens.unanswered.append(word.text)
            shown = word.text.translate(_SUPERSCRIPT) if exponent else self._unicode_mark(word)
            if self.text:
                if fresh:
                    self._join(separator, shown)
                elif not word.glued or (marked and shown[:1] not in ".,;:)]"):
                    self.text += " "
            self.text += struck(shown) if word.struck and shown else shown
            if len(shown) < len(word.text):
                num = word.text[len(shown) :]
                self.marks.append(Mark(len(self.text), num.translate(_RAISED), num))
            fresh, marked = False, line.lifted(word) and _MARK.fullmatch(word.text) is not None

    def _is_exponent(self, word: Word) -> bool:
        """Whether a raised figure stands directly after a word or a figure and refers to no note: 10⁶, m²."""
        return word.glued and word.text.isdigit() and not self.text[-1:].isspace()

    def _unicode_mark(self, word: Word) -> str:
        """The word without raised figures that are characters of their own, where a note has that number."""
        match = None if word.text.isascii() else _RAISED_TAIL.search(word.text)
        if match and match.start() and match.group().translate(_RAISED) in self.known:
            return word.text[: match.start()]
        return word.text

    def _join(self, separator: str, following: str) -> None:
        """Put two lines together."""
        if separator == "\n" or not self.text:
            self.text += separator
            return
        last = self.text[-1]
        if _ADDRESS.search(self.text) and (last in "-_=&%" or _OF_ADDRESS.search(following)):
            return
        if last in "-\u00ad\u2010\u2011" and len(self.text) > 1 and self.text[-2].isalnum() and following[:1].isalnum():
            self._hyphen(following)
        elif (last == "/" and self.text[-2:-1].strip()) or (_REFERENCE.search(self.text) and _ITEM_OF.match(following)):
            return
        else:
            self.text += " "

    def _hyphen(self, following: str) -> None:
        """Close a hyphen only when sure: a soft one, or a word that the document has without it."""
        tail, head = _TAIL.search(self.text[:-1]), _HEAD.match(following)
        if tail is None or head is None:
            return
        with_it, without = f"{tail.group()}-{head.group()}".lower(), f"{tail.group()}{head.group()}".lower()
        shown = f"{tail.group()}{self.text[-1]}{head.group()}"
        own = tail.group().lower() in _PREFIXES or not self.setting.hyphenates
        if own and without in self.setting.plain and with_it not in self.setting.compounds:
            self.hyphens.doubtful.append(shown)
        if with_it in self.setting.compounds:
            self.hyphens.kept.append(shown)
            if self.text[-1] in _SOFT:
                self.text = self.text[:-1] + "-"
        elif _LETTER_APART.search(tail.group()) or (tail.group()[-1].islower() and following[0].isupper()):
            self.hyphens.kept.append(shown)
        elif self.text[-1] in _SOFT or self._broken(tail.group().lower(), head.group().lower(), without):
            if tail.group().lower() in self.setting.plain and without not in self.setting.plain:
                self.hyphens.doubtful.append(shown)
            self.hyphens.closed.append(shown)
            self.text = self.text[:-1]
        else:
            self.hyphens.unsure.append(shown)

    def _broken(self, tail: str, head: str, without: str) -> bool:
        """Whether a maker that hyphenates by itself broke a word here: the whole is known, or its parts are none."""
        if not self.setting.hyphenates:
            return without in self.setting.plain and not (head in self.setting.plain or tail in _PREFIXES)
        return without in self.setting.plain or tail not in self.setting.plain or head not in self.setting.plain
