"""What comes further down: the next number of a document, which tells where the lines above it stand.

A heading without a number says only by its level where it belongs, and levels are often wrong:
`Application` at the level of the measure's own title. The number that comes next is sure.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.citation import label_key
from corpus.enumerators import counts_on, styles
from corpus.work import Scheme
from parser.codes.body import BULLET, FIRST_NUMBERS, begins_item, opened_number
from parser.codes.lines import Line, lines_of
from parser.codes.schemes import NUMBER_WORDS, MeasureNumber, named_number_at, number_at
from parser.readers.blocks import Block

_DOTTED = re.compile(r"[“\"‘']?(?:§\s*)?((?!0)\d{1,3}(?:\.\d{1,3})+)[A-Z]?(?:\.|:(?=\s+[A-Z]))?(?=\s|$)")
_WITHOUT_PREFIX = re.compile(r"[“\"‘']?[A-Z]{1,2}\d{1,3}[A-Z]?\.\d")
_FIGURE = re.compile(r"\d+")
_WIDE = 3
_NEAR = 3
"""A number may leave out two and still be the next."""
_FURTHER = 40
"""Blocks among which a list goes on behind words and other lists."""
_SHORT_LINE = 12
_PART = re.compile(rf"(?:Part|Chapter|PART|CHAPTER)\s+(?:{NUMBER_WORDS}|\d{{1,3}}|[A-Z]|[IVXL]{{1,6}})(?=[\s:.–—-]|\Z)")
_SEVERAL = 2
_ANNEX = re.compile(r"(?:annex|appendix|schedule|explanatory)\b", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:[A-Z][\w.’'-]*)(?: (?:(?:[a-z]{1,2}[’'])?[A-Z][\w.’'-]*|of|de|van|von|the)){1,5}(?:,? [A-Z]{2,4})*"
)
_OFFICE = re.compile(
    r"\b(?:Minister|Secretary|Chair(?:man|woman|person)?|Chief|Director|Head|Commissioner|Officer|President|Registrar"
    r"|Manager|Regulator|Inspector|Commissioners|Lords?|Member|Authorised|Department|Office|Authority)\b"
)
_DAY = re.compile(r"(?:Dated:? )?(?:this )?\d{1,2}(?:st|nd|rd|th)?(?: day of)? [A-Z][a-z]{2,8},? \d{4}")
_BETWEEN = re.compile(
    r"(?:and|or|and/or|either|plus)[,:]?|(?:N\.?\s?B\b|Note\b)[.:]?\s.*[^:]", re.IGNORECASE | re.DOTALL
)
"""What stands between two bullets and leads in neither: a conjunction, a remark."""
_NUMBERED = re.compile(r"(?:[A-Z]{1,3})?\d{1,3}[.:)]\s")
"""How words begin that have a number of their own, `007. a. What is a kite?`: what comes behind them is theirs."""


class Coming(NamedTuple):
    """The next number: the index of its block, the key of what it belongs to, its place there.

    `place` is 0 for the title of a measure itself. `letters` are those of the next measure's
    number, the whole number where it has none: they announce a subsection.
    """

    at: int = -1
    parent: str = ""
    place: int = 0
    letters: str = ""

    def follows(self, parent: str | None, last: int) -> bool:
        """Whether the number is one of the next of this parent, whose last one is `last`."""
        return parent is not None and self.parent == label_key(parent) and last < self.place <= last + _NEAR

    @property
    def is_measure(self) -> bool:
        """Whether a measure's title comes next."""
        return self.at >= 0 and not self.place


_NOTHING = Coming()


def coming(blocks: Sequence[Block], schemes: tuple[Scheme, ...]) -> tuple[Coming, ...]:
    """For each block the next number at it or after it; one more at the end, for nothing."""
    following: list[Coming] = [_NOTHING]
    for index in range(len(blocks) - 1, -1, -1):
        following.append(_opened(index, blocks[index], schemes, following[-1]) or following[-1])
    return tuple(reversed(following))


def paragraph_numbers(blocks: Sequence[Block]) -> frozenset[str]:
    """The dotted numbers that paragraphs and headings beside all tables begin with."""
    starts = (_beginning(block) for block in blocks if not block.cells)
    return frozenset(match[0].strip("“\"‘'.: ") for text in starts if (match := _DOTTED.match(text)))


def _beginning(block: Block) -> str:
    """The marker of a block and the first of its words."""
    return f"{block.marker} {block.text[:_SHORT_LINE]} ".lstrip()


