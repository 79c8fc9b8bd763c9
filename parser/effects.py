"""Acts to effects: what each thing done means for the provisions named (interface.md, EFFECT)."""

import re
from dataclasses import dataclass, replace
from typing import Any

from corpus.citation import label_key
from corpus.effect import Effect, EffectType, Position
from corpus.provision import Provision
from corpus.work import Scheme
from parser.blocks import Block
from parser.inserted import Payload, bare, begins_provision, is_item, payload, quotation, without_enumerator
from parser.instructions import Act, amends, read
from parser.targets import Memory, NotUnderstood, Place, Words, measure_of, styles

_CONJUNCTIONS = {"and", "or", "; and", "; or", "and/or", "; and/or", ", and", ", or"}
_RUNNING = re.compile(r"(\d{1,3}[A-Z]{1,2})\.\s+")
_LEVELS = {"section": 0, "subsection": 1, "measure": 2, "paragraph": 3, "subparagraph": 4, "definition": 4}


@dataclass(frozen=True, slots=True)
class Source:
    """The instruction that the effects are read from.

    `blocks` are those that follow it and hold what it inserts.
    """

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
        understood = read(source.text, source.schemes, memory)
        return effects_of(understood.acts, source), understood.memory
    except NotUnderstood as error:
        residue = str(error) or source.text
        effect = Effect(source.number, "not understood", source.work, text=source.text, residue=residue)
        return (effect,), memory


