"""Words of duty that changed: must, should, may, need not, and a “not” that came or went.

What a draft and its final version differ in most quietly. A modal word with its “not” is one phrase;
two phrases belong together where the words between them stayed, or where they stand in order in one
place that was rewritten.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.change import Edit
from diffs.words.in_text import sentences

Direction = Literal["reversed", "weakened", "strengthened"]
DIRECTIONS: tuple[Direction, ...] = ("reversed", "weakened", "strengthened")

_PHRASE = re.compile(
    r"\b(?:(must|shall|should|may|need|can)(?:\s+(?:only\s+)?(not))?|(can)(not)|(must|should|need|ca)(n[’']t)"
    r"|(not|never|(?:do|does|did|is|are|was|were|has|have|had|could|would|wo|sha)n[’']t)"
    r"|(no(?!\.|\s*\d)|without|unless|neither|nor))\b",
    re.IGNORECASE,
)
_STRENGTH = {"must": 3, "shall": 3, "should": 2, "may": 1, "can": 1, "need": 0}
_SAME = 0.25  # share of the shorter text that must have stayed, or nothing is said of what became of its duties
_RELATED = 0.4  # likeness of two sentences in which one phrase took the place of another
_CLOSE = 0.75  # and of two of which only one has a “not”
_WORD = re.compile(r"\w+")
_WITH_NOT = frozenset({"not", "no", "do", "does", "did", "but", "and"})
_SHOWN = 160  # letters of a sentence that are shown on each side of the phrase


@dataclass(frozen=True, slots=True)
class Phrase:
    """A modal word with its “not” (both small), or a “not” alone (`modal` empty), at its place in a text.

    `word` is another word that turns a sentence round: no, without, unless, neither, nor.
    """

    start: int
    end: int
    modal: str
    negative: bool
    word: str = ""

    @property
    def text(self) -> str:
        """As it is said: `must not`."""
        return self.word or " ".join(part for part in (self.modal, "not" if self.negative else "") if part)


@dataclass(frozen=True, slots=True)
class DutyChange:
    """A phrase that another took the place of (empty where there is none), and the sentences around them."""

    direction: Direction
    before: str
    after: str
    sentence_before: str
    sentence_after: str

    @property
    def said(self) -> str:
        """The words then and now."""
        if self.before and self.after:
            return f"“{self.before}” → “{self.after}”"
        return f"“{self.before}” taken out" if self.before else f"“{self.after}” put in"


def duty_changes(edits: Sequence[Edit]) -> tuple[DutyChange, ...]:
    """Every change of a word of duty in a text that is in both versions."""
    before = "".join(text for operation, text in edits if operation <= 0)
    after = "".join(text for operation, text in edits if operation >= 0)
    stayed = sum(len(text) for operation, text in edits if operation == 0)
    if not before.strip() or not after.strip() or stayed < _SAME * min(len(before), len(after)):
        return ()
    found = (
        _change(one, other, before, after)
        for one, other in _pairs(phrases(before), phrases(after), _kept(edits))
        if _direction(one, other)
    )
    return tuple(change for change in found if change)


def _change(one: Phrase | None, other: Phrase | None, before: str, after: str) -> DutyChange | None:
    """The change with the sentences it stands in; None where these have little in common."""
    direction = _direction(one, other)
    assert direction
    if one and other:
        sentence, following = _around(before, one.start), _around(after, other.start)
        alike = _alike(sentence, following) >= _RELATED
    elif one:
        sentence = _around(before, one.start)
        following = _nearest(sentence, after)
        alike = _alike(sentence, following) >= _CLOSE and not _says(following, one)
    else:
        assert other
        following = _around(after, other.start)
        sentence = _nearest(following, before)
        alike = _alike(sentence, following) >= _CLOSE and not _says(sentence, other)
    words = one.text if one else "", other.text if other else ""
    return DutyChange(direction, *words, sentence, following) if alike else None


def _says(sentence: str, phrase: Phrase) -> bool:
    """Whether a sentence has the same phrase: it is another one of the kind, and nothing was turned round in it."""
    return any(each.text == phrase.text for each in phrases(sentence))


def _nearest(sentence: str, text: str) -> str:
    """The sentence of another text that is most like one."""
    return max((text[a:b] for a, b in sentences(text)), key=lambda other: _alike(sentence, other), default="")


def _alike(one: str, other: str) -> float:
    """Dice's coefficient of two sets of words, those that come and go with a “not” left out."""
    words, others = (set(_WORD.findall(text.casefold())) - _WITH_NOT for text in (one, other))
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def phrases(text: str) -> list[Phrase]:
    """The phrases of a text, from left to right."""
    found = []
    for match in _PHRASE.finditer(text):
        modal = (match[1] or match[3] or match[5] or "").lower()
        modal = "can" if modal == "ca" else modal
        negative = any(match.group(2, 4, 6, 7, 8))
        if modal != "need" or negative:  # a need is no duty, "need not" is the lack of one
            found.append(Phrase(match.start(), match.end(), modal, negative, (match[8] or "").lower()))
    return found


