"""Where published texts are not what their instruments make of the text before: differences with a cause each."""

import sqlite3
from itertools import groupby
from typing import Any

from corpus.citation import label_slug
from db.ask import query
from db.ask.query import Row
from db.ask.words import label_words, path

CAUSES = {
    "publisher_omitted": "ordered by an instruction that was executed, left out of the published text",
    "publisher_changed": "changed in the published text, ordered by no instruction",
    "not_executed": "an instruction about it was not executed here",
    "target_absent": "an instruction names what the text before does not have",
    "not_commenced": "comes into force after the published text",
    "source_incomplete": "a source has not all of the text",
    "undetermined": "the texts do not tell",
}
"""The causes of `diffs.execute.divergences`, in words; only the first is a finding about the publisher."""

RESULTS = {"differs": "differs", "missing": "published, not computed", "extra": "computed, not published"}
TITLE = "Published texts that are not what their instruments say"


def all_of(connection: sqlite3.Connection, work: str | None = None, cause: str | None = None) -> list[Row]:
    """Every difference, those of the latest published text first, in the order of its provisions."""
    return query.rows(
        connection,
        "select d.*, w.title as work_title, p.label as published_label, p.date as date, p.first_seen as learned,"
        " v.label as derived_label from divergences d join works w on w.id = d.work_id"
        " join versions p on p.id = d.published_id join versions v on v.id = d.derived_id"
        " where (:work is null or d.work_id = :work) and (:cause is null or d.cause = :cause)"
        " order by p.date desc, d.verification_id, d.finding desc, d.position",
        work=work,
        cause=cause,
    )


def entries(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """The entries of the feed of divergences: one for each published text that departs from its instruments."""
    found = groupby(all_of(connection), key=lambda row: row["verification_id"])
    return [_entry(list(rows)) for _, rows in found]


def _entry(rows: list[Row]) -> dict[str, Any]:
    first = rows[0]
    findings = sum(row["finding"] for row in rows)
    count = f"{len(rows)} difference{'s' * (len(rows) != 1)}"
    told = f"{findings} ordered and left out" if findings else "none of them ordered and left out"
    title = f"{first['work_title']}, {first['published_label']}: {count} from what its instruments say, {told}"
    lines = [f"{label_words(row['label'])}: {CAUSES[row['cause']]} ({row['because']})" for row in rows]
    return {
        "id": f"{first['published_id']} divergences {first['derived_id']}",
        "date": first["date"],
        "learned": first["learned"],
        "work_id": first["work_id"],
        "kind": "divergence",
        "title": title,
        "summary": "\n".join(lines),
        "path": f"/divergences?work={first['work_id']}",
        "changes": [],
    }


def told(row: Row) -> Row:
    """A difference as a page shows it: its cause in words, and where both passages stand."""
    ways = {name: path(row[f"{name}_id"]) for name in ("published", "derived")}
    slug = "" if row["label"].startswith("(") else f"/{label_slug(row['label'])}"
    passages = {
        "published_passage": ways["published"] + slug if row["result"] != "extra" else "",
        "derived_passage": ways["derived"] + slug if row["result"] != "missing" else "",
    }
    passages["derived_path"] = ways["derived"]
    return row | passages | {"words": CAUSES[row["cause"]], "result_words": RESULTS[row["result"]]}
