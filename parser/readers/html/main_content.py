"""A look over the whole page before it is read: its main content, tables that are layout, what headings open."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from parser.readers.html.events import INVISIBLE, UNCOMPARED, Event

_CONTENT = re.compile(
    r"(?:^|\s)(entry-content|post-content|post__content|article-body|article__body|article-content|article__content|"
    r"story-body|page-content|main-content|rich-text|wysiwyg|td-post-content|elementor-widget-theme-post-content)(?:\s|$)",
    re.IGNORECASE,
)
_IDS = frozenset(["content", "main", "main-content", "maincontent", "primary", "page-content"])
_CONTENTS = frozenset(["main", "article"])
_TITLES = frozenset(["h1", "h2", "h3", "h4"])
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_OPENING = ("aria-controls", "data-bs-target", "data-target")
"""Attributes of a button that name the part of the page it opens; scripts of the common kits read the last two."""
_PANELS = frozenset(["tabpanel", "region"])
"""Parts of a page that a tab or another title with the role of a button shows, one at a time."""
_LEAST = 200
_LONG_FORM = 800
"""Characters beyond which a form is a page or a list in a form's clothes, not a field to fill in."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Elements by the index of their start event.

    `mains` hold the content; `kept` are never furniture (they hold the content, or most of the
    page); `layout` are tables that only place things. `selective` says that there is a main
    content, so what is outside is furniture. `items` are the numbers of items of reversed
    lists. `openers` are buttons that are the words of a heading, `opened` the parts these show.
    `tolerant` are rules that do not hold inside it.
    """

    mains: frozenset[int] = frozenset()
    kept: frozenset[int] = frozenset()
    layout: frozenset[int] = frozenset()
    selective: bool = False
    items: Mapping[int, int] = field(default_factory=dict)
    openers: frozenset[int] = frozenset()
    opened: frozenset[int] = frozenset()
    tolerant: frozenset[str] = frozenset(["page-header", "page-footer"])


@dataclass(slots=True)
class _Element:
    index: int
    tag: str
    attributes: Mapping[str, str]
    parent: int
    mass: int = 0
    cells: int = 0
    rows: int = 0
    paragraphs: int = 0
    columns: int = 0


class _Pass:
    """One pass over the events: the mass of every element, in characters that are not white space at its ends."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.elements: dict[int, _Element] = {}
        self.candidates: list[_Element] = []
        self.layout: set[int] = set()
        self.items: dict[int, int] = {}
        self.total = 0
        self.title = ""
        self.headings: dict[int, str] = {}
        self.openers: list[_Element] = []
        self.tabs: list[_Element] = []
        self._stack: list[_Element] = []
        self._counts: dict[str, int] = {}
        self._unseen = 0
        self._reversed = False
        for index, (kind, value, attributes) in enumerate(events):
            if kind == "text":
                self._text(value)
            elif kind == "start":
                self._start(index, value, attributes)
            elif self._counts.get(value):
                self._end(value)
        for element in self._stack:
            self._finish(element)

    def _text(self, text: str) -> None:
        last = self._stack[-1] if self._stack else None
        if not self._unseen:
            self.total += len(text.strip())
        elif last and last.tag == "title" and not self.title:
            self.title = text
        if last and last.tag == "h1":
            self.headings[last.index] = self.headings.get(last.index, "") + text

    def _start(self, index: int, tag: str, attributes: Mapping[str, str]) -> None:
        element = _Element(index, tag, attributes, self._stack[-1].index if self._stack else -1, self.total)
        self.elements[index] = element
        if attributes or tag in _CONTENTS:
            self.candidates.append(element)
        self._stack.append(element)
        self._counts[tag] = self._counts.get(tag, 0) + 1
        self._unseen += tag in INVISIBLE or tag in UNCOMPARED
        self._reversed = self._reversed or "reversed" in attributes
        if tag == "li" and self._reversed:
            self._item()
        elif tag == "button":
            self._opener(element)
        if attributes.get("role") in ("tab", "button"):
            self.tabs.append(element)
        if self._counts.get("table"):
            self._inside_table(element)

    def _end(self, tag: str) -> None:
        while True:
            element = self._stack.pop()
            self._counts[element.tag] -= 1
            self._unseen -= element.tag in INVISIBLE or element.tag in UNCOMPARED
            self._finish(element)
            if element.tag == tag:
                return

    def _finish(self, element: _Element) -> None:
        element.mass = self.total - element.mass
        if element.tag == "table" and (element.cells == 1 or (element.rows == 1 and element.columns > 1)):
            self.layout.add(element.index)
        elif element.paragraphs > 1 and (table := self._table()):
            table.columns += 1

    def _item(self) -> None:
        """An item of a reversed list is counted: the list counts down from how many there are."""
        held = next((other for other in reversed(self._stack) if other.tag in ("ol", "ul", "menu")), None)
        if held and "reversed" in held.attributes:
            self.items[held.index] = self.items.get(held.index, 0) + 1

    def _opener(self, element: _Element) -> None:
        """A button that a heading begins with is its words: what stands below opens with a click on them."""
        heading = next((other for other in reversed(self._stack) if other.tag in _HEADINGS), None)
        if heading and heading.mass == self.total:
            self.openers.append(element)

    def opened(self) -> set[int]:
        """The elements that the headings' buttons name as what they open, and the panels that tabs do."""
        ids, panels = _named(self.openers), _named(self.tabs)
        return {
            element.index
            for element in (self.candidates if ids or panels else ())
            if (name := element.attributes.get("id")) in ids
            or (name in panels and element.attributes.get("role") in _PANELS)
        }

    def _table(self) -> _Element | None:
        return next((other for other in reversed(self._stack) if other.tag == "table"), None)

    def _inside_table(self, element: _Element) -> None:
        """A table with headings or tables in it is layout; how many cells its rows have, and paragraphs its cells."""
        tag, stack = element.tag, self._stack
        if tag in _TITLES or tag == "table":
            self.layout.update(other.index for other in stack[:-1] if other.tag == "table")
        if tag == "table" and element.attributes and element.attributes.get("role") in ("presentation", "none"):
            self.layout.add(element.index)
        table = self._table()
        if tag == "p" and (cell := next((other for other in reversed(stack) if other.tag in ("td", "table")), None)):
            cell.paragraphs += cell.tag == "td"
        elif tag == "tr" and table:
            table.rows += 1
        elif tag in ("td", "th") and table:
            row = next((other for other in islice(reversed(stack), 1, None) if other.tag == "tr"), table)
            row.cells += 1
            table.cells = max(table.cells, row.cells)

    def above(self, index: int) -> set[int]:
        """The elements that hold this one."""
        found: set[int] = set()
        while index >= 0 and (parent := self.elements[index].parent) >= 0:
            found.add(parent)
            index = parent
        return found


