"""Which place an effect means: exactly one provision, exactly one stretch of words, or none.

Whatever is found nowhere, or in more places than the instruction says, raises `NotApplied`
with the reason; nothing is ever chosen by likeness.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.citation import Citation, label_key
from corpus.effect import Effect, Part
from corpus.errors import CitationError
from corpus.provision import Mark, Provision
from corpus.text import fold
from diffs.execute.headed import column_headed, row_headed, stands_alone, tables_of, under
from diffs.execute.label_index import Survey, labelled
from diffs.execute.refused import NotApplied
from diffs.execute.tree import Forest, Path, at, below, children, paths, put
from diffs.words.in_text import Found, occurrences, sentences, sentences_are_certain

Field = Literal["text", "heading", "application", "duties"]
_COLUMNS: dict[int, Field] = {2: "heading", 3: "application", 4: "duties"}
_COLUMN_NAMES: dict[str, Field] = {"appli": "application", "dut": "duties", "title": "heading", "measure": "heading"}
_STOPPED = re.compile(r"[.!?][”’\"')\]]*\s*$")
UNLABELLED = ("item", "bullet", "row")
"""Parts that are nodes of their own, without a label."""
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slot:
    """A text of a provision: which node, which of its fields, and the stretch that may be changed."""

    path: Path
    field: Field
    start: int = 0
    end: int | None = None


def part_of(effect: Effect) -> Part | None:
    """What is meant of the target when its item, bullet or row is found; raises NotApplied where that is not said."""
    part = effect.part
    if part and part.kind in UNLABELLED:
        return Part("column", part.column) if part.column else None
    if part and part.column and _number(part.column) is None:
        raise NotApplied("not understood", f"the part {str(part)!r} of {effect.label}")
    if part and part.kind == "sentence" and _number(part.name) is None:
        raise NotApplied("not understood", f"which sentence of {effect.label} is meant ({str(part)!r})")
    return part


def _number(name: str) -> int | None:
    return _ORDINALS.get(name) or (int(name) if re.fullmatch(r"-?\d+", name) else None)


def target(survey: Survey, effect: Effect) -> Path:
    """The place an effect acts on: its label's, an item of a definition, or the whole version (the empty path)."""
    if effect.label is None and _of_whole(effect):
        return ()
    path, part = resolve(survey, effect.label), effect.part
    if not part or part.kind not in UNLABELLED:
        return path
    if part.kind == "bullet":
        return _bullet(survey.forest, path, int(part.name))
    if part.kind == "row":
        return row_headed(survey.forest, path, part.name)
    for number in re.findall(r"\(([^()]+)\)", part.name):
        found = [place for place, node in below(survey.forest, path) if node.num == number and len(place) > len(path)]
        if len(found) != 1:
            raise NotApplied("target not found", f"{effect.label} has {len(found)} items ({number})")
        path = found[0]
    return path


def _bullet(forest: Forest, path: Path, number: int) -> Path:
    """The item without a number at a place of its list: the second bullet of a paragraph."""
    found = bullets(forest, path)
    if not 1 <= (number if number > 0 else len(found)) <= len(found):
        raise NotApplied("target not found", f"{at(forest, path).label} has {len(found)} bullets")
    return found[number - 1 if number > 0 else number]


def bullets(forest: Forest, path: Path) -> list[Path]:
    """The items of a list that have no number."""
    items = enumerate(at(forest, path).children)
    return [(*path, n) for n, child in items if child.kind == "subparagraph" and not child.num]


def _of_whole(effect: Effect) -> bool:
    """Whether words are to be found anywhere in the version: "throughout the Code"."""
    words = effect.type in ("words inserted", "words substituted", "words omitted")
    stretch = effect.until_end or effect.until_text or effect.part or effect.anchor or effect.content
    return words and not stretch and bool(effect.old_text or (effect.anchor_text and effect.type == "words inserted"))


def resolve(survey: Survey, label: str | None) -> Path:
    """The one place of a label; raises NotApplied where there is none or more than one."""
    if not label:
        raise NotApplied("target not found", "the instruction names no provision")
    found = labelled(survey, label) or _definition(survey, label) or _entry(survey, label)
    if len(found) > 1:
        raise NotApplied("target found twice", f"{label} stands in {len(found)} places")
    if not found:
        raise NotApplied("target not found", f"there is no {label}")
    return found[0]


