"""Parts, annexes, sections and subsections: which headings open one, and in what it stands."""

import re
from collections import Counter
from collections.abc import Sequence
from string import ascii_uppercase
from typing import NamedTuple

from corpus.enumerators import counts_on, step, styles
from corpus.provision import Kind
from corpus.work import Repair, Scheme
from parser.codes.headings import (
    Opening,
    division_opening,
    dotted_opening,
    first_section,
    is_annex,
    is_file_description,
    is_heading,
    number_value,
    numbered_sections,
    section_opening,
    subsection_opening,
    title_index,
)
from parser.codes.lines import Draft, Line
from parser.codes.open_provisions import DIVISION, SECTION, SUBSECTION, Builder
from parser.codes.sequences import Unit, Value, lettered_title, lettered_titles, units
from parser.readers.blocks import Block

_LETTERED = re.compile(r"[“\"‘']?Section\s+([A-Z])(?:\s*[.:–—-]\s*(\S.*))?", re.DOTALL)
_OF_LETTERED = re.compile(r"([A-Z]\d{1,2})\s*[.:–—-]\s*(\S.*)", re.DOTALL)
_LETTER = re.compile(
    r"(?P<open>\(?)(?P<num>[A-Z]|[IVX]{2,5}|[a-z]|[ivx]{2,5}|(?<=\()\d{1,2})(?P<close>\)|[.:]|\s+[–—-])"
    r"(?:\s+|(?<=[.:)])(?=[A-Z][a-z]))(?P<title>\S.*)",
    re.DOTALL,
)
_ONE_LEFT_OUT = 2.6
"""What `step` costs where one number is left out."""
_FIRST_LETTERS = ("A", "a", "I", "i", "1")
_FIRSTS = ("1", "A", "I", "One", "ONE")
_FEWEST_RUNS = 2
_NONE = (0, "")
_ONE = (1, "")


_OPENINGS = (division_opening, section_opening, dotted_opening, subsection_opening)


class Place(NamedTuple):
    """Where a heading puts what it opens: rank in the tree, kind and label; `level` where it is not the format's."""

    rank: int
    kind: Kind
    label: str | None
    opening: Opening
    level: int | None = None


class _Run(NamedTuple):
    """Numbered headings of one level that count on: their indices, and what they stand in (-1 for nothing)."""

    members: list[int]
    holders: set[int]