def _named(openers: Sequence[_Element]) -> set[str]:
    """The parts of the page that buttons and tabs name."""
    named = (opener.attributes.get(key, "") for opener in openers for key in _OPENING)
    return {name.removeprefix("#") for each in named for name in each.split()}


def survey(events: Sequence[Event], whole: bool = False) -> Survey:
    """Look over a page; `whole` says that everything is content (a body without its page)."""
    seen = _Pass(events)
    mains = set() if whole else _mains(seen)
    kept = set(mains)
    if mains:
        kept |= _title_outside(seen, mains)
        mains |= kept - mains
    for index in list(kept):
        kept |= seen.above(index)
    half = seen.total * 0.6
    kept |= {index for index, element in seen.elements.items() if element.mass > half}
    kept |= {index for index, element in seen.elements.items() if element.tag == "form" and element.mass > _LONG_FORM}
    return Survey(
        frozenset(mains),
        frozenset(kept),
        frozenset(seen.layout),
        bool(mains),
        seen.items,
        frozenset(element.index for element in seen.openers),
        frozenset(seen.opened()),
    )


def _mains(seen: _Pass) -> set[int]:
    for kind in (_is_main, _is_article, _is_content):
        found = [element for element in seen.candidates if kind(element)]
        found = [element for element in found if not seen.above(element.index) & {other.index for other in found}]
        largest = max(found, key=lambda element: element.mass, default=None)
        if largest is None or largest.mass < min(_LEAST, seen.total * 0.5):
            continue
        if kind is _is_article and largest.mass < 0.6 * sum(element.mass for element in found):
            return set()  # several articles of a size: a list of them, not one document
        return {element.index for element in found} if kind is _is_main else {largest.index}
    return set()


def _title_outside(seen: _Pass, mains: set[int]) -> set[int]:
    """The page's title where it stands above the main content."""
    title = _flat(seen.title)
    inside = [index for index in seen.headings if seen.above(index) & mains]
    if inside or not title:
        return set()
    found = next((i for i, text in seen.headings.items() if _flat(text) and title.startswith(_flat(text))), None)
    return set() if found is None else {found}


def _flat(text: str) -> str:
    return "".join(text.split()).casefold()


def _is_main(element: _Element) -> bool:
    return element.tag == "main" or element.attributes.get("role") == "main"


def _is_article(element: _Element) -> bool:
    return element.tag == "article" or element.attributes.get("itemprop") == "articleBody"


def _is_content(element: _Element) -> bool:
    attributes = element.attributes
    return attributes.get("id", "").lower() in _IDS or bool(_CONTENT.search(attributes.get("class", "")))
