"""What a block of an instrument shows by itself: its whole text, a quotation, a row that amends, a line apart."""

import re
from typing import NamedTuple

from corpus.drafting import announces
from parser.amendments.heads import dotted, head_of
from parser.amendments.payload import names_a_term
from parser.codes.lines import Line, joined, lines_of
from parser.drafting.lead_in import MEASURE_NUMBER, names_a_place
from parser.drafting.verbs import commands
from parser.readers.blocks import Block

_OPENING = re.compile(r"\s*(?:[“„\"‘]|'(?=\S))")
_SENTENCE = re.compile(r"[.;:,”\"’)](?:\s*(?:and|or))?\s*$|\b(?:and|or)\s*$")
_DOTTED = re.compile(r"\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2})+(?:\([a-z0-9]{1,4}\))*")
_PLACES = re.compile(
    r"(?:paragraph|provision|measure|recommendation|clause|section)s?\b(?: (?:no\.?|number|ref\w*))?$", re.I
)
_UNIT = re.compile(
    r"(?:section|paragraph|part|schedule|annex|article|regulation|rule|measure|recommendation|table)s?\s+\S", re.I
)


def whole(block: Block) -> str:
    """The number in the margin and the text; the cells of a row, one line each."""
    if block.cells:
        return "\n".join(whole(cell) for cell in block.cells)
    return f"{block.marker} {block.text}".strip() if block.marker else block.text.strip()


def first_amending(blocks: tuple[Block, ...]) -> int:
    """The section whose paragraph says that a work "is amended as follows"; 0 where none with a dotted number does."""
    for block in blocks:
        head = head_of(block)
        if head and head.level == 0 and "." in head.num and announces(head.rest.text):
            return dotted(head.num)[0]
    return 0


def is_quoted(blocks: tuple[Block, ...]) -> bool:
    """Whether blocks open with a quotation mark around the whole, not around a term."""
    return bool(blocks) and _OPENING.match(whole(blocks[0])) is not None and not names_a_term(whole(blocks[0]))


class Row(NamedTuple):
    """A row that amends: the cell that orders, where it says so ("In paragraph 4,"), and the cells on both sides."""

    line: Line
    place: str
    before: str
    behind: tuple[Block, ...]


def row_of(block: Block, header: Block | None = None) -> Row | None:
    """The parts of a row that amends: "Paragraph 4 | omit “x”" is read as "In paragraph 4, omit “x”".

    A measure's number alone is a place too, "XYZ B1.2 | omit “x”"; a mere "4.2", which may be the row's own number,
    under a heading that says so. `header` is the row that heads the table.
    """
    texts = [joined(lines_of(cell), "\n") for cell in block.cells]
    ordering = [line for line in texts if commands(line.text)]
    if len(ordering) != 1:
        return None
    at = texts.index(ordering[0])
    before = [line.text.strip() for line in texts[:at]]
    heads = [cell.text.strip() for cell in header.cells] if header else []
    named = [_named(cell, heads[n : n + 1]) for n, cell in enumerate(before)]
    place = next((each for each in reversed(named) if each), "")
    if place and not _UNIT.match(place) and names_a_place(ordering[0].text):
        place = ""
    behind = tuple(cell for cell in block.cells[at + 1 :] if cell.text.strip())
    return Row(ordering[0], f"In {place}," if place else "", " ".join(filter(None, before)), behind)


def _named(cell: str, head: list[str]) -> str:
    """The place that a cell names, with the word for what it numbers where its column says that; empty where none."""
    if _UNIT.match(cell) or MEASURE_NUMBER.fullmatch(cell):
        return cell
    return f"paragraph {cell}" if _DOTTED.fullmatch(cell) and head and _PLACES.match(head[0]) else ""


def is_apart(block: Block) -> bool:
    """A heading, a footnote, or a line that is no sentence and has no number: a name, a date."""
    if block.style in ("heading", "note"):
        return True
    return block.style == "para" and not block.marker and head_of(block) is None and not _SENTENCE.search(block.text)


def is_entry(block: Block, listed: bool) -> bool:
    """A bullet; under a heading of a list any line that has no heading's level."""
    return block.style == "item" or (
        listed and (block.style == "para" or (block.style == "heading" and not block.level))
    )