class Divisions:
    """Places the parts, annexes, sections and subsections of one document, one heading after the other."""

    def __init__(self, tree: Builder, blocks: Sequence[Block], schemes: tuple[Scheme, ...]) -> None:
        self.tree = tree
        self.blocks = blocks
        self.title = title_index(blocks)
        self.first = first_section(blocks, schemes)
        self.sure = numbered_sections(blocks)
        self.lettered = _lettered_sections(blocks)
        self.units = {} if schemes else units(blocks, self.title)
        self.titled = {} if schemes else lettered_titles(blocks)
        self.lists = [] if schemes else _lettered_headings(blocks, self.title)
        self.annexes = _annex_levels(blocks, self.title)
        self.again = _begun_again(blocks, self.title)
        self.last = self.last_main = _NONE
        self.anew: Draft | None = None
        self.repairs: list[Repair] = []

    def place(self, line: Line, index: int, letters: str) -> Place | None:
        """Where a heading opens a provision; `letters` are those of the next measure's number."""
        if (opening := division_opening(line)) and self._is_division(opening, line, index):
            return self._division(opening, line.level)
        if place := self._sections(line, index):
            return place
        if opening := _of_lettered_section(line, section := self.tree.opened(SECTION)):
            return Place(SUBSECTION, "subsection", f"{section.label if section else ''}/{opening.num}", opening)
        if (opening := subsection_opening(line)) and self._is_subsection(opening, letters):
            if self._is_beside(line):
                return Place(SECTION, "section", f"Section {opening.num}", opening)
            section = self.tree.opened(SECTION)
            label = f"{section.label}/{opening.num}" if section and section.label else None
            return Place(SUBSECTION, "subsection", label, opening)
        run = next((each for each in self.lists if index in each.members), None)
        opening = _letter_opening(line) if run else None
        return self._lettered(opening, line.level, run.holders) if opening and run else None

    def _lettered(self, opening: Opening, level: int, holders: set[int]) -> Place:
        """A heading of a list (a), (b), (c): one of the provision it stands in, else a section of the document.

        Where the provision, or the document, has several such lists nobody can tell which (b) is meant.
        """
        rank, around = self.tree.labelled_above(level)
        alone = sum(each.holders == holders for each in self.lists) == 1
        if around is None:
            return Place(SECTION, "section", f"Section {opening.num}" if alone else None, opening)
        label = f"{around.label}/{opening.num}" if alone else None
        return Place(max(SUBSECTION, rank + 1), "subsection", label, opening)

    def _sections(self, line: Line, index: int) -> Place | None:
        """A section by its number: one of the document's, one of a list that begins anew, or one with a letter."""
        opening = section_opening(line)
        if opening and index in self.again:
            return self._again(opening, line.level, self.again[index])
        if opening and self._is_section(opening, line, index):
            return self._section(opening, line.level)
        opening = _lettered_section(line) if index in self.lettered else None
        if opening is None and index in self.titled and (title := lettered_title(line.text)):
            opening = Opening("section", title["letter"], title[0].strip(), line.after(title.end()))
        if opening is None and index in self.units:
            return self._unit(line, self.units[index])
        return Place(SECTION, "section", f"Section {opening.num}", opening) if opening else None

    def _unit(self, line: Line, unit: Unit) -> Place:
        """`Article 3`, a section of the document, or of the annex or the numbered section it stands in."""
        opening = Opening("section", unit.num, line.text[: unit.title].strip(), line.after(unit.title), word=unit.word)
        label, annex = f"{unit.word} {unit.num}", self.tree.opened(SECTION)
        rank, around = self.tree.labelled_above(line.level)
        if annex is not None and is_annex(annex):
            return Place(SUBSECTION, "subsection", f"{annex.label}/{label}", opening)
        if around is not None and rank >= SECTION:
            return Place(max(SUBSECTION, rank + 1), "subsection", label, opening)
        return Place(SECTION, "section", label, opening)

    def names_unit(self, line: Line, index: int) -> bool:
        """Whether a heading right below that of an article, `Article 3`, or set as that of a part, is its title."""
        above = self.blocks[index - 1]
        if line.style != "heading" or line.level < above.level:
            return False
        alike = line.level == above.level > 0 and above.style == "heading"
        return (index - 1) in self.units or (alike and not any(each(line) for each in _OPENINGS))

    def _is_division(self, opening: Opening, line: Line, index: int) -> bool:
        """Whether a heading opens a part or annex: the document's title and an attachment's do not.

        Nor does the chapter number of an Act, `CHAPTER 17` under its title.
        """
        if line.level == 1 and index == self.title:
            return False
        below = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if below is not None and is_file_description(below.text):
            return False
        numbered_act = opening.word == "Chapter" and not opening.rest.text and opening.num not in _FIRSTS
        return not (numbered_act and self.last == _NONE and not self.tree.opened(DIVISION))

    def _division(self, opening: Opening, level: int) -> Place:
        """A part or an annex; the parts of a schedule and the chapters of a part stand in it.

        An annex stands behind the parts, unless its heading is set below that of a part.
        """
        label = f"{opening.word} {opening.num}".strip()
        annex, part = self.tree.opened(SECTION), self.tree.opened(DIVISION)
        if opening.word == "Chapter" and part and part.label and part.label.startswith("Part"):
            return Place(DIVISION + 1, "section", f"{part.label}/{label}", opening)
        if opening.word not in ("Part", "Chapter"):
            self.last = _NONE
            if not (level and self.tree.inside(DIVISION, level)):
                self.tree.close(DIVISION)
            return Place(SECTION, "section", label, opening, self.annexes.get(opening.word))
        if annex and is_annex(annex) and (opening.num in _FIRSTS or self.tree.opened(SECTION + 1)):
            return Place(SECTION + 1, "section", f"{annex.label}/{label}", opening)
        return Place(DIVISION, "section", label, opening)

    def _section(self, opening: Opening, level: int) -> Place:
        """A section; in an annex whose sections begin anew, one of the annex, and all that follow there."""
        value = number_value(opening.num)
        annex = self.tree.opened(SECTION)
        self.last = value
        below = value == _ONE and self.tree.deeper(SECTION, level)
        if annex is not None and is_annex(annex) and (value <= self.last_main or below or self.anew is annex):
            self.anew = annex
            return Place(SUBSECTION, "subsection", f"{annex.label}/{opening.num}", opening)
        self.last_main = max(self.last_main, value)
        return Place(SECTION, "section", f"Section {opening.num}", opening)

    def _again(self, opening: Opening, level: int, labelled: bool) -> Place:
        """A numbered heading of a list that begins anew in each part or section: one of that part or section."""
        if not labelled and not self.repairs:
            detail = "headings numbered from 1 stand more than once in the same part: they have no labels"
            self.repairs.append(Repair("repeated_label", opening.printed, detail))
        section, part = self.tree.opened(SECTION), self.tree.opened(DIVISION)
        if section is not None and section.label and self.tree.deeper(SECTION, level):
            label = f"{section.label}/{opening.num}" if labelled else None
            return Place(SUBSECTION, "subsection", label, opening)
        label = f"{part.label}/{opening.num}" if labelled and part is not None and part.label else None
        return Place(SECTION, "section", label, opening)

    def _is_section(self, opening: Opening, line: Line, index: int) -> bool:
        """Sections go up; one that counts on from its neighbours is sure, another must be near and have a title.

        The first says by its number alone that it is one only where that is low: `20C: Letters` names a form.
        """
        value = number_value(opening.num)
        if value[0] > 1 and index < self.first:
            return False
        if len(value[1]) > 1 and value[0] != self.last[0]:
            return False  # two letters are inserted behind a section of the number: `2CD: Drugs` is a code
        if index in self.sure:
            return True
        if value <= self.last or opening.rest.text[:1].isdigit():
            return False
        titled = not opening.rest.text or opening.rest.text[0].isupper() or opening.rest.text[0] in "‘“\"'["
        follows = self.last != _NONE or value[0] == 1
        near = value[0] - self.last[0] <= (4 if self.last[0] else 9)
        said = not opening.printed.isalnum()
        return is_heading(line) and ((line.level > 0 and follows and said) or (titled and near))

    def _is_subsection(self, opening: Opening, letters: str) -> bool:
        if self.tree.opened(SECTION) is None:
            return False
        if opening.word.lower().startswith("sub") or opening.num == letters:
            return True
        before = self.tree.opened(SUBSECTION) or self.tree.opened(SECTION)
        expected = chr(ord(before.num[0]) + 1) if before and before.num and before.num[0].isalpha() else "A"
        return bool(letters) and opening.num == expected

    def _is_beside(self, line: Line) -> bool:
        """Whether a lettered heading is set as the section before it, which has words of its own."""
        section = self.tree.opened(SECTION)
        if section is None or is_annex(section) or self.tree.inside(SECTION, line.level):
            return False
        return any(child.kind != "subsection" for child in section.children)


