"""What is printed on every page and is no part of the text: running heads, feet, page numbers, contents.

A line is furniture by its place and its repetition, never by its words alone, so a heading that
happens to open several pages stays in the text.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import zip_longest

from parser.readers.pdf.footnotes import body_size
from parser.readers.pdf.lines import Line

RUNNING_HEAD = "running head"
RUNNING_FOOT = "running foot"
PAGE_NUMBER = "page number"
CONTENTS = "contents list"

Edges = tuple[float, float]
"""The highest and the lowest print of most pages, in points from the top."""

_MARGIN = 0.13
"""Share of the height of print at its top and foot where running heads and feet are looked for."""
_SET_OFF = 1.8
"""Times its size that a foot stands below the text at least."""
_FEW_WORDS = 14
_RUNNING = (RUNNING_HEAD, RUNNING_FOOT)
_DIGITS = 5
"""Digits of a page's number at the most."""
_DIVISION = re.compile(r"(schedule|part|chapter|section|annex|appendix|article|division|title)\s+[\divxlc]+\b", re.I)
_FIGURES = re.compile(
    r"(?=[\divxlc])(?:^(\d+|[ivxlc]+)\b(?!\.\d)|\b(\d+|[ivxlc]+)$|(?<=page )\d+|(?<=of )\d+"
    r"|\b\d+(?= ?(?:/|of) ?\d+$))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(page\s*)?[-–—|]?\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|]?(\s*(of|/)\s*\d{1,4})?\.?", re.IGNORECASE)
_PRINTED = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? \d{1,2}:\d{2}\b")
"""Day and time as a browser prints them: `11/30/26, 3:19 AM`."""
_ADDRESS = re.compile(r"\b(?:https?|file)://\S")
_LEADERS = re.compile(r"(\s?[.…·_]){4,}\s*(\d{1,4}|[ivxlc]{1,7})?$", re.IGNORECASE)
_ENDS_IN_PAGE = re.compile(r"\S.*\s(\d{1,4}|[ivxlc]{1,7})$")
_CONTENTS = re.compile(r"(table of )?contents( list| page)?:?|arrangement of (sections|regulations)", re.IGNORECASE)


def furniture(pages: Sequence[tuple[Sequence[Line], Edges]]) -> dict[int, str]:
    """The rule for each line that is furniture, by its id. `pages` are lines and the edges of print."""
    slots: dict[tuple[bool, int], list[tuple[int, Line]]] = defaultdict(list)
    inside = _inside(pages)
    for number, (lines, edges) in enumerate(pages):
        for line, top in _margin_lines(lines, edges):
            if _look(line) not in inside or _NUMBER.fullmatch(line.text):
                slots[top, round(line.base / 2)].append((number, line))
    found: dict[int, str] = {}
    for (top, place), _ in sorted(slots.items()):
        near = [entry for step in (-1, 0, 1) for entry in slots.get((top, place + step), ())]
        found.update(_repeated(near, top, len(pages)))
    return _of_how_many(pages) | _of_a_browser(pages) | _with_divisions(_apart(found, pages), pages)


def _of_how_many(pages: Sequence[tuple[Sequence[Line], Edges]]) -> dict[int, str]:
    """The last line of pages that says which page it is, `1 / 1` or `Harbour rules - page 1`: on a page alone too."""
    found: dict[int, str] = {}
    for number, (lines, _) in enumerate(pages, start=1):
        rows = sorted((line for line in lines if not line.turned), key=lambda line: line.base)
        last, above = (rows[-1], rows[-2]) if len(rows) > 1 else (None, None)
        if last is None or above is None:
            continue
        of_all = rf"(?:page\s*)?{number} ?(?:/|of) ?{len(pages)}\b\W*"
        counted = re.fullmatch(of_all, last.text, re.IGNORECASE)
        named = re.fullmatch(rf"(?:.*\S\s)?page {number}", last.text, re.IGNORECASE)
        apart = last.base - above.base > _SET_OFF * last.size and len(last.words) <= _FEW_WORDS
        if apart and (counted or named):
            found[id(last)] = PAGE_NUMBER if counted else RUNNING_FOOT
    return found


def _of_a_browser(pages: Sequence[tuple[Sequence[Line], Edges]]) -> dict[int, str]:
    """The first and the last line of pages that a browser printed, on a page alone too: nothing repeats there.

    Together they say the address, the page of how many, and the day and time of printing; the three are the witness.
    """
    found: dict[int, str] = {}
    for number, (lines, _) in enumerate(pages, start=1):
        if len(lines) < 3:
            continue
        first, last = min(line.base for line in lines), max(line.base for line in lines)
        head, foot = ([line for line in lines if abs(line.base - at) < 1] for at in (first, last))
        said = [" ".join(line.text for line in each) for each in (head, foot)]
        counted = any(re.search(rf"\b{number} ?(?:/|of) ?{len(pages)}\b", text) for text in said)
        if counted and _PRINTED.search(" ".join(said)) and _ADDRESS.search(" ".join(said)):
            found |= {id(line): RUNNING_HEAD for line in head} | {id(line): RUNNING_FOOT for line in foot}
    return found


