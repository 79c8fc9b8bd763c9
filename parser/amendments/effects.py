"""Acts to effects: what each thing done means for the provisions named (interface.md, EFFECT)."""

import re
from dataclasses import dataclass, replace
from typing import Any

from corpus.effect import WHOLE_WORK, Effect, EffectType, Position
from corpus.enumerators import likely_styles
from corpus.provision import Provision
from corpus.work import Scheme
from parser.amendments.fitted import (
    LEVELS,
    TWO,
    as_definitions,
    as_entries,
    as_paragraph,
    as_term,
    checked,
    first_below,
    is_item_of_term,
    leading,
    level_of,
    neighbours,
    not_a_table,
    numbered_as,
    opened,
    shares,
    told,
    unlabelled,
)
from parser.amendments.numbered_payload import Numbering, numbering, provisions
from parser.amendments.payload import (
    Payload,
    bare,
    begins_provision,
    is_item,
    payload,
    quotation,
    require_closed,
    require_named,
    require_parted,
    without_enumerator,
)
from parser.drafting.act import Act
from parser.drafting.clauses import read
from parser.drafting.commencement import started
from parser.drafting.location import Words
from parser.drafting.places import Memory, Place
from parser.drafting.ranges import NotUnderstood
from parser.drafting.verbs import amends
from parser.readers.blocks import Block

_BULLET = re.compile(r"^\s*[•●▪◦‣·*–-]\s+")
_JOINED = re.compile(r"^[\s;,.]*(?:and|or)\s+(?=\()")
_NEW_ITEM = re.compile(r";\s+(?:(?:and|or)\s+)?\((?:[a-z]{1,2}|[ivx]{1,4}|\d{1,2})\)\s+\w")
_INSERTED_ROMAN = re.compile(r"([ivx]+)[a-z]")
_CONJUNCTIONS = {"and", "or", "; and", "; or", "and/or", "; and/or", ", and", ", or"}


