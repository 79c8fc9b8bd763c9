"""Lines that state when a document was published, laid, issued …: one grammar for cover pages, web pages and diffs.

A line counts only if it is nothing else: a verb and a day, perhaps with a clock and who did it, and
then perhaps another such claim (`First published: 25 June 2026. Last updated: 1 July 2026`).
"""

import re
from collections.abc import Iterable, Iterator

from corpus.dates import CLOCK, DAY, MONTH_AND_YEAR, MONTHS, SHORT_DAY, day, spaced
from corpus.text import has_figure
from corpus.work import DatedEvent

LONGEST = 200
"""Characters up to which a line can be a date line."""
BRACKET = r"\[[^\[\]]{1,300}\]"
OPEN_DAY = (
    r"(?i:\b(?:a|an|the|such|any)\s+(?:(?:later|future|other)\s+)?(?:day|date)s?\s+"
    r"(?:(?:yet\s+)?to\s+be\s+(?:appointed|announced|fixed|determined|specified|confirmed|notified|set|agreed|decided)"
    r"|(?:as|that|which)\s+[^.;|]{1,80}?\b(?:may|will|shall)\b[^.;|]{0,60}?\b(?:appoint|specify|determine|fix|set|announce)"
    r"|not\s+yet\s+(?:appointed|announced|fixed|determined|specified|confirmed|set|decided))"
    r"(?:\s+by\s+[^.,;|·•]{1,60})?)"
)
"""A day that somebody has still to name: `a day to be appointed`, `such day as the Minister may by order appoint`."""
WHEN = rf"(?:{DAY}|{BRACKET}|{MONTH_AND_YEAR}|{SHORT_DAY}|{OPEN_DAY})"
REVOKED = r"(?:revoked|withdrawn|cancelled|rescinded|repealed)"
"""What is done to a document that somebody ends."""
"""A day, a placeholder, a month or a day still to be named; a pattern without groups."""
_AMENDED = r"(?:incorporates\s+amendments\s+|amendments\s+)?"
_TYPES = (
    (
        "updated",
        r"(?:page\s+)?(?:last\s+)?(?:updated|modified|reviewed)(?:\s+date)?|date\s+(?:last\s+)?(?:updated|modified)",
    ),
    (
        "published",
        r"(?:first\s+|originally\s+)?(?:published|posted|released|publication\s+date|date\s+(?:of\s+publication|published))"
        r"(?:\s+date)?",
    ),
    ("submitted", r"submitted"),
    ("laid", r"(?:draft\s+)?(?:laid|presented)(?:\s+before\s+parliament|\s+to\s+parliament)?"),
    ("issued", _AMENDED + r"(?:date\s+of\s+issue|(?:last\s+)?(?:re-?)?issued)"),
    (
        "in_force",
        _AMENDED + r"(?:(?:(?:to\s+)?(?:com(?:es?|ing)|came|enter(?:s|ed))\s+)?in(?:to)?\s+(?:force|operation|effect)"
        r"|(?:takes?|took|taking)\s+effect|(?:applies|valid)(?=\s+from)"
        r"|effective(?:\s+(?:date|from(?=\s*:)|as\s+(?:of|from)(?=\s+\d)))?|in(?:to)?\s+force\s+from(?=\s*:)|commence(?:ment(?:\s+date)?|s)"
        r"|date\s+of\s+(?:commencement|(?:coming|entry)\s+into\s+force))",
    ),
    ("signed", r"(?:signed|dated|made)"),
    ("withdrawn", r"withdrawn"),
    ("approved", r"approved|adopted"),
    ("stated", r"date"),
)  # fmt: skip
_EDITION = re.compile(
    r"(?:this\s+)?(?:version|edition|revision|issue|rev|v)\b\.?\s*(?:no\.?\s*)?\d{1,3}(?:\.\d{1,3})*(?![\w.])"
    r"\s*[,;:|(–—-]*\s*(?:(?:was|is|of)\s+)?(?P<rest>.+)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\s.;|•·,()/–—-]*(?:and\s+)?")
