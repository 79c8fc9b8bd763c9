"""An amending instrument cut into instructions: number, words, items, and the blocks each inserts.

What is inserted is never delimited by quotation marks alone: an opening mark that nothing closes
ends at the next instruction, the signature, the footnotes or the end, and is recorded.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parser.amendments.location import styles
from parser.amendments.payload import names_a_term
from parser.amendments.quotations import balance, set_aside
from parser.amendments.verbs import amends
from parser.codes.lines import Line, joined, lines_of
from parser.readers.blocks import Block

_TOP = re.compile(
    r"(?P<dotted>\d{1,3}(?:\.\d{1,3})+[A-Z]{0,2})\.?(?=\s|$)|(?P<plain>\d{1,3}[A-Z]{0,2})\s?\.(?!\d)\s?[—–-]?"
)
_FIGURE = re.compile(r"\((?P<number>\d{1,3}[A-Z]{0,2})\)")
_ITEM = re.compile(r"\(?(?P<number>[a-z]{1,2}|[ivxl]{1,6})\)(?=\s|$)|\((?P<figure>\d{1,3}[A-Z]{0,2})\)(?=\s|$)")
_INLINE = re.compile(r"(?:[–—:;]|[;,]\s*(?:and|or))\s*(?=(\((?:[a-z]{1,2}|[ivxl]{1,6}|\d{1,2})\))\s)")
_LEAD = re.compile(r"(?:[–—:-]|\bas follows\.)\s*$")
_AWAITS = re.compile(
    r"\b(?:insert(?:ed)?|substituted?|add(?:ed)?|replace[^.;]*\b(?:with|by))\b"
    r"(?:(?:[^.;\ue000-\uf8ff]|\.(?=\d))*[–—:-]\s*|(?!.*\b(?:comma|stop|colon|semi-?colon)\b)"
    r"[\s,]*(?:(?:the following|as|a|new)\s*)*(?:[a-z-]+\s*)?)$",
    re.I,
)
_TAIL = 600  # the characters at the end of an instruction among which the verb that awaits blocks must stand
_OPENING = re.compile(r"\s*[“„\"‘]")
_CLOSING = re.compile(r"[”\"’]\s*[.,;:]*\s*(?:and|or)?\s*[.,;]?\s*$")
_SENTENCE = re.compile(r"[.;:,”\"’)](?:\s*(?:and|or))?\s*$|\b(?:and|or)\s*$")
_END = re.compile(
    r"signed (?:by|for)\b|signature\b|explanatory (?:note|memorandum)\b|notes?$|\(this note is not part", re.I
)
_AMENDED = re.compile(r"\b(?:is|are|shall be) amended (?:as follows|in accordance with|as set out)\b")
_PREAMBLE = re.compile(
    r"(?:(?:section |part )?\d{1,2}\.?\s+)?(?:preamble|recitals?|"
    r"(?:citation|commencement|extent|introduction|background)"
    r"(?:(?:,| and|, and) (?:citation|commencement|extent|application|interpretation))*)\s*$",
    re.I,
)
_SECTION = re.compile(r"(?:section |part )?(\d{1,2})\.?\s+\D", re.I)


@dataclass(frozen=True, slots=True)
class Instruction:
    """A numbered instruction: `number` is cited (`2.9(a)`), `printed` as the source has it (`(a)`).

    `line` are its words, `payload` the blocks it inserts; `unclosed` says that they open with a
    quotation mark that nothing closes.
    """

    number: str
    num: str
    printed: str
    line: Line
    items: tuple["Instruction", ...] = ()
    payload: tuple[Block, ...] = ()
    unclosed: bool = False
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    """The number a block begins with; `level` 0 for `2.3` and `4.`, 1 for items."""

    level: int
    num: str
    printed: str
    rest: Line


def segments(blocks: Sequence[Block]) -> tuple[Block | Instruction, ...]:
    """The blocks in order, those of an instruction as one."""
    return _told_apart(_Walk(tuple(blocks)).run())


def _told_apart(parts: tuple[Block | Instruction, ...]) -> tuple[Block | Instruction, ...]:
    """Paragraphs `(3)` that begin anew under every heading belong to regulations whose number is not printed.

    They are cited with it, as the instrument itself does: `4(3)` is the third under the fourth heading.
    """
    figures = [part.number for part in parts if isinstance(part, Instruction) and _FIGURE.match(part.printed)]
    if len(set(figures)) == len(figures):
        return parts
    levels = [part.level for part in parts if isinstance(part, Block) and part.style == "heading" and part.level != 1]
    told: list[Block | Instruction] = []
    regulation = 0
    for part in parts:
        if isinstance(part, Block):
            regulation += part.style == "heading" and part.level == min(levels, default=0)
            told.append(part)
        else:
            told.append(_cited(part, f"{regulation}({part.num})") if _FIGURE.match(part.printed) else part)
    return tuple(told)


def _cited(instruction: Instruction, number: str) -> Instruction:
    items = tuple(_cited(item, f"{number}({item.num})") for item in instruction.items)
    return replace(instruction, number=number, items=items)


def _whole(block: Block) -> str:
    if block.cells:
        return "\n".join(_whole(cell) for cell in block.cells)
    return f"{block.marker} {block.text}".strip() if block.marker else block.text.strip()


def _head(block: Block) -> _Head | None:
    """The number at the start of a paragraph or item, in its margin or its text."""
    if block.cells or block.style == "note":
        return None
    line = joined(lines_of(block), "\n")
    top = _TOP.match(line.marker or line.text)
    item = None if top else _ITEM.match(line.marker or line.text)
    match = top or item
    if match is None:
        return None
    num = next(value for value in match.groupdict().values() if value)
    rest = replace(line, marker="") if line.marker else line.after(match.end())
    if not line.marker and len(line.text) == match.end():
        return None
    return _Head(0 if top else 1, num, match.group().strip(), rest)


class _Walk:
    """Goes through the blocks once."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.at = 0
        self.found: list[Block | Instruction] = []
        self.section_level = 0
        self.preamble = ""
        self.first = _first_amending(self.blocks)

    def run(self) -> tuple[Block | Instruction, ...]:
        while self.at < len(self.blocks):
            block = self.blocks[self.at]
            head = _head(block)
            if block.style == "heading":
                self._preamble(block)
                self.section_level = block.level if _SECTION.match(block.text) else self.section_level
            if head and not self._before(head) and self._instructs(head):
                self.found.append(replace(self._instruction(head, (), "")[0], block=block))
            else:
                self.found.append(block)
                self.at += 1
        return tuple(self.found)

    def _preamble(self, block: Block) -> None:
        """A preamble goes on to the next section; one whose heading has no number, to the next heading."""
        numbered = bool(_SECTION.match(block.text))
        if _PREAMBLE.match(block.text):
            self.preamble = "numbered" if numbered else "plain"
        elif numbered or self.preamble == "plain":
            self.preamble = ""

    def _before(self, head: _Head) -> bool:
        """Whether a block stands in the preamble, or in a section before the one that says what is amended."""
        if self.preamble or head.level or "." not in head.num:
            return bool(self.preamble)
        return bool(self.first) and _dotted(head.num)[0] < self.first

    def _instructs(self, head: _Head) -> bool:
        """Whether a numbered block amends, by itself or in the items below it."""
        if head.level and not _FIGURE.match(head.printed):
            return False
        if amends(head.rest.text):
            return True
        if not _LEAD.search(head.rest.text) and not head.rest.text.startswith("(1)"):
            return False
        return self._items_amend(head)

    def _items_amend(self, head: _Head) -> bool:
        for block in self.blocks[self.at + 1 :]:
            below = _head(block)
            if below is None or below.level == 0 or (head.level and _FIGURE.match(below.printed)):
                return False
            if amends(below.rest.text):
                return True
        return False

    def _instruction(self, head: _Head, opened: tuple[str, ...], parent: str) -> list[Instruction]:
        """The instruction of a block with its items and payload; several where items are run together."""
        self.at += 1
        found = []
        pieces = _beside(head)
        for place, piece in enumerate(pieces):
            number = f"{parent}({piece.num})" if parent else piece.num
            line, inline = _below(piece.rest, number)
            made = Instruction(number, piece.num, piece.printed, line, tuple(inline))
            found.append(self._filled(made, (*opened, piece.num)) if place == len(pieces) - 1 else made)
        return found

    def _filled(self, instruction: Instruction, opened: tuple[str, ...]) -> Instruction:
        """The same instruction with the blocks that follow it: a payload, or items of its own."""
        if instruction.items:
            last = self._filled(instruction.items[-1], (*opened, instruction.items[-1].num))
            more = self._siblings(opened, instruction.number, last.num)
            return replace(instruction, items=(*instruction.items[:-1], last, *more))
        text = set_aside(instruction.line.text).text
        if _AWAITS.search(text[-_TAIL:]):
            end, unclosed = self._extent(opened)
            taken = self.blocks[self.at : end]
            self.at = end
            return replace(instruction, payload=taken, unclosed=unclosed)
        if _LEAD.search(text) or not text.strip():
            return replace(instruction, items=self._siblings(opened, instruction.number, ""))
        return instruction

    def _siblings(self, opened: tuple[str, ...], number: str, last: str) -> tuple[Instruction, ...]:
        """The items that follow under an instruction; `last` is the one read already."""
        found: list[Instruction] = []
        while self.at < len(self.blocks):
            head = _head(self.blocks[self.at])
            if head is None or head.level == 0 or not _follows(head.num, last):
                break
            if not last and len(opened) > 1 and styles(head.num) == styles(opened[-1]):
                break
            found.extend(self._instruction(head, opened, number))
            last = found[-1].num
        return tuple(found)

    def _extent(self, opened: tuple[str, ...]) -> tuple[int, bool]:
        """Where the payload that begins here ends, and whether its quotation is never closed."""
        places = range(self.at, len(self.blocks))
        stop = next((n for n in places if self._stops(n, opened) and self._may_stop(n)), len(self.blocks))
        opening = _whole(self.blocks[self.at]) if self.at < len(self.blocks) else ""
        if not _OPENING.match(opening) or names_a_term(opening):
            return self._trimmed(self._rows(stop), stop), False
        closed = self._closed()
        if closed is not None and (closed <= stop or not amends(_whole(self.blocks[stop]))):
            return closed, False
        return self._trimmed(stop, stop), True

    def _may_stop(self, n: int) -> bool:
        """The first block is what is inserted, whatever its number, unless it amends itself."""
        return n > self.at or self.blocks[n].style == "heading" or amends(_whole(self.blocks[n]))

    def _closed(self) -> int | None:
        """After the block that closes the quotation; further quotations that follow at once belong to it."""
        depth, straight = 0, 0
        for n in range(self.at, len(self.blocks)):
            text = _whole(self.blocks[n])
            depth += balance(text)
            straight += text.count('"')
            if depth > 0 or straight % 2 or not _CLOSING.search(text):
                continue
            following = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
            if following is None or not _OPENING.match(_whole(following)):
                return n + 1
            depth = 0
        return None

    def _rows(self, stop: int) -> int:
        """The end of a run of rows without quotation marks; any other payload goes on to the stop."""
        if self.at >= len(self.blocks) or self.blocks[self.at].style != "row":
            return stop
        end = self.at
        for n in range(self.at, stop):
            if self.blocks[n].style == "row":
                end = n + 1
            elif self.blocks[n].style != "note":
                break
        return end

    def _trimmed(self, end: int, stop: int) -> int:
        """Headings right before the next instruction are the instrument's; so are footnotes and signatories."""
        while end > self.at and _is_apart(self.blocks[end - 1]):
            end -= 1
        return end if end > self.at else stop

    def _stops(self, n: int, opened: tuple[str, ...]) -> bool:
        """Whether a block belongs to the instrument and not to what is inserted."""
        block = self.blocks[n]
        text = _whole(block)
        if _END.match(text) and not block.cells:
            return True
        if block.style == "heading":
            section = _SECTION.match(text)
            own = opened[0].partition(".")[0]
            return bool(section and own.isdigit() and "." in opened[0] and int(section[1]) == int(own) + 1)
        head = _head(block)
        if head is None:
            return False
        if head.level == 0:
            return _comes_after(head.num, opened[0])
        return any(_succeeds(head.num, num) for num in opened[1:]) or (
            not opened[0][0].isalpha() and _FIGURE.match(head.printed) is not None and _succeeds(head.num, opened[0])
        )


