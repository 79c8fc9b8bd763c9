"""Days as people write them, read strictly: what is not plainly one full day is none.

A form is recognised here before python-dateutil reads it, because its own reading is liberal: it makes
a day of today's month, of a year alone, of a version number. Numbers are day, month, year, as the
publishers of the United Kingdom write them. A moment with a clock and a zone is the publisher's
local day (London's, where the zone is UTC): 23:30 UTC on 24 June is 25 June in London.
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_WEEKDAY_NAME = r"(?:Mon|Tues?|Wed(?:s|nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![a-z])"
_WEEKDAY = rf"(?:\b{_WEEKDAY_NAME}\.?,?\s+(?:[–—-]\s+)?)?"
_WEEKDAY_AFTER = rf"(?:,?\s+\({_WEEKDAY_NAME}\)|,\s+{_WEEKDAY_NAME}(?=\W|$))?"
_SPELT = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first|twenty-second|twenty-third|twenty-fourth"
    "|twenty-fifth|twenty-sixth|twenty-seventh|twenty-eighth|twenty-ninth|thirtieth|thirty-first"
)
"""Days of a month in letters, in order; a blank may stand for the hyphen."""
_SPELT_DAY = "(?:" + _SPELT.replace("-", r"[\s-]") + r")(?!\w)"
_ORDINAL = rf"(?<![^\W_])(?:(?<!\d\.)\d{{1,2}}(?:st|nd|rd|th)?|(?<!\w-){_SPELT_DAY})"
_SPOKEN = (
    rf"{_WEEKDAY}(?:the\s+)?{_ORDINAL}(?:\s+(?:day\s+)?of)?[\s-]+(?:{_MONTH})\.?,?[\s-]+\d{{4}}(?!\d)"
    rf"|{_WEEKDAY}(?:{_MONTH})\.?\s+(?:the\s+)?{_ORDINAL},?\s+\d{{4}}(?!\d)"
)
_ISO = r"(?<!\d)\d{4}(?:-\d\d-|/\d\d/)\d\d(?!\d)"
_TIME = r"(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_NUMBERS = r"(?<![\d/.-])\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{4}(?![\d/-])"
_NAMED = re.compile(rf"\b{_WEEKDAY_NAME}", re.IGNORECASE)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = rf"(?i:(?:{_SPOKEN}|{_WEEKDAY}(?:{_ISO}{_TIME}|{_NUMBERS})){_WEEKDAY_AFTER})"
"""A full day, a weekday before or after it included; a pattern without groups."""
_CLOSE = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
SHORT_DAY = (
    r"(?i:(?<![\d/.-])(?:\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{2}|\d{1,2}(?:\s+/\s*|\s*/\s+)\d{1,2}\s*/\s*\d{4}"
    rf"|(?:19|20)\d\d(?:[./-]\d{{1,2}}[./-]\d{{1,2}}|{_CLOSE}))(?![\d/-])(?!\.\d)"
    rf"|{_ORDINAL}[.,]?\s+(?:of\s+)?(?:{_MONTH})\.?,?\s+(?:\d{{4}}|[’'‘]\d\d)(?!\d)"
    rf"|(?<!\d)(?:19|20)\d\d,?\s+(?:{_MONTH})\.?,?\s+{_ORDINAL})"
)
"""A day in a form that is seen and not read: two digits for the year, for nothing says which of the three it is,
and forms that are nobody's rule (`2026.6.25`, `25th, June 2026`, `25 June ’26`)."""
MONTH_AND_YEAR = rf"(?i:\b(?:{_MONTH})\.?,?\s+\d{{4}}(?!\d))"
CLOCK = (
    r"(?i:(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?|(?:12\s+)?(?:noon|midday|midnight))"
    r"(?:\s*\(?(?:UTC|GMT|BST|Z|[+-]\d\d:?\d\d)\b\)?)?)"
)
"""A time of day, with its zone where there is one; a pattern without groups."""
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|UTC|[+-]\d\d:?\d\d)?")
_FULL_DAY = re.compile(DAY)
_CLOCK = re.compile(CLOCK)
_NUMERIC = re.compile(_NUMBERS)
_UNIVERSAL = re.compile(r"(?:UTC|GMT|Z|[+-]00:?00)\)?$", re.IGNORECASE)
_PUBLISHERS_ZONE = "Europe/London"
_BARE_MONTH = re.compile(
    r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?<!day of )(?<! of )"
    rf"\b((?:{'|'.join(MONTHS)})\s+(?:19|20)\d\d)\b"
)


@lru_cache(maxsize=1 << 12)
def day(text: str) -> date | None:
    """The first full day in a text: `17th May 2018`, `Thursday 4 July 2025`, `04/07/2025`; None for `June 2026`.

    None too where the first that looks like a day is none (`31 February 2026`, `07/25/2026`).
    """
    words = spaced(text)
    stamp = _STAMP.search(words)
    found = _FULL_DAY.search(words)
    if stamp and (found is None or stamp.start() <= found.start()):
        return _moment(stamp[0])
    if found is None:
        return None
    read = _read(found[0])
    clock = _CLOCK.search(words, found.end()) or _CLOCK.search(words)
    return _local(read, clock[0]) if read and clock and _UNIVERSAL.search(clock[0]) else read


