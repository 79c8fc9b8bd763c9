"""Pieces to blocks: text, marks, levels and spans, after the conventions of `parser.readers.blocks`."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.provision import Span
from parser.readers.blocks import Block, printed
from parser.readers.changes import unsigned
from parser.readers.pdf.footnotes import Note
from parser.readers.pdf.lines import Line
from parser.readers.pdf.page_joins import Piece
from parser.readers.pdf.paragraphs import INLINE_ITEM, NEAR, Paragraph, begin, goes_on, goes_on_overleaf, grow
from parser.readers.pdf.rows import Row
from parser.readers.pdf.running_text import Hyphens, Text
from parser.readers.pdf.sheets import Document
from parser.readers.pdf.tagged import levels
from parser.readers.pdf.typesetting import Setting, enumerator, table_leading

_ASKEW = 5.0
"""Points by which the items of one list may be set askew; a list inside another is set in further."""


@dataclass(slots=True)
class Depth:
    """Left edges of the lists that are open, outermost first."""

    numbers: list[float] = field(default_factory=list)
    texts: list[float] = field(default_factory=list)

    def item(self, left: float, text: float) -> int:
        """The depth of an item whose enumerator stands at `left` and whose text begins at `text`.

        Enumerators may be set flush right, so one of the two edges is enough for the same list.
        """
        for place in range(len(self.numbers) - 1, -1, -1):
            if abs(self.numbers[place] - left) <= _ASKEW or abs(self.texts[place] - text) <= NEAR:
                del self.numbers[place + 1 :], self.texts[place + 1 :]
                return place + 1
        while self.numbers and self.numbers[-1] > left + _ASKEW:
            self.numbers.pop()
            self.texts.pop()
        self.numbers.append(left)
        self.texts.append(text)
        return len(self.numbers)

    def flush(self, left: float) -> int:
        """The depth of words without an enumerator: how many lists they stand inside of."""
        while self.numbers and left <= self.numbers[-1] + NEAR:
            self.numbers.pop()
            self.texts.pop()
        return len(self.numbers)

    def clear(self) -> None:
        """A heading or a numbered paragraph ends all lists."""
        self.numbers.clear()
        self.texts.clear()


@dataclass(slots=True)
class Blocks:
    """Makes blocks of pieces and keeps account of hyphens."""

    document: Document
    levels: dict[int, int]
    leadings: dict[int, float | None] = field(default_factory=dict)
    hyphens: Hyphens = field(default_factory=Hyphens)
    depth: Depth = field(default_factory=Depth)

    def block(self, piece: Piece) -> Block:
        """One piece as a block, without its span's offsets."""
        if isinstance(piece, Paragraph):
            return self.paragraph(piece)
        if isinstance(piece, Row):
            return self.row(piece)
        if isinstance(piece, Note):
            text = self.text(self.document.setting).add(piece.lines).text
            return Block(text, "note", marker=piece.num, span=_span(piece.lines))
        return Block(piece.line.text, rule=piece.rule, span=_span([piece.line]), bold=piece.line.bold)

    def text(self, setting: Setting) -> Text:
        """An empty text that knows the document's notes."""
        return Text(setting, set(self.document.known), self.hyphens)

    def paragraph(self, piece: Paragraph) -> Block:
        """A heading, a paragraph or an item."""
        style, level = placed(piece, self.depth)
        running = self.text(self.document.setting).add(piece.lines)
        number, marks = "", running.marks
        if piece.marker:
            head = self.text(self.document.setting).add([piece.marker])
            number = unsigned(head.text)
            marks = [replace(mark, at=0) for mark in head.marks] + marks
        lines = ([piece.marker] if piece.marker else []) + list(piece.lines)
        return Block(
            text=running.text,
            style="heading" if style == "heading" else "item" if style == "item" else "para",
            level=self.levels[id(piece)] if style == "heading" else level,
            marker=number,
            marks=tuple(marks),
            span=_span(lines),
            bold=all(line.bold for line in lines),
            rule="struck" if all(word.struck for line in lines for word in line.words) else "",
        )

    def row(self, piece: Row) -> Block:
        """A row of cells; the break between two paragraphs of a cell is a line break."""
        self.depth.clear()
        sides = pairwise(piece.first.cuts)
        leading = self.leadings.get(piece.table)
        cells = tuple(self.cell(parts, side, leading) for parts, side in zip(piece.cells, sides, strict=True))
        lines = [line for parts in piece.cells for part in parts for line in part]
        return Block("", "row", cells=cells, table=piece.table, header=piece.header, span=_span(lines))

    def cell(self, parts: Sequence[Sequence[Line]], side: tuple[float, float], leading: float | None) -> Block:
        """One cell, whose lines may stand on several pages; its margins are as wide right as left."""
        left, right = side
        margin = min((line.left - left for part in parts for line in part), default=0.0)
        setting = self.document.cells.within(left, right - max(margin, 0.0), leading)
        running = self.text(setting)
        open_: Paragraph | None = None
        for line in (line for part in parts for line in part):
            on = False
            if open_ is not None:
                same = not open_.lines or open_.last.place == line.place
                on = (goes_on if same else goes_on_overleaf)(open_, line, setting)
            open_ = grow(open_, line) if on and open_ is not None else begin(line, setting)
            running.add([line], new_line=not on and bool(running.text))
        lines = [line for part in parts for line in part]
        bold = bool(lines) and all(line.bold for line in lines)
        return Block(running.text, "cell", marks=tuple(running.marks), span=_span(lines), bold=bold)


