"""Footnotes: the small lines at the foot of a page, and the raised figures that refer to them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.enumerators import roman_value
from parser.readers.pdf.drawings import Rule
from parser.readers.pdf.lines import FIGURES, SIGNS, Line, line_of
from parser.readers.pdf.words import Word, usual_size

_BESIDE = 2
"""Lines that may stand beside notes and are none of another column: a figure set apart."""
_START = re.compile(rf"\[?\(?(?P<num>\d{{1,3}}|{SIGNS}|[ivxl]{{1,5}})\]?\)?\.?")
_BRACKET = re.compile(r"^[(\[]")
_NEAR = 2.0
_FEWEST_AT_END = 2
_UNIT = re.compile(r"[ckdm]?m|ft|in|yd|s")
"""What a raised figure behind it makes no reference."""
_REST = 6
"""Lines of the rest of a note begun overleaf."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as one page shows it; `num` is empty for the rest of a note begun overleaf."""

    num: str
    lines: tuple[Line, ...]
    page: int


def body_size(lines: Iterable[Line]) -> float:
    """The font size of most characters, in points."""
    return usual_size((line.size, len(line.text)) for line in lines)


def references(lines: Iterable[Line]) -> set[str]:
    """Numbers of raised figures that do not open their line, and the one between two of them: 11 of 10 and 12.

    `(` and `[` are among them where figures are printed so: what opens with `(1)` is no note of a raised 1.
    """
    raised = {
        word.text
        for line in lines
        if line.mixed
        for place, word in enumerate(line.words)
        if place and line.raised(word)
    }
    found = {number for text in raised for number in (*numbers(text), *_BRACKET.findall(text))}
    counted = {int(number) for number in found if number.isdecimal()}
    return found | {str(number + 1) for number in counted if number + 2 in counted}


def put_back(lines: Sequence[Line], body: float, known: set[str]) -> list[Line]:
    """The lines of a page, a figure raised at the left edge put back behind the line above that had no room for it.

    A maker may break a line before the figure that refers to a note. One that stands alone, smaller than the
    line above, opens no note; one with words behind it opens none where no other figure has its number (`known`).
    """
    kept: list[Line] = []
    for line in lines:
        if not kept or not _overflown(kept[-1], line, body, known) or _room(kept[-1], line.words[0], lines):
            kept.append(line)
            continue
        above, figure = kept[-1], line.words[0]
        base = above.base - 0.33 * above.size
        moved = figure._replace(left=above.right, right=above.right, base=base, glued=True)
        kept[-1] = line_of((*above.words, moved), line.page)
        if len(line.words) > 1:
            kept.append(line_of(line.words[1:], line.page))
    return kept


def _overflown(above: Line, line: Line, body: float, known: set[str]) -> bool:
    """Whether a line opens with a figure that is small beside the line above and begins where that one's text does."""
    figure = line.words[0]
    if above.size < 0.93 * body or line.turned or not FIGURES.fullmatch(figure.text):
        return False
    alone = len(line.words) == 1 and figure.size < 0.86 * above.size
    opens = len(line.words) > 1 and line.raised(figure) and not known.intersection(numbers(figure.text))
    under = figure.left <= above.left + _NEAR or any(abs(word.left - figure.left) <= _NEAR for word in above.words)
    return (alone or opens) and under and 0.3 * above.size < line.base - above.base < 1.8 * above.size


def _room(above: Line, figure: Word, lines: Sequence[Line]) -> bool:
    """Whether a figure had room behind a line, by the right ends of the lines that begin where one of the two does."""
    ends = [x.right for x in lines if min(abs(x.left - above.left), abs(x.left - figure.left)) <= _NEAR]
    return above.right + figure.right - figure.left + 0.4 * above.size < max(ends, default=above.right)


def numbers(printed: str) -> list[str]:
    """`1,2` or `[3]` as the numbers of notes."""
    return [part for part in re.split(r"[,\s]+", printed.strip("[]()")) if part]


def foot(
    lines: Sequence[Line], body: float, known: set[str], expecting: bool, rules: Sequence[Rule] = ()
) -> tuple[list[Note], set[int]]:
    """The notes at the foot of a page and the ids of their lines.

    `known` are the numbers referred to in the document: what nothing refers to is no note.
    `expecting` says that the page before ended inside a note; `rules` are the page's ruling lines,
    of which a short one may part notes of any size from the text.
    """
    zone = _zone(lines, body)
    if not any(_number(line, known) for line in zone[:1]):
        zone = under_rule(lines, rules, known) or zone or _set_like_text(lines, expecting)
    notes: list[tuple[str, list[Line]]] = []
    for line in zone:
        num = _number(line, known)
        if num and _follows(num, [known_num for known_num, _ in notes if known_num]):
            notes.append((num, [_without_number(line)]))
        elif notes:
            notes[-1][1].append(line)
        elif expecting and line is zone[0]:
            notes.append(("", [line]))
        else:
            break
    if not notes or (not any(num for num, _ in notes) and not expecting):
        return [], set()
    taken = sum(len(part) for _, part in notes)
    found = [Note(num, tuple(part), part[0].page) for num, part in notes]
    return found, {id(line) for line in zone[:taken]}


def unreferred(lines: Sequence[Line], body: float, known: set[str]) -> str:
    """The number of a note at the foot of a page to which nothing refers; empty without one.

    Small print may open with a figure that is a word: a note's is raised or marked off.
    """
    for line in _zone(lines, body):
        first = line.words[0]
        match = _START.fullmatch(first.text)
        if match is None or len(line.words) < 2 or line.bold or match["num"] in known:
            continue
        if line.raised(first) or (first.text[-1:] in ".])" and not match["num"].isalpha()):
            return match["num"]
    return ""


