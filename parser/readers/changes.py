"""Words that a document shows and does not mean: struck out, put in, hidden. One mechanism for all readers.

A reader leaves such words in the text of its blocks, in their place, and says what they are with
`struck`, `inserted` or `hidden`; stretches may be nested, and each ends in the block and the cell where
it began. `made` then reads the document one way: with its changes (`accepted`), without them
(`rejected`), or with both as CriticMarkup writes them (`shown`). What is taken out is a block of its
own after the block it stood in, with a rule: it is listed as dropped, never lost.

The signs are noncharacters, which `parser.readers.decode` lets into no text, so no document can forge them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from corpus.provision import Mark
from parser.readers.blocks import Block, Reading

Changes = Literal["accepted", "rejected", "shown"]
Kind = Literal["struck", "inserted", "hidden"]
WAYS: tuple[Changes, ...] = get_args(Changes)

_OPENS: dict[Kind, str] = {"struck": "\ufdd2", "inserted": "\ufdd3", "hidden": "\ufdd4"}
_KINDS = {sign: kind for kind, sign in _OPENS.items()}
_END = "\ufdd5"
_SIGN = re.compile("[\ufdd2-\ufdd5]")
_LEAVES: dict[Changes, tuple[Kind, ...]] = {
    "accepted": ("struck", "hidden"),
    "rejected": ("inserted", "hidden"),
    "shown": ("hidden",),
}
_READS: dict[Changes, str] = {
    "accepted": "as with the changes made",
    "rejected": "as before the changes",
    "shown": "with both wordings",
}
_CRITIC: dict[Kind, tuple[str, str]] = {"struck": ("{--", "--}"), "inserted": ("{++", "++}"), "hidden": ("", "")}
_CLOSING = ".,;:?!)]"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of a block's text with its footnote references and what is open around it.

    `start` is its place in the text with signs.
    """

    text: str
    kinds: tuple[Kind, ...]
    start: int
    marks: tuple[Mark, ...]


def struck(text: str) -> str:
    """Words shown as no longer part of the text: `del`, `s`, a tracked deletion, a line drawn through."""
    return f"{_OPENS['struck']}{text}{_END}"


def inserted(text: str) -> str:
    """Words shown as put into the text: `ins`, a tracked insertion."""
    return f"{_OPENS['inserted']}{text}{_END}"


def hidden(text: str) -> str:
    """Words of the source that a person does not see."""
    return f"{_OPENS['hidden']}{text}{_END}"


def wrapped(text: str, kinds: tuple[Kind, ...]) -> str:
    """The text inside these stretches, the first outermost."""
    return "".join([*(_OPENS[kind] for kind in kinds), text, _END * len(kinds)])


def unsigned(text: str) -> str:
    """Every word of a text, without the signs of its stretches."""
    return _SIGN.sub("", text) if _END in text else text


def accepted(text: str) -> str:
    """A text as it reads with its changes made."""
    return _parted(Block(text), "accepted")[0].text if _END in text else text


def made(reading: Reading, changes: Changes = "accepted") -> Reading:
    """The reading with its stretches read one way; said in `review` where anything is struck out or put in."""
    if not any(_signed(block) for block in reading.blocks):
        return reading
    counts = {kind: sum(_count(block, kind) for block in reading.blocks) for kind in ("struck", "inserted")}
    blocks = tuple([piece for block in reading.blocks for piece in _made(block, changes)])
    review = (*_note(counts, changes), *reading.review)
    return replace(reading, blocks=blocks, title=accepted(reading.title), review=review)


def _note(counts: dict[str, int], changes: Changes) -> tuple[str, ...]:
    shown = [f"{count} {kind}" for kind, count in counts.items() if count]
    if not shown:
        return ()
    return (f"the document shows changes ({' and '.join(shown)} passages): it is read {_READS[changes]}",)


def _signed(block: Block) -> bool:
    """Whether a block has stretches; every one has an end."""
    if block.cells:
        return any(_END in cell.text for cell in block.cells)
    return _END in block.text


def _count(block: Block, kind: Kind) -> int:
    """How many passages of a kind a block has: neighbours that only white space parts are one."""
    if block.cells:
        return sum(_count(cell, kind) for cell in block.cells)
    count, inside = 0, False
    for stretch in _stretches(block.text):
        if stretch.text.strip():
            count += kind in stretch.kinds and not inside
            inside = kind in stretch.kinds
    return count


