"""A stream of HTML events into blocks: what stands between two breaks is one block.

Nothing is skipped: text outside the main content, in a menu or hidden is a block with the
rule that drops it. Elements may be unclosed or wrongly nested; only order counts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from corpus.provision import Mark
from parser.readers.blocks import Block, Style
from parser.readers.changes import Kind, wrapped
from parser.readers.comparison import generated
from parser.readers.html.events import BREAKS, INVISIBLE, NOTHING, UNCOMPARED, Event
from parser.readers.html.main_content import Survey
from parser.readers.html.open_elements import Gathered, Grid, Listing, finished, listing, numeral
from parser.readers.html.style import changed

Rules = Callable[[str, Mapping[str, str]], str]
"""The name of the rule that makes an element furniture, or an empty text."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GENERAL = frozenset(["page-header", "page-footer", "sidebar", "navigation", "form", "button", "dialog"])
_VAGUE = _GENERAL | {"hidden"}
_BOLD = frozenset(["b", "strong"])
_REFERENCE = re.compile(r"#_?(fn|ftn|footnote|edn|note|cite_note|sdfootnote)[-:_]?.*\d", re.IGNORECASE)
_BACK = re.compile(r"#_?(fnref|ftnref|footnote-?ref|ednref|cite_ref|sdfootnote\d+anc)", re.IGNORECASE)
_NOTE = re.compile(r"_?(?:fn|ftn|footnote|edn|cite_note)[-:_]?(\w*\d+)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class _Frame:
    """An open element and what to restore when it closes."""

    tag: str
    rule: str | None = None
    effect: str = ""
    kind: Kind | None = None


class Flow:
    """Gathers blocks from events; `run` gives them."""

    def __init__(self, survey: Survey, rules: Rules) -> None:
        self.survey = survey
        self.rules = rules
        self.blocks: list[Block] = []
        self.title = ""
        self._stack: list[_Frame] = []
        self._open: dict[str, int] = {}
        self._rule = ""
        self._outside = survey.selective
        self._heading = 0
        self._lists: list[Listing] = []
        self._marker = ""
        self._in_item = 0
        self._fresh = False
        self._note: str | None = None
        self._bold = 0
        self._unseen = 0
        self._kinds: list[Kind] = []
        self._text = Gathered()
        self._reference: list[str] | None = None
        self._back: list[str] | None = None
        self._grid = Grid()
        self._plain: dict[str, str] = {}

    def run(self, events: tuple[Event, ...]) -> list[Block]:
        """The blocks of all events, furniture included, in order."""
        data, start, end = self._data, self._start, self._end
        for index, (kind, value, attributes) in enumerate(events):
            if kind == "text":
                data(value)
            elif kind == "start":
                start(index, value, attributes)
            else:
                end(value)
        self._close_row()
        self._flush()
        return self.blocks

    # text

    def _data(self, text: str) -> None:
        if self._unseen:
            if self._stack and self._stack[-1].tag == "title" and not self.title:
                self.title = " ".join(text.split())
            return
        if self._reference is not None:
            self._reference.append(text)
        elif self._back is not None:
            self._back.append(text)
        else:
            target = self._into()
            if text.isspace():
                if not target.pieces:
                    return  # white space in front of a block's first word
            elif self._bold:
                target.bold += 1
            else:
                target.plain += 1
            if "\n" in text and not self._open.get("pre"):
                text = text.replace("\n", " ")
            target.pieces.append(wrapped(text, tuple(self._kinds)) if self._kinds else text)

    def _into(self) -> Gathered:
        return self._grid.cell if self._grid.cell is not None else self._text

    def _flush(self) -> None:
        """End the block in hand; inside a cell a block's end is a line's end."""
        if self._grid.cell is not None:
            self._grid.cell.pieces.append("\n")
            return
        gathered = self._text
        if gathered.pieces or gathered.marks:
            text, marks = finished(gathered)
            if text or marks:
                self._emit(text, marks, bool(gathered.bold and not gathered.plain))
            gathered.clear()

    def _emit(self, text: str, marks: tuple[Mark, ...], bold: bool) -> None:
        style: Style = "para"
        level, marker, rule = 0, "", self._rule or ("outside-main" if self._outside else "")
        if self._heading:
            style, level = "heading", self._heading
        elif self._note is not None:
            style, marker = "note", self._note
            self._note = ""
        elif self._in_item and self._lists:
            style, level = ("item" if self._fresh else "para"), len(self._lists)
            marker, self._marker, self._fresh = self._marker, "", False
        if rule:
            marker = ""
        self.blocks.append(Block(text, style, level, marker, marks, rule=rule, bold=bold))

    # elements

    def _start(self, index: int, tag: str, attributes: Mapping[str, str]) -> None:
        frame = _Frame(tag)
        self._stack.append(frame)
        self._open[tag] = self._open.get(tag, 0) + 1
        if self._unseen or tag in INVISIBLE:
            frame.effect = "unseen"
            self._unseen += 1
            return
        if tag == "br":
            self._into().pieces.append("\n")
            return
        self._furnish(index, frame, attributes)
        frame.kind = changed(tag, attributes)
        if frame.kind:
            self._kinds.append(frame.kind)
        if tag == "a" and attributes:
            self._link(frame, attributes)
        elif tag in _BOLD:
            frame.effect = "bold"
            self._bold += 1
        elif tag in BREAKS:
            self._flush()
            self._structure(index, frame, attributes)

    def _furnish(self, index: int, frame: _Frame, attributes: Mapping[str, str]) -> None:
        """Enter furniture, or the main content."""
        if self._outside and index in self.survey.mains:
            self._flush()
            self._outside = False
            frame.effect = "main"
        if self._grid.cell is not None or (self._rule and self._rule not in _GENERAL):
            return
        rule = frame.tag if frame.tag in UNCOMPARED else ""
        if not rule and index not in self.survey.kept:
            rule = self.rules(frame.tag, attributes) if attributes else self._unnamed(frame.tag)
            if rule in self.survey.tolerant and not self._outside and self.survey.selective:
                rule = ""
        if rule and not (self._rule and rule in _VAGUE):
            self._flush()
            frame.rule = self._rule
            self._rule = rule

    def _unnamed(self, tag: str) -> str:
        """The rule of an element without attributes, which are most: asked once for each kind."""
        if tag not in self._plain:
            self._plain[tag] = self.rules(tag, NOTHING)
        return self._plain[tag]

    def _structure(self, index: int, frame: _Frame, attributes: Mapping[str, str]) -> None:
        tag = frame.tag
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.append(listing(tag, attributes, self._lists[-1] if self._lists else None))
            frame.effect = "list"
        elif tag == "li":
            self._item(frame, attributes)
        elif tag == "table":
            self._table(index, frame)
        elif self._grid.depth == 1 and tag in ("tr", "td", "th", "thead"):
            if tag == "tr":
                self._close_row()
            self._grid.part(tag)
        note = _NOTE.fullmatch(attributes.get("id", "")) if attributes and tag in ("p", "div", "dd") else None
        if note and "footnote" in attributes.get("class", "").lower() + attributes.get("role", ""):
            self._begin_note(frame, note[1])

    def _item(self, frame: _Frame, attributes: Mapping[str, str]) -> None:
        self._in_item += 1
        self._fresh = True
        frame.effect = frame.effect or "item"
        note = _NOTE.fullmatch(attributes.get("id", ""))
        if note or attributes.get("role") == "doc-endnote":
            digits = _DIGITS.search(note[1] if note else attributes.get("id", ""))
            self._begin_note(frame, digits[0] if digits else "")
            return
        self._marker = ""
        current = self._lists[-1] if self._lists else None
        if current and current.ordered and not self._rule:
            value = attributes.get("value", "")
            if value.lstrip("-").isdigit() and value.isascii():
                current.number = int(value)
            marker = generated(numeral(current.number, current.type) + ".")
            current.number += current.step
            if self._grid.cell is not None:
                self._grid.cell.pieces.append(wrapped(marker + " ", tuple(self._kinds)))
            else:
                self._marker = marker

    def _begin_note(self, frame: _Frame, number: str) -> None:
        if self._grid.cell is None:
            self._note = generated(number) if number else ""
            frame.effect = "note"

    def _link(self, frame: _Frame, attributes: Mapping[str, str]) -> None:
        target = attributes.get("href", "")
        role = attributes.get("role", "")
        if role == "doc-backlink" or _BACK.match(target) or "reversefootnote" in attributes.get("class", ""):
            if self._back is None and self._reference is None:
                frame.effect, self._back = "back", []
        elif (role == "doc-noteref" or _REFERENCE.match(target)) and self._reference is None and self._note is None:
            frame.effect, self._reference = "reference", [target]

    def _end(self, tag: str) -> None:
        if not self._open.get(tag):
            if tag in BREAKS:
                self._flush()
            return
        while True:
            frame = self._stack.pop()
            self._open[frame.tag] -= 1
            self._close(frame)
            if frame.tag == tag:
                return

    def _close(self, frame: _Frame) -> None:
        effect = frame.effect
        if effect == "unseen":
            self._unseen -= 1
            return
        if frame.kind:
            self._kinds.pop()
        if effect == "reference":
            self._end_reference()
        elif effect == "back":
            self._end_back()
        elif effect == "bold":
            self._bold -= 1
        if frame.tag in BREAKS or frame.rule is not None:
            self._flush()
            self._restore(frame)
        if effect:
            self._undo(effect)

    def _restore(self, frame: _Frame) -> None:
        if frame.rule is not None:
            self._rule = frame.rule
        if frame.tag in _HEADINGS:
            self._heading = 0
        elif frame.tag == "li":
            self._in_item -= 1
            self._marker = ""
        elif self._grid.depth == 1 and frame.tag in ("tr", "td", "th", "thead"):
            if frame.tag == "tr":
                self._close_row()
            self._grid.end_part(frame.tag)

    def _undo(self, effect: str) -> None:
        """What an element's start did beyond its tag."""
        if effect == "list":
            self._lists.pop()
        elif effect == "main":
            self._outside = True
        elif effect in ("table", "nested"):
            if effect == "table":
                self._close_row()
            self._grid.depth -= 1
        elif effect == "note":
            self._note = None

    # footnotes

    def _end_reference(self) -> None:
        target, *pieces = self._reference or [""]
        self._reference = None
        shown = " ".join("".join(pieces).split())
        number = _DIGITS.search(shown) or _DIGITS.search(target)
        into = self._into()
        if shown and number:
            into.marks.append((len(into.pieces), number[0], shown))
        elif shown:
            into.pieces.append(shown)

    def _end_back(self) -> None:
        shown = " ".join("".join(self._back or []).split())
        self._back = None
        if shown.strip("↩\ufe0e\ufe0f ") == "":
            return
        if self._grid.cell is not None:
            self._grid.cell.pieces.append(shown)
        else:
            self._flush_into_after(Block(shown, rule="back-link"))

    def _flush_into_after(self, block: Block) -> None:
        """A back link stands after its note, whose text ends here."""
        note = self._note
        self._flush()
        self.blocks.append(block)
        if note:
            self._note = ""

    # tables

    def _table(self, index: int, frame: _Frame) -> None:
        if index in self.survey.layout and not self._grid.depth:
            return
        frame.effect = "table" if not self._grid.depth else "nested"
        self._grid.open()

    def _close_row(self) -> None:
        row = self._grid.close_row()
        if row:
            rule = self._rule or ("outside-main" if self._outside else "")
            self.blocks.append(replace(row, rule=rule))
