"""Styles of OpenDocument: what a paragraph or a run is by its style, and how lists count (OpenDocument 1.3, 16)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from parser.readers.comparison import LOWERED, RAISED
from parser.readers.word.numbers import FIGURES, counted_letter, repeated_letter, roman

_NS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_PLACE = re.compile(r"%(\d+)%")
_DEEPEST = 50
LEVELS = 10


def q(name: str) -> str:
    """A qualified name (`text:p`) as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NS[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class Look:
    """How text of a style is shown; None: as what stands around it."""

    hidden: bool | None = None
    struck: bool | None = None
    bold: bool | None = None
    white: bool | None = None
    font: str | None = None
    shift: str | None = None

    def over(self, outer: "Look") -> "Look":
        """This look inside another."""
        names = ("hidden", "struck", "bold", "white", "font", "shift")
        return Look(*(own if (own := getattr(self, name)) is not None else getattr(outer, name) for name in names))


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it has of its parents."""

    name: str = ""
    parent: str = ""
    look: Look = Look()
    outline: int = 0
    list_style: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its number and what stands around it."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    letters_repeat: bool = False
    pattern: str = ""
    bullet: bool = False

    @property
    def strange(self) -> bool:
        """Whether its numbers have a form that is read as figures."""
        return self.form not in ("", "i", "I", "a", "A") and self.form.partition(",")[0] not in FIGURES

    def number(self, count: int) -> str:
        """A count in the form of the level."""
        if self.form in ("i", "I"):
            made = roman(count)
        elif self.form in ("a", "A"):
            made = repeated_letter(count) if self.letters_repeat else counted_letter(count)
        else:
            return FIGURES.get(self.form.partition(",")[0], str)(count) if self.form else ""
        return made.upper() if self.form.isupper() else made


ListStyle = Mapping[int, Level]


class Styles:
    """The styles of a document, automatic ones first."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._elements = {
            (each.get(q("style:family"), ""), each.get(q("style:name"), "")): each
            for root in reversed(roots)
            for each in root.iter(q("style:style"))
        }
        self._made: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, ListStyle] = {
            each.get(q("style:name"), ""): dict(_levels(each))
            for root in reversed(roots)
            for each in root.iter(q("text:list-style"))
        }
        self.consecutive = {
            each.get(q("style:name"), "")
            for root in roots
            for each in root.iter(q("text:list-style"))
            if each.get(q("text:consecutive-numbering")) == "true"
        }
        self._families = {
            each.get(q("style:name"), ""): each.get(q("svg:font-family"), "").strip("'")
            for root in roots
            for each in root.iter(q("style:font-face"))
        }
        outlines = [each for root in roots for each in root.iter(q("text:outline-style"))]
        self.outline: ListStyle = dict(_levels(outlines[0])) if outlines else {}

    def style(self, family: str, name: str, depth: int = 0) -> Style:
        """A style by its family and name; one that is not there shows nothing."""
        key = (family, name)
        if key not in self._made:
            self._made[key] = self._make(family, name, depth)
        return self._made[key]

    def _make(self, family: str, name: str, depth: int) -> Style:
        element = self._elements.get((family, name))
        if element is None or depth > _DEEPEST:
            return Style(name)
        parent = element.get(q("style:parent-style-name"), "")
        based = self.style(family, parent, depth + 1) if parent else Style()
        properties = element.find(q("style:text-properties"))
        own = _look(properties) if properties is not None else Look()
        own = replace(own, font=self._families.get(own.font, own.font)) if own.font else own
        outline = element.get(q("style:default-outline-level"), "")
        return replace(
            based,
            name=name,
            parent=based.name or parent,
            look=own.over(based.look),
            outline=int(outline) if outline.isdecimal() else based.outline,
            list_style=element.get(q("style:list-style-name"), based.list_style),
        )


def _look(properties: etree._Element) -> Look:
    line = properties.get(q("style:text-line-through-style")) or properties.get(q("style:text-line-through-type"))
    weight, display, colour = (properties.get(q(n)) for n in ("fo:font-weight", "text:display", "fo:color"))
    background = properties.get(q("fo:background-color"), "transparent")
    return Look(
        None if display is None else display == "none",
        None if line is None else line != "none",
        None if weight is None else weight not in ("normal", "400", "300", "200", "100"),
        None if colour is None else colour.lower() == "#ffffff" and background == "transparent",
        properties.get(q("style:font-name")) or properties.get(q("fo:font-family")),
        _shift(properties.get(q("style:text-position"))),
    )


def _shift(position: str | None) -> str | None:
    """The sign for text at a position, `super 58%` or `33% 58%`; None where none is said."""
    first = (position or "").partition(" ")[0]
    if not first:
        return None
    lowered = first == "sub" or first.startswith("-")
    return LOWERED if lowered else "" if first.rstrip("%") == "0" else RAISED


def _levels(parent: etree._Element) -> Iterator[tuple[int, Level]]:
    for each in parent:
        level = each.get(q("text:level"), "")
        if not level.isdecimal() or not 0 < int(level) <= LEVELS:
            continue
        shown, start = each.get(q("text:display-levels"), "1"), each.get(q("text:start-value"), "1")
        yield (
            int(level),
            Level(
                each.get(q("style:num-format"), ""),
                each.get(q("style:num-prefix"), ""),
                each.get(q("style:num-suffix"), ""),
                int(shown) if shown.isdecimal() else 1,
                int(start) if start.isdecimal() else 1,
                each.get(q("style:num-letter-sync")) == "true",
                each.get(q("loext:num-list-format"), "") or each.get(q("style:num-list-format"), ""),
                each.tag in (q("text:list-level-style-bullet"), q("text:list-level-style-image")),
            ),
        )


def label(style: ListStyle, level: int, counts: list[int]) -> str:
    """What a list shows in front of an item of a level (from 1), `counts` being those of all its levels."""
    own = style[level]
    if own.pattern:
        return _PLACE.sub(lambda found: _counted(style, int(found[1]), counts), own.pattern).strip()
    first = max(1, level - own.shown + 1)
    numbers = [text for place in range(first, level + 1) if (text := _counted(style, place, counts))]
    return f"{own.prefix}{'.'.join(numbers)}{own.suffix}".strip() if own.form else ""


def _counted(style: ListStyle, place: int, counts: list[int]) -> str:
    level = style.get(place)
    return level.number(counts[place]) if level and place < len(counts) else ""
