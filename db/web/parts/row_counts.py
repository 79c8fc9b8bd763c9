"""How many rows each table has, from the statistics that every build leaves in the file.

Datasette counts a table for its pages, which takes a second for a million rows. It takes counts
from elsewhere where `datasette inspect` made them; these stand in its place.
"""

import sqlite3
from pathlib import Path
from typing import Any

AS_LONG_AS = {"provision": "provisions", "change": "changes", "change_provision": "change_provisions"}
"""Views that have a row for each row of a table."""


class Inspected(dict[str, Any]):
    """What `datasette inspect` says of a file; the digest of a large file is computed when it is asked for."""

    def __init__(self, file: Path, counts: dict[str, int]) -> None:
        tables = {name: {"count": count} for name, count in counts.items()}
        super().__init__(file=str(file), size=file.stat().st_size, tables=tables)

    def __missing__(self, key: str) -> str:
        if key != "hash":
            raise KeyError(key)
        from datasette.inspect import inspect_hash

        self["hash"] = digest = str(inspect_hash(Path(self["file"])))
        return digest


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of every table, and of views as long as one; nothing for a file that keeling did not build."""
    sql = "select name, type from sqlite_master where type in ('table', 'view') order by rowid"
    named = dict(tuple(row) for row in connection.execute(sql))
    if not {"build_info", "sqlite_stat1"} <= named.keys():
        return {}
    # a table has a line for each index; an index of some rows only has a smaller number; an empty table has no line
    sql = "select tbl, max(cast(stat as integer)) from sqlite_stat1 group by tbl"
    known = {row[0]: row[1] for row in connection.execute(sql)}
    if not known:
        return {}
    found = {name: known.get(name, 0) for name, kind in named.items() if kind == "table"}
    for name in [name for name in found if name.startswith(("sqlite_", "texts_fts"))]:  # without statistics
        found[name] = connection.execute(f'select count(*) from "{name}"').fetchone()[0]  # noqa: S608 (of the schema)
    return found | {view: found[table] for view, table in AS_LONG_AS.items() if view in named}


def inspect(datasette: Any) -> None:
    """Give Datasette the counts of every file of keeling's that it serves as immutable."""
    known = dict(datasette.inspect_data or {})
    for name, database in datasette.databases.items():
        if not database.is_mutable and database.path and name not in known:
            file = Path(database.path)
            connection = database.connect()
            try:
                if found := counts(connection):
                    known[name] = Inspected(file, found)
                    # Datasette's page of a database expects tables only
                    database._cached_table_counts = {table: n for table, n in found.items() if table not in AS_LONG_AS}
            finally:
                connection.close()
    datasette.inspect_data = known or None
