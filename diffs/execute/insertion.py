"""Where new provisions go: beside an anchor, at the end, at the beginning, in the appropriate place.

The rules, which every outcome states:

- beside an anchor: directly before or after it, under the anchor's own parent;
- at the end: after the last provision of the same kind below the target (after the last measure
  of a subsection, the last paragraph of a measure, the last item of a list);
- in the appropriate place: index entries, measures, paragraphs and rows by the order of their
  numbers, definitions by the alphabet; each on its own when there are several;
- at the end of what another instrument of the stack has extended: in number order among its
  provisions, so that the order of the instruments does not matter.
"""

from collections.abc import Mapping
from dataclasses import replace

from corpus.citation import Citation, label_key
from corpus.effect import Effect
from corpus.errors import CitationError
from corpus.provision import Provision
from diffs.execute.headed import heading_named, led_in, require_under, stands_in, tables_of, under
from diffs.execute.label_index import Survey, labelled
from diffs.execute.number_order import number_slot, term_slot
from diffs.execute.refused import NotApplied
from diffs.execute.targets import UNLABELLED, resolve, target
from diffs.execute.tree import Forest, Path, at, children, insert, paths, put, shell

Gap = tuple[Path, int]
"""A parent and the index of the child before which something is inserted."""


def insert_nodes(survey: Survey, effect: Effect, start: Survey, inserted: Mapping[str, str]) -> tuple[Forest, str]:
    """The forest with an effect's content in its place, and the rule that found the place."""
    forest = survey.forest
    content = tuple(_without_marks(node) for node in effect.content)
    if effect.part and effect.part.kind in UNLABELLED:
        place, side = target(survey, effect), effect.position or "after"
        gap = (place[:-1], place[-1] + (side == "after"))
        return insert(forest, *gap, content), f"{side} {effect.part} of {effect.label}"
    if not content:
        raise NotApplied("not understood", f"nothing that could be inserted in {effect.label}")
    name = heading_named(effect)
    if effect.position in ("before", "after"):
        gap, rule = _beside(survey, effect)
        if name:
            require_under(forest, resolve(survey, effect.label), name, (*gap[0], gap[1]))
        _require_own(forest, gap, content)
        if content[0].kind == "group" and at(forest, gap[0]).kind == "group":
            return _divided(forest, gap, content), rule
        return insert(forest, *gap, _closed(forest, gap, content, start)), rule
    within = resolve(survey, effect.label)
    if name:
        parent, first, end = under(forest, within, name)
        if effect.position not in ("end", "beginning"):
            raise NotApplied("not understood", f"where under the heading “{name}”")
        index = end if effect.position == "end" else first
        return insert(forest, parent, index, content), f"at the {effect.position} of what stands under “{name}”"
    within = _table_beside(forest, within, content)
    if effect.position in ("end", "beginning"):
        gap, rule = _edge(forest, within, effect, inserted)
        _require_own(forest, gap, content)
        return insert(forest, *gap, _closed(forest, gap, content, start)), rule
    rules = []
    for node in content:
        gap, rule = _appropriate(forest, within, node, effect)
        forest = insert(forest, *gap, (node,))
        rules.append(f"{node.label or node.kind} {rule}")
    return forest, "; ".join(rules)


def _table_beside(forest: Forest, within: Path, content: Forest) -> Path:
    """Where rows go that are inserted in a provision without any: its table, which may stand directly behind it.

    Raises NotApplied where it has none, or several.
    """
    if any(node.kind != "row" for node in content) or siblings(forest, within, "row"):
        return within
    tables = tables_of(forest, within)
    if len(tables) != 1:
        raise NotApplied("target not found", f"{at(forest, within).label} has {len(tables)} tables")
    return tables[0]


def _require_own(forest: Forest, gap: Gap, content: Forest) -> None:
    """Raise NotApplied where a paragraph has the number of another measure than the one it would stand in."""
    above = [at(forest, gap[0][:depth]) for depth in range(1, len(gap[0]) + 1)]
    measure = next((node.label for node in above if node.kind == "measure" and node.label), None)
    for node in content if measure else ():
        if node.kind == "paragraph" and node.label and not node.key.startswith(f"{label_key(measure or '')}."):
            raise NotApplied("not understood", f"{node.label} has no number of {measure}, in which it would stand")


def _divided(forest: Forest, gap: Gap, content: Forest) -> Forest:
    """Paragraphs under a sub-heading of their own, beside a paragraph that stands under another.

    What follows them under the old heading follows them under the new one, as it does on the page.
    """
    path, index = gap
    group = at(forest, path)
    if index == 0:
        return put(forest, path, (*content, group))
    first, rest = group.children[:index], group.children[index:]
    last = content[-1]
    if rest and last.kind == "group":
        content, rest = (*content[:-1], last.with_children((*last.children, *rest))), ()
    return put(forest, path, (group.with_children(first), *content, *((group.with_children(rest),) if rest else ())))


def _without_marks(node: Provision) -> Provision:
    """Footnote marks of a payload refer to the instrument's notes, which do not enter the code."""
    return replace(node, marks=(), children=tuple(_without_marks(child) for child in node.children))


