"""Where each block stands in the source, found by counting characters that are not white space."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.provision import Span
from parser.readers.blocks import Block
from parser.readers.html.events import UNCOMPARED


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
    counts, texts, starts, ends = places.counts, places.texts, places.starts, places.ends
    at = last = 0
    for block, text in zip(blocks, shown, strict=True):
        if not text or block.rule in UNCOMPARED:
            found.append(block)
            continue
        first = bisect_right(counts, at, last) - 1
        at += len(text)
        last = bisect_right(counts, at - 1, first) - 1
        run = texts[first]
        span = Span(starts[first] + len(run) - len(run.lstrip()), ends[last])
        found.append(Block(
            block.text, block.style, block.level, block.marker, block.marks, block.cells,
            block.table, block.header, block.rule, span, block.bold, block.above, block.quoted,
        ))  # fmt: skip
    return tuple(found)
