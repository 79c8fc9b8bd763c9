"""The text of an OpenDocument file as paragraphs and tables: every word that stands in it, with what became of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.work import TrackedChange
from parser.readers.changes import Kind
from parser.readers.word.model import (
    KEELING,
    KEELING_RULE,
    KEELING_SAYS,
    Held,
    Item,
    Paragraph,
    Piece,
    Row,
    Setting,
    Table,
    pieces,
    words,
)
from parser.readers.word.odt_elements import (
    INDEXES,
    UNSEEN,
    Region,
    box_of,
    named_level,
    outermost,
    pieces_of,
    region_of,
    started,
    table_of,
)
from parser.readers.word.odt_lists import OUTLINE, Entry, Lists
from parser.readers.word.odt_styles import LEVELS, Look, Style, Styles, q
from parser.readers.word.symbols import PRIVATE, unlike

CONTENTS = "contents-list"
_PARAGRAPHS = (q("text:p"), q("text:h"))
_MANY = 64
"""Repeated columns or blanks beyond which a number is no document's."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in lists and furniture something stands: the list's counters and style, the level, a rule."""

    group: str = ""
    style: str = ""
    level: int = 0
    rule: str = ""


@dataclass(slots=True)
class Content:
    """Reads one file; what it met is in `held`."""

    styles: Styles
    lists: Lists
    held: Held
    _regions: dict[str, Region] = field(default_factory=dict)
    _between: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    _running: tuple[str, ...] = ()
    _kinds: tuple[Kind, ...] = ()
    _item: Entry | None = None
    _open: Paragraph = field(default_factory=Paragraph)
    _done: list[Item] = field(default_factory=list)
    _notes: int = 0
    _deleting: bool = False
    """Deleted paragraphs go on with the list that they stood in."""

    def regions(self, root: etree._Element) -> None:
        """Take up the list of tracked changes."""
        for each in root.iter(q("text:changed-region")):
            name = each.get(q("xml:id")) or each.get(q("text:id")) or ""
            self._regions[name] = region_of(each)

    def items(self, parent: etree._Element, rule: str = "") -> list[Item]:
        """The paragraphs and tables in a body, a cell, a note or a text box."""
        outer, self._done = self._done, []
        self._items(parent, _Place(rule=rule))
        made, self._done = self._done, outer
        return made

    def _items(self, parent: etree._Element, place: _Place) -> None:
        for child in parent:
            tag = child.tag
            if tag in _BLOCKS:
                _BLOCKS[str(tag)](self, child, place)
            elif tag in INDEXES:
                self._items(child, replace(place, rule=place.rule or CONTENTS))
            elif tag == q("draw:frame") or (isinstance(tag, str) and tag.startswith(_DRAW)):
                self._done += [item for box in self._boxes(child) for item in box]
            elif isinstance(tag, str) and tag not in UNSEEN:
                self._items(child, place)

    def look_at(self, note: str) -> None:
        """Say once why a person should look."""
        if note not in self.held.review:
            self.held.review.append(note)

    def finish(self) -> None:
        """Take down the changes whose words stand in the text."""
        for place, said in self._between.values():
            text = "".join(said) or "\n"
            self.held.tracked[place] = replace(self.held.tracked[place], text=text)

    def _section(self, section: etree._Element, place: _Place) -> None:
        before = self._kinds
        if section.get(q("text:display")) == "none":
            self._kinds = (*before, "hidden")
        elif section.get(q("text:display")) == "condition":
            self.look_at("a section is shown on a condition that is not evaluated; it is read")
        if section.find(q("text:section-source")) is not None:
            self.look_at("a section is taken from another file, which was not fetched; it is read as it was saved")
        self._items(section, place)
        self._kinds = before

    # lists and tables

    def _list(self, element: etree._Element, place: _Place) -> None:
        style = element.get(q("text:style-name"), "") or place.style
        if place.level:
            group = place.group
        else:
            continues = self._deleting or element.get(q("text:continue-numbering")) == "true"
            name = element.get(q("xml:id"), "")
            group = self.lists.group(style, name, continues, element.get(q("text:continue-list"), ""))
        inner = replace(place, group=group, style=style, level=min(place.level + 1, LEVELS))
        for item in element:
            if item.tag in (q("text:list-item"), q("text:list-header")):
                own = item.get(q("text:style-override"), style)
                entry = Entry(group, own, inner.level, started(item))
                before, self._item = self._item, entry if item.tag == q("text:list-item") else None
                self._items(item, inner)
                self._item = before if place.level else None

    def _numbered(self, element: etree._Element, place: _Place) -> None:
        """A paragraph of a list that stands outside of every list."""
        style, level = element.get(q("text:style-name"), ""), element.get(q("text:level"), "1")
        name = element.get(q("text:list-id"), "")
        group = self.lists.group(style, name, not name, name)
        self._item = Entry(group, style, min(int(level) if level.isdecimal() else 1, LEVELS), started(element))
        self._items(element, place)
        self._item = None

    def _table(self, element: etree._Element, place: _Place) -> None:
        table = Table()
        for row in element.iter(q("table:table-row")):
            if table_of(row) is not element or row.get(q("table:visibility")) == "collapse":
                continue
            head = row.getparent()
            header = head is not None and head.tag == q("table:table-header-rows")
            table.rows.append(Row(list(self._cells(row, place.rule)), header))
        self._done.append(table)

    def _cells(self, row: etree._Element, rule: str) -> Iterator[list[Item]]:
        for cell in row:
            if cell.tag not in (q("table:table-cell"), q("table:covered-table-cell")):
                continue
            repeated = cell.get(q("table:number-columns-repeated"), "1")
            for _ in range(min(int(repeated) if repeated.isdecimal() else 1, _MANY)):
                before = self._item, self._kinds
                self._item = None
                if cell.tag == q("table:covered-table-cell"):  # another cell spans its place, and is what one sees
                    self._kinds = (*self._kinds, "hidden")
                yield self.items(cell, rule)
                self._item, self._kinds = before

    # paragraphs

    def _paragraph(self, element: etree._Element, place: _Place) -> None:
        outer = self._open
        setting = self._setting(element, place)
        self._open = Paragraph(setting=setting, before=setting)
        look = self.styles.style("paragraph", element.get(q("text:style-name"), "")).look
        self._inline(element, look)
        self._close()
        self._open = outer

    def _close(self) -> None:
        """End the open paragraph; where an insertion goes on beyond it, its end was put in too."""
        self._open.mark = (*self._around, *self._open.mark)
        self._done.append(self._open)

    @property
    def _around(self) -> tuple[Kind, ...]:
        """What became of what stands here, but for its style."""
        return (*self._kinds, *dict.fromkeys(kind for name in self._running for kind in self._regions[name].kinds))

    def _setting(self, element: etree._Element, place: _Place) -> Setting:
        style = self.styles.style("paragraph", element.get(q("text:style-name"), ""))
        level = element.get(q("text:outline-level"), "") if element.tag == q("text:h") else ""
        heading = int(level) if level.isdecimal() else 1 if element.tag == q("text:h") else 0
        heading = heading or named_level(style)
        return Setting(heading, self._listed(element, style, heading), place.rule or self._own_rule(style))

    def _own_rule(self, style: Style) -> str:
        """The rule of a style: keeling's own in a schedule that another program saved."""
        names = [name.replace("_20_", " ").lower() for name in (style.name, style.parent)]
        if not any(name.startswith(KEELING) for name in names):
            return ""
        self.look_at(KEELING_SAYS)
        return KEELING_RULE

    def _listed(self, element: etree._Element, style: Style, heading: int) -> tuple[str, int] | None:
        if self._item is not None:
            entry, self._item = self._item, None
            entry = replace(entry, style=entry.style or style.list_style)
            return self.lists.entry(entry)
        if element.tag != q("text:h") or element.get(q("text:is-list-header")) == "true":
            return None
        restart = element.get(q("text:start-value"), "1") if element.get(q("text:restart-numbering")) == "true" else ""
        return self.lists.entry(Entry(OUTLINE, "", heading, int(restart) if restart.isdecimal() else None))

    # text

    def _inline(self, parent: etree._Element, look: Look) -> None:
        self._text(parent.text, look)
        for child in parent:
            if isinstance(child.tag, str):
                handle = _INLINE.get(child.tag)
                if handle:
                    handle(self, child, look)
                elif child.tag.startswith(_DRAW):
                    self._open.boxes += self._boxes(child)
                elif child.tag not in UNSEEN:
                    self._inline(child, look)
            self._text(child.tail, look)

    def _text(self, text: str | None, look: Look) -> None:
        """Text as it stands in the file, where a line break is white space like any other."""
        if text:
            self._add(text.replace("\n", " "), look)

    def _add(self, text: str, look: Look) -> None:
        kinds = self._around
        if look.struck and "struck" not in kinds:
            kinds = (*kinds, "struck")
        if look.hidden and "hidden" not in kinds:
            kinds = (*kinds, "hidden")
        if look.white and text.strip():
            self.look_at(f"words are set in white, perhaps on white ({text.strip()[:40]!r}); they are read")
        if look.font and (note := unlike(text, look.font)):
            self.look_at(note)
        for piece in pieces_of(text, kinds, look, self._open.pieces):
            if piece.made and ord(piece.text) in PRIVATE:
                self.look_at(f"characters of the font {look.font!r} have no known meaning")
            self._open.pieces.append(piece)
        for name in self._running:
            self._between[name][1].append(text)

    def _span(self, element: etree._Element, look: Look) -> None:
        own = self.styles.style("text", element.get(q("text:style-name"), "")).look
        self._inline(element, own.over(look))

    def _spelled(self, element: etree._Element, look: Look) -> None:
        self._add("\n" if element.tag == q("text:line-break") else " ", look)

    def _hidden(self, element: etree._Element, look: Look) -> None:
        """Text that a condition hides: what was hidden when the file was saved."""
        shown = element.get(q("text:is-hidden")) == "false"
        if element.tag == q("text:hidden-paragraph"):
            if not shown:
                self.look_at("a paragraph is hidden on a condition; it is read")
            self._inline(element, look)
        elif shown and element.get(q("text:string-value")):
            self._text(element.get(q("text:string-value")), look)

    def _field(self, element: etree._Element, look: Look) -> None:
        if element.get(q("text:display")) != "none":
            self._inline(element, look)
        else:
            self._inline(element, Look(hidden=True).over(look))

    def _box(self, element: etree._Element, look: Look) -> None:
        self._add(box_of(element), look)
        self._inline(element, look)

    def _note(self, element: etree._Element, look: Look) -> None:
        self._notes += 1
        kind = element.get(q("text:note-class"), "footnote")
        citation, body = element.find(q("text:note-citation")), element.find(q("text:note-body"))
        sign = "".join(citation.itertext()) if citation is not None else ""
        name = f"{kind} {self._notes}"
        self._open.pieces.append(Piece("", self._around, note=name, sign=" ".join(sign.split())))
        self.held.notes[name] = self._apart(body) if body is not None else []
        for change in self._running:
            self._between[change][1].append(words(self.held.notes[name]))

    def _comment(self, element: etree._Element, look: Look) -> None:
        self.held.furniture.append(("comment", self._apart(element)))

    def _apart(self, element: etree._Element) -> list[Item]:
        """What stands beside the text and not in it: no change and no list of the text reaches into it."""
        before = self._kinds, self._item, self._running, self.lists.aside
        self._kinds, self._item, self._running, self.lists.aside = (), None, (), True
        made = self.items(element)
        self._kinds, self._item, self._running, self.lists.aside = before
        return made

    def _boxes(self, element: etree._Element) -> list[list[Item]]:
        """Words in frames and shapes are words of the page; they stand after the paragraph that holds them."""
        if element.find(q("draw:object")) is not None or element.find(q("draw:object-ole")) is not None:
            self.look_at("the document holds an object or a formula whose words are not read")
        boxes = [each for each in element.iter(q("draw:text-box")) if outermost(each, element)]
        if boxes:
            return [self._apart(each) for each in boxes]
        return [self._apart(element)] if any(True for _ in element.iter(q("text:p"))) else []

    # tracked changes

    def _change(self, element: etree._Element, look: Look) -> None:
        """A deletion stands as a point where the words were: they are put back there, struck out."""
        region = self._regions.get(element.get(q("text:change-id"), ""))
        if region is None or region.deleted is None:
            return
        items = self._deleted(region)
        if not items:
            return
        first, *rest = items
        if not isinstance(first, Paragraph) or (rest and not isinstance(rest[-1], Paragraph)):
            self._done += items
            return
        self._open.pieces += first.pieces
        if rest:
            self._split(first, rest)

    def _split(self, first: Paragraph, rest: list[Item]) -> None:
        """The deletion spans paragraphs: the open one ends where the first of them did, and goes on with the last."""
        last = rest[-1]
        assert isinstance(last, Paragraph)
        setting = self._open.setting
        if self._open.pieces[: -len(first.pieces) or None]:
            first = replace(first, before=self._open.before)
        self._open.before, self._open.mark = first.before, ("struck",)
        self._done += [self._open, *rest[:-1]]
        self._open = Paragraph(last.pieces, setting, replace(last.before, rule=setting.rule))

    def _deleted(self, region: Region) -> list[Item]:
        before = self._kinds, self._running, self._deleting
        self._kinds, self._running, self._deleting = (*self._kinds, *region.kinds), (), True
        items = self.items(region.deleted) if region.deleted is not None else []
        self._kinds, self._running, self._deleting = before
        said = "\n".join("".join(p.text for p in item.pieces) for item in items if isinstance(item, Paragraph))
        noted = " ".join(words(self.held.notes[piece.note]) for piece in pieces(items) if piece.note)
        text = said.strip("\n") or noted or "\n"
        self.held.tracked.append(TrackedChange("struck", text, region.author, region.date))
        return items

    def _change_between(self, element: etree._Element, place: _Place) -> None:
        """A change between two paragraphs: whole ones were deleted, or an insertion begins or ends."""
        name = element.get(q("text:change-id"), "")
        if element.tag == q("text:change"):
            region = self._regions.get(name)
            self._done += self._deleted(region) if region else []
        elif element.tag == q("text:change-start"):
            self._begin(element, Look())
        else:
            self._end(element, Look())

    def _begin(self, element: etree._Element, look: Look) -> None:
        name = element.get(q("text:change-id"), "")
        region = self._regions.get(name, Region(()))
        if region.kinds:  # a deletion has its words between two points too, where the program showed them on saving
            self._between[name] = (len(self.held.tracked), [])
            self.held.tracked.append(TrackedChange(region.kinds[-1], "", region.author, region.date))
            self._running = (*self._running, name)

    def _end(self, element: etree._Element, look: Look) -> None:
        name = element.get(q("text:change-id"), "")
        self._running = tuple(each for each in self._running if each != name)


_DRAW = q("draw:x")[:-1]
_BLOCKS: dict[str, Callable[[Content, etree._Element, _Place], None]] = {
    **dict.fromkeys(_PARAGRAPHS, Content._paragraph),
    **dict.fromkeys([q(f"text:change{end}") for end in ("", "-start", "-end")], Content._change_between),
    q("text:list"): Content._list,
    q("text:numbered-paragraph"): Content._numbered,
    q("table:table"): Content._table,
    q("text:section"): Content._section,
}
_INLINE: dict[str, Callable[[Content, etree._Element, Look], None]] = {
    q("text:span"): Content._span,
    **dict.fromkeys([q("text:s"), q("text:tab"), q("text:line-break")], Content._spelled),
    q("field:fieldmark"): Content._box,
    q("text:note"): Content._note,
    q("office:annotation"): Content._comment,
    q("text:change"): Content._change,
    q("text:change-start"): Content._begin,
    q("text:change-end"): Content._end,
    q("text:hidden-text"): Content._hidden,
    q("text:hidden-paragraph"): Content._hidden,
    q("text:variable-set"): Content._field,
    q("text:user-field-get"): Content._field,
    q("text:database-display"): Content._field,
}