def effects_of(acts: tuple[Act, ...], source: Source) -> tuple[Effect, ...]:
    """The effects of an instruction; raises NotUnderstood where acts and inserted text do not fit."""
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
        effect = Effect(source.number, kind, source.work, place.label, part=place.part, text=source.text)
        return replace(effect, **more)

    def _omitted(self, place: Place) -> Effect:
        _must_name(place)
        if self.act.words:
            return self._effect("words omitted", place, **_of_words(self.act.words))
        if place.part and not place.part.startswith("footnote"):
            return self._effect("words omitted", place)
        return self._effect("omitted", place)

    def _renumbered(self, old: Place, new: Place) -> Effect:
        _must_name(old)
        _must_name(new)
        return self._effect("renumbered", old, new_label=new.label)

    def _substituted(self) -> list[Effect]:
        act = self.act
        for place in act.places:
            _must_name(place)
        if act.words:
            new = self._new_words()
            return [self._effect("words substituted", p, new_text=new, **_of_words(act.words)) for p in act.places]
        if all(place.part for place in act.places):
            new = self._new_words()
            return [self._effect("words substituted", place, new_text=new) for place in act.places]
        return self._provisions_substituted(act.places)

    def _new_words(self) -> str:
        """The quotation, or the text that follows where it is plain paragraphs."""
        assert self.act.inserted is not None
        if self.act.inserted.quote is not None:
            if self.act.whole and _is_item_of_term(self.act.places[0]):
                return without_enumerator(self.act.inserted.quote)
            return self.act.inserted.quote
        if any(block.cells or block.marker or is_item(block.text) for block in self.blocks):
            raise NotUnderstood("provisions in the place of words")
        return "\n".join(block.text for block in self.blocks)

    def _provisions_substituted(self, places: tuple[Place, ...]) -> list[Effect]:
        first = places[0]
        content = self._payload(first.around, first.scope)
        if content.words:
            raise NotUnderstood(f"“{content.words}” before what is substituted")
        nodes = _numbered_as(content.provisions, first)
        if not nodes:
            raise NotUnderstood("nothing is substituted")
        if len(places) == 1:
            return [self._effect("substituted", first, content=nodes)]
        shares = _shares(places, nodes)
        return [
            self._effect("substituted", place, content=share) if share else self._effect("omitted", place)
            for place, share in zip(places, shares, strict=True)
        ]

    def _payload(self, within: str | None, scope: str | None) -> Payload:
        assert self.act.inserted is not None
        quote = self.act.inserted.quote
        blocks = self.blocks if quote is None else quotation(quote)
        return payload(blocks, self._schemes(), within, scope)

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
        if act.whole and any(_is_item_of_term(place) for place in act.places):
            raise NotUnderstood("beside an item of a definition")
        if act.words:
            new = self._new_words()
            return [self._words_inserted(place, new, _anchoring(act.words)) for place in act.places]
        if act.whole and all(place.part for place in act.places):
            new = self._new_words()
            return [self._words_inserted(place, new, {}) for place in act.places]
        if self._is_words():
            return [self._words_inserted(place, self._new_words(), {}) for place in act.places]
        if len(act.places) != 1:
            raise NotUnderstood("provisions inserted in several places")
        return self._beside(act.places[0]) if act.whole else self._inside(act.places[0])

    def _words_inserted(self, place: Place, new: str, more: dict[str, Any]) -> Effect:
        _must_name(place)
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
            return self._beside(place, "after")
        content = self._payload(place.label, place.scope)
        found = [self._words_inserted(place, content.words, {})] if content.words else []
        nodes = self._nodes(content, place)
        self._fits_inside(place, nodes[0])
        return found + self._nodes_inserted(place, place.label, None, self.act.position, nodes)

    def _is_sibling(self, last: str) -> bool:
        """Whether what is inserted "at the end of (b)" is an item beside (b) and not below it."""
        first = next((text for text in self._texts() if is_item(text)), "")
        enumerator = first.split(")")[0].strip().lstrip("(")
        return (
            bool(enumerator)
            and bool(styles(enumerator) & styles(last))
            and not (styles(enumerator) - styles(last) and enumerator == "i")
        )

    def _texts(self) -> list[str]:
        assert self.act.inserted is not None
        quote = self.act.inserted.quote
        blocks = self.blocks if quote is None else quotation(quote)
        leads = [block.text for block in blocks]
        return [f"{block.marker} {text}".strip() for block, text in zip(blocks, leads, strict=True)]

    def _nodes(self, content: Payload, place: Place) -> tuple[Provision, ...]:
        noun = self.act.inserted.noun if self.act.inserted else ""
        return _as_definitions(_checked(_as_paragraph(content.provisions, place)), place, noun)

    def _fits_inside(self, place: Place, node: Provision) -> None:
        level = _level(place)
        below_item = node.kind == "subparagraph" and place.items
        if _LEVELS.get(node.kind, 9) <= level and not place.table and not below_item:
            raise NotUnderstood(f"a {node.kind} inside {place.label}")

    def _beside(self, place: Place, position: Position | None = None) -> list[Effect]:
        """Before or after a provision."""
        _must_name(place)
        content = self._payload(place.around, place.scope)
        found = []
        if content.words:
            found = [self._effect("words inserted", place, position="end", new_text=content.words)]
        nodes = self._nodes(content, place)
        if not place.entry and _LEVELS.get(nodes[0].kind, 9) != _level(place):
            raise NotUnderstood(f"a {nodes[0].kind} beside {place.label}")
        side = position or self.act.position
        return found + self._nodes_inserted(place, place.around, place.label, side, nodes)

    def _nodes_inserted(
        self, place: Place, label: str | None, anchor: str | None, position: Position | None,
        nodes: tuple[Provision, ...],
    ) -> list[Effect]:  # fmt: skip
        """One effect for each entry and each definition; one for all provisions otherwise."""
        bare_place = replace(place, part=None, entry="", term="")
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


def _must_name(place: Place) -> None:
    if place.label is None and not (place.part or "").startswith("footnote "):
        raise NotUnderstood("no provision is named")


def _is_item_of_term(place: Place) -> bool:
    return (place.part or "").startswith("item ")


