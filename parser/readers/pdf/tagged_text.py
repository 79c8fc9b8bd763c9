"""Whether the file's tags part its text as its lines do, and the levels that they give to headings."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from parser.readers.pdf.lines import Line
from parser.readers.pdf.paragraphs import Paragraph, look
from parser.readers.pdf.typesetting import Setting, number_words

_FEW = 10
"""Pairs of lines below which nothing is concluded."""
_WRONG = 0.03
"""Share of the pairs of lines that may speak against the tags."""


def parted(pages: Sequence[Sequence[Line]], setting: Setting) -> tuple[bool, str]:
    """Whether paragraphs in the tags are paragraphs on the page, and what speaks against it.

    One paragraph for the whole page (everything `P`), and one for each line, are tags that say nothing.
    """
    lines = [line for page in pages for line in page]
    known = sum(line.tag.block > 0 for line in lines)
    if known < _FEW:
        return False, ""
    pairs = [(a, b) for page in pages for a, b in pairwise(page) if a.tag.block and b.tag.block and b.base > a.base]
    coarse = sum(a.tag.block == b.tag.block and _opens(b, setting) for a, b in pairs)
    fine = sum(a.tag.block != b.tag.block and _runs_on(a, b, setting) for a, b in pairs)
    allowed = 1 + _WRONG * len(pairs)
    if coarse > allowed or fine > allowed:
        what = "run numbered paragraphs together" if coarse > fine else "part lines of one paragraph"
        return False, f"the file's tags {what} ({max(coarse, fine)} times); paragraphs were told by their place"
    return known >= 0.7 * len(lines), ""


def _opens(line: Line, setting: Setting) -> bool:
    """Whether a line opens with a number set apart."""
    return line.tag.kind not in ("TD", "TH") and number_words(line, setting.columns) > 0


def _runs_on(above: Line, below: Line, setting: Setting) -> bool:
    """Whether the second line is plainly the rest of the first one's sentence."""
    near = below.base - above.base <= 1.12 * setting.spacing(below.size) + 0.3
    return (
        near
        and abs(below.left - above.left) < 1
        and above.size == below.size
        and above.text[-1:] not in ".:;,!?—–”’)"
        and below.text[:1].islower()
        and above.text.rpartition(" ")[2] not in ("and", "or")
    )


def levels(headings: Sequence[Paragraph]) -> dict[int, int]:
    """The level (1 to 6) of each heading by its id: as tagged, where looks bear that out, else by rank of looks."""
    looks = {look(piece.lines) for piece in headings}
    ranked = sorted(looks, key=lambda seen: (-seen[0], not seen[1], seen[2]))
    ranks = {seen: min(rank, 6) for rank, seen in enumerate(ranked, start=1)}
    said = _said(headings)
    if said is None:
        return {id(piece): ranks[look(piece.lines)] for piece in headings}
    return {id(piece): piece.lines[0].tag.level or said.get(look(piece.lines), 6) for piece in headings}


def _said(headings: Sequence[Paragraph]) -> dict[tuple[float, bool, bool], int] | None:
    """The usual tagged level of each look; None where tags are few, flat or against the looks."""
    found: dict[tuple[float, bool, bool], Counter[int]] = defaultdict(Counter)
    for piece in headings:
        if piece.lines[0].tag.level:
            found[look(piece.lines)][piece.lines[0].tag.level] += 1
    tagged = sum(sum(counts.values()) for counts in found.values())
    distinct = {level for counts in found.values() for level in counts}
    if tagged < 0.8 * len(headings) or len(distinct) < len(found):
        return None
    sizes = [(size, level) for (size, _, _), counts in found.items() for level in counts]
    if any(size > other + 1 and level > below for size, level in sizes for other, below in sizes):
        return None
    return {seen: counts.most_common(1)[0][0] for seen, counts in found.items()}