def spaced(text: str) -> str:
    """The text with single spaces, and without what takes no place (zero width)."""
    return " ".join((text if text.isascii() else _NO_WIDTH.sub("", text)).split())


_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def weekday(text: str) -> str:
    """The weekday that stands with the first full day of a text, in full; empty where there is none."""
    found = _FULL_DAY.search(spaced(text))
    named = _NAMED.search(found[0]) if found else None
    return next((name for name in WEEKDAYS if named and name.startswith(named[0][:3].capitalize())), "")


def has_day(text: str) -> bool:
    """Whether a text has what looks like a full day, be it one or not: `30 February 2026`, `25/06/26`."""
    words = " ".join(text.split())
    return _FULL_DAY.search(words) is not None or re.search(SHORT_DAY, words) is not None


def bare_month(text: str) -> str:
    """A month with its year and without a day, as the text has it; empty where there is none."""
    found = _BARE_MONTH.search(text)
    return " ".join(found[1].split()) if found else ""


def month(text: str) -> str:
    """A month that a text has without a day as ISO 8601 writes it: `2025-04`; empty where there is none."""
    name, _, year = bare_month(text).partition(" ")
    return f"{year}-{MONTHS.index(name) + 1:02}" if year else ""


def is_month_first(text: str) -> bool:
    """Whether a text has a day in numbers that only month, day, year can mean: `07/25/2026`."""
    return any(_month_first(found) for found in _NUMERIC.findall(text))


def is_either_way(text: str) -> bool:
    """Whether a text has a day in numbers that may be read day or month first: `06/07/2026`, not `06/06/2026`."""
    pairs = [re.split(r"[/.-]", found)[:2] for found in _NUMERIC.findall(text)]
    return any(int(one) <= len(MONTHS) >= int(other) and int(one) != int(other) for one, other in pairs)


def has_numbers(text: str) -> bool:
    """Whether a text has a day in numbers alone whose order its reader must know."""
    return _NUMERIC.search(text) is not None


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as ISO 8601 writes it: a year, a month or a full day."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", text, re.ASCII):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def _read(words: str) -> date | None:
    """A text that has the form of a day as one; None for a day that does not exist."""
    words = _SPELT_IN.sub(lambda found: str(_number_of(found[0])), _NAMED.sub("", words)).strip(" .,()–—-")
    if _NO_YEAR.search(words):
        return None
    try:
        if re.fullmatch(_ISO, words):
            return date.fromisoformat(words.replace("/", "-"))
        if _NUMERIC.fullmatch(words):
            number, month, year = map(int, re.split(r"[/.-]", words))
            return date(year, month, number)
        from dateutil.parser import parse

        return parse(re.sub(r"\b(?:the|day)\s", "", words, flags=re.IGNORECASE), dayfirst=True).date()
    except (ValueError, OverflowError):
        return None


_SPELT_IN = re.compile(rf"\b{_SPELT_DAY}", re.IGNORECASE)


def _number_of(words: str) -> int:
    """The day of the month that an ordinal in letters is: `twenty-fifth`, `Twenty fifth`."""
    return _SPELT.split("|").index("-".join(re.split(r"[\s-]", words.lower()))) + 1


_FIRST_YEAR = 1500
_NO_YEAR = re.compile(r"(?<!\d)(?:0\d{3}|1[0-4]\d\d)(?!\d)")
"""A year before 1500 is a slip: of two digits filled up, of a form that was not filled in, of a finger."""


def _month_first(numbers: str) -> bool:
    first, second, _ = map(int, re.split(r"[/.-]", numbers))
    return first <= len(MONTHS) < second


def _moment(stamp: str) -> date | None:
    try:
        moment = datetime.fromisoformat(re.sub(r"\s?(?:UTC|Z)$", "+00:00", stamp))
    except ValueError:
        return None
    if moment.year < _FIRST_YEAR:
        return None
    if moment.tzinfo is None or moment.utcoffset():
        return moment.date()  # the publisher's own clock
    return moment.astimezone(ZoneInfo(_PUBLISHERS_ZONE)).date()


def _local(day_read: date, clock: str) -> date:
    """The day in London of a time in UTC."""
    hour, minute = _hour(clock)
    moment = datetime.combine(day_read, time(), UTC) + timedelta(hours=hour, minutes=minute)
    return moment.astimezone(ZoneInfo(_PUBLISHERS_ZONE)).date()


def _hour(clock: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", clock)[:2]] or [0]
    hour, minute = (*numbers, 0)[:2]
    afternoon = re.search(r"p\.?m|noon|midday", clock, re.IGNORECASE)
    hour = hour % 12 + 12 if afternoon else hour % 12 if re.search(r"a\.?m|midnight", clock, re.IGNORECASE) else hour
    return min(hour, 23), min(minute, 59)
