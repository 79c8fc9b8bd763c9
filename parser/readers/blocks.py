"""The neutral stream between format and grammar.

A reader turns bytes into a `Reading`: the document's visible text as blocks, in order.
A grammar turns blocks into provisions and must account for every one of them.

Conventions every reader keeps and every grammar relies on:

- `text` has the source's characters; runs of white space are one space; a line break that
  the source shows inside a block (`<br>`, a paragraph or list item inside a table cell) is
  one `\\n`. Footnote references are taken out of `text` and stand in `marks`.
- `marker` is a number the reader saw apart from the text: the left column of a PDF or the
  value of an `<ol>`. A number that stands at the start of the text stays in `text`; the grammar
  finds it (`parser.codes.grammar.enumerators`).
- `style` is what the format says, not what the text means. Plain text says little: a short
  line without final punctuation is a `heading` of level 0, which a grammar may overrule.
- `level` is the heading level (1 to 6; 0 unknown) or the depth of a list item (from 1);
  for a PDF, the depth that the indent shows.
- a table is a run of `row` blocks with the same `table` number, each with `cells`; a cell is a
  block of style `cell`; its `text` may have lines. `header` marks a row of headings. Where a cell
  spans several rows or columns its words stand in the first; the places it covers further on are
  cells without text whose `above` repeats them, so that every row has its cells by column.
- a `note` is the text of a footnote, `marker` its number.
- furniture (menus, running heads, supplier lists, page numbers) is a block like any other
  with `rule` naming the rule that drops it: dropped text is listed, never lost.
"""

from dataclasses import dataclass, replace
from typing import Literal

from corpus.processes import quickly
from corpus.provision import Mark, Span
from corpus.work import TrackedChange

DEEPEST_LIST = 30
"""The deepest level of an item: what is nested deeper, by mistake or to do harm, is read at this depth."""
PAGE_METADATA = "page-metadata"
"""The rule for what a page says of itself beside its text: from whom it is and since when. Its dates are the page's."""
Style = Literal["heading", "para", "item", "row", "cell", "note"]
Format = Literal[
    "govuk-html", "content-api", "html", "pdf", "text", "docx", "odt", "mhtml", "eml", "webarchive",
]  # fmt: skip


@quickly
@dataclass(frozen=True, slots=True)
class Block:
    """A piece of visible text between two breaks; `quoted` says that the page sets it apart as somebody else's."""

    text: str
    style: Style = "para"
    level: int = 0
    marker: str = ""
    marks: tuple[Mark, ...] = ()
    cells: tuple["Block", ...] = ()
    table: int = 0
    header: bool = False
    rule: str = ""
    span: Span | None = None
    bold: bool = False
    above: str = ""
    quoted: bool = False

    def at(self, span: Span | None) -> "Block":
        """The block at this place: `dataclasses.replace(block, span=span)` without its search for the fields."""
        return Block(
            self.text, self.style, self.level, self.marker, self.marks, self.cells, self.table, self.header, self.rule,
            span, self.bold, self.above, self.quoted,
        )  # fmt: skip

    def after(self, cut: int) -> "Block":
        """The block without its first characters, each mark at the words it stood at."""
        marks = tuple(replace(mark, at=max(0, mark.at - cut)) for mark in self.marks)
        return replace(self, text=self.text[cut:], marks=marks)


@dataclass(frozen=True, slots=True)
class Stated:
    """A heading as the file states it beside its text: a bookmark or a tag of a PDF.

    `level` counts from 1, 0 where it is not known; `page` from 1.
    """

    kind: Literal["bookmarks", "tags"]
    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader saw. `metadata` are the publisher's claims: ("published", "2026-06-18") ...

    Keys: title, published, updated, isbn, e_number, publisher, withdrawn, document_type, url,
    organisation (for which a platform of many publishers says that it has the page),
    saved_from (the address a saved page was saved from).
    `review` lists why a person should look. `unread` says what a second reader of the same
    bytes sees and this one does not; empty means that both agree. `stated` are headings that the file
    states beside its text, witnesses of the structure. `tracked` are changes that a program recorded.
    """

    blocks: tuple[Block, ...]
    format: Format
    title: str = ""
    metadata: tuple[tuple[str, str], ...] = ()
    review: tuple[str, ...] = ()
    unread: str = ""
    stated: tuple[Stated, ...] = ()
    tracked: tuple[TrackedChange, ...] = ()

    def every(self, key: str) -> tuple[str, ...]:
        """All values the publisher claims for a key, in order."""
        return tuple(value for name, value in self.metadata if name == key)

    def get(self, key: str) -> str | None:
        """The first value the publisher claims for a key."""
        return next((value for name, value in self.metadata if name == key), None)


def printed(block: Block) -> str:
    """A block as its source shows it, footnote references back in their places."""
    if block.cells:
        return "\n".join(printed(cell) for cell in block.cells)
    text, end = "", 0
    for mark in block.marks:
        text, end = text + block.text[end : mark.at] + f" {mark.printed} ", mark.at
    return f"{block.marker} {text}{block.text[end:]}".strip()
