"""Lists of instruments, statements and sources."""

import sqlite3

from db.ask import dated, versions, works
from db.ask import instruments as executed
from db.ask.query import Row
from db.ask.rows import VersionRow
from db.ask.words import OUTCOME_WORDS, path
from db.web.pages.work import statement_values
from db.web.parts.answer import Answer, Ask, Page
from db.web.parts.entries import Amending, Said
from db.web.parts.find import as_at, inclusion


def instruments(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Every amending instrument: what it amends, its dates, what became of its instructions."""
    found = [_instrument(connection, work, as_at(ask)) for work in _newest(connection, ("amendment",))]
    return Page("instruments.html", {"instruments": found})


def statements(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """Every statement, guidance and memorandum, with its asks."""
    found = _newest(connection, ("statement", "guidance", "memorandum"))
    return Page("statements.html", {"statements": [Said(row, statement_values(connection, row)) for row in found]})


def sources(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """When each source was last checked and what every look gave."""
    checks = works.source_checks(connection)
    return Page(
        "sources.html",
        {
            "checks": checks,
            "without": [row | {"words": OUTCOME_WORDS.get(row["outcome"], "")} for row in _without(connection)],
            "failures": works.failures(connection),
            "outcomes": works.outcomes(connection),
            "words": OUTCOME_WORDS,
        },
    )


def _without(connection: sqlite3.Connection) -> list[Row]:
    """Addresses whose last look brought no document, with the last one that did."""
    return works.without_document(connection)


def _newest(connection: sqlite3.Connection, kinds: tuple[str, ...]) -> list[VersionRow]:
    return versions.newest_of_kinds(connection, " ".join(kinds))


def _instrument(connection: sqlite3.Connection, version: VersionRow, day: str) -> Amending:
    outcomes = executed.totals(connection, version.id)
    return Amending(
        version,
        dated.now(connection, version, day),
        inclusion(connection, version.work_id),
        outcomes=tuple(outcome | {"path": path(outcome["consolidation_id"])} for outcome in outcomes),
        dates=tuple(versions.dates(connection, version.id)),
        instructions=len({effect.instruction for effect in executed.effects(connection, version.id)}),
    )
