"""The reading of an amending instrument: its provisions and the effects it declares.

The instrument's own text is parsed with the grammar of codes, each instruction standing as one
numbered provision; what an instruction inserts is read apart and stands under its effects.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.effect import Effect
from corpus.enumerators import PREFIX
from corpus.provision import Provision, walk
from corpus.text import letters
from corpus.work import Drop, Repair, Scheme
from parser.amendments.block_forms import whole
from parser.amendments.change_tables import changed
from parser.amendments.effects import Source, declared
from parser.amendments.instruction import Instruction
from parser.amendments.listed_entries import listed
from parser.amendments.payload import after_closing, payload
from parser.amendments.quotation_marks import in_curly_marks
from parser.amendments.run_together import parted
from parser.amendments.split import segments
from parser.amendments.tied import tied
from parser.amendments.unplaced import unanswered, unplaced, unread
from parser.amendments.unplaced import whole as whole_only
from parser.codes.grammar import structure
from parser.codes.labels import gaps
from parser.codes.schemes import NOT_PREFIXES, recognise
from parser.drafting.clauses import leads
from parser.drafting.lead_in import Lead, aliases, amended, in_heading, is_short_for, key, of_item, on_item
from parser.drafting.places import Memory
from parser.drafting.quotations import set_aside
from parser.readers.blocks import Block, printed

_STUB = "\uf8f0{}\uf8f1 stands for an instruction."
_IN_STUB = re.compile("\uf8f0(\\d+)\uf8f1")
_FOLLOWING = re.compile(
    r"\b(?P<in>in )?(?:each of )?the following "
    r"(?:provisions|paragraphs|sub-paragraphs|places|recommendations|measures)\b,?",
    re.I,
)
_NAMED = re.compile(
    rf"\b(?:Recommendation|[Mm]easure|paragraph)s? ({PREFIX})[ \u00a0]+[A-Z]{{0,2}}\d"
    rf"|(?:\b(?:for|to|of|after|before|omit)|^[“\"]?)\s*({PREFIX})[ \u00a0]+[A-Z]{{1,2}}\d"
)
_ENDS = re.compile(r"[\s.,;:–—-]+$")


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the grammar makes of an amending instrument; `amended` are the titles it says it amends."""

    provisions: tuple[Provision, ...]
    effects: tuple[Effect, ...]
    drops: tuple[Drop, ...] = ()
    repairs: tuple[Repair, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    amended: tuple[str, ...] = ()


def instrument(
    blocks: Sequence[Block],
    schemes: Sequence[Scheme] = (),
    *,
    amends: Sequence[str] = (),
    numbered: Scheme | None = None,
) -> Instrument:
    """Read an instrument's blocks. `amends` are the ids of the works it amends, where they are known.

    `numbered` is how the one work it amends is numbered: an instrument that prints no prefix means that one.
    Every block that is not furniture ends up in a provision, or in the content of an effect.
    """
    kept = parted(in_curly_marks([block for block in blocks if not block.rule]))
    shown = _schemes(kept, schemes) or ((numbered,) if numbered else ())
    reader = _Reader(shown, amends[0] if len(amends) == 1 else None)
    parts = segments(kept)
    made = structure([reader.stub(part) for part in parts], reader.schemes)
    provisions = _leads_labelled(tuple(reader.filled(node) for node in made.provisions))
    drops = tuple(Drop(block.rule, printed(block), block.span) for block in blocks if block.rule)
    titles = tuple(title for node in walk(provisions) if (title := amended_title(node.text)))
    effects = (*tied(reader.effects, provisions), *unanswered(parts, reader.work))
    executed = {effect.instruction for effect in effects}
    effects = (*whole_only(effects, parts, executed), *unread(parts, executed, reader.work))
    counted = (repair for repair in made.repairs if not repair.kind.startswith("numbering_"))  # of stubs, not of these
    repairs = (*counted, *gaps(provisions), *reader.repairs, *unplaced(parts, executed))
    return Instrument(provisions, effects, drops, repairs, reader.schemes, titles)


def _schemes(blocks: Sequence[Block], known: Sequence[Scheme]) -> tuple[Scheme, ...]:
    """The schemes the document shows, and those of the Recommendations its instructions name."""
    found = recognise(blocks, known)
    prefixes = {scheme.prefix for scheme in found}
    texts = [text for block in blocks for text in (block.cells[0].text if block.cells else block.text,)]
    named = Counter(match[1] or match[2] for text in texts for match in _NAMED.finditer(text))
    new = [Scheme(prefix) for prefix, _ in named.most_common() if prefix not in prefixes | NOT_PREFIXES]
    return (*found, *(next((s for s in known if s.prefix == scheme.prefix), scheme) for scheme in new))


def _leads_labelled(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The nodes; a number in front of a lead that the next instruction counts on from is an instruction's own."""
    found: list[Provision] = []
    for node in reversed(nodes):
        below = _leads_labelled(node.children) if node.children else ()
        after = found[-1].label if found and found[-1].kind == "paragraph" else None
        counts = node.kind == "subparagraph" and not node.label and (node.num or "").isdigit()
        leads = counts and after == str(int(node.num or 0) + 1)
        found.append(replace(node, kind="paragraph", label=node.num) if leads else replace(node, children=below))
    return tuple(reversed(found))


def amended_title(text: str) -> str | None:
    """The title of the code in "The … is amended as follows"; None for any other text."""
    lead = amended(text)
    return lead.title or None if lead else None


@dataclass(frozen=True, slots=True)
class _Context:
    """What was said before an instruction: the work amended, and the place that the instructions below start from.

    `within` says that a "(1)" said so: it holds up to the next "(1)", for its own section or regulation. `item` says
    that a line of its own did, "1 Section 3": it holds for the orders below that have no number.
    """

    title: str = ""
    place: str = ""
    within: bool = False
    item: bool = False


class _Reader:
    """Reads instructions one after the other; "that paragraph" looks back to the one before."""

    def __init__(self, schemes: tuple[Scheme, ...], work: str | None) -> None:
        self.schemes = schemes
        self.work = work
        self.memory = Memory(prefix=schemes[0].prefix if len(schemes) == 1 else "")
        self.waiting: list[tuple[Instruction, _Context]] = []
        self.effects: list[Effect] = []
        self.repairs: list[Repair] = []
        self.context = _Context()
        self.aliases: dict[str, str] = {}

    def stub(self, part: Block | Instruction) -> Block:
        """The block itself; for an instruction a short paragraph that stands for it in the grammar of codes."""
        first = (part.text if isinstance(part, Block) else part.printed).startswith("(1)")
        if first and self.context.within:
            self.context = _Context()
        if isinstance(part, Block):
            self._heard(part.text, heading=part.style == "heading")
            self.context = replace(self.context, within=self.context.within or first)
            return part
        if self.context.item and part.printed[:1].isdigit():
            self.context = replace(self.context, place="", item=False)
        self.waiting.append((part, self.context))
        if not part.items and not part.payload:
            self._heard(part.line.text)
            self.context = replace(self.context, within=self.context.within or first)
        assert part.block is not None
        text = _STUB.format(len(self.waiting) - 1)
        if not part.block.marker:
            text = f"{part.printed.rstrip(' —–')} {text}".strip()  # the dash of `4.—(1)` is no part of the number
        return replace(part.block, text=text, marks=(), cells=(), style="para")

    def _heard(self, text: str, heading: bool = False) -> None:
        """Keep what a text says about the instructions that follow it."""
        self.aliases |= aliases(text)
        lead = (in_heading(text) if heading else None) or amended(text) or of_item(text)
        if lead is None and self.context.place and _ITEM.match(text):
            self.context = replace(self.context, place="")  # the next item, whatever it is about
        if heading and (lead is None or not self.context.title or lead.title):
            self.context = replace(self.context, place="")
        if lead is None or lead == Lead():
            return
        title = self._title(lead.title or None, self.context.title) or ""
        self.context = replace(self.context, title=title, place=lead.opening, item=of_item(text) is not None)

    def filled(self, node: Provision) -> Provision:
        """The node with every stub below it replaced by its instruction."""
        match = _IN_STUB.search(node.text)
        children = tuple(self.filled(child) for child in node.children) if match is None else ()
        if match is None:
            return replace(node, children=children)
        instruction, context = self.waiting[int(match[1])]
        text = _below(context.place, instruction.order)
        found = self._node(instruction, text, "paragraph", context.title)
        children = tuple(self.filled(child) for child in node.children)
        return replace(
            found, source=node.source, printed=found.printed or node.printed, children=(*found.children, *children)
        )

    def _node(self, instruction: Instruction, text: str, kind: str, title: str) -> Provision:
        """The provision of an instruction, read as `text`, what it inherits included; its effects are kept beside."""
        own = instruction.line.text
        effects = self._declare(instruction, text, title) if not instruction.items else ()
        items = self._items(instruction, text, title)
        words = _words(instruction, effects)
        if behind := _behind(instruction, effects):
            items = (*items, Provision("text", text=behind))
        items = (*items, *(Provision("text", text=block.text, source=block.span) for block in instruction.behind))
        return Provision(
            kind=kind,  # type: ignore[arg-type]  # the two callers name kinds
            label=instruction.number,
            num=instruction.num,
            heading=instruction.beside or None,
            text="\n".join(part for part in (own, *words) if part),
            children=items,
            source=instruction.line.span,
            printed=instruction.printed,
            marks=instruction.line.marks,
        )

    def _items(self, instruction: Instruction, text: str, title: str) -> tuple[Provision, ...]:
        """The items of an instruction; one that only says what is amended leads those after it."""
        if not instruction.items:
            return ()
        below, named = self._lead(text)
        title = named or title
        made = []
        for item in instruction.items:
            made.append(self._node(item, _read_as(below, item), "subparagraph", title))
            lead = amended(item.line.text) if not item.items and not item.payload else None
            if lead and lead.title:
                below, title = "", lead.title
            elif lead and lead.place:
                below = f"In {lead.place},"
        return tuple(made)

    def _declare(self, instruction: Instruction, text: str, title: str) -> tuple[Effect, ...]:
        number = instruction.number
        if instruction.unclosed or set_aside(instruction.line.text).unclosed:
            detail = "a quotation that opens here is never closed"
            self.repairs.append(Repair("unclosed_quote", number, detail))
        source = Source(number, text, instruction.payload, self.schemes, self.work)
        effects, memory = self._of_table(instruction, source) or declared(source, self.memory)
        if instruction.doubtful and effects:
            residue = f"{instruction.doubtful}: {instruction.line.text}"
            effects = (Effect(number, "not understood", self.work, residue=residue),)
        else:
            self.memory = memory
        effects = tuple(
            replace(effect, text=instruction.order, title=self._title(effect.title, title)) for effect in effects
        )
        if instruction.payload and not any(effect.content for effect in effects):
            effects = self._kept(instruction, effects)
        self.effects.extend(effects)
        return effects

    def _of_table(self, instruction: Instruction, source: Source) -> tuple[tuple[Effect, ...], Memory] | None:
        """What lists of entries, and rows with two texts beside each other, declare; None for any other instruction."""
        row = instruction.change
        if row:
            return changed(source, row, self.memory), self.memory
        entries = listed(source.number, source.text, source.blocks, self.schemes, self.memory)
        return (entries, self.memory) if entries else None

    def _title(self, named: str | None, context: str) -> str | None:
        """The work an effect is about: as its instruction names it, or as was said before it."""
        if named is None:
            return context or None
        full = self.aliases.get(key(named), named)
        return context if context and is_short_for(full, context) else full

    def _kept(self, instruction: Instruction, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """What an instruction inserts that was not understood is kept with it, as it reads by itself."""
        if len(effects) == 1 and effects[0].type == "not understood":
            content = payload(instruction.payload, self.schemes, None, None)
            if not content.words:
                return (replace(effects[0], content=content.provisions),)
        return effects

    def _lead(self, text: str) -> tuple[str, str]:
        """What the items inherit: the place their lead-in names, and the title of another work, where it names one."""
        bare = _ENDS.sub("", text)
        if not bare:
            return "", ""
        if leads(bare, self.schemes, self.memory):
            return f"{bare},", ""
        lead = amended(text)
        if lead is None:
            return bare, ""
        if lead.title:
            return "", lead.title
        return (f"In {lead.place},", "") if lead.place else ("", "")


_ITEM = re.compile(r"\d{1,3}[A-Z]?\s+\S")


def _below(place: str, order: str) -> str:
    """An order with the place that was named above it."""
    whole = on_item(place.removeprefix("In ").rstrip(","), order) if place.startswith("In ") else ""
    return whole or f"{place} {order}".strip()


def _read_as(lead: str, item: Instruction) -> str:
    """An item with its lead-in before it; "in the following provisions" becomes the item itself."""
    match = _FOLLOWING.search(lead)
    if match is None:
        return f"{lead} {item.line.text}".strip()
    named = _ENDS.sub("", item.line.text.rstrip(" ;,.").removesuffix(" and").rstrip(" ;,"))
    return f"{lead[: match.start()]}{match['in'] or ''}{named},{lead[match.end() :]}"


def _behind(instruction: Instruction, effects: tuple[Effect, ...]) -> str:
    """The "and" between two instructions that stands behind what the first inserts."""
    if not any(effect.content for effect in effects) or effects[0].type == "not understood":
        return ""
    return after_closing(instruction.payload)


def _words(instruction: Instruction, effects: tuple[Effect, ...]) -> list[str]:
    """The blocks of a payload that are words and not provisions: they stand with the instruction."""
    content = letters("".join(node.full_text() for effect in effects for node in effect.content))
    if not content:
        return [whole(block) for block in instruction.payload]
    first = next(iter(instruction.payload), None)
    if first is None or first.cells:
        return []
    leading = ("words inserted", "words substituted")
    new = [effect.new_text for effect in effects if effect.type in leading and effect.new_text]
    return [first.text] if any(letters(text) == letters(first.text) for text in new) else []
