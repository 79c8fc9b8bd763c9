"""People's notes: each with the words it is about, and where these stand in the text that counts today.

They are read from `notes.json` beside the database at every request: the page is not kept.
"""

import os
import sqlite3

from corpus.citation import label_slug
from corpus.errors import UnreadableInput
from db.ask import dated, notes, query
from db.ask.notes import Note, Placed
from db.ask.query import Row
from db.ask.rows import EventRow, ProvisionRow, VersionRow
from db.ask.words import day_words, path
from db.web.parts.answer import Answer, Ask, Missing, Page, as_json
from db.web.parts.find import as_at, beside, find_work, part, without_folder


def listed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """All notes, or those on one work; those whose words stand nowhere any more say so."""
    work, day = ask.get("work"), as_at(ask)
    if work:
        find_work(connection, work)
    known = [note for note in kept(connection) if not work or _work(note) == work]
    texts = {name: _text(connection, name, day) for name in {_work(note) for note in known}}
    found = [_placed(connection, note, texts[_work(note)]) for note in known]
    if part(ask, "format"):
        return as_json({"notes": [each.to_json() for each in found]})
    return Page("notes.html", {"notes": [_shown(connection, each) for each in found], "work": work})


def kept(connection: sqlite3.Connection) -> tuple[Note, ...]:
    """The notes beside the database; none where it has no file. Raises Missing for a file that is none of notes."""
    folder = beside(connection)
    try:
        return (
            notes.read(folder / notes.FILE) if folder and os.path.exists(f"{folder}/{notes.FILE}") else ()
        )  # for each page
    except UnreadableInput as error:
        raise Missing(f"The notes cannot be read: {without_folder(str(error), folder)}.", status=503) from None


def _work(note: Note) -> str:
    return note.source.partition("@")[0]


def _text(connection: sqlite3.Connection, work: str, day: str) -> VersionRow | None:
    """The text of a work that counts on a day; before any was in force, the newest."""
    return dated.standing(connection, work, day) or query.latest_published(query.versions(connection, work))


def _placed(connection: sqlite3.Connection, note: Note, text: VersionRow | None) -> Placed:
    if text is None:
        return Placed(note, "", None, f"keeling holds no text of {_work(note)}")
    return notes.placed(connection, note, text.id)


def _shown(connection: sqlite3.Connection, each: Placed) -> Row:
    """What the page shows of a note: its words, who wrote it about which text, and where it stands now."""
    source, _, label = each.note.source.partition("#")
    text = query.version(connection, each.version) if each.version else None
    return {
        "note": each.note,
        "day": day_words(each.note.created),
        "about": label,
        "about_path": path(source, label_slug(label)),
        "orphaned": each.orphaned,
        "label": each.label,
        "text": text.label if text else "",
        "path": path(each.version, label_slug(each.label)) if each.label else "",
    }


def on_provision(connection: sqlite3.Connection, row: ProvisionRow | EventRow, *, here: bool = False) -> list[Row]:
    """What the page of a provision shows of the notes on it, or on it just `here`."""
    return [_shown(connection, each) for each in notes.on(connection, kept(connection), row, here=here)]
