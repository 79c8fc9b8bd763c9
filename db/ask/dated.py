"""Which version of a work stood on a day, and what happened to it between two days."""

import os
import sqlite3
from dataclasses import replace
from datetime import date

from corpus.errors import UsageError
from db.ask import query
from db.ask.in_force import DRAFTS, Now, days_between, decided
from db.ask.query import Row
from db.ask.rows import SpanRow, VersionRow
from db.ask.words import DAY, day_words

PUBLISHED = ("issued", "in_force", "superseded", "withdrawn")
TIMED = ("code", "amendment")
"""Kinds of works that are issued and come into force."""


def today() -> str:
    """Today, or the day that KEELING_TODAY names; raises UsageError where it names none."""
    said = os.environ.get("KEELING_TODAY")
    try:
        return date.fromisoformat(said).isoformat() if said else date.today().isoformat()
    except ValueError:
        raise UsageError(f"KEELING_TODAY is a day such as 2026-09-30, not {said!r}") from None


def standing(connection: sqlite3.Connection, work: str, day: str = "") -> VersionRow | None:
    """The published version in force on a day, the newest where no day is given; None where none had started.

    A draft or a text laid before Parliament counts only where a work has nothing else.
    """
    known = query.spans_of(connection, work)
    issued = _published(known) or known
    begun = [row for row in issued if not day or start(row) <= day <= str(row.in_force_until or "9999")]
    chosen = max(begun, key=lambda row: (start(row), row.position)) if begun else None
    return query.version(connection, chosen.id) if chosen else None


def counting(connection: sqlite3.Connection, work: str, day: str = "") -> VersionRow | None:
    """The version that a question without one is about: in force on a day; where none is given, in force today, or the
    newest where nothing is in force yet (`beyond` says so). None where nothing had started by a day that is given.
    """
    return standing(connection, work, day or today()) or (None if day else standing(connection, work))


def beyond(connection: sqlite3.Connection, version: VersionRow, day: str) -> list[str]:
    """What an answer about a version must say as at a day: that it is not in force itself, what could make it otherwise
    (nobody looked since), which texts of the work are issued and start later, which instruments are laid and not in it.
    """
    own, (work, *stacked) = now(connection, version, day), [each.partition("@")[0] for each in version.id.split("+")]
    said = [] if own.state == "in_force" else [f"{version.id}, as at {day_words(day)}: {own.words}."]
    said += own.cautions
    said += [
        f"Issued, not in force yet, not in this text of {work}: {row.id}, in force from {day_words(start(row))}."
        for row in coming(connection, work, day)
        if row.id != version.id
    ]
    return said + [
        f"{(row.status or '').capitalize()}, not in this text of {work}: {row.work_title}, {row.date} ({row.id})."
        for row in pending(connection, work, day)
        if row.work_id not in stacked
    ]


def successor(connection: sqlite3.Connection, version: VersionRow, day: str) -> VersionRow | None:
    """The published version that had taken the place of another by a day: the first of those that started after it; of
    a draft the one that followed it. It stays the same whatever is published later.
    """
    known = query.spans_of(connection, version.work_id)
    begun = [row for row in _published(known) or known if row.id != version.id and start(row) <= day]
    if version.status in DRAFTS:
        later = [row for row in begun if row.id == version.followed_by]
    else:
        own = (start(version), version.position)
        later = [row for row in begun if own < (start(row), row.position)]
    chosen = min(later, key=lambda row: (start(row), row.position)) if later else None
    return query.version(connection, chosen.id) if chosen else None


def _published(known: list[SpanRow]) -> list[SpanRow]:
    """Those that were published; a code or an instrument of which nothing says so only where no other was."""
    said = [row for row in known if row.status in PUBLISHED or (row.status is None and row.work_kind not in TIMED)]
    return said or [row for row in known if row.status is None]


def start(row: VersionRow | SpanRow) -> str:
    """The day a version starts to be in force as it says itself, else its own date."""
    return str(row.in_force_from or row.date)


def named(connection: sqlite3.Connection, name: str, today: str) -> VersionRow | None:
    """The version that `work@in-force`, `work@latest` or `work@DAY` names: in force today, newest, in force that day.

    An exact id goes before a day. A word such as `in-force` or a day alone needs the work in front. Raises UsageError
    for what is written like a day and is none (2025-02-30).
    """
    exact = query.version(connection, name)
    work, _, when = name.partition("@")
    if exact is not None or "+" in when:
        return exact
    if when == "latest":
        found = query.latest_published(query.versions(connection, work))
    elif when == "in-force" or DAY.fullmatch(when):
        found = standing(connection, work, today if when == "in-force" else as_at(when))
    else:
        return None
    return query.version(connection, found.id) if found else None


