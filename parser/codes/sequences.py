"""Numberings of a whole document: which of the numbers printed in it count on through it.

A single number proves nothing: a figure may begin a sentence, a list may begin again at 1. Read
together the numbers tell what they are. The longest run that goes up is the document's numbering;
a gap in it, a number printed twice or a list between two of its numbers changes nothing for the rest.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from string import ascii_letters
from typing import NamedTuple

from corpus.enumerators import likely_styles, roman_value
from parser.codes.lines import Draft
from parser.readers.blocks import Block

Value = tuple[int, str]
"""A number and the letters of one inserted later: `16A` is (16, "A")."""

_FEWEST = 3
_DENSE = 0.6
_NEAR = 3
_SHORT = 8
_MANY = 12


_TITLE = re.compile(
    r"(?:(?P<word>Annex|Appendix|Schedule|ANNEX|APPENDIX|SCHEDULE|Part(?=\s+[A-Z])|PART(?=\s+[A-Z]))"
    r"\s+(?P<own>\d{1,2}|[A-Z])(?=\s*[:–—-]|\s|\Z)"
    r"|(?P<letter>[A-Z])(?P<stop>\s*[.:)–—-])?\s+(?=[A-Z‘“]))"
)
_BELOW_TITLE = 6
"""Blocks below a title among which its first paragraph stands."""


class Numbered(NamedTuple):
    """A block that begins with a number: its place in the document, the number, and what it looks like.

    Blocks of one `form` are set alike: numbers of a list that stands in a paragraph have another
    form than the paragraphs' own, or begin again. What has no form only fills gaps.
    """

    at: int
    value: Value
    form: Hashable = None


class Chain(NamedTuple):
    """Numbers that go up through a document, and those of the same form that do not fit among them."""

    members: tuple[Numbered, ...] = ()
    others: tuple[Numbered, ...] = ()


def rising(numbered: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The longest strictly rising run, in order of the document (patience sorting; n log n).

    Of two runs of one length the one whose numbers stay lower, of a number printed twice the first: a
    list that begins again at 1 is left out, not the numbers after it.
    """
    tails: list[Value] = []
    ends: list[int] = []
    before: list[int] = []
    for index, each in enumerate(numbered):
        place = bisect_left(tails, each.value)
        before.append(ends[place - 1] if place else -1)
        if place < len(tails) and tails[place] == each.value:
            continue
        tails[place : place + 1] = [each.value]
        ends[place : place + 1] = [index]
    run: list[Numbered] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(numbered[index])
        index = before[index]
    return tuple(reversed(run))


def counted(numbered: Sequence[Numbered], after: int = 0, fewest: int = _FEWEST) -> Chain:
    """The numbering of a document or of one of its annexes; empty where the numbers do not make one.

    The form with the longest run counts; a number of another form joins where it fills a gap. A
    numbering has at least `fewest` numbers, begins low or goes on after `after`, leaves few out, and most
    numbers of its form belong to it: steps under ten headings that each begin at 1 are no numbering.
    """
    forms = Counter(each.form for each in numbered if each.form is not None)
    runs = [(form, rising([each for each in numbered if each.form == form])) for form in forms]
    form, run = max(runs, key=lambda pair: len(pair[1]), default=(None, ()))
    alike = [each for each in numbered if each.form == form]
    if len(run) < fewest:
        return Chain()
    numbering = _is_numbering(run, len(alike), after) and not _begins_again(run, alike, numbered)
    if not (numbering or _is_each_once(alike)):
        return Chain()
    members = _filled(run, [each for each in numbered if each.form != form])
    chosen = {each.at for each in members}
    others = [each for each in alike if each.at not in chosen]
    again = _filled(rising(others), [each for each in numbered if each.form != form and each.at not in chosen])
    return Chain(members, tuple(sorted({*others, *again}, key=lambda each: each.at)))


def _is_numbering(run: Sequence[Numbered], alike: int, after: int) -> bool:
    first, last = run[0].value[0], run[-1].value[0]
    begins = first <= _NEAR or (after and after < first <= after + _NEAR)
    return bool(begins) and len(run) >= _DENSE * (last - first + 1) and len(run) >= _DENSE * alike


def _is_each_once(alike: Sequence[Numbered]) -> bool:
    """Whether numbers are a numbering whose parts stand in another order, 33 to 40 above 26 to 32: each stands once.

    Lists that each begin at 1 have their first numbers in common.
    """
    values = {each.value[0] for each in alike}
    low, high = min(values, default=0), max(values, default=0)
    steps = sum(0 < after.value[0] - before.value[0] <= _NEAR for before, after in pairwise(alike))
    once = len(values) == len(alike) >= _MANY and low <= _NEAR and len(alike) >= _DENSE * (high - low + 1)
    return once and steps >= 2 * len(alike) // 3


