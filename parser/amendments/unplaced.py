"""The other half of the instruction proof: what stands among instructions and is nothing that stands there.

Beside instructions and what they insert, an instrument has headings, notes, signatures, leads ("is
amended as follows") and provisions of its own (commencement, savings, modifications, citation). Any
other text behind an instruction may be the rest of what one inserts, or an instruction nobody saw.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import count

from corpus.drafting import COMMENCES, announces, qualifies
from corpus.effect import Effect
from corpus.work import Repair
from parser.amendments.heads import head_of
from parser.amendments.instruction import Instruction
from parser.drafting.lead_in import in_heading, names_a_place
from parser.drafting.quotations import balance, set_aside
from parser.drafting.verbs import commands
from parser.readers.blocks import Block, printed

_OWN = re.compile(
    r"\b(?:these|this|the|that) (?:\w+ )?(?:regulations?|order|rules?|act|bill|directions?|determination|decision|"
    r"instrument|scheme|amendments?|modifications?|instructions?|notice|changes?|insertions?|substitutions?|repeals?)\b"
    r"|\bcom(?:es?|ing) into (?:force|effect|operation)\b|\bas if\b"
    r"|\b(?:may|is to|are to) be (?:cited|read|construed)\b"
    r"|\bnothing in\b|\bcontinues? to (?:apply|have effect)\b|\b(?:has|have|takes?) effect\b|\bappl(?:y|ies)\b"
    r"|\b(?:this|the following) (?:paragraph|section|regulation|article)\b|\bsavings?\b|\btransitional\b",
    re.I,
)
_END = re.compile(r"signed\b|signature\b|by order\b|dated?\b|given\b|done at\b|explanatory\b|\(this note\b", re.I)
_SENTENCE = re.compile(r"[.;,:”\"’)](?:\s*(?:and|or))?\s*$|\b(?:and|or)\s*$")
_FOOTNOTES = re.compile(r"(?:foot|end)?notes?\W*$", re.I)
_NUMBER = re.compile(r"\(?[A-Za-z]{0,5}\d{1,3}[A-Z]?(?:\.\d+)*[.):]?\s+")
_BULLET = re.compile(r"[•‣▪◦●○■□➢*|–—-]\s")
_NOTES = re.compile(r"(?:the )?explanatory (?:notes?|memorandum)\b|\(this note\b", re.I)
_QUOTES = re.compile(r"[“”„‘\"«»]|(?<!\w)'(?=\w)")
# What says how a text is to be read, and changes none.
_TELLS = re.compile(
    r"\bmeans?\b|\bincludes?\b|\bas if\b|\b(?:be|is|are) (?:read|construed)\b|\b(?:has|have) the (?:same )?meaning|"
    r"\b(?:refers?|referred) to\b|\bwould\b",
    re.I,
)
_JOINS = re.compile(r"[,;]?\s*(?:and|or)\s*[,;]?", re.I)
_NEITHER = "text behind it is neither an instruction nor inserted"
_LONGEST_PLACE = 40  # characters of a cell that names a place and says nothing of it


_GOES_ON = "its quotation is not closed, and goes on behind it"


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A text that may be an instruction nobody read; `order` where it looks like one, with a number of its own."""

    at: str
    text: str
    order: bool = False


_MARKED = re.compile(r"^\s*(?:\[\w{1,3}\]|\(\w{1,3}\)|[*†‡]|\d{1,3}\b\.?)\s*")
"""What a note begins with: the mark that ties it."""


def unplaced(parts: Sequence[Block | Instruction], executed: Set[str]) -> tuple[Repair, ...]:
    """A repair for every text among instructions or behind them that is nothing which stands there.

    `executed` are the numbers of the instructions that declare something, or are told as not understood.
    """
    found = (doubt for doubt in _doubts(parts, executed) if not doubt.order)
    return tuple(Repair("no_instruction", doubt.at, f"{_NEITHER}: {_start(doubt.text)}") for doubt in found)


def unread(parts: Sequence[Block | Instruction], executed: Set[str], work: str | None) -> tuple[Effect, ...]:
    """Texts that look like instructions and are read as none, as instructions that are not understood.

    One whose number is that of an instruction is cited by its place behind it: `2.3/~~1`.
    """
    found, taken = list[Effect](), set(executed)
    for doubt in _doubts(parts, executed):
        if doubt.order:
            free = (f"{doubt.at}/~~{n}" for n in count(1))
            number = doubt.at if doubt.at not in taken else next(each for each in free if each not in taken)
            taken.add(number)
            found.append(Effect(number, "not understood", work, text=doubt.text, residue=doubt.text))
    return tuple(found)


