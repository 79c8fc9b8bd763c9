"""Stacks nobody stored: any instruments of a code, in any order, executed when they are asked for.

A stack is computed in a database of its own in memory that holds its code, the code's instruments
and what mentions it; every page then asks that database as it asks the file. The last few are
kept. One is computed at a time, and who would have to wait long is told to try again.
"""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from corpus.change import Comparison
from corpus.citation import label_key
from corpus.provision import walk
from corpus.work import Expression, is_draft
from db.ask import expressions, query
from db.ask.instruments import amending
from db.ask.query import Row
from db.ask.rows import Along, ChangeRow, VersionRow, row_of
from db.ask.words import path, stack_label
from db.build.change_rows import Known, caution_rows, comparison_rows, outcome_rows
from db.build.expression_rows import Rows, Texts, expression_rows, json_list, reference_rows
from db.web.parts.answer import Missing

MOST = 8
KEPT = 6
WAIT_SECONDS = 10.0
T = TypeVar("T")

_MINE = "(select id from versions where work_id = :w or work_id in (select id from works where kind <> 'code'))"
_PLACED = (
    "versions v join provisions p on p.rowid between v.place + 1 and v.place + v.provisions where v.id in " + _MINE
)
_COMPARED = "(select id from comparisons where work_id = :w)"
_COPIED = {
    **dict.fromkeys(("publishers", "works", "build_info", "inclusions"), "1"),
    "versions": f"id in {_MINE}",
    "provisions": f"rowid in (select p.rowid from {_PLACED})",  # noqa: S608 (fixed)
    **dict.fromkeys(("definitions", "index_entries", "applications", "footnotes", "dates"), f"version_id in {_MINE}"),
    "conditions": f"version_id in {_MINE}",
    **dict.fromkeys(("identifiers", "reserved", "drops", "repairs", "renditions"), f"version_id in {_MINE}"),
    **dict.fromkeys(("effects", "statements", "signatories", "asks"), f"version_id in {_MINE}"),
    "cross_references": f"version_id in {_MINE}",
    "texts": f"id in (select p.text_id from {_PLACED})",  # noqa: S608 (fixed)
    "comparisons": "work_id = :w",
    "changes": f"comparison_id in {_COMPARED}",
    "change_provisions": f"change_row in (select rowid from changes where comparison_id in {_COMPARED})",  # noqa: S608 (fixed)
    "consolidations": "version_id in (select id from versions where work_id = :w)",
    "instruction_outcomes": "consolidation_id in (select id from versions where work_id = :w)",
    "cautions": "consolidation_id in (select id from versions where work_id = :w)",
}


