"""Words of duty that changed: must, should, may, need not, “is required to”, and a “not” that came or went.

What a draft and its final version differ in most quietly. A modal word with its “not” is one phrase;
two phrases belong together where the words between them stayed, or where they stand in order in one
place that was rewritten. A “not” that came or went is one that turned the words round that stayed beside it; in a
clause that is new or gone as a whole it is a limit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text import count_words
from diffs.words.force_change import Direction, ForceChange
from diffs.words.runs import Run, Runs, Span, sentences_around, sentences_shown

_PHRASE = re.compile(
    r"\b(?:(?P<modal>must|shall|should|may|need|can|ought)(?:[\s“”\"‘’']+(?:only\s+)?(?P<with_not>not|never))?"
    r"|(?P<can>can)(?P<joined>not)|(?P<short>must|should|need|ca)(?P<cut>n[’']t)"
    r"|(?:is|are|be|been|was|were)(?P<before>\s+not|n[’']t)?\s+"
    r"(?P<told>required\s+to|obliged\s+to|permitted\s+to|allowed\s+to|entitled\s+to|prohibited\s+from|forbidden\s+to)"
    r"|(?P<free>(?:do|does|did)(?:\s+not|n[’']t)\s+(?:need|have)(?:\s+to)?)"
    r"|(?P<alone>(?<!whether or )not(?!\s+(?:less|more|fewer|later|earlier|limited)\b)|never"
    r"|(?:do|does|did|is|are|was|were|has|have|had|could|would|wo|sha)n[’']t)"
    r"|(?P<word>no\s+longer|no(?!\.|\s*\d|\s+(?:less|more|fewer|later|earlier)\s+than)|none|nothing|nobody|unless|neither|nor"
    r"|without(?!\s+(?:\w+\s+)?delay|\s+prejudice|\s+limitation)))\b",
    re.IGNORECASE,
)
_STRENGTH = {"must": 3, "shall": 3, "should": 2, "ought": 2, "may": 1, "can": 1, "need": 0}
_TOLD = {"required": "must", "obliged": "must", "prohibited": "must", "forbidden": "must"}  # the rest allows
_FORBIDS = ("prohibited", "forbidden")
_SAME = 0.25  # share of the shorter text that must have stayed, or nothing is said of what became of its duties
_RELATED = 0.4  # likeness of two sentences in which one phrase took the place of another
_ALIKE = 0.75  # and where neither the word before nor the word after it stayed
_CLOSE = 0.75  # and of two of which only one has a “not”, where they stand apart
_STAYED = (0.3, 0.6)  # share of the words that stayed of a sentence with a phrase, and of the one in its place
_CLAUSE = 4  # words: what came or went with more of them is a clause of its own
_STEM = 4  # letters that a word keeps when its ending changes
_HELPS = frozenset({"be", "been", "have", "has", "do"})
_WORD = re.compile(r"\w+")
_WITH_NOT = frozenset({"not", "no", "do", "does", "did", "but", "and"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A modal word with its “not” (both small), or a “not” alone (`modal` empty), at its place in a text.

    `word` is another word that turns a sentence round: no, without, unless, neither, nor. `said` is how it is shown.
    """

    start: int
    end: int
    modal: str
    negative: bool
    word: str = ""
    said: str = ""

    @property
    def text(self) -> str:
        """As it is said: `must not`."""
        return self.said or self.word or " ".join(one for one in (self.modal, "not" if self.negative else "") if one)

    @property
    def kind(self) -> int:
        """Phrases of one kind take the place of each other: an “unless” that of no “may”."""
        return 0 if self.modal else 2 if self.word else 1

    @property
    def strength(self) -> int:
        """How much it asks. What may not, cannot or must not be done is forbidden alike."""
        return 3 if self.negative and self.modal in ("may", "can") else _STRENGTH[self.modal]


_Pair = tuple[Phrase | None, Phrase | None]


def duty_changes(runs: Runs) -> Iterator[ForceChange]:
    """Every change of a word of duty in a text that is in both versions."""
    before, after = runs.texts
    stayed = len(before) - sum(run.before[1] - run.before[0] for run in runs.all)
    if not before.strip() or not after.strip() or stayed < _SAME * min(len(before), len(after)):
        return
    for one, other in _pairs(phrases(before), phrases(after), runs):
        change = _exchanged(one, other, runs) if one and other else _alone(one, other, runs)
        if change:
            yield change