def _first_amending(blocks: tuple[Block, ...]) -> int:
    """The section whose paragraph says that a work "is amended as follows"; 0 where none with a dotted number does."""
    for block in blocks:
        head = _head(block)
        if head and head.level == 0 and "." in head.num and _AMENDED.search(head.rest.text):
            return _dotted(head.num)[0]
    return 0


def _is_apart(block: Block) -> bool:
    """A heading, a footnote, or a line that is no sentence and has no number: a name, a date."""
    if block.style in ("heading", "note"):
        return True
    return block.style == "para" and not block.marker and _head(block) is None and not _SENTENCE.search(block.text)


def _beside(head: _Head) -> list[_Head]:
    """An item and those that follow it in the same block: "(i) for ...; and (ii) in ..."."""
    if head.level == 0:
        return [head]
    return [_Head(1, num, printed, line) for num, printed, line in _cut(head.rest, (head.num, head.printed))]


def _below(line: Line, number: str) -> tuple[Line, list[Instruction]]:
    """Items run together with the words before them: "In Schedule 3: (a) ...; (b) ..."."""
    pieces = _cut(line, None)
    items = [Instruction(f"{number}({num})", num, printed, piece) for num, printed, piece in pieces[1:]]
    return pieces[0][2], items


def _cut(line: Line, own: tuple[str, str] | None) -> list[tuple[str, str, Line]]:
    """A text at the enumerators that go on counting; the first piece is `own` or has no number."""
    covered = set_aside(line.text).covered
    last, printed = own or ("", "")
    start, found = 0, []
    if own is None and (first := _ITEM.match(covered)):
        found.append(("", "", line.cut(0, 0)))
        last, printed, start = first["number"] or first["figure"], first.group(), first.end()
    for match in _INLINE.finditer(covered, start):
        num = match[1].strip("()")
        if _follows(num, last) and (last or _lead_here(covered, match)):
            found.append((last, printed, line.cut(start, match.end())))
            last, printed, start = num, match[1], match.end() + len(match[1])
    return [*found, (last, printed, line.cut(start, len(line.text)))]


