"""Questions to `keeling.db`, asked with the standard library only: for pages and for `keeling show`.

Every function takes an open connection and gives plain values, so that a page asks all it needs
from one connection, hence from one build.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from corpus.citation import label_key, label_slug
from corpus.errors import NothingFound, WorldError
from db.ask.rows import EventRow, LabelledRow, OwnChange, ProvisionRow, SpanRow, VersionRow, all_of

Row = dict[str, Any]
T = TypeVar("T")

SCHEMA_VERSION = "17"
"""Part of `build_info`: a database of another schema is built again."""
_COLUMNS = (
    "p.id, p.version_id, p.parent, p.position, p.last, p.depth, p.kind, p.label, p.slug, p.num, p.printed,"
    " p.measure, p.effect_id, p.start, p.end, p.page, p.marks, p.above, t.heading, t.text"
)
CHANGE = (
    "c.id, c.comparison_id, c.position, c.kind, c.before, c.after, c.heading, c.measure, c.similarity, c.edits,"
    " c.words_added, c.words_removed, c.by_work, c.by_instruction, c.beyond, c.coarse, c.cells, c.cell_column,"
    " de.version_id as by_version, dv.date as by_day"
)
DECLARED = "left join effects de on de.id = c.effect_id left join versions dv on dv.id = de.version_id"
"""Columns and joins by which a query gives changes `c` as a `ChangeRow`."""
AMENDING = "exists (select 1 from json_each(w.amends) where value = :w)"
"""Whether a work `w` is an instrument that amends the work `:w`."""
_VERSION = (
    "select v.*, w.title as work_title, w.licence, w.illustrative, w.kind as work_kind, w.prefix, w.amends"
    " from versions v join works w on w.id = v.work_id where "
)
_PROVISION = f"select {_COLUMNS} from provisions p join texts t on t.id = p.text_id "  # noqa: S608 (a constant)


@dataclass(slots=True)
class Node:
    """A provision with what stands below it."""

    row: ProvisionRow
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> Iterable["Node"]:
        """This node and everything below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def lines(self, depth: int = 0) -> Iterable[tuple[int, str]]:
        """Depth and words of this node and everything below it."""
        if self.row.words:
            yield depth, self.row.words
        for child in self.children:
            yield from child.lines(depth + 1)


KEPT = 20_000
"""Questions that a connection to an unchanging file keeps the answers of."""


class Unchanging(sqlite3.Connection):
    """A connection to a file that nothing changes: which works and versions there are is asked for once.

    Every page asks for its version, for the other versions of its work and for what they were made of.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.kept: dict[tuple[Any, ...], Any] = {}
        self.recent: dict[tuple[Any, ...], Any] = {}


def kept(connection: sqlite3.Connection, key: tuple[Any, ...], ask: Callable[[], T]) -> T:
    """The answer to a question, from those kept where the file is unchanging. Nobody may change what is given."""
    if not isinstance(connection, Unchanging):
        return ask()
    found: T | None = connection.kept.get(key)
    if found is not None:
        return found
    made = ask()
    if made:  # what somebody's address names and there is not is no reason to keep the address
        if len(connection.kept) >= KEPT:
            connection.kept.clear()
        connection.kept[key] = made
    return made


RECENT = 6
"""Large answers that such a connection keeps: of a text and the one before it, and of what was made of both."""


def recent(connection: sqlite3.Connection, key: tuple[Any, ...], ask: Callable[[], T]) -> T:
    """The answer to a question whose answer is large, from the last few where the file is unchanging.

    A text is asked for as a page, as data and as a document one after the other. Nobody may change what is given.
    """
    if not isinstance(connection, Unchanging):
        return ask()
    made: T = connection.recent.pop(key) if key in connection.recent else ask()
    connection.recent[key] = made
    while len(connection.recent) > RECENT:
        connection.recent.pop(next(iter(connection.recent)))
    return made


def connect(database: Path, *, unchanging: bool = False) -> sqlite3.Connection:
    """A connection that can only read; `unchanging` where the file stays as it is while it is open.

    Raises NothingFound where there is no database, WorldError for one that another keeling built.
    """
    if not database.is_file():
        raise NothingFound(f"there is no database at {database}; run `keeling build` first")
    kind = Unchanging if unchanging else sqlite3.Connection
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True, factory=kind)
    connection.row_factory = sqlite3.Row
    if _schema(connection) != SCHEMA_VERSION:
        connection.close()
        raise WorldError(f"{database} was built by another version of keeling; run `keeling build`")
    return connection


def _schema(connection: sqlite3.Connection) -> str | None:
    """The version of the schema a database has; None for one that keeling did not build."""
    try:
        found = connection.execute("select value from build_info where key = 'schema'").fetchone()
    except sqlite3.DatabaseError:
        return None
    return found["value"] if found else None


def rows(connection: sqlite3.Connection, sql: str, **values: Any) -> list[Row]:
    """All rows of a query, as dictionaries."""
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def one(connection: sqlite3.Connection, sql: str, **values: Any) -> Row | None:
    """The first row of a query, or None."""
    found = rows(connection, sql, **values)
    return found[0] if found else None


def work(connection: sqlite3.Connection, work_id: str) -> Row | None:
    """A work with its publisher's name."""
    sql = (
        "select w.*, p.name as publisher from works w left join publishers p on p.id = w.publisher_id where w.id = :id"
    )
    found = kept(connection, (sql, work_id), lambda: one(connection, sql, id=work_id))
    return dict(found) if found else None


