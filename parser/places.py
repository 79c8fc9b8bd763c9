"""Where each block stands in the source, found by counting characters that are not white space."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from corpus.provision import Span
from parser.blocks import Block
from parser.markup import UNCOMPARED


@dataclass(frozen=True, slots=True)
class Places:
    """The source's visible characters, and for each run of them its first character's number and its place."""

    text: str
    counts: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def placed(blocks: tuple[Block, ...], places: Places) -> tuple[Block, ...]:
    """The blocks with spans; without them where the blocks are not in the order of the source."""
    from parser.witness import characters

    compared = [block for block in blocks if block.rule not in UNCOMPARED]
    lengths = [len(characters((block,))) for block in compared]
    if sum(lengths) != len(places.text) or characters(tuple(compared)) != places.text:
        return blocks
    spans: list[Span | None] = []
    at = 0
    for length in lengths:
        spans.append(_span(places, at, at + length) if length else None)
        at += length
    given = iter(spans)
    return tuple(
        block if block.rule in UNCOMPARED else replace(block, span=next(given)) for block in blocks
    )


def _span(places: Places, first: int, last: int) -> Span:
    start = bisect_right(places.counts, first) - 1
    end = bisect_right(places.counts, last - 1) - 1
    return Span(places.starts[start], places.ends[end])