def at_end(lines: Sequence[Line], wanted: set[str]) -> tuple[list[Note], set[int]]:
    """Notes that end the document, set like its text: from the first number that is `wanted` each once and in order.

    Nothing but the numbers tells them from a list, so they must be all that are referred to and not found.
    """
    opening = [place for place, line in enumerate(lines) if _number(line, wanted) and not line.bold]
    wanted = {num for num in wanted if not _BRACKET.match(num)}
    shown = [_number(lines[place], wanted) for place in opening]
    values = [_value(num) for num in shown]
    aligned = all(abs(lines[place].left - lines[opening[0]].left) < _NEAR for place in opening)
    if len(wanted) < _FEWEST_AT_END or set(shown) != wanted or len(shown) != len(wanted) or not aligned:
        return [], set()
    if values != sorted(values):
        return [], set()
    notes = []
    for num, start, end in zip(shown, opening, [*opening[1:], len(lines)], strict=True):
        notes.append(Note(num, (_without_number(lines[start]), *lines[start + 1 : end]), lines[start].page))
    return notes, {id(line) for line in lines[opening[0] :]}


def _value(num: str) -> int:
    return int(num) if num.isdecimal() else roman_value(num) or len(num)


def _zone(lines: Sequence[Line], body: float) -> list[Line]:
    """The run of small lines at the foot, from the first that opens with a number."""
    zone: list[Line] = []
    for line in sorted(lines, key=lambda line: line.base, reverse=True):
        if line.size > 0.93 * body or line.turned:
            break
        zone.append(line)
    zone.reverse()
    return zone


def without(lines: Sequence[Line], taken: Sequence[Line]) -> list[Line]:
    """Lines but for some of them."""
    ids = {id(line) for line in taken}
    return [line for line in lines if id(line) not in ids]


def under_rule(lines: Sequence[Line], rules: Sequence[Rule], known: set[str]) -> list[Line]:
    """The lines below a short level rule, where the first of them opens with the number of a note."""
    upright = sorted((line for line in lines if not line.turned), key=lambda line: line.base)
    if not upright:
        return []
    left, right = min(line.left for line in upright), max(line.right for line in upright)
    for rule in sorted(rules, key=lambda rule: -rule.top):
        short = rule.top == rule.bottom and 30 < rule.right - rule.left < 0.55 * (right - left)
        below = [line for line in upright if line.top > rule.top - 2] if short and rule.left < left + 20 else []
        alone = not any(
            other is not rule and abs(other.top - rule.top) < 1.5 and other.bottom - other.top < 2 for other in rules
        )
        below = _in_its_column(below, rule)
        if below and alone and _number(below[0], known) and not below[0].bold:
            return below
    return []


def _in_its_column(below: Sequence[Line], rule: Rule) -> list[Line]:
    """Of the lines below a rule those of its own column, where text stands beside them at three heights or more."""
    own = [line for line in below if line.left < rule.right]
    beside = [
        line
        for line in below
        if line.left >= rule.right and any(line.top < other.bottom and line.bottom > other.top for other in own)
    ]
    return own if len(beside) > _BESIDE else list(below)


def _set_like_text(lines: Sequence[Line], expecting: bool) -> list[Line]:
    """The last lines of a page, set like its text, that open with all numbers raised on it, each once and in order.

    They stand apart from the text; the rest of a note begun overleaf (`expecting`) may come before them.
    """
    upright = sorted((line for line in lines if not line.turned), key=lambda line: line.base)
    marks = references(upright)
    every = {num for num in marks if any(_raised(line, num) for line in upright)}
    exponents = {num for num in every if all(_is_exponent(line, num) for line in upright if _raised(line, num))}
    if every == exponents:
        return []  # a figure raised behind figures only makes no note of the last paragraph
    whole = _opened_by(upright, marks, every, expecting)
    return whole or (_opened_by(upright, marks, every - exponents, expecting) if exponents else [])


def _opened_by(upright: list[Line], marks: set[str], here: set[str], expecting: bool) -> list[Line]:
    """The last lines, where they open with just these numbers."""
    edge = min((line.left for line in upright), default=0.0)
    opening = [place for place, line in enumerate(upright) if _number(line, marks) and line.left < edge + _NEAR]
    shown = [_number(upright[place], marks) for place in opening[-len(here) :]]
    values = [_value(num) for num in shown]
    if not here or set(shown) != here or values != sorted(values) or any(upright[place].bold for place in opening):
        return []
    first = opening[-len(here) :][0]
    for place in range(first, max(first - _REST, 0) if expecting else first - 1, -1):
        if place and upright[place].base - upright[place - 1].base > 2 * upright[place].size:
            return upright[place:]
    return []


def _is_exponent(line: Line, num: str) -> bool:
    """Whether a raised number of a line stands behind a figure or a unit only: 10², m²."""
    behind = (
        before.text[-1:] for before, word in pairwise(line.words) if line.raised(word) and num in numbers(word.text)
    )
    return all(sign.isdigit() for sign in behind)


def _raised(line: Line, num: str) -> bool:
    """Whether a line has a raised figure with this number."""
    return any(line.raised(word) and num in numbers(word.text) for word in line.words)


def _number(line: Line, known: set[str]) -> str:
    first = line.words[0].text
    match = _START.fullmatch(first)
    if match and len(line.words) > 1 and match["num"] in known and known.issuperset(_BRACKET.findall(first)):
        return match["num"]
    return ""


def _follows(num: str, before: Sequence[str]) -> bool:
    """Numbers rise down the page; a figure that opens a second line of a note does not."""
    if not before or not num.isdigit() or not before[-1].isdigit():
        return True
    return int(num) == int(before[-1]) + 1


def _without_number(line: Line) -> Line:
    return line.part(line.words[1:])
