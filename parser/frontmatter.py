"""What a document says about itself: title, dates, identifiers, status.

Dates are claims with their raw text. Only a full day becomes a date; a bracketed placeholder or
a bare month keeps its words and no date. Where two places disagree both are kept. What furniture,
a related post, a comment or a deadline says is no date of the document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.dated_lines import LONGEST, WHEN, claims, is_verb, of_edition
from corpus.dates import CLOCK, MONTHS, bare_month, day, has_numbers, is_either_way, is_month_first, spaced
from corpus.identifiers import e_numbers, isbns, own
from corpus.provision import Provision
from corpus.work import DatedEvent, Status, Time, WorkKind
from parser.codes.commencement import limited, outside_quotations, over, staged, stated, time_of
from parser.codes.headings import division_opening, is_file_description, is_signature
from parser.codes.lines import Line
from parser.readers.blocks import Block, Reading

_ALONE = re.compile(
    rf"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}},\s+)?(?:{CLOCK},?\s+(?:on\s+)?)?(?P<when>{WHEN})"
    rf"(?:,?\s*(?:at\s+)?{CLOCK})?\.?"
)
_DATE_PLACEHOLDER = re.compile(r"\[\s*(?:date|day|insert date|dd\b.*|x+\s+\w+\s+\d{4})[^\]]*\]", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:the\s+)?(?:latest|recent|related|other|more|further|previous|next|popular|similar|comments?|\d+\s+comments?|replies"
    r"|responses?|leave a|join the|read next|read more|see also|you (?:may|might)|from the (?:blog|archive))\b",
    re.IGNORECASE,
)
"""How headings begin under which other pages and other people have their say."""
_DEADLINE = re.compile(
    r"\b(?:deadline|clos(?:es?|ing)|respond|responses?|submi\w+|appl(?:y|ications?)|deliver\w*|events?|meetings?|starts?"
    r"|review(?:ed)? (?:by|date)|(?:for|next) review|due|valid|renewal|expir\w+|until|by)\b[^.]{0,40}:?$",
    re.IGNORECASE,
)
"""What stands before a date that somebody has to keep."""
_FILE = re.compile(r"\((?:HTML|PDF|ODT|ODS|CSV|RTF|ZIP|Word|Excel|docx?|xlsx?)\b[^()]{0,40}\)\s*\Z", re.IGNORECASE)
_OF_A_MONTH = re.compile(
    rf"\b(?:during|since|until|till|before|after|between|for)\s+(?:{'|'.join(MONTHS)})\b", re.IGNORECASE
)
"""A month that a line is about, and not when it was written."""
_SHORT = 4
"""Words of a heading below the title that may be the month of the document: `Version 2, June 2031`."""
_PROSE = 25
"""Words from which a paragraph is the text of a document and not its cover."""
_FORMS = 4
"""Forms of one title that can have an ISBN of their own: print, web, accessible, large print."""
_HEADER = frozenset({"published", "updated", "stated"})
_BRACKETED = re.compile(r"\(([^()]{6,80})\)\s*$")
_LYING = re.compile(
    r"\bto lie before (?:both Houses|each House|Parliament)"
    r"|\b(?:draft )?laid before (?:both Houses of |the )?Parliament\b"
    r"|^(?:draft\b[^.]{0,150}? )?presented to (?:both Houses of )?Parliament\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"(?:to\s+come|coming|taking)\b", re.IGNORECASE)
"""How an instrument says when it starts: not that it is in force, which a draft laid is not."""
_CONSULTING = re.compile(
    r"\[DRAFT\]|\bconsultation draft\b|\bdraft for consultation\b|\bfor consultation\b|^consultation on\b",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"(?:[:–—(]|\s-)\s*(?:\w+\s+){0,2}?(?:(?:analys[ei]s|summary|outcomes?|decisions?|results|findings|feedback|report)\b"
    r"|responses?(?:\s+to\s+(?:the\s+)?consultation)?\W*$)"
    r"|\b(?:analys[ei]s|summary|report) of (?:the )?(?:\w+ )?(?:responses|replies|feedback)\b",
    re.IGNORECASE,
)
"""How a title says that the consultation is over, and that this is what came of it."""
_AHEAD = re.compile(
    r"\b(?:will|would|shall|should|must|may|can|could|might|to|not|never|when|once|if|until|before|after|unless)\s+"
    r"(?:\w+\s+){0,3}?$",
    re.IGNORECASE,
)
"""What makes "laid" something that is still to be done, or perhaps never."""
_FINITE = re.compile(r"\b(?:was|were|has been|have been|is|are|had been)\s+$", re.IGNORECASE)
_IT = re.compile(r"It\s+(?:(?:was|is|has\s+been)\s+|(?=comes?\b|came\b|enter|takes?\b|took\b|applies\b))")
_BESIDE = 2
"""Cells of a row that sets a day beside the word that says what day it is."""
_OWN = re.compile(r"^\s*(?:this|these|the\s+(?:draft|present))\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says about itself. `status` is None where nothing in it tells."""

    title: str
    dates: tuple[DatedEvent, ...]
    identifiers: tuple[tuple[str, str], ...]
    status: Status | None
    time: Time
    organisations: tuple[str, ...] = ()