def _begins_again(run: Sequence[Numbered], alike: Sequence[Numbered], every: Sequence[Numbered]) -> bool:
    """Whether a short run is made of lists that each begin at its first number: no numbering of a document.

    A list inside one of its paragraphs begins there too, but behind the first of them.
    """
    first = run[0]
    before = any(each.value == first.value and each.at < first.at for each in every)
    return len(run) < _SHORT and (before or sum(each.value == first.value for each in alike) > 1)


def _filled(run: Sequence[Numbered], spare: Sequence[Numbered]) -> tuple[Numbered, ...]:
    """The run with numbers of other forms that stand in its gaps and fill them."""
    members: list[Numbered] = []
    waiting = list(reversed(spare))
    for each in run:
        last = members[-1] if members else None
        while waiting and waiting[-1].at < each.at:
            candidate = waiting.pop()
            if last and last.at < candidate.at and last.value < candidate.value < each.value:
                members.append(candidate)
                last = candidate
        members.append(each)
    return tuple(members)


def consecutive(numbered: Iterable[Numbered]) -> frozenset[int]:
    """The places of numbers that count on from a neighbour or to one: 97, 98, 99, whatever they begin with."""
    run = rising(tuple(numbered))
    near = [
        index
        for index, each in enumerate(run)
        if any(0 <= index + step < len(run) and _beside(each, run[index + step]) for step in (-1, 1))
    ]
    return frozenset(run[index].at for index in near)


def _beside(one: Numbered, other: Numbered) -> bool:
    """Whether two numbers are neighbours: 12, 12A, 13. Letters that follow none, 20C and 21V, are of names."""
    (first, before), (second, letters) = sorted((one.value, other.value))
    inserted = not letters or letters.endswith("A") or first == second
    return second - first <= 1 and inserted and (not before or first == second or not letters)


UNITS = (
    "Article|Rule|Regulation|Condition|Principle|Standard|Clause|Requirement|Guideline|Commitment|Recommendation"
    "|Measure|Outcome|Duty|Expectation|Provision|Obligation|Art|Reg|Std|Req|Cond"
)
"""What documents call their sections by, where not sections."""
_ONE = r"\d{1,3}[A-Za-z]?(?:\((?:\d{1,3}|[a-z]{1,4})\))*"
_UNIT = re.compile(
    rf"[“\"‘']?(?P<word>{UNITS}|{UNITS.upper()})\.?\s+(?P<num>\d{{1,3}}[A-Za-z]{{0,2}}|[IVX]{{1,6}})(?!\w|\(|\.\d)"
    r"\s*[.:–—-]?(?:\s+(?P<title>\S.*))?",
    re.DOTALL,
)
_CITED = re.compile(
    rf"(?:\b[Pp]aragraph\s+(?P<paragraph>{_ONE})\s+of\s+)?\b(?P<word>(?:{UNITS})|(?:{UNITS.lower()}))s?\s+(?P<list>{_ONE}(?:(?:\s*,\s*|\s+)(?:and\s+|or\s+|to\s+)?{_ONE})*)"
    r"(?![\w’-]|[.(]\w|\s+[A-Z]{2,}\b|,?\s+(?:of|to|in)\s+(?!th(?:is|ese)\b))"
)
"""`Article 3(1)(b)`, `paragraph 1 of Article 3`, `rules 4 and 5 of this code`; not `Article 8 ECHR`."""
_LABELLED = re.compile(rf"(?:Section|{UNITS}) |\d|(?:Part|Chapter) [^/]+/\d")
_FEWEST_UNITS = 2


class Unit(NamedTuple):
    """A heading `Article 3: Title`: the word, the number, and where the title begins."""

    word: str
    num: str
    title: int


def units(blocks: Sequence[Block], title: int) -> dict[int, Unit]:
    """The headings of articles, rules, conditions … that count on from the first; `title` is that of the document.

    One that stands twice or leaves the order is one all the same where most count on: what is wrong with it is said.
    """
    found: dict[str, dict[int, Unit]] = {}
    for index, block in enumerate(blocks):
        if block.style != "heading" or block.rule or block.marker or index == title:
            continue
        match = _UNIT.fullmatch(block.text)
        if match is not None:
            word, place = match["word"].capitalize(), match.start("title") if match["title"] else len(block.text)
            found.setdefault(word, {})[index] = Unit(word, match["num"], place)
    return {index: unit for run in found.values() if _are_units(run) for index, unit in run.items()}


def _are_units(run: Mapping[int, Unit]) -> bool:
    """Whether units begin with the first, and most count on."""
    up = rising([Numbered(index, _unit_value(unit.num)) for index, unit in run.items()])
    return len(up) >= _FEWEST_UNITS and up[0].value == (1, "") and _is_numbering(up, len(run), 0)