class Stacks:
    """Databases in memory, each with the stacks of one address; the least used makes room."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self.kept: OrderedDict[tuple[str, ...], sqlite3.Connection] = OrderedDict()
        self.lock = threading.Lock()

    def answer(self, source: sqlite3.Connection, names: Sequence[str], ask: Callable[[sqlite3.Connection], T]) -> T:
        """What a page answers from a database in which these stacks stand; raises Missing for one that cannot be."""
        wanted = tuple(sorted(set(names)))
        plans = [_plan(source, name) for name in wanted]
        if not self.lock.acquire(timeout=WAIT_SECONDS):
            raise Missing("Other stacks are being computed; try again in a moment.", status=503)
        try:
            connection = self.kept.pop(wanted, None)
            if connection is None:
                connection = _copied(source, wanted[0].partition("@")[0])
                for name, (base, instruments) in zip(wanted, plans, strict=True):
                    _add(connection, name, base, instruments)
            self.kept[wanted] = connection
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)[1].close()
            return ask(connection)
        finally:
            self.lock.release()


def unknown(connection: sqlite3.Connection, work: str, parts: Sequence[str]) -> list[str]:
    """Ids of the stacks among the parts of an address that are not stored; none where the work is not known."""
    names = [f"{work}@{part}" for part in parts if part and "+" in part]
    missing = [name for name in names if query.version(connection, name) is None]
    return missing if missing and query.work(connection, work) else []


def _plan(connection: sqlite3.Connection, name: str) -> tuple[VersionRow, list[VersionRow]]:
    """The version and the newest texts of the instruments that a name means; raises Missing with what there is."""
    work = name.partition("@")[0]
    base_name, *wanted = name.split("+")
    base = query.version(connection, base_name)
    known = {row.work_id: row for row in amending(connection, work)}
    wrong = [each for each in wanted if each not in known]
    if base is None:
        raise Missing(f"There is no version “{base_name.partition('@')[2][:80]}” to amend.", _choices(connection, work))
    if wrong:
        said = f"“{wrong[0][:80]}” is not an instrument that amends “{base.work_title}”."
        raise Missing(f"{said} These are the versions and instruments there are:", _choices(connection, work))
    if len(set(wanted)) < len(wanted):
        raise Missing("An instrument can be executed once only; one is named twice.", _choices(connection, work))
    if len(wanted) > MOST:
        raise Missing(f"At most {MOST} instruments can be put in one stack.", status=400)
    return base, [known[each] for each in wanted]


def _choices(connection: sqlite3.Connection, work: str) -> list[tuple[str, str]]:
    known = [row for row in query.versions(connection, work) if row.status != "derived"]
    links = [(path(row.id), row.label) for row in known]
    if known:
        newest = known[-1]
        links += [
            (path(f"{newest.id}+{row.work_id}"), f"{newest.label}, as amended by {row.work_title}")
            for row in amending(connection, work)
        ]
    return links


def _copied(source: sqlite3.Connection, work: str) -> sqlite3.Connection:
    """A database in memory with all that the pages of one work ask for."""
    target = sqlite3.connect(":memory:", check_same_thread=False)
    made = (
        "select type, name, sql from sqlite_master where sql is not null and name not like 'texts\\_fts%' escape '\\'"
    )
    objects = [tuple(row) for row in source.execute(made)]
    for kind in ("table", "view"):
        for _, _, sql in (each for each in objects if each[0] == kind and not each[1].startswith("sqlite_")):
            target.execute(sql)
    for table, where in _COPIED.items():
        stored = [row[1] for row in target.execute(f"pragma table_xinfo({table})") if not row[6]]
        names = ", ".join(f'"{name}"' for name in ("rowid", *stored))
        cursor = source.execute(f"select {names} from {table} where {where}", {"w": work})  # noqa: S608 (fixed conditions)
        places = ", ".join("?" * len(cursor.description))
        target.executemany(f"insert into {table} ({names}) values ({places})", (tuple(row) for row in cursor))  # noqa: S608
    for _, _, sql in (each for each in objects if each[0] == "index"):
        target.execute(sql)
    return target


def _add(connection: sqlite3.Connection, name: str, base: VersionRow, found: Sequence[VersionRow]) -> None:
    """Execute the instruments and store the result as `keeling build` does."""
    from db.build import derive
    from diffs.compare.between import between

    before = expressions.expression(connection, base.id)
    texts = [expressions.expression(connection, row.id) for row in found]
    after, outcomes, cautions, marks = derive.amended(name, before, texts)
    ids = {row.work_id: row.id for row in found}
    applied = sum(outcome.state == "applied" for outcome in outcomes)
    counts = {"applied": applied, "not_applied": len(outcomes) - applied}
    rows, labelled = _text_rows(connection, after, name)
    (placed,) = connection.execute("select max(rowid) from provisions").fetchone()
    (changed,) = connection.execute("select coalesce(max(rowid), 0) from changes").fetchone()
    made = {key: placed + row["position"] for key, row in labelled.items()}
    comparison, _, unexplained = derive.reconciled(between(before, after), texts)
    _with_lineage(connection, rows, base.id, [(old, new) for old, new in comparison.pairs if old and new])
    effects = {(row.work_id, e["instruction"]): e["id"] for row in found for e in _effects(connection, row.id)}
    known = Known(_places(connection, base.id), made, effects, changed)
    rows |= comparison_rows(comparison, base.work_id, known, unexplained)
    placing = {"place": placed, "provisions": len(rows["provisions"])}
    rows["versions"] = [_version_row(connection, name, base, found, after) | placing]
    used = {"version_id": name, "base_id": base.id, "instruments": json_list(ids.values()), "marks": marks}
    rows["consolidations"] = [used | counts]
    rows["instruction_outcomes"] = outcome_rows(name, outcomes, ids)
    rows["cautions"] = caution_rows(name, cautions)
    _insert(connection, rows)


def _text_rows(connection: sqlite3.Connection, expression: Expression, name: str) -> tuple[Rows, dict[str, Row]]:
    rows, labelled = expression_rows(expression, name, Texts())
    rows["cross_references"] = reference_rows(expression, name, labelled)
    (first,) = connection.execute("select coalesce(max(id), 0) from texts").fetchone()
    for row in rows["texts"]:
        row["id"] += first
    for row in rows["provisions"]:
        row["text_id"] += first
    return rows, labelled


def _with_lineage(connection: sqlite3.Connection, rows: Rows, base: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Each labelled provision continues the one it was made from, or begins anew."""
    sql = "select label, lineage from provisions where version_id = ? and label is not null and lineage is not null"
    earlier = {label_key(label): number for label, number in connection.execute(sql, [base])}
    continued = {label_key(new): earlier[label_key(old)] for old, new in reversed(pairs) if label_key(old) in earlier}
    (last,) = connection.execute("select coalesce(max(lineage), 0) from provisions").fetchone()
    seen: set[str] = set()
    for row in rows["provisions"]:
        key = label_key(row["label"]) if row["label"] else ""
        if key and key not in seen:
            seen.add(key)
            last += key not in continued
            row["lineage"] = continued.get(key, last)


