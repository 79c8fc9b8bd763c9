"""Numbered demands, and headings that demand, each with its text.

A run of numbers may be one of sections or steps as well.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.work import Ask
from parser.readers.blocks import Block
from parser.statements.asking import urges, whom
from parser.statements.demanding import demands
from parser.statements.items import wording
from parser.statements.leading import (
    calls_itself_ask,
    is_ask_heading,
    is_asking_heading,
    leads_on,
    tells,
)
from parser.statements.lists import Found, demanded_items, headed, next_head, whom_in
from parser.statements.numbering import numbered
from parser.statements.orders import imperative
from parser.statements.prose import sentences

_ABOUT = re.compile(r"(?:what|why|how|who|when|where|which|question)\b", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+")
_SLOGAN = re.compile(r"[“\"].*[”\"]")
_SHORT_BODY = 3
"""Blocks below a heading that make one demand; a section of a response has more."""
CONCLUDES = re.compile(
    r"(?:against|in conclusion|to conclude|finally|together|ultimately|as (?:a|we|the|one)|we (?:stand"
    r"|look forward|remain|hope|thank|are)"
    r"|only|the time|now is|children (?:cannot|deserve|have)|without|with|if|for|our|this is)\b",
    re.IGNORECASE,
)
"""How a paragraph after a list begins that concludes a statement."""


def _runs(blocks: Sequence[Block]) -> Iterator[list[int]]:
    """Where numbers 1, 2, 3 … stand; another 1 begins another run."""
    run: list[int] = []
    for index, block in enumerate(blocks):
        found = numbered(block)
        if found and found[0] == str(len(run) + 1):
            run.append(index)
        elif found and found[0] == "1":
            yield run
            run = [index]
    yield run


def numbered_runs(blocks: Sequence[Block]) -> Iterator[Found]:
    """Runs of numbers that are demands, each a heading with text or a demand by itself.

    Where paragraphs have dotted numbers, the plain ones are those of sections.
    """
    divided = sum(_DOTTED.match(block.text) is not None for block in blocks) > 1
    runs = [] if divided else [run for run in _runs(blocks) if len(run) > 1]
    for number, starts in enumerate(runs):
        bound = runs[number + 1][0] if number + 1 < len(runs) else len(blocks)
        headings = all(is_ask_heading(blocks[start]) for start in starts)
        made = []
        ends = []
        for at, start in enumerate(starts):
            last = at + 1 == len(starts)
            ask, end = _ask(blocks, start, bound if last else starts[at + 1], (headings, last))
            made.append(ask)
            ends.append(end)
        if headings and not any(ask.text for ask in made[:-1]):
            made = [Ask(ask.num, None, ask.heading or "", whom(ask.heading or ""), "numbered") for ask in made]
            ends[-1] = starts[-1] + 1
        lead = starts[0] - 1 if starts[0] else None
        if _are_demands(blocks, starts, made, lead):
            yield Found(starts[0], ends[-1], tuple(made), lead if leads_to(blocks, lead) else None)


def leads_to(blocks: Sequence[Block], at: int | None) -> bool:
    """Whether the block before a list asks."""
    if at is None:
        return False
    block = blocks[at]
    return bool(
        urges(block.text) or (block.style == "heading" and is_asking_heading(block.text)) or leads_on(blocks, at)
    )


def _are_demands(blocks: Sequence[Block], starts: Sequence[int], made: Sequence[Ask], lead: int | None) -> bool:
    """Whether a numbered run is of demands, not of sections or steps.

    Its numbers say so (`Ask 1`), it is led to by a call, or most of its items begin with what they ask and none is a
    section of many blocks. A paragraph that asks further on is one of evidence: its sentences are read one by one.
    """
    if any(calls_itself_ask(blocks[start]) for start in starts):
        return True
    if lead is not None and tells(blocks, lead):
        return False
    long = sum(ask.text.count("\n") >= _SHORT_BODY for ask in made if ask.heading)
    asking = sum(_asks_in(ask.heading, ask.text) for ask in made)
    if leads_to(blocks, lead):
        return 2 * long <= len(made) and (asking > 0 or not any(ask.heading for ask in made))
    commands = sum(wording(ask.heading or ask.text) == "command" for ask in made)
    opening = sum(_asks_in(ask.heading, sentences(ask.text)[0] if ask.text else "") for ask in made)
    return 2 * commands >= len(made) or (2 * opening >= len(made) and 2 * long < len(made))


def _asks_in(heading: str | None, text: str) -> bool:
    return wording(heading or text) == "command" or any(
        urges(each) or demands(each) or imperative(each) for each in sentences(text)
    )


def _ask(blocks: Sequence[Block], start: int, end: int, form: tuple[bool, bool]) -> tuple[Ask, int]:
    """One demand and where it ends; `form` says whether its run's are headings, and whether this is the last."""
    heading, last = form
    found = numbered(blocks[start])
    assert found is not None
    num, words = found
    if not heading:
        stop = next((n for n in range(start + 1, end) if blocks[n].style != "item"), end)
        text = "\n".join([words, *(block.text for block in blocks[start + 1 : stop])])
        return Ask(num, None, text, whom(text), "numbered"), stop
    stop = _body_end(blocks, start, end)
    if last and not blocks[start].level:
        stop = min(stop, next_head(blocks, start))
    if last and stop - start > 2 and CONCLUDES.match(blocks[stop - 1].text) and blocks[stop - 1].style != "item":
        stop -= 1
    text = "\n".join(block.text for block in blocks[start + 1 : stop] if block.text)
    return Ask(num, words or None, text, whom_in(text), "numbered"), stop


