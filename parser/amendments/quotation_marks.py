"""Instruments that quote with other marks than “ ”: guillemets, or German marks; the grammar sees one kind.

Which marks an instrument quotes with is told by what stands behind its verbs ("substitute «x»"): in another
one the same marks are part of what is quoted and stay as they are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from parser.amendments.block_forms import whole
from parser.readers.blocks import Block

_BEHIND_A_VERB = r"\b(?:for|substitute|insert|omit|delete|after|before|words?|add|replace|with)[\s:–—-]+"
_CURLY = re.compile(rf"{_BEHIND_A_VERB}[“\"]", re.I)
_KINDS = (
    (re.compile(rf"{_BEHIND_A_VERB}«", re.I), str.maketrans("«»", "“”")),
    (re.compile(rf"{_BEHIND_A_VERB}»", re.I), str.maketrans("»«", "“”")),
    (re.compile(rf"{_BEHIND_A_VERB}„[^“”]*“", re.I), str.maketrans("„“", "“”")),
)


def in_curly_marks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the marks that the instrument quotes with as “ ”, one for one; as they are where it has those."""
    text = "\n".join(whole(block) for block in blocks)
    table = next((table for form, table in _KINDS if form.search(text)), None)
    if table is None or _CURLY.search(text):
        return list(blocks)
    return [_written(block, table) for block in blocks]


def _written(block: Block, table: dict[int, int]) -> Block:
    cells = tuple(_written(cell, table) for cell in block.cells)
    return replace(block, text=block.text.translate(table), marker=block.marker.translate(table), cells=cells)
