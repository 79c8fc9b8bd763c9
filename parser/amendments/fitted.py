"""What an instruction puts in, fitted to its place: numbers, terms and labels it has there."""

import re
from dataclasses import replace

from corpus.citation import label_key
from corpus.provision import Provision
from parser.drafting.places import Place, measure_of
from parser.drafting.ranges import NotUnderstood

_ENTRY = re.compile(r"Index/([A-Z][A-Z\d/-]{1,9})\b.*")
_RUNNING = re.compile(r"(\d{1,3}[A-Z]{1,2})\.\s+")
LEVELS = {"section": 0, "subsection": 1, "measure": 2, "paragraph": 3, "subparagraph": 4, "definition": 4}
TWO = re.compile(r";\s+(?:(?:and|or)\s+)?\S.*[;.,]$", re.S)  # "flow; sand;" may be two items


def is_item_of_term(place: Place) -> bool:
    """Whether a place is an item of a definition or a row of a table, which have no label."""
    return place.part is not None and place.part.kind in ("item", "row")


def as_paragraph(nodes: tuple[Provision, ...], place: Place) -> tuple[Provision, ...]:
    """ "19A. Trustees must ..." beside paragraph 19, where nothing else shows that paragraphs are numbered so."""
    outer, slash, own = place.provision.rpartition("/")
    if slash and own.isdigit() and not place.items and all(n.kind == "subparagraph" and _figure(n.num) for n in nodes):
        return tuple(_numbered_in(outer, node) for node in nodes)
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


def _figure(num: str | None) -> bool:
    return bool(num and num[0].isdigit())


def _numbered_in(outer: str, node: Provision) -> Provision:
    """A paragraph of a Part or Schedule whose number is printed in brackets, its items under the label it has there."""
    label = f"{outer}/{node.num}"
    children = tuple(_under(child, label) for child in node.children)
    return replace(node, kind="paragraph", label=label, children=children)


def _under(node: Provision, label: str) -> Provision:
    """An item with the label it has below a paragraph."""
    own = f"{label}({node.num})" if node.kind == "subparagraph" and node.num else None
    children = tuple(_under(child, own or label) for child in node.children)
    return replace(node, label=own or node.label, children=children)


def as_term(nodes: tuple[Provision, ...], place: Place) -> tuple[Provision, ...]:
    """Words that open with the term of the definition whose place they take are a definition."""
    alone = bool(place.term) and len(nodes) == 1 and nodes[0].kind == "text" and not nodes[0].label
    opens = alone and re.match(rf"\s*[“\"‘]\s*{re.escape(place.term)}\s*[”\"’]", nodes[0].text, re.I)
    return (replace(nodes[0], kind="definition", label=place.label),) if opens else nodes


def as_definitions(nodes: tuple[Provision, ...], place: Place, noun: str) -> tuple[Provision, ...]:
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


def as_entries(nodes: tuple[Provision, ...], place: Place, noun: str) -> tuple[Provision, ...]:
    """What is inserted beside an entry, or as one, is entries; a number with words is one of an index of measures.

    Raises NotUnderstood for provisions of any other kind beside an entry.
    """
    if not place.entry and not noun.startswith(("entry", "entries", "row")):
        return nodes
    made = tuple(_as_entry(node) for node in _said_as_measure(opened(nodes), place.entry))
    if place.entry and any(node.kind not in ("index_entry", "row") for node in made):
        raise NotUnderstood(f"a {leading(made).kind} beside {place.label}")
    return made


def _said_as_measure(nodes: tuple[Provision, ...], entry: str) -> tuple[Provision, ...]:
    """Paragraphs that a measure's number opens, as the entry beside them has one, as that measure with its words."""
    number = _ENTRY.fullmatch(entry)
    if not nodes or number is None or any(node.kind != "text" or node.label for node in nodes):
        return nodes
    found = re.match(rf"({re.escape(number[1])} ?[A-Z]{{0,2}}\d+[A-Z]?)(?![\w.])[\s|:.–-]*", nodes[0].text)
    if found is None:
        return nodes
    words = "\n".join((nodes[0].text[found.end() :], *(node.text for node in nodes[1:])))
    num = found[1].removeprefix(number[1]).strip()
    return (Provision("measure", found[1], num, None, words, source=nodes[0].source, printed=found[1]),)


def _as_entry(node: Provision) -> Provision:
    """A measure's number with its words as an entry: cells by `|` or by lines; one line has no title that is sure."""
    if node.kind != "measure" or not node.label:
        return node
    lines = "\n".join((node.heading or "", node.text, *(child.full_text() for child in node.children)))
    title, *rest = [cell.strip() for cell in re.split(r"[|\n]", lines) if cell.strip()] or [""]
    made = replace(node, kind="index_entry", label=f"Index/{node.label}", children=())
    if not rest:
        return replace(made, heading=None, text=title, application=None, duties=None)
    application, duties = (*rest, None)[:2] if len(rest) <= 2 else (None, None)
    return replace(made, heading=title, text="\n".join(rest), application=application, duties=duties)