def whole(effects: Sequence[Effect], parts: Sequence[Block | Instruction], executed: Set[str]) -> tuple[Effect, ...]:
    """The effects; those of an instruction whose quotation ends in a text behind it, refused.

    "insert “or" and, on the next line, "(d) amber,”": an instruction is executed whole or not at all.
    """
    torn = {doubt.at for doubt in _doubts(parts, executed) if balance(doubt.text) < 0}
    return tuple(
        Effect(effect.instruction, "not understood", effect.work, text=effect.text, residue=_GOES_ON)
        if torn & {effect.instruction, "~"} and set_aside(effect.text).unclosed
        else effect
        for effect in effects
    )


def _doubts(parts: Sequence[Block | Instruction], executed: Set[str]) -> Iterator[_Doubt]:
    last, notes = "", False
    to = max((n for n, part in enumerate(parts) if isinstance(part, Instruction)), default=0)
    for n, part in enumerate(parts):
        if isinstance(part, Instruction):
            last = part.number
            yield from (_Doubt(item.number, item.line.text, True) for item in _idle(part, executed))
            continue
        text = printed(part)
        notes = notes or _NOTES.match(text) is not None
        heading = part.style == "heading" and not _QUOTES.search(text)
        if notes or _END.match(text) or (heading and (n > to or _FOOTNOTES.match(text))):
            last = ""
        elif _is_lead(part):
            last = _number(part)
        elif not heading and _looks_like_an_order(part):
            head = head_of(part)
            yield _Doubt(head.num if head else last or "~", text, True)
        elif last and not heading and not _may_stand(part):
            yield _Doubt(last, text)


def _idle(instruction: Instruction, executed: Set[str]) -> Iterator[Instruction]:
    """The items, and items of items, of which nothing was made."""
    for item in instruction.items:
        yield from _idle(item, executed)
        text = item.line.text
        idle = not item.items and item.number not in executed
        if idle and not (announces(text) or _JOINS.fullmatch(text.strip()) or _saves(text)):
            yield item


def _saves(text: str) -> bool:
    """Whether an item says for which cases, or from when, its neighbours hold: it orders and quotes nothing."""
    says = qualifies(text) or COMMENCES.search(text) is not None
    return says and not (commands(text) or names_a_place(text) or _QUOTES.search(text))


def _looks_like_an_order(block: Block) -> bool:
    """Whether a block orders a change, or names a place and quotes words, or is a row that begins with a place.

    A note that orders one in so many words, at a place that it names, is no note on what the instrument does.
    """
    if block.header:
        return False
    if block.style == "note":
        said = _MARKED.sub("", printed(block), count=1)
        return commands(said) and names_a_place(said)
    first, *others = [cell for cell in block.cells if printed(cell).strip()] or [block]
    text = printed(block)
    if others:
        return names_a_place(printed(first)) and len(printed(first)) < _LONGEST_PLACE
    bare = _NUMBER.sub("", text, count=1)
    placed = names_a_place(text) or names_a_place(bare)
    return commands(bare) or (placed and _QUOTES.search(text) is not None and not _TELLS.search(text))


def _may_stand(block: Block) -> bool:
    """Whether a block is a note, a name, a lead, or a provision of the instrument's own."""
    text = printed(block).strip()
    if block.style == "note" or block.header or announces(text) or in_heading(text) or _OWN.search(text):
        return True
    listed = bool(block.marker) or block.style == "item" or _BULLET.match(text) is not None
    numbered = listed or _QUOTES.search(text) is not None or head_of(block) is not None
    return _JOINS.fullmatch(text) is not None or not (numbered or _SENTENCE.search(text)) or not text


def unanswered(parts: Sequence[Block | Instruction], work: str | None) -> tuple[Effect, ...]:
    """Leads ("is amended as follows") below which text stands and no instruction: what is amended was not seen."""
    at = [n for n, part in enumerate(parts) if _is_lead(part)]
    found = []
    for start, end in zip(at, [*at[1:], len(parts)], strict=False):
        below = [part for part in parts[start + 1 : end] if isinstance(part, Instruction) or _is_text(part)]
        if any(isinstance(part, Instruction) for part in below) or (not below and end < len(parts)):
            continue
        text = _words(parts[start])
        residue = "nothing below it is read as an instruction"
        found.append(Effect(_number(parts[start]), "not understood", work, text=text, residue=residue))
    return tuple(found)


def _is_lead(part: Block | Instruction) -> bool:
    if isinstance(part, Instruction):
        return announces(part.line.text) and not part.items and not part.payload
    return part.style not in ("note", "heading") and not part.header and announces(part.text)


def _is_text(block: Block) -> bool:
    return block.style not in ("note", "heading") and bool(printed(block).strip())


def _words(part: Block | Instruction) -> str:
    return part.line.text if isinstance(part, Instruction) else part.text


def _number(part: Block | Instruction) -> str:
    if isinstance(part, Instruction):
        return part.number
    head = head_of(part)
    return head.num if head else "~lead"


def _start(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text[:100]}…”" if len(text) > 100 else f"“{text}”"
