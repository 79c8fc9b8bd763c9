"""Elements of Office Open XML that hold others: what to enter, what to leave, what they say of what is in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from parser.readers.word.numbering import MC, VAL, W, is_on

CHANGES: dict[str, Literal["struck", "inserted"]] = {
    W + "ins": "inserted", W + "moveTo": "inserted", W + "del": "struck", W + "moveFrom": "struck",
}  # fmt: skip
"""Elements that say what became of what they hold, or of what they stand at."""
CELL_CHANGES: dict[str | bytes | bytearray | etree.QName, Literal["struck", "inserted"]] = {
    W + "cellIns": "inserted", W + "cellDel": "struck",
}  # fmt: skip
CONTENTS = "contents-list"
"""The rule that drops a list of contents."""


_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_NUMBER_FIELDS = frozenset(["LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT"])
_SHOWN_FIELDS = _NUMBER_FIELDS | {"EQ", "SYMBOL", "MACROBUTTON", "GOTOBUTTON", "ADVANCE"}


@dataclass(slots=True)
class Field:
    """An open field: what it is told to do, and whether its result has begun."""

    told: list[str] = field(default_factory=list)
    result: bool = False
    words: bool = False

    def shows(self) -> str:
        """What a field without a result shows, in words; empty where it shows nothing."""
        told = "".join(self.told).split()
        name = told[0].upper() if told else ""
        if name not in _SHOWN_FIELDS:
            return ""
        return f"{name} shows {'a number' if name in _NUMBER_FIELDS else 'words'}"


def filled_in(begin: etree._Element) -> str:
    """What a field of a form shows that has no result: the entry chosen of a list, a box with or without its cross."""
    listed, box = begin.find(f"{W}ffData/{W}ddList"), begin.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        ticked = box.find(W + "checked") if box.find(W + "checked") is not None else box.find(W + "default")
        return "\u2612" if ticked is not None and is_on(ticked) else "\u2610"
    if listed is None:
        return ""
    entries = [each.get(VAL, "") for each in listed.iterfind(W + "listEntry")]
    chosen = listed.find(W + "result")
    place = chosen.get(VAL, "0") if chosen is not None else "0"
    return entries[int(place)] if place.isdecimal() and int(place) < len(entries) else ""


def style_of(properties: etree._Element | None) -> str:
    """The id of the style that paragraph properties name; empty without one."""
    named = properties.find(W + "pStyle") if properties is not None else None
    return named.get(VAL, "") if named is not None else ""


def control_rule(control: etree._Element) -> str:
    """The rule of a content control: Word's own list of contents is one."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return CONTENTS if gallery is not None and gallery.get(VAL) == "Table of Contents" else ""


def chosen(alternatives: etree._Element) -> etree._Element:
    """The first choice of several renderings of one thing; the fallback where there is none."""
    choice = alternatives.find(MC + "Choice")
    fallback = alternatives.find(MC + "Fallback")
    return choice if choice is not None else fallback if fallback is not None else alternatives


def within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, those in content controls and custom markup included."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", *CHANGES):
            yield from within(child, tag)


def goes_on_above(cell: etree._Element | None) -> bool:
    """Whether a cell, by its properties, is the lower part of one that spans rows: what stands in it is not shown."""
    merged = cell.find(W + "vMerge") if cell is not None else None
    return merged is not None and merged.get(VAL, "continue") != "restart"


def skipped(row: etree._Element, name: str) -> int:
    """How many columns a row leaves out: `gridBefore` at its left."""
    found = row.find(f"{W}trPr/{W}{name}")
    value = found.get(VAL, "0") if found is not None else "0"
    return min(int(value), 64) if value.isdecimal() else 0


def boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text boxes in a drawing, of two renderings the first; a box in a box is read with the outer one."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag == W + "txbxContent":
            yield each
        elif each.tag == MC + "AlternateContent":
            waiting.append(chosen(each))
        else:
            waiting.extend(reversed(each))


def drawn_words(element: etree._Element) -> list[str]:
    """The words of a drawing that are in no text box: along a path, in a diagram's shapes."""
    words = [each.get("string", "") for each in element.iter(_V + "textpath")]
    return words + ["".join(each.text or "" for each in p.iter(_A + "t")) for p in element.iter(_A + "p")]
