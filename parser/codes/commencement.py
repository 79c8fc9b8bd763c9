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

from corpus.dated_lines import LONGEST, REVOKED, WHEN, may_state_a_day
from corpus.dates import CLOCK, DAY, MONTHS, day
from corpus.provision import Provision, walk
from corpus.text import has_figure, later, small
from corpus.work import Commencement, DatedEvent, Projection, Status, Time, WorkKind
from parser.codes.condition_words import NUMBERS
from parser.readers.blocks import Block

_PERIOD = r"at\s+the\s+(?:end|expiry)\s+of\s+(?:the\s+|a\s+)?period[^.;]{1,160}"
_NOUN = (
    r"(?:[Aa]mended\s+|[Rr]evised\s+)?(?:[Cc]odes?(?:\s+of\s+[Pp]ractice)?|[Dd]rafts?|[Rr]egulations|[Oo]rders?|[Rr]ules"
    r"|[Ii]nstruments?|(?:of\s+)?[Aa]mendments?|[Nn]otification|[Dd]irections?|[Gg]uidance|[Vv]ersion|[Nn]otices?"
    r"|[Dd]eterminations?|[Ss]cheme|[Ss]tandards|[Cc]onditions|[Ss]tatement|(?:[Oo]pen\s+|[Jj]oint\s+)?[Ll]etter"
    r"|[Dd]ocument|[Ff]ramework|[Aa]ct|[Bb]ill)"
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
    r"\b(?:would|could|might|may|not|never|if|unless|expected|intend\w*|planned|propos\w*|should|must|cannot|until)\b\s*"
    r"(?:\w+\s+){0,2}$"
)
_ON = (
    r"(?:with\s+effect\s+)?(?:(?:on\s+and\s+from|as\s+from|as\s+of|on|from|since)\s+)?"
    rf"(?:(?:at\s+)?(?!(?:12\s+)?midnight){CLOCK}\s+on\s+)?"
)
_HOLDS = r"(?:in\s+(?:force|effect|operation)|effective)"
_COMES = (
    r"(?P<clause>(?:(?:come|comes|came|coming|enters?|entered|takes?|took)\s+(?:into\s+(?:force|effect|operation)|effect)\s+"
    rf"{_ON}|(?:is|are|was|were|(?:has|have)\s+been)\s+{_HOLDS}\s+(?:(?:as\s+)?(?:since|from|on|of)\s+)?"
    r"|(?:(?:has|have)\s+effect|appl(?:y|ies))\s+(?:on\s+and\s+|as\s+|with\s+effect\s+)?from\s+)"
    rf"(?P<when>(?:{WHEN}|{_PERIOD})(?:,?\s+at\s+{CLOCK})?))"
)
_OPENLY = (
    r"(?P<clause>(?:(?:do|does|will|shall|is\s+to|are\s+to)\s+not\s+)?(?:come|comes|enters?|takes?)\s+"
    r"(?:into\s+(?:force|effect|operation)|effect)\s+(?P<when>(?:[^.;]|\.(?=\d)){1,300}))"
)
"""A start in words that are no day, period or placeholder: `three months after the day on which it is issued`."""
_TELLS_WHEN = re.compile(
    rf"\b(?:days?|dates?|weeks?|months?|years?|{'|'.join(MONTHS)}|Easter|immediate(?:ly)?|issued?|publi\w+|made|making|laid"
    r"|approv\w+|until|before|after|once|when|if|unless|upon|later|earlier|midnight|noon)\b"
)
_DEPENDS = re.compile(
    r"[\s,(]*(?:or\b[\s,(]*(?:if|on\s+(?:the|such)|the|such|when|at\s+the)\b|whichever\b|unless\b|if\b|provided\b|but\s+only\b|only\b"
    r"|subject\s+to\b)"
)
"""What makes a start depend on something else, behind its day."""
_HAPPENED = r"\b(?:was|were|is|are|has|have|had|expires?|ceases?|lapses?|remains?|until|last)\b"
_NOT_ALL = re.compile(
    r"\b(?:except|save|apart\s+from|other\s+than|with\s+the\s+exception\s+of|excluding)\b"
    r"|^\s?;"
    rf"|^[^;]{{0,200}}?\b(?:and|but)\b(?:(?!{_HAPPENED})[^;]){{0,160}}?\b(?:on|from)\s+{DAY}"
    r"|^\s+(?:to\b|in\s+(?:relation|respect|so\s+far)|so\s+far\s+as|insofar|for\s+the\s+purposes?)\b"
)
"""What takes something out of a start, or gives it another day, behind its day."""
_ENDS = (
    r"(?P<clause>(?P<verb>cease[sd]?\s+to\s+(?:have\s+effect|be\s+in\s+force|apply)|expires?|lapses?"
    rf"|(?:is|are|was|were)\s+(?:hereby\s+)?{REVOKED})\s+"
    rf"(?P<at>at\s+the\s+end\s+of\s+|(?:with\s+effect\s+)?(?:on|from)\s+)(?P<when>{WHEN}))"
)
_MAY_END = ("force", "cease", "expire", "revoked", "withdrawn", "cancelled", "rescinded", "repealed", "lapse")
"""One of them is in every sentence that ends a document; most texts have none."""
_MAY_STATE = ("submitted", "Parliament", "issued", "into", "effect", "force", "appl")
_STARTS = ("into ", "effect", "force", "appl")
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
_IT = rf"{_BEGINS}(?:(?!\b{_NOUN}\b)[^.;]){{0,160}}\.\s+It\s+"
"""A sentence about the document that names no other, and one behind it about "it"."""
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
_NUMBERS = {
    **NUMBERS, "twelve": 12, "fourteen": 14, "twenty-one": 21, "twenty-eight": 28, "thirty": 30, "forty": 40,
    "sixty": 60, "ninety": 90,
}  # fmt: skip
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s+(?P<unit>day|week|month)s?"
_HAPPENS = r"(?:is|are|was|were)\s+(?P<event>issued|published|laid|made)"
_COUNTED = later(
    rf"period\s+of\s+{_COUNT}\s+beginning\s+(?P<first>with|after)\s+"
    r"(?:the\s+(?P<next>day|date)\s+after\s+)?the\s+(?:day|date)\s+(?:on|in)\s+which\s+[^.;\]]{0,60}?\b"
    rf"{_HAPPENS}"
)
_FROM_EVENT = later(
    rf"(?:on\s+)?(?:{_COUNT}\s+(?P<first>after)\s+|(?:on\s+)?(?P<next>the\s+(?:day|date)\s+after)\s+|(?P<same>on)\s+)"
    rf"(?:the\s+(?:day|date)\s+(?:(?:(?:on|in)\s+which|that)\s+)?(?:it|they|th(?:is|ese)\s+\w+)\s+{_HAPPENS}"
    rf"|(?:it|they)\s+{_HAPPENS.replace('event', 'event2')}"
    r"|(?:the\s+(?:day|date)\s+of\s+)?(?:its|their)\s+(?P<noun>issue|publication|making|laying))\W*"
)
"""`three months after the day on which it is issued`, `the day after its publication`, `on the date of its issue`."""
_EVENT = {"issue": "issued", "publication": "published", "making": "made", "laying": "laid"}
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


