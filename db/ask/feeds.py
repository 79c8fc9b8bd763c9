"""Feeds of what changed: Atom (RFC 4287) and JSON Feed 1.1, for all works, for each, and for each measure.

The entries are rows of `news`. They were published on the day of the event and updated when keeling
learned of it, never when it was built, so that the same archive gives the same feeds; an entry's id
stays the same for ever, whatever earlier version is found later and wherever the site moves. Their content
is the change itself, word by word, and that it is unofficial: a reader shows an entry without its feed.
"""

import json
import re
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from corpus.files import write_whole
from db.ask import comparisons, instruments
from db.ask.rows import ChangeRow
from db.ask.words import ILLUSTRATIVE, UNOFFICIAL, label_words

Entry = dict[str, Any]
LIMIT = 100
SHOWN = 12
"""Changes whose words an entry carries; the page it leads to has all."""
LONG = 1_500
"""Characters of a new or dropped provision that an entry carries."""
_TAG = "tag:keeling.invalid,2026:"
"""A name for ever, whatever the site's address: RFC 4151 with a host that never is anybody's."""
_NOT_IN_A_NAME = re.compile(r'[\s<>"{}|\\^`]')
"""What RFC 3987 has in no name, and the name of who decided may have."""


def entries(
    connection: sqlite3.Connection, work: str | None = None, limit: int = LIMIT, day: str = "9999"
) -> list[Entry]:
    """News of one work or of all up to a day, what was learned last first; each with its `changes`.

    What comes into force later than the day has not happened.
    """
    cursor = connection.execute(
        "select n.id, n.date, n.learned, n.work_id, n.kind, n.title, n.summary, n.path, w.illustrative from news n"
        " left join works w on w.id = n.work_id"
        " where (:work is null or n.work_id = :work) and (n.date <= :day or n.date = 'undated')"
        " order by n.learned desc, n.date desc, n.id limit :limit",
        {"work": work, "limit": limit, "day": day},
    )
    names = [column[0] for column in cursor.description]
    found = [dict(zip(names, row, strict=True)) for row in cursor]
    return [entry | {"changes": _changes(connection, entry)} for entry in found]


def of_provision(connection: sqlite3.Connection, work: str, label: str, day: str = "9999") -> list[Entry]:
    """News of a work in which a provision, or anything below it, changed: its own changes, and their commencement."""
    known = [_own(entry, label) for entry in entries(connection, work, day=day)]
    touched = {_version(entry) for entry in known if entry["changes"]}
    return [e for e in known if e["changes"] or (e["kind"] == "commencement" and _version(e) in touched)]


def _own(entry: Entry, label: str) -> Entry:
    """An entry of a work as one of a provision of it."""
    own = [change for change in entry["changes"] if _concerns(change, label)]
    said = ", ".join(dict.fromkeys(change.verdict for change in own))
    title = f"{label_words(label)}{f' {said}' if said else ''} ({entry['title']})"
    told = {"title": title, "changes": own, "summary": "" if own else entry["summary"]}
    return entry | told | {"id": f"{entry['id']} {label}"}


def _version(entry: Entry) -> str:
    """The address of the version that an entry is about."""
    return str(entry["id"]).partition(" ")[0]


def atom(found: Sequence[Entry], title: str, base: str = "", name: str = "all", ledger: str = "") -> str:
    """An Atom feed; `base` is put before every address, `ledger` is the head of the archive it was made from."""
    newest = max((_moment(entry) for entry in found), default="1970-01-01T00:00:00Z")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{escape(title)}</title><id>{_id(f'feed/{name}')}</id><updated>{newest}</updated>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(f"{base}/feeds/{name}.atom")}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(f"{base}/{_page(name)}")}/>',
        "<author><name>keeling</name></author>",
        f"<subtitle>{escape(_about(ledger))}</subtitle>",
    ]
    for entry in found:
        lines.append(
            f"<entry><id>{escape(_id(entry['id']))}</id><title>{escape(entry['title'])}</title>"
            f"<published>{_time(entry)}</published><updated>{_moment(entry)}</updated>"
            f'<link rel="alternate" type="text/html" href={quoteattr(base + entry["path"])}/>'
            f"<category term={quoteattr(entry['kind'])}/><category term={quoteattr(entry['work_id'])}/>"
            f'<content type="html">{escape(_html(entry, base))}</content></entry>'
        )
    return "\n".join([*lines, "</feed>", ""])


