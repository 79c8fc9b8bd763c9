"""Numberings of a whole document: which of the numbers printed in it count on through it.

A single number proves nothing: a figure may begin a sentence, a list may begin again at 1. Read
together the numbers tell what they are. The longest run that goes up is the document's numbering;
a gap in it, a number printed twice or a list between two of its numbers changes nothing for the rest.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from corpus.enumerators import counts_on
from parser.codes.definitions import is_defined_below
from parser.readers.blocks import Block

Value = tuple[int, str]
"""A number and the letters of one inserted later: `16A` is (16, "A")."""

_FEWEST = 3
_DENSE = 0.6
_NEAR = 3
_SHORT = 8
_MANY = 12


class Numbered(NamedTuple):
    """A block that begins with a number: its place in the document, the number, and what it looks like.

    Blocks of one `form` are set alike: numbers of a list that stands in a paragraph have another
    form than the paragraphs' own, or begin again. What has no form only fills gaps.
    """

    at: int
    value: Value
    form: Hashable = None


class Chain(NamedTuple):
    """Numbers that go up through a document, and those of the same form that do not fit among them."""

    members: tuple[Numbered, ...] = ()
    others: tuple[Numbered, ...] = ()


def rising(numbered: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The longest strictly rising run, in order of the document (patience sorting; n log n).

    Of two runs of one length the one whose numbers stay lower, of a number printed twice the first: a
    list that begins again at 1 is left out, not the numbers after it.
    """
    tails: list[Value] = []
    ends: list[int] = []
    before: list[int] = []
    for index, each in enumerate(numbered):
        place = bisect_left(tails, each.value)
        before.append(ends[place - 1] if place else -1)
        if place < len(tails) and tails[place] == each.value:
            continue
        tails[place : place + 1] = [each.value]
        ends[place : place + 1] = [index]
    run: list[Numbered] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(numbered[index])
        index = before[index]
    return tuple(reversed(run))


def counted(numbered: Sequence[Numbered], after: int = 0, fewest: int = _FEWEST) -> Chain:
    """The numbering of a document or of one of its annexes; empty where the numbers do not make one.

    The form with the longest run counts; a number of another form joins where it fills a gap. A
    numbering has at least `fewest` numbers, begins low or goes on after `after`, leaves few out, and most
    numbers of its form belong to it: steps under ten headings that each begin at 1 are no numbering.
    """
    forms = Counter(each.form for each in numbered if each.form is not None)
    runs = [(form, rising([each for each in numbered if each.form == form])) for form in forms]
    form, run = max(runs, key=lambda pair: len(pair[1]), default=(None, ()))
    alike = [each for each in numbered if each.form == form]
    if len(run) < fewest:
        return Chain()
    numbering = _is_numbering(run, len(alike), after) and not _begins_again(run, alike, numbered)
    if not (numbering or _is_each_once(alike)):
        return Chain()
    members = _filled(run, [each for each in numbered if each.form != form])
    chosen = {each.at for each in members}
    others = [each for each in alike if each.at not in chosen]
    again = _filled(rising(others), [each for each in numbered if each.form != form and each.at not in chosen])
    return Chain(members, tuple(sorted({*others, *again}, key=lambda each: each.at)))


def _is_numbering(run: Sequence[Numbered], alike: int, after: int) -> bool:
    first, last = run[0].value[0], run[-1].value[0]
    begins = first <= _NEAR or (after and after < first <= after + _NEAR)
    return bool(begins) and len(run) >= _DENSE * (last - first + 1) and len(run) >= _DENSE * alike


def _is_each_once(alike: Sequence[Numbered]) -> bool:
    """Whether numbers are a numbering whose parts stand in another order, 33 to 40 above 26 to 32: each stands once.

    Lists that each begin at 1 have their first numbers in common.
    """
    values = {each.value[0] for each in alike}
    low, high = min(values, default=0), max(values, default=0)
    steps = sum(0 < after.value[0] - before.value[0] <= _NEAR for before, after in pairwise(alike))
    once = len(values) == len(alike) >= _MANY and low <= _NEAR and len(alike) >= _DENSE * (high - low + 1)
    return once and steps >= 2 * len(alike) // 3


