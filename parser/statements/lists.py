"""Lists of asks below what leads to them: items with marks, lines worded alike, headings each with its text.

Three things decide: what the lead says (`leading`), how the items are marked or set, and how they are worded (`items`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.work import Ask
from parser.readers.blocks import Block
from parser.statements.asking import urges, whom
from parser.statements.calling import reports
from parser.statements.demanding import demands
from parser.statements.items import alike, goes_on_asking, most_ask, speaks_for_itself, wording
from parser.statements.leading import (
    goes_on,
    is_asking_heading,
    is_charter,
    is_item,
    leads_on,
    lettered,
    mark,
    says_little,
    tells,
)
from parser.statements.numbering import numbered
from parser.statements.prose import sentences

_POINTS = re.compile(r"(?:read|view|download|see|click|watch|listen|find out)\b", re.IGNORECASE)
"""An item that only leads the reader elsewhere: a list of these under a headline is no list of asks."""

_LONG_HEADING = 9
"""Words from which a heading is a headline, and calls no line below it an ask."""
_OPEN_CALL = 4
"""Words of a call that says what it is for: `We call on leaders to end the toll`."""


@dataclass(frozen=True, slots=True)
class Found:
    """Asks of the blocks from `start` to `end`; `lead` is the block whose words lead to them, if one does."""

    start: int
    end: int
    asks: tuple[Ask, ...]
    lead: int | None = None


def called(blocks: Sequence[Block]) -> Iterator[Found]:
    """The items of a list below a heading that asks (`Our asks`) or a sentence that does (`We call on Ofcom to:`)."""
    charter = is_charter(blocks)
    for index, block in enumerate(blocks):
        if block.style == "heading" and is_asking_heading(block.text):
            yield from _under_heading(blocks, index)
        elif charter and block.style == "heading" and (found := _of_charter(blocks, index)):
            yield found
        elif demanded := demanded_items(blocks, index):
            yield Found(index, index + 1 + len(demanded), demanded, index)
        elif call := leads_on(blocks, index):
            end = _end(blocks, index + 1, call.rstrip().endswith((":", "…", ":-", "to")))
            if end > index + 1 and not speaks_for_itself([other.text for other in blocks[index + 1 : end]]):
                items = tuple(_bulleted(call, other) for other in blocks[index + 1 : end])
                yield Found(index, end, items, index)
            elif found := _under_labels(blocks, index, call):
                yield found


def _of_charter(blocks: Sequence[Block], heading: int) -> Found | None:
    """The items below a heading of a text that as a whole asks, where most of them ask or name what is asked."""
    found = None if tells(blocks, heading) or not wording(blocks[heading].text) else _items_under(blocks, heading)
    many = len(found.asks) if found else 0
    return found if found and many > 1 and 3 * sum(bool(wording(ask.text)) for ask in found.asks) >= 2 * many else None


def demanded_items(blocks: Sequence[Block], heading: int) -> tuple[Ask, ...]:
    """The items right below a heading that says what somebody must do, where they ask: `Ministers must act`."""
    if blocks[heading].style != "heading" or not demands(blocks[heading].text):
        return ()
    items = blocks[heading + 1 : _end_of_items(blocks, heading + 1)]
    ask = len(items) > 1 and all(goes_on_asking(block.text) for block in items)
    return tuple(_bulleted(blocks[heading].text, block) for block in items) if ask else ()


def _under_heading(blocks: Sequence[Block], heading: int) -> Iterator[Found]:
    found = _items_under(blocks, heading) or _lines_under(blocks, heading)
    if found and len(found.asks) > 1:
        yield found
    else:
        yield from _below(blocks, heading)
        yield from _explained(blocks, heading) if found else ()


def _end(blocks: Sequence[Block], start: int, opens: bool) -> int:
    """Where a list below a call ends, whose items are marked or worded alike; `start` where none begins."""
    end = _end_of_items(blocks, start)
    return end if end > start or not opens else end_of_lines(blocks, start)


def _under_labels(blocks: Sequence[Block], lead: int, call: str) -> Found | None:
    """Items below a call that stand in groups, each below its label: `We propose:`, `Money`, two items, `Work`."""
    at, groups, items = lead + 1, 0, list[Ask]()
    while call.rstrip().endswith(":") and at + 1 < len(blocks) and _is_label(blocks[at]) and is_item(blocks[at + 1]):
        end = _end_of_items(blocks, at + 1)
        items += [_bulleted(call, block) for block in blocks[at + 1 : end]]
        at, groups = end, groups + 1
    return Found(lead, at, tuple(items), lead) if groups > 1 else None


def _is_label(block: Block) -> bool:
    """Whether a block says in a few words what the items below it are about."""
    few = len(block.text.split()) <= _LONG_HEADING and block.text.rstrip()[-1:] not in ".:?!"
    return few and block.style in ("heading", "para") and numbered(block) is None


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


def end_of_lines(blocks: Sequence[Block], start: int) -> int:
    """Where lines without marks end that are worded alike: commands, demands, things; one alone only if it commands."""
    end = start
    while (
        end < len(blocks)
        and numbered(blocks[end]) is None
        and blocks[end].style in ("para", "heading")
        and not blocks[end].text.rstrip().endswith(":")
        and (not blocks[end].level or wording(blocks[end].text) == "command")
        and alike(blocks[start].text, blocks[end].text)
    ):
        end += 1
    alone = end == start + 1 and wording(blocks[start].text) != "command"
    return start if alone else end


def _items_under(blocks: Sequence[Block], heading: int) -> Found | None:
    """Items below a heading that asks; a paragraph may stand between."""
    start = next((n for n in range(heading + 1, len(blocks)) if blocks[n].style in ("item", "heading")), len(blocks))
    end = _end_of_items(blocks, start)
    items = [block.text for block in blocks[start:end]]
    far = start - heading > 2 or (start - heading == 2 and _tells(blocks, start - 1))
    if start == len(blocks) or blocks[start].style != "item" or far or all(map(_POINTS.match, items)):
        return None
    if says_little(blocks[heading].text) and not most_ask(items):
        return None
    return Found(heading, end, tuple(_item(b) for b in blocks[start:end]), heading)


def _says_it_all(heading: str) -> bool:
    """Whether a heading is a headline: it tells who asks, or says what is asked itself."""
    asked = urges(heading) or ""
    if len(heading.split()) > _LONG_HEADING:
        return True
    return reports(heading) or (len(asked.split()) > _OPEN_CALL and not heading.rstrip().endswith((":", "to", "…")))


def _item(block: Block) -> Ask:
    return Ask(mark(block), None, block.text, whom(block.text), "listed")


def _explained(blocks: Sequence[Block], heading: int) -> Iterator[Found]:
    """Items below a heading that asks, each with paragraphs of its own below it."""
    below = range(heading + 1, next_head(blocks, heading))
    items = [n for n in below if blocks[n].style == "item"]
    if len(items) > 1:
        for n in items:
            yield Found(n, n + 1, (_item(blocks[n]),), heading)


def _below(blocks: Sequence[Block], heading: int) -> Iterator[Found]:
    """Headings below one that asks, each with its text: `Recommendations`, `A bell for fog`."""
    heads, end = _deeper(blocks, heading) or _worded_heads(blocks, heading)
    if len(heads) > 1 and not any(numbered(blocks[n]) for n in heads):
        for start, stop in pairwise([*heads, end]):
            listed = stop > start + 2 and _are_items(blocks[start + 1 : stop])
            items = tuple(_item(block) for block in blocks[start + 1 : stop])
            yield Found(start, stop, items, heading) if listed else headed(blocks, start, stop, heading)


def _deeper(blocks: Sequence[Block], heading: int) -> tuple[list[int], int] | None:
    """The headings right below one, deeper than it, and where their texts end."""
    level = blocks[heading].level
    deeper = blocks[heading + 1].level if heading + 1 < len(blocks) and blocks[heading + 1].style == "heading" else 0
    if not 0 < level < deeper:
        return None
    end = next((n for n in range(heading + 1, len(blocks)) if 0 < blocks[n].level <= level), len(blocks))
    return [n for n in range(heading + 1, end) if blocks[n].style == "heading" and blocks[n].level == deeper], end


def _worded_heads(blocks: Sequence[Block], heading: int) -> tuple[list[int], int]:
    """Headings of a text that shows no levels: as long as each names what is asked, with a text below it."""
    if blocks[heading].level or _says_it_all(blocks[heading].text) or says_little(blocks[heading].text):
        return [], 0
    heads: list[int] = []
    at = heading + 1
    while at < len(blocks) and blocks[at].style == "heading" and not blocks[at].level and wording(blocks[at].text):
        heads.append(at)
        at = next_head(blocks, at)
        if at == heads[-1] + 1:
            return [], 0
    longest = max((b - a for a, b in pairwise(heads)), default=0)
    return heads, min(at, heads[-1] + longest) if heads else at


def _are_items(below: Sequence[Block]) -> bool:
    """Whether paragraphs below a heading are a list: marked, or lines that ask or name what is asked."""
    marked = all(is_item(block) for block in below)
    lines = all(wording(block.text) and len(sentences(block.text)) == 1 for block in below)
    return marked or (lines and most_ask([block.text for block in below]))


def headed(blocks: Sequence[Block], start: int, end: int, lead: int) -> Found:
    """One ask of a heading and the text below it."""
    text = "\n".join(block.text for block in blocks[start + 1 : end] if block.text)
    return Found(start, end, (Ask(None, blocks[start].text, text, whom_in(text), "headed"),), lead)


def _tells(blocks: Sequence[Block], at: int) -> bool:
    """Whether a paragraph leads to a list that is none of asks: `The report shows:`."""
    return blocks[at].text.rstrip().endswith(":") and not leads_on(blocks, at)


def _lines_under(blocks: Sequence[Block], heading: int) -> Found | None:
    """Lines right below a heading that asks, each a command or worded like the first: `Publish the plans.`"""
    end = end_of_lines(blocks, heading + 1) if heading + 1 < len(blocks) else heading + 1
    items = blocks[heading + 1 : end]
    if _says_it_all(blocks[heading].text) and not all(wording(b.text) == "command" for b in items):
        return None
    if not items or (says_little(blocks[heading].text) and not most_ask([b.text for b in items])):
        return None
    return Found(heading, end, tuple(Ask(None, None, b.text, whom(b.text), "listed") for b in items), heading)


def whom_in(text: str) -> str | None:
    """Whom the first sentence asks that names somebody."""
    return next((name for sentence in sentences(text) if (name := whom(sentence))), None)


def next_head(blocks: Sequence[Block], start: int) -> int:
    """Where the next heading stands."""
    return next((n for n in range(start + 1, len(blocks)) if blocks[n].style == "heading"), len(blocks))