def front_matter(
    reading: Reading,
    front: Sequence[Block],
    rest: Sequence[Block],
    kind: WorkKind | None = None,
    inserted: Iterable[Provision] = (),
) -> FrontMatter:
    """Read the cover (`front`: the blocks before the first section) and what the rest says of the document.

    `inserted` are the provisions that an instrument inserts elsewhere: what they say is no date of it.
    """
    own = tuple(outside_quotations((*front, *rest), inserted))
    dates = tuple(_unique(_dates(reading, front, rest, own, kind)))
    dates = _with_parts(dates, staged(own))
    titles = (block.text for block in front if block.text and block.style == "heading" and not _is_division(block))
    title = reading.title or next(titles, "")
    identifiers = tuple(_identifiers(reading, (*front, *rest)))
    organisations = tuple(dict.fromkeys(value for key, value in reading.metadata if key == "organisation"))
    time = time_of(dates, own, kind)
    status = _over(own, dates, kind) or _status(reading, front, dates)
    return FrontMatter(" ".join(title.split()), dates, identifiers, status, time, organisations)


def _with_parts(dates: tuple[DatedEvent, ...], parts: str) -> tuple[DatedEvent, ...]:
    """The events, and what is said of the starts of parts: behind the start of the whole, else in its place."""
    start = next((event for event in dates if event.type == "in_force" and event.date), None)
    if start and parts:
        both = replace(start, text=f"{start.text}; {parts}")
        return tuple(both if event is start else event for event in dates)
    if parts:
        return (*(event for event in dates if event.type != "in_force"), DatedEvent("in_force", None, parts))
    return dates


def _is_division(block: Block) -> bool:
    return division_opening(Line(block.text, style="heading", level=block.level)) is not None


def _dates(
    reading: Reading, front: Sequence[Block], rest: Sequence[Block], own: Sequence[Block], kind: WorkKind | None
) -> Iterator[DatedEvent]:
    said = [
        *_cover(front, _below_others(reading.blocks)),
        *(event for block in own for event in stated(block.text or " ".join(cell.text for cell in block.cells), kind)),
        *_signature(rest),
        *_behind_title(reading.title),
    ]
    yield from _readable(said, reading.get("language") == "en-US")
    for key in ("published", "updated"):
        value = reading.get(key)
        if value and (known := day(value)):
            yield DatedEvent(key, known, value)


def _behind_title(title: str) -> Iterator[DatedEvent]:
    """What a bracket at the end of the title says: `Questions and answers (updated 4 July 2031)`; whoever forgot it."""
    match = _BRACKETED.search(title)
    yield from (event for event in claims(match[1]) if event.type in _HEADER) if match else ()


