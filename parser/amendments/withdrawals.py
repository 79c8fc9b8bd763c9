"""Whole works that an instrument withdraws: a notice amends nothing, and still ends a code.

"The Lantern Code issued on 4 July 2025 is withdrawn with effect from 1 June 2026": its subject is the work itself, and
not a part of it or guidance on it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dated_lines import WHEN
from corpus.dates import day
from corpus.provision import Provision, walk
from corpus.text import later
from corpus.work import Expression

_DONE = r"(?:revoked|withdrawn|cancelled|rescinded|repealed)"
_VERB = r"\b(?:is|are|was|were|has|have|shall|will|may|can|must|should|which|that|when|until|unless|if|appl(?:y|ies))\b"
_TITLE = rf"(?P<title>(?:(?!{_VERB})[^.;:“”]|(?<=\d)\.(?=\d)){{3,240}}?)"
_THE = (
    rf"(?:^|[.;:)]\s+|\bthat\s+|\band\s+|,\s+|(?:^|\.\s+)(?P<front>(?:With\s+effect\s+from|On|From)\s+{WHEN}),?\s+)"
    r"(?:[Tt]he|[Oo]ur|[Ii]ts)\s+"
)
_REST = r"(?P<rest>(?:[^.;]|\.(?=\d))*)"
_IS = r"(?:is|are|shall\s+be|(?:is|are)\s+to\s+be|will\s+be|has\s+been|have\s+been|was|were)"
_PASSIVE = later(rf"{_THE}{_TITLE}[,)]?\s+{_IS}\s+(?:hereby\s+)?{_DONE}\b{_REST}")
_LAPSES = later(rf"{_THE}{_TITLE}\s+(?:shall\s+|will\s+)?ceases?\s+to\s+(?:have\s+effect|apply)\b{_REST}")
_ACTIVE = later(
    r"\b(?:withdraws?|revokes?|cancels?|rescinds?|(?:has|have)\s+(?:withdrawn|revoked)"
    r"|notice\s+(?:is\s+(?:hereby\s+)?given\s+)?of\s+(?:its|the|our)\s+(?:withdrawal|revocation|cancellation)\s+of)"
    r"\s+(?:the|its|our)\s+"
    rf"{_TITLE}(?=$|[.;]|\s+(?:with\s+effect|on|from|as\s+from|at\s+the\s+end)\s){_REST}"
)
_FROM = later(
    r"\b(?P<at>(?i:with)\s+effect\s+(?:on\s+and\s+)?from|on\s+and\s+from|as\s+from|(?i:from)|(?i:on)|at\s+the\s+end\s+of)\s+(?:the\s+end\s+of\s+)?"
    rf"(?P<when>{WHEN})"
)
_PARTLY = re.compile(
    r"\b(?:if|unless|when|once|except|save|so\s+far|to\s+the\s+extent|for\s+the\s+purposes?|in\s+relation|in\s+respect|until"
    r"|other\s+than|apart\s+from|excluding)\b"
)
_FOLLOWING = later(rf"\b[Tt]he\s+following\s+(?:\w+\s+){{0,3}}?{_IS}\s+(?:hereby\s+)?{_DONE}\b(?P<rest>[^.;:]*):?\s*$")
_JOINS = re.compile(r"^(?:that|and)\s+")
_MAY = ("revo", "withdr", "cancel", "rescind", "repeal", "cease")
_A_PART = re.compile(
    r"(?:regulation|section|article|paragraph|provision|rule|clause|part|schedule|measure|recommendation|annex|chapter"
    r"|condition|principle|definition|entry|heading|words?|table|guidance\s+(?:on|to|about|under))s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One work that an instrument withdraws: as it names it, from which day, in which words.

    Without a day it is that of the instrument; `limited` says that the withdrawal is not of the whole, or depends on
    something.
    """

    title: str
    day: date | None
    text: str
    limited: bool = False


def withdrawals(expression: Expression) -> tuple[Withdrawal, ...]:
    """The works that an instrument says it withdraws, in order."""
    if expression.kind not in ("amendment", None):
        return ()
    nodes = list(walk(expression.provisions))
    found = [each for node in nodes if any(map(node.text.__contains__, _MAY)) for each in _withdrawn(node.text)]
    return tuple(dict.fromkeys((*found, *_listed(nodes))))


def _listed(nodes: Sequence[Provision]) -> Iterator[Withdrawal]:
    """The works of a list below "The following codes are withdrawn on 1 June 2031:"."""
    lead: re.Match[str] | None = None
    for node in nodes:
        match = _FOLLOWING.search(node.text) if "following" in node.text else None
        if match or (lead and node.kind not in ("subparagraph", "text", "row", "table")):
            lead = match
        elif lead and (title := re.sub(r"^[Tt]he\s+|[\s;,.]+(?:and)?$", "", node.text)):
            words = " ".join(f"{lead[0]} {title}".split())
            yield Withdrawal(title, _first_day(lead["rest"]), words, _PARTLY.search(lead["rest"]) is not None)


def _withdrawn(text: str) -> Iterator[Withdrawal]:
    for pattern in (_PASSIVE, _LAPSES, _ACTIVE):
        for match in pattern.finditer(text):
            named, rest = " ".join(match["title"].split()), match["rest"]
            title = _PARTLY.split(named)[0].strip(" ,(")
            if not _A_PART.match(title) and not title.startswith("following"):
                front = match["front"] if "front" in match.re.groupindex else None
                words = " ".join(_JOINS.sub("", match[0].strip(" .;:,)")).split())
                yield Withdrawal(
                    title,
                    _first_day(rest) or _first_day(front or ""),
                    words,
                    title != named or _PARTLY.search(rest) is not None,
                )


def _first_day(rest: str) -> date | None:
    """The first day on which the work holds no longer."""
    found = _FROM.search(rest)
    last = day(found["when"]) if found else None
    return last + timedelta(days=1) if found and last and "end of" in found[0] else last
