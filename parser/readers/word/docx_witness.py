"""A second reader of Word files that knows no styles, no structure and no numbers: letters in the order of the bytes.

Python's own expat, element by element; it shares no code with the first reader. It sees every word that stands in
the part, wherever it stands: what the first reader does not know how to enter shows as missing.
"""

from xml.parsers import expat

from corpus.text import letters

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_TEXTS = frozenset([_W + "t", _W + "delText", "http://schemas.openxmlformats.org/officeDocument/2006/math t"])
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_REFERENCES = frozenset([_W + "footnoteReference", _W + "endnoteReference"])
_BOX = _W + "txbxContent"
_FIELD = _W + "fldChar"


class _Witness:
    """Gathers the letters of the text and, apart, of its boxes."""

    def __init__(self) -> None:
        self.main: list[str] = []
        self.boxes: list[str] = []
        self._inside = False
        self._skipped = self._boxed = 0
        self._fields: list[bool] = []
        self._outer: list[list[bool]] = []
        self._signed = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _TEXTS:
            self._inside = not self._skipped and not self._signed and all(self._fields)
        elif tag == _FALLBACK:
            self._skipped += 1
        elif tag == _BOX:
            self._boxed += 1
            self._outer.append(self._fields)
            self._fields = []
        elif tag in _REFERENCES:
            self._signed = attributes.get(_W + "customMarkFollows", "0") not in ("0", "false", "off")
        elif tag == _FIELD and not self._skipped:
            self._field(attributes.get(_W + "fldCharType", ""))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def end(self, tag: str) -> None:
        if tag in _TEXTS:
            self._inside = False
        elif tag == _W + "r":
            self._signed = False
        elif tag == _FALLBACK:
            self._skipped -= 1
        elif tag == _BOX:
            self._boxed -= 1
            self._fields = self._outer.pop()

    def data(self, text: str) -> None:
        if self._inside:
            (self.boxes if self._boxed else self.main).append(text)


def witnessed(source: bytes) -> tuple[str, str]:
    """The letters of a part in the order of its bytes: those of its text, those of its boxes."""
    seen = _Witness()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = seen.start
    parser.EndElementHandler = seen.end
    parser.CharacterDataHandler = seen.data
    parser.Parse(source, True)
    return letters("".join(seen.main)), letters("".join(seen.boxes))
