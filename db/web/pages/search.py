"""Search in everything; a citation typed in the box goes straight to the provision."""

import json
import re
import sqlite3
from typing import Any

from db.ask import dated, lookup, query, works
from db.ask.in_force import Now, decided
from db.ask.query import Row
from db.ask.rows import LabelledRow, VersionRow
from db.ask.search import (
    FACETS,
    RANKED,
    Place,
    described,
    first_ranked,
    hits,
    of_one_work,
    places,
    terms,
    versions_of,
)
from db.ask.words import label_words
from db.web.parts import downloads
from db.web.parts.answer import Answer, Ask, Missing, Page, Redirect, as_json
from db.web.parts.find import as_at, part
from db.web.parts.html import highlighted, href

PAGE = 25
HITS = 120
ALL_HITS = 100_000
PLACES = 6_000
KINDS = ("measure", "paragraph", "subparagraph", "definition", "index_entry", "section", "text", "footnote", "row")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def search(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Results for `q`, by work, kind, version, date and facet, best first; a wording is one result."""
    q, form = ask.get("q"), part(ask, "format")
    cited = lookup.meant(connection, q) if q and not ask.get("all") and _may_cite(q) else {}
    if len(cited) == 1 and (found := _newest(next(iter(cited.values())))):
        return Redirect(found.path)
    known, day = works.with_versions(connection), as_at(ask)
    force = [row.id for work in dated.codes(connection) if (row := _in_force(connection, work, day))]
    filters = _filters(connection, ask, tuple(w["id"] for w in known))
    filters["among"] = versions_of(connection, ask.get("only", tuple(FACETS)), force)
    wanted, number = terms(q), ask.number("page", 1, 1_000)
    first = first_ranked(connection, wanted) if wanted and not form and not of_one_work(filters) else 0
    best = hits(connection, wanted, filters, ALL_HITS if form else HITS, first) if wanted else []
    results, cut = places(connection, best, filters, None if form else PLACES, json.dumps(force))
    if form:
        every = described(connection, wanted, results)
        said = _now_of(connection, every, day)
        rows = [_plain(row, said[row["version_id"]]) for row in every]
        return _written(rows, {"query": q, **filters}, form, works.head(connection))
    rows = described(connection, wanted, results[(number - 1) * PAGE : number * PAGE])
    values: dict[str, Any] = {"q": q, "works": known, "kinds": KINDS, "filters": filters, "only": ask.get("only")}
    now = _now_of(connection, rows, day)
    shown = [_shown(connection, row, now[row["version_id"]]) for row in rows]
    values |= {"results": shown, "facets": _facets(results)}
    values |= {"total": len(results), "page": number, "more": len(results) > number * PAGE, "most": HITS, "cut": cut}
    values["sampled"] = RANKED if first else 0
    values["versions"] = query.versions(connection, filters["work"]) if filters["work"] else []
    return Page("search.html", values | _helped(connection, q, cited, results))


def _now_of(connection: sqlite3.Connection, rows: list[Row], day: str) -> dict[str, Now | None]:
    """By version, whether what rows stand in is in force."""
    return {name: _now(connection, name, day) for name in {row["version_id"] for row in rows}}


def _in_force(connection: sqlite3.Connection, work: str, day: str) -> VersionRow | None:
    """The text of a code that is known to be in force on a day."""
    found = dated.standing(connection, work, day)
    return found if found and decided(found, day).state == "in_force" else None


def _helped(
    connection: sqlite3.Connection, q: str, cited: dict[str, list[LabelledRow]], results: list[Place]
) -> dict[str, Any]:
    """What helps: the provisions a number can mean, what stands around one that is not there, words that are near."""
    choices = [(label, found.path) for label, rows in cited.items() if (found := _newest(rows))]
    around = lookup.nowhere(connection, q) if q and not choices and _may_cite(q) else []
    near = lookup.suggested(connection, q) if terms(q) and not results and not around and not choices else ""
    return {"choices": choices, "around": around, "near": near}


def _facets(results: list[Place]) -> list[tuple[str, str, int]]:
    return [(name, words, sum(name in place.facets for place in results)) for name, words in FACETS.items()]


def _written(rows: list[Row], asked: dict[str, str], form: str, head: str) -> Answer:
    if form == "json":
        return as_json({**asked, "ledger": head, "results": rows})
    return downloads.document(rows, "keeling-search", form, head)


def _filters(connection: sqlite3.Connection, ask: Ask, works: tuple[str, ...]) -> dict[str, str]:
    """What narrows the search, empty where it does not; raises Missing (400) for what does not exist."""
    found = {"work": ask.get("work", works), "kind": ask.get("kind", KINDS), "version": ask.get("version")}
    if found["version"]:
        known = query.version(connection, found["version"])
        if known is None:
            raise Missing(f"There is no version “{found['version'][:80]}” to search in.", status=400)
        if found["work"] not in ("", known.work_id):
            found["version"] = ""  # another work was chosen since: its versions are offered anew
    for name in ("since", "until"):
        found[name] = ask.get(name)
        if found[name] and not _DAY.fullmatch(found[name]):
            raise Missing(f"“{name}” is a day such as 2025-07-04, a month or a year.", status=400)
    return found


def _may_cite(text: str) -> bool:
    return bool(re.search(r"\d", text)) and len(text) <= 60


def _newest(rows: list[LabelledRow]) -> LabelledRow | None:
    """The provision in the newest published version that has it; a bare number such as 2.3 says too little."""
    found = [row for row in rows if not re.fullmatch(r"[\d.]+(\(\w+\))*", row.label or "")]
    return max(found, key=lookup.weight) if found else None


def _now(connection: sqlite3.Connection, version: str, day: str) -> Now | None:
    """Whether a version is in force on a day; None for what never comes into force."""
    row = query.version(connection, version)
    return dated.now(connection, row, day) if row and row.kind in ("code", "amendment") else None


def _shown(connection: sqlite3.Connection, row: Row, now: Now | None) -> Row:
    return row | {
        "path": href(row["id"]),
        "words": highlighted(row["words"]),
        "title": highlighted(row["title"]),
        "name": _name(connection, row),
        "now": now,
    }


def _name(connection: sqlite3.Connection, row: Row) -> str:
    """What a result is called: its label, else the nearest labelled provision around it, else its title or work."""
    if row["label"]:
        return label_words(row["label"])
    around = [each.label for each in query.ancestors(connection, row["id"]) if each.label]
    if row["kind"] in ("text", "heading"):
        return (
            f"{label_words(around[-1])} of {row['work_title']}" if around else "" if row["title"] else row["work_title"]
        )
    return f"{label_words(around[-1])}, {row['kind']}" if around else row["kind"]


def _plain(row: Row, now: Now | None) -> Row:
    words = row["words"].replace("\x02", "").replace("\x03", "")
    names = ("id", "label", "kind", "work_id", "version_id", "date", "status", "measure")
    return {name: row[name] for name in names} | {
        "in_force": now.text() if now else "", "words": words, "path": href(row["id"]),
    }  # fmt: skip
