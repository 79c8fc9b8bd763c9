"""Dates, statuses and histories in words. The standard library and citations only: `keeling show` starts with it."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from corpus.citation import unnumbered

STATUS_WORDS = {  # what a text was published as; whether it is in force depends on the day (`db.ask.dated`)
    "consultation": "consulted on",
    "laid": "laid before Parliament",
    "issued": "issued",
    "in_force": "issued",
    "superseded": "issued",
    "withdrawn": "withdrawn",
    "derived": "as amended, computed by keeling",
}
OUTCOME_WORDS = {
    "ok": "a document, kept",
    "unchanged": "the same document as before",
    "moved": "it moved for good to another address, which is read instead",
    "withdrawn": "the publisher withdrew it; the text is kept",
    "gone": "there is no page at this address any more",
    "not_selected": "left out by the rules of the source; nothing kept",
    "provisional": "much shorter than before: kept, but no version until it is confirmed",
    "blocked": "the site kept the crawler out; save the page in a browser and add it by hand",
    "maintenance": "the site is being worked on",
    "suspect": "not what should stand there; no version is made of it",
    "empty": "an answer without text",
    "truncated": "cut off before its end",
    "corrupt_encoding": "damaged on its way",
    "content_invalid": "not in a form that can be read",
    "too_large": "too large",
    "timeout": "no answer in time",
    "retry_later": "the site asked to be left alone for now",
    "unreachable": "no connection",
    "redirect_loop": "it leads in a circle",
    "policy_refused": "an address that is not asked",
    "robots_forbidden": "the site's rules for crawlers say no",
    "robots_unreachable": "the site's rules for crawlers could not be read, so nothing was asked",
    "tls_error": "the site could not prove who it is",
    "dns_error": "there is no such site",
    "protocol_error": "not an answer of a web site",
    "interrupted": "the crawl was stopped first",
}
"""What one look at an address came to (`crawler.outcomes`), for readers."""
UNDATED = "undated"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
NOT_ALL = "Not all of it starts on that day"
"""How a conflict of `versions` begins where the text takes something out of its start."""
SEEN = "the wording changed without a new date; from the day on which keeling first saw it"
FIRST_SAW = "the day before keeling first saw"
"""How a text starts, and ends, by an observation of keeling's: no day that anybody stated."""
CALLED = "the text states no day of coming into force; the catalogue calls it in force"
"""The rule of a start (`versions.in_force_rule`) that is none, and of a text that is in force all the same."""


@lru_cache(maxsize=4096)
def day_words(day: str) -> str:
    """`2025-07-04` as 4 July 2025; a month or a year as it is known."""
    parts = day.split("-")
    if not all(part.isdigit() for part in parts):
        return "no date known" if day in ("", UNDATED) else day
    if len(parts) == 1:
        return day
    known = date(*map(int, (*parts, "1")[:3]))
    return f"{known.day} {known:%B} {known.year}" if len(parts) == 3 else f"{known:%B} {known.year}"


def status_words(status: str | None) -> str:
    """A status as people say it; empty where it is not known."""
    return STATUS_WORDS[status] if status else ""


def path(version: str, slug: str = "") -> str:
    """The permanent address of a version, or of a provision of it."""
    work, _, rest = version.partition("@")
    return f"/{work}/{rest}" + (f"/{slug}" if slug else "")


def inclusion_words(published: str, status: str | None, in_force: str | None) -> str:
    """That a published version includes an instrument, and whether it is in force with it."""
    day = day_words(published)
    if in_force:
        return f"included in the code published on {day}, in force from {day_words(in_force)}"
    if status == "in_force":
        return f"in force, as published on {day}"
    return f"included in the code published on {day}, date of coming into force not stated"


def seen_first(version_id: str) -> str:
    """Of `work@2026-06-18~2026-10-01` the day on which that wording was first seen; else empty."""
    day = version_id.partition("~")[2][:10]
    return day if DAY.fullmatch(day) and "+" not in version_id else ""


_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters that are written from the right to the left."""


def isolated(text: str) -> str:
    """A title in a sentence: of one that is written from the right the day beside it would stand on the other side."""
    return f"\u2068{text}\u2069" if _LEFTWARDS.search(text) else text


UNOFFICIAL = "Unofficial: told by keeling, not by a publisher. Only the published documents have authority."
ILLUSTRATIVE = "Illustrative text, not the regulator’s wording."


def copy_words(status: str | None, snapshot: str | None, illustrative: object = False) -> str:
    """What a quotation of a version must say: that it is unofficial, whether computed or an illustration, and of which
    document.
    """
    made = "Unofficial, computed by keeling." if status == "derived" else "Unofficial."
    said = [made, ILLUSTRATIVE if illustrative else "", f"SHA-256 of the document: {snapshot}." if snapshot else ""]
    return " ".join(filter(None, said))


def label_words(label: str | None) -> str:
    """A label as people say it: “crisis” in PCU C11 for `Definition/crisis@PCU C11`, text 4 of it for `PCU C11/~4`."""
    if text := unnumbered(label or ""):
        return f"unnumbered text {text[1]}" + (f" of {text[0]}" if text[0] else "")
    role, _, rest = (label or "").partition("/")
    name, _, scope = rest.partition("@")
    if role == "Index" and rest:
        return f"Index entry {rest}"
    if role == "Definition" and scope:
        return f"“{name}” in {scope}"
    if role == "Row" and scope:
        return f"Row {name} of {scope}"
    return label or ""


def target_words(target: str) -> str:
    """What a cross reference leads to: a page of legislation.gov.uk as section 27(2), 2023 c. 50."""
    parts = target.removeprefix("https://www.legislation.gov.uk/").split("/")
    if len(parts) < 5 or parts[0] != "ukpga":
        return label_words(target)
    below = "".join(f"({part})" for part in parts[5:])
    return f"{parts[3]} {parts[4]}{below}, {parts[1]} c. {parts[2]}"


def stack_label(base: str, instruments: Iterable[tuple[str, bool]]) -> str:
    """Short name of a code as amended, from its base and each instrument's date and whether it is a draft, in order."""
    made = [f"the {'draft' if draft else 'amendments'} of {day_words(day)}" for day, draft in instruments]
    return f"{base}, with {' and then '.join(made)}"


def time_words(moment: str | None) -> str:
    """`2026-06-18T12:00:05Z` as 18 June 2026, 12:00 UTC; a day as a day; nothing as never."""
    if not moment:
        return "never"
    day, _, clock = moment.partition("T")
    return f"{day_words(day)}, {clock[:5]} UTC" if clock else day_words(day)