def _below_others(blocks: Sequence[Block]) -> frozenset[int]:
    """The blocks, by identity, below a heading that was dropped as furniture and speaks of other pages or people."""
    below, others = set(), False
    for block in blocks:
        if block.style == "heading":
            others = bool(block.rule) and _OTHERS.match(block.text) is not None
        elif others:
            below.add(id(block))
    return frozenset(below)


def _cover(front: Sequence[Block], of_others: frozenset[int] = frozenset()) -> Iterator[DatedEvent]:
    """What the lines of the cover state. Behind the text, where the cover has a date, only one date alone counts."""
    seen = prose = others = False
    before = ""
    behind: list[DatedEvent] = []
    log = _is_log(front)
    for block, below in zip(front, [*front[1:], None], strict=False):
        if block.style == "heading":
            others = block is not front[0] and block.level != 1 and _OTHERS.match(block.text) is not None
        for text in _lines(block):
            titles = block.style != "heading" or block is front[0] or len(text.split()) <= _SHORT
            events = (
                ()
                if others or block.quoted or id(block) in of_others
                else _stated(text if log else of_edition(text) or text, before, may_name=titles and not prose)
            )
            if _names_file(block, below):
                events = tuple(event for event in events if event.date or event.type != "stated")
            header = [event for event in events if event.type in _HEADER and event.date]
            if header and prose and seen:
                behind += [event for event in header if event.type == "stated"]
            else:
                yield from events
            seen = seen or bool(header)
            before = "" if block is front[0] or block.level == 1 else text
        prose = prose or (block.style != "heading" and len(block.text.split()) >= _PROSE)
    if len(behind) == 1:  # the foot of a letter; several are a log of updates or other pages' dates
        yield from behind


def _names_file(block: Block, below: Block | None) -> bool:
    """Whether a line names a file to fetch or is one of a list: the month in it is that of another document."""
    described = _FILE.search(block.text) or (below is not None and is_file_description(below.text))
    return block.style == "item" or bool(described)


def _lines(block: Block) -> list[str]:
    """Its lines; a row that sets a day beside its word (`Laid before Parliament`, `4 May 2030`) is one line."""
    cells = [cell.text for cell in block.cells if cell.text]
    return [" ".join(cells)] if len(cells) == _BESIDE and is_verb(cells[0]) else block.text.split("\n")


def _stated(line: str, before: str, *, may_name: bool) -> tuple[DatedEvent, ...]:
    """What one line of the cover states: claims, or a date alone unless the line before makes it a deadline.

    A heading below the title names what stands there, an example or a file, and no month of the document.
    """
    if is_verb(before) and (found := claims(f"{before} {line}")):
        return found
    return _claims(line, before) or (
        () if _DEADLINE.search(before) else _alone(line) or (_month(line) if may_name else ())
    )


def _claims(line: str, before: str) -> tuple[DatedEvent, ...]:
    """What a line claims; "It was issued on …" speaks of the document below its title or a line about itself."""
    return claims(_without_it(line, before))


def _without_it(line: str, before: str) -> str:
    """A line below the title, or below a line about the document itself, without the "It was" it begins with."""
    it = _IT.match(line) if not before or _OWN.match(before) else None
    return line[it.end() :] if it else line


def _is_log(front: Sequence[Block]) -> bool:
    """Whether several lines date editions: nothing says which of them is this one."""
    return sum(bool(of_edition(text)) for block in front for text in _lines(block)) > 1


def _readable(events: Sequence[DatedEvent], is_of_america: bool) -> Iterator[DatedEvent]:
    """The events; a day in numbers is none where nobody can say whether it begins with the day or with the month.

    That is so where one of them can only mean month, day, year, and where the page says that its language is that of
    the United States, unless one of its days can only begin with the day.
    """
    texts = [event.text for event in events]
    month_first = any(map(is_month_first, texts))
    day_first = any(has_numbers(text) and not is_month_first(text) and not is_either_way(text) for text in texts)
    for event in events:
        unsure = (
            has_numbers(event.text) if month_first else is_of_america and not day_first and is_either_way(event.text)
        )
        yield replace(event, date=None) if unsure else event


