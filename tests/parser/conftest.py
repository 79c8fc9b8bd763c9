"""A small typesetter: documents set like a regulator's codes, in words of our own."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

sys.path.insert(0, str(Path(__file__).parent))

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, TOP, FOOT = 68.0, 527.0, 90.0, 760.0
TEXT = 136.0


def wrap(text: str, width: float, font: str, size: float) -> list[str]:
    """Break a text into lines; a word may break after its hyphen, as browsers do."""
    lines, line = [], ""
    for part in (piece for word in text.split(" ") for piece in _pieces(word)):
        glue = "" if not line or line.endswith("-") else " "
        if line and stringWidth(line + glue + part, font, size) > width:
            lines.append(line)
            line = part
        else:
            line += glue + part
    return [*lines, line]


def _pieces(word: str) -> list[str]:
    head, hyphen, rest = word.partition("-")
    return [head + "-", *_pieces(rest)] if hyphen and head and rest else [word]


@dataclass
class Typesetter:
    """Sets pages from the top down. Heights are counted from the top of the page, in points."""

    title: str = "Code of conduct for lighthouses"
    running: bool = False
    leading: float = 16.0
    y: float = TOP
    page: int = 1
    notes: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=(WIDTH, HEIGHT), pageCompression=1)
        self.canvas.setTitle(self.title)

    def put(self, x: float, y: float, text: str, size: float = 11.0, font: str = "Helvetica") -> float:
        """One line of text on a baseline; returns where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y, text)
        return x + stringWidth(text, font, size)

    def line(self, left: float, top: float, right: float, bottom: float) -> None:
        """A ruling line."""
        self.canvas.setLineWidth(0.7)
        self.canvas.line(left, HEIGHT - top, right, HEIGHT - bottom)

    def turn(self) -> None:
        """End the page: notes, running head, foot."""
        y = FOOT - 12 * (len(self.notes) - 1)
        for number, text in self.notes:
            self.put(LEFT, y, f"{number}. {text}", 8.0)
            y += 12
        self.notes = []
        if self.running:
            self.put(LEFT, 50, self.title, 8.5)
            self.line(LEFT, 56, RIGHT, 56)
            self.put(LEFT, 812, "Written for a test", 7.5)
            self.put(RIGHT - 10, 812, str(self.page), 8.0)
        self.canvas.showPage()
        self.page += 1
        self.y = TOP

    def room(self, needed: float) -> None:
        """Turn the page unless so much is left on it."""
        if self.y + needed > FOOT - 14 * len(self.notes) - 16:
            self.turn()

    def heading(self, text: str, size: float = 13.0, font: str = "Helvetica-Bold") -> None:
        """A heading."""
        self.room(60)
        self.y += 10
        for line in wrap(text, RIGHT - LEFT, font, size):
            self.put(LEFT, self.y, line, size, font)
            self.y += 1.3 * size
        self.y += 8

    def block(self, left: float, text: str, marker: str = "", at: float = LEFT, after: float = 9.0) -> None:
        """A paragraph whose marker stands apart to its left. `text^1` refers to note 1."""
        words, _, note = text.partition("^")
        lines = wrap(words, RIGHT - left, "Helvetica", 11.0)
        for place, line in enumerate(lines):
            self.room(self.leading)
            if marker and place == 0:
                self.put(at, self.y, marker)
            end = self.put(left, self.y, line)
            if note and place == len(lines) - 1:
                self.put(end, self.y - 4, note, 7.0)
            self.y += self.leading
        self.y += after

    def paragraph(self, marker: str, text: str) -> None:
        """A numbered paragraph in two columns."""
        self.block(TEXT, text, marker)

    def item(self, marker: str, text: str, depth: int = 1) -> None:
        """An item of a list."""
        at = TEXT + 21 * (depth - 1)
        self.block(at + 21, text, marker, at, after=4.0)

    def closing(self, text: str) -> None:
        """Words after a list, flush with the paragraph's text."""
        self.block(TEXT, text)

    def table(self, columns: list[float], header: list[str], rows: list[list[str]]) -> None:
        """A bordered table: rows break over pages, and the heading is repeated."""
        self._row(columns, header, "Helvetica-Bold")
        for cells in rows:
            rest = [
                wrap(cell, b - a - 12, "Helvetica", 9.0)
                for cell, a, b in zip(cells, columns, columns[1:], strict=False)
            ]
            while True:
                fit = max(1, int((FOOT - 16 - self.y - 12) // 12))
                self._lines(columns, [cell[:fit] for cell in rest], "Helvetica", fit >= max(map(len, rest)))
                rest = [cell[fit:] for cell in rest]
                if not any(rest):
                    break
                self.turn()
                self._row(columns, header, "Helvetica-Bold")
            if self.y + 40 > FOOT - 16 and cells is not rows[-1]:
                self.turn()
                self._row(columns, header, "Helvetica-Bold")
        self.y += 24

    def _row(self, columns: list[float], cells: list[str], font: str) -> None:
        self.line(columns[0], self.y - 10, columns[-1], self.y - 10)
        self._lines(columns, [[cell] for cell in cells], font, True)

    def _lines(self, columns: list[float], cells: list[list[str]], font: str, closed: bool) -> None:
        top, height = self.y - 10, 12 * max(map(len, cells)) + 8
        for left, cell in zip(columns, cells, strict=False):
            for place, line in enumerate(cell):
                self.put(left + 6, self.y + 12 * place + 2, line, 9.0, font)
        for x in columns:
            self.line(x, top, x, top + height)
        if closed:
            self.line(columns[0], top + height, columns[-1], top + height)
        self.y += height

    def bytes(self) -> bytes:
        """The finished file."""
        if self.y > TOP or self.notes:
            self.turn()
        self.canvas.save()
        return self.file.getvalue()


@pytest.fixture
def typesetter() -> Callable[..., Typesetter]:
    """Makes typesetters."""
    return Typesetter
