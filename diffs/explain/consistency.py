"""Where a text does not agree with itself, and what a change of it reaches.

Every finding names both places. It says that two places differ, never which is right; a reference to another
document, a term of a measure's own beside one of the whole code, and a title cut short are no findings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from corpus.citation import label_key
from corpus.provision import Provision, walk
from corpus.text import caseless
from corpus.work import Expression

FindingKind = Literal[
    "reference_missing", "reference_reserved", "reference_renumbered", "term_twice", "index_without_measure",
    "measure_without_index", "index_title", "index_application", "number_twice",
]  # fmt: skip
WORDS: dict[str, str] = {
    "reference_missing": "a reference that leads nowhere", "reference_reserved": "a reference to a number set aside",
    "reference_renumbered": "a reference to a number that another provision has now",
    "term_twice": "one term defined two ways", "index_without_measure": "a row of the index without its measure",
    "measure_without_index": "a measure that the index does not list",
    "index_title": "index and measure have other titles",
    "index_application": "index and measure name other services", "number_twice": "a number used twice",
}  # fmt: skip
_LEVELS = ("large", "small", "smaller", "multi-risk", "negligible", "low", "medium", "high", "neither")
_AMOUNT = r"\b(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s*(?:million|billion)|\d{4,})\b"
_SIGN = re.compile(rf"\b(?:{'|'.join(_LEVELS)})\b|{_AMOUNT}", re.IGNORECASE)
_SPARED = re.compile(
    r"\b(?:other than|except(?: for)?|excluding|apart from)\s+an?\s+(?:large|smaller|small)\s+\w+", re.I
)
"""One kind that is spared by its size, "other than a small marketplace": a row of the index leaves it out."""
_SECTIONS = re.compile(
    r"\b[Ss]ections?\s+\d+[^\n]*|\b(?:[A-Z]{2,4}\s?|[A-Z][A-Z\d&-]{1,9}\s)[A-Z]{1,2}\d[\w.()]*|\bparagraphs?\s+\d[\w.()]*"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Two places that do not agree: `at` the first, `other` the second where it has a label."""

    kind: FindingKind
    at: str
    other: str | None
    detail: str

    def to_json(self) -> dict[str, Any]:
        """The finding as data."""
        return asdict(self) | {"words": WORDS[self.kind]}


UNNUMBERED = "words without a number"
"""What cites, where it stands in no provision that has a label."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A provision that a change touches, and the provisions that cite it or what stands in it."""

    label: str
    kind: str
    cited_by: tuple[str, ...]


def findings(text: Expression, former: Expression | None = None) -> tuple[Finding, ...]:
    """Everything in which a version does not agree with itself, in a fixed order.

    `former` is the version before: a number that it had is this work's own.
    """
    nodes = [node for node in walk(text.provisions) if node.label]
    had = {node.key for node in walk(former.provisions) if node.label} if former else set()
    found = (*_numbers(nodes), *_terms(nodes), *_printed_again(text), *_index(nodes), *_references(text, nodes, had))
    return tuple(dict.fromkeys(found))


def _numbers(nodes: Sequence[Provision]) -> Iterator[Finding]:
    """A label that two provisions have."""
    named = [node for node in nodes if node.kind not in ("definition", "index_entry", "row", "table")]
    count = Counter(node.key for node in named)
    for key in [key for key, number in count.items() if number > 1]:
        mine = [node for node in named if node.key == key]
        detail = "; ".join(f"“{_short(node)}”" for node in mine)
        yield Finding("number_twice", mine[0].label or "", None, f"{len(mine)} provisions have it: {detail}")


def _short(node: Provision) -> str:
    words = " ".join(" ".join(part for part in (node.heading, node.text) if part).split())
    return words if len(words) <= 80 else f"{words[:79]}…"


def _terms(nodes: Sequence[Provision]) -> Iterator[Finding]:
    """A term with two meanings for one scope."""
    grouped: dict[str, list[Provision]] = defaultdict(list)
    for node in nodes:
        if node.kind == "definition":
            grouped[label_key(re.sub(r"~\d+$", "", node.label or ""))].append(node)
    for mine in grouped.values():
        meanings = {_meaning(node) for node in mine}
        if len(meanings) > 1:
            detail = "; ".join(f"“{_short(node)}”" for node in mine)
            yield Finding("term_twice", mine[0].label or "", mine[1].label, f"defined as {detail}")


