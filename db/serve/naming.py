"""Which statements name which provisions: what their digests say of them."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

_NAMED = (
    "select t.lineage, t.version_id, r.version_id as said from cross_references r"
    " join provisions t on t.id = r.target_id join versions v on v.id = r.version_id join works w on w.id = v.work_id"
    " where t.lineage is not null and (w.kind in ('statement', 'guidance', 'memorandum')"
    " or exists (select 1 from asks a where a.version_id = r.version_id))"
)


class Naming:
    """The versions of statements: those that name a `lineage`, in whatever text, and those that name something just
    `here`, in a version.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        lineages, versions = defaultdict[int, set[str]](set), defaultdict[str, set[str]](set)
        for lineage, version, said in connection.execute(_NAMED):
            lineages[lineage].add(said)
            versions[version].add(said)
        self.lineage: Mapping[int, set[str]] = lineages
        self.here: Mapping[str, set[str]] = versions
