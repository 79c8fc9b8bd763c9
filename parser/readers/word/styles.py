"""Styles of Office Open XML: what a paragraph or a run is by its style, and by what stands at it (ECMA-376, 17.7)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from parser.readers.comparison import LOWERED, RAISED
from parser.readers.word.numbering import VAL, W, is_on

_TOGGLES = ("vanish", "strike", "dstrike", "b")
_SHIFTS = {"superscript": RAISED, "subscript": LOWERED}
_DEEPEST = 50

Listed = tuple[str, int | None]
"""The list of a paragraph, by its id, and the level in it (None: that of the style)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown: in no way, struck out, bold; the font where it is one of symbols; white on white; raised."""

    hidden: bool = False
    struck: bool = False
    bold: bool = False
    font: str = ""
    white: bool = False
    shift: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it has of the styles it is based on. `outline` is the heading level from 0; 9 is text.

    `lists` is the style that puts paragraphs into the list: a level is tied to that one.
    """

    name: str = ""
    outline: int = 9
    numbering: Listed | None = None
    lists: str = ""
    toggles: Mapping[str, bool] | None = None
    font: str = ""
    shift: str = ""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._made: dict[str, Style] = {}
        self.default = ""
        self.links: dict[str, str] = {}
        for each in root.iterfind(W + "style") if root is not None else ():
            name = each.get(W + "styleId", "")
            self._elements[name] = each
            if each.get(W + "type") == "paragraph" and each.get(W + "default") in ("1", "true", "on"):
                self.default = name
            linked = each.find(f"{W}pPr/{W}numPr/{W}numId")
            if each.get(W + "type") == "numbering" and linked is not None:
                self.links[name] = linked.get(VAL, "")
        self._looks: dict[tuple[str, str], Look] = {}

    def style(self, name: str, depth: int = 0) -> Style:
        """A style by its id; one that is not there shows nothing."""
        if name not in self._made:
            self._made[name] = self._make(name, depth)
        return self._made[name]

    def _make(self, name: str, depth: int) -> Style:
        element = self._elements.get(name)
        if element is None or depth > _DEEPEST:
            return Style()
        based = element.find(W + "basedOn")
        made = self.style(based.get(VAL, ""), depth + 1) if based is not None else Style()
        called = element.find(W + "name")
        made = replace(made, name=called.get(VAL, "").lower() if called is not None else "")
        properties = element.find(W + "pPr")
        if properties is not None:
            own = numbering(properties)
            made = replace(
                made,
                outline=outline(properties, _named_level(made)),
                numbering=_inherited(own, made.numbering),
                lists=name if own and own[0] else made.lists,
            )
        elif _named_level(made) < 9:
            made = replace(made, outline=_named_level(made))
        marks = element.find(W + "rPr")
        if marks is None:
            return made
        return replace(
            made,
            toggles={**(made.toggles or {}), **_toggles(marks)},
            font=_font(marks) or made.font,
            shift=_shift(marks, made.shift),
        )

    def look(self, paragraph: str, marks: etree._Element | None) -> Look:
        """How a run of a paragraph of this style is shown, `marks` being its own properties."""
        if marks is None or not len(marks):
            return self._plain(paragraph, "")
        named = marks.find(W + "rStyle")
        plain = self._plain(paragraph, named.get(VAL, "") if named is not None else "")
        own = _toggles(marks)
        font = _font(marks)
        colour = marks.find(W + "color")
        white = colour is not None and colour.get(VAL, "").upper() == "FFFFFF"
        white = white and marks.find(W + "shd") is None and marks.find(W + "highlight") is None
        shift = _shift(marks, plain.shift)
        if not own and not font and not white and shift == plain.shift:
            return plain
        return Look(
            own.get("vanish", plain.hidden),
            own["strike"] or own.get("dstrike", False) if "strike" in own else own.get("dstrike", plain.struck),
            own.get("b", plain.bold),
            font or plain.font,
            white,
            shift,
        )

    def _plain(self, paragraph: str, character: str) -> Look:
        """What two styles make of a run: a property that both switch on is off again (17.7.3)."""
        key = (paragraph, character)
        if key not in self._looks:
            first, second = self.style(paragraph), self.style(character) if character else Style()
            one, other = first.toggles or {}, second.toggles or {}
            on = {name: one.get(name, False) != other.get(name, False) for name in _TOGGLES}
            shift = second.shift or first.shift
            look = Look(on["vanish"], on["strike"] or on["dstrike"], on["b"], second.font or first.font, False, shift)
            self._looks[key] = look
        return self._looks[key]


def numbering(properties: etree._Element) -> Listed | None:
    """The list and the level (None: by the style) that paragraph properties name; list `0` is none."""
    found = properties.find(W + "numPr")
    if found is None:
        return None
    num, level = found.find(W + "numId"), found.find(W + "ilvl")
    if num is None and level is None:
        return None
    place = level.get(VAL, "0") if level is not None else ""
    return num.get(VAL, "") if num is not None else "", int(place) if place.isdecimal() else None


def _inherited(own: Listed | None, based: Listed | None) -> Listed | None:
    """A style that only names a level takes the list from the style it is based on."""
    return (based[0], own[1]) if own and based and not own[0] else own or based


def outline(properties: etree._Element, otherwise: int) -> int:
    """The heading level, from 0, that paragraph properties state."""
    found = properties.find(W + "outlineLvl")
    value = found.get(VAL, "") if found is not None else ""
    return int(value) if value.isdecimal() else otherwise


def _named_level(style: Style) -> int:
    """The level of the built-in headings, whose names are the same in every language of the program."""
    head, _, level = style.name.partition(" ")
    return int(level) - 1 if head == "heading" and level.isdecimal() and 0 < int(level) < 10 else style.outline


def _toggles(marks: etree._Element) -> dict[str, bool]:
    return {name: is_on(found) for name in _TOGGLES if (found := marks.find(W + name)) is not None}


def _font(marks: etree._Element) -> str:
    fonts = marks.find(W + "rFonts")
    return fonts.get(W + "ascii", "") if fonts is not None else ""


def _shift(marks: etree._Element, otherwise: str) -> str:
    """The sign for text that run properties raise or lower."""
    found = marks.find(W + "vertAlign")
    return otherwise if found is None else _SHIFTS.get(found.get(VAL, ""), "")
