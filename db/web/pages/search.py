"""Search in everything; a citation typed in the box goes straight to the provision."""

import re
import sqlite3
from typing import Any

from db.ask import query, works
from db.ask.query import Row
from db.ask.search import RANKED, described, first_ranked, hits, of_one_work, places, terms
from db.ask.words import day_words, status_words
from db.web.parts import downloads
from db.web.parts.answer import Answer, Ask, Missing, Page, Redirect, as_json
from db.web.parts.find import part
from db.web.parts.html import highlighted, href

PAGE = 25
HITS = 120
ALL_HITS = 100_000
PLACES = 6_000
KINDS = ("measure", "paragraph", "subparagraph", "definition", "index_entry", "section", "text", "footnote", "row")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


def search(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Results for `q`, by work, kind, version and date, best first."""
    q = ask.get("q")
    if q and not ask.get("all") and (found := cited(connection, q)):
        return Redirect(href(found["id"]))
    known = works.with_versions(connection)
    filters = _filters(connection, ask, tuple(w["id"] for w in known))
    form, wanted, number = part(ask, "format"), terms(q), ask.number("page", 1, 1_000)
    first = first_ranked(connection, wanted) if wanted and not form and not of_one_work(filters) else 0
    best = hits(connection, wanted, filters, ALL_HITS if form else HITS, first) if wanted else []
    results, cut = places(connection, best, filters, None if form else PLACES)
    if form:
        rows = [_plain(row) for row in described(connection, wanted, results)]
        if form == "json":
            return as_json({"query": q, **filters, "results": rows})
        return downloads.document(rows, "keeling-search", form)
    shown = [_shown(row) for row in described(connection, wanted, results[(number - 1) * PAGE : number * PAGE])]
    values: dict[str, Any] = {"q": q, "works": known, "kinds": KINDS, "filters": filters, "results": shown}
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
