"""A code set as a PDF: headings, numbered paragraphs with their numbers in the margin, running feet."""

import io

from corpus.provision import Provision
from corpus.work import Expression

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TEXT, RIGHT, TOP, FOOT = 68.0, 136.0, 527.0, 90.0, 752.0


class _Page:
    """Sets lines from the top down and turns the page."""

    def __init__(self, title: str) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT))
        self.canvas.setTitle(title)
        self.y, self.number, self.title = TOP, 1, title

    def put(self, x: float, text: str, size: float = 11.0, font: str = "Helvetica") -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - self.y, text)

    def paragraph(self, marker: str, text: str, at: float = TEXT, size: float = 11.0, font: str = "Helvetica") -> None:
        """A number in the margin and the words beside it, broken into lines."""
        from reportlab.lib.utils import simpleSplit

        for nth, line in enumerate(simpleSplit(text, font, size, RIGHT - at)):
            if self.y > FOOT:
                self.turn()
            if nth == 0 and marker:
                self.put(at - (68 if at == TEXT else 26), marker, size, font)
            self.put(at, line, size, font)
            self.y += 1.4 * size
        self.y += 6

    def turn(self) -> None:
        self.y = 800
        self.put(RIGHT - 10, str(self.number), 8)
        self.canvas.showPage()
        self.y, self.number = TOP, self.number + 1


def pdf(code: Expression, title: str) -> bytes:
    """The code as a PDF."""
    page = _Page(title)
    page.paragraph("", title, LEFT, 20, "Helvetica-Bold")
    for section in code.provisions:
        for subsection in section.children:
            if subsection.kind != "subsection":
                continue
            page.paragraph("", f"{subsection.num}. {subsection.heading}", LEFT, 16, "Helvetica-Bold")
            for measure in subsection.children:
                _measure(page, measure)
    page.turn()
    page.canvas.save()
    return page.file.getvalue()


def _measure(page: _Page, measure: Provision) -> None:
    page.paragraph("", f"{measure.label} {measure.heading}", LEFT, 13, "Helvetica-Bold")
    for group in measure.children:
        page.paragraph("", group.heading or "", LEFT, 11, "Helvetica-Bold")
        for paragraph in group.children:
            page.paragraph(paragraph.printed, paragraph.text)
            for item in paragraph.children:
                page.paragraph(item.printed, item.text, TEXT + 26)