def _exchanged(one: Phrase, other: Phrase, runs: Runs) -> ForceChange | None:
    """One phrase in the place of another; None where the sentences have little in common."""
    direction = _direction(one, other)
    if not direction:
        return None
    spans = runs.sentence(0, one.start), runs.sentence(1, other.start)
    sentence, following = (text[slice(*span)] for text, span in zip(runs.texts, spans, strict=True))
    alike = _alike(sentence, following)
    beside = runs.stays_at(0, one.start) is not None or _stands_beside(one, other, runs)
    if alike < (_RELATED if beside else _ALIKE):
        return None
    return ForceChange(direction, one.text, other.text, *sentences_shown(runs, spans, (one.start, other.start)))


def _stands_beside(one: Phrase, other: Phrase, runs: Runs) -> bool:
    """Whether the word after two phrases is the same, or they stand in one place and the word before is."""
    near = []
    for text, phrase in zip(runs.texts, (one, other), strict=True):
        before, after = _WORD.findall(text[: phrase.start][-40:]), _WORD.search(text, phrase.end)
        near.append((before[-1].casefold() if before else "", after[0].casefold() if after else ""))
    same = [mine == theirs != "" for mine, theirs in zip(*near, strict=True)]
    return same[1] or (same[0] and _beside(one, other, runs))


def _alone(one: Phrase | None, other: Phrase | None, runs: Runs) -> ForceChange | None:
    """A phrase that only one text has."""
    side, phrase = (0, one) if one else (1, other)
    assert phrase
    spans = [runs.sentence(side, phrase.start), runs.opposite(side, phrase.start)]
    run = next(iter(runs.touching(side, (phrase.start, phrase.end))), None)
    if run and _in_place(side, spans, runs):
        direction = _came_or_went(side, phrase, run, runs)
    else:
        spans[1] = _nearest(runs, side, spans[0])
        direction = _turned(
            phrase, *(runs.texts[s][slice(*span)] for s, span in zip((side, 1 - side), spans, strict=True))
        )
    if not direction:
        return None
    words = sentences_around(runs, side, spans, phrase.start)
    return ForceChange(direction, one.text if one else "", other.text if other else "", *words)


def _in_place(side: int, spans: Sequence[Span], runs: Runs) -> bool:
    """Whether a sentence stands where it stood, and most of what stood there is in it."""
    mine, others = runs.kept_share(side, spans[0]), runs.kept_share(1 - side, spans[1])
    return mine >= _STAYED[0] and max(mine, others) >= _STAYED[1]


def _came_or_went(side: int, phrase: Phrase, run: Run, runs: Runs) -> Direction | None:
    """What a phrase did to the words beside it that stayed; nothing where the run has another of its sort."""
    instead = phrases(runs.words_of(1 - side, run))
    words = runs.words_of(side, run)
    clause = count_words(words) > _CLAUSE
    if not phrase.negative:
        asks = phrase.strength > 1  # what may or can be done is no duty
        return "duty" if asks and not clause and not any(each.modal for each in instead) else None
    if sum(each.negative for each in instead) >= sum(each.negative for each in phrases(words)) or (
        clause and any(words.strip() in runs.words_of(1 - side, other) for other in runs.all)
    ):
        return None  # said otherwise, or only moved
    return "reversed" if _turns(side, phrase, run, runs, clause) else "limit"


def _turns(side: int, phrase: Phrase, run: Run, runs: Runs, clause: bool) -> bool:
    """Whether what a negation stood before is in both texts: it stayed, or only its ending changed (offer, offers)."""
    following = _WORD.search(runs.texts[side], phrase.end)
    if not following or runs.stays_at(side, following.start()) is not None:
        return True
    stem = following[0].casefold()[:_STEM]
    instead = _WORD.findall(runs.words_of(1 - side, run).casefold())
    return not clause and (stem in _HELPS or any(word[:_STEM] == stem for word in instead))


def _turned(phrase: Phrase, sentence: str, nearest: str) -> Direction | None:
    """Whether a negation is all that two sentences that stand apart differ in."""
    if not phrase.negative or _alike(sentence, nearest) < _CLOSE:
        return None
    said = any(each.text == phrase.text for each in phrases(nearest))
    return None if said else "reversed"


def _nearest(runs: Runs, side: int, span: Span) -> Span:
    """The sentence of the other text that is most like one."""
    sentence, other = runs.texts[side][slice(*span)], runs.texts[1 - side]
    return max(runs.sentences[1 - side], key=lambda at: _alike(sentence, other[slice(*at)]), default=(0, 0))


