"""Titles that no markup sets as such: a number alone above its words, `Article 3` on a line, `Sec. 2. Duties`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_letters

from corpus.enumerators import ITEM, roman_value
from parser.codes.sequences import UNITS, Numbered, rising
from parser.readers.blocks import Block

_ALONE = re.compile(rf"\((?:{ITEM})\)|\d{{1,3}}\.|[a-z]\)")
"""A number that fills a block: what it numbers is the next one."""
_SECTION = re.compile(r"(\d{1,3})[A-Z]{0,2}\.\s?[—–-]")
_COLUMNS = 2
_LONGEST_NUMBER = len("(xviii)")
_DIVISIONS = "Part|Title|Chapter|Annex|Schedule|Appendix"
_BARE = re.compile(
    rf"(?P<word>{UNITS}|{_DIVISIONS})\s+(?P<num>\d{{1,3}}[A-Za-z]{{0,2}}|[IVXLC]{{1,7}}|[A-Z])", re.IGNORECASE
)
_LONGEST_BARE = len("Recommendation XVIII")
_LEVELS = {"Part": 2, "Title": 2, "Annex": 2, "Schedule": 2, "Appendix": 2, "Chapter": 3}
_LOWEST = 5
_RUN_IN = re.compile(
    rf"(?P<sign>(?P<word>Section|SECTION|[Ss]ec\.|SEC\.|§|Art\.|{UNITS}|{UNITS.upper()})\s*(?P<num>\d{{1,4}}[A-Za-z]{{0,2}})\s?[.:—–])"
    r"\s*(?=[^\s\d])"
)
_INITIALS = frozenset(["S", "s", "§", "A", *(word[0] for word in UNITS.split("|"))])
_FEWEST = 2
_DENSE = 0.6
_FIRST = 2
"""A run begins with its first number, or with the second where the words that enact stand for the first."""
_LONGEST_TITLE = 16


def entitled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; numbers alone stand before their words, bare titles and those run in are headings."""
    return _run_in(_bare(_numbers_joined(_beside_notes(blocks))))


def _is_plain(block: Block) -> bool:
    return block.style == "para" and not (block.cells or block.rule or block.marker)


