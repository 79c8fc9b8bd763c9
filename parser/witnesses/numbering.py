"""The tree against itself: each label once, under the provision that its number names, in order and without a gap.

The number of a provision names its parent (`PCU C1.2` stands in PCU C1, `C1.2(a)` in C1.2) and
its neighbours (after `b` comes `c`); the tree says both again by where it has put the node. What
was put elsewhere, or lost its label, contradicts its own number or leaves a gap.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.citation import Citation, label_key
from corpus.enumerators import INSERTED, inserted_rank, step, styles
from corpus.errors import CitationError
from corpus.provision import Provision
from corpus.text import caseless
from parser.witnesses.evidence import Evidence, Hearing, Seat

_COUNTED = re.compile(r"(.*[^\d\n]|)(\d+)([A-Z]{0,2})")
_LETTERED = re.compile(r"([A-Z]{1,2})\d")
_NUMBERED_KINDS = frozenset({"section", "subsection", "measure", "paragraph", "subparagraph"})
_SERIES_KINDS = frozenset({"section", "subsection", "measure", "paragraph"})
_UNLABELLED_LISTS = frozenset({"definition", "row", "table", "text", "footnote"})
_ANNEXES = ("Annex", "Appendix", "Schedule")
_OWNERS = frozenset({"paragraph", "subparagraph"})
_ITEM = re.compile(r"\(?([a-z]{1,2}|[ivx]{1,5}|\d{1,2})\)\s")
_FIRST = frozenset({"1", "a", "A", "i", "I", "aa", "AA"})
_LONGEST_GAP = 10
_FEWEST_DOWN = 3
"""Items of a list that counts down; two that stand the other way round are two exchanged."""
_SPARSE = 0.5
_FEWEST_SPARSE = 3
"""Series with fewer than half of their numbers that a document must have to be one that quotes another."""


def numbering(evidence: Evidence) -> Hearing:
    """Every numbered provision: its label, its parent, its place among its siblings."""
    hearing = Hearing()
    _unique(evidence, hearing)
    letters_of_subsections = _lettered_subsections(evidence)
    unlabelled: dict[str, list[str]] = defaultdict(list)
    repeated = (repair.at for repair in evidence.repairs if repair.kind == "repeated_label")
    again = tuple(caseless(label) for label in repeated if not label.startswith("Row/"))
    for seat in evidence.seats:
        node = seat.node
        if node.label and node.kind != "index_entry":
            before = len(hearing.doubts)
            _own_number(seat, hearing)
            _parent(seat, evidence, letters_of_subsections, hearing)
            hearing.agrees += len(hearing.doubts) == before
        elif node.num and node.kind in _NUMBERED_KINDS and (within := _without_label(seat)):
            repeats = any(label.endswith(caseless(node.printed or node.num)) for label in again)
            unlabelled[within] += [] if repeats else [node.printed or node.num]
        if node.children and node.kind in _OWNERS:
            _read_as_words(seat, hearing)
        if (
            node.children
            and node.kind in ("section", "subsection")
            and not (node.label or "Annex").startswith(_ANNEXES)
        ):
            _alike(node, hearing)
    _say_unlabelled(unlabelled, hearing)
    for parent, listed in _lists(evidence):
        _in_order(parent, listed, evidence, hearing)
    _series(evidence, hearing)
    return hearing


def _unique(evidence: Evidence, hearing: Hearing) -> None:
    again = {repair.at for repair in evidence.repairs if repair.kind == "repeated_label"}
    lost = {f"{_stands_in(seat)}({seat.node.num})" for seat in evidence.seats if seat.node.num and not seat.node.label}
    for repair in evidence.repairs:
        if repair.kind == "repeated_label" and (_named_parent(repair.at) not in again or repair.at in lost):
            hearing.doubt("duplicate", repair.at, repair.detail)
    seen: set[str] = set()
    for seat in evidence.seats:
        key = seat.node.key if seat.node.label else ""
        if key and key in seen:
            hearing.doubt("duplicate", seat.node.label or "", "the label of two provisions")
        seen.add(key)


def _stands_in(seat: Seat) -> str | None:
    """The label of the provision around a node, which a definition or a text may stand between."""
    return next((node.label for node in reversed(seat.above) if node.kind not in ("text", "definition", "group")), None)


def _own_number(seat: Seat, hearing: Hearing) -> None:
    """The number that the source prints is the end of the label."""
    node = seat.node
    if node.kind != "measure" and (node.label or "").endswith(node.printed):
        return
    label = caseless(node.label or "")
    if label == caseless(node.printed):  # a prefix may end in a figure of its own: `XYZ2 A1`
        return
    shown = [caseless(text) for text in (node.printed, *node.printed.split())]
    fits = [bool(text) and (label.endswith(text) or text.endswith(label)) for text in shown]
    figures = [ok for text, ok in zip(shown[1:], fits[1:], strict=True) if any(map(str.isdigit, text))]
    if shown[0] and (not any(fits) or (node.kind == "measure" and not all(figures))):
        hearing.doubt("label", node.label or "", f"printed as {node.printed!r}")


def _without_label(seat: Seat) -> str | None:
    """The label of the provision whose numbered item has no label; None where it need not have one."""
    around = next((node for node in reversed(seat.above) if node.kind != "group"), None)
    return None if around is None or around.kind in _UNLABELLED_LISTS else around.label


def _say_unlabelled(found: Mapping[str, Sequence[str]], hearing: Hearing) -> None:
    """One doubt for each provision with numbered items that have no label."""
    for label, numbers in found.items():
        if not numbers:
            continue
        told = (
            repr(numbers[0]) if len(numbers) == 1 else f"{len(numbers)} numbers from {numbers[0]!r} to {numbers[-1]!r}"
        )
        hearing.doubt("label", label, f"{told} inside it without a label")


def _read_as_words(seat: Seat, hearing: Hearing) -> None:
    """Words among the items of a provision that begin with the number that comes next there."""
    last = ""
    for child in seat.node.children:
        opened = _ITEM.match(child.text) if child.kind == "text" else None
        cost = _step(last, opened[1]) if opened and last else None
        if opened and (opened[1] in _FIRST if not last else cost is not None and cost <= INSERTED):
            hearing.doubt("label", seat.within, f"words inside it begin with {opened[0].strip()!r} and have no label")
        last = opened[1] if opened else child.num or last if child.kind == "subparagraph" else last


def _alike(node: Provision, hearing: Hearing) -> None:
    """Items `(a)` or `a.` of several lists of one section: nothing tells which is meant, so none has a label."""
    lists = [child.children if child.kind == "text" else (child,) for child in node.children]
    items = [each for listed in lists for each in listed if each.kind == "subparagraph" and not each.label and each.num]
    printed = [item.printed for item in items if item.printed.startswith("(") or (item.num or "").isalpha()]
    alike = sorted({number for number in printed if printed.count(number) > 1})
    if alike:
        told = f"{alike[0]} to {alike[-1]}" if len(alike) > 1 else alike[0]
        hearing.doubt("label", node.label or "", f"{told} stand in several lists inside it and have no labels")


def _parent(seat: Seat, evidence: Evidence, subsections: dict[str, str], hearing: Hearing) -> None:
    """Whether the provision that a label names is the one the node stands in."""
    label = seat.node.label or ""
    wanted = _named_parent(label)
    if wanted is None:
        letter = _LETTERED.match(seat.node.num or "") if seat.node.kind == "measure" else None
        wanted = subsections.get(letter[1]) if letter else None
    if wanted is None or seat.stands_in(wanted) or _stands_in_a_repetition(seat, wanted):
        return
    nearest = seat.labelled.label if seat.labelled else "no provision"
    item = label.endswith(")")
    if label_key(wanted) in evidence.labels or item:
        hearing.doubt("parent", label, f"stands in {nearest}, its number says {wanted}")
    elif seat.node.kind == "paragraph" and " " in label and "." in label and not _in_section(seat, wanted):
        hearing.doubt("parent", label, f"stands in {nearest}; there is no {wanted}")


def _in_section(seat: Seat, wanted: str) -> bool:
    """Whether a provision stands in the section of its number: `XYZ 2.1` in Section 2, where there is no `XYZ 2`."""
    return any(node.num == wanted.rpartition(" ")[2] for node in seat.above if node.label)


def _stands_in_a_repetition(seat: Seat, wanted: str) -> bool:
    """Whether the node around lost its label because it repeats one, which is a doubt already."""
    around = next((node for node in reversed(seat.above) if node.kind != "group"), None)
    numbered = around is not None and not around.label and bool(around.num)
    return numbered and around is not None and caseless(wanted).endswith(caseless(around.num or ""))


@lru_cache(maxsize=1 << 13)
def _named_parent(label: str) -> str | None:
    """The label of the provision that this one's label puts it in; None where it names none."""
    try:
        citation = Citation.parse(label)
    except CitationError:
        return None
    parent = citation.parent
    if parent is None or (citation.role and not parent.number):
        return None
    if not parent.prefix and parent.number.isdigit() and not citation.items:
        return f"Section {parent}"
    return str(parent)


