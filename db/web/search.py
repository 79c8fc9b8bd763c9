"""Search in everything; a citation typed in the box goes straight to the provision."""

import re
import sqlite3
from typing import Any

from db import query
from db.query import Row
from db.web import tables
from db.web.frame import part
from db.web.markup import highlighted, href
from db.web.site import Answer, Ask, Page, Redirect, as_json
from db.words import day_words, status_words

PAGE = 25
HITS = 120
ALL_HITS = 100_000
KINDS = ("measure", "paragraph", "subparagraph", "definition", "index_entry", "section", "text", "footnote", "row")
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
_LETTER = re.compile(r"\w")


def search(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Results for `q`, by work, kind and version, best first."""
    q = ask.get("q")
    if q and not ask.get("all") and (found := cited(connection, q)):
        return Redirect(href(found["id"]))
    works = query.rows(
        connection, "select id, title from works w where id in (select work_id from versions) order by id"
    )
    filters = {"work": ask.get("work", tuple(w["id"] for w in works)), "kind": ask.get("kind", KINDS)}
    filters["version"] = ask.get("version")
    form = part(ask, "format")
    results = hits(connection, q, filters, ALL_HITS if form else HITS)
    if form == "json":
        return as_json({"query": q, **filters, "results": [_plain(row) for row in results]})
    if form in ("csv", "xlsx"):
        return tables.document([_plain(row) for row in results], "keeling-search", form)
    number = ask.number("page", 1, 1_000)
    shown = [_shown(row) for row in results[(number - 1) * PAGE : number * PAGE]]
    values: dict[str, Any] = {"q": q, "works": works, "kinds": KINDS, "filters": filters, "results": shown}
    values |= {"total": len(results), "page": number, "more": len(results) > number * PAGE, "most": HITS}
    return Page("search.html", values)


def cited(connection: sqlite3.Connection, text: str) -> Row | None:
    """The provision a text cites, in the newest published version that has it."""
    text = " ".join(text.split())
    if not re.search(r"\d", text) or len(text) > 60:
        return None
    found = [row for row in query.labelled(connection, text) if _is_label(row["label"])]
    return max(found, key=_weight) if found else None


def _is_label(label: str) -> bool:
    """A bare number such as 2.3 says too little to go anywhere."""
    return not re.fullmatch(r"[\d.]+(\(\w+\))*", label)


def _weight(row: Row) -> tuple[int, str, int]:
    rank = 0 if row["effect_id"] else 1 if row["status"] == "derived" else 2
    return rank, row["date"], row["version_position"]


def terms(text: str) -> str:
    """What a person typed as a query of the index: words and quoted phrases, all of them wanted."""
    found = [phrase or word for phrase, word in _WORD.findall(text)]
    return " ".join('"' + term.replace('"', '""') + '"' for term in found if _LETTER.search(term))


def hits(connection: sqlite3.Connection, text: str, filters: dict[str, str], most: int) -> list[Row]:
    """The best matching wordings, each once in a work, in the newest version that has it."""
    wanted = terms(text)
    if not wanted:
        return []
    return query.rows(
        connection,
        "with hit as materialized (select rowid as id, rank as score,"
        " snippet(texts_fts, 1, char(2), char(3), '…', 36) as words,"
        " highlight(texts_fts, 0, char(2), char(3)) as title"
        " from texts_fts where texts_fts match :q order by rank limit :most),"
        " known as materialized (select id, work_id, position + 1000000 * (status is not 'derived') as weight"
        " from versions where (:work = '' or work_id = :work) and (:version = '' or id = :version)),"
        # of the rows of a group, SQLite takes the others' values from the one that has the maximum
        " best as (select hit.id as hit, p.rowid as place, max(k.weight) as weight, count(*) as times"
        " from hit join provisions p on p.text_id = hit.id join known k on k.id = p.version_id"
        " where (:kind = '' or p.kind = :kind) group by hit.id, k.work_id, p.slug)"
        " select p.id, p.label, p.kind, p.version_id, v.work_id, v.label as version_label, v.date, v.status,"
        " w.title as work_title, hit.words, hit.title, m.label as measure, t.heading as measure_title, best.times"
        " from best join hit on hit.id = best.hit join provisions p on p.rowid = best.place"
        " join versions v on v.id = p.version_id join works w on w.id = v.work_id"
        " left join provisions m on m.rowid = p.rowid - p.position + p.measure"
        " left join texts t on t.id = m.text_id order by hit.score, p.id",
        q=wanted,
        most=most,
        **filters,
    )


def _shown(row: Row) -> Row:
    return row | {
        "path": href(row["id"]),
        "words": highlighted(row["words"]),
        "title": highlighted(row["title"]),
        "day": day_words(row["date"]),
        "status_words": status_words(row["status"]),
    }


def _plain(row: Row) -> Row:
    words = row["words"].replace("\x02", "").replace("\x03", "")
    names = ("id", "label", "kind", "work_id", "version_id", "date", "status", "measure")
    return {name: row[name] for name in names} | {"words": words, "path": href(row["id"])}
