"""The copies of one text: where it stands, and what each of them says otherwise, marked."""

import sqlite3
from typing import Any

from corpus.address import host
from db.ask import versions
from db.web.parts.html import inline


def renditions(connection: sqlite3.Connection, version: str) -> list[dict[str, Any]]:
    """The copies and renderings of a version, with the words of each that differ from the text shown, marked."""
    found: list[dict[str, Any]] = [dict(row) for row in versions.renditions(connection, version)]
    for row in found:
        row["marked"] = [(_of_place(each), inline(each["edits"]), each["grave"]) for each in row["differences"]]
        row["site"] = host(row["url"])
    return found


def _of_place(difference: dict[str, Any]) -> str:
    """Where a copy differs: the labels, or nothing for words without one."""
    ends = (
        each
        for end in (difference["before"], difference["after"])
        for each in (end if isinstance(end, list) else [end])
    )
    labels = dict.fromkeys(label for label in ends if label and not label.rpartition("/")[2].startswith("~"))
    return ", ".join(labels)
