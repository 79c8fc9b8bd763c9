"""Automatic numbers of Office Open XML: what a reader sees in front of a paragraph (ECMA-376, 17.9).

A paragraph names a numbering (`w:num`) and a level of it. Numberings that share an abstract one share its
counters, unless one restarts them (`w:startOverride`): so a list that goes on after a table goes on counting.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from parser.readers.word.numbers import FORMS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = W + "val"
LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it shows, `%1.%2` for the numbers of levels 1 and 2."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    hidden: bool = False

    @property
    def bullet(self) -> bool:
        """Whether it shows a sign and no number."""
        return self.form == "bullet" or not self.text


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering: the abstract one whose counters it uses, its levels, and the levels it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def level_of(self, style: str) -> int:
        """The level that is tied to a paragraph style; the first without one."""
        return next((number for number, level in self.levels.items() if level.style == style), 0)


@dataclass(frozen=True, slots=True)
class Number:
    """What stands in front of a paragraph: the number, empty for a bullet, and its level from 0."""

    text: str
    level: int
    bullet: bool


@dataclass(slots=True)
class Counters:
    """The counters of all lists of a document while it is read from its beginning."""

    numberings: Mapping[str, Numbering]
    strange: set[str] = field(default_factory=set)
    implied: bool = False
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def next(self, num: str, level: int) -> Number | None:
        """The number of the next paragraph of a list; None where there is no such list or level."""
        numbering = self.numberings.get(num)
        if numbering is None or level not in numbering.levels:
            return None
        counts = self._counts.setdefault(numbering.abstract, [None] * LEVELS)
        self._count(num, numbering, level, counts)
        own = numbering.levels[level]
        if own.hidden:
            return None
        bullet = own.bullet and sum(char.isalnum() for char in own.text) < 2
        return Number("" if bullet else self._shown(numbering, level, counts), level, bullet)

    def _count(self, num: str, numbering: Numbering, level: int, counts: list[int | None]) -> None:
        own, count = numbering.levels[level], counts[level]
        self._imply(numbering, level, counts)
        if level in numbering.starts and (num, level) not in self._started:
            self._started.add((num, level))
            counts[level] = numbering.starts[level]
        else:
            counts[level] = numbering.starts.get(level, own.start) if count is None else count + 1
        for deeper in range(level + 1, LEVELS):
            restart = numbering.levels[deeper].restart if deeper in numbering.levels else None
            if restart is None or level < restart:
                counts[deeper] = None

    def _imply(self, numbering: Numbering, level: int, counts: list[int | None]) -> None:
        """Levels above that nothing has counted yet are taken as counted: the next of them is the second."""
        for above in range(level):
            if counts[above] is None and above in numbering.levels:
                counts[above] = numbering.starts.get(above, numbering.levels[above].start)
                self.implied = True

    def _shown(self, numbering: Numbering, level: int, counts: list[int | None]) -> str:
        legal = numbering.levels[level].legal

        def count(found: re.Match[str]) -> str:
            place = int(found[1]) - 1
            counted = numbering.levels.get(place)
            if counted is None or place > level:
                return ""
            number = counts[place] or 0
            form = "decimal" if legal and counted.form != "none" else counted.form
            if form not in FORMS:
                self.strange.add(form)
            return FORMS.get(form, str)(number)

        return _PLACE.sub(count, numbering.levels[level].text).strip()


def numberings(root: etree._Element | None, links: Mapping[str, str]) -> dict[str, Numbering]:
    """All numberings of a document by their ids. `links` are numbering styles with the numbering they stand for."""
    if root is None:
        return {}
    abstracts = {each.get(W + "abstractNumId", ""): each for each in root.iter(W + "abstractNum")}
    nums = {each.get(W + "numId", ""): each for each in root.iter(W + "num")}
    return {name: _numbering(num, abstracts, nums, links) for name, num in nums.items()}


def _numbering(
    num: etree._Element,
    abstracts: Mapping[str, etree._Element],
    nums: Mapping[str, etree._Element],
    links: Mapping[str, str],
) -> Numbering:
    name = _abstract(num)
    abstract = abstracts.get(name)
    linked = _value(abstract, "numStyleLink") if abstract is not None else ""
    if linked and linked in links and links[linked] in nums:  # the levels stand in the numbering of a style
        name = _abstract(nums[links[linked]])
        abstract = abstracts.get(name)
    levels = _levels(abstract) if abstract is not None else {}
    starts: dict[int, int] = {}
    for override in num.iterfind(W + "lvlOverride"):
        place = _number(override.get(W + "ilvl"), 0)
        levels.update(_levels(override))
        start = override.find(W + "startOverride")
        if start is not None:
            starts[place] = _number(start.get(VAL), 1)
    return Numbering(name, levels, starts)


def _abstract(num: etree._Element) -> str:
    return _value(num, "abstractNumId")


def _levels(parent: etree._Element) -> dict[int, Level]:
    every = {_number(each.get(W + "ilvl"), 0): _level(each) for each in parent.iterfind(W + "lvl")}
    return {place: level for place, level in every.items() if 0 <= place < LEVELS}


def _level(lvl: etree._Element) -> Level:
    restart = lvl.find(W + "lvlRestart")
    legal = lvl.find(W + "isLgl")
    made = Level(
        _number(_value(lvl, "start"), 0),
        _value(lvl, "numFmt") or _own_form(lvl) or "decimal",
        _value(lvl, "lvlText"),
        None if restart is None else _number(restart.get(VAL), 0),
        legal is not None and is_on(legal),
        _value(lvl, "pStyle"),
    )
    vanish = lvl.find(f"{W}rPr/{W}vanish")
    return replace(made, hidden=vanish is not None and is_on(vanish))


def _own_form(lvl: etree._Element) -> str:
    """The first number of a form that the author chose, `001` of `001, 002, 003, ...`; older programs show another."""
    found = lvl.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    return found.get(W + "format", "").partition(",")[0].strip() if found is not None else ""


def is_on(element: etree._Element) -> bool:
    """Whether a property that is there is on: it may say that it is off."""
    return element.get(VAL, "true") not in ("0", "false", "off")


def _value(parent: etree._Element, name: str) -> str:
    found = parent.find(W + name)
    return found.get(VAL, "") if found is not None else ""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 10 else otherwise
