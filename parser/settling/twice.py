"""Numbers that are printed or counted twice: one of the two is the number, the other a dropped block."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from corpus.enumerators import ITEM, PREFIX, step, styles
from parser.codes.sequences import UNITS
from parser.readers.blocks import Block
from parser.settling.numbers import is_next

_BY_MARKUP = re.compile(r"(?:\d{1,3}|[a-z]{1,4})\.", re.IGNORECASE)
_BY_WORDS = re.compile(
    r"(?P<dotted>(?:\d{1,3}\.)+\d{1,3})\.?\s+(?=[A-Z“‘\"(\[])"
    r"|(?P<figure>\d{1,3})[.)]\s+(?=[A-Z“‘\"(\[])"
    r"|\((?P<bracketed>\d{1,3}|[a-z]{1,2}|[ivx]{2,4})\)\s|(?P<letter>[a-z]|[ivx]{2,4})[.)]\s"
)


def counted_twice(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; of an item that the markup counts and whose words print a number the printed one is its number.

    `1. 4.2 Look up` is 4.2, and `1. (a) red` is (a), where a neighbour in such a list counts on; the other number is
    a dropped block of its own. A list that only begins with words like a number keeps the markup's.
    """
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for at, block in enumerate(blocks):
        counted = block.style == "item" and not block.rule and _BY_MARKUP.fullmatch(block.marker)
        if counted and (shown := _BY_WORDS.match(block.text)):
            found.setdefault((shown.lastgroup or "", block.level), []).append((at, shown[shown.lastgroup or 0]))
    twice: set[int] = set()
    for numbers in found.values():
        for (at, one), (behind, other) in pairwise(numbers):
            twice |= {at, behind} if is_next(one, other) else set()
    if not twice:
        return tuple(blocks)
    return tuple(each for at, block in enumerate(blocks) for each in (_uncounted(block) if at in twice else (block,)))


_WHOLE = re.compile(
    rf"(?P<stem>(?:{PREFIX}[ \u00a0]|(?P<word>(?:{UNITS})\.?[ \u00a0]))?"
    rf"(?P<base>[A-Z]{{0,2}}\d{{1,3}}[A-Z]{{0,2}}(?:[.-]\d{{1,3}}[A-Z]{{0,2}}){{0,3}}))"
    rf"(?P<items>(?:\((?:{ITEM})\))*)"
    r"(?:[.:]?(?=\s|\Z)|(?P<gap>[.-]\s?|\s?)(?P<item>[a-z]{1,2}|[ivx]{1,5}|[A-Z])\)(?=\s|\Z)"
    r"|(?P<stop>\.?)(?P<letter>[a-z]|[ivx]{1,5})\.(?=\s))"
)
"""A number with its items, as some print each of them whole, `A1.1(2)(b)`, `3.a)`, `3.a.`, `3a.`; or a number alone."""
_BEGINS_WHOLE = re.compile(
    r"[A-Z\d][\w. \u00a0-]{0,24}(?:\(\w{1,5}\)|(?<![^\d. -])(?:[a-z]{1,2}|[ivx]{1,5}|[A-Z])[.)]\s)"
)
_PART = re.compile(r"\(([^()]+)\)")
_CONJUNCTION = re.compile(r"[;,]\s*(?:and|or|but|and/or)\Z")
_NAME = re.compile(r"[A-Z]+\d+[A-Z]*")
"""What may be a name, `M4(1)`, unless it stands by itself as the number of what comes before."""
_SPELLED = "number-spelled-out"
_LONGEST_WHOLE = 40
_FEWEST_WHOLE = 2


_CALLED = re.compile(rf"[“\"‘']?(?:(?:Section|§|{UNITS})\.?\s*)?", re.IGNORECASE)
_OF_A_SENTENCE = re.compile(
    r"\s*(?:is|are|was|were|has|have|does|do|must|may|shall|should|will|can|applies|apply|sets|says|requires|of|to|and|or|in)\b"
)
"""How a sentence goes on that begins with a citation: `Article 3(1) applies …`."""
_SHALLOW = 2
"""A number and one item: what is longer and comes next is hardly ever a citation."""
_LEADS = (":", "–", "—", ":-")
_FIRSTS = ("1", "A", "a", "I", "i")


class _Whole(NamedTuple):
    """A block that begins with a number: where, the number and its items, where in the head each of them starts.

    `known` is how many of these the number before it has.
    """

    at: int
    path: tuple[str, ...]
    starts: tuple[int, ...]
    known: int