def _made(block: Block, changes: Changes) -> list[Block]:
    """A block as it reads, and after it what was taken out of it."""
    if not _signed(block):
        return [block]
    if block.rule:
        return [_without_signs(block)]
    if block.cells:
        return _made_row(block, changes)
    stays, out = _parted(block, changes)
    if out and not stays.text and not stays.marks:
        return [replace(piece, style=block.style, level=block.level) for piece in out]
    return [stays, *out]


def _made_row(row: Block, changes: Changes) -> list[Block]:
    parts = [_parted(cell, changes) for cell in row.cells]
    out = [replace(piece, span=row.span) for _, pieces in parts for piece in pieces]
    if out and not any(cell.text or cell.marks for cell, _ in parts):
        return out
    return [replace(row, cells=tuple([cell for cell, _ in parts])), *out]


def _without_signs(block: Block) -> Block:
    """Furniture stays whole: all of it is dropped by its own rule."""
    marks = tuple(replace(mark, at=len(unsigned(block.text[: mark.at]))) for mark in block.marks)
    cells = tuple(_without_signs(cell) for cell in block.cells)
    return replace(block, text=unsigned(block.text), marks=marks, cells=cells)


def _stretches(text: str, marks: tuple[Mark, ...] = ()) -> Iterator[_Stretch]:
    """The text between two signs, in order; a footnote reference belongs to the piece it ends."""
    kinds: list[Kind] = []
    at = done = 0
    for sign in [*_SIGN.finditer(text), None]:
        end = sign.start() if sign else len(text)
        own = [mark for mark in marks[done:] if mark.at <= end or sign is None]
        if end > at or own:
            yield _Stretch(text[at:end], tuple(kinds), at, tuple(own))
        done += len(own)
        if sign and sign[0] != _END:
            kinds.append(_KINDS[sign[0]])
        elif sign and kinds:
            kinds.pop()
        at = sign.end() if sign else at


@dataclass(slots=True)
class _Passage:
    """Text gathered with its footnote references: what stays of a block, or one passage taken out of it."""

    rule: str = ""
    text: str = ""
    marks: list[Mark] = field(default_factory=list)

    def add(self, piece: _Stretch, text: str, parted_by: str = "") -> None:
        """Go on with a piece of a block; `parted_by` is what was taken out before it."""
        text = self._joined(text, parted_by)
        self.marks += [replace(mark, at=len(self.text) + min(mark.at - piece.start, len(text))) for mark in piece.marks]
        self.text += text

    def _joined(self, text: str, parted_by: str) -> str:
        """The text as it stands after what there is: one space, none before a comma, none lost between words."""
        last, first = self.text[-1:], text[:1]
        if first == " " and (not last or last.isspace()):
            return text[1:]
        if last == " " and (first == "\n" or (parted_by and first and first in _CLOSING)):
            self.text = self.text[:-1]
        if last.isalnum() and first.isalnum() and parted_by != parted_by.strip():
            return f" {text}"
        return text

    def block(self, like: Block) -> Block:
        """The passage as a block."""
        text = self.text.strip()
        ahead = len(self.text) - len(self.text.lstrip())
        marks = tuple(replace(mark, at=min(max(0, mark.at - ahead), len(text))) for mark in self.marks)
        return Block(text, rule=self.rule, marks=marks, span=like.span)


def _parted(block: Block, changes: Changes) -> tuple[Block, list[Block]]:
    """What stays of a block, and the passages taken out of it, each a block."""
    stays, taken, between = _Passage(), [_Passage()], ""
    for piece in _stretches(block.text, block.marks):
        rule = next((kind for kind in piece.kinds if kind in _LEAVES[changes]), "")
        if rule:
            if rule != taken[-1].rule or (not between and piece.text.strip()):
                taken.append(_Passage(rule))
            taken[-1].add(piece, piece.text)
            between += piece.text
        else:
            stays.add(piece, _critical(piece) if changes == "shown" else piece.text, between)
            between = "" if piece.text.strip() else between
    kept = stays.block(block)
    out = [passage.block(block) for passage in taken if passage.text.strip() or passage.marks]
    above = _parted(Block(block.above), changes)[0].text if block.above else ""
    return replace(block, text=kept.text, marks=kept.marks, above=above), out


def _critical(piece: _Stretch) -> str:
    before, after = _CRITIC[piece.kinds[-1]] if piece.kinds and piece.text.strip() else ("", "")
    return f"{before}{piece.text}{after}"
