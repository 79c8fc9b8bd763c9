"""The kinds of harm a code counts, read from its own tables, and which rows it leaves out of account."""

import re
from collections.abc import Iterator, Sequence

from corpus.condition import Kind
from corpus.harm_names import name_parts, named
from corpus.provision import Provision, walk

_TABLE = re.compile(r"\btable\s+(\w+)\b", re.IGNORECASE)
_EXCLUDED = re.compile(
    r"\b(?:exclud\w*|except|other than|leav\w+ out|left out|not count\w*|disregard\w*|ignor\w*)\b|\bdo(?:es)? not count\b",
    re.IGNORECASE,
)
_ROWS = re.compile(r"\brows?\s+((?:\w{1,4}(?:\s*,\s*|\s+and\s+|\s+or\s+|\s+to\s+))*\w{1,4})\b", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Za-z]{0,3}\d{1,3}[A-Za-z]{0,2}")
_LIST_OF_KINDS = re.compile(
    r"\bkinds? of (?:content|(?:illegal )?harms?|[\w-]+ (?:priority )?content)\b[^.;]*:\s*$", re.IGNORECASE
)
_LAST_WORD = re.compile(r"[;,]?\s*\b(?:or|and)\s*$", re.IGNORECASE)
_LONGEST_NAME = 9
"""Words in the name of a kind; the longest in use has eight."""

NAMED_ONLY = "~"
"""The row of a kind that no table has: a list of a measure names it."""

_ABOUT = re.compile(r"\bkinds? of\b|\brisk\b", re.IGNORECASE)


def kinds_of(provisions: tuple[Provision, ...]) -> tuple[Kind, ...]:
    """The kinds that the tables of a code list, in order; where no table lists any, those that its lists of kinds name."""
    tables = [node for node in walk(provisions) if node.kind == "table"]
    named = _named(provisions)
    listing = [rows for table in tables if (rows := _listed(table)) and (not named or _name(table) in named)]
    listing = listing or [rows for table in tables if (rows := _listed(table))]
    found = {kind.name: kind for rows in listing for kind in rows}
    if not found:
        return _enumerated(provisions)
    left_out = excluded_rows(provisions)
    return _with_wholes(tuple(_placed(kind, tuple(found.values()), left_out) for kind in found.values()))


def _enumerated(provisions: tuple[Provision, ...]) -> tuple[Kind, ...]:
    """The kinds that lists name (`any of these kinds of content: (a) ...; or (b) ...`), each marked as known by name only.

    They are not all the kinds there are, so that nothing is said of "any kind" from them.
    """
    leads = (node for node in walk(provisions) if _LIST_OF_KINDS.search(node.text) and node.children)
    items = [item for lead in leads for item in lead.children if not item.children]
    names = (_LAST_WORD.sub("", item.text.strip()).strip(" ;,.") for item in items)
    return tuple(Kind(name, NAMED_ONLY) for name in dict.fromkeys(names) if 0 < len(name.split()) <= _LONGEST_NAME)


