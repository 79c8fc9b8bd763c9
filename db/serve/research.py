"""`export corpus`: the database as a data set for research, in files that need no program of keeling's.

    datapackage.json     Frictionless Data Package: every table, its columns, keys and references
    data/*.csv           the tables; an empty field is a missing value
    data/*.parquet       the same with types
    SCHEMA.md            the tables in words
    CITATION.cff         how to cite it
    example.ipynb        questions to the data, with DuckDB

The same database gives the same bytes: rows in the order of their keys, no clock, no machine.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, Table

from corpus.errors import UsageError
from corpus.files import full_disk, whole_file, write_whole
from db.ask import query, works
from db.schema import archive as archive_tables  # noqa: F401
from db.schema import changes  # noqa: F401  (importing the modules adds their tables to the metadata)
from db.schema.documents import metadata

NAME = "keeling-corpus"
TITLE = "Codes of practice: provisions, versions and changes"
ABOUT = (
    "Regulators' codes of practice and the instruments that amend them, split into numbered provisions, with every "
    "version that was seen and every change between versions. Made by keeling. Unofficial: only the publishers' "
    "documents count."
)
BATCH = 20_000
EXTRA = "Parquet needs an extra package: pip install 'keeling[research]'"


def export_corpus(database: Path, folder: Path) -> dict[str, int]:
    """Write the data set to a folder; gives the rows of each table.

    Raises UsageError for a folder with other things in it or one that cannot be written.
    """
    _open(folder)
    with full_disk(folder, "free some space and export again"), closing(query.connect(database)) as connection:
        counts = {table.name: _table(connection, table, folder / "data") for table in _tables()}
        head = works.head(connection)
        day = _last_day(connection)
        write_whole(folder / "datapackage.json", _json(_package(counts, head, day, _licences(connection))))
        write_whole(folder / "SCHEMA.md", schema_page())
        write_whole(folder / "CITATION.cff", _citation(head, day))
        write_whole(folder / "example.ipynb", _json(_notebook()))
    return counts


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if not table.name.startswith("sqlite_")]


def _open(folder: Path) -> None:
    try:
        (folder / "data").mkdir(parents=True, exist_ok=True)
        others = {each.name for each in folder.iterdir()} - {"data"}
        if others and not (folder / "datapackage.json").exists():
            raise UsageError(f"{folder} is not empty and holds no data set of keeling's; name an empty folder")
        (folder / ".probe").write_text("")
        (folder / ".probe").unlink()
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}); name another folder") from None


# ---- tables ----------------------------------------------------------------------------------


def _table(connection: sqlite3.Connection, table: Table, folder: Path) -> int:
    """Write one table as CSV and as Parquet, row by row; gives the count."""
    count = 0
    with whole_file(folder / f"{table.name}.csv") as path, open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for rows in _rows(connection, table):
            writer.writerows(rows)
            count += len(rows)
    with whole_file(folder / f"{table.name}.parquet") as path:
        _parquet(connection, table, path)
    return count


def _rows(connection: sqlite3.Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    order = ", ".join(f'"{column.name}"' for column in table.primary_key) or "rowid"
    cursor = connection.execute(f'select {names} from "{table.name}" order by {order}')  # noqa: S608 - from the schema
    while rows := cursor.fetchmany(BATCH):
        yield rows


def _parquet(connection: sqlite3.Connection, table: Table, path: Path) -> None:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise UsageError(EXTRA) from None
    kinds = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "boolean": pyarrow.bool_()}
    fields = [
        pyarrow.field(c.name, kinds.get(_kind(c), pyarrow.string()), metadata={"about": c.comment or ""})
        for c in table.columns
    ]
    schema = pyarrow.schema(fields, metadata={"about": table.comment or ""})
    flags = [_kind(column) == "boolean" for column in table.columns]
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in _rows(connection, table):
            columns = list(zip(*rows, strict=True))
            arrays = [
                pyarrow.array([bool(v) if flag and v is not None else v for v in values], type=field.type)
                for values, field, flag in zip(columns, fields, flags, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _kind(column: Column[Any]) -> str:
    """The type of a column in the words of Table Schema."""
    for of, name in ((Boolean, "boolean"), (Integer, "integer"), (Float, "number")):
        if isinstance(column.type, of):
            return name
    return "string"


# ---- what goes with them ---------------------------------------------------------------------


def _package(counts: dict[str, int], head: str, day: str, licences: list[str]) -> dict[str, Any]:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "version": head[:16],
        "created": day,
        "keeling": {"program": installed("keeling"), "ledger": head, "unofficial": True, "licences": licences},
        "resources": [_resource(table, counts[table.name]) for table in _tables()],
    }


def _resource(table: Table, count: int) -> dict[str, Any]:
    """A table as a tabular resource; keys and references are those of the database."""
    keys = [column.name for column in table.primary_key]
    references = [
        {"fields": [c.name], "reference": {"resource": key.column.table.name, "fields": [key.column.name]}}
        for c in table.columns
        for key in c.foreign_keys
    ]
    schema = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    return {
        "name": table.name.replace("_", "-"),
        "type": "table",
        "path": f"data/{table.name}.csv",
        "description": table.comment or "",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": count,
        "schema": schema
        | ({"primaryKey": keys} if keys else {})
        | ({"foreignKeys": _named(references)} if references else {}),
    }


def _named(references: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for each in references:
        each["reference"]["resource"] = each["reference"]["resource"].replace("_", "-")
    return references


def _field(column: Column[Any]) -> dict[str, Any]:
    kind = _kind(column)
    flags = {"trueValues": ["1"], "falseValues": ["0"]} if kind == "boolean" else {}
    return {"name": column.name, "type": kind, "description": column.comment or "", **flags}


def _licences(connection: sqlite3.Connection) -> list[str]:
    rows = query.rows(connection, "select name, licence from publishers order by id")
    return [f"{row['name']}: {row['licence'] or 'not stated'}" for row in rows]


def _last_day(connection: sqlite3.Connection) -> str:
    row = query.one(connection, "select max(time) as last from sightings")
    return str(row["last"] or "1970-01-01T00:00:00+00:00") if row else ""


def schema_page() -> str:
    """Every table and column in words."""
    lines = [f"# {TITLE}", "", ABOUT, "", "An empty field of a CSV file is a missing value. Flags are 0 or 1.", ""]
    for table in _tables():
        lines += [f"## {table.name}", "", table.comment or "", "", "| column | type | meaning |", "|---|---|---|"]
        lines += [
            f"| `{c.name}` | {_kind(c)} | {(c.comment or '').replace('|', chr(92) + '|')} |" for c in table.columns
        ]
        lines.append("")
    return "\n".join(lines)


def _citation(head: str, day: str) -> str:
    return "\n".join(
        [
            "cff-version: 1.2.0",
            "message: Cite the publishers' documents for what they say, and this data set for how it was read.",
            "type: dataset",
            f"title: {json.dumps(TITLE)}",
            "authors:",
            "  - name: keeling",
            f'version: "{head[:16]}"',
            f"date-released: {day[:10]}",
            f"abstract: {json.dumps(ABOUT)}",
            "identifiers:",
            "  - type: other",
            f'    value: "sha256:{head}"',
            "    description: Head of the ledger that the data set was made from",
            "",
        ]
    )


_QUESTIONS = (
    ("How many provisions has each version?",
     "SELECT substr(id, 1, instr(id, '/') - 1) AS version, count(*) AS provisions\n"
     "FROM 'data/provisions.parquet' GROUP BY 1 ORDER BY 1"),
    ("What changed between versions, by kind?",
     "SELECT c.before_id, c.after_id, c.added, c.removed, c.modified, c.renumbered, c.moved\n"
     "FROM 'data/comparisons.parquet' c ORDER BY 1, 2"),
    ("Which texts are in most versions?",
     "SELECT t.text, count(*) AS times FROM 'data/provisions.parquet' p\n"
     "JOIN 'data/texts.parquet' t ON t.id = p.text_id WHERE t.text != '' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10"),
)  # fmt: skip


def _notebook() -> dict[str, Any]:
    """A notebook without results, whose cells run in the folder of the data set."""
    cells = [_cell("markdown", f"# {TITLE}\n\n{ABOUT}\n\n`pip install duckdb pandas`"), _cell("code", "import duckdb")]
    for title, sql in _QUESTIONS:
        cells += [_cell("markdown", f"## {title}"), _cell("code", f'duckdb.sql("""\n{sql}\n""")')]
    cells = [{**cell, "id": f"cell-{n}"} for n, cell in enumerate(cells)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, source: str) -> dict[str, Any]:
    run: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **run}


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
