"""The reading of an amending instrument: its provisions and the effects it declares.

The instrument's own text is parsed with the grammar of codes, each instruction standing as one
numbered provision; what an instruction inserts is read apart and stands under its effects.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.effect import Effect
from corpus.provision import Provision, walk
from corpus.text import letters
from corpus.work import Drop, Repair, Scheme
from parser.amendments.clauses import leads
from parser.amendments.effects import Source, declared
from parser.amendments.location import Memory
from parser.amendments.payload import after_closing, payload
from parser.amendments.split import Instruction, segments
from parser.codes.grammar import structure
from parser.codes.schemes import NOT_PREFIXES, recognise
from parser.readers.blocks import Block, printed

_STUB = "\uf8f0{}\uf8f1 stands for an instruction."
_IN_STUB = re.compile("\uf8f0(\\d+)\uf8f1")
_AMENDED = re.compile(r"^(?P<what>.+?)\s+(?:is|are)\s+(?:hereby\s+)?amended\s+(?:as follows|as set out|in accordance)")
_LEADS = (
    _AMENDED,
    re.compile(r"^In (?P<what>.+?),? make the following (?:amendments|changes)$"),
    re.compile(r"^(?:Make the following amendments|The following amendments are made) (?:to|in) (?P<what>.+)$"),
    re.compile(r"^Amend (?P<what>.+?) as follows$"),
)
_ARTICLE = re.compile(r"^(?:The|These|This)\s+", re.I)
_FOLLOWING = re.compile(
    r"\b(?P<in>in )?(?:each of )?the following "
    r"(?:provisions|paragraphs|sub-paragraphs|places|recommendations|measures)\b,?",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:Recommendation|[Mm]easure|paragraph)s? ([A-Z][A-Z&]{1,9})[ \u00a0]+[A-Z]{0,2}\d"
    r"|(?:\b(?:for|to|of|after|before|omit)|^[“\"]?)\s*([A-Z][A-Z&]{1,9})[ \u00a0]+[A-Z]{1,2}\d"
)
_ENDS = re.compile(r"[\s.:–—-]+$")


@dataclass(frozen=True, slots=True)
class Instrument:
    """What the grammar makes of an amending instrument; `amended` are the titles it says it amends."""

    provisions: tuple[Provision, ...]
    effects: tuple[Effect, ...]
    drops: tuple[Drop, ...] = ()
    repairs: tuple[Repair, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    amended: tuple[str, ...] = ()


def instrument(blocks: Sequence[Block], schemes: Sequence[Scheme] = (), *, amends: Sequence[str] = ()) -> Instrument:
    """Read an instrument's blocks. `amends` are the ids of the works it amends, where they are known.

    Every block that is not furniture ends up in a provision, or in the content of an effect.
    """
    kept = [block for block in blocks if not block.rule]
    reader = _Reader(_schemes(kept, schemes), amends[0] if len(amends) == 1 else None)
    parts = segments(kept)
    made = structure([reader.stub(part) if isinstance(part, Instruction) else part for part in parts], reader.schemes)
    provisions = tuple(reader.filled(node) for node in made.provisions)
    drops = tuple(Drop(block.rule, printed(block), block.span) for block in blocks if block.rule)
    titles = tuple(title for node in walk(provisions) if (title := amended_title(node.text)))
    return Instrument(
        provisions, tuple(reader.effects), drops, (*made.repairs, *reader.repairs), reader.schemes, titles
    )


def _schemes(blocks: Sequence[Block], known: Sequence[Scheme]) -> tuple[Scheme, ...]:
    """The schemes the document shows, and those of the Recommendations its instructions name."""
    found = recognise(blocks, known)
    prefixes = {scheme.prefix for scheme in found}
    texts = [text for block in blocks for text in (block.cells[0].text if block.cells else block.text,)]
    named = Counter(match[1] or match[2] for text in texts for match in _NAMED.finditer(text))
    new = [Scheme(prefix) for prefix, _ in named.most_common() if prefix not in prefixes | NOT_PREFIXES]
    return (*found, *(next((s for s in known if s.prefix == scheme.prefix), scheme) for scheme in new))


def amended_title(text: str) -> str | None:
    """The title of the code in "The … is amended as follows"; None for any other text."""
    match = _AMENDED.match(text.strip())
    return _ARTICLE.sub("", match["what"]).strip() if match else None


class _Reader:
    """Reads instructions one after the other; "that paragraph" looks back to the one before."""

    def __init__(self, schemes: tuple[Scheme, ...], work: str | None) -> None:
        self.schemes = schemes
        self.work = work
        self.memory = Memory(prefix=schemes[0].prefix if len(schemes) == 1 else "")
        self.waiting: list[Instruction] = []
        self.effects: list[Effect] = []
        self.repairs: list[Repair] = []

    def stub(self, instruction: Instruction) -> Block:
        """A short paragraph with the instruction's number that stands for it in the grammar of codes."""
        self.waiting.append(instruction)
        assert instruction.block is not None
        text = _STUB.format(len(self.waiting) - 1)
        if not instruction.block.marker:
            text = f"{instruction.printed} {text}"
        return replace(instruction.block, text=text, marks=(), cells=(), style="para")

    def filled(self, node: Provision) -> Provision:
        """The node with every stub below it replaced by its instruction."""
        children = tuple(self.filled(child) for child in node.children)
        match = _IN_STUB.search(node.text)
        if match is None:
            return replace(node, children=children)
        instruction = self.waiting[int(match[1])]
        found = self._node(instruction, instruction.line.text, "paragraph")
        return replace(
            found, source=node.source, printed=node.printed or found.printed, children=(*found.children, *children)
        )

    def _node(self, instruction: Instruction, text: str, kind: str) -> Provision:
        """The provision of an instruction, read as `text`, what it inherits included; its effects are kept beside."""
        own = instruction.line.text
        effects = self._declare(instruction, text) if not instruction.items else ()
        below = self._lead(text) if instruction.items else ""
        items = tuple(self._node(item, _read_as(below, item), "subparagraph") for item in instruction.items)
        words = _words(instruction, effects)
        if behind := _behind(instruction, effects):
            items = (*items, Provision("text", text=behind))
        return Provision(
            kind=kind,  # type: ignore[arg-type]  # the two callers name kinds
            label=instruction.number,
            num=instruction.num,
            text="\n".join(part for part in (own, *words) if part),
            children=items,
            source=instruction.line.span,
            printed=instruction.printed,
            marks=instruction.line.marks,
        )

    def _declare(self, instruction: Instruction, text: str) -> tuple[Effect, ...]:
        number = instruction.number
        if instruction.unclosed:
            detail = "the quotation that opens what is inserted is never closed"
            self.repairs.append(Repair("unclosed_quote", number, detail))
        source = Source(number, text, instruction.payload, self.schemes, self.work)
        effects, self.memory = declared(source, self.memory)
        effects = tuple(replace(effect, text=instruction.line.text) for effect in effects)
        if instruction.payload and not any(effect.content for effect in effects):
            effects = self._kept(instruction, effects)
        self.effects.extend(effects)
        return effects

    def _kept(self, instruction: Instruction, effects: tuple[Effect, ...]) -> tuple[Effect, ...]:
        """What an instruction inserts that was not understood is kept with it, as it reads by itself."""
        if len(effects) == 1 and effects[0].type == "not understood":
            content = payload(instruction.payload, self.schemes, None, None)
            if not content.words:
                return (replace(effects[0], content=content.provisions),)
        return effects

    def _lead(self, text: str) -> str:
        """What the items inherit: the place their lead-in names; nothing from "The Code is amended as follows"."""
        bare = _ENDS.sub("", text)
        if not bare:
            return ""
        if leads(bare, self.schemes, self.memory):
            return f"{bare},"
        match = next((found for form in _LEADS if (found := form.match(bare))), None)
        if match is None:
            return bare
        place = f"In {match['what']}"
        return f"{place}," if leads(place, self.schemes, self.memory) else ""


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
        return [printed(block) for block in instruction.payload]
    first = next(iter(instruction.payload), None)
    if first is None or first.cells:
        return []
    leading = ("words inserted", "words substituted")
    new = [effect.new_text for effect in effects if effect.type in leading and effect.new_text]
    return [first.text] if any(letters(text) == letters(first.text) for text in new) else []