def json_feed(found: Sequence[Entry], title: str, base: str = "", name: str = "all", ledger: str = "") -> str:
    """The same as a JSON Feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": _about(ledger),
        "language": "en-GB",
        "home_page_url": f"{base}/{_page(name)}",
        "feed_url": f"{base}/feeds/{name}.json",
        **({"_keeling": {"ledger": ledger}} if ledger else {}),
        "items": [
            {
                "id": _id(entry["id"]),
                "url": base + entry["path"],
                "title": entry["title"],
                "content_html": _html(entry, base),
                "content_text": "\n".join((entry["summary"] or entry["title"], *_standing(entry))),
                "date_published": _time(entry),
                "date_modified": _moment(entry),
                "tags": [entry["kind"], entry["work_id"]],
            }
            for entry in found
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def modified(found: Sequence[Entry]) -> str:
    """When the newest entry was learned of, as HTTP writes it; empty for a feed without entries."""
    newest = max((datetime.fromisoformat(entry["learned"]) for entry in found), default=None)
    return format_datetime(newest.astimezone(UTC), usegmt=True) if newest else ""


def _changes(connection: sqlite3.Connection, entry: Entry) -> list[ChangeRow]:
    """The changes that an entry leads to; none where it leads to no comparison."""
    work, _, ends = entry["path"].partition("#")[0].removeprefix("/compare/").partition("/")
    before, between, after = ends.partition("...")
    return comparisons.changes(connection, f"{work}@{before}...{work}@{after}") if between else []


def _concerns(change: ChangeRow, label: str) -> bool:
    return change.measure == label or any(_within(each, label) for each in (*change.before, *change.after))


def _within(label: str, whole: str) -> bool:
    """Whether a label is a provision or stands below it: `C11.4` is within `C11`, `C1.1` is not."""
    return label == whole or (label.startswith(whole) and label[len(whole)] in ".(/")


def _html(entry: Entry, base: str) -> str:
    """The content of an entry: its sentences, then each change with its words."""
    said = [f"<p>{escape(line)}</p>" for line in entry["summary"].splitlines()]
    shown = [_shown(change) for change in entry["changes"][:SHOWN]]
    more = len(entry["changes"]) - SHOWN
    rest = [f"<p><a href={quoteattr(base + entry['path'])}>and {more} more</a></p>"] if more > 0 else []
    return "".join([*said, *shown, *rest, *(f"<p><small>{escape(line)}</small></p>" for line in _standing(entry))])


def _standing(entry: Entry) -> list[str]:
    """What every entry says of itself: that it is unofficial, and of a text that is an illustration that it is one."""
    return [*([ILLUSTRATIVE] if entry.get("illustrative") else []), UNOFFICIAL]


def _about(ledger: str) -> str:
    """What a feed says of itself."""
    return f"{UNOFFICIAL} Made from the archive up to {ledger}" if ledger else UNOFFICIAL


def _shown(change: ChangeRow) -> str:
    was = change.before if change.after and change.before != change.after else ()
    named = "; ".join(map(label_words, change.labels))
    head = " ".join(part for part in (named, change.heading or "") if part) or "Text without a number"
    before = f" (was {escape('; '.join(was))})" if was else ""
    by = f", by {escape(change.explained_by)}" if change.explained_by else ""
    words = "".join(_edit(sign, text) for sign, text in change.edits)
    return f"<h4>{escape(head)}{before}: {change.verdict}{by}</h4>" + (f"<p>{words}</p>" if words else "")


def _edit(sign: int, text: str) -> str:
    cut = text if len(text) <= LONG else f"{text[:LONG].rpartition(' ')[0]} … (cut here; the page has all of it)"
    name = {0: "", 1: "ins", -1: "del"}[sign]
    said = escape(cut).replace("\n", "<br>")
    return f"<{name}>{said}</{name}>" if name else said


def _id(event: str) -> str:
    return _TAG + _NOT_IN_A_NAME.sub(":", event)


def _page(name: str) -> str:
    """The page that a feed is of: the front page, that of asks, or a work's."""
    return {"all": "", "outcomes": "asks"}.get(name, name.partition("/")[0])


def write(database: Path, folder: Path, base: str = "") -> None:
    """Files of every feed below a folder, for those who serve them without Datasette."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        works = connection.execute(
            "select distinct w.id, w.title from works w join news n on n.work_id = w.id"
        ).fetchall()
        head = connection.execute("select value from build_info where key = 'ledger'").fetchone()[0]
        for name, title in [("all", "Codes of practice: what changed"), *works]:
            found = entries(connection, None if name == "all" else name)
            write_whole(folder / f"{name}.atom", atom(found, title, base, name, head))
            write_whole(folder / f"{name}.json", json_feed(found, title, base, name, head))
        apart = instruments.divergence_entries(connection)
        write_whole(folder / "divergences.atom", atom(apart, instruments.DIVERGENCES, base, "divergences", head))
        write_whole(folder / "divergences.json", json_feed(apart, instruments.DIVERGENCES, base, "divergences", head))
    finally:
        connection.close()


def _moment(entry: Entry) -> str:
    """When keeling learned of an event, in UTC as feeds write it; a reader shows as new what it learns as new."""
    return datetime.fromisoformat(entry["learned"]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(entry: Entry) -> str:
    """The start of the day, month or year of an event; where none is known, when keeling learned of it."""
    parts = entry["date"].split("-")
    if not all(part.isdigit() for part in parts):
        return _moment(entry)
    year, month, date = (*parts, "01", "01")[:3]
    return f"{year}-{month}-{date}T00:00:00Z"
