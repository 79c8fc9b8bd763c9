"""A provider's register of measures: begun, checked against a code and a profile, carried to a new version.

keeling fills in no judgement: it writes which measures apply and why; what is done about them is the provider's.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.citation import label_key, stands_in
from corpus.provision import walk
from corpus.work import Expression
from diffs.apply import register_table
from diffs.apply.decide import Answer, Decided
from diffs.apply.register_table import Row, Table

COLUMNS = ("Measure", "Title", "Applies because", "Status", "How it is met", "Effective", "Review")
TO_DECIDE = "to decide"


@dataclass(frozen=True, slots=True)
class Held:
    """A code as the register is held against it: its text, what applies, and labels it had in other versions."""

    code: Expression
    answer: Answer
    service: str = ""
    former: frozenset[str] = frozenset()

    @property
    def prefix(self) -> str:
        """The prefix of its labels."""
        return next((each.label.rpartition(" ")[0] for each in self.answer.measures if " " in each.label), "")

    def labels(self) -> frozenset[str]:
        """Every label of the code, as compared."""
        return frozenset(node.key for node in walk(self.code.provisions) if node.label)


def begin(held: Sequence[Held]) -> str:
    """A register to paste into a file: a row for each measure that applies, the answers that wait said beneath."""
    versions = " ".join(each.answer.version for each in held)
    measures = [each for code in held for each in code.answer.measures]
    lines = [f"<!-- keeling:register {versions} -->", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    lines += [_new_row(each) for each in measures if each.applies]
    lines += ["<!-- /keeling:register -->", ""]
    waiting = said_to_wait(undecided(held), versions)
    lines += [waiting, ""] if waiting else []
    return "\n".join(lines)


def undecided(held: Sequence[Held], have: Collection[str] = ()) -> tuple[str, ...]:
    """The labels of measures that may apply, for all that is known, and are not among labels (as compared)."""
    measures = (each for code in held for each in code.answer.measures)
    return tuple(each.label for each in measures if each.applies is None and not covered(each.label, have))


def said_to_wait(labels: Sequence[str], of: str = "") -> str:
    """That it cannot be said whether these measures (of these versions) apply; empty where there are none."""
    return f"Cannot say yet whether these apply{f' ({of})' if of else ''}: {', '.join(labels)}." if labels else ""


def covered(label: str, have: Collection[str]) -> bool:
    """Whether a measure, or a paragraph of it, is among labels as compared."""
    key = label_key(label)
    return any(stands_in(each, key) for each in have)


def because(each: Decided) -> str:
    """The deciding words with their label and version, fit for a cell."""
    words = " ".join(each.because.split())
    return f"{words} ({each.decides}, {each.version})".replace("|", r"\|")


def _new_row(each: Decided) -> str:
    status = "optional" if each.permissive else TO_DECIDE
    return f"| {each.label} | {each.title} | {because(each)} | {status} |  |  |  |"


@dataclass(frozen=True, slots=True)
class Carried:
    """A register carried to other versions: the new text and what was done.

    `unknown` are labels that the former version has not: where they went cannot be told, and their rows are as they
    were. `astray` says that not even the measure of one has its number still.
    """

    text: str
    kept: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    text_changed: tuple[str, ...]
    history: str
    unknown: tuple[str, ...] = ()
    astray: bool = False

    def to_json(self) -> dict[str, Any]:
        """JSON of `register carry` (interface.md)."""
        return {
            "kept": list(self.kept),
            "renamed": [list(pair) for pair in self.renamed],
            "new": list(self.new),
            "gone": list(self.gone),
            "text_changed": list(self.text_changed),
            "history": self.history,
            "unknown": list(self.unknown),
        }


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where every label of the former version went: the new labels, none where it is gone; and the changed words."""

    now: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, str]


