"""Plain text and Markdown, as people and extraction tools make them, into blocks.

Such files say little about structure and often say it wrongly: a table row stands on two
lines, a bold mark is never closed, a paragraph is cut by a page break. What is markup
here is listed in `parser.readers.text.inline_marks`; everything else is text and is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.errors import UnreadableInput
from corpus.provision import Span
from parser.readers.blocks import DEEPEST_LIST, Block, Reading
from parser.readers.changes import accepted
from parser.readers.comparison import generated, settled, unread_text
from parser.readers.decode import Decoded
from parser.readers.furniture import mark_furniture
from parser.readers.numbered_notes import numbered_notes
from parser.readers.text.doubts import doubts
from parser.readers.text.inline_marks import Inline, cells_of, inline

_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-*:?\s*)*\|?\s*")
_BULLET = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+•◦▪‣●○■·➢➤►▸])(?:\s+(?P<text>.*)|\s*)$", re.DOTALL)
_HASHES = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$", re.DOTALL)
_RULE = re.compile(r"\s*([-=_*~]\s*){3,}\s*")
_NOTE_DEFINITION = re.compile(r"\[\^?(?:footnote )?(\d+|\w)\]:\s+")
_LINK_DEFINITION = re.compile(
    r"\[(?!\^)[^\[\]\n]+\]:\s+(?:<[^<>\n]*>|(?:https?:|mailto:|www\.|[./#])\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*"
)
"""What a link of Markdown refers to: no page shows it."""
_NOTE_NUMBER = re.compile(r"(\d{1,3})[.)]?\s+")
_ENUMERATOR = re.compile(r"[\"“‘']?(\(?[a-z]{1,4}\)|\(?\d+[.)]|\d+(\.\d+)+|[ivx]+\.|[a-z]\.)(\s|$)", re.IGNORECASE)
_ITEM = re.compile(r"[\"“‘']?\(?([a-z]|[ivxl]+|aa|bb)\)\s", re.IGNORECASE)
_CUT_ITEM = re.compile(r"[-*•]\s+[a-z]+(?:\s[a-z]+)?")
"""An item that a narrow column cut after its first words: `- there`."""
_FINAL = ".,;:?!–—-…"
_SHORT = 120
_RETURN = "↩"


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        return self.text.strip()


def read_decoded(decoded: Decoded) -> Reading:
    """Read text or Markdown; raises UnreadableInput for a file without a letter."""
    reading = read_text(decoded.text)
    return replace(reading, review=decoded.review + reading.review)


def read_text(text: str) -> Reading:
    """The blocks of a decoded text."""
    blocks = tuple(_notes(_join_pages(_blocks(_lines(text)))))
    if not blocks:
        raise UnreadableInput("the text has no words; give a file that holds the document")
    marked = mark_furniture(blocks)
    blocks, metadata = _capture_header(marked.blocks)
    unread = unread_text(text, blocks)
    return Reading(
        numbered_notes(settled(blocks)),
        "text",
        accepted(_title(blocks)),
        metadata,
        (*doubts(text), *marked.review),
        unread,
    )


def _title(blocks: tuple[Block, ...]) -> str:
    """The first line; of a whole paragraph only its beginning."""
    first = next((block.text.split("\n")[0] for block in blocks if not block.rule and block.text), "")
    return first if len(first) <= 2 * _SHORT else first[:_SHORT].rsplit(" ", 1)[0] + " …"


def _lines(text: str) -> list[_Line]:
    lines, start = [], 0
    for raw in text.splitlines(keepends=True):
        lines.append(_Line(raw.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), start))
        start += len(raw)
    return lines


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    """Blocks in order; consecutive rows share a table number."""
    at, table, in_table = 0, 0, False
    while at < len(lines):
        line = lines[at]
        if line.bare in ("", "|") or _RULE.fullmatch(line.text):
            at += 1
            continue
        if line.bare.startswith("|"):
            if not in_table:
                table, in_table = table + 1, True
            at, row = _row(lines, at, table)
            yield from row
            continue
        in_table = False
        at, block = _paragraph(lines, at)
        if block.text or block.marks:
            yield block


def _row(lines: list[_Line], at: int, table: int) -> tuple[int, list[Block]]:
    """One row and the index after it. Its cells may wrap, and its last cell may stand on the next line."""
    if _SEPARATOR.fullmatch(lines[at].text):
        return at + 1, []
    taken = [lines[at]]
    while (follower := at + len(taken)) < len(lines) and _belongs(taken[-1], lines[follower]):
        taken.append(lines[follower])
    cells: list[Inline] = []
    for group in _cell_lines(taken):
        cells += [inline(cell) for cell in cells_of(group)]
    if not any(cell.text or cell.marks for cell in cells):
        return at + len(taken), []
    span = Span(taken[0].start, taken[-1].end)
    made = tuple(Block(cell.text, "cell", marks=cell.marks, bold=cell.bold, span=span) for cell in cells)
    after = at + len(taken)
    header = after < len(lines) and "-" in lines[after].text and _SEPARATOR.fullmatch(lines[after].text) is not None
    return after, [Block("", "row", cells=made, table=table, header=header, span=span)]


def _belongs(row: _Line, line: _Line) -> bool:
    """Whether a line goes on with an open row, or holds the last cell of one that seems closed."""
    if line.bare.startswith("|") or not line.bare:
        return False
    return not row.bare.endswith("|") or line.bare.endswith("|")


def _cell_lines(lines: list[_Line]) -> Iterator[str]:
    """The row's lines as pieces that each start a new cell; a wrapped cell keeps its lines."""
    piece = lines[0].bare
    for line in lines[1:]:
        if piece.endswith("|"):
            yield piece
            piece = line.bare
        else:
            piece += (" " if _wraps(piece, line.bare) else "\n") + line.bare
    yield piece