def _with_divisions(found: dict[int, str], pages: Sequence[tuple[Sequence[Line], Edges]]) -> dict[int, str]:
    """Lines of running heads that name a division of one page only, where those of other pages are known.

    Such a line stands close under a running head, set alike, and apart from the text below it; a page number
    may stand between the two.
    """
    known = {id(line) for lines, _ in pages for line in lines if id(line) in found and _DIVISION.match(line.text)}
    for lines, _ in pages if known else ():
        rows = sorted((line for line in lines if not line.turned), key=lambda line: line.base)
        heads = [line for line in rows if found.get(id(line)) == RUNNING_HEAD]
        for line, below in zip_longest(rows, rows[1:]):
            above = next((head for head in heads if 0 < line.base - head.base < 1.8 * line.size), None)
            if above is None or id(line) in found or abs(line.size - above.size) > 0.5:
                continue
            apart = below is None or below.base - line.base > 1.25 * (line.base - above.base)
            if apart and _DIVISION.match(line.text):
                found[id(line)] = RUNNING_HEAD
    return found


def edges(pages: Sequence[tuple[Sequence[Line], float]]) -> list[Edges]:
    """Between which heights each page is printed: measured over pages of one height, the sheet may have more room."""
    sizes: dict[int, list[Edges]] = defaultdict(list)
    for lines, height in pages:
        upright = [line for line in lines if not line.turned]
        if upright:
            ends = min(line.top for line in upright), max(line.bottom for line in upright)
            sizes[round(height)].append(ends)
    usual = {
        height: (_median([a for a, _ in found]), _median([b for _, b in found])) for height, found in sizes.items()
    }
    return [usual.get(round(height), (0.0, height)) for _, height in pages]


