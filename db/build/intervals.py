"""When each version of a work was issued and is in force, as columns of `versions`: days with their words and rules.

Only what the documents state, what the rules of the Act project, and what the next version makes of it is
stored. Whether a text is in force "now" is decided where it is shown (`db.ask.dated`), so that the same
archive makes the same rows on every day.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce

from corpus.dates import day as day_of
from corpus.dates import has_day
from corpus.text import caseless
from corpus.work import SECTION_43, DatedEvent, Expression
from db.ask.dated import PUBLISHED
from db.ask.in_force import DRAFTS
from db.ask.words import CALLED, DAY, FIRST_SAW, NOT_ALL, SEEN, UNDATED, day_words
from db.build.expression_rows import Row
from db.build.versions import COPY, Version
from diffs.explain.timeline import timeline
from parser.codes.commencement import limited

STATED = "the day of coming into force that the text states"
RIVAL = "another text of the same day has other words; which of them was issued is not known"
OF_PARTS = "parts of the text come into force on days of their own"
UNSTATED = "the text states no day of coming into force"
OTHERWISE = "the text says when it starts in words that are no one day"


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


def intervals(group: Sequence[Version], instruments: Sequence[Version] = ()) -> dict[str, Row]:
    """By version id, the columns that say when each version of one work was issued and is in force.

    `instruments` are those that amend it, and other texts that name it: one of them may withdraw or replace it.
    """
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
            **_withdrawn_by(version, _end(version, group[at + 1 :], starts), instruments),
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
        return Start(words=words, rule=CALLED if version.status == "in_force" else _open(words))
    own = version.date if DAY.fullmatch(version.date) else min(issued, default="")
    later = sorted(day for day in stated if day >= own)
    if version.silent_edit and version.first_seen > max(stated):
        return Start(version.first_seen, stated[max(stated)], SEEN)
    if len(later) == 1:
        own = stated[later[0]]
        said = f"{NOT_ALL}: “{own}”." if limited(own) else ""
        return Start(later[0], own, STATED, said)
    if later:
        days = " and ".join(map(day_words, later))
        said = "; ".join(stated[day] for day in later)
        return Start(words=said, rule="the text states more than one day", conflict=f"It states two starts: {days}.")
    return _too_early(version, stated, issued)


def _open(words: str) -> str:
    """Why there is no start: the text gives parts days of their own, says it in other words, or not at all."""
    if not words or words.startswith("["):
        return UNSTATED
    return OF_PARTS if has_day(words) and words[0].isupper() else OTHERWISE


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
        return _sooner(row, ended)
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
    """A withdrawal that was stated or seen; a page that is gone, or a text that says it is over, leaves it open."""
    stated, called = max(_stated(version, "withdrawn"), default=""), version.facts.status
    if stated or version.status == "withdrawn" or version.ending == "withdrawn":
        day = stated or version.ended
        seen = "" if stated else ", as keeling saw on that day"
        rule = f"withdrawn by its publisher on {day_words(day)}{seen}" if day else "withdrawn by its publisher"
        return _ending(day, rule) if DAY.fullmatch(day) else _open_from(_known_day(version), rule)
    if called in ("withdrawn", "superseded") and not version.facts.until:
        return _open_from(_known_day(version), f"it says itself that it is {called}, and not since when")
    if version.ending == "gone":
        return _open_from(version.ended, f"its page was gone when keeling looked on {day_words(version.ended)}")
    return {}


def _ending(day: str, rule: str) -> Row:
    """What ends with the day before a day."""
    return {"in_force_until": _day_before(day), "until_rule": rule}


def _open_from(day: str, rule: str) -> Row:
    """What nobody knows from a day on."""
    return {"unsettled_from": day, "until_rule": rule}


def _sooner(row: Row, end: Row) -> Row:
    """An end beside another: the earlier of the two, known or open."""
    until = str(end.get("in_force_until") or end.get("unsettled_from") or "9999")
    return row if not end or str(row["in_force_until"] or "9999") <= until < "9999" else row | end


def _withdrawn_by(version: Version, row: Row, instruments: Sequence[Version]) -> Row:
    """The end of a code, sooner where an instrument or a code that was issued ends it; open where that gives no day."""
    if version.work.kind != "code" or version.status in DRAFTS:
        return row
    issued = [each for each in instruments if each.status not in DRAFTS and each.date >= version.date]
    return reduce(_sooner, (end for notice in issued for end in _withdrawals(version, notice)), row)


def _withdrawals(version: Version, notice: Version) -> Iterator[Row]:
    """What a notice or a code makes of a version: an end, or where it gives no day or keeps something, that it is open.

    So it is where nobody vouches for a text that speaks of a catalogued code.
    """
    vouched = notice.catalogued or not version.catalogued or version.work.id in notice.work.amends
    what = "withdrawn by the instrument" if notice.work.kind == "amendment" else "ended by the code"
    for title, stated, words, partly in notice.facts.withdraws:
        if _means(version, title, notice):
            rule = f"{what} of {day_words(notice.date)} ({notice.work.id}): “{words}”"
            rule += "" if vouched else "; the catalogue does not name that document"
            day = stated or start(notice).day
            known = day and vouched and not partly
            yield _ending(day, rule) if known else _open_from(day or notice.date or notice.first_seen, rule)


def ending(group: Sequence[Version], versions: Iterable[Version]) -> tuple[Version, ...]:
    """The texts of other works that say they end a code, whatever they amend."""
    own = group[0].work
    others = [each for each in versions if each.facts.withdraws and each.work.id != own.id and own.kind == "code"]
    return tuple(
        each for each in others if any(_means(v, said[0], each) for v in group for said in each.facts.withdraws)
    )


def with_ends(version: Version, codes: Sequence[Version]) -> Version:
    """A version that knows which of its withdrawals end one of these codes, wholly, by their words."""
    told = (said for said in version.facts.withdraws if not said[3])
    ends = tuple(said[2] for said in told if any(_means(code, said[0], version) for code in codes))
    return replace(version, ends=ends) if ends else version


def _means(version: Version, title: str, notice: Version) -> bool:
    """Whether a work as a text names it is this version's: by its title, or as "Code" where it amends no other.

    Words behind the title may only say when it was issued or made, or which one it is in brackets; a day or a year
    among them is this version's.
    """
    said = caseless(title)
    titles = {caseless(name) for name in (version.work.title, version.facts.title, *version.work.aliases) if name}
    names = sorted(titles - _ANY_CODE, key=len, reverse=True)
    named = next((name for name in names if said.startswith(name)), "")
    if not named and notice.work.amends == (version.work.id,) and said in _ANY_CODE:
        return True
    rest = said[len(named) :]
    if not named or (rest and not _BEHIND_TITLE.match(rest)):
        return False
    days = {version.date, *_stated(version, "issued"), *_stated(version, "published"), *_stated(version, "in_force")}
    dated, years = day_of(title), set(_YEAR.findall(rest))
    if dated is not None:
        return dated.isoformat() in {version.date, *_stated(version, "issued")}
    return not years or bool(years & {day[:4] for day in days})


_ANY_CODE = frozenset({"", "code", "codeofpractice"})
_BEHIND_TITLE = re.compile(
    r"(?:firstissued|issued|made|published|dated|laid|of[a-z]{0,9}\d|[a-z]{3,9}\d{4}$|\d|thecode)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def _known_day(version: Version) -> str:
    return version.date if DAY.fullmatch(version.date) and not version.silent_edit else version.first_seen


def _name(version: Version) -> str:
    return f"the version of {day_words(_known_day(version))}"


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
