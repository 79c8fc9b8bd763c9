"""The page, the tables and the feed of divergences: published texts against what their instruments make."""

import sqlite3
from itertools import groupby

from db.ask import feeds, works
from db.ask import instruments as asked
from db.web.parts import downloads
from db.web.parts.answer import Answer, Ask, Document, Page, as_json
from db.web.parts.find import find_work, part
from db.web.parts.html import inline

_COLUMNS = ("work_id", "published_id", "derived_id", "label", "result", "cause", "because", "finding")


def divergences(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Every difference with its cause and evidence, of all codes or of one; as page, JSON, CSV or XLSX."""
    work, cause = ask.get("work") or None, ask.get("cause", tuple(asked.CAUSES)) or None
    if work:
        find_work(connection, work)
    found = [
        asked.told_apart(row) | {"marked": inline(row["edits"])} for row in asked.divergences(connection, work, cause)
    ]
    if form := part(ask, "format"):
        rows = [{name: row[name] for name in _COLUMNS} for row in found]
        head = works.head(connection)
        if form == "json":
            return as_json({"ledger": head, "divergences": rows})
        return downloads.document(rows, "divergences", form, head)
    groups = [list(rows) for _, rows in groupby(found, key=lambda row: row["verification_id"])]
    values = {"groups": groups, "causes": asked.CAUSES, "title": asked.DIVERGENCES, "work": work, "cause": cause}
    return Page("divergences.html", values)


def feed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """The same as Atom or JSON Feed: an entry for each published text that departs from its instruments."""
    found, head = asked.divergence_entries(connection), works.head(connection)
    if part(ask, "format") == "atom":
        body, kind = (
            feeds.atom(found, asked.DIVERGENCES, ask.origin, "divergences", head),
            "application/atom+xml; charset=utf-8",
        )
    else:
        body = feeds.json_feed(found, asked.DIVERGENCES, ask.origin, "divergences", head)
        kind = "application/feed+json; charset=utf-8"
    return Document(body, kind, modified=feeds.modified(found))
