"""Titles that no markup sets as such: a number alone above its words, `Article 3` on a line, `Sec. 2. Duties`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from string import ascii_letters

from corpus.enumerators import ITEM, counts_on, roman_value
from parser.codes.schemes import NUMBER_WORDS
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
_WORDS = NUMBER_WORDS.upper().split("|")
_DENSE = 0.6
_FIRST_NUMBER = re.compile(r"\(?(?:\d{1,2}\.)?1[.)]?(?:\s|$)")
_NEAR_TITLE = 3
_ANNEXES = frozenset(["Annex", "Appendix", "Schedule"])
_NEAR_WORDS = 4
_FARTHEST = 12
_FEW = 3
_FIRST = 2
"""A run begins with its first number, or with the second where the words that enact stand for the first."""
_LONGEST_TITLE = 16


def entitled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The same blocks; numbers alone stand before their words, bare titles and those run in are headings."""
    return _run_in(_lettered(_divided(_bare(_numbers_joined(_beside_notes(blocks))))))


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
    numerals = [match["num"] for match in found]
    lettered = "A" in numerals and all(len(each) == 1 and each.isalpha() for each in numerals)
    value = (lambda num: ord(num) - ord("A") + 1) if lettered else _value
    numbered = [Numbered(place, (value(each), "")) for place, each in enumerate(numerals)]
    up = rising(numbered)
    whole = len(up) >= _FEWEST and up[0].value[0] <= first
    return whole and len(up) >= _DENSE * max(len({each.value for each in numbered}), up[-1].value[0])


def _value(num: str) -> int:
    if num.upper() in _WORDS:
        return _WORDS.index(num.upper()) + 1
    return int(num.rstrip(ascii_letters)) if num[0].isdigit() else roman_value(num.lower()) or 0


_DIVISION = re.compile(
    rf"(?P<word>{_DIVISIONS})\s+(?P<num>{NUMBER_WORDS}|\d{{1,3}}|[IVXL]{{1,6}}|[A-Z])(?:\s*[.:–—-]?\s+(?P<title>\S.*))?",
    re.I,
)
_NUMBERED = re.compile(
    r"[“\"‘']?(?:[A-Z][A-Z&-]{0,9}[ -]?)?[A-Z]?\d|\(|[A-Z][.)]\s|(?:Section|Article|Part|Chapter)\s+\S+"
)
"""How words begin that are no title of what stands above them: they have a number of their own."""
_DOES = re.compile(r"(?:of|to|and|or|in|applies|sets|says|does|is|are|was|has|contains|deals|covers|describes|gives)\b")
"""How a sentence about a part goes on behind its number."""