def _unit_value(num: str) -> Value:
    if num.isalpha():
        return roman_value(num.lower()) or 0, ""
    figures = num.rstrip(ascii_letters)
    return int(figures), num[len(figures) :]


def holds_items(label: str) -> bool:
    """Whether items are cited with a label, that of a section by whatever word: `Article 3(1)`, `6.1(a)`."""
    return _LABELLED.match(label) is not None


def units_cited(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Where a text cites articles or rules and names no other text: the place, the words, the labels they have."""
    for match in _CITED.finditer(text):
        number, *items = (match["paragraph"] or "").partition("(")
        inside = f"({number}){''.join(items)}" if number else ""
        labels = [f"{match['word'].capitalize()} {each}{inside}" for each in re.findall(_ONE, match["list"])]
        yield match.start(), match[0], labels


def has_units(labels: Iterable[str]) -> bool:
    """Whether sections of a document are called articles, rules …"""
    return any(_UNIT.match(label) is not None for label in labels)


def closes_subsection(path: list[Draft], text: str) -> bool:
    """Whether words go on with the list of a subsection, `(2) A kite must be— (a) …, (b) …, and must be light`.

    Subsections that no words lead to are no list that words could close.
    """
    inner = path[1:3]
    if len(inner) < 2 or path[0].text or not text[:1].islower():
        return False
    return inner[0].printed.startswith("(") and (inner[0].num or "")[0].isdigit()


def depth_inside(level: int, levels: Sequence[int]) -> int:
    """The depth of the item of the format's level that words stand in; 0 beside a list set further in than they are."""
    outermost = levels[1] if len(levels) > 1 and levels[1] else 1
    return min(max(level - outermost + 1, 0), len(levels) - 1)


def item_beside(label: str, item: str) -> str:
    """The label of an item named after another: `(b)` after 3.1(a)(ii) is 3.1(b), `(iii)` is 3.1(a)(iii)."""
    number, *items = label.split("(")
    before = [each.rstrip(")") for each in items]
    alike = [at for at, each in enumerate(before) if likely_styles(each) & likely_styles(item[1:-1])]
    place = max(alike, default=max(len(before) - 1, 0))
    return number + "".join(f"({each})" for each in before[:place]) + item


_JUDGMENT = re.compile(r"\bjudge?ments?\b|\bjudge held\b|\[\d{4}\] (?:UKSC|UKHL|EWCA|EWHC|UKUT|UKFTT|AC|QB|WLR)\b")


def of_a_judgment(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence tells of a judgment, which numbers its paragraphs: `at paragraph 12, the judge held`."""
    start = text.rfind(". ", 0, match.start()) + 1
    end = text.find(". ", match.end())
    return _JUDGMENT.search(text, start, end if end >= 0 else len(text)) is not None


def series_of(labels: Iterable[str]) -> frozenset[str]:
    """What the dotted numbers of a document count on from, where several do: `4` of 4.1, 4.2 and 4.3."""
    heads = Counter(label.rpartition(".")[0] for label in labels if _DOTTED.fullmatch(label))
    return frozenset(head for head, count in heads.items() if count >= _FEWEST_UNITS)


_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3})+[A-Z]{0,2}")


def lettered_title(text: str) -> re.Match[str] | None:
    """The letter in front of a title, `A General`, `B. Lamps`, with no word for what it divides."""
    match = _TITLE.match(text)
    return match if match and match["letter"] else None


def lettered_titles(blocks: Sequence[Block]) -> dict[int, str]:
    """Where titles stand whose paragraphs are numbered with their letter, and what these numbers begin with.

    `A General` above `A.1` or `A1`, `Annex B` above `B1`, `Appendix 1` above `A1.1`: the first of them is enough.
    """
    found: dict[int, str] = {}
    for index, block in enumerate(blocks):
        match = _TITLE.match(block.text) if _may_title(block) else None
        if match is None:
            continue
        stem, ends = match["letter"] or match["own"], r"(?:\s+[A-Z“‘(\"\d]|\s*\Z)"
        first = rf"{stem}\.?1[.:)]?{ends}" if stem.isalpha() else rf"{match['word'][0]}{stem}\.1\.?{ends}"
        for below in blocks[index + 1 : index + 1 + _BELOW_TITLE]:
            if re.match(first, f"{below.marker} {below.text}".lstrip()):
                found[index] = stem if stem.isalpha() else f"{match['word'][0]}{stem}"
            if index in found or (_may_title(below) and _TITLE.match(below.text)):
                break
    return found


def _may_title(block: Block) -> bool:
    return (block.style == "heading" or (block.bold and block.style == "para")) and not (block.cells or block.marker)
