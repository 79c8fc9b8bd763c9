"""What may answer an ask: the provisions named, and the ten nearest by words among those changed after its date.

The words are ranked by BM25 (Robertson and Zaragoza, 2009) as SQLite's FTS5 computes it, over an index made of the
changes only, with Porter's stems. The rank orders; it is never shown as a verdict. Equal ranks keep the
order of versions and documents, so that the same database gives the same list.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.citation import label_key
from db.ask import query
from db.ask.asks import Ask, having, without_citations
from db.ask.rows import ChangeRow, VersionRow, all_of, one_or_several
from db.ask.words import label_words

MOST = 10
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_PREFIXED = re.compile(r"(?:^|[/@])[A-Z]{2,}\S* ")
"""A label that says which code it is of: `PCU C6.1`, `Definition/crisis@PCU C11`."""
_COMMON_WORDS = """
    a about after all also an and any are as ask asks at be been before but by call calls can could do does for
    from further had has have how i if in into is it its just may more most must need needs no not of on only or
    other our out over own recommend recommends should so some such than that the their them then there these
    they this those through to under up upon urge urges us want was we were what when where which while who whom
    why will with would you your ofcom government code codes provider providers service services measure
    measures please make made
    """
_COMMON = frozenset(_COMMON_WORDS.split())
"""Words that stand in every ask or every code: they tell nothing apart."""
_FEWEST, _MOST_SHARED = 2, 4
_WEIGHTS = "1.0, 4.0, 1.5"
"""Of heading, changed words, whole text."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One provision that differs between two versions; `words` are those that changed, `text` all of it.

    `along` says that it only went along with the change of what it stands in, `stood` in which version it stood before,
    `draft` that nobody has issued it: a consultation proposes it, or an instrument that is pending.
    """

    label: str
    version: str
    kind: str
    row: ChangeRow | None
    before: str | None
    after: str | None
    heading: str
    words: str
    text: str
    provision: str | None
    edits: tuple[tuple[int, str], ...] = ()
    along: bool = False
    stood: str | None = None
    draft: bool = False

    def change(self) -> dict[str, Any]:
        """The change, as `diff --json` gives it."""
        if self.row is None:
            return {"kind": "added", "before": None, "after": self.label, "heading": self.heading or None,
                    "similarity": None, "edits": [list(edit) for edit in self.edits], "effect": None}  # fmt: skip
        row = self.row
        beyond = {"beyond": True} if row.beyond else {}
        effect = {"work": row.by_work, "instruction": row.by_instruction, **beyond} if row.by_work else None
        own = ((self.before,) if self.before else (), (self.after,) if self.after else ())
        before, after = own if self.along else (row.before, row.after)
        return {"kind": self.kind, "before": one_or_several(before), "after": one_or_several(after),
                "heading": row.heading, "similarity": row.similarity,
                "edits": [list(edit) for edit in self.edits], "effect": effect}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A changed provision near an ask: the words both share, and whether the ask names it or what it stands in.

    `close` says that the change itself is about the ask: it is named, or enough of the ask's words are among those
    that changed.
    """

    changed: Changed
    shared: tuple[str, ...]
    named: bool
    close: bool

    @property
    def label(self) -> str:
        """The label it has after the change, or had before where it is gone."""
        return self.changed.label

    @property
    def name(self) -> str:
        """The label as people say it; of one that bears no code's prefix (`1.1`) with the code it is of."""
        said = label_words(self.label)
        return said if _PREFIXED.search(self.label) else f"{said} of {self.version.partition('@')[0]}"

    @property
    def version(self) -> str:
        """The version that made the change."""
        return self.changed.version


def candidates(connection: sqlite3.Connection, ask: Ask, most: int = MOST) -> tuple[Candidate, ...]:
    """The nearest provisions changed after an ask, best first.

    First what the ask names and shares words with, then what it names itself, then the nearest other words, then
    the rest below what it names; in each, drafts after what was published.
    """
    changes = [each for work in ask.works for each in changed_after(connection, work, ask)]
    names = _names(connection, ask)
    words = without_citations(ask)
    near, enough = dict(_ranked(changes, words)), _enough(words)
    keyed = []
    for place, each in enumerate(changes):
        exact, below = _named(each, names)
        rank, shared, changed = near.get(place, (0.0, (), 0))
        if below or shared:
            tier = 0 if below and shared else 1 if exact else 2 if shared else 3
            keyed.append(((tier, each.draft, rank, place), Candidate(each, shared, below, below or changed >= enough)))
    return tuple(candidate for _, candidate in sorted(keyed, key=lambda pair: pair[0])[:most])


