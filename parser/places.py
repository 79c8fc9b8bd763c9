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
        found.append(replace(block, span=_span(places, at, at + len(text))))
        at += len(text)
    return tuple(found)


def _span(places: Places, first: int, last: int) -> Span:
    start = bisect_right(places.counts, first) - 1
    end = bisect_right(places.counts, last - 1) - 1
    return Span(places.starts[start], places.ends[end])
