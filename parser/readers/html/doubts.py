"""What a person should look at in a page: words that a style, a picture or a script may change or move.

A reason counts only where it touches words of the content, and is given with the first of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parser.readers.changes import unsigned
from parser.readers.html.colours import Colours
from parser.readers.html.open_elements import Gathered
from parser.readers.html.style_sheets import AFTER, BEFORE, DOUBT
from parser.readers.style import UNREMARKABLE, Look

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufeff]")
_LETTER = re.compile(r"[^\W_]")
_LATIN = re.compile(r"[a-zA-Z]")
REPLACED = frozenset([
    "img", "input", "button", "select", "textarea", "svg", "canvas", "object", "embed", "iframe", "video", "audio",
    "script", "applet", "meta",
])  # fmt: skip
"""Elements that may stand in a line for words, or replace the page."""
_APART = frozenset(["noscript", "template", "dialog", "details"])
"""Elements whose words a person may not see, or not at once: in the middle of a sentence they change it."""
_TELLING = frozenset(["dir", "shadowrootmode", "shadowroot", "http-equiv", BEFORE, AFTER, DOUBT])
"""Attributes that say something about what is seen."""
_CONTROLS = frozenset(["select", "option", "optgroup"])
"""Elements that end a block for the readers and stand in the line for a person."""
_UNSHOWN_INPUTS = frozenset(["hidden", "checkbox", "radio", "range", "color", "file", "password"])
_DATA = frozenset(["application/json", "application/ld+json", "text/template", "text/x-template", "importmap"])
_MOST = 5
_MADE = re.compile("[\ufdd0-\ufdd9]")
"""Signs of the readers' own, around what a style or a field adds."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An open element: its look, how many reasons wait until its end, the words its style adds there.

    `texts` is how many texts there were when it started; `within` says that a sentence had begun before it.
    """

    look: Look
    doubts: int
    after: str
    texts: int
    within: bool = False


class Watch:
    """Gathers reasons while a page is read; `notes` are sentences. `texts` counts the texts of the page."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self._found: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._middle = ""
        self._foreign = False
        self._before = ""
        self._colours = Colours()
        self.texts = 0

    def enter(self, tag: str, attributes: Mapping[str, str], look: Look, content: Gathered | None) -> Seen:
        """An element starts; `content` is what its block has gathered, None outside the content."""
        within = tag in _APART and "open" not in attributes and content is not None and content.worded
        if within and content:
            self._before = "".join(content.pieces[-3:])[-30:]
        reasons = list(look.doubts)
        if attributes:
            reasons += [attributes[DOUBT]] if DOUBT in attributes else []
            reasons += ["direction: rtl"] if attributes.get("dir", "").lower() == "rtl" else []
            self._embedded(tag, attributes)
        if content and content.worded and (tag in REPLACED or DOUBT in attributes) and may_show_words(tag, attributes):
            self._middle = f"{tag} in the middle of a sentence"
            self._before = "".join(content.pieces[-3:])[-30:]
        if tag in ("col", "colgroup") and content is not None and (look.style or {}).get("visibility") == "collapse":
            self.note("a column of a table that its style takes away", attributes.get("class", tag))
        reasons += self._colours.enter(look)
        self.waiting += reasons
        return Seen(look, len(reasons), attributes.get(AFTER, ""), self.texts, within)

    def leave(self, tag: str, seen: Seen, content: Gathered | None) -> None:
        """An element ends."""
        if seen.within and seen.texts != self.texts:
            self._middle = f"{tag} in the middle of a sentence"
        if seen.doubts:
            del self.waiting[-seen.doubts :]
        self._colours.leave(seen.look)
        if seen.look.picture and seen.texts == self.texts and content and content.worded:
            self._middle = f"{seen.look.picture} in the middle of a sentence"
            self._before = "".join(content.pieces[-3:])[-30:]

    def field(self, attributes: Mapping[str, str]) -> str:
        """The words in a field of a form, which no text of the source holds; they are noted."""
        if not attributes.get("value") or not may_show_words("input", attributes):
            return ""
        self.note("words in a field", attributes["value"])
        return f" {attributes['value']} "

    def _embedded(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A page within the page, or another in its place."""
        if tag == "iframe" and (attributes.get("srcdoc") or attributes.get("src", "").lower().startswith("data:")):
            self.note("a page inside the page (iframe)", attributes.get("srcdoc") or "data:")
        elif "shadowrootmode" in attributes or "shadowroot" in attributes:
            self.note("a shadow tree", tag)
        elif tag == "meta" and _sends_away(attributes):
            self.note("the page sends its reader to another address", attributes["content"])

    def text(self, text: str) -> None:
        """Words of the content."""
        if not _LETTER.search(text):
            return
        if self._middle:
            self.note(self._middle, f"{unsigned(self._before)} … {text}")
            self._middle = ""
        for reason in self.waiting:
            if reason != "direction: rtl" or _LATIN.search(text):
                self.note(reason, text)
        self._foreign = self._foreign or bool(_RIGHT_TO_LEFT.search(text))

    @property
    def alert(self) -> bool:
        """Whether the next words of the content are awaited."""
        return bool(self.waiting or self._middle)

    def broken(self, tag: str) -> None:
        """A block ends: no sentence goes on over it."""
        if self._middle and tag not in _CONTROLS:
            self._middle = ""

    def note(self, reason: str, words: str) -> None:
        """Keep a reason, once, with the first words it touches."""
        self._found.setdefault(reason, " ".join(_MADE.sub("", words).split())[:60])
        self._counts[reason] = self._counts.get(reason, 0) + 1

    def notes(self, texts: Callable[[], str]) -> tuple[str, ...]:
        """A sentence for each reason; `texts` gives the words of the page's content, which few pages are asked for."""
        foreign = self._foreign or ("direction: rtl" in self._found and bool(_RIGHT_TO_LEFT.search(texts())))
        found = [item for item in self._found.items() if item[0] != "direction: rtl" or not foreign]
        more = [f"{len(found) - _MOST} more reasons of this kind"] if len(found) > _MOST else []
        return (*(self._sentence(reason, words) for reason, words in found[:_MOST]), *more)

    def _sentence(self, reason: str, words: str) -> str:
        times = f", {self._counts[reason]} times" if self._counts[reason] > 1 else ""
        return f"what a person sees may differ ({reason}{times}): {words!r}"


def noteworthy(tag: str, attributes: Mapping[str, str], look: Look) -> bool:
    """Whether an element has anything for a watch to look at."""
    if look is not UNREMARKABLE or tag in REPLACED or tag in _APART:
        return True
    return bool(attributes) and not attributes.keys().isdisjoint(_TELLING)


def _sends_away(attributes: Mapping[str, str]) -> bool:
    refresh = attributes.get("http-equiv", "").lower() == "refresh"
    return refresh and "url" in attributes.get("content", "").lower()


def may_show_words(tag: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element in the line may stand for words: no emoji, no box to tick, no data."""
    if tag == "img":
        sign = attributes.get("alt", "")
        return not sign or bool(_LETTER.search(sign))
    if tag == "input":
        return attributes.get("type", "text").lower() not in _UNSHOWN_INPUTS
    if tag == "meta":
        return False
    return tag != "script" or attributes.get("type", "").lower() not in _DATA
