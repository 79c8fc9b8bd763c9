"""An instruction as it stands in its instrument, and a number for each by which it can be cited."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from parser.amendments.change_tables import ChangeRow, cells_printed
from parser.amendments.heads import FIGURE
from parser.codes.lines import Line, joined, lines_of
from parser.readers.blocks import Block


@dataclass(frozen=True, slots=True)
class Instruction:
    """A numbered instruction: `number` is cited (`2.9(a)`), `printed` as the source has it (`(a)`).

    `line` are its words, `payload` the blocks it inserts; `unclosed` says that they open with a
    quotation mark that nothing closes; `doubtful` why it may not be an instruction, or end elsewhere; `behind` a line
    of its own with the "and" before the next item. In a row of a table `beside` are the words of the cells before the
    one that orders, `behind` the cells after it, and `place` what the former say ("In paragraph 4,"). `change` is what
    a row sets beside each other under heads that say "current text" and "new text".
    """

    number: str
    num: str
    printed: str
    line: Line
    items: tuple["Instruction", ...] = ()
    payload: tuple[Block, ...] = ()
    unclosed: bool = False
    block: Block | None = None
    doubtful: str = ""
    behind: tuple[Block, ...] = ()
    place: str = ""
    beside: str = ""
    change: ChangeRow | None = None

    @property
    def order(self) -> str:
        """What it orders, the place that its row names in front; the whole of a row that only sets two texts."""
        if self.change and self.block:
            return cells_printed(self.block)
        alone = _ALONE.fullmatch(self.line.text) if self.place.startswith("In ") else None
        if alone and not self.payload:  # "XYZ B1.2 | Delete": all of it
            return f"{alone[1]} {self.place.removeprefix('In ').rstrip(',')}."
        return f"{self.place} {self.line.text}".strip()


_ALONE = re.compile(r"(delete|omit|remove|repeal|revoke)(?: (?:in full|entirely|in its entirety))?\.?", re.IGNORECASE)


def of_row(number: str, block: Block, row: ChangeRow, doubtful: str) -> Instruction:
    """The instruction of a row that sets two texts beside each other."""
    before = " ".join(filter(None, (joined(lines_of(cell), "\n").text for cell in block.cells[: row.at])))
    behind = tuple(cell for cell in block.cells[row.at + 1 :] if cell.text.strip())
    line = joined(lines_of(block.cells[row.at]), "\n")
    return Instruction(number, "", "", line, beside=before, behind=behind, change=row, doubtful=doubtful)


def told_apart(parts: tuple[Block | Instruction, ...]) -> tuple[Block | Instruction, ...]:
    """Every instruction under a number of its own."""
    return _counted(_under_headings(parts))


def _counted(parts: tuple[Block | Instruction, ...]) -> tuple[Block | Instruction, ...]:
    """Numbers that begin anew under every heading: the second `1` is cited as `1~2`."""
    seen = Counter[str]()
    told: list[Block | Instruction] = []
    for part in parts:
        if isinstance(part, Instruction):
            seen[part.number] += 1
            count = seen[part.number]
            told.append(part if count == 1 else _cited(part, f"{part.number}~{count}"))
        else:
            told.append(part)
    return tuple(told)


def _under_headings(parts: tuple[Block | Instruction, ...]) -> tuple[Block | Instruction, ...]:
    """Paragraphs `(3)` that begin anew under every heading belong to regulations whose number is not printed.

    They are cited with it, as the instrument itself does: `4(3)` is the third under the fourth heading.
    """
    figures = [part.number for part in parts if isinstance(part, Instruction) and FIGURE.match(part.printed)]
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
            told.append(_cited(part, f"{regulation}({part.num})") if FIGURE.match(part.printed) else part)
    return tuple(told)


def _cited(instruction: Instruction, number: str) -> Instruction:
    items = tuple(_cited(item, f"{number}({item.num})") for item in instruction.items)
    return replace(instruction, number=number, items=items)
