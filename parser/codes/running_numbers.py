"""Paragraphs that a document numbers 1, 2, 3 … from its beginning to its end, an annex by itself.

Which of the numbers in front of paragraphs are the document's own is seen from all of them
together (`parser.codes.sequences`). A list that begins again inside a paragraph is that paragraph's.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parser.codes.enumerators import begins
from parser.codes.headings import Opening, division_opening
from parser.codes.lines import Line
from parser.codes.sequences import Chain, Numbered, counted, rising
from parser.readers.blocks import Block

_MARGIN = re.compile(r"\s*(\d{1,3})([A-Z]{0,2})([.)]?)(?:[.:]|\s+[–—-])?\s*")
_TEXT = re.compile(
    r"(\d{1,3})([A-Z]{0,2})(?:(\.?)\s*[—–-]\s*(?=\(1\))|(\.)\s?—\s?(?=[A-Z“‘])|([.)]?)\s+(?=\*{0,3}[A-Z“‘\"(\[]|a[.)]\s)"
    r"|(\.)(?=[A-Z“‘\"][A-Za-z ]|\((?:a|1)\)\s|a\.\s))"
)
"""A number in front of words: `4. The`, `4 The`, `4.The`, `4.(a) The`, `4.—(1) The`."""
_PREFIXED = re.compile(
    r"(?P<number>(?P<prefix>[A-Z]{1,4}|[A-Z]{2,6}-)(?P<value>[1-9]\d{0,2})(?:(?<=-\d)[A-Z]|(?<=-\d\d)[A-Z])?)"
    r"(?:(?P<stop>[.:)])(?:\s+(?=\S)|\Z)|(?:\s+(?=[A-Z“‘\"(])|\Z))"
)
"""A number with letters before it: `Q1. Who may fly?`, `A1 The keeper`, `FS-4A The crew`."""
_FEWEST_BARE = {True: 2, False: 3}
"""Numbers without a stop that are paragraphs, A1 and A2: fewer where other letters have as many."""
_FEWEST_PREFIXED = 5
_QUESTION = "Q"
"""The letter that numbers questions, `Q1. Who may fly?`: two of them are enough, and they may be headings."""
_SECTION = re.compile(r"\d{1,3}[A-Z]{0,2}\.?\s*[—–-]?\s*\(1\)\s")
_BEFORE_FIGURES = re.compile(r"(\d{1,3})([A-Z]{0,2})(\.)\s+(?=[£\d])")
"""A number before words that begin with a figure, `2. 4 lamps`: only where it fills a gap."""
_PART = re.compile(r"(?:part|chapter)\b", re.IGNORECASE)
_LEADS = (":", "–", "—", ":-", "-")
_FEWEST = {".": 3, "": 4, ")": 5}
"""Numbers that make a numbering, by what follows each: `1.`, `1` or `1)`, which most lists have."""
_FEWEST_LISTED = 5
_FEWEST_OF_SCHEDULE = 2
"""Numbers with a full stop that make a numbering where they begin at 1 right under the heading of a schedule."""
_WIDTH = 2
_NEARBY = 100
_HEAD = 12
"""Characters of a block in which the letter of an item stands."""


class Running(NamedTuple):
    """The blocks whose numbers count on through the document.

    Those that look the same and do not fit among them are paragraphs too: one that repeats a number
    loses its label, one that steps back keeps it, and either is said (`parser.codes.labels`).
    `own` are those that begin in a schedule or an annex, or again in one, and are cited with it, `again` those that
    repeat a number of the numbering although they do not count on in it: the label is not theirs. `inside` are all
    blocks from the heading of such an annex to its last paragraph.
    """

    members: frozenset[int] = frozenset()
    own: frozenset[int] = frozenset()
    again: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()


def running_numbers(blocks: Sequence[Block], units: Iterable[int] = ()) -> Running:
    """The numbering of the paragraphs of a document, where it has one; one for each annex that begins anew.

    Numbers that stand all in one of several `units`, the places of headings of articles or rules, are its own.
    """
    starts = sorted(units)
    members: set[int] = set()
    own: set[int] = set()
    again: set[int] = set()
    inside: set[int] = set()
    last, scheduled = 0, False
    stretches = tuple(_stretches(blocks))
    forms = _forms_of_schedules(blocks, stretches)
    for start, end in stretches:
        scheduled = scheduled or (start < end and _is_schedule(blocks[start]))
        chain = _chain(blocks, start, end, last, forms)
        run = chain.members
        if not run or _in_one([each for each in starts if each >= start], run):
            continue
        forms |= {each.form for each in run if each.form}
        counted_on = {each.value for each in run}
        again |= {each.at for each in chain.others if each.value in counted_on}
        places = {each.at for each in (*run, *chain.others)}
        members |= places
        begins_anew = run[0].value[0] <= last or (run[0].value[0] == 1 and scheduled)
        own |= places if begins_anew else set()
        inside |= set(range(start + 1, max(places))) if begins_anew and _is_schedule(blocks[start]) else set()
        last = max(last, run[-1].value[0])
    return Running(frozenset(members), frozenset(own), frozenset(again), frozenset(inside))


def _in_one(starts: Sequence[int], run: Sequence[Numbered]) -> bool:
    """Whether numbers stand all in the same of the units that start at these places."""
    first, last = (bisect_left(starts, each.at) for each in (run[0], run[-1]))
    return 0 < first == last


def _forms_of_schedules(blocks: Sequence[Block], stretches: Sequence[tuple[int, int]]) -> set[Hashable]:
    """The forms of the numberings of those schedules that have several paragraphs."""
    scheduled = [(start, end) for start, end in stretches if start < end and _is_schedule(blocks[start])]
    chains = [_chain(blocks, start, end, 0, ()) for start, end in scheduled] if len(scheduled) > 1 else []
    return {each.form for chain in chains for each in chain.members if each.form}


def _chain(blocks: Sequence[Block], start: int, end: int, last: int, forms: Collection[Hashable]) -> Chain:
    """The numbering of a stretch; where its numbers are too few, that of a short schedule, or of sections `46.—(1)`.

    `forms` are those of the numberings before it: one paragraph set as theirs are is enough for a schedule.
    """
    numbered = tuple(_numbered(blocks, start, end))
    chain = counted(numbered, last)
    in_schedule = start < end and _is_schedule(blocks[start])
    if (
        chain.members
        and not _too_few(chain.members, blocks, start, end)
        and (in_schedule or not _names(chain.members, blocks))
    ):
        return chain
    if in_schedule and (first := next((each for each in numbered if each.form), None)):
        known = first.form in forms and first.value == (1, "")
        chain = counted(numbered, last, 1 if known else _FEWEST_OF_SCHEDULE)
        between = blocks[start + 1 : first.at]
        stopped = isinstance(first.form, tuple) and first.form[2] == "." and not first.form[3]
        if (stopped or known) and chain.members[:1] == (first,) and all(map(_is_title, between)):
            return chain
    sections = rising([each for each in numbered if _is_section(blocks[each.at])])
    ends = {sections[0].value, sections[-1].value} if sections else set()
    alike = {_set(each) for each in sections}
    alike |= {(each[0], ".", each[2]) for each in alike if each}
    among = [each for each in numbered if each.form and _set(each) in alike and ends and min(ends) <= each.value]
    behind = rising([each for each in among if each.value >= max(ends, default=(0, ""))])
    ends |= {behind[-1].value} if behind else set()
    last_of = max(ends, default=(0, ""))
    last_of = next((one.value for one, other in pairwise(behind) if other.value[0] > one.value[0] + 1), last_of)
    return Chain(rising([each for each in among if each.value <= last_of])) if sections else Chain()


def _set(each: Numbered) -> tuple[Hashable, ...]:
    """How a number is set, whatever the format calls its block: in the margin, with a stop, in a list."""
    if not isinstance(each.form, tuple):
        return ()
    _, margin, stop, listed, _ = each.form
    return margin, stop, listed


def _is_title(block: Block) -> bool:
    """Whether a block is a heading, or a line of one: a title, or `Article 2(2)` beside the word "Schedule"."""
    return block.style == "heading" or not (block.cells or block.text.rstrip()[-1:] in ".;:,—–")


def _is_section(block: Block) -> bool:
    """Whether a block begins with a number and its first subsection, `46.—(1)`, which nothing but a section does."""
    return not block.cells and not block.marker and _SECTION.match(block.text) is not None


def _is_schedule(block: Block) -> bool:
    """Whether a block is the heading of a schedule or an annex, which numbers its paragraphs by itself."""
    return _divides(block) and not _PART.match(block.marker or block.text)


def _stretches(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """A document up to its first part or annex, and each of them but parts that go on with the numbers."""
    start = 0
    for index, block in enumerate(blocks):
        if index > start and _divides(block) and not _goes_on(blocks, start, index):
            yield start, index
            start = index
    yield start, len(blocks)


def _goes_on(blocks: Sequence[Block], start: int, at: int) -> bool:
    """Whether a part goes on with the numbers before it: regulation 3 of Part 2 is behind 2 of Part 1."""
    if not _PART.match(blocks[at].text):
        return False
    behind, ahead = blocks[max(start, at - _NEARBY) : at], blocks[at + 1 : at + _NEARBY]
    before = next((int(found[1]) for block in reversed(behind) if (found := _match(block))), None)
    after = next((int(found[1]) for block in ahead if (found := _match(block))), None)
    return before is not None and after == before + 1


def _divides(block: Block) -> bool:
    """Whether a block is the heading of a part or an annex, or has its number in the margin."""
    if block.style != "heading" and not block.marker[1:2].isalpha():
        return False
    return division_opening(Line(block.text, style="heading", level=1, marker=block.marker)) is not None


def _numbered(blocks: Sequence[Block], start: int, end: int) -> Iterator[Numbered]:
    """Blocks with a number in front; those of a list that words lead in have a form of their own.

    Where a number can be the next of such a list or the document's own, it is the document's: if that
    is wrong a number is printed twice and said, while the other mistake would lose a label in silence.
    """
    listed, last = 0, 0
    for index in range(start, end):
        block = blocks[index]
        match = _match(block)
        if match is None:
            below = (block.style == "item" and block.level > 1) or (listed and begins(block.text[:_HEAD], pointed=True))
            listed = listed if below else 0
            continue
        value = (int(match[1]), match[2])
        led = index > start and blocks[index - 1].text.endswith(_LEADS)
        goes_on = listed and value[0] == listed + 1 and value[0] != last + 1
        listed = value[0] if goes_on or (led and value[0] == 1) else 0
        last = last if listed else value[0]
        stop = next(filter(None, match.groups()[2:]), "")
        margin = "padded" if match[1].startswith("0") else bool(block.marker)
        form = (block.style, margin, stop, bool(listed), block.level)
        fills = block.style == "heading" or match.re is _BEFORE_FIGURES
        yield Numbered(index, value, None if fills else form)


def _too_few(run: Sequence[Numbered], blocks: Sequence[Block], start: int, end: int) -> bool:
    """Whether a run is too short for what it is: numbers without a full stop, or one list by itself.

    One list is the numbering of a text that is hardly more than the list.
    """
    form = next(each.form for each in run if each.form)
    assert isinstance(form, tuple)
    style, _, stop, listed, _ = form
    if listed or len(run) < _FEWEST[stop]:
        return True
    between = blocks[run[0].at : run[-1].at + 1]
    if style == "row":  # one table with numbered rows is a table, but where items stand between them, further in
        return len({block.table for block in between}) == 1 and not any(map(_is_set_in, between))
    alone = style == "item" and all(block.style == "item" for block in between)
    text = sum(block.style not in ("heading", "note") for block in blocks[start:end])
    return alone and (len(run) < _FEWEST_LISTED or 2 * len(between) < text)


def _names(run: Sequence[Numbered], blocks: Sequence[Block]) -> bool:
    """Whether a run is one list of names and titles by itself: paragraphs are sentences."""
    between = blocks[run[0].at : run[-1].at + 1]
    return all(block.style == "item" and block.text.rstrip()[-1:] not in ".;:,?" for block in between)


def prefixed_numbers(blocks: Sequence[Block], titled: Collection[str] = ()) -> dict[int, str]:
    """The places of paragraphs numbered Q1, Q2, Q3 … from the first, each of them once, and their numbers.

    One is enough of the letters that titles above them have (`titled`): `A1` below `A General`.
    """
    found: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for index, block in enumerate(blocks):
        plain = block.style in ("para", "item", "heading") and not block.cells
        match = _prefixed(block) if plain and (block.marker or block.text)[:1].isupper() else None
        if match and (block.style != "heading" or match["prefix"] == _QUESTION):
            run = found.setdefault((match["prefix"], match["stop"] or ""), [])
            run.append((int(match["value"]), index, match["number"]))
    runs = {key: run for key, run in found.items() if _counts_up([value for value, *_ in run])}
    several = sum(not stop and len(run) >= _FEWEST_BARE[True] for (_, stop), run in runs.items()) > 1
    fewest = {"": _FEWEST_BARE[several]}
    sure = (
        run
        for (prefix, stop), run in runs.items()
        if prefix in titled or (prefix == _QUESTION and len(run) > 1) or len(run) >= fewest.get(stop, _FEWEST_PREFIXED)
    )
    return {index: number for run in sure for _, index, number in run}


def _counts_up(values: Sequence[int]) -> bool:
    """Whether numbers count up from the first; among several one may be left out or stand twice."""
    if len(values) < _FEWEST_PREFIXED:
        return list(values) == list(range(1, len(values) + 1))
    up = rising([Numbered(place, (value, "")) for place, value in enumerate(values)])
    return up[0].value[0] == 1 and 5 * len(up) >= 4 * max(len(values), up[-1].value[0])


def _prefixed(block: Block | Line) -> re.Match[str] | None:
    return _PREFIXED.fullmatch(block.marker.strip()) if block.marker else _PREFIXED.match(block.text)


def prefixed_opening(line: Line) -> Opening | None:
    """A paragraph of a document that numbers them Q1, Q2, Q3 …"""
    match = _prefixed(line)
    if match is None:
        return None
    rest = line.marked("") if line.marker else line.after(match.end())
    return Opening("paragraph", match["number"], match[0].strip(), rest)


def running_opening(line: Line) -> Opening | None:
    """A paragraph of a document that numbers them 1, 2, 3 …"""
    match = _match(line)
    if match is None:
        return None
    num = match[1] + match[2]
    if line.marker:
        return Opening("paragraph", num, line.marker.strip(), line.marked(""))
    return Opening("paragraph", num, match[0].strip(), line.after(match.end()))


def _match(block: Block | Line) -> re.Match[str] | None:
    if isinstance(block, Block) and block.cells:
        return _in_row(block)
    if block.style not in ("para", "item") and (block.style != "heading" or block.level):
        return None
    if block.marker:
        return _MARGIN.fullmatch(block.marker)
    return _TEXT.match(block.text) or _BEFORE_FIGURES.match(block.text)


def _is_set_in(row: Block) -> bool:
    """Whether a row sets an item in from the margin: an empty cell, `(a)`, its words."""
    filled = [cell.text for cell in row.cells if cell.text]
    return len(filled) == _WIDTH and not row.cells[0].text and begins(f"{filled[0]} ")


def _in_row(row: Block) -> re.Match[str] | None:
    """The number of a row that only sets it beside its words: `1.` in the first of two cells that have any."""
    filled = [cell for cell in row.cells if cell.text]
    beside = len(filled) == _WIDTH and filled[0] is row.cells[0]
    if not beside or row.header or not row.cells[0].text.strip().endswith("."):
        return None
    return _MARGIN.fullmatch(row.cells[0].text)
