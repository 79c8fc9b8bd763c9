"""A second reader of OpenDocument text that knows no styles, lists or tables: letters in the order of the bytes.

Python's own expat, element by element; it shares no code with the first reader. Deleted words, which the file keeps
at its head, are taken up at the point where they stood.
"""

from collections.abc import Mapping
from xml.parsers import expat

from corpus.text import letters

_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_DRAW = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_ID = "http://www.w3.org/XML/1998/namespace id"
_PARAGRAPHS = frozenset([_TEXT + "p", _TEXT + "h"])
_BESIDE = frozenset([_TEXT + "note", _OFFICE + "annotation", _DRAW + "text-box", _DRAW + "custom-shape"])
_TEXT_BODY = _OFFICE + "body"
_SILENT = frozenset(
    [
        _TEXT + "note-citation", _TEXT + "number", _TEXT + "ruby-text", _TEXT + "script", _OFFICE + "change-info",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 title",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0 desc",
    ]
)  # fmt: skip


class _Witness:
    """Gathers the letters of the text, of what stands beside it, and of deletions by their ids."""

    def __init__(self) -> None:
        self.main: list[str] = []
        self.beside: list[str] = []
        self.deleted: dict[str, list[str]] = {}
        self._region = ""
        self._body = False
        self._deleting = False
        self._paragraphs: list[int] = []
        self._beside = self._silent = self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == _TEXT_BODY:
            self._body = True
        elif tag in _PARAGRAPHS:
            self._depth += self._body  # a flat file has its running heads before its text
        elif tag in _BESIDE:
            self._beside += 1
            self._paragraphs.append(self._depth)
            self._depth = 0
        elif tag in _SILENT:
            self._silent += 1
        elif tag == _TEXT + "changed-region":
            self._region = attributes.get(_ID) or attributes.get(_TEXT + "id", "")
        elif tag == _TEXT + "deletion":
            self._deleting = True
        elif tag == _TEXT + "change":
            self._into().extend(self.deleted.get(attributes.get(_TEXT + "change-id", ""), ()))

    def end(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._depth -= self._body
        elif tag in _BESIDE:
            self._beside -= 1
            self._depth = self._paragraphs.pop()
        elif tag in _SILENT:
            self._silent -= 1
        elif tag == _TEXT + "deletion":
            self._deleting = False

    def data(self, text: str) -> None:
        if self._depth and not self._silent:
            self._into().append(text)

    def _into(self) -> list[str]:
        if self._beside:
            return self.beside
        return self.deleted.setdefault(self._region, []) if self._deleting else self.main


def witnessed(source: bytes) -> tuple[str, str]:
    """The letters of the text in the order of its bytes, and of notes, comments and boxes beside it."""
    seen = _Witness()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.data
    parser.Parse(source, True)
    return letters("".join(seen.main)), letters("".join(seen.beside))