@dataclass(frozen=True, slots=True)
class Source:
    """The instruction that the effects are read from; `blocks` follow it and hold what it inserts."""

    number: str
    text: str
    blocks: tuple[Block, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    work: str | None = None


def declared(source: Source, memory: Memory | None = None) -> tuple[tuple[Effect, ...], Memory]:
    """What an instruction declares, and what it leaves for "that paragraph" in the next one.

    A text without an amending verb (a saving, a commencement) declares nothing. One that cannot
    be read is a single effect "not understood" with what stopped the reading as its residue.
    """
    memory = memory or Memory()
    if not amends(source.text):
        return (), memory
    try:
        start = started(source.text)
        understood = read(start.text, source.schemes, memory)
        if start.of_one and len(understood.acts) != 1:
            raise NotUnderstood(f"which of its changes begins on {start.day}")
        made = effects_of(understood.acts, source)
        return tuple(replace(effect, commences=start.day) for effect in made), understood.memory
    except NotUnderstood as error:
        residue = str(error) or source.text
        effect = Effect(source.number, "not understood", source.work, text=source.text, residue=residue)
        return (effect,), memory


def effects_of(acts: tuple[Act, ...], source: Source) -> tuple[Effect, ...]:
    """The effects of an instruction; raises NotUnderstood where acts and inserted text do not fit."""
    require_closed(source.blocks)
    blocks = bare(source.blocks)
    waiting = [n for n, act in enumerate(acts) if act.inserted and act.inserted.quote is None]
    if len(waiting) > 1:
        raise NotUnderstood("two insertions without a quotation")
    if waiting and not blocks:
        raise NotUnderstood("nothing follows that could be inserted")
    if blocks and not waiting:
        raise NotUnderstood("text follows that no verb inserts")
    found: list[Effect] = []
    for act in acts:
        given = blocks if act.inserted and act.inserted.quote is None else ()
        found.extend(_Act(act, source, given).effects())
    return tuple(found)


class _Act:
    """One act on its way to effects."""

    def __init__(self, act: Act, source: Source, blocks: tuple[Block, ...]) -> None:
        self.act = act
        self.source = source
        self.blocks = blocks

    def effects(self) -> list[Effect]:
        match self.act.verb:
            case "omit":
                return [self._omitted(place) for place in self.act.places]
            case "renumber":
                return [self._renumbered(*pair) for pair in zip(self.act.places, self.act.new, strict=True)]
            case "substitute":
                return self._substituted()
            case "insert":
                return self._inserted()

    def _effect(self, kind: EffectType, place: Place, **more: Any) -> Effect:
        """An effect on a place; `more` are fields of Effect, `label` among them where it is not the place's."""
        source = self.source
        of_words = kind.startswith("words") and not (place.entry or place.term)
        part = place.part or (place.table if of_words else None)
        if of_words and place.table and place.part and place.part.kind == "column":
            part = replace(place.table, column=place.part.name)
        effect = Effect(source.number, kind, source.work, place.label, part=part, text=source.text)
        about = {"title": place.work or None, "within": place.within, "named": place.titles}
        return replace(effect, **(about | more))

    def _omitted(self, place: Place) -> Effect:
        _must_name(place, self.act.words)
        if self.act.words:
            return self._effect("words omitted", place, **_of_words(self.act.words))
        if place.part and place.part.kind != "footnote":
            return self._effect("words omitted", place)
        return self._effect("omitted", not_a_table(place))

    def _renumbered(self, old: Place, new: Place) -> Effect:
        _must_name(old)
        _must_name(new)
        return self._effect("renumbered", old, new_label=new.label)

    def _substituted(self) -> list[Effect]:
        act = self.act
        for place in act.places:
            _must_name(place, act.words)
        if act.words:
            return self._words_substituted(act.words)
        if all(place.part for place in act.places):
            new = self._new_words()
            led, gone = neighbours(act.places, new)
            taken = [self._effect("words omitted", place) for place in gone]
            return [*(self._effect("words substituted", place, new_text=new) for place in led), *taken]
        return self._provisions_substituted(act.places)

    def _words_substituted(self, words: Words) -> list[Effect]:
        """Words put in the place of words; items too, where the words run to the end."""
        places, blocks = self.act.places, self.blocks
        below = next((n for n, block in enumerate(blocks) if block.marker or is_item(block.text)), 0)
        if _NEW_ITEM.search(self.act.inserted.quote or "" if self.act.inserted else ""):
            raise NotUnderstood("an item of its own in the place of words")
        if not (below and len(places) == 1 and words.until_end):
            new = self._new_words()
            return [self._effect("words substituted", p, new_text=new, **_of_words(words)) for p in places]
        place = places[0]
        nodes = payload(blocks[below:], self._schemes(), None if place.term else place.label, place.scope).provisions
        nodes = tuple(unlabelled(node) for node in nodes) if place.term else nodes
        if not nodes or any(node.kind != "subparagraph" for node in nodes):
            raise NotUnderstood("provisions in the place of words")
        new = "\n".join(block.text for block in blocks[:below])
        return [self._effect("words substituted", place, new_text=new, content=nodes, **_of_words(words))]

    def _new_words(self) -> str:
        """The quotation, or the text that follows where it is plain paragraphs."""
        assert self.act.inserted is not None
        if self.act.inserted.quote is not None:
            if self.act.whole and is_item_of_term(self.act.places[0]):
                return without_enumerator(self.act.inserted.quote)
            return self.act.inserted.quote
        if any(block.cells or block.marker or is_item(block.text) for block in self.blocks):
            raise NotUnderstood("provisions in the place of words")
        return "\n".join(block.text for block in self.blocks)

    def _provisions_substituted(self, places: tuple[Place, ...]) -> list[Effect]:
        first = places[0]
        content = self._payload(first.around, first.scope, numbering(first))
        if content.words:
            raise NotUnderstood(f"“{content.words}” before what is substituted")
        nodes = as_entries(numbered_as(as_term(told(places, content.provisions), not_a_table(first)), first), first, "")
        if len(places) == 1:
            return [self._effect("substituted", first, content=nodes)]
        found = shares(places, nodes)
        return [
            self._effect("substituted", place, content=share) if share else self._effect("omitted", place)
            for place, share in zip(places, found, strict=True)
        ]

    def _payload(self, within: str | None, scope: str | None, numbered: Numbering | None = None) -> Payload:
        assert self.act.inserted is not None
        quote = self.act.inserted.quote
        blocks = self.blocks if quote is None else quotation(quote)
        found = provisions(blocks, numbered, self._schemes())
        content = Payload("", found) if found else payload(blocks, self._schemes(), within, scope)
        require_parted(content.provisions)
        require_named(content.provisions, self.act.inserted.numbers)
        return content

    def _schemes(self) -> tuple[Scheme, ...]:
        """The schemes known, and that of the place where it is another."""
        known = self.source.schemes
        prefixes = {place.provision.partition(" ")[0] for place in self.act.places if " " in place.provision}
        new = sorted(prefixes - {scheme.prefix for scheme in known} - {"Regulation", "Rule", "Article", "Direction"})
        return (*known, *(Scheme(prefix) for prefix in new))

    def _inserted(self) -> list[Effect]:
        act = self.act
        assert act.position is not None
        assert act.inserted is not None
        if act.whole and any(is_item_of_term(place) for place in act.places):
            return self._beside_item_of_term()
        if act.words:
            new = self._new_words()
            return [self._words_inserted(place, new, _anchoring(act.words)) for place in act.places]
        if act.whole and len(act.places) == 1 and act.places[0].part and act.places[0].part.kind == "bullet":
            return [self._effect("inserted", act.places[0], position=act.position, content=self._bullets())]
        if act.whole and all(place.part for place in act.places):
            new = self._new_words()
            return [self._words_inserted(place, new, {}) for place in act.places]
        if self._is_words():
            return [self._words_inserted(place, self._new_words(), {}) for place in act.places]
        works = {place.work for place in act.places}
        if len(works) != len(act.places) or len({replace(place, work="") for place in act.places}) != 1:
            raise NotUnderstood("provisions inserted in several places")
        into = self._beside if act.whole else self._inside
        return [effect for place in act.places for effect in into(place)]

    def _beside_item_of_term(self) -> list[Effect]:
        """Items of a definition have no labels: `part` names the one that the new ones stand beside."""
        place = self.act.places[0]
        content = self._payload(None, place.scope)
        row = place.part is not None and place.part.kind == "row"
        made = opened(content.provisions) if row else content.provisions
        if len(self.act.places) != 1 or any(node.kind != ("row" if row else "subparagraph") for node in made):
            raise NotUnderstood("beside an item of a definition or a row of a table")
        nodes = tuple(unlabelled(node) for node in made)
        found = [self._effect("words inserted", place, position="end", new_text=content.words)] if content.words else []
        if nodes:
            found.append(self._effect("inserted", place, position=self.act.position, content=nodes))
        return found

    def _bullets(self) -> tuple[Provision, ...]:
        """Bullets beside a bullet: one for every paragraph that is inserted."""
        assert self.act.inserted is not None
        quote = self.act.inserted.quote
        blocks = self.blocks if quote is None else quotation(quote)
        if any(block.cells or block.marker or is_item(block.text) for block in blocks):
            raise NotUnderstood("numbered provisions beside a bullet")
        if any(TWO.search(block.text) for block in blocks):
            raise NotUnderstood("two bullets run together")
        return tuple(Provision("subparagraph", text=_BULLET.sub("", block.text), marks=block.marks) for block in blocks)

    def _words_inserted(self, place: Place, new: str, more: dict[str, Any]) -> Effect:
        _must_name(place, self.act.words)
        position: Position | None = self.act.position
        if self.act.whole and not place.part:
            position = "end" if position == "after" else position
        return self._effect("words inserted", place, position=position, new_text=new, **more)

    def _is_words(self) -> bool:
        """Whether what is inserted are words of the place named and not provisions below or beside it."""
        act = self.act
        assert act.inserted is not None
        quote = act.inserted.quote
        if quote is None:
            return False
        if quote.strip().lower() in _CONJUNCTIONS:
            return act.position != "appropriate" and not (act.whole and act.position == "before")
        if act.whole or act.position == "appropriate" or act.inserted.noun not in ("", "words", "text", "sentence"):
            return False
        return not (begins_provision(quote) or self._opens_paragraph(quote))

    def _opens_paragraph(self, quote: str) -> bool:
        """Whether a quotation begins with the number of a paragraph of the place named."""
        place = self.act.places[0]
        head = place.label or ""
        number = quote.split(" ")
        return any(" ".join(number[:n]).startswith(f"{head}.") for n in (1, 2)) and not place.items

    def _inside(self, place: Place) -> list[Effect]:
        """At an end of a provision, or in the appropriate place in it."""
        _must_name(place)
        if place.items and self._is_sibling(place.items[-1][1]):
            if self.act.position != "end":
                raise NotUnderstood(f"whether what is inserted stands in {place.label} or beside it")
            return self._beside(place, "after")
        content = self._payload(place.label, place.scope, numbering(place, inside=True))
        found = [self._words_inserted(place, content.words, {})] if content.words else []
        nodes = self._nodes(content, place)
        self._fits_inside(place, leading(nodes))
        return found + self._nodes_inserted(place, place.label, None, self.act.position, nodes)

    def _is_sibling(self, last: str) -> bool:
        """Whether what is inserted "at the end of (b)" is an item beside (b) and not below it; (iia) is below (c)."""
        texts = (_JOINED.sub("", text) for text in self._texts())
        first = next((text for text in texts if is_item(text)), "")
        enumerator = first.split(")")[0].strip().lstrip("(")
        roman = _INSERTED_ROMAN.fullmatch(enumerator)
        return (
            bool(enumerator)
            and not (roman and roman[1] != last)
            and bool(likely_styles(enumerator) & likely_styles(last))
            and not (likely_styles(enumerator) - likely_styles(last) and enumerator == "i")
        )

    def _texts(self) -> list[str]:
        assert self.act.inserted is not None
        quote = self.act.inserted.quote
        blocks = self.blocks if quote is None else quotation(quote)
        leads = [block.text for block in blocks]
        return [f"{block.marker} {text}".strip() for block, text in zip(blocks, leads, strict=True)]

    def _nodes(self, content: Payload, place: Place) -> tuple[Provision, ...]:
        noun = self.act.inserted.noun if self.act.inserted else ""
        nodes = as_entries(as_paragraph(content.provisions, place), place, noun)
        return as_definitions(checked(nodes), place, noun)

    def _fits_inside(self, place: Place, node: Provision) -> None:
        level = level_of(place)
        node = first_below(node)
        below_item = node.kind in ("subparagraph", "definition") and place.items
        if LEVELS.get(node.kind, 9) <= level and not place.table and not below_item:
            raise NotUnderstood(f"a {node.kind} inside {place.label}")

    def _beside(self, place: Place, position: Position | None = None) -> list[Effect]:
        """Before or after a provision."""
        _must_name(place)
        content = self._payload(place.around, place.scope, numbering(place))
        found = []
        if content.words:
            found = [self._effect("words inserted", place, position="end", new_text=content.words)]
        nodes = self._nodes(content, place)
        if not place.entry and LEVELS.get(first_below(leading(nodes)).kind, 9) != level_of(place):
            raise NotUnderstood(f"a {leading(nodes).kind} beside {place.label}")
        side = position or self.act.position
        return found + self._nodes_inserted(place, place.around, place.label, side, nodes)

    def _nodes_inserted(
        self, place: Place, label: str | None, anchor: str | None, position: Position | None,
        nodes: tuple[Provision, ...],
    ) -> list[Effect]:  # fmt: skip
        """One effect for each entry and each definition; one for all provisions otherwise."""
        headed = place.part if place.part and place.part.kind == "group" else None
        bare_place = replace(place, part=headed, entry="", term="")
        entries = all(node.kind in ("index_entry", "row") for node in nodes)
        kind: EffectType = "entry inserted" if entries else "inserted"
        if not entries and not all(node.kind == "definition" for node in nodes):
            return [self._effect(kind, bare_place, label=label, anchor=anchor, position=position, content=nodes)]
        found = []
        for node in nodes:
            found.append(self._effect(kind, bare_place, label=label, anchor=anchor, position=position, content=(node,)))
            if position == "after" and node.label:
                anchor = node.label
        return found


def _must_name(place: Place, words: Words | None = None) -> None:
    """A provision, or the whole code for words that are to be found in it."""
    if place.code and words is not None and (words.text or words.after):
        return
    if place.label is None and not (place.part and place.part.kind == "footnote" and place.part.name):
        raise NotUnderstood(WHOLE_WORK if place.code else "no provision is named")


def _of_words(words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {
        "old_text": words.text, "until_text": words.until, "until_end": words.until_end,
        "occurrence": words.occurrence, "occurrences": words.occurrences, "until_occurrence": words.until_occurrence,
    }  # fmt: skip
    if words.at_end:
        found["position"] = "end"
    if words.after is not None:
        found |= {"anchor_text": words.after, "position": "after"}
    return found


def _anchoring(words: Words) -> dict[str, Any]:
    if words.text is None or words.until is not None or words.until_end:
        raise NotUnderstood("the words to insert beside")
    return {"anchor_text": words.text, "occurrence": words.occurrence, "occurrences": words.occurrences}