def _lettered_subsections(evidence: Evidence) -> dict[str, str]:
    """The label of the subsection of each letter: `C` is `Section 4/C`."""
    found: dict[str, list[str]] = defaultdict(list)
    for seat in evidence.seats:
        node = seat.node
        if node.kind == "subsection" and node.label and node.num and node.num.isupper():
            found[node.num].append(node.label)
    return {letter: labels[0] for letter, labels in found.items() if len(labels) == 1}


def _lists(evidence: Evidence) -> Iterator[tuple[str, list[Provision]]]:
    """The items of each provision: those with a label by the provision it names, a definition's by where they stand.

    What stands in an unlabelled text has no number to be held against.
    """
    listed: dict[str | int, list[Provision]] = {}
    named: dict[str | int, str] = {}
    for seat in evidence.seats:
        node = seat.node
        if node.kind != "subparagraph" or not node.num:
            continue
        owner = next((each for each in reversed(seat.above) if _owns(each)), None)
        if not node.label and (owner is None or owner.kind != "definition"):
            continue
        stem = _named_parent(node.label) if node.label else None
        key = stem or id(owner)
        listed.setdefault(key, []).append(node)
        named.setdefault(key, stem or (seat.labelled.label or "" if seat.labelled else ""))
    for key, items in listed.items():
        yield named[key], items