def _lettered_section(line: Line) -> Opening | None:
    """`Section B: Strings`, with the word: a letter alone is a subsection's."""
    match = _LETTERED.fullmatch(line.text) if line.text[:9].lstrip("“\"‘'").startswith("Section") else None
    if match is None or not is_heading(line):
        return None
    title = match.start(2) if match[2] else len(line.text)
    return Opening("section", match[1], line.text[:title].strip(' “"'), line.after(title))


def _lettered_sections(blocks: Sequence[Block]) -> frozenset[int]:
    """The indices of the headings of sections A, B, C … where a document has each of them once and in order."""
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        if block.style == "heading" and "ection " in block.text[:9]:
            opening = _lettered_section(Line(block.text, style="heading", level=block.level))
            found |= {index: opening.num} if opening else {}
    in_order = len(found) > 1 and "".join(found.values()) == ascii_uppercase[: len(found)]
    return frozenset(found if in_order else ())


def _letter_opening(line: Line) -> Opening | None:
    """`(a) Strings`, `B. Tails` or `III) Frames`."""
    match = _LETTER.fullmatch(line.text)
    if match is None:
        return None
    title = match.start("title")
    return Opening("subsection", match["num"], line.text[:title].strip(), line.after(title))


def _lettered_headings(blocks: Sequence[Block], title: int) -> list[_Run]:
    """The lists of headings (a), (b), (c) … that count on under one heading, and the numbered one each is under."""
    found: dict[tuple[int, str], list[_Run]] = {}
    above: list[tuple[int, int, bool]] = []
    for index, block in enumerate(blocks):
        if block.style != "heading" or not block.level or block.rule or index == title:
            continue
        while above and above[-1][0] >= block.level:
            above.pop()
        under = above[-1][1] if above else -1
        numbered = next((at for _, at, opens in reversed(above) if opens), -1)
        line = Line(block.text, style="heading", level=block.level, marker=block.marker)
        match = _LETTER.fullmatch(block.text) if not block.marker else None
        opens = match is not None or any(each(line) for each in (division_opening, section_opening, dotted_opening))
        above.append((block.level, index, opens))
        if match is None:
            continue
        runs = found.setdefault((under, match["open"] + match["close"].strip()), [])
        last = _LETTER.fullmatch(blocks[runs[-1].members[-1]].text) if runs else None
        if last and _goes_on(last["num"], match["num"]):
            runs[-1].members.append(index)
        elif match["num"] in _FIRST_LETTERS:
            runs.append(_Run([index], {numbered}))
    return [run for runs in found.values() for run in runs if len(run.members) > 1]