def _alike(one: str, other: str) -> float:
    """Dice's coefficient of two sets of words, those that come and go with a “not” left out."""
    words, others = (set(_WORD.findall(text.casefold())) - _WITH_NOT for text in (one, other))
    return 2 * len(words & others) / (len(words) + len(others)) if words and others else 0.0


def phrases(text: str) -> list[Phrase]:
    """The phrases of a text, from left to right."""
    found = []
    for match in _PHRASE.finditer(text):
        if match["told"] or match["free"]:
            found.append(_told(match) if match["told"] else _free(match))
            continue
        modal = (match["modal"] or match["can"] or match["short"] or "").lower().replace("ca", "can", 1)
        modal = "can" if modal.startswith("can") else modal
        negative = any(match.group("with_not", "joined", "cut", "alone", "word"))
        if modal != "need" or negative:  # a need is no duty, "need not" is the lack of one
            word = " ".join((match["word"] or "").lower().split())
            found.append(Phrase(match.start(), match.end(), modal, negative, word, _printed(match, modal)))
    return found


def _printed(match: re.Match[str], modal: str) -> str:
    """A phrase that is not shown as its modal with “not”: never, must never, cannot."""
    if match["joined"]:
        return "cannot"
    never = "never" in (match["with_not"] or match["alone"] or "").lower()
    return f"{modal} never".strip() if never else ""


def _free(match: re.Match[str]) -> Phrase:
    """What does not need to be done, or does not have to be."""
    said = " ".join(match["free"].lower().split())
    if said.endswith("have"):  # it does not have a log
        return Phrase(match.start(), match.end() - len(" have"), "", negative=True)
    return Phrase(match.start(), match.end(), "need", negative=True, said=said)


def _told(match: re.Match[str]) -> Phrase:
    """What is required, allowed or forbidden: must, may, must not. What is not required need not be done."""
    denied, verb = bool(match["before"]), " ".join(match["told"].lower().split())
    first = verb.split()[0]
    modal = _TOLD.get(first, "may")
    forbids = first in _FORBIDS
    modal = "need" if denied and modal == "must" and not forbids else "may" if denied and forbids else modal
    return Phrase(match.start(), match.end(), modal, denied != forbids, "", f"not {verb}" if denied else verb)


def _pairs(old: Sequence[Phrase], new: Sequence[Phrase], runs: Runs) -> Iterator[_Pair]:
    """Phrases that stand in the same place; between those, what came and went, in order."""
    later = {phrase.start: place for place, phrase in enumerate(new)}
    x = y = 0
    for place, phrase in enumerate(old):
        stays = runs.stays_at(0, phrase.start)
        at = later.get(stays) if stays is not None else None
        if at is not None and at >= y and phrase.kind == new[at].kind:
            yield from _gap(old[x:place], new[y:at], runs)
            yield phrase, new[at]
            x, y = place + 1, at + 1
    yield from _gap(old[x:], new[y:], runs)


def _gap(old: Sequence[Phrase], new: Sequence[Phrase], runs: Runs) -> Iterator[_Pair]:
    """One for one in order; one too many on a side came or went. A negation takes the place only of one beside it."""
    for kind in range(3):
        mine, others = ([each for each in side if each.kind == kind] for side in (old, new))
        for one, other in zip(mine, others, strict=False):
            if kind == 0 or _beside(one, other, runs):
                yield one, other
            else:
                yield from ((one, None), (None, other))
        yield from ((phrase, None) for phrase in mine[len(others) :])
        yield from ((None, phrase) for phrase in others[len(mine) :])


def _beside(one: Phrase, other: Phrase, runs: Runs) -> bool:
    """Whether two phrases stand in one run."""
    mine, others = (runs.touching(side, (each.start, each.end)) for side, each in ((0, one), (1, other)))
    return any(run in others for run in mine)


def _direction(one: Phrase, other: Phrase) -> Direction | None:
    """Reversed where a “not” came or went; else by strength."""
    if not one.modal or not other.modal:
        return None
    if one.negative != other.negative and "need" not in (one.modal, other.modal):
        return "reversed"
    if one.strength == other.strength or {one.strength, other.strength} == {0, 1}:
        return None  # who need not may
    return "weakened" if one.strength > other.strength else "strengthened"
