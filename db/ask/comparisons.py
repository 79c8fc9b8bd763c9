"""Comparisons and their changes."""

import sqlite3
from dataclasses import replace

from db.ask import query
from db.ask.query import Row
from db.ask.rows import Along, ChangeRow, all_of


def stored(connection: sqlite3.Connection, comparison: str) -> Row | None:
    """The stored comparison with this id, `before...after`."""
    return query.one(
        connection,
        "select * from comparisons where id = :id",
        id=comparison,
    )


def changes(connection: sqlite3.Connection, comparison: str) -> list[ChangeRow]:
    """The changes of a stored comparison, in order."""
    cursor = connection.execute(
        f"select {query.CHANGE} from changes c {query.DECLARED} where c.comparison_id = :id order by c.position",  # noqa: S608 (constants)
        {"id": comparison},
    )
    return all_of(ChangeRow, cursor)


def whole(connection: sqlite3.Connection, comparison: str) -> list[ChangeRow]:
    """The changes of a stored comparison, each with what goes along with it."""
    cursor = connection.execute(
        "select c.id, x.before, x.after from changes c join change_provisions x on x.change_row = c.rowid"
        " where c.comparison_id = :id and x.role = 'along' order by x.id",
        {"id": comparison},
    )
    along: dict[str, list[Along]] = {}
    for change, before, after in cursor:
        along.setdefault(change, []).append(Along(before, after))
    return [replace(each, along=tuple(along.get(each.id, ()))) for each in changes(connection, comparison)]


def between(connection: sqlite3.Connection, before: str, after: str) -> Row | None:
    """The stored comparison of two versions."""
    return query.one(
        connection,
        "select * from comparisons where before_id = :b and after_id = :a",
        b=before,
        a=after,
    )


def by_measure(connection: sqlite3.Connection, work: str) -> list[Row]:
    """The kinds of change of each measure of a work in each version: one that loses or gets a paragraph is reworded."""
    return query.rows(
        connection,
        "select c.measure, k.after_id, group_concat(distinct case when c.kind in ('added', 'removed') and not exists"
        " (select 1 from json_each(case c.after when '[]' then c.before else c.after end) where value = c.measure)"
        " then 'modified' else c.kind end) as kinds from changes c"
        " join comparisons k on k.id = c.comparison_id where k.work_id = :w and c.measure != ''"
        " group by c.measure, k.after_id",
        w=work,
    )


def of_work(connection: sqlite3.Connection, work: str) -> list[Row]:
    """Every stored comparison of a work."""
    return query.rows(
        connection,
        "select * from comparisons where work_id = :w",
        w=work,
    )


def changed_labels(connection: sqlite3.Connection, before: str, after: str) -> list[tuple[str, str]]:
    """What changed between two versions as the later one numbers it: label and kind, in order."""
    cursor = connection.execute(
        "select l.value, c.kind from comparisons k join changes c on c.comparison_id = k.id, json_each(c.after) l"
        " where k.before_id = :b and k.after_id = :a order by c.position, l.key",
        {"b": before, "a": after},
    )
    return [(label, kind) for label, kind in cursor]
