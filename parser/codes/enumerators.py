"""Enumerators and their depth: which `a)` in a text begin an item, and how deep the item stands.

Sources print one list in many ways: `a)` or `(a)`, one item a line or the whole list run together
in a cell. Every possible marker of a text is a `Token`; `outline` reads all tokens of one
provision together and gives each its depth, or 0 where it is not a marker at all. Reading them
together answers what no marker answers alone: whether `i)` is the ninth letter or the first roman
numeral, and whether `(a)` begins an item or refers to one.

The cheapest reading wins (a beam search over the open lists). Costs are relative: a sequence that
fits is free, an inserted number (`ba` after `b`) nearly so, a gap or a jump is dear.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from corpus.enumerators import counts_on, step, styles

Before = Literal["start", "opener", "closer", "comma", "plain", "cited"]

_NUMBER = r"[a-z]{1,2}|[ivxlc]{3,7}[a-h]?|[A-Z]{1,2}|[IVXLC]{3,6}|(?!0)\d{1,3}[A-Z]{0,2}"
_CANDIDATE = re.compile(rf"(?<!\S)[“\"‘]?(\(?)({_NUMBER})\)\Z")
_TELEPHONE = re.compile(r"\s\d{2,}[\d \u00a0-]{3,}")
_AREA = rf"(?!(?<=\d\)){_TELEPHONE.pattern})"
"""Figures after a figure in brackets: the bracket holds an area's code."""
_LONGEST = 10
"""Characters of the longest candidate before its closing bracket: a quote, a bracket, eight letters."""
_POINTED = re.compile(r"\s*([a-z]|[ivx]{2,5}|\d{1,2})\.(?:\)?(?=\s|$)|(?<=\d\.)(?=[A-Z][a-z ]))")
_FULL_STOPS = re.compile(r"(?<=\s)([a-z]|[ivx]{2,5}|\d{1,2})\.\s+(?=\S)")
_PARTED = re.compile(r"[;,]\s*(?:and/or|and|or|but)?\.?\s*$")
_ANEW = re.compile(r"[.;?!]\s+[A-Z]")
_CAPITAL = re.compile(r"\s*([A-Z]|[IVX]{2,5})\.(?=\s)")
_COMPOUND = re.compile(rf"(?:\((?:{_NUMBER})\)){{2,4}}(?=\s)")
_STARTS = re.compile(rf"{_COMPOUND.pattern}| *[“\"‘]?\(?(?:{_NUMBER})\)(?=\s|$|…|\.\.){_AREA}")
_PART = re.compile(rf"\(({_NUMBER})\)")
_MARKER = re.compile(rf"\(?({_NUMBER})(?:[.:]|\.?\)\.?|\s+[–—-])?")
_BRACKET = re.compile(r"[()\n]")
_OPENER = re.compile(r"(?:[:–—]|\s-|:\s*-)\s*$")
_CLOSER = re.compile(r"[;.:–—\]”\"]\s*(?:and/or|and|or|but)?\s*$")
_COMMA = re.compile(r",\s*(?:and/or|and|or|but)?\s*$")
_CITED = re.compile(
    r"(?:paragraphs?|sections?|subsections?|sub-sections?|items?|points?|limbs?|rules?|regulations?|articles?"
    r"|conditions?|steps?|clauses?|rows?|see|of)\s*$",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\s+(?:above|below)\b")
_JOINER = re.compile(r"\s*(?:,|to|and|or|,\s*and|,\s*or|–|-)\s*")
_JOINED = re.compile(r"\)\s*(?:,|to|and|or|–|-)\s*\(?$")
_FEWEST_IN_LINE = 3
_FEWEST_ROMAN = 2
_BEAM = 8
_REMEMBERED = 40
_DEEPEST = 12
"""Lists in lists that are told apart; items of deeper ones stand in the twelfth. It keeps the work linear."""
_FIRST = {
    "letter": "a",
    "double": "aa",
    "roman": "i",
    "capital": "A",
    "capital roman": "I",
    "figure": "1",
    "bullet": "",
}


class Token(NamedTuple):
    """A possible marker: `num` as cited (empty for a bullet), `start` and `end` where it is printed in its line.

    `before` is what stands in front of it. `level` is the depth the format shows (0 unknown).
    `forced` says that the format itself calls it a marker. `fresh` follows an unmarked line, `led`
    one that ends with a colon.
    """

    num: str
    before: Before = "start"
    bracketed: bool = False
    level: int = 0
    forced: bool = False
    fresh: bool = False
    led: bool = False
    start: int = 0
    end: int = 0


class _Open(NamedTuple):
    """A list that is open: the style of its numbers, the last one, and the level the format gave it."""

    style: str
    last: str
    level: int


class _Path(NamedTuple):
    """One reading so far: its cost, the open lists, and the depths chosen, latest first."""

    cost: float
    lists: tuple[_Open, ...]
    chosen: "tuple[int, _Path] | None" = None


def cited(marker: str) -> str | None:
    """The number of a marker as it is cited: `a)`, `(a)`, `a.` and `a -` are `a`; None for anything else."""
    match = _MARKER.fullmatch(marker.strip())
    return match[1] if match else None


def tokens(line: str, pointed: bool = False) -> tuple[Token, ...]:
    """Every possible marker of one line; a line break inside it makes what follows a start.

    With `pointed`, `a.` and `2.` at the start of the line count as well.
    """
    found: list[Token] = []
    if line[:1] == "(" and (match := _COMPOUND.match(line)):
        for part in _PART.finditer(match[0]):
            before: Before = "opener" if found else "start"
            found.append(Token(part[1], before, True, start=part.start(), end=part.end()))
    elif pointed and (match := _POINTED.match(line)):
        found.append(Token(match[1], start=match.start(1), end=match.end()))
    run_in = _run_in(line) if ". " in line else []
    if ")" in line:
        found = _bracketed(line, found)
    return tuple(_led(line, sorted((*found, *run_in), key=lambda token: token.start) if run_in else found))


def _bracketed(line: str, found: list[Token]) -> list[Token]:
    """The possible markers with brackets of one line, behind those `found` at its start."""
    closed: set[int] | None = None
    for match in _candidates(line):
        bracketed = bool(match[1])
        if not bracketed:
            closed = _closing_brackets(line) if closed is None else closed
            if match.end() - 1 in closed:
                continue
        if found and match.end() <= found[-1].end:
            continue
        before = _before(line, match.start())
        start = match.start(1)
        token = Token(match[2], before, bracketed, start=start, end=match.end())
        if before != "start" and (_ABOVE.match(line, match.end()) or (found and _joined(line, found[-1], token))):
            token = token._replace(before="cited")
        found.append(token)
    return _counted(line, list(_runs(line, found))) if len(found) > 1 else found


def _run_in(line: str) -> list[Token]:
    """Items that a line leads in, or begins with, and parts by full stops alone: `for: i. cows. ii. trees`.

    Behind the item that the line begins with they stand behind a semicolon or a comma: a sentence ends in a figure.
    """
    found: list[Token] = []
    opening = _POINTED.match(line)
    if opening and opening[1] in ("i", "a", "1"):
        return _further(line, opening[1], opening.end())
    for match in _FULL_STOPS.finditer(line):
        num, before = match[1], _before(line, match.start(1))
        if not found and num in ("i", "a", "1") and before == "opener":
            found.append(Token(num, "opener", start=match.start(1), end=match.end(1) + 1))
        elif found and before in ("closer", "comma") and counts_on(found[-1].num, num):
            found.append(Token(num, "closer", start=match.start(1), end=match.end(1) + 1))
    return found if len(found) >= (_FEWEST_ROMAN if found and found[0].num == "i" else _FEWEST_IN_LINE) else []


def _further(line: str, last: str, start: int) -> list[Token]:
    """The items that go on behind the one a line begins with, `i. cows; ii. trees; and iii. kites`."""
    found: list[Token] = []
    for match in _FULL_STOPS.finditer(line, start):
        if counts_on(last, match[1]) and _PARTED.search(line, start, match.start(1)):
            last = match[1]
            found.append(Token(last, "closer", start=match.start(1), end=match.end(1) + 1))
    return found


def _led(line: str, found: list[Token]) -> list[Token]:
    """The markers; a list that the words of an item lead in, `iii. wires that are: a) live`, is in that item."""
    for index in range(1, len(found)):
        between = line[found[index - 1].end : found[index].start]
        if found[index].before == "opener" and not _ANEW.search(between):
            found[index] = found[index]._replace(led=True)
    return found


def _candidates(line: str) -> Iterator[re.Match[str]]:
    """Numbers before a closing bracket, white space on both sides: looked for at the brackets, which are few."""
    at = line.find(")")
    while at >= 0:
        following = line[at + 1 : at + 3]
        if not following or following[0].isspace() or following[0] == "…" or following == "..":
            found = _CANDIDATE.search(line, max(0, at - _LONGEST), at + 1)
            if found and not (found[2].isdigit() and _TELEPHONE.match(line, at + 1)):
                yield found
        at = line.find(")", at + 1)


def capital(line: str) -> Token | None:
    """What may be the marker `A.` or `II.` of a line: an initial looks the same, so only its neighbours tell."""
    match = _CAPITAL.match(line)
    return Token(match[1], start=match.start(1), end=match.end()) if match else None


def begins(line: str, pointed: bool = False) -> bool:
    """Whether the first of a line's possible markers stands at its start, or at that of a later line in it."""
    if ")" not in line and not (pointed and "." in line):
        return False
    if "\n" not in line:
        return bool(_STARTS.match(line) or (pointed and _POINTED.match(line)))
    found = tokens(line, pointed)
    return bool(found) and found[0].before == "start"


def _joined(line: str, first: Token, second: Token) -> bool:
    """Whether two markers are one reference: `(a) to (c)`, `(a)–(c)`; a dash may also open a list after one."""
    between = line[first.end : second.start - second.bracketed]
    if not _JOINER.fullmatch(between):
        return False
    unlike = first.bracketed != second.bracketed or second.num in ("a", "A", "1", "aa")
    opens = unlike or _JOINED.search(line, 0, first.start) is not None
    return not (between.strip() in ("–", "-") and opens)


def _runs(line: str, found: list[Token]) -> Iterable[Token]:
    """Markers that only a comma or a joining word parts are a reference, the first of them too."""
    for index, token in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        joined = following is not None and _joined(line, token, following)
        yield token._replace(before="cited") if joined and token.before not in ("start", "opener") else token


def _counted(line: str, found: list[Token]) -> list[Token]:
    """Markers in brackets that count on from the start of a line, a capital after each, are items set in one line."""
    run = 1
    for before, token in pairwise(found):
        plain = token.before == "plain" and token.bracketed and line[token.end :].lstrip()[:1].isupper()
        if not plain or not counts_on(before.num, token.num):
            break
        run += 1
    if run < _FEWEST_IN_LINE or found[0].before != "start" or not found[0].bracketed:
        return found
    return [found[0], *(token._replace(before="closer") for token in found[1:run]), *found[run:]]


def _closing_brackets(line: str) -> set[int]:
    """Positions of `)` that close a `(`: `4)` in `(sections 3 and 4)` is no marker."""
    closed: set[int] = set()
    if "(" not in line:
        return closed
    depth = 0
    for match in _BRACKET.finditer(line):
        if match[0] == "(":
            depth += 1
        elif match[0] == ")" and depth:
            depth -= 1
            closed.add(match.start())
        elif match[0] == "\n":
            depth = 0
    return closed


def _before(line: str, at: int) -> Before:
    head = line[max(0, at - 60) : at].rstrip(" ")
    if not head or head.endswith("\n"):
        return "start"
    if _OPENER.search(head):
        return "opener"
    if _CITED.search(head):
        return "cited"
    if _CLOSER.search(head):
        return "closer"
    return "comma" if _COMMA.search(head) else "plain"


def outline(found: Sequence[Token]) -> tuple[int, ...]:
    """The depth of each token, from 1; 0 for a token that is not a marker.

    All tokens of one provision are read together, in order. The same tokens always give the
    same depths; the work grows linearly with their number.
    """
    if not found:
        return ()
    shapes = tuple(Token(*token[:7]) for token in found)
    return tuple(_lists_of_one(found, _outline(shapes) if len(shapes) <= _REMEMBERED else _read(shapes)))


def _lists_of_one(every: Sequence[Token], depths: Sequence[int]) -> Iterator[int]:
    """The depths; a first letter that a line leads in, without a second anywhere, is a part of its sentence."""
    for index, (token, depth) in enumerate(zip(every, depths, strict=True)):
        lone = depth > 0 and token.before == "opener" and token.bracketed and token.num in ("a", "i")
        lone = lone and not (index and every[index - 1].before == "start" and depths[index - 1])
        yield 0 if lone and next((deep for deep in depths[index + 1 :] if deep), 0) < depth else depth


@lru_cache(maxsize=4096)
def _outline(shapes: tuple[Token, ...]) -> tuple[int, ...]:
    """Lists of the same shape are read once: most of a document's are a), b), c)."""
    return _read(shapes)


def _read(shapes: tuple[Token, ...]) -> tuple[int, ...]:
    paths = [_Path(0.0, ())]
    for token in shapes:
        best: dict[tuple[_Open, ...], _Path] = {}
        for path in paths:
            for cost, depth, lists in _readings(token, path.lists):
                total = path.cost + cost
                if lists not in best or total < best[lists].cost:
                    best[lists] = _Path(total, lists, (depth, path))
        paths = sorted(best.values(), key=lambda path: path.cost)[:_BEAM]
    return _depths(paths[0])


def _depths(path: _Path) -> tuple[int, ...]:
    depths: list[int] = []
    while path.chosen is not None:
        depth, path = path.chosen
        depths.append(depth)
    return tuple(reversed(depths))


def _readings(token: Token, lists: tuple[_Open, ...]) -> Iterable[tuple[float, int, tuple[_Open, ...]]]:
    """Every way to read a token: not a marker, the next of an open list, or the first of a new one."""
    if not token.forced:
        yield _rejection(token), 0, lists
    for depth, opened in enumerate(lists, 1):
        further = step(opened.style, opened.last, token.num)
        if further is not None:
            cost = further + _continuation(token) + _misfit(token, opened)
            yield cost, depth, (*lists[: depth - 1], opened._replace(last=token.num))
    for style in styles(token.num):
        for depth in range(_shallowest(token, lists), min(len(lists) + 1, _DEEPEST) + 1):
            cost = _opening(token, style, depth, lists)
            yield cost, depth, (*lists[: depth - 1], _Open(style, token.num, token.level))


def _shallowest(token: Token, lists: tuple[_Open, ...]) -> int:
    """The least depth at which a token may begin a list: a bullet set deeper than open lists ends none of them."""
    if token.num or not token.level or token.fresh:
        return 1
    above = sum(0 < opened.level < token.level for opened in lists)
    return min(above + 1, _DEEPEST) if above == len(lists) else 1


def _rejection(token: Token) -> float:
    if token.before == "start":
        return 5.0
    if token.before == "cited":
        return 0.0
    return 0.5 if token.bracketed else 3.0


def _continuation(token: Token) -> float:
    """What the words in front cost when the token is the next of an open list."""
    if token.before == "plain":
        return 4.0 if token.bracketed else 1.0
    return {"start": 0.0, "closer": 0.0, "comma": 0.2, "opener": 1.5, "cited": 5.0}[token.before] + 0.4 * token.fresh


def _misfit(token: Token, opened: _Open) -> float:
    return 3.0 if token.level and opened.level and token.level != opened.level else 0.0


def _opening(token: Token, style: str, depth: int, lists: tuple[_Open, ...]) -> float:
    """What it costs to begin a list at a depth with this token; lists at and below that depth end."""
    cost = 0.0 if token.num == _FIRST[style] else 2.5 if not lists else 3.5
    cost += {"start": 0.3, "opener": 0.0, "closer": 1.8, "comma": 2.0, "plain": 2.0, "cited": 6.0}[token.before]
    if token.bracketed and token.before in ("closer", "comma", "plain"):
        cost += 3.0
    if token.before == "start" and depth > 1 and not token.level:
        cost += 1.0
    if depth <= len(lists):
        flush = bool(token.num) and not token.level and not token.led
        after_bullets = flush and all(each.level and each.style == "bullet" for each in lists[depth - 1 :])
        cost += 0.4 if (token.fresh and depth == 1) or after_bullets else 1.2
        cost += 0.1 if 0 < lists[depth - 1].level < token.level else 0.0  # set deeper, it hardly ends that list
    outer = lists[depth - 2] if depth > 1 else None
    if token.level and outer and outer.level and token.level <= outer.level:
        cost += 0.0 if token.led and token.level == outer.level else 3.0
    nested_by_format = bool(token.level and outer and token.level > outer.level)
    nested = token.led and not token.level and depth > len(lists)
    cost += 3.0 if token.led and not (token.level or nested) else 0.0
    if any(opened.style == style for opened in lists[: depth - 1]) and not (nested_by_format or nested):
        cost += 3.0
    return cost + (0.2 if style == "double" and depth < 2 else 0.0)
