"""What a statement asks for: numbered or headed demands, lists below a call, and the sentences that urge or demand.

Where a statement lists its asks, the list is what it asks for: the call that leads to it is part of each item, the
sentences elsewhere that only say what must be are its argument; one that urges is an ask of its own.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.work import Ask
from parser.readers.blocks import Block
from parser.statements.asking import whom
from parser.statements.calling import reports
from parser.statements.items import asks_by_itself, calls_for, denies
from parser.statements.leading import law_told, named_apart, ordering, tells, told_items
from parser.statements.lists import Found, called
from parser.statements.prose import Placed, Places, prose, sentences
from parser.statements.runs import CONCLUDES, headings, leads_to, numbered_runs
from parser.statements.voice import lays_down_rules, petitioned, sums_up_answers

_BACK = re.compile(
    r"\b(?:these|those|the above|our)\s+(?:\w+\s+)?(?:recommendations|asks|demands|calls|changes|steps|measures"
    r"|proposals|points)\b",
    re.IGNORECASE,
)
_PLEA = re.compile(r"(?:[A-Z]\w+,\s+)?[Ww]e\s+(?:\w+\s+)?(?:urge|call|ask|demand|implore|appeal)\b")
_HELD = re.compile(
    r"\b(?:won|secured|achiev\w+|announced?|introduced|brought\s+in|given|granted|passed|enacted|already|existing"
    r"|current(?:ly)?|includes?"
    r"|contains?|covers?|history|timeline|background|contents|related|last\s+year|what\s+(?:we|it"
    r"|the\s+\w+)\s+(?:did|does|do|found)"
    r"|in\s+\d{4}|glossary|topics?|chapters?|index)\b",
    re.IGNORECASE,
)
"""Above things that are there already, or that a text is about: `What we won`."""
_YOU = re.compile(r"\b(?:you|your|click|download|subscribe)\b", re.IGNORECASE)
"""A text that speaks to its readers: what it orders may be told to them."""
_LONG_HEADING = 160
_CLOSING = 3
"""Blocks at the end of a statement of which one may conclude it."""


def asks(blocks: Sequence[Block], *, argues: bool = True, spoken: bool = False) -> tuple[Ask, ...]:
    """The asks of the body of a statement (front and signature left out), in order.

    `argues` says that its must and should are demands; a government's tell what its law says. `spoken` says that
    somebody signs it or greets: then it is no text of rules, however many it has.
    """
    blocks = named_apart(blocks)
    found = [Found(at, at + 1, (Ask(None, None, blocks[at].text, None, "headed"),)) for at in petitioned(blocks)]
    found = sorted((*found, *_lists(blocks)), key=lambda each: each.start)
    if argues and not spoken and lays_down_rules(blocks):
        return tuple(
            ask for each in found if each.lead is not None and leads_to(blocks, each.lead) for ask in each.asks
        )
    if sums_up_answers(blocks):
        argues, found = (
            False,
            [each for each in found if each.lead is not None and blocks[each.lead].style != "heading"],
        )
    if not argues:
        many = any(len(each.asks) > 1 for each in found)
        found = [f for f in found if not many or f.lead is not None or any(asks_by_itself(a.text) for a in f.asks)]
    spoken = spoken or not any(_YOU.search(block.text) for block in blocks)
    placed = [*_free(blocks, found, argues, spoken), *((each.start, each.asks) for each in found)]
    placed += _named_alone(blocks, placed, found) if argues else []
    placed = placed or [*_headline(blocks)]
    return tuple(ask for _, made in sorted(placed, key=lambda pair: pair[0]) for ask in made if not _denied(ask))


def _headline(blocks: Sequence[Block]) -> Iterator[Placed]:
    """The first line of a text that asks nowhere else, where it tells who asks: `Guild urges the board to act`."""
    top = blocks[0] if blocks else None
    if (
        top
        and len(blocks) > 1
        and blocks[1].style == "para"
        and (top.style == "heading" or _is_title(0, top))
        and reports(top.text)
    ):
        yield 0, (Ask(None, None, top.text, whom(top.text), "prose"),)


def _denied(ask: Ask) -> bool:
    """Whether an item of a list only says that nothing more is asked."""
    return ask.form in ("listed", "numbered") and not ask.heading and denies(ask.text.split("\n")[-1])


def _named_alone(blocks: Sequence[Block], asked: Sequence[Placed], found: Sequence[Found]) -> list[Placed]:
    """Things named one below another, or in a text that asks, that nothing leads to: `A ban on snares`."""
    taken = {at for at, _ in asked} | {n for each in found for n in range(each.start, each.end)}
    made: list[Placed] = []
    named = [n not in taken and b.style in ("para", "item") and calls_for(b.text) for n, b in enumerate(blocks)]
    for is_named, run in groupby(range(len(blocks)), lambda n: named[n]):
        places = [*run]
        start, after = places[0], places[-1] + 1
        among = after < len(blocks) and blocks[start].style == blocks[after].style == "item"
        if is_named and start and not (among or blocks[start - 1].style == "item" or _told_above(blocks, start)):
            made += [(n, (Ask(None, None, blocks[n].text, whom(blocks[n].text), "listed"),)) for n in places]
    alone = len(made) == 1 and (not asked or found)
    return [] if alone else made


def _told_above(blocks: Sequence[Block], at: int) -> bool:
    """Whether what stands right above says that things are told of: `The Act contains:`, `What we do`."""
    section = _section(blocks, at)
    return any(
        tells(blocks, n) or _HELD.search(sentences(blocks[n].text)[-1])
        for n in (at - 1, section - 1)
        if n >= 0 and blocks[n].text
    )


def _free(blocks: Sequence[Block], found: Sequence[Found], argues: bool, spoken: bool) -> Iterator[Placed]:
    """The sentences outside lists that ask.

    Before a list, in its section, what must be is the argument for it, and the paragraph right before it its preface;
    after one, what points back or concludes is no more than the list.
    """
    leads = {each.lead for each in found}
    taken = {n for each in found for n in range(each.start, each.end)} - leads
    rest = [
        (n, _before_call(b) if n in leads else b)
        for n, b in enumerate(blocks)
        if n not in taken and not _is_title(n, b)
    ]
    lists = [each for each in found if len(each.asks) > 1]
    tops = [each.start for each in lists if not _has_call(blocks, each)]
    before = {n for top in tops for n in range(_section(blocks, top), top) if not _is_above(blocks[n], blocks[top])}
    prefaces = {top - 1 for top in tops if blocks[top].style != "heading" or not _pleads(blocks[top - 1])}
    ends = {each.end for each in lists}
    after = min(ends, default=len(blocks))
    ordered = ordering(rest)
    known = Places(ordered, told_items(rest), law_told(rest))
    for at, made in prose([pair for pair in rest if pair[0] not in before], argues=argues, spoken=spoken, known=known):
        if at < after or not (
            _restates(made) or (CONCLUDES.match(blocks[at].text) and _closes(at, ends, blocks) and not _urging(made))
        ):
            yield at, made
    pleas = [(n, b) for n, b in rest if n in before and (n not in prefaces or reports(b.text))]
    yield from prose(pleas, argues=False)


def _is_above(block: Block, item: Block) -> bool:
    """Whether a block is an item below which the list of another begins: it is none of its argument."""
    return block.style == item.style == "item" and 0 < block.level < item.level


def _pleads(block: Block) -> bool:
    """Whether a sentence of a paragraph opens with a plea: under it a heading begins what else is asked."""
    return any(_PLEA.match(sentence) for sentence in sentences(block.text))


def _closes(at: int, ends: Collection[int], blocks: Sequence[Block]) -> bool:
    """Whether a paragraph stands right after a list or among the last of a statement, where it may conclude."""
    return at in ends or at >= len(blocks) - _CLOSING


def _is_title(at: int, block: Block) -> bool:
    """Whether the first words of a text are its title, though nothing sets them apart."""
    return (
        at == 0
        and block.style == "para"
        and len(block.text) <= _LONG_HEADING
        and block.text.rstrip(" ”\"’')")[-1:] not in ".?!:;…"
    )


def _has_call(blocks: Sequence[Block], found: Found) -> bool:
    """Whether a sentence of a paragraph leads to a list, and not a heading or nothing."""
    return found.lead == found.start and blocks[found.start].style != "heading"


def _section(blocks: Sequence[Block], at: int) -> int:
    """Where the section begins in which a block stands: after the heading above it."""
    return next((n + 1 for n in range(at - 1, -1, -1) if blocks[n].style == "heading"), 0)


def _before_call(block: Block) -> Block:
    """The sentences of a paragraph before the last, which leads to a list."""
    return replace(block, text=" ".join(sentences(block.text)[:-1]))


def _urging(made: Sequence[Ask]) -> bool:
    """Whether a sentence asks those to whom the statement speaks."""
    return any(ask.whom == "you" for ask in made)


def _restates(made: Sequence[Ask]) -> bool:
    """Whether a sentence after a list points back to it: `We urge Ofcom to adopt these recommendations`."""
    return all(_BACK.search(ask.text) for ask in made)


def _lists(blocks: Sequence[Block]) -> Iterator[Found]:
    """Numbered demands, headed demands, and items below a call; none within another."""
    end = 0
    for found in sorted((*numbered_runs(blocks), *headings(blocks), *called(blocks)), key=lambda f: (f.start, -f.end)):
        if found.start >= end:
            yield found
            end = found.end


def addressed(found: Sequence[Ask], addressee: str | None) -> tuple[Ask, ...]:
    """The asks, each with whom it asks: whom it names, else to whom the statement is."""
    return tuple(ask if ask.whom and ask.whom != "you" else replace(ask, whom=addressee) for ask in found)
