"""Whether a text is in force, as at a day: decided where it is shown, from the columns of `versions`.

What is known is said with the words that state it, what is projected with its rule, and what is not known
with the reason. Nothing here asks a clock or a database.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from db.ask.query import Row
from db.ask.rows import VersionRow
from db.ask.words import CALLED, FIRST_SAW, NOT_ALL, SEEN, day_words

DRAFTS = ("consultation", "laid")
State = Literal["in_force", "not_yet", "no_longer", "draft", "not_known"]


@dataclass(frozen=True, slots=True)
class Now:
    """What is known, as at a day, about whether a text is in force; `words` for a status line, `because` with sources.

    `cautions` are what could make it otherwise: a contradiction in the text, a draft that could have come into
    force since, a clock that is behind; `looked` is the one of them that says when keeling looked last. `check` is the
    address where a person can look.
    """

    as_at: str
    state: State
    words: str
    because: str
    start: str | None = None
    until: str | None = None
    projected: tuple[str, str] | None = None
    cautions: tuple[str, ...] = ()
    check: str = ""
    looked: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The same as data (`"now"` of `keeling show --json` and of pages)."""
        said = {"as_at": self.as_at, "state": self.state, "from": self.start, "until": self.until}
        more = {"words": self.words, "cautions": list(self.cautions)} | ({"check": self.check} if self.check else {})
        projected = (
            {"projected": {"from": self.projected[0], "to": self.projected[1] or None}} if self.projected else {}
        )
        return said | {"because": self.because} | more | projected

    def text(self) -> str:
        """A line for a terminal, with what cautions it."""
        return " ".join((f"As at {day_words(self.as_at)}: {self.words}: {self.because}", *self.cautions))


def decided(version: VersionRow, day: str, included: Row | None = None) -> Now:
    """What the columns of a version, and for an instrument its inclusion in a code, say as at a day."""
    check = version.web
    if version.kind not in ("code", "amendment") and version.status != "derived":
        return Now(
            day, "not_known", "Not a text that comes into force", "it is not a code and amends none.", check=check
        )
    if version.status == "derived":
        return Now(day, "draft", "Computed, unofficial", "keeling executed the amendments; nobody issued this text.")
    if included is not None and version.status in (*DRAFTS, None):
        return _included(version, day, included, check)
    if version.status in DRAFTS:
        return _draft(version, day, check)
    return _issued(version, day, check)


def _included(version: VersionRow, day: str, included: Row, check: str) -> Now:
    """A draft instrument that a published code includes takes its days from that code."""
    code = f"included in the code published on {day_words(included['date'])}"
    start = included["in_force"] or ""
    if included["date"] > day:
        return _draft(version, day, check)
    if not start:
        return Now(
            day, "not_known", "Made; start not known", f"it is {code}, which does not state the day.", check=check
        )
    state: State = "in_force" if start <= day else "not_yet"
    return Now(day, state, _from(state, start, None), f"it is {code}, which states the day.", start, check=check)


def _draft(version: VersionRow, day: str, check: str) -> Now:
    """A text that was consulted on or laid: never in force itself; after its earliest start, not known."""
    what = "laid before Parliament" if version.status == "laid" else "consulted on"
    stated, first, last = version.in_force_from or "", version.projected_from or "", version.projected_to or ""
    projected = (first, last) if first else None
    said = "keeling has seen no issued text."
    if stated:
        said = f"it says that it is to be in force from {day_words(stated)}."
    elif first:
        said = f"projected start: {_range(first, last)} ({version.projected_rule})."
    earliest = stated or first
    if version.followed_by:
        later = day_words(version.followed_by.partition("@")[2].partition("~")[0])
        return Now(day, "draft", f"A draft, {what}", f"it was followed by the text of {later}.", check=check)
    if earliest and earliest <= day:
        seen = "amended code" if version.kind == "amendment" else "issued code"
        start = f"{day_words(earliest)}{'' if stated else ' (projected)'}, {days_between(earliest, day)} ago"
        where = check or "the publisher’s page"
        why = f"keeling has not seen the {seen}. Earliest possible start: {start}. Check {where}."
        return Now(day, "not_known", "Not known whether it is in force", why, None, None, projected, check=check)
    return Now(day, "draft", f"A draft, {what}", said, None, None, projected, check=check)