def spelled_out(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; of numbers that are printed whole, `A1.1(2)(b)`, only what is new stands before the words.

    `(b)` behind `A1.1(2)`, `A1.1` and `(1)` where nothing is open: so they nest as items that print their own number
    do. The other part of the number is a dropped block. They are numbers where they count on: two of them, or one
    behind its paragraph.
    """
    if not any(_BEGINS_WHOLE.match(_head(block)) for block in blocks):
        return tuple(blocks)
    whole = [each for each in _wholes(blocks) if len(each.path) > 1]
    if len(whole) < _FEWEST_WHOLE and not any(each.known and _opens(blocks[each.at]) for each in whole):
        return tuple(blocks)
    changed: dict[int, tuple[Block, ...]] = {}
    for each in whole:
        changed[each.at] = _shortened(blocks[each.at], each)
    return tuple(block for at, block in enumerate(blocks) for block in changed.get(at, (blocks[at],)))


def _wholes(blocks: Sequence[Block]) -> list[_Whole]:
    """The numbers at the starts of blocks that can be the next of the one before them.

    The number of a heading is one that items go on from and has none itself.
    """
    found: list[_Whole] = []
    path: tuple[str, ...] = ()
    led = False
    for at, block in enumerate(blocks):
        head = _head(block)[:_LONGEST_WHOLE]
        called = _CALLED.match(head) if head and block.style == "heading" else None
        match = _WHOLE.match(head, called.end() if called else 0) if head and not block.rule else None
        if match is None or (at and _is_broken(blocks[at - 1], head[match.end() :])):
            led = led or block.text.endswith(_LEADS)
            continue
        starts, here = _parts(match)
        close = (match["letter"] and not match["stop"]) or (match["item"] and not match["gap"])
        known = _known(path, here)
        cites = len(here) <= _SHALLOW and _OF_A_SENTENCE.match(head, match.end())
        if match["word"] and (block.cells or not known or cites):
            continue  # `Regulation 3(1)` in a table is what the row is about
        if known is None or (block.style == "heading" and len(here) > 1):
            continue
        if close and not (known and (led or known < len(path))):
            continue  # `5a.` is item a of 5 where words of 5 lead it in, and a paragraph behind 5 where not
        path, led = here, block.text.endswith(_LEADS)
        if block.style != "heading":
            found.append(_Whole(at, here, starts, known))
    return found


def _parts(match: re.Match[str]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Where the number and each of its items start, and what they are."""
    parts = [(match.start("stem"), match["base"] if match["word"] else match["stem"])]
    parts += [(match.start("items") + each.start(), each[1]) for each in _PART.finditer(match["items"])]
    last = "item" if match["item"] else "letter"
    parts += [(match.start(last), match[last])] if match[last] else []
    return tuple(start for start, _ in parts), tuple(part for _, part in parts)


def _known(path: tuple[str, ...], here: tuple[str, ...]) -> int | None:
    """How much of a number the one before it has; None where it cannot come next: `1.1(2)` behind 3.4."""
    known = next((at for at, (one, other) in enumerate(zip(path, here, strict=False)) if one != other), None)
    known = min(len(path), len(here)) if known is None else known
    if known == len(here) or (not known and _NAME.fullmatch(here[0]) and len(here) > 1):
        return None
    fresh = here[known + 1 :] if known < len(path) or not known else here[known:]
    on = known in (0, len(path)) or any(
        step(style, path[known], here[known]) is not None for style in styles(here[known])
    )
    return known if on and all(item in _FIRSTS for item in fresh) else None


def _head(block: Block) -> str:
    """Where the number of a block stands: in its margin, its first cell or in front of its words."""
    first = block.cells[0] if block.cells else block
    return first.marker or first.text


def _is_broken(before: Block, words: str) -> bool:
    """Whether a block goes on with a line that was broken in front of a number: `under paragraph`, `1.1(2) applies`."""
    ends = before.text[-1:].isalnum() and not _CONJUNCTION.search(before.text)
    return ends and before.style in ("para", "item") and words.lstrip()[:1].islower()


def _opens(block: Block) -> bool:
    """Whether one number alone with its items opens a provision: it stands apart, or before a capital."""
    end = len(block.text) if block.cells or block.marker else _begins(block.text)
    return end == len(block.text) or block.text[end:].lstrip()[:1].isupper()


def _begins(text: str) -> int:
    found = _WHOLE.match(text)
    return found.end() if found else 0


def _shortened(block: Block, whole: _Whole) -> tuple[Block, ...]:
    """A block without the part of its number that is known; that part is a dropped block in front of it."""
    head, end = _head(block), _begins(_head(block))
    cut = whole.starts[max(whole.known, 1)]
    known, new = head[:cut].strip(), head[cut:end]
    apart, rest = ((), known) if not whole.known else ((Block(known, rule=_SPELLED),), "")
    if block.cells:
        first, *others = block.cells
        if not rest or not others:
            cells = (_led(first.after(cut) if not first.marker else replace(first, marker=""), rest), *others)
        else:
            cells = (replace(first, text=rest, marker=""), _led(others[0], new), *others[1:])
        return (*apart, replace(block, cells=cells))
    if block.marker:
        return (*apart, replace(_led(block, new), marker=rest))
    return (*apart, _led(block.after(cut), rest))


def _led(block: Block, words: str) -> Block:
    """A block with words in front of its own, each mark where it stood."""
    if not words:
        return block
    lead = f"{words} "
    marks = tuple(replace(mark, at=mark.at + len(lead)) for mark in block.marks)
    return replace(block, text=f"{lead}{block.text}", marks=marks)


def _uncounted(block: Block) -> tuple[Block, Block]:
    return Block(block.marker, rule="counted-by-markup"), replace(block, marker="")
