"""What is wrong with a register: labels, codes, missing rows, permissions entered as duties, reviews, alternatives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from corpus.citation import label_key
from corpus.dates import day
from corpus.provision import walk
from diffs.apply.register import Held, because, covered
from diffs.apply.register_table import Row, Table, not_read

_TAKEN = re.compile(
    r"\b(?:implemented|adopted|taken|in use|in effect|active|done|complete[d]?|met|(?:19|20)\d\d)\b", re.IGNORECASE
)
"""A status that says so, or a day since when it is."""
_NOT_TAKEN = re.compile(
    r"\b(?:not|no|pending|planned|partial\w*|partly|to decide|under consideration|open)\b", re.IGNORECASE
)
_REVIEW = re.compile(r"\breview|\bdue\b", re.IGNORECASE)
_REVIEWED = re.compile(r"\b(?:last|previous|past|reviewed|reviewers?|by|notes?|status)\b", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\balternative(?: measures?)?\b", re.IGNORECASE)
_NO_ALTERNATIVE = re.compile(r"\b(?:no|not an?) alternative\b", re.IGNORECASE)
_PARTS = {
    "what is done instead": re.compile(
        r"\b(?:instead|alternative(?:ly)?\s*(?:measure)?\s*:|in place of)\b"
        r"|\balternative (?:measure )?(?:is|claimed|taken)\b",
        re.IGNORECASE,
    ),
    "how it meets the duty": re.compile(
        r"\b(?:compl(?:y|ies|iance)|meets? the (?:duty|duties)|section 10|section 12|s\.? ?10|s\.? ?12|s\.? ?23)",
        re.IGNORECASE,
    ),
    "freedom of expression and privacy (section 49(5))": re.compile(
        r"freedom of expression|privacy|section 49|s\.? ?49", re.IGNORECASE
    ),
}
_SEPARATORS = re.compile(r"[\s_\-\u2010-\u2015*`\[\]]+")
_SEARCH_WORDS = re.compile(
    r"\blarge general\b|\bgeneral search\b|\bvertical search\b|\bsearch services?\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a row: its kind (interface.md, "Register"), the label, the line and what to do."""

    kind: str
    at: str
    line: int
    detail: str

    def to_json(self) -> dict[str, Any]:
        """As interface.md has it."""
        return {"kind": self.kind, "at": self.at, "line": self.line, "detail": self.detail}


def check(table: Table, held: Sequence[Held], today: date) -> tuple[Problem, ...]:
    """What is wrong with a register, in order of its lines; missing rows at the end."""
    found = [problem for row in table.rows for problem in _row_problems(table, row, held, today)]
    found += _duplicates(table)
    have = labels_in(table)
    for code in held:
        for each in code.answer.measures:
            if each.applies and not each.permissive and not covered(each.label, have):
                found.append(
                    Problem("missing", each.label, 0, f"{each.title} applies ({because(each)}) and has no row")
                )
    return tuple(sorted(found, key=lambda problem: (problem.line or 1 << 30, problem.kind, problem.at)))


def labels_in(table: Table) -> set[str]:
    """The labels of all rows of a register, as compared."""
    return {label_key(label) for row in table.rows for label in row.labels}


def _row_problems(table: Table, row: Row, held: Sequence[Held], today: date) -> list[Problem]:
    found: list[Problem] = []
    said = row.cells[0] if row.cells else row.raw.strip()
    if not any(row.cells):
        return []
    if not row.labels:
        detail = f"the first column holds no label of a measure, such as ICU D9{_meant(said, held)}"
        return [Problem("unknown_label", said, row.line, detail)]
    if unread := not_read(said):
        detail = "it holds more than labels that can be read: write each label whole, with commas between them"
        found.append(Problem("unknown_label", unread, row.line, detail))
    for label in row.labels:
        found += _label_problems(label, row, held)
    found += _permissive(table, row, held)
    found += _overdue(table, row, today)
    found += _alternative(row)
    return found