def _beside_notes(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; the cells of a table that only sets marginal notes beside numbered sections are blocks."""
    tables: dict[int, list[int]] = {}
    for at, block in enumerate(blocks):
        if len(block.cells) == _COLUMNS and not block.rule:
            tables.setdefault(block.table, []).append(at)
    rows = {at for places in tables.values() if _sets_sections([blocks[at] for at in places]) for at in places}
    if not rows:
        return tuple(blocks)
    return tuple(each for at, block in enumerate(blocks) for each in (_cells_apart(block) if at in rows else (block,)))


def _sets_sections(rows: Sequence[Block]) -> bool:
    """Whether the second cells of a table begin with the numbers of sections, 1.—(1), 2.—, which count on."""
    found = [_SECTION.match(row.cells[1].text) for row in rows]
    numbers = [int(match[1]) for match in found if match]
    on = all(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) == len(rows) >= _FEWEST and on


def _cells_apart(row: Block) -> Iterator[Block]:
    for cell in row.cells:
        rest, start = cell, 0
        for line in cell.text.split("\n"):
            marks = tuple(replace(m, at=m.at - start) for m in rest.marks if start <= m.at <= start + len(line))
            if line:
                yield replace(cell, text=line, style="para", marks=marks)
            start += len(line) + 1


def _numbers_joined(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; `(a)` alone in one and the words below it in the next are one."""
    found: list[Block] = []
    for block in blocks:
        short = found and len(found[-1].text) <= _LONGEST_NUMBER
        if short and _is_words(block) and _is_number(found[-1]) and not _ALONE.match(block.text):
            found[-1] = _joined(found[-1], block)
        else:
            found.append(block)
    return tuple(found)


def _is_words(block: Block) -> bool:
    return block.style in ("para", "item") and bool(block.text) and not (block.cells or block.rule or block.marker)


def _is_number(block: Block) -> bool:
    """Whether a block is only a number; one in brackets may be set as a heading, which it is not."""
    number = not (block.cells or block.rule or block.marker or block.style == "note") and _ALONE.fullmatch(block.text)
    return bool(number) and (block.style != "heading" or block.text[:1] == "(")


def _joined(first: Block, second: Block) -> Block:
    """Two blocks as one, set like the second."""
    lead = len(first.text) + 1
    marks = (*first.marks, *(replace(mark, at=mark.at + lead) for mark in second.marks))
    text = f"{first.text} {second.text}"
    if first.style == "item":
        return replace(first, text=text, marks=marks, bold=second.bold)
    return replace(second, text=text, marks=marks, span=first.span or second.span)


def _bare(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; lines that are only `Article 3` or `CHAPTER I` are headings, with the title right below them.

    Articles, or whatever else they are called, count on from the first; parts and annexes go with them.
    """
    lines = [at for at, block in enumerate(blocks) if len(block.text) <= _LONGEST_BARE and _is_plain(block)]
    bare = {at: found for at in lines if (found := _BARE.fullmatch(blocks[at].text))}
    units = {at: found for at, found in bare.items() if found["word"].capitalize() not in (*_LEVELS, "Title")}
    if not _count_on(list(units.values()), 1):
        return blocks
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if at in bare:
            level = _LEVELS.get(bare[at]["word"].capitalize(), _LOWEST)
            made.append(replace(block, style="heading", level=level, bold=False))
        elif (at - 1) in bare and _is_title(block):
            made[-1] = replace(_joined(made[-1], block), style="heading", level=made[-1].level, bold=False)
        else:
            made.append(block)
    return tuple(made)


def _count_on(found: Sequence[re.Match[str]], first: int) -> bool:
    """Whether numbers count on from one of the first."""
    numbered = [Numbered(place, (_value(match["num"]), "")) for place, match in enumerate(found)]
    up = rising(numbered)
    whole = len(up) >= _FEWEST and up[0].value[0] <= first
    return whole and len(up) >= _DENSE * max(len({each.value for each in numbered}), up[-1].value[0])


def _value(num: str) -> int:
    return int(num.rstrip(ascii_letters)) if num[0].isdigit() else roman_value(num.lower()) or 0


def _is_title(block: Block) -> bool:
    titled = block.text[:1].isupper() and block.text[-1:] not in ".;:," and len(block.text.split()) <= _LONGEST_TITLE
    return titled and _is_plain(block)


def _run_in(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; of `Sec. 2. Duties.` and `Section 3. A keeper shall …` the number, or all that is a title, heads."""
    found = {
        at: match
        for at, block in enumerate(blocks)
        if block.text[:1] in _INITIALS and _is_plain(block) and (match := _RUN_IN.match(block.text))
    }
    runs: dict[str, list[re.Match[str]]] = {}
    for match in found.values():
        runs.setdefault(match["word"].capitalize(), []).append(match)
    sure = {word for word, run in runs.items() if _count_on(run, _FIRST)}
    heads = {word for word in sure if all(_only_titles(match) for match in runs[word])}
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if at not in found or found[at]["word"].capitalize() not in sure:
            made.append(block)
        elif found[at]["word"].capitalize() in heads and at + 1 < len(blocks) and at + 1 not in found:
            made.append(replace(block, style="heading", level=_LOWEST, bold=False))
        else:
            number = Block(found[at]["sign"], "heading", _LOWEST, span=block.span)
            made += [number, replace(block.after(found[at].end()), bold=False)]
    return tuple(made)


def _only_titles(number: re.Match[str]) -> bool:
    """Whether a few words behind a number, one sentence at most, may be a title and no provision."""
    words = number.string[number.end() :].rstrip(".")
    return len(words.split()) <= _LONGEST_TITLE and not re.search(r"[.;:] ", words)