def _divided(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; lines `Part A`, `Chapter 2: Strings` that nothing sets as headings are, where they divide the text.

    They count on from the first, other words stand between them, and none is set as a heading: a sentence about a part
    begins so too. One alone, an annex, divides where the numbers begin anew behind it.
    """
    found = {
        at: match
        for at, block in enumerate(blocks)
        if block.text[:1] in "PpTtCcAaSs" and _is_plain(block) and (match := _opens_division(block))
    }
    alone = _only_annex(blocks)
    if not (found or alone):
        return blocks
    headed = {match["word"].capitalize() for block in blocks if (match := _heads_division(block))}
    words: dict[str, list[int]] = {}
    for at, match in found.items():
        if match["word"].capitalize() not in headed:
            words.setdefault(match["word"].capitalize(), []).append(at)
    chosen = alone | {at for places in words.values() if _divide(places, found, blocks) for at in places}
    untitled = {at for at in chosen if at not in found or not found[at]["title"]}
    made: list[Block] = []
    for at, block in enumerate(blocks):
        if at in chosen:
            level = _level(blocks, at, found[at]) if at in found else _LEVELS["Annex"]
            made.append(replace(block, style="heading", level=level, bold=False))
        elif at - 1 in untitled and _is_title(block) and not _NUMBERED.match(block.text):
            made[-1] = replace(_joined(made[-1], block), style="heading", level=made[-1].level, bold=False)
        else:
            made.append(block)
    return tuple(made)


def _only_annex(blocks: Sequence[Block]) -> set[int]:
    """Where the word for an annex stands alone in the only line of that kind, and numbers begin behind it."""
    found = [at for at, block in enumerate(blocks) if block.text.capitalize() in _ANNEXES]
    if len(found) != 1 or not _is_plain(blocks[found[0]]):
        return set()
    near = blocks[found[0] + 1 : found[0] + 1 + _NEAR_TITLE]
    begins = any(_FIRST_NUMBER.match(f"{each.marker} {each.text[:20]}".strip()) for each in near)
    return set(found) if begins else set()


def _heads_division(block: Block) -> re.Match[str] | None:
    return _DIVISION.fullmatch(block.text) if block.style == "heading" and not block.rule else None


def _opens_division(block: Block) -> re.Match[str] | None:
    """The number of a part and its title, where a line is no more than that."""
    match = _DIVISION.fullmatch(block.text)
    title = match["title"] if match else None
    if match is None or not (match["word"][0].isupper() and _is_number_of_part(match["num"])):
        return None
    like = not title or (
        title[:1].isupper()
        and title[-1:] not in ".;:,"
        and len(title.split()) <= _LONGEST_TITLE
        and not _DOES.match(title)
    )
    return match if like else None


def _is_number_of_part(num: str) -> bool:
    return num.isdigit() or num.isupper() or (num.istitle() and num.upper() in _WORDS)


def _divide(places: Sequence[int], found: dict[int, re.Match[str]], blocks: Sequence[Block]) -> bool:
    """Whether lines that name parts by one word divide a text, and do not only list its parts.

    A number that stands twice is listed once; chapters begin anew in each part.
    """
    empty = [at for at in places if not _holds_words(blocks, at, found)]
    again = (
        len({found[at]["num"] for at in places}) < len(places) and found[places[0]]["word"].capitalize() != "Chapter"
    )
    if again or 4 * len(empty) > len(places):
        return False
    if len(places) == 1:
        return _begins_anew(blocks, places[0], found[places[0]])
    return _count_on([found[at] for at in places], 1)


def _holds_words(blocks: Sequence[Block], at: int, found: dict[int, re.Match[str]]) -> bool:
    """Whether sentences stand right behind a line that names a part, and not only titles as of files to fetch.

    Behind that of a schedule the first of its numbers is enough: a schedule may list names.
    """
    listed = found[at]["word"].capitalize() in _ANNEXES
    near = [index for index in range(at + 1, min(at + _FARTHEST, len(blocks))) if not blocks[index].rule]
    for index in near[:_NEAR_WORDS]:
        if index in found:
            return False
        if listed and _FIRST_NUMBER.match(f"{blocks[index].marker} {blocks[index].text[:20]}".strip()):
            return True
        if blocks[index].cells or (blocks[index].text[-1:] in ".;:" and len(blocks[index].text.split()) > _FEW):
            return True
    return False


def _begins_anew(blocks: Sequence[Block], at: int, found: re.Match[str]) -> bool:
    """Whether one annex alone divides: the first, in bold letters or behind numbers that begin at 1 as its own do."""
    firsts = [bool(_FIRST_NUMBER.match(f"{each.marker} {each.text[:20]}".strip())) for each in blocks]
    near = [index for index, each in enumerate(firsts) if each and index > at][:1]
    anew = bool(near) and near[0] - at <= _NEAR_TITLE and (any(firsts[:at]) or blocks[at].bold)
    return anew and found["num"] in ("1", "A", "I") and found["word"].capitalize() not in ("Part", "Chapter", "Title")


def _level(blocks: Sequence[Block], at: int, found: re.Match[str]) -> int:
    """The level of a part's heading: over those that stand in it, as far as the document's title leaves room."""
    below: list[int] = []
    for block in blocks[at + 1 :]:
        if block.style == "heading" and block.level:
            below.append(block.level)
        if (match := _opens_division(block)) and match["word"].capitalize() == found["word"].capitalize():
            break
    return max(2, min(below, default=_LOWEST + 1) - 1)


def _is_title(block: Block) -> bool:
    titled = block.text[:1].isupper() and block.text[-1:] not in ".;:," and len(block.text.split()) <= _LONGEST_TITLE
    return titled and _is_plain(block)


_LETTERED = re.compile(
    r"(?P<form>\(?)(?P<num>[A-Z]|[IVX]{1,5}|[a-z]|[ivx]{1,5})(?P<close>[.)])\s+(?P<title>[A-Z].*[^.;:,])", re.DOTALL
)
_COUNTED = re.compile(r"\d{1,3}[A-Z]?[.)]?\s")


def _lettered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks; `A. Machines`, `II. DRYERS`, `(b) Soap` in bold letters or in capitals are headings.

    They are the one list of that form, which counts on from the first, and each has words of its own below it.
    """
    titles = [at for at, block in enumerate(blocks) if _sets_title(block)]
    found = {at: match for at in titles if (match := _LETTERED.fullmatch(blocks[at].text))}
    if not found or not _is_one_list(found) or not _stand_alone(found, titles, blocks):
        return blocks
    level = min(max((block.level for block in blocks if block.style == "heading"), default=1) + 1, _LOWEST + 1)
    heads = {at: replace(blocks[at], style="heading", level=level, bold=False) for at in found}
    return tuple(heads.get(at, block) for at, block in enumerate(blocks))


def _is_one_list(found: Mapping[int, re.Match[str]]) -> bool:
    """Whether lettered titles have one form, begin with its first letter and count on, with something between them."""
    numbers = [match["num"] for match in found.values()]
    alike = len({(match["form"], match["close"], match["num"].isupper()) for match in found.values()}) == 1
    first = len(numbers) >= _FEWEST and numbers[0] in ("A", "I", "a", "i")
    return alike and first and all(map(counts_on, numbers, numbers[1:])) and not any(at + 1 in found for at in found)


def _stand_alone(found: Mapping[int, re.Match[str]], titles: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether lettered titles divide the document: no words lead them in, nor may they begin anew below others.

    Titles with figures hold lists of such letters, and so do numbered paragraphs where the letters are small.
    """
    first = min(found)
    led = first > 0 and blocks[first - 1].text.endswith((":", "–", "—"))
    small = found[first]["num"].islower()
    figures = (blocks[at] for at in (range(len(blocks)) if small else titles))
    return not led and max(found) + 1 < len(blocks) and not any(_COUNTED.match(each.text) for each in figures)


def _sets_title(block: Block) -> bool:
    """Whether a line is set as a title is, in bold letters or in capitals, and is short enough for one."""
    return _is_plain(block) and (block.bold or block.text.isupper()) and len(block.text.split()) <= _LONGEST_TITLE


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