def _effects(connection: sqlite3.Connection, version: str) -> list[Row]:
    sql = "select id, instruction from effects where version_id = :v order by position desc"
    return query.rows(connection, sql, v=version)


def _places(connection: sqlite3.Connection, version: str) -> dict[str, int]:
    sql = "select label, rowid from provisions where version_id = ? and label is not null order by rowid desc"
    return {label_key(label): row for label, row in connection.execute(sql, [version])}


def _version_row(
    connection: sqlite3.Connection, name: str, base: VersionRow, found: Sequence[VersionRow], expression: Expression
) -> Row:
    row = query.one(connection, "select * from versions where id = :v", v=base.id)
    assert row is not None
    (position,) = connection.execute("select max(position) from versions where work_id = ?", [base.work_id]).fetchone()
    return row | {
        "id": name,
        "date": max(each.date for each in found),
        "first_seen": "",
        "status": "derived",
        "label": stack_label(base.label, [(each.date, is_draft(each.status, each.title)) for each in found]),
        "position": position + 1,
        "previous_id": base.id,
        "snapshot": "",
        "url": "",
        "note": "Computed by keeling when it was asked for; unofficial.",
        "silent_edit": 0,
        "measures": sum(node.kind == "measure" for node in walk(expression.provisions)),
        "content_hash": expressions.wording_hash(expression),
    }


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    for table, found in rows.items():
        if found:
            names = ", ".join(f'"{column}"' for column in found[0])
            places = ", ".join(f":{column}" for column in found[0])
            connection.executemany(f"insert into {table} ({names}) values ({places})", found)  # noqa: S608


def computed_comparison(comparison: Comparison) -> tuple[Row, list[ChangeRow]]:
    """A comparison that is not stored, as its row of `comparisons` and its changes."""
    rows = comparison_rows(comparison, "", Known({}, {}, {}), 0)
    found = [
        replace(row_of(ChangeRow, row), along=tuple(Along(old, new) for old, new in change.provisions))
        for row, change in zip(rows["changes"], comparison.changes, strict=True)
    ]
    return rows["comparisons"][0], found