def _median(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


def _inside(pages: Sequence[tuple[Sequence[Line], Edges]]) -> set[tuple[str, float, bool]]:
    """What stands between the margins: no running head looks like a heading that recurs there."""
    margins = {id(line) for lines, edges in pages for line, _ in _margin_lines(lines, edges)}
    return {_look(line) for lines, _ in pages for line in lines if id(line) not in margins}


def _look(line: Line) -> tuple[str, float, bool]:
    return _mask(line.text), round(2 * line.size) / 2, line.bold


def _apart(found: dict[int, str], pages: Sequence[tuple[Sequence[Line], Edges]]) -> dict[int, str]:
    """Only what stands apart from the text: smaller than it, or further from it than lines of a paragraph.

    Decided from the text outwards, because a head may have several lines.
    """
    body = body_size([line for lines, _ in pages for line in lines if id(line) not in found])
    kept: dict[int, str] = {}
    for lines, edges in pages:
        middle = (edges[0] + edges[1]) / 2
        for top in (True, False):
            near: Line | None = None
            for line in sorted(lines, key=lambda line: line.base, reverse=top):
                rule = found.get(id(line))
                if rule and (line.base < middle) == top and _stands_apart(line, near, body, kept):
                    kept[id(line)] = rule
                near = line
    return kept


def _stands_apart(line: Line, near: Line | None, body: float, kept: dict[int, str]) -> bool:
    """Whether a line is not set like the text beside it; `near` is the next line towards the text."""
    if abs(line.size - body) > 0.07 * body or id(near) in kept:
        return True
    return not line.text[:1].islower() and (near is None or abs(near.base - line.base) > 2 * line.size)


def _margin_lines(lines: Sequence[Line], edges: Edges) -> list[tuple[Line, bool]]:
    """The lines at the top and at the foot of a page, and which of the two."""
    found = []
    reach = _MARGIN * (edges[1] - edges[0])
    for line in lines:
        if line.bottom <= edges[0] + reach:
            found.append((line, True))
        elif line.top >= edges[1] - reach:
            found.append((line, False))
    return found


def _repeated(slot: list[tuple[int, Line]], top: bool, pages: int) -> dict[int, str]:
    """Lines at one height that say the same on many of the pages, figures apart."""
    texts: Counter[str] = Counter()
    for _, line in slot:
        texts[_mask(line.text)] += 1
    on = {number for number, _ in slot}
    counted = _counted(slot, texts)
    headings = _opening(slot)
    again = {text for text, count in texts.items() if count >= 2}
    repeated = {id(line) for _, line in slot if _mask(line.text) in again or _NUMBER.fullmatch(line.text)}
    many = len(on) >= max(2, 0.3 * pages) and len(repeated) >= 0.7 * len(slot)
    lasting = {text for text, count in texts.items() if count >= max(3, 0.4 * pages)}
    rule = RUNNING_HEAD if top else RUNNING_FOOT
    found = {}
    for _, line in slot:
        if id(line) in headings:
            continue
        if id(line) in counted or (many and id(line) in repeated) or _mask(line.text) in lasting:
            found[id(line)] = PAGE_NUMBER if _NUMBER.fullmatch(line.text) else rule
    return found


def _opening(slot: list[tuple[int, Line]]) -> set[int]:
    """Headings of divisions (`Schedule 3`) that are another on every page: each opens its page and heads no other."""
    named = [line for _, line in slot if _DIVISION.match(line.text)]
    every = Counter(line.text for line in named)
    once = [line for line in named if every[line.text] == 1]
    return {id(line) for line in once} if len(once) >= 0.7 * len(named) else set()


def _counted(slot: list[tuple[int, Line]], texts: Counter[str]) -> set[int]:
    """Lines that begin or end with a number which grows by one from page to page.

    A number that stands close before other words, other ones on every page, is a heading's.
    """
    offsets: Counter[int] = Counter()
    shown = []
    for number, line in slot:
        for word in {line.words[0].text, line.words[-1].text}:
            if word.isdecimal() and len(word) <= _DIGITS and (texts[_mask(line.text)] >= 2 or _set_apart(line, word)):
                offsets[int(word) - number] += 1
                shown.append((int(word) - number, line))
    if not offsets or offsets.most_common(1)[0][1] < max(3, 0.5 * len(slot)):
        return set()
    usual = offsets.most_common(1)[0][0]
    return {id(line) for offset, line in shown if offset == usual}


def _set_apart(line: Line, number: str) -> bool:
    """Whether a number ends its line, or begins it with a gap after it."""
    if len(line.words) == 1 or line.words[-1].text == number:
        return True
    return line.words[1].left - line.words[0].right > 1.5 * line.size


def _mask(text: str) -> str:
    return _FIGURES.sub("#", text).strip(" #|-–—")


def first_number(pages: Sequence[Sequence[Line]], rules: dict[int, str]) -> int:
    """How far the numbers in running heads and feet run ahead of the pages: a reprint begins with page 47,698."""
    ahead: Counter[int] = Counter()
    for number, lines in enumerate(pages, start=1):
        shown = {w.text for x in lines if rules.get(id(x)) in _RUNNING for w in (x.words[0], x.words[-1])}
        ahead.update({int(word) - number for word in shown if word.isdecimal() and len(word) <= _DIGITS})
    most = max(ahead, key=lambda step: (ahead[step], step), default=0)
    return most if ahead[most] >= max(3, 0.5 * len(pages)) else 0


def lone_numbers(lines: Sequence[Line], numbers: tuple[int, int], edges: Edges, usual: bool) -> dict[int, str]:
    """A line at the edge of a page that is nothing but one of its numbers; any number where pages have one as a rule.

    A page has the number of its place in the file, and that by which its running heads count.
    """
    shown = {text for number in numbers for text in (str(number), f"- {number} -", f"page {number}")}
    return {
        id(line): PAGE_NUMBER
        for line, _ in _margin_lines(lines, edges)
        if line.text.strip().lower() in shown or (usual and _NUMBER.fullmatch(line.text.strip()))
    }


def contents(lines: Sequence[Line]) -> dict[int, str]:
    """The list of contents: its heading and its entries, from the first to the last of the document.

    An entry ends in a page number, after leaders or under a heading that says "Contents"; the
    lines of an entry that wraps go with the line that has the number.
    """
    found: dict[int, str] = {}
    waiting: list[Line] = []
    titled = False
    for line in lines:
        text = line.text.strip()
        if not titled and _CONTENTS.fullmatch(text) and _opens_list(lines, line):
            found[id(line)], titled, waiting = CONTENTS, True, []
        elif _LEADERS.search(text) or (titled and _entry(line)):
            for part in [*waiting, line]:
                found[id(part)] = CONTENTS
            waiting = []
        elif titled and len(waiting) < 2 and found:
            waiting.append(line)
        else:
            titled, waiting = False, []
    return found


def _opens_list(lines: Sequence[Line], heading: Line) -> bool:
    """Whether entries follow: a section that is only called "Contents" is text."""
    start = next(index for index, line in enumerate(lines) if line is heading)
    following = lines[start + 1 : start + 7]
    return sum(1 for line in following if _LEADERS.search(line.text) or _entry(line)) >= 2


def _entry(line: Line) -> bool:
    """A title and, set apart to its right, a page number."""
    if len(line.words) < 2 or not _ENDS_IN_PAGE.fullmatch(line.text.strip()):
        return False
    last, before = line.words[-1], line.words[-2]
    return last.left - before.right > 1.5 * line.size
