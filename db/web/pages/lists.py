"""Lists of instruments, statements and sources."""

import sqlite3

from db.ask import query
from db.ask.query import Row
from db.ask.words import OUTCOME_WORDS, path
from db.web.pages.work import statement_values
from db.web.parts.answer import Answer, Ask, Page
from db.web.parts.find import decorated, inclusion


def instruments(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """Every amending instrument: what it amends, its dates, what became of its instructions."""
    found = [_instrument(connection, work) for work in _newest(connection, ("amendment",))]
    return Page("instruments.html", {"instruments": found})


def statements(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """Every statement, guidance and memorandum, with its asks."""
    found = _newest(connection, ("statement", "guidance", "memorandum"))
    return Page("statements.html", {"statements": [row | statement_values(connection, row) for row in found]})


def sources(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """When each source was last checked and what every look gave."""
    checks = query.rows(connection, "select * from source_check order by source")
    return Page(
        "sources.html",
        {
            "checks": checks,
            "without": [row | {"words": OUTCOME_WORDS.get(row["outcome"], "")} for row in _without(connection)],
            "failures": query.rows(connection, "select url, reason from failures order by url"),
            "outcomes": query.rows(
                connection,
                "select outcome, count(*) as times, max(time) as last from sightings group by outcome order by 1",
            ),
            "words": OUTCOME_WORDS,
        },
    )


def _without(connection: sqlite3.Connection) -> list[Row]:
    """Addresses whose last look brought no document, with the last one that did."""
    return query.rows(
        connection,
        "select s.source_id, s.url, s.outcome, s.note, s.time,"
        " (select max(g.time) from sightings g where g.url = s.url and g.outcome in ('ok', 'unchanged')) as last_good"
        " from sightings s where s.number = (select max(l.number) from sightings l where l.url = s.url)"
        " and s.outcome not in ('ok', 'unchanged') order by s.source_id, s.url",
    )


def _newest(connection: sqlite3.Connection, kinds: tuple[str, ...]) -> list[Row]:
    wanted = " ".join(kinds)
    found = query.rows(
        connection,
        "select v.*, w.title as work_title, w.amends, w.licence, w.illustrative, w.kind as work_kind from versions v"
        " join works w on w.id = v.work_id where ' ' || :kinds || ' ' like '% ' || w.kind || ' %'"
        " and v.position = (select max(position) from versions x where x.work_id = w.id) order by v.date desc, v.id",
        kinds=wanted,
    )
    return [decorated(row) for row in found]


def _instrument(connection: sqlite3.Connection, row: Row) -> Row:
    outcomes = query.rows(
        connection,
        "select o.consolidation_id, v.label, sum(o.state = 'applied') as applied, count(*) as total"
        " from instruction_outcomes o join versions v on v.id = o.consolidation_id where o.instrument_id = :v"
        " group by o.consolidation_id order by o.consolidation_id",
        v=row["id"],
    )
    dates = query.rows(
        connection, "select type, date, text from dates where version_id = :v order by rowid", v=row["id"]
    )
    effects = query.rows(connection, "select type, label, instruction from effects where version_id = :v", v=row["id"])
    outcomes = [outcome | {"path": path(outcome["consolidation_id"])} for outcome in outcomes]
    return (
        row
        | {"included": inclusion(connection, row["work_id"])}
        | {"outcomes": outcomes, "dates": dates, "effects": effects}
    )
