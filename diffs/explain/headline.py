"""What changed between two versions, in one sentence a newspaper could print, and provisions by their names."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from corpus.change import Change, Comparison, each
from corpus.citation import Citation, label_key, unnumbered
from corpus.errors import CitationError
from corpus.text import fold
from corpus.verdict import MANNERS, VERDICTS, counted
from corpus.work import Expression
from diffs.explain.sentences import force_words, instrument_name, named_list

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WHOLE = ("added", "removed", "split", "merged")  # what happens to whole measures is said first
_SAID = 3  # clauses of one headline
_REWRITTEN = "written anew under the same title"
_REPLACED = "replaced by another under the same number"


def headline(
    comparison: Comparison,
    kind_of: Callable[[str], str | None],
    by_work: Mapping[str, Expression],
    after: Expression | None = None,
) -> str:
    """Whole measures first, each with the instruction that does it; else how many provisions changed how.

    `by_work` has the instruments by the id of their work (`by_works`).
    Where the later text, `after`, was issued and says from when it is in force, that is when they are.
    """
    whole = [
        change for change in comparison.changes if change.kind in _WHOLE and kind_of(_named_by(change)) == "measure"
    ]
    anew = _anew(whole)
    groups: dict[tuple[str, str, str], list[str]] = {}
    for change in whole:
        label = _named_by(change)
        kind = anew.get(label_key(label), "") if change.kind in ("added", "removed") else ""
        effect = (change.effect.work, change.effect.instruction) if change.effect else ("", "")
        if not kind or change.kind == "added":
            groups.setdefault((kind or change.kind, *effect), []).append(label)
    if not groups:
        return _counts(comparison)
    force = {work: force_words(one, after) for work, one in by_work.items()}
    clauses = [_clause(key, labels, by_work, force) for key, labels in groups.items()]
    rest = len(clauses) - _SAID
    text = "; ".join(clauses[:_SAID]) + (f"; {_number(rest)} more such changes" if rest > 0 else "")
    return text[0].upper() + text[1:]


def _named_by(change: Change) -> str:
    return next(iter(each(change.after) or each(change.before)), "")


def _anew(whole: Sequence[Change]) -> dict[str, str]:
    """What became of measures whose number stands on both sides though their words have too little in common: by label
    as compared, written anew where the title stayed, else replaced by another that has the number now.
    """
    gone = {label_key(_named_by(change)): change for change in whole if change.kind == "removed"}
    come = {label_key(_named_by(change)): change for change in whole if change.kind == "added"}
    return {
        key: _REWRITTEN if fold(gone[key].heading or "") == fold(change.heading or "") else _REPLACED
        for key, change in come.items()
        if key in gone
    }


def _clause(
    key: tuple[str, str, str], labels: Sequence[str], by_work: Mapping[str, Expression], force: Mapping[str, str]
) -> str:
    kind, work, instruction = key
    manner = kind if kind in (_REWRITTEN, _REPLACED) else MANNERS[kind].word
    count = f"{_number(len(labels))} measure{'' if len(labels) == 1 else 's'} {manner}"
    text = f"{count}, {named_list(labels)}"
    if not work:
        return text
    by = f", by paragraph {instruction} of {named(work, by_work)}"
    return f"{text}{by}; {force[work]}" if work in force else text + by


def by_works(instruments: Sequence[Expression]) -> dict[str, Expression]:
    """Instruments by the id of their work, as effects name them."""
    return {one.work or (one.version or one.title).partition("@")[0]: one for one in instruments}


def named(work: str, by_work: Mapping[str, Expression]) -> str:
    """An instrument as a reader knows it, "the draft amendments of 18 June 2026"; an unknown one by its id."""
    instrument = by_work.get(work)
    if instrument is None:
        return work
    amending = "amendment" in instrument.title.casefold()
    return instrument_name(instrument, "draft amendments" if amending else "draft")


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _counts(comparison: Comparison) -> str:
    kinds = [kind for kind in VERDICTS if comparison.summary[kind]]
    if not kinds:
        if comparison.unaccounted:
            return "The texts differ in what no change says"
        none = "No provision changed in its words, its number or what it stands in"
        return f"{none}; the text before the first provision did" if comparison.front else none
    count = comparison.summary[kinds[0]]
    parts = [f"{_number(count).capitalize()} {MANNERS[kinds[0]].noun(count)}"]
    parts += [counted(kind, comparison.summary[kind]) for kind in kinds[1:]]
    return ", ".join(parts[:-1]) + (f" and {parts[-1]}" if len(parts) > 1 else parts[0])


def said(label: str) -> str:
    """A label as it is said: an index entry, a definition, a row in words, a text without a number by its place."""
    if text := unnumbered(label):
        return f"unnumbered text {text[1]}" + (f" of {text[0]}" if text[0] else "")
    try:
        citation = Citation.parse(label)
    except CitationError:
        return label
    if citation.role == "Index":
        return f"index entry of {citation.scope}"
    if citation.role in ("Definition", "Row"):
        kind = "definition of" if citation.role == "Definition" else "row"
        return f"{kind} “{citation.term}”" + (f" in {citation.scope}" if citation.scope else "")
    return label


def all_said(labels: Iterable[str]) -> str:
    """Several labels as they are said; texts without a number that stand together are counted up."""
    known = list(labels)
    owners = {label.rpartition("~")[0] for label in known}
    if len(known) > 1 and len(owners) == 1 and all("~" in label for label in known):
        numbers = [label.rpartition("~")[2] for label in known]
        owner = owners.pop().rstrip("/")
        return f"unnumbered texts {', '.join(numbers[:-1])} and {numbers[-1]}" + (f" of {owner}" if owner else "")
    return " and ".join(map(said, known))