def _body_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where the text below a heading ends: before a heading of its level or above."""
    level = blocks[start].level or 6
    for at in range(start + 1, end):
        if blocks[at].style == "heading" and blocks[at].level and blocks[at].level <= level:
            return at
    return end


def headings(blocks: Sequence[Block]) -> Iterator[Found]:
    """Headings without numbers that ask, with their text: those that demand, and two or more of one level that command.

    What is above the first paragraph is a title, and tells.
    """
    first = next(
        (n for n, b in enumerate(blocks) if b.style != "heading" and b.text.rstrip('”"’')[-1:] in ".:!?"), len(blocks)
    )
    heads = [n for n, b in enumerate(blocks) if b.style == "heading" and numbered(b) is None]
    for level in sorted({blocks[n].level for n in heads}):
        mine = [n for n in heads if blocks[n].level == level]
        commands = [n for n in mine if imperative(blocks[n].text) and not _SLOGAN.fullmatch(blocks[n].text)]
        several = len({blocks[n].text for n in commands}) > 1
        commands = commands if several and all(a + 1 < b for a, b in pairwise([*commands, len(blocks)])) else []
        demanding = [n for n in mine if n > first and _demanding_head(blocks, n)]
        demanding = demanding if len(demanding) > 1 or not any(_sums_up(blocks, n) for n in demanding) else []
        for start in mine:
            if start in commands or start in demanding:
                yield headed(blocks, start, next_head(blocks, start), start)


def _sums_up(blocks: Sequence[Block], at: int) -> bool:
    """Whether the text below a heading asks more than once by itself: then the heading is its headline."""
    below = (text for block in blocks[at + 1 : next_head(blocks, at)] for text in sentences(block.text))
    return sum(bool(urges(text) or demands(text)) for text in below) > 1


def _demanding_head(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading over a text says what must or should be: `The threshold should be lowered`."""
    text = blocks[at].text
    asked = not is_asking_heading(text) and not _ABOUT.match(text) and demands(text)
    if not asked or demanded_items(blocks, at):
        return False
    return at + 1 < len(blocks) and blocks[at + 1].style != "heading"