def _lead_here(covered: str, match: re.Match[str]) -> bool:
    return covered[match.start()] in "–—:" and not amends(covered[: match.start()])


def _follows(num: str, last: str) -> bool:
    """Whether an enumerator can come after another; after none, whether it can be the first."""
    if not last:
        return num in ("a", "i", "1", "2", "aa")
    return _succeeds(num, last)


def _succeeds(num: str, last: str) -> bool:
    if num[0].isdigit() and last[0].isdigit():
        return _value(num) in (_value(last), _value(last) + 1) and num != last
    if not styles(num) & styles(last):
        return False
    if "roman" in styles(num) & styles(last) and _roman(num) == _roman(last) + 1:
        return True
    return (len(num) == len(last) == 1 and ord(num) == ord(last) + 1) or (last, num) == ("z", "aa")


def _comes_after(num: str, last: str) -> bool:
    """`2.4` or `2.10` after `2.3`, `3.1` too; `6` after `5`."""
    if "." in last:
        return "." in num and num[0].isdigit() and _dotted(last) < _dotted(num) <= _beyond(_dotted(last))
    return "." not in num and _value(num) == _value(last) + 1


def _dotted(number: str) -> tuple[int, ...]:
    return tuple(_value(part) for part in number.split("."))


def _beyond(number: tuple[int, ...]) -> tuple[int, ...]:
    """The last number that may come next: two further on, or anywhere early in the next section."""
    return max((*number[:-1], number[-1] + 2), (number[0] + 1, 1))


def _value(number: str) -> int:
    digits = re.match(r"\d+", number)
    return int(digits.group()) if digits else 0


def _roman(number: str) -> int:
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    figures = [values.get(letter, 0) for letter in number]
    return sum(-a if a < b else a for a, b in zip(figures, [*figures[1:], 0], strict=True))
