"""Figures and limits that changed: 5 days for 50, “at least” for “at most”, “and” for “or”, an “except” put in.

Not said which way: whether a longer period is weaker depends on who must keep it. The number of a provision that is
cited, the year of an Act and the same figure written otherwise (10%, ten per cent) are none of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from corpus.text import count_words, fold
from diffs.words.force_change import Direction, ForceChange
from diffs.words.runs import Run, Runs, Span, sentences_around, sentences_shown

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "ten twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {
    **{word: str(10 * value) for value, word in enumerate(re.findall(r"\w+", _TENS), 1)},
    **{word: str(value) for value, word in enumerate(re.findall(r"\w+", _UNITS))},
    "half": "0.5",
    "twice": "2",
    "once": "1",
    "double": "2",
}
_UNIT = (
    r"per\s?cent|percent(?:age\s+points?)?|hundred|thousand|million|billion|(?:(?:working|business|calendar|clear)\s+)?"
    r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?)|pounds?|pence|euros?|dollars?|times"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?"
)
_PLAIN = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+(?:[.,:]\d+)*(?:[-–]\d+(?:[.,]\d+)*)?|(?:" + "|".join(_NUMBERS) + r")\b"
_FIGURE = re.compile(
    rf"(?<![\w.,:/\-–])(?<!\w\()(?:[-−](?=[\d£]))?(?:[£$€]\s?)?(?:{_PLAIN})"
    rf"(?:\s?%|[ \u00a0-]*(?:{_UNIT})\b|(?:m|bn|k)\b)?(?![\w(]|[.,:]\d)",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:\b(?:paragraphs?|paras?|sub-?paragraphs?|sections?|subsections?|measures?|regulations?|articles?|schedules?"
    r"|annex(?:es)?|appendi(?:x|ces)|chapters?|parts?|steps?|tables?|figures?|pages?|notes?|footnotes?|rules?|conditions?"
    r"|principles?|lines?|recommendations?|standards?|clauses?|codes?|forms?|box(?:es)?|stages?|levels?|tiers?|versions?"
    r"|category|categories|nos?|questions?|options?|items?|volumes?|issues?|s|ss|reg|regs|art|arts|pp?)\.?\s+"
    r"(?:(?:[A-Z]{0,4}\d[\w.()]*|\(\w+\))(?:,|\s+(?:and|or|to))?\s+|[A-Z]{0,4}\d[\w.()]*[–-])*"
    r"|\b(?:Act|Acts|Regulations|Order|Rules|Directive|Statute|Measure|Treaty|Convention)\s+(?:\([^)]*\)\s+)?)$",
    re.IGNORECASE,
)
_BOUND = (
    r"at\s+(?:least|most)|up\s+to|(?:(?:no|not)\s+)?(?:more|less|fewer|greater|later|earlier|higher|lower)\s+than"
    r"|(?:not\s+)?exceed(?:s|ing)?|over|under|above|below|within|minimum|maximum"
    r"|or\s+(?:more|less|fewer|over|under|above|below|later)"
)
_TIME = r"before|after|until|since|during|within|prior\s+to|following"
_SOLE = (
    r"only|solely|exclusively|except|excepting|excluding|other\s+than|apart\s+from|subject\s+to|notwithstanding|reasonabl[ey]"
    r"|(?:where|if|(?:so|as)\s+far\s+as|to\s+the\s+extent|wherever|whenever)\s+(?:is\s+|it\s+is\s+)?(?:\w+ly\s+)?"
    r"(?:possible|practicable|feasible|appropriate|necessary|proportionate)|immediately|promptly|as\s+soon\s+as"
    r"|without\s+(?:\w+\s+)?delay|(?:working|business|calendar)(?=\s+days?\b)"
)
_SHARES = {
    **dict.fromkeys(("all", "each", "every", "both"), "all"),
    **dict.fromkeys(("any", "some", "either", "most", "many", "several"), "some"),
    **dict.fromkeys(("no", "none", "neither"), "none"),
}
_GROUPS = (
    ("bound", re.compile(rf"\b(?:{_BOUND})\b", re.IGNORECASE)),
    ("bound", re.compile("[<>≤≥≠]")),
    ("time", re.compile(rf"\b(?:{_TIME})\b", re.IGNORECASE)),
    ("joint", re.compile(r"\b(?:and/or|and|or)\b", re.IGNORECASE)),
    ("share", re.compile(rf"\b(?:{'|'.join(_SHARES)})\b", re.IGNORECASE)),
    ("sole", re.compile(rf"\b(?:{_SOLE})\b", re.IGNORECASE)),
)
_AMOUNT = re.compile(r"[£$€%]|[a-z]{3}", re.IGNORECASE)
_A_FIGURE = re.compile(rf"\s+(?:[-−]?[£$€]?\d|(?:{'|'.join(_NUMBERS)}|the\s+age\s+of)\b)", re.IGNORECASE)
_FEW = 3  # words of a run in which one small word took the place of another
_RELATED = 0.5  # share of its words that stayed of a sentence whose limit came or went


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure or a limiting word at its place; `worth` is what is compared, the same for one figure written twice."""

    start: int
    end: int
    group: str
    text: str
    worth: str