def candidates_of(connection: sqlite3.Connection, ask: Ask) -> tuple[Candidate, ...]:
    """The candidates of an ask, which the database alone decides: looked for once where it does not change."""
    return query.kept(connection, ("candidates", ask.id), lambda: (candidates(connection, ask),))[0]


def _enough(words: str) -> int:
    """How many of an ask's words must be among those that changed: a quarter, two to four, or all of fewer."""
    many = len(terms(words))
    return max(1, min(many, max(_FEWEST, min(_MOST_SHARED, many // 4))))


def nearest(changes: Sequence[Changed], words: str) -> list[Changed]:
    """The changes that share words with a text, nearest first."""
    near = sorted((rank, place) for place, (rank, *_) in _ranked(changes, words))
    return [changes[place] for _, place in near]


def changed_after(connection: sqlite3.Connection, work: str, ask: Ask) -> Iterator[Changed]:
    """Every labelled provision of a work that a version after an ask's date added, changed or removed, in order.

    Where no version stood then, all of the first one is new. Last what pending instruments would change, as drafts.
    """
    known = [row for row in query.versions(connection, work) if row.status != "derived"]
    stood = next((n for n, row in enumerate(known) if row.id in ask.stood), None)
    if stood is None and known and ask.date:
        yield from _first(connection, known[0])
    for row in known[(stood or 0) + 1 :] if ask.date else known[1:]:
        yield from _between(connection, row.previous_id or "", row.id, row.status == "consultation")
    for stack in _pending(connection, known[-1].id, ask.date) if known else ():
        yield from _between(connection, known[-1].id, stack, True)


def _pending(connection: sqlite3.Connection, base: str, day: str) -> list[str]:
    """The newest text as amended by one instrument each that came after a day and that it does not have yet."""
    sql = (
        "select c.version_id from consolidations c join versions v on v.id = c.version_id where c.base_id = :base"
        " and json_array_length(c.instruments) = 1 and v.date >= :day"
        " and not exists (select 1 from inclusions i where i.instrument_id = json_extract(c.instruments, '$[0]'))"
        " order by v.position"
    )
    return [row["version_id"] for row in query.rows(connection, sql, base=base, day=day)]


def _first(connection: sqlite3.Connection, version: VersionRow) -> Iterator[Changed]:
    sql = (
        "select p.id, p.label, t.heading, t.text, m.heading as measure from versions v"
        " cross join provisions p on p.rowid between v.place + 1 and v.place + v.provisions"
        " join texts t on t.id = p.text_id"
        " left join provisions q on q.rowid = v.place + p.measure left join texts m on m.id = q.text_id"
        " where v.id = :v and p.label is not null and (t.text != '' or t.heading != '') order by p.rowid"
    )
    for row in query.rows(connection, sql, v=version.id):
        text = f"{row['heading']} {row['text']}".strip()
        heading = row["measure"] or ""
        yield Changed(
            row["label"], version.id, "added", None, None, row["label"], heading, text, text, row["id"], ((1, text),)
        )


@dataclass(frozen=True, slots=True)
class _Touched(ChangeRow):
    """A provision that a change touches: labels, ids and words on both sides."""

    role: str = "itself"
    old: str | None = None
    new: str | None = None
    old_id: str | None = None
    new_id: str | None = None
    old_text: str | None = None
    new_text: str | None = None


_CHANGED = (
    f"select {query.CHANGE}, x.role,"  # noqa: S608 (constants)
    " x.before as old, x.after as new, b.id as old_id, a.id as new_id,"
    " tb.heading || ' ' || tb.text as old_text, ta.heading || ' ' || ta.text as new_text"
    " from comparisons k join changes c on c.comparison_id = k.id"
    " join change_provisions x on x.change_row = c.rowid"
    " left join provisions b on b.rowid = x.before_row left join texts tb on tb.id = b.text_id"
    " left join provisions a on a.rowid = x.after_row left join texts ta on ta.id = a.text_id"
    f" {query.DECLARED} where k.before_id = :b and k.after_id = :a order by c.position, x.position"
)


def _between(connection: sqlite3.Connection, before: str, after: str, draft: bool) -> Iterator[Changed]:
    for row in all_of(_Touched, connection.execute(_CHANGED, {"b": before, "a": after})):
        label, along = row.new or row.old, row.role == "along"
        if not label or (along and row.kind not in ("added", "removed")):
            continue
        old, new = (row.old_text or "").strip(), (row.new_text or "").strip()
        edits = _edits(row, old, new)
        words = " ".join(text for sign, text in edits if sign) or new
        yield Changed(
            label, after, row.kind, row, row.old, row.new, row.heading or "", words, new or old,
            row.new_id or row.old_id, edits, along, before if row.old_id else None, draft,
        )  # fmt: skip


def _edits(row: ChangeRow, old: str, new: str) -> tuple[tuple[int, str], ...]:
    """The word edits of a change; of what came or went with another its own words alone."""
    if row.kind in ("added", "removed"):
        return ((1, new),) if new else ((-1, old),)
    return row.edits


def _ranked(changes: Sequence[Changed], words: str) -> Iterator[tuple[int, tuple[float, tuple[str, ...], int]]]:
    """By place, of each change that shares words: its rank (the smaller, the nearer), they, how many changed."""
    wanted = terms(words)
    if not wanted or not changes:
        return
    index = sqlite3.connect(":memory:")
    try:
        index.execute(
            "create virtual table near using fts5(heading, words, whole,"
            " tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        rows = ((place, each.heading, each.words, each.text) for place, each in enumerate(changes))
        index.executemany("insert into near(rowid, heading, words, whole) values (?, ?, ?, ?)", rows)
        sql = (
            f"select rowid, bm25(near, {_WEIGHTS}), highlight(near, 0, char(2), char(3)),"  # noqa: S608 (a constant)
            " highlight(near, 1, char(2), char(3)), highlight(near, 2, char(2), char(3)) from near where near match ?"
        )
        for place, rank, *marked in index.execute(sql, (" OR ".join(f'"{word}"' for word in wanted),)):
            yield place, (round(rank, 6), _shared(marked), len(_shared(marked[1:2])))
    finally:
        index.close()


def _shared(marked: Iterable[str]) -> tuple[str, ...]:
    """The words between marks, each once in the order met; words joined by a hyphen as one."""
    text = re.sub("\x03([-‐‑])\x02", r"\1", " ".join(marked))
    found = (word.lower() for word in re.findall("\x02([^\x03]*)\x03", text))
    return tuple(dict.fromkeys(found))


def terms(words: str) -> tuple[str, ...]:
    """The words of an ask that are looked for: those that tell something apart, each once."""
    found = (word.lower() for word in _WORD.findall(re.sub(r"[’']s\b", "", words)))
    return tuple(dict.fromkeys(word for word in found if word not in _COMMON and not word.isdigit() and len(word) > 1))


def _names(connection: sqlite3.Connection, ask: Ask) -> tuple[tuple[str, str], ...]:
    """Version and label of what an ask names, in every version: the name follows the provision, not the number."""
    found: list[tuple[str, str]] = []
    for name in ask.names:
        then = next((version for version in ask.stood if version.partition("@")[0] == name.work), None)
        found += _followed(connection, name.work, name.label, then)
    return tuple(dict.fromkeys(found))


def _followed(connection: sqlite3.Connection, work: str, label: str, then: str | None) -> list[tuple[str, str]]:
    """A label by version; where the version that stood has it, that of the same provision in the others."""
    known = having(connection, work, label)
    lineage = next((row["lineage"] for row in known if row["version_id"] == then), None)
    if lineage is None:
        return [(row["version_id"], row["label"]) for row in known]
    sql = "select version_id, label from provisions where lineage = :l"
    return [(row["version_id"], row["label"]) for row in query.rows(connection, sql, l=lineage)]


def _named(each: Changed, names: Sequence[tuple[str, str]]) -> tuple[bool, bool]:
    """Whether a change is of a provision named itself, and of one at or below it, before or after."""
    ends = [(each.version, each.after), (each.stood, each.before)]
    known = [(label_key(label), label_key(own)) for at, own in ends if at and own for v, label in names if v == at]
    return any(own == name for name, own in known), any(_below(own, name) for name, own in known)


def _below(own: str, name: str) -> bool:
    if own == name or own == label_key(f"Index/{name}") or own.endswith(f"@{name}"):
        return True
    return own.startswith(name) and own[len(name) : len(name) + 1] in (".", "(", "/", "@")