def _beside(survey: Survey, effect: Effect) -> tuple[Gap, str]:
    if not effect.anchor:
        raise NotApplied("not understood", f"{effect.position} which provision of {effect.label}")
    anchor = resolve(survey, effect.anchor)
    if effect.label:
        within = resolve(survey, effect.label)
        if not stands_in(survey.forest, anchor, within) or anchor == within:
            raise NotApplied("target not found", f"{effect.anchor} does not stand in {effect.label}")
    label = at(survey.forest, anchor).label
    anchor = shell(survey.forest, anchor)
    return (anchor[:-1], anchor[-1] + (effect.position == "after")), f"{effect.position} {label}"


def siblings(forest: Forest, target: Path, kind: str) -> list[Path]:
    """Provisions of a kind below a target, not below another of that kind, in order."""
    found: list[Path] = []
    for path, node in paths(children(forest, target), target):
        if node.kind == kind and not any(path[: len(other)] == other for other in found):
            found.append(path)
    return found


def listed(forest: Forest, target: Path) -> list[Path]:
    """The definitions of a provision: below it, or in the list that it leads to."""
    return siblings(forest, target, "definition") or led_in(forest, target)


def _edge(forest: Forest, target: Path, effect: Effect, inserted: Mapping[str, str]) -> tuple[Gap, str]:
    first_new = next((node for node in effect.content if node.kind != "heading"), effect.content[0])
    kind, label = first_new.kind, at(forest, target).label or f"the table of {effect.label}"
    there = listed(forest, target) if kind == "definition" else siblings(forest, target, kind)
    if effect.position == "beginning":
        first = shell(forest, there[0]) if there else (*target, 0)
        return (first[:-1], first[-1]), f"at the beginning of {label}"
    if not there:
        return (target, _before_notes(children(forest, target))), f"at the end of {label}"
    last = at(forest, there[-1])
    rule = f"at the end of {label}, after its last {kind.replace('_', ' ')}" + (f" {last.label}" if last.label else "")
    others = _later_of_others(forest, there, first_new, inserted)
    if others:
        first, by = others[0], inserted[label_key(at(forest, others[0]).label or "")]
        return (
            first[:-1],
            first[-1],
        ), f"at the end of {label}, in number order before {at(forest, first).label} ({by})"
    end = shell(forest, there[-1])
    return (end[:-1], end[-1] + 1), rule


def _later_of_others(forest: Forest, there: list[Path], new: Provision, inserted: Mapping[str, str]) -> list[Path]:
    """The trailing run of siblings that other instruments inserted and whose numbers follow the new one."""
    trailing: list[Path] = []
    for path in reversed(there):
        label = at(forest, path).label or ""
        if label_key(label) not in inserted or not new.label or not _follows(label, new.label):
            break
        trailing.insert(0, path)
    return trailing


def _follows(label: str, other: str) -> bool:
    try:
        return Citation.parse(label).sort_key() > Citation.parse(other).sort_key()
    except CitationError:
        return False


def _before_notes(nodes: Forest) -> int:
    index = len(nodes)
    while index and nodes[index - 1].kind == "footnote":
        index -= 1
    return index


def _appropriate(forest: Forest, target: Path, node: Provision, effect: Effect) -> tuple[Gap, str]:
    there = listed(forest, target) if node.kind == "definition" else siblings(forest, target, node.kind)
    label = at(forest, target).label or f"the table of {effect.label}"
    if not there:
        return (
            target,
            _before_notes(children(forest, target)),
        ), f"as the first {node.kind.replace('_', ' ')} of {label}"
    if node.kind == "definition":
        index, rule = term_slot([term(at(forest, path)) for path in there], term(node))
    elif node.label and all(at(forest, path).label for path in there):
        index, rule = number_slot([at(forest, path).label or "" for path in there], node.label)
    else:
        raise NotApplied("not understood", f"the appropriate place in {label} for a {node.kind} without a number")
    if index == 0:
        first = shell(forest, there[0])
        return (first[:-1], first[-1]), rule
    before = shell(forest, there[index - 1])
    return (before[:-1], before[-1] + 1), rule


def term(node: Provision) -> str:
    """The term a definition defines."""
    if node.label:
        try:
            return Citation.parse(node.label).term
        except CitationError:
            pass
    return node.text.split("\n")[0]


def _closed(forest: Forest, gap: Gap, content: Forest, start: Survey) -> Forest:
    """Content at the end of a list takes over the full stop that "; and" displaced from the item before."""
    parent, index = gap
    around = children(forest, parent)
    if index == 0 or index < len(around) or content[-1].kind != "subparagraph":
        return content
    before = _last_text(around[index - 1])
    if not before.endswith((" and", " or")) or _last_text(content[-1]).endswith((".", ";", ":", ",", " and", " or")):
        return content
    named = around[index - 1].label
    there = [at(start.forest, path) for path in labelled(start, named)] if named else []
    old = next((node for node in there if node.label == named), None)
    if old is None or not _last_text(old).endswith("."):
        return content
    return (*content[:-1], _ended(content[-1]))


def _last_text(node: Provision) -> str:
    return (_last_text(node.children[-1]) if node.children else node.text).rstrip()


def _ended(node: Provision) -> Provision:
    if node.children:
        return node.with_children((*node.children[:-1], _ended(node.children[-1])))
    return replace(node, text=node.text.rstrip() + ".")