def _printed_again(text: Expression) -> Iterator[Finding]:
    """Numbers and terms that the parser met twice: the second has its words and no label."""
    without = [node for node in walk(text.provisions) if not node.label]
    for repair in text.repairs:
        if repair.kind != "repeated_label":
            continue
        if not repair.at.startswith("Definition/"):
            yield Finding("number_twice", repair.at, None, repair.detail)
        elif _defined_otherwise(repair.at, text, without):
            yield Finding("term_twice", repair.at, None, repair.detail)


def _defined_otherwise(label: str, text: Expression, without: Sequence[Provision]) -> bool:
    """Whether a second definition of a term has other words than the first."""
    term = _plain(label.removeprefix("Definition/").rpartition("@")[0])
    first = {_meaning(node) for node in walk(text.provisions) if node.key == label_key(label)}
    again = {_meaning(node) for node in without if node.text and _meaning(node).startswith(term)}
    return not again or bool(again - first)


def _meaning(node: Provision) -> str:
    return caseless("".join(part.text for part in walk((node,))))


def _index(nodes: Sequence[Provision]) -> Iterator[Finding]:
    """Rows of the index held against their measures."""
    measures = {node.key: node for node in nodes if node.kind == "measure"}
    entries = {label_key((n.label or "").removeprefix("Index/")): n for n in nodes if n.kind == "index_entry"}
    for key, entry in entries.items():
        if key not in measures:
            if measures:
                yield Finding("index_without_measure", entry.label or "", None, f"“{_short(entry)}” has no measure")
            continue
        yield from _row(entry, measures[key])
    for key, measure in measures.items():
        if entries and key not in entries:
            yield Finding("measure_without_index", measure.label or "", None, f"“{measure.heading}” has no row")


def _row(entry: Provision, measure: Provision) -> Iterator[Finding]:
    own, other = _plain(entry.heading), _plain(measure.heading)
    if own and other and own != other and not (own.startswith(other) or other.startswith(own)):
        detail = f"“{entry.heading}” in the index, “{measure.heading}” above the measure"
        yield Finding("index_title", entry.label or "", measure.label, detail)
    application = next((group for group in measure.children if _plain(group.heading).startswith("application")), None)
    if application is None or not entry.text:
        return
    row, said = _signs(_services(entry)), _signs(_all_words(application))
    if row != said:
        detail = f"the index says {_named(row)}, the measure {_named(said)}"
        yield Finding("index_application", entry.label or "", application.children[0].label, detail)


def _plain(text: str | None) -> str:
    return caseless(text or "")


def _services(entry: Provision) -> str:
    """What the row says of services: its first cell, without the duties."""
    return getattr(entry, "application", None) or entry.text.split("\n")[0]


def _all_words(node: Provision) -> str:
    return " ".join(f"{part.heading or ''} {part.text}" for part in walk((node,)))


def _signs(text: str) -> frozenset[str]:
    """The words for size and risk, and the numbers of users, of a text; citations and their numbers apart."""
    plain = _SPARED.sub(" ", _SECTIONS.sub(" ", text))
    return frozenset(_sign(found) for found in _SIGN.findall(plain))


def _sign(found: str) -> str:
    """A sign in one form: 700,000 and 0.7 million are one number."""
    digits = re.sub(r"[,\s]|million|billion", "", found.casefold()).rstrip(".")
    if not digits or not digits[0].isdigit():
        return found.casefold()
    times = 1_000_000 if "million" in found.casefold() else 1_000_000_000 if "billion" in found.casefold() else 1
    return f"{float(digits) * times:.0f}" if digits.count(".") < 2 else digits


def _named(signs: frozenset[str]) -> str:
    return ", ".join(sorted(signs)) or "no size and no risk"


_DIVISIONS = tuple(map(label_key, ("Annex", "Schedule", "Appendix")))
_SERIES = 3
"""Measures from which on a series without a gap is taken for a whole one."""


