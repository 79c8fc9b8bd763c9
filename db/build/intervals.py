"""When each version of a work was issued and is in force, as columns of `versions`: days with their words and rules.

Only what the documents state, what the rules of the Act project, and what the next version makes of it is
stored. Whether a text is in force "now" is decided where it is shown (`db.ask.dated`), so that the same
archive makes the same rows on every day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.dates import has_day
from corpus.work import SECTION_43, DatedEvent, Expression
from db.ask.dated import PUBLISHED
from db.ask.words import CALLED, DAY, FIRST_SAW, SEEN, UNDATED, day_words
from db.build.expression_rows import Row
from db.build.versions import COPY, Version
from diffs.explain.timeline import timeline

STATED = "the day of coming into force that the text states"
RIVAL = "another text of the same day has other words; which of them was issued is not known"
OF_PARTS = "parts of the text come into force on days of their own"
UNSTATED = "the text states no day of coming into force"


@dataclass(frozen=True, slots=True)
class Start:
    """The first day in force, or why none is known; `conflict` says where the document contradicts itself."""

    day: str = ""
    words: str = ""
    rule: str = UNSTATED
    conflict: str = ""


def published_as(status: str | None) -> str | None:
    """A status as something that stays true: what was in force or superseded on some day was issued."""
    return "issued" if status in ("in_force", "superseded") else status


def intervals(group: Sequence[Version]) -> dict[str, Row]:
    """By version id, the columns that say when each version of one work was issued and is in force."""
    timed = group[0].work.kind in ("code", "amendment")
    starts = {version.id: start(version) if timed else Start(rule="") for version in group}
    found = {}
    for at, version in enumerate(group):
        issued, words = _issued(version)
        own = starts[version.id]
        found[version.id] = {
            "issued": issued,
            "issued_text": words,
            "in_force_from": own.day,
            "in_force_text": own.words,
            "in_force_rule": own.rule,
            "conflict": own.conflict,
            **(_projection(group[: at + 1]) if timed and not own.day else _NOT_PROJECTED),
            **_end(version, group[at + 1 :], starts),
        }
    return found


def _stated(version: Version, kind: str) -> dict[str, str]:
    """The days of an event that the renditions of a version state, each with its words; "" where it is left open."""
    own = [rendition for rendition in version.renditions if rendition.rank < COPY] or version.renditions[:1]
    said = [(day, text) for each in own for found, day, text in each.facts.dates if found == kind]
    return dict(reversed(said))


def _issued(version: Version) -> tuple[str, str]:
    """The day of issue and the words that state it; a draft has none, other texts that of the version."""
    day = version.date if version.status not in ("consultation", "laid") and version.date != UNDATED else ""
    return day, _stated(version, "issued").get(day, "") if day else ""


def start(version: Version) -> Start:
    """The first day in force by the words of the version itself; none where it is one of two rivals."""
    stated, issued = _stated(version, "in_force"), _stated(version, "issued")
    words = stated.pop("", "")
    if version.rival:
        return Start(words=words, rule=RIVAL)
    if not stated:
        unknown = CALLED if version.status == "in_force" else OF_PARTS if has_day(words) else UNSTATED
        return Start(words=words, rule=unknown)
    own = version.date if DAY.fullmatch(version.date) else min(issued, default="")
    later = sorted(day for day in stated if day >= own)
    if version.silent_edit and version.first_seen > max(stated):
        return Start(version.first_seen, stated[max(stated)], SEEN)
    if len(later) == 1:
        return Start(later[0], stated[later[0]], STATED)
    if later:
        days = " and ".join(map(day_words, later))
        said = "; ".join(stated[day] for day in later)
        return Start(words=said, rule="the text states more than one day", conflict=f"It states two starts: {days}.")
    return _too_early(version, stated, issued)


def _too_early(version: Version, stated: dict[str, str], issued: dict[str, str]) -> Start:
    """Every start that is stated lies before the version: that of an earlier issue, or a contradiction."""
    last = max(stated)
    if any(day and day <= last for day in issued):
        rule = f"the only day of coming into force that it states, {day_words(last)}, is that of an earlier issue"
        return Start(words=stated[last], rule=rule)
    said = f"It says that it is in force from {day_words(last)}, before its own date, {day_words(version.date)}."
    return Start(words=stated[last], rule="the day that the text states lies before its own date", conflict=said)


_NOT_PROJECTED: Row = {"projected_from": "", "projected_to": "", "projected_rule": ""}


def _projection(versions: Sequence[Version]) -> Row:
    """The range in which a text can come into force, by its own words or the rules of the Act; empty where none is."""
    section_43 = versions[-1].work.procedure == SECTION_43
    events = timeline([_outline(version) for version in versions], section_43=section_43)
    found = next((event for event in events if event.type == "in_force" and event.state == "projected"), None)
    if own := versions[-1].facts.ahead:
        return dict(zip(_NOT_PROJECTED, own, strict=True))
    if found is None or found.first is None:
        return _NOT_PROJECTED
    days = (found.first.isoformat(), found.last.isoformat() if found.last else "", found.rule)
    return dict(zip(_NOT_PROJECTED, days, strict=True))


def _outline(version: Version) -> Expression:
    """A version without its text: what the passage through Parliament is told from."""
    dates = tuple(
        DatedEvent(kind, date.fromisoformat(day) if day else None, words) for kind, day, words in version.facts.dates
    )
    status = version.status if version.status in ("consultation", "laid") else None
    return Expression(version.facts.title, None, (), version=version.id, status=status, dates=dates)  # type: ignore[arg-type]


def _end(version: Version, later: Sequence[Version], starts: dict[str, Start]) -> Row:
    """The last day in force, or the day from which it is not known; and the version that follows."""
    issued = [each for each in later if each.status in (*PUBLISHED, None)]
    following = next(iter(issued if version.work.kind == "code" else later), None)
    row = {
        "in_force_until": "",
        "until_rule": "",
        "unsettled_from": "",
        "followed_by": following.id if following else None,
    }
    if version.status in ("consultation", "laid"):
        return row
    ended = _ended(version)
    if version.work.kind != "code":
        return row | ended
    begun = [(starts[each.id].day, each) for each in issued if starts[each.id].day]
    if begun:
        day, by = min(begun, key=lambda pair: pair[0])
        seen = starts[by.id].rule == SEEN
        rule = f"{FIRST_SAW} the wording of {day_words(day)}" if seen else f"the day before {_name(by)} starts"
        row |= {"in_force_until": _day_before(day), "until_rule": rule}
    if (own := version.facts.until) and own < (row["in_force_until"] or "9999"):
        row |= {"in_force_until": own, "until_rule": "the last day in force that the text states"}
    open_ = next((each for each in issued if not starts[each.id].day), None)
    if open_ and (not begun or issued.index(open_) < min(issued.index(each) for _, each in begun)):
        row |= {"unsettled_from": _known_day(open_), "until_rule": f"{_name(open_)} does not say when it starts"}
    return row | ended


def _ended(version: Version) -> Row:
    """A withdrawal that was stated or seen; a page that is gone leaves it open."""
    stated = max(_stated(version, "withdrawn"), default="")
    if version.status == "withdrawn" or version.ending == "withdrawn":
        day = stated or version.ended
        seen = "" if stated else ", as keeling saw on that day"
        rule = f"withdrawn by its publisher on {day_words(day)}{seen}" if day else "withdrawn by its publisher"
        return {"in_force_until": _day_before(day) if DAY.fullmatch(day) else "", "until_rule": rule}
    if version.ending == "gone":
        rule = f"its page was gone when keeling looked on {day_words(version.ended)}"
        return {"unsettled_from": version.ended, "until_rule": rule}
    return {}


def _known_day(version: Version) -> str:
    return version.date if DAY.fullmatch(version.date) and not version.silent_edit else version.first_seen


def _name(version: Version) -> str:
    return f"the version of {day_words(_known_day(version))}"


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
