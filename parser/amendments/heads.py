"""The numbers that instructions stand under, and whether one follows another."""

import re
from dataclasses import dataclass, replace

from corpus.enumerators import FIGURE as FIGURES
from corpus.enumerators import INSERTED, LETTERS, ROMAN, counts_on, step
from parser.codes.lines import Line, joined, lines_of
from parser.readers.blocks import Block

TOP = re.compile(
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3})+[A-Z]{0,2})\.?(?=\s|$)|(?P<plain>\d{1,3}[A-Z]{0,2})\s?\.(?!\d)\s?[—–-]?"
)
FIGURE = re.compile(r"\((?P<number>\d{1,3}[A-Z]{0,2})\)")
ITEM = re.compile(rf"\(?(?P<number>{LETTERS}|{ROMAN})\)(?=\s|$)|\((?P<figure>{FIGURES})\)(?=\s|$)")
# A list of the page, whose letters have a full stop: they stand in the margin.
_LISTED = re.compile(rf"(?P<number>{LETTERS}|{ROMAN})\.")
# A number without a full stop counts only where the sequence expects it.
_BARE = re.compile(r"(?P<plain>\d{1,3}[A-Z]{0,2})(?=\s+[A-Z(“])")
# A scheme of the instrument's own: "APP X1.", "Intro2.".
_NAMED = re.compile(r"(?P<named>[A-Z][A-Za-z]{0,8} ?[A-Z]{0,2}\d{1,3}[A-Z]?)\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Head:
    """The number a block begins with; `level` 0 for `2.3` and `4.`, 1 for items."""

    level: int
    num: str
    printed: str
    rest: Line


def head_of(block: Block, after: str = "", bare: bool = False) -> Head | None:
    """The number at the start of a paragraph or item, in its margin or its text.

    With `bare` a number without a full stop counts where it is the next one `after` another.
    """
    if block.cells or block.style == "note":
        return None
    line = joined(lines_of(block), "\n")
    top = TOP.match(line.marker or line.text) or (bare and _is_next(line, after)) or None
    item = None if top else ITEM.match(line.marker or line.text) or _LISTED.fullmatch(line.marker)
    match = top or item
    if match is None:
        return None
    num = next(value for value in match.groupdict().values() if value)
    rest = replace(line, marker="") if line.marker else line.after(match.end())
    if not line.marker and len(line.text) == match.end():
        return None
    return Head(0 if top else 1, num, match.group().strip(), rest)


def _is_next(line: Line, after: str) -> re.Match[str] | None:
    """A number without a full stop that comes right after another one, or a scheme of the instrument's own."""
    if line.marker:
        return None
    match = _BARE.match(line.text)
    if match and "." not in after and value(match["plain"]) == value(after) + 1 and (after or match["plain"] == "1"):
        return match
    return _NAMED.match(line.text)


def follows(num: str, last: str) -> bool:
    """Whether an enumerator can come after another; after none, whether it can be the first."""
    if not last:
        return num in ("a", "i", "1", "2", "aa")
    return succeeds(num, last)


def succeeds(num: str, last: str) -> bool:
    """Whether an enumerator can come right after another of its list: `c` after `b`, `3` or `2A` after `2`."""
    if num[0].isdigit():
        further = step("figure", last, num)
        return further is not None and further <= INSERTED
    return counts_on(last, num)


def comes_after(num: str, last: str) -> bool:
    """`2.4` or `2.10` after `2.3`, `3.1` too; `6` after `5`."""
    if "." in last:
        return "." in num and num[0].isdigit() and dotted(last) < dotted(num) <= _beyond(dotted(last))
    return "." not in num and value(num) == value(last) + 1


def dotted(number: str) -> tuple[int, ...]:
    """The figures of a number such as `2.10`."""
    return tuple(value(part) for part in number.split("."))


def _beyond(number: tuple[int, ...]) -> tuple[int, ...]:
    """The last number that may come next: two further on, or anywhere early in the next section."""
    return max((*number[:-1], number[-1] + 2), (number[0] + 1, 1))


def value(number: str) -> int:
    """The figure a number begins with; 0 for none."""
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else 0
