"""Notes that only a sign shows: `Kites*` in a table or a text, and below it `* Not the red ones.`

A sign that stands at a word, and again in front of a paragraph of the same section, ties the two. A run of
paragraphs that all begin with the sign is a list whose author wrote its bullets by hand.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.provision import Mark
from parser.readers.blocks import Block

_SIGNS = "|".join(rf"(?<!{sign}){sign}{{1,4}}(?!{sign})" for sign in (r"\*", "†", "‡", "§", r"\^"))
_NOTE = re.compile(rf"(?P<sign>{_SIGNS})\s?(?=[^\W_]|[“\"‘'(])")
_AT_WORD = re.compile(rf"(?<=[\w)%”’\"\]*†‡§^])(?P<sign>{_SIGNS})(?![\w(])")
_FURTHEST = 200
"""Blocks, rows of a table among them, between a note and the section of its marks, at most."""


def signed_notes(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with the paragraphs that a sign ties to words before them as notes, the signs as marks."""
    notes = {at: found["sign"] for at, block in enumerate(blocks) if (found := _opens(block)) is not None}
    changed: dict[int, Block] = {}
    for at, sign in notes.items():
        marked = [] if sign in (notes.get(at - 1), notes.get(at + 1)) else _marked(blocks, at, sign, notes)
        for index in marked:
            changed[index] = _with_marks(changed.get(index, blocks[index]), sign)
        if marked:
            found = _NOTE.match(blocks[at].text)
            assert found is not None
            own = changed.get(at, blocks[at]).after(found.end())
            changed[at] = replace(own, style="note", level=0, marker=sign)
    return tuple(changed.get(at, block) for at, block in enumerate(blocks)) if changed else blocks


def _opens(block: Block) -> re.Match[str] | None:
    """The sign that a paragraph begins with; words set between two signs are only stressed."""
    if (
        block.style not in ("para", "item")
        or block.rule
        or block.marker
        or block.text[:1] not in ("*", "†", "‡", "§", "^")
    ):
        return None
    found = _NOTE.match(block.text)
    return None if found is None or block.text.endswith(found["sign"]) else found


def _marked(blocks: Sequence[Block], note: int, sign: str, notes: dict[int, str]) -> list[int]:
    """The blocks of the nearest section before a note that have its sign at a word, none behind another such note."""
    marked: list[int] = []
    for at in range(note - 1, max(note - _FURTHEST, 0) - 1, -1):
        if notes.get(at) == sign:
            break
        if not blocks[at].rule and sign in _signs(blocks[at]):
            marked.append(at)
        if blocks[at].style == "heading" and marked:
            break
    return marked


def _signs(block: Block) -> set[str]:
    texts = [cell.text for cell in block.cells] if block.cells else [block.text]
    return {found["sign"] for text in texts for found in _AT_WORD.finditer(text)}


def _with_marks(block: Block, sign: str) -> Block:
    """The block without this sign at its words, a mark in its place, in each of its cells too."""
    cells = tuple(_with_marks(cell, sign) for cell in block.cells)
    text, marks, end = "", list(block.marks), 0
    for found in _AT_WORD.finditer(block.text):
        if found["sign"] == sign:
            text += block.text[end : found.start()]
            end = found.end()
            marks = [replace(mark, at=mark.at - len(sign)) if mark.at > len(text) else mark for mark in marks]
            marks.append(Mark(len(text), sign, sign))
    above = _AT_WORD.sub(lambda found: "" if found["sign"] == sign else found[0], block.above) if block.above else ""
    marks.sort(key=lambda mark: mark.at)
    return replace(block, text=text + block.text[end:], marks=tuple(marks), cells=cells, above=above)
