"""The day from which one instruction takes effect, where it says so itself.

"Omit paragraph 3 (from 1 January 2030)", "With effect from 1 January 2030, omit …", "… with effect
from 1 January 2030." An end ("until"), a condition or a class of cases is no commencement.
"""

import re
from dataclasses import dataclass
from datetime import date

from corpus.dates import DAY, day
from parser.drafting.quotations import set_aside

_FROM = (
    r"(?:with effect (?:from|on and after|on)|on and (?:after|from)|effective(?: from| on)?|taking effect (?:from|on))"
)
_BRACKET = re.compile(rf"\s*\(\s*(?:{_FROM}|from)\s+(?P<day>{DAY})\s*\)", re.I)
_BEFORE = re.compile(rf"^\s*(?:{_FROM}|from)\s+(?P<day>{DAY}),\s*", re.I)
_BEHIND = re.compile(rf"(?:,\s*|\s+){_FROM}\s+(?P<day>{DAY})(?=\s*[.;]?\s*$)", re.I)


@dataclass(frozen=True, slots=True)
class Started:
    """An instruction without the words that say from when; `day` is None where it does not say.

    `of_one` says that a bracket said so, of what stands before it and of nothing else.
    """

    text: str
    day: date | None = None
    of_one: bool = False


def started(text: str) -> Started:
    """The instruction and the one day it names outside its quotations; two days are left for the grammar to refuse."""
    covered = set_aside(text).covered
    found = [match for form in (_BRACKET, _BEFORE, _BEHIND) for match in form.finditer(covered)]
    named = day(found[0]["day"]) if len(found) == 1 else None
    if named is None:
        return Started(text)
    match = found[0]
    return Started(text[: match.start()] + text[match.end() :], named, match.re is _BRACKET)
