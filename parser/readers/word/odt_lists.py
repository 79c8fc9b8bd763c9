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
    """The entries of a document's lists in the order of its file, and the lists that are open while it is read.

    What stands in boxes and notes (`aside`) goes on with no list of the text, nor the text with theirs.
    """

    entries: list[Entry] = field(default_factory=list)
    aside: bool = False
    _groups: int = 0
    _last: dict[tuple[bool, str], str] = field(default_factory=dict)
    _named: dict[tuple[bool, str], str] = field(default_factory=dict)

    def group(self, style: str, name: str, continues: bool, continued: str) -> str:
        """The counters of a list that opens: new ones, or those of the list that it goes on with, or has the id of."""
        last, before = (self.aside, style), (self.aside, continued or name)
        found = self._last.get(last, "") if continues and not continued else self._named.get(before, "")
        if not found:
            self._groups += 1
            found = str(self._groups)
        self._last[last] = found
        if name:
            self._named[self.aside, name] = found
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
    strange: set[str] = field(default_factory=set)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def __call__(self, listed: tuple[str, int], story: str = "") -> Numbered | None:
        """The number of the next entry, in whatever story it stands; None where its list shows nothing."""
        entry = self.entries[int(listed[0])]
        style = self.styles.outline if entry.group == OUTLINE else self.styles.lists.get(entry.style)
        if not style or entry.level not in style:
            return None
        counts = self._counts.setdefault(entry.group, [None] * (LEVELS + 1))
        for above in range(1, entry.level):  # a level that nothing has counted is taken as counted
            if counts[above] is None and above in style:
                counts[above] = style[above].start
        level = 0 if entry.style in self.styles.consecutive else entry.level  # one count for all levels
        count = counts[level]
        counts[level] = counts[entry.level] = (
            _first(style, entry) if count is None or entry.start is not None else count + 1
        )
        counts[entry.level + 1 :] = [None] * (LEVELS - entry.level)
        self.strange |= {style[entry.level].form} if style[entry.level].strange else set()
        text = label(style, entry.level, [each or 0 for each in counts])
        bullet = style[entry.level].bullet
        return Numbered("" if bullet else text, entry.level, bullet) if bullet or text else None


def _first(style: ListStyle, entry: Entry) -> int:
    return entry.start if entry.start is not None else style[entry.level].start