def checked(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """What is inserted must be provisions, not loose text."""
    nodes = opened(nodes)
    first = leading(nodes) if nodes else None
    if first is None or first.kind in ("text", "heading", "footnote") or first_below(first).kind == "group":
        raise NotUnderstood("what is inserted is not a provision")
    return nodes


def leading(nodes: tuple[Provision, ...]) -> Provision:
    """The first provision behind the heading it stands under."""
    return nodes[1] if nodes[0].kind == "heading" and len(nodes) > 1 and nodes[1].label else nodes[0]


def opened(nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The rows of tables that are nothing but what is inserted."""
    if nodes and all(node.kind == "table" and not node.heading and not node.text for node in nodes):
        return tuple(row for node in nodes for row in node.children)
    return nodes


def first_below(node: Provision) -> Provision:
    """The first provision under a sub-heading."""
    return node.children[0] if node.kind == "group" and node.children else node


def unlabelled(node: Provision) -> Provision:
    """The same provision without labels, as the items of a definition are."""
    return replace(node, label=None, children=tuple(unlabelled(child) for child in node.children))


def level_of(place: Place) -> int:
    """How deep a place lies, on the scale of LEVELS."""
    if place.term:
        return LEVELS["definition"]
    if place.items:
        return 3 + len(place.items) if len(place.items) == 1 else 4
    if place.provision:
        return 2 if measure_of(place.provision) == place.provision else 3
    return 1 if place.subsection else 0


def numbered_as(nodes: tuple[Provision, ...], place: Place) -> tuple[Provision, ...]:
    """A text without a number takes the number of the provision it replaces."""
    nodes = opened(nodes)
    if len(nodes) != 1 or nodes[0].kind != "text":
        return nodes
    if place.entry or place.term or not place.label:
        raise NotUnderstood("what is substituted has no number")
    kind = {2: "measure", 3: "paragraph", 4: "subparagraph"}.get(level_of(place))
    if kind not in ("paragraph", "subparagraph"):
        raise NotUnderstood("what is substituted has no number")
    num = place.items[-1][1] if place.items else place.provision.rpartition(" ")[2]
    if re.match(rf"\(?{re.escape(num)}(?=[\s.)])", nodes[0].text):
        raise NotUnderstood(f"whether “{num}” is the number of what is substituted")
    return (replace(nodes[0], kind=kind, label=place.label, num=num),)  # type: ignore[arg-type]


def shares(places: tuple[Place, ...], nodes: tuple[Provision, ...]) -> list[tuple[Provision, ...]]:
    """Which of the new provisions stand for which of the old ones: by label; a further one follows the last."""
    wanted = {label_key(place.label or ""): number for number, place in enumerate(places)}
    shares: list[tuple[Provision, ...]] = [()] * len(places)
    number = 0
    for node in nodes:
        number = wanted.get(node.key, number)
        shares[number] += (node,)
    return shares


def neighbours(places: tuple[Place, ...], new: str) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """The parts in whose place one text stands, and those that it takes the place of too: sentences in a row.

    Raises NotUnderstood for parts of one provision that are none: where the text stands, nobody can tell.
    """
    if places[0].part and places[0].part.kind == "bullet" and TWO.search(new):
        raise NotUnderstood("several bullets in the place of one")
    if len({place.label for place in places}) == len(places):
        return places, ()
    numbers = [place.part.name for place in places if place.part and place.part.kind == "sentence"]
    whole = [int(number) for number in numbers if number.isdigit()]
    in_a_row = len(whole) == len(places) and whole == [whole[0] + n for n in range(len(whole))]
    if len({place.label for place in places}) > 1 or not in_a_row:
        raise NotUnderstood("in whose place the new words stand, where several parts are replaced")
    return places[:1], places[1:]


def told(places: tuple[Place, ...], nodes: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """What takes the place of provisions; raises NotUnderstood for nothing, and for words that are not told whose."""
    if not nodes:
        raise NotUnderstood("nothing is substituted")
    if len(places) > 1 and len(nodes) == 1 and not nodes[0].label and not nodes[0].num:
        raise NotUnderstood("words without a number in the place of several provisions")
    return nodes


def not_a_table(place: Place) -> Place:
    """The place; raises NotUnderstood for the table of a provision, which is not the provision."""
    if place.table and not (place.entry or place.term):
        raise NotUnderstood(f"the whole table of {place.label}")
    return place
