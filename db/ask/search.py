"""Search in the words of everything: which wordings match, and where they stand."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db.ask import query
from db.ask.query import Row

RANKED = 8_000
"""So many of the last wordings with a very common word are ranked for a page."""
_WORD = re.compile(r'"([^"]+)"|([^\s"]+)')
_LETTER = re.compile(r"\w")


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
    if of_one_work(filters):
        sql += f" and +rowid in (select p.text_id {_WITHIN} where {_KNOWN} and (:kind = '' or p.kind = :kind))"
    elif _narrow(filters) or filters["kind"]:
        sql += f" and exists (select 1 {_STANDING} where {_KNOWN} and (:kind = '' or p.kind = :kind))"
    values = {"q": wanted, "first": first, "most": most, **filters}
    return [(row[0], row[1]) for row in connection.execute(f"{sql} order by score limit :most", values)]


_WITHIN = "from versions v cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions"
_KNOWN = (
    "(:work = '' or v.work_id = :work) and (:version = '' or v.id = :version)"
    " and (:among = '' or v.id in (select value from json_each(:among)))"
    " and (:since = '' or v.date >= :since) and (:until = '' or substr(v.date, 1, length(:until)) <= :until)"
)


_STANDING = "from provisions p join versions v on v.id = p.version_id and p.text_id = texts_fts.rowid"


def of_one_work(filters: dict[str, str]) -> bool:
    """Whether so few versions are searched that all their wordings can be listed."""
    return bool(filters["work"] or filters["version"])


def _narrow(filters: dict[str, str]) -> bool:
    """Whether only some versions are searched."""
    return any(filters[name] for name in ("work", "version", "since", "until", "among"))


def first_ranked(connection: sqlite3.Connection, wanted: str) -> int:
    """The first of the last RANKED wordings that match: all that are ranked for a page where more do; 0 for all."""
    sql = "select rowid from texts_fts where texts_fts match ? order by rowid desc limit 1 offset ?"
    found = connection.execute(sql, [wanted, RANKED]).fetchone()
    return found[0] if found else 0


@dataclass(frozen=True, slots=True)
class Place:
    """A wording in the place that counts most: of a code before instruments, published before computed, the newest.

    `times` counts the versions that have it, `works` the works; `facets` says of what kinds those versions are.
    """

    score: float
    id: str
    row: int
    wording: int
    times: int
    works: int
    facets: frozenset[str]


FACETS = {"force": "in force now", "drafts": "drafts", "statements": "statements"}


def places(
    connection: sqlite3.Connection,
    found: list[tuple[int, float]],
    filters: dict[str, str],
    most: int | None,
    force: str = "[]",
) -> tuple[list[Place], bool]:
    """Each wording with where it stands, best first, and whether not all its places were looked at.

    `force` are the versions in force, as JSON. Some wordings stand in thousands of places: at most `most` are seen.
    """
    every = "from provisions p where text_id = :wording"
    where = f"{_WITHIN} and p.text_id = :wording where {_KNOWN}" if _narrow(filters) else every
    standing = f"select p.rowid {where} limit :left"
    made: list[Place] = []
    left, cut = -1 if most is None else most + 1, False
    for wording, score in found:
        values = {"wording": wording, "left": left, **filters}
        seen = [row[0] for row in connection.execute(standing, values)]
        row = query.one(connection, _GROUPED, seen=json.dumps(seen), kind=filters["kind"], force=force)
        if row and row["id"]:
            facets = frozenset(name for name in FACETS if row[name])
            made.append(Place(score, row["id"], row["row"], wording, row["times"], row["works"], facets))
        cut = len(seen) == left
        if cut:
            break
        left -= len(seen) if most is not None else 0
    return sorted(made, key=lambda place: (place.score, place.id)), cut


# of the rows of a group, SQLite takes the others' values from the one that has the maximum
_GROUPED = (
    "select p.id, p.rowid as row, count(distinct k.id) as times, count(distinct k.work_id) as works,"
    " sum(k.id in (select value from json_each(:force))) as force,"
    " sum(k.status in ('laid', 'consultation') or k.status = 'derived') as drafts,"
    " sum(w.kind in ('statement', 'guidance', 'memorandum')) as statements,"
    " max(k.position + 1000000 * (k.status is not 'derived') + 2000000 * (p.effect_id is null)"
    " + 4000000 * (k.id in (select value from json_each(:force)))) as weight from json_each(:seen)"
    " cross join provisions p on p.rowid = value join versions k on k.id = p.version_id"
    " join works w on w.id = k.work_id"
    " where (:kind = '' or p.kind = :kind)"
)


def versions_of(connection: sqlite3.Connection, facet: str, force: list[str]) -> str:
    """The versions of a facet, as JSON; empty for none."""
    if not facet:
        return ""
    sql = {
        "drafts": "select id from versions where status in ('laid', 'consultation', 'derived')",
        "statements": "select v.id from versions v join works w on w.id = v.work_id"
        " where w.kind in ('statement', 'guidance', 'memorandum')",
    }
    return json.dumps(force if facet == "force" else [row["id"] for row in query.rows(connection, sql[facet])])


def described(connection: sqlite3.Connection, wanted: str, found: Sequence[Place]) -> list[Row]:
    """The places with their words, hits marked, and what they stand in."""
    rows = query.rows(
        connection,
        "select p.rowid as row, p.id, p.label, p.kind, p.version_id, v.work_id, v.label as version_label, v.date,"
        " v.status, w.title as work_title, p.position, p.parent, m.label as measure, t.heading as measure_title"
        " from provisions p"
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
        by_row[place.row] | {"words": text["words"], "title": text["title"], "times": place.times, "works": place.works}
        for place, text in marked
    ]
