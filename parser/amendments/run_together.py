"""Items that stand in one block with what leads to them: "In Schedule 3: (a) ...; (b) ..."."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.enumerators import LETTERS, ROMAN
from parser.amendments.heads import ITEM, Head, comes_after, dotted, follows, head_of
from parser.amendments.instruction import Instruction
from parser.codes.lines import Line
from parser.drafting.quotations import balance, set_aside
from parser.drafting.verbs import amends, commands
from parser.readers.blocks import Block

_NEXT = re.compile(r"”[.,;]?\s+(?P<number>\d{1,3}(?:\.\d{1,3})+[A-Z]{0,2})\.?\s+(?=[A-Z])")
_INLINE = re.compile(rf"(?:[–—:;]|[;,]\s*(?:and|or))\s*(?=(\((?:{LETTERS}|{ROMAN}|\d{{1,2}})\))\s)")


def beside(head: Head) -> list[Head]:
    """An item and those that follow it in the same block: "(i) for ...; and (ii) in ..."."""
    if head.level == 0:
        return [head]
    return [Head(1, num, printed, line) for num, printed, line in _cut(head.rest, (head.num, head.printed))]


def items_below(line: Line, number: str) -> tuple[Line, list[Instruction]]:
    """Items run together with the words before them: "In Schedule 3: (a) ...; (b) ...".

    "In section 4 of— (a) the Ports Act, and (b) the Docks Act, omit “x”" has none: only the last of the list amends.
    """
    pieces = _cut(line, None)
    if len(pieces) > 2 and not any(amends(piece.text) for _, _, piece in pieces[1:-1]) and amends(pieces[-1][2].text):
        return line, []
    items = [Instruction(f"{number}({num})", num, printed, piece) for num, printed, piece in pieces[1:]]
    return pieces[0][2], items


def _cut(line: Line, own: tuple[str, str] | None) -> list[tuple[str, str, Line]]:
    """A text at the enumerators that go on counting; the first piece is `own` or has no number."""
    covered = set_aside(line.text).covered
    last, printed = own or ("", "")
    start, found = 0, []
    if own is None and (first := ITEM.match(covered)):
        found.append(("", "", line.cut(0, 0)))
        last, printed, start = first["number"] or first["figure"], first.group(), first.end()
    for match in _INLINE.finditer(covered, start):
        num = match[1].strip("()")
        if follows(num, last) and (last or _lead_here(covered, match)):
            found.append((last, printed, line.cut(start, match.end())))
            last, printed, start = num, match[1], match.end() + len(match[1])
    return [*found, (last, printed, line.cut(start, len(line.text)))]


def _lead_here(covered: str, match: re.Match[str]) -> bool:
    return covered[match.start()] in "–—:" and not amends(covered[: match.start()])


def parted(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those cut in two in which the next instruction runs on behind what one inserts.

    Lines of a PDF that stand close have no break between them: “… refuse.” 2.3 Omit paragraph 4. A block is
    cut only behind a quotation that is closed there, before the number after the last one and an order.
    """
    found, last = list[Block](), ""
    for block in blocks:
        head = head_of(block)
        last = head.num if head and head.level == 0 and "." in head.num else last
        pieces, last = _pieces(block, last)
        found += pieces
    return found


def _pieces(block: Block, last: str) -> tuple[list[Block], str]:
    """A block cut before each instruction that runs on in it, and the number of the last one."""
    cut = _runs_on(block, last) if last else None
    if cut is None:
        return [block], last
    at, number = cut
    before = tuple(mark for mark in block.marks if mark.at <= at)
    behind = tuple(replace(mark, at=mark.at - at) for mark in block.marks if mark.at > at)
    first = replace(block, text=block.text[:at].rstrip(), marks=before)
    pieces, last = _pieces(replace(block, text=block.text[at:], marks=behind, marker=""), number)
    return [first, *pieces], last


def _runs_on(block: Block, last: str) -> tuple[int, str] | None:
    """Where the next instruction begins in the text of a block, and its number."""
    if block.cells or "”" not in block.text:
        return None
    for match in _NEXT.finditer(block.text):
        order = block.text[match.end() :]
        closed = balance(block.text[: match.start("number")]) <= 0
        if closed and comes_after(match["number"], last) and dotted(match["number"]) > dotted(last) and commands(order):
            return match.start("number"), match["number"]
    return None
