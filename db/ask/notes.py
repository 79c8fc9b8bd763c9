"""People's notes on provisions: W3C Web Annotations with a text quote, in `notes.json` beside the data.

A note is carried from version to version with its provision (by lineage, whatever its number), and stands where the
words it quotes still stand there once. Where they do not, or the provision is gone, it is an orphan and says why: it is
never put to another provision because the words look alike.
"""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.citation import label_key, label_slug
from corpus.errors import NothingFound, UnreadableInput, UsageError
from corpus.files import write_whole
from db.ask import query
from db.ask.decisions import wording
from db.ask.rows import EventRow, ProvisionRow

FILE = "notes.json"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters kept before and behind a quotation."""


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about words of a provision; `source` is version#label."""

    id: str
    source: str
    exact: str
    prefix: str
    suffix: str
    body: str
    by: str
    created: str

    def to_json(self) -> dict[str, Any]:
        """A Web Annotation (W3C Recommendation of 23 February 2017)."""
        selector = {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix}
        return {
            "@context": CONTEXT, "id": self.id, "type": "Annotation", "motivation": "commenting",
            "created": self.created, "creator": {"type": "Person", "name": self.by},
            "body": {"type": "TextualBody", "value": self.body, "format": "text/plain"},
            "target": {"source": self.source, "selector": selector},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a note stands in a version: at a label, or nowhere, for a reason."""

    note: Note
    version: str
    label: str | None
    orphaned: str = ""

    def to_json(self) -> dict[str, Any]:
        """The note and its place."""
        return {"annotation": self.note.to_json(), "version": self.version, "label": self.label,
                "orphaned": self.orphaned or None}  # fmt: skip


def read(path: Path) -> tuple[Note, ...]:
    """The notes of a file, in order; none where there is no file. Raises UnreadableInput, naming the file."""
    if not path.is_file():
        return ()
    try:
        return tuple(_note(entry) for entry in json.loads(path.read_text("utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableInput(
            f"{path} is no list of Web Annotations with a text quote ({error}); mend or remove it"
        ) from None


def _note(entry: dict[str, Any]) -> Note:
    target = entry["target"]
    selector = target["selector"]
    return Note(
        entry["id"], target["source"], selector["exact"], selector.get("prefix", ""), selector.get("suffix", ""),
        entry["body"]["value"], entry["creator"]["name"], entry["created"],
    )  # fmt: skip


def add(path: Path, note: Note) -> None:
    """Add a note to a file, whole or not at all."""
    entries = [each.to_json() for each in (*read(path), note)]
    write_whole(path, json.dumps(entries, ensure_ascii=False, indent=2) + "\n")


def made(  # noqa: PLR0913 (what a note has)
    connection: sqlite3.Connection, version: str, label: str, *, quote: str, body: str, by: str, created: str
) -> Note:
    """A note on words of a provision. Raises NothingFound or UsageError where they do not stand there, once."""
    words = wording(connection, version, label)
    if not body.strip():
        raise UsageError("a note says something: write it with --text")
    if words is None:
        raise NothingFound(f"there is no {label!r} in {version}; `keeling show` finds labels")
    exact = quote or words
    if words.count(exact) != 1:
        raise UsageError(
            f"the words to quote stand {words.count(exact)} times in {label}; quote words that stand there once"
        )
    at = words.index(exact)
    prefix, suffix = words[max(0, at - AROUND) : at], words[at + len(exact) :][:AROUND]
    name = hashlib.sha256("\n".join((version, label, exact, body, by, created)).encode()).hexdigest()[:16]
    return Note(f"urn:keeling:note:{name}", f"{version}#{label}", exact, prefix, suffix, body, by, created)


def placed(connection: sqlite3.Connection, note: Note, version: str) -> Placed:
    """Where a note stands in a version of its work."""
    source, _, label = note.source.partition("#")
    first = query.one(connection, "select * from provisions where id = :id", id=f"{source}/{label_slug(label)}")
    if first is None or label_key(first["label"] or "") != label_key(label):
        return Placed(note, version, None, f"{source} has no {label}")
    sql = "select label from provisions where lineage = :l and version_id = :v"
    row = query.one(connection, sql, l=first["lineage"], v=version)
    if row is None or row["label"] is None:
        if wording(connection, version, label) is None:
            return Placed(note, version, None, f"{label} is not in {version}")
        return Placed(note, version, None, f"{label} of {source} is not in {version}: {label} is another there")
    times = (wording(connection, version, row["label"]) or "").count(note.exact)
    if times != 1:
        return Placed(note, version, None, f"the words quoted stand {times} times in {row['label']} of {version}")
    return Placed(note, version, row["label"])


def on(
    connection: sqlite3.Connection, known: Sequence[Note], provision: ProvisionRow | EventRow, *, here: bool = False
) -> list[Placed]:
    """The notes on a provision and on what stands in it, in its version; where their words are gone, as orphans.

    With `here` only those that were written on that version.
    """
    version = provision.version_id
    about = version if here else version.partition("@")[0]
    mine = [note for note in known if about in (note.source.partition("#")[0], note.source.partition("@")[0])]
    if not mine:
        return []
    below = (
        "select p.label from versions v cross join provisions p on p.rowid between v.place + :first and v.place + :last"
        " where v.id = :v and p.label is not null"
    )
    rows = query.rows(connection, below, v=version, first=provision.position, last=provision.last)
    labels = {label_key(row["label"]) for row in rows}
    return [placed(connection, note, version) for note in mine if label_key(_now(connection, note, version)) in labels]


def _now(connection: sqlite3.Connection, note: Note, version: str) -> str:
    """The label that the provision of a note has in a version, whatever became of the words; empty where it is gone."""
    source, _, label = note.source.partition("#")
    sql = (
        "select t.label from provisions p join provisions t on t.lineage = p.lineage"
        " where p.id = :id and t.version_id = :v"
    )
    row = query.one(connection, sql, id=f"{source}/{label_slug(label)}", v=version)
    return row["label"] or "" if row else ""
