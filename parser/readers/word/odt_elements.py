"""Elements of OpenDocument that say something of what they hold: tracked changes, tables, boxes, headings by style."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from parser.readers.changes import Kind
from parser.readers.word.model import Piece, shifted
from parser.readers.word.odt_styles import Look, Style, q
from parser.readers.word.symbols import PRIVATE, shown

INDEXES = tuple(
    q(f"text:{name}")
    for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
)
UNSEEN = frozenset(
    q(name)
    for name in (
        "text:tracked-changes", "office:forms", "svg:title", "svg:desc", "text:sequence-decls", "text:variable-decls",
        "text:user-field-decls", "text:script", "office:annotation-end", "text:number", "office:event-listeners",
        "text:table-of-content-source", "text:ruby-text", "text:dde-connection-decls",
    )
)  # fmt: skip
"""Elements whose words are no words of the page."""
_HEADING = re.compile(r"Heading(?:_20_| )([1-9])")


@dataclass(frozen=True, slots=True)
class Region:
    """A tracked change: what it did, who made it and when, and the deleted text."""

    kinds: tuple[Literal["struck", "inserted"], ...]
    author: str = ""
    date: str = ""
    deleted: etree._Element | None = None


def region_of(element: etree._Element) -> Region:
    """A tracked change as the file lists it; what it says about itself is taken out of the deleted text."""
    kinds: tuple[Literal["struck", "inserted"], ...] = ()
    deleted, info = None, None
    for each in element:
        if each.tag == q("text:insertion"):
            kinds = (*kinds, "inserted")
        elif each.tag == q("text:deletion"):
            kinds, deleted = (*kinds, "struck"), each
        found = each.find(q("office:change-info"))
        info = found if found is not None else info
    author = info.findtext(q("dc:creator"), "") if info is not None else ""
    date = info.findtext(q("dc:date"), "") if info is not None else ""
    if deleted is not None:
        for each in deleted.findall(q("office:change-info")):
            deleted.remove(each)
    return Region(kinds, author, date, deleted)


def named_level(style: Style) -> int:
    """The level of a paragraph that is no heading by its element and one by its style, as converted files have them."""
    if "Title" in (style.name, style.parent):
        return 1
    named = _HEADING.fullmatch(style.name) or _HEADING.fullmatch(style.parent)
    return int(named[1]) if named else 0


def table_of(row: etree._Element) -> etree._Element | None:
    """The table that a row belongs to."""
    return next(row.iterancestors(q("table:table")), None)


def outermost(box: etree._Element, within: etree._Element) -> bool:
    """Whether a text box stands in no other one below the element."""
    for each in box.iterancestors():
        if each is within:
            return True
        if each.tag == q("draw:text-box"):
            return False
    return True


def started(item: etree._Element) -> int | None:
    """The number that an item of a list starts anew from; None where it goes on."""
    start = item.get(q("text:start-value"), "")
    return int(start) if start.isdecimal() else None


def pieces_of(text: str, kinds: tuple[Kind, ...], look: Look, before: Sequence[Piece]) -> Iterator[Piece]:
    """A text as pieces: one, or one for each character where it holds some of a font of symbols.

    A character without a known meaning stands as it is.
    """
    bold = bool(look.bold)
    if not look.font or text.isascii() or not any(ord(char) in PRIVATE for char in text):
        yield Piece(text, kinds, bold, shift=shifted(before, text, look.shift) if look.shift else "")
        return
    for char in text:
        private = ord(char) in PRIVATE
        yield Piece((shown(ord(char), look.font) if private else None) or char, kinds, bold, made=private)


def box_of(mark: etree._Element) -> str:
    """The box of a form, with or without its cross; nothing for other fields."""
    if not mark.get(q("field:type"), "").endswith("FORMCHECKBOX"):
        return ""
    names = [(each.get(q("field:name")), each.get(q("field:value"))) for each in mark]
    return "\u2612" if ("Checkbox_Checked", "true") in names else "\u2610"