def _references(text: Expression, nodes: Sequence[Provision], had: set[str]) -> Iterator[Finding]:
    """References of numbered provisions, inside the text, whose target is not there."""
    complete = any(node.kind == "index_entry" for node in nodes)
    known = {node.key for node in nodes}
    unused = {each.key: each.reason for each in text.reserved}
    for reference in text.references:
        key = label_key(reference.target)
        if reference.kind != "internal" or key in known or not reference.source:
            continue
        if not (_is_own(key, known, complete=complete) or key in had or key in unused):
            continue
        if key in unused:
            yield Finding(
                "reference_reserved", reference.source, reference.target, f"“{reference.text}”: {unused[key]}"
            )
        else:
            detail = f"“{reference.text}”: no provision has the number {reference.target}"
            yield Finding("reference_missing", reference.source, reference.target, detail)


def _is_own(key: str, known: set[str], *, complete: bool) -> bool:
    """Whether a number would be one of this text: it has what the number stands in, an index of all it has, the first
    annex of the series, or every number of the prefix from the first on.

    A text that takes up some conditions of a longer series cites the others by the same prefix.
    """
    if key.startswith(_DIVISIONS):
        return True  # it is a reference to this text only where that has the first of the series
    around = {key[: mark.start()] for mark in re.finditer(r"[.(]", key)}
    series = key.partition("(")[0].rpartition(".")[0]
    counted = series.replace(".", "").isdigit() and any(each.startswith(f"{series}.") for each in known)
    alike = complete and any(_stem(each) == _stem(key) for each in known)
    return bool(around & known) or counted or alike or _goes_on(key, known)


def _goes_on(key: str, known: set[str]) -> bool:
    """Whether a text has every measure of a prefix from the first to its last, and the number is not far behind that.

    Then it is no part of a series: a number far off may be that of a longer one.
    """
    same = re.compile(rf"{re.escape(_stem(key))}(\d{{1,3}})")
    numbers = {int(found[1]) for each in known if (found := same.fullmatch(each))}
    asked = same.match(key)
    whole = len(numbers) >= _SERIES and numbers == set(range(1, len(numbers) + 1))
    return bool(whole and asked and int(asked[1]) <= 2 * len(numbers))


def _stem(label: str) -> str:
    """The letters before the first digit, in which numberings differ."""
    return re.split(r"\d", label_key(label))[0]


def reached(changes: Iterable[tuple[str, str]], text: Expression) -> tuple[Reached, ...]:
    """What cites each changed provision or anything in it; `changes` are labels with the kind of change.

    Words that no number names are said to be that.
    """
    citing: dict[str, list[str]] = defaultdict(list)
    for reference in text.references:
        citing[label_key(reference.target)].append(reference.source or UNNUMBERED)
    found = []
    for label, kind in dict.fromkeys(changes):
        key = label_key(label)
        sources = [
            s for target, own in citing.items() if within(target, key) for s in own if not within(label_key(s), key)
        ]
        found.append(Reached(label, kind, tuple(dict.fromkeys(sources))))
    return tuple(found)


def within(key: str, whole: str) -> bool:
    """Whether a label is another or stands in it; a definition stands in the measure of its scope."""
    key = key.rpartition("@")[2]
    return key == whole or (key.startswith(whole) and key[len(whole) : len(whole) + 1] in (".", "(", "/", "@"))


def left_behind(before: Expression, after: Expression, pairs: Iterable[tuple[str, str]]) -> tuple[Finding, ...]:
    """References that a version left as they were although the provision they named has another number now.

    `pairs` are labels before and after of provisions that were renumbered or moved.
    """
    renamed = {label_key(old): new for old, new in pairs if label_key(old) != label_key(new)}
    sources = {label_key(old): label_key(new) for old, new in pairs}
    old = {(sources.get(label_key(r.source), label_key(r.source)), label_key(r.target)) for r in before.references}
    return tuple(
        Finding("reference_renumbered", r.source, renamed[label_key(r.target)],
                f"“{r.text}” still names {r.target}; that provision is {renamed[label_key(r.target)]} now")
        for r in after.references
        if r.kind == "internal" and label_key(r.target) in renamed and (label_key(r.source), label_key(r.target)) in old
    )  # fmt: skip