def _entry(survey: Survey, label: str) -> list[Path]:
    """The index entry that an instruction calls the row of a measure."""
    row, _, scope = label.partition("@")
    if not row.startswith("Row/"):
        return []
    found = labelled(survey, f"Index/{row.removeprefix('Row/')}")
    around = labelled(survey, scope) if scope else [()]
    return [path for path in found if any(path[: len(outer)] == outer for outer in around)]


def _definition(survey: Survey, label: str) -> list[Path]:
    """A definition that is not a node of its own in this scope: the node that defines the term."""
    citation = _citation(label)
    if citation is None or citation.role != "Definition":
        return []
    named = [
        path
        for path, node in paths(survey.forest)
        if node.kind == "definition"
        and node.label
        and _defines(node.label, citation)
        and _within(survey.forest, path, citation)
    ]
    return named or _defining_words(survey, citation)


def _defines(label: str, wanted: Citation) -> bool:
    found = _citation(label)
    return found is not None and label_key(fold(found.term)) == label_key(fold(wanted.term))


def _within(forest: Forest, path: Path, wanted: Citation) -> bool:
    above = [at(forest, path[:depth]).label for depth in range(1, len(path))]
    return wanted.scope is None or label_key(str(wanted.scope)) in {label_key(label) for label in above if label}


def _defining_words(survey: Survey, wanted: Citation) -> list[Path]:
    scope = labelled(survey, str(wanted.scope)) if wanted.scope else []
    if len(scope) != 1:
        return []
    pattern = re.compile(rf'"{re.escape(fold(wanted.term))}"[^"]{{0,60}}\b(?:means?|has|have|includes?|is|are)\b', re.I)
    return [path for path, node in below(survey.forest, scope[0]) if pattern.search(fold(node.text))]


def _citation(label: str) -> Citation | None:
    try:
        return Citation.parse(label)
    except CitationError:
        return None


def slots(forest: Forest, path: Path, part: Part | None) -> tuple[Slot, ...]:
    """The texts of a target, in order: its items belong to it unless a part is named."""
    if part is None:
        return _all(forest, path)
    match part.kind:
        case "table":
            return _of_table(forest, path, part)
        case "group":
            parent, start, end = under(forest, path, part.name)
            return tuple(slot for n in range(start, end) for slot in _all(forest, (*parent, n)))
    return (_slot(forest, path, part),)


def _slot(forest: Forest, path: Path, part: Part) -> Slot:
    """The one text of a part."""
    node = at(forest, path) if path else Provision("text")
    match part.kind:
        case "heading above":
            return heading_above(forest, path)
        case "closing":
            return _closing(node, path)
        case "column":
            return _column(forest, node, path, part)
        case "sentence":
            return _sentence(forest, path, part)
        case "footnote":
            return Slot(footnote(forest, path, part), "text")
    return _heading(forest, path) if part.kind == "heading" else Slot(path, "text")


def _heading(forest: Forest, path: Path) -> Slot:
    """The heading of a provision: its own, or the one printed above it where nothing else stands under that."""
    node = at(forest, path) if path else Provision("text")
    if node.heading or not path:
        return Slot(path, "heading")
    if not stands_alone(forest, path):
        raise NotApplied("target not found", f"{node.label} has no heading of its own")
    return heading_above(forest, path)


def _all(forest: Forest, path: Path) -> tuple[Slot, ...]:
    """Every text below a node. Notes are no part of a provision; headings are changed by name only."""
    found: list[Slot] = []
    for place, node in below(forest, path) if path else paths(forest):
        inside_note = any(at(forest, place[:d]).kind == "footnote" for d in range(len(path) + 1, len(place) + 1))
        if inside_note:
            continue
        if node.kind == "index_entry" and node.application is not None:
            found += [Slot(place, "heading"), Slot(place, "application"), Slot(place, "duties")]
        elif node.kind == "index_entry":
            found += [Slot(place, "heading"), Slot(place, "text")]
        else:
            found.append(Slot(place, "text"))
    return tuple(slot for slot in found if read(forest, slot))


_TABULAR = frozenset({"table", "row", "index_entry", "definition"})


