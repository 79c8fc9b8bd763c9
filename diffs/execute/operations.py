"""One effect executed on a version: what `diffs.execute.targets` found is changed, nothing else.

Every operation gives a `Step`, which says by which rule the place was found, or raises
`NotApplied`. The operations trust nobody: `diffs.execute.postconditions` looks at their results again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from corpus.citation import label_key
from corpus.effect import Effect, Part
from corpus.provision import Provision
from diffs.execute.headed import has_its_heading, without_empty_heading
from diffs.execute.insertion import insert_nodes
from diffs.execute.label_index import Survey, survey
from diffs.execute.refused import AlreadyThere, NotApplied
from diffs.execute.stated import (
    picked_words,
    require_begun_inside,
    require_end_told,
    require_named,
    require_one_mark,
    require_plain,
)
from diffs.execute.targets import (
    UNLABELLED,
    Slot,
    beside,
    find,
    footnote,
    part_of,
    pick,
    read,
    resolve,
    slots,
    target,
    write,
)
from diffs.execute.tree import Forest, Path, at, below, in_frame, joined_on, label_at, labels, put, shell
from diffs.words.in_text import (
    Found,
    already_there,
    insert_at_end,
    insert_words,
    occurrences,
    replace_words,
    same,
    tail,
)


@dataclass(frozen=True, slots=True)
class Step:
    """The forest after an effect, the labels it changed or added, and how its place was resolved.

    `removed` are labels that are gone, `notes` numbers of footnotes that are gone.
    """

    forest: Forest
    nodes: tuple[str, ...]
    rule: str = ""
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Words = tuple[Slot, Found]
"""Words in a text: which text, and from where to where."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What an operation may know of the stack: the version when its instruction began, and which
    labels earlier instruments of the stack have inserted.
    """

    start: Survey
    inserted: Mapping[str, str] = field(default_factory=dict)


def execute(now: Survey, effect: Effect, stand: Stand) -> Step:
    """One effect on a version; raises NotApplied with the reason when it cannot be executed exactly."""
    if effect.type in ("inserted", "entry inserted"):
        return _insert(now, effect, stand)
    if effect.type == "substituted":
        return _substitute(now, effect)
    if effect.type == "omitted":
        return _omit_words(now, effect) if effect.old_text else _omit(now, effect)
    if effect.type == "words inserted":
        return _insert_words(now, effect, stand)
    if effect.type == "words substituted":
        return _change_words(now, effect, effect.new_text)
    if effect.type == "words omitted":
        return _omit_words(now, effect)
    raise NotApplied("not understood", f"{effect.residue or effect.text or effect.type}")


def _insert(now: Survey, effect: Effect, stand: Stand) -> Step:
    changed, rule = insert_nodes(now, effect, stand.start, stand.inserted)
    return Step(changed, labels(effect.content) or (effect.label or "",), rule)


def _substitute(now: Survey, effect: Effect) -> Step:
    if effect.old_text or effect.part or not effect.content:
        return _change_words(now, effect, effect.new_text)
    forest, path = now.forest, resolve(now, effect.label)
    old = at(forest, path)
    require_named(old, effect)
    path = shell(forest, path) if effect.content[0].kind == "definition" else path
    old = at(forest, path)
    content = joined_on(old, in_frame(old, effect.content))
    if content[0].label is None and content[0].kind == old.kind:
        content = (_numbered_as(content[0], old), *content[1:])
    if len(content) == 1 and same(content[0].full_text(), old.full_text()):
        raise AlreadyThere(f"{old.label} reads so already; the instruction seems to have been applied before")
    gone = set(map(label_key, labels(content)))
    before = (*path[:-1], path[-1] - 1)
    if content[0].kind == "heading" and path[-1] and at(forest, before).kind == "heading":
        forest, content = put(forest, before, content[:1]), content[1:]
    removed = tuple(label for label in labels((old,)) if label_key(label) not in gone)
    return Step(put(forest, path, content), labels(content), f"in the place of {old.label}", removed)


def _numbered_as(new: Provision, old: Provision) -> Provision:
    return replace(new, label=old.label, num=old.num, printed=new.printed or old.printed)


def _omit(now: Survey, effect: Effect) -> Step:
    part, forest, path = part_of(effect), now.forest, target(now, effect)
    if part and part.kind == "footnote":
        return _omit_footnote(forest, path, part)
    if part:
        return _omit_words(now, effect)
    require_named(at(forest, path), effect)
    path = shell(forest, path)
    gone = labels((at(forest, path),))
    rule = f"{effect.label} with everything under it"
    if has_its_heading(forest, path, effect.text):
        forest, rule = put(forest, path, ()), f"{rule} and its heading"
        return Step(put(forest, (*path[:-1], path[-1] - 1), ()), gone, rule, gone)
    return Step(put(forest, path, ()), gone, rule, gone)


def _omit_footnote(forest: Forest, path: Path, part: Part) -> Step:
    note = footnote(forest, path, part)
    number, label = at(forest, note).num, label_at(forest, path)
    changed = forest
    for place, node in below(forest, path):
        if any(mark.num == number for mark in node.marks):
            kept = tuple(mark for mark in node.marks if mark.num != number)
            changed = put(changed, place, (replace(at(changed, place), marks=kept),))
    changed = put(changed, note, ())
    return Step(changed, (label,), f"footnote {number}, to which {label} refers, and its mark", notes=(number or "",))


def _insert_words(now: Survey, effect: Effect, stand: Stand) -> Step:
    new = (effect.new_text or "").strip()
    if not new:
        raise NotApplied("not understood", "no words to insert")
    forest, path = now.forest, target(now, effect)
    places = slots(forest, path, part_of(effect))
    if effect.anchor_text or effect.old_text:
        step = _insert_beside(forest, effect, places, new)
    elif effect.position in ("end", "after"):
        step = _insert_last(forest, path, places, new, effect)
    elif effect.position in ("beginning", "before"):
        step = _insert_first(forest, places, new, effect)
    else:
        raise NotApplied("not understood", f"where in {effect.label} the words are to be inserted")
    if not effect.content:
        return step
    after = Effect(effect.instruction, "inserted", position="after", anchor=effect.label, content=effect.content)
    added = _insert(survey(step.forest, now), after, stand)
    return Step(added.forest, (*step.nodes, *added.nodes), f"{step.rule}; {added.rule}")


def _insert_beside(forest: Forest, effect: Effect, places: tuple[Slot, ...], new: str) -> Step:
    anchor = effect.anchor_text or effect.old_text or ""
    before = effect.position == "before"
    found = picked_words(forest, places, effect, anchor)
    nodes = []
    for slot, span in reversed(found):
        text = read(forest, slot)
        at_place = [m for m in occurrences(text, new) if (m[1] <= span[0] if before else m[0] >= span[1])]
        near = [m for m in at_place if not (text[m[1] : span[0]] if before else text[span[1] : m[0]]).strip()]
        if near:
            raise AlreadyThere(f"“{new}” stands {effect.position} “{anchor}” already; applied before?")
        require_one_mark(text, span[0] if before else span[1], new)
        changed, replaced = insert_words(text, span[0] if before else span[1], new)
        nodes.append(label_at(forest, slot.path))
        forest = write(forest, slot, changed, replaced)
    rule = f"{'before' if before else 'after'} “{anchor}”, found {_times(len(found))}"
    return Step(forest, _once(reversed(nodes)), rule)


def _insert_last(forest: Forest, target_path: Path, places: tuple[Slot, ...], new: str, effect: Effect) -> Step:
    if not places:
        raise NotApplied("target not found", f"{effect.label} has no words of its own")
    slot = places[-1]
    text = read(forest, slot)
    end = len(text) if slot.end is None else slot.end
    if any(not text[right:end].strip(" .;:,") for _, right in occurrences(text, new.rstrip(" .;:,"))):
        said = f"{effect.label} ends with “{new}” already"
        raise AlreadyThere(f"{said}; the instruction seems to have been applied before")
    require_end_told(forest, target_path, slot.path, new)
    stretch, (left, right) = insert_at_end(text[slot.start : end], new)
    changed, replaced = text[: slot.start] + stretch + text[end:], (slot.start + left, slot.start + right)
    label = label_at(forest, slot.path)
    rule = f"at the end of {label}, after “{_last_words(text[:end])}”"
    return Step(write(forest, slot, changed, replaced), (label,), rule)


def _insert_first(forest: Forest, places: tuple[Slot, ...], new: str, effect: Effect) -> Step:
    if not places:
        raise NotApplied("target not found", f"{effect.label} has no words of its own")
    slot = places[0]
    text = read(forest, slot)
    if any(not text[slot.start : left].strip() for left, _ in occurrences(text, new)):
        raise AlreadyThere(f"{effect.label} begins with “{new}” already; applied before?")
    changed, replaced = insert_words(text, slot.start, new)
    label = label_at(forest, slot.path)
    return Step(write(forest, slot, changed, replaced), (label,), f"at the beginning of {label}")


def _omit_words(now: Survey, effect: Effect) -> Step:
    if is_item(effect) and not effect.old_text and not effect.anchor_text:
        return _omit_item(now, effect)
    if not effect.old_text and not effect.part and not effect.anchor_text:
        raise NotApplied("not understood", f"which words of {effect.label} are to be omitted")
    step = _change_words(now, effect, "")
    return replace(step, forest=without_empty_heading(step.forest, target(now, effect))) if effect.part else step


def is_item(effect: Effect) -> bool:
    """Whether an effect is about an item of a definition, a bullet or a row, which have no label."""
    return effect.part is not None and effect.part.kind in UNLABELLED and not effect.part.column


def _omit_item(now: Survey, effect: Effect) -> Step:
    path = target(now, effect)
    nodes = (label_at(now.forest, path),)
    return Step(put(now.forest, path, ()), nodes, f"{effect.part} of {effect.label}")


def _change_words(now: Survey, effect: Effect, new: str | None) -> Step:
    """Words replaced by others, or by nothing."""
    if new is None or (effect.content and not (effect.old_text and effect.until_end)):
        raise NotApplied("not understood", f"what is to stand in {effect.label} instead")
    new = new.strip()
    forest, path = now.forest, target(now, effect)
    places = slots(forest, path, part_of(effect))
    if not effect.old_text and effect.anchor_text:
        return _change_stretch(now, effect, picked_words(forest, places, effect, effect.anchor_text), new)
    if not effect.old_text:
        change = _change_beginning if effect.until_text else _change_whole
        return change(forest, effect, places, new)
    found = find(forest, places, effect.old_text)
    if effect.anchor_text:
        anchors = find(forest, places, effect.anchor_text)
        found = beside(forest, found, anchors, effect.position == "before")
    if effect.position == "end":
        found = _at_the_end(forest, places, found)
    require_plain(forest, places, effect, effect.old_text)
    picked = pick(found, effect, effect.old_text)
    if effect.until_end or effect.until_text:
        require_begun_inside(now, effect, found)
        return _change_stretch(now, effect, picked, new)
    for slot, span in picked:
        if new and already_there(read(forest, slot), span, new):
            said = f"“{new}” stands in {effect.label} already"
            raise AlreadyThere(f"{said}; the instruction seems to have been applied before")
    nodes = []
    for slot, span in reversed(picked):
        nodes.append(label_at(forest, slot.path))
        forest = _replaced(forest, slot, span, new)
    rule = f"“{effect.old_text}”, found {_times(len(found))}"
    return Step(forest, _once(reversed(nodes)), rule if len(picked) == len(found) else f"{rule}, at the place named")


def _replaced(forest: Forest, slot: Slot, span: Found, new: str) -> Forest:
    text = read(forest, slot)
    require_one_mark(text, span[1], new)
    return write(forest, slot, *replace_words(text, span, new))


def _at_the_end(forest: Forest, places: tuple[Slot, ...], found: list[Words]) -> list[Words]:
    last = places[-1] if places else None
    return [(slot, span) for slot, span in found if slot == last and not read(forest, slot)[span[1] :].strip(" .;:,")]


def _change_beginning(forest: Forest, effect: Effect, places: tuple[Slot, ...], new: str) -> Step:
    """Words from the beginning of the target to words that stand in its first text."""
    until = effect.until_text or ""
    slot, (_, end) = picked_words(forest, places[:1], effect, until)[0]
    changed, replaced = replace_words(read(forest, slot), (slot.start, end), new)
    label = label_at(forest, slot.path)
    return Step(write(forest, slot, changed, replaced), (label,), f"from the beginning of {label} to “{until}”")


def _change_whole(forest: Forest, effect: Effect, places: tuple[Slot, ...], new: str) -> Step:
    if len(places) != 1:
        raise NotApplied(
            "not understood", f"{effect.label} has {len(places)} texts; the instruction does not say which"
        )
    slot = places[0]
    text = read(forest, slot)
    span = (slot.start, len(text) if slot.end is None else slot.end)
    if same(text[span[0] : span[1]], new):
        raise AlreadyThere(f"{effect.label} reads so already; the instruction seems to have been applied before")
    changed, replaced = replace_words(text, span, new)
    label, rule = label_at(forest, slot.path), f"the whole {effect.part or 'text'} of {label_at(forest, slot.path)}"
    if not changed and _is_loose(at(forest, slot.path)):
        return Step(put(forest, slot.path, ()), (label,), rule)
    return Step(write(forest, slot, changed, replaced), (label,), rule)


def _is_loose(node: Provision) -> bool:
    """Whether a node is nothing but words, such as those after a list: without words it is gone."""
    return node.kind == "text" and not node.label and not node.children


def _change_stretch(now: Survey, effect: Effect, picked: list[Words], new: str) -> Step:
    """Words from one place to another, or to the end of the target."""
    if len(picked) != 1:
        raise NotApplied("text found", f"{len(picked)} times: the words from “{effect.old_text}” on")
    forest, path = now.forest, target(now, effect)
    places = slots(forest, path, part_of(effect))
    slot, (start, stop) = picked[0]
    start = start if effect.old_text else stop
    label = label_at(forest, slot.path)
    if effect.until_text:
        after = stop if effect.old_text else start
        ends = [span for place, span in _ends(forest, places, effect) if place == slot and span[0] >= after]
        if not ends:
            raise NotApplied("text not found", f"“{effect.until_text}” does not follow “{effect.old_text}” in {label}")
        if len(ends) > 1:
            said = f"{len(ends)} times: “{effect.until_text}” after “{effect.old_text}” in {label}"
            raise NotApplied("text found", said)
        changed = _replaced(forest, slot, (start, ends[0][1]), new)
        return Step(changed, (label,), f"from “{effect.old_text}” to “{effect.until_text}”")
    if slot.field != "text" and slot != places[-1]:
        said = f"the words from “{effect.old_text}” to the end run over several columns of {effect.label}"
        raise NotApplied("refused", said)
    return _change_rest(forest, effect, path, (slot, start, slot == places[-1], read(forest, places[-1])), new)


def _ends(forest: Forest, places: tuple[Slot, ...], effect: Effect) -> list[Words]:
    """Where the words that end a stretch stand: all their places, or the one that is counted."""
    last = effect.until_text or ""
    if effect.until_occurrence is None:
        return [(slot, span) for slot in places for span in occurrences(read(forest, slot), last)]
    return pick(find(forest, places, last), replace(effect, occurrence=effect.until_occurrence), last)


def _change_rest(forest: Forest, effect: Effect, path: Path, place: tuple[Slot, int, bool, str], new: str) -> Step:
    """Everything of the target from a place on; closing punctuation stays unless the new words bring theirs."""
    slot, start, is_last, last_text = place
    text, label = read(forest, slot), label_at(forest, slot.path)
    limit = len(text) if slot.end is None else slot.end  # a sentence keeps its own full stop
    end, closing = tail(last_text if slot.end is None else text[:limit], start if is_last else -1)
    if not new and not start and is_last and _is_loose(at(forest, slot.path)) and slot.path != path:
        return Step(put(forest, slot.path, ()), (label,), _to_the_end(effect))
    if not new and closing:  # "the wind, that is—" without its list ends as the list did, and has no comma before that
        start = len(text[:start].rstrip(" ,;:—–"))
    stop = end if is_last and not effect.content and not new.endswith((".", ";", ":")) else limit
    if not is_last:
        new += "" if new.endswith((".", ";", ":")) else closing
    changed, replaced = replace_words(text, (start, stop), new)
    if not any(letter.isalnum() for letter in changed):
        raise NotApplied("refused", f"nothing but punctuation would be left of {label}")
    forest = write(forest, slot, changed, replaced)
    gone: list[str] = []
    for depth in range(len(slot.path), len(path) - 1, -1):
        ancestor = slot.path[:depth]
        node = at(forest, ancestor)
        keep = slot.path[depth] + 1 if depth < len(slot.path) else 0
        gone += labels(node.children[keep:])
        forest = put(forest, ancestor, (node.with_children(node.children[:keep]),))
    if effect.content and (slot.path != path or slot.end is not None):
        raise NotApplied("not understood", f"where in {effect.label} the items are to stand")
    if effect.content:
        node = at(forest, path)
        forest = put(forest, path, (node.with_children((*node.children, *effect.content)),))
    return Step(forest, (label, *labels(effect.content)), _to_the_end(effect), tuple(gone))


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _to_the_end(effect: Effect) -> str:
    begun = f"from “{effect.old_text}”" if effect.old_text else f"after “{effect.anchor_text}”"
    return f"{begun} to the end of {effect.label}"


def _last_words(text: str) -> str:
    return " ".join(text.split()[-4:])