def _kept(edits: Sequence[Edit]) -> dict[int, int]:
    """Places of the earlier text, by letters, that stand in the later one, and where."""
    kept: dict[int, int] = {}
    i = j = 0
    for operation, text in edits:
        if operation == 0:
            kept.update(zip(range(i, i + len(text)), range(j, j + len(text)), strict=True))
        i += len(text) if operation <= 0 else 0
        j += len(text) if operation >= 0 else 0
    return kept


def _pairs(
    old: Sequence[Phrase], new: Sequence[Phrase], kept: dict[int, int]
) -> list[tuple[Phrase | None, Phrase | None]]:
    """Phrases that stand in the same place; between those, what came and went, in order."""
    later = {phrase.start: place for place, phrase in enumerate(new)}
    pairs: list[tuple[Phrase | None, Phrase | None]] = []
    x = y = 0
    for place, phrase in enumerate(old):
        at = later.get(kept.get(phrase.start, -1))
        if at is not None and at >= y:
            pairs += _gap(old[x:place], new[y:at])
            pairs.append((phrase, new[at]))
            x, y = place + 1, at + 1
    return pairs + _gap(old[x:], new[y:])


def _gap(old: Sequence[Phrase], new: Sequence[Phrase]) -> list[tuple[Phrase | None, Phrase | None]]:
    """One for one in order; one too many on a side is a “not” that came or went, or no change of a duty that stayed.

    An “unless” takes the place of no “may”.
    """
    pairs: list[tuple[Phrase | None, Phrase | None]] = []
    for is_word in (False, True):
        mine, others = ([each for each in side if bool(each.word) == is_word] for side in (old, new))
        pairs += zip(mine, others, strict=False)
        pairs += [(phrase, None) for phrase in mine[len(others) :]]
        pairs += [(None, phrase) for phrase in others[len(mine) :]]
    return pairs


def _direction(one: Phrase | None, other: Phrase | None) -> Direction | None:
    """Reversed where a “not” came or went; else by strength. A duty that only one version has is no change of one."""
    if one is None or other is None:
        alone = one or other
        return "reversed" if alone and alone.negative else None
    if one.text == other.text or (one.word and other.word):
        return None
    released = "need" in (one.modal, other.modal)
    if one.negative != other.negative and not released:
        return "reversed"
    strength = _STRENGTH.get(one.modal, 0), _STRENGTH.get(other.modal, 0)
    if strength[0] == strength[1]:
        return None
    return "weakened" if strength[0] > strength[1] else "strengthened"


def _around(text: str, at: int) -> str:
    """The sentence around a place, shortened where it is long."""
    start, end = next(((a, b) for a, b in sentences(text) if a <= at < b), (0, len(text)))
    low, high = max(start, at - _SHOWN), min(end, at + _SHOWN)
    low = start if low <= start else text.find(" ", low) + 1
    high = end if high >= end else text.rfind(" ", 0, high)
    return f"{'… ' if low > start else ''}{text[low:high].strip()}{' …' if high < end else ''}"
