"""The provisions that are open while blocks are read, by rank."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from corpus.provision import Provision
from parser.codes.body import BULLET, begins_item, fill, goes_on_with_capital, label_subsections, last_number, list_into
from parser.codes.definitions import (
    definition_label,
    heads_definitions,
    heads_terms,
    introduces_definitions,
    may_define_below,
    quoted_term,
)
from parser.codes.headings import is_annex, is_like_title, is_unfinished
from parser.codes.lines import Draft, Line, covering, joined, led_by_item, note_draft, text_draft

DIVISION, SECTION, SUBSECTION, MEASURE, GROUP, PARAGRAPH = range(0, 60, 10)
"""Ranks; between two of them there is room for numbered headings (1.1.1 in 1.1) and paragraphs of paragraphs."""


def numbered_rank(number: str) -> int:
    """The rank of a heading numbered `1.1` (a subsection), `1.1.1` (one of a subsection) …"""
    return min(SUBSECTION + max(number.count(".") - 1, 0), MEASURE - 1)


_SUBSECTION = re.compile(r"\s*(?:[—–-]\s*)?\(\d{1,3}[A-Z]*\)(?=\s|$)")
_RECITAL = re.compile(r"(?:Having regard|Whereas|Acting|After|On (?:a|the)|Recalling|Noting|Considering|Recognising)\b")
"""How the recitals of an instrument begin, each on lines of its own although they end in a comma."""
_QUESTION = re.compile(r"Question \d{1,3}[.:]\s")
"""A question of a consultation, which is about the paragraphs before it and in none of them."""
_QUOTES = ("“", "‘", '"')
_FEWEST_DEFINITIONS = 2
_RECENT = 12
"""Provisions of an annex looked back at for those that it numbers by itself."""
_ADDRESS = re.compile(r"(?:https?:|www\.)|\S+@|\S+\.(?:uk|org|com|eu|net)\b")
"""Words that begin small and close no list."""
_ENDS_ITEM = re.compile(r";\s*(?:and|or|and/or)\Z")
_TERMS = 3
"""Lines looked back at for words that lead in terms."""


@dataclass(slots=True)
class _Open:
    """An open provision: its rank, the level the format gives its heading, the lines of its body."""

    rank: int
    draft: Draft
    level: int = 0
    body: list[Line] = field(default_factory=list)
    defines: bool = False


def _subsections(opened: _Open) -> bool:
    """Whether an unlabelled paragraph begins with the subsections of an Act: words between them belong to them."""
    first = opened.body[0] if opened.body else None
    return first is not None and _SUBSECTION.match(first.marker or first.text) is not None


def _only_says(opened: _Open) -> bool:
    """Whether words without a number, a whole sentence, lead in no terms: a glossary goes on behind them."""
    last = opened.body[-1] if opened.body else None
    whole = last is not None and last.style == "para" and not last.level and last.text.endswith(".")
    return whole and not (opened.draft.label or opened.defines or (last and introduces_definitions(last.text)))


def _is_other(draft: Draft, number: str) -> bool:
    own = draft.num or ""
    return "." in own and own[:1].isdigit() and number != own and not number.startswith(f"{own}.")


def _is_boxed(section: Draft, number: str) -> bool:
    """Whether a number goes on with paragraphs beside headings A, B, C, none of which holds one: they are a list.

    Two such headings with words of their own at least: the paragraphs may begin in the first.
    """
    stem = f"{number.rpartition('.')[0]}."
    at = len(section.children)
    while at and section.children[at - 1].kind == "subsection":
        at -= 1
    before = any((each.num or "").startswith(stem) for each in section.children[:at] if each.kind == "paragraph")
    listed = section.children[at:]
    bare = all(
        each.children
        and not any(child.num for child in each.children if child.kind == "paragraph")
        and not (each.num or "").startswith(stem)
        for each in listed
    )
    return before and len(listed) > 1 and bare


class Builder:
    """A tree that grows at its end. Ranks nest; what is pushed closes everything of its rank and below."""

    def __init__(self, within: str | None, scope: str | None) -> None:
        self.root = Draft("section", within)
        self.given_scope = scope
        self.stack: list[_Open] = [_Open(PARAGRAPH, self.root)] if within else []

    def push(self, rank: int, draft: Draft, body: Line | None = None, level: int = 0) -> None:
        """Open a provision; `body` is the first line of a paragraph's words."""
        self.close(rank)
        if self.stack and self.stack[-1].rank >= PARAGRAPH:
            self._settle(self.stack[-1])
        self._container().children.append(draft)
        opened = _Open(rank, draft, level)
        if body is not None:
            draft.span = draft.span or body.span
            draft.marks = body.marks if not body.text else draft.marks
            # a paragraph that a format sets as an item of a list (`<li>1.1 …`) is not an item of itself
            item = body.style == "item" and draft.kind != "text"
            among = draft.kind == "paragraph" and may_define_below(body.text) and heads_terms(self.last_heading(None))
            style: Literal["defined", "para"] = "defined" if among else "para"
            opened.body += [replace(body, style=style) if item or among else body] if body.text else []
        self.stack.append(opened)

    def close(self, rank: int) -> None:
        """Close everything of this rank and below."""
        while self.stack and self.stack[-1].rank >= rank:
            self._finish(self.stack.pop())

    def leaf(self, draft: Draft) -> None:
        """Add what nothing can stand in; the open paragraph ends."""
        self.close(PARAGRAPH)
        self._container().children.append(draft)

    def note(self, line: Line) -> None:
        """A footnote's text where it stands; an open paragraph may go on after it."""
        if self.stack and self.stack[-1].rank >= PARAGRAPH:
            self.stack[-1].body.append(line)
        else:
            self.leaf(note_draft(line))

    def listed(self, line: Line) -> str:
        """The last number of the list in unlabelled words that a line without a number may go on with; else empty.

        `BULLET` right behind a bullet of a list that has no numbers.
        """
        top = self.stack[-1] if self.stack and self.stack[-1].rank >= PARAGRAPH else None
        if top is None or top.draft.label or begins_item(line):
            return ""
        number = "" if is_like_title(line) else last_number(top.body)
        return number or (BULLET if top.body and top.body[-1].style == "item" else "")

    def closes(self, line: Line) -> bool:
        """Whether words that begin small stand right behind an item: `Where: • it rains, • it blows, fold it.`"""
        body = self.stack[-1].body if self.stack and self.stack[-1].rank >= PARAGRAPH else []
        small = line.style == "para" and line.text[:1].islower() and not _ADDRESS.match(line.text)
        return small and line.text[-1:] != ":" and bool(body) and body[-1].style != "note" and begins_item(body[-1])

    def more(self, line: Line, listed: bool = False) -> None:
        """Words that open nothing: they go on with a numbered paragraph or stand on their own.

        `listed` where the list in the words in hand goes on behind them, or ends with them.
        """
        top = self.stack[-1] if self.stack and self.stack[-1].rank >= PARAGRAPH else None
        held = top is not None and (top.draft.label or top.draft is self.root or top.defines or _subsections(top))
        held = held and not (line.style == "para" and _QUESTION.match(line.text))
        inside = line.style in ("para", "defined") and line.level > 0 and top is not None and bool(top.body)
        inside = inside and not (line.style == "defined" and top is not None and _only_says(top))
        item = begins_item(line) or (
            top is not None and (led_by_item(top.body, line, begins_item) or goes_on_with_capital(top.body, line))
        )
        if top is not None and (held or inside or listed or item):
            top.body.append(line)
            top.defines = top.defines or line.style == "term"
        else:
            self.push(PARAGRAPH, Draft("text"), line)
            self.stack[-1].defines = line.style == "term"

    def beside(self, lines: Sequence[Line]) -> None:
        """Words of another column beside the provision in hand: their items are not its own and have no label."""
        draft = Draft("text")
        list_into(draft, lines, labelled=False)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.rank >= PARAGRAPH:
            self._settle(top)
        self._container().children.append(draft)

    def wraps(self, line: Line) -> bool:
        """Whether a line with a capital goes on with one that a text broke at its width, in mid-sentence."""
        before = self.stack[-1].body[-1] if self.stack and self.stack[-1].body else None
        plain = line.style == "para" or (line.style == "heading" and not line.level)
        begins = line.text[:1].isupper() and not (line.marker or line.bold)
        if before is None or not plain or not begins or before.style not in ("para", "heading"):
            return False
        if before.bold or (before.text.endswith(",") and _RECITAL.match(line.text)):
            return False  # no sentence goes on plain in a paragraph of its own that began in bold
        ended = _ENDS_ITEM.search(before.text) is not None
        return not (before.level or ended) and is_unfinished(before.text) and not self._item(line)

    def breaks(self, line: Line) -> bool:
        """Whether the line before was only broken in front of this one, in mid-sentence."""
        before = self.stack[-1].body[-1] if self.stack and self.stack[-1].body else None
        return before is not None and is_unfinished(before.text) and not self._item(line)

    def _item(self, line: Line) -> bool:
        return begins_item(line) or goes_on_with_capital(self.stack[-1].body, line)

    def wrapped(self, line: Line, separator: str = " ") -> None:
        """Put a line behind the one it goes on with."""
        body = self.stack[-1].body
        body[-1] = joined([body[-1], line], separator)

    def defining(self) -> bool:
        """Whether the lines in hand, or the heading above them, lead in defined terms."""
        top = self.stack[-1] if self.stack and self.stack[-1].rank >= PARAGRAPH else None
        leads = [line for line in (top.body[-_TERMS:] if top else ()) if line.style != "item"]
        if top and (top.defines or any(introduces_definitions(line.text) for line in leads)):
            return True
        return not (top and top.draft.label) and heads_definitions(self.last_heading(None))

    def opened(self, rank: int) -> Draft | None:
        """The open provision of a rank."""
        for each in self.stack:
            if each.rank == rank:
                return each.draft
        return None

    def untitled(self) -> Draft | None:
        """The provision opened last, where it is a part, an annex or a section that has neither title nor words yet."""
        top = self.stack[-1] if self.stack and self.stack[-1].rank < SUBSECTION else None
        return top.draft if top is not None and not (top.draft.heading or top.draft.children) else None

    def inside(self, rank: int, level: int) -> bool:
        """Whether a heading of this level stands below the open provision of a rank."""
        above = next((each.level for each in self.stack if each.rank == rank), 0)
        return not level or not above or level > above

    def deeper(self, rank: int, level: int) -> bool:
        """Whether a heading is set below the open provision of a rank, as far as the format gives both a level."""
        above = next((each.level for each in self.stack if each.rank == rank), 0)
        return 0 < above < level

    def labelled_above(self, level: int) -> tuple[int, Draft | None]:
        """The innermost labelled section or subsection that a heading of this level stands in, its rank before it."""
        for each in reversed(self.stack):
            if each.rank < MEASURE and each.draft.label and 0 < each.level < level:
                return each.rank, each.draft
        return 0, None

    def holder(self, holds: Callable[[Draft], bool]) -> Draft | None:
        """The innermost open provision above paragraphs of which `holds` is true."""
        return next((each.draft for each in reversed(self.stack) if each.rank < PARAGRAPH and holds(each.draft)), None)

    def division(self) -> Draft | None:
        """The innermost open part or annex that has a label."""
        for each in reversed(self.stack):
            if each.draft.label and (each.rank == DIVISION or (each.rank == SECTION and is_annex(each.draft))):
                return each.draft
        return None

    def cited_with(self, anew: bool) -> str:
        """What stands before the number of a paragraph: its annex, `Annex A/`, or its part where that begins `anew`."""
        annex, part = self.opened(SECTION), self.opened(DIVISION) if anew else None
        holder = annex if annex and annex.num and is_annex(annex) else part
        return f"{holder.label}/" if holder and holder.label else ""

    def annex_letter(self) -> str:
        """The letter of the open annex, with which its paragraphs may begin, `A1.1`: not where they are 1, 2, 3."""
        annex = self.opened(SECTION)
        if annex is None or not is_annex(annex) or not (annex.num or "")[:1].isalpha():
            return ""
        plain = any((each.label or "").startswith(f"{annex.label}/") for each in annex.children[-_RECENT:])
        return "" if plain else annex.num or ""

    def below(self, number: str) -> int:
        """The rank of a numbered paragraph: below the open one whose number its own goes on from."""
        for each in reversed(self.stack):
            if each.rank >= PARAGRAPH and each.draft.num and number.startswith(f"{each.draft.num}."):
                return each.rank + 1
        return PARAGRAPH

    def holds_headings(self, number: str) -> int:
        """The rank of a numbered heading below an open paragraph whose number it goes on from; 0 where there is none.

        The paragraph, 12.1 in front of the heading 12.1.1, stays open as a heading would, for those that follow.
        """
        around = [each for each in self.stack if each.rank >= PARAGRAPH and number.startswith(f"{each.draft.num}.")]
        if around:
            self.close(around[-1].rank + 1)
        for each in around:
            self._settle(each)
            each.rank = numbered_rank(each.draft.num or "")
        return numbered_rank(number)

    def heads_beside(self, number: str, level: int) -> bool:
        """Whether a heading of this level is one as its neighbour is, 7.4 behind 7.3, although it is a sentence."""
        stem = number.rpartition(".")[0]
        return bool(level) and any(
            each.level == level
            and each.draft.kind == "subsection"
            and (each.draft.num or "").rpartition(".")[0] == stem
            for each in self.stack
        )

    def leave(self, number: str) -> None:
        """Close numbered headings that a paragraph's number does not go on from: 12.2 is not in 12.1."""
        headings = [each for each in self.stack if SUBSECTION <= each.rank < MEASURE and _is_other(each.draft, number)]
        if headings:
            self.close(headings[0].rank)
        section, box = self.opened(SECTION), self.opened(SUBSECTION)
        if section is not None and box is not None and _is_boxed(section, number):
            self.close(SUBSECTION)
            beside = len(box.children)
            while beside and box.children[beside - 1].kind == "heading":
                beside -= 1
            section.children += box.children[beside:]
            del box.children[beside:]

    def repeats(self, number: str) -> bool:
        """Whether a number only says again the end of the number just read, which has no words yet: `XYZ1.1`, `1.1`."""
        top = self.stack[-1] if self.stack and self.stack[-1].rank >= PARAGRAPH else None
        return top is not None and bool(top.draft.label) and not top.body and top.draft.num == number

    def printed_again(self, printed: str, body: Line) -> None:
        """Words of the paragraph in hand after its number was printed a second time."""
        top = self.stack[-1]
        top.draft.printed = f"{top.draft.printed} {printed}"
        top.draft.span = covering(top.draft.span, body.span)
        top.body.append(replace(body, style="para") if body.style == "item" else body)

    def outside(self, level: int, kept: Draft | None = None) -> None:
        """Close what a heading of this level ends; `kept` stays open, and what it stands in."""
        self.close(PARAGRAPH)
        while level and self.stack and self.stack[-1].level and self.stack[-1].level >= level:
            if self.stack[-1].draft is kept:
                return
            self._finish(self.stack.pop())

    def scope(self) -> str | None:
        """The label that definitions and rows belong to: the measure, else the section."""
        for each in reversed(self.stack):
            if each.rank in (MEASURE, SECTION) and each.draft.label:
                return each.draft.label
        return self.given_scope

    def last_heading(self, section: Draft | None) -> str:
        """The heading nearest above."""
        siblings = self._container().children
        last = next((draft.heading for draft in reversed(siblings) if draft.kind == "heading"), None)
        return last or self._container().heading or (section.heading if section else None) or ""

    def filled(self) -> bool:
        """Whether anything was read."""
        return bool(self.root.children)

    def finish(self) -> tuple[Provision, ...]:
        """Close everything; the provisions read."""
        self.close(DIVISION)
        words = [text_draft(Line(self.root.text, self.root.marks, self.root.span))] if self.root.text else []
        return tuple(draft.freeze() for draft in (*words, *self.root.children))

    def _container(self) -> Draft:
        return self.stack[-1].draft if self.stack else self.root

    def _finish(self, opened: _Open) -> None:
        """Read a paragraph's body; footnotes that end it stand after it, not in it."""
        if opened.rank >= PARAGRAPH:
            self._hoist(opened.draft, self._filled(opened))
        elif opened.draft.kind in ("section", "subsection"):
            label_subsections(opened.draft)

    def _settle(self, opened: _Open) -> None:
        """Read what stands in a paragraph in front of a paragraph of its own."""
        opened.draft.children.extend(self._filled(opened))

    def _filled(self, opened: _Open) -> list[Draft]:
        """Read the lines of a body into its paragraph; the footnotes that end them."""
        body, opened.body = opened.body, []
        end = len(body)
        while end and body[end - 1].style == "note":
            end -= 1
        if end:
            fill(opened.draft, body[:end], self.scope())
        for line in body[:end]:
            if line.span is not opened.draft.span:
                opened.draft.span = covering(opened.draft.span, line.span)
        return [note_draft(line) for line in body[end:]]

    def _hoist(self, draft: Draft, notes: Sequence[Draft]) -> None:
        """What stands only around definitions or notes gives way to them."""
        siblings = self._container().children
        if draft is self.root:
            siblings.extend(notes)
            return
        if draft.kind == "text" and not draft.text and not draft.marks and siblings and siblings[-1] is draft:
            siblings[-1:] = draft.children
        elif draft.kind == "text" and draft.text[:1] in _QUOTES and (term := quoted_term(draft.text)):
            self._define(draft, term, siblings)
        siblings.extend(notes)

    def _define(self, draft: Draft, term: str, siblings: Sequence[Draft]) -> None:
        """A paragraph that opens with a term among definitions is one, whatever verb it has: `“kite” any toy`."""
        among = sum(each.kind == "definition" for each in siblings)
        if among >= _FEWEST_DEFINITIONS and heads_definitions(self.last_heading(None)):
            draft.kind, draft.label = "definition", definition_label(term, self.scope())
