"""Label schemes: how a document numbers its measures, known from the catalogue or guessed from it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.work import Scheme
from parser.readers.blocks import Block

_QUOTE = r"[“\"‘']?"
_NUMBERED = re.compile(
    rf"{_QUOTE}([A-Z][A-Z&]{{1,7}}\d{{0,2}}|[A-Z][A-Z&\d]{{0,7}}[-/][A-Z][A-Z\d]{{0,4}})"
    r"[ \u00a0]+(\d*[A-Za-z]*\d[\w.\-/]*|[A-Z]+-\d[\w.\-/]*|\d+-[A-Z]+[\w.\-/]*)"
)
_LONGEST = 60
_SHORT_CELL = 16
_FURTHER = re.compile(r"(.+)\.(\d{1,3}[A-Z]{0,2})")
NOT_PREFIXES = {"ISBN", "SI", "EU", "EC", "UK", "ISO", "BS", "CP", "HC", "CM", "PO", "COVID", "GCSE", "AS", "VAT"}


class MeasureNumber(NamedTuple):
    """A number of a scheme at the start of a text.

    `measure` is `C11`, `paragraph` `C11.4` or empty, `end` the offset after it, `quoted` says
    that a quotation mark stands in front.
    """

    prefix: str
    measure: str
    paragraph: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """`PCU C11.4` for a paragraph, `PCU C11` for a measure."""
        number = self.paragraph or self.measure
        return f"{self.prefix} {number}" if self.prefix else number


@lru_cache(maxsize=1024)
def _pattern(prefix: str, measure: str) -> re.Pattern[str]:
    """A number of the scheme with this prefix and this pattern of measures' numbers, at the start of a text."""
    named = rf"{re.escape(prefix)}[ \u00a0]+" if prefix else ""
    further = r"(?:\.(?P<further>\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}){0,2}))?"
    return re.compile(rf"\s*{_QUOTE}(?P<all>{named}(?P<measure>{measure}){further})(?![\w(/-])(?!\.\d)")


def number_at(text: str, schemes: Iterable[Scheme]) -> MeasureNumber | None:
    """The measure's or paragraph's number that a text begins with, perhaps after an opening quote."""
    head = text[:_LONGEST]
    for scheme in schemes if head else ():
        match = _pattern(scheme.prefix, scheme.pattern).match(head) if scheme.prefix in head else None
        if match:
            measure, further = match.group("measure", "further")
            paragraph = f"{measure}.{further}" if further else ""
            return MeasureNumber(scheme.prefix, measure, paragraph, *match.span("all"))
    return None


def recognise(blocks: Sequence[Block], known: Iterable[Scheme] = ()) -> tuple[Scheme, ...]:
    """The schemes that a document uses: those of the catalogue it shows, then those guessed from it.

    A guess needs a prefix whose numbers come as measures and as paragraphs under them
    (`XYZ 3-B` and `XYZ 3-B.1`), or at least two paragraphs of one measure.
    """
    starts = [text for block in blocks if not block.rule for text in _starts(block)]
    shown = "\n".join(starts)  # most of a large catalogue's prefixes do not even occur
    used = tuple(
        scheme
        for scheme in known
        if scheme.prefix in shown and any(map(_pattern(scheme.prefix, scheme.pattern).match, starts))
    )
    prefixes = {scheme.prefix for scheme in used}
    numbers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in starts:
        match = _NUMBERED.match(text)
        if match and match[1] not in prefixes and match[1] not in NOT_PREFIXES:
            numbers[match[1]][match[2].rstrip(".")] += 1
    guessed = (_guess(prefix, found) for prefix, found in sorted(numbers.items()))
    return used + tuple(scheme for scheme in guessed if scheme)


def _starts(block: Block) -> Iterable[str]:
    if block.cells:
        cells = [cell.text.lstrip() for cell in block.cells if cell.text.strip()]
        return (*[text[:_LONGEST] for text in cells[:1]], *[text for text in cells[1:] if len(text) <= _SHORT_CELL])
    return (f"{block.marker} {block.text[:_LONGEST]}"[:_LONGEST].lstrip(),)


def _guess(prefix: str, numbers: Counter[str]) -> Scheme | None:
    """A scheme from the numbers of one prefix: what paragraphs extend is a measure."""
    parents = Counter(match[1] for number in numbers if (match := _FURTHER.fullmatch(number)))
    headed = {parent for parent in parents if parent in numbers}
    measures = headed or {parent for parent, children in parents.items() if children > 1}
    measures -= {measure for measure in measures if (match := _FURTHER.fullmatch(measure)) and match[1] in measures}
    if not measures:
        return None
    shapes = sorted({_shape(measure) for measure in measures})
    return Scheme(prefix, "|".join(shapes) if len(shapes) == 1 else f"(?:{'|'.join(shapes)})")


def _shape(number: str) -> str:
    """A number's form as a pattern: `3-B` is `\\d{1,3}-[A-Z]{1,3}`."""
    shape = re.escape(number)
    shape = re.sub(r"\d+", "0", shape)
    shape = re.sub(r"[A-Z]+", "A", shape)
    return shape.replace("0", r"\d{1,3}").replace("A", "[A-Z]{1,3}")
