"""Letters struck out one by one with combining strokes (Unicode overlays), as posts and plain texts strike words.

Two or more struck letters or digits that stand together, blanks between them included, are a passage struck
out like one in `del`. A single letter with a stroke may be a letter of some alphabet: it is left and said.
"""

import re
from dataclasses import replace

from parser.readers.blocks import Block, Reading
from parser.readers.changes import struck

_STROKES = "\u0335\u0336\u0337\u0338\u20d2\u20d3\u20e5"
_STROKE = re.compile(f"[{_STROKES}]")
_LETTER = rf"[^\W_][\u0300-\u0334\u0339-\u036f]*[{_STROKES}]+"
_BETWEEN = rf"(?:[^\w\n\ufdd2-\ufdd5{_STROKES}][{_STROKES}]*){{0,3}}"
_ROUND = rf"(?:[^\w\n\ufdd2-\ufdd5{_STROKES}][{_STROKES}]+){{0,3}}"
_RUN = re.compile(rf"{_ROUND}{_LETTER}(?:{_BETWEEN}{_LETTER})+{_ROUND}")


def overlaid(reading: Reading) -> Reading:
    """The reading with passages of struck letters marked as struck."""
    if not any(map(_has_stroke, reading.blocks)):
        return reading
    blocks = tuple(map(_struck, reading.blocks))
    left = any(map(_has_stroke, blocks))
    note = ("a letter has a stroke through it (a combining overlay); look whether it is struck out",) * left
    return replace(
        reading, title=_marked(reading.title), blocks=blocks, review=tuple(dict.fromkeys((*reading.review, *note)))
    )


def _has_stroke(block: Block) -> bool:
    struck = not block.text.isascii() and any(map(block.text.__contains__, _STROKES))
    return struck or (bool(block.cells) and any(map(_has_stroke, block.cells)))


def _struck(block: Block) -> Block:
    if block.cells:
        return replace(block, cells=tuple(map(_struck, block.cells)))
    found = list(_RUN.finditer(block.text))
    if not found:
        return block
    marks = tuple(replace(mark, at=len(_marked(block.text[: mark.at]))) for mark in block.marks)
    return replace(block, text=_marked(block.text), marks=marks)


def _marked(text: str) -> str:
    return _RUN.sub(lambda run: struck(_STROKE.sub("", run[0])), text)