def _begins_again(run: Sequence[Numbered], alike: Sequence[Numbered], every: Sequence[Numbered]) -> bool:
    """Whether a short run is made of lists that each begin at its first number: no numbering of a document.

    A list inside one of its paragraphs begins there too, but behind the first of them.
    """
    first = run[0]
    before = any(each.value == first.value and each.at < first.at for each in every)
    return len(run) < _SHORT and (before or sum(each.value == first.value for each in alike) > 1)


def _filled(run: Sequence[Numbered], spare: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The run with numbers of other forms that stand in its gaps and fill them."""
    members: list[Numbered] = []
    waiting = list(reversed(spare))
    for each in run:
        last = members[-1] if members else None
        while waiting and waiting[-1].at < each.at:
            candidate = waiting.pop()
            if last and last.at < candidate.at and last.value < candidate.value < each.value:
                members.append(candidate)
                last = candidate
        members.append(each)
    return tuple(members)


def consecutive(numbered: Iterable[Numbered]) -> frozenset[int]:
    """The places of numbers that count on from a neighbour or to one: 97, 98, 99, whatever they begin with."""
    run = rising(tuple(numbered))
    near = [
        index
        for index, each in enumerate(run)
        if any(0 <= index + step < len(run) and _beside(each, run[index + step]) for step in (-1, 1))
    ]
    return frozenset(run[index].at for index in near)


def _beside(one: Numbered, other: Numbered) -> bool:
    """Whether two numbers are neighbours: 12, 12A, 13. Letters that follow none, 20C and 21V, are of names."""
    (first, before), (second, letters) = sorted((one.value, other.value))
    inserted = not letters or letters.endswith("A") or first == second
    return second - first <= 1 and inserted and (not before or first == second or not letters)


_GLUED = re.compile(r"\((?P<number>([a-z])\2?|[ivxl]{2,4}|\d{1,2})\)(?P<glued>(?=[^\W\d_]))?")
_INSERTED = re.compile(r"(?P<base>\d{1,3}(?:\.\d{1,3})+)\s?(?P<letter>[A-Z])\s?(?=[A-Z][a-z]*\s)")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+[A-Z]?(?=\s)")
_REACH = 4


def parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; a number printed without a space before its words, `(b)the`, is set apart from them.

    It is a number where the one before it or the one after it opens a block nearby: `(s)he` is none.
    """
    opened = {
        at: found for at, each in enumerate(blocks) if each.text[:1] == "(" and (found := _GLUED.match(each.text))
    }
    changed = list(blocks)
    for at, found in opened.items():
        block, number = blocks[at], found["number"]
        near = (opened[other]["number"] for other in range(at - _REACH, at + _REACH + 1) if other in opened)
        if found["glued"] is None or block.marker or block.rule:
            continue
        if any(counts_on(number, other) or counts_on(other, number) for other in near):
            changed[at] = _in_margin(block, found)
    return tuple(_inserted_parted(changed))


def _inserted_parted(blocks: list[Block]) -> list[Block]:
    """The same blocks; an inserted number that its words or a space hide is set apart where its predecessor is last.

    `3.10AIf` and `3.10 A If` behind 3.10 are 3.10A: a paragraph is not numbered 3.10 twice.
    """
    last = ""
    for at, block in enumerate(blocks):
        if not block.text[:1].isdigit() or block.marker or block.rule:
            continue
        found = _INSERTED.match(block.text)
        number = f"{found['base']}{found['letter']}" if found else ""
        before = chr(ord(found["letter"]) - 1) if found else ""
        if found and last == f"{found['base']}{before if before >= 'A' else ''}":
            blocks[at], last = replace(_in_margin(block, found), marker=number), number
        elif plain := _DOTTED.match(block.text):
            last = plain[0]
    return blocks


_SET_OFF = re.compile(
    r"(?P<number>\d{1,2}|[A-Z]|[IVX]{2,5}|[a-z]|[ivx]{2,5})(?P<sign>\)\.|:|(?<=[A-Z])\.|\s+[–—-])\s+(?=[^\W\d]|[“‘\"'(])"
)
"""A number set off in a way that words have too: `1 - The`, `A — the`, `II. the`, `2). The`, `3: The`."""
_FURTHER = 8
"""Blocks that may stand between two such numbers, the bullets below the first of them."""
_FIRSTS = ("1", "A", "a", "I", "i")


def set_off(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; numbers that only their neighbours tell from words, `1 - The` and `2 - A`, stand in the margin.

    They are numbers where they count on from the first: `I - the undersigned` alone is none.
    """
    runs: dict[str, list[tuple[int, re.Match[str]]]] = {}
    changed = list(blocks)
    for at, block in enumerate(blocks):
        plain = block.style in ("para", "item") and not (block.cells or block.marker or block.rule)
        found = _SET_OFF.match(block.text) if plain else None
        if found is None:
            continue
        run = runs.get(sign := found["sign"].strip(), [])
        if run and at - run[-1][0] <= _FURTHER and counts_on(run[-1][1]["number"], found["number"]):
            for place, each in [*(run if len(run) == 1 else ()), (at, found)]:
                changed[place] = _in_margin(blocks[place], each)
            run.append((at, found))
        elif found["number"] in _FIRSTS:
            runs[sign] = [(at, found)]
    return tuple(changed)


def _in_margin(block: Block, found: re.Match[str]) -> Block:
    """A block whose number stands in its margin."""
    return replace(block.after(found.end()), marker=found[0].strip())


def defined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; a quoted term alone and what it means right below, as `dt` and `dd` set them, are one."""
    found: list[Block] = []
    for block in blocks:
        term = found[-1] if found else None
        plain = term is not None and not (block.marker or any(each.cells or each.rule for each in (term, block)))
        if term is not None and plain and is_defined_below(term.text, block.text):
            moved = tuple(replace(mark, at=mark.at + len(term.text) + 1) for mark in block.marks)
            found[-1] = replace(term, text=f"{term.text} {block.text}", marks=(*term.marks, *moved))
        else:
            found.append(block)
    return tuple(found)


_TITLED = re.compile(r"(?P<number>\d{1,3})\.?\s+(?P<title>[A-Z“‘\"]\S*(?: \S+){0,9}(?<![.;:,]))$")


def titled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; a line `2. Amendments`, or `2 Amendments`, right above paragraph 2.1 is a heading.

    Word processors and PDFs often set it like the text: the numbers say what it is.
    """
    changed = list(blocks)
    for at, (block, below) in enumerate(pairwise(blocks)):
        if block.style != "para" or block.cells or block.rule or not block.text:
            continue
        found = None if below.cells else _TITLED.fullmatch(f"{block.marker} {block.text}".strip())
        if found and re.match(rf"{found['number']}\.1\b(?!\.\d)", f"{below.marker} {below.text}".lstrip()):
            changed[at] = replace(block, style="heading", text=found[0], marker="")
    return tuple(changed)


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
            twice |= {at, behind} if _goes_up(one, other) else set()
    if not twice:
        return tuple(blocks)
    return tuple(each for at, block in enumerate(blocks) for each in (_uncounted(block) if at in twice else (block,)))


def _goes_up(one: str, other: str) -> bool:
    """Whether a printed number comes next after another: 4.3 or 5.1 after 4.2, 5 after 4, b after a."""
    (stem, _, last), (following, _, number) = one.rpartition("."), other.rpartition(".")
    if stem != following:
        return number == "1" and bool(stem and following)
    return counts_on(last, number)


def _uncounted(block: Block) -> tuple[Block, Block]:
    return Block(block.marker, rule="counted-by-markup"), replace(block, marker="")
