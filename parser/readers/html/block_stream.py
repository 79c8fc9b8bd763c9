"""A stream of HTML events into blocks: what stands between two breaks is one block.

Nothing is skipped: text outside the main content, in a menu or hidden is a block with the
rule that drops it. Elements may be unclosed or wrongly nested; only order counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.provision import Mark
from parser.readers.blocks import DEEPEST_LIST, PAGE_METADATA, Block, Style
from parser.readers.changes import Kind, wrapped
from parser.readers.comparison import LOWERED, RAISED, generated
from parser.readers.html.doubts import Seen, Watch, noteworthy
from parser.readers.html.element_rules import ElementRules, Rules, heading_level
from parser.readers.html.events import BREAKS, INVISIBLE, Event
from parser.readers.html.lists import Listing, listing, number_of
from parser.readers.html.main_content import Survey
from parser.readers.html.notes import Notes
from parser.readers.html.open_elements import SETTING, Gathered, Grid, Moves, Terms, emitted
from parser.readers.html.style_sheets import BEFORE
from parser.readers.style import Look

_GENERAL = frozenset(["page-header", "page-footer", "sidebar", "navigation", "form", "button", "dialog", PAGE_METADATA])
_PARTS = frozenset(["tr", "td", "th", "thead", "tbody", "tfoot", "caption"])
_BOLD = frozenset(["b", "strong"])
_LINE = _BOLD | {"a", "sup", "sub"}
"""Elements inside a line that change what its words are."""


@dataclass(slots=True)
class _Frame:
    """An open element and what to restore when it closes."""

    tag: str
    rule: str | None = None
    effect: str = ""
    kind: Kind | None = None
    seen: Seen | None = None


class Flow:
    """Gathers blocks from events; `run` gives them, `watch` and `moves` what a person sees otherwise."""

    def __init__(self, survey: Survey, rules: Rules, notes: Notes) -> None:
        self.survey = survey
        self.notes = notes
        self._rules = ElementRules(survey, rules)
        self.blocks: list[Block] = []
        self.title = ""
        self.watch = Watch()
        self.moves = Moves()
        self._stack: list[_Frame] = []
        self._open, self._rule = dict[str, int](), ""
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
        self._number: list[str] | None = None
        self._shifted = ""
        self._back: list[str] | None = None
        self._grid = Grid()
        self._terms = Terms()

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

    def _data(self, text: str) -> None:
        if self._unseen:
            if self._stack and self._stack[-1].tag == "title" and not self.title:
                self.title = " ".join(text.split())
            return
        if self._reference is not None or self._back is not None or self._number is not None:
            aside = next(each for each in (self._reference, self._back, self._number) if each is not None)
            aside.append(text)
        else:
            target = self._grid.cell or self._text
            if self._shifted and text[:1].isdigit() and target.pieces and target.pieces[-1][-1:].strip():
                self._shift(target)
            if text.isspace():
                if not target.pieces:
                    return  # white space in front of a block's first word
            else:
                self.watch.texts += 1
                if self._bold:
                    target.bold += 1
                else:
                    target.plain += 1
                if self.watch.alert and not self._rule and "hidden" not in self._kinds:
                    self.watch.text(text)
            if "\n" in text and not self._open.get("pre"):
                text = text.replace("\n", " ")
            text = target.apart(text) if target.numbered else text
            target.pieces.append(wrapped(text, tuple(dict.fromkeys(self._kinds))) if self._kinds else text)

    def _shift(self, target: Gathered) -> None:
        """A raised figure after a letter or figure, or a lowered one after a figure, keeps its sign: 10⁶, not 106."""
        if self._shifted == RAISED or target.pieces[-1][-1].isdigit():
            target.pieces.append(generated(self._shifted))

    def _into(self) -> Gathered:
        return self._grid.cell if self._grid.cell is not None else self._text

    def _flush(self) -> None:
        """End the block in hand; inside a cell a block's end is a line's end."""
        if self._grid.cell is not None:
            self._grid.cell.pieces.append("\n")
            return
        gathered = self._text
        if gathered.pieces or gathered.marks:
            whole = bool(self._heading or self._in_item or self._open.get("blockquote")) or self._note is not None
            for text, marks, bold in emitted(gathered, whole):
                self._emit(text, marks, bold)
            gathered.clear()

    def _emit(self, text: str, marks: tuple[Mark, ...], bold: bool) -> None:
        style: Style = "para"
        level = min(max(self._open.get("dl", 0) - 1, 0), DEEPEST_LIST)  # of terms in the meaning of another
        marker, rule = "", self._rule or ("outside-main" if self._outside else "")
        if self._heading:
            style, level, self._fresh = "heading", self._heading, self._fresh and not self._marker
            marker, self._marker = self._marker, ""
        elif self._note is not None:
            style, marker = "note", self._note
            self._note = ""
        elif self._in_item and self._lists:
            style, level = ("item" if self._fresh else "para"), min(len(self._lists), DEEPEST_LIST)
            marker, self._marker, self._fresh = self._marker, "", False
        marker, quoted = "" if rule else marker, bool(self._open.get("blockquote"))
        self.blocks.append(Block(text, style, level, marker, marks, rule=rule, bold=bold, quoted=quoted))

    def _start(self, index: int, tag: str, attributes: Mapping[str, str]) -> None:
        frame = _Frame(tag)
        self._stack.append(frame)
        self._open[tag] = self._open.get(tag, 0) + 1
        seen = self._rules.look(index, tag, attributes)
        if noteworthy(tag, attributes, seen):
            content = None if self._rule or self._outside or self._unseen else self._into()
            frame.seen = self.watch.enter(tag, attributes, seen, content)
        if self._unseen or tag in INVISIBLE:
            frame.effect = "unseen"
            self._unseen += 1
            return
        if tag == "br":
            self._into().line_ends()
            return
        self._furnish(index, frame, attributes, seen)
        if seen.kind and (seen.kind != "hidden" or (frame.rule is None and index not in self.survey.kept)):
            frame.kind = seen.kind
            self._kinds.append(seen.kind)
        if tag in _LINE:
            self._mark(index, frame)
        elif tag in BREAKS:
            self.watch.broken(tag)
            self._flush()
            self._structure(index, frame, attributes, seen)
        if BEFORE in attributes:
            self._data(generated(attributes[BEFORE]))
        if tag == "input" and not self._rule and (words := self.watch.field(attributes)):
            self._data(generated(words))

    def _furnish(self, index: int, frame: _Frame, attributes: Mapping[str, str], seen: Look) -> None:
        """Enter furniture, or the main content."""
        if self._outside and index in self.survey.mains:
            self._flush()
            self._outside = False
            frame.effect = "main"
        if seen.kind == "hidden" and index in self.survey.kept:
            self.watch.note("most of the page is hidden by its style", frame.tag)
        if self._grid.cell is not None or (self._rule and self._rule not in _GENERAL):
            return
        rule = self._rules.rule(index, frame.tag, attributes, seen, (self._outside, self._grid.depth > 0))
        if rule and not (self._rule and (rule in _GENERAL or rule == "hidden")):
            self._flush()
            frame.rule = self._rule
            self._rule = rule

    def _structure(self, index: int, frame: _Frame, attributes: Mapping[str, str], seen: Look) -> None:
        tag = frame.tag
        if level := heading_level(tag, attributes):
            self._heading, frame.effect = level, frame.effect or "heading"
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(index, tag, attributes, seen)
            frame.effect = "list"
        elif tag == "li":
            self._item(index, frame, attributes, seen)
        elif tag == "dt":  # a term is a title, as a bold line is
            frame.effect, self._bold = "bold", self._bold + 1
        elif tag == "table":
            self._table(index, frame)
        elif self._grid.depth <= 1 and tag in _PARTS:
            self._part(tag, attributes, seen)
        if tag != "li" and index in self.notes.bodies and not self._heading:
            self._begin_note(frame, self.notes.bodies[index])

    def _part(self, tag: str, attributes: Mapping[str, str], seen: Look) -> None:
        """A part of a table starts; its foot is seen last, its caption where the style wants it."""
        if self._grid.depth:
            if tag not in ("td", "th"):
                self._close_row()
            self._grid.part(tag, attributes)
        if tag == "tfoot" or (tag == "caption" and seen.last):
            self.moves.begin(tag, len(self.blocks))

    def _list(self, index: int, tag: str, attributes: Mapping[str, str], seen: Look) -> None:
        outer = self._lists[-1] if self._lists else None
        made = listing(tag, attributes, seen, outer, self.survey.items.get(index, 0))
        if made.doubt and not self._rule:
            self.watch.note(made.doubt, "its numbers")
        if len(self._lists) == DEEPEST_LIST:
            self.watch.note(f"lists inside more than {DEEPEST_LIST} others, read as one depth", "")
        self._lists.append(made)

    def _item(self, index: int, frame: _Frame, attributes: Mapping[str, str], seen: Look) -> None:
        self._in_item += 1
        self._fresh = True
        frame.effect = frame.effect or "item"
        if index in self.notes.bodies or attributes.get("role") == "doc-endnote":
            self._begin_note(frame, self.notes.bodies.get(index, ""))
            return
        self._marker = ""
        current = self._lists[-1] if self._lists else None
        if current is None or current.by_text or self._rule or seen.gone:
            return
        number = number_of(current, attributes, seen)
        if number and self._grid.cell is not None:
            self._grid.cell.pieces.append(wrapped(generated(number) + " ", tuple(dict.fromkeys(self._kinds))))
        elif number:
            self._marker = generated(number)

    def _begin_note(self, frame: _Frame, number: str) -> None:
        if self._grid.cell is None:
            self._note = generated(number) if number else ""
            frame.effect = "note"

    def _mark(self, index: int, frame: _Frame) -> None:
        """Bold, a link or a raised figure: a reference to a note, a way back, the number of a note, or an exponent."""
        number = self.notes.references.get(index)
        if frame.tag in _BOLD:
            frame.effect, self._bold = "bold", self._bold + 1
        elif frame.tag == "sub":
            frame.effect, self._shifted = "shifted", LOWERED
        elif index in self.notes.backs:
            if self._back is None and self._reference is None:
                frame.effect, self._back = "back", []
        elif number is not None and self._reference is None and self._note != generated(number):
            frame.effect, self._reference = "reference", [number]
        elif index in self.notes.numbers and self._note:
            frame.effect, self._number = "number", []
        elif frame.tag == "sup":
            frame.effect, self._shifted = "shifted", RAISED

    def _end(self, tag: str) -> None:
        if tag in BREAKS:
            self.watch.broken(tag)
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
        if frame.seen:
            if frame.seen.after:
                self._data(generated(frame.seen.after))
            self.watch.leave(frame.tag, frame.seen, None if self._rule else self._into())
        if effect == "unseen":
            self._unseen -= 1
            return
        if frame.kind:
            self._kinds.pop()
        if frame.tag in _LINE or effect == "bold":
            self._unmark(effect)
        if frame.tag in BREAKS or frame.rule is not None:
            self._flush()
            self._restore(frame)
        if frame.tag in SETTING and (behind := self._terms.closed(frame.tag, self.blocks, self._into())):
            self.watch.note("words behind a list of terms that stands in the meaning of another term", behind)
        if effect:
            self._undo(effect)

    def _unmark(self, effect: str) -> None:
        if effect == "reference":
            self._end_reference()
        elif effect == "back":
            self._end_back()
        elif effect == "bold":
            self._bold -= 1
        elif effect == "number":
            self._end_number()
        elif effect == "shifted":
            self._shifted = ""

    def _restore(self, frame: _Frame) -> None:
        if frame.rule is not None:
            self._rule = frame.rule
        if frame.tag == "li":
            self._in_item -= 1
            self._marker = ""
        elif self._grid.depth <= 1 and frame.tag in _PARTS:
            self._end_part(frame.tag)
        elif frame.tag == "table" and frame.effect != "nested":
            self._close_row()
            self.moves.end_table(len(self.blocks))

    def _end_part(self, tag: str) -> None:
        if self._grid.depth:
            if tag in ("tr", "tfoot"):
                self._close_row()
            self._grid.end_part(tag)
        self.moves.end(tag, len(self.blocks))

    def _undo(self, effect: str) -> None:
        """What an element's start did beyond its tag."""
        if effect == "list":
            self._lists.pop()
        elif effect == "main":
            self._outside = True
        elif effect == "heading":
            self._heading = 0
        elif effect in ("table", "nested"):
            self._grid.depth -= 1
        elif effect == "note":
            self._note = None

    def _end_reference(self) -> None:
        number, *pieces = self._reference or [""]
        self._reference = None
        shown = " ".join("".join(pieces).split())
        into = self._into()
        if shown and number:
            into.marks.append((len(into.pieces), number, shown))
        elif shown:
            into.pieces.append(shown)

    def _end_number(self) -> None:
        """The printed number of a note is its marker, where it says the same; else it is text."""
        shown, self._number = "".join(self._number or []).strip(), None
        if self._note == generated(shown):
            self._note = shown
        elif shown:
            self._into().pieces.append(shown + " ")

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
        """A back link stands after its note, whose text ends here, or before its first word."""
        note, before = self._note, len(self.blocks)
        self._flush()
        begun = len(self.blocks) > before
        self.blocks.append(block)
        if note is not None:
            self._note = "" if begun else note

    def _table(self, index: int, frame: _Frame) -> None:
        if not self._grid.depth:
            self.moves.begin_table()
        if index in self.survey.layout and not self._grid.depth:
            frame.effect = "layout"
            return
        frame.effect = "table" if not self._grid.depth else "nested"
        self._grid.open()

    def _close_row(self) -> None:
        row = self._grid.close_row(self._rule or ("outside-main" if self._outside else ""))
        if row:
            self.blocks.append(row)
