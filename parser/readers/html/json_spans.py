"""Where a text of a JSON string stands in the JSON's source: escapes make the two run apart."""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus.provision import Span

_PIECE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class JsonString:
    """A string of a JSON source: for some of its offsets, in order, the places in the source."""

    offsets: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, offset: int) -> int:
        """The place in the source of a character of the string."""
        at = bisect_right(self.offsets, offset) - 1
        return self.places[at] + offset - self.offsets[at]

    def span(self, span: Span) -> Span:
        """A span of the string as a span of the source."""
        return Span(
            self.place(span.start), self.place(span.end - 1) + 1 if span.end > span.start else self.place(span.end)
        )


def json_string(source: str, key: str, value: str) -> JsonString | None:
    """The string that stands under a key in a JSON source; None where no string there has this value."""
    for found in re.finditer(rf'"{re.escape(key)}"\s*:\s*"((?:[^"\\]|\\.)*)"', source):
        if json.loads(f'"{found[1]}"', strict=False) == value:
            return _mapped(source, found.start(1), found.end(1))
    return None


def _mapped(source: str, start: int, end: int) -> JsonString:
    offsets, places, offset = [], [], 0
    for piece in _PIECE.finditer(source, start, end):
        offsets.append(offset)
        places.append(piece.start())
        offset += 1 if piece[0].startswith("\\") else len(piece[0])
    return JsonString((*offsets, offset), (*places, end))