def _with_wholes(kinds: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Where only parts of a kind are listed (rows 2A to 2C without a row 2) and none is counted, the kind itself may be.

    The code does not say so: its row is marked `?`, and it never decides alone.
    """
    parts = [
        kind for kind in kinds if kind.parent and not kind.counts and not any(k.name == kind.parent for k in kinds)
    ]
    wholes = {kind.parent: Kind(kind.parent, "?") for kind in parts}
    return (*kinds, *wholes.values())


def _named(provisions: tuple[Provision, ...]) -> set[str]:
    """The tables that sentences about kinds or risk refer to."""
    texts = [node.text for node in walk(provisions) if _ABOUT.search(node.text)]
    return {name.upper() for text in texts for name in _TABLE.findall(text)}


def _name(table: Provision) -> str:
    found = _TABLE.search(" ".join((table.heading or "", table.label or "", table.text)))
    return found[1].upper() if found else ""


def _cells(row: Provision) -> list[str]:
    return [cell.text or cell.heading or "" for cell in row.children] or [row.text]


def _listed(table: Provision) -> list[Kind]:
    """The kinds of one table: its column is headed by a word for a kind; a first column of numbers names the rows."""
    rows = [_cells(node) for node in table.walk() if node.kind == "row"]
    if len(rows) < 2:
        return []
    column = next((n for n, head in enumerate(rows[0]) if re.search(r"\b(?:kinds?|harms?)\b", head, re.IGNORECASE)), -1)
    if column < 0:
        return []
    body = [row for row in rows[1:] if len(row) > column and row[column].strip()]
    repeats = len({row[column] for row in body}) < len(body) and all(len(row) > column + 1 for row in body)
    return [_kind(row, column, repeats) for row in body]


def _kind(row: Sequence[str], column: int, grouped: bool) -> Kind:
    """A row; where the column of kinds repeats itself it is a class, and the kind stands in the next column."""
    number = row[0].strip() if column and _NUMBER.fullmatch(row[0].strip()) else ""
    if grouped:
        return Kind(row[column + 1].strip(), number, row[column].strip())
    return Kind(row[column].strip(), number)


def excluded_rows(provisions: tuple[Provision, ...]) -> frozenset[str]:
    """Numbers of rows that a sentence about counting leaves out (`excluding … rows 2A, 2B and 2C`)."""
    found: set[str] = set()
    for node in walk(provisions):
        for sentence in re.split(r"(?<=[.;])\s+", node.text):
            if _EXCLUDED.search(sentence):
                found.update(number for rows in _ROWS.findall(sentence) for number in _numbers(rows))
    return frozenset(found)


def _numbers(text: str) -> Iterator[str]:
    for part in re.split(r",|\band\b|\bor\b", text):
        ends = [end.strip().upper() for end in re.split(r"\bto\b", part)]
        if len(ends) == 2 and ends[0][:-1] == ends[1][:-1] and ends[0] and ends[1]:
            yield from (ends[0][:-1] + chr(code) for code in range(ord(ends[0][-1]), ord(ends[1][-1]) + 1))
        else:
            yield from (end for end in ends if _NUMBER.fullmatch(end))


def _placed(kind: Kind, every: Sequence[Kind], left_out: frozenset[str]) -> Kind:
    """The kind with the kind it is a part of (row 2A of row 2) and whether it is counted."""
    found = re.fullmatch(r"(\d+)[A-Za-z]", kind.row)
    whole = [other.name for other in every if found and other.row == found[1]]
    before = name_parts(kind.name)
    parent = whole[0] if whole else before[0] if found and len(before) > 1 else ""
    return Kind(kind.name, kind.row, kind.group, parent, kind.row.upper() not in left_out)


def mentions(text: str, kinds: Sequence[Kind]) -> tuple[tuple[str, ...], bool] | None:
    """The kinds a list such as `hate, terrorism or harassment, stalking, threats and abuse` names, and whether all are meant.

    None where a part of it is no kind of this code, or where it is not said which joins them.
    """
    text = re.sub(
        r"^(?:the following kinds? of (?:illegal harm|content)|either|any of|one or more of)\s*:?\s*",
        "",
        text.strip(" ,.;:"),
        flags=re.IGNORECASE,
    )
    whole = named(text, kinds)
    if whole:
        return tuple(kind.name for kind in whole), False
    joints = list(re.finditer(r"\s*,?\s+(?:and|or)\s+|\s*,\s*", text))
    found: list[str] = []
    words: set[str] = set()
    start = 0
    while start < len(text):
        ends = [*[j for j in joints if j.start() > start], None]
        for joint in reversed(ends):
            end = joint.start() if joint else len(text)
            part = named(re.sub(r"^both\s+", "", text[start:end]), kinds)
            if part:
                found += [kind.name for kind in part]
                words.update(re.findall(r"\b(?:and|or)\b", joint[0]) if joint else ())
                start = joint.end() if joint else len(text)
                break
        else:
            return None
    if len(words) > 1:
        return None
    return tuple(dict.fromkeys(found)), words == {"and"}
