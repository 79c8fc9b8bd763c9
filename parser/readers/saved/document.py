"""A saved page or letter, out of its container: read as the page that it is, with the address it was saved from."""

from collections.abc import Callable
from dataclasses import replace

from corpus.errors import UnreadableInput
from corpus.text import count_words
from parser.readers.blocks import Block, Reading
from parser.readers.saved.parts import Part, Saved

Read = Callable[[Part], Reading]
"""The reader of one page or text; raises UnreadableInput and Blocked as the readers of pages do."""

FRAME = "frame"
"""The rule that drops the words of a page inside the page: a frame's page is a document of its own."""

_FEW = 20
"""Words. A page with fewer is the rim of a frame that holds the document."""


def read_saved(saved: Saved, read: Read) -> Reading:
    """What a container holds as one reading; frames' words are listed under the rule `frame`, and said.

    Where the page has next to no words and a frame has them, the frame is the document.
    """
    main, beside = _document(saved, read)
    blocks = tuple(_framed(block) for reading in beside for block in reading.blocks)
    notes = [f"the page shows other pages in frames ({len(beside)}); their words are listed and not read"]
    return replace(
        main,
        blocks=(*saved.head, *main.blocks, *blocks),
        format=saved.container,
        title=saved.title or main.title,
        metadata=(*saved.claims, *main.metadata),
        review=(*main.review, *saved.review, *(notes if beside else [])),
    )


def _document(saved: Saved, read: Read) -> tuple[Reading, list[Reading]]:
    """The document, and the readings of the frames beside it."""
    beside = [reading for part in saved.frames if (reading := _frame(part, read))]
    try:
        main = _one([read(part) for part in saved.pages])
    except UnreadableInput:
        if not beside:
            raise
        main = max(beside, key=_words)
    if beside and _words(main) < _FEW:
        beside = [main, *beside]
        main = max(beside, key=_words)
    return main, [each for each in beside if each is not main]


def _one(readings: list[Reading]) -> Reading:
    """The texts of a letter one after another, under the claims of the longest."""
    main = max(readings, key=_words)
    return replace(
        main,
        blocks=tuple(block for reading in readings for block in reading.blocks),
        review=tuple(dict.fromkeys(note for reading in readings for note in reading.review)),
        unread="; ".join(reading.unread for reading in readings if reading.unread),
    )


def _frame(part: Part, read: Read) -> Reading | None:
    """A frame's page; None for what has no words, as advertising and counting frames have not."""
    try:
        return read(part)
    except UnreadableInput:
        return None


def _framed(block: Block) -> Block:
    return replace(block, rule=block.rule or FRAME)


def _words(reading: Reading) -> int:
    return sum(count_words(cell.text) for b in reading.blocks if not b.rule for cell in (b.cells or (b,)))
