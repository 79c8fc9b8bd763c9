"""Numbers that nobody read: words of the tree that begin with 1, 2, 3 in whatever form, one after the other.

The grammar reads numbers in the forms it knows. Where the words of several provisions begin with numbers
that count on from the first, they are numbers all the same, and their provisions have lost them.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from corpus.enumerators import counts_on
from corpus.work import DoubtKind
from parser.codes.headings import is_caption
from parser.witnesses.evidence import Evidence, Hearing, Seat

_BEGINS = re.compile(
    r"(?P<before>[“\"‘']?[(\[]?|(?:Article|Clause|Regulation|Rule|Section)\s+)"
    r"(?P<number>\d{1,2}[a-z]?|[A-Z]|[IVX]{2,5}|[a-z]|[ivx]{2,5})(?P<after>[)\].:]{1,2}|\s*[–—-])\s+(?=\S*[^\W\d])"
    r"|(?P<sign>[¶#§№]\s?|(?:Paragraph|Para\.?|No\.?|Item|Point)\s+|[A-Z]{2,6}-0{0,2}|\d{1,2}[-/])(?P<signed>\d{1,3})[.:)]?\s+(?=[A-Z“‘])"
    r"|(?P<ring>[①-⑳⑴-⒇⒈-⒛])\s*(?=\w)"
)
_CLOSE = re.compile(r"\(?(?:[a-z]|[ivx]{2,4}|\d{1,2})\)(?!(?<=\(s\))he\b)(?=[^\W\d_]{2})")
"""A number in brackets that stands close to the word behind it: `(a)the lamp`; `(s)he` is a word itself."""
_MISSET = re.compile(r"\(?(?P<number>[1-9]\d{0,2})[./:;)\]]{1,3}\s+(?=[A-Z“‘])")
"""A number before a sentence, whatever stands behind it: `32/. These models …`."""
_IN_LINE = re.compile(
    r"(?:^|[:;,]\s+)1(?P<after>[.)]?\s[–—-]|:)\s[^;\n]{3,300}?[;,]\s+(?:and\s+|or\s+)?2(?P=after)\s"
    r"|(?:^|(?<=:)\s+)1(?P<stop>\.)\s[A-Z][^.;:]{2,100}\s2\.\s[A-Z][^.;:]{2,100}\s3\.\s[A-Z]"
    r"|(?<=[a-z][.:;])\s\((?:a|i|1)\)\s[A-Z][^()\n]{3,300}[.;]\s\((?:b|ii|2)\)\s[A-Z]"
)
"""Numbers in one line: `1 - red; 2 - blue`, `1. Red kites 2. Blue kites 3. Green`, `Queue. (a) Wait. (b) Pay.`."""
_NAMED = re.compile(
    r"(?!Chart|Map|Graph|Diagram)(?P<word>[A-Z][a-z]{2,14})\s+(?P<number>\d{1,2})(?:[.:]|\s*[–—-])?\s+(?=[A-Z“‘])"
)
"""A heading that is numbered behind a word of its own, which is no word for a part: `Step 1 Fold the sail`."""
_UNNUMBERED = re.compile(r"(?:Annex|Appendix|Schedule)\s*[:–—-]\s*(?=\w)", re.IGNORECASE)
_SECONDS = (" 2", "(b)", "(ii)", "(2)")
_FIRSTS = frozenset(("1", "A", "a", "I", "i"))
_FARTHEST = 16
"""Provisions that may stand between two numbers of a list; headings may have more between them."""
_SILENT_KINDS = frozenset(("row", "table", "index_entry", "footnote"))


class _Unread(NamedTuple):
    """A number at the start of a provision's words; `form` is what all of its list share."""

    number: str
    form: tuple[str, str, bool]
    seat: Seat
    words: str
    kind: DoubtKind = "label"


def hear_unread(evidence: Evidence, hearing: Hearing) -> None:
    """Each list of numbers that stand in the words of their provisions is a doubt; they divide no statement."""
    if evidence.kind == "statement":
        return
    runs: dict[tuple[str, str, bool], list[_Unread]] = {}
    before: Seat | None = None
    for seat in evidence.seats:
        before = _hear_misset(seat, before, hearing)
        _hear_in_line(seat, hearing)
        _hear_unnumbered(seat, hearing)
        found = _unread(seat)
        if found is None:
            _hear_close(seat, hearing)
        if found is None or _told_below(found, evidence.seats):
            continue
        run = runs.get(found.form)
        if run and _next(run[-1].number, found.number) and _near(run[-1], found):
            run.append(found)
            continue
        _say(run or [], hearing)
        runs[found.form] = [found] if found.number.lstrip("0123456789") == "a" or found.number in _FIRSTS else []
    for run in runs.values():
        _say(run, hearing)


