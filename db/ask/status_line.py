"""The five answers under every heading: in force from when, made by what, unchanged since, asked about by, source.

And the band over every text that is not the one in force: which one is, and what changed since.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from db.ask import dated, statements
from db.ask.in_force import DRAFTS, Now, decided
from db.ask.rows import EventRow, OwnChange, ProvisionRow, VersionRow
from db.ask.words import DAY, UNDATED, day_words, label_words, path, seen_first

IN_FORCE = "in-force"
"""What stands in an address for the text in force today."""


@dataclass(frozen=True, slots=True)
class Band:
    """A text that is not the current one: what it is, what became of it, and the ways to the current text and to the
    changes (addresses of this site; empty where there is none).

    `replaced` is the version that took its place, where the band says no more than that: what the band says is then the
    same whatever is published later, and `history` and `since` are where the rest is told.
    """

    words: str
    current: str = ""
    current_words: str = ""
    changed: str = ""
    replaced: VersionRow | None = None
    history: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """What stands under a heading. `made` is how the wording came (words, address), `since` the day from which it is
    unchanged (in words), `asks` the statements that name the provision (title, address), `source` the document with
    its page.
    """

    now: Now
    made: tuple[str, str] = ("", "")
    since: str = ""
    asks: tuple[tuple[str, str], ...] = ()
    source: str = ""
    source_url: str = ""
    page: str = ""
    band: Band | None = None

    @property
    def replaced(self) -> VersionRow | None:
        """What took the place of a text for good, where its page says no more than that."""
        return self.band.replaced if self.band else None

    def lines(self) -> list[str]:
        """For a terminal."""
        found = [self.now.text()]
        if self.band:
            found.append(self.band.words)
        facts = (self.made[0], self.since, self._asked())
        said = "; ".join(filter(None, facts))
        found += [f"{said[0].upper()}{said[1:]}."] if said else []
        return [*found, f"Source: {self.source}"] if self.source else found

    def _asked(self) -> str:
        return f"named by {', '.join(title for title, _ in self.asks)}" if self.asks else ""

    def to_json(self) -> dict[str, Any]:
        """The same as data, for `keeling show --json` and for the pages' JSON."""
        band = {"words": self.band.words, "current": self.band.current or None} if self.band else None
        return {
            "now": self.now.to_json(),
            "made": self.made[0] or None,
            "unchanged_since": self.since or None,
            "named_by": [title for title, _ in self.asks],
            "source": {"document": self.source, "url": self.source_url or None} if self.source else None,
            "not_current": band,
        }


def status_line(
    connection: sqlite3.Connection,
    version: VersionRow,
    provision: ProvisionRow | None,
    history: Sequence[EventRow],
    day: str,
) -> StatusLine:
    """The status line of a version, or of a provision in it with its history through the versions (oldest first)."""
    over = band(connection, version, provision, history, day)
    line = _facts(connection, version, provision, history, day)
    return replace(line, band=over, asks=_asks(connection, provision, here=False))


def page_line(
    connection: sqlite3.Connection,
    version: VersionRow,
    provision: ProvisionRow | None,
    history: Sequence[EventRow],
    day: str,
) -> StatusLine:
    """The same for a page: over a text that was replaced it says what stays true, and leads on to what does not.

    A page that somebody asks for as at another day answers as at that day.
    """
    lasting = _lasting(connection, version, provision, history, day) if day == dated.today() else None
    if lasting is None:
        return status_line(connection, version, provision, history, day)
    line = _facts(connection, version, provision, history, day)
    return replace(line, band=lasting, asks=_asks(connection, provision, here=True))


def _facts(
    connection: sqlite3.Connection,
    version: VersionRow,
    provision: ProvisionRow | None,
    history: Sequence[EventRow],
    day: str,
) -> StatusLine:
    """What is said of a text by itself."""
    began = _began(history, version) if provision else None
    change = next(iter(began.changes), None) if began else None
    return StatusLine(
        now=dated.now(connection, version, day),
        made=(_made(change, began), change.by_path) if change and began else ("", ""),
        since=_since(began, version) if began else "",
        source=_source(version, provision),
        page=_page(provision),
        source_url=version.web,
    )


def _asks(connection: sqlite3.Connection, provision: ProvisionRow | None, *, here: bool) -> tuple[tuple[str, str], ...]:
    """The statements that name a provision, in whatever version, or just `here`."""
    named = statements.naming(connection, provision.id, here=here) if provision else []
    return tuple(dict.fromkeys((row["title"], path(row["version_id"])) for row in named))


