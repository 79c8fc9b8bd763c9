"""What a document says about itself: title, dates, identifiers, status.

Dates are claims with their raw text. Only a full day becomes a date; a bracketed placeholder or
a bare month keeps its words and no date. Where two places disagree both are kept.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus.work import DatedEvent, Status
from parser.codes.headings import is_signature
from parser.readers.blocks import Block, Reading

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + "|Sept"
_DAY = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?(?:{_MONTH})\.?,?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{4}}-\d\d-\d\d)"
)
_BRACKET = r"\[[^\[\]]{1,300}\]"
_WHEN = rf"(?:{_DAY}|{_BRACKET}|(?:{_MONTH})\s+\d{{4}})"
_FULL_DAY = re.compile(_DAY)
_ALONE = re.compile(
    rf"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}},\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?({_WHEN})\.?"
)
_BARE_MONTH = re.compile(
    rf"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?<!day of )\b((?:{'|'.join(_MONTHS)})\s+(?:19|20)\d\d)\b"
)
_DATE_PLACEHOLDER = re.compile(r"\[\s*(?:date|day|insert date|dd\b.*|x+\s+\w+\s+\d{4})[^\]]*\]", re.IGNORECASE)
_AMENDED = r"(?:incorporates\s+amendments\s+|amendments\s+)?"
_TYPES = (
    ("updated", r"(?:last\s+)?(?:updated|modified|reviewed)"),
    ("published", r"(?:first\s+|originally\s+)?(?:published|posted|publication\s+date|date\s+of\s+publication)"),
    ("submitted", r"submitted"),
    ("laid", r"(?:draft\s+)?(?:laid|presented)(?:\s+before\s+parliament|\s+to\s+parliament)?"),
    ("issued", _AMENDED + r"(?:date\s+of\s+issue|(?:last\s+)?(?:re-?)?issued)"),
    ("in_force", _AMENDED + r"(?:(?:comes?\s+)?in(?:to)?\s+force|effective(?:\s+date)?|commencement)"),
    ("signed", r"(?:signed|dated)"),
    ("withdrawn", r"withdrawn"),
    ("approved", r"approved"),
    ("stated", r"date"),
)  # fmt: skip
_COVER = [
    (kind, re.compile(rf"(?:this\s+\w+\s+was\s+)?{words}\s*(?:[:–—-]|on|from)?\s*(?P<when>{_WHEN})\.?", re.IGNORECASE))
    for kind, words in _TYPES
]
_ITSELF = (
    r"\b(?:[Tt]he|[Tt]hese|[Tt]his|[Tt]hose|and it|which|that)\s+(?:draft\s+)?(?:(?:of\s+)?amendments?"
    r"|amended\s+codes?|codes?|Codes?|drafts?|regulations|Regulations|instrument|notification|[Oo]rder|directions|guidance|version)?"
)
_FORCE = re.compile(
    rf"(?:{_ITSELF})[^.;]{{0,60}}?\b(?P<clause>(?:come|comes|came|coming)\s+into\s+(?:force|effect)\s+(?:on\s+)?"
    rf"(?P<when>{_WHEN}|at\s+the\s+end\s+of\s+the\s+period[^.;]{{1,160}}))"
)
_SUBMITTED = re.compile(rf"\bsubmitted\b[^.;]{{0,160}}?\bon\s+(?P<when>{_WHEN})")
_LAID = re.compile(
    rf"\b(?:laid|presented)\s+(?:before|to)\s+(?:both\s+Houses\s+of\s+)?Parliament\b[^.;]{{0,60}}?"
    rf"\bon\s+(?P<when>{_WHEN})"
)
_ISSUED = re.compile(
    rf"\bissued\s+(?:the|this)\s+(?:Codes?|codes?|guidance)\s+on\s+(?P<when>{_WHEN})"
    rf"|\bamendments\s+that\s+were\s+issued\s+on\s+(?P<later>{_WHEN})"
)
_RUNNING = (
    ("submitted", "submitted", _SUBMITTED),
    ("laid", "Parliament", _LAID),
    ("issued", "issued", _ISSUED),
    ("in_force", "into", _FORCE),
)
"""Events, a word that stands in every text that says them, and how it says them."""
_ISBN = re.compile(r"97(?<![\d-]97)[89](?:[- ]?\d){10}(?![\d-])")
_E_NUMBER = re.compile(r"E(?<!\wE)\d{8}\b")
"""Both begin with what must be there: what must not stand in front is looked at after it, which is ten times faster."""
_LYING = re.compile(
    r"\bto lie before (?:both Houses|each House|Parliament)"
    r"|\b(?:draft )?laid before (?:both Houses of |the )?Parliament\b"
    r"|^(?:draft )?presented to (?:both Houses of )?Parliament\b",
    re.IGNORECASE,
)
_CONSULTING = re.compile(
    r"\[DRAFT\]|\bconsultation draft\b|\bdraft for consultation\b|\bfor consultation\b|^consultation on\b",
    re.IGNORECASE,
)
_SHORT = 200


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says about itself. `status` is None where nothing in it tells."""

    title: str
    dates: tuple[DatedEvent, ...]
    identifiers: tuple[tuple[str, str], ...]
    status: Status | None