def _hear_close(seat: Seat, hearing: Hearing) -> None:
    """Words that begin with a number close to them may be an item that lost its label."""
    words = seat.node.text
    close = _CLOSE.match(words) if words and not seat.node.num else None
    if close and not any(each.kind in _SILENT_KINDS for each in (seat.node, *seat.above)):
        hearing.doubt("label", seat.within, f"{close[0]!r} stands close to its words and was not read: {words[:60]!r}")


def _hear_in_line(seat: Seat, hearing: Hearing) -> None:
    """The first numbers of a list that one line holds; the number of the item itself may be the first of them."""
    node = seat.node
    if not any(map(node.text.__contains__, _SECONDS)) or any(
        each.kind in _SILENT_KINDS for each in (node, *seat.above)
    ):
        return
    words = f"1. {node.text}" if node.num == "1" and "." in node.printed else node.text
    if _IN_LINE.search(words):
        hearing.doubt("label", seat.within, f"numbers in one line were not read: {node.text[:60]!r}")


def _hear_unnumbered(seat: Seat, hearing: Hearing) -> None:
    """The heading of an annex without a number opens no division."""
    found = _UNNUMBERED.match(seat.node.heading or "") if seat.node.kind == "heading" else None
    if found:
        told = f"an annex without a number is read as a heading, without a label: {seat.node.heading!r:.80}"
        hearing.doubt("heading", seat.within, told)


def _hear_misset(seat: Seat, before: Seat | None, hearing: Hearing) -> Seat | None:
    """Words that begin with the number after the last paragraph's may have lost their label; the last paragraph."""
    node = seat.node
    if node.kind == "paragraph" and node.label and (node.num or "").isdigit():
        return seat
    found = (
        _MISSET.match(node.text) if before and node.kind == "text" and node.text[:4].strip("(")[:1].isdigit() else None
    )
    if found and before and int(found["number"]) == int(before.node.num or 0) + 1 and before.above == seat.above:
        words = f"{found[0].strip()!r} comes next behind {before.node.printed!r} and was not read: {node.text[:60]!r}"
        hearing.doubt("label", before.node.label or "", words)
    return before


def _unread(seat: Seat) -> _Unread | None:
    node = seat.node
    words = node.heading or node.text
    if node.num or not words or node.kind in _SILENT_KINDS or any(each.kind in _SILENT_KINDS for each in seat.above):
        return None
    if node.kind == "subparagraph" and words[0] in "“‘\"'":
        return None  # the first number of a quotation, which is of the text that is quoted
    match = _BEGINS.match(words)
    named = _NAMED.match(words) if match is None and node.kind == "heading" and not is_caption(words) else None
    if named is not None:
        return _Unread(named["number"], (named["word"], "", True), seat, words, "heading")
    if match is not None and match["before"] is None:
        number = match["signed"] or str(int(unicodedata.numeric(match["ring"])))
        return _Unread(number, (match["sign"] or "①", "", bool(node.heading)), seat, words)
    if match is None or (match["before"][-1:].isspace() and not node.heading):
        return None
    form = match["before"].strip("“\"‘' "), match["after"].strip(), bool(node.heading)
    return _Unread(match["number"], form, seat, words)


def _told_below(found: _Unread, seats: Sequence[Seat]) -> bool:
    """Whether a heading's letter is the one that the number of the next provision begins with: `A.` above `XYZ A1`."""
    if not found.form[2] or not found.number.isupper():
        return False
    below = (seat.node for seat in islice(seats, found.seat.place + 1, None))
    label = next((node.label for node in below if node.label), "")
    return bool(re.match(rf"{found.number}\d", label.rpartition(" ")[2]))


def _next(one: str, other: str) -> bool:
    """Whether a number comes next: 2 after 1, b after a, 2b or 3a after 2a."""
    letter = one[-1:] if one[:1].isdigit() and not one.isdigit() else ""
    if not letter:
        return counts_on(one, other)
    within = one[:-1] == other[:-1] and counts_on(letter, other[-1:])
    return within or (other[-1:] == "a" and counts_on(one[:-1], other[:-1]))


def _near(one: _Unread, other: _Unread) -> bool:
    return other.form[2] or other.seat.place - one.seat.place <= _FARTHEST


def _say(run: list[_Unread], hearing: Hearing) -> None:
    if len(run) > 1:
        told = f"{len(run)} numbers from {run[0].number!r} to {run[-1].number!r}"
        hearing.doubt(run[0].kind, run[0].seat.within, f"{told} were not read: {run[0].words[:60]!r}")