def _paragraph(lines: list[_Line], at: int) -> tuple[int, Block]:
    bullet = _BULLET.fullmatch(lines[at].text)
    if bullet and not bullet["text"] and at + 1 < len(lines) and lines[at + 1].bare:
        at, block = _paragraph(lines, at + 1)  # the bullet stands alone on its line
        return at, replace(block, style="item", level=1)
    taken = [lines[at]]
    width = _wrap_width(lines, at)
    while (follower := at + len(taken)) < len(lines) and _goes_on(taken[-1], lines[follower], width):
        taken.append(lines[follower])
    return at + len(taken), _block(taken, bullet)


def _block(taken: list[_Line], bullet: "re.Match[str] | None") -> Block:
    source = bullet["text"] or "" if bullet else taken[0].bare
    for before, line in pairwise(taken):
        source += ("\n" if _hard_break(before) else " ") + line.bare
    source = source.removesuffix("|") if "|" not in source[:-1] else source
    hashes = _HASHES.fullmatch(source)
    piece = inline(hashes[2] if hashes else source)
    span = Span(taken[0].start, taken[-1].end)
    rule = "link-definition" if _LINK_DEFINITION.fullmatch(source) else "image" if piece.image else ""
    block = Block(piece.text, marks=piece.marks, bold=piece.bold, span=span, rule=rule)
    if hashes:
        return replace(block, style="heading", level=len(hashes[1]))
    if bullet:
        depth = 1 + (len(bullet["indent"].expandtabs()) + 2) // 4
        return replace(block, style="item", level=min(depth, DEEPEST_LIST))
    if 0 < len(piece.text) <= _SHORT and piece.text[-1] not in _FINAL + _RETURN and not _ITEM.match(piece.text):
        return replace(block, style="heading")
    return block


def _hard_break(line: _Line) -> bool:
    """Markdown's line break: two spaces or a backslash at the end of the line."""
    return line.text.endswith(("  ", "\\"))


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    """Whether the following line is the same paragraph: a hard break, or a wrapped line."""
    if not following.bare or following.bare[0] in "|#" or _BULLET.fullmatch(following.text):
        return False
    if _hard_break(line):
        return True
    if _wraps(line.bare, following.bare):
        return True
    overflow = len(line.bare) + 1 + len(following.bare.split()[0]) > width
    return bool(width) and overflow and line.bare[-1] not in ":;|" and not _ENUMERATOR.match(following.bare)


def _wraps(text: str, following: str) -> bool:
    """A line that stops in mid-sentence before one that starts with a small letter."""
    short = len(text) < 20 and not _CUT_ITEM.fullmatch(text)
    if short or not following[:1].islower() or _ENUMERATOR.match(following):
        return False
    return text[-1].isalnum() or text[-1] in ",’')”\""


def _wrap_width(lines: list[_Line], at: int) -> int:
    """The width at which the lines of this run were wrapped; 0 without two sure signs of it."""
    widths: list[int] = []
    while at + 1 < len(lines) and lines[at + 1].bare and len(lines[at].bare) <= _SHORT and lines[at].bare:
        if _wraps(lines[at].bare, lines[at + 1].bare):
            widths.append(len(lines[at].bare))
        at += 1
    return max(widths) if len(widths) > 1 else 0


def _join_pages(blocks: Iterator[Block]) -> Iterator[Block]:
    """Join a paragraph that a page break cut in mid-sentence."""
    held: Block | None = None
    for block in blocks:
        if held and _cut(held, block):
            text = f"{held.text} {block.text}"
            moved = tuple(replace(mark, at=mark.at + len(held.text) + 1) for mark in block.marks)
            held = replace(held, text=text, style="para", marks=held.marks + moved, span=_over(held, block))
            continue
        if held:
            yield held
        held = block
    if held:
        yield held


def _cut(block: Block, following: Block) -> bool:
    plain = {"para", "heading"}
    if block.style != "para" or following.style not in plain or following.level or len(block.text) < _SHORT:
        return False
    return block.text[-1].isalpha() and following.text[:1].islower() and not _ENUMERATOR.match(following.text)


def _over(first: Block, last: Block) -> Span | None:
    return Span(first.span.start, last.span.end) if first.span and last.span else None


def _notes(blocks: Iterator[Block]) -> Iterator[Block]:
    """Footnotes end with a return arrow or start like `[^1]:`; those without a number of their own count on."""
    number = 0
    for block in blocks:
        defined = _NOTE_DEFINITION.match(block.text) if block.style != "row" else None
        if defined is None and (block.style == "row" or _RETURN not in block.text):
            yield block
            continue
        for piece in block.text.replace("\ufe0e", "").split(_RETURN):
            text = piece.strip()
            if not text:
                continue
            number += 1
            found = _NOTE_DEFINITION.match(text) or _NOTE_NUMBER.match(text)
            marker = found[1] if found else generated(str(number))
            text = text[found.end() :] if found else text
            yield replace(block, text=text, style="note", level=0, marks=(), marker=marker)


def _capture_header(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """A first line `URL: https://…` was put there by whoever saved the text; it is a claim, not text."""
    found = re.fullmatch(r"(?:URL|Source): (https?://\S+).*", blocks[0].text)
    if not found:
        return blocks, ()
    return (replace(blocks[0], rule="capture-header"), *blocks[1:]), (("url", found[1]),)