def front_matter(reading: Reading, front: Sequence[Block], rest: Sequence[Block]) -> FrontMatter:
    """Read the cover (`front`: the blocks before the first section) and what the rest says of the document."""
    dates = tuple(_unique(_dates(reading, front, rest)))
    title = reading.title or next((block.text for block in front if block.text and block.style == "heading"), "")
    return FrontMatter(
        " ".join(title.split()), dates, tuple(_identifiers(reading, (*front, *rest))), _status(reading, front, dates)
    )


def day(text: str) -> date | None:
    """The first full day in a text: `17th May 2018`, `May 17, 2018`, `2018-05-17`; None for `June 2026`."""
    found = _FULL_DAY.search(text)
    if found is None:
        return None
    digits = re.findall(r"\d+", found[0])
    try:
        if "-" in found[0]:
            return date.fromisoformat(found[0])
        name = re.search(rf"\b(?:{_MONTH})", found[0])
        assert name is not None
        month = next(i for i, known in enumerate(_MONTHS, 1) if known.startswith(name[0][:3]))
        return date(int(digits[1]), month, int(digits[0]))
    except ValueError:
        return None


def _dates(reading: Reading, front: Sequence[Block], rest: Sequence[Block]) -> Iterator[DatedEvent]:
    captured = [block for block in reading.blocks if block.rule and len(block.text) <= _SHORT]
    for block in (*(b for b in captured if _cover(b.text)), *front):
        for text in block.text.split("\n"):
            yield from _cover(text) or _alone(text) or _month(text)
    for block in (*front, *rest):
        text = block.text or " ".join(cell.text for cell in block.cells)
        yield from _running(text) if "20" in text or "19" in text or "force" in text else ()
    yield from _signature(rest)
    for key in ("published", "updated"):
        value = reading.get(key)
        if value and (known := day(value)):
            yield DatedEvent(key, known, value)


def _cover(text: str) -> list[DatedEvent]:
    """`Published 18 June 2026`, `In force: 25 July 2025`, `Draft laid before Parliament: 24 April 2025`."""
    line = " ".join(text.split())
    if len(line) > _SHORT:
        return []
    for kind, pattern in _COVER:
        match = pattern.fullmatch(line)
        if match:
            return [DatedEvent(kind, day(match["when"]), line)]
    return []


def _alone(text: str) -> list[DatedEvent]:
    """A line that is a date and nothing else."""
    match = _ALONE.fullmatch(" ".join(text.split()))
    if match is None or (match[1].startswith("[") and not _DATE_PLACEHOLDER.fullmatch(match[1])):
        return []
    return [DatedEvent("stated", day(match[1]), match[1])]


def _month(text: str) -> list[DatedEvent]:
    """A month in a title or another short line of the cover: the source gives no day, so there is none."""
    match = _BARE_MONTH.search(text) if len(text) <= _SHORT and text.rstrip()[-1:] not in ".,;:" else None
    return [DatedEvent("stated", None, " ".join(match[1].split()))] if match else []


def _running(text: str) -> Iterator[DatedEvent]:
    for kind, word, pattern in _RUNNING:
        for match in pattern.finditer(text) if word in text else ():
            groups = match.groupdict()
            when = groups["when"] or groups["later"]
            placeholder = when.startswith("[")
            clause = " ".join((groups.get("clause") or match[0]).split())
            yield DatedEvent(kind, None if placeholder else day(when), when if placeholder else clause)


def _signature(blocks: Sequence[Block]) -> Iterator[DatedEvent]:
    """The date under a signature: a line of its own within the next few."""
    remaining = 0
    for block in blocks:
        if is_signature(block.text):
            remaining = 6
        elif remaining:
            remaining -= 1
            for text in block.text.split("\n"):
                for event in _alone(text):
                    yield DatedEvent("signed", event.date, event.text)


def _unique(events: Iterable[DatedEvent]) -> Iterator[DatedEvent]:
    """Each type and day once, in order; undated words once, and not again where a claim has them."""
    seen: set[tuple[str, str]] = set()
    every = list(events)
    for event in every:
        claimed = any(event.text in other.text for other in every if other.type != "stated" and other.date is None)
        if event.type == "stated" and event.date is None and claimed:
            continue
        key = (event.type, event.date.isoformat() if event.date else event.text)
        if key not in seen:
            seen.add(key)
            yield event


def _identifiers(reading: Reading, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """ISBN and command-paper number, printed with or without their names."""
    short = "\n".join([block.text for block in (*reading.blocks, *blocks) if len(block.text) <= _SHORT])
    for key, pattern in (("isbn", _ISBN), ("e_number", _E_NUMBER)):
        printed = pattern.search(short)
        found = printed[0] if printed else reading.get(key)
        if found:
            yield key, found.replace(" ", "-") if key == "isbn" else found


def _status(reading: Reading, front: Sequence[Block], dates: Sequence[DatedEvent]) -> Status | None:
    """From the cover: in force, issued, laid or for consultation; None where it does not say."""
    if reading.get("withdrawn"):
        return "withdrawn"
    cover = [
        (kind, event)
        for block in front
        for text in block.text.split("\n")
        for event in _cover(text)
        for kind in [event.type]
    ]
    if any(kind == "in_force" and event.date for kind, event in cover):
        return "in_force"
    if any(kind == "issued" and event.date for kind, event in cover):
        return "issued"
    lines = [text for block in front for text in block.text.split("\n")]
    if any(_LYING.search(text) for text in lines) or any(kind == "laid" for kind, _ in cover):
        return "laid"
    return "consultation" if any(_CONSULTING.search(text) for text in lines if len(text) <= _SHORT) else None
