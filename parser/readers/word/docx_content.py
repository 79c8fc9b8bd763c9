"""The parts of a Word file as paragraphs and tables: every word that stands in them, with what became of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from corpus.work import TrackedChange
from parser.readers.changes import Kind
from parser.readers.word.docx_elements import (
    CELL_CHANGES,
    CHANGES,
    CONTENTS,
    Field,
    boxes,
    chosen,
    control_rule,
    drawn_words,
    filled_in,
    goes_on_above,
    skipped,
    style_of,
    within,
)  # fmt: skip
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
    shifted,
    words,
)
from parser.readers.word.numbering import MC, VAL, Numbering, W
from parser.readers.word.styles import Look, Styles, numbering, outline
from parser.readers.word.symbols import PRIVATE, shown, unlike

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_THROUGH = frozenset(
    [W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "sdtContent", "bdo", "dir", "rubyBase")]
)
_WORDS = frozenset([W + "t", W + "delText"])
_SPELLED: dict[str | bytes | bytearray | etree.QName, str] = {
    W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}  # fmt: skip


@dataclass(slots=True)
class Content:
    """Reads the parts of one file; what it met is in `held`."""

    styles: Styles
    numberings: dict[str, Numbering]
    held: Held
    _fields: list[Field] = field(default_factory=list)
    _strange: dict[str, int] = field(default_factory=dict)
    _noted: dict[int, str] = field(default_factory=dict)
    _open: Paragraph = field(default_factory=Paragraph)
    _style: str = ""
    _kinds: tuple[Kind, ...] = ()

    def items(self, parent: etree._Element, rule: str = "") -> list[Item]:
        """The paragraphs and tables in a body, a cell, a note or a text box."""
        return list(self._items(parent, rule))

    def _items(self, parent: etree._Element, rule: str) -> Iterator[Item]:
        for child in parent:
            tag = child.tag
            if tag == W + "p":
                yield self._paragraph(child, rule)
            elif tag == W + "tbl":
                yield Table(self._rows(child, rule))
            elif tag == W + "sdt":
                yield from self._controlled(child, rule)
            elif tag in (W + "altChunk", W + "subDoc"):
                self.look_at("the file takes in another document, whose words are not read; save it as one file")
            elif tag == MC + "AlternateContent":
                yield from self._items(chosen(child), rule)
            elif tag in CHANGES:
                before, self._kinds = self._kinds, (*self._kinds, CHANGES[tag])
                yield from self._items(child, rule)
                self._kinds = before
            elif tag in (W + "customXml", W + "smartTag"):
                yield from self._items(child, rule)

    def _controlled(self, control: etree._Element, rule: str) -> Iterator[Item]:
        """What a content control holds."""
        for content in control.iterfind(W + "sdtContent"):
            yield from self._items(content, rule or control_rule(control))

    def look_at(self, note: str) -> None:
        """Say once why a person should look."""
        if note not in self.held.review:
            self.held.review.append(note)

    def finish(self) -> None:
        """Say what was met on the way, once all parts are read."""
        for font, count in self._strange.items():
            self.look_at(f"{count} characters of the font {font!r} have no known meaning")
        for place, name in sorted(self._noted.items(), reverse=True):
            change, note = self.held.tracked[place], self.held.notes.get(name, [])
            self.held.tracked[place] = replace(change, text=words(note) or name)
            if all(change.kind in piece.kinds for piece in pieces(note) if piece.text.strip()):
                del self.held.tracked[place]  # the words of the note are a change of their own

    # tables

    def _rows(self, table: etree._Element, rule: str) -> list[Row]:
        rows: list[Row] = []
        for element in within(table, W + "tr"):
            properties = element.find(W + "trPr")
            kinds: tuple[Kind, ...] = ()
            header = False
            if properties is not None:
                kinds = tuple(CHANGES[each.tag] for each in properties if each.tag in CHANGES)
                header = properties.find(W + "tblHeader") is not None
            before, self._kinds, tracked = self._kinds, (*self._kinds, *kinds), len(self.held.tracked)
            rows.append(Row(self._cells(element, rule), header))
            self._kinds = before
            if kinds and properties is not None and len(self.held.tracked) == tracked:
                for each in properties:
                    self._track(each, words([item for cell in rows[-1].cells for item in cell]))
        return rows

    def _cells(self, row: etree._Element, rule: str) -> list[list[Item]]:
        cells: list[list[Item]] = [[] for _ in range(skipped(row, "gridBefore"))]
        for element in within(row, W + "tc"):
            properties = element.find(W + "tcPr")
            span = properties.find(W + "gridSpan") if properties is not None else None
            before, tracked = self._kinds, len(self.held.tracked)
            changed = [each for each in properties if each.tag in CELL_CHANGES] if properties is not None else []
            hidden: tuple[Kind, ...] = ("hidden",) if goes_on_above(properties) else ()
            self._kinds = (*before, *[CELL_CHANGES[each.tag] for each in changed], *hidden)
            cells.append(self.items(element, rule))
            self._kinds = before
            for each in changed if len(self.held.tracked) == tracked else ():
                self._track(each, words(cells[-1]))
            wide = span.get(VAL, "1") if span is not None else "1"
            cells += [[] for _ in range(min(int(wide) if wide.isdecimal() else 1, 64) - 1)]
        return cells

    # paragraphs

    def _paragraph(self, element: etree._Element, rule: str) -> Paragraph:
        outer, style = self._open, self._style
        properties = element.find(W + "pPr")
        paragraph = self._open = Paragraph()
        self._style = style_of(properties) or self.styles.default
        if properties is not None:
            self._set(paragraph, properties)
        else:
            paragraph.setting = paragraph.before = self._setting(None)
        paragraph.mark = (*self._kinds, *paragraph.mark)
        self._inline(element)
        if rule := rule or (CONTENTS if paragraph.listed() else ""):
            paragraph.setting = replace(paragraph.setting, rule=paragraph.setting.rule or rule)
            paragraph.before = replace(paragraph.before, rule=paragraph.setting.rule)
        self._track_end(paragraph, properties)
        self._open, self._style = outer, style
        return paragraph

    def _track_end(self, paragraph: Paragraph, properties: etree._Element | None) -> None:
        """Where a paragraph was only parted or joined; that the end of a new one is new goes without saying."""
        marks = properties.find(W + "rPr") if properties is not None else None
        for each in marks if marks is not None else ():
            kind = CHANGES.get(str(each.tag))
            if kind and not any(kind in piece.kinds for piece in paragraph.pieces):
                self._track(each, "\n")

    def _set(self, paragraph: Paragraph, properties: etree._Element) -> None:
        paragraph.setting = paragraph.before = self._setting(properties)
        change = properties.find(W + "pPrChange")
        if change is not None:
            former = change.find(W + "pPr")
            own, self._style = self._style, style_of(former) or self.styles.default
            paragraph.before = self._setting(former)
            self._style = own
        elif properties.find(f"{W}numPr/{W}ins") is not None:
            paragraph.before = replace(paragraph.before, listed=self._setting(None).listed)
        marks = properties.find(W + "rPr")
        if marks is not None and len(marks):
            paragraph.mark = tuple(CHANGES[each.tag] for each in marks if each.tag in CHANGES)

    def _setting(self, properties: etree._Element | None) -> Setting:
        style = self.styles.style(self._style)
        level, listed, initial = style.outline, style.numbering, False
        if properties is not None:
            level = outline(properties, level)
            own = numbering(properties)
            if own:
                listed = own if own[0] else (style.numbering[0], own[1]) if style.numbering else None
            frame = properties.find(W + "framePr")
            initial = frame is not None and frame.get(W + "dropCap") in ("drop", "margin")
        if level >= 9 and style.name == "title":
            level = 0
        rule = CONTENTS if style.name.startswith("toc ") else ""
        if style.name.startswith(KEELING):
            self.look_at(KEELING_SAYS)
            rule = KEELING_RULE
        return Setting(level + 1 if level < 9 else 0, self._place(listed), rule, initial)

    def _place(self, listed: tuple[str, int | None] | None) -> tuple[str, int] | None:
        if listed is None or listed[0] not in self.numberings:
            return None
        num, level = listed
        tied = self.numberings[num].level_of(self.styles.style(self._style).lists)
        if level is None and tied:
            self.look_at("a style names a list and no level of it; programs do not number its paragraphs alike")
        return num, tied if level is None else level

    def _in_contents(self) -> bool:
        return any(each.result and each.told and each.told[0].split()[:1] == ["TOC"] for each in self._fields)

    # runs

    def _inline(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag in CHANGES:
                self._changed(child, CHANGES[tag])
            elif tag in _THROUGH:
                self._through(child, tag)
            elif tag == W + "sdt":
                for content in child.iterfind(W + "sdtContent"):
                    self._inline(content)
            elif tag == MC + "AlternateContent":
                self._inline(chosen(child))
            elif isinstance(tag, str) and tag.startswith(_M):
                self._formula(child)

    def _through(self, element: etree._Element, tag: str) -> None:
        if tag in (W + "bdo", W + "dir") and element.get(VAL) == "rtl":
            self.look_at("words are set from right to left by a control; they may be shown in another order")
        if tag == W + "fldSimple":
            told = element.get(W + "instr", "").split()[:1]
            self._fields.append(Field([" ".join(told)], True))
            self._inline(element)
            self._fields.pop()
            return
        self._inline(element)

    def _changed(self, element: etree._Element, kind: Kind) -> None:
        before, first = self._kinds, len(self._open.pieces)
        self._kinds = (*before, kind)
        self._inline(element)
        self._kinds = before
        made = self._open.pieces[first:]
        notes = [piece.note for piece in made if piece.note]
        text = "".join(piece.text for piece in made)
        if notes and not text:
            self._noted[len(self.held.tracked)] = notes[0]
        self._track(element, text or "".join(notes))

    def _track(self, element: etree._Element, text: str) -> None:
        kind = CHANGES.get(str(element.tag)) or CELL_CHANGES.get(str(element.tag))
        if kind is None or not text:
            return
        moved = element.tag in (W + "moveFrom", W + "moveTo")
        self.held.tracked.append(
            TrackedChange(kind, text, element.get(W + "author", ""), element.get(W + "date", ""), moved)
        )

    def _run(self, run: etree._Element) -> None:
        look = None
        for child in run:
            tag = child.tag
            if tag in _WORDS:
                look = look or self.styles.look(self._style, None)
                self._text(child.text or "", look)
            elif tag == W + "rPr":
                look = self.styles.look(self._style, child)
                former = child.find(f"{W}rPrChange/{W}rPr")
                if former is not None and self.styles.look(self._style, former).hidden != look.hidden:
                    self.look_at("a change of format hides or shows words; every reading takes them as they are now")
            elif tag in _RUN:
                _RUN[tag](self, child, look or self.styles.look(self._style, None))
                if self._open.pieces and self._open.pieces[-1].sign:
                    break  # what follows is the sign that the author chose for the note

    def _add(self, piece: Piece, look: Look) -> None:
        if self._fields and not all(each.result for each in self._fields):
            return
        if self._fields and (piece.text.strip() or piece.note):
            self._fields[-1].words = True
            self._open.contents += self._in_contents()
        kinds: tuple[Kind, ...] = self._kinds
        if look.struck and "struck" not in kinds:
            kinds = (*kinds, "struck")
        if look.hidden:
            kinds = (*kinds, "hidden")
        self._open.pieces.append(replace(piece, kinds=kinds, bold=look.bold) if kinds or look.bold else piece)

    def _text(self, text: str, look: Look) -> None:
        if look.white and text.strip():
            self.look_at(f"words are set in white, perhaps on white ({text.strip()[:40]!r}); they are read")
        if look.font and (note := unlike(text, look.font)):
            self.look_at(note)
        if not look.font or text.isascii() or not any(ord(char) in PRIVATE for char in text):
            self._add(Piece(text, shift=shifted(self._open.pieces, text, look.shift) if look.shift else ""), look)
            return
        for char in text:
            if ord(char) in PRIVATE:
                self._sign(ord(char), look.font, look)
            else:
                self._add(Piece(char), look)

    def _sign(self, code: int, font: str, look: Look) -> None:
        found = shown(code, font)
        if found is None:
            self._strange[font] = self._strange.get(font, 0) + 1
        self._add(Piece(found or chr(code), made=True), look)

    def _symbol(self, element: etree._Element, look: Look) -> None:
        code = element.get(W + "char", "")
        try:
            self._sign(int(code, 16), element.get(W + "font", ""), look)
        except ValueError:
            self.look_at("a symbol has no number; what it shows is not read")

    def _spelled(self, element: etree._Element, look: Look) -> None:
        self._add(Piece(_SPELLED[element.tag]), look)

    def _reference(self, element: etree._Element, look: Look) -> None:
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        chosen = element.get(W + "customMarkFollows") in ("1", "true", "on")
        sign = "".join(each.text or "" for each in element.itersiblings(W + "t")) if chosen else ""
        self._add(Piece("", note=f"{kind} {element.get(W + 'id', '')}", sign=sign), look)

    def _field(self, element: etree._Element, look: Look) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            if entry := filled_in(element):
                self._add(Piece(entry, made=True), look)
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._end_field(self._fields.pop())

    def _end_field(self, ended: Field) -> None:
        if not ended.words and (shows := ended.shows()):
            self.look_at(f"a field {shows} that the file does not hold; save the document as PDF")
        if self._fields and ended.words:
            self._fields[-1].words = True

    def _told(self, element: etree._Element, look: Look) -> None:
        if self._fields:
            self._fields[-1].told.append(element.text or "")

    def _alternative(self, element: etree._Element, look: Look) -> None:
        for child in chosen(element):
            if child.tag in _RUN:
                _RUN[child.tag](self, child, look)

    def _ruby(self, element: etree._Element, look: Look) -> None:
        for base in element.iterfind(W + "rubyBase"):
            self._inline(base)

    def _formula(self, element: etree._Element) -> None:
        text = "".join(each.text or "" for each in element.iter(_M + "t"))
        if text:
            self._add(Piece(text), Look())
            self.look_at("a formula is read as its signs in a row")

    def _drawing(self, element: etree._Element, look: Look) -> None:
        """Words in text boxes are words of the page; they stand after the paragraph that holds the box."""
        for box in boxes(element):
            fields, self._fields = self._fields, []
            self._open.boxes.append(self.items(box))
            self._fields = fields
        for text in filter(None, drawn_words(element)):
            self._open.boxes.append([Paragraph([Piece(text, self._kinds, made=True)])])
        for each in element.iter():
            if isinstance(each.tag, str) and each.tag.endswith(("}chart", "}relIds", "}OLEObject")):
                self.look_at("the document holds a chart, a diagram or an object whose words are not read")


_RUN: dict[str | bytes | bytearray | etree.QName, Callable[[Content, etree._Element, Look], None]] = {
    **dict.fromkeys(_SPELLED, Content._spelled),
    W + "sym": Content._symbol,
    W + "footnoteReference": Content._reference,
    W + "endnoteReference": Content._reference,
    W + "fldChar": Content._field,
    W + "instrText": Content._told,
    W + "delInstrText": Content._told,
    W + "drawing": Content._drawing,
    W + "pict": Content._drawing,
    W + "object": Content._drawing,
    W + "ruby": Content._ruby,
    MC + "AlternateContent": Content._alternative,
}
