"""An amending instrument cut into instructions: number, words, items, and the blocks each inserts.

What is inserted is never delimited by quotation marks alone: an opening mark that nothing closes
ends at the next instruction, the signature, the footnotes or the end, and is recorded.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.drafting import announces
from corpus.enumerators import likely_styles
from parser.amendments.block_forms import first_amending, is_apart, is_entry, is_quoted, row_of, whole
from parser.amendments.change_tables import change_row
from parser.amendments.heads import FIGURE, Head, comes_after, dotted, follows, head_of, succeeds
from parser.amendments.instruction import Instruction, of_row, told_apart
from parser.amendments.listed_entries import leads_to_lists, under_heading
from parser.amendments.payload import reopened
from parser.amendments.run_together import beside, items_below
from parser.codes.lines import joined, lines_of
from parser.drafting.quotations import balance, set_aside
from parser.drafting.verbs import amends, commands
from parser.readers.blocks import Block

_LEAD = re.compile(r"(?:[–—:-]|\bas follows\.)\s*$")
_AWAITS = re.compile(
    r"\b(?:insertion|substitution|addition)\b(?:[^.;\ue000-\uf8ff]|\.(?=\d))*[–—:-]\s*$|"
    r"\b(?:insert(?:ed|ing)?|substitut(?:ed?|ing)|add(?:ed|ing)?|replace(?:[^.;]|\.(?=\d))*\b(?:with|by)|read)\b"
    r"(?:(?:[^.;\ue000-\uf8ff]|\.(?=\d))*[–—:-]\s*|(?!.*\b(?:comma|stop|colon|semi-?colon)\b)"
    r"[\s,]*(?:(?:the following|as|a|new)\s*)*(?:[a-z-]+\s*)?)$",
    re.I,
)
_LEADS_ON = re.compile(r"[–—:]\s*$")
_TAIL = 600  # the characters at the end of an instruction among which the verb that awaits blocks must stand
_OPENING = re.compile(r"\s*(?:[“„\"‘]|'(?=\S))")
_CLOSING = re.compile(r"[”\"’']\s*[.,;:]*\s*(?:and|or)?\s*[.,;]?\s*$")
_END = re.compile(
    r"signed (?:by|for)\b|signature\b|explanatory (?:note|memorandum)\b|notes?$|\(this note is not part", re.I
)
_NOTES = re.compile(r"(?:the )?explanatory (?:notes?|memorandum)\b", re.I)
_ENDED = re.compile(r"[.!?][”’\"']?\s*$")
_PREAMBLE = re.compile(
    r"(?:(?:section |part )?\d{1,2}\.?\s+)?(?:preamble|recitals?|"
    r"(?:citation|commencement|extent|introduction|background)"
    r"(?:(?:,| and|, and) (?:citation|commencement|extent|application|interpretation))*)\s*$",
    re.I,
)
_ELSEWHERE = "it stands in a note or a preamble"
_UNFINISHED = re.compile(r"[;,]\s*and\s*$")
_JOINING = re.compile(r"[,;]?\s*(?:and|or)\s*[,;]?", re.I)
_SECTION = re.compile(r"(?:section |part )?(\d{1,2})\.?\s+\D", re.I)


def segments(blocks: Sequence[Block]) -> tuple[Block | Instruction, ...]:
    """The blocks in order, those of an instruction as one."""
    return told_apart(_Walk(tuple(blocks)).run())


class _Walk:
    """Goes through the blocks once."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.at = 0
        self.found: list[Block | Instruction] = []
        self.section_level = 0
        self.section = 0
        self.header: Block | None = None
        self.preamble = ""
        self.notes = False
        self.last = ""
        self.unnumbered = 0
        self.doubtful_to = 0
        self.first = first_amending(self.blocks)

    def run(self) -> tuple[Block | Instruction, ...]:
        while self.at < len(self.blocks):
            block = self.blocks[self.at]
            head = self._head(block)
            if block.style == "heading":
                self._heading(block)
            if made := self._numbered(block, head) or self._alone(block, head):
                doubtful = made.doubtful or self._goes_on_with(head)
                self.found.append(replace(made, block=block, doubtful=doubtful))
            else:
                self.found.append(block)
                self.at += 1
            self.last = head.num if head and head.level == 0 else self.last
        return tuple(self.found)

    def _goes_on_with(self, head: Head | None) -> str:
        """Why a number may be a misprint: the list before it ends in "and", and this goes on in small letters."""
        before = self.found[-1] if self.found else None
        if head is None or not isinstance(before, Instruction) or not before.items or not head.rest.text[:1].islower():
            return ""
        last = before.items[-1]
        while last.items:
            last = last.items[-1]
        ending = whole(last.payload[-1]) if last.payload else last.line.text
        return "it may be the next item of the list before it" if _UNFINISHED.search(ending) else ""

    def _head(self, block: Block) -> Head | None:
        return head_of(block, self.last, bare=block.style != "heading" and self._may_amend(block))

    def _may_amend(self, block: Block) -> bool:
        return bool(amends(block.text) or announces(block.text) or _LEAD.search(block.text))

    def _numbered(self, block: Block, head: Head | None) -> Instruction | None:
        """The instruction of a block that begins with a number of the instrument's."""
        if head is None or self.notes or self._before(head) or not self._instructs(head):
            return None
        if block.style == "heading" and not (amends(block.text) or _LEAD.search(block.text)):
            return None
        return self._instruction(head, (), "")[0]

    def _alone(self, block: Block, head: Head | None) -> Instruction | None:
        """The instruction of a block that orders an amendment without a number that counts, or in a row of a table."""
        first = block.header or self.header is None
        self.header = (block if first else self.header) if block.cells else None
        if block.style in ("heading", "note") or block.header:
            return None
        if changing := self._changing(block):
            return changing
        row = row_of(block, self.header) if block.cells else None
        own = head.rest if head else joined(lines_of(block), "\n")
        line = row.line if row else None if block.cells else own
        if line is None or not commands(line.text):
            return None
        self.at += 1
        self.unnumbered += head is None
        orphan = f"{self.last}({head.num})" if head and head.level else ""
        number = orphan or (head.num if head else f"{self.last}/~{self.unnumbered}".lstrip("/"))
        doubtful = "an item of a list that cannot be told" if orphan else ""
        doubtful = _ELSEWHERE if self.notes or self.preamble else doubtful
        own, inline = items_below(line, number)
        made = Instruction(number, head.num if head else "", head.printed if head else "", own, tuple(inline))
        if row:
            made = replace(made, place=row.place, beside=row.before, behind=row.behind)
        return replace(self._filled(made, (self.last or "0",)), doubtful=doubtful)

    def _changing(self, block: Block) -> Instruction | None:
        """The instruction of a row under "Paragraph | Current text | New text"."""
        row = change_row(block, self.header) if block.cells else None
        if row is None:
            return None
        self.at, self.unnumbered = self.at + 1, self.unnumbered + 1
        doubtful = _ELSEWHERE if self.notes or self.preamble else ""
        return of_row(f"{self.last}/~{self.unnumbered}".lstrip("/"), block, row, doubtful)

    def _heading(self, block: Block) -> None:
        self.notes = self.notes or _NOTES.match(block.text) is not None
        self._preamble(block)
        if section := _SECTION.match(block.text):
            self.section_level, self.section = block.level, int(section[1])

    def _preamble(self, block: Block) -> None:
        """A preamble goes on to the next section; one whose heading has no number, to the next heading."""
        numbered = bool(_SECTION.match(block.text))
        if _PREAMBLE.match(block.text):
            self.preamble = "numbered" if numbered else "plain"
        elif numbered or self.preamble == "plain":
            self.preamble = ""

    def _before(self, head: Head) -> bool:
        """Whether a block stands in the preamble, or in a section before the one that says what is amended."""
        if self.preamble or head.level or "." not in head.num:
            return bool(self.preamble)
        return bool(self.first) and dotted(head.num)[0] < self.first

    def _instructs(self, head: Head) -> bool:
        """Whether a numbered block amends, by itself or in the items below it."""
        if head.level and not FIGURE.match(head.printed):
            return False
        text = head.rest.text
        if amends(text):
            return True
        open_ended = _LEAD.search(text) or text.startswith("(1)") or announces(text) or not _ENDED.search(text)
        return bool(open_ended) and self._items_amend(head)

    def _items_amend(self, head: Head) -> bool:
        for block in self.blocks[self.at + 1 :]:
            below = self._head(block)
            if below is None and self._is_bullet(block):
                if commands(block.text):
                    return True
                if block.style == "item":
                    continue
            if below is None or below.level == 0 or (head.level and FIGURE.match(below.printed)):
                return False
            if amends(below.rest.text):
                return True
        return False

    def _is_bullet(self, block: Block) -> bool:
        """A bullet, or a paragraph without a number: an item of a list if words above lead to it."""
        return block.style in ("item", "para") and not block.cells and not block.marker and head_of(block) is None

    def _instruction(self, head: Head, opened: tuple[str, ...], parent: str) -> list[Instruction]:
        """The instruction of a block with its items and payload; several where items are run together."""
        self.at += 1
        found = []
        pieces = beside(head)
        for place, piece in enumerate(pieces):
            number = f"{parent}({piece.num})" if parent else piece.num
            line, inline = items_below(piece.rest, number)
            made = Instruction(number, piece.num, piece.printed, line, tuple(inline))
            found.append(self._filled(made, (*opened, piece.num)) if place == len(pieces) - 1 else made)
        return found

    def _filled(self, instruction: Instruction, opened: tuple[str, ...]) -> Instruction:
        """The same instruction with the blocks that follow it: a payload, or items of its own."""
        if self.at <= self.doubtful_to:
            instruction = replace(instruction, doubtful="a quotation before it may not be closed")
        if instruction.items:
            last = self._filled(instruction.items[-1], (*opened, instruction.items[-1].num))
            more = self._siblings(opened, instruction.number, last.num)
            return replace(instruction, items=(*instruction.items[:-1], last, *more))
        text = set_aside(instruction.line.text).text
        if leads_to_lists(text) and (listed := self._siblings(opened, instruction.number, "")):
            return replace(instruction, items=listed)
        if _AWAITS.search(text[-_TAIL:]):
            end, unclosed = self._extent(opened)
            taken = self.blocks[self.at : end]
            doubtful = instruction.doubtful
            if unclosed and (closed := self._closed()) is not None and closed > end:
                self.doubtful_to, doubtful = closed, "where the quotation ends cannot be told"
            elif (unclosed or not is_quoted(taken)) and any(commands(whole(block)) for block in taken[1:]):
                doubtful = "what it inserts may hold another instruction"
            self.at = end
            return replace(instruction, payload=taken, unclosed=unclosed, doubtful=doubtful)
        if _LEAD.search(text) or not text.strip() or announces(text) or not amends(instruction.line.text):
            return replace(instruction, items=self._siblings(opened, instruction.number, ""))
        return instruction

    def _siblings(self, opened: tuple[str, ...], number: str, last: str) -> tuple[Instruction, ...]:
        """The items that follow under an instruction; `last` is the one read already."""
        found: list[Instruction] = []
        while self.at < len(self.blocks):
            block = self.blocks[self.at]
            head = self._head(block)
            if head is None and self._is_bullet(block) and commands(block.text) and not (last and not found):
                if found and found[-1].printed:
                    break
                found.append(self._bullet(block, number, len(found), opened))
                last = found[-1].num
                continue
            if head is None and found and (end := self._object_of(found[-1], last)) > self.at:
                found[-1] = replace(found[-1], payload=(*found[-1].payload, *self.blocks[self.at : end]))
                self.at = end
                continue
            if head is None and found and self._joins(last):
                found[-1] = replace(found[-1], behind=(block,))
                self.at += 1
                continue
            if head is None or head.level == 0 or not follows(head.num, last):
                break
            if not last and len(opened) > 1 and likely_styles(head.num) == likely_styles(opened[-1]):
                break
            found.extend(self._instruction(head, opened, number))
            last = found[-1].num
        return tuple(found)

    def _joins(self, last: str) -> bool:
        """Whether the line here is the "and" before the next item of a list."""
        following = self._head(self.blocks[self.at + 1]) if self.at + 1 < len(self.blocks) else None
        joining = _JOINING.fullmatch(self.blocks[self.at].text.strip()) is not None
        return joining and following is not None and following.level > 0 and follows(following.num, last)

    def _bullet(self, block: Block, number: str, index: int, opened: tuple[str, ...]) -> Instruction:
        """A bullet as an item: cited by its place as a letter."""
        self.at += 1
        num = chr(ord("a") + index % 26) * (1 + index // 26)
        own, inline = items_below(joined(lines_of(block), "\n"), f"{number}({num})")
        return self._filled(Instruction(f"{number}({num})", num, "", own, tuple(inline)), (*opened, num))

    def _object_of(self, item: Instruction, last: str) -> int:
        """Where the bullets end that say what an item is about: "(a) Under Strings:" and what stands below it."""
        end = self.at
        listed = under_heading(item.line.text)
        while end < len(self.blocks) and is_entry(self.blocks[end], listed) and head_of(self.blocks[end]) is None:
            end += 1
        following = self._head(self.blocks[end]) if end < len(self.blocks) else None
        goes_on = following is not None and following.level > 0 and follows(following.num, last)
        return end if goes_on or _LEAD.search(item.line.text) else self.at

    def _extent(self, opened: tuple[str, ...]) -> tuple[int, bool]:
        """Where the payload that begins here ends, and whether its quotation is never closed."""
        places = range(self.at, len(self.blocks))
        quoted = is_quoted(self.blocks[self.at : self.at + 1])
        stops = (n for n in places if self._stops(n, opened) and self._may_stop(n))
        stop = next((n for n in stops if quoted or not self._in_quotation(n)), len(self.blocks))
        if not quoted:
            return self._trimmed(self._rows(stop), stop), False
        closed = self._closed()
        if closed is not None and (closed <= stop or not self._orders(stop) or self._goes_on_after(closed, opened)):
            return closed, False
        return self._trimmed(stop, stop), True

    def _in_quotation(self, n: int) -> bool:
        """Whether a block stands in a quotation inside the payload, which closes before the next instruction."""
        depth = sum(balance(whole(block)) for block in self.blocks[self.at : n])
        for at in range(n, len(self.blocks)) if depth > 0 else ():
            if self._orders(at):
                return False
            depth += balance(whole(self.blocks[at]))
            if depth <= 0:
                return True
        return False

    def _orders(self, n: int) -> bool:
        """Whether the block that would end a payload is an instruction, or leads to some."""
        block = self.blocks[n]
        head = self._head(block)
        text = head.rest.text if head else whole(block)
        if amends(text) or head is None:
            return amends(text)
        at, self.at = self.at, n
        leads = self._instructs(head)
        self.at = at
        return leads

    def _goes_on_after(self, closed: int, opened: tuple[str, ...]) -> bool:
        """Whether the numbers after a closed quotation go on from the instruction that opened it."""
        for block in self.blocks[closed:]:
            head = self._head(block)
            if head and (head.level == 0 or opened[1:]):
                same = opened[0] if head.level == 0 else opened[-1]
                return (
                    succeeds(head.num, same)
                    if "." not in same
                    else comes_after(head.num, same)
                    and (dotted(head.num)[:-1] != dotted(same)[:-1] or dotted(head.num)[-1] == dotted(same)[-1] + 1)
                )
        return False

    def _may_stop(self, n: int) -> bool:
        """The first block is what is inserted, whatever its number, unless it amends itself."""
        return n > self.at or self.blocks[n].style == "heading" or amends(whole(self.blocks[n]))

    def _closed(self) -> int | None:
        """After the block that closes the quotation; further quotations that follow at once belong to it."""
        depth, straight = 0, 0
        for n in range(self.at, len(self.blocks)):
            text = whole(self.blocks[n])
            depth += balance(text) - (depth > 0 and reopened(text) and not self._awaited(n))
            straight += text.count('"')
            if depth > 0 or straight % 2 or not _CLOSING.search(text):
                continue
            following = self.blocks[n + 1] if n + 1 < len(self.blocks) else None
            if following is None or not _OPENING.match(whole(following)):
                return n + 1
            depth = 0
        return None

    def _awaited(self, n: int) -> bool:
        """Whether the block before awaits what it inserts: a mark that opens here opens a quotation of its own."""
        return _AWAITS.search(set_aside(whole(self.blocks[n - 1])).text[-_TAIL:]) is not None

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
        while end > self.at and is_apart(self.blocks[end - 1]):
            end -= 1
        leads = end > self.at and _LEADS_ON.search(whole(self.blocks[end - 1]))  # what it leads to is no signature
        return end if end > self.at and not leads else stop

    def _stops(self, n: int, opened: tuple[str, ...]) -> bool:
        """Whether a block belongs to the instrument and not to what is inserted."""
        block = self.blocks[n]
        text = whole(block)
        if _END.match(text) and not block.cells:
            return True
        if block.style == "heading":
            section = _SECTION.match(text)
            own = opened[0].partition(".")[0]
            dotted_own = int(own) if own.isdigit() and "." in opened[0] else 0
            return section is not None and int(section[1]) - 1 in (dotted_own or -1, self.section or -1)
        head = self._head(block)
        if head is None:
            return bool(opened[0] == (self.last or "0") and not block.cells and commands(text))
        if head.level == 0:
            return comes_after(head.num, opened[0])
        return any(succeeds(head.num, num) for num in opened[1:]) or (
            not opened[0][0].isalpha() and FIGURE.match(head.printed) is not None and succeeds(head.num, opened[0])
        )
