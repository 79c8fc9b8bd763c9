"""Search in everything; a citation typed in the box goes straight to the provision."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.ask import query
from db.ask.query import Row
from db.ask.words import day_words, status_words
from db.web.parts import downloads
from db.web.parts.answer import Answer, Ask, Missing, Page, Redirect, as_json
from db.web.parts.find import part
from db.web.parts.html import highlighted, href

PAGE = 25
HITS = 120
ALL_HITS = 100_000
RANKED = 8_000
PLACES = 6_000
KINDS = ("measure", "paragraph", "subparagraph", "definition", "index_entry", "section", "text", "footnote", "row")
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
_LETTER = re.compile(r"\w")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def search(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Results for `q`, by work, kind, version and date, best first."""
    q = ask.get("q")
    if q and not ask.get("all") and (found := cited(connection, q)):
        return Redirect(href(found["id"]))
    works = query.rows(
        connection, "select id, title from works w where id in (select work_id from versions) order by id"
    )
    filters = _filters(connection, ask, tuple(w["id"] for w in works))
    form, wanted, number = part(ask, "format"), terms(q), ask.number("page", 1, 1_000)
    first = _first_ranked(connection, wanted) if wanted and not form and not _of_one_work(filters) else 0
    best = hits(connection, wanted, filters, ALL_HITS if form else HITS, first) if wanted else []
    results, cut = places(connection, best, filters, None if form else PLACES)
    if form:
        rows = [_plain(row) for row in described(connection, wanted, results)]
        if form == "json":
            return as_json({"query": q, **filters, "results": rows})
        return downloads.document(rows, "keeling-search", form)
    shown = [_shown(row) for row in described(connection, wanted, results[(number - 1) * PAGE : number * PAGE])]
    values: dict[str, Any] = {"q": q, "works": works, "kinds": KINDS, "filters": filters, "results": shown}
    values |= {"total": len(results), "page": number, "more": len(results) > number * PAGE, "most": HITS, "cut": cut}
    values["sampled"] = RANKED if first else 0
    values["versions"] = query.versions(connection, filters["work"]) if filters["work"] else []
    return Page("search.html", values)


def _filters(connection: sqlite3.Connection, ask: Ask, works: tuple[str, ...]) -> dict[str, str]:
    """What narrows the search, empty where it does not; raises Missing (400) for what does not exist."""
    found = {"work": ask.get("work", works), "kind": ask.get("kind", KINDS), "version": ask.get("version")}
    if found["version"]:
        known = query.version(connection, found["version"])
        if known is None:
            raise Missing(f"There is no version “{found['version'][:80]}” to search in.", status=400)
        if found["work"] not in ("", known["work_id"]):
            found["version"] = ""  # another work was chosen since: its versions are offered anew
    for name in ("since", "until"):
        found[name] = ask.get(name)
        if found[name] and not _DAY.fullmatch(found[name]):
            raise Missing(f"“{name}” is a day such as 2025-07-04, a month or a year.", status=400)
    return found


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


def hits(
    connection: sqlite3.Connection, wanted: str, filters: dict[str, str], most: int, first: int = 0
) -> list[tuple[int, float]]:
    """The best matching wordings that stand where the filters allow, each with its rank, best first.

    Wordings with a number below `first` are left out.
    """
    sql = "select rowid, bm25(texts_fts) as score from texts_fts where texts_fts match :q and rowid >= :first"
    if _of_one_work(filters):
        sql += f" and +rowid in (select p.text_id {_WITHIN} where {_KNOWN} and (:kind = '' or p.kind = :kind))"
    elif _narrow(filters) or filters["kind"]:
        sql += f" and exists (select 1 {_STANDING} where {_KNOWN} and (:kind = '' or p.kind = :kind))"
    values = {"q": wanted, "first": first, "most": most, **filters}
    return [(row[0], row[1]) for row in connection.execute(f"{sql} order by score limit :most", values)]


_WITHIN = "from versions v cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions"
_KNOWN = (
    "(:work = '' or v.work_id = :work) and (:version = '' or v.id = :version)"
    " and (:since = '' or v.date >= :since) and (:until = '' or substr(v.date, 1, length(:until)) <= :until)"
)


