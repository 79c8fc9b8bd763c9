"""The Keeling schedule as a Word document with real tracked changes.

Insertions and deletions are `w:ins` and `w:del` whose author is the instruction, so that a reader
can step through them, or accept all of them to get the code as amended. The same input gives the
same bytes: revisions carry no clock time, and the parts of the file are dated 1 January 1980.
"""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from corpus.work import Expression
from diffs.execute.consolidate import Consolidation
from diffs.execute.verify import Verification
from diffs.output.schedule_layout import Marked, marked, unmarked
from diffs.output.schedule_text import name, outcome_line, standing, warnings

_LEVELS = {"section": 1, "subsection": 2, "measure": 3, "group": 4}
_EPOCH = (1980, 1, 1, 0, 0, 0)


class _Writer:
    """Adds paragraphs to a document and numbers the revisions."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.revisions = 0

    def item(self, item: Marked, depth: int = 0) -> None:
        """A provision and everything below it."""
        nested = item.node.kind == "subparagraph"
        pieces = [(key, edits) for key, edits in item.edits.items() if edits]
        if pieces:
            paragraph = self._paragraph(item, depth)
            for index, (key, edits) in enumerate(pieces):
                if index:
                    self._run(paragraph, 0, "\n" if key in ("application", "duties") else " ", item)
                for kind, text in edits:
                    self._run(paragraph, kind, text, item)
            if item.by and item.standing != "kept":
                note = paragraph.add_run(f"  [{'; '.join(ref.instruction for ref in item.by)}]")
                note.font.size = _points(8)
                self._mark_end(paragraph, item)
        for child in item.children:
            self.item(child, depth + nested)

    def _paragraph(self, item: Marked, depth: int) -> Any:
        level = _LEVELS.get(item.node.kind) if item.node.heading else None
        paragraph = self.document.add_heading(level=level) if level else self.document.add_paragraph()
        if item.node.kind == "subparagraph":
            paragraph.paragraph_format.left_indent = _points(24 * (depth + 1))
        return paragraph

    def _run(self, paragraph: Any, kind: int, text: str, item: Marked) -> None:
        from docx.oxml import OxmlElement

        run = paragraph.add_run()
        for index, line in enumerate(text.split("\n")):
            if index:
                run.add_break()
            run.add_text(line)
        if not kind:
            return
        if kind < 0:
            self._as_deleted(run)
        revision = OxmlElement("w:ins" if kind > 0 else "w:del")
        self._sign(revision, item)
        run._r.addprevious(revision)
        revision.append(run._r)

    def _as_deleted(self, run: Any) -> None:
        from docx.oxml.ns import qn

        for element in run._r.findall(qn("w:t")):
            element.tag = qn("w:delText")

    def _sign(self, revision: Any, item: Marked) -> None:
        from docx.oxml.ns import qn

        self.revisions += 1
        revision.set(qn("w:id"), str(self.revisions))
        revision.set(qn("w:author"), "; ".join(map(name, item.by)) or "keeling")

    def _mark_end(self, paragraph: Any, item: Marked) -> None:
        """A whole paragraph that is inserted or omitted has its end marked too, or accepting leaves it empty."""
        from docx.oxml import OxmlElement

        if item.standing not in ("inserted", "omitted"):
            return
        properties = paragraph._p.get_or_add_pPr()
        marks = OxmlElement("w:rPr")
        revision = OxmlElement("w:ins" if item.standing == "inserted" else "w:del")
        self._sign(revision, item)
        marks.append(revision)
        properties.append(marks)


def _points(size: int) -> Any:
    from docx.shared import Pt

    return Pt(size)


def to_docx(consolidation: Consolidation, verification: Verification | None = None) -> bytes:
    """The schedule as the bytes of a .docx file."""
    from docx import Document

    document = Document()
    _open(document, f"{consolidation.expression.title}, as amended", standing(consolidation, verification))
    _list(document, "Instructions", [outcome_line(outcome) for outcome in consolidation.outcomes])
    _list(document, "To be checked", warnings(consolidation))
    document.add_heading("Text as amended", level=1)
    writer = _Writer(document)
    for item in marked(consolidation):
        writer.item(item)
    return _settled(document)


def version_docx(expression: Expression, about: Sequence[str]) -> bytes:
    """A version without marks as the bytes of a .docx file; `about` says what it is."""
    from docx import Document

    document = Document()
    _open(document, expression.title, about)
    writer = _Writer(document)
    for item in unmarked(expression.provisions):
        writer.item(item)
    return _settled(document)


def _open(document: Any, title: str, lines: Sequence[str]) -> None:
    _properties(document, title, lines)
    document.add_heading(title, level=0)
    for line in lines:
        document.add_paragraph().add_run(line).bold = line == lines[0]


def _properties(document: Any, title: str, lines: Sequence[str]) -> None:
    from datetime import datetime

    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "keeling", lines[0][:255]
    properties.created = properties.modified = datetime(*_EPOCH)  # a fixed date, not a moment
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = " ".join(lines[:2])
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", _points(10)


def _list(document: Any, title: str, lines: Sequence[str]) -> None:
    if lines:
        document.add_heading(title, level=1)
        for line in lines:
            document.add_paragraph(line, style="List Bullet")


def _settled(document: Any) -> bytes:
    """The saved document, its parts in their order and with one date."""
    first, last = io.BytesIO(), io.BytesIO()
    document.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.namelist():
            target.writestr(zipfile.ZipInfo(entry, _EPOCH), source.read(entry), zipfile.ZIP_DEFLATED)
    return last.getvalue()