def carry(table: Table, before: Sequence[Held], after: Sequence[Held], lineage: Lineage, on: date) -> Carried:
    """Every row follows its provision; new measures get rows `to decide`, rows of measures that are gone stand below.

    A row is kept byte for byte but for a label that is another now. Carried again, nothing changes.
    """
    kept: list[str] = []
    renamed: list[tuple[str, str]] = []
    rows: list[str] = []
    gone: list[Row] = []
    unknown: list[str] = []
    for row in table.rows:
        if unread := _unread(row):
            unknown.append(unread)
            rows.append(row.gap + row.raw)
            continue
        raw, pairs, lost = _followed(row, lineage, table.form)
        renamed += pairs
        if row.labels and lost == len(row.labels):
            gone.append(row)
            rows.append(row.gap)
            continue
        unknown += [label for label in row.labels if label_key(label) not in lineage.now]
        kept += [label for label in row.labels if not any(label == old for old, _ in pairs) and label not in unknown]
        rows.append(row.gap + raw)
    have = {label_key(label) for raw in rows for label in register_table.labels(_first(raw, table))}
    was = {each.key: each for code in before for each in code.answer.measures}
    fresh = [each for code in after for each in code.answer.measures if each.applies and not covered(each.label, have)]
    fresh = [each for each in fresh if _is_news(each, was, lineage)]
    changed = [label for label in (*kept, *(new for _, new in renamed)) if _changed(label, lineage)]
    moves = Moves(tuple(rows), tuple(fresh), tuple(gone), tuple(renamed), tuple(changed))
    former, versions = " ".join(table.versions), " ".join(code.answer.version for code in after)
    same = versions == former and not (fresh or gone or renamed)
    history = "" if same else _history(on, former, versions, moves)
    text = table.text if same else _written(table, versions, moves, history)
    left = tuple(label for row in gone for label in row.labels)
    new = tuple(each.label for each in fresh)
    astray = any(not _stays(label, lineage) for label in unknown)
    return Carried(text, tuple(kept), moves.renamed, new, left, moves.changed, history, tuple(unknown), astray)


def _unread(row: Row) -> str:
    """The first cell of a row that names provisions in words that are not read as labels: it is left as it is."""
    first = row.cells[0] if row.cells else ""
    return register_table.not_read(first) or (first if not row.labels and re.search(r"\d", first) else "")


def _stays(label: str, lineage: Lineage) -> bool:
    """Whether the measure of a label has the same number in both versions."""
    measure = label.partition(".")[0].partition("(")[0]
    return lineage.now.get(label_key(measure)) == (measure,)


def _is_news(each: Decided, was: Mapping[str, Decided], lineage: Lineage) -> bool:
    """A row the provider left out before is not written again; a measure that is new, or newly applies, is."""
    sources = [old for old, news in lineage.now.items() if each.key in map(label_key, news)]
    former = next((was[old] for old in sources if old in was), None)
    return former is None or not former.applies


def _changed(label: str, lineage: Lineage) -> bool:
    return covered(label, set(lineage.changed))


def _first(raw: str, table: Table) -> str:
    cells = register_table.cells_of(raw, table.form)
    return cells[0] if cells else ""


def _followed(row: Row, lineage: Lineage, form: str) -> tuple[str, list[tuple[str, str]], int]:
    """The row with labels as they are now, which changed, and how many of its provisions are gone."""
    raw, pairs, lost = row.raw, [], 0
    for label in row.labels:
        news = lineage.now.get(label_key(label))
        if news is None:
            continue
        if not news:
            lost += 1
        elif label_key(news[0]) != label_key(label):
            pairs.append((label, ", ".join(news)))
    end = register_table.end_of_first(raw, form)
    first = raw[:end]
    for old, new in pairs:
        first = _renamed(first, old, new)
    return first + raw[end:], pairs, lost