def called(connection: sqlite3.Connection, name: str) -> VersionRow | None:
    """The document that calls itself a work of which no text is known, where it is the only one; nobody vouches for it.

    `work@DAY` names one of that day or without any, other words the newest. Who shows it says so.
    """
    work, _, when = name.partition("@")
    if query.versions(connection, work):
        return None
    condition = "v.status is not 'derived' and v.calls_itself = :called order by v.position"
    found = query.versions_where(connection, condition, called=work)
    fitting = [row for row in found if not DAY.fullmatch(when) or row.date in ("", None, when)]
    return query.version(connection, fitting[-1].id) if len({row.work_id for row in fitting}) == 1 else None


def none_standing(connection: sqlite3.Connection, name: str, today: str) -> str:
    """That `work@DAY` names no text because none was in force, with what each text is as at that day; empty where a
    name is of another form or of a work without a version."""
    work, _, when = name.partition("@")
    day = today if when == "in-force" else when
    known = spans(connection, work, day) if DAY.fullmatch(day) else []
    if not known:
        return ""
    texts = "; ".join(f"{each['version']}: {each['now']['words']}" for each in known)
    return f"no text of {work} that keeling holds was in force on {day_words(day)} ({texts})"


def spans(connection: sqlite3.Connection, work: str, as_at: str = "") -> list[Row]:
    """The versions of a work, each with its issue, start and end, and what that means on a day (today).

    `from` and `until` are None where none is known: for drafts, and where the text does not say.
    """
    day = as_at or today()
    known = [row for row in query.versions(connection, work) if row.status != "derived"]
    return [
        {
            "version": row.id,
            "label": row.label,
            "status": row.status,
            "issued": row.issued or None,
            "dated": row.date,
            "from": row.in_force_from or None,
            "until": row.in_force_until or None,
            "now": now(connection, row, day).to_json(),
        }
        for row in known
    ]


def happened(connection: sqlite3.Connection, work: str, since: str, until: str) -> list[Row]:
    """What happened to a work, and to instruments that amend it, after one day and up to another, oldest first.

    A row has `date`, `kind` (laid, issued, in_force, withdrawn, consultation), `work`, `version` and `from`, the
    stated day of effect or None. To be issued and to come into force are two events; a version that states no day of
    effect has only the first.
    """
    versions = query.versions_where(
        connection,
        f"(w.id = :w or {query.AMENDING}) and v.status is not 'derived' and v.date is not null order by v.date, v.id",
        w=work,
    )
    events = [event for row in versions for event in _events(row, row.in_force_from or None)]
    return sorted((each for each in events if since < each["date"] <= until), key=lambda each: each["date"])


def _events(row: VersionRow, effect: str | None) -> list[Row]:
    published = row.status is None or row.status in ("issued", "in_force", "superseded")
    first: Row = {"date": row.date, "kind": "issued" if published else row.status}
    begins: list[Row] = [{"date": effect, "kind": "in_force"}] if published and effect else []
    return [{**each, "work": row.work_id, "version": row.id, "from": effect} for each in (first, *begins)]


def pending(connection: sqlite3.Connection, work: str, day: str) -> list[VersionRow]:
    """Instruments laid or consulted on by a day in their newest text of then, of which no version published by then
    includes any text: the draft of what was issued and included since is not laid any more.
    """
    return query.versions_where(
        connection,
        f"{query.AMENDING} and v.status in ('laid', 'consultation')"  # noqa: S608
        " and v.date <= :d and not exists (select 1 from versions l where l.work_id = v.work_id"
        " and l.position > v.position and l.date <= :d and l.status is not 'derived') and not exists"
        " (select 1 from versions o join inclusions i on i.instrument_id = o.id"
        " join versions b on b.id = i.published_id where o.work_id = v.work_id and b.date <= :d) order by v.date, v.id",
        w=work,
        d=day,
    )


def coming(connection: sqlite3.Connection, work: str, day: str) -> list[VersionRow]:
    """Versions published by a day that start to be in force after it, soonest first."""
    known = [row for row in query.versions(connection, work) if row.status in PUBLISHED and row.date <= day]
    return sorted((row for row in known if start(row) > day), key=start)


