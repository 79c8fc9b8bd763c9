"""Elements of OpenDocument that say something of what they hold: tracked changes, tables, boxes, headings by style."""

import re
from dataclasses import dataclass

from lxml import etree

from parser.readers.changes import Kind
from parser.readers.word.odt_styles import Style, q

_HEADING = re.compile(r"Heading(?:_20_| )([1-9])")


@dataclass(frozen=True, slots=True)
class Region:
    """A tracked change: what it did, who made it and when, and the deleted text."""

    kinds: tuple[Kind, ...]
    author: str = ""
    date: str = ""
    deleted: etree._Element | None = None


def region_of(element: etree._Element) -> Region:
    """A tracked change as the file lists it; what it says about itself is taken out of the deleted text."""
    kinds: tuple[Kind, ...] = ()
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