_UNIT = (
    r"(?:[Rr]egulation|[Ss]ection|[Aa]rticle|[Pp]aragraph|[Pp]rovision|[Rr]ule|[Cc]lause|[Pp]art|[Ss]chedule|[Mm]easure"
    r"|[Rr]ecommendation|[Aa]nnex|[Cc]hapter|[Cc]ondition|[Pp]rinciple|[Ss]tandard)(?:e?s)?"
)
_NUM = r"(?:(?:[A-Z]{2,6}\s)?[A-Z]{0,5}\s?\d{1,3}(?!\d)|[A-Z]\b)"
_NO_LAW = r"(?![^.;]{0,60}?\bof\s(?:the|that|an?)\s[^.;]{0,60}?\b(?:Act|Regulations|Order|Rules|Bill|Directive)\b)"
_PARTS = re.compile(
    rf"(?:(?:^|(?<=[\d.;:)]\s)|(?<=\band\s))(?:(?:[Tt]his|[Tt]hese)\s{_UNIT}\b|{_UNIT}\s{_NUM}{_NO_LAW})"
    rf"|\b(?:[Tt]he|[Aa]ll|[Aa]ny)\s(?:the\s)?(?:other|remaining|rest\sof\sthe)\s(?:{_UNIT}|amendments|measures)\b)"
    r"(?:[^.;]|\.(?=\d)){0,160}?\bcomes? into (?:force|effect|operation) on [^.;]{1,60}?\d{4}"
    r"(?:(?:[^.;]|\.(?=\d)){0,300}\d{4})?"
)
"""A day on which provisions of the document come into force and not all of it."""
_OF_A_PART = re.compile(rf"\b{_UNIT}\s{_NUM}(?:(?:,|\s(?:and|to|or)\b)\s?[^.;]{{0,60}}?)?\s(?:of|in|to)\s$")
"""What makes "of this Code" no more than a part of it."""