def _label_problems(label: str, row: Row, held: Sequence[Held]) -> list[Problem]:
    prefix = label.rpartition(" ")[0]
    code = next((each for each in held if each.prefix == prefix), None)
    if code is None:
        known = " or ".join(sorted(each.prefix for each in held))
        detail = f"this register is of {known}; {label} is no measure of it{_meant(label, held)}"
        return [Problem("wrong_code" if prefix else "unknown_label", label, row.line, detail)]
    if label_key(label) not in code.labels():
        if label_key(label) in code.former:
            return [
                Problem(
                    "gone",
                    label,
                    row.line,
                    f"{label} is not in {code.answer.version}; `keeling register carry` says where it went",
                )
            ]
        return [
            Problem(
                "unknown_label", label, row.line, f"there is no {label} in {code.answer.version}{_near(label, code)}"
            )
        ]
    words = " ".join(row.cells[1:])
    if code.service == "user-to-user" and _SEARCH_WORDS.search(words):
        return [
            Problem(
                "wrong_code",
                label,
                row.line,
                "the row speaks of search services, and this code is for user-to-user services",
            )
        ]
    title = next((each.title for each in code.answer.measures if each.key == label_key(label)), "")
    for other in held:
        same = next((m for m in other.answer.measures if other is not code and m.title and m.title in row.cells), None)
        if same and title not in row.cells:
            return [Problem("wrong_code", label, row.line, f"the row has the title of {same.label}")]
    return []


def _near(label: str, code: Held) -> str:
    from difflib import get_close_matches

    labels = [each.label for each in code.answer.measures]
    near = get_close_matches(label, labels, 1, 0.6)
    return f"; did you mean {near[0]}?" if near else ""


def _meant(said: str, held: Sequence[Held]) -> str:
    """The label that is written here with other letters, hyphens or blanks, or without its prefix."""
    bare = _SEPARATORS.sub("", said).casefold()
    for code in held:
        for label in (node.label for node in walk(code.code.provisions) if node.label):
            if bare and bare in (_SEPARATORS.sub("", each).casefold() for each in (label, label.rpartition(" ")[2])):
                return f"; did you mean {label}?"
    return ""


def _status(table: Table, row: Row) -> str:
    return table.column(row, "status", "state", "applies?", "decision", "effective")


def _permissive(table: Table, row: Row, held: Sequence[Held]) -> list[Problem]:
    status = _status(table, row)
    if not _TAKEN.search(status) or _NOT_TAKEN.search(status):
        return []
    permitted = {each.key for code in held for each in code.answer.measures if each.permissive}
    return [
        Problem("permissive", label, row.line, f"{label} permits and does not require; it is entered as {status!r}")
        for label in row.labels
        if label_key(label) in permitted
    ]


def _overdue(table: Table, row: Row, today: date) -> list[Problem]:
    said = _due(table, row)
    due = day(said)
    late = due is not None and due < today
    return [Problem("overdue", row.labels[0], row.line, f"the review was due on {said}")] if late else []


def _due(table: Table, row: Row) -> str:
    """The cell that says when the next review is due: not when the last one was, nor by whom."""
    heads = [(n, head.casefold()) for n, head in enumerate(row.columns or table.columns) if _REVIEW.search(head)]
    coming = [(n, head) for n, head in heads if not _REVIEWED.search(head)]
    chosen = next((n for n, head in coming if "next" in head or "due" in head), coming[0][0] if coming else -1)
    return row.cells[chosen] if 0 <= chosen < len(row.cells) else ""


def unread_days(table: Table) -> tuple[str, ...]:
    """Reviews whose day cannot be read, so that it is not known whether they are overdue; one line for each row."""
    found = ((row, _due(table, row)) for row in table.rows)
    return tuple(
        f"line {row.line}: the review “{said}” is no day that can be read, such as 2026-03-31; it may be overdue."
        for row, said in found
        if re.search(r"\d", said) and day(said) is None
    )


def _alternative(row: Row) -> list[Problem]:
    """An alternative measure is recorded with what is done instead, how it meets the duty, and section 49(5)."""
    words = " ".join(row.cells)
    if not _ALTERNATIVE.search(words) or _NO_ALTERNATIVE.search(words):
        return []
    lacking = [name for name, pattern in _PARTS.items() if not pattern.search(words)]
    if not lacking:
        return []
    return [
        Problem(
            "alternative_incomplete",
            row.labels[0],
            row.line,
            f"an alternative measure without {', '.join(lacking)} (section 23(4) and (5))",
        )
    ]


def _duplicates(table: Table) -> list[Problem]:
    seen: dict[str, int] = {}
    found = []
    for row in table.rows:
        for label in row.labels:
            if label_key(label) in seen:
                found.append(
                    Problem(
                        "duplicate", label, row.line, f"{label} has a row already, at line {seen[label_key(label)]}"
                    )
                )
            seen.setdefault(label_key(label), row.line)
    return found
