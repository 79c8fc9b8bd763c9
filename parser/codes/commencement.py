"""What the sentences of a document say of its own dates: laid, issued, submitted, in force from and until.

A sentence dates the document only if its subject is the document: "These Regulations", "This Code", in
an instrument "The amendments". What is said of another law, what shall be done by a day, and what
stands inside words to be inserted is no date of this document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from corpus.dated_lines import LONGEST, WHEN, may_state_a_day
from corpus.dates import day
from corpus.provision import Provision, walk
from corpus.text import has_figure, later, small
from corpus.work import Commencement, DatedEvent, Projection, Time, WorkKind
from parser.readers.blocks import Block

_PERIOD = r"at\s+the\s+(?:end|expiry)\s+of\s+(?:the\s+|a\s+)?period[^.;]{1,160}"
_NOUN = (
    r"(?:[Aa]mended\s+|[Rr]evised\s+)?(?:[Cc]odes?(?:\s+of\s+[Pp]ractice)?|[Dd]rafts?|[Rr]egulations|[Oo]rders?|[Rr]ules"
    r"|[Ii]nstruments?|(?:of\s+)?[Aa]mendments?|[Nn]otification|[Dd]irections?|[Gg]uidance|[Vv]ersion|[Nn]otices?"
    r"|[Dd]eterminations?|[Ss]cheme|[Ss]tandards|[Cc]onditions|[Ss]tatement|[Dd]ocument|[Ff]ramework|[Aa]ct|[Bb]ill)"
)
_OTHER = (
    r"\b(?:which|that|who|when|where|because|since|after|before|until|unless|if|whose|replac|revok|repeal|supersed)"
)
_THIS = rf"\b(?:[Tt]his|[Tt]hese)\s+(?:draft\s+)?{_NOUN}\b(?:(?!{_OTHER})[^.;]){{0,160}}?(?:,\s+(?:which|and)\s+)?"
_ITS = {
    "code": r"\b[Tt]he\s+(?:draft\s+|amended\s+|revised\s+|new\s+)?(?:[Cc]odes?(?:\s+of\s+[Pp]ractice)?|amendments)\s+",
    "amendment": rf"\b[Tt]he\s+(?:draft\s+|amended\s+)?{_NOUN}\s+(?:(?:made|set\s+out)\s+[^.;]{{1,60}}?\s)?",
    None: r"\b[Tt]he\s+(?:draft\s+)?(?:[Aa]mendments|[Ii]nstrument|[Dd]irections?)\s+",
}
"""How a document of each kind speaks of itself beside "this": "the Code" is another document to guidance."""
_AFTER_IT = rf"\b(?:[Tt]his|[Tt]hese)\s+(?:draft\s+)?{_NOUN}\b[^;]{{0,300}}?\.\s+(?:It|They)\s+"
_HELPS = r"(?:(?:will|shall|is\s+to|are\s+to|do|does)\s+)?"
_UNSURE = re.compile(
    r"\b(?:would|could|might|may|not|never|if|unless|expected|intend\w*|planned|propos\w*|should|must|cannot|until)\s*"
    r"(?:\w+\s+){0,2}$"
)
_COMES = (
    rf"(?P<clause>(?:come|comes|came|coming|enters?|entered|takes?|took)\s+(?:into\s+(?:force|effect|operation)|effect)\s+"
    rf"(?:on\s+|from\s+|with\s+effect\s+from\s+)?(?P<when>{WHEN}|{_PERIOD}))"
)
_ENDS = (
    rf"(?P<clause>(?P<verb>cease[sd]?\s+to\s+(?:have\s+effect|be\s+in\s+force|apply)|expires?|(?:is|are)\s+revoked|lapses?)\s+"
    rf"(?P<at>at\s+the\s+end\s+of\s+|on\s+|from\s+)(?P<when>{WHEN}))"
)
_MAY_END = ("force", "cease", "expire", "revoked", "lapse")
"""One of them is in every sentence that ends a document; most texts have none."""
_MAY_STATE = ("submitted", "Parliament", "issued", "into", "effect")
"""One of them is in every sentence that states when something became of a document."""
_ENDS_ON_COVER = later(rf"\bin\s+force\b[^.;]{{0,60}}?\b(?:until|to)\s+(?P<when>{WHEN})", re.IGNORECASE)
_SUBMITTED = later(
    r"(?:^|\.\s+)(?P<clause>(?:Draft|This|These|The\s+(?:[Dd]raft|[Cc]ode|[Aa]mendment))[^.;]{0,200}?\bsubmitted\s+to\s+"
    rf"(?:the\s+)?[A-Z][^.;]{{0,160}}?\bon\s+(?P<when>{WHEN}))"
)
_LAID = (
    rf"(?P<clause>(?:(?:was|were|is|are|has\s+been|have\s+been)\s+)?(?:[Ll]aid|[Pp]resented)\s+(?:before|to)\s+"
    rf"(?:both\s+Houses\s+of\s+)?(?:the\s+)?Parliament\b[^.;]{{0,60}}?\bon\s+(?P<when>{WHEN}))"
)
_ISSUED = {
    "code": later(rf"\bissued\s+(?:the|this|these)\s+(?:[Cc]odes?|amendments)\b[^.;]{{0,20}}?\bon\s+(?P<when>{WHEN})"),
    "": later(
        rf"\bissued\s+(?:this|these)\s+{_NOUN}\s+on\s+(?P<when>{WHEN})"
        rf"|\bamendments\s+that\s+were\s+issued\s+on\s+(?P<later>{WHEN})"
    ),
}
_WAS_ISSUED = (
    r"(?P<clause>(?:was|were|is|are|has\s+been|have\s+been)\s+issued\s+(?:by\s+[^.;]{1,60}?\s+)?on\s+"
    rf"(?P<when>{WHEN}))"
)
_BEGINS = rf"(?:^|(?<=[.;:\d]\s))(?:This|These)\s+{_NOUN}\s+"
_FUTURE = re.compile(
    r"\b(?:will|would|shall|should|must|may|can|could|might|to|not|never|when|once|if|until|before|after|unless|yet)\s+"
    r"(?:\w+\s+){0,3}?$"
)
_ENUMERATED = re.compile(r"^[“\"(\[]*\w{1,6}[).]\s+")
_INSTRUCTS = re.compile(
    r"\b(?:[Ii]n|[Aa]fter|[Bb]efore|[Ff]or)\b[^“”]{1,160}\b(?:insert|substitute|omit)\b|^[^“”]{0,12}\bOmit\b"
)
"""An instruction: where one begins, no quotation goes on."""
_LONGEST = 60
"""Blocks that a quotation which is never closed can hide."""
_COUNTED = later(
    r"period\s+of\s+(?P<count>\d+|one|two|three|six|twelve)\s+(?P<unit>day|week|month)s?\s+beginning\s+(?P<first>with|after)\s+"
    r"the\s+(?:day|date)\s+(?:on|in)\s+which\s+[^.;\]]{0,60}?\b(?:is|are|was|were)\s+(?P<event>issued|published|laid|made)"
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "six": 6, "twelve": 12}
_COUNTED_FROM = {"issued": ("issued",), "made": ("issued", "signed"), "published": ("published",), "laid": ("laid",)}


def outside_quotations(blocks: Sequence[Block], inserted: Iterable[Provision]) -> Iterator[Block]:
    """The blocks that are not words an instrument inserts: neither within quotation marks nor read as its payload."""
    payload = {node.text for root in inserted for node in walk((root,)) if node.text}
    depth = hidden = 0
    for block in blocks:
        text = block.text
        opened = text.count("“") - text.count("”")
        if depth > 0 and (_INSTRUCTS.search(text) or hidden >= _LONGEST):
            depth = 0
        inside = depth > 0 or (text.lstrip().startswith("“") and opened > 0)
        depth, hidden = max(depth + opened, 0), hidden + 1 if inside else 0
        if not inside and not (payload and _ENUMERATED.sub("", text) in payload):
            yield block


_UNIT = r"(?:[Rr]egulation|[Ss]ection|[Aa]rticle|[Pp]aragraph|[Pp]rovision|[Rr]ule|[Cc]lause|[Pp]art|[Ss]chedule)s?"
_PARTS = re.compile(
    rf"(?:(?:^|(?<=[\d.;:)]\s)|(?<=\band\s))(?:(?:[Tt]his|[Tt]hese)\s{_UNIT}\b|{_UNIT}\s[A-Z]{{0,5}}\s?\d{{1,3}}(?!\d))"
    rf"|\b(?:[Tt]he|[Aa]ll|[Aa]ny)\s(?:the\s)?(?:other|remaining|rest\sof\sthe)\s(?:{_UNIT}|amendments|measures)\b)"
    r"(?:[^.;]|\.(?=\d)){0,160}?\bcomes? into (?:force|effect|operation) on [^.;]{1,60}?\d{4}"
)
"""A day on which provisions of the document come into force and not all of it."""


OF_PARTS = "parts of the document come into force on days of their own"


def staged(blocks: Sequence[Block]) -> str:
    """What a document says of the days on which parts of it come into force; empty where it says none."""
    found = (match[0] for block in blocks if "into" in block.text for match in _PARTS.finditer(block.text))
    return "; ".join(dict.fromkeys(" ".join(words.split()) for words in found))


def stated(text: str, kind: WorkKind | None) -> Iterator[DatedEvent]:
    """The events that the sentences of one block state of the document itself, in order of kind."""
    if not any(map(text.__contains__, _MAY_STATE)) or not may_state_a_day(text):
        return
    for match in _SUBMITTED.finditer(text) if "submitted" in text else ():
        if not _FUTURE.search(match[0].partition("submitted")[0]):
            yield _event("submitted", match)
    if "Parliament" in text:
        yield from _said("laid", text, (*_subjects(kind), "^"), _LAID)
    for pattern in (_ISSUED.get(kind or "", _ISSUED[""]), _ISSUED[""]) if "issued" in text else ():
        yield from (_event("issued", match) for match in pattern.finditer(text))
    if " issued" in text:
        yield from _said("issued", text, (_BEGINS,), _WAS_ISSUED)  # "the Code that this amends was issued" is another's
    yield from _said("in_force", text, _subjects(kind), _COMES) if "into" in text or "effect" in text else ()


def _subjects(kind: WorkKind | None) -> tuple[str, ...]:
    return (_THIS, *([_ITS[kind]] if kind in _ITS else []), _AFTER_IT)


def ends(text: str, kind: WorkKind | None) -> Iterator[tuple[date, str]]:
    """The last day of the document and the words that state it."""
    if not has_figure(text) or not any(map(small(text).__contains__, _MAY_END)):
        return
    for match in _ENDS_ON_COVER.finditer(text) if len(text) <= LONGEST else ():
        if found := day(match["when"]):
            yield found, match[0]
    for subject in _subjects(kind) if _clause(_ENDS).search(text) else ():
        for match in _clause(subject + r"(?:shall\s+|will\s+)?" + _ENDS).finditer(text):
            found = day(match["when"])
            last = match["at"].startswith("at") or match["verb"].startswith(("expire", "lapse"))
            if found:
                yield (found if last else found - timedelta(days=1)), match["clause"]


def _said(kind: str, text: str, subjects: Iterable[str], what: str) -> Iterator[DatedEvent]:
    """A clause whose subject is the document, and which is not a wish, a condition or a duty."""
    for subject in subjects if _clause(what).search(text) else ():
        for match in _clause(subject + _HELPS + what).finditer(text):
            before = text[match.start() : match.start("clause")]
            if not (_FUTURE if kind == "laid" else _UNSURE).search(before):
                yield _event(kind, match)


@cache
def _clause(source: str) -> re.Pattern[str]:
    """A clause with or without its subject: with one it takes 5 ms to compile, and few texts have the clause."""
    return re.compile(source)


def _event(kind: str, match: re.Match[str]) -> DatedEvent:
    groups = match.groupdict()
    when = groups["when"] or groups["later"]
    if when.startswith("["):
        return DatedEvent(kind, None, when)
    return DatedEvent(kind, day(when), " ".join((groups.get("clause") or match[0]).split()))


def time_of(dates: Sequence[DatedEvent], blocks: Sequence[Block], kind: WorkKind | None) -> Time:
    """When the document was issued and is in force, by its own words."""
    issued = next((event for event in dates if event.type == "issued" and event.date), None)
    return Time(issued.date if issued else None, _commencement(dates, blocks, kind))


def _commencement(dates: Sequence[DatedEvent], blocks: Sequence[Block], kind: WorkKind | None) -> Commencement:
    last = next((found for block in blocks for found in ends(block.text, kind)), None)
    until, until_text = last or (None, "")
    starts = sorted((event for event in dates if event.type == "in_force"), key=lambda event: event.date is None)
    parts = "" if starts and starts[0].date else staged(blocks)
    if not starts or parts:
        rule = OF_PARTS if parts else "the document states no commencement"
        return Commencement(None, until, None, "; ".join(filter(None, (parts, until_text))), rule)
    text = "; ".join(filter(None, (starts[0].text, until_text)))
    if starts[0].date:
        return Commencement(starts[0].date, until, None, text, "the first day of commencement that the document states")
    projected = _projected(starts[0].text, dates)
    rule = "computed from the period the document states" if projected else "the document does not state the day"
    return Commencement(None, until, projected, text, rule)


def _projected(words: str, dates: Sequence[DatedEvent]) -> Projection | None:
    """The day after a period that is counted from an event whose day the document states."""
    counted = _COUNTED.search(" ".join(words.split()))
    if counted is None:
        return None
    wanted = _COUNTED_FROM[counted["event"]]
    start = next((event.date for name in wanted for event in dates if event.type == name and event.date), None)
    if start is None:
        return None
    from dateutil.relativedelta import relativedelta

    count = _NUMBERS.get(counted["count"]) or int(counted["count"])
    unit: Any = {f"{counted['unit']}s": count}
    rule = f"{counted[0]}: counted from {start.isoformat()}, the day after the period ends"
    try:
        first = start if counted["first"] == "with" else start + timedelta(days=1)
        return Projection(first + relativedelta(**unit), None, rule)
    except (OverflowError, ValueError):  # no calendar goes beyond the year 9999
        return None