_STANDING = "from provisions p join versions v on v.id = p.version_id and p.text_id = texts_fts.rowid"


def _of_one_work(filters: dict[str, str]) -> bool:
    """Whether so few versions are searched that all their wordings can be listed."""
    return bool(filters["work"] or filters["version"])


def _narrow(filters: dict[str, str]) -> bool:
    """Whether only some versions are searched."""
    return any(filters[name] for name in ("work", "version", "since", "until"))


def _first_ranked(connection: sqlite3.Connection, wanted: str) -> int:
    """The first of the last RANKED wordings that match: all that are ranked for a page where more do; 0 for all."""
    sql = "select rowid from texts_fts where texts_fts match ? order by rowid desc limit 1 offset ?"
    found = connection.execute(sql, [wanted, RANKED]).fetchone()
    return found[0] if found else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A wording in one place of a work, in the newest version that has it there."""

    score: float
    id: str
    row: int
    wording: int
    times: int


def places(
    connection: sqlite3.Connection, found: list[tuple[int, float]], filters: dict[str, str], most: int | None
) -> tuple[list[Place], bool]:
    """Where the wordings stand, best first, and whether there are more than these.

    Some wordings stand in thousands of places: at most so many are looked at, and of a wording that
    has more, the works that were looked at whole are kept.
    """
    every = "from provisions p where text_id = :wording"
    where = f"{_WITHIN} and p.text_id = :wording where {_KNOWN}" if _narrow(filters) else every
    standing = f"select p.rowid {where} limit :left"
    made: list[Place] = []
    left = -1 if most is None else most + 1
    for wording, score in found:
        values = {"wording": wording, "left": left, **filters}
        seen = [row[0] for row in connection.execute(standing, values)]
        rows = query.rows(connection, _GROUPED, seen=json.dumps(seen), kind=filters["kind"])
        last = max(rows, key=lambda row: row["row"])["work_id"] if rows else ""
        cut = len(seen) == left
        if cut and any(row["work_id"] != last for row in rows):
            rows = [row for row in rows if row["work_id"] != last]
        made += [Place(score, row["id"], row["row"], wording, row["times"]) for row in rows]
        if cut:
            break
        left -= len(seen) if most is not None else 0
    else:
        cut = False
    return sorted(made, key=lambda place: (place.score, place.id)), cut


# of the rows of a group, SQLite takes the others' values from the one that has the maximum
_GROUPED = (
    "select p.id, p.rowid as row, k.work_id, count(*) as times,"
    " max(k.position + 1000000 * (k.status is not 'derived')) as weight from json_each(:seen)"
    " cross join provisions p on p.rowid = value join versions k on k.id = p.version_id"
    " where (:kind = '' or p.kind = :kind) group by k.work_id, p.slug"
)


def described(connection: sqlite3.Connection, wanted: str, found: Sequence[Place]) -> list[Row]:
    """The places with their words, hits marked, and what they stand in."""
    rows = query.rows(
        connection,
        "select p.rowid as row, p.id, p.label, p.kind, p.version_id, v.work_id, v.label as version_label, v.date,"
        " v.status, w.title as work_title, m.label as measure, t.heading as measure_title from provisions p"
        " join versions v on v.id = p.version_id join works w on w.id = v.work_id"
        " left join provisions m on m.rowid = p.rowid - p.position + p.measure left join texts t on t.id = m.text_id"
        " where p.rowid in (select value from json_each(:rows))",
        rows=json.dumps([place.row for place in found]),
    )
    texts = query.rows(
        connection,
        "select rowid as id, snippet(texts_fts, 1, char(2), char(3), '…', 36) as words,"
        " highlight(texts_fts, 0, char(2), char(3)) as title from texts_fts"
        " where texts_fts match :q and rowid in (select value from json_each(:ids))",
        q=wanted,
        ids=json.dumps(sorted({place.wording for place in found})),
    )
    by_row, by_id = {row["row"]: row for row in rows}, {row["id"]: row for row in texts}
    marked = ((place, by_id[place.wording]) for place in found)
    return [
        by_row[place.row] | {"words": text["words"], "title": text["title"], "times": place.times}
        for place, text in marked
    ]


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
