"""What a statement asks for: numbered or headed demands, lists below a call, and the sentences that urge or demand.

Where a statement lists its asks, the list is what it asks for: the call that leads to it is part of each item, the
sentences elsewhere that only say what must be are its argument; one that urges is an ask of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from corpus.work import Ask
from parser.readers.blocks import Block
from parser.statements.asking import imperative, urges, whom
from parser.statements.calling import reports
from parser.statements.demanding import demands
from parser.statements.leading import (
    calls_itself_ask,
    goes_on,
    is_ask_heading,
    is_asking_heading,
    is_item,
    leads_on,
    lettered,
    mark,
    names_a_thing,
    numbered,
    ordering,
    tells,
    told_items,
)
from parser.statements.prose import Placed, prose, sentences
from parser.statements.voice import lays_down_rules, petitioned, sums_up_answers

_ABOUT = re.compile(r"(?:what|why|how|who|when|where|which|question)\b", re.IGNORECASE)
_POINTS = re.compile(r"(?:read|view|download|see|click|watch|listen|find out)\b", re.IGNORECASE)
"""An item that only leads the reader elsewhere: a list of these under a headline is no list of asks."""
_CONCLUDES = re.compile(
    r"(?:against|in conclusion|to conclude|finally|together|ultimately|as (?:a|we|the|one)|we (?:stand"
    r"|look forward|remain|hope|thank|are)"
    r"|only|the time|now is|children (?:cannot|deserve|have)|without|with|if|for|our|this is)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:these|those|the above|our)\s+(?:\w+\s+)?(?:recommendations|asks|demands|calls|changes|steps|measures"
    r"|proposals|points)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})\.?\s+")
_LONG_HEADING = 160
_SHORT_BODY = 3
"""Blocks below a heading that make one demand; a section of a response has more."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Asks of the blocks from `start` to `end`; `lead` is the block whose words lead to them, if one does."""

    start: int
    end: int
    asks: tuple[Ask, ...]
    lead: int | None = None


def asks(blocks: Sequence[Block], *, argues: bool = True, spoken: bool = False) -> tuple[Ask, ...]:
    """The asks of the body of a statement (front and signature left out), in order.

    `argues` says that its must and should are demands; a government's tell what its law says. `spoken` says that
    somebody signs it or greets: then it is no text of rules, however many it has.
    """
    found = [_Found(at, at + 1, (Ask(None, None, blocks[at].text, None, "headed"),)) for at in petitioned(blocks)]
    found = sorted((*found, *_lists(blocks)), key=lambda each: each.start)
    if argues and not spoken and lays_down_rules(blocks):
        return tuple(ask for each in found if each.lead is not None and _leads(blocks, each.lead) for ask in each.asks)
    if sums_up_answers(blocks):
        argues, found = (
            False,
            [each for each in found if each.lead is not None and blocks[each.lead].style != "heading"],
        )
    if not argues:
        many = any(len(each.asks) > 1 for each in found)
        found = [f for f in found if not many or f.lead is not None or _asking_items([a.text for a in f.asks])]
    placed = [*_free(blocks, found, argues), *((each.start, each.asks) for each in found)]
    return tuple(ask for _, made in sorted(placed, key=lambda pair: pair[0]) for ask in made)


def _free(blocks: Sequence[Block], found: Sequence[_Found], argues: bool) -> Iterator[Placed]:
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
    before = {n for top in tops for n in range(_section(blocks, top), top)}
    prefaces = {top - 1 for top in tops}
    after = min((each.end for each in lists), default=len(blocks))
    ordered = ordering(rest)
    for at, made in prose(
        [pair for pair in rest if pair[0] not in before], argues=argues, ordered=ordered, told=told_items(rest)
    ):
        if at < after or not (_restates(made) or (_CONCLUDES.match(blocks[at].text) and not _urging(made))):
            yield at, made
    pleas = [(n, b) for n, b in rest if n in before and (n not in prefaces or reports(b.text))]
    yield from prose(pleas, argues=False)


def _is_title(at: int, block: Block) -> bool:
    """Whether the first words of a text are its title, though nothing sets them apart."""
    return (
        at == 0
        and block.style == "para"
        and len(block.text) <= _LONG_HEADING
        and block.text.rstrip(" ”\"’')")[-1:] not in ".?!:;…"
    )


def _has_call(blocks: Sequence[Block], found: _Found) -> bool:
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


def _lists(blocks: Sequence[Block]) -> Iterator[_Found]:
    """Numbered demands, headed demands, and items below a call; none within another."""
    end = 0
    for found in sorted((*_numbered(blocks), *_headed(blocks), *_called(blocks)), key=lambda f: (f.start, -f.end)):
        if found.start >= end:
            yield found
            end = found.end


