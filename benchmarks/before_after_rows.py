"""The sample's database by two checkouts, row by row: `python -m benchmarks.before_after_rows BEFORE AFTER --out DIR`.

Crawls and builds the sample in each checkout (`keeling demo --no-serve`), once. Prints, for each table that both have,
how many rows are equal in the columns both have, and how many only one side has; with `--show TABLE` those rows, column
by column where the key of the table tells which row they were.
"""

import argparse
import json
import os
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

COUNTED = ("first_seen", "last_seen", "fetched", "snapshot_id")
Row = tuple[object, ...]


def main() -> None:
    """Build what is missing, then compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--out", type=Path, default=Path("data/before-after"))
    parser.add_argument("--show", default="", metavar="TABLE")
    options = parser.parse_args()
    before, after = (
        _built(checkout.resolve(), options.out.resolve() / "sample" / side)
        for side, checkout in (("before", options.before), ("after", options.after))
    )
    if options.show:
        _show(before, after, options.show)
        return
    for table in sorted(_tables(before) & _tables(after)):
        columns = _columns(before, after, table)
        old, new = _rows(before, table, columns), _rows(after, table, columns)
        equal, gone, come = (old & new).total(), (old - new).total(), (new - old).total()
        print(f"{equal:7} equal {gone:6} only before {come:6} only after  {table}")
    print("tables of one side:", *sorted(_tables(before) ^ _tables(after)))


def _built(checkout: Path, data: Path) -> sqlite3.Connection:
    """The database of the sample, built by a checkout where it is not there yet."""
    if not (data / "demo/keeling.db").exists():
        keeling = [str(checkout / ".venv/bin/python"), "cli.py", "--data", str(data), "demo", "--no-serve"]
        environment = {**os.environ, "KEELING_TODAY": "2026-11-29"}
        subprocess.run(keeling, cwd=checkout, env=environment, check=False, stdout=subprocess.DEVNULL)
    return sqlite3.connect(f"file:{data / 'demo/keeling.db'}?mode=ro", uri=True)


def _tables(database: sqlite3.Connection) -> set[str]:
    names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
    return {name for (name,) in names if "_fts" not in name and not name.startswith("sqlite")}


def _columns(before: sqlite3.Connection, after: sqlite3.Connection, table: str) -> list[str]:
    """The columns that both sides have."""
    found = [[row[1] for row in each.execute(f"pragma table_info([{table}])")] for each in (before, after)]
    return [column for column in found[0] if column in found[1]]


def _rows(database: sqlite3.Connection, table: str, columns: list[str]) -> Counter[Row]:
    """The rows, lists in one form, without what only numbers rows or says when they were fetched."""
    kept = [column for column in columns if column not in COUNTED]
    found = database.execute(f"select {', '.join(f'[{column}]' for column in kept)} from [{table}]")
    return Counter(tuple(map(_plain, row)) for row in found)


def _plain(value: object) -> object:
    """A list of words, once joined by semicolons and now JSON, as words."""
    if not isinstance(value, str) or not value.startswith("["):
        return value or None
    try:
        return "; ".join(json.loads(value)) or None
    except (ValueError, TypeError):
        return value


def _show(before: sqlite3.Connection, after: sqlite3.Connection, table: str) -> None:
    columns = _columns(before, after, table)
    key = [row[1] for row in before.execute(f"pragma table_info([{table}])") if row[5] and row[1] not in COUNTED]
    columns = [column for column in columns if column not in COUNTED]
    old, new = _rows(before, table, columns), _rows(after, table, columns)
    gone, come = list((old - new).elements()), list((new - old).elements())
    places = [columns.index(column) for column in key if column in columns]
    known = {tuple(row[place] for place in places): row for row in come}
    for row in gone:
        other = known.pop(tuple(row[place] for place in places), None)
        print("\n".join(_difference(columns, row, other)))
    for row in known.values():
        print(f"+ {dict(zip(columns, row, strict=True))!s:.400}")


def _difference(columns: list[str], row: Row, other: Row | None) -> Iterator[str]:
    if other is None:
        yield f"- {dict(zip(columns, row, strict=True))!s:.400}"
        return
    for column, was, now in zip(columns, row, other, strict=True):
        if was != now:
            yield f"~ {row[0]} {column}: {was!s:.150} -> {now!s:.150}"


if __name__ == "__main__":
    main()
