"""The files of all works into one database, at the speed of SQLite.

Numbers that serve joins only (texts, lineages, rows) are those of one file; here they become those of
the database: texts are told by their digests, so that each distinct wording is stored once.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import db.schema.archive
import db.schema.changes  # noqa: F401  (importing the modules adds their tables to the metadata)
from corpus.citation import label_key
from corpus.errors import WorldError
from db.build.expression_rows import Row
from db.build.load import Loader
from db.schema.documents import metadata

NUMBERED = {("cross_references", "id"), ("change_provisions", "id")}
"""Keys that SQLite gives, in the order of the rows."""
MOVED = {
    "provisions": {"lineage": "lineage"},
    "versions": {"place": "provisions"},
    "change_provisions": {"change_row": "changes", "before_row": "provisions", "after_row": "provisions"},
}
"""Columns that count rows of their own file: what they count."""


def columns(table: str) -> list[str]:
    """The stored columns of a table of the schema; raises KeyError for a table that there is not."""
    if table not in metadata.tables:
        raise KeyError(f"no such tables: {table}")
    return [column.name for column in metadata.tables[table].columns if column.computed is None]


class Merge:
    """Adds one file of rows after another and keeps what the summary and the last rows need."""

    def __init__(self, loader: Loader) -> None:
        driver = loader.connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self.into = driver
        self.totals: Counter[str] = Counter()
        self.news: dict[str, Row] = {}
        self.shortfalls: list[tuple[str, str]] = []
        self._texts: dict[bytes, int] = {}
        self._labels: dict[str, str] = {}
        self._last = {"lineage": 0, "provisions": 0, "changes": 0}
        driver.execute("pragma temp_store = memory")
        driver.execute("create temp table numbers (own integer primary key, number integer, fresh integer)")

    def add(self, path: Path) -> None:
        """All rows of one work; raises WorldError for a file that is damaged."""
        self.into.commit()  # SQLite attaches nothing inside a transaction
        try:
            self.into.execute("attach ? as work", (str(path),))
            self._add()
            self.into.commit()
        except sqlite3.DatabaseError as error:
            if "full" in str(error):
                raise
            raise WorldError(
                f"the rows kept at {path} cannot be used ({error}); delete {path.parent} and build again"
            ) from None
        self.into.execute("detach work")

    def _add(self) -> None:
        self._number_texts()
        present = {name for (name,) in self.into.execute("select name from work.sqlite_master where type = 'table'")}
        for name in metadata.tables:
            if name in present:
                self._copy(name)
        if "provisions" in present:
            self._last["lineage"] += self.into.execute("select max(lineage) from work.provisions").fetchone()[0] or 0
        for name in ("provisions", "changes"):
            self._last[name] = self.into.execute(f"select max(rowid) from main.{name}").fetchone()[0] or 0  # noqa: S608
        self._labels.update(self.into.execute("select key, provision from work.labels"))
        about = json.loads(self.into.execute("select value from work.about").fetchone()[0])
        self.totals.update(about["totals"])
        self.news |= {row["id"]: row for row in about["news"]}
        self.shortfalls += [(where, why) for where, why in about["shortfalls"]]

    def _number_texts(self) -> None:
        """A table in memory: number in the file, number in the database, whether it is new there."""
        numbered = []
        for own, digest in self.into.execute("select id, digest from work.text_digests order by id"):
            fresh = digest not in self._texts
            numbered.append((own, self._texts.setdefault(digest, len(self._texts) + 1), fresh))
        self.into.execute("delete from temp.numbers")
        self.into.executemany("insert into temp.numbers values (?, ?, ?)", numbered)

    def _copy(self, name: str) -> None:
        names = [column for column in columns(name) if (name, column) not in NUMBERED]
        wanted = {column: f't."{column}"' for column in names}
        wanted |= {column: f't."{column}" + {self._last[what]}' for column, what in MOVED.get(name, {}).items()}
        source = f"work.{name} t"
        if name == "texts":
            wanted["id"] = "n.number"
            source += " cross join temp.numbers n on n.own = t.id where n.fresh"
        elif name == "provisions":
            wanted["text_id"] = "n.number"
            source += " cross join temp.numbers n on n.own = t.text_id"
        into, values = ", ".join(f'"{column}"' for column in names), ", ".join(wanted.values())
        self.into.execute(f"insert into main.{name} ({into}) select {values} from {source} order by t.rowid")  # noqa: S608

    def cite(self) -> None:
        """Let references to other works point at the newest version of each code."""
        amended: dict[str, list[str]] = {}
        sql = "select distinct version_id, work_id from effects where work_id is not null order by 1, 2 desc"
        for version, work in self.into.execute(sql):
            amended.setdefault(version, []).append(work)
        prefixes = self.into.execute("select prefix, id from works where kind = 'code' and prefix <> '' order by id")
        codes = [(label_key(prefix), work) for prefix, work in prefixes]
        sql = (
            "select id, version_id, target from cross_references where target_id is null and kind <> 'act' order by id"
        )
        found = [
            (provision, number)
            for number, version, target in self.into.execute(sql)
            if (provision := _cited(target, [*amended.get(version, ()), *_prefixed(target, codes)], self._labels))
        ]
        self.into.executemany("update cross_references set target_id = ? where id = ?", found)


def _prefixed(target: str, codes: Sequence[tuple[str, str]]) -> list[str]:
    """The codes whose measures are numbered with the prefix a label begins with."""
    return [work for prefix, work in codes if label_key(target).startswith(prefix)]


def _cited(target: str, works: Sequence[str], labels: Mapping[str, str]) -> str | None:
    """The provision a reference means: `work#label`, or a bare label of one of these works."""
    key = label_key(target)
    for work in works:
        if (known := labels.get(label_key(f"{work}#") + key)) is not None:
            return known
    return labels.get(key)