def codes(connection: sqlite3.Connection) -> list[str]:
    """The ids of all codes that have a version."""
    sql = "select id from works where kind = 'code' and id in (select work_id from versions) order by id"
    return [row["id"] for row in query.rows(connection, sql)]


def works(connection: sqlite3.Connection) -> list[Row]:
    """Every work that has a version, with how many."""
    return query.rows(
        connection,
        "select w.id, w.kind, w.title, count(*) as versions from works w join versions v on v.work_id = w.id"
        " where v.status is not 'derived' group by w.id order by w.kind, w.id",
    )


def as_at(said: str | None) -> str:
    """The day a question is asked for: the one given, else today; raises UsageError where it is none."""
    if not said:
        return today()
    try:
        return date.fromisoformat(said).isoformat() if DAY.fullmatch(said) else _no_day(said)
    except ValueError:
        return _no_day(said)


def _no_day(said: str) -> str:
    raise UsageError(f"{said[:40]!r} is not a day; write it like 2026-09-30")


def now(connection: sqlite3.Connection, version: VersionRow, day: str) -> Now:
    """Whether a version is in force on a day, as far as keeling knows."""
    if day != today():
        return _now(connection, version, day)
    return query.kept(connection, ("now", version.id, day), lambda: _now(connection, version, day))


def _now(connection: sqlite3.Connection, version: VersionRow, day: str) -> Now:
    found = decided(version, day, query.inclusion(connection, version.work_id) if _amends(version) else None)
    cautions = list(found.cautions)
    if found.state == "in_force" and version.kind == "code":
        cautions += _overtaken([row for row in amending(connection, version) if _begins(row) <= day])
    looked = query.looked(connection)
    since = _since(looked, day)
    return replace(found, cautions=(*cautions, *since, *_clock(looked)), looked=since)


def _since(looked: str, day: str) -> tuple[str, ...]:
    """What nobody can know: what was published since the last look."""
    if not looked or day <= looked:
        return ()
    ago = f"{day_words(looked)}, {days_between(looked, day)} before"
    return (f"keeling last looked on {ago}; what was published since it cannot know.",)


def _clock(looked: str) -> tuple[str, ...]:
    """That the clock stands before the last look."""
    if not looked or today() >= looked:
        return ()
    clock = f"The clock says {day_words(today())}, but keeling looked on {day_words(looked)}"
    return (f"{clock}: one of them is wrong.",)


def _amends(version: VersionRow) -> bool:
    return bool(version.kind == "amendment" and version.status != "derived")


def amending(connection: sqlite3.Connection, version: VersionRow) -> list[VersionRow]:
    """Instruments for a code, included in no published version, that are or may be in force after this version.

    One that was issued and does not say when it starts may be.
    """
    return query.versions_where(
        connection,
        "v.kind = 'amendment'"  # noqa: S608
        f" and {query.AMENDING} and v.followed_by is null"
        " and (v.in_force_from > :d or v.projected_from > '' or (v.in_force_from = '' and v.date > :issued"
        " and v.status not in ('laid', 'consultation')))"
        " and not exists (select 1 from inclusions i join versions x on x.id = i.instrument_id"
        " where x.work_id = v.work_id) order by v.date, v.id",
        w=version.work_id,
        d=version.in_force_from or version.date,
        issued=version.date,
    )


def _begins(row: VersionRow) -> str:
    return str(row.in_force_from or row.projected_from or row.date)


def _overtaken(rows: list[VersionRow]) -> list[str]:
    """What each instrument may have changed since; those of one day are told apart by their titles."""
    days = [row.date for row in rows]
    return [_may_have_changed(row, named=days.count(row.date) > 1) for row in rows]


def _may_have_changed(row: VersionRow, *, named: bool) -> str:
    draft = row.status in DRAFTS
    what = "draft amendments" if draft else "amendments"
    which = f"The {what} of {day_words(row.date)}" + (f" (“{row.title or row.work_title}”)" if named else "")
    if not (row.in_force_from or row.projected_from):
        return f"{which} were issued and do not say when they start; keeling has not seen the amended code."
    force = "could have come into force" if draft or not row.in_force_from else "came into force"
    said = "" if row.in_force_from else " (projected)"
    return f"{which} {force} on {day_words(_begins(row))}{said}; keeling has not seen the amended code."
