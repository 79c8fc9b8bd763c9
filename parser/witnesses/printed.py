"""The numbers that the source prints at the start of its lines, found again without the grammar.

The grammar decides from the schemes it has recognised; this witness knows no scheme. It looks for
what has the form of a provision's number (`PCU C11.4`, `GQAA1.1`, `4.12`) where a block begins,
and believes it where a neighbour of the same series is printed too. Each must be a label. Letters
before a dot (`B.1.620`) may be a name: such a series is believed where it counts on. Lists in any other form,
whose numbers are still in the words of the tree, are heard too (`parser.witnesses.unread`).
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from corpus.enumerators import PREFIX
from corpus.text import caseless
from parser.codes.schemes import NOT_PREFIXES
from parser.readers.blocks import Block
from parser.witnesses.evidence import Evidence, Hearing
from parser.witnesses.unread import hear_unread

_NUMBER = re.compile(
    rf"[“\"‘]?(?:(?P<prefix>[A-Z][A-Z&-]{{1,7}}|{PREFIX}(?=[ \u00a0]))[ \u00a0]?"
    r"(?P<lettered>[A-Z]{0,2}\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2}){0,3})"
    r"|(?P<dotted>(?:[A-Z]{1,2}\d{0,3}[a-z]?|\d{1,3}[a-z]?)(?:\.\d{1,3}){1,3}[A-Z]?)\.?)(?=\s|$|\t)"
)
_LETTERED = re.compile(r"[A-Z]{1,2}\d")
_LAST = re.compile(r"(.*[^\d\n]|)(\d+)([A-Z]{0,2})")


class _Printed(NamedTuple):
    """A number at the start of a line; `series` is what it shares with its neighbours."""

    number: str
    series: str
    value: int
    words: str
    may_be_name: bool


def printed_numbers(evidence: Evidence) -> Hearing:
    """Each number of a series that the source prints is the number of a labelled provision."""
    hearing = Hearing()
    found = [each for block in evidence.reading.blocks if not block.rule for each in _in_block(block)]
    names = _names(found)
    series = {(each.series, each.value) for each in found if each.series not in names}
    held = _held(evidence)
    for each in found:
        if caseless(each.number) in held:
            hearing.agrees += 1
        elif {(each.series, each.value - 1), (each.series, each.value + 1)} & series:
            detail = f"stands before {each.words[:60]!r}, and no provision has the label"
            hearing.doubt("label", each.number, detail)
    hear_unread(evidence, hearing)
    return hearing


def _in_block(block: Block) -> Iterable[_Printed]:
    """The number where a block begins, and those of further lines that have a dot: `1.2`, and no postcode."""
    first = _at_start(block)
    if first:
        yield first
    further = block.text.split("\n")[1:] if block.style in ("para", "item") else []
    for found in map(_at_start, map(Block, further)):
        if found and "." in found.number:
            yield found


def _at_start(block: Block) -> _Printed | None:
    """The number where a block begins; in a row one of letters and figures, or before a sentence, no mere figure."""
    if block.style == "note":
        return None
    part = block.cells[0] if block.cells else block
    text = f"{part.marker} {part.text}".strip() if part.marker else part.text.strip()
    match = _NUMBER.match(text[:60])
    if (
        match is None
        or match["prefix"] in NOT_PREFIXES
        or (block.cells and not (_LETTERED.match(match["lettered"] or "") or _is_sentence(match, text)))
    ):
        return None
    number = f"{match['prefix']} {match['lettered']}" if match["prefix"] else match["dotted"]
    last, words = _LAST.fullmatch(number), text[match.end() :].strip()
    sentence = words[:1].islower() or (match["lettered"] or "").isdigit()
    if last is None or (match["prefix"] and sentence):
        return None
    return _Printed(number, last[1], int(last[2]), words, not match["prefix"] and number[0].isalpha())


def _is_sentence(match: re.Match[str], text: str) -> bool:
    """Whether a cell has a sentence behind its number: a paragraph that stands in a table."""
    words = text[match.end() :].strip()
    return match["dotted"] is not None and words[:1].isupper() and words.endswith(".")


def _names(found: list[_Printed]) -> set[str]:
    """Series of which fewer than half come next after the one before: B.1.620, B.1.629, B.1.619."""
    values: dict[str, list[int]] = {}
    for each in found:
        if each.may_be_name:
            values.setdefault(each.series, []).append(each.value)
    steps = {name: [after - before in (0, 1) for before, after in pairwise(row)] for name, row in values.items()}
    return {name for name, on in steps.items() if 2 * sum(on) < len(on)}


def _held(evidence: Evidence) -> frozenset[str]:
    """The numbers of labelled provisions, inserted ones among them: each that is printed for one, and its label."""
    inserted = (node for effect in evidence.effects for root in effect.content for node in root.walk())
    ordering = {effect.instruction for effect in evidence.effects if effect.type != "not understood"}
    shown: set[str] = set()
    for node in (*(seat.node for seat in evidence.seats), *inserted):
        if node.label and node.printed:
            shown.update((node.printed, node.label, *node.printed.split()))
        if node.heading and node.label in ordering:  # the first cell of a row that amends names the place
            shown.add(node.heading)
    return frozenset(map(caseless, shown))