def _owns(node: Provision) -> bool:
    """Whether a node can be what a list belongs to: not a text around it, nor the definition that one item is."""
    return node.kind not in ("group", "text") and (node.kind != "definition" or bool(node.text))


def _in_order(parent: str, items: Sequence[Provision], evidence: Evidence, hearing: Hearing) -> None:
    """Items follow one another: `c` after `b`, perhaps an inserted `ba`; a second list begins anew."""
    if _counts_down(items):
        return
    last = ""
    for item in items:
        num = item.num or ""
        at = item.label or f"{parent}, item {num}".strip(", ")
        cost = _step(last, num) if last else (0.0 if num in _FIRST else 9.0)
        if cost is None and num in _FIRST and not item.label:
            cost = 0.0
        if cost is None:
            hearing.doubt("order", at, f"{num} stands after {last}")
        elif cost > INSERTED and not _is_reserved(at, evidence):
            said = f"{num} follows {last}" if last else f"the list begins with {num}"
            hearing.doubt("gap", at, said)
        last = num


def _counts_down(items: Sequence[Provision]) -> bool:
    """Whether a list is printed from its last number to its first, none left out: iii, ii, i."""
    numbers = [item.num or "" for item in reversed(items)]
    steps = [_step(last, num) for last, num in pairwise(numbers)]
    return len(numbers) >= _FEWEST_DOWN and numbers[0] in _FIRST and all(cost == 0 for cost in steps)


def _step(last: str, num: str) -> float | None:
    costs = [cost for style in styles(num) if (cost := step(style, last, num)) is not None]
    return min(costs, default=None)


def _series(evidence: Evidence, hearing: Hearing) -> None:
    """Sections, measures and paragraphs of one stem go up by one: C1.1, C1.2; a letter is inserted after its number."""
    last: dict[str, tuple[int, str, str]] = {}
    labels = [seat.node.label for seat in evidence.seats if seat.node.label and seat.node.kind in _SERIES_KINDS]
    counted = [match for match in map(_COUNTED.fullmatch, labels) if match]
    quoted = _quoted_series(counted, hearing)
    for match in counted:
        label, stem, number, letter = match[0], match[1], int(match[2]), inserted_rank(match[3])
        before = last.get(stem)
        if before and (number, letter) < before[:2]:
            hearing.doubt("order", label, f"stands after {before[2]}")
        elif stem in quoted:
            continue
        elif number > (before[0] if before else 0) + 1 and (before or stem.endswith(".")):
            _gap(label, stem, (before[0] if before else 0, number), evidence, hearing)
        last[stem] = (number, letter, label)


def _quoted_series(counted: Sequence[re.Match[str]], hearing: Hearing) -> frozenset[str]:
    """Series of which a document has so few numbers that they are another's: one doubt for all of them.

    A list of changes names paragraphs 2.60, 6.72 and 8.34 of what it changes. Several such series make it sure.
    """
    shown: dict[str, dict[int, str]] = defaultdict(dict)
    for match in counted:
        shown[match[1]].setdefault(int(match[2]), match[0])
    sparse = {stem: found for stem, found in shown.items() if len(found) < _SPARSE * max(found)}
    missing = sum(max(found) - len(found) for found in sparse.values())
    if len(sparse) < _FEWEST_SPARSE or 2 * len(sparse) < len(shown):
        return frozenset()
    first = next(iter(next(iter(sparse.values())).values()))
    hearing.doubt(
        "gap", first, f"{len(sparse)} series of numbers leave out {missing} numbers: they may be another text's"
    )
    return frozenset(sparse)


def _gap(label: str, stem: str, ends: tuple[int, int], evidence: Evidence, hearing: Hearing) -> None:
    missing = [f"{stem}{number}" for number in range(ends[0] + 1, ends[1])]
    unexplained = [each for each in missing if not _is_reserved(each, evidence)]
    if unexplained:
        told = ", ".join(unexplained[:_LONGEST_GAP]) + (" …" if len(unexplained) > _LONGEST_GAP else "")
        hearing.doubt("gap", label, f"not in the document before it: {told}")


def _is_reserved(label: str, evidence: Evidence) -> bool:
    """Whether a missing number has a reason: the document says it is not used, or its index goes without it too."""
    key = label_key(label)
    if key in {each.key for each in evidence.reserved}:
        return True
    return "." not in key and len(evidence.indexed) > 1 and f"index/{key}" not in evidence.indexed and "(" not in key
