"""A made-up code as a Word file, for LibreOffice to set."""

import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from benchmarks.typeset_layouts import Layout
from benchmarks.typeset_truth import PREFIX, SECTIONS, Code, Item, Paragraph, enumerators, index

_TEXT, _STEP = 68.0, 26.0
"""Points from the margin to the words of a paragraph, and further for each depth of its items."""


def docx(made: Code, layout: Layout) -> bytes:
    """The bytes of a .docx."""
    return _Word(made, layout).bytes()


class _Word:
    """Fills a python-docx document."""

    def __init__(self, made: Code, layout: Layout) -> None:
        import docx
        from docx.shared import Mm, Pt

        self.made, self.layout, self.notes = made, layout, 0
        self.file = docx.Document()
        section = self.file.sections[0]
        wide, tall = (210, 297) if layout.paper == "A4" else (215.9, 279.4)
        section.page_width, section.page_height = Mm(wide), Mm(tall)
        style = self.file.styles["Normal"]
        name = {"serif": "Liberation Serif", "sans-serif": "Liberation Sans"}.get(layout.font, layout.font)
        style.font.size, style.font.name = Pt(layout.size), name
        section.left_margin = section.right_margin = Mm(layout.margin)
        style.paragraph_format.space_after = Pt(6)
        section.header.paragraphs[0].text = "Code of Practice"
        foot = section.footer.paragraphs[0]
        if layout.pages == "of":
            foot.add_run("Page ")
        self._field(foot, "PAGE")
        if layout.pages == "of":
            foot.add_run(" of ")
            self._field(foot, "NUMPAGES")
        self._settings(section)

    def _settings(self, section: Any) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        if self.layout.columns > 1:
            section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="{self.layout.columns}" w:space="360"/>'))
        if self.layout.lines != "none":
            section._sectPr.append(parse_xml(f'<w:lnNumType {nsdecls("w")} w:countBy="1" w:restart="newPage"/>'))
        if self.layout.hyphens:
            self.file.settings.element.append(parse_xml(f'<w:autoHyphenation {nsdecls("w")} w:val="true"/>'))
        if self.layout.symbols:
            how = '<w:numFmt w:val="chicago"/><w:numRestart w:val="eachPage"/>'
            signs = f"<w:footnotePr {nsdecls('w')}>{how}</w:footnotePr>"
            section._sectPr.insert(0, parse_xml(signs))

    def _field(self, paragraph: Any, code: str) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        paragraph._p.append(
            parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple>')
        )

    def bytes(self) -> bytes:
        made, add = self.made, self.file.add_heading
        add(made.title, 0)
        self.file.add_paragraph("Published 4 July 2025")
        self.contents()
        add(f"1. {SECTIONS[0]}", 1)
        self.lead()
        for paragraph in made.introduction:
            self.paragraph(paragraph)
        add(f"2. {SECTIONS[1]}", 1)
        head, rows, shares = index(made, self.layout)
        wide = self.layout.index == "landscape"
        self._turn(wide)
        self.table(head, rows, [100 * share for share in shares])
        self._turn(wide)
        add(f"3. {SECTIONS[2]}", 1)
        for letter, title, measures in made.subsections:
            add(f"{letter}. {title}", 2)
            for measure in measures:
                add(f"{PREFIX} {measure.num} {measure.title}", 3)
                for group, found in (("Application", measure.application), ("Recommendation", measure.recommendation)):
                    add(group, 4)
                    for paragraph in found:
                        self.paragraph(paragraph)
        add(f"4. {SECTIONS[3]}", 1)
        self.table(("Term", "Meaning"), made.definitions, (28, 72))
        return self.saved()

    def _turn(self, wide: bool) -> None:
        """Begin pages turned the other way."""
        if not wide:
            return
        section = self.file.add_section()
        section.page_width, section.page_height = section.page_height, section.page_width

    def lead(self) -> None:
        """A paragraph whose first letter is as tall as three lines, in a frame of its own as Word makes it."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls
        from docx.shared import Pt

        if not self.made.lead:
            return
        first = self.file.add_paragraph()
        frame = '<w:framePr {} w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" w:hAnchor="text"/>'
        first._p.get_or_add_pPr().insert(0, parse_xml(frame.format(nsdecls("w"))))
        first.paragraph_format.space_after = Pt(0)
        first.add_run(self.made.lead[0]).font.size = Pt(3.4 * self.layout.size)
        self.file.add_paragraph(self.made.lead[1:])

    def contents(self) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Pt

        if self.layout.contents == "none":
            return
        self.file.add_paragraph("Contents", style="Heading 2")
        for number, title in enumerate(SECTIONS, 1):
            line = self.file.add_paragraph(f"{number}. {title}\t{2 * number}")
            line.paragraph_format.tab_stops.add_tab_stop(Pt(430), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)

    def paragraph(self, paragraph: Paragraph) -> None:
        num = paragraph.num if paragraph.num[0].isdigit() else f"{PREFIX} {paragraph.num}"
        if self.layout.paragraphs.startswith("columns"):
            table = self.file.add_table(1, 2, "Table Grid" if self.layout.paragraphs == "columns-lines" else None)
            self._widths(table, (16, 84))
            table.cell(0, 0).paragraphs[0].add_run(num)
            first = table.cell(0, 1).paragraphs[0]
            first.add_run(paragraph.text)
            self.note(first, paragraph)
            self.items(table.cell(0, 1), paragraph.items, 0, 0.0)
            return
        hanging = self.layout.paragraphs == "hanging"
        set_ = self.hang(self.file.add_paragraph(), _TEXT, _TEXT) if hanging else self.file.add_paragraph()
        set_.add_run(f"{num}\t{paragraph.text}" if hanging else f"{num} {paragraph.text}")
        self.note(set_, paragraph)
        self.items(self.file, paragraph.items, 0, _TEXT if hanging else 0.0)

    def hang(self, paragraph: Any, left: float, back: float) -> Any:
        from docx.shared import Pt

        paragraph.paragraph_format.left_indent = Pt(left)
        paragraph.paragraph_format.first_line_indent = Pt(-back)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(left))
        return paragraph

    def items(self, parent: Any, items: Sequence[Item], depth: int, left: float) -> None:
        for mark, item in zip(enumerators(depth), items, strict=False):
            made = self.hang(parent.add_paragraph(), left + _STEP, _STEP)
            made.add_run(f"{self.layout.enumerator.format(mark)}\t{item.text}")
            self.items(parent, item.items, depth + 1, left + _STEP)

    def note(self, paragraph: Any, of: Paragraph) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        if not of.note:
            return
        self.notes += 1
        kind = "footnote" if self.layout.notes == "foot" else "endnote"
        paragraph._p.append(
            parse_xml(
                f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                f'<w:{kind}Reference w:id="{self.notes + 1}"/></w:r>'
            )
        )

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        table = self.file.add_table(1, len(head), "Table Grid" if self.layout.table == "grid" else None)
        self._widths(table, shares)
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            cell.paragraphs[0].add_run(text).bold = True
        self._repeat(table.rows[0])
        for row in rows:
            cells = table.add_row().cells
            if len(row) == 1:
                cells[0].merge(cells[-1]).paragraphs[0].add_run(row[0]).bold = True
                continue
            for cell, text in zip(cells, row, strict=True):
                cell.paragraphs[0].add_run(text)
        for place, row in enumerate(table.rows):
            self._look(row, place)

    @property
    def _wide(self) -> float:
        """A hundredth of the text's width in points, a little less."""
        return 4.3 - 0.057 * (self.layout.margin - 23)

    def _widths(self, table: Any, shares: Sequence[float]) -> None:
        from docx.shared import Pt

        table.autofit = False
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Pt(self._wide * share / self.layout.columns)
            for cell in column.cells:
                cell.width = Pt(self._wide * share / self.layout.columns)

    def _repeat(self, row: Any) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))

    def _look(self, row: Any, place: int) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        look = {
            "rules": '<w:tcBorders {}><w:bottom w:val="single" w:sz="6" w:color="444444"/></w:tcBorders>',
            "shading": '<w:shd {} w:val="clear" w:fill="DDE6F0"/>' if place % 2 == 0 else "",
        }.get(self.layout.table, "")
        for cell in row.cells if look else ():
            cell._tc.get_or_add_tcPr().append(parse_xml(look.format(nsdecls("w"))))

    def saved(self) -> bytes:
        """The file with the part that holds its notes, which python-docx cannot make."""
        buffer, whole = io.BytesIO(), io.BytesIO()
        self.file.save(buffer)
        kind = "footnote" if self.layout.notes == "foot" else "endnote"
        part = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "[Content_Types].xml":
                    data = data.replace(
                        b"</Types>", f'<Override PartName="/word/{kind}s.xml" ContentType="{part}"/></Types>'.encode()
                    )
                if name == "word/_rels/document.xml.rels":
                    link = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
                    data = data.replace(
                        b"</Relationships>",
                        f'<Relationship Id="rIdNotes" Type="{link}" Target="{kind}s.xml"/></Relationships>'.encode(),
                    )
                new.writestr(name, data)
            new.writestr(f"word/{kind}s.xml", self.notes_part(kind))
        return whole.getvalue()

    def notes_part(self, kind: str) -> str:
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
        texts = [re.sub(r"[<&]", "", text) for text in self.made.notes()]
        notes = [
            f'<w:{kind} w:id="{n}"><w:p>{mark}<w:r><w:t xml:space="preserve"> {t}</w:t></w:r></w:p></w:{kind}>'
            for n, t in enumerate(texts, 2)
        ]
        lines = [
            f'<w:{kind} w:type="{name}" w:id="{n}"><w:p><w:r><w:{tag}/></w:r></w:p></w:{kind}>'
            for n, name, tag in (
                (0, "separator", "separator"),
                (1, "continuationSeparator", "continuationSeparator"),
            )
        ]
        return f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {space}>{"".join(lines + notes)}</w:{kind}s>'
