"""The rows of a database digested: by version, by comparison and by work, as their pages show them."""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_OF_A_VERSION = (
    "asks", "conditions", "dates", "drops", "effects", "footnotes", "identifiers", "repairs", "reserved", "signatories",
    "statements", "renditions", "applications", "cross_references", "definitions", "index_entries", "consolidations",
    "snapshots",
)  # fmt: skip
OWNERS: Mapping[str, tuple[str, ...]] = {
    "versions": ("id",),
    **dict.fromkeys(_OF_A_VERSION, ("version_id",)),
    "cautions": ("consolidation_id",),
    "instruction_outcomes": ("consolidation_id", "instrument_id"),
    "inclusions": ("instrument_id", "published_id", "previous_id"),
    "verifications": ("derived_id", "published_id"),
    "divergences": ("derived_id", "published_id"),
}
"""Tables whose rows belong to versions, with the columns that name them."""
_JOINED = {
    "provisions": "select p.version_id as owner, {columns}, t.heading, t.text from provisions p"
    " join texts t on t.id = p.text_id order by p.rowid",
    "verification_provisions": "select v.derived_id as owner, {columns} from verification_provisions p"
    " join verifications v on v.id = p.verification_id order by p.rowid",
}
_OF_COMPARISONS = {
    "comparisons": "select p.id as owner, {columns} from comparisons p order by p.rowid",
    "changes": "select p.comparison_id as owner, {columns}, e.version_id, v.date from changes p"
    " left join effects e on e.id = p.effect_id left join versions v on v.id = e.version_id order by p.rowid",
    "change_provisions": "select c.comparison_id as owner, {columns}, c.id, b.id, a.id from change_provisions p"
    " join changes c on c.rowid = p.change_row left join provisions b on b.rowid = p.before_row"
    " left join provisions a on a.rowid = p.after_row order by p.rowid",
}
_OF_WORKS = {
    "works": "select p.id as owner, {columns}, b.name, b.licence from works p"
    " left join publishers b on b.id = p.publisher_id order by p.rowid",
}
_OF_NEWS = {
    "news": "select p.work_id as owner, {columns}, p.date <= :day from news p order by p.rowid",
    "outcomes": "select substr(p.ask, 1, instr(p.ask, '/') - 1) as owner, {columns} from outcomes p order by p.rowid",
}
JOINED = {*_JOINED, *_OF_COMPARISONS, *_OF_WORKS, *_OF_NEWS, "texts", "publishers"}
"""Tables digested together with others."""
EVERY_TIME = {"build_info", "failures", "sources", "sightings"}
"""Tables that only pages show which are made every time."""
_SHIFTING = {
    "renditions": {"last_seen"},
    "snapshots": {"last_seen"},
    "versions": {"position", "place", "in_force_until", "until_rule", "unsettled_from", "followed_by"},
    "provisions": {"text_id", "lineage"},
    "cross_references": {"id"},
    "change_provisions": {"id", "change_row", "before_row", "after_row"},
    "outcomes": {"id"},
}
"""Columns that change without a page changing: places in the file, when something unchanged was seen last, and what a
later version makes of how one stands, which its standing says (`made_from`).
"""


def digest(*parts: str) -> str:
    """A digest of texts in order."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


class RowDigests:
    """By id, a digest of the rows of each version, comparison and work."""

    def __init__(self, connection: sqlite3.Connection, day: str) -> None:
        self.connection, self.day = connection, day
        owned = [(table, self._owned(table, column)) for table, names in OWNERS.items() for column in names]
        self.versions = self._digested([*owned, *_JOINED.items()])
        self.comparisons = self._digested(_OF_COMPARISONS.items())
        self.works = self._digested(_OF_WORKS.items())
        self.news = self._digested(_OF_NEWS.items())

    def _digested(self, tables: Iterable[tuple[str, str]]) -> dict[str, str]:
        found: dict[str, Any] = defaultdict(lambda: hashlib.blake2b(digest_size=12))
        for table, sql in tables:
            for owner, row in self._rows(table, sql):
                found[owner].update(row)
        return {owner: made.hexdigest() for owner, made in found.items()}

    def _rows(self, table: str, sql: str) -> Iterator[tuple[str, bytes]]:
        cursor = self.connection.execute(sql.format(columns=self._columns(table)), {"day": self.day})
        cursor.row_factory = None
        for owner, *values in cursor:
            if owner is not None:
                yield owner, repr((table, values)).encode("utf-8", "surrogatepass")

    @staticmethod
    def _owned(table: str, column: str) -> str:
        return f'select p."{column}" as owner, {{columns}} from {table} p order by p.rowid'  # noqa: S608 (names of this module)

    def _columns(self, table: str) -> str:
        """The stored columns of a table that say something."""
        known = [row[1] for row in self.connection.execute(f"pragma table_xinfo({table})") if not row[6]]
        return ", ".join(f'p."{name}"' for name in known if name not in _SHIFTING.get(table, ()))