def _called(blocks: Sequence[Block]) -> Iterator[_Found]:
    """The items of a list below a heading that asks (`Our asks`) or a sentence that does (`We call on Ofcom to:`)."""
    for index, block in enumerate(blocks):
        if block.style == "heading" and is_asking_heading(block.text):
            found = _items_under(blocks, index) or _commands_under(blocks, index)
            many = found is not None and len(found.asks) > 1
            yield from (
                [found] if found and many else (*_below(blocks, index), *(_explained(blocks, index) if found else ()))
            )
        elif call := leads_on(block, blocks[index + 1 : index + 2]):
            end = _end_of_items(blocks, index + 1)
            end = end if end > index + 1 else _end_of_commands(blocks, index + 1)
            end = end if end > index + 1 else _end_of_things(blocks, index + 1, call)
            if end > index + 1:
                items = tuple(_bulleted(call, other) for other in blocks[index + 1 : end])
                yield _Found(index, end, items, index)


def _bulleted(lead: str, block: Block) -> Ask:
    """One item with the call that leads to it, so that it reads by itself."""
    found = numbered(block)
    letter = lettered(block)
    words = found[1] if found and not block.marker else block.text[letter.end() if letter else 0 :]
    return Ask(mark(block), None, f"{lead}\n{words}", whom(lead.rstrip(" :-") + " to do"), "listed")


def _end_of_items(blocks: Sequence[Block], start: int) -> int:
    """Where items end; a numbered heading goes on with a list that counted so far."""
    last = ""
    for at in range(start, len(blocks)):
        found = numbered(blocks[at])
        follows = at > start and goes_on(blocks[at - 1]) and blocks[at].style == "para"
        counts_on = found and last and found[0] == str(int(last) + 1)
        first = at == start and found and found[0] == "1" and blocks[at].style == "heading"
        if not (is_item(blocks[at]) or counts_on or follows or first):
            return at
        last = found[0] if found and found[0].isdigit() else last
    return len(blocks)


def _items_under(blocks: Sequence[Block], heading: int) -> _Found | None:
    """Items below a heading that asks; a paragraph may stand between."""
    start = next((n for n in range(heading + 1, len(blocks)) if blocks[n].style in ("item", "heading")), len(blocks))
    end = _end_of_items(blocks, start)
    items = [block.text for block in blocks[start:end]]
    far = start - heading > 2 or (start - heading == 2 and _tells(blocks[start - 1]))
    if start == len(blocks) or blocks[start].style != "item" or far or all(map(_POINTS.match, items)):
        return None
    made = tuple(Ask(mark(b), None, b.text, whom(b.text), "listed") for b in blocks[start:end])
    return _Found(heading, end, made, heading)


def _explained(blocks: Sequence[Block], heading: int) -> Iterator[_Found]:
    """Items below a heading that asks, each with paragraphs of its own below it."""
    below = range(heading + 1, _next_head(blocks, heading))
    items = [n for n in below if blocks[n].style == "item"]
    if len(items) > 1:
        for n in items:
            ask = Ask(mark(blocks[n]), None, blocks[n].text, whom(blocks[n].text), "listed")
            yield _Found(n, n + 1, (ask,), heading)


def _below(blocks: Sequence[Block], heading: int) -> Iterator[_Found]:
    """Headings right below one that asks, deeper than it, each with its text: `Recommendations`, `A bell for fog`."""
    level = blocks[heading].level
    deeper = blocks[heading + 1].level if heading + 1 < len(blocks) and blocks[heading + 1].style == "heading" else 0
    if not 0 < level < deeper:
        return
    end = next((n for n in range(heading + 1, len(blocks)) if 0 < blocks[n].level <= level), len(blocks))
    heads = [n for n in range(heading + 1, end) if blocks[n].style == "heading" and blocks[n].level == deeper]
    if len(heads) > 1 and not any(numbered(blocks[n]) for n in heads):
        for start, stop in pairwise([*heads, end]):
            text = "\n".join(block.text for block in blocks[start + 1 : stop] if block.text)
            yield _Found(start, stop, (Ask(None, blocks[start].text, text, _whom_in(text), "headed"),), heading)


def _tells(block: Block) -> bool:
    """Whether a paragraph leads to a list that is none of asks: `The report shows:`."""
    return block.text.rstrip().endswith(":") and not leads_on(block)


def _commands_under(blocks: Sequence[Block], heading: int) -> _Found | None:
    """Paragraphs right below a heading that asks, each a command: `Publish the plans.`"""
    end = _end_of_commands(blocks, heading + 1)
    made = tuple(Ask(None, None, b.text, whom(b.text), "listed") for b in blocks[heading + 1 : end])
    return _Found(heading, end, made, heading) if made else None


def _end_of_commands(blocks: Sequence[Block], start: int) -> int:
    """Where paragraphs end that are each a command."""
    end = start
    while end < len(blocks) and blocks[end].style in ("para", "heading") and imperative(blocks[end].text):
        end += 1
    return end