OF_PARTS = "parts of the document come into force on days of their own"


def staged(blocks: Sequence[Block]) -> str:
    """What a document says of the days on which parts of it come into force; empty where it says none."""
    found = (match[0] for block in blocks if "into" in block.text for match in _PARTS.finditer(block.text))
    return "; ".join(dict.fromkeys(" ".join(words.split()) for words in found))


def stated(text: str, kind: WorkKind | None) -> Iterator[DatedEvent]:
    """The events that the sentences of one block state of the document itself, in order of kind."""
    if not any(map(text.__contains__, _MAY_STATE)):
        return
    if not may_state_a_day(text):
        yield from _starts(text, kind)
        return
    for match in _SUBMITTED.finditer(text) if "submitted" in text else ():
        if not _FUTURE.search(match[0].partition("submitted")[0]):
            yield _event("submitted", match)
    if "Parliament" in text:
        yield from _said("laid", text, (*_subjects(kind), "^"), _LAID)
    for pattern in (_ISSUED.get(kind or "", _ISSUED[""]), _ISSUED[""]) if "issued" in text else ():
        yield from (_event("issued", match) for match in pattern.finditer(text))
    if " issued" in text:
        # "the Code that this amends was issued" is another's
        yield from _said("issued", text, (_BEGINS, _IT), _WAS_ISSUED)
    yield from _starts(text, kind)


def _starts(text: str, kind: WorkKind | None) -> Iterator[DatedEvent]:
    """The starts that a text states: days, periods and placeholders, else in what other words it says it."""
    if not any(map(text.__contains__, _STARTS)):
        return
    read = [_start(match, match["when"]) for match in _clauses("in_force", text, _subjects(kind), _COMES)]
    open_ = () if read else _clauses("in_force", text, _subjects(kind), _OPENLY)
    yield from read or (_start(match, "") for match in open_ if _TELLS_WHEN.search(match["when"]))


_OVER = later(
    rf"(?:^|(?<=[.;:\d]\s)|(?<=[Pp]lease note that\s))(?:This|this|These|these)\s(?P<noun>{_NOUN})\s(?:has\s|have\s)?"
    rf"(?:(?:is|are|was|were|been)\s(?:now\s)?(?:(?P<gone>{REVOKED}|no\slonger\s(?:in\s(?:force|effect|operation)"
    r"|effective|valid))|superseded|replaced)|(?P<ended>ceased\sto\s(?:have\seffect|apply|be\sin\sforce)|expired|lapsed))"
    r"(?=\W*$|[.;),]|\s(?:and|by|with|on|in)\s)(?![^.;]{0,80}\b(?:in\spart|so\sfar|to\sthe\sextent|if|unless|when)\b)"
)
_LAW = ("act", "bill", "regulations", "order", "orders", "rules", "scheme", "framework", "standards", "conditions")
"""What a letter or a page calls "this Act" is not itself."""


def over(text: str, kind: WorkKind | None = "code") -> Status | None:
    """Whether a text says of its own document that it holds no longer: withdrawn, or superseded by another."""
    match = _OVER.search(text) if may_be_over(text) else None
    if match is None or (kind not in ("code", "guidance") and match["noun"].lower() in _LAW):
        return None
    if next(ends(text, None), None):  # from a day: that is its end, and may be to come
        return None
    return "withdrawn" if match["gone"] or match["ended"] else "superseded"