def _made(change: OwnChange, began: EventRow) -> str:
    by = f" by {change.by_words}" if change.by_words else ""
    if began.derived:
        return f"{change.verdict_words}{by}"
    seen = seen_first(began.version_id)
    when = f"without a new date, first seen on {day_words(seen)}" if seen else f"on {day_words(began.date)}"
    return f"{change.verdict_words} {when}{by or '; no instrument that was read declares it'}"


def _began(history: Sequence[EventRow], version: VersionRow) -> EventRow | None:
    """The version with which the wording shown began: the last up to it that changed it, or the first."""
    places = {event.version_id: event.version_position for event in history}
    if version.id not in places:
        return None
    last = places.get(version.previous_id or "", 0) if version.derived else places[version.id]
    upto = [e for e in history if e.version_id == version.id or (not e.derived and e.version_position <= last)]
    return next((event for event in reversed(upto) if event.changes), upto[0])


def _since(began: EventRow, version: VersionRow) -> str:
    """`unchanged since 4 July 2025, in force from 25 July 2025`; empty where the wording began with the text shown."""
    if began.version_id == version.id or began.derived:
        return ""
    seen = seen_first(began.version_id)
    force = f", in force from {day_words(began.in_force_from)}" if began.in_force_from and not seen else ""
    known = "" if began.changes else ", the first text known to keeling"
    return f"unchanged since {day_words(seen or began.date)}{known}{force}"


def _source(version: VersionRow, provision: ProvisionRow | None) -> str:
    """The document that the words were read from, with the page; a local file by its name only."""
    url = str(version.url or "")
    name = url if url.startswith("http") else url.rpartition("/")[2]
    return f"{version.title}, {name}{_page(provision)}" if name else ""


def _page(provision: ProvisionRow | None) -> str:
    return f", page {provision.page}" if provision and provision.page else ""


def band(
    connection: sqlite3.Connection,
    version: VersionRow,
    provision: ProvisionRow | None,
    history: Sequence[EventRow],
    day: str,
) -> Band | None:
    """What to say over a text that is not the one in force as at a day; None over the one that is."""
    if version.status == "derived":
        return _of_stack(connection, version, day)
    if version.kind == "amendment":
        return None
    current = dated.standing(connection, version.work_id, day)
    if current is None or current.id == version.id:
        return _not_yet(connection, version, day)
    where, gone = _continued(history, current.id, provision)
    became = _became(history, version, current, provision, gone=gone)
    ends = sorted((version, current), key=lambda row: row.position)
    return Band(
        " ".join(filter(None, (_which(version, day), became))),
        path(current.id, where),
        f"Read {named(current, day)}",
        compared(ends[0].id, ends[1].id, where if _between_changes(history, version, current) else ""),
    )


def _lasting(
    connection: sqlite3.Connection,
    version: VersionRow,
    provision: ProvisionRow | None,
    history: Sequence[EventRow],
    day: str,
) -> Band | None:
    """What is said over a text that was replaced, with the addresses that stay; None over any other."""
    if version.status == "derived" or version.kind == "amendment":
        return None
    current, later = dated.standing(connection, version.work_id, day), dated.successor(connection, version, day)
    if later is None or (current and current.id == version.id):
        return None
    where, gone = _continued(history, later.id, provision)
    became = _where(history, version, later, provision, gone=gone)
    slug = provision.slug if provision else ""
    return Band(
        f"{_which(version, day)} {_after(version, later)}{became}.",
        path(f"{version.work_id}@{IN_FORCE}", slug),
        "Read the text in force today" if later.in_force_from else "Read the text that counts today",
        compared(version.id, later.id, (where or slug) if gone or _between_changes(history, version, later) else ""),
        later,
        f"/{version.work_id}/history/{slug}" if provision and provision.label else "",
        address_to_today(version),
    )


def _after(version: VersionRow, later: VersionRow) -> str:
    """That another text took the place of one, as far as it is known that it did."""
    if later.date == version.date:
        return "keeling holds another text of that day"
    text = "a text without a date" if later.date in ("", UNDATED) else f"the text of {day_words(later.date)}"
    if version.status in DRAFTS:
        return f"It was followed by {text}"
    if later.in_force_from and later.in_force_from == _next_day(version.in_force_until or ""):
        return f"It was replaced on {day_words(later.in_force_from)} by {text}"
    return f"{text[:1].upper()}{text[1:]} was published after it"


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if DAY.fullmatch(day) else ""


