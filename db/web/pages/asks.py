"""Asks: the list with its filters and counts, each ask with its evidence and decisions, the feed of outcomes.

Decisions are read from `outcomes.toml` beside the database at every request: these pages are not kept.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from corpus.errors import UnreadableInput
from db.ask import answers, decisions, feeds, query, works
from db.ask.answers import Answered, Answers
from db.ask.candidates import Candidate
from db.ask.decisions import STATE_WORDS, Decision
from db.ask.rows import LabelledRow
from db.ask.words import day_words, path
from db.web.parts import downloads, outcome_chart
from db.web.parts.answer import Answer, Ask, Document, Missing, Page, as_json, as_markdown
from db.web.parts.find import beside, part, without_folder
from db.web.parts.html import href, inline

_LONG_AGO = "1970-01-01"
"""Where neither a decision nor its ask has a date: no reader of feeds takes it for new."""
CHOICES = (*decisions.STATES, "disputed", "undecided")


def asks(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Every ask with its state: of an organisation, a code, a version, with an outcome."""
    every = answers.answers(connection, decided(connection))
    chosen = {name: ask.get(name) for name in ("organisation", "outcome", "code", "version")}
    ask.get("outcome", CHOICES)
    found = Answers(tuple(each for each in every.answered if _wanted(each, chosen)), every.unknown)
    form = part(ask, "format")
    if form == "json":
        return as_json(answers.to_json(found) | {"ledger": works.head(connection)})
    if form == "md":
        return as_markdown(f"{answers.brief(connection, found, ask.public)}\nLedger: {works.head(connection)}\n")
    if form:
        return downloads.document(answers.table(found), "asks", form, works.head(connection))
    return Page("asks.html", _values(every, found, chosen))


def _wanted(each: Answered, chosen: dict[str, str]) -> bool:
    ask, standing = each.ask, each.standing
    versions = {*ask.stood, *(d.version for d in standing.decisions), *(c.version for c in each.candidates)}
    return (
        (not chosen["organisation"] or chosen["organisation"] in (*ask.organisations, ask.issuer))
        and (not chosen["outcome"] or chosen["outcome"] == standing.state)
        and (not chosen["code"] or chosen["code"] in ask.works)
        and (not chosen["version"] or chosen["version"] in versions)
    )


def _values(every: Answers, found: Answers, chosen: dict[str, str]) -> dict[str, Any]:
    shown = [_listed(each) for each in found.answered]
    filters = urlencode({name: value for name, value in chosen.items() if value})
    return {
        "asks": shown,
        "chosen": chosen,
        "filters": filters,
        "counts": [(state, STATE_WORDS[state], number) for state, number in answers.counts(found).items()],
        "organisations": _sorted(o for each in every.answered for o in (*each.ask.organisations, each.ask.issuer) if o),
        "codes": _sorted(work for each in every.answered for work in each.ask.works),
        "versions": _sorted(
            v for each in every.answered for v in (*each.ask.stood, *(c.version for c in each.candidates))
        ),
        "outcomes": [(state, STATE_WORDS[state]) for state in CHOICES],
        "picture": outcome_chart.outcomes(found.answered),
        "key": outcome_chart.key(found.answered),
        "unknown": found.unknown,
    }


def _sorted(values: Any) -> list[str]:
    return sorted(set(values))


def _listed(each: Answered) -> dict[str, Any]:
    ask = each.ask
    return {
        "path": ask.path, "id": ask.id, "title": ask.heading or "", "words": ask.text, "day": day_words(ask.date),
        "who": ask.who, "whom": ask.whom, "statement": ask.title, "statement_path": path(ask.version),
        "state": each.standing.state, "said": each.standing.words, "again": each.standing.again,
        "by": ", ".join(d.by for d in each.standing.decisions), "near": [c.name for c in each.candidates[:3]],
    }  # fmt: skip


