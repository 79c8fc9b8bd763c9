"""The other half of the instruction proof: what stands among instructions and is nothing that stands there.

Beside instructions and what they insert, an instrument has headings, notes, signatures, leads ("is
amended as follows") and provisions of its own (commencement, savings, modifications, citation). Any
other text behind an instruction may be the rest of what one inserts, or an instruction nobody saw.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.drafting import announces
from corpus.effect import Effect
from corpus.work import Repair
from parser.amendments.heads import head_of
from parser.amendments.instruction import Instruction
from parser.drafting.lead_in import in_heading
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
_JOINS = re.compile(r"[,;]?\s*(?:and|or)\s*[,;]?", re.I)


def unplaced(parts: Sequence[Block | Instruction]) -> tuple[Repair, ...]:
    """A repair for every text behind an instruction that is nothing which stands there."""
    return tuple(_behind(parts))


def _behind(parts: Sequence[Block | Instruction]) -> Iterator[Repair]:
    last = ""
    for part in parts:
        if isinstance(part, Instruction):
            last = part.number
        elif part.style == "heading" or _END.match(part.text):
            last = ""
        elif last and not _may_stand(part):
            yield Repair(
                "no_instruction", last, f"text behind it is neither an instruction nor inserted: {_start(part)}"
            )


def _may_stand(block: Block) -> bool:
    """Whether a block is a note, a name, a lead, or a provision of the instrument's own."""
    text = printed(block).strip()
    if block.style == "note" or block.header or announces(text) or in_heading(text) or _OWN.search(text):
        return True
    numbered = bool(block.marker) or block.style == "item" or head_of(block) is not None
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


def _start(block: Block) -> str:
    text = " ".join(printed(block).split())
    return f"“{text[:100]}…”" if len(text) > 100 else f"“{text}”"
