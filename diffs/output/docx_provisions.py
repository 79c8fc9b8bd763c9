"""Provisions as paragraphs, tables and footnotes of a Word document, with real tracked changes.

What is written reads back: headings have heading styles, rows are rows of tables, notes are footnotes, and a
provision that is inserted or omitted has its end marked too, or accepting the changes would leave it empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from corpus.change import Edit
from corpus.provision import Mark
from diffs.output.schedule_layout import Marked
from diffs.output.schedule_text import name

_LEVELS = {"section": 2, "subsection": 3, "measure": 4, "group": 5}
_CHANGES = {1: "ins", -1: "del"}
_STANDING = {"inserted": 1, "omitted": -1}
_INDENT = 480
"""Twentieths of a point by which an item stands in from its list."""

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Writer:
    """Makes the XML of provisions, numbers the revisions and gathers the footnotes.

    `dated` gives the day of an instrument where it is known: the day of its revisions.
    """

    def __init__(self, dated: Mapping[str, date] | None = None) -> None:
        self.dated = dated or {}
        self.footnotes: list[str] = []
        self._revisions = 0
        self._notes: list[Marked] = []

    def document(self, items: Sequence[Marked]) -> str:
        """All provisions, in order; notes that no provision refers to are paragraphs at the end."""
        self._notes = [each for item in items for each in _notes(item)]
        made = self._items(items, 0, 0)
        return made + "".join(self._paragraph(note, 0, 0) for note in self._notes)

    def _items(self, items: Sequence[Marked], depth: int, level: int) -> str:
        made = []
        for rows, group in groupby(items, key=_is_row):
            if rows:
                made.append(self._table(list(group)))
            else:
                made += [self._item(item, depth, level) for item in group]
        return "".join(made)

    def _item(self, item: Marked, depth: int, level: int) -> str:
        """A provision and everything below it; `level` is that of the heading it stands under."""
        node = item.node
        if node.kind == "footnote":
            return ""
        own = _LEVELS.get(node.kind, min(level + 1, 9)) if node.heading or node.kind == "heading" else 0
        made = self._paragraph(item, depth, own) if any(item.edits.values()) else ""
        return made + self._items(item.children, depth + (node.kind == "subparagraph"), own or level)

    # paragraphs

    def _paragraph(self, item: Marked, depth: int, level: int) -> str:
        fields = [(key, edits) for key, edits in item.edits.items() if edits]
        noted = "text" if item.node.text else "heading"
        between = self._revised(_STANDING.get(item.standing, 0), _run(" "), item)
        runs = [self._runs(edits, item, item.node.marks if key == noted else ()) for key, edits in fields]
        return self._wrapped(between.join(runs), item, depth, level)

    def _wrapped(self, runs: str, item: Marked, depth: int = 0, level: int = 0) -> str:
        style = f'<w:pStyle w:val="Heading{level}"/>' if level else ""
        stands_in = _INDENT * (depth + 1) if item.node.kind == "subparagraph" else 0
        indent = f'<w:ind w:left="{stands_in}"/>' if stands_in else ""
        kind = _STANDING.get(item.standing)
        end = f"<w:rPr><w:{_CHANGES[kind]} {self._signed(item)}/></w:rPr>" if kind else ""
        return f"<w:p><w:pPr>{style}{indent}{end}</w:pPr>{runs}</w:p>"

    def _runs(self, edits: Sequence[Edit], item: Marked, marks: Sequence[Mark]) -> str:
        """Word edits as runs; references to footnotes stand where the later text has them."""
        made, at, waiting = [], 0, list(marks)
        for kind, text in edits:
            start = 0
            while kind >= 0 and waiting and waiting[0].at <= at + len(text):
                mark = waiting.pop(0)
                stop = max(mark.at - at, start)
                made += [self._revised(kind, _run(text[start:stop]), item), self._reference(mark, item)]
                start = stop
            made.append(self._revised(kind, _run(text[start:]), item))
            at += len(text) if kind >= 0 else 0
        omitted = item.standing == "omitted"
        return "".join([*made, *(self._reference(mark, item) for mark in (waiting if omitted else ()))])

    def _revised(self, kind: int, run: str, item: Marked) -> str:
        if not kind or not run:
            return run
        run = run.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>") if kind < 0 else run
        return f"<w:{_CHANGES[kind]} {self._signed(item)}>{run}</w:{_CHANGES[kind]}>"

    def _signed(self, item: Marked) -> str:
        self._revisions += 1
        days = [self.dated[ref.work] for ref in item.by if ref.work in self.dated]
        when = f' w:date="{min(days).isoformat()}T00:00:00Z"' if days else ""
        author = "; ".join(map(name, item.by)) or "keeling"
        return f'w:id="{self._revisions}" w:author={quoteattr(author[:255])}{when}'

    # footnotes

    def _reference(self, mark: Mark, item: Marked) -> str:
        """A reference with the number that the source prints; without a note of that number it is nothing."""
        note = next((each for each in self._notes if each.node.num == mark.num), None)
        if note is None:
            return ""
        self._notes.remove(note)
        number = len(self.footnotes) + 1
        self.footnotes.append(self._note(note, number))
        reference = f'<w:footnoteReference w:customMarkFollows="1" w:id="{number}"/>'
        sign = f'<w:t xml:space="preserve">{escape(mark.num)}</w:t>'
        run = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{reference}{sign}</w:r>'
        return self._revised(_STANDING.get(item.standing, 0), run, item)

    def _note(self, note: Marked, number: int) -> str:
        runs = "".join(self._runs(edits, note, ()) for key, edits in note.edits.items() if key == "text")
        return f'<w:footnote w:id="{number}"><w:p>{runs}</w:p></w:footnote>'

    # tables

    def _table(self, rows: Sequence[Marked]) -> str:
        cells = [list(self._cells(row)) for row in rows]
        width = max(map(len, cells))
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        columns = f'<w:gridCol w:w="{9000 // width}"/>' * width
        grid = f"<w:tblGrid>{columns}</w:tblGrid>"
        return f"<w:tbl>{properties}{grid}{''.join(map(self._row, rows, cells))}</w:tbl><w:p/>"

    def _row(self, row: Marked, cells: Sequence[str]) -> str:
        kind = _STANDING.get(row.standing)
        head = "<w:tblHeader/>" if row.node.kind == "row" and not row.node.label and not row.node.text else ""
        change = f"<w:{_CHANGES[kind]} {self._signed(row)}/>" if kind else ""
        return f"<w:tr><w:trPr>{head}{change}</w:trPr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"

    def _cells(self, row: Marked) -> Iterator[str]:
        """The columns of an index entry are its fields; those of any other row are its children."""
        if row.node.kind == "index_entry":
            for key in ("printed", "heading", "application", "duties"):
                yield self._wrapped(self._runs(row.edits.get(key, ()), row, ()), row)
            return
        if row.node.kind == "definition":
            term, meaning = _at_line(row.edits["text"])
            yield self._wrapped(self._runs(term, row, ()), row)
            yield self._wrapped(self._runs(meaning, row, ()), row) + self._items(row.children, 0, 8)
            return
        if any(row.edits.values()):
            yield self._paragraph(row, 0, 0)
        for cell in row.children:
            yield self._item(cell, 0, 8) or "<w:p/>"


def _is_row(item: Marked) -> bool:
    """Whether a provision is a row of a table: so is a definition whose term stands on a line of its own."""
    term, line, _ = item.node.text.partition("\n")
    defined = item.node.kind == "definition" and bool(line) and not term.startswith(("“", "‘", '"'))
    return defined or item.node.kind in ("row", "index_entry")


def _at_line(edits: Sequence[Edit]) -> tuple[list[Edit], list[Edit]]:
    """Word edits parted at the first line break of either text."""
    parts: tuple[list[Edit], list[Edit]] = [], []
    passed = {-1: False, 1: False}
    for kind, text in edits:
        sides = [kind] if kind else [-1, 1]
        if not any(passed[side] for side in sides) and "\n" in text:
            head, _, tail = text.partition("\n")
            parts[0].append((kind, head))
            parts[1].append((kind, tail))
            passed |= dict.fromkeys(sides, True)
        else:
            parts[passed[sides[-1]]].append((kind, text))
    return parts[0], parts[1]


def _notes(item: Marked) -> Iterator[Marked]:
    if item.node.kind == "footnote":
        yield item
    for child in item.children:
        yield from _notes(child)


def _run(text: str) -> str:
    """A run; line breaks in it are breaks."""
    if not text:
        return ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"


def footnotes_part(notes: Sequence[str]) -> str:
    """The XML of the part that holds the footnotes."""
    lines = (("separator", -1), ("continuationSeparator", 0))
    usual = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, number in lines
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{SPACE}">{usual}{"".join(notes)}</w:footnotes>'
