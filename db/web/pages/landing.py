"""The front page, the page about the site, and the page about the data."""

import sqlite3

from db.ask import comparisons, dated, instruments, parliament, query, works
from db.ask.query import Row
from db.ask.rows import VersionRow
from db.schema.metadata import described
from db.web.parts.answer import Answer, Ask, Page
from db.web.parts.entries import Computed
from db.web.parts.find import as_at, inclusion, news
from db.web.parts.row_counts import counts


def landing(connection: sqlite3.Connection, ask: Ask) -> Answer:
    """Search, the codes with their state as at a day, what changed, what is before Parliament, the sources."""
    day = as_at(ask)
    return Page(
        "landing.html",
        {
            "codes": [_code(connection, row, day) for row in _works(connection, "code")],
            "news": news(connection, 8, day),
            "instruments": [_instrument(connection, row, day) for row in _works(connection, "amendment")],
            "statements": [_latest(connection, row) for row in _works(connection, "statement")],
            "sources": works.source_checks(connection),
            "failures": works.failures(connection),
        },
    )


def about(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """What this is, how far to trust it, licences."""
    publishers = works.publishers(connection)
    totals = works.totals(connection)
    return Page("about.html", {"publishers": publishers, "totals": totals})


def data(connection: sqlite3.Connection, _ask: Ask) -> Answer:
    """Every table and view with its description, its columns and its number of rows."""
    known = counts(connection)
    tables = [table | {"rows": known.get(table["name"]) or _count(connection, table["name"])} for table in described()]
    return Page("data.html", {"tables": tables, "info": works.build_info(connection)})


def _count(connection: sqlite3.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'select count(*) from "{quoted}"').fetchone()[0])  # noqa: S608 (names of our schema)


def _works(connection: sqlite3.Connection, kind: str) -> list[Row]:
    return works.of_kind(connection, kind)


def _latest(connection: sqlite3.Connection, work: Row) -> Row:
    known = query.versions(connection, work["id"])
    newest = query.latest_published(known)
    return work | {"versions": len(known), "newest": newest}


def _code(connection: sqlite3.Connection, work: Row, day: str) -> Row:
    found = _latest(connection, work)
    newest = found["newest"]
    standing = dated.standing(connection, work["id"], day)
    found["standing"] = standing
    found["now"] = dated.now(connection, standing, day) if standing else None
    found["coming"] = (
        dated.now(connection, newest, day) if newest and (standing is None or newest.id != standing.id) else None
    )
    derived = [
        Computed(row, _executed(connection, row.id))
        for row in query.versions(connection, work["id"])
        if _current(row, newest)
    ]
    changes = None
    if newest and newest.previous_id:
        changes = comparisons.between(connection, newest.previous_id, newest.id)
    return found | {"derived": derived, "changes": changes}


def _executed(connection: sqlite3.Connection, derived: str) -> tuple[VersionRow, ...]:
    """The instruments a version is computed with."""
    found = [query.version(connection, name) for name in instruments.used(connection, derived)]
    return tuple(version for version in found if version)


def _current(row: VersionRow, newest: VersionRow | None) -> bool:
    """Whether a version is computed from the newest published one, hence still to come."""
    return row.derived and newest is not None and row.previous_id == newest.id


def _instrument(connection: sqlite3.Connection, work: Row, day: str) -> Row:
    found = _latest(connection, work)
    newest = found["newest"]
    found["included"] = inclusion(connection, work["id"])
    found["clock"] = parliament.clock(parliament.events(connection, work["id"])) if newest else []
    found["now"] = dated.now(connection, newest, day) if newest else None
    drafted = newest is not None and newest.status in ("consultation", "laid", None)
    found["pending"] = drafted and found["included"] is None
    return found