def ask(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """One ask: its words, the text that stood, what changed after, what people decided."""
    name = f"{part(ask, 'work')}/{part(ask, 'number')}"
    made = decided(connection)
    found = [each for each in answers.answers(connection, made, part(ask, "work")).answered if each.ask.id == name]
    if not found:
        about = [each for each in made if each.ask == name]
        said = f" An entry of outcomes.toml by {about[0].by} is about it." if about else ""
        raise Missing(f"There is no ask “{name}”.{said}", [("/asks", "All asks")])
    if part(ask, "format") == "json":
        return as_json(answers.to_json(Answers(tuple(found), ()))["asks"][0])
    return Page("ask.html", _one(connection, found[0]))


def _one(connection: sqlite3.Connection, each: Answered) -> dict[str, Any]:
    ask = each.ask
    read = query.version(connection, ask.version)
    return {
        "ask": ask,
        "title": ask.heading or f"Ask {ask.num or ask.position}",
        "day": day_words(ask.date) if ask.date else "",
        "statement_path": path(ask.version),
        "check": [said for said in (read.shortfall, read.review) if said] if read else [],
        "named": [_named(connection, name, ask.stood) for name in ask.names],
        "stood": [row for v in ask.stood if (row := query.version(connection, v))],
        "standing": each.standing,
        "decisions": [_decision(connection, decision) for decision in each.standing.decisions],
        "candidates": [_candidate(connection, candidate) for candidate in each.candidates],
    }


def _named(connection: sqlite3.Connection, name: Any, stood: Sequence[str]) -> dict[str, Any]:
    """A provision named, with its numbers and the words it had then."""
    then = next((version for version in stood if version.partition("@")[0] == name.work), "")
    row = _provision(connection, then, name.label) if name.state == "stands" else None
    nodes = query.tree(connection, then, row.position, row.last) if row else []
    words = "\n".join(words for node in nodes for _, words in node.lines())
    return {"label": name.words, "state": name.state, "words": words, "path": row.path if row else ""}


def _provision(connection: sqlite3.Connection, version: str, label: str) -> LabelledRow | None:
    return next((row for row in query.labelled(connection, label) if row.version_id == version), None)


def _decision(connection: sqlite3.Connection, decision: Decision) -> dict[str, Any]:
    """A decision with the words it rests on."""
    label, version = decision.label or "", decision.version or ""
    when = day_words(decision.on) if decision.on else ""
    row = _provision(connection, version, label) if label else None
    known = query.version(connection, version) if version else None
    return {
        "said": STATE_WORDS[decision.state], "state": decision.state, "by": decision.by, "why": decision.why,
        "day": when, "label": label, "version": known.label if known else version,
        "path": row.path if row else "", "words": _words(connection, version, label),
    }  # fmt: skip


def _words(connection: sqlite3.Connection, version: str, label: str) -> str:
    """The words of a provision behind those that lead to it: an item says nothing by itself."""
    words = decisions.wording(connection, version, label)
    return f"{answers.stem(connection, version, label)}{words}" if words else ""


def _candidate(connection: sqlite3.Connection, candidate: Candidate) -> dict[str, Any]:
    changed = candidate.changed
    version = query.version(connection, candidate.version)
    before = version.previous_id if version and changed.row else ""
    stack = candidate.version.partition("@")[2]
    work = candidate.version.partition("@")[0]
    return {
        "label": candidate.label, "name": candidate.name, "kind": changed.kind,
        "path": href(changed.provision) if changed.provision else "",
        "version": version.label if version else candidate.version, "heading": changed.heading,
        "marked": inline(changed.edits), "shared": candidate.shared, "named": candidate.named, "draft": changed.draft,
        "compare": f"/compare/{work}/{before.partition('@')[2]}...{stack}" if before else "",
    }  # fmt: skip


def decided(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """The decisions beside the database and in the catalogue it was built with; where they stand, for readers."""
    folder = beside(connection)
    try:
        known = decisions.known(connection, *([folder / decisions.FILE] if folder else []))
    except UnreadableInput as error:
        raise Missing(f"The decisions cannot be read: {without_folder(str(error), folder)}.", status=503) from None
    return tuple(replace(each, where=without_folder(each.where, folder)) for each in known)


def feed(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """What people decided, as Atom or JSON Feed, newest first."""
    found = answers.answers(connection, decided(connection))
    entries = [_entry(each, d) for each in found.answered for d in each.standing.decisions]
    entries.sort(key=lambda entry: (entry["learned"], entry["id"]), reverse=True)
    title = "What became of asks"
    about = (entries, title, ask.origin, "outcomes", works.head(connection))
    if part(ask, "format") == "atom":
        return Document(feeds.atom(*about), "application/atom+xml; charset=utf-8")
    return Document(feeds.json_feed(*about), "application/feed+json; charset=utf-8")


def _entry(each: Answered, decision: Decision) -> feeds.Entry:
    title = each.ask.heading or each.ask.text[:80]
    where = f": {decision.label} of {decision.version}" if decision.label else ""
    return {
        "id": f"outcome/{each.ask.id}/{decision.by}/{decision.on}", "date": decision.on or "undated",
        "learned": decision.on or (f"{each.ask.date}-01-01"[:10] if each.ask.date else _LONG_AGO),
        "work_id": each.ask.statement, "kind": "outcome",
        "title": f"{STATE_WORDS[decision.state].capitalize()}, says {decision.by}: {title}",
        "summary": f"{each.ask.text}\n{STATE_WORDS[decision.state]}{where}. {decision.why}".strip(),
        "path": each.ask.path, "changes": [],
    }  # fmt: skip
