"""What the fonts of a file say their codes mean, where that is not what the codes mean by themselves.

A file may show the word "not" and give it the text "now": its font's ToUnicode map (PDF 32000-1, 9.10.3)
says so. In a font of one-byte codes most letters mean themselves; where a few do not, a person should look.
"""

import re
from collections.abc import Iterator
from typing import Any

_RANGE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")
_CHARACTER = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{4})>")
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)
_LARGEST = 2**20


def renamed(pdf: Any) -> list[str]:
    """Doubts about fonts (of an open pikepdf file) that give some letters another meaning than their code."""
    import pikepdf

    doubts = []
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and item.get("/Subtype") != "/Type0":
            found = item.get("/ToUnicode")
            wrong = _wrong(found) if isinstance(found, pikepdf.Stream) else []
            if wrong:
                shown = ", ".join(f"{one!r} is read as {other!r}" for one, other in wrong[:3])
                doubts.append(f"a font of the PDF gives letters another meaning than they have ({shown})")
    return doubts


def _wrong(stream: Any) -> list[tuple[str, str]]:
    """Letters with another meaning than their code, where most of the font's have that of their code."""
    import pikepdf

    try:
        text = stream.read_bytes()
    except pikepdf.PdfError:
        return []
    pairs = [(chr(code), meaning) for code, meaning in _meanings(text[:_LARGEST])]
    letters = [(one, other) for one, other in pairs if one.isascii() and one.isalnum()]
    wrong = [(one, other) for one, other in letters if one != other and other.isascii() and other.isalnum()]
    return wrong if 0 < len(wrong) <= 0.3 * len(letters) else []


def _meanings(text: bytes) -> Iterator[tuple[int, str]]:
    """Codes of one byte with their characters."""
    for kind, body in _BLOCK.findall(text):
        if kind == b"bfchar":
            for code, point in _CHARACTER.findall(body):
                yield int(code, 16), chr(int(point, 16))
        else:
            for first, last, point in _RANGE.findall(body):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + step, chr(int(point, 16) + step)