def _of_table(forest: Forest, path: Path, part: Part) -> tuple[Slot, ...]:
    """The texts of the rows of a provision's table: of its only one, or of the one numbered."""
    node = at(forest, path) if path else Provision("text")
    tables = tables_of(forest, path)
    if part.name:
        said = re.compile(rf"\btable {re.escape(part.name)}\b", re.I)
        tables = [place for place in tables if said.search(f"{at(forest, place).heading} {at(forest, place).text}")]
    if len(tables) > 1 or (part.name and not tables):
        raise NotApplied("target not found", f"{node.label} has {len(tables)} tables of that name")
    path = tables[0] if tables else path
    found = [slot for slot in _all(forest, path) if _in_row(forest, path, slot.path)]
    if not found:
        raise NotApplied("target not found", f"{node.label} has no table")
    if part.column:
        path_of = {slot.path[:-1]: slot for slot in found if at(forest, slot.path[:-1]).kind == "row"}
        return tuple(_column(forest, at(forest, row), row, Part("column", part.column)) for row in path_of)
    return tuple(found)


def _in_row(forest: Forest, path: Path, inner: Path) -> bool:
    return any(at(forest, inner[:depth]).kind in _TABULAR for depth in range(len(path), len(inner) + 1))


def _closing(node: Provision, path: Path) -> Slot:
    if not node.children or node.children[-1].kind != "text":
        raise NotApplied("target not found", f"{node.label} has no words after its list")
    return Slot((*path, len(node.children) - 1), "text")


def _column(forest: Forest, node: Provision, path: Path, part: Part) -> Slot:
    number = _number(part.name) or column_headed(forest, node, path, part.name)
    named = next((f for word, f in _COLUMN_NAMES.items() if not number and word in part.name.casefold()), None)
    if node.kind == "index_entry" and (named or number in _COLUMNS):
        field = named or _COLUMNS[number]
        if getattr(node, field) is None:
            raise NotApplied("target not found", f"{node.label} has no column {part.name} that could be told apart")
        return Slot(path, field)
    if node.kind == "definition" and number in (1, 2) and "\n" in node.text:
        term = node.text.index("\n")
        return Slot(path, "text", 0, term) if number == 1 else Slot(path, "text", term + 1)
    cells = [index for index, child in enumerate(node.children) if child.kind == "text"]
    if not 1 <= number <= len(cells):
        raise NotApplied("target not found", f"{node.label or 'the row'} has no column {part.name}")
    return Slot((*path, cells[number - 1]), "text")


def heading_above(forest: Forest, path: Path) -> Slot:
    """The heading a provision stands under: of its group, or a heading before it."""
    for index in range(path[-1] - 1, -1, -1):
        if children(forest, path[:-1])[index].kind == "heading":
            node = children(forest, path[:-1])[index]
            return Slot((*path[:-1], index), "heading" if node.heading else "text")
    above = [path[:depth] for depth in range(len(path) - 1, 0, -1) if at(forest, path[:depth]).heading]
    if not above:
        raise NotApplied("target not found", f"there is no heading above {at(forest, path).label}")
    return Slot(above[0], "heading")


def _sentence(forest: Forest, path: Path, part: Part) -> Slot:
    node, number, texts = at(forest, path), _number(part.name) or 0, _all(forest, path)
    if not all(sentences_are_certain(read(forest, slot)) for slot in texts):
        raise NotApplied("not understood", f"where the sentences of {node.label} end, abbreviations being in it")
    found = sentence_slots(forest, path)
    if not found or not 1 <= (number if number > 0 else len(found)) <= len(found):
        raise NotApplied("target not found", f"{node.label} has {len(found)} sentences, not a sentence {part.name}")
    chosen = found[number - 1 if number > 0 else number]
    open_ended = [slot.path for slot in texts if not _STOPPED.search(read(forest, slot))]
    place = [slot.path for slot in texts].index(chosen.path)
    told = texts[:place] if number > 0 else texts[max(0, place - 1) : place]
    runs_on = chosen.path in open_ended and texts[-1].path != chosen.path and chosen.end == len(read(forest, chosen))
    if runs_on or any(slot.path in open_ended for slot in told):
        raise NotApplied("not understood", f"a sentence of {node.label} goes on in its list")
    return chosen


def sentence_slots(forest: Forest, path: Path) -> list[Slot]:
    """The sentences of a provision, those of its items included, in order."""
    texts = _all(forest, path)
    return [Slot(slot.path, slot.field, *span) for slot in texts for span in sentences(read(forest, slot))]


