"""Paragraphs and tables into blocks, read one way: with the tracked changes made, without them, or with both shown.

What the changes do to words stays in the text as signs (`parser.readers.changes`); what they do to paragraphs is
done here, because the numbers of a list follow from it: a paragraph whose end is struck out runs into the next.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from corpus.provision import Mark, Span
from corpus.text import letters
from parser.readers.blocks import Block, Style, printed
from parser.readers.changes import Changes, Kind, unsigned, wrapped
from parser.readers.comparison import generated
from parser.readers.word.model import Held, Item, NextNumber, Numbered, Paragraph, Piece, Row, Setting, Table

_LEAVES: Mapping[Changes, frozenset[Kind]] = {
    "accepted": frozenset(["struck"]),
    "rejected": frozenset(["inserted"]),
    "shown": frozenset(),
}
_GONE: Mapping[Changes, tuple[Kind, ...]] = {"accepted": ("struck",), "rejected": ("inserted",), "shown": ("struck",)}
"""What a paragraph without a number is made of: where both wordings are shown, numbers are those of the new one."""
_LEFT_BY: Mapping[Changes, str] = {"accepted": "struck", "rejected": "inserted", "shown": ""}
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_ENUMERATOR = re.compile(r"\(?[A-Za-z0-9]{1,5}[.):]?")
_GENERATED = re.compile("\ufdd0[^\ufdd1]*\ufdd1")

NoteNumber = Callable[[str, int], str]
"""The number of the nth note of a kind (`footnote`, `endnote`)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph as it reads: its pieces, its setting, the boxes it holds; `gone` where nothing of it is left."""

    pieces: list[Piece]
    setting: Setting
    boxes: list[list[Item]]
    gone: bool = False


@dataclass(slots=True)
class Assembly:
    """Blocks of one reading, in order. `aside` tells those that the file holds beside its text: boxes, notes."""

    changes: Changes
    number: NextNumber
    note_number: NoteNumber
    blocks: list[Block] = field(default_factory=list)
    aside: list[bool] = field(default_factory=list)
    unlike: bool = False
    """Whether a change joins paragraphs that are set unlike one another."""
    unseen: bool = False
    """Whether a paragraph that no one sees is one of a list."""
    _story: str = "text"
    _tables: int = 0
    _notes: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def run(self, held: Held) -> None:
        """Everything a file holds: its text, then its notes, then what is no part of its text."""
        self.items(held.body)
        self._add_notes(held.notes)
        for rule, items in held.furniture:
            with self._in(rule):
                self.items(items, aside=True, rule=rule)

    @contextmanager
    def _in(self, story: str) -> Iterator[None]:
        """Lists in boxes, in notes and on the margins count by themselves."""
        before, self._story = self._story, story
        yield
        self._story = before

    def items(self, items: Sequence[Item], *, aside: bool = False, rule: str = "") -> None:
        """Paragraphs and tables one after another."""
        for each in self._lines(items):
            if isinstance(each, Table):
                self._table(each, aside, rule)
                continue
            self._emit(each, aside, rule)
            for box in each.boxes:
                with self._in("box"):
                    self.items(box, aside=True, rule=rule or each.setting.rule)

    def _lines(self, items: Sequence[Item]) -> Iterator[_Line | Table]:
        """Paragraphs as they read: those whose ends are gone run into the next, which gives the setting."""
        leaves = _LEAVES[self.changes]
        pieces: list[Piece] = []
        boxes: list[list[Item]] = []
        setting = last = Setting()
        initial = False
        for item in items:
            if isinstance(item, Table):
                if pieces or boxes:
                    yield _Line(pieces, setting, boxes)
                    pieces, boxes = [], []
                yield item
                continue
            setting = item.before if self.changes == "rejected" else item.setting
            if not pieces and item.gone(_GONE[self.changes]):
                yield _Line(item.pieces, setting, item.boxes, gone=True)
                continue
            self.unlike = self.unlike or (bool(pieces) and not initial and setting != last and bool(item.pieces))
            pieces, boxes = pieces + item.pieces, boxes + item.boxes
            last, initial = setting, setting.initial
            if not (set(item.mark) & leaves or setting.initial):
                yield _Line(pieces, setting, boxes)
                pieces, boxes = [], []
        if pieces or boxes:
            yield _Line(pieces, setting, boxes)

    def _put(self, block: Block, aside: bool) -> None:
        self.blocks.append(block)
        self.aside.append(aside)

    def _emit(self, line: _Line, aside: bool, rule: str) -> None:
        setting = line.setting
        text, marks = self._text(line.pieces)
        numbered = self._numbered(line)
        marker = generated(numbered.text) if numbered and numbered.text else ""
        if not (text or marks or marker):
            return
        style, level = _style(setting, numbered)
        if style == "heading" and " " in marker and text:  # `Section 1` is read as where it is typed
            marks = tuple(replace(mark, at=mark.at + len(marker) + 1) for mark in marks)
            text, marker = f"{marker} {text}", ""
        bold = bool(text) and all(piece.bold for piece in line.pieces if piece.text.strip())
        self._put(Block(text, style, level, marker, marks, rule=rule or setting.rule, bold=bold), aside)

    def _numbered(self, line: _Line) -> Numbered | None:
        """What a list shows in front of a line; nothing of one that is gone."""
        if line.setting.listed is None or line.gone:
            return None
        worded = [piece for piece in line.pieces if piece.text.strip()]
        self.unseen = self.unseen or (bool(worded) and all("hidden" in piece.kinds for piece in worded))
        return self.number(line.setting.listed, self._story)

    def _text(self, pieces: Sequence[Piece]) -> tuple[str, tuple[Mark, ...]]:
        """The words of a paragraph with their signs, and its references to notes that are left in this reading."""
        if len(pieces) == 1 and not pieces[0].kinds and not pieces[0].note and not pieces[0].made:
            return _spaced(pieces[0].text).strip(), ()
        text, at, marks = "", 0, []
        while at < len(pieces):
            piece, end = pieces[at], at
            while end < len(pieces) and pieces[end].kinds == piece.kinds and not pieces[end].note:
                end += 1
            words = "".join([each.shown for each in pieces[at:end]])
            text += wrapped(words, piece.kinds) if piece.kinds and words else words
            if piece.note and not set(piece.kinds) & _LEAVES[self.changes]:
                marks.append((len(text), self._reference(piece)))
            at = max(end, at + 1)
        return _placed(text, marks)

    def _reference(self, piece: Piece) -> str:
        if piece.note not in self._notes:
            kind = piece.note.partition(" ")[0]
            if not piece.sign:
                self._counts[kind] = self._counts.get(kind, 0) + 1
            self._notes[piece.note] = piece.sign or self.note_number(kind, self._counts[kind])
        return self._notes[piece.note]

    def _add_notes(self, notes: Mapping[str, list[Item]]) -> None:
        """The notes in the order of their references; those that nothing refers to any more are dropped."""
        shown = dict(self._notes)
        for name, number in shown.items():
            with self._in("note"):
                text, marks, _ = self._joined(notes.get(name, []))
            self._put(Block(text, "note", 0, generated(number), marks), True)
        for name in notes.keys() - shown.keys():
            self.items(notes[name], aside=True, rule=_LEFT_BY[self.changes] or "note-without-reference")

    # tables

    def _table(self, table: Table, aside: bool, rule: str) -> None:
        self._tables += 1
        number = self._tables
        rows = [self._row(row, number, rule) for row in table.rows]
        if len(rows) > 1 and not any(row.header for row in rows) and _all_bold(rows[0]) and not _all_bold(rows[1]):
            rows[0] = replace(rows[0], header=True)
        for row in rows:
            if any(cell.text or cell.marks for cell in row.cells):
                self._put(row, aside)

    def _row(self, row: Row, number: int, rule: str) -> Block:
        cells = []
        for items in row.cells:
            text, marks, bold = self._joined(items)
            cells.append(Block(text, "cell", marks=marks, bold=bold))
        rules = {item.setting.rule for items in row.cells for item in items if isinstance(item, Paragraph)}
        return Block("", "row", cells=tuple(cells), table=number, header=row.header, rule=rule or _only(rules))

    def _joined(self, items: Sequence[Item]) -> tuple[str, tuple[Mark, ...], bool]:
        """Paragraphs as lines of one text; a table in a cell gives a line for each of its cells."""
        text, marks, bold, plain = "", [], False, False
        for line in self._flat(items):
            words, references = self._text(line.pieces)
            numbered = self._numbered(line)
            if numbered and numbered.text:
                ahead = generated(numbered.text) + " "
                references = tuple(replace(mark, at=mark.at + len(ahead)) for mark in references)
                words = ahead + words
            if not words and not references:
                continue
            text += "\n" if text else ""
            marks += [replace(mark, at=mark.at + len(text)) for mark in references]
            text += words
            shown = [piece.bold for piece in line.pieces if piece.text.strip()]
            bold, plain = bold or any(shown), plain or not all(shown)
        return text, tuple(marks), bold and not plain

    def _flat(self, items: Sequence[Item]) -> Iterator[_Line]:
        for each in self._lines(items):
            if isinstance(each, Table):
                for row in each.rows:
                    for cell in row.cells:
                        yield from self._flat(cell)
                continue
            yield each
            for box in each.boxes:
                with self._in("box"):
                    yield from self._flat(box)


def _style(setting: Setting, numbered: Numbered | None) -> tuple[Style, int]:
    if setting.heading:
        return "heading", min(setting.heading, 6)
    if numbered and (numbered.bullet or _ENUMERATOR.fullmatch(numbered.text)):
        return "item", numbered.depth
    return "para", 0


def _spaced(text: str) -> str:
    """One space for any white space; lines without space around them, none empty."""
    if text.isprintable() and "  " not in text:
        return text
    return _LINES.sub("\n", _SPACES.sub(" ", text))


def _placed(text: str, marks: Sequence[tuple[int, str]]) -> tuple[str, tuple[Mark, ...]]:
    """The text spaced, and the references at their places in it."""
    if not marks:
        return _spaced(text).strip(), ()
    made, done, placed = "", 0, []
    for at, number in marks:
        made = _spaced(made + text[done:at])
        placed.append((len(made.rstrip()), number))
        done = at
    made = _spaced(made + text[done:])
    ahead = len(made) - len(made.lstrip())
    made = made.strip()
    return made, tuple(Mark(min(max(0, at - ahead), len(made)), number, number) for at, number in placed)


def _only(rules: set[str]) -> str:
    return rules.pop() if len(rules) == 1 else ""


def _all_bold(row: Block) -> bool:
    filled = [cell for cell in row.cells if cell.text]
    return len(filled) > 1 and all(cell.bold for cell in filled)


def spelled(block: Block) -> str:
    """The letters of a block that stand in the file: without the numbers and signs that the reader made."""
    text = "\n".join(cell.text for cell in block.cells) if block.cells else block.text
    return letters(unsigned(_GENERATED.sub("", text) if "\ufdd0" in text else text))


def with_spans(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with their places: offsets in all blocks as printed, joined by line breaks."""
    placed, at = [], 0
    for block in blocks:
        end = at + len(printed(block))
        placed.append(block.at(Span(at, end)))
        at = end + 1
    return tuple(placed)
