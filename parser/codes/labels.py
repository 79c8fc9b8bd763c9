"""Labels of a whole document: unique, in order, and without unexplained gaps."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from operator import is_not

from corpus.enumerators import inserted_rank
from corpus.provision import Provision, walk
from corpus.work import Repair, Reserved
from parser.codes.headings import is_caption

_COUNTED = re.compile(r"(.*[^\d\n]|)(\d+)([A-Z]*)")
_LONGEST_NAME = 60
"""Characters of a caption or heading that a row is named by."""
_NAMED = 10
"""Missing numbers that a sentence names."""
_MOST = 1000
"""Missing numbers that are kept: a misprinted number may leave out millions."""
_RECITALS = re.compile(r"(?:and )?whereas|(?:the )?recitals", re.IGNORECASE)
_RECITAL = re.compile(r"\d{1,3}[A-Z]{0,2}|[A-Z]{1,2}")
_COUNTED_KINDS = ("section", "subsection", "measure", "paragraph")


def with_recitals(provisions: tuple[Provision, ...]) -> tuple[Provision, ...]:
    """The items under `Whereas:` or a heading `Recitals` outside all sections have labels of their own, `Recital 1`."""
    under = False
    found: list[Provision] = []
    for node in provisions:
        words = (node.heading or node.text).strip(" .:,–—-") if node.kind in ("heading", "text") else ""
        leads = _RECITALS.fullmatch(words) is not None
        under = leads or (under and node.kind in ("subparagraph", "footnote"))
        below = tuple(map(_recital, node.children)) if leads else node.children
        found.append(replace(node, children=below) if leads else _recital(node) if under else node)
    return tuple(found)


def _recital(node: Provision) -> Provision:
    numbered = node.kind == "subparagraph" and not node.label and _RECITAL.fullmatch(node.num or "")
    return _labelled(node, f"Recital {node.num}") if numbered else node


def _labelled(node: Provision, label: str) -> Provision:
    """An item with its label, and those of its own list with theirs."""
    below = tuple(
        _labelled(each, f"{label}({each.num})") if each.kind == "subparagraph" and each.num else each
        for each in node.children
    )
    return replace(node, label=label, children=below)


def unique(provisions: tuple[Provision, ...]) -> tuple[tuple[Provision, ...], tuple[Repair, ...]]:
    """Every label once: a provision that repeats one keeps its words and loses the label, with a note.

    Rows may well be numbered alike in two tables of one section: those of a later one have the table's caption behind
    their number, `Row/4, Table 2@Section 3`, or the heading or the number of the paragraph above it, where no other
    table with numbered rows is between. Where that tells none they lose their label, with one note for the table.
    """
    labels = [node.key for node in walk(provisions) if node.label]
    if len(labels) == len(set(labels)):
        return provisions, ()
    seen: set[str] = set()
    repairs: list[Repair] = []
    above = ""

    def settle(node: Provision, repeated: bool) -> Provision:
        nonlocal above
        captioned = node.kind == "text" and is_caption(node.text)
        numbered = node.label if node.kind == "paragraph" and not above else ""
        above = node.heading or (node.text if captioned else numbered or above)
        if node.kind == "table" and any(row.label for row in node.children):
            node, told = _rows_apart(node, above, seen)
            repairs.extend(told)
            above = ""
        again = bool(node.label) and node.key in seen
        if again and not repeated and node.kind != "row":
            detail = f"{node.label} is printed again; the second has its words but not its label"
            repairs.append(Repair("repeated_label", node.label or "", detail))
        if node.label and not again:
            seen.add(node.key)
        children = tuple([settle(child, repeated or again) for child in node.children]) if node.children else ()
        changed = again or any(map(is_not, children, node.children))
        return replace(node, label=None if again else node.label, children=children) if changed else node

    return tuple(settle(node, False) for node in provisions), tuple(repairs)


def _rows_apart(table: Provision, named: str, seen: Collection[str]) -> tuple[Provision, list[Repair]]:
    """A table whose rows have an earlier one's labels, told apart by what it is `named`; a note of the rest."""
    again = {row.key for row in table.children if row.label and row.key in seen}
    if not again:
        return table, []
    told = replace(table, children=tuple(_of_table(row, again, named) for row in table.children))
    lost = [row for row in told.children if row.label and row.key in seen]
    if not lost:
        return told, []
    numbers = repr(lost[0].num) if len(lost) == 1 else f"{lost[0].num!r} to {lost[-1].num!r}"
    detail = f"rows of several tables have the numbers {numbers}, and these have no label"
    return told, [Repair("repeated_label", lost[0].label or "", detail)]


def _of_table(row: Provision, again: Collection[str], named: str) -> Provision:
    if not (row.label and row.key in again):
        return row
    words = " ".join(named.replace("@", " ").split())
    name = (words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME].rpartition(" ")[0]).rstrip(" .,:;")
    number, at, scope = row.label.partition("@")
    return replace(row, label=f"{number}, {name}{at}{scope}") if name else row


def gaps(provisions: Iterable[Provision]) -> tuple[Repair, ...]:
    """Numbers that a sequence of sections, measures or paragraphs leaves out, and steps back."""
    last: dict[str, tuple[int, str]] = {}
    found: list[Repair] = []
    for node in walk(tuple(provisions)):
        match = _COUNTED.fullmatch(node.label or "") if node.kind in _COUNTED_KINDS else None
        if match is None:
            continue
        stem, number = f"{node.kind} {match[1]}", int(match[2])
        before = last.get(stem)
        if before and number > before[0] + 1:
            missing = tuple(f"{match[1]}{value}" for value in range(before[0] + 1, number)[:_MOST])
            found.append(_gap(node.label or "", missing))
        if before and (number, inserted_rank(match[3])) < (before[0], inserted_rank(before[1])):
            detail = f"stands after {match[1]}{before[0]}{before[1]}"
            found.append(Repair("numbering_order", node.label or "", detail))
        last[stem] = (number, match[3])
    return tuple(found)


def _gap(at: str, missing: tuple[str, ...]) -> Repair:
    return Repair("numbering_gap", at, f"not in the document: {', '.join(missing[:_NAMED])}", missing)


def unexplained(repairs: Iterable[Repair], unused: Iterable[Reserved]) -> tuple[Repair, ...]:
    """The repairs but for gaps, and of these what is left when the numbers that are not used on purpose are known."""
    known = {each.label for each in unused}
    found: list[Repair] = []
    for repair in repairs:
        left = tuple(label for label in repair.missing if label not in known)
        if left or not repair.missing:
            found.append(_gap(repair.at, left) if left != repair.missing else repair)
    return tuple(found)
