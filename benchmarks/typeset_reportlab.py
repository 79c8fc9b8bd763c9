"""A made-up code set line by line with reportlab: line numbers, watermarks and columns as drawn."""

import io
from collections.abc import Sequence

from benchmarks.typeset_layouts import Layout
from benchmarks.typeset_truth import PREFIX, SECTIONS, Code, Item, Paragraph, enumerators, index

_FONTS = {"serif": ("Times-Roman", "Times-Bold"), "sans-serif": ("Helvetica", "Helvetica-Bold")}
_STEP = 24.0
_SIGNS = "*†‡§"


def reportlab(made: Code, layout: Layout) -> bytes:
    """The bytes of a PDF without tags."""
    return _Canvas(made, layout).bytes()


class _Canvas:
    """Sets lines from the top down; columns one after another, then the page is turned."""

    def __init__(self, made: Code, layout: Layout) -> None:
        from reportlab.lib.pagesizes import A4, LETTER
        from reportlab.pdfgen.canvas import Canvas

        self.made, self.layout = made, layout
        self.font, self.bold = _FONTS.get(layout.font, _FONTS["serif"])
        self.width, self.height = A4 if layout.paper == "A4" else LETTER
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(self.width, self.height))
        self.page, self.column, self.line, self.notes = 0, 0, 0, 0
        self.waiting: list[tuple[int, str]] = []
        gap = 20.0
        side = 70 + 2.8 * (layout.margin - 23)
        self.column_width = (self.width - 2 * side - gap * (layout.columns - 1)) / layout.columns
        self.lefts = [side + place * (self.column_width + gap) for place in range(layout.columns)]
        self.text = 74.0 if layout.paragraphs != "inline" else 0.0
        self.turn()

    def turn(self) -> None:
        """Begin a page: running head, number, watermark."""
        if self.page:
            self.foot()
            self.canvas.showPage()
        self.page, self.column, self.line, self.y = self.page + 1, 0, 0, 80.0
        self.put(self.width - 140, 40, "Code of Practice", self.font, 8)
        number = f"Page {self.page} of 20" if self.layout.pages == "of" else str(self.page)
        self.put(self.width / 2, self.height - 40, number, self.font, 9)
        if self.layout.watermark:
            self.canvas.saveState()
            self.canvas.translate(self.width / 2, self.height / 2)
            self.canvas.rotate(45)
            self.canvas.setFillGray(0.85)
            self.canvas.setFont(self.bold, 80)
            self.canvas.drawCentredString(0, 0, self.layout.watermark)
            self.canvas.restoreState()

    def foot(self) -> None:
        """The notes of this page, last column, above its foot."""
        y = (
            self.height
            - 62
            - 9 * sum(len(self.split(t, self.font, 8, self.column_width - 10)) for _, t in self.waiting)
        )
        for num, text in self.waiting:
            self.put(self.lefts[-1], y - 2.5, self.sign(num), self.font, 5.5)
            for line in self.split(text, self.font, 8, self.column_width - 10):
                self.put(self.lefts[-1] + 8, y, line, self.font, 8)
                y += 9
        self.waiting = []

    def sign(self, num: int) -> str:
        """How a note is marked."""
        return _SIGNS[(num - 1) % 4] * (1 + (num - 1) // 4) if self.layout.symbols else str(num)

    def split(self, text: str, font: str, size: float, width: float) -> list[str]:
        from reportlab.lib.utils import simpleSplit

        return list(simpleSplit(text, font, size, width))

    def put(self, x: float, y: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - y, text)

    def room(self, height: float) -> None:
        """Go to the next column or page where fewer points than `height` are left."""
        taken = 9 * sum(len(self.split(t, self.font, 8, self.column_width - 10)) for _, t in self.waiting)
        if self.y + height <= self.height - 70 - taken - (6 if taken else 0):
            return
        if self.column + 1 < self.layout.columns:
            self.column, self.y = self.column + 1, 80.0
        else:
            self.turn()

    def numbered(self, size: float) -> None:
        """The number of a line beside it."""
        self.line += 1
        left = self.lefts[0] - 34 if self.layout.lines == "left" else self.width - 52
        if self.layout.lines != "none":
            self.put(left, self.y, str(self.line), self.font, 7)

    def lines(self, text: str, at: float, size: float, font: str = "", mark: tuple[str, float] = ("", 0.0)) -> None:
        """A paragraph at `at` points from the column's edge; `mark` are words and how far before it they stand."""
        font = font or self.font
        for nth, line in enumerate(self.split(text, font, size, self.column_width - at)):
            self.room(1.3 * size)
            left = self.lefts[self.column] + at
            if nth == 0 and mark[0]:
                self.put(left - mark[1], self.y, mark[0], font, size)
            self.put(left, self.y, line, font, size)
            self.numbered(size)
            self.y += 1.3 * size
        self.end = self.lefts[self.column] + at + self.canvas.stringWidth(line, font, size), self.y - 1.3 * size
        self.y += 0.5 * size

    def heading(self, text: str, size: float) -> None:
        self.y += 0.6 * size
        self.room(3.5 * size)
        self.lines(text, 0, size, self.bold)

    def bytes(self) -> bytes:
        made, size = self.made, self.layout.size
        self.heading(made.title, 2 * size)
        self.lines("Published 4 July 2025", 0, size)
        self.contents()
        self.heading(f"1. {SECTIONS[0]}", 1.5 * size)
        for paragraph in made.introduction:
            self.paragraph(paragraph)
        self.heading(f"2. {SECTIONS[1]}", 1.5 * size)
        self.table(*index(made, self.layout))
        self.heading(f"3. {SECTIONS[2]}", 1.5 * size)
        for letter, title, measures in made.subsections:
            self.heading(f"{letter}. {title}", 1.3 * size)
            for measure in measures:
                self.heading(f"{PREFIX} {measure.num} {measure.title}", 1.15 * size)
                for group, found in (("Application", measure.application), ("Recommendation", measure.recommendation)):
                    self.heading(group, size)
                    for paragraph in found:
                        self.paragraph(paragraph)
        self.heading(f"4. {SECTIONS[3]}", 1.5 * size)
        self.table(("Term", "Meaning"), made.definitions, (0.3, 0.7))
        self.foot()
        self.canvas.save()
        return self.buffer.getvalue()

    def contents(self) -> None:
        if self.layout.contents == "none":
            return
        self.heading("Contents", 1.3 * self.layout.size)
        for number, title in enumerate(SECTIONS, 1):
            self.lines(f"{number}. {title} " + "." * 60 + f" {2 * number}", 0, self.layout.size)

    def paragraph(self, paragraph: Paragraph) -> None:
        num = paragraph.num if paragraph.num[0].isdigit() else f"{PREFIX} {paragraph.num}"
        size, top, page = self.layout.size, self.y, (self.page, self.column)
        if paragraph.note:
            self.notes += 1
            self.waiting.append((self.notes, paragraph.note))
        inline = self.layout.paragraphs == "inline"
        self.lines(
            f"{num} {paragraph.text}" if inline else paragraph.text,
            self.text,
            size,
            mark=("" if inline else num, self.text),
        )
        if paragraph.note:
            self.put(self.end[0] + 0.5, self.end[1] - 0.35 * size, self.sign(self.notes), self.font, 0.6 * size)
        self.items(paragraph.items, 0)
        if self.layout.paragraphs == "columns-lines" and page == (self.page, self.column):
            left = self.lefts[self.column]
            self.canvas.setLineWidth(0.5)
            for x in (left - 4, left + self.text - 6, left + self.column_width + 4):
                self.canvas.line(x, self.height - top + size, x, self.height - self.y + size)
            for y in (top, self.y):
                self.canvas.line(left - 4, self.height - y + size, left + self.column_width + 4, self.height - y + size)

    def items(self, items: Sequence[Item], depth: int) -> None:
        for mark, item in zip(enumerators(depth), items, strict=False):
            at = self.text + _STEP * (depth + 1)
            self.lines(item.text, at, self.layout.size, mark=(self.layout.enumerator.format(mark), _STEP))
            self.items(item.items, depth + 1)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]) -> None:
        self.row(head, shares, self.bold, 0)
        for place, row in enumerate(rows, 1):
            self.row(row, shares, self.font, place)

    def row(self, cells: Sequence[str], shares: Sequence[float], font: str, place: int) -> None:
        size = self.layout.size
        if len(cells) == 1:
            shares, font = (1.0,), self.bold
        widths = [share * self.column_width for share in shares]
        split = [self.split(cell, font, size, width - 8) for cell, width in zip(cells, widths, strict=True)]
        height = 1.25 * size * max(map(len, split)) + 7
        self.room(height)
        left, top = self.lefts[self.column], self.y - size
        kind = self.layout.table
        if kind == "shading" and place % 2 == 0:
            self.canvas.setFillGray(0.88)
            self.canvas.rect(left, self.height - top - height, self.column_width, height, stroke=0, fill=1)
            self.canvas.setFillGray(0)
        x = left
        for lines, width in zip(split, widths, strict=True):
            for nth, line in enumerate(lines):
                self.put(x + 4, self.y + 3 + 1.25 * size * nth, line, font, size)
            if kind == "grid":
                self.canvas.rect(x, self.height - top - height, width, height)
            x += width
        if kind == "rules":
            self.canvas.line(left, self.height - top - height, left + self.column_width, self.height - top - height)
        for _ in range(max(map(len, split))):
            self.numbered(size)
            self.y += 1.25 * size
        self.y += 7
