"""Where each block stands in the source, found by counting characters that are not white space."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.provision import Span
from parser.blocks import Block
from parser.markup import UNCOMPARED


@dataclass(frozen=True, slots=True)
class Places:
    """The source's visible characters, and for each run of them its first one's number, its text and its place.

    `texts` are as a browser shows them, `ends` are the places after the runs.
    """

    text: str
    counts: Sequence[int]
    texts: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]


def placed(blocks: tuple[Block, ...], shown: list[str], places: Places) -> tuple[Block, ...]:
    """The blocks with spans; `shown` are their characters. Without spans where the source has another order."""
    compared = [text for block, text in zip(blocks, shown, strict=True) if block.rule not in UNCOMPARED]
    if "".join(compared) != places.text:
        return blocks
    found: list[Block] = []
    at = 0
    for block, text in zip(blocks, shown, strict=True):
        if not text or block.rule in UNCOMPARED:
            found.append(block)
            continue
        found.append(_at(block, _span(places, at, at + len(text))))
        at += len(text)
    return tuple(found)


def _at(block: Block, span: Span) -> Block:
    return Block(
        block.text, block.style, block.level, block.marker, block.marks, block.cells,
        block.table, block.header, block.rule, span, block.bold,
    )  # fmt: skip


def _span(places: Places, first: int, last: int) -> Span:
    start = bisect_right(places.counts, first) - 1
    end = bisect_right(places.counts, last - 1, start) - 1
    text = places.texts[start]
    return Span(places.starts[start] + len(text) - len(text.lstrip()), places.ends[end])