def _of_words(words: Words) -> dict[str, Any]:
    found: dict[str, Any] = {
        "old_text": words.text, "until_text": words.until, "until_end": words.until_end,
        "occurrence": words.occurrence, "occurrences": words.occurrences,
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


def _as_paragraph(nodes: tuple[Provision, ...], place: Place) -> tuple[Provision, ...]:
    """ "19A. Trustees must ..." beside paragraph 19, where nothing else shows that paragraphs are numbered so."""
    alone = bool(nodes) and nodes[0].kind == "text" and all(node.kind == "subparagraph" for node in nodes[1:])
    match = _RUNNING.match(nodes[0].text) if alone else None
    if match is None or place.items or not place.provision.rpartition("/")[2].isdigit():
        return nodes
    label = f"{place.provision.rpartition('/')[0]}/{match[1]}".lstrip("/")
    text = nodes[0].text[match.end() :]
    marks = tuple(replace(mark, at=max(0, mark.at - match.end())) for mark in nodes[0].marks)
    children = tuple(_under(child, label) for child in (*nodes[0].children, *nodes[1:]))
    made = replace(nodes[0], kind="paragraph", label=label, num=match[1], printed=match[0].strip(), text=text)
    return (replace(made, marks=marks, children=children),)


def _under(node: Provision, label: str) -> Provision:
    """An item with the label it has below a paragraph."""
    own = f"{label}({node.num})" if node.kind == "subparagraph" and node.num else None
    children = tuple(_under(child, own or label) for child in node.children)
    return replace(node, label=own or node.label, children=children)


def _as_definitions(nodes: tuple[Provision, ...], place: Place, noun: str) -> tuple[Provision, ...]:
    """Rows of a term and its meaning, inserted into a table of definitions, are definitions."""
    asked = "definition" in place.about or "interpretation" in place.about or noun.startswith("definition")
    if not asked and not (place.table and place.container):
        return nodes
    return tuple(_as_definition(node, place.scope) for node in nodes)


def _as_definition(node: Provision, scope: str | None) -> Provision:
    cells = [child for child in node.children if child.kind == "text"]
    if node.kind != "row" or node.label or len(cells) != 2 or len(cells) != len(node.children):
        return node
    term, meaning = cells
    name = " ".join(term.text.strip(' “”"‘’').split())
    label = f"Definition/{name}@{scope}" if scope else f"Definition/{name}"
    offset = len(term.text) + 1
    marks = (*term.marks, *(replace(mark, at=mark.at + offset) for mark in meaning.marks))
    text = f"{term.text}\n{meaning.text}"
    return replace(node, kind="definition", label=label, text=text, marks=marks, children=meaning.children)


def _checked(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """What is inserted must be provisions, not loose text."""
    nodes = _opened(nodes)
    if not nodes or nodes[0].kind in ("text", "heading", "group", "footnote"):
        raise NotUnderstood("what is inserted is not a provision")
    return nodes


def _opened(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The rows of tables that are nothing but what is inserted."""
    if nodes and all(node.kind == "table" and not node.heading and not node.text for node in nodes):
        return tuple(row for node in nodes for row in node.children)
    return nodes


def _level(place: Place) -> int:
    if place.term:
        return _LEVELS["definition"]
    if place.items:
        return 3 + len(place.items) if len(place.items) == 1 else 4
    if place.provision:
        return 2 if measure_of(place.provision) == place.provision else 3
    return 1 if place.subsection else 0


def _numbered_as(nodes: tuple[Provision, ...], place: Place) -> tuple[Provision, ...]:
    """A text without a number takes the number of the provision it replaces."""
    nodes = _opened(nodes)
    if len(nodes) != 1 or nodes[0].kind != "text":
        return nodes
    if place.entry or place.term or not place.label:
        raise NotUnderstood("what is substituted has no number")
    kind = {2: "measure", 3: "paragraph", 4: "subparagraph"}.get(_level(place))
    if kind not in ("paragraph", "subparagraph"):
        raise NotUnderstood("what is substituted has no number")
    num = place.items[-1][1] if place.items else place.provision.rpartition(" ")[2]
    return (replace(nodes[0], kind=kind, label=place.label, num=num),)  # type: ignore[arg-type]


def _shares(places: tuple[Place, ...], nodes: tuple[Provision, ...]) -> list[tuple[Provision, ...]]:
    """Which of the new provisions stand for which of the old ones: by label; a further one follows the last."""
    wanted = {label_key(place.label or ""): number for number, place in enumerate(places)}
    shares: list[tuple[Provision, ...]] = [()] * len(places)
    number = 0
    for node in nodes:
        number = wanted.get(label_key(node.label or ""), number)
        shares[number] += (node,)
    return shares