def _where(
    history: Sequence[EventRow], version: VersionRow, later: VersionRow, provision: ProvisionRow | None, *, gone: bool
) -> str:
    """What the text that replaced another made of a provision, to end a sentence."""
    if provision is None or not provision.label:
        return ""
    label = label_words(provision.label)
    if gone:
        return f", where {label} no longer stands"
    changed = [event for event in _between(history, version, later) if event.changes]
    if not changed:
        return f", where the wording of {label} is the same"
    if later.previous_id != version.id:  # what a draft between the two changed may have been taken back
        return f", where {label} may have other words"
    return f", where {label} was {_how(changed[-1])}"


def named(current: VersionRow, day: str) -> str:
    """The current text as far as it is known to be one: in force, or only the last that was published."""
    force = decided(current, day).state == "in_force"
    return f"the text in force, of {day_words(current.date)}" if force else f"the text of {day_words(current.date)}"


def _which(version: VersionRow, day: str) -> str:
    kind = {"laid": "draft laid before Parliament", "consultation": "draft consulted on"}.get(
        version.status or "", "text"
    )
    if not version.date or version.date == "undated":
        return f"You are reading a {kind} without a date."
    coming = (version.in_force_from or "") > day
    what = f"You are reading the {kind} of {day_words(version.date)}"
    return f"{what}, which is not yet in force." if coming else f"{what}."


def _not_yet(connection: sqlite3.Connection, version: VersionRow, day: str) -> Band | None:
    """The only text there is, before it starts or as a draft."""
    state = dated.now(connection, version, day).state
    return Band(_which(version, day)) if state in ("draft", "not_yet") and version.kind == "code" else None


def _of_stack(connection: sqlite3.Connection, version: VersionRow, day: str) -> Band:
    current = dated.standing(connection, version.work_id, day)
    words = "You are reading a text that keeling computed: the code with amendments made. Nobody issued it."
    if current is None:
        return Band(words)
    return Band(
        words,
        path(current.id),
        f"Read {named(current, day)}",
        compared(current.id, version.id, ""),
    )


def _continued(history: Sequence[EventRow], current: str, provision: ProvisionRow | None) -> tuple[str, bool]:
    """The last part of the address in the current text, and whether the provision is gone from it."""
    if provision is None:
        return "", False
    found = next((event for event in history if event.version_id == current), None)
    return (found.slug, False) if found else ("", bool(provision.label))


def _became(
    history: Sequence[EventRow], version: VersionRow, current: VersionRow, provision: ProvisionRow | None, *, gone: bool
) -> str:
    """What happened to the provision between the text shown and the current one."""
    if provision is None or not provision.label:
        return ""
    if gone:
        return f"{provision.label} does not stand there."
    changed = [event for event in _between(history, version, current) if event.changes]
    if not changed:
        return "Its wording is the same there."
    last = changed[-1]
    words, day = _how(last), day_words(seen_first(last.version_id) or last.date)
    if seen_first(last.version_id):
        return f"Its wording changed without a new date, first seen on {day}: {words}."
    later = current.position > version.position
    return f"It was {words} on {day}." if later else f"It is {words} on {day}, against the text before."


def _between(history: Sequence[EventRow], one: VersionRow, other: VersionRow) -> list[EventRow]:
    """What happened to a provision between two texts that were published."""
    ends = sorted((one.position, other.position))
    return [event for event in history if ends[0] < event.version_position <= ends[1] and not event.derived]


def _between_changes(history: Sequence[EventRow], one: VersionRow, other: VersionRow) -> bool:
    """Whether the comparison of two texts has a change to lead to."""
    return any(event.changes for event in _between(history, one, other))


def _how(event: EventRow) -> str:
    """How a text changed a provision, in words; below it, in how many places."""
    own = [change.verdict_words for change in event.changes if event.label in (*change.before, *change.after)]
    return ", ".join(dict.fromkeys(own)) or f"changed in {counted_places(len(event.changes))}"


def address_to_today(version: VersionRow) -> str:
    """Where what changed from a text to the one that counts today is told, whatever is published later."""
    return compared(version.id, f"@{IN_FORCE}", "")


def compared(before: str, after: str, slug: str) -> str:
    """The address of what changed between two versions of a work."""
    work, _, old = before.partition("@")
    return f"/compare/{work}/{old}...{after.partition('@')[2]}" + (f"#{slug}" if slug else "")


def counted_places(many: int) -> str:
    """How many changes below a provision, in words."""
    return "one place" if many == 1 else f"{many} places"