def footnote(forest: Forest, path: Path, part: Part) -> Path:
    """The note that a provision refers to: the one numbered, or its only one."""
    node = at(forest, path)
    if node.kind == "footnote":
        return path
    numbers = [mark.num for _, below_it in below(forest, path) for mark in below_it.marks]
    wanted = [number for number in numbers if not part.name or number == part.name]
    if len(set(wanted)) != 1:
        reason = (
            "no such footnote" if not wanted else f"{len(set(wanted))} footnotes; the instruction does not say which"
        )
        raise NotApplied("target not found", f"{node.label} has {reason}")
    notes = [place for place, other in paths(forest) if other.kind == "footnote" and other.num == wanted[0]]
    if len(notes) != 1:
        raise NotApplied("target not found", f"footnote {wanted[0]} of {node.label} stands in {len(notes)} places")
    return notes[0]


def find(forest: Forest, places: tuple[Slot, ...], wanted: str) -> list[tuple[Slot, Found]]:
    """Every occurrence of words in these texts, in order."""
    found = []
    for slot in places:
        text = read(forest, slot)
        end = len(text) if slot.end is None else slot.end
        found += [(slot, span) for span in occurrences(text, wanted) if slot.start <= span[0] and span[1] <= end]
    return found


def beside(
    forest: Forest, found: list[tuple[Slot, Found]], anchors: list[tuple[Slot, Found]], before: bool
) -> list[tuple[Slot, Found]]:
    """Of these occurrences those that stand directly before or after an anchor; failing that, anywhere on that side."""
    there = [
        (slot, span, read(forest, slot)[span[1] : other[0]] if before else read(forest, slot)[other[1] : span[0]])
        for slot, span in found
        for place, other in anchors
        if slot == place and (span[1] <= other[0] if before else other[1] <= span[0])
    ]
    near = [(slot, span) for slot, span, between in there if not between.strip()]
    return near or [(slot, span) for slot, span, _ in there]


def pick(found: list[tuple[Slot, Found]], effect: Effect, words: str) -> list[tuple[Slot, Found]]:
    """The occurrences an instruction means; raises NotApplied when they are not as many as it says."""
    where = f"{effect.label}, {effect.part}" if effect.part else effect.label or "the version"
    if not found:
        raise NotApplied("text not found", f"“{words}” does not occur in {where}")
    if effect.occurrence is not None:
        index = effect.occurrence - 1 if effect.occurrence > 0 else effect.occurrence
        if not -len(found) <= index < len(found):
            raise NotApplied(
                "text not found", f"“{words}” occurs {len(found)} times in {where}, not {effect.occurrence}"
            )
        return [found[index]]
    if effect.occurrences == "all":
        return found
    expected = effect.occurrences or 1
    if len(found) != expected:
        times = "twice" if len(found) == 2 else f"{len(found)} times"
        raise NotApplied(
            "text found", f"{times}: “{words}” occurs in {len(found)} places of {where}, not in {expected}"
        )
    return found


def read(forest: Forest, slot: Slot) -> str:
    """The whole text a slot stands in."""
    value: str | None = getattr(at(forest, slot.path), slot.field)
    return value or ""


def write(forest: Forest, slot: Slot, text: str, replaced: Found) -> Forest:
    """The forest with another text in a slot; footnote marks behind the change move with their words."""
    node = at(forest, slot.path)
    shift = len(text) - len(getattr(node, slot.field) or "")
    changed = _with(node, slot.field, text)
    if slot.field == "text":
        changed = replace(changed, marks=tuple(_moved(mark, replaced, shift) for mark in node.marks))
    return put(forest, slot.path, (changed,))


def _with(node: Provision, field: Field, text: str) -> Provision:
    if field == "heading":
        return replace(node, heading=text or None)
    if field == "text":
        return replace(node, text=text)
    changed = replace(node, application=text) if field == "application" else replace(node, duties=text)
    return replace(changed, text="\n".join(part for part in (changed.application, changed.duties) if part))


def _moved(mark: Mark, replaced: Found, shift: int) -> Mark:
    start, end = replaced
    if mark.at <= start:
        return mark
    return Mark(mark.at + shift if mark.at >= end else start, mark.num, mark.printed)