def versions_where(connection: sqlite3.Connection, condition: str, **values: Any) -> list[VersionRow]:
    """The versions `v` of works `w` for which a condition (SQL of this code, never of a visitor) holds."""

    def ask() -> list[VersionRow]:
        return all_of(VersionRow, connection.execute(f"{_VERSION}{condition}", values))

    return list(kept(connection, (condition, *values.values()), ask))


def versions(connection: sqlite3.Connection, work_id: str) -> list[VersionRow]:
    """Versions of a work, published ones by date, derived ones after them."""
    return versions_where(connection, "v.work_id = :id order by v.position", id=work_id)


def spans_of(connection: sqlite3.Connection, work_id: str) -> list[SpanRow]:
    """When each version of a work that somebody published is in force, in order."""
    sql = (
        "select v.id, v.date, v.status, v.position, v.in_force_from, v.in_force_until, w.kind as work_kind"
        " from versions v join works w on w.id = v.work_id"
        " where v.work_id = :id and v.status is not 'derived' order by v.position"
    )
    return list(kept(connection, (sql, work_id), lambda: all_of(SpanRow, connection.execute(sql, {"id": work_id}))))


def version(connection: sqlite3.Connection, version_id: str) -> VersionRow | None:
    """One version with its work."""
    return next(iter(versions_where(connection, "v.id = :id", id=version_id)), None)


def provision(connection: sqlite3.Connection, version_id: str, slug: str) -> ProvisionRow | None:
    """One provision by its place in an address."""
    cursor = connection.execute(_PROVISION + "where p.id = :id", {"id": f"{version_id}/{slug}"})
    return next(iter(all_of(ProvisionRow, cursor)), None)


def labelled(connection: sqlite3.Connection, label: str) -> list[LabelledRow]:
    """Every provision with this label, in every version of every work."""
    cursor = connection.execute(
        f"select {_COLUMNS}, v.work_id, v.date, v.status, v.position as version_position, w.catalogued"  # noqa: S608 (a constant)
        " from versions v join works w on w.id = v.work_id cross join provisions p on p.id = v.id || '/' || :slug"
        " join texts t on t.id = p.text_id"
        " order by v.work_id, v.position",
        {"slug": label_slug(label)},
    )
    wanted = label_key(label)
    return [row for row in all_of(LabelledRow, cursor) if row.label and label_key(row.label) == wanted]


def tree(connection: sqlite3.Connection, version_id: str, first: int = 1, last: int | None = None) -> list[Node]:
    """The provisions between two places of a version, nested."""
    cursor = connection.execute(
        _PROVISION + "join versions v on v.id = :v"
        " where p.rowid between v.place + :a and v.place + min(:b, v.provisions) order by p.rowid",
        {"v": version_id, "a": first, "b": last if last is not None else 1 << 40},
    )
    return nest(all_of(ProvisionRow, cursor))


def nest(found: Iterable[ProvisionRow]) -> list[Node]:
    """Rows in order of the document as a forest."""
    roots: list[Node] = []
    known: dict[int | None, Node] = {}
    for row in found:
        node = known[row.position] = Node(row)
        parent = known.get(row.parent)
        (parent.children if parent else roots).append(node)
    return roots