def _renamed(cell: str, old: str, new: str) -> str:
    """The first mention of a label in a first cell, with or without its prefix, replaced by the new one."""
    prefix, _, number = old.rpartition(" ")
    whole = re.compile(rf"(?<!\w){re.escape(old)}(?![\w.(]*\w)")
    if whole.search(cell):
        return whole.sub(lambda _found: new, cell, count=1)
    bare = new.removeprefix(f"{prefix} ")
    return re.sub(rf"(?<![\w.]){re.escape(number)}(?![\w.(]*\w)", lambda _found: bare, cell, count=1)


@dataclass(frozen=True, slots=True)
class Moves:
    """What becomes of the rows: those that stay as written now, new measures, rows that are gone, labels renamed."""

    rows: tuple[str, ...]
    fresh: tuple[Decided, ...]
    gone: tuple[Row, ...]
    renamed: tuple[tuple[str, str], ...]
    changed: tuple[str, ...]


def _history(on: date, was: str, versions: str, moves: Moves) -> str:
    fresh, gone, renamed, changed = moves.fresh, moves.gone, moves.renamed, moves.changed
    said = []
    said += [f"{', '.join(each.label for each in fresh)} to decide"] if fresh else []
    said += [f"{', '.join(label for row in gone for label in row.labels)} gone"] if gone else []
    said += [", ".join(f"{old} is {new} now" for old, new in renamed)] if renamed else []
    said += [f"words changed under {', '.join(changed)}"] if changed else []
    return f"{on.isoformat()}: {was} → {versions}: {'; '.join(said) or 'no row changed and none was added'}."


def _written(table: Table, versions: str, moves: Moves, history: str) -> str:
    """The file with its new rows; the history and what is gone below the table, all else as it was."""
    was = " ".join(table.versions)
    opening = re.compile(rf"(keeling:register[ \t]+){re.escape(was)}")
    before = opening.sub(lambda found: found[1] + versions, table.before, count=1)
    if opening.search(table.before) is None:
        before = re.sub(
            r"(keeling:register[ \t]+)\S+(?:[ \t]+(?!-->)\S+)*",
            lambda found: found[1] + versions,
            table.before,
            count=1,
        )
    added = [register_table.row(_cells_of(each, table), table) for each in moves.fresh]
    end = table.newline
    below = [f"{end}{history}{end}"]
    below += [f"{end}{register_table.BELOW}{end}{end}" + "".join(row.raw for row in moves.gone)] if moves.gone else []
    close = re.search(r"^[ \t]*(?:<!--|\.\.)[ \t]*/keeling:register", table.after, re.MULTILINE)
    assert close is not None
    inside, outside = table.after[: close.start()], table.after[close.start() :]
    first = sum(not row.columns for row in table.rows)
    rows = "".join(moves.rows[:first]) + "".join(added) + "".join(moves.rows[first:])
    return before + rows + inside + "".join(below) + outside


def _cells_of(each: Decided, table: Table) -> tuple[str, ...]:
    known = {
        "title": each.title,
        "because": because(each),
        "applies": because(each),
        "status": TO_DECIDE,
        "state": TO_DECIDE,
        "what it asks": each.title,
    }
    cells = [each.label]
    for head in table.columns[1:]:
        cells.append(next((value for name, value in known.items() if name in head.casefold()), ""))
    return tuple(cells)


def lineage_of(comparison: Any, before: Expression) -> Lineage:
    """Where the labels of the earlier version went by a comparison (`diffs.compare.between`)."""
    now: dict[str, list[str]] = {node.key: [] for node in walk(before.provisions) if node.label}
    for old, new in comparison.pairs:
        if old and new and not new.startswith(("Index/", "Definition/")):
            now.setdefault(label_key(old), []).append(new)
    changed = {}
    for change in comparison.changes:
        if change.edits and any(sign for sign, _ in change.edits):
            for label in change.after if isinstance(change.after, tuple) else (change.after,):
                if label:
                    changed[label_key(label)] = "".join(text for sign, text in change.edits if sign >= 0)
    return Lineage({key: tuple(dict.fromkeys(labels)) for key, labels in now.items()}, changed)