def _end_of_things(blocks: Sequence[Block], start: int, call: str) -> int:
    """Where paragraphs end that only name what is called for: below `We call for:`, `A fair toll for small boats.`"""
    things = takewhile(lambda block: block.style == "para" and names_a_thing(block.text), blocks[start:])
    many = len([*things]) if call.rstrip().endswith(":") else 0
    return start + many if many > 1 else start


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


def _numbered(blocks: Sequence[Block]) -> Iterator[_Found]:
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
            yield _Found(starts[0], ends[-1], tuple(made), lead if _leads(blocks, lead) else None)


def _leads(blocks: Sequence[Block], at: int | None) -> bool:
    """Whether the block before a list asks."""
    if at is None:
        return False
    block = blocks[at]
    return bool(urges(block.text) or (block.style == "heading" and is_asking_heading(block.text)) or leads_on(block))


def _are_demands(blocks: Sequence[Block], starts: Sequence[int], made: Sequence[Ask], lead: int | None) -> bool:
    """Whether a numbered run is of demands, not of sections or steps.

    Its numbers say so (`Ask 1`), it is led to by a call, or most of its items ask and none is a section of many blocks.
    """
    if any(calls_itself_ask(blocks[start]) for start in starts):
        return True
    if lead is not None and tells(blocks[lead]):
        return False
    long = sum(ask.text.count("\n") >= _SHORT_BODY for ask in made if ask.heading)
    asking = sum(_asks_in(ask.heading, ask.text) for ask in made)
    if _leads(blocks, lead):
        return 2 * long <= len(made) and (asking > 0 or not any(ask.heading for ask in made))
    commands = sum(imperative(ask.heading or ask.text) for ask in made)
    return 2 * commands >= len(made) or (2 * asking >= len(made) and 2 * long < len(made))


def _asks_in(heading: str | None, text: str) -> bool:
    return imperative(heading or text) or _asking_items(sentences(text))


def _asking_items(texts: Sequence[str]) -> bool:
    return any(urges(text) or demands(text) or imperative(text) for text in texts)


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
        stop = min(stop, _next_head(blocks, start))
    if last and stop - start > 2 and _CONCLUDES.match(blocks[stop - 1].text) and blocks[stop - 1].style != "item":
        stop -= 1
    text = "\n".join(block.text for block in blocks[start + 1 : stop] if block.text)
    return Ask(num, words, text, _whom_in(text), "numbered"), stop


def _whom_in(text: str) -> str | None:
    return next((name for sentence in sentences(text) if (name := whom(sentence))), None)


def _body_end(blocks: Sequence[Block], start: int, end: int) -> int:
    """Where the text below a heading ends: before a heading of its level or above."""
    level = blocks[start].level or 6
    for at in range(start + 1, end):
        if blocks[at].style == "heading" and blocks[at].level and blocks[at].level <= level:
            return at
    return end


def _headed(blocks: Sequence[Block]) -> Iterator[_Found]:
    """Headings without numbers that ask, with their text: those that demand, and two or more of one level that command.

    What is above the first paragraph is a title, and tells.
    """
    first = next(
        (n for n, b in enumerate(blocks) if b.style != "heading" and b.text.rstrip('”"’')[-1:] in ".:!?"), len(blocks)
    )
    heads = [n for n, b in enumerate(blocks) if b.style == "heading" and numbered(b) is None]
    for level in sorted({blocks[n].level for n in heads}):
        mine = [n for n in heads if blocks[n].level == level]
        commands = [n for n in mine if imperative(blocks[n].text)]
        commands = (
            commands if len(commands) > 1 and all(a + 1 < b for a, b in pairwise([*commands, len(blocks)])) else []
        )
        for start in mine:
            if start in commands or (start > first and _demanding_head(blocks, start)):
                end = _next_head(blocks, start)
                text = "\n".join(block.text for block in blocks[start + 1 : end] if block.text)
                yield _Found(start, end, (Ask(None, blocks[start].text, text, _whom_in(text), "headed"),), start)


def _demanding_head(blocks: Sequence[Block], at: int) -> bool:
    """Whether a heading over a text says what must or should be: `The threshold should be lowered`."""
    text = blocks[at].text
    asked = not is_asking_heading(text) and not _ABOUT.match(text) and demands(text)
    return bool(asked) and at + 1 < len(blocks) and blocks[at + 1].style != "heading"


def _next_head(blocks: Sequence[Block], start: int) -> int:
    return next((n for n in range(start + 1, len(blocks)) if blocks[n].style == "heading"), len(blocks))


def addressed(found: Sequence[Ask], addressee: str | None) -> tuple[Ask, ...]:
    """The asks, each with whom it asks: whom it names, else to whom the statement is."""
    return tuple(ask if ask.whom and ask.whom != "you" else replace(ask, whom=addressee) for ask in found)