"""What may stand between two claims of one line, and after the last."""
_CLAIM = re.compile(
    rf"(?:this\s+\w+\s+was\s+)?(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _TYPES)})"
    rf"\s*[:–—-]?\s*(?:by\s+[^\d|•;]{{1,60}}?\s+)?(?:on\s+|from\s+|at\s+|this\s+)?"
    rf"(?:{CLOCK},?\s+(?:on\s+)?)?(?P<when>{WHEN})(?:,?\s*[–—-]?\s*(?:at\s+)?\(?{CLOCK}\)?)?",
    re.IGNORECASE,
)
"""A claim of any type: the group of its type has its words. One pattern, for each has the whole grammar of days."""
_VERB = re.compile(rf"(?:{'|'.join(words for _, words in _TYPES)})\s*[:–—-]?", re.IGNORECASE)
_OPEN_DAY = re.compile(OPEN_DAY)
_MORE = re.compile(r"(?:see|show)\s+all\s+updates", re.IGNORECASE)
"""What gov.uk prints after the date of an update."""
_PUBLISHING = frozenset({"published", "updated"})


def claims(line: str) -> tuple[DatedEvent, ...]:
    """What a line states that states nothing else: `Published 18 June 2026 | Updated 1 July 2026`; else nothing.

    The text of an event is the whole line where it has one claim.
    """
    line = _MORE.sub("", spaced(line)).strip(" –—-|·•,") if len(line) <= LONGEST else ""
    if not line or not may_state_a_day(line):
        return ()
    found = list(_each(line))
    if len(found) == 1 and found[0] is not None:
        return (DatedEvent(found[0].type, found[0].date, line),)
    return tuple(event for event in found if event) if all(found) else ()


def of_edition(line: str) -> str:
    """What a line says of the edition it names: the end of `Version 2.1, effective 3 August 2026`; else nothing."""
    match = _EDITION.fullmatch(spaced(line).strip()) if len(line) <= LONGEST else None
    return match["rest"].rstrip(" )") if match and has_figure(match["rest"]) else ""


def may_state_a_day(text: str) -> bool:
    """Whether a text has a figure, a bracket, or the words for a day that is still to be named."""
    if "[" in text or has_figure(text):
        return True
    return ("day" in text or "date" in text) and _OPEN_DAY.search(text) is not None


def is_unread(line: str) -> bool:
    """Whether a short line begins as a claim, has a year or a month, and states nothing: `Published 4 Jluy 2025`."""
    line = spaced(line) if len(line) <= LONGEST else ""
    verb = _VERB.match(line)
    rest = line[verb.end() :] if verb else ""
    apart = verb is not None and not line[verb.end() - 1 : verb.end() + 1].isalnum()
    apart = apart and not _SIGNED.search(rest)
    return bool(apart and len(rest.split()) <= _FEW and _YEAR.search(rest) and not claims(line))


_FEW = 5
_SIGNED = re.compile(r"\bby\s+[A-Z]")
"""By whom an entry of a list of posts is."""
_YEAR = re.compile(rf"(?<![\w/.-])(?:19|20)[\dOolI]{{2}}(?![\w-])|\d\s?(?:{'|'.join(MONTHS)})", re.IGNORECASE)


def lines_claims(lines: Iterable[str]) -> Iterator[DatedEvent]:
    """What lines in order state, a verb and the day in the next line (`Published`, `4 July 2025`) included."""
    before = ""
    for line in lines:
        yield from claims(line) or (claims(f"{before} {line}") if is_verb(before) else ())
        before = line


def is_verb(line: str) -> bool:
    """Whether a line is only the word before a day: `Published`, `Last updated:`."""
    return len(line) <= LONGEST and _VERB.fullmatch(" ".join(line.split())) is not None


def is_date_line(line: str) -> bool:
    """Whether a line only says when the page was published or updated: it is no wording."""
    stated = claims(line)
    only_more = _MORE.fullmatch(" ".join(line.split())) is not None if len(line) <= LONGEST else False
    return only_more or (bool(stated) and all(event.type in _PUBLISHING for event in stated))


def _each(line: str) -> Iterator[DatedEvent | None]:
    """Each claim of a line in order; None where it says something else."""
    place = _NEXT.match(line).end()  # type: ignore[union-attr]  # it matches nothing too
    while place < len(line):
        match = _CLAIM.match(line, place)
        if match is None or (match.end() < len(line) and line[match.end()].isalnum()):
            yield None
            return
        yield DatedEvent(next(kind for kind, _ in _TYPES if match[kind]), day(match[0]), match[0])
        place = _NEXT.match(line, match.end()).end()  # type: ignore[union-attr]
