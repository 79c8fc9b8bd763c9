"""A table that sets the text of paragraphs beside the text they shall have: "Paragraph | Current text | New text".

Nothing in its rows orders anything: the heads of its columns do. A row is read as one effect, which puts the new
words in the place of the old ones: the execution finds the old words in the paragraph named, or refuses. What a row
does not say (whether a paragraph whose new text is "deleted" goes with its number, what "…" stands for) is refused.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from corpus.effect import Effect
from corpus.text import fold
from parser.amendments.effects import Source
from parser.drafting.clauses import read
from parser.drafting.location_phrases import PARAGRAPHS
from parser.drafting.number_phrases import singular
from parser.drafting.places import Memory
from parser.drafting.ranges import NotUnderstood
from parser.readers.blocks import Block, printed

_TEXT = r"(?:\s+(?:text|wording|words?|version|provision|paragraph|clause|rule|code|position|language))*"
_PLACES = re.compile(
    rf"(?:{'|'.join(PARAGRAPHS)}|section|measure|recommendation|reference|ref|number|no|part|place|location)s?\.?"
    r"(?: (?:no\.?|number|ref\w*|of the code))?(?:\s*/\s*\w+)?",
    re.I,
)
_OLD = re.compile(rf"(?:the )?(?:current|existing|old|original|present|previous|from|for){_TEXT}", re.I)
_NEW = re.compile(
    r"(?:the )?(?:(?:proposed )?(?:new|revised|amended|replacement|updated|substituted|corrected)|proposed|to|read)"
    rf"{_TEXT}",
    re.I,
)
_NUMBER = re.compile(r"[A-Z]{0,3}\d{1,3}[A-Z]?(?:\.\d{1,3}[A-Z]{0,2})*(?:\([a-z0-9]{1,4}\))*")
_NONE = re.compile(r"\W*(?:none|n/?a|not applicable|new(?: \w+)?)?\W*", re.I)
_GONE = re.compile(r"\W*(?:to be )?(?:deleted?|omitted|removed|revoked|repealed|withdrawn|none|n/?a)?\W*", re.I)
_LISTED = re.compile(r"[:;]\s+(?:and\s+|or\s+)?\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s|\n")
_SHORTENED = re.compile(r"…|\.\.\.")


class Change(NamedTuple):
    """What a row sets beside each other: the cell that names the place, the old and the new text."""

    place: str
    old: str
    new: str


class ChangeRow(NamedTuple):
    """A row read by the heads of its columns; `unit` is what the first column says it numbers."""

    change: Change
    unit: str
    at: int


def change_row(block: Block, header: Block | None) -> ChangeRow | None:
    """The change that a row of such a table declares; `at` is the cell with the old text. None for any other row."""
    found = _columns(header)
    if found is None or header is None or block is header or block.header or len(block.cells) != len(header.cells):
        return None
    place, old, new = (f"{cell.marker} {cell.text}".strip() for cell in (block.cells[n] for n in found))
    unit = singular(header.cells[found[0]].text.split()[0].strip(" .:/"))
    return ChangeRow(Change(place, old, new), unit if unit in PARAGRAPHS else "paragraph", found[1])


def change_rows(blocks: Iterable[Block]) -> int:
    """How many rows of a document declare a change by the heads of their columns."""
    header: Block | None = None
    count = 0
    for block in blocks:
        header = (block if block.header or header is None else header) if block.cells else None
        count += bool(block.cells) and change_row(block, header) is not None
    return count


def _columns(header: Block | None) -> tuple[int, int, int] | None:
    """Which columns name the place, the old text and the new; None unless each is one."""
    heads = [cell.text.strip(" .:") for cell in header.cells] if header else []
    found = [[n for n, head in enumerate(heads) if form.fullmatch(head)] for form in (_PLACES, _OLD, _NEW)]
    if any(len(each) != 1 for each in found):
        return None
    return found[0][0], found[1][0], found[2][0]


def changed(source: Source, row: ChangeRow, memory: Memory) -> tuple[Effect, ...]:
    """The effect of a row: the new text in the place of the old one; "not understood" with the reason for any other."""
    change, place = row.change, _place(row)
    own = re.compile(rf"{re.escape(change.place)}\.?\s+(?=\S)")
    old, new = own.sub("", change.old, count=1), own.sub("", change.new, count=1)
    try:
        _require_whole(old, new)
        places = read(f"In {place},", source.schemes, memory).places
        if not places or not all(at.label for at in places):
            raise NotUnderstood(f"which provision “{change.place}” is")
    except NotUnderstood as error:
        residue = str(error) or f"which provision “{change.place}” is"
        return (Effect(source.number, "not understood", source.work, text=source.text, residue=residue),)
    made = Effect(source.number, "words substituted", source.work, text=source.text, old_text=old, new_text=new)
    return tuple(
        replace(made, label=at.label, part=at.part, title=at.work or None, within=at.within, named=at.titles)
        for at in places
    )


def _place(row: ChangeRow) -> str:
    """The cell as a phrase: "3.2" under "Clause" is a clause; a dotted number is one paragraph's anyway."""
    place = row.change.place.strip(" .:")
    return f"{row.unit} {place}" if _NUMBER.fullmatch(place) else place


def _require_whole(old: str, new: str) -> None:
    """Raise NotUnderstood where the cells do not say, in running text, what is there and what shall be."""
    if _GONE.fullmatch(new):
        raise NotUnderstood("whether the provision goes with its number")
    if _NONE.fullmatch(old):
        raise NotUnderstood("where the new text goes")
    if _LISTED.search(old) or _LISTED.search(new):
        raise NotUnderstood("several paragraphs or a list in one cell")
    if _SHORTENED.search(old) or _SHORTENED.search(new):
        raise NotUnderstood("what the dots stand for")
    if fold(old) == fold(new):
        raise NotUnderstood("what is changed: both texts are the same")


def cells_printed(block: Block) -> str:
    """The cells of a row as printed, for a person who checks it."""
    return " | ".join(" ".join(text.split()) for text in map(printed, _filled(block.cells)))


def _filled(cells: Sequence[Block]) -> list[Block]:
    return [cell for cell in cells if printed(cell).strip()]
