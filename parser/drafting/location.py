"""Where an instruction applies: places in the amended code, and steps that lead to them.

An instruction leads to its place in steps, from the outer to the inner ("In Section 4, in
subsection C, in paragraph XYZ C9.1, in sub-paragraph (a)"); a later step may start again further
out, and "that paragraph" goes back to one named before.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.effect import Part
from corpus.enumerators import likely_styles
from parser.drafting.places import Memory, Place, measure_of
from parser.drafting.ranges import ROMANS, NotUnderstood

StepKind = Literal["container", "subsection", "measure", "paragraph", "item", "definition", "entry", "row", "table",
                   "part", "that", "code"]  # fmt: skip

_LETTERED = re.compile(r"[A-Z]{1,2}\d")
_ITEMS = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Step:
    """One phrase of a location. Several `values` or `parts` are several places; `titles` pairs values and brackets."""

    kind: StepKind
    values: tuple[str, ...] = ()
    unit: str = ""
    about: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()


def resolve(
    places: tuple[Place, ...], steps: tuple[Step, ...], memory: Memory, stale: bool = False
) -> tuple[Place, ...]:
    """Follow steps, outer first, from each place; `stale` says that `places` come from an earlier clause."""
    for number, step in enumerate(steps):
        old = stale and number == 0
        if step.parts:
            led = (_narrowed(place, part, old) for place in places for part in step.parts)
        else:
            led = (_led(place, step, value, memory, old) for place in places for value in step.values or ("",))
        places = tuple(dict.fromkeys(led))
    return places


def _narrowed(place: Place, part: Part, stale: bool) -> Place:
    """A part of the place; the column of a row stays in the row."""
    if part.kind == "column" and place.part and place.part.kind == "row":
        part = replace(place.part, column=part.name)
    around = () if stale else place.within
    return replace(place, part=part, titles=() if stale else place.titles, within=around)


def _led(place: Place, step: Step, value: str, memory: Memory, stale: bool) -> Place:
    """The place one step further, with the work, the titles in brackets and the provisions around that were named."""
    made = _take(place, step, value, memory, stale)
    titles, within = ((), ()) if stale else (place.titles, place.within)
    if not stale and step.kind in ("measure", "paragraph", "entry", "row", "that") and place.body:
        headed = (place.body, place.part) if place.part and place.part.kind == "group" else ()
        within += headed or (() if _says_so(made, place.body) else (place.body,))
    titles += tuple((made.body or "", title) for named, title in step.titles if named == value)
    return replace(made, work=value if step.kind == "code" else made.work or place.work, titles=titles, within=within)


def _says_so(place: Place, outer: str) -> bool:
    """Whether the label of a place names the provision around it: `Part 3/1`, `ICU C9.4`."""
    return not place.entry and (place.body or "").startswith((f"{outer}/", f"{outer}(", f"{outer}."))


def _container(place: Place, step: Step, value: str, memory: Memory) -> Place:
    if value.startswith(("Part ", "Chapter ")) and place.container.startswith(("Schedule", "Annex")):
        return Place(place.container, division=value)
    known = memory.recall(value)
    return Place(container=value, about=step.about.lower() or (known.about if known else ""))


def _take(place: Place, step: Step, value: str, memory: Memory, stale: bool) -> Place:
    match step.kind:
        case "container":
            return _container(place, step, value, memory)
        case "measure" | "paragraph":
            return _numbered(place, step, value, memory, stale)
        case "item":
            return _item(place, step.unit, value, stale)
        case "entry" | "row":
            return _entry(place, step, value, memory)
        case "that":
            return _that(value, memory)
        case _:
            return _simply(place, step, value)


def _simply(place: Place, step: Step, value: str) -> Place:
    match step.kind:
        case "code":
            return Place(code=value)
        case "subsection":
            return _subsection(place, value)
        case "definition":
            return replace(place, term=" ".join(value.split()), entry="", part=None)
        case _:
            return replace(place, table=Part("table", value), term="", entry="", part=None)


def _subsection(place: Place, letter: str) -> Place:
    if not place.container:
        raise NotUnderstood(f"subsection {letter} of a section that is not named")
    return Place(container=place.container, subsection=letter)


def _that(kind: str, memory: Memory) -> Place:
    found = memory.recall(kind)
    if found is None and kind == "subsection":  # of an Act: what is numbered (1) in a section
        found = _numbered_item(memory.recall("item"))
        kind = "item" if found else kind
    if found is None:
        raise NotUnderstood(f"“that {kind}”, but none was named before")
    if kind in memory.several:
        raise NotUnderstood(f"“that {kind}”, but several were named before, or another one was inserted beside it")
    return found


def _numbered_item(place: Place | None) -> Place | None:
    """The subsection that a place is, or stands in."""
    first = place.items[:1] if place else ()
    return replace(place, items=first) if place and first and first[0][1].strip("()")[:1].isdigit() else None


def _numbered(place: Place, step: Step, value: str, memory: Memory, stale: bool) -> Place:
    base, items = value.partition("(")[0], tuple(("", item) for item in _ITEMS.findall(value))
    if (
        not stale
        and step.unit == "paragraph"
        and base.isdigit()
        and not place.items
        and _BY_PARAGRAPHS.match(place.provision)
    ):
        return replace(place, items=(("paragraph", base), *items), entry="", part=None)  # "in Article 1, paragraph 2"
    provision = _provision(place, step, base.strip(), memory)
    if not stale and place.provision and not _is_within(provision, place):
        raise NotUnderstood(f"{provision} in {place.body}")
    return Place(place.container, place.about, place.subsection, "", provision, items)


def _is_within(provision: str, place: Place) -> bool:
    """Whether a provision can stand in the one named before it: "In Recommendation X9, in paragraph X9.4"."""
    return provision == place.provision or (measure_of(provision) == place.provision and not place.items)


def _provision(place: Place, step: Step, base: str, memory: Memory) -> str:
    if " " in base:
        return base
    through = step.unit in _RUN_THROUGH and place.container.startswith(("Part ", "Chapter "))
    if step.kind != "measure" and place.container and not place.container.startswith("Section") and not through:
        return f"{place.container}/{base}"
    if _LETTERED.match(base) or step.kind == "measure":
        prefix = place.provision.rpartition(" ")[0] or memory.prefix
        return f"{prefix} {base}" if prefix else base
    return _plain_number(place, step.unit, base)


_BY_PARAGRAPHS = re.compile(r"(?:Article|Regulation|Rule|Clause|Condition|Section|Direction) \d+[A-Za-z]*$")
# Units that are numbered through the Parts and Chapters of a document.
_RUN_THROUGH = (
    "regulation",
    "rule",
    "article",
    "direction",
    "condition",
    "clause",
    "provision",
    "principle",
    "standard",
)


def _plain_number(place: Place, unit: str, base: str) -> str:
    """A number without letters: "paragraph 4" of a measure, "paragraph 5.9", "regulation 3"."""
    if unit not in ("paragraph", ""):
        return f"{unit.capitalize()} {base}"
    if base.isdigit() and (measure := place.provision and measure_of(place.provision)):
        return f"{measure}.{base}"
    return base if "." in base or not place.container else f"{place.container}/{base}"


def _item(place: Place, unit: str, value: str, stale: bool) -> Place:
    enumerators = _ITEMS.findall(value)
    if place.term:
        return replace(place, part=_item_of_term(place.part, value))
    if not place.provision and not (place.container or place.division):
        raise NotUnderstood(f"{unit} {value} of a paragraph that is not named")
    if not place.provision:
        place, enumerators = _in_container(place, unit, enumerators)
        if not enumerators:
            return place
    kept = _kept(place.items, unit, enumerators[0], stale)
    added = tuple((unit, enumerator) for enumerator in enumerators)
    return replace(place, items=kept + added, entry="", part=None)


def _in_container(place: Place, unit: str, numbers: list[str]) -> tuple[Place, list[str]]:
    """The provision that items of a container stand in, and the items that remain.

    Subsections of a section are its items, `Section 4(2)`; the paragraphs of a Part, Schedule or
    Annex are numbered in it, `Part 2/1`, whether their numbers are printed in brackets or not.
    """
    body = place.body or ""
    outer = replace(place, container="", division="", subsection="", entry="", part=None)
    if unit.startswith("paragraph") and numbers[0][0].isdigit() and body.startswith(_NUMBER_PARAGRAPHS):
        return replace(outer, provision=f"{body}/{numbers[0]}"), numbers[1:]
    return replace(outer, provision=body), numbers


_NUMBER_PARAGRAPHS = ("Part ", "Chapter ", "Schedule", "Annex", "Appendix")


def _item_of_term(part: Part | None, value: str) -> Part:
    """Items of a definition have no labels: "item (b)" is a part of it."""
    if part and part.kind != "item":
        raise NotUnderstood(f"{value} of the {part}")
    if part and likely_styles(_ITEMS.findall(value)[0]) & likely_styles(_ITEMS.findall(part.name)[-1]):
        raise NotUnderstood(f"{value} after {part} of a definition")
    return Part("item", f"{part.name if part else ''}{value}")


def _kept(items: tuple[tuple[str, str], ...], unit: str, new: str, stale: bool) -> tuple[tuple[str, str], ...]:
    """The items under which a further one stands: a sibling replaces the one an earlier clause named."""
    if not items:
        return ()
    if not stale:
        if not likely_styles(new) - likely_styles(items[-1][1]):
            raise NotUnderstood(f"{unit} ({new}) under ({items[-1][1]}), which is numbered alike")
        return items
    alike = [n for n, (_, old) in enumerate(items) if likely_styles(old) & likely_styles(new)]
    named = [n for n, (word, _) in enumerate(items) if word == unit]
    if named:
        if named[0] not in alike:
            raise NotUnderstood(f"{unit} ({new}) after {unit} ({items[named[0]][1]}), which is numbered otherwise")
        return items[: named[0]]
    certain = [n for n in alike if not likely_styles(new) - likely_styles(items[n][1])]
    return items[: certain[0]] if certain else items


def before(place: Place) -> Place:
    """The item before an item, by its number; NotUnderstood where the number does not tell."""
    unit, last = place.items[-1]
    roman = last in ROMANS and (len(last) > 1 or (len(place.items) > 1 and last in "vx"))
    if roman and last != "i":
        return replace(place, items=(*place.items[:-1], (unit, ROMANS[ROMANS.index(last) - 1])))
    if len(last) != 1 or last in "aA1" or (last == "i" and len(place.items) > 1):
        raise NotUnderstood(f"the item before ({last})")
    return replace(place, items=(*place.items[:-1], (unit, chr(ord(last) - 1))))


def _entry(place: Place, step: Step, value: str, memory: Memory) -> Place:
    if step.about == "quoted" and place.table and (place.provision or place.container.startswith(_NUMBER_PARAGRAPHS)):
        return replace(place, term="", entry="", part=Part("row", " ".join(value.split())))
    if step.about == "quoted":
        defines = step.kind == "entry" or "definition" in place.about or "interpretation" in place.about
        if defines and not re.fullmatch(r"[A-Z]{0,3}\d+[A-Za-z]?", value):
            return replace(place, term=" ".join(value.split()), entry="", part=None)
        return replace(place, entry=_row(place, value), term="", part=None)
    measure = value if " " in value else _provision(place, Step("measure"), value, memory)
    if step.kind == "entry" and " " in measure and "." not in measure and "(" not in measure:
        return replace(place, entry=f"Index/{measure}", term="", part=None)
    return replace(place, entry=_row(place, value), term="", part=None)


def _row(place: Place, value: str) -> str:
    return f"Row/{value}@{place.body}" if place.body else f"Row/{value}"


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a provision, as an instruction names them.

    `text` None with `part` set names a whole part; `at_end` says "at the end of";
    `after` names all words that follow it, to the end.
    """

    text: str | None = None
    until: str | None = None
    until_end: bool = False
    at_end: bool = False
    after: str | None = None
    occurrence: int | None = None
    occurrences: int | Literal["all"] | None = None
    until_occurrence: int | None = None
    places: tuple[Place, ...] = field(default=())