def may_be_over(text: str) -> bool:
    """Whether a text has a word without which it cannot say that its document is over."""
    return ("his" in text or "hese" in text) and any(map(text.__contains__, _OVER_WORDS))


_OVER_WORDS = (*_MAY_END, "longer", "superseded", "replaced")


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
    """The event of each clause of a kind."""
    return (_event(kind, match) for match in _clauses(kind, text, subjects, what))


def _clauses(kind: str, text: str, subjects: Iterable[str], what: str) -> Iterator[re.Match[str]]:
    """The clauses whose subject is the document, the whole of it, and which are no wish, condition or duty."""
    for subject in subjects if _clause(what).search(text) else ():
        for match in _clause(subject + _HELPS + what).finditer(text):
            before = text[match.start() : match.start("clause")]
            unsure = (_FUTURE if kind == "laid" else _UNSURE).search(before)
            # a part is named in fewer letters: a look at all that stands before would cost a square of the text
            if not unsure and not _OF_A_PART.search(text[max(0, match.start() - 200) : match.start()]):
                yield match


def _start(match: re.Match[str], when: str) -> DatedEvent:
    """A start, with what its sentence takes out of it; without a day where it depends on something else."""
    if when.startswith("["):
        return _event("in_force", match)
    words, behind = " ".join(match["clause"].split()), match.string[match.end() :]
    sentence = words + _SENTENCE.match(behind)[0].rstrip()  # type: ignore[index]  # it matches nothing too
    if not when or _DEPENDS.match(behind):
        return DatedEvent("in_force", None, " ".join(sentence.split()))
    return DatedEvent("in_force", day(when), " ".join((sentence if limited(sentence) else words).split()))


def limited(words: str) -> bool:
    """Whether the words of a start take something out of it, or give a part of the document another day."""
    start = _clause(_COMES).match(words)
    return start is not None and _NOT_ALL.search(words[start.end() :]) is not None


_SENTENCE = re.compile(r"(?:[^.;]|\.(?=\d))*")


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
    until, until_text = last or _withdrawn(dates)
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


def _withdrawn(dates: Sequence[DatedEvent]) -> tuple[date | None, str]:
    """The day before that of its withdrawal, and the words."""
    found = next((event for event in dates if event.type == "withdrawn" and event.date), None)
    return (found.date - timedelta(days=1), found.text) if found and found.date else (None, "")


def _projected(words: str, dates: Sequence[DatedEvent]) -> Projection | None:
    """The day after a period that is counted from an event whose day the document states, or the day of the event."""
    said = " ".join(words.split())
    counted = _COUNTED.search(said) or _FROM_EVENT.fullmatch(_NOT_WHEN.sub("", said))
    if counted is None:
        return None
    found = counted.groupdict()
    event = found["event"] or found.get("event2") or _EVENT[found.get("noun") or "issue"]
    start = next(
        (each.date for name in _COUNTED_FROM[event] for each in dates if each.type == name and each.date), None
    )
    return _after(found, counted[0], start) if start else None


def _after(found: dict[str, str | None], words: str, start: date) -> Projection | None:
    """The day that a period or a word counts to from an event."""
    from dateutil.relativedelta import relativedelta

    number, ends_later = found["count"] or "0", "period" in words and found["first"] == "after"
    unit: Any = {f"{found['unit'] or 'day'}s": _NUMBERS.get(number) or int(number)}
    rule = f"{words}: counted from {start.isoformat()}" + (
        ", the day after the period ends" if "period" in words else ""
    )
    try:
        first = start + timedelta(days=1) if ends_later or found["next"] else start
        return Projection(first + relativedelta(**unit), None, rule)
    except (OverflowError, ValueError):  # no calendar goes beyond the year 9999
        return None


_NOT_WHEN = re.compile(r"^(?:come|comes|enters?|takes?)\s+(?:into\s+(?:force|effect|operation)|effect)\s+")
