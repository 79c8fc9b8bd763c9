"""Elements of Office Open XML that hold others: what to enter, what to leave, what they say of what is in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from parser.readers.word.model import Paragraph, Row
from parser.readers.word.numbering import VAL, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHANGES: dict[str, Literal["struck", "inserted"]] = {
    W + "ins": "inserted", W + "moveTo": "inserted", W + "del": "struck", W + "moveFrom": "struck",
}  # fmt: skip
"""Elements that say what became of what they hold, or of what they stand at."""
CONTENTS = "contents-list"
"""The rule that drops a list of contents."""


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


def skipped(row: etree._Element, name: str) -> int:
    """How many columns a row leaves out: `gridBefore` at its left."""
    found = row.find(f"{W}trPr/{W}{name}")
    value = found.get(VAL, "0") if found is not None else "0"
    return min(int(value), 64) if value.isdecimal() else 0


def words(row: Row) -> str:
    """The words of a row's cells."""
    texts = [p.pieces for cell in row.cells for p in cell if isinstance(p, Paragraph)]
    return " ".join("".join(piece.text for piece in pieces) for pieces in texts)


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
