"""A provision by what a person types: `c11`, `C11.4a`, `Recommendation C11`; and what there is where it is not.

Only a code's own measures and their paragraphs are looked for: a bare 2.3 says too little to go anywhere.
"""

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from corpus.citation import Citation
from corpus.errors import CitationError
from db.ask import query, works
from db.ask.query import Row
from db.ask.rows import LabelledRow

_SAID = re.compile(
    r"(?:(?:the|see|under|in)\s+)*(?:(?:recommendations?|measures?|paragraphs?|paras?\.?|recs?\.?|provision)\s+)*",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"(?:(?P<prefix>[A-Za-z]{2,6}|[A-Za-z][A-Za-z\d&/-]{1,9}(?=\s))\s*[-.]?\s*)??(?P<number>[A-Za-z]{1,2}\s?\d{1,3}[A-Za-z]?(?:\s?\.\s?\d{1,3}[A-Z]?)?)"
    r"(?P<items>(?:[\s.,]*\(\s*[A-Za-z0-9]{1,5}\s*\)?|[\s.]*[a-z](?:[ivx]+)?(?![a-z])|\.?(?:[ivx]+)(?![a-z]))*)"
)
_ITEM = re.compile(r"[A-Za-z0-9]+")
_ROMAN = re.compile(r"[ivx]+")
MOST_TERMS = 200_000
"""Words of the index that are looked at for a suggestion, at most."""


@dataclass(frozen=True, slots=True)
class Nowhere:
    """A number that no text has: its neighbours in the code, and why it is not used where a document says so."""

    label: str
    before: Row | None
    after: Row | None
    reserved: Row | None


def candidates(connection: sqlite3.Connection, text: str) -> list[str]:
    """The labels that a text can mean, one for each code whose numbering it fits, in order of the codes."""
    typed = _TYPED.fullmatch(_SAID.sub("", " ".join(text.split()), count=1)) if len(text) <= 60 else None
    if typed is None:
        return []
    number = re.sub(r"\s", "", typed["number"])
    number = number[0].upper() + number[1:] if not number[1].isalpha() else number[:2].upper() + number[2:]
    items = "".join(f"({item})" for typed_item in _ITEM.findall(typed["items"]) for item in _split(typed_item.lower()))
    wanted = (typed["prefix"] or "").casefold()
    prefixes = [prefix for prefix in _prefixes(connection) if wanted in ("", prefix.casefold())]
    forms = [f"{number}{items}"]
    if "." in number and number[-1].isalpha():  # C11.4A is a paragraph of its own, or item (a) of C11.4
        forms.append(f"{number[:-1]}({number[-1].lower()}){items}")
    return [f"{prefix} {form}" for prefix in prefixes for form in forms]


def _split(item: str) -> tuple[str, ...]:
    """`ai` is item (i) of item (a); `iv` and `12` are one item."""
    nested = len(item) > 1 and item.isalpha() and not _ROMAN.fullmatch(item)
    return (item[0], item[1:]) if nested else (item,)


def _prefixes(connection: sqlite3.Connection) -> list[str]:
    sql = "select distinct prefix from works where kind = 'code' and prefix > '' order by id"
    return [row["prefix"] for row in query.rows(connection, sql)]


def meant(connection: sqlite3.Connection, text: str) -> dict[str, list[LabelledRow]]:
    """By label, the provisions that a text can mean: as it is written, else as people write it."""
    exact = query.labelled(connection, text)
    if exact:
        return {exact[0].label or text: exact}
    found = {label: query.labelled(connection, label) for label in candidates(connection, text)}
    return {label: rows for label, rows in found.items() if rows}


def weight(row: LabelledRow) -> tuple[int, int, str, int]:
    """How much a provision counts among those with its number: the catalogued, the published, the newest.

    A page that has a regulator's numbers and is not its own never stands for the regulator's, however new.
    """
    rank = 0 if row.effect_id else 1 if row.status == "derived" else 2
    return row.catalogued, rank, row.date, row.version_position


def others(rows: Iterable[LabelledRow], shown: LabelledRow) -> list[str]:
    """The newest version of each other document that has a number of its own like the one shown."""
    newest = {row.work_id: row.version_id for row in sorted(rows, key=weight) if row.effect_id is None}
    return [version for work, version in sorted(newest.items()) if work != shown.work_id]


def nowhere(connection: sqlite3.Connection, text: str) -> list[Nowhere]:
    """What stands around a number that no text has, in each code it could be of."""
    known = {label.partition("(")[0].partition(".")[0]: label for label in reversed(candidates(connection, text))}
    return [each for label in reversed(known.values()) if (each := _around(connection, label))]


def _around(connection: sqlite3.Connection, label: str) -> Nowhere | None:
    prefix, _, rest = label.partition(" ")
    measure = f"{prefix} {rest.partition('(')[0].partition('.')[0]}"
    work = query.one(connection, "select id from works where prefix = :p and kind = 'code'", p=prefix)
    newest = query.latest_published(query.versions(connection, work["id"])) if work else None
    if work is None or newest is None:
        return None
    sql = "select label, title, path from measure where version = :v order by position"
    known = sorted(query.rows(connection, sql, v=newest.id), key=lambda row: _key(row["label"]))
    reserved = [row for row in works.reserved_numbers(connection, work["id"]) if row["label"] == measure]
    before = [row for row in known if _key(row["label"]) <= _key(measure)]
    after = [row for row in known if _key(row["label"]) > _key(measure)]
    ends = (before[-1] if before else None, after[0] if after else None)
    return Nowhere(label, *ends, reserved[0] if reserved else None)


def _key(label: str) -> tuple[object, ...]:
    try:
        return tuple(Citation.parse(label).sort_key())
    except CitationError:
        return ()


def suggested(connection: sqlite3.Connection, text: str) -> str:
    """What was typed, with the nearest word of the index for each that no text has; empty where none is near."""
    words = re.findall(r"\w+", text.casefold())
    connection.execute("create virtual table if not exists temp.vocabulary using fts5vocab(main, texts_fts, row)")
    made = [word if _stands(connection, word) else _near(connection, word) for word in words]
    return " ".join(made) if made != words and all(made) else ""


def _stands(connection: sqlite3.Connection, word: str) -> bool:
    sql = "select 1 from texts_fts where texts_fts match ? limit 1"
    return connection.execute(sql, [f'"{word}"']).fetchone() is not None


def _near(connection: sqlite3.Connection, word: str) -> str:
    """The nearest word of the index with the first or the second letter in its place; letters that changed places
    come first, then the word that more texts have.
    """
    sql = (
        "select term, doc from temp.vocabulary where (substr(term, 1, 1) = :a or substr(term, 2, 1) = :b)"
        " and length(term) between :n - 2 and :n + 2 limit :most"
    )
    values = {"a": word[:1], "b": word[1:2], "n": len(word), "most": MOST_TERMS}
    known = {row[0]: row[1] for row in connection.execute(sql, values)}
    close = get_close_matches(word, known, 5, 0.74)
    return max(close, key=lambda term: (sorted(term) == sorted(word), _alike(word, term), known[term]), default="")


def _alike(word: str, term: str) -> float:
    """How alike two words are, from 0 to 1, to one digit: what is as alike is told apart by how common it is."""
    return round(SequenceMatcher(None, word, term).ratio(), 1)
