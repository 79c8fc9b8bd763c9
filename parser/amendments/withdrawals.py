"""Whole works that an instrument or a new code ends: a notice of withdrawal amends nothing, and still ends a code.

"The Lantern Code issued on 4 July 2025 is withdrawn with effect from 1 June 2026": its subject is the work itself, and
not a part of it or guidance on it. "This Code replaces the Lantern Code" ends it too.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dated_lines import REVOKED, WHEN
from corpus.dates import day
from corpus.effect import WHOLE_WORK, Effect
from corpus.provision import Provision, walk
from corpus.text import later
from corpus.work import Expression

_VERB = r"\b(?:is|are|was|were|has|have|shall|will|may|can|must|should|which|that|when|until|unless|if|appl(?:y|ies))\b"
_TITLE = rf"(?P<title>(?:(?!{_VERB})[^.;:“”]|(?<=\d)\.(?=\d)){{3,240}}?)"
_THE = (
    rf"(?:^|[.;:)]\s+|\bthat\s+|\band\s+|,\s+|(?:^|\.\s+)(?P<front>(?:With\s+effect\s+from|On|From)\s+{WHEN}),?\s+)"
    r"(?:[Tt]he|[Oo]ur|[Ii]ts)\s+"
)
_REST = r"(?P<rest>(?:[^.;]|\.(?=\d))*)"
_NOT_ISSUED = r"(?<!\bissued)(?<!\bpublished)(?<!\bmade)(?<!\bdated)(?<!\blaid)"
"""A day behind these words is that of the work, and not of its end."""
_IS = r"(?:is|are|shall\s+be|(?:is|are)\s+to\s+be|will\s+be|has\s+been|have\s+been|was|were)"
_CALLED = r"(?:\s+\([“\"‘'][^()]{1,60}[”\"’']\))?"
_AMID = rf"(?:\s+hereby|,?\s+(?P<amid>(?:with\s+effect\s+)?(?:from|on)\s+{WHEN}),?)?"
_WHOLLY = r"(?:in\s+(?:full|whole|its\s+entirety)\s+)?"
_GONE = rf"(?:{REVOKED}|(?:replaced|superseded)\s+{_WHOLLY}by\s+th(?:is|ese|e\s+present)\b)"
_PASSIVE = later(rf"{_THE}{_TITLE}{_CALLED}[,)]?\s+{_IS}{_AMID}\s+{_GONE}\b{_REST}")
_LAPSES = later(rf"{_THE}{_TITLE}\s+(?:shall\s+|will\s+)?ceases?\s+to\s+(?:have\s+effect|apply)\b{_REST}")
_ACTIVE = later(
    r"\b(?:withdraws?|revokes?|cancels?|rescinds?|(?:has|have)\s+(?:withdrawn|revoked)"
    r"|notice\s+(?:is\s+(?:hereby\s+)?given\s+)?of\s+(?:its|the|our)\s+(?:withdrawal|revocation|cancellation)\s+of)"
    r"\s+(?:the|its|our)\s+"
    rf"{_TITLE}(?=$|[.;]|{_NOT_ISSUED}\s+(?:with\s+effect|on|from|as\s+from|at\s+the\s+end)\s){_REST}"
)
_OWN = r"[Tt]h(?:is|ese)\s+(?:\w+\s+){0,2}?(?:[Cc]odes?|[Vv]ersion|[Ee]dition|[Oo]rder|[Nn]otice|[Ii]nstrument)\b"
_REPLACES = later(
    rf"(?:(?P<front>(?:With\s+effect\s+from|On|From)\s+{WHEN}),?\s+)?"
    rf"(?:\b{_OWN}(?:(?!\b(?:which|that|who|not|never|guidance)\b)[^.;:]){{0,120}}?(?:,\s+which\s[^.;:,]{{1,120}},)?|(?:^|\.\s+)It)"
    r"\s+(?:(?:will|shall)\s+replace|(?:will|shall)\s+supersede|replaces|supersedes|revokes\s+and\s+replaces)"
    rf"\s+{_WHOLLY}(?:the|its|our)\s+"
    rf"(?:(?:previous|earlier|existing|former|current|old)\s+)?{_TITLE}{_CALLED}"
    rf"(?=$|[.;]|{_NOT_ISSUED},?\s+(?:with\s+effect|on|from|as\s+from|at\s+the\s+end|which|when|if|and\s+\w+s)\s){_REST}"
)
_AND_THE = re.compile(r"(?:,|,?\s+and)\s+the\s+")
_FROM = later(
    r"\b(?P<at>(?i:with)\s+effect\s+(?:on\s+and\s+)?from|on\s+and\s+from|as\s+from|(?i:from)|(?i:on)|at\s+the\s+end\s+of)\s+(?:the\s+end\s+of\s+)?"
    rf"(?P<when>{WHEN})"
)
_PARTLY = re.compile(
    r"\b(?:if|unless|when|once|except|save|so\s+far|to\s+the\s+extent|for\s+the\s+purposes?|in\s+relation|in\s+respect|until"
    r"|other\s+than|apart\s+from|excluding|in\s+part|partly|partially|largely|mostly)\b"
)
_FOLLOWING = later(
    rf"\b[Tt]he\s+following\s+(?:\w+\s+){{0,3}}?{_IS}\s+(?:hereby\s+)?{REVOKED}\b(?P<rest>[^.;:]*):?\s*$"
)
_JOINS = re.compile(r"^(?:that|and)\s+")
_MAY = ("revo", "withdr", "cancel", "rescind", "repeal", "cease", "replace", "supersede")
_A_PART = re.compile(
    r"(?:regulation|section|article|paragraph|provision|rule|clause|part|schedule|measure|recommendation|annex|chapter"
    r"|condition|principle|definition|entry|heading|words?|table|guidance\s+(?:on|to|about|under))s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One work that an instrument or a code withdraws: as it names it, from which day, in which words.

    Without a day it is that of the instrument; `limited` says that the withdrawal is not of the whole, or depends on
    something.
    """

    title: str
    day: date | None
    text: str
    limited: bool = False