def limit_changes(runs: Runs) -> Iterator[ForceChange]:
    """Every figure and limit that another took the place of, or that came or went in a sentence that stayed."""
    touched = [_by_run(side, runs) for side in (0, 1)]
    for run in runs.all:
        mine, others = (each.get(run, []) for each in touched)
        for group in dict.fromkeys(("figure", *(name for name, _ in _GROUPS))):
            yield from _changed(
                group,
                run,
                [each for each in mine if each.group == group],
                [e for e in others if e.group == group],
                runs,
            )


def _by_run(side: int, runs: Runs) -> dict[Run, list[Limit]]:
    """The limits of one text that a run touches, each under the first; of each group from left to right."""
    found: dict[Run, list[Limit]] = {}
    text = runs.texts[side]
    figures = [match.span() for match in _FIGURE.finditer(text)] if runs.all else []
    for start, end in figures:
        for run in runs.touching(side, (start - 1, end + 1))[:1]:  # a sign may have come or gone at its edge
            if not _CITED.search(text[max(0, start - 80) : start]):
                figure = text[start:end]
                found.setdefault(run, []).append(Limit(start, end, "figure", figure, _worth(figure)))
    for group, pattern in _GROUPS if runs.all else ():
        for match in pattern.finditer(text):
            for run in runs.touching(side, match.span())[:1]:
                if not _is_inside(match.start(), figures):
                    said = " ".join(match[0].lower().split())
                    found.setdefault(run, []).append(Limit(*match.span(), group, said, _SHARES.get(said, said)))
    return found


def _is_inside(at: int, figures: Sequence[Span]) -> bool:
    """Whether a place is in a figure with its unit: the “working” of 5 working days."""
    index = bisect_right(figures, at, key=itemgetter(0)) - 1
    return index >= 0 and at < figures[index][1]


def _worth(figure: str) -> str:
    """A figure as it is compared: 1,000 is 1 000, ten per cent is 10%, £5m is £5 million."""
    plain = re.sub(r"per\s?cent|percent\b", "%", fold(figure).lower())
    plain = re.sub(r"[a-z]+", lambda word: _NUMBERS.get(word[0], word[0]), plain)
    plain = re.sub(r"(?<=\d)[, \u00a0\u202f](?=\d{3}\b)", "", plain)
    plain = re.sub(
        r"(?<=\d)(m|bn|k)$", lambda short: {"m": "million", "bn": "billion", "k": "thousand"}[short[0]], plain
    )
    return re.sub(r"(?<=[a-z]{3})s$|\s|(?<=\w)-(?=[a-z])", "", plain)


def _changed(group: str, run: Run, mine: Sequence[Limit], others: Sequence[Limit], runs: Runs) -> Iterator[ForceChange]:
    """The limits of one group that a run changed: one for one, in order; one too many came or went."""
    if [one.worth for one in mine] == [one.worth for one in others]:
        return
    if len(mine) == len(others):
        few = all(count_words(runs.words_of(side, run)) <= _FEW for side in (0, 1))
        for one, other in zip(mine, others, strict=True):
            if one.worth != other.worth and (few or group in ("figure", "bound")):
                yield from _exchanged(one, other, runs)
        return
    mine, others = _without_common(mine, others), _without_common(others, mine)
    for side, found in ((0, mine), (1, others)):
        yield from (change for limit in found for change in _alone(side, limit, runs))


def _without_common(limits: Sequence[Limit], others: Sequence[Limit]) -> list[Limit]:
    worths = [other.worth for other in others]
    return [limit for limit in limits if limit.worth not in worths]


def _exchanged(one: Limit, other: Limit, runs: Runs) -> Iterator[ForceChange]:
    """One limit in the place of another, where its sentence stayed."""
    spans = runs.sentence(0, one.start), runs.sentence(1, other.start)
    if min(runs.kept_share(side, span) for side, span in enumerate(spans)) < _RELATED and not _short(runs, spans):
        return
    words = sentences_shown(runs, spans, (one.start, other.start))
    yield ForceChange("figure" if one.group == "figure" else "limit", one.text, other.text, *words)


def _short(runs: Runs, spans: Sequence[Span]) -> bool:
    """Whether what is compared is no sentence but a cell or two words."""
    return all(count_words(text[slice(*span)]) <= _FEW for text, span in zip(runs.texts, spans, strict=True))


def _alone(side: int, limit: Limit, runs: Runs) -> Iterator[ForceChange]:
    """A limit that only one text has; a small word, and a figure that measures nothing, is none."""
    text = runs.texts[side]
    bounds = limit.group in ("bound", "time") and _A_FIGURE.match(text, limit.end)
    measures = limit.group == "figure" and _AMOUNT.search(limit.text) and limit.worth not in _NUMBERS.values()
    if not (limit.group == "sole" or bounds or measures):
        return
    spans = runs.sentence(side, limit.start), runs.opposite(side, limit.start)
    if runs.kept_share(side, spans[0]) < _RELATED / 2 or runs.kept_share(1 - side, spans[1]) < _RELATED:
        return
    direction: Direction = "figure" if limit.group == "figure" else "limit"
    said = (limit.text, "") if side == 0 else ("", limit.text)
    yield ForceChange(direction, *said, *sentences_around(runs, side, spans, limit.start))