def _goes_on(last: str, num: str) -> bool:
    """Whether a heading's letter or numeral comes next, one left out at most: IV behind II."""
    return counts_on(last, num) or any(
        (cost := step(each, last, num)) and cost <= _ONE_LEFT_OUT for each in styles(num)
    )


def _of_lettered_section(line: Line, section: Draft | None) -> Opening | None:
    """`B2 – Tails` in Section B: one of its subsections."""
    letter = section.num or "" if section is not None else ""
    match = _OF_LETTERED.fullmatch(line.text) if letter.isalpha() and line.text.startswith(letter) else None
    if match is None or section is None or section.label != f"Section {letter}" or not is_heading(line):
        return None
    return Opening("subsection", match[1], line.text[: match.start(2)].strip(), line.after(match.start(2)))


def _begun_again(blocks: Sequence[Block], title: int) -> dict[int, bool]:
    """The indices of numbered headings that begin at 1 again and again, each with whether one label fits only it.

    Questions under each heading of a guide are numbered so, and sections of each part. Within a part that holds
    several such lists nobody can tell which number 2 is meant. Those of annexes are the annexes' own.
    """
    found: dict[int, bool] = {}
    for runs in _runs(blocks, title).values():
        inside = len(runs) == 1 and len(runs[0].holders) == 1 and _in_section(blocks, *runs[0].holders)
        if not inside and (len(runs) < _FEWEST_RUNS or max(len(run.members) for run in runs) == 1):
            continue
        held = Counter(holder for run in runs for holder in run.holders)
        every = sum(len(run.members) for run in runs)
        for run in runs:
            if not inside and 2 * len(run.members) > every:
                continue  # the sections of the document, beside which some list begins at 1
            sure = len(run.holders) == 1 and all(holder >= 0 and held[holder] == 1 for holder in run.holders)
            found |= dict.fromkeys(run.members, sure)
    return found


def _in_section(blocks: Sequence[Block], holder: int) -> bool:
    """Whether what headings stand in is a section, which has its own; a part's are the document's."""
    return holder >= 0 and division_opening(Line(blocks[holder].text, style="heading", level=1)) is None


def _runs(blocks: Sequence[Block], title: int) -> dict[int, list[_Run]]:
    """The lists of numbered headings of each level; a level whose lists do not all begin at 1 has none."""
    levels: dict[int, list[_Run]] = {}
    last: dict[int, Value] = {}
    above: list[tuple[int, int, bool]] = []
    for index, block in enumerate(blocks):
        if block.style != "heading" or not block.level or block.marker or index == title or block.rule:
            continue
        line = Line(block.text, style="heading", level=block.level)
        while above and above[-1][0] >= block.level:
            above.pop()
        division, opening = division_opening(line), section_opening(line)
        counted = opening is not None and division is None and not opening.printed.startswith("Section")
        if opening is not None and counted and not any(annex for *_, annex in above):
            value, runs = number_value(opening.num), levels.setdefault(block.level, [])
            holder = next((held for _, held, _ in reversed(above) if held >= 0), -1)
            if runs and holder not in runs[-1].holders and value[0] > last[block.level][0] + 1:
                continue  # a number of another list, whose heading is set at this level by mistake
            if not runs or value <= last[block.level]:
                runs.append(_Run([], set()))
            last[block.level] = value
            runs[-1].members.append(index)
            runs[-1].holders.add(holder)
        annex = division is not None and division.word not in ("Part", "Chapter")
        above.append((block.level, index if division or opening else -1, annex))
    return {level: runs for level, runs in levels.items() if all(_at_one(blocks, run) for run in runs)}


def _at_one(blocks: Sequence[Block], run: _Run) -> bool:
    block = blocks[run.members[0]]
    opening = section_opening(Line(block.text, style="heading", level=block.level))
    return opening is not None and number_value(opening.num) == _ONE


def _annex_levels(blocks: Sequence[Block], title: int) -> dict[str, int]:
    """The level of the annexes of a document, by the word they are called by: that of the one set highest.

    One whose heading is set like those of the paragraphs below it holds them as the other annexes hold theirs.
    """
    levels: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if not (block.level and block.style == "heading") or index == title:
            continue
        opening = division_opening(Line(block.text, style="heading", level=block.level, marker=block.marker))
        if opening:
            levels[opening.word] = min(block.level, levels.get(opening.word, block.level))
    return levels