def withdrawals(expression: Expression) -> tuple[Withdrawal, ...]:
    """The works that an instrument or a code says it withdraws or replaces, in order."""
    if expression.kind not in ("amendment", "code", None):
        return ()
    nodes = list(walk(expression.provisions))
    found = [each for node in nodes if any(map(node.text.__contains__, _MAY)) for each in _withdrawn(node.text)]
    told = dict.fromkeys((*found, *_listed(nodes)))
    return tuple(_as_news(each) if expression.kind == "code" else each for each in told)


def executed(expression: Expression, ended: Collection[str]) -> Expression:
    """An instrument without the instructions that withdraw whole works, where they did: `ended` are their words.

    They change no provision, so that nothing is left to be executed or understood.
    """
    own = tuple(effect for effect in expression.effects if not _withdraws(effect, ended))
    return replace(expression, effects=own) if len(own) < len(expression.effects) else expression


def _withdraws(effect: Effect, ended: Collection[str]) -> bool:
    """Whether an instruction is a withdrawal of a work and nothing else: its words, or an entry of the list below."""
    if effect.type != "not understood" or effect.content:
        return False
    said = " ".join(effect.text.split())
    entry = _entry(said)
    return any(
        (effect.residue == WHOLE_WORK and words in said) or (entry and words.endswith(f" {entry}") and entry != said)
        for words in ended
    )


def _entry(text: str) -> str:
    return re.sub(r"^[Tt]he\s+|[\s;,.]+(?:and)?$", "", text)


def _as_news(told: Withdrawal) -> Withdrawal:
    """What a code tells of another: that it was withdrawn, and not when, is no doing of this code."""
    return replace(told, limited=told.limited or (told.day is None and _PAST.search(told.text) is not None))


_PAST = re.compile(rf"\b(?:was|were|(?:has|have)(?:\s+been)?)\s+{REVOKED}\b(?!\s+(?:and\s+replaced\s+)?by\s+this\b)")


def _listed(nodes: Sequence[Provision]) -> Iterator[Withdrawal]:
    """The works of a list below "The following codes are withdrawn on 1 June 2031:"."""
    lead: re.Match[str] | None = None
    for node in nodes:
        match = _FOLLOWING.search(node.text) if "following" in node.text else None
        if match or (lead and node.kind not in ("subparagraph", "text", "row", "table")):
            lead = match
        elif lead and (title := _entry(node.text)):
            words = " ".join(f"{lead[0]} {title}".split())
            yield Withdrawal(title, _first_day(lead["rest"]), words, _PARTLY.search(lead["rest"]) is not None)


def _withdrawn(text: str) -> Iterator[Withdrawal]:
    for pattern in (_PASSIVE, _LAPSES, _ACTIVE, _REPLACES):
        for match in pattern.finditer(text):
            named = " ".join(match["title"].split())
            title = _PARTLY.split(named)[0].strip(" ,(")
            if not _A_PART.match(title) and not title.startswith("following"):
                several = _AND_THE.split(title)
                for each in dict.fromkeys((title, *several)):
                    yield _told(match, each, limited=title != named)


def _told(match: re.Match[str], title: str, *, limited: bool) -> Withdrawal:
    """A work of a sentence: the day behind the verb counts before that within it or in front."""
    groups = match.groupdict()
    said = (match["rest"], groups.get("amid") or "", groups.get("front") or "")
    first = next((found for words in said if (found := _first_day(words))), None)
    words = " ".join(_JOINS.sub("", match[0].strip(" .;:,)")).split())
    around = f"{match.string[match.start() : match.start('title')]} | {match['rest']}"
    return Withdrawal(title, first, words, limited or _PARTLY.search(around) is not None)


def _first_day(rest: str) -> date | None:
    """The first day on which the work holds no longer."""
    found = _FROM.search(rest)
    last = day(found["when"]) if found else None
    return last + timedelta(days=1) if found and last and "end of" in found[0] else last
