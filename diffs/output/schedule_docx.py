"""The Keeling schedule as a Word document with real tracked changes.

Insertions and deletions are `w:ins` and `w:del` whose author is the instruction and whose day is the instrument's, so
that a reader can step through them, or accept all of them to get the code as amended. What the schedule says about
itself is set in styles of its own, so that reading the file back gives the code and nothing else. The same
input gives the same bytes: no clock is asked, and the parts of the file are dated 1 January 1980.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from corpus.work import Expression
from diffs.execute.consolidate import Consolidation
from diffs.execute.verify import Verification
from diffs.output.docx_provisions import SPACE, Writer, footnotes_part
from diffs.output.schedule_layout import Marked, marked, unmarked
from diffs.output.schedule_text import outcome_line, standing, warnings

ABOUT = "Keeling about"
"""The style of paragraphs in which keeling says something about the document; the reader drops them by this name."""
_ABOUT_HEADING = f"{ABOUT} heading"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def to_docx(consolidation: Consolidation, verification: Verification | None = None, said: Sequence[str] = ()) -> bytes:
    """The schedule as the bytes of a .docx file; `said` is told besides what every schedule says of itself."""
    document = _empty()
    _open(document, f"{consolidation.expression.title}, as amended", [*standing(consolidation, verification), *said])
    _list(document, "Instructions", [outcome_line(outcome) for outcome in consolidation.outcomes])
    _list(document, "To be checked", warnings(consolidation))
    dated = zip(consolidation.instruments, consolidation.days, strict=False)
    _write(document, Writer({name: day for name, day in dated if day}), marked(consolidation))
    return _settled(document)


def version_docx(expression: Expression, about: Sequence[str]) -> bytes:
    """A version without marks as the bytes of a .docx file; `about` says what it is."""
    document = _empty()
    _open(document, expression.title, about)
    _write(document, Writer(), unmarked(expression.provisions))
    return _settled(document)


def _write(document: Any, writer: Writer, items: Sequence[Marked]) -> None:
    """The provisions after what stands there, and their footnotes in a part of their own."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    body = document.element.body
    for element in parse_xml(f'<w:body xmlns:w="{SPACE}">{writer.document(items)}</w:body>'):
        body.insert_element_before(element, "w:sectPr")
    if writer.footnotes:
        package = document.part.package
        blob = footnotes_part(writer.footnotes).encode()
        part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, package)
        document.part.relate_to(part, _FOOTNOTES_RELATION)


def _empty() -> Any:
    """A document without words that has the styles."""
    from docx import Document

    return Document(io.BytesIO(_template()))


@cache
def _template() -> bytes:
    """An empty document with the styles, packed: to add them takes a fifth of what a short document takes in all."""
    from docx import Document
    from docx.shared import Pt

    document, packed = Document(), io.BytesIO()
    _style(document, ABOUT, 10)
    _style(document, _ABOUT_HEADING, 14).font.bold = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(10)
    _lighten(document)
    document.save(packed)
    return packed.getvalue()


def _lighten(document: Any) -> None:
    """Leave out what nobody uses of the library's template: a hundred looks of tables, all styles for Word 2010 once
    more, and a picture of an empty page. They were nine tenths of the bytes of a short document, and half the time.
    """
    from docx.enum.style import WD_STYLE_TYPE

    for style in [each for each in document.styles if each.type == WD_STYLE_TYPE.TABLE]:
        if style.name != "Normal Table":
            style.delete()
    for rels in (document.part.rels, document.part.package.rels):
        for name in [each.rId for each in rels.values() if each.reltype.endswith(("/stylesWithEffects", "/thumbnail"))]:
            del rels[name]


def _open(document: Any, title: str, lines: Sequence[str]) -> None:
    _properties(document, title, lines)
    _paragraph(document, _ABOUT_HEADING).add_run(title)
    for line in lines:
        _paragraph(document, ABOUT).add_run(line).bold = line == lines[0]


def _paragraph(document: Any, style: str) -> Any:
    """A paragraph at the end in a style of ours: by name, python-docx would ask every style if it is the usual one."""
    paragraph = document.add_paragraph()
    paragraph._p.style = document.styles[style].style_id
    return paragraph


def _style(document: Any, name: str, points: int) -> Any:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(points)
    return style


def _properties(document: Any, title: str, lines: Sequence[str]) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:255], "keeling", lines[0][:255]
    properties.created = properties.modified = datetime(*_EPOCH)  # a fixed date, not a moment
    footer = document.sections[0].footer.paragraphs[0]
    footer.text = " ".join(lines[:2])


def _list(document: Any, title: str, lines: Sequence[str]) -> None:
    if lines:
        _paragraph(document, _ABOUT_HEADING).add_run(title)
        for line in lines:
            _paragraph(document, ABOUT).add_run(f"– {line}")


def _settled(document: Any) -> bytes:
    """The saved document, its parts in their order and with one date.

    As `document.save` writes it, whose parts have the date of the day: to give them another the file would be packed
    and unpacked once more, which takes a third of the whole.
    """
    from docx.opc.pkgwriter import PackageWriter

    package, packed = document.part.package, io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        library: Any = PackageWriter
        writer = _Dated(target)
        for part in package.parts:
            part.before_marshal()
        library._write_content_types_stream(writer, package.parts)
        library._write_pkg_rels(writer, package.rels)
        library._write_parts(writer, package.parts)
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class _Dated:
    """What python-docx writes parts with."""

    target: zipfile.ZipFile

    def write(self, uri: Any, blob: bytes) -> None:
        """One part."""
        self.target.writestr(zipfile.ZipInfo(uri.membername, _EPOCH), blob, zipfile.ZIP_DEFLATED)