def _issued(version: VersionRow, day: str, check: str) -> Now:
    """A text that was issued: by its start and its end."""
    start, until = version.in_force_from or None, version.in_force_until or None
    unsettled = version.unsettled_from or ""
    ends = (version.until_rule or "") if until or unsettled else ""
    cautions = tuple(filter(None, (version.conflict,)))
    common: dict[str, Any] = {"until": until, "cautions": cautions, "check": check}
    if until and until < day:
        return Now(
            day, "no_longer", _from("no_longer", start, until, version), f"it stood until {ends}.", start, **common
        )
    if unsettled and unsettled <= day:
        why = f"{ends}; keeling cannot tell which text stands."
        return Now(day, "not_known", "Not known whether it is still in force", why, start, **common)
    if start:
        state: State = "in_force" if start <= day else "not_yet"
        why = f"{version.in_force_rule}: “{version.in_force_text}”" + (f"; ends {ends}" if ends else "")
        return Now(day, state, _from(state, start, until, version), f"{why}.", start, **common)
    return _unstated(version, day, common)


def _unstated(version: VersionRow, day: str, common: dict[str, Any]) -> Now:
    """An issued text whose start is not stated, or stated in contradiction."""
    issued, first = version.issued or "", version.projected_from or ""
    rule = version.in_force_rule or "the text states no day of coming into force"
    said = version.in_force_text or ""
    rule += f": “{said}”" if said and not version.in_force_from and said not in rule else ""
    if issued > day:
        return Now(day, "not_yet", f"Not yet issued; issued {day_words(issued)}", f"{rule}.", **common)
    if not issued and not version.conflict:
        why = f"the text has no date that keeling could read; {rule}."
        return Now(day, "not_known", "Not known whether it is in force", why, **common)
    if first:
        said = f"{rule}. Projected start: {_range(first, version.projected_to or '')} ({version.projected_rule})."
        state: State = "not_yet" if first > day else "not_known"
        words = f"Projected to start {_range(first, version.projected_to or '')}"
        return Now(day, state, words, said, projected=(first, version.projected_to or ""), **common)
    if version.in_force_rule == CALLED:
        return Now(day, "in_force", "In force; start not stated", f"{rule}.", **common)
    if version.status is None:
        why = f"nothing says whether it was issued or is a draft; {rule}."
        return Now(day, "not_known", "Not known whether it is in force", why, **common)
    return Now(day, "not_known", "Issued; not known from when it is in force", f"{rule}.", **common)


def _from(state: State, start: str | None, until: str | None, version: VersionRow | None = None) -> str:
    """`In force from 2 November 2026`, as it is said of a day before, within or after; what was only seen, as seen."""
    seen = version is not None and version.in_force_rule == SEEN
    began = f"{', this wording first seen on' if seen else ' from'} {day_words(start)}" if start else ""
    earlier = version is not None and (version.until_rule or "").startswith(FIRST_SAW)
    ended = f"{',' * seen} until {day_words(until or '')}{' or earlier' * earlier}"
    began += " (not all of it)" if version is not None and (version.conflict or "").startswith(NOT_ALL) else ""
    if state == "no_longer":
        return f"No longer in force: in force{began}{ended}"
    if state == "not_yet":
        return f"Not yet in force: in force{began}"
    return f"In force{began}" + (ended if until else "")


def _range(first: str, last: str) -> str:
    if not last:
        return f"{day_words(first)} or later"
    return day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"


def days_between(earlier: str, later: str) -> str:
    """How long from one day to another, in words."""
    many = (date.fromisoformat(later) - date.fromisoformat(earlier)).days
    return f"{many} day" + "s" * (many != 1)
