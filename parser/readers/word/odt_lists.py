"""Automatic numbers of OpenDocument: lists that start, go on and nest, and numbered headings."""

from dataclasses import dataclass, field

from parser.readers.word.model import Numbered
from parser.readers.word.odt_styles import LEVELS, ListStyle, Styles, label

OUTLINE = "outline"
"""The list whose items are the document's headings."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered paragraph: its list, the style of the list, its level from 1, and a number it starts anew from."""

    group: str
    style: str
    level: int
    start: int | None = None


@dataclass(slots=True)
class Lists:
    """The entries of a document's lists in the order of its file, and the lists that are open while it is read."""

    entries: list[Entry] = field(default_factory=list)
    _groups: int = 0
    _last: dict[str, str] = field(default_factory=dict)
    _named: dict[str, str] = field(default_factory=dict)

    def group(self, style: str, name: str, continues: bool, continued: str) -> str:
        """The counters of a list that opens: new ones, or those of the list that it goes on with."""
        found = self._named.get(continued, "") if continued else self._last.get(style, "") if continues else ""
        if not found:
            self._groups += 1
            found = str(self._groups)
        self._last[style] = found
        if name:
            self._named[name] = found
        return found

    def entry(self, made: Entry) -> tuple[str, int]:
        """An entry's name in the paragraph's setting."""
        self.entries.append(made)
        return str(len(self.entries) - 1), made.level


@dataclass(slots=True)
class Numbers:
    """The numbers of a document's lists, in the order of a reading."""

    entries: list[Entry]
    styles: Styles
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __call__(self, listed: tuple[str, int]) -> Numbered | None:
        """The number of the next entry; None where its list shows nothing."""
        entry = self.entries[int(listed[0])]
        style = self.styles.outline if entry.group == OUTLINE else self.styles.lists.get(entry.style)
        if not style or entry.level not in style:
            return None
        counts = self._counts.setdefault(entry.group, [None] * (LEVELS + 1))
        for above in range(1, entry.level):  # a level that nothing has counted is taken as counted
            if counts[above] is None and above in style:
                counts[above] = style[above].start
        count = counts[entry.level]
        counts[entry.level] = _first(style, entry) if count is None or entry.start is not None else count + 1
        counts[entry.level + 1 :] = [None] * (LEVELS - entry.level)
        text = label(style, entry.level, [each or 0 for each in counts])
        bullet = style[entry.level].bullet
        return Numbered("" if bullet else text, entry.level, bullet) if bullet or text else None


def _first(style: ListStyle, entry: Entry) -> int:
    return entry.start if entry.start is not None else style[entry.level].start
