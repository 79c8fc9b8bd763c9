"""Footnotes of a page, found before it is read: which links and raised figures refer to notes, and where the notes are.

What ties a note to its reference is a link from one to the other and back; names and classes
(`fn:1`, `_ftn1`, `cite_note-1`, `data-fn`, `LegFootnoteRef`) differ from generator to generator and
are stripped by archives. So links are followed first, names are read where a link leads nowhere,
and an endnotes list without either counts its items. A raised figure without a link is a reference
where a block begins with the same figure raised.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parser.readers.html.events import BREAKS, INVISIBLE, Event

_REFERENCE = re.compile(r"_?(?:fn|ftn|footnote|edn|note|cite_note|sdfootnote)[-:_]?.*\d", re.IGNORECASE)
_BACK = re.compile(r"_?(?:fnref|ftnref|footnote-?ref|ednref|cite_ref|sdfootnote\d+anc)", re.IGNORECASE)
_NAMED = re.compile(r"_?(?:fn|ftn|footnote|edn|cite_note)[-:_]?(\w*\d+)", re.IGNORECASE)
_CLASS = re.compile(
    r"foot-?note|end-?note|noteref|commentary|(?:^|\s)fn(?:$|\s)|(?:^|\s)reference(?:$|\s)", re.IGNORECASE
)
_LISTS = re.compile(
    r"(?:^|\s)(?:wp-block-footnotes|easy-footnotes-wrapper|footnotes?(?:-list)?|endnotes?|references)(?:$|\s)"
)
_MARK = re.compile(
    r"[\[(]?\s*(?:foot)?(?:note)?\s*([A-Z]?\d{1,4}|[*†‡§¶]{1,3}|[a-z]|[ivx]{1,5})\s*[\])]?\.?", re.IGNORECASE
)
_FIGURE = re.compile(r"\s*[\[(]?(\d{1,3}|[a-z])[\])]?\s*")
_FIRST_WORD = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?[.:]?(?:\s|$)")
_ARROWS = re.compile(r"[\s↩↑⤴^\ufe0e\ufe0f]+(?:\w+)?\s*")
_DIGITS = re.compile(r"\d+")
_TOO_LARGE = frozenset(["html", "body", "main", "article", "section", "table", "tbody", "tr", "ol", "ul", "td", "th"])
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_AT_WORD = re.compile(r"(?:[.,;:!?)\]”’\"]|[^\W\d_]{4})\Z")
"""What stands before a raised figure that is no exponent: the end of a sentence or of a word longer than a unit."""
_WORD = 4
_LONGEST = 40
_TOLD = ("a", "sup", "li")
"""Elements whose first words tell what they are, as those of an element with a name that a link leads to."""


@dataclass(frozen=True, slots=True)
class Notes:
    """Elements by the index of their start event.

    `references` are links and raised figures with the number of their note, `backs` links from a
    note to its reference, `bodies` elements that hold a note, with its number (empty: not known),
    `numbers` raised figures that begin a note and are its printed number.
    """

    references: Mapping[int, str] = field(default_factory=dict)
    backs: frozenset[int] = frozenset()
    bodies: Mapping[int, str] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Element:
    index: int
    tag: str
    attributes: Mapping[str, str]
    parent: "_Element | None"
    first: bool = False
    text: str = ""
    before: str = ""

    def around(self, steps: int = 99) -> "list[_Element]":
        """This element and those it stands in, the nearest first."""
        found: list[_Element] = []
        element: _Element | None = self
        while element is not None and len(found) <= steps:
            found.append(element)
            element = element.parent
        return found

    def inside(self, tag: str, steps: int = 3) -> bool:
        """Whether it is such an element or stands in one a few steps up."""
        return any(each.tag == tag for each in self.around(steps))

    @property
    def target(self) -> str:
        """The fragment that a link leads to in the same page."""
        address = self.attributes.get("href", "")
        return address[1:] if address.startswith("#") else ""

    @property
    def named(self) -> str:
        """What its classes and those around it call it."""
        return " ".join(each.attributes.get("class", "") for each in self.around(2))


def find_notes(events: Sequence[Event]) -> Notes:
    """Follow the links and raised figures of a page; linear in its events."""
    page = _Page(events)
    if not (page.links or page.raised or page.lists):
        return Notes()
    return _Ties(page).notes()


class _Page:
    """One pass over the events: links within the page, raised figures, names of elements, lists of notes."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.links: list[_Element] = []
        self.raised: list[_Element] = []
        self.lists: list[_Element] = []
        self.items: dict[int, list[_Element]] = {}
        self.names: dict[str, _Element] = {}
        self._stack: list[_Element] = []
        self._counts: dict[str, int] = {}
        self._begun = False
        self._unseen = 0
        self._last = ""
        for index, (kind, value, attributes) in enumerate(events):
            if kind == "text":
                self._text(value)
            elif kind == "start":
                self._start(index, value, attributes)
            elif self._counts.get(value):
                self._end(value)

    def _start(self, index: int, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in BREAKS:
            self._begun = False
        element = _Element(index, tag, attributes, self._stack[-1] if self._stack else None, not self._begun)
        self._stack.append(element)
        self._counts[tag] = self._counts.get(tag, 0) + 1
        self._unseen += tag in INVISIBLE
        for name in (attributes.get("id"), attributes.get("name")) if attributes else ():
            if name:
                self.names.setdefault(name, element)
        if tag == "a" and element.target:
            self.links.append(element)
        elif tag == "sup":
            element.before = self._last
            self.raised.append(element)
        elif tag == "li" and self.lists and self.lists[-1] in element.around(4):
            self.items.setdefault(self.lists[-1].index, []).append(element)
        elif attributes and tag in ("ol", "ul", "div", "section", "aside") and _is_list_of_notes(attributes):
            self.lists.append(element)

    def _end(self, tag: str) -> None:
        while True:
            element = self._stack.pop()
            self._counts[element.tag] -= 1
            self._unseen -= element.tag in INVISIBLE
            if element.tag in BREAKS:
                self._begun = False
            if element.tag == tag:
                return

    def _text(self, text: str) -> None:
        if self._unseen:
            return
        for element in self._stack[-3:]:
            if (element.tag in _TOLD or "id" in element.attributes) and len(element.text) < _LONGEST:
                element.text += text
        self._begun = self._begun or not text.isspace()
        self._last = text[-_WORD:]


def _is_list_of_notes(attributes: Mapping[str, str]) -> bool:
    return attributes.get("role") == "doc-endnotes" or bool(_LISTS.search(attributes.get("class", "")))


class _Ties:
    """Ties references to notes."""

    def __init__(self, page: _Page) -> None:
        self.page = page
        self.backs = {link.index for link in page.links if _is_back(link)}
        self.holding = {each.parent.index for each in page.raised if each.parent}
        self.linked = {each.index for link in page.links for each in link.around(2)}
        self.references: dict[int, str] = {}
        self.bodies: dict[int, str] = {}
        self.numbers: set[int] = set()

    def notes(self) -> Notes:
        """References first, then the notes they lead to, then notes that only lead back or only stand in a list."""
        referring = [link for link in self.page.links if link.index not in self.backs and self._refers(link)]
        sources = {each.attributes["id"] for link in referring for each in link.around(2) if each.attributes.get("id")}
        for link in referring:
            self.references[link.index] = _number(link)
            self._lead(link)
        for link in self.page.links:
            if link.index not in self.references and (link.index in self.backs or self._returns(link, sources)):
                self.backs.add(link.index)
                self._begin(link, _digits(link.target))
        for listed in self.page.lists:
            self._count(self.page.items.get(listed.index, []))
        self._raised()
        return Notes(self.references, frozenset(self.backs), self.bodies, frozenset(self.numbers))

    def _refers(self, link: _Element) -> bool:
        """Whether a link is a footnote's mark: by its role or name, or as a raised mark that leads further down."""
        if link.attributes.get("role") == "doc-noteref":
            return True
        target = self.page.names.get(link.target)
        leads = target is not None and target.tag not in _HEADINGS and target.index > link.index
        if _REFERENCE.match(link.target) and (leads or target is None):
            return True
        shown = _FIGURE.fullmatch(link.text)
        begun = _FIRST_WORD.match(target.text) if shown and target is not None else None
        if leads and shown and begun and shown[1] == begun[1]:
            return True
        raised = link.inside("sup", 2) or link.index in self.holding
        return leads and _MARK.fullmatch(link.text.strip()) is not None and (raised or bool(_CLASS.search(link.named)))

    def _returns(self, link: _Element, sources: set[str]) -> bool:
        """Whether a link leads from a note to a reference: an arrow, or the note's number at its start."""
        shown = link.text.strip()
        leads = link.target in sources
        return leads and bool(_ARROWS.fullmatch(shown) or _MARK.fullmatch(shown) or not shown)

    def _lead(self, link: _Element) -> None:
        target = self.page.names.get(link.target)
        if target is not None:
            self._begin(target, self.references[link.index])

    def _begin(self, element: _Element, number: str) -> None:
        """The block of an element holds a note; the first number it gets stays."""
        block = next((each for each in element.around() if each.tag in BREAKS), None)
        item = next((each for each in element.around(3) if each.tag == "li"), None)
        block = item if item is not None and block is not None and block.tag != "li" else block
        if block is None or block.tag in _TOO_LARGE or block.tag in _HEADINGS:
            return
        if not any(self.bodies.get(each.index) for each in block.around()):
            self.bodies[block.index] = number

    def _count(self, items: Sequence[_Element]) -> None:
        """Items of a list of notes: by their own names, else by their order where a mark has the number.

        Where links tie some of them, they count only in the one list whose linked items stand at their numbers.
        """
        alone = bool(items) and items[0].inside("ol", 1) and len(self.page.lists) == 1
        raised = self._marked_by_figure(items) if alone else {}
        known = {*self.references.values(), *raised}
        tied = {number: held for number, item in enumerate(items, 1) if (held := self.bodies.get(item.index))}
        agree = alone and bool(tied) and all(held == str(number) for number, held in tied.items())
        for number, item in enumerate(items, 1):
            named = _NAMED.fullmatch(item.attributes.get("id", ""))
            counted = str(number) if agree or (not tied and str(number) in known) else ""
            own = self.bodies.get(item.index) or (_digits(named[1]) if named else counted)
            self.bodies[item.index] = own
            self.references.update(dict.fromkeys(raised.get(own, ()), own) if number not in tied else {})

    def _marked_by_figure(self, items: Sequence[_Element]) -> dict[str, list[int]]:
        """Raised figures above a list of notes, without a link, in brackets or at a word: perhaps its marks."""
        found: dict[str, list[int]] = {}
        for each in self.page.raised:
            shown = _FIGURE.fullmatch(each.text)
            linked = any(other.tag == "a" for other in each.around(2)) or each.index in self.linked
            if shown is None or linked or each.first or each.index > items[0].index or not shown[1].isdigit():
                continue
            if int(shown[1]) <= len(items) and (each.text.strip()[:1] in "[(" or _AT_WORD.search(each.before)):
                found.setdefault(shown[1], []).append(each.index)
        return found

    def _raised(self) -> None:
        """Raised figures without a link: those that begin a block are notes, the same elsewhere refer to them."""
        linked = self.linked | {each.index for each in self.page.raised if each.parent and each.parent.tag == "a"}
        linked |= set(self.references)
        bare = [each for each in self.page.raised if each.index not in linked and _FIGURE.fullmatch(each.text)]
        figures = {each.index: _FIGURE.fullmatch(each.text) for each in bare}
        numbers = {index: match[1] for index, match in figures.items() if match}
        later = {numbers[each.index]: each.index for each in bare if each.first}
        referring = [e for e in bare if not e.first and e.index < later.get(numbers[e.index], -1)]
        known = {numbers[each.index] for each in referring}
        known |= {number for each in bare if each.first and (number := self._tied(each)) == numbers[each.index]}
        for each in referring:
            self.references[each.index] = numbers[each.index]
        for each in bare:
            if each.first and numbers[each.index] in known:
                self.numbers.add(each.index)
                self._begin(each, numbers[each.index])

    def _tied(self, raised: _Element) -> str:
        """The number of the note that a link has led to, around a raised figure."""
        return next((number for each in raised.around(3) if (number := self.bodies.get(each.index))), "")


def _is_back(link: _Element) -> bool:
    attributes = link.attributes
    return (
        attributes.get("role") == "doc-backlink"
        or _BACK.match(link.target) is not None
        or "reversefootnote" in attributes.get("class", "")
    )


def _number(link: _Element) -> str:
    """The number that a mark shows, else the digits of its address, else its sign."""
    shown = " ".join(link.text.split())
    mark = _MARK.fullmatch(shown)
    if mark and (mark[1][0].isalpha() and mark[1][-1].isdigit()):
        return mark[1]
    return _digits(shown) or _digits(link.target) or (mark[1] if mark else "")


def _digits(text: str) -> str:
    found = _DIGITS.search(text)
    return found[0] if found else ""