def _alone(text: str) -> tuple[DatedEvent, ...]:
    """A line that is a date and nothing else."""
    line = spaced(text)
    match = _ALONE.fullmatch(line) if len(line) <= LONGEST else None
    if match is None or (match["when"].startswith("[") and not _DATE_PLACEHOLDER.fullmatch(match["when"])):
        return ()
    return (DatedEvent("stated", day(line), match["when"]),)


def _month(text: str) -> tuple[DatedEvent, ...]:
    """A month in a title or another short line of the cover: the source gives no day, so there is none."""
    told = len(text) <= LONGEST and text.rstrip()[-1:] not in ".,;:"
    found = bare_month(text) if told and not _OF_A_MONTH.search(text) else ""
    return (DatedEvent("stated", None, found),) if found else ()


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
    every = sorted(events, key=lambda event: event.type != "in_force" or not limited(event.text))
    for event in every:
        claimed = any(event.text in other.text for other in every if other.type != "stated" and other.date is None)
        if event.type == "stated" and event.date is None and claimed:
            continue
        key = (event.type, event.date.isoformat() if event.date else event.text)
        if key not in seen:
            seen.add(key)
            yield event


def _identifiers(reading: Reading, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """ISBN and number of a paper of Parliament, printed with or without their names; a further ISBN as `isbn_2` ….

    A title has an ISBN for each of its forms, so a second one contradicts nothing.
    """
    short = own(block.text for block in (*reading.blocks, *blocks) if len(block.text) <= LONGEST)
    claimed = {key: reading.get(key) for key in ("isbn", "e_number")}
    for key, found in (("isbn", isbns), ("e_number", e_numbers)):
        values = found(short) or found(claimed[key] or "") or [value for value in (claimed[key],) if value]
        yield from ((key if not n else f"{key}_{n + 1}", value) for n, value in enumerate(values[:_FORMS]))


def _status(reading: Reading, front: Sequence[Block], dates: Sequence[DatedEvent]) -> Status | None:
    """From the cover: in force, issued, laid or for consultation; None where it does not say."""
    if reading.get("withdrawn"):
        return "withdrawn"
    lines = [text for block in front for text in _lines(block)]
    cover = [event for text in _of_itself(front) for event in claims(text)]
    if any(event.type == "in_force" and event.date and not _COMING.match(event.text) for event in cover):
        return "in_force"
    if any(event.type == "issued" and event.date for event in cover):
        return "issued"
    if any(map(_is_laid, lines)) or any(event.type == "laid" for event in cover):
        return "laid"
    short = [text for text in lines if len(text) <= LONGEST and not _ANSWERED.search(text)]
    return "consultation" if any(map(_CONSULTING.search, short)) else None


def _of_itself(front: Sequence[Block]) -> Iterator[str]:
    """The lines of the cover, each without the edition or the "It" that it speaks of."""
    before, log = "", _is_log(front)
    for block in front:
        for text in _lines(block):
            said = _without_it(text, before)
            yield said if log or said != text else of_edition(text) or text
            before = "" if block is front[0] or block.level == 1 else text


def _over(own: Sequence[Block], dates: Sequence[DatedEvent], kind: WorkKind | None) -> Status | None:
    """Whether the document says that it was withdrawn or superseded: an instrument may say so of what it amends."""
    if kind == "amendment":
        return None
    if any(event.type == "withdrawn" and event.date for event in dates):
        return "withdrawn"
    return next((said for block in own if (said := over(block.text, kind))), None)


def _is_laid(line: str) -> bool:
    """Whether a line says that the document lies before Parliament: not that it will, nor that another does."""
    match = _LYING.search(line)
    if match is None:
        return False
    before = line[: match.start()]
    if match[0].lower().startswith("to lie"):
        return True
    return not _AHEAD.search(before) and (not _FINITE.search(before) or _OWN.search(before) is not None)
