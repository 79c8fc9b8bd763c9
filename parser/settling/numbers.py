"""Numbers that only their neighbours tell from words are set apart: `(b)the`, `1 - The`, a title above 2.1."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.enumerators import counts_on
from parser.codes.definitions import is_defined_below
from parser.readers.blocks import Block

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
_HEAD = 24
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


_LINE_NUMBER = re.compile(r"(?P<dotted>(?:[A-Z]{2,8} )?[A-Z]{0,2}\d{1,3}(?:\.\d{1,3})+)[A-Z]?\.?\s+(?=[A-Z“‘\"(\[])")
"""A number with dots in front of a sentence, where a line begins."""


def lines_apart(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; numbered paragraphs that only line breaks part, `1.1 One<br>1.2 Two`, are blocks of their own.

    A line begins one where its number comes next behind the last number that began a line.
    """
    if not any("\n" in block.text for block in blocks):
        return tuple(blocks)
    found: list[Block] = []
    last = ""
    for block in blocks:
        plain = block.style in ("para", "item") and not (block.cells or block.rule)
        dotted = plain and "." in (block.marker or block.text[:_HEAD])
        first = _LINE_NUMBER.match(f"{block.marker} {block.text[:_HEAD]}".lstrip()) if dotted else None
        last = first["dotted"] if first else last
        rest = block
        for start in _line_starts(block.text) if plain and "\n" in block.text else ():
            inner = _LINE_NUMBER.match(block.text, start)
            if inner and last and is_next(last, inner["dotted"]):
                cut = start - (len(block.text) - len(rest.text))
                above, rest = _divided(rest, cut)
                found.append(above)
                last = inner["dotted"]
        found.append(rest)
    return tuple(found)


def _line_starts(text: str) -> list[int]:
    return [at + 1 for at, sign in enumerate(text) if sign == "\n"]


def _divided(block: Block, cut: int) -> tuple[Block, Block]:
    """The lines of a block in front of one of them, and those from it on."""
    text = block.text[:cut].rstrip()
    above = tuple(mark for mark in block.marks if mark.at <= len(text))
    below = tuple(replace(mark, at=mark.at - cut) for mark in block.marks if mark.at > len(text))
    return replace(block, text=text, marks=above), replace(block, text=block.text[cut:], marks=below, marker="")


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


def is_next(one: str, other: str) -> bool:
    """Whether a printed number comes next after another: 4.3 or 5.1 after 4.2, 5 after 4, b after a."""
    (stem, _, last), (following, _, number) = one.rpartition("."), other.rpartition(".")
    if stem != following:
        return number == "1" and bool(stem and following)
    return counts_on(last, number)
