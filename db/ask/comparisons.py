"""Comparisons and their changes."""

import sqlite3

from db.ask import query
from db.ask.query import Row


def stored(connection: sqlite3.Connection, comparison: str) -> Row | None:
    """The stored comparison with this id, `before...after`."""
    return query.one(
        connection,
        "select * from comparisons where id = :id",
        id=comparison,
    )


def changes(connection: sqlite3.Connection, comparison: str) -> list[Row]:
    """The changes of a stored comparison, in order."""
    return query.rows(
        connection,
        "select * from changes where comparison_id = :id order by position",
        id=comparison,
    )


def along(connection: sqlite3.Connection, change: str) -> list[Row]:
    """What goes along with a change: labels before and after."""
    return query.rows(
        connection,
        "select x.before, x.after from changes c join change_provisions x on x.change_row = c.rowid"
        " where c.id = :id and x.role = 'along' order by x.id",
        id=change,
    )


def between(connection: sqlite3.Connection, before: str, after: str) -> Row | None:
    """The stored comparison of two versions."""
    return query.one(
        connection,
        "select * from comparisons where before_id = :b and after_id = :a",
        b=before,
        a=after,
    )


def by_measure(connection: sqlite3.Connection, work: str) -> list[Row]:
    """The kinds of change of each measure of a work in each version."""
    return query.rows(
        connection,
        "select c.measure, k.after_id, group_concat(distinct c.kind) as kinds from changes c"
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


def changed_labels(connection: sqlite3.Connection, before: str, after: str) -> list[Row]:
    """What changed between two versions as the later one numbers it: label and kind, in order."""
    return query.rows(
        connection,
        "select c.after, c.kind from changes c join comparisons k on k.id = c.comparison_id"
        " where k.before_id = :b and k.after_id = :a and c.after is not null order by c.position",
        b=before,
        a=after,
    )
