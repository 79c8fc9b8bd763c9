"""Notes that only their heading shows: numbered lines under `Footnotes`, to which marks in the text refer.

Some authors write notes by hand: a link says `see footnote 1`, and the notes are paragraphs at the end.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.provision import Mark
from parser.readers.blocks import Block

_HEADING = re.compile(r"(?:\d{1,3}\.?\s+)?(?:foot|end)?notes?:?", re.IGNORECASE)
_NUMBERED = re.compile(r"[\[(]?(?:(?:foot|end)?notes?\s+)?(\d{1,3})[\])]?(?:[.:)]|\s*[–—-])?\s+(?=\S)", re.IGNORECASE)
_MARKER = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:]?\s*")


def notes_under_heading(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the lines under a heading for notes as notes, where there is one for each number marked."""
    wanted = {mark.num for block in blocks if not block.rule for mark in _marks(block)}
    if not wanted or any(block.style == "note" for block in blocks):
        return blocks
    for index in range(len(blocks) - 1, -1, -1):
        if blocks[index].style == "heading" and not blocks[index].rule and _HEADING.fullmatch(blocks[index].text):
            notes = {at: note for at, note in _below(blocks, index + 1) if note.marker.strip(" [].:()") in wanted}
            if wanted <= {note.marker.strip(" [].:()") for note in notes.values()}:
                return tuple(notes.get(at, block) for at, block in enumerate(blocks))
    return blocks


def _marks(block: Block) -> list[Mark]:
    return [*block.marks, *(mark for cell in block.cells for mark in cell.marks)]


def _below(blocks: Sequence[Block], start: int) -> Iterator[tuple[int, Block]]:
    """The numbered lines below a heading as notes, with their indices."""
    for at in range(start, len(blocks)):
        block = blocks[at]
        if block.style == "heading" and not block.rule:
            return
        if block.rule or block.style not in ("para", "item"):
            continue
        if block.marker:
            if _MARKER.fullmatch(block.marker):
                yield at, replace(block, style="note", level=0)
        elif (found := _NUMBERED.match(block.text)) is not None:
            marks = tuple(replace(mark, at=max(mark.at - found.end(), 0)) for mark in block.marks)
            text = block.text[found.end() :]
            yield at, replace(block, style="note", level=0, marker=found[1], text=text, marks=marks)
