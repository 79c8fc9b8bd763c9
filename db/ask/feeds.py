"""Feeds of what changed: Atom (RFC 4287) and JSON Feed 1.1, for all works and for each.

The entries are rows of `news`. They were published on the day of the event and updated when keeling
learned of it, never when it was built, so that the same archive gives the same feeds; an entry's id
stays the same for ever, whatever earlier version is found later.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from corpus.files import write_whole

Entry = dict[str, Any]
LIMIT = 200
_TAG = "tag:keeling.invalid,2026:"


def entries(
    connection: sqlite3.Connection, work: str | None = None, limit: int = LIMIT, day: str = "9999"
) -> list[Entry]:
    """News of one work or of all up to a day, newest first: what comes into force later has not happened."""
    cursor = connection.execute(
        "select id, date, learned, work_id, kind, title, summary, path from news"
        " where (:work is null or work_id = :work) and date <= :day order by date desc, id limit :limit",
        {"work": work, "limit": limit, "day": day},
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def atom(found: Sequence[Entry], title: str, base: str = "", name: str = "all") -> str:
    """An Atom feed; `base` is put before every address."""
    newest = max((_moment(entry) for entry in found), default="1970-01-01T00:00:00Z")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{escape(title)}</title><id>{_TAG}feed/{escape(name)}</id><updated>{newest}</updated>",
        f'<link rel="self" href={quoteattr(f"{base}/feeds/{name}.atom")}/><author><name>keeling</name></author>',
    ]
    for entry in found:
        lines.append(
            f"<entry><id>{_TAG}{escape(entry['id'].replace(' ', ':'))}</id><title>{escape(entry['title'])}</title>"
            f"<published>{_time(entry['date'])}</published><updated>{_moment(entry)}</updated>"
            f"<link href={quoteattr(base + entry['path'])}/>"
            f"<summary>{escape(entry['summary'])}</summary></entry>"
        )
    return "\n".join([*lines, "</feed>", ""])


def json_feed(found: Sequence[Entry], title: str, base: str = "", name: str = "all") -> str:
    """The same as a JSON Feed."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "language": "en-GB",
        "feed_url": f"{base}/feeds/{name}.json",
        "items": [
            {
                "id": _TAG + entry["id"].replace(" ", ":"),
                "url": base + entry["path"],
                "title": entry["title"],
                "content_text": entry["summary"],
                "date_published": _time(entry["date"]),
                "date_modified": _moment(entry),
                "tags": [entry["kind"], entry["work_id"]],
            }
            for entry in found
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def write(database: Path, folder: Path, base: str = "") -> None:
    """Files of every feed below a folder, for those who serve them without Datasette."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        works = connection.execute(
            "select distinct w.id, w.title from works w join news n on n.work_id = w.id"
        ).fetchall()
        for name, title in [("all", "Codes of practice: what changed"), *works]:
            found = entries(connection, None if name == "all" else name)
            write_whole(folder / f"{name}.atom", atom(found, title, base, name))
            write_whole(folder / f"{name}.json", json_feed(found, title, base, name))
    finally:
        connection.close()


def _moment(entry: Entry) -> str:
    """When keeling learned of an event, in UTC as feeds write it; a reader shows as new what it learns as new."""
    return datetime.fromisoformat(entry["learned"]).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(day: str) -> str:
    """The start of the day, month or year of an event."""
    parts = day.split("-")
    if not all(part.isdigit() for part in parts):
        return "1970-01-01T00:00:00Z"
    year, month, date = (*parts, "01", "01")[:3]
    return f"{year}-{month}-{date}T00:00:00Z"