def blocks(document: Document, pieces: Sequence[Piece]) -> tuple[tuple[Block, ...], Hyphens]:
    """The blocks of a document in order, with spans in their joined text, and the hyphens' account."""
    headings = [piece for piece in pieces if isinstance(piece, Paragraph) and piece.heading]
    maker = Blocks(document, levels(headings), _leadings(pieces))
    made = [maker.block(piece) for piece in pieces]
    return _spanned(made), maker.hyphens


def _leadings(pieces: Sequence[Piece]) -> dict[int, float | None]:
    """The distance of baselines in each table, by its number."""
    cells: dict[int, list[Sequence[Line]]] = {}
    for piece in pieces:
        if isinstance(piece, Row):
            cells.setdefault(piece.table, []).extend(part for parts in piece.cells for part in parts)
    return {table: table_leading(found) for table, found in cells.items()}


def _spanned(made: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with offsets in the reading's text, which is all blocks as printed, one a line."""
    found = []
    at = 0
    for block in made:
        length = len(printed(block))
        cells = []
        inside = at
        for cell in block.cells:
            size = len(printed(cell))
            cells.append(_at(cell, inside, inside + size))
            inside += size + 1
        there = _at(block, at, at + length)
        found.append(replace(there, cells=tuple(cells)) if cells else there)
        at += length + 1
    return tuple(found)


def _at(block: Block, start: int, end: int) -> Block:
    return block.at(replace(block.span, start=start, end=end) if block.span else Span(start, end))


def _span(lines: Sequence[Line]) -> Span | None:
    """The page a block begins on, and the box of its lines there."""
    if not lines:
        return None
    page = lines[0].page
    boxes = [line.box for line in lines if line.page == page]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return Span(0, 0, page, (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)))


def placed(paragraph: Paragraph, depth: Depth) -> tuple[str, int]:
    """The style of a finished paragraph and its depth."""
    if paragraph.heading:
        depth.clear()
        return "heading", 0
    text = paragraph.lines[0].text if paragraph.lines else ""
    if paragraph.marker and not enumerator(paragraph.marker.text):
        nested = bool(depth.numbers) and paragraph.marker.left > depth.numbers[0] + NEAR
        if not nested:
            depth.clear()
            return "para", 0
        return "item", depth.item(paragraph.marker.left, paragraph.left)
    if paragraph.marker:
        return "item", depth.item(paragraph.marker.left, paragraph.left)
    if INLINE_ITEM.match(text):
        return "item", depth.item(paragraph.lines[0].left, paragraph.left)
    return "para", depth.flush(paragraph.lines[0].left)