class Text:
    """A whole version, read once for who asks for one of its provisions after the other."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = {node.row.position: node for root in nodes for node in root.walk()}
        self.slugs = {node.row.slug: node.row for node in self.nodes.values()}
        rows = list(self.slugs.values())
        self.before, self.after = _neighbours(rows), _neighbours(rows[::-1])

    def ancestors(self, row: ProvisionRow) -> list[ProvisionRow]:
        """What a provision stands in, outermost first."""
        found: list[ProvisionRow] = []
        while row.parent in self.nodes:
            row = self.nodes[row.parent].row
            found.insert(0, row)
        return found


def _neighbours(rows: Iterable[ProvisionRow]) -> dict[int, ProvisionRow]:
    """By position the nearest labelled provision of the same kind ahead, as `provisions.before` finds it."""
    seen: dict[tuple[str, int | None], ProvisionRow] = {}
    found = {}
    for row in rows:
        place = row.kind, None if row.kind == "measure" else row.parent
        if place in seen:
            found[row.position] = seen[place]
        if row.label:
            seen[row.kind, None] = seen[row.kind, row.parent] = row
    return found


def whole(connection: sqlite3.Connection, version_id: str) -> Text:
    """A whole version, kept for the next question about it."""
    return recent(connection, ("text", version_id), lambda: Text(tree(connection, version_id)))


def ancestors(connection: sqlite3.Connection, provision_id: str) -> list[ProvisionRow]:
    """What a provision stands in, outermost first."""
    cursor = connection.execute(
        "with recursive up(place, parent) as (select p.rowid - p.position, p.parent from provisions p where p.id = :id"  # noqa: S608 (a constant)
        " union all select up.place, p.parent from up join provisions p on p.rowid = up.place + up.parent) "
        + _PROVISION
        + "join up on p.rowid = up.place + up.parent order by p.rowid",
        {"id": provision_id},
    )
    return all_of(ProvisionRow, cursor)


def history(connection: sqlite3.Connection, provision_id: str) -> list[EventRow]:
    """The same provision in every version, oldest first, each with the changes that led to it."""
    cursor = connection.execute(
        "select p.id, p.label, p.slug, p.version_id, p.position, p.last, p.effect_id,"
        " v.work_id, v.date, v.label as version_label, v.status, v.position as version_position, v.previous_id,"
        " v.in_force_from,"
        " t.heading, t.text"
        " from provisions o join provisions p on p.lineage = o.lineage"
        " join versions v on v.id = p.version_id join texts t on t.id = p.text_id"
        " where o.id = :id order by v.position",
        {"id": provision_id},
    )
    changes = _changes(connection, provision_id)
    events = all_of(EventRow, cursor)
    return [replace(e, changes=tuple(changes[e.version_id])) if e.version_id in changes else e for e in events]


def _changes(connection: sqlite3.Connection, provision_id: str) -> dict[str, list[OwnChange]]:
    """By version, the changes that led to it in a provision or in anything below it."""
    cursor = connection.execute(
        f"select distinct {CHANGE}, k.before_id, k.after_id, x.role"  # noqa: S608 (a constant)
        " from provisions o join provisions e on e.lineage = o.lineage"
        # in this order: the few changes of the provision, not all changes of each version
        " cross join change_provisions x on x.after_row between e.rowid and e.rowid - e.position + e.last"
        " cross join changes c on c.rowid = x.change_row"
        f" join comparisons k on k.id = c.comparison_id and k.after_id = e.version_id {DECLARED}"
        " where o.id = :id and (x.role = 'itself' or x.after_row = e.rowid) order by c.comparison_id, c.position",
        {"id": provision_id},
    )
    grouped: dict[str, list[OwnChange]] = {}
    for change in all_of(OwnChange, cursor):
        grouped.setdefault(change.after_id, []).append(change)
    return grouped


def inclusion(connection: sqlite3.Connection, work_id: str) -> Row | None:
    """The published version that includes an instrument, with the counts that show it; None where none does."""
    return one(
        connection,
        "select i.*, p.date, p.status, p.label, p.work_id, w.title as code from inclusions i"
        " join versions v on v.id = i.instrument_id join versions p on p.id = i.published_id"
        " join works w on w.id = p.work_id where v.work_id = :w order by p.date, p.id limit 1",
        w=work_id,
    )


def looked(connection: sqlite3.Connection) -> str:
    """The day of the last look at any source, or of the last file added (UTC); empty where there was none."""
    found = one(connection, "select value from build_info where key = 'looked'")
    return str(found["value"]) if found else ""


def latest_published(found: Iterable[VersionRow]) -> VersionRow | None:
    """The newest version that was published, not computed; a draft only where there is nothing else."""
    known = [row for row in found if not row.derived]
    return known[-1] if known else None