def parts_anew(blocks: Sequence[Block]) -> frozenset[int]:
    """The headings of parts or chapters in which paragraphs begin anew at the first number of an earlier one, 1.1.

    None where a part is headed twice: one of the two only lists what stands in it.
    """
    heads = [at for at, block in enumerate(blocks) if _PART.match(block.text) and block.style == "heading"]
    names = [" ".join(blocks[at].text.split()[:2]).strip(":.–—-").casefold() for at in heads]
    if len(heads) < _SEVERAL or len(set(names)) < len(names):
        return frozenset()
    seen: set[str] = set()
    found: set[int] = set()
    for start, end in pairwise([*heads, len(blocks)]):
        ends = (at for at in range(start + 1, end) if _ANNEX.match(blocks[at].text) and blocks[at].style == "heading")
        inside = blocks[start : next(ends, end)]
        texts = (_beginning(each) for each in inside if each.style != "note")
        numbers = [match[1] for text in texts if (match := _DOTTED.match(text))]
        if numbers and numbers[0] in seen and (len(numbers) == 1 or numbers[1] in seen):
            found.add(start)
        seen.update(numbers)
    return frozenset(found)


def _opened(index: int, block: Block, schemes: tuple[Scheme, ...], after: Coming) -> Coming | None:
    if len(block.cells) >= _WIDE or block.style == "note":
        return None
    first = block.cells[0] if block.cells else block
    text = first.marker or first.text
    number = number_at(text, schemes) if schemes else None
    if schemes and number is None and block.style == "heading":
        named = named_number_at(text, schemes)
        number = named[1] if named else None
    number = number or _short(text, schemes)
    if number:
        letters = "".join(filter(str.isalpha, number.measure)) or number.measure
        place = _last_figure(number.paragraph[len(number.measure) :]) if number.paragraph else 0
        return Coming(index, label_key(number.parent), place, letters)
    dotted = _DOTTED.match(text)
    if dotted is None:
        return None
    parent, _, last = dotted[1].rpartition(".")
    return Coming(index, parent, int(last), after.letters)


def _short(text: str, schemes: tuple[Scheme, ...]) -> MeasureNumber | None:
    """A paragraph's number without its measure's prefix: `A1.3` of XYZ A1."""
    if not _WITHOUT_PREFIX.match(text):
        return None
    found = (number_at(f"{scheme.prefix} {text}", (scheme,)) for scheme in schemes if scheme.prefix)
    return next((number for number in found if number and number.paragraph), None)


def _last_figure(text: str) -> int:
    found = _FIGURE.search(text)
    return int(found[0]) if found else 0


def signed_off(blocks: Sequence[Block]) -> frozenset[int]:
    """The indices of lines that sign a document, or a part of one before its annexes, without the word "signed".

    Short lines with capitals and without a stop, the first a name, a day or an office below it: they go on with no
    paragraph.
    """
    found: set[int] = set()
    end = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if _is_short(block):
            continue
        if end - index > 1:
            found |= _signing(blocks, index + 1, end)
        ends = block.style == "note" or (block.style == "heading" and _ANNEX.match(block.marker or block.text))
        end = index if ends else -1
    return frozenset(found)


def _signing(blocks: Sequence[Block], start: int, end: int) -> set[int]:
    """The lines from the first that is a name, where an office or a day stands below it."""
    for index in range(start, end):
        first, *below = [line for block in blocks[index:end] for line in block.text.split("\n")]
        if _PERSON.fullmatch(first) and any(_OFFICE.search(text) or _DAY.fullmatch(text) for text in below):
            return set(range(index, end))
    return set()


def _is_short(block: Block) -> bool:
    plain = block.style == "para" or (block.style == "heading" and not block.level)
    text = block.text.rstrip()
    open_ended = plain and not (block.marker or block.cells) and text != "" and text[-1] not in ".;:,"
    return open_ended and all(len(line.split()) <= _SHORT_LINE for line in text.split("\n"))


def list_goes_on(last: str, line: Line, blocks: Sequence[Block], start: int) -> bool:
    """Whether a list whose last number is `last` goes on from here, before a heading and another list like it.

    A list of bullets (`BULLET`) goes on behind what stands between two of them: `or` by itself, `N.B. …`.
    """
    if last == BULLET:
        return start < len(blocks) and blocks[start].style == "item" and _BETWEEN.fullmatch(line.text) is not None
    for block in blocks[start : start + _FURTHER] if last else ():
        if block.style in ("heading", "row"):
            return False
        first = next(iter(lines_of(block)), None) if block.style != "note" else None
        num = opened_number(first) if first and begins_item(first) else ""
        if first and not num and _NUMBERED.match(first.text):
            return False
        if num and counts_on(last, num):
            return True
        if num in FIRST_NUMBERS and styles(num)[0] in styles(last):
            return False
    return False


def list_ends(blocks: Sequence[Block], start: int) -> bool:
    """Whether no list goes on or begins from here with a bullet or a first number: words before close what they end."""
    first = next(iter(lines_of(blocks[start])), None) if start < len(blocks) else None
    num = opened_number(first) if first is not None and begins_item(first) else None
    return num is None or (num != "" and num not in FIRST_NUMBERS)
